"""The devices a pool may use, asked of the driver and the system: torch takes seconds to import, this takes none."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from dataclasses import dataclass
from functools import cache
from typing import Literal

_LIBRARY = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
_NAME_BYTES = 100


@cache
def cuda_devices() -> tuple[Device, ...]:
    """The devices that the CUDA driver offers; none without a driver.

    By the CUDA driver API: cuInit, cuDeviceGetCount, cuDeviceGet, cuDeviceGetName and cuDeviceTotalMem; each returns 0
    on success. None of them makes a context.
    """
    try:
        driver = ctypes.CDLL(_LIBRARY)
    except OSError:
        return ()
    count = ctypes.c_int(0)
    if driver.cuInit(0) or driver.cuDeviceGetCount(ctypes.byref(count)):
        return ()
    return tuple(_device(driver, index) for index in range(count.value))


def host_bytes() -> int:
    """All of main memory."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def free_host_bytes() -> int:
    """Main memory that nobody uses."""
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _device(driver: ctypes.CDLL, index: int) -> Device:
    handle, name, size = ctypes.c_int(0), ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_size_t(0)
    driver.cuDeviceGet(ctypes.byref(handle), index)
    driver.cuDeviceGetName(name, _NAME_BYTES, handle)
    driver.cuDeviceTotalMem_v2(ctypes.byref(size), handle)
    return Device(kind="cuda", name=name.value.decode(), vram_bytes=size.value)


@dataclass(frozen=True, kw_only=True)
class Device:
    """A compute device. `vram_bytes` is its whole memory; the null device has none."""

    kind: Literal["cuda", "none"]
    name: str
    vram_bytes: int


PROCESSOR = Device(kind="none", name="the processor", vram_bytes=0)
"""What stands in for a device where there is none; its memory is the machine's."""


def probe() -> list[Device]:
    """The CUDA devices torch sees, or the null device with the reason in its name. Imports torch where installed."""
    if importlib.util.find_spec("torch") is None:
        return [_null("torch is not installed")]
    import torch

    if not torch.cuda.is_available():
        return [_null("torch sees no CUDA device")]
    found = [torch.cuda.get_device_properties(index) for index in range(torch.cuda.device_count())]
    return [Device(kind="cuda", name=found_one.name, vram_bytes=int(found_one.total_memory)) for found_one in found]


def _null(reason: str) -> Device:
    return Device(kind="none", name=reason, vram_bytes=0)
