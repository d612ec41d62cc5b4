"""A draft and the tool that makes it: its arguments, its scenes, and what a dry run says of both."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from films.directing.scenes import Reel
from footage.ports.drafts import Draft, DraftContent
from tools import names

if TYPE_CHECKING:
    from tools.base import Tool

WISH, ARTICLE, CAPTIONS = names.GENERATE_VIDEO, names.BLOG_TO_VIDEO, names.ADD_CAPTIONS
FILMS = (WISH, ARTICLE)
MOST_TAKES = 4
_OURS = frozenset({"takes"})
"""Choices that are no arguments of a tool."""

_SEEDS = 2**31 - 1 - MOST_TAKES


@cache
def tool_of(name: str) -> Tool:
    """The tool that makes a draft."""
    from tools.registry import TOOLS

    return next(tool for tool in TOOLS if tool.name == name)


def arguments(draft: Draft) -> dict[str, Any]:
    """What the tool is called with, but for what one call differs from another in."""
    given = {name: value for name, value in draft.content.choices.items() if name not in _OURS}
    document = draft.content.document or {}
    if draft.tool == ARTICLE:
        article = {"source": draft.source} if draft.source else {}
        script = {"script": document["script"]} if is_edited(draft.content) or not article else {}
        return {**given, **article, **script}
    if draft.tool == WISH and is_edited(draft.content):
        return {**{name: one for name, one in given.items() if name != "duration_s"}, "plan": document["plan"]}
    return given


def new_seed() -> int:
    """A seed that stays with a draft: what is shown before it is made is what is made."""
    return secrets.randbelow(_SEEDS)


def takes_of(content: DraftContent) -> int:
    """How many takes are wanted of a film."""
    try:
        return max(1, min(MOST_TAKES, int(content.choices.get("takes") or 1)))
    except ValueError:
        return 1


def is_edited(content: DraftContent) -> bool:
    """Whether somebody has edited the scenes, so that no tool writes them any more."""
    return bool((content.document or {}).get("edited"))


def reel_of(draft: Draft) -> Reel | None:
    """The scenes of a draft; None of one that nobody draws from a plan."""
    document = draft.content.document or {}
    if script := document.get("script"):
        return Reel.of_script(script)
    if plan := document.get("plan"):
        return Reel.of_plan(plan, document.get("ids", ()))
    return None


def with_reel(content: DraftContent, reel: Reel, *, edited: bool = True) -> DraftContent:
    """A draft's content with other scenes."""
    document: dict[str, Any] = {reel.form: reel.document, "edited": edited}
    if reel.form == "plan":
        document["ids"] = list(reel.ids)
    return content.model_copy(update={"document": document})


def with_choices(content: DraftContent, choices: Mapping[str, Any]) -> DraftContent:
    """A draft's content with other choices; empty ones go."""
    whole = {name: value for name, value in {**content.choices, **choices}.items() if value not in ("", None, [])}
    return content.model_copy(update={"choices": whole})


def as_answered(content: DraftContent, plan: Mapping[str, Any] | None) -> DraftContent:
    """A draft's content with the scenes that a dry run wrote; without any where nobody draws."""
    if plan and "script" in plan:
        return with_reel(content, Reel.of_script(dict(plan["script"])), edited=False)
    if plan and "beats" in plan:
        return with_reel(content, Reel.of_plan(dict(plan)), edited=False)
    return content.model_copy(update={"document": None})
