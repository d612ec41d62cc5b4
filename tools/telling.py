"""A job in words: all that a decision needs, for clients that show their model nothing but the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from footage.answers import Enhancement, Video, VideoJob
from footage.domain import EMBEDDED, TERMINAL
from footage.errors import InDoubtError
from footage.money import Money
from footage.plain_text import shortened
from footage.ports.jobs import JobRecord
from footage.verdicts import Quality
from tools.aftermath import tells_money
from tools.brief import tried
from tools.endings import ending_of

MAX_CHARS = 960
"""About 240 tokens."""

_LEAST_FOR_NOTES = 160
_REASONS_CHARS = 220
_FIGURES_SHOWN = 6
_MOST_OF_AN_ADDRESS = 240
"""Signed addresses may be longer than all the rest; they are in the structured answer."""

_BESIDE = ("poster", "contact_sheet", "timeline", "subtitles", "credits")
_NEEDED = ("subtitles",)
"""Of signed addresses, which are long: what may be all that was asked for."""

_DONE = re.compile(r"^Done(?:[.;]\s*|$)")


def told(job: VideoJob, *, missing: str = "", note: str = "", heard: str = "") -> str:
    """What is said of a job.

    Args:
        job: All that is known of it.
        missing: Why its film cannot be had, or not on the web.
        note: What is said first.
        heard: The captions that were written down, for whoever is to correct or translate them.
    """
    parts = [note, *_parts(job, missing), heard, job.next_step]
    return " ".join(part for part in parts if part)


def has_new_film(job: VideoJob) -> bool:
    """Whether the job made the film that it shows; otherwise that is a file of the caller, or another job's."""
    return not ending_of(job.tool).is_verdict and _is_of(job.video, job.job_id)


def has_own_film(record: JobRecord) -> bool:
    """The same of a job as it is stored."""
    video = record.result.video if record.result else None
    return video is not None and not ending_of(record.tool).is_verdict and _is_of(video, record.job_id)


def _is_of(video: Video | None, job_id: str | None) -> bool:
    place = (video.path or video.url) if video else None
    return place is None or PurePosixPath(urlsplit(place).path if "://" in place else place).parent.name == job_id


def _parts(job: VideoJob, missing: str) -> Sequence[str]:
    if job.error:
        verb = "was cancelled" if job.status == "cancelled" else f"{job.status} ({job.error.code})"
        is_told = tells_money(job.error.hint) and job.cost is not None and not Decimal(job.cost.charged_usd)
        return [f"{job.job_id} {verb}: {_ended(job.error.message)}", "" if is_told else _charged(job)]
    if job.status not in TERMINAL:
        return [f"{job.job_id} is {job.status} ({job.progress:.0%}, {job.message})."]
    if job.video is None:
        return [f"{job.job_id} is {job.status}. {job.message}"]
    if not (job.video.path or job.video.url) and not ending_of(job.tool).is_verdict:
        return [f"{job.job_id} is {job.status} ({_size(job.video)}).", missing]
    opening, *rest = _opening(job, job.video), _files(job.video), _verdict(job), missing
    room = MAX_CHARS - len(job.next_step) - sum(len(part) + 1 for part in (opening, *rest))
    notes = shortened(_notes(job), max(room, _LEAST_FOR_NOTES))
    return [notes, opening, *rest] if ending_of(job.tool).is_verdict else [opening, notes, *rest]


def _size(video: Video) -> str:
    sound = "" if video.has_audio else ", silent"
    return f"{video.duration_s:.1f} s, {video.width}x{video.height}{sound}"


def _opening(job: VideoJob, video: Video) -> str:
    done = job.enhancement
    if ending_of(job.tool).is_verdict:
        return f"Of a film of {_size(video)}, by {job.job_id}."
    if not has_new_film(job):
        return f"{job.job_id} has ended, and the film is the one that was given, unchanged ({_size(video)})."
    route = job.route
    made = f", made by {route.backend}" if route else ""
    parts = [
        f"{job.job_id} is ready: {_size(video)}{made}.",
        _charged(job),
        "It is a drawn storyboard, not generated footage." if route and route.backend == EMBEDDED else "",
        f"Something better was asked for: {route.reason}" if route and route.degraded else "",
        _figures(done) if done and done.changed else "",
    ]
    return " ".join(part for part in parts if part)


def _figures(done: Enhancement) -> str:
    """What enhancing changed, before and after."""
    after = done.after or {}
    changed = [
        f"{name} {_figure(before)} -> {_figure(after[name])}"
        for name, before in done.before.items()
        if name in after and after[name] != before
    ]
    return f"Measured: {', '.join(changed[:_FIGURES_SHOWN])}." if changed else ""


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.3g}"


def _charged(job: VideoJob) -> str:
    """What it has cost, and what is left where it cost something."""
    if job.cost is None:
        return ""
    charged, quoted = job.cost.charged_usd, job.cost.quoted_usd
    if job.error and job.error.code == InDoubtError.code:
        return f"Charged so far: ${charged}. Up to ${quoted} stays held until that is known; check_budget has more."
    of = f" of at most ${quoted}" if quoted != charged else ""
    left = f" (${job.budget.remaining_usd} left)" if Money.usd(charged) and job.budget.remaining_usd is not None else ""
    return f"Charged: ${charged}{of}{left}."


def _notes(job: VideoJob) -> str:
    """What the work itself says, and what was tried in vain."""
    said, done = _DONE.sub("", job.message), job.enhancement
    vain = [step.operation for step in tried(done)] if done and not done.changed else []
    if vain:
        said = f"{said.rstrip('.')}. Tried in vain: {', '.join(vain)}"
    said = said[:1].upper() + said[1:]
    return _ended(said)


def _ended(said: str) -> str:
    """With a full stop, where there is something that lacks one."""
    return f"{said}." if said and said[-1] not in ".!?…" else said


def _files(video: Video) -> str:
    """Where the film and what belongs to it are; files of one folder are named after it."""
    place = video.path or video.url
    signed = bool(video.url) and "?" in (video.url or "")
    beside = [getattr(video, name) for name in (_NEEDED if signed else _BESIDE) if getattr(video, name)]
    local = [Path(one) for one in beside if "://" not in one]
    web = [one for one in beside if "://" in one and len(one) <= _MOST_OF_AN_ADDRESS]
    folder = local[0].parent if local else None
    names = [one.name if one.parent == folder else str(one) for one in local]
    with_film = folder and video.path and Path(video.path).parent == folder
    where = "with it" if folder is None else "beside it" if with_film else f"in {folder}"
    listed = f"({where}: {', '.join([*names, *web])})." if names or web else ""
    exported = [
        f"{one.name} ({one.type}, {_weight(one.size_bytes)}) {one.path or one.url or ''}" for one in video.files
    ]
    # No full stop touches an address: whoever reads it may take that for a part of it.
    said = f"Made: {', '.join(exported)}" if exported else ""
    return " ".join(part for part in (said, f"Film: {place}" if place else "", listed) if part)


def _weight(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 100_000 else f"{size_bytes / 1e3:.0f} kB"


def _verdict(job: VideoJob) -> str:
    """What was measured; the reasons where it is not a plain yes. A check has said it already."""
    quality = job.quality
    if quality is None or quality.verdict is None or ending_of(job.tool).is_verdict:
        return ""
    score = f" ({quality.score:.2f} of 1)" if quality.score is not None else ""
    return f"Verdict: {quality.verdict}{score}.{_reasons(quality)}"


def _reasons(quality: Quality) -> str:
    if quality.verdict == "accept":
        return ""
    return " " + _ended(shortened(" ".join(quality.reasons), _REASONS_CHARS))
