"""Troubles of the machine in words: a full disk is no defect of Footage, and a person can do something about it."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping

from footage.errors import UnavailableError

FREE_SPACE = "Free some space, then call again."
_FULL = ("The disk is full", FREE_SPACE)
_TOO_MANY = ("Too many files are open", "Close other programs, or raise the limit of open files (ulimit -n).")
_WORDS: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.EROFS: ("The disk cannot be written to", "Set FOOTAGE_HOME to a folder that can be written to."),
    errno.EACCES: ("Permission is denied", "Give the user who runs Footage permission, or set FOOTAGE_HOME elsewhere."),
    errno.EPERM: ("Permission is denied", "Give the user who runs Footage permission, or set FOOTAGE_HOME elsewhere."),
    errno.EFBIG: ("A file is too large for its disk", "Set FOOTAGE_HOME to a disk that takes large files."),
    errno.ENAMETOOLONG: ("A name is too long for its disk", "Set FOOTAGE_HOME to a folder with a shorter path."),
    errno.ESTALE: ("The disk was mounted anew meanwhile", "Start Footage again."),
    errno.EIO: ("The disk does not work", "Look at the disk; the system's log says more."),
}


def in_words(error: BaseException) -> UnavailableError | None:
    """What to tell of an error that the system gave, also of one behind it; None when it may be our own fault.

    Args:
        error: Whatever was caught.
    """
    for cause in causes(error):
        words = _WORDS.get(cause.errno) if isinstance(cause, OSError) and cause.errno else None
        if isinstance(cause, OSError) and words:
            what, hint = words
            where = f": {cause.filename}" if cause.filename else ""
            return UnavailableError(f"{what}{where}.", hint=hint)
    return None


def is_full(error: BaseException) -> bool:
    """Whether a disk was full, whoever found that."""
    told = in_words(error)
    said = [told] if told else [one for one in causes(error) if isinstance(one, UnavailableError)]
    return any(one.message.startswith(_FULL[0]) for one in said)


def full_disk() -> UnavailableError:
    """The error for a disk that another program found full."""
    return UnavailableError(f"{_FULL[0]}.", hint=_FULL[1])


def causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it, the last one first; the errors of a group one after the other."""
    seen: set[int] = set()
    ahead: list[BaseException | None] = [error]
    while ahead:
        one = ahead.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        ahead += [one.__cause__, one.__context__]
        if isinstance(one, BaseExceptionGroup):
            ahead += one.exceptions
