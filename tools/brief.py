"""A job without what only a second look needs, so that an answer stays small; `get_job` shows all of it when asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from footage.answers import IN_VAIN, AttemptSummary, Considered, Enhancement, EnhancementStep, Route, Video, VideoJob
from footage.plain_text import shortened
from footage.verdicts import Quality

CONSIDERED_SHOWN = 2
ATTEMPTS_SHOWN = 4
FAULTS_SHOWN = 1
REASONS_SHOWN = 3
"""They name the faults, with their times."""

REPAIRS_SHOWN = 2
MESSAGE_CHARS = 1000
_NOT_AT_FIRST: Mapping[str, Any] = {"author_page": "", "licence_url": "", "query": "", "score": 0.0, "alternatives": ()}
_OF_A_SCENE = ("scene", "order", "cost_usd")


def brief(job: VideoJob, *, is_new_film: bool) -> VideoJob:
    """The job as answers show it.

    Args:
        job: All that is known of it.
        is_new_film: Whether the job made the film that it shows; nobody embeds one that was looked at and left alone.
    """
    return job.model_copy(
        update={
            "message": shortened(job.message, MESSAGE_CHARS),
            "video": _video(job.video, is_new_film=is_new_film) if job.video else None,
            "route": _route(job.route) if job.route else None,
            "quality": _quality(job.quality, is_new_film=is_new_film) if job.quality else None,
            "enhancement": _enhancement(job.enhancement) if job.enhancement else None,
            "stock": [one.model_copy(update=_NOT_AT_FIRST) for one in job.stock],
            "sounds": [one.model_copy(update={"licence_url": ""}) for one in job.sounds],
        }
    )


def _video(video: Video, *, is_new_film: bool) -> Video:
    return video if is_new_film or video.subtitles else video.model_copy(update={"embed_html": ""})


def _route(route: Route) -> Route:
    chosen = [one for one in route.considered if one.rejected is None]
    return route.model_copy(
        update={
            "considered": chosen[:CONSIDERED_SHOWN] if len(chosen) > 1 else [],
            "attempts": _attempts(route.attempts),
            "scenes": [_scene(one) for one in route.scenes],
        }
    )


def folded(route: Route) -> Route:
    """The route with backends that are rejected for the same reason as one entry, their names together."""
    alike: dict[str, list[str]] = {}
    for one in route.considered:
        if one.rejected is not None:
            alike.setdefault(one.rejected, []).append(one.backend)
    chosen = [one for one in route.considered if one.rejected is None]
    rejected = [
        Considered(backend=", ".join(names), score=None, cost_usd=None, rejected=reason)
        for reason, names in alike.items()
    ]
    return route.model_copy(update={"considered": [*chosen, *rejected]})


def _attempts(attempts: Sequence[AttemptSummary]) -> list[AttemptSummary]:
    """What went wrong first, for that is what a caller must know."""
    ordered = sorted(attempts, key=lambda one: one.outcome == "succeeded")
    shown = ordered[:ATTEMPTS_SHOWN]
    return [one for one in attempts if one in shown]


def _scene(scene: Mapping[str, Any]) -> dict[str, Any]:
    return {name: scene[name] for name in _OF_A_SCENE if name in scene}


def _quality(quality: Quality, *, is_new_film: bool) -> Quality:
    """Of a film that was made, the reasons say briefly what could not be measured."""
    seen, looks = quality.coherence, quality.visual
    return quality.model_copy(
        update={
            # What it flagged is among the faults.
            "coherence": seen.model_copy(update={"per_pair": [], "cuts_s": [], "flagged": []}) if seen else None,
            "visual": looks.model_copy(update={"signs": [], "clip_iqa": None}) if looks and is_new_film else looks,
            "faults": quality.faults[:FAULTS_SHOWN],
            "reasons": quality.reasons[:REASONS_SHOWN],
            "repairs": quality.repairs[-REPAIRS_SHOWN:],
            "unavailable": {} if is_new_film else quality.unavailable,
        }
    )


def _enhancement(done: Enhancement) -> Enhancement:
    """Only the figures that changed, and what was tried in vain."""
    after = done.after or {}
    changed = [name for name, figure in done.before.items() if name in after and after[name] != figure]
    return done.model_copy(
        update={
            "skipped": [] if done.changed else tried(done),
            "before": {name: done.before[name] for name in changed},
            "after": {name: after[name] for name in changed} if done.after is not None else None,
        }
    )


def tried(done: Enhancement) -> list[EnhancementStep]:
    """What was tried, and thrown away because it made the film no better."""
    return [step for step in done.skipped if step.reason.startswith(IN_VAIN)]
