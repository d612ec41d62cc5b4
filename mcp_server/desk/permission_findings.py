"""Whether the files of a home can be used by who runs Footage, and what is secret in them by nobody else."""

from __future__ import annotations

import getpass
import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from footage.sealing import KEY_FILE

_DATABASE = "footage.db"
_ONLY_READ = frozenset({"brands"})
"""Folders that others write, and that may be mounted read-only."""

_SECRET = (KEY_FILE, "credentials/identity*.pem")
_OTHERS = 0o077
_FEW = 5


def unusable(home: Path) -> str:
    """What in a home cannot be used by this user, and what to do about it; empty where nothing is amiss.

    Mostly somebody has run a command as root, and what it made is root's.
    """
    wrong = [one.name or str(one) for one in (home, *_inside(home)) if not os.access(one, _wanted(one, home))]
    if not wrong:
        return ""
    me = _me()
    return f"{me} cannot use {_told(wrong)}. Run: chown -R {shlex.quote(me)} {shlex.quote(str(home))}"


def open_to_others(home: Path, *, is_database_secret: bool) -> str:
    """What is secret in a home and can be read by others, and what to do about it; empty where nothing is amiss."""
    if os.name != "posix":  # other systems say it in other ways
        return ""
    secret = [one for pattern in _SECRET for one in sorted(home.glob(pattern))]
    secret += sorted(home.glob(f"{_DATABASE}*")) if is_database_secret else []
    wrong = [one.relative_to(home).as_posix() for one in secret if one.is_file() and one.stat().st_mode & _OTHERS]
    if not wrong:
        return ""
    files = " ".join(shlex.quote(str(home / one)) for one in wrong[:_FEW])
    return f"others on this machine can read {_told(wrong)}, with keys in {_it(wrong)}. Run: chmod 600 {files}"


def _inside(home: Path) -> Iterator[Path]:
    if home.is_dir() and os.access(home, os.R_OK | os.X_OK):
        yield from (one for one in sorted(home.iterdir()) if not one.is_symlink())


def _wanted(one: Path, home: Path) -> int:
    if one == home or (one.is_dir() and one.name not in _ONLY_READ):
        return os.R_OK | os.W_OK | os.X_OK
    if one.is_dir():
        return os.R_OK | os.X_OK
    return os.R_OK | os.W_OK if one.name.startswith(_DATABASE) else os.R_OK


def _me() -> str:
    try:
        import pwd

        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # as in a container, whose users have no names
        return str(os.geteuid())
    except ImportError:  # not on Windows
        return getpass.getuser()


def _it(wrong: list[str]) -> str:
    return "it" if len(wrong) == 1 else "them"


def _told(names: list[str]) -> str:
    return ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")
