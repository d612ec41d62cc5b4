"""What is taken of an article: whole pieces of programs, words for pictures, hooks, and quotations of somebody."""

from __future__ import annotations

from pathlib import Path

import pytest

from films.article.read import read_article
from films.script.documents import (
    CodeShow,
    FigureShow,
    OfferedPicture,
    PictureShow,
    QuoteShow,
    SpeakingRate,
    TextShow,
    Wish,
    Written,
)
from films.script.writer import write_script
from films.script.writer.choosing import Choice
from films.script.writer.draft import Draft
from films.script.writer.drafts import drafts_of
from films.script.writer.language import language_of
from films.script.writer.matter import Chapter, matter_of

LONG = "\n".join(f"step_{n}(" + "x" * 60 + ")" for n in range(12))


def script_of(text: str, *pictures: OfferedPicture) -> Written:
    return write_script(read_article(text), pictures, Wish(duration_s=60, aspect_ratio="16:9", language="en"))


@pytest.mark.parametrize("ending", [",", " |>", " +", " \\", " and"])
def test_lines_of_a_program_that_go_on_are_none_that_stand_alone(ending: str) -> None:
    text = f"# Trains\n\n```r\n{LONG}\n\nfirst = 1{ending}\nsecond = 2{ending}\n```\n"
    drafts = drafts_of(matter_of(read_article(text), (), "en"), "how_to", upright=False)
    assert not [draft for draft in drafts if isinstance(draft.show, CodeShow)]


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        ("A red lamp shown on a white wall", "The lamp of Ahr"),
        ("Screenshot of the lamp", "The lamp of Ahr"),
        ("Lamp at dusk", "Lamp at dusk"),
    ],
)
def test_who_sees_a_picture_is_not_told_what_is_to_be_seen(alt: str, words: str) -> None:
    text = f"# Lights\n\nThere are many lights.\n\n## The lamp of Ahr\n\n![{alt}](a.png)\n"
    offered = OfferedPicture(id="p1", path=Path("a.png"), width=1200, height=800, alt=alt)
    (show,) = [one.show for one in script_of(text, offered).script.scenes if isinstance(one.show, PictureShow)]
    assert show.text == words


def test_what_an_author_says_of_a_tale_opens_its_film() -> None:
    told = "The lamp of the town has a keeper who climbs alone"
    tale = "I live by the sea. The lamp of the town is old. It was a long way. Ships of the town pass the old lamp."
    hook = script_of(f"---\ntitle: The lamp\nsummary: {told}\n---\n\n{tale}\n").script.scenes[1].show
    assert isinstance(hook, TextShow)
    assert hook.text == told


OPINION = """# Towns must plan better budgets

Plans are essential for every council that wants money. Nobody gets credit without a plan.

Councils should always publish their plans. Secret plans never last through an election.

The worst plan is the one without a goal. Everyone deserves to know what money is for.
"""


@pytest.mark.parametrize(("more", "is_quoted"), [("", False), ("\nI say so, and my neighbour agrees with me.\n", True)])
def test_what_nobody_says_is_no_quotation(more: str, is_quoted: bool) -> None:
    found = script_of(OPINION + more)
    assert found.kind == "opinion"
    assert any(isinstance(scene.show, QuoteShow) for scene in found.script.scenes) == is_quoted


@pytest.mark.parametrize(("alts", "shown"), [(("Flour", "The bread"), "p2"), (("Dough", "Flour"), "p1")])
def test_a_recipe_opens_with_the_photo_that_is_called_so(alts: tuple[str, str], shown: str) -> None:
    photos = "".join(f"![{alt}]({alt}.png)\n\n" for alt in alts)
    text = f"# Bread\n\n## Ingredients\n\n- 1 kg flour\n- 3 eggs\n\n## Directions\n\n1. Knead\n2. Bake\n\n{photos}"
    offered = [
        OfferedPicture(id=f"p{n}", path=Path(f"{alt}.png"), width=1200, height=800, alt=alt)
        for n, alt in enumerate(alts, 1)
    ]
    found = script_of(text, *offered)
    assert found.kind == "recipe"
    assert isinstance(show := found.script.scenes[0].show, PictureShow)
    assert show.image == shown


def test_what_a_voice_goes_on_with_is_told_in_no_other_scene() -> None:
    language = language_of("en")
    at = Chapter("", "", "lead", ())
    first, second = "Bridges of stone cross the wide river.", "Trains run over every bridge of the valley."
    choice = Choice(language)
    choice.add(Draft(TextShow(text=first), f"{first} {second}", 0, at, 1.0, (), follows=second), 5.0)
    assert choice.fresh(Draft(TextShow(text=second), second, 1, at, 1.0, ())) is None
    third = "Boats pass below each arch at high tide."
    later = choice.fresh(Draft(TextShow(text=third), f"{third} {second}", 2, at, 1.0, (), follows=second))
    assert later is not None
    assert later.say == third


def test_a_picture_whose_address_a_template_fills_in_is_none() -> None:
    read = read_article('# Lamp\n\nIt turns at dusk.\n\n<img src="/img/{{ page.featured }}">\n')
    assert [block.kind for block in read.blocks] == ["paragraph"]


FOUND = """# Flint of the north sea

A flint with a trace of tar lay on a beach near the harbour of a small town.

Divers of the harbour have brought up bones of animals from the same place for years.

Tar of birch binds a blade of flint to a handle of wood after an hour over a fire.

Rivers of that time ended in a plain between two coasts with few birches on it.

Researchers believe that the blade was used for skins of animals in the winter.

Laboratories in three towns have looked at the tar of the blade for two years.

Museums of the coast show copies of the blade beside other finds of the plain.
"""


def test_an_article_that_argues_for_nothing_is_told_all_the_same() -> None:
    found = script_of(FOUND)
    assert found.kind == "opinion"
    assert len(found.script.scenes) > 5


@pytest.mark.parametrize(
    ("second", "is_said"), [("Nobody knows why.", True), ("Nobody knows " + "why or when " * 7 + "so.", False)]
)
def test_a_voice_goes_on_only_where_there_is_more_to_tell(second: str, is_said: bool) -> None:
    first = "The lamp at the harbour of the town has been dark for the last three winters."
    wish = Wish(duration_s=60, aspect_ratio="16:9", language="en", rate=SpeakingRate(syllables_per_s=4, pause_s=0.3))
    said = [scene.say for scene in write_script(read_article(f"# Dark\n\n{first} {second}\n"), (), wish).script.scenes]
    assert (f"{first} {second}" in said) == is_said


@pytest.mark.parametrize(
    ("said", "is_figure"), [("Shops save 50% on lamps.", True), ('Shops write "Save 50%!" on lamps.', False)]
)
def test_a_figure_of_what_is_only_quoted_is_none_of_the_articles(said: str, is_figure: bool) -> None:
    drafts = drafts_of(matter_of(read_article(f"# Mails\n\n{said}\n"), (), "en"), "opinion", upright=False)
    assert any(isinstance(draft.show, FigureShow) for draft in drafts) == is_figure


@pytest.mark.parametrize(("size", "is_shown"), [((311, 149), False), ((1600, 300), False), ((311, 190), True)])
def test_small_pictures_and_strips_are_neither_shown_nor_missed(size: tuple[int, int], is_shown: bool) -> None:
    offered = OfferedPicture(id="p1", path=Path("a.png"), width=size[0], height=size[1], alt="The lamp at dusk")
    found = script_of("# Lights\n\nThere are many lights.\n\n![The lamp at dusk](a.png)\n", offered)
    assert any(isinstance(scene.show, PictureShow) for scene in found.script.scenes) == is_shown
    assert offered.is_worth_showing == is_shown
