"""What a check has found, sorted to the scene and the field that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PARTS = re.compile(r";\s+(?=(?:script\.|plan\.)?(?:scenes\[|beats\.|end\.|title|language))")
_COUNTED = re.compile(r"\d+ things are wrong with the script: ")
_OF_SCENE = re.compile(r"(?:script\.)?scenes\[(\d+)\]\.?([\w.\[\]]*):?\s*(.*)", re.DOTALL)
_OF_BEAT = re.compile(r"(?:plan\.)?beats\.(\d+)\.?([\w.]*):?\s*(.*)", re.DOTALL)
_OF_END = re.compile(r"(?:script\.)?end\.?([\w.]*):?\s*(.*)", re.DOTALL)
_NAMED = re.compile(r"(?:Scene )?([A-Za-z][\w-]{0,39}): (.+)", re.DOTALL)
_INDEX = re.compile(r"\[\d+\]|\.\d+")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A finding: about which scene and field, both empty where it is about the whole film."""

    scene_id: str
    field: str
    text: str


def errors_told(message: str, ids: Sequence[str]) -> list[Told]:
    """An error of a script or a plan, apart by the places that it names.

    Args:
        message: What the tool said.
        ids: The scenes' names in their order.
    """
    parts = _PARTS.split(_COUNTED.sub("", message))
    return [_error(part.strip(), ids) for part in parts if part.strip()]


def warnings_told(warnings: Sequence[str], ids: Sequence[str]) -> list[Told]:
    """Warnings that begin with a scene's name, and others."""
    found = []
    for one in warnings:
        named = _NAMED.fullmatch(one)
        if named and named[1] in (*ids, "end"):
            found.append(Told(scene_id=named[1], field="", text=_sentence(named[2])))
        else:
            found.append(Told(scene_id="", field="", text=_sentence(one)))
    return found


def _error(part: str, ids: Sequence[str]) -> Told:
    if end := _OF_END.match(part):
        return Told(scene_id="end", field=end[1], text=_sentence(end[2] or part))
    found = _OF_SCENE.match(part) or _OF_BEAT.match(part)
    if found and int(found[1]) < len(ids):
        # A model's own name of the kind may stand between the field and what is in it.
        field = _INDEX.sub("", found[2])
        return Told(scene_id=ids[int(found[1])], field=field, text=_sentence(found[3] or part))
    return Told(scene_id="", field="", text=_sentence(part))


def _sentence(text: str) -> str:
    text = text.strip().rstrip(";")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
