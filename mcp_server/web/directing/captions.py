"""The page of a film's captions: their words and times, how they look, and a real frame that shows it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import get_args

from starlette.responses import Response
from starlette.routing import Route

from films.directing.cues import CueList, seconds_of
from films.previews import found, kept
from footage.answers import VideoJob
from footage.errors import FootageError, InvalidInputError, NotFoundError
from footage.ports.drafts import Draft, DraftContent
from footage.threads import in_thread
from mcp_server.web.directing.drafting import CAPTIONS, arguments, tool_of, with_choices
from mcp_server.web.directing.editing import Form, changed, picture, undone
from mcp_server.web.directing.uploads import last, typed
from mcp_server.web.forms import number
from mcp_server.web.visit import Done, Studio, Visit
from media.captions.model import Cue, Mode, Platform, Position, Style

Edit = Callable[[Visit, Draft, Form, CueList], Awaitable[tuple[DraftContent, str]]]
"""The draft's new content, and the caption that is looked at now."""

_LOOKS = ("style", "position", "platform", "mode", "language")
_FRAMES = 600
_MODES = {
    "burn": "Drawn into the picture",
    "soft": "A track to switch on",
    "both": "Drawn, and files beside",
    "sidecar": "Files beside, the film as it is",
}
_MIDDLE = 0.4
_CUES = re.compile(r"(?:Cues? |and )(\d+)(?=[: ])")
"""The captions that a refusal is about, by their numbers."""


def routes(studio: Studio) -> list[Route]:
    """The page, its frame, and every edit."""

    def edits(path: str, edit: Edit) -> Route:
        async def act(visit: Visit) -> Response | Done:
            return await _edited(visit, edit)

        return studio.act(f"/captions/{{draft}}{path}", act, name="edit captions", scope="video:make")

    return [
        studio.act("/captions", _begin, name="begin captions", scope="video:make"),
        studio.page("/captions/{draft}", _shown),
        studio.page("/captions/{draft}/frame/{cue}/{key}.jpg", _frame, scope="video:make"),
        edits("/cue/{cue}", _cue),
        edits("/add", _add),
        edits("/leave-out", _leave_out),
        edits("/look", _look),
        edits("/subtitles", _subtitles),
        edits("/shift", _shift),
        studio.act("/captions/{draft}/undo", _undo, name="edit captions", scope="video:make"),
        studio.act("/captions/{draft}/make", _make, name="make captions", scope="video:make"),
    ]


async def _begin(visit: Visit) -> Response | Done:
    """Captions for a film: those that it has, or none yet; those that somebody began are gone on with."""
    video = last(await typed(visit), "video").strip()
    for draft in await in_thread(visit.drafts.newest, (CAPTIONS,), 100):
        if draft.content.choices.get("video") == video and not draft.jobs:
            return Done(f"/captions/{draft.draft_id}")
    cues = await in_thread(_known_captions, visit, video)
    record = await in_thread(visit.services.jobs.get, video)
    content = DraftContent(choices={"video": video}, document={"captions": list(CueList.of(cues).cues)})
    draft = await in_thread(visit.drafts.begin, CAPTIONS, f"Captions on {record.title}", "", content)
    return Done(f"/captions/{draft.draft_id}")


def _known_captions(visit: Visit, video: str) -> tuple[Cue, ...]:
    from tools.caption_texts import stored_captions

    try:
        return stored_captions(visit.services, video)
    except InvalidInputError:  # a file beside it that says nothing
        return ()


async def _shown(visit: Visit) -> Response:
    draft = await in_thread(visit.drafts.get, visit.request.path_params["draft"])
    return await _page(visit, draft)


async def _page(
    visit: Visit, draft: Draft, *, status: int = 200, error: FootageError | None = None, kept_words: str = ""
) -> Response:
    from tools.caption_texts import wrong_with

    cues = cues_of(draft)
    ids = [one["id"] for one in cues.cues]
    chosen = visit.asked("cue")
    cue = chosen if chosen in ids else (ids[0] if ids else "")
    duration_s = await in_thread(_length_s, visit, draft)
    wrong = wrong_with(duration_s, cues.captions()) if cues.cues else None
    return visit.page(
        "captions.html",
        status=status,
        draft=draft,
        cues=cues.cues,
        cue=cue,
        frame=f"/captions/{draft.draft_id}/frame/{cue or 'none'}/{_key(draft, cue)}.jpg",
        looks=_look_choices(),
        chosen=draft.content.choices,
        duration_s=duration_s,
        may=visit.person.may("video:make"),
        error=error,
        wrong=wrong.message if wrong else "",
        wrong_at={int(found) for found in _CUES.findall(wrong.message)} if wrong else set(),
        kept=kept_words,
        was_made=any(one.version == draft.version for one in draft.jobs),
    )


def _look_choices() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The choices of a look: name, label, and what there is."""
    named = (
        ("style", "Style", Style),
        ("position", "Where", Position),
        ("platform", "Clear of the buttons of", Platform),
    )
    looks = [(name, label, [(one, one.capitalize()) for one in get_args(kind)]) for name, label, kind in named]
    return [*looks, ("mode", "As", [(one, _MODES[one]) for one in get_args(Mode)])]


def cues_of(draft: Draft) -> CueList:
    """The captions of a draft."""
    return CueList(tuple((draft.content.document or {}).get("captions", ())))


def _length_s(visit: Visit, draft: Draft) -> float:
    record = visit.services.jobs.get(str(draft.content.choices["video"]))
    return record.result.video.duration_s if record.result and record.result.video else 0.0


# --- the frame ----------------------------------------------------------------------------------------------------


def _shows(draft: Draft, cue: str) -> str:
    """Everything that decides what the frame of a caption shows."""
    choices = {name: draft.content.choices.get(name) for name in ("video", "style", "position", "platform")}
    return json.dumps([choices, cues_of(draft).captions(cue) if cue else []], sort_keys=True, ensure_ascii=False)


def _key(draft: Draft, cue: str) -> str:
    return hashlib.sha256(_shows(draft, cue).encode()).hexdigest()[:16]


async def _frame(visit: Visit) -> Response:
    asked = visit.request.path_params
    draft = await in_thread(visit.drafts.get, asked["draft"])
    cue = "" if asked["cue"] == "none" else asked["cue"]
    if cue and cue not in {one["id"] for one in cues_of(draft).cues}:
        raise NotFoundError("This caption is not there any more.")
    shows, home = _shows(draft, cue), visit.services.home
    path = await in_thread(found, home, "captions", shows) if cue else await in_thread(_bare, visit, draft)
    if path is None:
        jpeg = await _preview(visit, draft, cue)
        path = await in_thread(kept, home, "captions", shows, lambda: jpeg, _FRAMES)
    return picture(path, is_as_asked=asked["key"] == _key(draft, cue))


async def _preview(visit: Visit, draft: Draft, cue: str) -> bytes:
    """The tool's own preview, of one caption."""
    given = {name: value for name, value in arguments(draft).items() if name not in ("mode", "language")}
    answer = await visit.call(tool_of(CAPTIONS), **given, captions=cues_of(draft).captions(cue), preview=True)
    if answer.image is None:
        raise TypeError("a preview has a picture")
    return answer.image


def _bare(visit: Visit, draft: Draft) -> Path:
    from tools.frames import frame_of

    return frame_of(visit.services, str(draft.content.choices["video"]), _MIDDLE * _length_s(visit, draft))


# --- editing ------------------------------------------------------------------------------------------------------


async def _edited(visit: Visit, edit: Edit) -> Response | Done:
    form = await typed(visit)
    shown = last(form, "shown")
    looked_at = shown

    async def worked_out(draft: Draft) -> DraftContent:
        nonlocal looked_at
        content, cue = await edit(visit, draft, form, cues_of(draft))
        looked_at = cue or shown
        return content

    try:
        draft, conflict = await changed(visit, number(last(form, "seen")), worked_out)
    except FootageError as exc:
        now = await in_thread(visit.drafts.get, visit.request.path_params["draft"])
        return await _page(visit, now, status=422, error=exc, kept_words=last(form, "text"))
    if conflict:
        return await _page(visit, draft, status=409, error=conflict, kept_words=last(form, "text"))
    return Done(f"/captions/{draft.draft_id}?cue={looked_at}" if looked_at else f"/captions/{draft.draft_id}")


def _with(draft: Draft, cues: CueList) -> DraftContent:
    return draft.content.model_copy(update={"document": {"captions": list(cues.cues)}})


async def _cue(visit: Visit, draft: Draft, form: Form, cues: CueList) -> tuple[DraftContent, str]:
    cue = visit.request.path_params["cue"]
    new = cues.with_cue(cue, {name: texts[-1] for name, texts in form.items()})
    return (draft.content if new == cues else _with(draft, new)), cue


async def _add(visit: Visit, draft: Draft, form: Form, cues: CueList) -> tuple[DraftContent, str]:
    new, name = cues.added(last(form, "after"), await in_thread(_length_s, visit, draft))
    return _with(draft, new), name


async def _leave_out(_visit: Visit, draft: Draft, form: Form, cues: CueList) -> tuple[DraftContent, str]:
    return _with(draft, cues.without(last(form, "cue"))), ""


async def _look(_visit: Visit, draft: Draft, form: Form, _cues: CueList) -> tuple[DraftContent, str]:
    return with_choices(draft.content, {name: last(form, name).strip() for name in _LOOKS if name in form}), ""


async def _subtitles(visit: Visit, draft: Draft, form: Form, _cues: CueList) -> tuple[DraftContent, str]:
    from tools.caption_texts import captions_in

    given = next((text for text in reversed(form.get("subtitles", [])) if text.strip()), "")
    if not given:
        raise InvalidInputError("There are no subtitles yet.", hint="Paste the text of a file, or choose the file.")
    cues = await in_thread(captions_in, visit.services, str(draft.content.choices["video"]), given)
    return _with(draft, CueList.of(cues)), ""


async def _shift(_visit: Visit, draft: Draft, form: Form, cues: CueList) -> tuple[DraftContent, str]:
    by_s = seconds_of(last(form, "by").removeprefix("-"))
    return _with(draft, cues.shifted(-by_s if last(form, "way") == "sooner" else by_s)), ""


async def _undo(visit: Visit) -> Response | Done:
    return Done(f"/captions/{await undone(visit)}")


async def _make(visit: Visit) -> Response | Done:
    draft = await in_thread(visit.drafts.get, visit.request.path_params["draft"])
    made = [one.job_id for one in draft.jobs if one.version == draft.version]
    if not made:
        cues = cues_of(draft)
        given = {"captions": cues.captions()} if cues.cues else {}
        try:
            answer = await visit.call(tool_of(CAPTIONS), **arguments(draft), **given)
        except FootageError as exc:
            return await _page(visit, draft, status=422, error=exc)
        if not isinstance(answer.result, VideoJob) or answer.result.job_id is None:
            raise TypeError("captions are a job")
        made = [answer.result.job_id]
        await in_thread(visit.drafts.made, draft.draft_id, draft.version, made)
    return Done(f"/films/{made[0]}", "placed")
