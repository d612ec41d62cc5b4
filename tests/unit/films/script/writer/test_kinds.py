from __future__ import annotations

import pytest

from films.article.read import read_article
from films.script.writer.kinds import kind_of
from films.script.writer.matter import matter_of

EXPLAINED = "# The keyboard\n\nThe upper row holds the signs. The lower row holds the letters and the space bar.\n"


@pytest.mark.parametrize(
    ("post", "kind"),
    [
        (EXPLAINED, "opinion"),
        (EXPLAINED + "\n```sh\nkeys --list\n```\n", "how_to"),
        (EXPLAINED + "\n1. Hold the key\n2. Press the sign\n", "how_to"),
        ("# The keyboard\n\nI bought it in spring. My sister plays on the upper row.\n", "personal"),
    ],
)
def test_what_only_explains_is_not_taken_for_somebodys_own_tale(post: str, kind: str) -> None:
    assert kind_of(matter_of(read_article(post), (), "en")) == kind


@pytest.mark.parametrize("name", ["description", "spoiler", "summary", "dek", "standfirst"])
def test_a_line_above_the_article_is_its_description_whatever_it_is_called(name: str) -> None:
    post = f"---\ntitle: Bridges\n{name}: Four of nine bridges are closed.\n---\n\nThe river is wide.\n"
    assert read_article(post).description == "Four of nine bridges are closed."
