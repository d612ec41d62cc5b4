"""What agents name as subjects, and what becomes of it."""

from __future__ import annotations

import json

import pytest

from films.script.reading import read_script
from films.script.references import Known
from painter import FilmPlan, known_subject, plan_film, unknown_subject
from tools.outlines import beats_in_short


def film(subjects: object, **fields: object) -> FilmPlan:
    made = plan_film("quiet hills", duration_s=4, width=64, height=64, seed=1, style="flat")
    beat = made.beats[0].model_dump() | {"subjects": subjects, **fields}
    return FilmPlan.model_validate_json(json.dumps(made.model_dump() | {"beats": [beat]}))


@pytest.mark.parametrize(
    ("named", "stored"),
    [
        (["🐝"], ("🐝",)),
        (["bee", "bees", "🐝"], ("🐝", "🐝", "🐝")),
        (["🐝 bee", "Honeybee 🐝"], ("🐝", "🐝")),
        (["⚕️"], ("⚕️",)),
        (["❤"], ("heart",)),
        (["👨🏿‍🚒", "🚒"], ("👨🏿‍🚒", "🚒")),
        (["🏴‍☠️", "🐻‍❄️", "👁️"], ("🏴‍☠️", "🐻‍❄️", "👁️")),
        (["a lighthouse"], ("lighthouse",)),
        (["the violin"], ("🎻",)),
        (["two dogs"], None),
        (["dragons", "castle"], ("🐉", "castle")),
    ],
)
def test_a_plan_takes_names_as_agents_write_them(named: list[str], stored: tuple[str, ...] | None) -> None:
    if stored is None:
        with pytest.raises(ValueError, match="dog"):
            film(named)
    else:
        assert film(named).beats[0].subjects == stored


@pytest.mark.parametrize(
    "named", ["🇫🇷", "flux capacitor", "", "  ", "💩💩", "x" * 500, "🧑‍🚀🚀", "🐝 dog", "\ud83d", "́"]
)
def test_what_nobody_can_draw_is_refused_in_words(named: str) -> None:
    assert known_subject(named) is None
    assert "cannot be drawn" in unknown_subject(named)
    assert len(unknown_subject(named)) < 200


def test_a_script_names_places_with_emoji() -> None:
    script = {"title": "Bees", "scenes": [{"id": "a", "show": {"kind": "place", "subjects": ["🐝"] * 3 + ["flower"]}}]}
    read = read_script(script, Known())
    assert read.script.scenes[0].show.subjects == ("🐝", "🐝", "🐝", "flower")  # type: ignore[union-attr]


def test_a_dry_run_counts_what_it_shows() -> None:
    text = beats_in_short(film(["🐝"] * 3 + ["flower"], action="flies").model_dump())
    assert " 3 🐝 flower flies hills " in text


def test_actions_and_looks_go_through_json_and_back() -> None:
    made = film(["🐕‍🦺", "🐈"], action="chases", looks=[{"colour": "#000"}, {"size": "large"}])
    again = FilmPlan.model_validate_json(made.model_dump_json())
    assert again == made
    assert again.beats[0].looks[0].colour == "#000000"
    assert again.scene(0).action == "chases"
