"""What is refused, in the protocol's words: its code, our sentence, and our own code and hint as data."""

from __future__ import annotations

from a2a.utils.errors import A2AError, InternalError, InvalidParamsError, InvalidRequestError

from footage.answers import ErrorInfo
from footage.errors import FootageError, MachineError

_NOT_ALLOWED = frozenset({"forbidden_scope", "key_limit", "rate_limited"})
"""Nothing is wrong with what is asked for, but this caller may not have it, or not now."""


def of_info(info: ErrorInfo, *, is_machine: bool = False) -> A2AError:
    """An error as it is told to a caller."""
    data = {"code": info.code, "hint": info.hint, "retryable": "true" if info.retryable else "false"}
    text = f"{info.message} {info.hint}".strip()
    if is_machine or info.code in {"unavailable", "internal", "timeout"}:
        return InternalError(message=text, data=data)
    kind = InvalidRequestError if info.code in _NOT_ALLOWED else InvalidParamsError
    return kind(message=text, data=data)


def of_error(error: FootageError) -> A2AError:
    """The same of an error that tells of nothing on this machine."""
    return of_info(ErrorInfo.of(error), is_machine=isinstance(error, MachineError))
