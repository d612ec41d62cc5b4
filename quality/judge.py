"""Measuring a finished film, part by part, each as far as this machine can."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from footage.domain import VideoRequest
from footage.errors import FootageError, UnavailableError, UnsupportedMediaError
from footage.ports.quality import Checked
from footage.verdicts import Coherence, MeasuredWith, PromptMatch, Quality
from footage.video_info import VideoInfo
from media.contact_sheet import Glance
from media.frame_size import frame_size
from media.frames import Samples, read_samples
from media.probe import decodes_to_end, probe
from media.reading import Viewer
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
Look = Callable[[VideoInfo, Sequence[Viewer]], Signals]
"""Finds technical faults, cuts and motion in a film, and shows the viewers every frame on the way."""

_ByModel = tuple[Coherence | Unmeasured, PromptMatch | Unmeasured, MeasuredWith | None]


@dataclass(frozen=True)
class _Looked:
    """A film that was read through."""

    info: VideoInfo
    signals: Signals | Unmeasured
    glance: Glance
    samples: Samples | None


class FilmJudge:
    """`footage.ports.quality.Judge`: conformance, signals and what a CLIP-style model sees, put together by the policy.

    Args:
        clip: The model.
        policy: Weights and thresholds.
        look: See `Look`.
    """

    def __init__(self, clip: Clip, policy: QualityPolicy, look: Look = inspect) -> None:
        self._clip = clip
        self._policy = policy
        self._look = look

    def check(self, path: Path, request: VideoRequest | None = None, prompt: str | None = None) -> Checked:
        """Measure the film, reading it through once. A bad film is a verdict, never an exception.

        Args:
            path: The film.
            request: What was asked for, to check its size, length and sound; None when that is not known.
            prompt: What it should show, to be compared with the pictures; None leaves that out.
        """
        try:
            info = probe(path)
            looked = self._looked(info)
            if isinstance(looked.signals, Unmeasured):  # else it was read to its end
                decodes_to_end(path)
        except UnsupportedMediaError as exc:
            return Checked(quality=self._unreadable(exc))
        seen = self._seen(looked, prompt)
        quality = judge(
            Measured(
                problems=tuple(_problems(info, request)) if request else _NO_REQUEST,
                coherence=seen[0],
                prompt_match=seen[1],
                technical=looked.signals,
                duration_s=info.duration_s,
                measured_with=None if all(isinstance(part, Unmeasured) for part in seen[:2]) else seen[2],
            ),
            self._policy,
        )
        return Checked(quality=quality, info=info, stills=looked.glance.stills if looked.glance.is_whole else None)

    def _unreadable(self, error: UnsupportedMediaError) -> Quality:
        broken = Unmeasured("The film cannot be read.")
        return judge(
            Measured(
                problems=(error.message,), coherence=broken, prompt_match=broken, technical=broken, duration_s=None
            ),
            self._policy,
        )

    def _looked(self, info: VideoInfo) -> _Looked:
        """The signals, and what sheet, poster and model need of the same frames."""
        glance, samples = Glance(info), self._samples(info)
        try:
            signals: Signals | Unmeasured = self._look(info, [glance, samples] if samples else [glance])
        except Exception as exc:  # noqa: BLE001 - a film that was paid for is not lost because measuring it fails
            signals = _unmeasured(exc)
        return _Looked(info, signals, glance, samples)

    def _samples(self, info: VideoInfo) -> Samples | None:
        """What the model wants to see of a film in which nothing is wrong; None where there is no model."""
        if self._clip.missing():
            return None
        try:
            return Samples(sample_times(info, **self._policy.samples.model_dump()), side_px(info, self._clip.side_px))
        except UnavailableError:  # the model is damaged, which is told where it is to look
            return None

    def _seen(self, looked: _Looked, prompt: str | None) -> _ByModel:
        """What the model measures: coherence, and the match with the prompt if there is one."""
        try:
            return self._by_model(looked, prompt)
        except Exception as exc:  # noqa: BLE001 - likewise
            reason = _unmeasured(exc)
            return reason, reason if prompt else _NO_PROMPT, None

    def _by_model(self, looked: _Looked, prompt: str | None) -> _ByModel:
        policy, info = self._policy, looked.info
        found = None if isinstance(looked.signals, Unmeasured) else looked.signals
        wanted_s = sample_times(
            info,
            suspicious=found.faults if found else (),
            activity=found.activity if found else (),
            **policy.samples.model_dump(),
        )
        looks = read_samples(info.path, wanted_s, side_px(info, self._clip.side_px), looked.samples)
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
