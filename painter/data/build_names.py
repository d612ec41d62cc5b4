"""Builds `emoji.tsv`: which pictures there are, of what kind, and what they are called in English."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from painter.emoji import HAND_DRAWN, folded, without_gender

SETS = ("fluent-emoji-flat", "noto")
"""The sets of pictures; the first that has a picture gives it."""

_ABSTRACT = frozenset({"smileys-emotion", "symbols", "component", "flags"})
_SHOWN_AS_EMOJI = 1


class Row(NamedTuple):
    """One picture: the emoji, its kind, its name, other names, and whether it comes in five skin tones."""

    emoji: str
    kind: str
    name: str
    others: tuple[str, ...]
    toned: bool


def codepoints(modules: Path, name: str) -> dict[str, str]:
    """The icons of one set, by the emoji they show, without variation selectors."""
    icons: dict[str, str] = json.loads((modules / "@iconify-json" / name / "chars.json").read_text())
    return {_characters(code): icon for code, icon in icons.items()}


def rows(modules: Path) -> list[Row]:
    """Every emoji of which a picture exists, in Unicode's order."""
    sets = [codepoints(modules, name) for name in SETS]
    drawn = {emoji for names in sets for emoji in names}
    groups = json.loads((modules / "emojibase-data/meta/groups.json").read_text())
    listed = [
        entry
        for entry in json.loads((modules / "emojibase-data/en/data.json").read_text())
        if "group" in entry and groups["groups"][str(entry["group"])] != "component" and _plain(entry["emoji"]) in drawn
    ]
    listed.sort(key=lambda entry: entry["order"])
    others = _other_names(listed, groups)
    return [
        Row(
            _usual(entry),
            groups["subgroups"][str(entry["subgroup"])],
            entry["label"].replace("’", "'"),
            tuple(others[entry["emoji"]]),
            _is_toned(_plain(entry["emoji"]), next(names for names in sets if _plain(entry["emoji"]) in names)),
        )
        for entry in listed
    ]


def write(rows: Iterable[Row], out: Path) -> None:
    """Write the rows as lines of tab-separated fields."""
    lines = [
        "\t".join((row.emoji, row.kind, row.name, ",".join(row.others), "tones" if row.toned else "")).rstrip("\t")
        for row in rows
    ]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _other_names(listed: Sequence[Mapping[str, Any]], groups: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
    """For every emoji the English words that mean it and no other: things come before faces, signs and flags."""
    claims: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in listed:
        if groups["groups"][str(entry["group"])] not in _ABSTRACT:
            for word in {*entry.get("tags", ()), *entry["label"].split()}:
                claims[word.lower().strip(":,")].append(entry)
    names = {entry["label"].lower() for entry in listed}
    others: dict[str, list[str]] = defaultdict(list)
    for word, entries in sorted(claims.items()):
        subjects = {_subject(entry["emoji"]) for entry in entries}
        # Of several, the one whose name ends with the word, such as "hot pepper", if there is only one such name.
        named = [entry for entry in entries if f" {entry['label']}".lower().endswith(f" {word}")]
        if word in names or not word.replace(" ", "").isalpha() or len(word) < 3:
            continue
        if len(subjects) == 1:
            others[entries[0]["emoji"]].append(word)
        elif len({_subject(entry["emoji"]) for entry in named}) == 1:
            others[named[0]["emoji"]].append(word)
    return others


def toned(emoji: str) -> list[str]:
    """A plain emoji in its five skin tones: the tone stands behind the first character."""
    return [emoji[0] + tone + emoji[1:] for tone in "🏻🏼🏽🏾🏿"]


def _is_toned(emoji: str, names: Mapping[str, str]) -> bool:
    return all(one in names for one in toned(emoji))


def _subject(emoji: str) -> str:
    return HAND_DRAWN.get(folded(emoji), without_gender(folded(emoji)))


def _usual(entry: Mapping[str, Any]) -> str:
    """An emoji as Unicode writes it: with a selector only behind what is a sign of text without it."""
    emoji: str = entry["emoji"]
    return _plain(emoji) if entry["type"] == _SHOWN_AS_EMOJI and len(_plain(emoji)) == 1 else emoji


def _plain(emoji: str) -> str:
    return emoji.replace("\ufe0f", "")


def _characters(code: str) -> str:
    return _plain("".join(chr(int(part, 16)) for part in code.split("-")))
