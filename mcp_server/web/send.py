"""A film sent to an account: the form, the question before others can see it, and what came of a doubt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from footage.answers import VideoJob
from footage.errors import ApprovalRequiredError, CallerError, FootageError, InvalidInputError, UnavailableError
from footage.threads import in_thread
from mcp_server.web.visit import Done, Studio, Visit

_TARGETS = {"youtube": "YouTube", "tiktok": "TikTok, as a draft", "instagram": "Instagram", "store": "Place"}
_BLANK = dict.fromkeys(("place", "title", "description", "tags", "publish_at", "ai"), "") | {"visibility": "private"}
_SEEN = {"private": "Nobody else", "unlisted": "Whoever has the address", "public": "Everybody"}


def routes(studio: Studio) -> list[Route]:
    """The page and its acts."""
    return [
        studio.page("/films/{job}/send", _page, scope="video:publish"),
        studio.act("/films/{job}/send", _send, name="send", scope="video:publish"),
        studio.act("/films/{job}/posted", _posted, name="say where a film is", scope="video:publish"),
    ]


async def _page(visit: Visit) -> Response:
    return await _shown(visit, {})


async def _shown(visit: Visit, form: Mapping[str, str], error: FootageError | None = None) -> Response:
    job_id = str(visit.request.path_params["job"])
    record = await in_thread(visit.services.jobs.get, job_id)
    accounts = await in_thread(visit.services.accounts.listed)
    places = [(f"{one.target} {one.account}", f"{_TARGETS[one.target]}: {one.title}") for one in accounts]
    if visit.services.links is not None:
        places.append(("store link", "Place: a permanent link"))
    return visit.page(
        "send.html",
        status=400 if error else 200,
        record=record,
        outlets=places,
        seen=list(_SEEN.items()),
        form=_BLANK | dict(form or {"title": record.title[:100], "ai": "on"}),
        error=error,
    )


async def _send(visit: Visit) -> Response | Done:
    """Send it; whoever presses the button is the person who is asked."""
    from tools.publish_video import TOOL

    form = await visit.form()
    try:
        arguments = _arguments(visit, form)
        sure = form.get("sure") == "yes" and form.get("quote")
        answer = await visit.call(TOOL, **arguments, **({"quote_id": form["quote"]} if sure else {}))
    except ApprovalRequiredError as exc:
        back = f"/films/{visit.request.path_params['job']}/send"
        fields = {**form, "quote": exc.quote_id or ""}
        return visit.question("Let others see this film?", exc.message, "Yes, send it", fields, back=back)
    except (CallerError, UnavailableError) as exc:
        return await _shown(visit, form, exc)
    if not isinstance(answer.result, VideoJob) or answer.result.job_id is None:
        raise TypeError("what is sent is a job")
    return Done(f"/films/{answer.result.job_id}", "sent")


def _arguments(visit: Visit, form: Mapping[str, str]) -> dict[str, Any]:
    """The call that a form stands for."""
    target, _, account = form.get("place", "").partition(" ")
    if not account:
        raise InvalidInputError("It is not said where to.", hint="Choose a place.")
    said: dict[str, Any] = {
        "video": visit.request.path_params["job"],
        "target": target,
        "account": account,
        "visibility": form.get("visibility", "private"),
        "made_with_ai": "ai" in form,
    }
    texts = {name: form[name].strip() for name in ("title", "description", "publish_at") if form.get(name, "").strip()}
    tags = [one.strip() for one in form.get("tags", "").split(",") if one.strip()]
    return {**said, **texts, **({"tags": tags} if tags else {})}


async def _posted(visit: Visit) -> Response | Done:
    """Write down where a film is of which nobody knew."""
    form, job_id = await visit.form(), str(visit.request.path_params["job"])
    url = form.get("url", "").strip() or None
    if form.get("sure") != "yes":
        text = f"It is at {url}." if url else "It is not there, and may be sent again."
        return visit.question("Write that down?", text, "Yes", form, back=f"/films/{job_id}")
    await in_thread(partial(visit.services.postings.resolve, job_id, url=url))
    return Done(f"/films/{job_id}", "posted")
