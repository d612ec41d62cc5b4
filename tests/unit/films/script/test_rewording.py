"""Better words for a script: taken where they say what the article says, and fit where the old ones stood."""

from __future__ import annotations

import pytest

from films.article.read import read_article
from films.script.documents import FigureShow, PlaceShow, Script, TextShow
from films.script.rewording import restaging, reworded, wording_of
from footage.wording import SceneWords

ARTICLE = "# Night trains\n\nThe night train to Vienna carried 40,000 people in May, which nobody had planned for."
OLD = TextShow(text="The night train carried 40,000 people")
SCRIPT = Script.model_validate(
    {
        "title": "Night trains",
        "language": "en",
        "scenes": [
            {
                "id": "s1",
                "say": "The night train to Vienna carried 40,000 people in May.",
                "show": OLD,
                "from": ["b1"],
            },
            {
                "id": "s2",
                "say": "Forty thousand.",
                "show": FigureShow(value="40,000", label="people in May"),
                "from": ["b1"],
            },
            {"id": "s3", "show": TextShow(text="Nobody knows where this is from")},
            {"id": "s4", "say": "It is filmed by these words.", "show": PlaceShow(text="A train"), "from": ["b1"]},
        ],
    }
)
SOURCES = restaging(SCRIPT, read_article(ARTICLE), (), None, None).sources


def test_only_words_with_a_source_are_offered() -> None:
    wording = wording_of(SCRIPT, SOURCES)
    assert wording.scenes == {
        "s1": SceneWords(say=SCRIPT.scenes[0].say, text=OLD.text),
        "s2": SceneWords(say="Forty thousand."),
    }
    assert "Vienna" in wording.sources["s1"]


def with_text(text: str, say: str = "40,000 people took the night train to Vienna.") -> TextShow:
    found = reworded(SCRIPT, {"s1": SceneWords(say=say, text=text)}, SOURCES).scenes[0].show
    assert isinstance(found, TextShow)
    return found


def test_better_words_are_taken() -> None:
    assert with_text("40,000 people went to  Vienna").text == "40,000 people went to Vienna"


@pytest.mark.parametrize(
    ("text", "say"),
    [
        ("50,000 people went to Vienna", "It is full."),
        ("40,000 people went to Paris", "It is full."),
        ("The night train", "It carried 60,000 people."),
        ("The night train " * 6, "It is full."),
        ("The night train", " "),
    ],
)
def test_words_that_are_not_true_too_long_or_missing_are_not(text: str, say: str) -> None:
    assert with_text(text, say) == OLD


def test_facts_and_scenes_that_were_not_asked_for_stay() -> None:
    words = {name: SceneWords(say="Full.", text="Full") for name in ("s2", "s3", "s9")}
    found = reworded(SCRIPT, words, SOURCES)
    assert found.scenes[1].show == SCRIPT.scenes[1].show
    assert (found.scenes[1].say, found.scenes[2]) == ("Full.", SCRIPT.scenes[2])
