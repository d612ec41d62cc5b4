"""Reads a script as people and models write it: other names, other notations, wrong things named all at once.

A JSON object comes in, or its text. What can only be meant one way is mended, and told; the rest is refused by the name
of its field, with all that is wrong in one error, so that a caller corrects it in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from films.script import mistakes
from films.script.documents import (
    MAX_SCENES,
    ChartType,
    End,
    Half,
    Scene,
    Script,
    Show,
    SplitShow,
    Transition,
)
from films.script.fields import (
    CHART_TYPES,
    END,
    KIND_NAMES,
    KINDS,
    TRANSITIONS,
    closest_field,
    did_you_mean,
    is_passed_over,
    kind_meant,
    listed,
    meant,
    names_of,
    no_field,
    snake_case,
)
from films.script.json_text import from_text, parsed, unwrapped
from films.script.languages import language_tag
from films.script.notations import TEXTS, Fields, as_text, block_ids, clean, mend, seconds
from films.script.references import Known, References
from films.script.search_words import as_query
from footage.errors import FootageError, InvalidInputError

_NO_ID = " "
_END_ID = "end"
"""The last card's, which no scene may have."""
_NAMES_TOLD = 6
_NOT_OF_THE_END = ("kind", "id", "from", "seconds", "transition", "chapter")
_OF_SCENES = ("say", "seconds", "transition", "chapter")
_MAX_BLOCKS = 40


@dataclass(frozen=True)
class ReadScript:
    """A script, what was mended in it, and the pictures that it names by path or URL, by the place that names them."""

    script: Script
    notes: tuple[str, ...]
    named: Mapping[str, str]


def read_script(given: object, known: Known) -> ReadScript:
    """Read a script.

    Args:
        given: A JSON object or its text; also what a dry run answered, with the script in it.
        known: What of the article it may name; nothing where there is no article.

    Raises:
        InvalidInputError: Naming everything that is wrong with it.
    """
    reader = _Reader(known)
    script = reader.script(unwrapped(parsed(given)))
    mistakes.refuse(reader.found())
    if script is None:
        raise InvalidInputError("script: cannot be read.")
    return ReadScript(script, tuple(reader.notes()), reader.named_pictures)


def check_pictures(script: ReadScript, find: Callable[[str], object]) -> None:
    """Look for every picture that a script names by path or URL.

    Raises:
        FootageError: As `find` does, of the first one's kind, naming each that cannot be had.
    """
    found: list[tuple[str, FootageError]] = []
    for place, name in script.named.items():
        try:
            find(name)
        except FootageError as exc:
            found.append((place, exc))
    if found:
        first = found[0][1]
        said = "; ".join(f"script.{place}: {exc.message.rstrip('.')}" for place, exc in found[: mistakes.MAX_SHOWN])
        raise type(first)(f"{said}.", hint=first.hint)


class _Reader:
    """Reads one script; `mistakes` and the notes grow as it goes."""

    def __init__(self, known: Known) -> None:
        self.mistakes: list[str] = []
        self._known = known
        self._references = References(known, self.mistakes)
        self._renamed: dict[tuple[str, str], None] = {}
        self._mended: list[str] = []
        self._misspelt: set[str] = set()
        self._unknown_blocks: dict[str, None] = {}

    def found(self) -> list[str]:
        """All mistakes; what is missing because its name is misspelt is named once."""
        return [one for one in self.mistakes if one.removesuffix(": is missing") not in self._misspelt]

    @property
    def named_pictures(self) -> Mapping[str, str]:
        """The pictures that are named by path or URL, by the place that names them."""
        return self._references.named

    def notes(self) -> list[str]:
        """What was mended, for people."""
        renamed = [f"{other!r} as {name!r}" for other, name in self._renamed]
        more = f" and {len(renamed) - _NAMES_TOLD} more" if len(renamed) > _NAMES_TOLD else ""
        told = [f"Read {listed(renamed[:_NAMES_TOLD])}{more}"] if renamed else []
        unknown = [f"there is no block {listed(self._unknown_blocks)}"] if self._unknown_blocks else []
        mended = [*unknown, *self._mended[:_NAMES_TOLD]]
        return [f"In the script: {'; '.join([*told, *mended])}."] if told or mended else []

    # --- documents --------------------------------------------------------------------------------------------------

    def script(self, given: object) -> Script | None:
        if not isinstance(given, Mapping):
            self.mistakes.append("scenes: is missing; a script is an object with a title and scenes")
            return None
        fields = self._fields("script", given, "")
        raw, end = from_text(fields.pop("scenes", None)), from_text(fields.pop("end", None))
        if not isinstance(raw, list) or not raw:
            self.mistakes.append("scenes: is missing" if raw is None else "scenes: is no list of scenes")
            raw = []
        if len(raw) > MAX_SCENES:
            self.mistakes.append(f"scenes: has {len(raw)} entries, {MAX_SCENES} at most")
        if len(raw) > 1 and end is None and (last := self._closing(raw[-1])) is not None:
            raw, end = raw[:-1], last
        scenes = [self._scene(one, f"scenes[{at}]") for at, one in enumerate(raw[:MAX_SCENES])]
        closing = self._end(end) if end is not None else None
        fields["title"] = fields.get("title") or self._known.title or self._first_words(scenes)
        fields["language"] = self._language(fields.get("language")) or self._known.language
        if not _is_version_1(fields.pop("version", 1)):
            self.mistakes.append("version: is not 1; this Footage knows no other")
        kept = self._with_ids([one for one in scenes if one is not None])
        if self.mistakes or not kept:
            _check_fields(Script, fields, self.mistakes)
            return None
        return mistakes.valid(Script, {**fields, "scenes": tuple(kept), "end": closing}, "", self.mistakes)

    def _language(self, given: object) -> object:
        """The tag of a language that is called by any of its names."""
        if not isinstance(given, str):
            return given
        try:
            return language_tag(given)
        except InvalidInputError:
            self.mistakes.append(f"language: {given[:40]!r} is no language; pass a code such as 'en'")
            return ""

    def _closing(self, scene: object) -> object | None:
        """What the last scene says as an end card; None where it is a scene like others."""
        if not isinstance(scene, Mapping):
            return None
        show = scene.get("show", scene)
        if not isinstance(show, Mapping) or kind_meant(str(show.get("kind", ""))) != END:
            return None
        self._mended.append("the last scene is the script's end")
        said = {name: value for name, value in scene.items() if meant("scene", str(name)) == "say"}
        shown = {name: value for name, value in show.items() if name not in _NOT_OF_THE_END}
        return {**shown, **said}

    def _end(self, given: object) -> End | None:
        if isinstance(given, str):
            given = {"line": given}
        if not isinstance(given, Mapping):
            self.mistakes.append("end: is no object with line and url")
            return None
        return mistakes.valid(End, self._fields("end", given, "end"), "end", self.mistakes)

    def _scene(self, given: object, place: str) -> Scene | None:
        if isinstance(given, str):
            given = {"say": given, "show": given}
        if not isinstance(given, Mapping):
            self.mistakes.append(f"{place}: is no object with say and show")
            return None
        lifted, given = self._lifted(given)
        fields = self._fields("scene", given, place)
        if "show" not in fields and lifted:
            fields["show"] = lifted
        raw = from_text(fields.pop("show", None))
        if raw is None and fields.get("say"):
            self.mistakes.append(f"{place}.show: is missing; give it a kind, such as text, and what that shows")
        elif raw is None:
            self.mistakes.append(f"{place}: has neither say nor show")
        shown = self._show(raw, f"{place}.show", fields) if raw is not None else None
        fields["id"] = str(fields.get("id") or _NO_ID)
        fields["seconds"] = seconds(fields.get("seconds"))
        if isinstance(word := fields.get("transition"), str):
            fields["transition"] = self._word(word, get_args(Transition), TRANSITIONS)
        fields["from"] = self._blocks(fields.get("from", ()))
        if shown is None:
            _check_fields(Scene, fields, self.mistakes, place)
            return None
        return mistakes.valid(Scene, {**fields, "show": shown}, place, self.mistakes)

    def _lifted(self, given: Mapping[Any, Any]) -> tuple[Fields, Mapping[Any, Any]]:
        """What a scene shows that says so itself, without a `show` around it, and the rest of the scene."""
        if any(meant("scene", str(name)) == "show" for name in given) or "kind" not in given:
            return {}, given
        own = {name for name in given if meant("scene", str(name))}
        inner = {name: value for name, value in given.items() if name not in own}
        return inner, {name: given[name] for name in given if name in own}

    def _show(self, given: object, place: str, scene: Fields) -> Show | None:
        if isinstance(given, str) and given.strip():
            given = {"kind": "text", "text": given}
        if not isinstance(given, Mapping):
            self.mistakes.append(f"{place}: is no object with a kind")
            return None
        kind = self._kind(given, place)
        if kind is None:
            return None
        given = _without_extras(kind, given)
        for name in _OF_SCENES:  # these may have slipped into what it shows
            if name in given and name not in scene:
                scene[name] = given[name]
                given = {other: value for other, value in given.items() if other != name}
        fields = {**self._fields(kind, given, place), "kind": kind}
        if kind == "split":
            return self._split(fields, place)
        if kind == "chart" and isinstance(word := fields.get("type"), str):
            fields["type"] = self._word(word, get_args(ChartType), CHART_TYPES) or "bar"
        mend(kind, fields, self._known.language or "en")
        if "stock_query" in fields:
            fields["stock_query"] = self._query(fields["stock_query"], place)
            if kind == "film" and not fields.get("prompt"):
                fields["prompt"] = fields["stock_query"]
        document: Any = mistakes.valid(KINDS[kind], fields, place, self.mistakes)
        return self._references.resolved(document, place) if document is not None else None

    def _split(self, fields: Fields, place: str) -> SplitShow | None:
        halves: dict[str, Half] = {}
        for side in ("left", "right"):
            if side not in fields:
                self.mistakes.append(f"{place}.{side}: is missing")
                continue
            half: Any = self._show(fields[side], f"{place}.{side}", {})
            if half is not None and not isinstance(half, get_args(get_args(Half)[0])):
                self.mistakes.append(f"{place}.{side}.kind: a {half.kind} cannot stand in a half")
            elif half is not None:
                halves[side] = half
        return SplitShow(left=halves["left"], right=halves["right"]) if len(halves) == 2 else None

    # --- names ------------------------------------------------------------------------------------------------------

    def _fields(self, document: str, given: Mapping[Any, Any], place: str) -> Fields:
        """The fields of a document by their own names; those that it does not have are mistakes."""
        found: Fields = {}
        for written, value in given.items():
            name = str(written)
            if value is None or is_passed_over(name):
                continue
            field_name = name if name in names_of(document) else meant(document, name)
            if field_name is None or (
                field_name in found or (field_name != name and given.get(field_name) is not None)
            ):
                where = f"{place}.{name[:60]}" if place else name[:60]
                twice = f"says again what {field_name!r} says"
                self.mistakes.append(f"{where}: {twice if field_name else no_field(document, name)}")
                self._misspelt.add(f"{where.removesuffix(name[:60])}{closest_field(document, name)}")
                continue
            if snake_case(name) != field_name:
                self._renamed[name, field_name] = None
            found[field_name] = as_text(clean(value)) if field_name in TEXTS else clean(value)
        return found

    def _kind(self, given: Mapping[Any, Any], place: str) -> str | None:
        word = given.get("kind")
        if word is None and isinstance(given.get("type"), str) and kind_meant(given["type"]):
            word = given["type"]
            self._renamed["type", "kind"] = None
        if word is None:
            likely = [kind for kind in KINDS if _fits(kind, given)]
            if len(likely) == 1:
                self._mended.append(f"{place} was taken for a {likely[0]}")
                return likely[0]
            self.mistakes.append(f"{place}.kind: is missing; it is one of {listed(KINDS)}")
            return None
        kind = kind_meant(str(word))
        if kind is None:
            close = did_you_mean(str(word), KINDS, KIND_NAMES)
            self.mistakes.append(
                f"{place}.kind: {str(word)[:40]!r} is no kind{close or f'; those are {listed(KINDS)}'}"
            )
        elif kind == END:
            self.mistakes.append(f"{place}.kind: an end is no scene; give the script an end with line and url")
            return None
        elif kind != snake_case(str(word)):
            self._renamed[str(word), kind] = None
        return kind

    def _word(self, word: str, known: Sequence[str], others: Mapping[str, str]) -> str | None:
        """One of a few words, as it is meant."""
        bare = snake_case(word)
        if bare in ("", "none", "null"):
            return None
        if bare in others and bare not in known:
            self._renamed[word, others[bare]] = None
        return bare if bare in known else others.get(bare, word)

    # --- values -----------------------------------------------------------------------------------------------------

    def _blocks(self, given: object) -> tuple[str, ...]:
        """The blocks that a scene tells; ids that the article does not have are told and left out."""
        ids = list(block_ids(given))
        unknown = [one for one in ids if self._known.blocks and one not in self._known.blocks]
        if unknown:
            self._unknown_blocks |= dict.fromkeys(unknown)
        return tuple(one for one in ids if one not in unknown)[:_MAX_BLOCKS]

    def _query(self, given: object, place: str) -> str:
        """The words to look for real footage with."""
        query, wrong = as_query(given)
        if wrong:
            self.mistakes.append(f"{place}.stock_query: {wrong}")
        return query

    # --- whole ------------------------------------------------------------------------------------------------------

    def _with_ids(self, scenes: Sequence[Scene]) -> list[Scene]:
        """The scenes with an id each: those without one and the second of two alike get one that is free."""
        taken = {scene.id for scene in scenes}
        seen = {_END_ID}
        named, doubled = [], []
        if any(scene.id == _NO_ID for scene in scenes):
            doubled.append("scenes without an id got one")
        for scene in scenes:
            id_ = scene.id
            if id_ == _NO_ID or id_ in seen:
                id_ = next(one for n in range(1, MAX_SCENES * 2 + 1) if (one := f"s{n}") not in taken | seen)
                if scene.id == _END_ID:
                    doubled.append(f"the scene called end is now {id_}")
                elif scene.id != _NO_ID:
                    doubled.append(f"of two scenes called {scene.id} the second is now {id_}")
            seen.add(id_)
            named.append(scene.model_copy(update={"id": id_}))
        self._mended += doubled
        return named

    @staticmethod
    def _first_words(scenes: Sequence[Scene | None]) -> str:
        """A title out of what is shown first."""
        first = next((scene for scene in scenes if scene is not None), None)
        return (getattr(first.show, "text", "") or first.say or "Film")[:200] if first else "Film"


def _without_extras(kind: str, given: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """What is shown without a `type` that says its kind, and a figure's value with the unit that stands beside it."""
    if "kind" not in given and kind_meant(str(given.get("type"))) == kind:
        given = {name: value for name, value in given.items() if name != "type"}
    if kind == "figure" and (unit := given.get("unit")):
        rest = {name: value for name, value in given.items() if name != "unit"}
        given = {name: f"{one} {unit}" if meant(kind, str(name)) == "value" else one for name, one in rest.items()}
    return given


def _fits(kind: str, given: Mapping[Any, Any]) -> bool:
    """Whether all that is given are fields of a kind, and all that it needs are there."""
    names = {meant(kind, str(name)) for name, value in given.items() if value is not None}
    required = {name for name, one in KINDS[kind].model_fields.items() if one.is_required()}
    if kind == "title" or None in names or not required <= names:  # a title without its name is a text
        return False
    return bool(names - {"text", "heading", "kind"}) or kind == "text"


def _is_version_1(given: object) -> bool:
    return str(given).removesuffix(".0") == "1"


def _check_fields(kind: type[Any], fields: Fields, found: list[str], place: str = "") -> None:
    """Find the mistakes in the fields that are there, of a document that cannot be whole."""
    probe: list[str] = []
    mistakes.valid(kind, fields, place, probe)
    found += [one for one in probe if not one.endswith(("show: is missing", "scenes: is missing"))]
