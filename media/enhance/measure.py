"""Measures what is wrong with a film, from up to four short runs of consecutive frames."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import UnsupportedMediaError
from media.decoding import pictures_of
from media.enhance.blocks import blocks_of
from media.enhance.colour import brand_distance
from media.enhance.model import Measurements
from media.frames import luma_of, turned
from media.loudness import loudness_of
from media.plain import Plain, frames_made_plain
from media.probe import VideoInfo, display_size, first_tick, opened, probe, video_stream

if TYPE_CHECKING:
    import numpy as np
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Picture = NDArray[np.uint8]

Rows = tuple[float, float]
"""A part of a picture, from one share of its height to another; 0 is the top."""

ALL_ROWS: Rows = (0.0, 1.0)
RUNS, RUN_FRAMES = 4, 24
_STILL_EVERY = 6
_SMALL_PX = 256
_COLOUR_PX = 160
_POOL_PX = 4
_LEAST_PX = 16
MOTION_PX = _SMALL_PX // _POOL_PX
"""Width of the picture on which motion is measured."""
_BLOCK_PX = 16
_NOISE_BLOCK_PX = 32
_SMOOTHED_FRAMES = 9
_MIN_RESPONSE = 0.03
_CUT_LEVELS = 24.0
_EDGE_LEVELS = 32
_QUIET_PX = 5
_BAND_LEVELS = (2, 12)
_ALIKE = 0.7
"""Two estimates of the light's colour agree from this cosine on."""
_MORE_GREY = 0.04
_NO_CAST = ((1.0, 1.0, 1.0), 0.0)


def measure(
    path: Path,
    palette: Sequence[tuple[float, float, float]] = (),
    rows: Rows = ALL_ROWS,
    plain: Plain | None = None,
) -> Measurements:
    """Measure a film.

    Args:
        path: A video file that `media.probe.probe` accepts.
        palette: Brand colours to measure the distance to.
        rows: The only part of the picture to look at.
        plain: What has to be done to its pictures first.

    Raises:
        UnsupportedMediaError: The video cannot be read.
    """
    info = probe(path)
    if min(info.width, info.height) < _LEAST_PX:
        raise UnsupportedMediaError(
            f"{path.name} has pictures of {info.width}x{info.height} pixels, too few to be measured.",
            hint=f"Pass a film of at least {_LEAST_PX} pixels a side.",
        )
    samples = [_sample(frames_made_plain(run, plain), rows, stream) for run, stream in _runs(info)]
    stills = [still for sample in samples for still in sample.stills]
    if not stills:
        raise UnsupportedMediaError(f"{path.name} has no frames that can be decoded.")
    noise = _median([noise_of(still) for still in stills])
    sharp = [value for still in stills if (value := sharpness_of(still, noise)) is not None]
    bands = [banding_of(still) for still in stills]
    colours = _stacked([colour for sample in samples for colour in sample.colours])
    black, middle, white = exposure_of(colours)
    light, cast = light_of(colours)
    return Measurements(
        noise=noise,
        flicker=max(flicker_of(sample.brightness) for sample in samples),
        shake=max(shake_of(sample.small) for sample in samples),
        sharpness=_median(sharp) if sharp else None,
        blocks=_median([blocks_of(still) for still in stills]),
        banding=_median([share for share, _ in bands]),
        band_step=_median([step for _, step in bands]),
        black=black,
        middle=middle,
        white=white,
        cast=cast,
        light=light,
        brand_distance=brand_distance(colours / 255, palette),
        motion=_median([motion_of(sample.small) for sample in samples]),
        fps=info.fps,
        width=info.width,
        height=info.height,
        loudness=loudness_of(info),
        looks=tuple(look for sample in samples for look in sample.looks),
    )


def noise_of(luma: Picture) -> float:
    """Standard deviation of the noise in levels, from the quieter blocks of a picture.

    J. Immerkaer, "Fast Noise Variance Estimation", 1996: sigma = sqrt(pi/2) * mean(|I * N|) / 6 with
    N = [[1, -2, 1], [-2, 4, -2], [1, -2, 1]], here taken block by block; the first quartile counts, so that texture
    does not pass for noise, and blocks at the ends of the scale, where noise is clipped, do not count.
    """
    import numpy as np

    picture = luma.astype(np.int16)
    across = picture[:, :-2] - 2 * picture[:, 1:-1] + picture[:, 2:]
    found = np.abs(across[:-2] - 2 * across[1:-1] + across[2:])
    blocks = _blocks(found, _NOISE_BLOCK_PX).mean(axis=(1, 3), dtype=np.float64)
    level = _blocks(luma[1:-1, 1:-1], _NOISE_BLOCK_PX).mean(axis=(1, 3), dtype=np.float64)
    fair = blocks[(level > 20) & (level < 230)]
    return float(np.percentile(fair, 25) * np.sqrt(np.pi / 2) / 6) if fair.size else 0.0


def sharpness_of(luma: Picture, noise: float) -> float | None:
    """Reciprocal width in pixels of the sharper edges (80th percentile), 1 for a step; None without edges.

    After P. Marziliano et al., "A no-reference perceptual blur metric", 2002: an edge's width is its height over its
    steepest slope. Edges are looked for in runs of 16 pixels along both axes and must rise well above the noise.
    """
    import numpy as np

    found = []
    for lines in (luma, luma.T):
        runs = lines[: lines.shape[0], : lines.shape[1] // _BLOCK_PX * _BLOCK_PX].astype(np.int16)
        runs = runs[::2].reshape(-1, _BLOCK_PX)
        height = np.ptp(runs, axis=1)
        slope = np.abs(np.diff(runs, axis=1)).max(axis=1)
        edges = height >= _EDGE_LEVELS + 6 * noise
        found.append(slope[edges] / height[edges])
    values = np.concatenate(found)
    return float(np.percentile(values, 80)) if values.size >= 50 else None


def banding_of(luma: Picture) -> tuple[float, float]:
    """Steps of 2 to 12 levels between flat runs of 5 pixels: thousandths of all flat pixels, and their median height.

    The steps are those to which CAMBI is sensitive (P. Tandon et al., "CAMBI: Contrast-aware Multiscale Banding
    Index", 2021); finer ones are invisible, higher ones are edges.
    """
    import numpy as np

    steps, flat, heights = 0, 0, []
    for lines in (luma[::4], luma.T[::4]):
        change = np.diff(lines.astype(np.int16), axis=1)
        calm = np.concatenate([np.zeros((len(change), 1), np.int32), np.cumsum(change != 0, axis=1)], axis=1)
        quiet = calm[:, _QUIET_PX:] == calm[:, :-_QUIET_PX]  # no change in the run of differences that starts here
        flat += int(quiet.sum())
        at = change[:, _QUIET_PX:-_QUIET_PX]
        beside = quiet[:, : at.shape[1]] & quiet[:, _QUIET_PX + 1 :][:, : at.shape[1]]
        band = beside & (np.abs(at) >= _BAND_LEVELS[0]) & (np.abs(at) <= _BAND_LEVELS[1])
        steps += int(band.sum())
        heights.append(np.abs(at[band]))
    all_heights = np.concatenate(heights)
    return (1000 * steps / flat, float(np.median(all_heights))) if steps else (0.0, 0.0)


def flicker_of(brightness: Sequence[float]) -> float:
    """Mean of |y[t] - (y[t-1] + y[t+1]) / 2| over the frames' mean brightness y, in levels.

    A steady fade gives 0. Cuts, jumps of more than 24 levels that do not come back at once, are left out.
    """
    import numpy as np

    y = np.asarray(brightness)
    if len(y) < 5:
        return 0.0
    bend = np.abs(y[1:-1] - (y[:-2] + y[2:]) / 2)
    cut = np.abs(y[2:] - y[:-2]) > _CUT_LEVELS
    return float(bend[~cut].mean()) if (~cut).any() else 0.0


def shake_of(small: Sequence[Picture]) -> float:
    """How far the camera's path usually (median) departs from its running mean of 9 frames, in percent of the width.

    Shifts between frames by phase correlation (C. Kuglin, D. Hines, "The phase correlation image alignment method",
    1975) with a parabola through the peak; frames that do not correlate (a cut) do not count. The median, because a
    shaking hand never rests, while something that starts to move may outweigh the background for a moment.
    """
    import numpy as np

    if len(small) < 2 * _SMOOTHED_FRAMES:
        return 0.0
    shape = small[0].shape
    spectra = [_spectrum(picture) for picture in small]
    path = np.cumsum(np.array([_shift(a, b, shape) for a, b in itertools.pairwise(spectra)]), axis=0)
    mean = np.ones(_SMOOTHED_FRAMES) / _SMOOTHED_FRAMES
    smooth = np.stack([np.convolve(path[:, axis], mean, "valid") for axis in (0, 1)], axis=1)
    half = _SMOOTHED_FRAMES // 2
    away = path[half:-half] - smooth
    return float(100 * np.median(np.hypot(away[:, 0], away[:, 1])) / small[0].shape[1])


def motion_of(small: Sequence[Picture]) -> float:
    """Mean absolute change from frame to frame, in levels, of a picture so small (64 pixels) that noise is averaged."""
    import numpy as np

    tiny = [_blocks(picture, _POOL_PX).mean(axis=(1, 3), dtype=np.float64) for picture in small]
    changes = [float(np.abs(a - b).mean()) for a, b in itertools.pairwise(tiny)]
    return _median(changes) if changes else 0.0


def exposure_of(colours: Floats) -> tuple[float, float, float]:
    """1st, 50th and 99th percentile of brightness (BT.709 weights) over all samples together, 0 to 1."""
    import numpy as np

    black, middle, white = np.percentile(colours @ np.array([0.2126, 0.7152, 0.0722]), [1, 50, 99]) / 255
    return float(black), float(middle), float(white)


def light_of(colours: Floats) -> tuple[tuple[float, float, float], float]:
    """The colour of the light (red, green, blue, mean 1) and its cast: the largest of the three less the smallest.

    The estimate is the brightest 2 % (the white patch). It is believed only where shades of grey with p = 6
    (G. Finlayson, E. Trezzi, "Shades of gray and colour constancy", 2004) agrees, and where removing it turns more of
    the darker half grey: neither a blue sky under a white cloud nor a sunset, whose shadows have another colour, is a
    cast.
    """
    import numpy as np

    fair = colours[colours.min(axis=1) > 8]
    if len(fair) < max(50, 0.2 * len(colours)):
        return _NO_CAST
    brightness = colours.sum(axis=1)
    patch = colours[brightness >= np.percentile(brightness, 98)]
    found = np.stack([(fair**6).mean(axis=0) ** (1 / 6), patch.mean(axis=0)])
    found = found / found.mean(axis=1, keepdims=True)
    one, other = found - 1
    if float(one @ other) < _ALIKE * float(np.linalg.norm(one) * np.linalg.norm(other)):
        return _NO_CAST
    light, level = found[1], fair.sum(axis=1)
    darker = fair[level <= np.median(level)]
    if _greys(darker / light) < _greys(darker) + _MORE_GREY:
        return _NO_CAST
    return (float(light[0]), float(light[1]), float(light[2])), float(np.ptp(light))


def _greys(colours: Floats) -> float:
    """The share of colours that are nearly grey."""
    import numpy as np

    return float((np.ptp(colours, axis=1) < 0.08 * colours.max(axis=1)).mean())


@dataclass
class _Sample:
    """One run of consecutive frames."""

    brightness: list[float] = field(default_factory=list)
    small: list[Picture] = field(default_factory=list)
    stills: list[Picture] = field(default_factory=list)
    colours: list[Floats] = field(default_factory=list)
    looks: list[tuple[float, Picture]] = field(default_factory=list)


def part_of(picture: Picture, rows: Rows) -> Picture:
    """The rows of a picture from one share of its height to another."""
    return picture[round(rows[0] * len(picture)) : round(rows[1] * len(picture))]


def _sample(frames: Iterator[VideoFrame], rows: Rows, stream: VideoStream) -> _Sample:
    import numpy as np

    sample, aspect = _Sample(), stream.sample_aspect_ratio or 1
    shrink, shrink_coloured = _Shrinker(_SMALL_PX, "gray"), _Shrinker(_COLOUR_PX, "rgb24")
    start_s = float(first_tick(stream) * (stream.time_base or 0))
    for n, frame in enumerate(frames):
        luma = part_of(luma_of(frame), rows)
        small = part_of(shrink(frame, aspect), rows)
        if sample.small and small.shape != sample.small[0].shape:
            break  # the film changes its shape on the way
        sample.small.append(small)
        sample.looks.append(((frame.time or 0.0) - start_s, small))
        sample.brightness.append(float(luma[::3, ::3].mean()))
        if n % _STILL_EVERY == 0:
            sample.stills.append(luma.copy())
            colours = part_of(shrink_coloured(frame, aspect), rows)
            sample.colours.append(colours.reshape(-1, 3).astype(np.float64))
    return sample


def _runs(info: VideoInfo) -> Iterator[tuple[Iterator[VideoFrame], VideoStream]]:
    """Runs of consecutive frames: all of a short film, else four, at the same times in every version of the film.

    Each run must be read to its end before the next one.
    """
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        stream.thread_type = "AUTO"
        if info.duration_s * info.fps <= RUNS * RUN_FRAMES:
            yield pictures_of(container, stream), stream
            return
        tick = Fraction(stream.time_base or Fraction(1, 1000))
        frames, passed = pictures_of(container, stream), 0
        for n in range(RUNS):
            start = first_tick(stream) + int(info.duration_s * (n + 0.4) / RUNS / tick)
            keyframe = stream.index_entries.search_timestamp(start)
            if (
                keyframe < 0 or stream.index_entries[keyframe].timestamp > passed
            ):  # otherwise decoding on is faster than seeking
                container.seek(start, stream=stream)
                frames = pictures_of(container, stream)
            yield itertools.islice((frame for frame in frames if (frame.pts or 0) >= start), RUN_FRAMES), stream
            passed = start


class _Shrinker:
    """Scales frames down to small pictures with square pixels. Keep one for each kind of picture: setting up is slow.

    Args:
        width: Width of the small pictures in pixels.
        pixel_format: Their pixel format, by ffmpeg's name.
    """

    def __init__(self, width: int, pixel_format: str) -> None:
        from av.video.reformatter import VideoReformatter

        self._reformatter = VideoReformatter()
        self._width, self._format = width, pixel_format

    def __call__(self, frame: VideoFrame, aspect: Any) -> Picture:
        width, height, rotation = display_size(frame, aspect)
        size = self._width, max(16, round(height * self._width / width))
        across, down = size[::-1] if rotation in (90, 270) else size
        small = self._reformatter.reformat(frame, across, down, self._format, interpolation="AREA", threads=1)
        pixels: Any = small.to_ndarray()
        return turned(pixels, frame, rotation)


def shift_between(before: Any, after: Any) -> tuple[float, float]:
    """How far the picture moved, down and right, in pixels, by phase correlation; 0 where the two do not correlate."""
    return _shift(_spectrum(before), _spectrum(after), before.shape)


def _spectrum(picture: Any) -> Any:
    import numpy as np

    window = np.outer(np.hanning(picture.shape[0]), np.hanning(picture.shape[1]))
    return np.fft.rfft2((picture - picture.mean()) * window)


def _shift(before: Any, after: Any, shape: tuple[int, int]) -> tuple[float, float]:
    """As `shift_between`, from the spectra of two pictures of this shape."""
    import numpy as np

    cross = after * np.conj(before)
    size = np.abs(cross)
    surface = np.fft.irfft2(cross / (size + 1e-6 * size.max() + 1e-9), s=shape)
    peak = np.unravel_index(int(surface.argmax()), surface.shape)
    if surface[peak] < _MIN_RESPONSE:
        return 0.0, 0.0
    return _refined(surface, peak, 0), _refined(surface, peak, 1)


def _refined(surface: Any, peak: Any, axis: int) -> float:
    """A peak's position along one axis to a fraction of a pixel; the upper half of the axis counts as negative."""
    size = surface.shape[axis]
    beside = []
    for step in (-1, 1):
        at = list(peak)
        at[axis] = (at[axis] + step) % size
        beside.append(float(surface[tuple(at)]))
    low, high = beside
    bend = low - 2 * float(surface[tuple(peak)]) + high
    place = float(peak[axis]) + (0.5 * (low - high) / bend if bend < 0 else 0.0)
    return place - size if place > size / 2 else place


def _blocks(picture: Any, side: int) -> Any:
    side = min(side, *picture.shape)
    rows, columns = picture.shape[0] // side, picture.shape[1] // side
    return picture[: rows * side, : columns * side].reshape(rows, side, columns, side)


def _median(values: Sequence[float]) -> float:
    import numpy as np

    return float(np.median(values))


def _stacked(parts: Sequence[Floats]) -> Floats:
    import numpy as np

    return np.concatenate(parts)
