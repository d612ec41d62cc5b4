"""Finds the stretches of a film that can be mended, and mends short ones without any model or money.

The pictures of a stretch are interpolated from the good frames on both sides of it. That hides a flash, a few broken
frames, or a picture that stood still while the world went on; it cannot invent what nobody saw, which is why only short
stretches are filled in, only between two pictures of one scene, and why every result is measured again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from footage.ports.quality import Alarm, AlarmBook, Checked, Doubt, Stretch
from footage.verdicts import Fault, Quality
from footage.video_info import VideoInfo
from quality.policy import QualityPolicy
from quality.trust import AlarmTrust

if TYPE_CHECKING:
    from media.splice import Patch

_RANKS = {None: 0, "reject": 0, "retry": 1, "accept": 2}
_SMALL_PX = 64
_ONE_SCENE = 0.5


class FilmMender:
    """`footage.ports.quality.Mender` by the quality policy.

    Args:
        policy: What is mended, and how.
        alarms: What was learned here of paying for alarms; None for nothing.
    """

    def __init__(self, policy: QualityPolicy, alarms: AlarmBook | None = None) -> None:
        self._faults = policy.faults
        self._policy = policy.repair
        self._trust = AlarmTrust(policy, alarms)
        self._kept_within = policy.visual.kept_within
        self.tries = policy.repair.tries
        self.paid = policy.repair.paid
        self.stops = policy.repair.stops

    def stretches(self, film: Checked) -> list[Stretch]:
        """The stretches to be mended, in whole frames, the worst first; what spoils all of a film stands before them.

        None in a film that is accepted as it is, or whose pixels are of a kind that is not mended.
        """
        from media.splice import can_splice

        quality, info = film.quality, film.info
        if info is None or quality.verdict in {None, "accept"} or not quality.faults or not can_splice(info):
            return []
        mendable = list(self._mendable(quality))
        poor = [fault for fault in mendable if fault.kind == "poor_picture"]
        merged = _merged([fault for fault in mendable if fault not in poor], 1.5 / info.fps)
        known = self._trust.known()
        whole, found = (
            [self._described(info, faults, self._trust.alarms(faults, known), quality.cuts_s) for faults in groups]
            for groups in ([poor] if poor else [], merged)
        )
        return [*whole, *sorted(found, key=self._harm, reverse=True)]

    def fill(self, film: Path, stretches: Sequence[Stretch], out: Path, work: Path) -> None:
        """Write the film with stretches interpolated from the frames around them.

        Args:
            film: The film.
            stretches: Those of it to be filled in; they must be `fillable`.
            out: The MP4 to write.
            work: A folder for what is needed meanwhile.

        Raises:
            InternalError: ffmpeg failed.
        """
        from media.splice import bridge, splice

        patches: list[Patch] = []
        for index, one in enumerate(stretches):
            patches.append(bridge(film, one.start_s, one.end_s, work / f"bridge{index}.mkv"))
        splice(film, patches, out)
        for patch in patches:
            patch.clip.unlink()

    def better(self, one: Quality, other: Quality) -> bool:
        """Whether the first of two verdicts on a film is the better one; the same is not better, nor what looks worse.

        A film that is rejected may give way to one that looks worse.
        """
        was_rejected = _RANKS[other.verdict] < _RANKS["retry"] <= _RANKS[one.verdict]
        return _rank(one) > _rank(other) and (was_rejected or not self._looks_worse(one, other))

    def _looks_worse(self, one: Quality, other: Quality) -> bool:
        if one.visual is None or other.visual is None:
            return False
        return one.visual.score < other.visual.score - self._kept_within

    def why_not_bought(self, stretch: Stretch) -> str | None:
        """Why nothing may be paid for a stretch, in a sentence; None where something may, or nobody would."""
        return self._trust.why_not(stretch.alarms)

    def doubt(self, film: Checked, least: float) -> Doubt:
        """Whether another film may be bought since this one's score is below the least one."""
        return self._trust.doubt(film, least)

    def learn(self, job_id: str, part: str, n: int, in_vain: Mapping[str, bool]) -> str:
        """Remember what came of a retake; says what is in vain, in sentences."""
        return self._trust.learn(job_id, part, n, in_vain)

    def _mendable(self, quality: Quality) -> Iterator[Fault]:
        kinds = {*self._policy.fill.kinds, *self._policy.remake}
        yield from (fault for fault in quality.faults if fault.kind in kinds)

    def _described(
        self, info: VideoInfo, faults: Sequence[Fault], alarms: tuple[Alarm, ...], cuts_s: Sequence[float]
    ) -> Stretch:
        frame_s = 1 / info.fps
        start_s = max(0.0, round(min(fault.start_s for fault in faults) / frame_s) * frame_s)
        end_s = min(info.duration_s, round(max(fault.end_s for fault in faults) / frame_s) * frame_s)
        fill = self._policy.fill
        begins_s = max((cut for cut in cuts_s if cut <= start_s + frame_s / 2), default=0.0)
        ends_s = min((cut for cut in cuts_s if cut >= end_s - frame_s / 2), default=info.duration_s)
        fillable = (
            {alarm.kind for alarm in alarms} <= set(fill.kinds)
            and end_s - start_s <= fill.most_s + frame_s / 2
            and start_s >= begins_s + frame_s / 2
            and end_s <= ends_s - frame_s / 2
            and _one_scene(info.path, start_s - frame_s, end_s)
        )
        return Stretch(
            start_s=round(start_s, 6),
            end_s=round(end_s, 6),
            shot_s=(begins_s, ends_s),
            alarms=alarms,
            fillable=fillable,
            short=fillable and end_s - start_s <= (fill.always_frames + 0.5) * frame_s,
        )

    def _harm(self, stretch: Stretch) -> float:
        return (stretch.end_s - stretch.start_s) * max(self._faults.of(kind).harm for kind in stretch.kinds)


def _merged(faults: Iterable[Fault], gap_s: float) -> list[list[Fault]]:
    """Faults that touch or overlap, together."""
    groups: list[list[Fault]] = []
    for fault in sorted(faults, key=lambda one: one.start_s):
        if groups and fault.start_s <= max(one.end_s for one in groups[-1]) + gap_s:
            groups[-1].append(fault)
        else:
            groups.append([fault])
    return groups


def _one_scene(film: Path, before_s: float, after_s: float) -> bool:
    """Whether the frames on both sides of a stretch show one scene: nothing leads from one scene to another."""
    from media.frames import read_frames
    from quality.shots import alike

    before, after = (picture.mean(axis=2) for picture in read_frames(film, [before_s, after_s], _SMALL_PX))
    return alike(before, after) >= _ONE_SCENE


def _rank(quality: Quality) -> tuple[int, float, float]:
    """Verdict, score, and how little of the film is wrong."""
    wrong_s = sum(fault.end_s - fault.start_s for fault in quality.faults)
    return _RANKS[quality.verdict], quality.score or 0.0, -wrong_s
