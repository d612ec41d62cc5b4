"""What the caller wants is in the script: its length, a focus, a call to act, a voice, an upright frame."""

from __future__ import annotations

from dataclasses import replace

import pytest

from films.article.read import read_article
from films.script.documents import FigureShow, ListShow, PictureShow, SpeakingRate, TextShow, Wish, Written
from films.script.staging import fill
from films.script.staging.times import END_S, scene_s
from films.script.writer import write_script
from films.script.writer.choosing import Choice, choose
from films.script.writer.draft import Draft, texts_of
from films.script.writer.language import language_of
from films.script.writer.matter import Chapter
from films.script.writer.repeats import are_alike, terms_of
from tests.write_scripts import ARTICLES, article, pictures_of

SIZE = (1280, 720)
VOICE = SpeakingRate(syllables_per_s=5.4, pause_s=0.35)
WISH = Wish(duration_s=30, aspect_ratio="16:9", language="en", site="example.com")


def script(name: str, **wishes: object) -> Written:
    outline = article(ARTICLES / f"{name}.md")
    return write_script(outline, pictures_of(outline), replace(WISH, **wishes))  # type: ignore[arg-type]


@pytest.mark.parametrize("duration_s", [12, 20, 30, 60])
@pytest.mark.parametrize("rate", [None, VOICE], ids=["silent", "narrated"])
@pytest.mark.parametrize("name", ["news.en", "travel.ja", "opinion.de"])
def test_a_film_is_as_long_as_asked_for_or_shorter(name: str, rate: SpeakingRate | None, duration_s: float) -> None:
    written = script(name, duration_s=duration_s, rate=rate)
    lasts_s = sum(scene_s(scene, rate, SIZE) for scene in written.script.scenes) + END_S
    assert lasts_s <= max(duration_s * 1.05, 13)
    assert len(written.script.scenes) >= 2


def test_a_short_film_has_more_in_reserve_that_says_nothing_twice() -> None:
    written = script("news.en", duration_s=20)
    language = language_of("en")
    said = [terms_of(text, language) for scene in written.script.scenes for text in texts_of(scene.show)]
    ids = {scene.id for scene in written.script.scenes}
    assert written.reserve
    for after, scene in written.reserve:
        assert after in ids
        assert scene.id not in ids
        texts = [terms_of(text, language) for text in texts_of(scene.show)]
        assert not any(are_alike(one, other) for one in texts for other in said)
        said += texts
    assert set(written.spare) <= ids


def test_the_reserve_fills_a_longer_film() -> None:
    written = script("news.en", duration_s=20)
    longer = fill(written, replace(WISH, duration_s=40), SIZE)
    assert len(longer.script.scenes) > len(written.script.scenes)


def test_what_the_caller_wants_to_hear_of_comes_before_the_rest() -> None:
    def shown(focus: str) -> str:
        scenes = script("news.en", duration_s=18, focus=focus).script.scenes
        return " ".join(text for scene in scenes for text in texts_of(scene.show))

    assert "Tickets go on sale in October" not in shown("")
    assert "Tickets go on sale in October" in shown("tickets")


def test_the_callers_words_are_on_the_last_card() -> None:
    written = script("news.en", call_to_action="Book your bed today")
    assert written.script.end
    assert (written.script.end.line, written.script.end.url) == ("Book your bed today", "example.com")


def test_a_voice_says_more_than_is_on_screen() -> None:
    said = [
        scene
        for scene in script("news.en", duration_s=60, rate=VOICE).script.scenes
        if isinstance(scene.show, TextShow) and len(scene.say) > len(scene.show.text) + 10
    ]
    assert said


def test_every_step_of_a_recipe_is_told_however_short_the_film() -> None:
    for duration_s in (20, 30, 60):
        lists = [
            s.show for s in script("recipe.en", duration_s=duration_s).script.scenes if isinstance(s.show, ListShow)
        ]
        assert [len(show.items) for show in lists if show.numbered] == [7]


def test_pictures_carry_words_and_no_picture_comes_twice() -> None:
    shows = [s.show for s in script("travel.en", duration_s=60, aspect_ratio="9:16").script.scenes]
    pictures = [show for show in shows if isinstance(show, PictureShow)]
    assert len({show.image for show in pictures}) == len(pictures) == 3
    assert all(show.text for show in pictures)


def test_what_is_left_out_is_told() -> None:
    told = script("data.en", duration_s=12).left_out
    assert any(line.startswith("Left out: ") and "table" in line for line in told), told


STEPS = [
    f"## Screen {n}\n\nChoose {name} in the panel on the left. Then wait for the {name} light.\n\n![{name}](s{n}.png)"
    for n, name in enumerate(["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"], 1)
]


def test_most_pictures_of_an_article_are_shown_before_words_take_their_time() -> None:
    outline = read_article("# Set the panel up\n\n" + "\n\n".join(STEPS), suffix=".md")
    written = write_script(outline, pictures_of(outline), replace(WISH, duration_s=60))
    assert sum(isinstance(scene.show, PictureShow) for scene in written.script.scenes) >= 7


def test_a_total_says_of_what() -> None:
    post = (
        "# Our marketing budget\n\nWe plan it every year with care, and with all teams.\n\n**Total: $1.2m per month**\n"
    )
    shows = [scene.show for scene in write_script(read_article(post, suffix=".md"), (), WISH).script.scenes]
    found = [(show.value, show.label) for show in shows if isinstance(show, FigureShow)]
    assert found == [("$1.2m per month", "Our marketing budget: Total")], shows


def test_an_article_of_a_thousand_sentences_is_looked_at_a_few_times_and_not_a_thousand() -> None:
    chapter = Chapter("Boats", "Boats", "body", ())
    said = [f"Boat {n} meets harbour {n} in port {n}." for n in range(1000)]
    drafts = [Draft(TextShow(text=one), one, at, chapter, 1.0, ()) for at, one in enumerate(said)]
    asked: list[Draft] = []

    def seconds(draft: Draft) -> float:
        asked.append(draft)
        return 5.0

    choose(Choice(language_of("en")), drafts, 30.0, seconds, "")
    assert len(asked) <= 2 * len(drafts)
