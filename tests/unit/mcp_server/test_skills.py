"""The worked examples of the pages are what the tools take, and worth following."""

from __future__ import annotations

import json
import re

import pytest

from films.article.outline import PictureBlock
from films.article.read import read_article
from films.script.advice import advice
from films.script.article_view import tables_of
from films.script.documents import Script
from films.script.facts import not_in_article
from films.script.fields import KINDS, names_of
from films.script.reading import read_script
from films.script.references import Known
from mcp_server.protocol.skills import SKILLS, rules_of, text_of

PAGE = text_of("direct-a-film")
EXAMPLES = re.findall(r"Article:\n\n```\n(.*?)\n```\n\nScript:\n\n```json\n(.*?)\n```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("article", "script"), EXAMPLES)
def test_the_examples_are_good_scripts_of_their_articles(article: str, script: str) -> None:
    outline = read_article(article)
    known = Known(
        pictures={one.picture_id: () for one in outline.blocks if isinstance(one, PictureBlock)},
        tables=tables_of(outline),
        blocks=[block.id for block in outline.blocks],
        language="en",
    )
    read = read_script(script, known)
    assert read.notes == ()
    assert not_in_article(read.script, outline) == []
    assert advice(read.script) == []
    assert len({scene.show.kind for scene in read.script.scenes}) >= 4
    told = {name for scene in read.script.scenes for name in scene.from_}
    assert len(told) == 3


def test_there_are_two_examples_and_every_kind_and_field_is_described() -> None:
    assert len(EXAMPLES) == 2
    rows = dict(re.findall(r"^\| (\w+) \| (.*) \|$", PAGE, re.MULTILINE))
    for kind in KINDS:
        assert all(re.search(rf"\b{name}\b", rows[kind]) for name in names_of(kind) if name != "kind"), kind
    for name in (*names_of("scene"), *names_of("end"), *(name for name in Script.model_fields if name != "version")):
        assert f'"{name}"' in PAGE


def test_the_rules_are_the_page_without_its_head_and_examples() -> None:
    rules = rules_of("direct-a-film")
    assert rules.startswith("# Direct a film")
    assert "Example 1" not in rules
    assert "hook" in rules
    assert set(SKILLS) == {"direct-a-film"}
    assert json.loads(EXAMPLES[0][1])["end"]
