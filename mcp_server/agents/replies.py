"""What is answered to text that is no prompt and needs more than it says: what to send instead, ready to be sent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcp_server.agents.commands import Say, Topic, kind_of
from tools import names

Suggestion = Mapping[str, Any]

_FILM = "task_ID"
_WORDS: Mapping[Topic, str] = {
    "help": "Footage makes video. Text is taken as the prompt of a new film; everything else is asked for by data, or "
    "by text that is such data.",
    "files": "An address alone says nothing about what to do with it.",
    "article": "A film is made of an article by its address.",
    "captions": "Captions are put on a film by its address, or by the task that made it. Without captions or subtitles "
    "a speech model writes down what is said, where one is installed.",
    "enhance": "A film is made better by its address, or by the task that made it.",
    "check": "A film is measured by its address, or by the task that made it.",
    "edit": "That was not taken as the prompt of a new film. Say which film, and what is to be done with it.",
    "publish": "A finished task has the film's link in its artifact, and HTML to embed it (embed_html). Whoever runs "
    "Footage publishes a film for everybody, and removes films.",
    "it": "Nothing was made: it is not plain what is meant. Send the whole prompt again as you want it, or name what "
    "you mean by its id.",
}


@dataclass(frozen=True)
class Reply:
    """Words, and documents that can be sent as they are once they name what is meant."""

    text: str
    suggestions: tuple[Suggestion, ...] = ()


def reply_to(say: Say, tools: Sequence[str]) -> Reply:
    """What can be done about it.

    Args:
        say: What was asked for.
        tools: What can be called.
    """
    suggestions = tuple(one for one in _suggestions(say) if one["skill"] in tools)
    lines = [_WORDS[say.topic]]
    if suggestions:
        lines.append("Send one of these, as data or as text:")
        lines += [json.dumps(one, ensure_ascii=False) for one in suggestions]
    if say.topic in {"help", "it"}:
        lines.append(
            'Also as text: "status of ID", "cancel ID", "list my films", "budget", "approve QUOTE", "decline".'
        )
    return Reply("\n".join(lines), suggestions)


def _suggestions(say: Say) -> list[Suggestion]:
    about = [one for one in say.about if not one.startswith("quote_")]
    subject = about[0] if about else _FILM
    match say.topic:
        case "help":
            return [
                _call(names.GENERATE_VIDEO, prompt="A boat at sunset", duration_s=8, dry_run=True),
                _call(names.BLOG_TO_VIDEO, source="https://example.com/post"),
                _call(names.ADD_CAPTIONS, video=_FILM),
                _call(names.CHECK_BUDGET),
            ]
        case "files":
            return [one for url in about[:4] for one in _for_file(url)]
        case "article":
            return [_call(names.BLOG_TO_VIDEO, source=subject)]
        case "captions":
            return [_call(names.ADD_CAPTIONS, video=subject)]
        case "enhance":
            return [_call(names.ENHANCE_QUALITY, video=subject)]
        case "check":
            return [_call(names.CHECK_QUALITY, video=subject)]
        case "edit":
            trim, vertical = {"do": "keep", "ranges": [[0, 5]]}, {"do": "reframe", "aspect": "9:16"}
            return [_call(names.EDIT_VIDEO, video=subject, steps=[trim, vertical])]
        case "publish":
            return []
        case "it":
            return [_call(names.GENERATE_VIDEO, prompt="...")]


def _for_file(url: str) -> list[Suggestion]:
    kind = kind_of(url)
    if kind == "picture":
        return [_call(names.GENERATE_VIDEO, prompt="...", start_image=url)]
    if kind == "film":
        return [_call(name, video=url) for name in (names.ADD_CAPTIONS, names.ENHANCE_QUALITY, names.CHECK_QUALITY)]
    return [_call(names.BLOG_TO_VIDEO, source=url), _call(names.CHECK_QUALITY, video=url)]


def _call(tool: str, **parameters: Any) -> Suggestion:
    return {"skill": tool, "parameters": parameters}
