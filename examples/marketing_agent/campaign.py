"""The campaign, step by step, as one generator: it yields the next call, and is sent what was answered.

Whoever makes the calls is another matter: a loop over an MCP client, an A2A client, or the scripted model of an agent
framework, which asks `next_step` what to do after all that was answered so far.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from typing import Any

from marketing_agent.answers import AgentError, Article, Budget, Data, Job, Problem, job_of
from marketing_agent.brief import Brief
from marketing_agent.direct import captions_of, directed_plan, directed_script, prompt_of, remedy_for

SHAPES = ("16:9", "9:16")
PLATFORMS = {"16:9": "any", "9:16": "reels"}
LOOKS = ("cinematic", "flat", "paper", "neon", "editorial", "watercolor", "blueprint", "pixel")
WAIT_S = 45
TAG = "landing page"


@dataclass(frozen=True)
class Call:
    """A tool to be called: one of Footage's, or one of the agent's own desk."""

    tool: str
    arguments: dict[str, Any] = field(default_factory=dict)


Steps = Generator[Call, Data, Any]
"""Yields calls, is sent their answers."""


def campaign(shapes: Sequence[str] = SHAPES) -> Generator[Call, Data, str]:
    """From the brief to the published page; what is said in the end.

    The first shape is that of the page's film, the second that of the one beside it.

    Raises:
        AgentError: It cannot go on, or a person has to decide.
    """
    brief = Brief.model_validate((yield Call("read_brief")))
    budget = Budget.model_validate((yield Call("check_budget")))
    order = yield from _ordered(brief, _affordable(brief, budget, len(shapes)))
    # Both are placed before either is waited for: they are made side by side.
    placed: list[Job] = []
    for shape in shapes:
        placed.append(job_of((yield order.made(shape, wait_s=0))))  # noqa: PERF401 - a comprehension cannot yield
    made: list[str] = []
    for shape, job in zip(shapes, placed, strict=True):
        film = yield from _finished(job)
        film = yield from _checked(film, order, shape)
        if not brief.is_from_article:
            film = yield from _captioned(film, brief, shape)
        made.append(str(film.job_id))
    page = yield Call("build_landing_page", dict(zip(("wide_job_id", "tall_job_id"), made, strict=False)))
    _require(page)
    published = yield Call("publish")
    _require(published)
    films = " and ".join(f"{job_id} ({shape})" for job_id, shape in zip(made, shapes, strict=True))
    return f"The page is ready: {published['address']}. Films: {films}."


def next_step(answers: Sequence[Data]) -> Call | str:
    """What to do after these answers: the next call, or what to say in the end. For models that are scripted."""
    steps = campaign()
    try:
        call = next(steps)
        for answer in answers:
            call = steps.send(answer)
    except StopIteration as ended:
        return str(ended.value)
    except AgentError as error:
        return f"I have to stop here: {error}"
    return call


@dataclass(frozen=True)
class _Order:
    """A film, as it is asked for in every shape."""

    tool: str
    arguments: dict[str, Any]

    def made(self, shape: str, **more: Any) -> Call:
        """The call that makes it in a shape."""
        arguments = dict(self.arguments)
        if "plan" in arguments and shape != SHAPES[0]:
            arguments["plan"] = _turned(arguments["plan"])
        return Call(self.tool, {**arguments, "aspect_ratio": shape, "tag": TAG, "wait_s": WAIT_S, **more})


def _affordable(brief: Brief, budget: Budget, films: int) -> dict[str, float]:
    """What each film may cost: its share of what the brief allows and of what is left; empty if neither is told."""
    if budget.no_spend:
        return {"max_cost_usd": 0.0}
    known = [most for most in (brief.budget_usd, budget.remaining_usd) if most is not None]
    return {"max_cost_usd": float((min(known) / films).quantize(Decimal("0.01"), ROUND_DOWN))} if known else {}


def _ordered(brief: Brief, most: dict[str, float]) -> Generator[Call, Data, _Order]:
    """Dry-run, and direct what a dry run gives back."""
    shared = {"resolution": brief.resolution, **most, **_style(brief)}
    if brief.is_from_article:
        return (yield from _of_article(brief, {"source": brief.article, **shared, **_brand(brief)}))
    own = {"prompt": prompt_of(brief), "duration_s": brief.film_s, **shared}
    plan = job_of((yield Call("generate_video", {**own, "dry_run": True}))).plan
    if not plan:  # a generator makes it, which is directed by its prompt alone
        return _Order("generate_video", own)
    return _Order("generate_video", {**own, "plan": _as_json(directed_plan(plan, brief))})


def _of_article(brief: Brief, own: dict[str, Any]) -> Generator[Call, Data, _Order]:
    """What was directed is dry-run again: where it cannot be made, the draft can."""
    plan = job_of((yield Call("blog_to_video", {**own, "duration_s": brief.film_s, "dry_run": True}))).plan or {}
    article = Article.model_validate(plan.get("article", {}))
    script = _as_json(directed_script(plan.get("script", {}), brief, article))
    checked = yield Call("blog_to_video", {**own, "script": script, "dry_run": True})
    return _Order(
        "blog_to_video", {**own, **({"duration_s": brief.film_s} if _refused(checked) else {"script": script})}
    )


def _style(brief: Brief) -> dict[str, str]:
    """The look that a brief names; in a film of an article, which is drawn, one that can be."""
    named = next((look for look in LOOKS if look in brief.style.lower()), "" if brief.is_from_article else brief.style)
    return {"style": named} if named else {}


def _brand(brief: Brief) -> dict[str, str]:
    said = {"colours": list(brief.colours[:2]), "logo": brief.logo}
    brand = {name: value for name, value in said.items() if value}
    return {"brand": json.dumps(brand)} if brand else {}


def _turned(plan: str) -> str:
    """A plan for the other shape: the same film in a frame stood on end."""
    document = json.loads(plan)
    turned = {"width": document["height"], "height": document["width"]}
    return _as_json({**document, **turned})


def _as_json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)


def _finished(job: Job) -> Generator[Call, Data, Job]:
    """Follow a job to its end; it is never begun again because it is slow."""
    while job.is_running:
        job = job_of((yield Call("get_job", {"job_id": job.job_id, "wait_s": WAIT_S})))
    return job


def _checked(film: Job, order: _Order, shape: str) -> Generator[Call, Data, Job]:
    """Look at the verdict, and mend the film or make it again if it says so; once, and the better one is kept."""
    quality = film.quality or job_of((yield Call("check_quality", {"video": film.job_id}))).quality
    remedy = remedy_for(quality)
    if remedy == "keep":
        return film
    if remedy == "enhance":
        call = Call("enhance_quality", {"video": film.job_id, "wait_s": WAIT_S})
    elif order.tool == "generate_video":
        call = order.made(shape, seed=2)
    else:  # the same script would give the same film
        call = order.made(shape, style="flat")
    other = yield from _finished(job_of((yield call)))
    return other if other.quality is None or other.quality.verdict == "accept" else film


def _captioned(film: Job, brief: Brief, shape: str) -> Generator[Call, Data, Job]:
    """As a track on the page, which readers can switch; drawn in for phones, where films play without sound."""
    length_s = film.video.duration_s if film.video else brief.film_s
    arguments: dict[str, Any] = {
        "video": film.job_id,
        "captions": captions_of(brief, length_s),
        "mode": "soft" if shape == SHAPES[0] else "burn",
        "platform": PLATFORMS[shape],
        "language": brief.language or "und",
    }
    return (yield from _finished(job_of((yield Call("add_captions", arguments)))))


def _refused(answer: Data) -> bool:
    return "status" not in answer and "error" in answer


def _require(answer: Data) -> None:
    """Stop where a tool of the desk could not do its work."""
    if "error" in answer:
        problem = answer["error"]
        said = problem if isinstance(problem, str) else Problem.model_validate(problem).message
        raise AgentError(said)
