"""The paid path to sounds: each text is paid for once, by whoever is the first to need it, and kept as a file.

It is `routing.text.paid_once` with files for answers: an intent is written before the vendor is asked, the sound is on
the disk before its bill is captured, and what was sent and not seen answered is never sent again by the same job.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio

from footage.errors import (
    DatabaseAwayError,
    GeneratorError,
    RateLimitedError,
    UnavailableError,
    UnsupportedMediaError,
    VendorFailedError,
)
from footage.faults import crash_point
from footage.money import Money
from footage.ports.jobs import HandOnError, JobContext
from footage.ports.routing import Health
from footage.sounds import PaidMusic, PaidVoice
from footage.threads import in_thread
from media.speech.recorded import as_wav, joined, times_beside, write_times
from routing.blame import NotAskedError, OwnFaultError
from routing.render import HAND_ON_RUNS
from routing.sounds.asking import Asked, Given, SoundBackend, TimedWord
from routing.sounds.offers import Offers, texts_of
from routing.sounds.shelf import SoundShelf
from routing.text.paid_once import PaidOnce, Question

AT_ONCE = 3
"""So many requests are on their way to a vendor at a time, for one job."""

_FORM = 1
"""Goes up when kept sounds mean something else."""

BUSY_TRIES, BUSY_WAIT_S = 6, 65.0
"""A film has many lines, and small accounts may ask ten times a minute: a line waits for the next one."""

_BUSY_S, _LOOK_S = 2.0, 5.0
_VENDOR_FAULTS = frozenset({"vendor_failed", "auth_failed", "quota_exhausted", "in_doubt"})
_log = logging.getLogger("footage.sounds")


class NotStoredError(VendorFailedError):
    """A sound that was paid for could not be put on the disk of this machine."""


@dataclass(frozen=True)
class _Order:
    """Something to ask for: the question that is paid for once, and what the vendor is told."""

    question: Question
    asked: Asked
    name: str


class PaidSounds:
    """`footage.ports.sounds.SoundMaker`.

    Args:
        offers: The backends and their prices.
        answers: Pays for a question once.
        health: Told how each vendor did; asked before the next request goes to one.
        shelf: Where sounds are kept.
    """

    def __init__(self, offers: Offers, answers: PaidOnce, health: Health, shelf: SoundShelf) -> None:
        self._offers = offers
        self._answers = answers
        self._health = health
        self._shelf = shelf

    async def speak(
        self, job: JobContext, voice: PaidVoice, lines: Sequence[str], reserved: Sequence[str] = ()
    ) -> Mapping[str, Path]:
        """See `SoundMaker.speak`."""
        backend = self._offers.backends[voice.backend]
        texts = {line: texts_of(backend, line, voice.language) for line in dict.fromkeys(lines)}
        orders = {
            text: self._order(
                job,
                voice.backend,
                Asked(text=text, voice=voice.voice, language=voice.language, style=voice.style),
                reserved,
            )
            for text in dict.fromkeys(text for parts in texts.values() for text in parts)
        }
        await self._made(job, backend, list(orders.values()))
        return {
            line: await in_thread(self._whole, [self._shelf.path(orders[text].name) for text in parts])
            for line, parts in texts.items()
            if parts
        }

    async def compose(self, job: JobContext, music: PaidMusic, reserved: Sequence[str] = ()) -> Path:
        """See `SoundMaker.compose`."""
        backend = self._offers.backends[music.backend]
        asked = Asked(text=music.prompt, length_s=music.length_s)
        order = self._order(job, music.backend, asked, reserved)
        await self._made(job, backend, [order])
        return self._shelf.path(order.name)

    def sweep(self) -> None:
        """See `SoundMaker.sweep`."""
        self._shelf.sweep()

    # --- asking -------------------------------------------------------------------------------------------------

    def _order(self, job: JobContext, name: str, asked: Asked, reserved: Sequence[str]) -> _Order:
        backend = self._offers.backends[name]
        told = [_FORM, name, backend.identity, asked.text, asked.voice, asked.language, asked.style, asked.length_s]
        key = hashlib.sha256(json.dumps(told).encode()).hexdigest()
        suffix = ".wav" if backend.spec.kind == "voice" else ".sound"
        file = f"{job.record.caller.own(key)[:40]}{suffix}"
        question = Question(
            backend=name,
            model=backend.spec.model,
            vendor=backend.spec.vendor,
            key=key,
            quoted=self._offers.most(name, asked.text, asked.length_s),
            reserved=(name, *reserved),
            is_usable=lambda known: known.get("file") == file and self._is_here(file, known),
        )
        return _Order(question, asked, file)

    def _is_here(self, file: str, known: Mapping[str, Any]) -> bool:
        """Whether a sound that was paid for is still there; the times of its words come with the answer."""
        if not self._shelf.has(file):
            return False
        path, words = self._shelf.path(file), known.get("words") or ()
        if words and not times_beside(path).is_file():
            write_times(path, words)
        return True

    async def _made(self, job: JobContext, backend: SoundBackend, orders: Sequence[_Order]) -> None:
        """Ask for what is not there yet, a few at a time; what is under way is heard out, whatever fails beside it."""
        absent = [one for one in orders if await self._answers.kept(job, one.question) is None]
        if not absent:
            return
        await self._admitted(job, backend, absent)
        errors: list[Exception] = []
        done, ahead = 0, list(reversed(absent))

        async def ask_on() -> None:
            nonlocal done
            while ahead and not errors:
                try:
                    await self._asked(job, backend, ahead.pop())
                    done += 1
                    await job.report(0.0, f"{backend.name}: {done} of {len(absent)}")
                except Exception as exc:  # noqa: BLE001 - raised below, when the others have been heard out
                    errors.append(exc)

        async with anyio.create_task_group() as tasks:
            for _ in range(min(AT_ONCE, len(absent))):
                tasks.start_soon(ask_on)
        await self._told(backend, errors[0] if errors else None)
        if errors:
            raise errors[0]

    async def _asked(self, job: JobContext, backend: SoundBackend, order: _Order) -> None:
        """Ask once; again only where the vendor said that it took nothing, being busy."""

        async def ask() -> tuple[Mapping[str, Any], Money]:
            given = await backend.make(order.asked)
            crash_point("sounded")
            await in_thread(self._store, backend, order, given)
            return {"file": order.name, "words": [list(word) for word in given.words]}, given.cost

        for left in reversed(range(BUSY_TRIES)):
            try:
                await self._answers.ask(job, order.question, ask)
            except RateLimitedError as exc:
                wait_s = _BUSY_S if exc.retry_after_s is None else exc.retry_after_s
                if not left or wait_s > BUSY_WAIT_S:
                    raise
                await _pause(job, backend.name, wait_s)
            else:
                return

    async def _admitted(self, job: JobContext, backend: SoundBackend, absent: Sequence[_Order]) -> None:
        """Refuse what may not be sent, and a vendor whose breaker is open.

        Raises:
            HandOnError: This process lacks the key; whoever placed the job had it, so another may.
            UnavailableError: The user has forbidden it since the job was placed.
            GeneratorError: The vendor is away.
        """
        if missing := backend.missing():
            reason = f"{backend.name}: {missing}"
            if job.record.runs < HAND_ON_RUNS:
                raise HandOnError(reason, "cloud")
            raise NotAskedError(f"{backend.name} cannot be used here: {missing}.", backend=backend.name)
        most = max(one.question.quoted for one in absent)
        if forbidden := self._offers.forbids(backend.name, most):
            raise UnavailableError(
                f"{backend.name} is not asked: {forbidden}.", hint="Change the setting that the message names."
            )
        admission = await in_thread(self._health.admit, backend.spec.vendor)
        if admission == "no":
            raise NotAskedError(f"{backend.name} is paused after failing.", backend=backend.name)
        if admission == "probe":
            await backend.probe()

    async def _told(self, backend: SoundBackend, error: Exception | None) -> None:
        """Record how the vendor did; a database that is away must not cost the sound."""
        is_ours = isinstance(error, (NotAskedError, OwnFaultError, NotStoredError))
        try:
            if error is None:
                await in_thread(self._health.succeeded, backend.spec.vendor)
            elif isinstance(error, GeneratorError) and error.code in _VENDOR_FAULTS and not is_ours:
                await in_thread(self._health.failed, backend.spec.vendor, error.code)
        except DatabaseAwayError:
            _log.warning("a vendor's health was not written", exc_info=True)

    # --- keeping ------------------------------------------------------------------------------------------------

    def _store(self, backend: SoundBackend, order: _Order, given: Given) -> None:
        """Put a sound away, once it is known to be one.

        Raises:
            VendorFailedError: It is none, or there is no room for it; it was paid for all the same.
        """
        try:
            new = self._shelf.new_file(Path(order.name).suffix)
            try:
                if backend.spec.kind == "voice":
                    new.write_bytes(as_wav(given.content, given.pcm_hz))
                else:
                    _write_music(new, given)
                write_times(self._shelf.path(order.name), given.words)
                self._shelf.put(order.name, new)
            finally:
                new.unlink(missing_ok=True)
        except UnsupportedMediaError as exc:
            raise VendorFailedError(
                f"{backend.name} gave no sound that can be used: {exc.message}",
                backend=backend.name,
                bill_microusd=given.cost.microusd,
            ) from exc
        except OSError as exc:
            raise NotStoredError(
                f"What {backend.name} gave could not be stored here: {exc.strerror or exc}.",
                backend=backend.name,
                hint="Make room on the disk and call again.",
                bill_microusd=given.cost.microusd,
            ) from exc

    def _whole(self, parts: Sequence[Path]) -> Path:
        """The sound of a line; of a long one, its parts joined."""
        if len(parts) == 1:
            return parts[0]
        name = hashlib.sha256("\n".join(part.name for part in parts).encode()).hexdigest()[:40]
        whole = self._shelf.path(f"{name}.wav")
        if not whole.is_file():
            new = self._shelf.new_file(".wav")
            begins_s = joined(parts, new)
            write_times(whole, _times(parts, begins_s))
            self._shelf.put(whole.name, new)
        return whole


async def _pause(job: JobContext, name: str, seconds: float) -> None:
    """Wait for a busy vendor, and hear now and then whether the job is to stop."""
    while seconds > 0:
        await job.report(0.0, f"{name} is busy")
        await anyio.sleep(min(seconds, _LOOK_S))
        seconds -= _LOOK_S


def _write_music(new: Path, given: Given) -> None:
    from media.music_file import check_music

    new.write_bytes(as_wav(given.content, given.pcm_hz) if given.pcm_hz else given.content)
    check_music(new)


def _times(parts: Sequence[Path], begins_s: Sequence[float]) -> list[TimedWord]:
    """The times of a text that was spoken in parts; none where one of them has none."""
    found: list[TimedWord] = []
    for part, begin_s in zip(parts, begins_s, strict=True):
        try:
            told = json.loads(times_beside(part).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        found += [(start + begin_s, end + begin_s, word) for start, end, word in told]
    return found
