"""How good a film's pictures look, from the pictures alone: no reference, no other film, no model to fetch."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from footage.errors import UnavailableError
from footage.verdicts import Sign, Visual
from media.quantiser import Quantiser, ask_quantiser, quantiser_of
from quality.coders import as_coded
from quality.picture_features import LEAST_SIDE_PX, NAMES, features_of
from quality.regressor import HEADS, SIGNS, Regressor, shipped
from quality.sampling import Waiting

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    from footage.video_info import VideoInfo

EVERY_S, MOST_EVERY_S = 0.6, 1.0
"""Seconds from one sampled frame to the next, in short films and in those of a minute and more."""

LEAST_SAMPLES, USUAL_SAMPLES = 8, 60
_DRAWN_FROM, _SIGN_FROM, _GOOD_FROM = 0.4, 0.25, 0.8
_DIGITS = 3
_COMB, _WOVEN = NAMES.index("comb_only_mean"), NAMES.index("woven_mean")
_COMBED_FROM, _WOVEN_BELOW = 0.4, -0.01
"""Of films that are not combed the first is below 0.25, and the second above: weaving frames makes them no smoother."""


class VisualViewer:
    """A viewer that looks at one or two frames a second and keeps a few numbers of each.

    Args:
        info: The film.
        regressor: What makes a mark of figures; the shipped one otherwise.
    """

    def __init__(self, info: VideoInfo, regressor: Regressor | None = None) -> None:
        self._regressor = regressor or shipped()
        self._duration_s = info.duration_s
        every_s = min(MOST_EVERY_S, max(EVERY_S, info.duration_s / USUAL_SAMPLES))
        self._every_s = min(every_s, info.duration_s / LEAST_SAMPLES)
        self._next_s = 0.0
        self._seen = 0
        self._last_s = 0.0
        self._times_s, self._marks, self._combs = array("f"), array("f"), array("f")
        self._waiting: Waiting | None = None
        self._tells = False
        self._said: list[Quantiser] = []

    def begin(self, stream: VideoStream) -> None:
        """See `media.reading.Viewer.begin`."""
        self._tells = ask_quantiser(stream)

    def see(self, time_s: float, frame: VideoFrame) -> None:
        """See `media.reading.Viewer.see`."""
        self._last_s = time_s
        if min(frame.width, frame.height) < LEAST_SIDE_PX:
            return
        if self._waiting and self._waiting.is_done_with(frame):
            self._mark()
        if time_s >= self._next_s:
            self._mark()
            self._next_s = max(self._next_s + self._every_s, time_s)
            self._waiting = Waiting(time_s, frame, self._seen)
            self._seen += 1
            if self._tells and (said := quantiser_of(frame)):
                self._said.append(said)

    def end(self) -> None:
        """See `media.reading.Viewer.end`."""
        self._mark()

    def _mark(self) -> None:
        """Judge the picture that was waiting for its next one."""
        waiting, self._waiting = self._waiting, None
        if waiting and (figures := features_of(waiting.sample)) is not None:
            self._times_s.append(waiting.time_s)
            self._marks.extend(self._regressor.marks(figures))
            self._combs.extend(figures[[_COMB, _WOVEN]].tolist())

    def visual(self) -> Visual:
        """How good the pictures look that were seen.

        Raises:
            UnavailableError: There is nothing in them to tell it by.
        """
        if not self._times_s:
            raise UnavailableError(
                "There is too little in the pictures to tell how good they look: they are flat, or under 32 pixels."
            )
        marks = dict(zip(HEADS, np.asarray(self._marks).reshape(-1, len(HEADS)).T, strict=True))
        marks["score"] = as_coded(marks["score"], self._said)
        by_second = list(self._by_second(marks["score"]))
        worst = min(by_second, key=lambda second: second[2])
        return Visual(
            score=round(float(marks["score"].mean()), _DIGITS),
            worst=worst[2],
            worst_at_s=worst[0],
            content="drawn" if float(marks["drawn"].mean()) > _DRAWN_FROM else "camera",
            signs=[*(["combed"] if self._is_combed() else []), *_signs(marks)],
            over_time=by_second,
        )

    def _is_combed(self) -> bool:
        """Whether every other line is of another moment, which only weaving it with the next frame puts right."""
        comb, woven = np.asarray(self._combs, np.float32).reshape(-1, 2).T
        moving = woven[np.isfinite(woven)]
        return len(moving) > 0 and float(comb.mean()) > _COMBED_FROM and float(moving.mean()) < _WOVEN_BELOW

    def _by_second(self, scores: NDArray[np.float32]) -> Iterator[tuple[float, float, float]]:
        """Start, end and score of each second that has a sample."""
        seconds = np.asarray(self._times_s).astype(int)
        end_s = max(self._duration_s, self._last_s)
        for second in np.unique(seconds).tolist():
            score = float(scores[seconds == second].mean())
            yield float(second), max(min(second + 1.0, end_s), second + 0.001), round(score, _DIGITS)


def _signs(marks: Mapping[str, NDArray[np.float32]]) -> list[Sign]:
    """What stands out of what spoils the pictures, the strongest first; nothing in good ones."""
    if float(marks["score"].mean()) >= _GOOD_FROM:
        return []
    means = {sign: float(marks[sign].mean()) for sign in SIGNS}
    return sorted((sign for sign in SIGNS if means[sign] >= _SIGN_FROM), key=lambda sign: -means[sign])
