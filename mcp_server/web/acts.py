"""What people do with films and with calls that wait for a yes. Each goes through the tool that agents call."""

from __future__ import annotations

import secrets

from starlette.responses import Response
from starlette.routing import Route

from footage.answers import VideoJob
from footage.errors import NotFoundError
from footage.ports.money import WaitingQuote
from footage.threads import in_thread
from mcp_server.web.visit import Done, Studio, Visit


def routes(studio: Studio) -> list[Route]:
    """All of them."""
    return [
        studio.act("/quotes/{quote}/approve", _approve, name="approve", scope="video:make"),
        studio.act("/quotes/{quote}/decline", _decline, name="decline", scope="video:make"),
        studio.act("/films/{job}/cancel", _cancel, name="cancel", scope="video:make"),
        studio.act("/films/{job}/publish", _publish, name="publish", scope="video:publish"),
        studio.act("/films/{job}/unpublish", _unpublish, name="unpublish", scope="video:publish"),
        studio.act("/films/{job}/again", _again, name="make again", scope="video:make"),
    ]


async def _approve(visit: Visit) -> Done:
    """Make the call as it was asked for, with its quote: of two who say yes, one does."""
    from tools.registry import TOOLS

    quote = await _quote(visit)
    tool = next((one for one in TOOLS if one.name == quote.call.tool), None)
    if tool is None:
        raise NotFoundError(f"There is no tool {quote.call.tool!r} here.", hint="A newer Footage has asked for it.")
    answer = await visit.call(tool, **{**quote.call.arguments, "quote_id": quote.quote_id})
    return Done(_where(answer.result), "approved")


async def _decline(visit: Visit) -> Done:
    quote = await _quote(visit)
    if not await in_thread(visit.services.approvals.decline, quote.quote_id):
        raise _gone()
    return Done("", "declined")


async def _quote(visit: Visit) -> WaitingQuote:
    wanted = visit.request.path_params["quote"]
    waiting = await in_thread(visit.services.approvals.waiting)
    found = next((one for one in waiting if one.quote_id == wanted), None)
    if found is None:
        raise _gone()
    return found


def _gone() -> NotFoundError:
    return NotFoundError(
        "This no longer waits for anybody.", hint="Somebody said yes or no to it, or its half hour is over."
    )


async def _cancel(visit: Visit) -> Done:
    from tools.cancel_job import TOOL

    await visit.call(TOOL, job_id=_job(visit))
    return Done(f"/films/{_job(visit)}", "cancelled")


async def _publish(visit: Visit) -> Response | Done:
    from mcp_server.desk.publishing import published

    form, job_id = await visit.form(), _job(visit)
    record = await in_thread(visit.services.jobs.get, job_id)
    if form.get("sure") != "yes":
        text = f"“{record.title}” gets an address at which anybody can see it who knows it, until you take it back."
        return visit.question("Put this film on the web?", text, "Publish", form, back=f"/films/{job_id}")
    await in_thread(published, visit.everything, job_id)
    return Done(f"/films/{job_id}", "published")


async def _unpublish(visit: Visit) -> Done:
    job_id = _job(visit)
    await in_thread(visit.services.jobs.get, job_id)
    await in_thread(visit.everything.publications.unpublish, job_id)
    return Done(f"/films/{job_id}", "unpublished")


async def _again(visit: Visit) -> Response | Done:
    """Make a film anew: first what that may cost, then the call itself, once however often the button is pressed."""
    from mcp_server.web.again import arguments_of, sentence
    from tools.generate_video import TOOL

    form, job_id = await visit.form(), _job(visit)
    record = await in_thread(visit.services.jobs.get, job_id)
    arguments = arguments_of(record)
    if form.get("sure") != "yes":
        dry = await visit.call(TOOL, **arguments, dry_run=True)
        assert isinstance(dry.result, VideoJob)  # noqa: S101 - it is the tool's result
        title, text, yes = sentence(record.title, dry.result)
        cost = dry.result.cost.quoted_usd if dry.result.cost else "0"
        once = {"key": f"studio {secrets.token_hex(12)}", "cost": cost}
        return visit.question(title, text, yes, once, back=f"/films/{job_id}")
    answer = await visit.spend(TOOL, form.get("cost", ""), **arguments, idempotency_key=form.get("key") or None)
    return Done(_where(answer.result), "placed")


def _job(visit: Visit) -> str:
    return str(visit.request.path_params["job"])


def _where(result: object) -> str:
    """The page of the film that a call has begun."""
    return f"/films/{result.job_id}" if isinstance(result, VideoJob) and result.job_id else ""
