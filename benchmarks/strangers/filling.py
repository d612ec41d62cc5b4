"""How a naive agent fills in a tool's parameters: by their types, their names, and the words of their descriptions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.strangers.found import Found, found_in, moment_in, number_of, spread, versions_in
from benchmarks.strangers.language import meanings, words
from benchmarks.strangers.values import CLAUSES, LIKELY, asks_first, choice, is_denied, likeness

_LISTED = re.compile(r"\w+(?:, \w+)+,? (?:or|and) \w+")
_PLACE = re.compile(r"\b(?:path|paths|url|urls|file|files|job_id)\b", re.IGNORECASE)
_LANGUAGES = (
    "spanish español german deutsch french français italian italiano portuguese português chinese japanese korean "
    "arabic hindi russian dutch polish turkish english"
)
_KINDS = {
    "image": frozenset({"image", "logo"}),
    "sound": frozenset({"music", "sound"}),
    "subtitles": frozenset({"srt", "webvtt", "captions"}),
    "article": frozenset({"article"}),
    "film": frozenset({"video"}),
}
_MOMENTS = frozenset({"at", "at_s", "start_s", "time_s", "timestamp"})

Schema = Mapping[str, Any]


def _taken(about: str) -> dict[str, frozenset[str]]:
    """Which fields go with which choice, where a description says so: "keep (trim), cut: ranges. speed: x."."""
    takes: dict[str, frozenset[str]] = {}
    for sentence in re.split(r"\.(?:\s|$)", re.sub(r"\([^)]*\)", "", about)):
        names, colon, fields = sentence.partition(":")
        if colon:
            takes |= dict.fromkeys((name.strip() for name in names.split(",")), frozenset(re.findall(r"\w+", fields)))
        else:
            takes[sentence.strip()] = frozenset()
    return takes


class Filler:
    """Fills in parameters for a wish.

    Args:
        wish: The request, or the part of it that something is called for.
        found: What the whole request names.
        length_s: How long the film at hand is, where that is known.
    """

    def __init__(self, wish: str, found: Found, length_s: float | None = None) -> None:
        self.wish, self.found, self.length_s = wish, found, length_s
        self._said = found_in(wish).bare
        self._meant, self._words = meanings(self._said), words(self._said)

    def arguments(self, schema: Schema) -> dict[str, Any]:
        """What to pass: everything required, and what the wish speaks of."""
        required = schema.get("required", ())
        filled = {}
        for name, one in schema.get("properties", {}).items():
            value = self._value(name, one)
            if value is None and name in required and one.get("type") == "string" and "enum" not in one:
                value = self.found.text
            if value is not None:
                filled[name] = value
        return filled

    def _value(self, name: str, one: Schema) -> Any:
        if "enum" in one:
            return self._choice(name, one)
        kinds = {"number": self._number, "integer": self._number, "boolean": self._switch, "array": self._list}
        return kinds.get(one.get("type", ""), self._text)(name, one)

    def _choice(self, name: str, one: Schema) -> str | None:
        values, own = one["enum"], meanings(name)
        if "off" in values and own & self._meant:
            return "off" if is_denied(self.wish, own) else None
        return choice(values, one.get("description", ""), self._said, self._meant)

    # --- numbers and switches ---------------------------------------------------------------------------------------

    def _number(self, name: str, one: Schema) -> float | int | None:
        value = self._measured(name, meanings(f"{name} {one.get('description', '')}"))
        if value is None:
            return None
        return int(value) if one.get("type") == "integer" else value

    def _measured(self, name: str, about: frozenset[str]) -> float | None:
        for ending, kind in (("_usd", "money"), ("fps", "fps"), ("width", "pixels")):
            if name.endswith(ending):
                return number_of(kind, self.wish)
        if name == "seed":
            match = re.search(r"\bseed\s*(?:=|:|is|of)?\s*(\d+)", self.wish, re.IGNORECASE)
            return float(match[1]) if match else None
        if meanings(name) & meanings("variants versions takes") and (count := versions_in(self.wish)) > 1:
            return float(count)
        if name in ("limit", "count", "n"):
            match = re.search(r"(?:last|latest|newest|recent)\s+(\d+)", self.wish)
            return float(match[1]) if match else None
        if name in _MOMENTS:
            return moment_in(self.wish)
        if "length" in meanings(name) and "wait" not in name:
            return self.found.lengths_s[0] if self.found.lengths_s else None
        return number_of("times", self.wish) if "speed" in about else None

    def _switch(self, name: str, one: Schema) -> bool | None:
        own = meanings(name)
        if "estimate" in own:
            return True if asks_first(self.wish) else None
        return not is_denied(self.wish, own) if own & self._meant else None

    # --- lists ------------------------------------------------------------------------------------------------------

    def _list(self, name: str, one: Schema) -> list[Any] | None:
        items, about = one.get("items", {}), one.get("description", "")
        if "enum" in items:
            near = ((value, likeness(value, about, self._words, self._meant)) for value in items["enum"])
            return [value for value, score in near if score >= LIKELY] or None
        if items.get("type") == "object":
            return self._objects(items, about)
        if items.get("type") == "array":
            return [list(one) for one in found_in(self.wish).ranges_s] or None
        own = meanings(name)
        if self.found.colours and "brand" in own:
            return self.found.colours
        kinds = [kind for kind, words_of in _KINDS.items() if words_of & own]
        if name == "files":  # beside the one that is worked on
            return [one for kind in ("film", "image") for one in self.found.files.get(kind, [])][1:] or None
        return next((self.found.files[kind] for kind in kinds if self.found.files.get(kind)), None)

    def _objects(self, items: Schema, about: str) -> list[dict[str, Any]] | None:
        fields = items.get("properties", {})
        if {"start_s", "end_s", "text"} <= fields.keys():
            timed = self.found.timed or self._written()
            return [{"start_s": start, "end_s": end, "text": text} for start, end, text in timed] or None
        chosen = next(
            (name for name, one in fields.items() if "enum" in one and name in items.get("required", ())), None
        )
        return self._steps(items, chosen, about) if chosen else None

    def _steps(self, items: Schema, chosen: str, about: str) -> list[dict[str, Any]] | None:
        """One object for each part of the wish that says which; all of it where no part does."""
        one, takes = items["properties"][chosen], _taken(about)
        parts = [part for part in CLAUSES.split(self.wish) if part and part.strip()]
        steps: list[dict[str, Any]] = []
        for part in [*parts, self.wish]:
            if part == self.wish and steps:
                break
            value = self._deed(items, one["enum"], about, found_in(part).bare)
            if value and not any(step[chosen] == value for step in steps):
                steps.append({chosen: value, **self._fields(items, takes.get(value), part, chosen)})
        if ranged := self._unplaced(takes, steps):
            steps.insert(0, {chosen: ranged, "ranges": [list(span) for span in self.found.ranges_s]})
        said = [step for step in steps if len(step) > 1 or not takes.get(step[chosen])]
        return said or steps or None

    def _fields(self, items: Schema, own: frozenset[str] | None, part: str, chosen: str) -> dict[str, Any]:
        """What goes with a step: the fields that the description gives it, or any where it gives none."""
        fields = {
            name: field
            for name, field in items["properties"].items()
            if name != chosen and (own is None or name in own)
        }
        near = Filler(part, self.found, self.length_s).arguments({"properties": fields})
        return {**Filler(self.wish, self.found, self.length_s).arguments({"properties": fields}), **near}

    @staticmethod
    def _deed(items: Schema, values: Sequence[str], about: str, part: str) -> str | None:
        """The step that a part of a wish names, by its own words or by values of its fields, such as "gif"."""
        spoken, meant, takes = words(part), meanings(part), _taken(about)
        named = {
            name for name, field in items["properties"].items() if choice(field.get("enum", ()), "", part, frozenset())
        }

        def score(value: str) -> float:
            return likeness(value, about, spoken, meant) + 2.0 * len(takes.get(value, frozenset()) & named)

        best = max(values, key=score)
        return best if score(best) > 0 else None

    def _unplaced(self, takes: Mapping[str, frozenset[str]], steps: list[dict[str, Any]]) -> str | None:
        """The first step that takes times, where the wish names some and no step has them."""
        if not self.found.ranges_s or any("ranges" in step for step in steps):
            return None
        return next((value for value, fields in takes.items() if "ranges" in fields), None)

    def _written(self) -> list[tuple[float, float, str]]:
        """Captions that are given as words alone."""
        if self.length_s and self.found.quoted and not self.found.files.get("subtitles"):
            return spread(self.found.quoted, self.length_s)
        return []

    # --- texts ------------------------------------------------------------------------------------------------------

    def _text(self, name: str, one: Schema) -> str | None:
        about, own = one.get("description", ""), meanings(name)
        if name.endswith("job_id"):
            return self.found.jobs[-1] if self.found.jobs else None
        if about.startswith("JSON") and (fields := self._document(about)):
            return json.dumps(fields)
        if file := self._file(name, about):
            return file
        if name == "text":
            return " ".join(found_in(self.wish).quoted) or None
        if "article" in meanings(about) and self.found.article and name not in ("focus", "language"):
            return self.found.article
        if "language" in own and "language" in self._meant:
            return next((one.capitalize() for one in _LANGUAGES.split() if one in self._words), None)
        if listed := _LISTED.search(about):
            known = (word for word in re.findall(r"\w+", listed[0]) if len(word) > 3)
            return next((word for word in known if word.casefold() in self._words), None)
        return None

    def _file(self, name: str, about: str) -> str | None:
        """A file of the kind that a parameter is about."""
        if name == "video":
            jobs = self.found.jobs if not self.found.films else []
            return jobs[-1] if jobs else next(iter(self.found.films), None)
        own = meanings(name)
        if {"image", "start"} <= own and "job_id" in about and self.found.jobs and "start" in self._meant:
            return self.found.jobs[-1]
        if not (_PLACE.search(about) or name == "file"):
            return None
        mine = {kind for kind, words_of in _KINDS.items() if words_of & own} or {
            kind for kind, words_of in _KINDS.items() if words_of & meanings(about) and not own & {"language", "brand"}
        }
        mine |= {"sound", "image"} if name == "file" else set()
        files = next(
            (
                self.found.files[kind]
                for kind in ("subtitles", "sound", "image", "article", "film")
                if kind in mine and self.found.files.get(kind)
            ),
            [],
        )
        if name.startswith("end"):
            return files[1] if len(files) > 1 else None
        return files[0] if files else None

    def _document(self, about: str) -> dict[str, Any]:
        """The fields of a JSON document that its description names."""
        fields: dict[str, Any] = {}
        for word in re.findall(r"\w+", about):
            own = meanings(word)
            if "brand" in own and self.found.colours:
                fields[word] = self.found.colours
            elif "logo" in own and "logo" in self._meant and self.found.files.get("image"):
                fields[word] = self.found.files["image"][0]
        return fields
