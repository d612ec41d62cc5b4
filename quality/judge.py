"""Measuring a finished film, part by part, each as far as this machine can."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from footage.domain import Coherence, PromptMatch, Quality, VideoRequest
from footage.errors import UnavailableError, UnsupportedMediaError
from media.frame_size import frame_size
from media.frames import read_samples
from media.probe import VideoInfo, decodes_to_end, probe
from quality.clip import Clip
from quality.coherence import coherence
from quality.policy import QualityPolicy, SamplePolicy
from quality.prompt_match import clauses, prompt_match
from quality.signals import Signals
from quality.verdict import Measured, Unmeasured, judge

_SHAPE_TOLERANCE = 0.03
_AREA_TOLERANCE = 0.95
_NO_REQUEST = Unmeasured("It is not known what was asked for.", wanted=False)
_NO_PROMPT = Unmeasured("No prompt was given.", wanted=False)
_ONE_SAMPLE = Unmeasured("No shot of the film is long enough for two samples.")
_TELLS_NOTHING = Unmeasured("The model does not tell texts apart on these pictures.")


def no_signals(_info: VideoInfo) -> Signals:
    """Where nothing inspects films without a model."""
    raise UnavailableError("This version has no technical signals.")


class FilmJudge:
    """`footage.ports.Judge`: conformance, signals and what a CLIP-style model sees, put together by the policy.

    Args:
        clip: The model.
        policy: Weights and thresholds.
        inspect: Finds technical faults, cuts and motion without a model; raises UnavailableError where it cannot.
    """

    def __init__(self, clip: Clip, policy: QualityPolicy, inspect: Callable[[VideoInfo], Signals] = no_signals) -> None:
        self._clip = clip
        self._policy = policy
        self._inspect = inspect

    def check(self, path: Path, request: VideoRequest | None = None, prompt: str | None = None) -> Quality:
        """Measure the film. A bad film is a verdict, never an exception.

        Args:
            path: The film.
            request: What was asked for, to check its size, length and sound; None when that is not known.
            prompt: What it should show, to be compared with the pictures; None leaves that out.
        """
        try:
            info = probe(path)
            decodes_to_end(path)
        except UnsupportedMediaError as exc:
            broken = Unmeasured("The film cannot be read.")
            return judge(
                Measured(
                    problems=(exc.message,), coherence=broken, prompt_match=broken, technical=broken, duration_s=None
                ),
                self._policy,
            )
        signals = self._signals(info)
        seen = self._seen(info, signals, prompt)
        return judge(
            Measured(
                problems=tuple(_problems(info, request)) if request else _NO_REQUEST,
                coherence=seen[0],
                prompt_match=seen[1],
                technical=signals,
                duration_s=info.duration_s,
                measured_with=None if isinstance(seen[0], Unmeasured) else self._clip.measured_with,
            ),
            self._policy,
        )

    def _signals(self, info: VideoInfo) -> Signals | Unmeasured:
        try:
            return self._inspect(info)
        except (UnavailableError, UnsupportedMediaError) as exc:
            return Unmeasured(exc.message)

    def _seen(
        self, info: VideoInfo, signals: Signals | Unmeasured, prompt: str | None
    ) -> tuple[Coherence | Unmeasured, PromptMatch | Unmeasured]:
        """What the model measures: coherence, and the match with the prompt if there is one."""
        try:
            return self._by_model(info, signals, prompt)
        except (UnavailableError, UnsupportedMediaError) as exc:
            reason = Unmeasured(f"{exc.message} {exc.hint}")
            return reason, reason if prompt else _NO_PROMPT

    def _by_model(
        self, info: VideoInfo, signals: Signals | Unmeasured, prompt: str | None
    ) -> tuple[Coherence | Unmeasured, PromptMatch | Unmeasured]:
        policy = self._policy
        side_px = self._clip.side_px
        wanted_s = sample_times(info, policy.samples)
        longer_px = math.ceil(side_px * max(info.width, info.height) / min(info.width, info.height))
        times_s, pictures = zip(*read_samples(info.path, wanted_s, longer_px), strict=True)
        vectors = self._clip.pictures(pictures)
        whole = coherence(
            vectors,
            times_s,
            () if isinstance(signals, Unmeasured) else signals.cuts_s,
            jump_below=policy.coherence.jump_below,
            drift_below=policy.coherence.drift_below,
        )
        if not prompt:
            return whole or _ONE_SAMPLE, _NO_PROMPT
        match = prompt_match(
            vectors,
            times_s,
            self._clip.texts(clauses(prompt, self._clip.fits)),
            self._clip.texts(policy.prompt_match.unrelated),
            middle=policy.prompt_match.middle,
            slope=policy.prompt_match.slope,
        )
        return whole or _ONE_SAMPLE, match or _TELLS_NOTHING


def sample_times(info: VideoInfo, policy: SamplePolicy) -> list[float]:
    """When to look at a film, in seconds: evenly, from its first frame to its last."""
    frames = max(1, round(info.duration_s * info.fps))
    count = min(frames, policy.most, max(policy.least, math.ceil(info.duration_s / policy.every_s) + 1))
    last_s = (frames - 1) / info.fps if info.fps else 0.0
    return [last_s * i / max(1, count - 1) for i in range(count)]


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
