"""Captions as people edit them: cues in the order of their times, each with a name that stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from footage.errors import InvalidInputError, NotFoundError
from media.captions.model import MAX_CUES, Cue

_NEW_S = 2.0
_TIME = re.compile(r"(?:(\d+):)?(?:(\d{1,3}):)?(\d{1,6}(?:[.,]\d+)?)")


@dataclass(frozen=True)
class CueList:
    """The cues of a film, each as a caption of the tool with an `id` beside."""

    cues: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, cues: Sequence[Cue]) -> CueList:
        """Captions that nobody has edited yet."""
        return cls(tuple({"id": f"c{at}", **_as_document(cue)} for at, cue in enumerate(cues, 1)))

    def captions(self, cue_id: str = "") -> list[dict[str, Any]]:
        """As the tool takes them; one alone where it is named."""
        wanted = [one for one in self.cues if not cue_id or one["id"] == cue_id]
        return [{name: value for name, value in one.items() if name != "id"} for one in wanted]

    def cue(self, cue_id: str) -> Mapping[str, Any]:
        """One of them.

        Raises:
            NotFoundError: It is not there.
        """
        found = next((one for one in self.cues if one["id"] == cue_id), None)
        if found is None:
            raise NotFoundError("This caption is not there any more.")
        return found

    def with_cue(self, cue_id: str, values: Mapping[str, str]) -> CueList:
        """With what was typed into a caption; a caption whose words change has no times of its words any more.

        Raises:
            InvalidInputError: A time is none.
        """
        old = dict(self.cue(cue_id))
        new = dict(old)
        for name in ("start_s", "end_s"):
            if name in values:
                new[name] = seconds_of(values[name])
        if "text" in values and (text := values["text"].replace("\r\n", "\n").strip()) != old["text"]:
            new["text"] = text
        if new != old:
            new.pop("words", None)
        return self._sorted([new if one["id"] == cue_id else one for one in self.cues])

    def added(self, after: str, last_s: float) -> tuple[CueList, str]:
        """With a new caption in the gap behind another one, or at the beginning; and its name.

        Raises:
            InvalidInputError: There is no time for one, or there are too many.
        """
        if len(self.cues) >= MAX_CUES:
            raise InvalidInputError(f"A film has at most {MAX_CUES} captions.")
        start_s = float(self.cue(after)["end_s"]) if after else 0.0
        later = [float(one["start_s"]) for one in self.cues if float(one["start_s"]) >= start_s and one["id"] != after]
        end_s = min([start_s + _NEW_S, last_s, *later])
        if end_s - start_s < 0.1:
            raise InvalidInputError(
                "There is no time for a caption there.", hint="Let the one before it end sooner, then add one."
            )
        name = f"c{1 + max((int(one['id'][1:]) for one in self.cues), default=0)}"
        new = {"id": name, "start_s": round(start_s, 3), "end_s": round(end_s, 3), "text": "…"}
        return self._sorted([*self.cues, new]), name

    def without(self, cue_id: str) -> CueList:
        """Without a caption."""
        self.cue(cue_id)
        return CueList(tuple(one for one in self.cues if one["id"] != cue_id))

    def shifted(self, by_s: float) -> CueList:
        """All of them sooner or later; none begins before the film."""
        return CueList(tuple(_shifted(one, by_s) for one in self.cues))

    def _sorted(self, cues: Sequence[Mapping[str, Any]]) -> CueList:
        return replace(self, cues=tuple(sorted(cues, key=lambda one: (one["start_s"], one["end_s"]))))


def seconds_of(text: str) -> float:
    """Seconds, or minutes and seconds, as people write them.

    Raises:
        InvalidInputError: It is no time.
    """
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise InvalidInputError(f"{text.strip()[:40]!r} is no time; write seconds such as 4.5, or 1:04.5.")
    first, second, seconds = found.groups()
    hours, minutes = (first, second) if second is not None else ("0", first)
    return round(int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds.replace(",", ".")), 3)


def _as_document(cue: Cue) -> dict[str, Any]:
    document = asdict(cue)
    words = [dict(word) for word in document.pop("words")]
    return {**document, **({"words": words} if words else {})}


def _shifted(cue: Mapping[str, Any], by_s: float) -> dict[str, Any]:
    moved = {name: round(max(0.0, cue[name] + by_s), 3) for name in ("start_s", "end_s")}
    words = [
        {**word, **{name: round(max(0.0, word[name] + by_s), 3) for name in ("start_s", "end_s")}}
        for word in cue.get("words", ())
    ]
    return {**cue, **moved, **({"words": words} if words else {})}
