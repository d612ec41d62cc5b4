"""What particular kinds of sites write: recipes in front matter, AMP pages, Distill's elements."""

from __future__ import annotations

import pytest

from films.article.outline import Heading, ListBlock, Outline, Paragraph, PictureBlock
from films.article.read import read_article
from films.voice import spoken_language

RECIPE = """---
title: Pan bread
image: bread.jpg
prep_time: PT1H10M
cook_time: 20
servings: 4
ingredients:
- 500 g flour
- "water: 350 g"
- {amount: 10, unit: g, name: salt}
directions:
- Mix flour, water and salt.
- Bake in a hot pan for 20 minutes.
---

Bread without an oven.

## Keeping

It keeps for two days.
"""


def headings(outline: Outline) -> list[str]:
    return [block.text for block in outline.blocks if isinstance(block, Heading)]


def lists(outline: Outline) -> list[list[str]]:
    return [[item.whole for item in block.items] for block in outline.blocks if isinstance(block, ListBlock)]


def test_a_recipe_in_front_matter_is_read_before_the_chapters_of_its_text() -> None:
    outline = read_article(RECIPE, suffix=".md")
    assert headings(outline) == ["Ingredients", "Directions", "Keeping"]
    assert lists(outline) == [
        ["Prep time: 1 h 10 min", "Servings: 4"],  # 20 of what, nobody can tell
        ["500 g flour", "water: 350 g", "10 g salt"],
        ["Mix flour, water and salt.", "Bake in a hot pan for 20 minutes."],
    ]
    assert isinstance(outline.blocks[1], Paragraph)


def test_ingredients_without_directions_are_no_recipe() -> None:
    outline = read_article("---\ntitle: A\ningredients: [salt, water]\n---\n\nWe cooked all day.", suffix=".md")
    assert headings(outline) == []
    assert lists(outline) == []


WORDS = "The line opened on Monday after three years of work on the bridges along the river, and trains run hourly."

AMP = f"""<!doctype html><html amp lang="en"><head><title>The line is open</title></head><body><article>
<h1>The line is open</h1><p>{WORDS}</p>
<amp-img src="bridge.jpg" width="1200" height="800" alt="The bridge" layout="responsive">
<noscript><img src="bridge.jpg" width="1200" height="800"></noscript></amp-img>
<p>{WORDS.replace("Monday", "time")} The old line closes in May.</p>
<figure><amp-img src="train.jpg" width="1200" height="800"></amp-img><figcaption>The first train</figcaption></figure>
<p>{WORDS.replace("opened", "was built")} Tickets cost as much as before.</p></article></body></html>"""


def test_pictures_of_amp_pages_are_read_once() -> None:
    pictures = [one for one in read_article(AMP).blocks if isinstance(one, PictureBlock)]
    assert [(one.source, one.alt, one.caption) for one in pictures] == [
        ("bridge.jpg", "The bridge", ""),
        ("train.jpg", "", "The first train"),
    ]


def test_notes_and_formulas_of_distill_are_no_words() -> None:
    text = (
        "Networks forget<d-footnote>Nobody knows why.</d-footnote> what they saw first<d-cite key='a'></d-cite>.\n\n"
        "The loss <d-math>L = \\sum_i l_i</d-math> falls quickly. It stays low."
    )
    said = [one.text for one in read_article(text, suffix=".md").blocks if isinstance(one, Paragraph)]
    assert said == ["Networks forget what they saw first.", "It stays low."]


def page(body: str, *, head: str = "<title>The line is open</title>", start: str = '<html lang="en">') -> str:
    article = f"<article><h1>The line is open</h1>{body}</article>"
    return f"<!doctype html>{start}<head>{head}</head><body>{article}</body></html>"


FRENCH = "La ligne a été ouverte lundi après trois ans de travaux sur les ponts le long de la rivière, et les trains "


def test_the_language_is_that_of_the_page_and_not_of_a_comment_for_old_browsers() -> None:
    start = (
        '<!--[if IE 7]><html class="ie7" lang="en"><![endif]--><!--[if gt IE 8]><!--><html lang="fr"><!--<![endif]-->'
    )
    text = f"<p>{FRENCH}circulent.</p><p>{FRENCH}sont pleins.</p><p>{FRENCH}roulent toutes les heures.</p>"
    assert read_article(page(text, start=start)).language == "fr"


def test_a_theme_that_calls_every_page_english_is_not_believed() -> None:
    outline = read_article(page(f"<p>{FRENCH}circulent.</p><p>{FRENCH}sont pleins.</p><p>{FRENCH}roulent bien.</p>"))
    assert (outline.language, spoken_language(outline)) == ("en", "fr")


def test_a_description_that_is_cut_off_loses_its_last_sentence() -> None:
    text = "---\ntitle: A\ndescription: The line is open. It took three years and…\n---\n\nTrains run."
    assert read_article(text, suffix=".md").description == "The line is open."


def test_whole_sentences_that_are_set_as_headings_are_text() -> None:
    told = "The drawing turned up again in May, and it did not go down well with the singer."
    text = f"# A drawing\n\n## {told}\n\n![](a.jpg)\n\n## What now?\n\nNobody knows."
    outline = read_article(text, suffix=".md")
    assert headings(outline) == ["What now?"]
    assert [one.text for one in outline.blocks if isinstance(one, Paragraph)] == [told, "Nobody knows."]


def test_what_stands_under_a_picture_is_its_caption_whatever_numbers_it() -> None:
    text = "# Plots\n\nWe draw.\n\n![](a.png)\n\n**Figure 2: All letters are larger.**\n\nFigure 2 shows it."
    outline = read_article(text, suffix=".md")
    assert [one.caption for one in outline.blocks if isinstance(one, PictureBlock)] == ["All letters are larger."]
    assert [one.text for one in outline.blocks if isinstance(one, Paragraph)] == ["We draw.", "Figure 2 shows it."]


@pytest.mark.parametrize(
    ("heading", "title", "expected"),
    [
        ("The line is open", "The line is open - La Stampa", "The line is open"),
        (
            "The new line along the river is open",
            "The new line along the river opens",
            "The new line along the river opens",
        ),
        ("Why it took so long", "The line is open", "The line is open"),
    ],
)
def test_a_heading_that_is_the_title_is_no_chapter(heading: str, title: str, expected: str) -> None:
    outline = read_article(
        f"---\ntitle: {title}\n---\n\n# {heading}\n\nTrains run.\n\n## Fares\n\nThey stay.", suffix=".md"
    )
    assert outline.title == expected
    assert ("Why it took so long" in headings(outline)) is (heading == "Why it took so long")


def test_a_readme_is_called_what_its_logo_says() -> None:
    text = '<p align="center"><img src="l.svg" alt="lamp - light for everyone"></p>\n\n### Colours\n\nIt knows ten.'
    assert read_article(text, suffix=".md", name="README").title == "lamp - light for everyone"


def test_of_a_list_of_changes_the_newest_release_is_told() -> None:
    releases = "".join(f"# v0.{n}.0\n\n## Features\n\n- Feature {n} is here\n\n" for n in (9, 8, 7))
    outline = read_article(f"# unreleased\n\n## Other\n\n- Nothing yet\n\n{releases}", suffix=".md", name="CHANGELOG")
    assert outline.title == "Changelog 0.9.0"
    assert lists(outline) == [["Feature 9 is here"]]
    assert outline.notes == ("Only its newest release is told: 0.9.0.",)


def test_what_readers_have_written_is_not_of_the_article() -> None:
    of_readers = f'<div class="news-comment-main"><p>Nobody needs this line. {WORDS}</p></div>'
    said = " ".join(
        one.text
        for one in read_article(page(f"<p>{WORDS}</p><p>{WORDS} It is new.</p>" * 2 + of_readers)).blocks
        if isinstance(one, Paragraph)
    )
    assert "It is new." in said
    assert "Nobody needs" not in said
