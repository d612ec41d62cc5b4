"""Measures how loud a film is while its sound is decoded (EBU R128)."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from media.probe import VideoInfo
from media.reading import read_sound

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream

TARGET_LUFS = -14.0
"""What the large platforms play at."""
_SILENT_LUFS = -69.0
_SAID = "lavfi.r128."
_PULL_EVERY = 32
"""Pieces of sound after which those already measured are freed."""


@dataclass(frozen=True, kw_only=True)
class ProgrammeLoudness:
    """EBU R128 figures of a sound track.

    Attributes:
        integrated_lufs: Loudness of the whole.
        range_lu: Loudness range.
        true_peak_db: Highest true peak, dBTP.
    """

    integrated_lufs: float
    range_lu: float
    true_peak_db: float


class LoudnessMeter:
    """A listener that measures EBU R128 loudness and true peak (ITU-R BS.1770), by ffmpeg's ebur128 in this process.

    Attributes:
        loudness: That of the whole track, once it has ended; None in silence.
    """

    def __init__(self) -> None:
        self.loudness: ProgrammeLoudness | None = None
        self._graph: Any = None
        self._pushed = 0
        self._said: dict[str, str] = {}

    def begin(self, stream: AudioStream) -> None:
        """See `media.reading.Listener.begin`."""

    def hear(self, piece: AudioFrame) -> None:
        """See `media.reading.Listener.hear`."""
        if self._graph is None:
            self._graph = _graph_for(piece)
        self._graph.push(piece)
        self._pushed += 1
        if self._pushed % _PULL_EVERY == 0:
            self._pull()

    def end(self) -> None:
        """See `media.reading.Listener.end`."""
        if self._graph is not None:
            self._graph.push(None)
            self._pull()
            self._graph = None
        values = {name.removeprefix(_SAID): float(value) for name, value in self._said.items()}
        integrated = values.get("I", _SILENT_LUFS)
        if integrated > _SILENT_LUFS:
            peak = max((value for name, value in values.items() if name.startswith("true_peaks_ch")), default=1.0)
            self.loudness = ProgrammeLoudness(
                integrated_lufs=integrated, range_lu=values.get("LRA", 0.0), true_peak_db=_decibel(peak)
            )

    def _pull(self) -> None:
        import av

        with contextlib.suppress(av.error.BlockingIOError, av.error.EOFError):
            while True:
                self._said = self._graph.pull().metadata or self._said


def _graph_for(frame: AudioFrame) -> Any:
    import av

    graph = av.filter.Graph()
    source = graph.add_abuffer(
        format=frame.format.name, layout=frame.layout.name, sample_rate=frame.sample_rate, time_base=frame.time_base
    )
    meter = graph.add("ebur128", "metadata=1:peak=true")
    end = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(end)
    graph.configure()
    return graph


def _decibel(peak: float) -> float:
    return 20 * math.log10(max(peak, 1e-6))


def loudness_of(info: VideoInfo) -> ProgrammeLoudness | None:
    """EBU R128 loudness of the whole sound track; None without one or in silence.

    Args:
        info: The film.
    """
    if not info.has_audio:
        return None
    meter = LoudnessMeter()
    read_sound(info, meter)
    return meter.loudness
