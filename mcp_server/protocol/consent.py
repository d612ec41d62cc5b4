"""Asking the client's user to approve a price, in both ways that the protocol has.

Up to 2025-11-25 the server asks in the middle of the call; from 2026-07-28 on the call returns the question and the
client calls again with the answer. Either way a yes is turned into the quote that the tool made: single-use, and bound
to these arguments and this price, so it does not matter that the client carries it back. A client that cannot ask its
user gets the quote's id in the error instead.
"""

from __future__ import annotations

from typing import Any

from mcp.server import ServerRequestContext
from mcp.server.elicitation import elicit_with_validation
from mcp.types import (
    CallToolRequestParams,
    ElicitRequest,
    ElicitRequestFormParams,
    ElicitResult,
    InputRequiredResult,
)
from mcp_types.version import is_version_at_least
from pydantic import BaseModel, Field

from footage.errors import ApprovalRequiredError, JobCancelledError

_ASKED_BY_RESULT = "2026-07-28"
_QUESTION = "approve"


class Approve(BaseModel):
    """The form that the user sees."""

    approve: bool = Field(description="Spend up to this amount on this video?")


def with_consent(call: CallToolRequestParams, context: ServerRequestContext[Any]) -> dict[str, Any]:
    """The call's arguments, with the quote that the user has said yes to since the client called first.

    Raises:
        JobCancelledError: The user said no.
    """
    arguments = call.arguments or {}
    if not _asks_by_result(context):
        return arguments
    answer = (call.input_responses or {}).get(_QUESTION)
    if not isinstance(answer, ElicitResult) or not call.request_state:
        return arguments
    if answer.action != "accept" or not (answer.content or {}).get("approve"):
        raise _declined()
    return {**arguments, "quote_id": call.request_state}


async def ask(error: ApprovalRequiredError, context: ServerRequestContext[Any]) -> InputRequiredResult | str:
    """Ask the user; returns the quote's id after a yes, or the result that carries the question to the client.

    Raises:
        ApprovalRequiredError: The client cannot ask its user.
        JobCancelledError: The user said no.
    """
    capabilities = context.session.client_capabilities
    if not error.quote_id or not (capabilities and capabilities.elicitation):
        raise error
    if _asks_by_result(context):
        form = ElicitRequestFormParams(message=error.message, requested_schema=Approve.model_json_schema())
        return InputRequiredResult(input_requests={_QUESTION: ElicitRequest(params=form)}, request_state=error.quote_id)
    answer = await elicit_with_validation(context.session, error.message, Approve, context.request_id)
    if answer.action != "accept" or not answer.data.approve:
        raise _declined()
    return error.quote_id


def _asks_by_result(context: ServerRequestContext[Any]) -> bool:
    return is_version_at_least(context.protocol_version, _ASKED_BY_RESULT)


def _declined() -> JobCancelledError:
    from footage.domain import EMBEDDED

    return JobCancelledError(
        "The user did not approve the price; nothing was made or charged.",
        hint=f"Offer a cheaper video: priority='cost', a shorter duration_s, or backend={EMBEDDED!r}.",
    )
