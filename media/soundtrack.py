"""Joins the sound of clips into one track: equally loud, and without a gap at the joins."""

from __future__ import annotations

import itertools
import statistics
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from media.probe import opened, sniff

if TYPE_CHECKING:
    import numpy as np
    from av.container import InputContainer
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

RATE_HZ = 48_000
CROSSFADE_S = 0.25
MOST_GAIN_DB = 12.0
CEILING = 0.89
"""The highest sample, 1 dB below full scale."""

_SILENT_LUFS = -55.0


@dataclass(frozen=True)
class _Take:
    """A clip's sound: shape (samples, 2), -1 to 1, and its loudness; None where it is silent."""

    samples: Samples
    lufs: float | None


def write_joined(clips: Sequence[tuple[Path, float]], out: Path) -> None:
    """Write the sound of clips, one after another, as 16-bit stereo WAV.

    Each clip is brought to the median of their loudness (EBU R128, by ffmpeg's ebur128). At a join the next sound comes
    in over `CROSSFADE_S` while the one before goes out: played backwards from its end, so that no clip has to be longer
    than its picture and nothing clicks.

    Args:
        clips: Files and how long each is shown, in seconds; clips without sound are silent.
        out: The .wav file to write.

    Raises:
        UnsupportedMediaError: A clip cannot be read.
    """
    import numpy as np

    takes = [_take(path, duration_s) for path, duration_s in clips]
    heard = [take.lufs for take in takes if take.lufs is not None]
    aim = statistics.median(heard) if heard else 0.0
    levelled = [take.samples * _gain(take.lufs, aim) for take in takes]
    for before, after in itertools.pairwise(levelled):
        _crossfade(before, after)
    peak = max((float(np.abs(samples).max(initial=0.0)) for samples in levelled), default=0.0)
    scale = 32767 * min(1.0, CEILING / peak if peak else 1.0)
    with wave.open(str(out), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        for samples in levelled:
            file.writeframes((samples * scale).astype("<i2").tobytes())


def _gain(lufs: float | None, aim: float) -> float:
    if lufs is None:
        return 1.0
    return float(10 ** (min(MOST_GAIN_DB, max(-MOST_GAIN_DB, aim - lufs)) / 20))


def _crossfade(before: Samples, after: Samples) -> None:
    """Let `after` begin under the end of `before`, mirrored: equal power, in place."""
    import numpy as np

    count = min(round(CROSSFADE_S * RATE_HZ), len(before), len(after))
    angle = np.linspace(0, np.pi / 2, count, dtype=np.float32)[:, None]
    tail = before[len(before) - count :][::-1].copy()
    after[:count] = after[:count] * np.sin(angle) + tail * np.cos(angle)


def _take(path: Path, duration_s: float) -> _Take:
    """Decode and measure a clip's sound in one go."""
    import numpy as np

    samples = np.zeros((round(duration_s * RATE_HZ), 2), np.float32)
    with opened(path, sniff(path)) as container:
        return _Take(samples, _read(container, samples)) if container.streams.audio else _Take(samples, None)


def _read(container: InputContainer, samples: Samples) -> float | None:
    import av

    stream = container.streams.audio[0]
    graph = av.filter.Graph()
    source, meter = graph.add_abuffer(template=stream), graph.add("ebur128", "metadata=1")
    shape = graph.add("aformat", f"sample_fmts=flt:sample_rates={RATE_HZ}:channel_layouts=stereo")
    graph.link_nodes(source, meter, shape, graph.add("abuffersink"))
    graph.configure()
    at, lufs = 0, _SILENT_LUFS
    for frame in [*container.decode(stream), None]:
        graph.push(frame)
        while True:
            try:
                heard = graph.pull()
            except (av.BlockingIOError, av.EOFError):
                break
            block = heard.to_ndarray().reshape(-1, 2)[: len(samples) - at]
            samples[at : at + len(block)] = block
            at += len(block)
            lufs = float(heard.metadata.get("lavfi.r128.I", lufs))
    return lufs if lufs > _SILENT_LUFS else None
