"""Enhances a film: measures it, chooses what to do, does it in one encode, and keeps the result if it is better."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from footage.answers import IN_VAIN, Enhancement, EnhancementStep
from media.captions.burn import Captions, CaptionScript, burn, write_script
from media.dolby import compatibility_of
from media.enhance import graph, guard
from media.enhance.choose import choose
from media.enhance.colour import apply
from media.enhance.measure import ALL_ROWS, Rows, measure
from media.enhance.model import Choice, EnhanceRequest, Measurements, Step
from media.ffmpeg import Progress
from media.fields import Fields
from media.frame_size import even_size
from media.hdr import is_hdr
from media.plain import plain_of
from media.probe import VideoInfo, probe
from media.tracks import tracks_of

_LEAST_ROWS = 0.35
"""At least this share of the picture's height is measured; less would not represent the whole."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result: `path` is the new film, or the source if that could not be improved.

    `notes` say what was done so that captions can be read, and about what is odd in the film.
    """

    path: Path
    report: Enhancement
    notes: tuple[str, ...] = ()


def enhance(
    video: Path, out: Path, request: EnhanceRequest, progress: Progress | None = None, captions: Captions | None = None
) -> Outcome:
    """Make a film better, or leave it alone and say why.

    Captions are drawn in the same encode, and nothing is measured where they stand. Only when the guard throws the
    result away is there a second encode, of the source with its captions.

    Args:
        video: A video file that `media.probe.probe` accepts; it is never changed.
        out: The MP4 to write; its folder takes the files needed meanwhile.
        request: What is asked for.
        progress: See `media.ffmpeg.Progress`.
        captions: Drawn into the picture, also of a film that is left alone otherwise.

    Raises:
        UnsupportedMediaError: The video cannot be read.
        DeadlineError: ffmpeg took far longer than the film lasts.
        InternalError: ffmpeg failed.
    """
    tell = _ProgressSpan(progress)
    info = probe(video)
    rows = _beside(captions, info) if captions else ALL_ROWS
    plain = plain_of(info, text=captions is not None, steady=True)
    if plain.is_uneven:
        info = replace(info, fps=plain.pace)
    before = measure(video, request.brand_palette, rows, plain)
    tell(0.1)
    choice = choose(before, request)
    if request.operations is not None and choice.names <= {"loudness"}:
        plain = replace(plain, fields=None)  # the pictures are not to be touched
    untouched = functools.partial(_untouched, video, request, before, choice)
    if is_hdr(video):
        outcome = untouched("it is an HDR film, which would lose its range")
        return _captioned(outcome, captions, out, tell.span(0.1, 1.0))
    if compatibility_of(info) == 0:
        outcome = untouched("it is Dolby Vision with colours that only Dolby's players know")
        return _captioned(outcome, captions, out, tell.span(0.1, 1.0))
    if not choice.steps and not plain.fields:
        return _captioned(untouched("nothing measured needs doing"), captions, out, tell.span(0.1, 1.0))
    try:
        graph.prepare(info, choice, out.parent, tell.span(0.1, 0.3), plain.fields)
        script = _script(captions, info, choice, out.parent) if captions else None
        encoded = graph.encode(info, before, choice, out.parent, out, tell.span(0.3, 0.9), script, plain)
        after = measure(out, request.brand_palette, rows)
        judgement = guard.judge(video, out, before, after, choice)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    if not judgement.keep:
        out.unlink()
        outcome = untouched(judgement.reason, after=after, ssim=judgement.ssim)
        return _captioned(outcome, captions, out, tell.span(0.9, 1.0))
    tell(1.0)
    report = Enhancement(
        preset=request.preset,
        changed=True,
        reason=_reason(choice, guard.unimproved(before, after, choice)),
        applied=[*_woven(plain.fields), *_as_steps(choice.steps)],
        skipped=_as_steps(choice.skipped),
        before=before.shown(),
        after=after.shown(),
        ssim=round(judgement.ssim, 3),
    )
    said = plain.notes if encoded else ()
    tracks = tracks_of(info)
    notes = (*said, *tracks.notes, *((*script.notes, *tracks.beside_drawn_text) if script else ()))
    return Outcome(path=out, report=report, notes=notes)


def _beside(captions: Captions, info: VideoInfo) -> Rows:
    """The rows to measure: the larger part of the picture above or below all captions."""
    size = even_size(info)
    pages = captions.pages(size)
    top = min((page.top - page.em_px for page in pages), default=size[1]) / size[1]
    bottom = max((page.bottom + page.em_px for page in pages), default=0.0) / size[1]
    rows = max((0.0, top), (bottom, 1.0), key=lambda part: part[1] - part[0])
    return rows if rows[1] - rows[0] >= _LEAST_ROWS else ALL_ROWS


def _script(captions: Captions, info: VideoInfo, choice: Choice, folder: Path) -> CaptionScript:
    """The captions, laid out for the picture's new size and judged on its new brightness."""
    grade = choice.grade

    def graded(picture: Any) -> Any:
        return (apply(picture / 255, grade) * 255).astype("uint8") if grade else picture

    return write_script(captions, info, folder, choice.size or even_size(info), graded)


def _captioned(outcome: Outcome, captions: Captions | None, out: Path, progress: Progress) -> Outcome:
    """A film that is not enhanced, with its captions if there are any."""
    if captions is None:
        return outcome
    notes = burn(
        outcome.path,
        captions.cues,
        out,
        style=captions.style,
        position=captions.position,
        platform=captions.platform,
        progress=progress,
    )
    return replace(outcome, path=out, notes=notes)


@dataclass(frozen=True)
class _ProgressSpan:
    """Maps the progress of one step, 0 to 1, onto its share of the whole."""

    progress: Progress | None
    start: float = 0.0
    end: float = 1.0

    def __call__(self, fraction: float) -> None:
        if self.progress:
            self.progress(self.start + (self.end - self.start) * fraction)

    def span(self, start: float, end: float) -> _ProgressSpan:
        """The progress of a step from one share of the whole to another."""
        return _ProgressSpan(self.progress, start, end)


def _reason(choice: Choice, failed: Sequence[str]) -> str:
    if not choice.steps:
        return "nothing else that was measured needs doing"
    unmoved = f"; no measured effect of {', '.join(failed)}" if failed else ""
    return f"what was measured is better now{unmoved}"


def _untouched(
    video: Path,
    request: EnhanceRequest,
    before: Measurements,
    choice: Choice,
    reason: str,
    *,
    after: Measurements | None = None,
    ssim: float | None = None,
) -> Outcome:
    tried = tuple(Step(operation=step.operation, reason=f"{IN_VAIN}{reason}") for step in choice.steps)
    report = Enhancement(
        preset=request.preset,
        changed=False,
        reason=reason,
        applied=[],
        skipped=_as_steps((*tried, *choice.skipped)),
        before=before.shown(),
        after=after.shown() if after else None,
        ssim=round(ssim, 3) if ssim is not None else None,
    )
    return Outcome(path=video, report=report)


def _woven(fields: Fields | None) -> list[EnhancementStep]:
    return [EnhancementStep(operation="deinterlace", reason=fields.note)] if fields else []


def _as_steps(steps: tuple[Step, ...]) -> list[EnhancementStep]:
    return [EnhancementStep(operation=step.operation, reason=step.reason) for step in steps]
