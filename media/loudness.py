"""How loud a film is, by EBU R128."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from media.ffmpeg import from_file, run_graph
from media.probe import VideoInfo

_SILENT_LUFS = -69.0
_R128 = re.compile(rb"lavfi\.r128\.(I|LRA|true_peaks_ch\d+)=(\S+)")


def loudness_of(info: VideoInfo, folder: Path) -> Loudness | None:
    """EBU R128 loudness of the whole sound track (ITU-R BS.1770, by ffmpeg's ebur128); None without one or in silence.

    Args:
        info: The film.
        folder: For the log that ffmpeg writes.
    """
    if not info.has_audio:
        return None
    log = folder / "loudness.txt"
    sound = from_file(info.path, demuxer=info.demuxer)["a:0"]
    sound = sound.filter("ebur128", metadata=1, peak="true").filter("ametadata", mode="print", file=str(log))
    run_graph([sound], None, muxer="null", duration_s=info.duration_s)
    values: dict[bytes, float] = {}
    for name, value in _R128.findall(log.read_bytes()):
        values[name] = float(value)
    log.unlink()
    integrated = values.get(b"I", _SILENT_LUFS)
    if not integrated > _SILENT_LUFS:
        return None
    peak = max((value for name, value in values.items() if name.startswith(b"true")), default=1.0)
    return Loudness(integrated_lufs=integrated, range_lu=values.get(b"LRA", 0.0), true_peak_db=_decibel(peak))


def _decibel(peak: float) -> float:
    import math

    return 20 * math.log10(max(peak, 1e-6))


TARGET_LUFS = -14.0
"""What the large platforms play at."""


@dataclass(frozen=True, kw_only=True)
class Loudness:
    """EBU R128 figures of a sound track.

    Attributes:
        integrated_lufs: Loudness of the whole.
        range_lu: Loudness range.
        true_peak_db: Highest true peak, dBTP.
    """

    integrated_lufs: float
    range_lu: float
    true_peak_db: float
