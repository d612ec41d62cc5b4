"""What a message asks for. Data names a tool exactly; bare text is a film's prompt, unless it is plainly a command."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from footage.errors import InvalidInputError, UnsupportedMediaError
from footage.job_ids import JOB_ID, TASK_ID
from mcp_server.agents.commands import Call, Say, Wish, command_in, decision_in, measures_in
from tools import names

_TOOL = ("skill", "skillId", "tool")
_ARGUMENTS = ("parameters", "arguments", "input", "params")
_SUBJECT: Mapping[str, str] = {
    names.ADD_CAPTIONS: "video",
    names.ENHANCE_QUALITY: "video",
    names.CHECK_QUALITY: "video",
    names.EDIT_VIDEO: "video",
    names.BLOG_TO_VIDEO: "source",
    names.GET_JOB: "job_id",
    names.CANCEL_JOB: "job_id",
}
"""The argument of each tool that says what it is about: a file that comes with the message, or a task it refers to."""

_MOST_DEPTH = 60


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a message; one of `text`, `data` and `url` is there, or nothing of a file whose bytes were sent."""

    text: str | None = None
    data: Any = None
    url: str | None = None
    media_type: str = ""

    @property
    def is_bytes(self) -> bool:
        """Whether it is a file itself."""
        return self.text is None and self.data is None and self.url is None


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A message of an agent, as plain data.

    Attributes:
        message_id: Its sender's name for it.
        parts: What it says.
        context_id: The conversation, if it names one.
        task_id: The task that it goes on with, if any.
        references: Tasks that it refers to.
        document: All of it, to be told again.
    """

    message_id: str
    parts: tuple[Part, ...]
    context_id: str = ""
    task_id: str = ""
    references: tuple[str, ...] = ()
    document: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """All that it says in words."""
        return "\n".join(part.text for part in self.parts if part.text is not None).strip()

    @property
    def digest(self) -> str:
        """The same for the same message, sent again."""
        said = [[part.text, part.data, part.url, part.media_type] for part in self.parts]
        whole = [said, self.context_id, self.task_id, self.references]
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def wish_of(heard: Heard, tools: Sequence[str]) -> Wish:
    """What a message asks for.

    Args:
        heard: The message.
        tools: What can be called.

    Raises:
        InvalidInputError: It asks for nothing that is understood; the error says how to ask.
        UnsupportedMediaError: It brings a file itself.
    """
    if any(part.is_bytes for part in heard.parts):
        raise UnsupportedMediaError("Files are not taken inside a message.", hint="Send a part with the file's url.")
    documents = [part.data for part in heard.parts if part.data is not None]
    text = heard.text
    if not documents and (found := _document_in(text)) is not None:
        documents, text = [found], ""
    urls = [part for part in heard.parts if part.url is not None]
    if documents:
        return _of_documents(documents, text, urls, heard, tools)
    return _of_text(text, urls)


def _of_documents(
    documents: Sequence[Any], text: str, urls: Sequence[Part], heard: Heard, tools: Sequence[str]
) -> Wish:
    if any(_depth(one) > _MOST_DEPTH for one in documents):
        raise InvalidInputError("The data is nested too deeply.")
    calls = [one for one in documents if isinstance(one, Mapping) and _named(one, _TOOL)]
    if len(calls) == 1 and len(documents) == 1:
        return _call(whole(calls[0]), text, urls, heard, tools)
    for one in documents:
        if isinstance(one, Mapping) and (decision := decision_in(one)):
            return decision
    many = "The message has more than one data part" if len(documents) > 1 else "The data names no skill"
    raise InvalidInputError(f"{many}.", hint=_how(tools))


def _call(document: Mapping[str, Any], text: str, urls: Sequence[Part], heard: Heard, tools: Sequence[str]) -> Call:
    """The call that a document describes: {"skill": ..., "parameters": {...}}, or with the parameters beside it."""
    name = _named(document, _TOOL)
    tool = document[name] if name else None
    if not isinstance(tool, str) or tool not in tools:
        raise InvalidInputError(f"There is no skill {str(tool)[:60]!r}.", hint=_how(tools))
    rest = {key: value for key, value in document.items() if key != name}
    given = _named(rest, _ARGUMENTS)
    arguments = rest[given] if given else rest
    if isinstance(arguments, str):
        arguments = _document_in(arguments)
    if not isinstance(arguments, Mapping):
        raise InvalidInputError(f"The {given} of a skill are an object.", hint=_how(tools))
    filled = dict(arguments)
    if tool == names.GENERATE_VIDEO and text and "prompt" not in filled:
        filled["prompt"] = text
    return Call(tool, _with_subject(tool, filled, urls, heard.references))


def _with_subject(
    tool: str, arguments: dict[str, Any], urls: Sequence[Part], references: Sequence[str]
) -> dict[str, Any]:
    """The file that came with the message, or the task that it refers to, where the call names none."""
    subject = _SUBJECT.get(tool)
    brought = [part.url for part in urls if part.url] or list(references)
    if subject and len(brought) == 1 and not arguments.get(subject) and not (tool == names.BLOG_TO_VIDEO and not urls):
        return {**arguments, subject: brought[0]}
    if tool == names.GENERATE_VIDEO and len(urls) == 1 and urls[0].media_type.startswith("image/"):
        return {"start_image": urls[0].url, **arguments}
    return arguments


def _of_text(text: str, urls: Sequence[Part]) -> Wish:
    pictures = [part.url for part in urls if part.media_type.startswith("image/")]
    if urls and (len(pictures) != len(urls) or len(pictures) > 1 or not text):
        return Say("files", tuple(part.url or "" for part in urls))
    if not text:
        raise InvalidInputError("The message says nothing.", hint="Send text, or data that names a skill.")
    if not urls and (command := command_in(text)):
        return command
    with_picture = {"start_image": pictures[0]} if pictures else {}
    return Call(names.GENERATE_VIDEO, {"prompt": text, **with_picture, **measures_in(text)})


def _document_in(text: str) -> Any:
    """The JSON object that a text is; None for all other texts."""
    bare = text.strip()
    if bare.startswith("```"):
        bare = bare.strip("`").removeprefix("json").strip()
    if not (bare.startswith("{") and bare.endswith("}")):
        return None
    try:
        found = json.loads(bare)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and (_named(found, _TOOL) or "approve" in found) else None


def _named(document: Mapping[str, Any], known: Sequence[str]) -> str | None:
    return next((name for name in known if name in document), None)


def _depth(value: Any, at: int = 0) -> int:
    if at > _MOST_DEPTH:
        return at
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return max((_depth(one, at + 1) for one in inner), default=at)


def whole(value: Any) -> Any:
    """The same with whole numbers as such: the protocol knows but one kind of number, and 4 arrives as 4.0."""
    if isinstance(value, Mapping):
        return {name: whole(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [whole(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def tasks_in(value: Any) -> set[str]:
    """The ids of tasks that stand in the place of a film."""
    if isinstance(value, Mapping):
        return set().union(*map(tasks_in, value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(tasks_in, value))
    return {value} if isinstance(value, str) and TASK_ID.fullmatch(value) else set()


def with_jobs(value: Any, jobs: Mapping[str, str]) -> Any:
    """The same with a task's job in the place of the task."""
    if isinstance(value, Mapping):
        return {name: with_jobs(one, jobs) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [with_jobs(one, jobs) for one in value]
    return jobs.get(value, value) if isinstance(value, str) and not JOB_ID.fullmatch(value) else value


def _how(tools: Sequence[str]) -> str:
    return f'Send {{"skill": "NAME", "parameters": {{...}}}}; NAME is one of {", ".join(tools)}.'
