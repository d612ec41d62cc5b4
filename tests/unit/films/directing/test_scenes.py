"""Scripts and plans as scenes that people edit: everything that goes in comes back, and passes the same checks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from films.directing.fields import Document, fields_of
from films.directing.scenes import Reel, SceneCard
from films.directing.told import errors_told, warnings_told
from films.script.documents import Scene, Script
from films.script.fields import KINDS
from films.script.reading import read_script
from films.script.references import Known
from footage.errors import InvalidInputError, NotFoundError
from painter import Beat, FilmPlan, plan_film
from tools.generate_video import GenerateVideo, planned
from tools.outlines import compact

SHOWS: list[Document] = [
    {"kind": "title", "text": "Night bus", "kicker": "A story"},
    {"kind": "text", "text": "It runs\nat night"},
    {"kind": "list", "items": ["One", "Two, and more"], "heading": "What", "numbered": True},
    {"kind": "figure", "value": "41 %", "label": "of all riders"},
    {"kind": "chart", "type": "line", "labels": ["May", "June"], "values": [1.5, 2], "unit": "k"},
    {"kind": "table", "header": ["A", "B"], "rows": [["1", "2"], ["3", "4"]]},
    {"kind": "quote", "text": "Never again", "by": "Ada"},
    {"kind": "code", "text": "if x:\n    y()", "language": "python", "lines": "1-2"},
    {"kind": "picture", "image": "p1", "text": "The bus"},
    {"kind": "place", "subjects": ["🚌", "tree", "tree"], "setting": "city", "time": "night"},
    {"kind": "film", "prompt": "A bus drives through rain", "backend": "veo"},
    {"kind": "split", "left": {"kind": "text", "text": "Before"}, "right": {"kind": "list", "items": ["a", "b"]}},
]
KNOWN = Known(pictures={"p1": ()})


def a_script() -> Reel:
    scenes = [{"id": f"s{at}", "say": f"Line {at}.", "show": show, "seconds": 4.25} for at, show in enumerate(SHOWS, 1)]
    return Reel.of_script({"title": "Bus", "scenes": scenes, "end": {"line": "Ride", "url": "example.com"}})


def a_plan(prompt: str = "a fox in the snow at night, then a lighthouse by the sea, then a city") -> Reel:
    film = plan_film(prompt, duration_s=12, width=640, height=360, seed=3)
    return Reel.of_plan(film.model_dump(mode="json"))


def as_agents_pass_it(reel: Reel) -> Script | FilmPlan:
    """Through the door that agents come in by."""
    if reel.form == "script":
        return read_script(reel.document, KNOWN).script
    film = planned(GenerateVideo(prompt="x", plan=reel.document))
    assert film is not None
    return film


def typed(card: SceneCard) -> dict[str, str]:
    """A form that somebody sends as it is, in the way that browsers send line feeds."""
    return {field.name: field.value.replace("\n", "\r\n") for field in card.fields}


EXPLAINS = "Explain how a heat pump works in three steps: 1. collect 2. press 3. give"


@pytest.mark.parametrize("made", [a_script, a_plan, partial(a_plan, EXPLAINS)], ids=["script", "plan", "explainer"])
def test_a_form_that_nobody_touched_changes_nothing(made: Callable[[], Reel]) -> None:
    reel = made()
    for card in reel.cards():
        assert reel.with_values(card.scene_id, typed(card)) == reel
    as_agents_pass_it(reel)


def test_every_field_of_every_kind_can_be_edited() -> None:
    """What is not on the page has a place of its own, or means nothing to people."""
    for kind, model in KINDS.items():
        shown = {
            field.name.removeprefix("show.").split(".")[0] for field in a_script().cards()[[*KINDS].index(kind)].fields
        }
        assert set(model.model_fields) - {"kind"} <= shown, kind
    beat = {field.name for field in fields_of(Beat, {"setting": "sea", "duration_s": 2})}
    assert set(Beat.model_fields) - beat == {"looks", "palette", "variation", "card", "picture"}
    scene = {field.name for field in fields_of(Scene, {})}
    assert set(Scene.model_fields) - scene == {"id", "show", "from_"}


@pytest.mark.parametrize(
    ("scene", "values", "path", "expected"),
    [
        ("s1", {"show.text": "  Day bus "}, "show.text", "Day bus"),
        ("s1", {"show.kicker": ""}, "show.kicker", None),
        ("s2", {"say": "Said\r\nanew"}, "say", "Said\nanew"),
        ("s3", {"show.items": "One\r\n\r\n Three "}, "show.items", ["One", "Three"]),
        ("s3", {"show.numbered": ""}, "show.numbered", False),
        ("s5", {"show.values": "3\n4.5"}, "show.values", [3.0, 4.5]),
        ("s6", {"show.rows": "1|2\n 3 | 5 "}, "show.rows", [["1", "2"], ["3", "5"]]),
        ("s10", {"show.subjects": "🦊 🌲"}, "show.subjects", ["🦊", "🌲"]),
        ("s10", {"show.subjects": "hot air balloon, 🦊"}, "show.subjects", ["hot air balloon", "🦊"]),
        ("s10", {"show.subjects": ""}, "show.subjects", None),
        ("s12", {"show.right.items": "b\nc"}, "show.right.items", ["b", "c"]),
        ("s1", {"seconds": "2,5"}, "seconds", 2.5),
        ("s1", {"seconds": ""}, "seconds", None),
        ("s1", {"transition": "wipe", "chapter": "One"}, "chapter", "One"),
        ("end", {"line": "Get on"}, "line", "Get on"),
    ],
)
def test_what_is_typed_is_what_the_document_has(scene: str, values: dict[str, str], path: str, expected: Any) -> None:
    reel = a_script().with_values(scene, values)
    found: Any = reel.document["end"] if scene == "end" else reel.scenes[reel.ids.index(scene)]
    for name in path.split("."):
        found = found.get(name)
    assert found == expected


def test_wrong_values_stay_for_the_check_to_name_scene_and_field() -> None:
    reel = a_script().with_values("s1", {"seconds": "soon", "show.text": ""}).with_values("s4", {"show.value": "many"})
    with pytest.raises(InvalidInputError) as told:
        as_agents_pass_it(reel)
    found = {(one.scene_id, one.field): one.text for one in errors_told(told.value.message, reel.ids)}
    assert found[("s1", "show.text")] == "Is missing."
    assert found[("s1", "seconds")] == "'soon' is no number."
    assert found[("s4", "show.value")].startswith("'many' has no digit in it; a figure is")
    assert len(found) == 3
    plan = a_plan().with_values("b2", {"subjects": "glorp", "duration_s": "0.1"})
    with pytest.raises(InvalidInputError) as told:
        as_agents_pass_it(plan)
    places = {(one.scene_id, one.field) for one in errors_told(told.value.message, plan.ids)}
    assert ("b2", "subjects") in places


def test_warnings_are_told_at_their_scenes() -> None:
    said = ["s3: not in the article: 41 %", "Scene s4: 'x' is no place", "three scenes of a kind in a row", "end: long"]
    found = [(one.scene_id, one.text) for one in warnings_told(said, a_script().ids)]
    assert found == [
        ("s3", "Not in the article: 41 %."),
        ("s4", "'x' is no place."),
        ("", "Three scenes of a kind in a row."),
        ("end", "Long."),
    ]


@pytest.mark.parametrize("made", [a_script, a_plan])
def test_scenes_are_moved_added_and_left_out(made: Callable[[], Reel]) -> None:
    reel = made()
    first, second, *rest = reel.ids
    moved = reel.moved(second, 0)
    assert moved.ids == (second, first, *rest)
    assert moved.moved(first, 99).ids[-1] == first
    assert moved.moved(second, 1) == reel
    grown, new = reel.added(first)
    assert grown.ids[:2] == (first, new)
    assert new not in reel.ids
    assert reel.added("")[0].ids[0] not in reel.ids
    shrunk = grown.without(first)
    assert shrunk.ids == (new, second, *rest)
    for one in (moved, grown, shrunk, shrunk.without(new)):
        as_agents_pass_it(one)
    with pytest.raises(NotFoundError):
        shrunk.without(first)
    for name in reel.ids[1:]:
        reel = reel.without(name)
    with pytest.raises(InvalidInputError, match="at least one scene"):
        reel.without(first)


def test_a_plans_length_is_that_of_its_beats() -> None:
    reel = a_plan()
    longer = reel.with_values("b1", {"duration_s": "7"}).added("b1")[0]
    film = as_agents_pass_it(longer)
    assert isinstance(film, FilmPlan)
    assert film.duration_s == pytest.approx(sum(beat.duration_s for beat in film.beats), abs=0.01)
    assert Reel.of_plan(longer.document, longer.ids).ids == longer.ids
    assert Reel.of_plan(longer.document, ["one"]).ids[0] == "b1"


@pytest.mark.parametrize(
    "prompt",
    [
        "Explain the water cycle with a chart: 10% rain, 40% rivers, 50% sea",
        "Explain how a heat pump works in three steps: 1. collect 2. press 3. give",
        'Only the words "To be or not to be"',
    ],
)
def test_a_plan_as_a_dry_run_shows_it_is_edited_and_comes_back_with_its_cards(prompt: str) -> None:
    film = plan_film(prompt, duration_s=12, width=640, height=360, seed=3)
    split = {"kind": "split", "left": {"kind": "text", "text": "a"}, "right": {"kind": "list", "items": ["b"]}}
    document = film.model_dump(mode="json")
    document["beats"][0]["card"] = split
    halves = FilmPlan.model_validate(document)
    for plan in (film, halves):
        reel = Reel.of_plan(compact(plan.model_dump(mode="json")))
        for card in reel.cards():
            assert reel.with_values(card.scene_id, typed(card)) == reel
        shown = as_agents_pass_it(reel)
        assert isinstance(shown, FilmPlan)
        assert [beat.card for beat in shown.beats] == [beat.card for beat in plan.beats]


def test_a_last_card_is_left_out_and_comes_back() -> None:
    reel = a_script()
    assert reel.without("end").cards()[-1].scene_id == "s12"
    assert reel.without("end").with_end("Ride").cards()[-1].value("line") == "Ride"
    assert reel.added("end")[0].ids[-1] == "s13"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_every_other_one_and_passes(kind: str) -> None:
    for at, show in enumerate(SHOWS, 1):
        reel = a_script().with_kind(f"s{at}", kind)
        script = as_agents_pass_it(reel)
        assert isinstance(script, Script)
        assert script.scenes[at - 1].show.kind == kind
        if show["kind"] == kind:
            assert reel == a_script()


def test_a_number_is_found_in_words_that_become_a_figure() -> None:
    reel = a_script().with_values("s2", {"show.text": "In July 310 riders"}).with_kind("s2", "figure")
    assert reel.scenes[1]["show"] == {"kind": "figure", "value": "310", "label": "In July riders"}
    with pytest.raises(InvalidInputError, match="no kind"):
        reel.with_kind("s2", "movie")
