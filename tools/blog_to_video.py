"""blog_to_video: an article becomes a captioned film with chapters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urljoin, urlsplit

from pydantic import Field, WithJsonSchema

from footage.answers import Cost, Route, VideoJob
from footage.domain import AspectRatio, Priority, VideoRequest
from footage.errors import FootageError, InvalidInputError, NotFoundError
from footage.money import ZERO, Money
from footage.ports.generators import Quote, Services
from footage.ports.jobs import JobContext, JobSpec, Work
from footage.ports.routing import RoutePlan
from footage.threads import in_thread
from footage.turns import in_turn
from tools import filmed
from tools.approval import approved_limit
from tools.base import DEFAULT_WAIT_S, Answer, FromJson, Params, Report, Tool, WaitSeconds
from tools.deliver import TRACK_NAME, deliver
from tools.filmed import FilmedScene
from tools.inputs import MAX_PATH_CHARS, confined, resolve_image, url_of
from tools.narration import choose_voice, length_notes, narrate, spoken_captions
from tools.view import answer_when_done, without_job

if TYPE_CHECKING:
    from media.article.narration import Narration
    from media.article.outline import Outline
    from media.article.storyboard import Storyboard
    from media.speech.voices import Voice

NAME = "blog_to_video"
BACKEND = "storyboard"
RESOLUTION: Literal["720p"] = "720p"
MAX_PICTURES = 12
MAX_SOURCE_CHARS = 2_000_000
_SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".html", ".htm", ".xhtml", ".txt"})
_PATHS = ("/", "~", "./", "../")
_DRAWN = "Every scene is drawn; no video generator was asked, and nothing was charged."
_SPOKEN, _FILMED = 0.15, 0.5
_SHORT = "The article does not say enough for {asked:g} s, so the film lasts {lasts:g} s."


class BlogToVideo(Params):
    """Arguments of blog_to_video."""

    source: str = Field(
        min_length=1,
        max_length=MAX_SOURCE_CHARS,
        description="The article: Markdown, HTML or plain text, or the path or https URL of one.",
    )
    duration_s: float = Field(default=60, ge=15, le=180, description="Length in seconds.")
    aspect_ratio: AspectRatio = "16:9"
    style: str | None = Field(default=None, max_length=100, description="As in generate_video; usually editorial.")
    images: Annotated[list[str], FromJson] = Field(
        default=[], max_length=MAX_PICTURES, description="Paths or https URLs of more pictures to show."
    )
    narration: Literal["auto", "on", "off"] = Field(
        default="auto", description="auto: where a voice for its language is there."
    )
    captions: bool = Field(default=True, description="Sentences in the picture, a caption track, SRT and VTT.")
    priority: Priority = Field(default="balanced", description="cost: draw more and film less.")
    max_cost_usd: Annotated[Decimal, WithJsonSchema({"type": "number", "minimum": 0})] | None = Field(
        default=None, ge=0
    )
    dry_run: bool = Field(default=False, description="Only show every scene with its text and price.")
    wait_s: WaitSeconds = DEFAULT_WAIT_S
    quote_id: str | None = Field(default=None, max_length=100)
    idempotency_key: str | None = Field(default=None, min_length=1, max_length=200)


@dataclass(frozen=True, kw_only=True)
class _Article:
    """An article and where it came from, to find its pictures."""

    outline: Outline
    folder: Path | None = None
    url: str | None = None


async def ask(params: BlogToVideo, services: Services, report: Report) -> Answer:
    """Read the article and lay its film out; then show the scenes, or place the job and wait for it a while."""
    storyboard, voice, notes = await in_thread(_laid_out, params, services)
    request = {
        "storyboard": storyboard.model_dump(mode="json"),
        "captions": params.captions,
        "aspect_ratio": params.aspect_ratio,
        "duration_s": params.duration_s,
        "voice": voice.model_dump(mode="json") if voice else None,
        "notes": notes,
    }
    if not params.dry_run and (
        known := await in_thread(services.jobs.placed_before, NAME, params.idempotency_key, request)
    ):
        return await answer_when_done(services, known.job_id, params.wait_s, report)
    limit = Money.usd(params.max_cost_usd) if params.max_cost_usd is not None else None
    plan, drawn = await in_thread(services.router.plan, _request(storyboard, params.aspect_ratio), limit)
    scenes = await in_thread(_filmed, params, services, storyboard, limit)
    quote = _quote(drawn, scenes)
    route = _route(plan, quote, scenes, len(storyboard.scenes))
    if params.dry_run:
        return await in_thread(_dry_run, services, storyboard, notes, route, quote, scenes)
    consented = await in_thread(approved_limit, services, NAME, params, route.backend, quote, params.quote_id)
    spec = JobSpec(
        tool=NAME,
        title=storyboard.title,
        request=request,
        queue="cloud" if scenes else plan.queue,
        hold=quote.cost,
        backend=BACKEND,
        holds=filmed.holds(scenes),
        max_cost=min((one for one in (limit, consented) if one is not None), default=None),
        route=route.model_dump(mode="json"),
        cost=_cost(quote).model_dump(mode="json"),
        idempotency_key=params.idempotency_key,
    )
    job = await in_thread(services.jobs.place, spec)
    return await answer_when_done(services, job.job_id, params.wait_s, report)


def work(services: Services) -> Work:
    """Speak and draw the scenes that are not there yet, join them, put the film away."""

    async def make(job: JobContext) -> Mapping[str, Any]:
        from media.article.film import draw, forget, parts_of
        from media.article.footage import fitted
        from media.article.storyboard import Storyboard

        storyboard = Storyboard.model_validate(job.record.request["storyboard"])
        await in_thread(_check_pictures, storyboard)
        narration = await narrate(job, services, storyboard, until=_SPOKEN)
        scenes = [FilmedScene.model_validate(one) for one in (job.record.route or {}).get("scenes", [])]
        storyboard = filmed.cut_apart(narration.storyboard if narration else storyboard, scenes)
        clips, undone = await filmed.film(services, job, scenes, _SPOKEN, _FILMED if scenes else _SPOKEN)
        first = _FILMED if scenes else _SPOKEN
        parts = await in_thread(parts_of, storyboard)
        files: list[Path] = []
        for at, part in enumerate(parts):
            if at in clips:
                files.append(await in_turn(fitted, clips[at], storyboard, at, services.parts_dir, job.work_dir))
                continue
            said = f"Drawing scene {at + 1} of {len(parts)}"
            start, end = (first + (0.9 - first) * share / len(parts) for share in (at, at + 1))
            await job.report(start, said)
            reporter = job.reporter(start, end, said)
            files.append(await in_thread(draw, part, services.parts_dir, job.work_dir, reporter))
        await job.report(0.92, "Joining the scenes")
        result = await in_thread(_finished, services, job, storyboard, files, narration, undone)
        await in_thread(forget, services.parts_dir)
        await in_thread(filmed.forget, services)
        return result

    return make


# --- reading ----------------------------------------------------------------------------------------------------


def _laid_out(params: BlogToVideo, services: Services) -> tuple[Storyboard, Voice | None, list[str]]:
    from media.article.storyboard import TOLERANCE, plan_storyboard
    from media.frame_size import frame_size
    from painter import STYLES

    if params.style not in (None, *STYLES):
        raise InvalidInputError(f"There is no style {params.style!r}; it is one of {', '.join(STYLES)}.")
    article = _read(services, params.source)
    voice, told = choose_voice(params.narration, services, article.outline)
    given = [(image, str(resolve_image(services, image))) for image in params.images]
    mentioned, notes = _pictures(services, article, MAX_PICTURES - len(given))
    storyboard = plan_storyboard(
        article.outline,
        duration_s=params.duration_s,
        size=frame_size(params.aspect_ratio, RESOLUTION),
        style=params.style,
        captions=params.captions,
        pictures=[*mentioned, *given],
        site=urlsplit(article.url).hostname or "" if article.url else "",
        narrated=voice is not None,
    )
    lasts = storyboard.film.duration_s
    if lasts < params.duration_s * (1 - TOLERANCE):
        notes.append(_SHORT.format(asked=params.duration_s, lasts=lasts))
    return storyboard, voice, [*told, *notes]


def _read(services: Services, source: str) -> _Article:
    """The article a caller passes or names.

    Raises:
        FootageError: It cannot be read; as in `tools.inputs.confined`, `footage.ports.files.RemoteFiles`, and
            `media.article.read.read_article`.
    """
    from media.article.read import MAX_ARTICLE_BYTES, read_article

    if "\n" in source or len(source) > MAX_PATH_CHARS:
        return _Article(outline=read_article(source))
    if url := url_of(source):
        content = services.remote.fetch(url, max_bytes=MAX_ARTICLE_BYTES).read_bytes()
        name = PurePosixPath(urlsplit(url).path).stem
        return _Article(outline=read_article(content, name=name, url=url), url=url)
    if Path(source).suffix.lower() not in _SUFFIXES and not source.startswith(_PATHS):
        return _Article(outline=read_article(source))
    path = confined(services, source)
    if path.stat().st_size > MAX_ARTICLE_BYTES:
        raise InvalidInputError(f"{path.name!r} is larger than {MAX_ARTICLE_BYTES / 1e6:g} MB.")
    return _Article(outline=read_article(path.read_bytes(), name=path.stem), folder=path.parent)


def _pictures(services: Services, article: _Article, most: int) -> tuple[list[tuple[str, str]], list[str]]:
    """The article's own pictures that can be shown, and what became of the others."""
    from media.article.outline import Picture

    found: dict[str, str] = {}
    notes: list[str] = []
    sources = dict.fromkeys(block.source for block in article.outline.blocks if isinstance(block, Picture))
    for source in list(sources)[: max(0, most)]:
        try:
            found[source] = str(resolve_image(services, _located(article, source)))
        except FootageError as exc:
            notes.append(f"A picture was left out ({exc.code}): {source[:80]}.")
    return list(found.items()), notes


def _located(article: _Article, source: str) -> str:
    """A picture's URL or path; what stands in a page is never a path on this machine."""
    if article.url:
        return urljoin(article.url, source)
    return source if url_of(source) or article.folder is None else str(article.folder / source)


# --- quoting ----------------------------------------------------------------------------------------------------


def _request(storyboard: Storyboard, aspect_ratio: AspectRatio) -> VideoRequest:
    """The whole film as a generator would be asked for it."""
    return VideoRequest(
        prompt=storyboard.title,
        duration_s=storyboard.film.duration_s,
        aspect_ratio=aspect_ratio,
        resolution=RESOLUTION,
        priority="balanced",
        audio=True,
        seed=storyboard.film.seed,
        backend=BACKEND,
    )


def _filmed(params: BlogToVideo, services: Services, storyboard: Storyboard, limit: Money | None) -> list[FilmedScene]:
    return filmed.choose(
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
    total = sum((one.cost for one in scenes), ZERO)
    return Quote(model=drawn.model, cost=total, price_source="the scenes' prices together; see route.scenes")


def _route(plan: RoutePlan, quote: Quote, scenes: Sequence[FilmedScene], count: int) -> Route:
    return Route(
        backend=scenes[0].backend if scenes else plan.order[0],
        model=quote.model,
        reason=filmed.told(scenes, count) if scenes else _DRAWN,
        degraded=False,
        considered=[one for one in plan.considered if one.rejected is None],
        scenes=filmed.stored(scenes),
    )


def _cost(quote: Quote) -> Cost:
    return Cost(
        quoted_usd=quote.cost.as_usd(),
        charged_usd="0.00",
        price_source=quote.price_source,
        price_as_of=quote.price_as_of,
    )


def _dry_run(
    services: Services,
    storyboard: Storyboard,
    notes: Sequence[str],
    route: Route,
    quote: Quote,
    scenes: Sequence[FilmedScene],
) -> Answer:
    job = without_job(
        services,
        tool=NAME,
        status="dry_run",
        message=" ".join(["Nothing was made.", route.reason, *notes]),
        next_step="Call blog_to_video again without dry_run to make it.",
        route=route,
        cost=_cost(quote),
        plan=_shown(storyboard, quote, {one.scene: one for one in scenes}),
    )
    lasts, count = storyboard.film.duration_s, len(storyboard.scenes)
    return Answer(result=job, text=f"{count} scenes, {lasts:g} s, {quote.cost}. {job.message} {job.next_step}")


def _shown(storyboard: Storyboard, quote: Quote, made: Mapping[int, FilmedScene]) -> dict[str, Any]:
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
            "backend": made[at].backend if at in made else BACKEND,
            "cost_usd": made[at].cost_usd if at in made else "0.00",
        }
        for at, (start_s, beat, note) in enumerate(zip(film.starts_s, film.beats, storyboard.scenes, strict=True))
    ]
    return {
        "title": storyboard.title,
        "duration_s": film.duration_s,
        "total_usd": quote.cost.as_usd(),
        "scenes": scenes,
    }


# --- making -----------------------------------------------------------------------------------------------------


def _check_pictures(storyboard: Storyboard) -> None:
    for path in storyboard.pictures:
        if not Path(path).is_file():
            raise NotFoundError(
                f"The picture {Path(path).name!r} is no longer there.", hint="Call blog_to_video again."
            )


def _finished(
    services: Services,
    job: JobContext,
    storyboard: Storyboard,
    files: Sequence[Path],
    narration: Narration | None,
    undone: Sequence[str],
) -> Mapping[str, Any]:
    """Join the scenes, add the captions, measure, store."""
    from media.article.film import join
    from media.captions import burn
    from media.captions.model import validate_cues
    from media.captions.subtitles import to_srt, to_vtt

    request = job.record.request
    film = job.work_dir / "joined.mp4"
    join(storyboard, files, film, job.work_dir, narration.voice if narration else ())
    subtitles: dict[str, str] = {}
    language = narration.language if narration else storyboard.language
    reason = Route(**(job.record.route or {})).reason
    notes = [reason, *request["notes"], *undone, *length_notes(narration, request)]
    if request["captions"]:
        if narration:
            cues, note = spoken_captions(narration)
            notes.append(note)
        else:
            cues = validate_cues(storyboard.cues(), storyboard.film.duration_s)
        subtitles = {"captions.srt": to_srt(cues), TRACK_NAME: to_vtt(cues)}
        silent, film = film, job.work_dir / "captioned.mp4"
        # Sentences stand in the picture already, so the track waits until somebody asks for it.
        burn.soft(silent, cues, film, language=_track_language(language), shown=False)
    quality = services.judge.check(film, _request(storyboard, request["aspect_ratio"]))
    video = deliver(services, job, film, subtitles=subtitles)
    return {
        "video": video.model_dump(mode="json"),
        "quality": quality.model_dump(mode="json"),
        "message": " ".join(["Done.", *notes]),
    }


def _track_language(said: str) -> str:
    """The article's language as tracks carry it, where it is one we know."""
    from media.captions.model import language_code

    try:
        return language_code(said or "und")
    except InvalidInputError:
        return "und"


TOOL = Tool(
    name=NAME,
    title="Turn an article into a video",
    description=(
        "Make a captioned, narrated film with chapters out of a blog post: its key sentences, figures, lists, quotes, "
        "code and pictures as drawn scenes, free; with a video generator, places are filmed as the budget allows. "
        "A changed article only makes its changed scenes again. Answers within wait_s like generate_video."
    ),
    params=BlogToVideo,
    result=VideoJob,
    ask=ask,
    work=work,
    open_world=True,
)
