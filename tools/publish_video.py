"""publish_video: a film sent to YouTube, TikTok, Instagram or a place of one's own, once."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from films.origin import footage_of
from films.outlet_files import require_taken
from films.publish_order import LINK, NAMES, PublishOrder
from films.published import work
from films.services import CallersServices
from films.stock.told import credits_text
from films.stored import local_file, stored_as
from footage.answers import VideoJob
from footage.canonical import fingerprint, hash_of
from footage.domain import TERMINAL
from footage.errors import FootageError, InvalidInputError, UnavailableError
from footage.plain_text import shortened
from footage.ports.jobs import JobRecord, JobSpec
from footage.ports.money import ApprovedQuote
from footage.ports.outlets import AccountLine, Posting, Target, Visibility
from footage.threads import in_thread, utc_now
from tools import names
from tools.approval import consent_to_publish
from tools.base import DEFAULT_WAIT_S, Answer, IdempotencyKey, Params, QuoteId, Report, Tool, WaitSeconds
from tools.inputs import Source, resolve_video
from tools.publish_texts import description_for, moment_of, name_of, tags_for, title_for
from tools.view import place_and_answer, show, without_job
from tools.wait import wait_for


class PublishVideo(Params):
    """Arguments of publish_video."""

    video: str = Field(min_length=1, description="A job_id, path or URL.")
    target: Target = Field(description="tiktok: a draft in the app; store: a connected place.")
    account: str | None = Field(
        default=None, max_length=200, description="Where several are connected; link: a permanent link."
    )
    title: str | None = Field(default=None, max_length=300)
    description: str = Field(default="", max_length=5000)
    tags: list[str] = Field(default=[], max_length=50)
    visibility: Visibility = "private"
    publish_at: str | None = Field(default=None, max_length=40, description="For youtube, with time zone.")
    playlist: str | None = Field(default=None, max_length=100)
    captions: bool = True
    made_with_ai: bool = True
    dry_run: bool = Field(default=False, description="Only show what would be sent.")
    wait_s: WaitSeconds = DEFAULT_WAIT_S
    quote_id: QuoteId | None = None
    idempotency_key: IdempotencyKey | None = Field(
        default=None, min_length=1, description="A new key sends a film again."
    )


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """What would be sent, and whether a person must agree to it first."""

    order: PublishOrder
    title: str
    is_seen: bool
    known: Posting | None


async def ask(params: PublishVideo, services: CallersServices, report: Report) -> Answer:
    """Check film, account and texts; then show them, ask for consent, or place the job and wait for it a while."""
    plan = await in_thread(_planned, params, services)
    if params.dry_run:
        return _shown(services, plan)
    if plan.known is not None:
        record = await wait_for(services.jobs, plan.known.job_id, params.wait_s, report)
        return await show(services, record, note=_known(plan.known, record))
    approved = await in_thread(_consent, params, services, plan) if plan.is_seen else None
    spec = JobSpec(
        tool=names.PUBLISH_VIDEO,
        title=f"{shortened(plan.order.title, 80)} to {NAMES[params.target]}",
        order=plan.order,
        queue="cloud",
        idempotency_key=params.idempotency_key or await in_thread(_own_key, services, plan.order),
        approved=approved,
    )
    return await place_and_answer(services, spec, params.wait_s, report)


def _planned(params: PublishVideo, services: CallersServices) -> _Plan:
    from media.probe import probe

    _refuse_contradictions(params)
    publish_at = moment_of(params.publish_at, utc_now())
    source = resolve_video(services, params.video)
    account = _account(params, services)
    record = services.jobs.get(source.job_id) if source.job_id else None
    if params.target == "store":
        _require_address(services, source, account)
    info = probe(source.path)
    require_taken(params.target, info.duration_s, info.width, info.height)
    title, notes = title_for(params.target, params.title, source.title)
    stock = footage_of(services.jobs.get, source.job_id).stock  # nobody asks to be named for a sound
    named = credits_text(title, stock) if stock else ""
    description, more = description_for(params.target, params.description, named)
    tags, left = tags_for(params.target, params.tags)
    with source.path.open("rb") as film:
        digest = hashlib.file_digest(film, "sha256").hexdigest()
    beside = _beside(services, record)
    captions = beside.get("subtitles") if params.captions else None
    captions = captions if captions and captions.suffix.lower() == ".srt" else None
    language = _language(record, captions)
    unknown = captions is not None and language is None and params.target == "youtube"
    guessed = ["its captions go as English: nobody knows their language"] if unknown else []
    order = PublishOrder(
        source=source.path,
        source_job_id=source.job_id,
        film_sha256=digest,
        duration_s=round(info.duration_s, 3),
        target=params.target,
        account=account.account,
        account_title=account.title,
        once=_once(services, params, account, digest),
        name=name_of(title),
        title=title,
        description=description,
        tags=tags,
        visibility=params.visibility,
        publish_at=publish_at,
        made_with_ai=params.made_with_ai,
        captions=captions,
        language=language,
        poster=beside.get("poster"),
        playlist=params.playlist,
        notes=(*notes, *more, *left, *guessed),
    )
    is_seen = params.visibility != "private" or publish_at is not None or account.is_public
    return _Plan(order=order, title=title, is_seen=is_seen, known=services.postings.known(order.once))


def _refuse_contradictions(params: PublishVideo) -> None:
    """Raise InvalidInputError where a target cannot do what is asked of it."""
    target, visibility = params.target, params.visibility
    if target == "tiktok" and visibility != "private":
        raise InvalidInputError(
            "TikTok gets a draft, which its owner posts in the app.", hint="Call again with visibility='private'."
        )
    if target == "instagram" and visibility != "public":
        raise InvalidInputError(
            "Instagram has no private or unlisted reels.",
            hint="Ask the user; if all may see it, call again with visibility='public'.",
        )
    if params.publish_at is not None and target != "youtube":
        raise InvalidInputError("Only YouTube publishes at a time.", hint="Call again without publish_at, then.")
    if params.publish_at is not None and visibility != "private":
        raise InvalidInputError(
            "A film that waits for publish_at is private until then.", hint="Call again with visibility='private'."
        )
    if params.playlist is not None and target != "youtube":
        raise InvalidInputError("Only YouTube has playlists.", hint="Call again without playlist.")


def _account(params: PublishVideo, services: CallersServices) -> AccountLine:
    """The account that is meant.

    Raises:
        UnavailableError: None is connected.
        InvalidInputError: Several are, or none is called so.
    """
    mine = [one for one in services.accounts.listed() if one.target == params.target]
    if params.target == "store" and services.links is not None:
        facts = {"kind": LINK, "public": True}
        now = utc_now()
        mine.append(AccountLine(target="store", account=LINK, title="permanent link", facts=facts, connected_at=now))
    if params.account is not None:
        wanted = params.account.strip().lower()
        mine = [one for one in mine if wanted in {one.account.lower(), one.title.lower()}] or _no_such(params, mine)
    if not mine:
        raise UnavailableError(
            f"No account of {params.target} is connected.",
            hint=f"Ask the user to run `footage connect {params.target}` on the machine that runs Footage.",
        )
    places = [one for one in mine if one.account != LINK] or mine
    if len(places) > 1:
        listed = ", ".join(f"{one.account!r} ({one.title})" for one in places[:10])
        raise InvalidInputError(f"Several accounts are connected: {listed}.", hint="Call again with account= one.")
    return places[0]


def _no_such(params: PublishVideo, mine: list[AccountLine]) -> list[AccountLine]:
    known = ", ".join(repr(one.account) for one in mine[:10]) or "none"
    raise InvalidInputError(
        f"There is no account {params.account!r} of {params.target}; connected: {known}.",
        hint=f"Name one of these, or ask the user to run `footage connect {params.target}`.",
    )


def _require_address(services: CallersServices, source: Source, account: AccountLine) -> None:
    """Permanent links and webhooks are for films that Footage keeps, and that have an address."""
    kind, stored = account.facts.get("kind"), stored_as(source.path)
    if kind not in {LINK, "webhook"}:
        return
    if kind == "webhook" and services.links is None and not services.objects.is_shared:
        raise UnavailableError(
            "A webhook is told where the film is, and nothing says where Footage is on the web.",
            hint="Ask the user to set FOOTAGE_PUBLIC_URL, or FOOTAGE_STORAGE to a bucket.",
        )
    if stored is None or stored[0] != source.job_id:
        raise InvalidInputError(
            "Only a film that a job has made has an address.", hint="Call edit_video first, which makes one."
        )


def _beside(services: CallersServices, record: JobRecord | None) -> dict[str, Path]:
    """What lies beside the film of a job, here."""
    video = record.result.video if record and record.result else None
    named = {"subtitles": video.subtitles, "poster": video.poster} if video else {}
    files = {name: local_file(services, path) for name, path in named.items() if path}
    return {name: file for name, file in files.items() if file}


def _language(record: JobRecord | None, captions: Path | None) -> str | None:
    """The language of a film's texts as a BCP 47 tag: as its job knows it, or as its captions read."""
    from media.captions.languages import UNKNOWN, language_code, short_language

    said = str(record.order_document.get("language") or "") if record else ""
    try:
        code = language_code(said)
    except InvalidInputError:
        code = UNKNOWN
    if code != UNKNOWN:
        return short_language(code) or code
    return _as_it_reads(captions) if captions else None


def _as_it_reads(captions: Path) -> str | None:
    from media.captions.subtitles import parse_subtitles
    from media.speech.language import language_of

    try:
        cues = parse_subtitles(captions.read_bytes()).cues
    except (FootageError, OSError):
        return None
    return language_of(" ".join(cue.text for cue in cues)) or None


def _once(services: CallersServices, params: PublishVideo, account: AccountLine, digest: str) -> str:
    """The same for two calls that would send the same film to the same account."""
    what = [services.caller.team_id, params.target, account.account, digest, params.idempotency_key or ""]
    return hash_of({"once": what})


def _own_key(services: CallersServices, order: PublishOrder) -> str:
    """The same for calls at once that ask for the same, so that they share a job; another where it ended in vain."""
    wish = fingerprint(order)
    for tries in itertools.count():
        key = f"once:{wish}:{tries}"
        before = services.jobs.placed_before(names.PUBLISH_VIDEO, key, order)
        if before is None or before.status not in TERMINAL or services.postings.known(order.once):
            return key
    raise AssertionError("counting ended")


def _known(posting: Posting, record: JobRecord) -> str:
    if posting.state == "in_doubt":
        return "Nobody knows whether this film is there already, so it is not sent again."
    if record.status not in TERMINAL:
        return "This film is on its way there already."
    return "This film was sent there before, and is not sent twice; another idempotency_key sends it again."


def _consent(params: PublishVideo, services: CallersServices, plan: _Plan) -> ApprovedQuote:
    order = plan.order
    where = f"{NAMES[order.target]}, {order.account_title}"
    seen = f"public from {order.publish_at:%Y-%m-%d %H:%M} UTC" if order.publish_at else _seen(params)
    label = "labelled as made with AI" if order.made_with_ai else "without a label as made with AI"
    question = f"Send “{order.title}” ({order.duration_s:.0f} s) to {where}: {seen}, {label}?"
    bound = {"film": order.film_sha256, "account": order.account, "where": where}
    return consent_to_publish(services, names.PUBLISH_VIDEO, params, question, bound, params.quote_id)


def _seen(params: PublishVideo) -> str:
    return {
        "public": "everybody can see it",
        "unlisted": "everybody can see it who has the address",
        "private": "what lies there can be seen by others",
    }[params.visibility]


def _shown(services: CallersServices, plan: _Plan) -> Answer:
    order = plan.order
    sent: dict[str, Any] = {
        "target": order.target,
        "account": order.account_title,
        "title": order.title,
        "description": order.description,
        "tags": list(order.tags),
        "visibility": order.visibility,
        "publish_at": order.publish_at.isoformat() if order.publish_at else None,
        "made_with_ai": order.made_with_ai,
        "captions": order.captions is not None,
        "thumbnail": order.poster is not None,
        "needs_consent": plan.is_seen,
        "notes": list(order.notes),
    }
    where = f"{NAMES[order.target]} ({order.account_title})"
    yes = " The user must agree first." if plan.is_seen else ""
    before = f" It goes there by {plan.known.job_id} already." if plan.known else ""
    message = "; ".join([f"Free. “{order.title}” would go to {where} as {order.visibility}", *order.notes])
    job = without_job(
        services,
        tool=names.PUBLISH_VIDEO,
        status="dry_run",
        message=f"{message}.{yes}{before}",
        next_step="Call publish_video again without dry_run to send it.",
        plan=sent,
    )
    return Answer(result=job, text=f"{job.message} {job.next_step}")


TOOL = Tool(
    name=names.PUBLISH_VIDEO,
    title="Publish video",
    description=(
        "Send a finished video to YouTube, TikTok, Instagram or a place of the user's own (folder, bucket, WebDAV, "
        "webhook), with title, captions and AI label: private by default, once whatever breaks. Before others can see "
        "it, the user is asked. Free."
    ),
    params=PublishVideo,
    result=VideoJob,
    scope="video:publish",
    answer=ask,
    work=work,
    open_world=True,
)
