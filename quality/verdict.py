"""The verdict on a finished film. What was not measured is None, and the reasons say so."""

from __future__ import annotations

from pathlib import Path

from footage.domain import Quality, VideoRequest
from footage.errors import UnsupportedMediaError
from media.frame_size import frame_size
from media.probe import VideoInfo, decodes_to_end, probe

NOT_MEASURED = "Coherence and prompt match were not measured: this version has no CLIP check."

_SHAPE_TOLERANCE = 0.03
_AREA_TOLERANCE = 0.95


class ConformanceJudge:
    """Checks that a film is whole and is what was asked for: length, size, sound."""

    def check(self, path: Path, request: VideoRequest) -> Quality:
        """Measure the film; decodes its last frames. A bad film is a verdict, never an exception."""
        try:
            problems = _problems(probe(path), request)
            decodes_to_end(path)
        except UnsupportedMediaError as exc:
            problems = [exc.message]
        return Quality(
            status="partial",
            verdict="reject" if problems else "accept",
            conforms=not problems,
            score=None,
            coherence=None,
            prompt_match=None,
            reasons=[*problems, NOT_MEASURED],
        )


def _problems(info: VideoInfo, request: VideoRequest) -> list[str]:
    width, height = frame_size(request.aspect_ratio, request.resolution)
    a_frame_s = 1 / info.fps if info.fps else 0
    checks = (
        (_as_large(info, width, height), f"It is {info.width}x{info.height}, not {width}x{height}."),
        (
            abs(info.duration_s - request.duration_s) <= a_frame_s + 1e-3,
            f"It is {info.duration_s:.3f} s long, not {request.duration_s:g} s.",
        ),
        (
            info.has_audio == request.audio,
            "It has no sound." if request.audio else "It has sound that was not asked for.",
        ),
    )
    return [problem for fine, problem in checks if not fine]


def _as_large(info: VideoInfo, width: int, height: int) -> bool:
    """Whether a film has the shape that was asked for and is not smaller; vendors round sizes in their own ways."""
    shape = (info.width / info.height) / (width / height)
    return abs(shape - 1) <= _SHAPE_TOLERANCE and info.width * info.height >= _AREA_TOLERANCE * width * height
