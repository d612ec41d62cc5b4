"""generate_video: a prompt becomes a film."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import AfterValidator, Field, ValidationError, WithJsonSchema

from films.generated import GeneratedOrder, plan_notes, work
from films.long_video import clips_of
from films.script.search_words import named_clip
from films.services import CallersServices
from films.stored import local_file
from footage.answers import VideoJob
from footage.domain import EMBEDDED, AspectRatio, Priority, Resolution
from footage.errors import InvalidInputError, UnavailableError
from footage.money import Money
from footage.ports.jobs import JobRecord, JobSpec
from footage.ports.records import JobPlan
from footage.ports.routing import RoutePlan
from footage.threads import in_thread
from tools import names
from tools.approval import consent
from tools.arguments import from_json, mended
from tools.base import (
    DEFAULT_WAIT_S,
    Answer,
    IdempotencyKey,
    Look,
    Params,
    QuoteId,
    Report,
    Tag,
    Tool,
    WaitSeconds,
    problems,
    refuse_nul,
)
from tools.brand import BrandGiven, logo_named, worn
from tools.brief import folded
from tools.outlines import compact, in_short
from tools.shown_texts import quoted_in, texts_of_plan
from tools.start_pictures import pictures_of
from tools.variants import MOST, Routed, backends_of, refuse_alike, routed, wanted
from tools.view import answer_when_done, place_and_answer, quoted, route_of, show, without_job

if TYPE_CHECKING:
    from painter import FilmPlan

MAX_SEED = 2**31 - 1
_LOGO = "The logo stands where the brand has it: on cards and at the end, not as a picture that fills the film."
_REUSED = "An identical request was made before, so this is its film; nothing was charged for this call."


def _as_name(backend: str) -> str:
    """A backend's name as the catalog writes it."""
    return backend.lower().replace("-", "_").replace(" ", "_")


class GenerateVideo(Params):
    """Arguments of generate_video."""

    prompt: str = Field(min_length=1, max_length=4000, description="What the film shows. Quoted text becomes a title.")
    duration_s: float = Field(default=8, ge=1, le=180, description="Length in seconds, unless the prompt says it.")
    aspect_ratio: AspectRatio = Field(default="16:9", description="Likewise; 9:16 is for phones.")
    resolution: Resolution = "720p"
    priority: Priority = Field(default="balanced", description="What matters most when choosing a backend.")
    style: str | None = Field(
        default=None,
        max_length=100,
        description="A storyboard draws cinematic, flat, paper, neon, editorial, watercolor, blueprint or pixel.",
    )
    negative_prompt: str | None = Field(default=None, max_length=2000, description="What must not appear.")
    seed: int | None = Field(default=None, ge=0, le=MAX_SEED, description="The same seed repeats a drawn film.")
    audio: bool | None = Field(default=None, description="With sound; by default unless the named backend makes none.")
    start_image: str | None = Field(
        default=None, description="To start from: path, URL, or a film's frame: job_id@last, @3.2s."
    )
    end_image: str | None = Field(default=None, description="Likewise to end with.")
    reference_images: list[str] = Field(
        default=[], max_length=3, description="Pictures of who or what is in the film, without start_image."
    )
    look: Look = Field(default="auto", description="real: footage that somebody filmed, free, with credits.")
    backend: Annotated[str, AfterValidator(_as_name)] | None = Field(
        default=None, description="Use this backend and no other."
    )
    variants: int = Field(
        default=1, ge=1, le=MOST, description="Takes at once, best first; backend may be several: a, b."
    )
    max_cost_usd: Annotated[Decimal, WithJsonSchema({"type": "number", "minimum": 0})] | None = Field(
        default=None,
        ge=0,
        description="The most this call may cost; bad parts are bought anew within it.",
    )
    brand: BrandGiven | None = Field(default=None, description="JSON: colours, logo, font; or off.")
    min_quality: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Least quality; what is below is bought anew.",
    )
    # Published as text: no client's converter loses what is in it, and Gemini takes no object without named fields.
    plan: Annotated[dict[str, Any] | str, WithJsonSchema({"type": "string"})] | None = Field(
        default=None,
        description="A storyboard plan as JSON to draw: take dry_run's and edit it; subjects may be any emoji.",
    )
    dry_run: bool = Field(default=False, description="Only show backend, price, why and a storyboard's plan.")
    wait_s: WaitSeconds = Field(default=DEFAULT_WAIT_S, description="Seconds; 45 fits every client.")
    quote_id: QuoteId | None = Field(default=None, description="A quote that the user approved.")
    tag: Tag = None
    idempotency_key: IdempotencyKey | None = Field(
        default=None, description="A repeated call with this key gives the same job."
    )


async def ask(params: GenerateVideo, services: CallersServices, report: Report) -> Answer:
    """Check, route and quote; then place the job and wait for it a while."""
    order = await in_thread(order_of, params, services)
    request = order.request
    if not params.dry_run:
        known = await in_thread(services.jobs.placed_before, names.GENERATE_VIDEO, params.idempotency_key, order)
        if known:
            return await answer_when_done(services, known.job_id, params.wait_s, report)
        if params.seed is not None and (made := await in_thread(_made_before, services, order)):
            return await show(services, made, note=_REUSED)
    max_cost = Money.usd(params.max_cost_usd) if params.max_cost_usd is not None else None
    found = await in_thread(routed, services, request, order.takes, max_cost)
    plan, quote = found.plan, found.quote
    await in_thread(_refuse_forbidden, params, services, order, plan)
    if params.dry_run:
        return await in_thread(_dry_run, order, found, services)
    agreed = await in_thread(consent, services, names.GENERATE_VIDEO, params, plan.order[0], quote, params.quote_id)
    max_cost = min((one for one in (max_cost, agreed.limit) if one is not None), default=None)
    spec = JobSpec(
        tool=names.GENERATE_VIDEO,
        title=request.prompt,
        order=order,
        queue=plan.queue,
        hold=quote.cost,
        holds=found.holds,
        backend=plan.order[0],
        max_cost=max_cost,
        pays_for_mending=params.max_cost_usd is not None,
        plan=_job_plan(found),
        cost=quoted(quote).model_dump(mode="json"),
        idempotency_key=params.idempotency_key,
        tag=params.tag or "",
        pictures=request.pictures,
        approved=agreed.approved,
    )
    return await place_and_answer(services, spec, params.wait_s, report)


def _sized(params: GenerateVideo) -> GenerateVideo:
    """With the length and the shape that the prompt asks for, where no argument says another."""
    from painter import size_in

    if params.plan or {"duration_s", "aspect_ratio"} <= params.model_fields_set:
        return params
    said: dict[str, Any] = {}
    size = size_in(params.prompt)
    if size.length_s and "duration_s" not in params.model_fields_set:
        said["duration_s"] = size.length_s
    if size.shape in get_args(AspectRatio) and "aspect_ratio" not in params.model_fields_set:
        said["aspect_ratio"] = size.shape
    return params.model_copy(update=said)


def order_of(params: GenerateVideo, services: CallersServices) -> GeneratedOrder:
    """What the job is asked to do.

    Raises:
        InvalidInputError: Arguments contradict each other, or the plan is wrong.
        FootageError: A picture cannot be had.
    """
    params = _sized(params)
    params, apart = _without_logo(params)
    pictures = pictures_of(services, params.start_image, params.end_image, params.reference_images)
    shape = {name: value for name, value in pictures.shape.items() if name not in params.model_fields_set}
    params = params.model_copy(update=shape)
    film, seed = planned(params), _seed(params)
    takes = wanted(params.variants, backends_of(params.backend), seed)
    if takes:
        refuse_alike(is_planned=film is not None, is_real=params.look == "real")
    wears = worn(services, params.brand)
    said = wears.forbidden_note("The prompt", params.prompt) if wears else ""
    # What goes on from a film is to be joined to it.
    intro, outro = (wears.intro, wears.outro) if wears and not pictures.continues else (None, None)
    return GeneratedOrder(
        prompt=params.prompt,
        duration_s=film.duration_s if film else params.duration_s,
        aspect_ratio=params.aspect_ratio,
        resolution=params.resolution,
        priority=params.priority,
        audio=_sounds(params, services),
        seed=seed,
        style=params.style,
        negative_prompt=params.negative_prompt,
        start_image=pictures.start,
        end_image=pictures.end,
        reference_images=pictures.references,
        backend=takes[0].backend if takes else params.backend,
        min_quality=params.min_quality,
        plan=film.model_dump(mode="json") if film else None,
        look="real" if params.look == "real" else None,
        stock_query=named_clip(params.prompt) if params.look == "real" else "",
        goes_on=pictures.goes_on if film is None else None,
        notes=tuple(filter(None, (apart, *pictures.notes, said))),
        brand=wears.look if wears else None,
        intro=intro,
        outro=outro,
        continues=pictures.continues,
        takes=takes,
    )


def _without_logo(params: GenerateVideo) -> tuple[GenerateVideo, str]:
    """The call without its brand's logo as a picture that the film begins with or shows; and what is told of that."""
    logo = logo_named(params.brand)
    if logo is None or logo not in (params.start_image, params.end_image, *params.reference_images):
        return params, ""
    own: dict[str, Any] = {"reference_images": [one for one in params.reference_images if one != logo]}
    own |= {name: None for name in ("start_image", "end_image") if getattr(params, name) == logo}
    return params.model_copy(update=own), _LOGO


def _refuse_forbidden(params: GenerateVideo, services: CallersServices, order: GeneratedOrder, plan: RoutePlan) -> None:
    """Refuse a film that would show a word which the team's brand forbids: a title, or what is written in quotes."""
    wears = worn(services, params.brand)
    if wears is None or not wears.team.forbidden:
        return
    quoted = [("A quoted text", text) for text in quoted_in(params.prompt)]
    outline = services.router.outline(EMBEDDED, order.request) if plan.order[0] == EMBEDDED else None
    wears.refuse_forbidden([*quoted, *(texts_of_plan(outline) if outline else ())])


def _sounds(params: GenerateVideo, services: CallersServices) -> bool:
    """Whether the film is to have sound; footage has none."""
    if params.audio is not None:
        return params.audio
    names = backends_of(params.backend)
    return params.look != "real" and all(services.router.sounds(name) for name in names or (None,))


def _made_before(services: CallersServices, order: GeneratedOrder) -> JobRecord | None:
    """An earlier job of this very order whose film is still there."""
    made = services.jobs.made_before(names.GENERATE_VIDEO, order, services.reuse_within)
    result = made.result if made else None
    film = result.video.path if result and result.video and not result.in_part else None
    with contextlib.suppress(UnavailableError):  # then it is made again
        if film and local_file(services, film):
            return made
    return None


def planned(params: GenerateVideo) -> FilmPlan | None:
    """The caller's plan, checked; it sets the film's length."""
    given = from_json(params.plan) if isinstance(params.plan, str) else params.plan
    if not given:
        return None
    if not isinstance(given, dict):
        raise InvalidInputError("plan: is no JSON object.", hint="Take the plan of a dry_run.")
    refuse_nul(plan=given)
    from painter import FilmPlan

    try:
        film = FilmPlan.model_validate(mended(given, FilmPlan))
    except ValidationError as exc:
        raise InvalidInputError(problems(exc, FilmPlan, "plan.")) from exc
    if "duration_s" in params.model_fields_set and params.duration_s != film.duration_s:
        raise InvalidInputError(
            f"duration_s is {params.duration_s:g}, but the plan lasts {film.duration_s:g} s.",
            hint="Leave duration_s out, or change the plan's beats and its duration_s.",
        )
    return film


def _seed(params: GenerateVideo) -> int:
    """The caller's seed, else one drawn now, so that a resumed job makes the same film; a repeated call keeps it."""
    if params.seed is not None:
        return params.seed
    if params.idempotency_key is not None:
        return int.from_bytes(hashlib.sha256(params.idempotency_key.encode()).digest()[:8], "big") % (MAX_SEED + 1)
    return secrets.randbelow(MAX_SEED + 1)


def _job_plan(found: Routed) -> JobPlan:
    plan = found.plan
    return JobPlan(
        backend=plan.order[0],
        model=found.quote.model,
        reason=plan.reason,
        degraded=plan.degraded,
        considered=plan.considered,
        order=plan.order,
        takes=found.takes,
        **clips_of(None if found.takes else plan.segments),
    )


def _dry_run(order: GeneratedOrder, found: Routed, services: CallersServices) -> Answer:
    plan, quote = found.plan, found.quote
    outline = services.router.outline(plan.order[0], order.request)
    job = without_job(
        services,
        tool=names.GENERATE_VIDEO,
        status="dry_run",
        message=" ".join(filter(None, ("Nothing was made or charged.", *order.notes, plan_notes(outline)))),
        next_step="Call generate_video again without dry_run to make it.",
        route=folded(route_of(_job_plan(found))),
        cost=quoted(quote),
        plan=compact(outline) if outline else None,
    )
    makers = ", ".join(dict.fromkeys(one.order[0] for one in found.takes)) or plan.order[0]
    what = f"{makers} for {len(found.takes)} takes" if found.takes else makers
    text = f"Would use {what} for up to {quote.cost}: {plan.reason} {job.message} {job.next_step}"
    return Answer(result=job, text=f"{text}\n{in_short(outline)}" if outline else text)


TOOL = Tool(
    name=names.GENERATE_VIDEO,
    title="Generate a video",
    description=(
        "Make a new video from a prompt: an ad, promo, reel, teaser, intro, explainer or realistic clip, by the best "
        "backend that fits the budget; without any, a storyboard is drawn for free. No facts are made up: the prompt "
        "says what is seen, and has steps, figures and brand colours (#0a84ff) in it. Answers within wait_s, with the "
        "finished video or a job to follow with get_job; never start one again because it is slow."
    ),
    params=GenerateVideo,
    result=VideoJob,
    scope="video:make",
    answer=ask,
    work=work,
    open_world=True,
)
