"""The marketing agent's steps: what it asks for, and what it does about the answers."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from marketing_agent.answers import AgentError, Article, Quality, job_of
from marketing_agent.brief import Brief, read_brief
from marketing_agent.campaign import Call, campaign, next_step
from marketing_agent.direct import captions_of, directed_plan, directed_script, prompt_of, remedy_for

from tests.servers import ROOT

BRIEF = read_brief(ROOT / "examples" / "marketing_agent" / "brief.md")
TABLE = {"id": "b9", "table": "t1", "rows": ["Crossing | Sacks", "2025 | 720", "2026 | 1,200"]}
ARTICLE = {"title": "Twenty-four days", "language": "en", "blocks": [{"text": "At sea."}, TABLE]}
DRAFT = {
    "version": 1,
    "title": "Twenty-four days",
    "scenes": [
        {"id": "s1", "show": {"kind": "title", "text": "Twenty-four days"}},
        {"id": "s2", "show": {"kind": "figure", "value": "1,200", "label": "sacks"}},
    ],
}
PLAN = {"width": 1280, "height": 720, "beats": [{"duration_s": 8, "titles": []}]}
ACCEPTED = {"verdict": "accept"}


def a_job(job_id: str, status: str = "completed", **more: Any) -> dict[str, Any]:
    video = {"path": "video.mp4", "width": 16, "height": 9, "duration_s": 8.0}
    return {"job_id": job_id, "status": status, "video": video if status == "completed" else None, **more}


class Footage:
    """Answers by tool, in their order; the last one again and again."""

    def __init__(self, brief: Brief = BRIEF, **answers: list[dict[str, Any]]) -> None:
        dry = {"status": "dry_run", "plan": {"script": DRAFT, "article": ARTICLE, **PLAN}}
        self.answers: dict[str, list[dict[str, Any]]] = {
            "read_brief": [brief.model_dump(mode="json")],
            "check_budget": [{"remaining_usd": "20.00"}],
            "blog_to_video": [dry, dry, a_job("job_wide", "working"), a_job("job_tall", quality=ACCEPTED)],
            "generate_video": [dry, a_job("job_wide", quality=ACCEPTED), a_job("job_tall", quality=ACCEPTED)],
            "get_job": [a_job("job_wide", quality=ACCEPTED)],
            "check_quality": [a_job("job_checked", quality=ACCEPTED)],
            "add_captions": [a_job("job_soft"), a_job("job_burnt")],
            "build_landing_page": [{"page": "index.html"}],
            "publish": [{"address": "https://tradewind.example/"}],
            **answers,
        }
        self.calls: list[Call] = []

    def run(self) -> str:
        steps = campaign()
        try:
            call = next(steps)
            while True:
                self.calls.append(call)
                ready = self.answers[call.tool]
                call = steps.send(ready.pop(0) if len(ready) > 1 else ready[0])
        except StopIteration as ended:
            return str(ended.value)

    def asked(self, tool: str) -> list[dict[str, Any]]:
        return [call.arguments for call in self.calls if call.tool == tool]

    @property
    def tools(self) -> list[str]:
        return [call.tool for call in self.calls]


def test_a_film_of_an_article_is_dry_run_directed_checked_made_in_two_shapes_and_put_on_a_page() -> None:
    footage = Footage()
    assert footage.run() == "The page is ready: https://tradewind.example/. Films: job_wide (16:9) and job_tall (9:16)."
    assert footage.tools == [
        "read_brief", "check_budget", "blog_to_video", "blog_to_video", "blog_to_video", "blog_to_video", "get_job",
        "build_landing_page", "publish",
    ]  # fmt: skip
    draft, checked, wide, tall = footage.asked("blog_to_video")
    assert (draft["dry_run"], checked["dry_run"]) == (True, True)
    assert checked["script"] == wide["script"] == tall["script"]
    assert (wide["aspect_ratio"], tall["aspect_ratio"]) == ("16:9", "9:16")
    assert wide["max_cost_usd"] == 1.0
    assert footage.asked("build_landing_page") == [{"wide_job_id": "job_wide", "tall_job_id": "job_tall"}]


def test_a_short_film_is_captioned_as_a_track_for_the_page_and_drawn_in_for_phones() -> None:
    footage = Footage(BRIEF.model_copy(update={"film_s": 8.0}))
    footage.run()
    soft, burnt = footage.asked("add_captions")
    assert (soft["mode"], burnt["mode"], burnt["platform"]) == ("soft", "burn", "reels")
    assert footage.asked("build_landing_page") == [{"wide_job_id": "job_soft", "tall_job_id": "job_burnt"}]
    _, wide, tall = footage.asked("generate_video")
    plans = [json.loads(asked["plan"]) for asked in (wide, tall)]
    assert [(plan["width"], plan["height"]) for plan in plans] == [(1280, 720), (720, 1280)]


def test_a_script_that_is_refused_gives_way_to_the_draft() -> None:
    dry = {"status": "dry_run", "plan": {"script": DRAFT, "article": ARTICLE}}
    refusal = {"error": {"code": "invalid_input", "message": "2 things are wrong"}}
    footage = Footage(blog_to_video=[dry, refusal, a_job("job_wide", quality=ACCEPTED)])
    footage.run()
    assert all("script" not in asked for asked in footage.asked("blog_to_video")[2:])


@pytest.mark.parametrize(
    ("quality", "remedy"),
    [
        ({"verdict": "retry", "faults": [{"kind": "noisy"}]}, "enhance_quality"),
        ({"verdict": "retry", "faults": [{"kind": "frozen"}]}, "generate_video"),
        ({"verdict": "reject", "faults": [{"kind": "noisy"}]}, "generate_video"),
    ],
)
@pytest.mark.parametrize("is_better", [True, False])
def test_a_bad_film_is_mended_or_made_again_once_and_the_better_one_is_kept(
    quality: dict[str, Any], remedy: str, is_better: bool
) -> None:
    again = a_job("job_again", quality=ACCEPTED if is_better else quality)
    dry = {"status": "dry_run", "plan": PLAN}
    made = [a_job("job_wide", quality=quality), a_job("job_tall", quality=ACCEPTED)]
    footage = Footage(
        BRIEF.model_copy(update={"film_s": 8.0}), generate_video=[dry, *made, again], enhance_quality=[again]
    )
    footage.run()
    assert footage.tools.count(remedy) == (1 if remedy == "enhance_quality" else 4)
    assert footage.asked("add_captions")[0]["video"] == ("job_again" if is_better else "job_wide")


@pytest.mark.parametrize(
    ("budget", "asked", "most"),
    [
        ({"remaining_usd": "20.00"}, None, 10.0),
        ({"remaining_usd": "20.00"}, Decimal(2), 1.0),
        ({"remaining_usd": "0.50"}, Decimal(2), 0.25),
        ({"remaining_usd": "0.05"}, Decimal(2), 0.02),
        ({"remaining_usd": None}, Decimal(2), 1.0),
        ({"remaining_usd": None}, None, None),
        ({"remaining_usd": "20.00", "no_spend": True}, Decimal(2), 0.0),
    ],
)
def test_no_film_costs_more_than_half_of_what_there_is(
    budget: dict[str, Any], asked: Decimal | None, most: float | None
) -> None:
    footage = Footage(BRIEF.model_copy(update={"budget_usd": asked}), check_budget=[budget])
    footage.run()
    assert {call.get("max_cost_usd") for call in footage.asked("blog_to_video")[1:]} == {most}


@pytest.mark.parametrize(
    ("said", "film_s", "style"), [("Flat, calm", 24, "flat"), ("baroque", 24, None), ("baroque", 8, "baroque")]
)
def test_an_articles_film_has_a_look_that_can_be_drawn(said: str, film_s: float, style: str | None) -> None:
    footage = Footage(BRIEF.model_copy(update={"style": said, "film_s": film_s}))
    footage.run()
    made = [call.arguments for call in footage.calls if "aspect_ratio" in call.arguments]
    assert {arguments.get("style") for arguments in made} == {style}


def test_what_a_person_has_to_decide_ends_the_campaign() -> None:
    asked = {"error": {"code": "approval_required", "message": "It can cost $6.", "hint": "Ask the user."}}
    answers = [BRIEF.model_dump(mode="json"), {"remaining_usd": "20"}, asked]
    assert next_step(answers) == "I have to stop here: It can cost $6. Ask the user."
    assert next_step(answers[:1]) == Call("check_budget")


def test_a_failed_job_says_why() -> None:
    with pytest.raises(AgentError, match=r"No\. Look\."):
        job_of({"job_id": "job_1", "status": "failed", "error": {"code": "x", "message": "No.", "hint": "Look."}})


def test_a_script_opens_with_a_picture_keeps_the_drafts_figures_and_lands() -> None:
    script = directed_script(DRAFT, BRIEF, Article.model_validate(ARTICLE))
    kinds = [scene["show"]["kind"] for scene in script["scenes"]]
    assert kinds[:3] == ["film", "figure", "figure"]
    assert {"text", "quote"} & set(kinds)
    assert "title" not in kinds
    assert script["end"] == {"line": "Reserve a bag", "url": "tradewind.example"}
    ids = [scene["id"] for scene in script["scenes"]]
    assert len(set(ids)) == len(ids)
    assert "s2" in ids
    assert all(a != b or b != c for a, b, c in zip(kinds, kinds[1:], kinds[2:], strict=False))


@pytest.mark.parametrize("film_s", [15, 24, 40, 90])
def test_a_script_has_no_more_than_its_length_allows(film_s: float) -> None:
    brief = BRIEF.model_copy(update={"film_s": film_s, "points": tuple(f"Point {n}: It is so." for n in range(30))})
    scenes = directed_script(DRAFT, brief, Article())["scenes"]
    assert 2 <= len(scenes) <= film_s / 3


def test_a_brief_that_says_next_to_nothing_still_makes_a_script_and_a_plan() -> None:
    brief = Brief(product="Avel")
    script = directed_script({"title": "At sea", "scenes": DRAFT["scenes"]}, brief, Article())
    assert [scene["id"] for scene in script["scenes"]] == ["s2"]
    assert script["end"] == {"line": "Avel"}
    assert directed_plan(PLAN, brief)["beats"][0]["titles"] == ["Avel"]
    assert prompt_of(brief) == 'Avel "Avel"'


def test_captions_are_the_message_and_fill_the_film() -> None:
    captions = captions_of(BRIEF, 8)
    assert [one["text"] for one in captions] == [
        "Twenty-four days on the wind from Santa Marta to Bremen.",
        "No engine, no hurry, and a cup that tastes of both coasts.",
    ]
    times = [float(str(one[name])) for one in captions for name in ("start_s", "end_s")]
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] <= 8


@pytest.mark.parametrize("verdict", [None, "accept"])
def test_nothing_is_done_about_a_good_film(verdict: str | None) -> None:
    assert remedy_for(Quality(verdict=verdict)) == remedy_for(None) == "keep"
