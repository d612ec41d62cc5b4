"""Measures a finished film, part by part, each as far as this machine can, and gives the verdict on it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from footage import traces
from footage.domain import VideoRequest
from footage.edited_film import EditedFilm
from footage.errors import FootageError, UnavailableError, UnsupportedMediaError
from footage.ports.quality import Checked
from footage.verdicts import Coherence, Editing, MeasuredWith, PromptMatch, Quality, Visual
from footage.video_info import VideoInfo
from media.contact_sheet import StillsViewer
from media.frame_size import frame_size
from media.probe import decodes_to_end, probe
from media.reading import Viewer
from media.samples import SampleViewer, read_samples
from quality.clip import ClipModel
from quality.clip_iqa import ANTONYMS, clip_iqa
from quality.coherence import coherence
from quality.combs import CombViewer
from quality.editing import edit
from quality.eye import Eye
from quality.frames import EXTRA, perhaps_times, sample_times, side_px
from quality.policy import QualityPolicy
from quality.prompt_match import clauses, prompt_match
from quality.signals import Signals, find_signals
from quality.verdict import DIGITS, Measured, Unmeasured, judge

_SHAPE_TOLERANCE = 0.03
_AREA_TOLERANCE = 0.95
_NO_REQUEST = Unmeasured("It is not known what was asked for.", wanted=False)
_NO_PROMPT = Unmeasured("No prompt was given.", wanted=False)
_ONE_SAMPLE = Unmeasured("No shot of the film is long enough for two samples.")
_log = logging.getLogger("footage.quality")
_TELLS_NOTHING = Unmeasured("The model does not tell texts apart on these pictures.")
SignalFinder = Callable[[VideoInfo, Sequence[Viewer]], Signals]
"""Reads a film through: finds its technical faults, cuts and motion, and shows the viewers every frame on the way."""


@dataclass(frozen=True)
class _Read:
    """What reading a film through once has given."""

    info: VideoInfo
    signals: Signals | Unmeasured
    visual: Visual | Unmeasured
    stills: StillsViewer
    samples: SampleViewer | None
    woven: str | None


@dataclass(frozen=True)
class _ByModel:
    """The parts that the CLIP-style model measures."""

    coherence: Coherence | Unmeasured
    prompt_match: PromptMatch | Unmeasured
    measured_with: MeasuredWith | None = None
    clip_iqa: float | None = None


_MEANT_WHERE_DRAWN = frozenset(
    {"frozen", "duplicate", "blur", "disorder", "foreign", "morph", "flash", "blocks", "out_of_sync"}
)
"""Cards are held to be read, pens and lights have soft edges, figures count up and down, a wipe or whip shows another
scene for a moment, and one style is made of squares. What flickers or is black stays a fault.
"""


class FilmJudge:
    """`footage.ports.quality.Judge`: conformance, signals and what a CLIP-style model sees, put together by the policy.

    Args:
        clip: The model.
        policy: Weights and thresholds.
        finder: See `SignalFinder`.
    """

    def __init__(self, clip: ClipModel, policy: QualityPolicy, finder: SignalFinder = find_signals) -> None:
        self._clip = clip
        self._policy = policy
        self._find_signals = finder

    def check(
        self,
        path: Path,
        request: VideoRequest | None = None,
        prompt: str | None = None,
        *,
        is_drawn: bool = False,
        edited: EditedFilm | Editing | None = None,
    ) -> Checked:
        """Measure the film, reading it through once. A bad film is a verdict, never an exception.

        Args:
            path: The film.
            request: What was asked for, to check its size, length and sound; None when that is not known.
            prompt: What it should show, to be compared with the pictures; None leaves that out.
            is_drawn: Whether Footage drew it: what a drawing does on purpose is no fault then.
            edited: How Footage put it together, where it did, or what was found of that when it was made.
        """
        with traces.span("check") as step:
            checked = self._checked(path, request, prompt, is_drawn=is_drawn, edited=edited)
            traces.set_facts(step, quality=checked.quality.score, verdict=checked.quality.verdict)
            return checked

    def _checked(
        self,
        path: Path,
        request: VideoRequest | None,
        prompt: str | None,
        *,
        is_drawn: bool,
        edited: EditedFilm | Editing | None,
    ) -> Checked:
        try:
            info = probe(path)
            read = self._read(info)
            if is_drawn and isinstance(read.signals, Signals):
                read = replace(read, signals=_as_drawn(read.signals))
            if isinstance(read.signals, Unmeasured):  # else it was read to its end
                decodes_to_end(path)
        except UnsupportedMediaError as exc:
            return Checked(quality=self._unreadable(exc))
        by_model = self._by_model(read, prompt)
        quality = judge(
            Measured(
                problems=tuple(_problems(info, request, read.signals)) if request else _NO_REQUEST,
                coherence=by_model.coherence,
                prompt_match=by_model.prompt_match,
                technical=read.signals,
                visual=_beside(read.visual, by_model.clip_iqa),
                duration_s=info.duration_s,
                editing=self._edited(edited) if edited else None,
                measured_with=by_model.measured_with,
                is_drawn=is_drawn,
                size_px=(info.width, info.height),
                woven=read.woven,
            ),
            self._policy,
        )
        return Checked(quality=quality, info=info, stills=read.stills.stills if read.stills.is_whole else None)

    def _edited(self, film: EditedFilm | Editing) -> Editing | Unmeasured:
        try:
            return film if isinstance(film, Editing) else edit(film, self._policy.editing)
        except Exception as exc:  # noqa: BLE001 - a film is not lost because looking at its script fails
            return _unmeasured(exc)

    def _unreadable(self, error: UnsupportedMediaError) -> Quality:
        broken = Unmeasured("The film cannot be read.")
        return judge(
            Measured(
                problems=(error.message,),
                coherence=broken,
                prompt_match=broken,
                technical=broken,
                visual=broken,
                duration_s=None,
            ),
            self._policy,
        )

    def _read(self, info: VideoInfo) -> _Read:
        """Read the film through for its signals, and keep what eye, sheet, poster and model need of the same frames."""
        stills, eye, combs, samples = StillsViewer(info), Eye(info), CombViewer(info), self._samples(info)
        try:
            viewers = [stills, eye, combs, *([samples] if samples else [])]
            signals: Signals | Unmeasured = self._find_signals(info, viewers)
        except Exception as exc:  # noqa: BLE001 - a film that was paid for is not lost because measuring it fails
            signals = _unmeasured(exc)
        return _Read(info, signals, _seen(eye), stills, samples, combs.finding())

    def _samples(self, info: VideoInfo) -> SampleViewer | None:
        """Takes the frames that the model looks at in a film without faults; None where there is no model."""
        if self._clip.missing():
            return None
        try:
            policy = self._policy.samples
            times_s, most = sample_times(info, **policy.model_dump()), int(policy.most * EXTRA)
            return SampleViewer(times_s, side_px(info, self._clip.side_px), perhaps_times(info), most)
        except UnavailableError:  # the model is damaged; `_by_model` says so
            return None

    def _by_model(self, read: _Read, prompt: str | None) -> _ByModel:
        """Coherence and the match with the prompt, or why they could not be measured."""
        try:
            return self._measured_by_model(read, prompt)
        except Exception as exc:  # noqa: BLE001 - as in `_read`
            reason = _unmeasured(exc)
            return _ByModel(reason, reason if prompt else _NO_PROMPT)

    def _measured_by_model(self, read: _Read, prompt: str | None) -> _ByModel:
        policy, info = self._policy, read.info
        signals = None if isinstance(read.signals, Unmeasured) else read.signals
        wanted_s = sample_times(
            info,
            suspicious=signals.faults if signals else (),
            activity=signals.activity if signals else (),
            **policy.samples.model_dump(),
        )
        samples = read_samples(info.path, wanted_s, side_px(info, self._clip.side_px), read.samples)
        times_s, pictures = zip(*samples, strict=True)
        parts = clauses(prompt, self._clip.fits) if prompt else []
        texts = [*parts, *policy.prompt_match.unrelated] if prompt else []
        embedded = self._clip.embed(pictures, [*texts, *ANTONYMS])
        whole = coherence(
            embedded.pictures,
            times_s,
            signals.cuts_s if signals else (),
            jump_below=policy.coherence.jump_below,
            drift_below=policy.coherence.drift_below,
        )
        match = None
        if prompt:
            match = prompt_match(
                embedded.pictures,
                times_s,
                embedded.texts[: len(parts)],
                embedded.texts[len(parts) : len(texts)],
                middle=policy.prompt_match.middle,
                slope=policy.prompt_match.slope,
            )
        scale = embedded.logit_scale
        looks = None if scale is None else clip_iqa(embedded.pictures, embedded.texts[len(texts) :], scale)
        return _ByModel(
            whole or _ONE_SAMPLE,
            match or (_TELLS_NOTHING if prompt else _NO_PROMPT),
            embedded.measured_with if whole or match or looks is not None else None,
            looks,
        )


def _seen(eye: Eye) -> Visual | Unmeasured:
    try:
        return eye.visual()
    except FootageError as exc:
        return Unmeasured(exc.message)


def _beside(visual: Visual | Unmeasured, opinion: float | None) -> Visual | Unmeasured:
    """How a film looks, with what the model thinks of that beside it."""
    if isinstance(visual, Unmeasured) or opinion is None:
        return visual
    return visual.model_copy(update={"clip_iqa": round(opinion, DIGITS)})


def _as_drawn(signals: Signals) -> Signals:
    """Without what a generator does wrong and a drawing on purpose: to draw it again would change nothing."""
    faults = tuple(fault for fault in signals.faults if fault.kind not in _MEANT_WHERE_DRAWN)
    return replace(signals, faults=faults, moves=None if signals.moves is None else True)


def _unmeasured(error: Exception) -> Unmeasured:
    if isinstance(error, FootageError):
        return Unmeasured(f"{error.message} {error.hint}" if isinstance(error, UnavailableError) else error.message)
    _log.error("measuring a film broke", exc_info=error)
    return Unmeasured("The measurement broke; Footage's log says how.")


def _problems(info: VideoInfo, request: VideoRequest, signals: Signals | Unmeasured) -> list[str]:
    """What does not conform to the request, in sentences."""
    width, height = frame_size(request.aspect_ratio, request.resolution)
    a_frame_s = 1 / info.fps if info.fps else 0
    track = None if isinstance(signals, Unmeasured) else signals.sound
    sounds = info.has_audio and not (track and track.is_silent)
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
        (sounds == request.audio, _silence(info) if request.audio else "It has sound that was not asked for."),
    )
    return [problem for fine, problem in checks if not fine]


def _silence(info: VideoInfo) -> str:
    return "Its soundtrack is silent from end to end." if info.has_audio else "It has no sound."


def _as_large(info: VideoInfo, width: int, height: int) -> bool:
    """Whether a film has the shape that was asked for and is not smaller; vendors round sizes in their own ways."""
    shape = (info.width / info.height) / (width / height)
    return abs(shape - 1) <= _SHAPE_TOLERANCE and info.width * info.height >= _AREA_TOLERANCE * width * height
