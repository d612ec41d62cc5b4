"""What a drawing does on purpose is no fault of the film, nor of its copies with captions or in another size."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from films.origin import Origin, origin_of
from footage.caller import LOCAL
from footage.ports.jobs import JobRecord
from footage.verdicts import Editing, Quality
from painter import (
    Beat,
    Card,
    ChartCard,
    CodeCard,
    EndCard,
    FilmPlan,
    ImageCard,
    ListCard,
    PhotoCard,
    QuoteCard,
    SplitCard,
    StatisticCard,
    TableCard,
    TextCard,
    TitleCard,
    Transition,
    plan_scene,
    render,
)
from quality.clip import ClipModel
from quality.judge import FilmJudge
from quality.policy import load_policy

pytestmark = pytest.mark.slow

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LASTS_S = 1.5
CARDS: tuple[tuple[Card, Transition], ...] = (
    (TitleCard(heading="Night trains are back", more="Nine lines opened"), "cut"),
    (ListCard(heading="What you need", items=("A seat", "A bed")), "dissolve"),
    (QuoteCard(text="We slept through it.", source="Ana"), "wipe"),
    (CodeCard(lines=("def f(x):", "    return x + 1"), language="python"), "whip"),
    (StatisticCard(figure="$1.2m", label="spent a month", delta="+30%"), "match"),
    (ImageCard(caption="A dining car"), "cut"),
    (TextCard(text="Trains are slow.", kicker="Why"), "dissolve"),
    (ChartCard(labels=("2024", "2025"), values=(3, 9), unit="lines"), "wipe"),
    (TableCard(header=("Day", "Price"), rows=(("Mo", "20"), ("Tu", "30"))), "whip"),
    (PhotoCard(text="The dining car"), "match"),
    (SplitCard(left=TextCard(text="Before"), right=TextCard(text="After")), "cut"),
    (EndCard(line="Book early", url="example.org"), "dissolve"),
)


@pytest.mark.parametrize("style", ["flat", "pixel"])
def test_cards_of_every_kind_and_what_leads_into_them_are_no_faults(style: str, tmp_path: Path) -> None:
    picture, film = tmp_path / "car.png", tmp_path / "cards.mp4"
    Image.fromarray(np.linspace(0, 255, 90 * 160 * 3).reshape(90, 160, 3).astype(np.uint8)).save(picture)
    lead = plan_scene("Trains", width=320, height=180, fps=24, seed=1, duration_s=LASTS_S, style=style)
    place = {name: getattr(lead, name) for name in Beat.model_fields.keys() & type(lead).model_fields.keys()}
    place |= {"titles": (), "caption": None, "lower_third": ()}
    beats = tuple(Beat(**place | {"card": card, "transition": into}) for card, into in CARDS)
    whole = {name: getattr(lead, name) for name in FilmPlan.model_fields.keys() & type(lead).model_fields.keys()}
    plan = FilmPlan(**whole | {"beats": beats, "duration_s": LASTS_S * len(beats)})
    render(plan, film, audio=False, pictures=[picture])
    judge = FilmJudge(ClipModel("nobody/has-this"), load_policy())
    drawn = judge.check(film, is_drawn=True).quality
    assert (drawn.faults, drawn.verdict) == ([], "accept")


def _job(job_id: str, tool: str, order: dict[str, Any], plan: dict[str, Any] | None, editing: Any = None) -> JobRecord:
    quality = Quality(
        status="partial",
        verdict="accept",
        conforms=True,
        score=1.0,
        coherence=None,
        prompt_match=None,
        reasons=[],
        editing=editing,
    )
    usual: dict[str, Any] = dict.fromkeys(("cost", "max_cost", "error"))
    usual |= {"caller": LOCAL, "title": "", "status": "completed", "queue": "cpu", "progress": 1.0, "message": ""}
    usual |= {"cancel_requested": False, "runs": 1, "pays_for_mending": False, "created_at": NOW, "finished_at": NOW}
    result = {"quality": quality.model_dump(mode="json")}
    usual |= {"order_document": order, "plan_document": plan, "result_document": result}
    return JobRecord(**usual, job_id=job_id, tool=tool)


def test_a_drawn_film_stays_one_with_captions_on_it() -> None:
    editing = Editing(score=0.9, most_chars_per_s=12.0, pictures_offered=2, pictures_shown=2, off_length=0.0)
    drawn = {"backend": "storyboard", "model": "m", "reason": "", "degraded": False}
    jobs = {
        "article": _job("article", "blog_to_video", {}, drawn, editing),
        "bought": _job("bought", "generate_video", {}, {**drawn, "backend": "fake"}),
        "captions": _job("captions", "add_captions", {"source_job_id": "article"}, None, editing),
        "larger": _job("larger", "enhance_quality", {"source_job_id": "captions"}, None),
        "shorter": _job("shorter", "edit_video", {"source_job_id": "captions"}, None),
        "of bought": _job("of bought", "add_captions", {"source_job_id": "bought"}, None),
        "of a file": _job("of a file", "add_captions", {"source_job_id": None}, None),
    }
    told = {name: origin_of(jobs.__getitem__, name) for name in jobs}
    assert all(told[name] == Origin(is_drawn=True, editing=editing) for name in ("article", "captions", "larger"))
    assert all(told[name] == Origin() for name in ("bought", "of bought", "of a file"))
    assert told["shorter"] == Origin(is_drawn=True)
    assert origin_of(jobs.__getitem__, None) == Origin()
