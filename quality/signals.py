"""Finds what is technically wrong with a film in its pixels and its sound, without any model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from footage.verdicts import Fault
from footage.video_info import VideoInfo
from quality.thresholds import Thresholds, shipped

if TYPE_CHECKING:
    from media.reading import Viewer
    from quality.cadence import Beat
    from quality.frame_stats import FrameStats
    from quality.sound.meter import SoundMeter

_SILENT_DB = -50.0
"""As ffmpeg's silencedetect."""


@dataclass(frozen=True, kw_only=True)
class Sound:
    """A sound track.

    Attributes:
        integrated_lufs: EBU R128 loudness; None in silence.
        true_peak_dbtp: Highest true peak; None in silence.
        silent_share: Share of the track below -50 dB, 0 to 1.
        is_silent: Whether nothing is heard from end to end.
    """

    integrated_lufs: float | None
    true_peak_dbtp: float | None
    silent_share: float
    is_silent: bool = False


@dataclass(frozen=True, kw_only=True)
class Signals:
    """What was found in a film: faults, cuts, motion and sound.

    Attributes:
        faults: Stretches with something wrong, in the order of their start.
        cuts_s: When each new shot begins, the first excepted; cuts that are faults are not among them.
        moves: Whether anything moves; None when there is but one frame.
        motion: Median change from frame to frame in levels, luma and colour, at 80 pixels' side; None with one frame.
        smoothness: How well frames follow from their neighbours along the optical flow, 0 to 1; None when it was not
            measured.
        sound: The sound track; None without one.
        unavailable: What was not measured, by field, and why.
        activity: Mean change from frame to frame in each second, in levels.
        beat: In which frames repeat the one before all along, see `quality.cadence`.
    """

    faults: tuple[Fault, ...]
    cuts_s: tuple[float, ...]
    moves: bool | None
    motion: float | None
    smoothness: float | None
    sound: Sound | None
    unavailable: dict[str, str] = field(default_factory=dict)
    activity: tuple[float, ...] = ()
    beat: Beat | None = None


def find_signals(info: VideoInfo, viewers: Sequence[Viewer] = (), limits: Thresholds | None = None) -> Signals:
    """Read a film through once, pictures and sound together, and find its faults, cuts, motion and loudness.

    Args:
        info: The film.
        viewers: Others that are shown every frame, so that the film need not be decoded again for them.
        limits: When a measurement is a fault; the shipped thresholds otherwise.

    Raises:
        UnsupportedMediaError: The film cannot be decoded, or breaks off.
    """
    import numpy as np

    from media.reading import read_through
    from quality import cadence, pictures
    from quality.damage import DamageViewer, beside
    from quality.flow import missing
    from quality.frame_stats import FrameStatsViewer
    from quality.sound.meter import SoundMeter

    limits = limits or shipped()
    viewer, damage, meter = FrameStatsViewer(info), DamageViewer(), SoundMeter()
    holes = read_through(info, [viewer, damage, *viewers], meter if info.has_audio else None)
    stats = viewer.stats()
    found = pictures.picture_faults(stats, limits)
    sound, sound_faults = _heard(meter, info, stats, found.cuts_s, limits) if info.has_audio else (None, [])
    faults = beside(list(damage.faults(holes, stats.end_s)), [*found.faults, *sound_faults])
    smoothness = pictures.smoothness(stats, found.cuts_s)
    return Signals(
        faults=tuple(sorted(faults, key=lambda fault: (fault.start_s, fault.kind))),
        cuts_s=found.cuts_s,
        moves=pictures.moves(stats, limits),
        motion=float(np.median(stats.change[1:])) if len(stats.change) > 1 else None,
        smoothness=smoothness,
        sound=sound,
        unavailable={"smoothness": missing()} if smoothness is None else {},
        activity=_activity(stats),
        beat=cadence.beat_of(stats.change, stats.frame_s),
    )


def _heard(
    meter: SoundMeter, info: VideoInfo, stats: FrameStats, cuts_s: Sequence[float], limits: Thresholds
) -> tuple[Sound, list[Fault]]:
    from quality.sound.faults import sound_faults
    from quality.sound.gaps import is_silent
    from quality.sync import Motion, out_of_sync

    heard, motion = meter.heard, Motion(stats.times_s, stats.change)
    level_db, loudness = heard.levels.level_db, heard.loudness
    silent = float((level_db < _SILENT_DB).mean()) if len(level_db) else 1.0
    return Sound(
        integrated_lufs=loudness.integrated_lufs if loudness else None,
        true_peak_dbtp=loudness.true_peak_db if loudness else None,
        silent_share=silent,
        is_silent=is_silent(heard.levels, limits.silence),
    ), [
        *sound_faults(heard, info.duration_s, cuts_s, limits),
        *out_of_sync(motion, heard.levels, limits.out_of_sync),
    ]


def _activity(stats: FrameStats) -> tuple[float, ...]:
    import numpy as np

    seconds = stats.times_s.astype(int)
    sums = np.bincount(seconds, weights=stats.change)
    return tuple((sums / np.maximum(np.bincount(seconds), 1)).tolist())
