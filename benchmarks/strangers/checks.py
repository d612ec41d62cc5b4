"""What must be true of an answer or a film; each check says what is wrong, or nothing."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from mcp import Client

from benchmarks.strangers.conversation import Outcome, Seen
from media.frames import read_frames
from media.probe import probe


@dataclass(frozen=True)
class World:
    """What a check may look at: the server, and the files that the request was about."""

    client: Client
    files: dict[str, str]


Check = Callable[[Outcome, World], Awaitable[str]]
"""What is wrong with an outcome; empty where nothing is."""


def _plain(check: Callable[[Outcome], str]) -> Check:
    async def checked(outcome: Outcome, _world: World) -> str:
        return check(outcome)

    return checked


def made(outcome: Outcome) -> Seen | None:
    """The last answer that shows a finished film or file."""
    return next(
        (one for one in reversed(outcome.seen) if one.data.get("status") == "completed" and one.data.get("video")), None
    )


def path_of(seen: Seen) -> Path:
    """Where what was made lies."""
    return Path(seen.data["video"]["path"])


def film(
    length_s: float | None = None,
    shape: str | None = None,
    *,
    within_s: float = 0.4,
    sound: bool | None = None,
    height: int | None = None,
    fps: float | None = None,
) -> Check:
    """A film was made, of this length, shape, size and pace, with sound or silent."""

    def check(outcome: Outcome) -> str:
        seen = made(outcome)
        if seen is None:
            return "no film was made"
        info = probe(path_of(seen))
        wide, high = map(int, (shape or "0:1").split(":"))
        for is_wrong, fault in (
            (length_s is not None and abs(info.duration_s - length_s) > within_s, f"lasts {info.duration_s:.1f} s"),
            (
                shape is not None and abs(info.width / info.height - wide / high) > 0.03,
                f"is {info.width}x{info.height}",
            ),
            (sound is not None and info.has_audio != sound, "has sound" if info.has_audio else "is silent"),
            (height is not None and min(info.height, info.width) != height, f"is {info.width}x{info.height}"),
            (fps is not None and abs(info.fps - fps) > 1, f"has {info.fps:.0f} frames a second"),
        ):
            if is_wrong:
                return fault
        return ""

    return _plain(check)


def file(ending: str, *, width: int | None = None, length_s: float | None = None) -> Check:
    """A file of a kind was made."""

    def check(outcome: Outcome) -> str:
        told = re.findall(
            rf"(/[^\s'\"]+\.(?:{ending}))\b", " ".join([outcome.said, *(one.whole for one in outcome.seen)])
        )
        there = [Path(one) for one in told if Path(one).is_file()]
        if not there:
            return f"no .{ending} was made"
        if width is None and length_s is None:
            return ""
        with av.open(str(there[-1])) as container:
            stream = container.streams.video[0]
            frames = sum(1 for _ in container.decode(video=0))
            rate = float(stream.average_rate or 1)
            if width is not None and stream.width != width:
                return f"is {stream.width} wide"
            if length_s is not None and abs(frames / rate - length_s) > 0.4:
                return f"lasts {frames / rate:.1f} s"
        return ""

    return _plain(check)


def says(*patterns: str) -> Check:
    """The user is told each of these."""

    def check(outcome: Outcome) -> str:
        missing = next((one for one in patterns if not re.search(one, outcome.said, re.IGNORECASE)), None)
        return f"nothing told of {missing!r}" if missing else ""

    return _plain(check)


def nothing_made() -> Check:
    """There is no film, and nothing was spent."""
    return _plain(lambda outcome: "a film was made" if made(outcome) else "")


def called(tool: str, **arguments: Any) -> Check:
    """A tool was called with these arguments, and served it; files are in braces."""

    async def check(outcome: Outcome, world: World) -> str:
        wanted = {name: one.format(**world.files) if isinstance(one, str) else one for name, one in arguments.items()}
        done = [one.call.arguments for one in outcome.seen if one.call.tool == tool and not one.is_error]
        fits = any(all(one.get(name) == value for name, value in wanted.items()) for one in done)
        return "" if fits else f"no {tool} with {wanted}"

    return check


def shows(*texts: str) -> Check:
    """The film's plan has these words on the screen; it is asked for once more, with what the film was made from."""

    async def check(outcome: Outcome, world: World) -> str:
        seen = next(
            (one for one in reversed(outcome.seen) if one.call.tool == "generate_video" and not one.is_error), None
        )
        if seen is None:
            return "nothing was drawn"
        again = {**seen.call.arguments, "dry_run": True}
        plan = str((await world.client.call_tool("generate_video", again)).structured_content)
        missing = next((text for text in texts if text.casefold() not in plan.casefold()), None)
        return f"does not show {missing!r}" if missing else ""

    return check


def subtitles(*texts: str) -> Check:
    """Words stand in the film's subtitles, or in those beside it."""

    def check(outcome: Outcome) -> str:
        beside = [one.data["video"].get("subtitles") for one in outcome.seen if one.data.get("video")]
        text = "\n".join(Path(one).read_text(encoding="utf-8") for one in beside if one)
        if not text:
            return "there are no subtitles"
        missing = next((one for one in texts if one.casefold() not in text.casefold()), None)
        return f"the subtitles lack {missing!r}" if missing else ""

    return _plain(check)


def drawn_on(source: str, place: str, at_s: float = 1.0) -> Check:
    """Something was drawn on a part of the picture: top, bottom, or a corner such as top-right."""

    async def check(outcome: Outcome, world: World) -> str:
        seen = made(outcome)
        if seen is None:
            return "no film was made"
        before, after = (
            read_frames(Path(one), [at_s], 640)[0].astype(int) for one in (world.files[source], path_of(seen))
        )
        if before.shape != after.shape:
            return "its shape has changed"
        differs = np.abs(_part(before, place) - _part(after, place)).max(axis=2) > 60
        return "" if differs.mean() > 0.005 else f"nothing is drawn at the {place}"

    return check


def not_filled(colour: tuple[int, int, int], at_s: float = 1.5) -> Check:
    """The film is not one colour at a moment, such as that of a logo which should be small."""

    def check(outcome: Outcome) -> str:
        seen = made(outcome)
        if seen is None:
            return "no film was made"
        picture = read_frames(path_of(seen), [at_s], 320)[0].astype(int)
        near = (np.abs(picture - np.array(colour)).max(axis=2) < 110).mean()
        return "" if near < 0.5 else f"{near:.0%} of it has the colour of the logo"

    return _plain(check)


def audible(from_s: float, to_s: float) -> Check:
    """Something is heard in a stretch of the film."""

    def check(outcome: Outcome) -> str:
        seen = made(outcome)
        if seen is None:
            return "no film was made"
        loud = 0.0
        with av.open(str(path_of(seen))) as container:
            for frame in container.decode(audio=0):
                if from_s <= (frame.time or 0.0) <= to_s:
                    loud = max(loud, float(np.abs(frame.to_ndarray().astype(float)).max()))
        return "" if loud > 0.003 else f"nothing is heard from {from_s:g} to {to_s:g} s"

    return _plain(check)


def changed(source: str) -> Check:
    """The picture is brighter or steadier than it was, or the user is told why it is not."""

    async def check(outcome: Outcome, world: World) -> str:
        seen = made(outcome)
        if seen is None:
            return "no film was made"
        if not (seen.data.get("enhancement") or {}).get("changed"):
            return "" if "unchanged" in outcome.said else "left alone, and not told"
        before, after = (read_frames(Path(one), [1.0], 320)[0].mean() for one in (world.files[source], path_of(seen)))
        return "" if after != before else "nothing has changed"

    return check


def all_of(*checks: Check) -> Check:
    """The first fault of several checks."""

    async def check(outcome: Outcome, world: World) -> str:
        for one in checks:
            if fault := await one(outcome, world):
                return fault
        return ""

    return check


def any_of(*checks: Check) -> Check:
    """One of several things is true."""

    async def check(outcome: Outcome, world: World) -> str:
        faults = [await one(outcome, world) for one in checks]
        return "" if "" in faults else "; ".join(faults)

    return check


def films_made(count: int) -> Check:
    """So many different films."""

    def check(outcome: Outcome) -> str:
        done = [one for one in outcome.seen if one.data.get("status") == "completed" and one.data.get("video")]
        films = {one.data["video"]["uri"] for one in done}
        films |= {take["uri"] for one in done for take in one.data.get("takes", ()) if take.get("uri")}
        return "" if len(films) >= count else f"{len(films)} films"

    return _plain(check)


def _part(picture: Any, place: str) -> Any:
    height, width = picture.shape[:2]
    rows = (
        slice(0, height // 3)
        if "top" in place
        else slice(height * 2 // 3, height)
        if "bottom" in place
        else slice(None)
    )
    columns = (
        slice(0, width // 3) if "left" in place else slice(width * 2 // 3, width) if "right" in place else slice(None)
    )
    return picture[rows, columns]
