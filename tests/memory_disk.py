"""A folder that lies in memory, where the machine has enough of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import psutil

_FOLDER = Path("/dev/shm")
_ROOM_BYTES = 4 * 10**9
"""More than a run of all tests writes; in a container the folder is often small."""


def memory_folder() -> str | None:
    """None where there is no such folder, or no room."""
    if not (_FOLDER.is_dir() and os.access(_FOLDER, os.W_OK)):
        return None
    room = min(shutil.disk_usage(_FOLDER).free, psutil.virtual_memory().available // 2)
    return str(_FOLDER) if room >= _ROOM_BYTES else None
