"""Measuring a finished film, part by part, each as far as this machine can."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from footage.domain import VideoRequest
from footage.errors import FootageError, UnavailableError, UnsupportedMediaError
from footage.verdicts import Coherence, MeasuredWith, PromptMatch, Quality
from media.frame_size import frame_size
from media.frames import read_samples
from media.probe import VideoInfo, decodes_to_end, probe, reaches_end
from quality.clip import Clip
from quality.coherence import coherence
from quality.frames import sample_times, side_px
from quality.policy import QualityPolicy
from quality.prompt_match import clauses, prompt_match
from quality.signals import Signals, inspect
from quality.verdict import Measured, Unmeasured, judge

_SHAPE_TOLERANCE = 0.03
_AREA_TOLERANCE = 0.95
_NO_REQUEST = Unmeasured("It is not known what was asked for.", wanted=False)
_NO_PROMPT = Unmeasured("No prompt was given.", wanted=False)
_ONE_SAMPLE = Unmeasured("No shot of the film is long enough for two samples.")
_log = logging.getLogger("footage.quality")
_TELLS_NOTHING = Unmeasured("The model does not tell texts apart on these pictures.")
_ByModel = tuple[Coherence | Unmeasured, PromptMatch | Unmeasured, MeasuredWith | None]


class FilmJudge:
    """`footage.ports.quality.Judge`: conformance, signals and what a CLIP-style model sees, put together by the policy.

    Args:
        clip: The model.
        policy: Weights and thresholds.
        look: Finds technical faults, cuts and motion without a model.
    """

    def __init__(self, clip: Clip, policy: QualityPolicy, look: Callable[[VideoInfo], Signals] = inspect) -> None:
        self._clip = clip
        self._policy = policy
        self._look = look

    def check(self, path: Path, request: VideoRequest | None = None, prompt: str | None = None) -> Quality:
        """Measure the film. A bad film is a verdict, never an exception.

        Args:
            path: The film.
            request: What was asked for, to check its size, length and sound; None when that is not known.
            prompt: What it should show, to be compared with the pictures; None leaves that out.
        """
        try:
            info = probe(path)
            reaches_end(path)
            signals = self._signals(info)
            if isinstance(signals, Unmeasured):  # else every frame was decoded
                decodes_to_end(path)
        except UnsupportedMediaError as exc:
            broken = Unmeasured("The film cannot be read.")
            return judge(
                Measured(
                    problems=(exc.message,), coherence=broken, prompt_match=broken, technical=broken, duration_s=None
                ),
                self._policy,
            )
        seen = self._seen(info, signals, prompt)
        return judge(
            Measured(
                problems=tuple(_problems(info, request)) if request else _NO_REQUEST,
                coherence=seen[0],
                prompt_match=seen[1],
                technical=signals,
                duration_s=info.duration_s,
                measured_with=None if all(isinstance(part, Unmeasured) for part in seen[:2]) else seen[2],
            ),
            self._policy,
        )

    def _signals(self, info: VideoInfo) -> Signals | Unmeasured:
        try:
            return self._look(info)
        except Exception as exc:  # noqa: BLE001 - a film that was paid for is not lost because measuring it fails
            return _unmeasured(exc)

    def _seen(self, info: VideoInfo, signals: Signals | Unmeasured, prompt: str | None) -> _ByModel:
        """What the model measures: coherence, and the match with the prompt if there is one."""
        try:
            return self._by_model(info, signals, prompt)
        except Exception as exc:  # noqa: BLE001 - likewise
            reason = _unmeasured(exc)
            return reason, reason if prompt else _NO_PROMPT, None

    def _by_model(self, info: VideoInfo, signals: Signals | Unmeasured, prompt: str | None) -> _ByModel:
        policy = self._policy
        found = None if isinstance(signals, Unmeasured) else signals
        wanted_s = sample_times(
            info,
            suspicious=found.faults if found else (),
            activity=found.activity if found else (),
            **policy.samples.model_dump(),
        )
        looks = read_samples(info.path, wanted_s, side_px(info, self._clip.side_px))
        times_s, pictures = zip(*looks, strict=True)
        parts = clauses(prompt, self._clip.fits) if prompt else []
        seen = self._clip.look(pictures, [*parts, *policy.prompt_match.unrelated] if prompt else ())
        whole = coherence(
            seen.pictures,
            times_s,
            found.cuts_s if found else (),
            jump_below=policy.coherence.jump_below,
            drift_below=policy.coherence.drift_below,
        )
        if not prompt:
            return whole or _ONE_SAMPLE, _NO_PROMPT, seen.measured_with
        match = prompt_match(
            seen.pictures,
            times_s,
            seen.texts[: len(parts)],
            seen.texts[len(parts) :],
            middle=policy.prompt_match.middle,
            slope=policy.prompt_match.slope,
        )
        return whole or _ONE_SAMPLE, match or _TELLS_NOTHING, seen.measured_with


def _unmeasured(error: Exception) -> Unmeasured:
    if isinstance(error, FootageError):
        return Unmeasured(f"{error.message} {error.hint}" if isinstance(error, UnavailableError) else error.message)
    _log.error("measuring a film broke", exc_info=error)
    return Unmeasured("The measurement broke; Footage's log says how.")


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
            info.plays_in_browsers,
            f"It is {info.video_codec} in {info.pixel_format}, which browsers do not play.",
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
