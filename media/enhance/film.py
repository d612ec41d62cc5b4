"""A film enhanced: measured, decided, made in one encode, measured again, and kept only if it is better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from footage.domain import Enhancement, EnhancementStep
from media.enhance import graph, guard
from media.enhance.choose import choose
from media.enhance.measure import measure
from media.enhance.model import Choice, Figures, Step, Wish
from media.ffmpeg import Progress
from media.probe import opened, probe, video_stream

_HDR_TRANSFERS = frozenset({16, 18})
"""PQ and HLG, as in ITU-T H.273."""
_WIDE_PRIMARIES = 9


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a film: `path` is the new one, or the source where that is as good as it gets."""

    path: Path
    report: Enhancement


def enhance(video: Path, out: Path, wish: Wish, progress: Progress | None = None) -> Outcome:
    """Make a film better, or leave it alone and say why.

    Args:
        video: A video file that `media.probe.probe` accepts; it is never changed.
        out: The MP4 to write; its folder takes the files needed meanwhile.
        wish: What is asked for.
        progress: See `media.ffmpeg.Progress`.

    Raises:
        UnsupportedMediaError: The video cannot be read.
        DeadlineError: ffmpeg took far longer than the film lasts.
        InternalError: ffmpeg failed.
    """
    tell = _Part(progress)
    before = measure(video, out.parent, wish.brand_palette)
    tell(0.1)
    choice = choose(before, wish)
    if _is_hdr(video):
        return _untouched(video, wish, before, choice, "it is an HDR film, which would lose its range")
    if not choice.steps:
        return _untouched(video, wish, before, choice, "nothing measured needs doing")
    info = probe(video)
    try:
        graph.prepare(info, choice, out.parent, tell.part(0.1, 0.3))
        graph.encode(info, before, choice, out.parent, out, tell.part(0.3, 0.9))
        after = measure(out, out.parent, wish.brand_palette)
        judgement = guard.judge(video, out, before, after, choice)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    tell(1.0)
    if not judgement.keep:
        out.unlink()
        return _untouched(video, wish, before, choice, judgement.reason, after=after, ssim=judgement.ssim)
    report = Enhancement(
        preset=wish.preset,
        changed=True,
        reason=_reason(guard.unimproved(before, after, choice)),
        applied=_told(choice.steps),
        skipped=_told(choice.skipped),
        before=before.shown(),
        after=after.shown(),
        ssim=round(judgement.ssim, 3),
    )
    return Outcome(path=out, report=report)


@dataclass(frozen=True)
class _Part:
    """A stretch of the whole progress."""

    progress: Progress | None
    start: float = 0.0
    end: float = 1.0

    def __call__(self, fraction: float) -> None:
        if self.progress:
            self.progress(self.start + (self.end - self.start) * fraction)

    def part(self, start: float, end: float) -> _Part:
        return _Part(self.progress, start, end)


def _reason(failed: Sequence[str]) -> str:
    unmoved = f"; no measured effect of {', '.join(failed)}" if failed else ""
    return f"what was measured is better now{unmoved}"


def _untouched(
    video: Path,
    wish: Wish,
    before: Figures,
    choice: Choice,
    reason: str,
    *,
    after: Figures | None = None,
    ssim: float | None = None,
) -> Outcome:
    tried = tuple(Step(operation=step.operation, reason=f"not done: {reason}") for step in choice.steps)
    report = Enhancement(
        preset=wish.preset,
        changed=False,
        reason=reason,
        applied=[],
        skipped=_told((*tried, *choice.skipped)),
        before=before.shown(),
        after=after.shown() if after else None,
        ssim=round(ssim, 3) if ssim is not None else None,
    )
    return Outcome(path=video, report=report)


def _told(steps: tuple[Step, ...]) -> list[EnhancementStep]:
    return [EnhancementStep(operation=step.operation, reason=step.reason) for step in steps]


def _is_hdr(video: Path) -> bool:
    info = probe(video)
    with opened(info.path, info.demuxer) as container:
        context = video_stream(container, info.path).codec_context
        return int(context.color_trc) in _HDR_TRANSFERS or int(context.color_primaries) == _WIDE_PRIMARIES
