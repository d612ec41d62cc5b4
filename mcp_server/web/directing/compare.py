"""Enhancement with its choices, and what a job did to a film: the same frame before and after."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, get_args

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from footage.answers import VideoJob
from footage.domain import TERMINAL, Resolution
from footage.errors import FootageError, InvalidInputError, NotFoundError
from footage.threads import in_thread
from mcp_server.web.directing.drafting import tool_of
from mcp_server.web.directing.uploads import last, typed
from mcp_server.web.visit import Done, Studio, Visit
from media.enhance.model import Operation, Preset
from tools import names

if TYPE_CHECKING:
    from footage.ports.jobs import JobRecord

_KEPT = "private, max-age=3600"
_AT = 0.4
_PRESETS = {"light": "Light: soon done", "standard": "Standard", "strong": "Strong: slow"}
_LABELS = {"color": "Colours"}


def routes(studio: Studio) -> list[Route]:
    """The form, the comparison and its pictures."""
    return [
        studio.page("/enhance/{job}", _form, scope="video:make"),
        studio.act("/enhance/{job}", _enhance, name="enhance", scope="video:make"),
        studio.page("/compare/{job}", _compare),
        studio.page("/compare/{job}/{side}.jpg", _frame),
    ]


async def _form(visit: Visit) -> Response:
    record = await in_thread(visit.services.jobs.get, visit.request.path_params["job"])
    return _enhance_page(visit, record, {})


def _enhance_page(
    visit: Visit, record: JobRecord, form: dict[str, list[str]], error: FootageError | None = None
) -> Response:
    return visit.page(
        "enhance.html",
        status=422 if error else 200,
        record=record,
        error=error,
        presets=[(one, _PRESETS[one]) for one in get_args(Preset)],
        operations=[(one, _LABELS.get(one, one.capitalize())) for one in get_args(Operation)],
        sizes=get_args(Resolution),
        chosen=form,
    )


async def _enhance(visit: Visit) -> Response | Done:
    form = await typed(visit)
    record = await in_thread(visit.services.jobs.get, visit.request.path_params["job"])
    given: dict[str, Any] = {name: last(form, name) for name in ("preset", "target_fps", "target_resolution")}
    given |= {
        "operations": form.get("operations", []),
        "brand_palette": last(form, "palette").replace(",", " ").split(),
    }
    try:
        answer = await visit.call(
            tool_of(names.ENHANCE_QUALITY),
            video=record.job_id,
            **{name: value for name, value in given.items() if value},
        )
    except FootageError as exc:
        return _enhance_page(visit, record, form, exc)
    if not isinstance(answer.result, VideoJob) or answer.result.job_id is None:
        raise TypeError("an enhancement is a job")
    return Done(f"/compare/{answer.result.job_id}", "enhancing")


async def _compare(visit: Visit) -> Response:
    record = await in_thread(visit.services.jobs.get, visit.request.path_params["job"])
    if not record.order_document.get("source"):
        raise NotFoundError("This film was not made from another one.")
    video = record.result.video if record.result else None
    lasts_s = video.duration_s if video else 0.0
    return visit.page(
        "compare.html",
        record=record,
        is_over=record.status in TERMINAL,
        video=video,
        done=record.result.enhancement if record.result else None,
        at_s=_moment(visit.asked("at"), lasts_s * _AT),
        lasts_s=lasts_s,
    )


async def _frame(visit: Visit) -> Response:
    from tools.frames import frame_before, frame_of

    job_id, side = visit.request.path_params["job"], visit.request.path_params["side"]
    at_s = _moment(visit.asked("at"), 0.0)
    if side not in ("before", "after"):
        raise NotFoundError("There are two sides: before and after.")
    path = await in_thread(frame_before if side == "before" else frame_of, visit.services, job_id, at_s)
    return FileResponse(path, media_type="image/jpeg", headers={"Cache-Control": _KEPT})


def _moment(text: str, default: float) -> float:
    """A moment of the address, in seconds.

    Raises:
        InvalidInputError: It is none.
    """
    try:
        at_s = float(text) if text else default
    except ValueError:
        at_s = math.nan
    if not 0 <= at_s < 1e6:
        raise InvalidInputError("A moment is a number of seconds from the film's start.")
    return at_s
