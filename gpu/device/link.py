"""The pool's end of a device's process, whatever is at the other end: a child process or a simulated device."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from gpu.device.messages import Event, Message


class Link(Protocol):
    """A started worker. No method waits."""

    def send(self, message: Message) -> None:
        """Give it a command, announce one, or ask it to stop one; a worker that is gone ignores it."""

    def kill(self) -> None:
        """End it at once, whatever it does; all its memory is free afterwards."""


Connect = Callable[[Callable[[Event], None], Callable[[str], None]], Link]
"""Starts a worker.

The first argument is called on the pool's event loop with every event, the second once with the reason when the worker
is gone without having been killed.
"""
