"""What a device's process failed with, as the error that the caller sees."""

from __future__ import annotations

from footage import errors
from footage.errors import DeviceLostError, DeviceMemoryError, FootageError, InternalError
from gpu.device.messages import Failure

_BY_CODE: dict[str, type[FootageError]] = {
    kind.code: kind
    for kind in (
        errors.InvalidInputError,
        errors.UnsupportedMediaError,
        errors.NotFoundError,
        errors.UnavailableError,
        errors.DeviceMemoryError,
        errors.JobCancelledError,
    )
}
"""Errors that a runtime may raise."""


def raise_failure(failure: Failure) -> None:
    """Raise what a command failed with; an error that the runtime raised keeps its code, message and hint.

    Raises:
        DeviceLostError: The process was ended.
        DeviceMemoryError: The device ran out of memory.
        FootageError: What the runtime raised.
    """
    if failure.kind == "lost":
        raise DeviceLostError(f"The device's process was ended: {failure.message}.")
    if failure.kind == "out_of_memory":
        raise DeviceMemoryError(f"The device ran out of memory: {failure.message}.")
    raise _BY_CODE.get(failure.code or "", InternalError)(failure.message, hint=failure.hint)
