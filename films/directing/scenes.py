"""A script or a plan as scenes in a row: looked at, changed, moved, added, left out, and written back as it came.

Nothing is checked here: what comes of an edit is an argument like an agent's, and the tool that takes it says what is
wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import BaseModel

from films.directing.fields import Document, EditField, Values, fields_of, written
from films.directing.kinds import converted
from films.directing.words import KIND_NAMES
from films.script.documents import End, Scene
from footage.errors import InvalidInputError, NotFoundError

Form = Literal["script", "plan"]
END_ID = "end"
_NEW_BEAT_S = 3.0
_LEAST_S = 0.5
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True)
class SceneCard:
    """A scene as the filmstrip shows it.

    Attributes:
        scene_id: Its name, which stays the same while scenes are moved.
        place: From 0; the last card of a script has none.
        kind: What sort of picture it is.
        kind_name: What that is called.
        fields: What can be edited.
    """

    scene_id: str
    place: int | None
    kind: str
    kind_name: str
    fields: tuple[EditField, ...]

    def of(self, group: str, *, apart: bool = False) -> list[EditField]:
        """The fields of a group, or those of it that few need."""
        return [one for one in self.fields if one.group == group and one.apart == apart]

    def value(self, name: str) -> str:
        """What a field says; empty where there is none of this name."""
        return next((one.value for one in self.fields if one.name == name), "")


@dataclass(frozen=True, kw_only=True)
class Reel:
    """The scenes of a film in their order.

    Attributes:
        form: Whether they are those of a script or the beats of a plan.
        document: The script or plan.
        ids: The names of the scenes; beats have none of their own, so that these are kept beside the plan.
    """

    form: Form
    document: Document
    ids: tuple[str, ...]

    @classmethod
    def of_script(cls, script: Document) -> Reel:
        """The scenes of a script that a dry run has shown or taken."""
        return cls(form="script", document=script, ids=tuple(str(one.get("id")) for one in script["scenes"]))

    @classmethod
    def of_plan(cls, plan: Document, ids: Sequence[str] = ()) -> Reel:
        """The beats of a plan; names are given where as many are not there."""
        count = len(plan["beats"])
        names = tuple(ids) if len(ids) == len(set(ids)) == count else tuple(f"b{at + 1}" for at in range(count))
        return cls(form="plan", document={**plan, "notes": []}, ids=names)

    @property
    def scenes(self) -> list[Document]:
        """The scenes as the document has them."""
        return list(self.document["scenes" if self.form == "script" else "beats"])

    def cards(self) -> list[SceneCard]:
        """All scenes, and behind those of a script its last card."""
        found = [self._card(id_, at, one) for at, (id_, one) in enumerate(zip(self.ids, self.scenes, strict=True))]
        if self.form == "script" and isinstance(end := self.document.get("end"), dict):
            fields = tuple(fields_of(End, end))
            found.append(SceneCard(scene_id=END_ID, place=None, kind="end", kind_name=KIND_NAMES["end"], fields=fields))
        return found

    def with_values(self, scene_id: str, values: Values) -> Reel:
        """With what was typed into the form of a scene."""
        if scene_id == END_ID and self.form == "script":
            return self._with(end=written(End, dict(self.document.get("end") or {}), values))
        at = self._at(scene_id)
        scenes = self.scenes
        scenes[at] = written(self._model, scenes[at], values)
        return self._of(scenes, self.ids)

    def with_kind(self, scene_id: str, kind: str) -> Reel:
        """With another kind of picture in a scene, which keeps the words."""
        at = self._at(scene_id)
        scenes = self.scenes
        scenes[at] = {**scenes[at], "show": converted(scenes[at], kind)}
        return self._of(scenes, self.ids)

    def moved(self, scene_id: str, to: int) -> Reel:
        """With a scene at another place, counted from 0."""
        at = self._at(scene_id)
        scenes, ids = self.scenes, list(self.ids)
        to = max(0, min(to, len(ids) - 1))
        scenes.insert(to, scenes.pop(at))
        ids.insert(to, ids.pop(at))
        return self._of(scenes, ids)

    def without(self, scene_id: str) -> Reel:
        """Without a scene.

        Raises:
            InvalidInputError: It is the only one.
        """
        if scene_id == END_ID and self.form == "script":
            return self._with(end=None)
        at = self._at(scene_id)
        if len(self.ids) == 1:
            raise InvalidInputError("A film has at least one scene.", hint="Add another one before this one goes.")
        scenes, ids = self.scenes, list(self.ids)
        del scenes[at], ids[at]
        return self._of(scenes, ids)

    def added(self, after: str, words: str = "A new scene") -> tuple[Reel, str]:
        """With a new scene behind another one, before the first one where `after` is empty; and the new one's name."""
        at = self._at(after) + 1 if after and after != END_ID else len(self.ids) if after else 0
        name = self._new_id()
        scenes, ids = self.scenes, list(self.ids)
        if self.form == "script":
            new: Document = {"id": name, "show": {"kind": "text", "text": words}}
        else:
            like = {**scenes[max(0, at - 1)], "duration_s": _NEW_BEAT_S, "titles": [words]}
            new = {**like, "card": None, "lower_third": [], "caption": None, "figure": None}
        scenes.insert(at, new)
        ids.insert(at, name)
        return self._of(scenes, ids), name

    def with_end(self, line: str) -> Reel:
        """With a last card, where a script has none."""
        return self if self.document.get("end") or self.form == "plan" else self._with(end={"line": line})

    def with_whole(self, **fields: Any) -> Reel:
        """With other values of what holds for the whole film; None takes one away."""
        return self._with(**fields)

    @property
    def _model(self) -> type[BaseModel]:
        if self.form == "script":
            return Scene
        from painter import Beat

        return Beat

    def _card(self, id_: str, at: int, scene: Document) -> SceneCard:
        inner = scene.get("show") or scene.get("card") or {}
        kind = str(inner.get("kind") or "place")
        fields = tuple(fields_of(self._model, scene))
        if scene.get("card"):  # what is behind the words matters little
            fields = tuple(replace(one, apart=one.apart or _is_behind(one)) for one in fields)
        return SceneCard(
            scene_id=id_, place=at, kind=kind, kind_name=KIND_NAMES.get(kind, kind.capitalize()), fields=fields
        )

    def _at(self, scene_id: str) -> int:
        if scene_id not in self.ids:
            raise NotFoundError("This scene is not there any more.", hint="Look at the plan as it is now.")
        return self.ids.index(scene_id)

    def _new_id(self) -> str:
        numbers = [int(found[0]) for one in self.ids if (found := _NUMBER.search(one))]
        letter = "s" if self.form == "script" else "b"
        return f"{letter}{max(numbers, default=0) + 1}"

    def _of(self, scenes: Sequence[Document], ids: Sequence[str]) -> Reel:
        if self.form == "script":
            return replace(self, document={**self.document, "scenes": list(scenes)}, ids=tuple(ids))
        total_s = round(sum(_seconds(one) for one in scenes), 3)
        document = {**self.document, "beats": list(scenes), "duration_s": total_s}
        return replace(self, document=document, ids=tuple(ids))

    def _with(self, **fields: Any) -> Reel:
        document = {name: one for name, one in {**self.document, **fields}.items() if one is not None}
        return replace(self, document=document)


def _is_behind(field: EditField) -> bool:
    return field.group != "time" and not field.name.startswith("card.")


def _seconds(beat: Mapping[str, Any]) -> float:
    """A beat's length; what is no number counts for nothing, and the check names it."""
    length = beat.get("duration_s")
    return float(length) if isinstance(length, int | float) else 0.0
