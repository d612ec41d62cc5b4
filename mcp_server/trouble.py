"""What went wrong, in words for a caller, wherever it came from."""

from __future__ import annotations

from footage import trouble
from footage.errors import FootageError


def in_words(error: BaseException) -> FootageError | None:
    """What to tell of an error; None for a defect of ours, which only the log can describe."""
    if isinstance(error, FootageError):
        return error
    from storage import trouble as database

    return database.in_words(error) or trouble.in_words(error)
