"""Lists as they are shown: lists within lists, ends that lead on, and who asked for a change."""

from __future__ import annotations

import pytest

from films.article.outline import ListBlock
from films.article.read import read_article
from films.article.sentences import with_stop
from films.script.documents import ListShow
from films.script.writer.drafts import drafts_of
from films.script.writer.lists import said_of
from films.script.writer.matter import matter_of
from films.script.writer.speech import quoted_speech


def shown(text: str) -> list[ListShow]:
    """The lists that an article could show."""
    outline = read_article(f"# Trains\n\n{text}", suffix=".md")
    assert any(isinstance(block, ListBlock) for block in outline.blocks)
    drafts = drafts_of(matter_of(outline, (), "en"), "opinion", upright=False)
    return [draft.show for draft in drafts if isinstance(draft.show, ListShow)]


def test_lists_within_a_list_of_their_headings_are_lists_of_their_own() -> None:
    found = shown("- Pros\n  - The seats are wide\n  - It runs every hour\n- Cons\n  - It is slow\n  - It is dear\n")
    assert [(one.heading, one.items) for one in found] == [
        ("Pros", ("The seats are wide", "It runs every hour")),
        ("Cons", ("It is slow", "It is dear")),
    ]


def test_an_item_does_not_end_with_what_leads_to_the_next() -> None:
    (found,) = shown(
        "You need a pass:\n\n- a pass of the region, or\n- a pass of the city; and\n- a card with your photo\n"
    )
    assert found.items == ("a pass of the region", "a pass of the city", "a card with your photo")


def test_changes_are_told_without_who_asked_for_them() -> None:
    (found,) = shown(
        "## Fixes\n\n- Fix the colours of themes, see #3624 and #31 (@ada). Closes #35\n"
        "- Load all fonts only once, see #3580\n- Wrap long lines at words\n"
    )
    assert found.items == (
        "Fix the colours of themes",
        "Load all fonts only once",
        "Wrap long lines at words",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It runs every hour", "It runs every hour."),
        ("He calls it “the arc.”", "He calls it “the arc.”"),
        ("左はIntel Optane SSD DC D4800X", "左はIntel Optane SSD DC D4800X。"),
        ("The sign says 玻璃", "The sign says 玻璃."),
        ("ทดสอบระบบรถไฟ", "ทดสอบระบบรถไฟ"),
    ],
)
def test_a_statement_ends_with_the_sign_of_its_script(text: str, said: str) -> None:
    assert with_stop(text) == said


def test_nothing_stands_behind_the_sign_that_an_item_ends_with() -> None:
    assert said_of("", ["どう走る？", "いつ着く？"]) == "どう走る？ いつ着く？"


def test_the_next_sentence_is_nobody_who_spoke() -> None:
    words = "We will not run out of work till we run out of problems."
    assert quoted_speech(f"“{words}” Are we done yet?") is None
    assert quoted_speech(f"“{words}” Ana Ruiz said.") == (words, "Ana Ruiz")
