"""One line from a client: a message of the protocol, or answers that say why it is none.

A request that is not answered makes its client wait until it gives up, so whatever a line holds, it is answered, with
its id where that can be made out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from mcp.types import INTERNAL_ERROR, INVALID_REQUEST, PARSE_ERROR, ErrorData
from mcp_types import JSONRPCMessage, jsonrpc_message_adapter
from pydantic import BaseModel, ValidationError

from footage.plain_text import SIGN

MAX_REFUSED_AT_ONCE = 100
_LOOKED_THROUGH_CHARS = 1_000_000
"""As far as ids are looked for in a line that is no JSON."""

_HALF = re.compile("[\ud800-\udfff]")
_PART = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\]:,]|[^\s"{}\[\]:,]+')
_ANSWERS = frozenset({"result", "error"})
_EMPTY_AS_LIST = frozenset({"arguments", "capabilities", "_meta"})
"""Where PHP and Lua, to which the two are one, write an empty object as a list."""

Id = int | float | str | None


class Refusal(BaseModel):
    """The answer to a line that is no message; its id is as the client sent it."""

    jsonrpc: Literal["2.0"]
    id: Id
    error: ErrorData


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a line holds."""

    message: JSONRPCMessage | None = None
    refusals: tuple[Refusal, ...] = ()


def read(text: str) -> Line:
    """Understand a line; one with nothing in it is nothing."""
    text = text.strip().removeprefix("\ufeff")
    if not text:
        return Line()
    try:
        content = json.loads(text)
        if "\\ud" in text.lower():
            content = _whole(content)
    except (ValueError, RecursionError) as exc:
        why = "is nested too deeply" if isinstance(exc, RecursionError) else f"is no JSON ({exc})"
        return _refused(PARSE_ERROR, f"The line {why}; a message is one JSON object on one line.", *_ids_in(text))
    if isinstance(content, list):
        ids = [one["id"] for one in content if isinstance(one, dict) and one.get("id") is not None]
        return _refused(INVALID_REQUEST, "Batches are not taken; send one message a line.", *ids)
    return _message(content)


def written(message: BaseModel) -> bytes:
    """A message as a line; half a character in it, as vendors send them too, is replaced."""
    try:
        text = message.model_dump_json(by_alias=True, exclude_unset=True)
    except ValueError:
        content = message.model_dump(by_alias=True, exclude_unset=True)
        text = _HALF.sub(SIGN, json.dumps(content, ensure_ascii=False))
    return text.encode() + b"\n"


def too_long(beginning: str, limit: int) -> Line:
    """The answer to a line that is not read to its end."""
    return _refused(PARSE_ERROR, f"The line has more than {limit:,} bytes.", *_ids_in(beginning))


def busy(request: int | str, limit: int) -> Refusal:
    """The answer to a request that is one too many."""
    message = f"{limit} requests are unanswered or their answers unread; read them, and send this again."
    return Refusal(jsonrpc="2.0", id=request, error=ErrorData(code=INTERNAL_ERROR, message=message))


def _message(content: Any) -> Line:
    if not isinstance(content, dict):
        return _refused(INVALID_REQUEST, "A message is a JSON object.")
    number = content.get("id")
    if isinstance(number, float) and number.is_integer():
        content["id"] = number = int(number)
    if not _is_id(number) and not _may_lack_id(content):
        return _refused(INVALID_REQUEST, "The id of a request is a whole number or a text.", number)
    _set_right(content)
    try:
        return Line(message=jsonrpc_message_adapter.validate_python(content, by_name=False))
    except ValidationError as exc:
        if _ANSWERS & content.keys():
            return Line()  # to answer an answer would only confuse: it may have the id of a request of ours
        return _refused(INVALID_REQUEST, f"That is no JSON-RPC 2.0 message: {_why(exc)}.", number)


def _may_lack_id(content: dict[str, Any]) -> bool:
    """Whether it is a notification: without an id, or with null for it and a name that says so."""
    return "id" not in content or (content["id"] is None and str(content.get("method")).startswith("notifications/"))


def _set_right(content: dict[str, Any]) -> None:
    """Parameters that are empty lists, and arguments that are JSON text, made objects."""
    if content.get("params") == []:
        content["params"] = {}
    params = content.get("params")
    if not isinstance(params, dict):
        return
    for name in _EMPTY_AS_LIST & params.keys():
        if params[name] == []:
            params[name] = {}
    if isinstance(params.get("arguments"), str):
        try:
            params["arguments"] = json.loads(params["arguments"] or "{}")
        except (ValueError, RecursionError):
            return


def _why(error: ValidationError) -> str:
    """The first thing that is missing or wrong, for a request."""
    found = error.errors(include_url=False)[0]
    return f"{'.'.join(str(part) for part in found['loc'][1:])}: {found['msg'].lower()}"


def _refused(code: int, message: str, *ids: Any) -> Line:
    """An error for each id of a line, or for one that is not known."""
    error = ErrorData(code=code, message=message)
    known = list(dict.fromkeys(one for one in ids if _is_id(one) or isinstance(one, float))) or [None]
    return Line(refusals=tuple(Refusal(jsonrpc="2.0", id=one, error=error) for one in known[:MAX_REFUSED_AT_ONCE]))


def _is_id(value: Any) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool)


def _whole(content: Any) -> Any:
    """The content with a sign for each half of a character, as JavaScript sends where it has cut a text."""
    written = json.dumps(content, ensure_ascii=False)
    return json.loads(_HALF.sub(SIGN, written)) if _HALF.search(written) else content


def _ids_in(text: str) -> Iterator[Id]:
    """The ids of messages in a line that is no JSON, as far as they can be made out."""
    within: list[str] = []
    before = ""
    parts = (found[0] for found in _PART.finditer(text, 0, _LOOKED_THROUGH_CHARS))
    for part in parts:
        if part == '"id"' and within in (["{"], ["[", "{"]) and before in ("{", ",") and next(parts, "") == ":":
            yield _id(next(parts, ""))
        elif part in ("{", "["):
            within.append(part)
        elif part in ("}", "]"):
            del within[-1:]
        before = part


def _id(written: str) -> Id:
    try:
        value = json.loads(written)
    except ValueError:
        return None
    return value if _is_id(value) or isinstance(value, float) else None
