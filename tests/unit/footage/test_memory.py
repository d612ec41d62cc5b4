"""Long-lived processes stay small."""

from __future__ import annotations

import os
import subprocess
import sys

import psutil
import pytest

from footage.memory import give_back

GLIBC = "glibc" in str(os.confstr("CS_GNU_LIBC_VERSION") if hasattr(os, "confstr") else "")
pytestmark = pytest.mark.skipif(not GLIBC, reason="only glibc has these pools")

ON_MANY_THREADS = """
import ctypes, sys, threading
from footage.memory import share_arenas
if sys.argv[1] == "shared" and not share_arenas():
    sys.exit(3)
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(12)
def take():
    together.wait()
    libc.malloc(ctypes.c_size_t(1000))
    together.wait()
threads = [threading.Thread(target=take) for _ in range(12)]
for one in threads: one.start()
for one in threads: one.join()
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


@pytest.mark.parametrize(("how", "fewest", "most"), [("shared", 1, 2), ("as it is", 3, 1000)])
def test_threads_share_few_pools_of_memory(how: str, fewest: int, most: int) -> None:
    told = subprocess.run([sys.executable, "-c", ON_MANY_THREADS, how], capture_output=True, text=True, check=True)
    assert fewest <= told.stdout.count("<heap nr=") <= most


def test_free_memory_between_what_is_held_goes_back_to_the_system() -> None:
    blocks = [bytes([n % 256]) * 60_000 for n in range(2000)]
    held = blocks[::20]
    before = psutil.Process().memory_info().rss
    del blocks
    give_back()
    assert before - psutil.Process().memory_info().rss > 80_000_000
    assert len(held) == 100
