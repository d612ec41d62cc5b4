"""Chooses which operations a film needs: each has its own measurement and threshold, and gives its reason."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from footage.domain import Resolution
from media.enhance.measure import MOTION_PX
from media.enhance.model import OPERATIONS, Choice, EnhanceRequest, Grade, Measurements, Operation, Preset, Step
from media.ffmpeg import has_filter
from media.loudness import TARGET_LUFS

SHORT_SIDE_PX: Mapping[Resolution, int] = {"480p": 480, "720p": 720, "1080p": 1080, "4k": 2160}
MAX_SIDE_PX = 4096
_MOVES = 0.4
_STILL = 0.2
"""Motion below which frames can be averaged."""
TOO_LITTLE = 0.2
"""A film that looks worse than this has lost what no filter brings back."""

_SQUARES = 0.25
"""Blocks from which sharpening brings out the codec's squares, and the steps in smooth areas are theirs, no bands."""

TOO_LITTLE_LEFT = "too little is left of the pictures: what is lost no filter brings back"

_DETAIL: frozenset[Operation] = frozenset({"deblock", "denoise", "sharpen", "deband"})
"""What would help to see more of a picture's detail."""

_SMOOTH_FPS = 20.0
_FEWEST_FPS = 8.0
_WHITE = 0.94
_MIDDLE = 0.42
_MAX_STRETCH = 2.6
_MAX_GAIN = 0.3
_LOUDEST_GAIN_DB = 40.0


@dataclass(frozen=True)
class _Thresholds:
    """The thresholds of a preset: measurements beyond them are flaws, which are mended."""

    blocks: float
    noise: float
    flicker: float
    shake: float
    sharpness: float
    banding: float
    white: float
    cast: float
    loudness_lu: float
    lean_deg: float

    def halved(self) -> _Thresholds:
        """The thresholds for an operation that was asked for by name: half the flaw is enough."""
        return _Thresholds(
            self.blocks / 2,
            self.noise / 2,
            self.flicker / 2,
            self.shake / 2,
            min(0.7, self.sharpness * 1.5),
            self.banding / 2,
            min(0.85, self.white * 1.25),
            self.cast / 2,
            self.loudness_lu / 2,
            self.lean_deg,
        )


_PRESETS: Mapping[Preset, _Thresholds] = {
    "light": _Thresholds(1.0, 4.0, 2.0, 0.5, 0.30, 6.0, 0.50, 0.24, 3.0, 12.0),
    "standard": _Thresholds(0.5, 2.5, 1.0, 0.25, 0.42, 3.0, 0.62, 0.14, 1.0, 20.0),
    "strong": _Thresholds(0.35, 1.5, 0.6, 0.12, 0.55, 1.5, 0.74, 0.09, 1.0, 30.0),
}

Filter = tuple[str, dict[str, float | str]]
_REQUANTIZER: Filter = ("spp", {"quality": 4, "qp": 12})
"""After A. Nosratinia, "Enhancement of JPEG images by re-application of JPEG", 2001; not in every ffmpeg."""

_DEBLOCKER: Filter = (
    "deblock",
    {"filter": "strong", "block": 8, "alpha": 0.2, "beta": 0.1, "gamma": 0.1, "delta": 0.1},
)


@dataclass
class _Decision:
    """Whether one operation would help, why, and what it needs to do its work."""

    helps: bool
    reason: str
    filter: Filter | None = None
    grade: Grade | None = None
    fps: float | None = None
    size: tuple[int, int] | None = None


def choose(figures: Measurements, request: EnhanceRequest) -> Choice:
    """Decide from a film's measurements what to do to it."""
    steps: list[Step] = []
    skipped: list[Step] = []
    filters: dict[Operation, Filter] = {}
    taken = _Decision(True, "")
    for operation in OPERATIONS:
        if not request.wants(operation):
            skipped.append(Step(operation=operation, reason="not among the operations asked for"))
            continue
        decision = _decision(operation, figures, request)
        (steps if decision.helps else skipped).append(Step(operation=operation, reason=decision.reason))
        if decision.helps:
            if decision.filter:
                filters[operation] = decision.filter
            taken = _Decision(
                True, "", None, decision.grade or taken.grade, decision.fps or taken.fps, decision.size or taken.size
            )
    if "denoise" in filters and taken.grade:
        # The colour correction magnifies the noise as well. Only the root of its factor is added here, to spare detail.
        sigma = figures.noise * math.sqrt(taken.grade.slope)
        filters["denoise"] = _denoiser(figures, request, _limits(request, "denoise"), sigma)
    return Choice(
        steps=tuple(steps),
        skipped=tuple(skipped),
        filters=filters,
        grade=taken.grade,
        fps=taken.fps,
        size=taken.size,
    )


def _decision(operation: Operation, figures: Measurements, request: EnhanceRequest) -> _Decision:
    if operation in _DETAIL and is_ruined(figures) and not request.names(operation):
        return _Decision(False, TOO_LITTLE_LEFT)
    return _DECIDERS[operation](figures, request, _limits(request, operation))


def is_ruined(figures: Measurements) -> bool:
    """Whether too little is left of the pictures for anything to help; what noise hides, or combs, is still there."""
    if figures.visual is None or "combed" in figures.visual.signs:
        return False
    return figures.visual.score < TOO_LITTLE and figures.noise < _PRESETS["light"].noise


def _limits(request: EnhanceRequest, operation: Operation) -> _Thresholds:
    limits = _PRESETS[request.preset]
    return limits.halved() if request.names(operation) else limits


def _exceeds(name: str, value: float, bar: float, unit: str = "") -> tuple[bool, str]:
    """Whether a measurement that should be low is too high, and the sentence that says so."""
    above = value >= bar
    return above, f"{name} {value:.2f}{unit} is {'above' if above else 'below'} {bar:.2f}{unit}"


def _deblock(figures: Measurements, request: EnhanceRequest, limits: _Thresholds) -> _Decision:
    helps, reason = _exceeds("visible blocks", figures.blocks, limits.blocks)
    return _Decision(helps, reason, _REQUANTIZER if has_filter(_REQUANTIZER[0]) else _DEBLOCKER)


def _denoise(figures: Measurements, request: EnhanceRequest, limits: _Thresholds) -> _Decision:
    helps, reason = _exceeds("noise", figures.noise, limits.noise)
    return _Decision(helps, reason, _denoiser(figures, request, limits, figures.noise))


def _denoiser(figures: Measurements, request: EnhanceRequest, limits: _Thresholds, sigma: float) -> Filter:
    """The filter against noise of this standard deviation, in levels."""
    if request.preset == "strong":
        return "nlmeans", {"s": _within(sigma * 0.8, 1.0, 10.0), "p": 5, "r": 9}
    of_noise = 2 / math.sqrt(math.pi) * figures.noise * MOTION_PX / figures.width
    if figures.motion - of_noise < _STILL and figures.shake < limits.shake:
        near = _within(sigma * 3 / 255, 0.02, 0.3)
        averaged = {f"{plane}{kind}": near * (2 if kind == "b" else 1) for plane in "012" for kind in "ab"}
        return "atadenoise", {**averaged, "s": 9}
    weight = 0.7 if request.preset == "light" else 1.3
    luma = _within(sigma * weight, 1.5, 12.0)
    values: dict[str, float | str] = {"luma_spatial": luma, "chroma_spatial": luma * 0.75}
    return "hqdn3d", {**values, "luma_tmp": luma * 1.5, "chroma_tmp": luma * 1.1}


def _deflicker(figures: Measurements, request: EnhanceRequest, limits: _Thresholds) -> _Decision:
    helps, reason = _exceeds("flicker", figures.flicker, limits.flicker)
    return _Decision(helps, reason, ("deflicker", {"size": 5 if request.preset == "light" else 9, "mode": "pm"}))


def _stabilize(figures: Measurements, request: EnhanceRequest, limits: _Thresholds) -> _Decision:
    helps, reason = _exceeds("shake", figures.shake, limits.shake, "%")
    frames = max(5, round(figures.fps * {"light": 0.4, "standard": 0.7, "strong": 1.2}[request.preset]))
    # vid.stab's default, a path optimized over the whole film, is no steadier and takes as long as all else together.
    interpolation = "bicubic" if request.preset == "strong" else "bilinear"
    options: dict[str, float | str] = {"optalgo": "gauss", "smoothing": frames, "optzoom": 1, "interpol": interpolation}
    return _Decision(helps, reason, ("vidstabtransform", options))


def _sharpen(figures: Measurements, request: EnhanceRequest, limits: _Thresholds) -> _Decision:
    if figures.sharpness is None:
        return _Decision(False, "there are no edges to sharpen")
    if figures.blocks >= _SQUARES and not request.names("sharpen"):
        return _Decision(False, f"it would bring out the codec's squares (visible blocks {figures.blocks:.2f})")
    helps = figures.sharpness <= limits.sharpness
    reason = f"sharpness {figures.sharpness:.2f} is {'below' if helps else 'above'} {limits.sharpness:.2f}"
    amount = {"light": 0.6, "standard": 1.0, "strong": 1.5}[request.preset]
    return _Decision(helps, reason, ("unsharp", {"lx": 7, "ly": 7, "la": amount, "cx": 5, "cy": 5, "ca": 0}))


def _deband(figures: Measurements, request: EnhanceRequest, limits: _Thresholds) -> _Decision:
    if figures.blocks >= _SQUARES and not request.names("deband"):
        return _Decision(False, f"the steps are the codec's squares (visible blocks {figures.blocks:.2f})")
    helps, reason = _exceeds("banding", figures.banding, limits.banding, " per thousand")
    near = _within((figures.band_step + 1.5) / 255, 0.012, 0.06)
    return _Decision(helps, reason, ("deband", {"1thr": near, "2thr": near, "3thr": near, "range": 24}))


def _color(figures: Measurements, request: EnhanceRequest, limits: _Thresholds) -> _Decision:
    dark, tinted = figures.white <= limits.white, figures.cast >= limits.cast
    leaning = bool(request.brand_palette) and figures.brand_distance is not None
    why = []
    if dark:
        why.append(f"the brightest parts reach only {figures.white:.0%}")
    if tinted:
        why.append(f"the light has a cast of {figures.cast:.0%}")
    if leaning:
        why.append(f"the colours are {figures.brand_distance:.0f} degrees off the brand's")
    if not why:
        return _Decision(False, f"white at {figures.white:.0%} and a cast of {figures.cast:.0%} are fine")
    gains = _gains(figures.light) if tinted else (1.0, 1.0, 1.0)
    black, white, gamma = _levels(figures) if dark else (0.0, 1.0, 1.0)
    palette = request.brand_palette if leaning else ()
    grade = Grade(gains=gains, black=black, white=white, gamma=gamma, palette=palette, lean_deg=limits.lean_deg)
    return _Decision(True, ", ".join(why), grade=grade)


def _interpolate(figures: Measurements, request: EnhanceRequest, _limits: _Thresholds) -> _Decision:
    if not request.names("interpolate"):
        if request.preset == "light" or not _FEWEST_FPS <= figures.fps < _SMOOTH_FPS:
            return _Decision(False, f"{figures.fps:g} frames a second; only done on request")
        if figures.motion < _MOVES:
            return _Decision(False, "hardly anything moves")
    times = 2 if request.names("interpolate") else math.ceil(_SMOOTH_FPS / figures.fps)
    target = request.target_fps or figures.fps * times
    if target <= figures.fps * 1.01:
        return _Decision(False, f"the film already has {figures.fps:g} frames a second")
    return _Decision(True, f"{figures.fps:g} frames a second become {target:g}", fps=target)


def _upscale(figures: Measurements, request: EnhanceRequest, _limits: _Thresholds) -> _Decision:
    short = min(figures.width, figures.height)
    if not request.names("upscale"):
        return _Decision(False, "only done on request, by target_resolution")
    if request.target_resolution:
        target = SHORT_SIDE_PX[request.target_resolution]
    else:
        target = next((side for side in SHORT_SIDE_PX.values() if side > short), short)
    factor = min(target / short, MAX_SIDE_PX / max(figures.width, figures.height))
    if factor <= 1.01:
        return _Decision(False, f"the film already has {figures.width}x{figures.height} pixels")
    size = round(figures.width * factor / 2) * 2, round(figures.height * factor / 2) * 2
    return _Decision(True, f"{figures.width}x{figures.height} becomes {size[0]}x{size[1]}", size=size)


def _loudness(figures: Measurements, _request: EnhanceRequest, limits: _Thresholds) -> _Decision:
    if figures.loudness is None:
        return _Decision(False, "there is no sound")
    now = figures.loudness.integrated_lufs
    if TARGET_LUFS - now > _LOUDEST_GAIN_DB:
        return _Decision(False, f"{now:.1f} LUFS is next to silence, raising it would only raise noise")
    helps = abs(now - TARGET_LUFS) >= limits.loudness_lu
    return _Decision(helps, f"{now:.1f} LUFS is {'' if helps else 'not '}far from {TARGET_LUFS:g}")


_DECIDERS: Mapping[Operation, Callable[[Measurements, EnhanceRequest, _Thresholds], _Decision]] = {
    "deblock": _deblock,
    "denoise": _denoise,
    "deflicker": _deflicker,
    "stabilize": _stabilize,
    "sharpen": _sharpen,
    "deband": _deband,
    "color": _color,
    "interpolate": _interpolate,
    "upscale": _upscale,
    "loudness": _loudness,
}


def _gains(light: tuple[float, float, float]) -> tuple[float, float, float]:
    """Factors for red, green and blue that take a cast away, bounded, at the same brightness."""
    raw = [_within(1 / max(part, 0.1), 1 - _MAX_GAIN, 1 + _MAX_GAIN) for part in light]
    brightness = 0.2126 * raw[0] * light[0] + 0.7152 * raw[1] * light[1] + 0.0722 * raw[2] * light[2]
    before = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
    red, green, blue = (gain * before / brightness for gain in raw)
    return red, green, blue


def _levels(figures: Measurements) -> tuple[float, float, float]:
    """Black point, white point and gamma that lift an under-exposed film, bounded."""
    black = min(figures.black, 0.04)
    white = max(figures.white / _WHITE, 1 / _MAX_STRETCH, black + 0.2)
    middle = _within((figures.middle - black) / (white - black), 0.02, 0.98)
    return black, white, _within(math.log(_MIDDLE) / math.log(middle), 0.75, 1.0)


def _within(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))
