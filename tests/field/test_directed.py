"""Scripts as callers send them: nearly JSON, numbers for texts, more than a picture holds, and nonsense."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from films.filmed_scenes import undone
from films.script.documents import (
    CodeShow,
    FilmShow,
    OfferedPicture,
    PictureShow,
    QuoteShow,
    Scene,
    Script,
    Show,
    TextShow,
    TitleShow,
)
from films.script.reading import read_script
from films.script.references import Known
from films.script.staging import stage
from footage.errors import InvalidInputError
from painter import CodeCard, FilmPlan, texts_of
from painter.shots.reel import Reel

HI = {"kind": "text", "text": "Hi"}
WIDE, TALL, SQUARE = (1280, 720), (720, 1280), (720, 720)


def read(given: Any) -> Script:
    return read_script(given, Known()).script


def refused(given: Any) -> str:
    with pytest.raises(InvalidInputError) as caught:
        read(given)
    return caught.value.message


def film(show: Show, size: tuple[int, int] = WIDE, **scene: Any) -> FilmPlan:
    return stage(Script(title="T", scenes=(Scene(id="s1", show=show, **scene),)), [], size=size).film


@pytest.mark.parametrize(
    "text",
    [
        '{"scenes": [{"show": {"kind": "text", "text": "Hi"}, "seconds": 4,},],}',
        "{'title': 'T', 'scenes': [{'say': None, 'show': {'kind': 'text', 'text': 'Hi'}, 'seconds': 4}]}",
        "title: T\nscenes:\n  - say:\n    show: {kind: text, text: Hi}\n    seconds: 4\n",
        '```yaml\ntitle: T\nscenes:\n- show: {kind: text, text: "Hi"}\n  seconds: 4\nend: null\n```',
        'Here it is:\n```json\n{"scenes": [{"show": {"kind": "text", "text": "Hi"}, "seconds": 4}]}\n```\nDo.',
        'Here: {"title": "T", "scenes": [{"show": {"kind": "text", "text": "Hi"}, "seconds": 4}]} is it.',
        '{"show": {"kind": "text", "text": "Hi"}, "seconds": 4}',
    ],
)
def test_what_is_nearly_json_is_read(text: str) -> None:
    (scene,) = read(text).scenes
    assert (scene.say, scene.show, scene.seconds) == ("", TextShow(text="Hi"), 4)


def test_yaml_makes_nothing_of_words_and_versions() -> None:
    script = read("title: 1.10\nscenes:\n- {say: yes, show: {kind: figure, value: 0070, label: 2024-01-01}}\n")
    assert (script.title, script.scenes[0].say) == ("1.10", "yes")
    assert script.scenes[0].show.model_dump() == {"kind": "figure", "value": "0070", "label": "2024-01-01"}


def test_numbers_are_meant_as_their_text() -> None:
    script = read(
        {"title": 5, "scenes": [{"id": 7, "say": 12, "chapter": 3, "show": HI}], "end": {"line": 5, "url": 7}}
    )
    assert script.end is not None
    assert (script.title, script.scenes[0].say, script.scenes[0].chapter) == ("5", "12", "3")
    assert (script.end.line, script.end.url) == ("5", "7")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([{"show": {"kind": "chart", "labels": ["a"], "values": [float("nan")]}}], "values[0]: 'nan' is no number"),
        ([{"show": {"kind": "chart", "labels": ["a"], "values": ["Infinity"]}}], "'Infinity' is no number"),
        ([{"show": {"kind": "table", "rows": [[*"abcdefgh"]]}}], "rows[0]: has 8 entries, 6 at most"),
        ([{"show": {"kind": "chart", "labels": ["a"], "values": [1e300]}}], "values[0]: '1e+300' is more than 1e+15"),
        ([{"show": {"kind": "table", "rows": [["", ""], [""]]}}], "needs rows"),
        ([{"show": {"kind": "text", "text": "\u200b\u200d"}}], "show.text: is empty"),
        ([{"show": HI, "seconds": "NaN"}], "seconds: 'NaN' is no number"),
        ([{"show": {"kind": "end", "line": "x"}}], "an end is no scene"),
        ([None], "is no list of scenes"),
        ("a: &a [1]\nb: [*a]\n", "is no JSON"),
        ('{"scenes": ' + '{"kind": "split", "left": ' * 800 + "1" + "}" * 801, "too deeply"),
        ({"script": "[" * 100 + "]" * 100}, "too deeply"),
    ],
)
def test_what_nobody_could_mean_is_named(given: Any, said: str) -> None:
    assert said in refused(given)


@pytest.mark.parametrize("size", [WIDE, TALL, SQUARE])
def test_lines_of_a_program_are_folded_before_it_is_torn_into_pages(size: tuple[int, int]) -> None:
    line = "total = sum(price * count for price, count in basket.items() if count > 0)"
    beats = film(CodeShow(text="\n".join(["def pay(basket):", *["    " + line] * 11])), size).beats
    shown = [beat.card.lines for beat in beats if isinstance(beat.card, CodeCard)]
    assert len(shown) <= 4
    assert "".join("".join(line.split()) for lines in shown for line in lines).count("".join(line.split())) == 11


@pytest.mark.slow
@pytest.mark.parametrize("text", ["x" * 7900, "値 = '漢字'  # " * 600, "\tx = 1; " * 900])
def test_a_program_of_any_width_has_cards(text: str) -> None:
    assert all(
        len(beat.card.lines) <= 24 for beat in film(CodeShow(text=text)).beats if isinstance(beat.card, CodeCard)
    )


@pytest.mark.parametrize("say", ["word " * 119, "w" * 600, "夜" * 600, "短い。" * 200])
def test_a_short_scene_with_much_to_say_lasts_as_long_as_its_pages_need(say: str) -> None:
    made = film(TextShow(text="x"), say=say, seconds=1)
    assert made.duration_s >= len(made.beats)
    told = "".join(text for beat in made.beats if beat.card for text in (*texts_of(beat.card), beat.caption or ""))
    assert "".join(say.split()) in "".join(told.split())


@pytest.mark.parametrize(
    "show", [QuoteShow(text="quick fox " * 30, by="of a house " * 15), TitleShow(text="A title", kicker="above " * 20)]
)
def test_long_words_beside_a_message_do_not_tear_it_apart(show: Show) -> None:
    assert len(film(show).beats) <= 8


def test_a_scene_that_makes_too_many_pictures_is_named() -> None:
    table = {"kind": "table", "header": ["h" * 80] * 6, "rows": [["c" * 120] * 6] * 40}
    script = read([{"show": HI}, {"id": "prices", "show": table}])
    with pytest.raises(InvalidInputError, match="Scene prices alone makes"):
        stage(script, [], size=WIDE)


@pytest.mark.parametrize("size", [(2000, 1), (1, 2000), (1, 1), (1500, 12)])
def test_a_picture_of_any_shape_can_be_drawn(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.effect_noise(size, 60).convert("RGB").save(tmp_path / "strip.png")
    strip = OfferedPicture(id="p1", path=tmp_path / "strip.png", width=size[0], height=size[1])
    script = Script(title="T", scenes=tuple(Scene(id=text, show=PictureShow(image="p1", text=text)) for text in " A"))
    made = stage(script, [strip], size=(128, 128)).film
    reel = Reel(made, pictures=[strip.path])
    assert reel.paint(1.0).shape == reel.paint(made.duration_s - 0.5).shape


@pytest.mark.parametrize(("backend", "told"), [("", True), ("storyboard", False)])
def test_a_scene_that_nobody_films_is_named(backend: str, *, told: bool) -> None:
    shows: tuple[Show, ...] = (TextShow(text="Hi"), FilmShow(prompt="a fox", backend=backend))
    scenes = tuple(Scene(id=f"s{at}", show=show) for at, show in enumerate(shows))
    assert ("films s1 " in undone(stage(Script(title="T", scenes=scenes), [], size=WIDE), [])) is told
