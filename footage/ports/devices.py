"""Devices of this machine, what is made on them, and what a process says of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from footage.local_models import FilmOrder, LocalModel, RawFilm


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a process makes on devices of its own.

    Attributes:
        host: Its machine's name.
        devices: Their names, for people.
        backends: Names of the backends that it can run.
    """

    host: str
    devices: tuple[str, ...]
    backends: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Guest:
    """A quick model that makes no films and stays on a device for as long as nobody needs the room.

    Attributes:
        key: Its name there.
        vram_bytes: What its weights take, at most.
        work_bytes: What a run takes beyond them, at most.
        make: Loads it in the device's own process, given the device as torch calls it, and gives what answers there: a
            top-level function or a `functools.partial` of one. Questions and answers can be pickled.
    """

    key: str
    vram_bytes: int
    work_bytes: int
    make: Callable[[str], Callable[[Any], Any]]


class GuestDevices(Protocol):
    """Devices for making films, which take in guests when they are idle."""

    async def host(self, guest: Guest, asked: Any) -> Any | None:
        """What a guest answers on a device that is idle and has room for it as it is; None where there is none.

        Raises:
            FootageError: The device or the guest failed.
        """


class FilmDevices(Protocol):
    """Devices for making films, and the weights that are on this machine."""

    def is_equipped(self) -> bool:
        """Whether local models should be on at all: there is a device for them. Cheap; imports no torch."""

    def missing(self, model: LocalModel) -> str | None:
        """Why a model cannot run here and what helps, or None."""

    async def make(
        self, model: LocalModel, order: FilmOrder, folder: Path, progress: Callable[[float], None]
    ) -> RawFilm:
        """Make a film into files in `folder`.

        Args:
            model: Which checkpoint.
            order: What to make; sizes that do not fit the device are reduced, and the notes say so.
            folder: An existing folder for the files.
            progress: Called with the share of steps done, 0 to 1, after each. It may raise: the work then stops
                before the next step.

        Raises:
            UnavailableError: It cannot run here: something is missing, or the device is too small.
            InternalError: The checkpoint or the pipeline is broken.
        """
