"""What has to be asked before a call can be answered: the user's consent to a price, and the client's own folders.

Up to 2025-11-25 the server asks in the middle of the call; from 2026-07-28 on the call returns the question, and the
client calls again with the answer. What was settled in earlier rounds travels with it, sealed.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcp.server import ServerRequestContext
from mcp.types import CallToolRequestParams, InputRequest, InputRequiredResult
from mcp_types.version import is_version_at_least

from footage.caller import Caller
from footage.errors import ApprovalRequiredError, ForbiddenPathError
from mcp_server.protocol import consent, folders
from tools import names

if TYPE_CHECKING:
    from tools.base import Answer

Ask = Callable[[Mapping[str, Any], tuple[Path, ...]], Awaitable["Answer"]]
"""Asks the tool: its arguments, and folders of the client's in which files may be named as well."""

_ASKED_BY_RESULT = "2026-07-28"


@dataclass(frozen=True)
class Settled:
    """What is known from earlier rounds of this call.

    Attributes:
        quote_id: The price that the user has agreed to, or is asked about.
        roots: The client's folders; None while nobody has asked for them.
    """

    quote_id: str | None = None
    roots: tuple[str, ...] | None = None

    @classmethod
    def sealed(cls, state: str | None) -> Settled:
        """From what went with the question; nobody else can have written it, see `server.build_server`."""
        if not state:
            return cls()
        told = json.loads(state)
        return cls(told["quote_id"], None if told["roots"] is None else tuple(told["roots"]))

    @property
    def state(self) -> str:
        """As it travels with a question."""
        return json.dumps({"quote_id": self.quote_id, "roots": self.roots})


async def hold(
    ask: Ask, caller: Caller, context: ServerRequestContext[Any], call: CallToolRequestParams
) -> Answer | InputRequiredResult:
    """Ask the tool, and whatever else has to be asked before it answers.

    Raises:
        FootageError: The call cannot be served, or what it needs was refused.
    """
    by_result = is_version_at_least(context.protocol_version, _ASKED_BY_RESULT)
    settled = _so_far(call) if by_result else Settled()
    while True:
        arguments = dict(call.arguments or {})
        if settled.quote_id:
            arguments["quote_id"] = settled.quote_id
        try:
            # Folders of another machine are none of this one, whatever its client says without being asked.
            return await ask(arguments, () if caller.remote else folders.existing(settled.roots or ()))
        except ForbiddenPathError as exc:
            if caller.remote or caller.roots is not None or settled.roots is not None or not folders.can_tell(context):
                raise
            if by_result:
                return _question(folders.QUESTION, folders.request(), replace(settled, roots=()))
            settled = replace(settled, roots=await folders.ask(context))
            if not folders.existing(settled.roots or ()):
                raise exc from None
        except ApprovalRequiredError as exc:
            quote_id = consent.require_askable(exc, context)
            if settled.quote_id and not by_result:  # what the user has just agreed to is not it
                raise
            if by_result:
                return _question(consent.QUESTION, consent.request(exc), replace(settled, quote_id=quote_id))
            await consent.ask(exc, context)
            settled = replace(settled, quote_id=quote_id)


def _so_far(call: CallToolRequestParams) -> Settled:
    """What earlier rounds and the answer that comes with this one have settled."""
    settled, answers = Settled.sealed(call.request_state), call.input_responses or {}
    if folders.QUESTION in answers:
        settled = replace(settled, roots=folders.answered(answers[folders.QUESTION]))
    if not consent.is_given(answers.get(consent.QUESTION), is_publication=call.name == names.PUBLISH_VIDEO):
        settled = replace(settled, quote_id=None)
    return settled


def _question(name: str, request: InputRequest, settled: Settled) -> InputRequiredResult:
    return InputRequiredResult(input_requests={name: request}, request_state=settled.state)
