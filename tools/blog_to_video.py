"""blog_to_video: an article becomes a captioned film with chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from films import filmed_scenes
from films.blog import whole_film, work
from films.services import CallersServices
from films.team_brand import file_of
from footage.answers import VideoJob
from footage.domain import EMBEDDED
from footage.errors import InvalidInputError
from footage.money import Money
from footage.ports.generators import Quote
from footage.ports.jobs import JobSpec
from footage.ports.records import FilmedScene, JobPlan
from footage.ports.routing import RoutePlan
from footage.sounds import SoundOrder
from footage.threads import in_thread
from tools import names
from tools.approval import consent, money_explained, plan_within
from tools.base import Answer, Report, Tool
from tools.blog_arguments import BlogToVideo
from tools.blog_plan import dry_run
from tools.blog_script import Directed, direct, warnings_in_short
from tools.brand import Worn, worn
from tools.music import MusicChoice, made_s, resolve_music
from tools.paid_sounds import PlannedSounds, sounds_within
from tools.shown_texts import texts_of_article
from tools.view import answer_when_done, place_and_answer, quoted

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm
    from films.blog_order import BlogOrder

_LONGER = 1.1
"""So much longer than the film is thought to be, music is made for it: a voice may take longer."""

_DRAWN = "Every scene is drawn; no video generator was asked, and nothing was charged."
_DRAWN_WITH_SOUND = "Every scene is drawn; no video generator was asked."


async def ask(params: BlogToVideo, services: CallersServices, report: Report) -> Answer:
    """Read the article and lay its film out; then show the scenes, or place the job and wait for it a while."""
    order, directed = await in_thread(order_of, params, services)
    storyboard = order.storyboard
    if not params.dry_run and (
        known := await in_thread(services.jobs.placed_before, names.BLOG_TO_VIDEO, params.idempotency_key, order)
    ):
        return await answer_when_done(services, known.job_id, params.wait_s, report)
    limit = Money.usd(params.max_cost_usd) if params.max_cost_usd is not None else None
    heard = await in_thread(_heard, services, order, limit)
    film = whole_film(storyboard, params.aspect_ratio, params.resolution)
    plan, drawn = await in_thread(plan_within, services, film, limit)
    scenes, made = await in_thread(
        partial(_filmed, has_paid_sound=bool(heard.holds)), params, services, storyboard, heard.left(services, limit)
    )
    quote = _quote(drawn, scenes, heard)
    job_plan = _job_plan(plan, quote, scenes, made)
    if params.dry_run:
        return await in_thread(dry_run, services, directed, job_plan, quote, heard.shown)
    asked = job_plan.backend if scenes else heard.backend or job_plan.backend
    agreed = await in_thread(consent, services, names.BLOG_TO_VIDEO, params, asked, quote, params.quote_id)
    spec = JobSpec(
        tool=names.BLOG_TO_VIDEO,
        title=storyboard.title,
        order=order,
        queue="cloud" if scenes or heard.holds else plan.queue,
        hold=quote.cost,
        backend=EMBEDDED,
        holds=(*filmed_scenes.holds(scenes), *heard.holds),
        pays_for_mending=limit is not None,
        max_cost=min((one for one in (limit, agreed.limit) if one is not None), default=None),
        plan=job_plan,
        cost=quoted(quote).model_dump(mode="json"),
        idempotency_key=params.idempotency_key,
        tag=params.tag or "",
        approved=agreed.approved,
    )
    return await place_and_answer(services, spec, params.wait_s, report)


# --- reading ----------------------------------------------------------------------------------------------------


def order_of(params: BlogToVideo, services: CallersServices) -> tuple[BlogOrder, Directed]:
    """The film, staged, as the job's order, and what it was staged from."""
    from films.blog_order import BlogOrder
    from films.edited import source_facts
    from footage.edited_film import NOTHING_KNOWN
    from painter import STYLES

    if params.style not in (None, *STYLES):
        raise InvalidInputError(f"There is no style {params.style!r}; it is one of {', '.join(STYLES)}.")
    wears = worn(services, params.brand)
    directed = direct(dressed(params, wears), services.also_reading(_brand_folder(services, wears)))
    music = _music(params, services, wears, directed.film.film.duration_s)
    speakers = directed.speakers
    film = music.under(directed.film, directed.kind)
    forbidden = _forbidden(params, wears, directed)
    article = directed.material.article
    offered = sum(picture.is_worth_showing for picture in directed.material.pictures)
    order = BlogOrder(
        storyboard=wears.choice.on(film) if wears else film,
        captions=params.captions,
        look="real" if params.look == "real" else None,
        credits_card=params.credits == "card",
        aspect_ratio=params.aspect_ratio,
        resolution=params.resolution,
        duration_s=directed.asked_s,
        takes_its_time=directed.is_given and "duration_s" not in params.model_fields_set,
        voice=speakers.voice,
        sounds=SoundOrder(
            voices=speakers.paid, music=music.paid, must_speak=bool(speakers.paid and speakers.must_speak)
        ),
        music_file=music.file,
        notes=(*directed.notes, *forbidden, *warnings_in_short(directed.warnings)),
        source=source_facts(directed.film, article.outline, article.raw, offered) if article else NOTHING_KNOWN,
        script=directed.script,
        restaging=directed.restaging(params.style) if _may_change(directed, services) else None,
        intro=wears.intro if wears else None,
        outro=wears.outro if wears else None,
    )
    return order, replace(directed, notes=(*directed.notes, *forbidden))


def dressed(params: BlogToVideo, wears: Worn | None) -> BlogToVideo:
    """The call with the voice and the last words of its team's brand, where it says none itself."""
    if wears is None:
        return params
    own: dict[str, str] = {}
    if params.voice is None and wears.team.voice:
        own["voice"] = wears.team.voice
    if params.call_to_action is None and wears.team.end_card:
        own["call_to_action"] = wears.team.end_card.line
    return params.model_copy(update=own)


def _music(params: BlogToVideo, services: CallersServices, wears: Worn | None, duration_s: float) -> MusicChoice:
    music = wears.team.music if wears and "music" not in params.model_fields_set else None
    reading = services.also_reading(_brand_folder(services, wears))
    return resolve_music(reading, music or params.music, made_s(duration_s * _LONGER))


def _brand_folder(services: CallersServices, wears: Worn | None) -> tuple[Path, ...]:
    """Where a brand's own voice and music are, which a caller may not name."""
    return (file_of(services.home, services.caller.team_id).parent.resolve(),) if wears else ()


def _forbidden(params: BlogToVideo, wears: Worn | None, directed: Directed) -> tuple[str, ...]:
    """Refuse a film that says or shows what its brand forbids; a dry run shows its script all the same."""
    if wears is None:
        return ()
    try:
        wears.refuse_forbidden(texts_of_article(directed.film, directed.script))
    except InvalidInputError as exc:
        if not params.dry_run:
            hint = "Call blog_to_video with dry_run=true, mend the words in its plan.script, and pass that as script."
            raise InvalidInputError(exc.message, hint=hint) from exc
        return (exc.message,)
    return ()


def _may_change(directed: Directed, services: CallersServices) -> bool:
    """Whether the job may stage the film again: with better words, or as its voice turns out to speak."""
    return not directed.is_given and (services.script_editor is not None or directed.speakers.rate is not None)


# --- quoting ----------------------------------------------------------------------------------------------------


def _heard(services: CallersServices, order: BlogOrder, limit: Money | None) -> PlannedSounds:
    """What the first voice and the music of a film cost."""
    wanted = order.sounds
    return sounds_within(
        services,
        limit,
        voice=next(iter(wanted.voices), None),
        lines=[line for scene in order.storyboard.scenes for line in scene.lines],
        music=[wanted.music] if wanted.music else [],
    )


def _filmed(
    params: BlogToVideo,
    services: CallersServices,
    storyboard: ArticleFilm,
    limit: Money | None,
    *,
    has_paid_sound: bool,
) -> tuple[list[FilmedScene], str]:
    """The scenes that are filmed, or that somebody has filmed, in the film's order; and what is told of them."""
    from films.stock.choose import choose, summary

    is_real = params.look == "real"
    real = choose(
        services, storyboard, aspect_ratio=params.aspect_ratio, resolution=params.resolution, everywhere=is_real
    )
    with money_explained(services, limit):
        made = filmed_scenes.choose(
            services,
            storyboard,
            aspect_ratio=params.aspect_ratio,
            resolution=params.resolution,
            priority=params.priority,
            limit=limit,
            apart=real.beats,
            only_named=is_real,
        )
    scenes = [*made, *real.scenes]
    told = [
        filmed_scenes.summary(made, len(storyboard.scenes)) if made else "",
        summary(storyboard, real),
        "" if scenes else _DRAWN_WITH_SOUND if has_paid_sound else _DRAWN,
        *real.notes,
        filmed_scenes.undone(storyboard, scenes, real=is_real),
    ]
    return sorted(scenes, key=lambda one: (one.scene, one.take)), " ".join(filter(None, told))


def _quote(drawn: Quote, scenes: Sequence[FilmedScene], heard: PlannedSounds) -> Quote:
    """What the whole film costs at most."""
    if not scenes:
        return heard.quote or drawn
    total = sum((one.hold.amount for one in scenes), heard.cost)
    of_sound = " and those of voice and music" if heard.holds else ""
    source = f"the scenes' prices together{of_sound}; see route.scenes"
    return Quote(model=drawn.model, cost=total, price_source=source)


def _job_plan(plan: RoutePlan, quote: Quote, scenes: Sequence[FilmedScene], reason: str) -> JobPlan:
    return JobPlan(
        backend=scenes[0].backend if scenes else plan.order[0],
        model=quote.model,
        reason=reason,
        degraded=False,
        considered=tuple(one for one in plan.considered if one.rejected is None),
        order=plan.order,
        scenes=tuple(scenes),
    )


TOOL = Tool(
    name=names.BLOG_TO_VIDEO,
    title="Turn an article into a video",
    description=(
        "Make a captioned, narrated film with chapters and music out of an article, blog post, notes or help page, or "
        "a slideshow of images; free. You direct: dry_run gives the script and what the article has; edit the script, "
        "and pass it back; only changed scenes are made again. A video generator films places within max_cost_usd."
    ),
    params=BlogToVideo,
    result=VideoJob,
    scope="video:make",
    answer=ask,
    work=work,
    open_world=True,
)
