"""Documents in the database: an older and a newer Footage read what this one writes, and this one what they write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from films.captioned import CaptionOrder
from films.generated import GeneratedOrder
from films.script.documents import SpeakingRate
from footage.answers import Considered, Enhancement, Route, Video
from footage.canonical import fingerprint, hash_of
from footage.credits import StockAlternative, StockCredit
from footage.domain import VideoRequest
from footage.money import Money
from footage.ports.money import Hold
from footage.ports.records import FilmedScene, JobPlan, JobResult
from footage.verdicts import Fault, Quality, Visual
from media.captions.model import Cue, Word
from painter import plan_film
from tests.support import AnyOrder, a_request
from tools.view import route_of

QUALITY = Quality(
    status="partial",
    verdict="accept",
    conforms=True,
    score=0.9,
    coherence=None,
    prompt_match=None,
    visual=Visual(score=0.8, worst=0.7, worst_at_s=2.0, content="camera", signs=["noisy"], clip_iqa=0.6),
    faults=[Fault(kind="black", start_s=0, end_s=1, reason="black")],
    reasons=["It is good."],
)
VIDEO = Video(
    uri="footage://video/job_1",
    path="/films/video.mp4",
    url=None,
    poster=None,
    contact_sheet=None,
    embed_html="<figure>",
    duration_s=1,
    width=640,
    height=360,
    fps=24,
    size_bytes=1,
    sha256="00",
    has_audio=False,
)
ENHANCEMENT = Enhancement(
    preset="light", changed=False, reason="no", applied=[], skipped=[], before={}, after=None, ssim=None
)
SCENE = FilmedScene(
    scene=1, order=("veo", "runway"), hold=Hold(Money.usd("0.40"), "veo"), request=a_request(prompt="a harbour")
)
PLAN = JobPlan(
    backend="veo",
    model="veo-3",
    reason="It is best.",
    degraded=False,
    considered=(
        Considered(backend="veo", score=0.9, cost_usd="0.40", rejected=None),
        Considered(backend="runway", score=0.8, cost_usd="0.50", rejected=None),
        Considered(backend="seedance", score=None, cost_usd=None, rejected="no key"),
    ),
    order=("veo", "runway"),
    way="chain",
    segments_s=(8, 5),
    scenes=(SCENE,),
)
CREDIT = StockCredit(
    source="pexels",
    id="1",
    author="A. Person",
    alternatives=(StockAlternative(source="pixabay", id="2", preview_url="https://example.org/2.jpg", score=0.5),),
)
ORDER = GeneratedOrder(**dict(a_request(negative_prompt="rain")))


FREE = {"unavailable", "before", "after"}
"""Objects whose keys are no fields."""


def newer(document: Any) -> Any:
    """The document as a later Footage might write it: every object in it says something more."""
    if isinstance(document, dict):
        said = {key: one if key in FREE else newer(one) for key, one in document.items()}
        return {**said, "said_later": {"of": 1}}
    return [newer(one) for one in document] if isinstance(document, list) else document


def stored(document: dict[str, Any]) -> Any:
    """Through the database and back."""
    return json.loads(json.dumps(document))


@pytest.mark.parametrize(
    "record",
    [
        ORDER,
        PLAN,
        JobResult(
            video=VIDEO, quality=QUALITY, enhancement=ENHANCEMENT, message="Done.", in_part=True, stock=(CREDIT,)
        ),
        CaptionOrder(source=Path("/a.mp4"), cues=(Cue(0, 1, "a boat", (Word(0, 1, "a boat"),)),), notes=("so",)),
    ],
    ids=lambda record: type(record).__name__,
)
def test_what_a_newer_footage_says_beyond_is_passed_over(record: Any) -> None:
    document = stored(record.written())
    assert type(record).read(document) == record
    assert type(record).read(newer(document)) == record


@pytest.mark.parametrize(("model", "value"), [(Quality, QUALITY), (Video, VIDEO), (Route, route_of(PLAN))])
def test_what_callers_see_stays_strict(model: type[BaseModel], value: BaseModel) -> None:
    with pytest.raises(ValidationError, match="extra"):
        model.model_validate({**value.model_dump(), "said_later": 1})


def test_what_an_older_footage_did_not_say_yet_has_defaults() -> None:
    first = {name: stored(ORDER.written())[name] for name in ("prompt", "duration_s", "aspect_ratio", "resolution")}
    order = GeneratedOrder.read({**first, "priority": "balanced", "audio": False, "seed": 1})
    assert (order.prompt, order.reference_images, order.plan) == (ORDER.prompt, (), None)
    plan = JobPlan.read({"backend": "veo", "model": "m", "reason": "", "degraded": False, "considered": []})
    assert (plan.order, plan.ahead, plan.segments_s, plan.scenes) == ((), (), (), ())
    bare: dict[str, Any] = {"status": "unavailable", "verdict": None, "conforms": None, "score": None, "reasons": []}
    result = JobResult.read({"quality": {**bare, "coherence": None, "prompt_match": None}})
    assert result.quality is not None
    assert (result.quality.faults, result.video, result.in_part) == ([], None, False)


def test_a_film_whose_verdict_is_not_understood_is_there_all_the_same() -> None:
    document = stored(JobResult(video=VIDEO, quality=QUALITY).written())
    document["quality"]["verdict"] = "adored"
    result = JobResult.read(document)
    assert (result.video, result.quality) == (VIDEO, None)


def test_credits_that_are_not_understood_cost_no_film() -> None:
    document = stored(JobResult(video=VIDEO, stock=(CREDIT,)).written())
    document["stock"][0]["source"] = {"of": 1}
    assert JobResult.read(document) == JobResult(video=VIDEO)
    assert JobResult.read({**document, "stock": None}) == JobResult(video=VIDEO)


def test_an_order_that_says_nothing_of_footage_is_written_as_before() -> None:
    assert not {"look", "stock_query", "stock_taken"} & ORDER.written().keys()
    real = GeneratedOrder(**{**dict(ORDER), "look": "real", "stock_query": "fox snow", "stock_taken": ("pexels:1",)})
    assert GeneratedOrder.read(stored(real.written())) == real
    assert real.fingerprint != ORDER.fingerprint
    assert ORDER.first_fingerprint == hash_of(ORDER.written())


def test_the_first_readers_understand_what_is_written() -> None:
    assert VideoRequest(**stored(ORDER.written())) == ORDER.request
    route = Route(**stored(PLAN.written()))
    assert route == route_of(PLAN)
    assert [one.backend for one in route.considered if one.rejected is None] == list(PLAN.order)
    assert set(route.scenes[0]) == {"scene", "order", "cost_usd", "request"}
    result = stored(JobResult(video=VIDEO, quality=QUALITY).written())
    assert Quality(**result["quality"]) == QUALITY
    assert set(result) == {"video", "quality"}


def test_the_order_of_backends_that_nobody_could_guess_is_written() -> None:
    plan = PLAN.model_copy(update={"order": ("runway", "veo")})
    assert JobPlan.read(stored(plan.written())).order == ("runway", "veo")
    assert "order" not in PLAN.written()


def test_a_later_meaning_is_known_by_its_version() -> None:
    assert not AnyOrder.is_newer(AnyOrder(prompt="a").written())
    assert AnyOrder.is_newer(AnyOrder(prompt="a", version=2).written())


class _Later(GeneratedOrder):
    """The order of a Footage that has one more field."""

    mood: Literal["calm", "wild"] = "calm"


@pytest.mark.parametrize(("one", "other"), [(GeneratedOrder, _Later), (_Later, GeneratedOrder)])
def test_a_field_that_is_added_changes_no_name(one: type[GeneratedOrder], other: type[GeneratedOrder]) -> None:
    asked = one(**dict(a_request()))
    assert other.read(stored(asked.written())).fingerprint == asked.fingerprint
    assert fingerprint(asked.request) == fingerprint(a_request())
    assert _Later(**dict(a_request()), mood="wild").fingerprint != asked.fingerprint


def test_a_plan_counts_by_what_it_says() -> None:
    film = plan_film("a boat", duration_s=2, width=320, height=180, seed=1)
    other = plan_film("a boat", duration_s=3, width=320, height=180, seed=1)
    full, said, more = (
        film.model_dump(mode="json"),
        film.model_dump(mode="json", exclude_defaults=True),
        other.model_dump(mode="json"),
    )
    assert said != full
    names = [GeneratedOrder(**dict(a_request(plan=plan))).fingerprint for plan in (full, said, more)]
    assert names[0] == names[1] != names[2]


def test_documents_of_two_kinds_that_say_the_same_have_two_names() -> None:
    class Quote(BaseModel):
        model_config = ConfigDict(frozen=True)
        kind: Literal["quote"] = "quote"
        text: str = ""

    class Title(BaseModel):
        model_config = ConfigDict(frozen=True)
        kind: Literal["title"] = "title"
        text: str = ""

    class Page(BaseModel):
        cards: tuple[Quote | Title, ...]

    assert fingerprint(Page(cards=(Quote(text="a"),))) != fingerprint(Page(cards=(Title(text="a"),)))


def test_what_a_dataclass_makes_by_default_counts_as_little_as_any_default() -> None:
    class Said(BaseModel):
        rate: SpeakingRate

    plain = SpeakingRate(syllables_per_s=5, pause_s=0.3)
    assert fingerprint(Said(rate=plain)) == hash_of({"rate": {"pause_s": 0.3, "syllables_per_s": 5}})
    heard = SpeakingRate(syllables_per_s=5, pause_s=0.3, heard_s={"Hello.": 1.5})
    assert fingerprint(Said(rate=heard)) != fingerprint(Said(rate=plain))
