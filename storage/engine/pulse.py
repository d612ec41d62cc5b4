"""When the job engine's polling threads look for work: at once when there may be some, otherwise rarely."""

from __future__ import annotations

import threading
import time


class Pulse:
    """Counts the moments at which something may have come, and knows whether no job waits to be taken.

    While a job waits, whoever takes jobs looks again at its own pace. While none does ("at rest") it waits for the next
    beat, and for `rest_s` at the longest.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._beats = 0
        self._at_rest = False
        self._ended = False

    @property
    def beats(self) -> int:
        """How many beats there were."""
        return self._beats

    @property
    def at_rest(self) -> bool:
        """Whether no job waits to be taken."""
        return self._at_rest

    @property
    def has_ended(self) -> bool:
        """Whether `end` was called."""
        return self._ended

    def beat(self) -> None:
        """Something may have come: everybody looks now."""
        with self._changed:
            self._beats += 1
            self._at_rest = False
            self._changed.notify_all()

    def rest(self, beats: int) -> bool:
        """Note that no job was waiting after this many beats.

        Returns:
            Whether that still holds: without another beat since.
        """
        with self._changed:
            self._at_rest = self._beats == beats
            return self._at_rest

    def end(self) -> None:
        """Wake everybody who waits, for good."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def wait(self, seen: int, pace_s: float, rest_s: float) -> int:
        """Wait for a beat after the first `seen`, or until it is time to look without one.

        Returns:
            How many beats there were, for the next call.
        """
        began = time.monotonic()
        with self._changed:
            while self._beats == seen and not self._ended:
                left_s = began + (max(pace_s, rest_s) if self._at_rest else pace_s) - time.monotonic()
                if left_s <= 0:
                    break
                self._changed.wait(left_s)
            return self._beats


class PulseEvent(threading.Event):
    """The event by which a polling thread is stopped, whose `wait` lasts as long as a pulse says.

    Args:
        stop: The thread's own.
        pulse: Shared by all polling threads of the process.
        rest_s: The longest pause while no job waits to be taken.
    """

    def __init__(self, stop: threading.Event, pulse: Pulse, rest_s: float) -> None:
        super().__init__()
        self._inner = stop
        self._pulse = pulse
        self._rest_s = rest_s
        self._mine = threading.local()

    def is_set(self) -> bool:
        """Whether the thread must stop."""
        return self._inner.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Pause for about `timeout` seconds; returns whether the thread must stop."""
        if timeout is None:
            return self._inner.wait()
        if timeout > 0 and not self._inner.is_set():
            began = time.monotonic()
            self._mine.seen = self._pulse.wait(getattr(self._mine, "seen", 0), timeout, self._rest_s)
            if self._pulse.has_ended:
                return self._inner.wait(max(0.0, began + timeout - time.monotonic()))
        return self._inner.is_set()
