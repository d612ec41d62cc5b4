"""Tells people what a film does not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from films.article.outline import Code, Table
from films.script.documents import PictureShow, Scene
from films.script.writer.draft import Draft, halves, texts_of
from films.script.writer.matter import Matter

_NAMED, _FEW_CHAPTERS, _NAMED_CHARS = 4, 3, 200


def left_out(matter: Matter, scenes: Sequence[Scene], needed: Sequence[Draft]) -> tuple[str, ...]:
    """Sentences such as "Left out: 2 of 3 tables, 5 of 9 chapters, 3 of 10 pictures."."""
    told = {block for scene in scenes for block in scene.from_}
    parts = [half for scene in scenes for half in halves(scene.show)]
    shown = {half.image for half in parts if isinstance(half, PictureShow)}
    kept = [chapter for chapter in matter.chapters if chapter.part != "skipped" and chapter.name]
    pieces = [piece for _, piece in matter.pieces]
    tables = [piece.id for piece in pieces if isinstance(piece.block, Table)]
    programs = [piece.id for piece in pieces if isinstance(piece.block, Code)]
    offered = [*matter.covers, *(piece.picture for piece in pieces if piece.picture)]
    unseen = {one.id: one.path.name for one in offered if one.id not in shown}
    untold = sum(not any(piece.id in told for piece in one.pieces) for one in kept)
    missing = [
        _part("table", sum(id not in told for id in tables), len(tables)),
        _part("block of code", sum(id not in told for id in programs), len(programs), "blocks of code"),
        _part("chapter", untold, len(kept)) if len(kept) >= _FEW_CHAPTERS else "",
        _part("picture", len(unseen), len({one.id for one in offered})),
    ]
    named = [part for part in missing if part]
    found = [f"Left out: {', '.join(named)}."] if named else []
    lost = [draft for draft in needed if not told & {*draft.blocks}]
    found += [f"No time for {' · '.join(texts_of(draft.show))[:_NAMED_CHARS]}." for draft in lost]
    if unseen:
        found.append(f"No scene shows {_named(unseen)}; a script can.")
    return tuple(found)


def _named(unseen: Mapping[str, str]) -> str:
    """Pictures by id and file; the first few of many."""
    names = [f"{at} ({file})" for at, file in unseen.items()]
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more pictures" if more > 0 else "")


def _part(name: str, missing: int, all_of: int, plural: str = "") -> str:
    return f"{missing} of {all_of} {plural or name + 's' if all_of > 1 else name}" if missing else ""
