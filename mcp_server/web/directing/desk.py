"""What was found out about drafts a moment ago: dry runs and sketches, so that one edit costs one of each."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import anyio

from footage.answers import VideoJob
from footage.errors import FootageError
from footage.ports.drafts import Draft
from footage.threads import in_thread
from mcp_server.web.directing.drafting import arguments, tool_of
from mcp_server.web.visit import Visit

if TYPE_CHECKING:
    from pathlib import Path

    from tools.sketches import Sketch

T = TypeVar("T")
CHECKED_FOR_S = 60.0
"""A price is asked for anew after this long; before it is paid, it is asked for in any case."""

_DRAWN_AT_ONCE = 2
_KEPT_CHECKS, _KEPT_SKETCHES = 200, 40


class _Kept(Generic[T]):
    """The latest things by name."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[tuple[str, int], T] = OrderedDict()

    def get(self, name: tuple[str, int]) -> T | None:
        return self._things.get(name)

    def put(self, name: tuple[str, int], thing: T) -> T:
        self._things[name] = thing
        self._things.move_to_end(name)
        while len(self._things) > self._most:
            self._things.popitem(last=False)
        return thing


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a dry run said of a draft: its answer, or why it cannot be made."""

    job: VideoJob | None
    error: FootageError | None
    at_s: float


class Desk:
    """Dry runs and sketches of drafts, each kept for the version that it is of."""

    def __init__(self) -> None:
        self._checks: _Kept[Checked] = _Kept(_KEPT_CHECKS)
        self._sketches: _Kept[Sketch] = _Kept(_KEPT_SKETCHES)
        self._latest: _Kept[Sketch] = _Kept(_KEPT_SKETCHES)
        self._drawing = anyio.Semaphore(_DRAWN_AT_ONCE)

    async def check(self, visit: Visit, draft: Draft, *, anew: bool = False) -> Checked:
        """What the draft's tool says of it, as to any caller."""
        name = draft.draft_id, draft.version
        known = self._checks.get(name)
        if known and not anew and time.monotonic() - known.at_s < CHECKED_FOR_S:
            return known
        try:
            job, error = await dry_run(visit, draft), None
        except FootageError as exc:
            job, error = None, exc
        return self._checks.put(name, Checked(job=job, error=error, at_s=time.monotonic()))

    async def sketch(self, visit: Visit, draft: Draft) -> Sketch | None:
        """The draft as it would be drawn; the last one that could be where this version cannot."""
        from tools.sketches import sketch

        name = draft.draft_id, draft.version
        if known := self._sketches.get(name):
            return known
        checked = self._checks.get(name)
        backend = checked.job.route.backend if checked and checked.job and checked.job.route else ""
        try:
            params = tool_of(draft.tool).params.parse(arguments(draft))
            found = await in_thread(sketch, params, visit.services, backend)
        except FootageError:
            return self._latest.get((draft.draft_id, 0))
        self._latest.put((draft.draft_id, 0), found)
        return self._sketches.put(name, found)

    async def frame(self, visit: Visit, found: Sketch, beat: int) -> Path:
        """A frame of a sketch; a few are drawn at a time, for films are made on the same processors."""
        from tools.sketches import frame

        async with self._drawing:
            return await in_thread(frame, visit.services, found, beat)


async def dry_run(visit: Visit, draft: Draft, **more: object) -> VideoJob:
    """Ask the draft's tool what it would do, and for how much.

    Raises:
        FootageError: As the tool does.
    """
    answer = await visit.call(tool_of(draft.tool), **{**arguments(draft), **more, "dry_run": True})
    if not isinstance(answer.result, VideoJob):
        raise TypeError("a dry run answers with a job")
    return answer.result
