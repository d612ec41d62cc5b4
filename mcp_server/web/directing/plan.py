"""The page Plan: where a person directs, scene by scene, and says yes to what it costs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from films.directing.scenes import Reel
from footage.domain import EMBEDDED
from footage.errors import FootageError, InvalidInputError, NotFoundError
from footage.ports.drafts import Draft, DraftContent
from footage.threads import in_thread
from mcp_server.web.directing.approving import approve
from mcp_server.web.directing.choices import choices_for, chosen, values_of
from mcp_server.web.directing.desk import Desk, dry_run
from mcp_server.web.directing.drafting import (
    FILMS,
    WISH,
    as_answered,
    is_edited,
    reel_of,
    with_choices,
    with_reel,
)
from mcp_server.web.directing.editing import Form, changed, picture, undone
from mcp_server.web.directing.uploads import last, typed
from mcp_server.web.directing.view import plan_view
from mcp_server.web.forms import number
from mcp_server.web.visit import Done, Studio, Visit

Edit = Callable[[Visit, Draft, Form], Awaitable[DraftContent]]
LISTED = 48
_MOST_FOUND = 18


def routes(studio: Studio, desk: Desk) -> list[Route]:
    """The page, its frames, the search for subjects, and every edit."""

    def edits(path: str, edit: Edit) -> Route:
        async def act(visit: Visit) -> Response | Done:
            return await _edited(visit, desk, edit)

        return studio.act(f"/plan/{{draft}}{path}", act, name="direct", scope="video:make")

    async def shown(visit: Visit) -> Response:
        return await _page(visit, desk, await in_thread(visit.drafts.get, visit.request.path_params["draft"]))

    async def frame(visit: Visit) -> Response:
        return await _frame(visit, desk)

    async def approved(visit: Visit) -> Response | Done:
        return await _approved(visit)

    return [
        studio.page("/plan", _list),
        studio.page("/subjects", _subjects),
        studio.page("/plan/{draft}", shown),
        studio.page("/plan/{draft}/frame/{beat:int}/{key}.jpg", frame),
        edits("/scene/{scene}", _scene),
        edits("/move", _move),
        edits("/add", _add),
        edits("/leave-out", _leave_out),
        edits("/whole", _whole),
        edits("/anew", _anew),
        studio.act("/plan/{draft}/undo", _undo, name="direct", scope="video:make"),
        studio.act("/plan/{draft}/remove", _remove, name="remove draft", scope="video:make"),
        studio.act("/plan/{draft}/approve", approved, name="approve plan", scope="video:make"),
    ]


# --- looking ------------------------------------------------------------------------------------------------------


async def _list(visit: Visit) -> Response:
    found = await in_thread(visit.drafts.newest, FILMS, LISTED)
    return visit.page("plans.html", drafts=found)


async def _page(
    visit: Visit, desk: Desk, draft: Draft, *, status: int = 200, notice: str = "", kept: str = ""
) -> Response:
    view = await plan_view(visit, desk, draft)
    names = await in_thread(visit.services.router.names)
    return visit.page(
        "plan.html",
        status=status,
        view=view,
        choices=choices_for(draft.tool, names),
        values=values_of(draft.content.choices),
        may=visit.person.may("video:make"),
        notice=notice,
        kept=kept,
        kinds=_kinds(),
    )


async def _frame(visit: Visit, desk: Desk) -> Response:
    asked = visit.request.path_params
    draft = await in_thread(visit.drafts.get, asked["draft"])
    sketch = await desk.sketch(visit, draft)
    beat = asked["beat"]
    if sketch is None or beat >= len(sketch.plan.beats):
        raise NotFoundError("There is no such scene any more.")
    path = await desk.frame(visit, sketch, beat)
    return picture(path, is_as_asked=sketch.key(beat) == asked["key"])


async def _subjects(visit: Visit) -> Response:
    from painter import search_subjects, sign_of, subject_name

    found = await in_thread(search_subjects, visit.asked("q")[:60], _MOST_FOUND)
    shown = [(one, sign_of(one) or "•", subject_name(one)) for one in found]
    return visit.page("subjects.html", found=shown, form=visit.asked("form"), asked=visit.asked("q"))


def _kinds() -> list[tuple[str, str]]:
    from films.directing.words import KIND_NAMES
    from films.script.fields import KINDS

    return [(kind, KIND_NAMES[kind]) for kind in KINDS]


# --- editing ------------------------------------------------------------------------------------------------------


async def _edited(visit: Visit, desk: Desk, edit: Edit) -> Response | Done:
    form = await typed(visit)
    draft, conflict = await changed(visit, number(last(form, "seen")), lambda now: edit(visit, now, form))
    if conflict:
        not_kept = _not_kept(visit, draft, form)
        return await _page(visit, desk, draft, status=409, notice=conflict.message, kept=not_kept)
    return Done(f"/plan/{draft.draft_id}")


_NOT_TYPED = frozenset({"seen", "scene", "to", "after", "q", "kind"})


def _not_kept(visit: Visit, draft: Draft, form: Form) -> str:
    """What somebody wrote that is not in the draft, to be taken over by hand."""
    reel, scene_id = reel_of(draft), visit.request.path_params.get("scene")
    cards = [card for card in reel.cards() if card.scene_id == scene_id] if reel else []
    there = {field.name: field.value for card in cards for field in card.fields}
    there |= values_of(draft.content.choices)
    new = {name: texts[-1] for name, texts in form.items() if name not in _NOT_TYPED}
    return "\n".join(text for name, text in new.items() if text.split() != there.get(name, "").split())


async def _scene(visit: Visit, draft: Draft, form: Form) -> DraftContent:
    scene_id = visit.request.path_params["scene"]
    values = {name: texts[-1] for name, texts in form.items()}
    if added := values.pop("subject", ""):
        name = "show.subjects" if "show.subjects" in values else "subjects"
        values[name] = ", ".join(filter(None, [values.get(name, "").strip(" ,"), added]))
    reel = _reel(draft).with_values(scene_id, values)
    if kind := values.get("kind"):
        reel = reel.with_kind(scene_id, kind)
    return draft.content if reel == _reel(draft) else with_reel(draft.content, reel)


async def _move(visit: Visit, draft: Draft, form: Form) -> DraftContent:
    reel = _reel(draft)
    scene_id = last(form, "scene")
    if scene_id in reel.ids:
        to = {"earlier": reel.ids.index(scene_id) - 1, "later": reel.ids.index(scene_id) + 1}
        reel = reel.moved(scene_id, to.get(last(form, "to"), number(last(form, "to"))))
    return draft.content if reel == _reel(draft) else with_reel(draft.content, reel)


async def _add(visit: Visit, draft: Draft, form: Form) -> DraftContent:
    reel = _reel(draft)
    if last(form, "after") == "end":
        return with_reel(draft.content, reel.with_end("The end"))
    return with_reel(draft.content, reel.added(last(form, "after"))[0])


async def _leave_out(visit: Visit, draft: Draft, form: Form) -> DraftContent:
    return with_reel(draft.content, _reel(draft).without(last(form, "scene")))


async def _whole(visit: Visit, draft: Draft, form: Form) -> DraftContent:
    """Other choices for the whole film: scenes that nobody has edited are written anew."""
    names = await in_thread(visit.services.router.names)
    content = with_choices(draft.content, chosen(form, choices_for(draft.tool, names)))
    if content == draft.content:
        return content
    if draft.tool == WISH and is_edited(content):
        return with_reel(content, await _restyled(visit, draft, content))
    return content if is_edited(content) else await _answered(visit, draft, content)


async def _restyled(visit: Visit, draft: Draft, content: DraftContent) -> Reel:
    """The scenes in another style, with the colours that Footage chooses for it."""
    reel, style = _reel(draft), content.choices.get("style")
    if not style or style == draft.content.choices.get("style"):
        return reel
    document = {**(content.document or {}), "edited": False}
    drawn = with_choices(_with_document(content, document), {"backend": EMBEDDED})
    fresh = reel_of(replace(draft, content=await _answered(visit, draft, drawn)))
    palette = fresh.document.get("palette") if fresh and fresh.form == reel.form else None
    beats = [{name: one for name, one in beat.items() if name != "palette"} for beat in reel.scenes]
    return reel.with_whole(style=style, palette=palette, beats=beats) if palette else reel.with_whole(style=style)


def _with_document(content: DraftContent, document: dict[str, Any]) -> DraftContent:
    return content.model_copy(update={"document": document})


async def _anew(visit: Visit, draft: Draft, form: Form) -> DraftContent:
    """The scenes as the tool writes them, whatever was edited."""
    document: dict[str, Any] = {**(draft.content.document or {}), "edited": False}
    return await _answered(visit, draft, _with_document(draft.content, document))


async def _answered(visit: Visit, draft: Draft, content: DraftContent) -> DraftContent:
    try:
        job = await dry_run(visit, replace(draft, content=content))
    except FootageError:  # the page says why; what was chosen stays
        return content
    return as_answered(content, job.plan)


async def _undo(visit: Visit) -> Response | Done:
    return Done(f"/plan/{await undone(visit)}")


async def _remove(visit: Visit) -> Response | Done:
    draft_id = visit.request.path_params["draft"]
    draft = await in_thread(visit.drafts.get, draft_id)
    form = await typed(visit)
    if last(form, "sure") != "yes":
        return visit.question(
            "Remove this draft?",
            f"“{draft.title}” and all its steps go. Films that were made of it stay.",
            "Remove it",
            {},
            back=f"/plan/{draft_id}",
            danger=True,
        )
    await in_thread(visit.drafts.remove, draft_id)
    return Done("/plan", "removed")


async def _approved(visit: Visit) -> Response | Done:
    form = await typed(visit)
    draft = await in_thread(visit.drafts.get, visit.request.path_params["draft"])
    seen = number(last(form, "seen"))
    jobs = await approve(visit, draft, seen, last(form, "price"), last(form, "backend"))
    return Done(f"/takes/{draft.draft_id}", "placed") if len(jobs) > 1 else Done("", "placed")


def _reel(draft: Draft) -> Reel:
    reel = reel_of(draft)
    if reel is None:
        raise InvalidInputError("This film has no scenes to edit: whoever makes it decides on them.")
    return reel
