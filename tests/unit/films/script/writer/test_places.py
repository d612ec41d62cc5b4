from __future__ import annotations

from pathlib import Path

import pytest

from films.article.read import read_article
from films.script.documents import OfferedPicture, PlaceShow, Wish, Written
from films.script.writer import write_script

JOURNEY = """# Two days to Liguria

A train crosses the mountains at night. The ticket costs 40 euros. Breakfast comes with fresh rolls and jam.

## The coast

A boat sails on the sea at sunset. The harbour café opens at noon. Its owner bakes almond cakes herself.

## Home

The way back takes nine hours. My suitcase was full of lemons. Everyone slept until the last station.
"""
SENTENCE = {
    "en": (
        "We ship a release every Friday at night.",
        "The pipeline runs on every branch at night.",
        "React builds a tree of components in the mountains of code.",
        "Our customers asked for dark mode in the city.",
        "We support all platforms on the sea of devices.",
        "Users can now download their house at night.",
        "House prices in the city rose at night.",
        "We are all in the same boat at night.",
        "The plane crashed in the mountains at night.",
        "The chart of the growth shows the sea at night.",
    ),
    "de": (
        "Der Zug fuhr nachts in den Bergen in einen Unfall.",
        "Wir bauen nachts einen Baum von Komponenten im Wald.",
    ),
    "fr": ("Nous sommes dans le même bateau la nuit.", "Le train est en train de charger les données la nuit."),
    "es": ("El árbol de componentes crece de noche en las montañas.", "Estamos en el mismo barco de noche en el mar."),
    "it": ("Siamo tutti sulla stessa barca di notte sul mare.", "L'albero dei componenti cresce di notte nel bosco."),
    "pt": ("Estamos no mesmo barco de noite no mar.", "A árvore de componentes cresce à noite nas montanhas."),
    "ja": ("これは夜の海に浮かぶ氷山の一角です。", "ユーザーは夜に山の家をダウンロードします。"),
    "ko": ("기차가 밤에 산을 넘는다.",),
}


def written(post: str, language: str, *pictures: OfferedPicture, duration_s: float = 60) -> Written:
    wish = Wish(duration_s=duration_s, aspect_ratio="16:9", language=language)
    return write_script(read_article(post), pictures, wish)


def places(given: Written) -> list[PlaceShow]:
    return [scene.show for scene in given.script.scenes if isinstance(scene.show, PlaceShow)]


def test_what_sentences_literally_describe_is_drawn_and_not_in_every_scene() -> None:
    given = written(JOURNEY, "en")
    assert [(one.subjects, one.setting, one.time) for one in places(given)] == [
        (("train",), "mountains", "night"),
        (("boat",), "sea", "sunset"),
    ]
    assert [one.text for one in places(given)] == [
        "A train crosses the mountains at night",
        "A boat sails on the sea at sunset",
    ]
    at = [index for index, one in enumerate(given.script.scenes) if one.show.kind == "place"]
    assert at[1] - at[0] >= 3


def test_where_a_chapter_has_a_picture_of_its_own_nothing_is_drawn(tmp_path: Path) -> None:
    photo = OfferedPicture(id="p1", path=tmp_path / "boat.jpg", width=1600, height=1000)
    given = written(JOURNEY.replace("sunset. The", "sunset.\n\n![A boat](boat.jpg)\n\nThe"), "en", photo)
    assert [one.setting for one in places(given)] == ["mountains"]


@pytest.mark.parametrize(("language", "sentence"), [(code, one) for code, every in SENTENCE.items() for one in every])
def test_a_word_that_means_something_else_draws_nothing(language: str, sentence: str) -> None:
    post = f"# The week\n\n{sentence}\n\nI was there with my sister.\n"
    assert places(written(post, language)) == []


@pytest.mark.parametrize(
    "rest",
    [
        "```python\nprint(1)\n```\n",
        "Our users like the app. The server runs the new release. Every customer may download it.\n",
    ],
)
def test_nothing_is_drawn_for_an_article_about_software(rest: str) -> None:
    assert places(written(JOURNEY + "\n" + rest, "en")) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The old lighthouse stands above the beach."),
        ("de", "Der Zug fährt nachts durch den Wald."),
        ("fr", "Le train traverse les montagnes la nuit."),
        ("es", "El tren cruza las montañas de noche."),
        ("it", "Il treno attraversa le montagne di notte."),
        ("ja", "夜、列車が山を越えて走っていく。"),
    ],
)
def test_the_same_short_post_with_a_literal_sentence_draws_it(language: str, sentence: str) -> None:
    post = f"# The week\n\n{sentence}\n\nI was there with my sister.\n"
    assert len(places(written(post, language))) == 1


def test_a_film_with_time_for_one_picture_shows_the_only_one_that_an_article_has(tmp_path: Path) -> None:
    chapter = "## Feature {0}\n\nFeature {0} makes builds {0} times faster.\n\n```js\nrun({0});\nstop({0});\n```\n\n"
    post = "# Builder 4.2\n\n" + "".join(chapter.format(n) for n in range(2, 12))
    post = post.replace("run(2)", "go(2)").replace("## Feature 3", "It is quick.\n\n![](tracks.png)\n\n## Feature 3")
    picture = OfferedPicture(id="p1", path=tmp_path / "tracks.png", width=1600, height=1000)
    given = written(post, "en", picture, duration_s=25)
    assert any(scene.show.kind == "picture" for scene in given.script.scenes)
