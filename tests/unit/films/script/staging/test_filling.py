from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from films.article.read import read_article
from films.script.documents import (
    End,
    ListShow,
    OfferedPicture,
    PictureShow,
    Scene,
    Script,
    Show,
    SpeakingRate,
    TextShow,
    TitleShow,
    Wish,
    Written,
)
from films.script.staging import fill, stage
from films.script.staging.filling import without_scenes
from films.script.staging.last_resort import shortened
from films.script.staging.times import scene_s
from films.script.writer import write_script

SIZE = (320, 180)
CALM = SpeakingRate(syllables_per_s=5, pause_s=0.35)
SAY = "The night train leaves at nine and half of the town is there."


def scene(name: str, **changes: Any) -> Scene:
    return Scene(id=name, say=SAY, show=TextShow(text=f"What {name} tells"), **changes)


def written(count: int, spare: int = 0, reserve: int = 0) -> Written:
    scenes = [scene(f"s{n}") for n in range(count)]
    return Written(
        script=Script(title="Trains", scenes=tuple(scenes), end=End(line="Book early", url="trains.example")),
        kind="travel",
        spare=tuple(one.id for one in reversed(scenes[count - spare :])),
        reserve=tuple(("s0", scene(f"r{n}")) for n in range(reserve)),
    )


@pytest.mark.parametrize("rate", [None, CALM, SpeakingRate(syllables_per_s=3, pause_s=0.35)])
@pytest.mark.parametrize("duration_s", [20.0, 45.0, 90.0])
def test_a_script_fills_its_time_silent_or_said_by_a_quick_or_a_slow_voice(
    rate: SpeakingRate | None, duration_s: float
) -> None:
    wish = Wish(duration_s=duration_s, aspect_ratio="16:9", language="en", rate=rate)
    found = fill(written(12, spare=11, reserve=12), wish, SIZE)
    board = stage(found.script, [], size=SIZE, style="flat", rate=rate, duration_s=duration_s)
    assert abs(board.film.duration_s - duration_s) <= 0.05 * duration_s
    assert found.script.scenes[0].id == "s0"


def test_the_least_needed_goes_first_and_the_best_of_the_reserve_comes_first() -> None:
    wish = Wish(duration_s=20, aspect_ratio="16:9", language="en", rate=CALM)
    assert [one.id for one in fill(written(6, spare=5), wish, SIZE).script.scenes] == ["s0", "s1", "s2"]
    found = fill(written(1, reserve=5), wish, SIZE)
    assert [one.id for one in found.script.scenes][-1] == "r0"
    assert set(found.spare) == {one.id for one in found.script.scenes} - {"s0"}
    assert [one.id for _, one in found.reserve] == ["r2", "r3", "r4"]


STEPS = "\n".join(f"{n}. Fold the dough over itself {n} times and let it rest under a cloth." for n in range(1, 21))
FOODS = "\n".join(f"- {n} g of something that grows in the garden" for n in range(1, 12))


@pytest.mark.parametrize("rate", [None, CALM])
@pytest.mark.parametrize("duration_s", [15.0, 30.0, 60.0])
def test_what_there_is_no_time_for_is_left_out_and_told_even_where_nothing_may_be_spared(
    rate: SpeakingRate | None, duration_s: float
) -> None:
    recipe = read_article(f"# Bread\n\n## Ingredients\n\n{FOODS}\n\n## Directions\n\n{STEPS}\n", suffix=".md")
    wish = Wish(duration_s=duration_s, aspect_ratio="16:9", language="en", rate=rate)
    found = fill(write_script(recipe, [], wish), wish, SIZE)
    board = stage(found.script, [], size=SIZE, style="flat", rate=rate, duration_s=duration_s, spare=found.spare)
    assert board.film.duration_s <= 1.05 * duration_s
    assert any("time" in told or "left out" in told.lower() for told in found.left_out)
    assert len({scene.id for scene in found.script.scenes}) == len(found.script.scenes) >= 2


def test_items_that_are_left_out_are_not_said_either() -> None:
    items = ("Two eggs", "A cup of flour", "Some milk", "Salt")
    whole = Scene(
        id="s2", say="Take two eggs. A cup of flour. Some milk. Salt.", show=ListShow(items=items, heading="Food")
    )
    kept, told, over_s = shortened([scene("s1"), whole], 1.0, lambda one: scene_s(one, CALM, SIZE))
    assert isinstance(kept[1].show, ListShow)
    assert kept[1].show.items == items[: len(kept[1].show.items)] != items
    assert "Salt" not in kept[1].say
    assert told == [f"There is time for {len(kept[1].show.items)} of the 4 items of 'Food'."]
    assert over_s <= 0


@pytest.mark.parametrize("show", [TitleShow(text="Trains"), PictureShow(image="p1", text="Trains")])
def test_the_opening_is_said_in_a_few_seconds(show: Show) -> None:
    title = "Night trains in Europe: what a bed costs, who sleeps in it, and why everybody should try it at least once"
    opening = Scene(id="s1", say=f"{title}. And there is a subtitle that goes on for a while as well.", show=show)
    whole = Written(script=Script(title="Trains", scenes=(opening, scene("s2"))), kind="travel")
    wish = Wish(duration_s=20, aspect_ratio="16:9", language="en", rate=SpeakingRate(syllables_per_s=3.5, pause_s=0.35))
    first = fill(whole, wish, SIZE).script.scenes[0]
    assert first.say == "Night trains in Europe"
    assert scene_s(first, wish.rate, SIZE) <= 7


def test_a_chapter_begins_with_its_next_scene_where_its_first_is_left_out() -> None:
    under = scene("b").model_copy(update={"show": TextShow(text="What b tells", kicker="One")})
    scenes = [scene("a", chapter="One"), under, scene("c", chapter="Two"), scene("d", chapter="Three")]
    assert [one.chapter for one in without_scenes(scenes, ["a", "c"])] == ["One", "Three"]


def test_a_message_of_a_chapter_without_a_name_gets_none_of_another() -> None:
    scenes = [scene("a", chapter="Shall we go on?"), scene("b")]
    assert [one.chapter for one in without_scenes(scenes, ["a"])] == [""]


LONG_STEPS = (
    "Fill a bowl with water, and sprinkle with the yeast.",
    "Stir in honey, oil, two eggs, and salt. Add to bowl.",
    "Add flour in small amounts, whisking after each addition of flour to the bowl.",
    "Once the mixture becomes a viscous dough, begin kneading until smooth and elastic, and no longer sticky at all.",
    "Cover the bowl with a damp cloth and let it rise for two hours, or until the dough has doubled in size.",
    "Sprinkle flour onto a chopping board, place the dough onto it and divide it into two halves of one size.",
    "Knead each half, adding flour as needed to keep the dough from sticking to the board or your hands.",
    "Roll each half into a long snake, about as thick as your thumb, and leave both of them to rest.",
    "Plait the snakes together firmly, making two loaves of braided dough.",
    "Grease two trays or use baking paper, cover with a dry cloth and let the loaves rise for one hour.",
    "Whisk an egg and brush it onto each loaf.",
    "Bake until the bread sounds hollow when tapped, cool on a rack for an hour before slicing.",
)
BREAD = (
    "# Plaited bread\n\n- Prep time: 20 min\n- Servings: 4\n\n## Ingredients\n\n- 600 ml warm water\n- 1 kg flour\n"
    + ("- 3 eggs\n- 7 spoons of honey\n\n## Directions\n\n")
)
RECIPE = BREAD + "\n".join(f"{n}. {step}" for n, step in enumerate(LONG_STEPS, 1))
HOW_TO = "# How to plait bread\n\nIt takes an evening.\n\n## What to do\n\n" + RECIPE.partition("Directions\n\n")[2]


@pytest.mark.parametrize("rate", [None, CALM])
@pytest.mark.parametrize("duration_s", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("post", [RECIPE, HOW_TO])
def test_many_long_steps_keep_to_the_length_that_is_asked_for(
    post: str, duration_s: float, rate: SpeakingRate | None
) -> None:
    wish = Wish(duration_s=duration_s, aspect_ratio="16:9", language="en", rate=rate)
    found = fill(write_script(read_article(post), (), wish), wish, SIZE)
    board = stage(found.script, [], size=SIZE, style="flat", rate=rate, duration_s=duration_s, spare=found.spare)
    assert board.film.duration_s <= 1.05 * duration_s
    steps = [one.show for one in found.script.scenes if isinstance(one.show, ListShow) and one.show.numbered]
    if post == RECIPE:
        assert steps
    if steps and len(steps[0].items) < len(LONG_STEPS):
        assert f"{len(steps[0].items)} of the {len(LONG_STEPS)} steps" in " ".join(found.left_out)
    for step in steps[0].items if steps else ():
        assert len(step) <= 96


def test_what_a_shortened_list_no_longer_shows_is_not_said() -> None:
    wish = Wish(duration_s=15, aspect_ratio="16:9", language="en", rate=CALM)
    found = fill(write_script(read_article(RECIPE), (), wish), wish, SIZE)
    said = " ".join(one.say for one in found.script.scenes)
    assert "Bake until" not in said


def test_no_ingredient_goes_as_long_as_there_are_steps() -> None:
    wish = Wish(duration_s=30, aspect_ratio="16:9", language="en")
    found = fill(write_script(read_article(RECIPE), (), wish), wish, SIZE)
    lists = {show.heading: show for one in found.script.scenes if isinstance(show := one.show, ListShow)}
    assert len(lists["Ingredients"].items) == 4
    assert len(lists["Directions"].items) < len(LONG_STEPS)


def test_times_and_servings_for_which_there_is_no_time_are_told(tmp_path: Path) -> None:
    wish = Wish(duration_s=15, aspect_ratio="16:9", language="en")
    photo = OfferedPicture(id="p1", path=tmp_path / "bread.jpg", width=1600, height=1000, is_cover=True)
    plain = write_script(read_article(RECIPE), (), wish)
    on_photo = write_script(read_article(RECIPE), (photo,), wish)
    assert "Prep time: 20 min · Servings: 4" in plain.script.scenes[0].model_dump_json()
    assert any("Prep time: 20 min · Servings: 4" in line for line in on_photo.left_out)


def test_a_gap_is_filled_by_scenes_of_which_a_slow_voice_says_less() -> None:
    slow = SpeakingRate(syllables_per_s=1.6, pause_s=0.35)
    wish = Wish(duration_s=24, aspect_ratio="16:9", language="en", rate=slow)
    found = fill(written(1, reserve=1), wish, SIZE)
    assert [(one.id, one.say) for one in found.script.scenes] == [("s0", SAY), ("r0", "")]
    assert found.left_out == ()


PARTNERS = """# The harbour board goes on with its partners at the maritime school for safer pilots

The harbour board is proud to have worked with the maritime school since 2018 to find out where pilots are at risk.
We go on with this work thanks to new money of the fund for open water.

To date, this work was about what a pilot sees from one place. This year two more places on shore look at every ship
as well.

![](places.png)

More places to look from give more safety to each ship that comes in, and thus protect people on shore from what may
happen.

## Thanks

We would like to thank the school for its part in this work, which matters, and the fund for making all of it possible.
"""


@pytest.mark.parametrize("duration_s", [20.0, 25.0, 30.0])
@pytest.mark.parametrize("rate", [None, CALM, SpeakingRate(syllables_per_s=3.6, pause_s=0.35)])
def test_where_a_picture_has_time_the_only_one_of_an_article_stays(
    rate: SpeakingRate | None, duration_s: float, tmp_path: Path
) -> None:
    picture = OfferedPicture(id="p1", path=tmp_path / "places.png", width=3400, height=2600)
    wish = Wish(duration_s=duration_s, aspect_ratio="1:1", language="en", rate=rate)
    given = fill(write_script(read_article(PARTNERS), [picture], wish), wish, (480, 480))
    assert [scene.show.kind for scene in given.script.scenes].count("picture") == 1
    assert given.spare[-1:] in {(), *((one.id,) for one in given.script.scenes if one.show.kind == "picture")}
