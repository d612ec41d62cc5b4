"""The page Make: a wish or an article becomes a draft, which a dry run has looked at before anybody directs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from footage.errors import FootageError, InvalidInputError, NotFoundError
from footage.plain_text import shortened
from footage.ports.drafts import Draft, DraftContent
from footage.threads import in_thread, utc_now
from mcp_server.web.directing.choices import choices_for, chosen
from mcp_server.web.directing.desk import dry_run
from mcp_server.web.directing.drafting import ARTICLE, WISH, as_answered, new_seed, with_choices
from mcp_server.web.directing.uploads import last, typed
from mcp_server.web.visit import Done, Studio, Visit

_TITLE_CHARS = 100
_FROM = {"article": ARTICLE, "words": WISH}
_RECENT = 12


def routes(studio: Studio) -> list[Route]:
    """The page and its form."""
    return [
        studio.page("/make", _make, scope="video:make"),
        studio.act("/make", _begin, name="begin draft", scope="video:make"),
    ]


async def _make(visit: Visit) -> Response:
    values: dict[str, str] = {}
    if again := visit.asked("again"):
        values = await in_thread(_wish_of, visit, again)
    if prompt := visit.asked("prompt"):
        values["prompt"] = prompt[:4000]
    return await _page(visit, "article" if visit.asked("from") == "article" else "words", values)


def _wish_of(visit: Visit, job_id: str) -> dict[str, str]:
    """What an earlier film was made from, to make another like it."""
    record = visit.services.jobs.get(job_id)
    if record.tool != WISH:
        raise NotFoundError("This film was not made from a wish.", hint="Make a new one, or plan its article again.")
    names = {one.name for one in choices_for(WISH, ())} - {"takes", "start_image", "end_image", "reference_images"}
    said = {name: record.order_document.get(name) for name in names}
    return {name: _as_text(value) for name, value in said.items() if value not in (None, "")}


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


async def _page(
    visit: Visit,
    origin: str,
    values: Mapping[str, str],
    *,
    error: FootageError | None = None,
    source: Mapping[str, str] | None = None,
) -> Response:
    names = await in_thread(visit.services.router.names)
    return visit.page(
        "make.html",
        status=422 if error else 200,
        origin=origin,
        choices=choices_for(_FROM[origin], names),
        values=values,
        error=error,
        source=source or {},
        films=await in_thread(_films, visit),
    )


def _films(visit: Visit) -> list[tuple[str, str]]:
    """The team's latest films, to start from."""
    done = visit.services.jobs.newest(status="completed", limit=_RECENT)
    return [(one.job_id, shortened(one.title, 60)) for one in done if one.result and one.result.video]


async def _begin(visit: Visit) -> Response | Done:
    form: dict[str, list[str]] = {}
    origin = "words"
    try:
        form = await typed(visit)
        origin = "article" if last(form, "from") == "article" else "words"
        draft_id = await _begun(visit, _FROM[origin], form)
    except FootageError as exc:
        values = {name: "\n".join(texts) for name, texts in form.items()}
        return await _page(visit, origin, values, error=exc, source=values)
    return Done(f"/plan/{draft_id}")


async def _begun(visit: Visit, tool: str, form: dict[str, list[str]]) -> str:
    """A new draft, once a dry run has found nothing wrong with it."""
    names = await in_thread(visit.services.router.names)
    content = with_choices(DraftContent(), chosen(form, choices_for(tool, names)))
    source = _source(form) if tool == ARTICLE else ""
    if tool == WISH and "seed" not in content.choices:
        content = with_choices(content, {"seed": new_seed()})
    title = shortened(str(content.choices.get("prompt") or ""), _TITLE_CHARS)
    draft = Draft(
        draft_id="",
        tool=tool,
        title=title,
        source=source,
        version=1,
        content=content,
        can_undo=False,
        by=visit.person.name,
        changed_at=utc_now(),
    )
    job = await dry_run(visit, draft)
    title = title or str((job.plan or {}).get("title") or "An article")
    begun = await in_thread(visit.drafts.begin, tool, title, source, as_answered(content, job.plan))
    return begun.draft_id


def _source(form: Mapping[str, list[str]]) -> str:
    """The article: a file that was brought, else an address, else the text."""
    file, url, text = (last(form, name).strip() for name in ("source_file", "source_url", "source_text"))
    if sum(map(bool, (file, url, text))) > 1:
        raise InvalidInputError("That is more than one article.", hint="Leave one: the text, the address, or the file.")
    found = file or url or text
    if not found:
        raise InvalidInputError("There is no article yet.", hint="Paste its text, give its address, or choose a file.")
    if url and "://" not in url:
        return f"https://{url}"
    return found
