"""Asking the client's user to approve a price, or that others see a film.

A yes is turned into the quote that the tool made: single-use, and bound to these arguments and this price, so it does
not matter that the client carries it back. A client that cannot ask its user gets the quote's id in the error instead.
"""

from __future__ import annotations

from typing import Any

from mcp.server import ServerRequestContext
from mcp.server.elicitation import elicit_with_validation
from mcp.shared.exceptions import MCPError
from mcp.types import ElicitRequest, ElicitRequestFormParams, ElicitResult, InputResponse
from pydantic import BaseModel, Field

from footage.errors import ApprovalRequiredError, JobCancelledError

QUESTION = "approve"


class Approve(BaseModel):
    """The form that the user sees."""

    approve: bool = Field(description="Spend up to this amount on this video?")


class Agree(BaseModel):
    """The form that the user sees before others see a film."""

    approve: bool = Field(description="Do this?")


def require_askable(error: ApprovalRequiredError, context: ServerRequestContext[Any]) -> str:
    """The quote that the user can be asked about.

    Raises:
        ApprovalRequiredError: The client cannot ask its user.
    """
    capabilities = context.session.client_capabilities
    if not error.quote_id or not (capabilities and capabilities.elicitation):
        raise error
    return error.quote_id


def request(error: ApprovalRequiredError) -> ElicitRequest:
    """The question as a result of the call carries it."""
    return ElicitRequest(
        params=ElicitRequestFormParams(message=error.message, requested_schema=_form(error).model_json_schema())
    )


def is_given(answer: InputResponse | None, *, is_publication: bool = False) -> bool:
    """Whether an answer that came with a call is a yes; False where none came.

    Raises:
        JobCancelledError: The user said no.
    """
    if not isinstance(answer, ElicitResult):
        return False
    # Nothing but a yes is one: clients have sent "false" and "no" as words.
    if answer.action != "accept" or (answer.content or {}).get("approve") is not True:
        raise _declined(is_publication=is_publication)
    return True


async def ask(error: ApprovalRequiredError, context: ServerRequestContext[Any]) -> None:
    """Ask the user in the middle of the call; returns after a yes.

    Raises:
        JobCancelledError: The user said no.
        ApprovalRequiredError: The client could not ask, whatever it says of itself, or its answer is none.
    """
    try:
        answer = await elicit_with_validation(context.session, error.message, _form(error), context.request_id)
    except (MCPError, ValueError):
        raise error from None
    if answer.action != "accept" or not answer.data.approve:
        raise _declined(is_publication=error.is_publication)


def _form(error: ApprovalRequiredError) -> type[Approve] | type[Agree]:
    return Agree if error.is_publication else Approve


def _declined(*, is_publication: bool = False) -> JobCancelledError:
    from footage.domain import EMBEDDED

    if is_publication:
        return JobCancelledError(
            "The user did not agree; nothing was sent anywhere.", hint="Ask them what to change, or send it as private."
        )

    return JobCancelledError(
        "The user did not approve the price; nothing was made or charged.",
        hint=f"Offer a cheaper video: priority='cost', a shorter duration_s, or backend={EMBEDDED!r}.",
    )
