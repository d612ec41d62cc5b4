"""Whether there are CUDA devices, asked of the driver itself: torch takes seconds to import, this takes none."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_LIBRARY = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"


@cache
def device_count() -> int:
    """The number of devices the driver offers; 0 without a driver.

    By the CUDA driver API: cuInit(0), then cuDeviceGetCount(&count); both return 0 on success.
    """
    try:
        driver = ctypes.CDLL(_LIBRARY)
    except OSError:
        return 0
    count = ctypes.c_int(0)
    if driver.cuInit(0) or driver.cuDeviceGetCount(ctypes.byref(count)):
        return 0
    return count.value
