"""Enhances a film: measures it, chooses what to do, does it in one encode, and keeps what makes it better."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from footage.answers import IN_VAIN, Enhancement, EnhancementStep
from footage.verdicts import Visual
from media.captions.burn import Captions, CaptionScript, burn, write_script
from media.dolby import compatibility_of
from media.enhance import graph, guard
from media.enhance.choose import TOO_LITTLE_LEFT, choose, is_ruined
from media.enhance.colour import apply
from media.enhance.measure import ALL_ROWS, Rows, measure
from media.enhance.model import Choice, EnhanceRequest, Eye, Measurements, Step
from media.ffmpeg import Progress
from media.fields import Fields, woven_fields_of
from media.frame_size import even_size
from media.hdr import is_hdr
from media.plain import Plain, plain_of
from media.probe import VideoInfo, probe
from media.tracks import tracks_of

_LEAST_ROWS = 0.35
"""At least this share of the picture's height is measured; less would not represent the whole."""

_FEWER = 2
"""How often an operation that harmed the result is left out and the rest tried again."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result: `path` is the new film, or the source if that could not be improved.

    `notes` say what was done so that captions can be read, and about what is odd in the film.
    """

    path: Path
    report: Enhancement
    notes: tuple[str, ...] = ()


def enhance(
    video: Path,
    out: Path,
    request: EnhanceRequest,
    progress: Progress | None = None,
    captions: Captions | None = None,
    eye: Eye | None = None,
) -> Outcome:
    """Make a film better, or leave it alone and say why.

    Captions are drawn in the same encode, and nothing is measured where they stand. There is a second encode only when
    the guard throws the result away: without the operation that is to blame, or of the source with its captions.

    Args:
        video: A video file that `media.probe.probe` accepts; it is never changed.
        out: The MP4 to write; its folder takes the files needed meanwhile.
        request: What is asked for.
        progress: See `media.ffmpeg.Progress`.
        captions: Drawn into the picture, also of a film that is left alone otherwise.
        eye: Looks at the film before and after; where captions are drawn only before.

    Raises:
        UnsupportedMediaError: The video cannot be read.
        DeadlineError: ffmpeg took far longer than the film lasts.
        InternalError: ffmpeg failed.
    """
    tell = _ProgressSpan(progress)
    info = probe(video)
    rows = _beside(captions, info) if captions else ALL_ROWS
    seen = eye(video) if eye else None
    plain = _unwoven(plain_of(info, text=captions is not None, steady=True), info, seen)
    if plain.is_uneven:
        info = replace(info, fps=plain.pace)
    before = replace(measure(video, request.brand_palette, rows, plain), visual=seen)
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
        why = f"nothing can help, {TOO_LITTLE_LEFT}" if is_ruined(before) else "nothing measured needs doing"
        return _captioned(untouched(why), captions, out, tell.span(0.1, 1.0))
    work = _Work(
        video=video, info=info, plain=plain, request=request, before=before, rows=rows, captions=captions, eye=eye
    )
    tried = work.tries(choice, out, tell)
    if not (judgement := tried.judgement).keep:
        out.unlink()
        why = judgement.reason
        outcome = _untouched(video, request, before, tried.choice, why, after=tried.after, ssim=judgement.ssim)
        return _captioned(outcome, captions, out, tell.span(0.95, 1.0))
    tell(1.0)
    return work.outcome(tried, out)


@dataclass(frozen=True, kw_only=True)
class _Try:
    """One encode and what it came to."""

    choice: Choice
    script: CaptionScript | None
    is_encoded: bool
    after: Measurements
    judgement: guard.Comparison


@dataclass(frozen=True, kw_only=True)
class _Work:
    """All that a try needs to know of a film."""

    video: Path
    info: VideoInfo
    plain: Plain
    request: EnhanceRequest
    before: Measurements
    rows: Rows
    captions: Captions | None
    eye: Eye | None = None

    def tries(self, choice: Choice, out: Path, tell: _ProgressSpan) -> _Try:
        """The first try that is to be kept, or the last: what harmed the result is left out of the next."""
        one = self._try(choice, out, tell.span(0.1, 0.9))
        for n in range(_FEWER):
            culprit = one.judgement.culprit
            if one.judgement.keep or culprit is None:
                break
            fewer = one.choice.without(culprit, f"{IN_VAIN}{one.judgement.reason}")
            one = self._try(fewer, out, tell.span(0.9 + 0.02 * n, 0.92 + 0.02 * n))
        return one

    def _try(self, choice: Choice, out: Path, tell: _ProgressSpan) -> _Try:
        try:
            graph.prepare(self.info, choice, out.parent, tell.span(0.0, 0.25), self.plain.fields)
            script = _script(self.captions, self.info, choice, out.parent) if self.captions else None
            is_encoded = graph.encode(
                self.info, self.before, choice, out.parent, out, tell.span(0.25, 1.0), script, self.plain
            )
            seen = self.eye(out) if self.eye and not self.captions else None
            after = replace(measure(out, self.request.brand_palette, self.rows), visual=seen)
            judgement = guard.judge(self.video, out, self.before, after, choice, self.plain.fields is not None)
        except BaseException:
            out.unlink(missing_ok=True)
            raise
        return _Try(choice=choice, script=script, is_encoded=is_encoded, after=after, judgement=judgement)

    def outcome(self, tried: _Try, out: Path) -> Outcome:
        """A result that is kept."""
        report = Enhancement(
            preset=self.request.preset,
            changed=True,
            reason=_reason(tried.choice, guard.unimproved(self.before, tried.after, tried.choice)),
            applied=[*_woven(self.plain.fields), *_as_steps(tried.choice.steps)],
            skipped=_as_steps(tried.choice.skipped),
            before=self.before.shown(),
            after=guard.believed(self.before, tried.after, tried.choice, self.plain.fields is not None).shown(),
            ssim=round(tried.judgement.ssim, 3),
        )
        said = self.plain.notes if tried.is_encoded else ()
        tracks = tracks_of(self.info)
        drawn = (*tried.script.notes, *tracks.beside_drawn_text) if tried.script else ()
        return Outcome(path=out, report=report, notes=(*said, *tracks.notes, *drawn))


def _unwoven(plain: Plain, info: VideoInfo, seen: Visual | None) -> Plain:
    """What to do first to a film: its fields are taken apart also where only the eye sees that they are woven."""
    if plain.fields or seen is None or "combed" not in seen.signs:
        return plain
    return replace(plain, fields=woven_fields_of(info))


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
