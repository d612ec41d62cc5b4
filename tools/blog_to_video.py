"""blog_to_video: an article becomes a captioned film with chapters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, WithJsonSchema

from films import filmed_scenes
from films.blog import RESOLUTION, whole_film, work
from films.services import CallersServices
from films.voice import choose_voice, spoken_language
from footage.answers import VideoJob
from footage.domain import EMBEDDED, AspectRatio, Priority
from footage.errors import InvalidInputError
from footage.money import ZERO, Money
from footage.plain_text import shortened
from footage.ports.generators import Quote
from footage.ports.jobs import JobSpec
from footage.ports.records import FilmedScene, JobPlan
from footage.ports.routing import RoutePlan
from footage.threads import in_thread
from tools import names
from tools.approval import consent
from tools.article_source import by_address, find_pictures, read_source
from tools.base import DEFAULT_WAIT_S, Answer, Params, Report, Tool, WaitSeconds
from tools.brief import brief
from tools.inputs import resolve_image
from tools.music import MusicName, resolve_music
from tools.outlines import scenes_in_short
from tools.view import answer_when_done, place_and_answer, quoted, route_of, without_job

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm
    from films.blog_order import BlogOrder

MAX_PICTURES = 12
MAX_SOURCE_CHARS = 2_000_000
_NOTES_CHARS = 300
_DRAWN = "Every scene is drawn; no video generator was asked, and nothing was charged."
_SHORT = "The article does not say enough for {asked:g} s, so the film lasts {lasts:g} s."


class BlogToVideo(Params):
    """Arguments of blog_to_video."""

    source: str = Field(
        min_length=1,
        max_length=MAX_SOURCE_CHARS,
        description="The article: Markdown, HTML or text, or its path or https URL.",
    )
    duration_s: float = Field(default=60, ge=15, le=180, description="Length in seconds.")
    aspect_ratio: AspectRatio = "16:9"
    style: str | None = Field(default=None, max_length=100, description="As in generate_video; usually editorial.")
    images: list[str] = Field(
        default=[], max_length=MAX_PICTURES, description="Paths or https URLs of more pictures to show."
    )
    narration: Literal["auto", "on", "off"] = Field(
        default="auto", description="auto: where a voice for its language is there."
    )
    music: MusicName = Field(
        default="auto",
        description="auto, off, piano, acoustic, bright, upbeat, cinematic, tense, lofi, ambient, minimal, or an "
        "audio file's path or https URL.",
    )
    captions: bool = Field(default=True, description="Sentences in the picture, a caption track, SRT and VTT.")
    priority: Priority = Field(default="balanced", description="cost: draw more and film less.")
    max_cost_usd: Annotated[Decimal, WithJsonSchema({"type": "number", "minimum": 0})] | None = Field(
        default=None, ge=0
    )
    dry_run: bool = Field(default=False, description="Only show every scene with its text and price.")
    wait_s: WaitSeconds = DEFAULT_WAIT_S
    quote_id: str | None = Field(default=None, max_length=100)
    idempotency_key: str | None = Field(default=None, max_length=200)


async def ask(params: BlogToVideo, services: CallersServices, report: Report) -> Answer:
    """Read the article and lay its film out; then show the scenes, or place the job and wait for it a while."""
    order = await in_thread(_order, params, services)
    storyboard = order.storyboard
    if not params.dry_run and (
        known := await in_thread(services.jobs.placed_before, names.BLOG_TO_VIDEO, params.idempotency_key, order)
    ):
        return await answer_when_done(services, known.job_id, params.wait_s, report)
    limit = Money.usd(params.max_cost_usd) if params.max_cost_usd is not None else None
    plan, drawn = await in_thread(services.router.plan, whole_film(storyboard, params.aspect_ratio), limit)
    scenes = await in_thread(_filmed, params, services, storyboard, limit)
    quote = _quote(drawn, scenes)
    job_plan = _job_plan(plan, quote, scenes, len(storyboard.scenes))
    if params.dry_run:
        return await in_thread(_dry_run, services, order, job_plan, quote)
    agreed = await in_thread(consent, services, names.BLOG_TO_VIDEO, params, job_plan.backend, quote, params.quote_id)
    spec = JobSpec(
        tool=names.BLOG_TO_VIDEO,
        title=storyboard.title,
        order=order,
        queue="cloud" if scenes else plan.queue,
        hold=quote.cost,
        backend=EMBEDDED,
        holds=filmed_scenes.holds(scenes),
        pays_for_mending=limit is not None,
        max_cost=min((one for one in (limit, agreed.limit) if one is not None), default=None),
        plan=job_plan,
        cost=quoted(quote).model_dump(mode="json"),
        idempotency_key=params.idempotency_key,
        approved=agreed.approved,
    )
    return await place_and_answer(services, spec, params.wait_s, report)


# --- reading ----------------------------------------------------------------------------------------------------


def _order(params: BlogToVideo, services: CallersServices) -> BlogOrder:
    """The film, laid out."""
    from films.article.layout import plan_article_film
    from films.article.storyboard import TOLERANCE
    from films.blog_order import BlogOrder
    from films.edited import source_facts
    from media.frame_size import frame_size
    from painter import STYLES

    if params.style not in (None, *STYLES):
        raise InvalidInputError(f"There is no style {params.style!r}; it is one of {', '.join(STYLES)}.")
    article = read_source(services, params.source)
    outline = article.outline.model_copy(update={"language": spoken_language(article.outline)})
    voice, voice_notes = choose_voice(params.narration, services, outline.language)
    given = [(image, str(resolve_image(services, image))) for image in params.images]
    offered, notes = find_pictures(services, article, MAX_PICTURES - len(given))
    music = resolve_music(services, params.music)
    storyboard = plan_article_film(
        outline,
        duration_s=params.duration_s,
        size=frame_size(params.aspect_ratio, RESOLUTION),
        style=params.style,
        captions=params.captions,
        pictures=[*by_address(outline, offered), *given],
        site=urlsplit(article.url).hostname or "" if article.url else "",
        narrated=voice is not None,
    )
    lasts = storyboard.film.duration_s
    if lasts < params.duration_s * (1 - TOLERANCE):
        notes.append(_SHORT.format(asked=params.duration_s, lasts=lasts))
    return BlogOrder(
        storyboard=music.under(storyboard),
        captions=params.captions,
        aspect_ratio=params.aspect_ratio,
        duration_s=params.duration_s,
        voice=voice,
        music_file=music.file,
        notes=(*voice_notes, *article.outline.notes, *notes),
        source=source_facts(storyboard, article.outline, article.raw),
    )


# --- quoting ----------------------------------------------------------------------------------------------------


def _filmed(
    params: BlogToVideo, services: CallersServices, storyboard: ArticleFilm, limit: Money | None
) -> list[FilmedScene]:
    return filmed_scenes.choose(
        services,
        storyboard,
        aspect_ratio=params.aspect_ratio,
        resolution=RESOLUTION,
        priority=params.priority,
        limit=limit,
    )


def _quote(drawn: Quote, scenes: Sequence[FilmedScene]) -> Quote:
    """What the whole film costs at most."""
    if not scenes:
        return drawn
    total = sum((one.hold.amount for one in scenes), ZERO)
    return Quote(model=drawn.model, cost=total, price_source="the scenes' prices together; see route.scenes")


def _job_plan(plan: RoutePlan, quote: Quote, scenes: Sequence[FilmedScene], count: int) -> JobPlan:
    return JobPlan(
        backend=scenes[0].backend if scenes else plan.order[0],
        model=quote.model,
        reason=filmed_scenes.summary(scenes, count) if scenes else _DRAWN,
        degraded=False,
        considered=tuple(one for one in plan.considered if one.rejected is None),
        order=plan.order,
        scenes=tuple(scenes),
    )


def _dry_run(services: CallersServices, order: BlogOrder, plan: JobPlan, quote: Quote) -> Answer:
    storyboard = order.storyboard
    job = without_job(
        services,
        tool=names.BLOG_TO_VIDEO,
        status="dry_run",
        message=" ".join(["Nothing was made.", plan.reason, *order.notes]),
        next_step="Call blog_to_video again without dry_run to make it.",
        route=route_of(plan),
        cost=quoted(quote),
        plan=_shown(storyboard, quote, {one.scene: one for one in plan.scenes}),
    )
    lasts, count = storyboard.film.duration_s, len(storyboard.scenes)
    text = f"{count} scenes, {lasts:g} s, {quote.cost}. {shortened(job.message, _NOTES_CHARS)} {job.next_step}"
    return Answer(result=brief(job, is_new_film=True), text=f"{text}\n{scenes_in_short(job.plan or {})}")


def _shown(storyboard: ArticleFilm, quote: Quote, made: Mapping[int, FilmedScene]) -> dict[str, Any]:
    """The film as a caller may judge it before it is made; the price is the whole film's."""
    film = storyboard.film
    scenes = [
        {
            "kind": note.kind,
            "chapter": note.chapter,
            "text": " ".join(note.lines),
            "start_s": start_s,
            "duration_s": beat.duration_s,
            "shows": beat.card.kind if beat.card else " ".join([*beat.subjects, beat.setting]),
            "backend": made[at].backend if at in made else EMBEDDED,
            "cost_usd": made[at].hold.amount.as_usd() if at in made else "0.00",
        }
        for at, (start_s, beat, note) in enumerate(zip(film.starts_s, film.beats, storyboard.scenes, strict=True))
    ]
    return {
        "title": storyboard.title,
        "duration_s": film.duration_s,
        "total_usd": quote.cost.as_usd(),
        "scenes": scenes,
    }


TOOL = Tool(
    name=names.BLOG_TO_VIDEO,
    title="Turn an article into a video",
    description=(
        "Make a captioned, narrated film with chapters out of a blog post: its key sentences, figures, lists, quotes, "
        "code and pictures as drawn scenes, free; with a video generator, places are filmed as the budget allows. "
        "A changed article only makes its changed scenes again. Answers within wait_s like generate_video."
    ),
    params=BlogToVideo,
    result=VideoJob,
    scope="video:make",
    answer=ask,
    work=work,
    open_world=True,
)
