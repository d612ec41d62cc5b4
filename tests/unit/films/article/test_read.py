from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from films.article.outline import Code, Heading, ListBlock, ListItem, Outline, Paragraph, PictureBlock, Quotation, Table
from films.article.read import MAX_ARTICLE_BYTES, format_of, read_article
from footage.errors import InvalidInputError, UnsupportedMediaError

ARTICLES = Path(__file__).resolve().parents[3] / "data" / "articles"

MARKDOWN = """---
title: Bread
author: [Ada]
lang: en
---
# Bread

Some *flour* and `salt`, see [this](https://example.com). ![A loaf](loaf.png)

## Steps

1. Mix
2. Wait
   - An hour

> Patience is flour too. — A baker

```python
def bake() -> None:
    pass
```

| Flour | Water |
|-------|-------|
| 500 g | 350 g |

<script>alert("never")</script>
"""


def of_kind(outline: Outline, kind: type) -> list[object]:
    return [block for block in outline.blocks if isinstance(block, kind)]


def test_markdown_is_read_with_its_front_matter() -> None:
    outline = read_article(MARKDOWN)
    assert (outline.title, outline.author, outline.language) == ("Bread", "Ada", "en")
    assert outline.blocks == (
        Paragraph(id="b1", text="Some flour and salt, see this."),
        PictureBlock(id="b2", picture_id="p1", source="loaf.png", alt="A loaf"),
        Heading(id="b3", level=2, text="Steps"),
        ListBlock(
            id="b4",
            items=(ListItem(text="Mix"), ListItem(text="Wait"), ListItem(text="An hour", depth=1)),
            numbered=True,
        ),
        Quotation(id="b5", text="Patience is flour too.", source="A baker"),
        Code(id="b6", text="def bake() -> None:\n    pass", language="python"),
        Table(id="b7", table_id="t1", header=("Flour", "Water"), rows=(("500 g", "350 g"),)),
    )


def test_a_page_is_read_without_its_menus_and_scripts() -> None:
    outline = read_article((ARTICLES / "night-train.html").read_bytes(), url="https://slow.example/a/b")
    words = outline.model_dump_json()
    assert outline.title == "Forty hours on the night train"
    assert (outline.author, outline.language) == ("Ines Carvalho", "en")
    assert "newsletter" not in words
    assert "never be read" not in words
    assert [block.source for block in outline.blocks if isinstance(block, PictureBlock)] == [
        "https://slow.example/a/pictures/harbour.jpg",
        "https://slow.example/a/pictures/pass.jpg",
    ]
    assert of_kind(outline, Quotation) == [
        Quotation(
            id="b5",
            text="You do not arrive by train. You get there slowly, which is something else.",
            source="A conductor near Bordeaux",
        )
    ]


def test_plain_text_has_its_first_words_for_a_title() -> None:
    outline = read_article("The sea was calm that day and nobody spoke.\n\nThen it rained.")
    assert outline.title == "The sea was calm that day and nobody spoke"
    assert len(of_kind(outline, Paragraph)) == 2


def test_a_line_above_plain_text_is_its_title() -> None:
    outline = read_article("A calm sea\n\nThe sea was calm that day.\n\nThen it rained.")
    assert outline.title == "A calm sea"
    assert len(outline.blocks) == 2


def test_an_encoding_that_a_page_declares_is_used() -> None:
    page = "<html><head><meta charset=windows-1252></head><body><article><h1>Café</h1><p>" + "Crème brûlée. " * 30
    assert read_article((page + "</p></article></body></html>").encode("cp1252")).title == "Café"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.7\n\x00\x01\x02",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
        b"x" * (MAX_ARTICLE_BYTES + 1),
        b"<html><body></body></html>",
    ],
)
def test_what_is_no_readable_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnsupportedMediaError):
        read_article(content)


@pytest.mark.parametrize("content", ["", " \n\t ", "---\n---\n"])
def test_an_article_without_words_is_refused(content: str) -> None:
    with pytest.raises(InvalidInputError):
        read_article(content)


def test_front_matter_cannot_be_blown_up() -> None:
    lines = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))
    inline = "title: [&a [x, x]" + "".join(f", &a{n + 1} [*a{n or ''}, *a{n or ''}]" for n in range(60)) + "]\n"
    for bomb in (lines, inline):
        assert Paragraph(id="b1", text="Words.") in read_article(f"---\n{bomb}---\n\nWords.").blocks


def test_deep_nesting_is_cut_off() -> None:
    assert read_article("# Deep\n\n" + "> " * 5000 + "words\n" + "- " * 5000 + "words").title == "Deep"


def test_html_is_told_from_markdown_by_how_it_begins() -> None:
    assert format_of("\ufeff<!-- x --><!DOCTYPE html><p>") == "html"
    assert format_of("# A title\n<div>inside</div>") == "markdown"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300) | st.binary(max_size=300))
def test_anything_is_read_or_refused(content: str | bytes) -> None:
    with suppress(InvalidInputError, UnsupportedMediaError):
        outline = read_article(content)
        assert outline.blocks or outline.title


def test_what_stands_beside_one_long_paragraph_is_of_the_article_too() -> None:
    page = (
        f"<html><body><nav><a href='/'>Home</a></nav><article><h1>A boat</h1><p>{'The boat sails at night. ' * 20}</p>"
        "<p>The crew sleeps by day, and works when others sleep.</p><p><img src='/boat.png' alt='The boat'></p>"
        "</article></body></html>"
    )
    kinds = [block.kind for block in read_article(page, url="https://example.com/boat").blocks]
    assert kinds[-3:] == ["paragraph", "paragraph", "picture"]
