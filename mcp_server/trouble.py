"""What went wrong, in words for a caller, wherever it came from."""

from __future__ import annotations

from footage.errors import FootageError


def in_words(error: BaseException) -> FootageError | None:
    """What to tell of an error; None for a defect of ours, which only the log can describe."""
    if isinstance(error, FootageError):
        return error
    from storage.trouble import of_machine

    return of_machine(error)
