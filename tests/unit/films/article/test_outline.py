"""What the outline tells of an article beyond its words."""

from __future__ import annotations

import pytest

from films.article.outline import (
    Code,
    Heading,
    ListBlock,
    ListItem,
    Note,
    Outline,
    Paragraph,
    PictureBlock,
    Quotation,
    Table,
    name_of,
)
from films.article.read import read_article

FIRST = "# T\n\nIt turns.\n\n"


def read(text: str, suffix: str = ".md") -> Outline:
    return read_article(f"{FIRST}{text}", suffix=suffix)


def test_every_block_picture_and_table_has_an_id_in_order() -> None:
    outline = read("![A](a.png)\n\n## Why\n\n|a|b|\n|-|-|\n|1|2|\n\n![B](b.png)\n")
    assert [block.id for block in outline.blocks] == ["b1", "b2", "b3", "b4", "b5"]
    assert [block.picture_id for block in outline.blocks if isinstance(block, PictureBlock)] == ["p1", "p2"]
    assert [block.table_id for block in outline.blocks if isinstance(block, Table)] == ["t1"]


@pytest.mark.parametrize(
    ("text", "lead", "rest"),
    [
        ("**The tunnel**  \nWe walked.", "The tunnel", "We walked."),
        ("**The tunnel**<br>We walked.", "The tunnel", "We walked."),
        ("**The tunnel**\n\nWe walked.", "The tunnel", "We walked."),
        ("**The tunnel.** We walked.", "The tunnel", "We walked."),
        ("**The tunnel**: we walked.", "The tunnel", "we walked."),
        ("🔥 **The tunnel** – we walked.", "The tunnel", "we walked."),
        ("<b>The tunnel?</b> We walked.", "The tunnel?", "We walked."),
        ("**隧道：**我們走路。", "隧道", "我們走路。"),
        ("**Rust** is a language.", "", "Rust is a language."),
        ("**All of it is bold, as nobody should do it.**", "", "All of it is bold, as nobody should do it."),
    ],
)
def test_a_lead_stands_apart(text: str, lead: str, rest: str) -> None:
    block = read(text).blocks[1]
    assert isinstance(block, Paragraph)
    assert (block.lead, block.text) == (lead, rest)


def test_a_list_keeps_leads_depth_and_what_is_done() -> None:
    outline = read("- [x] **Ships.** I can row.\n- [ ] Wait\n  - `a`: first\n")
    assert outline.blocks[1] == ListBlock(
        id="b2",
        items=(
            ListItem(lead="Ships", text="I can row.", done=True),
            ListItem(text="Wait", done=False),
            ListItem(lead="a", text="first", depth=1),
        ),
    )


def test_labels_are_leads_where_most_items_have_one() -> None:
    (_, labelled, plain) = read("- Flour: 500 g\n- Water – 350 g\n\n1. He said: yes\n2. We went\n3. At 14:30\n").blocks
    assert isinstance(labelled, ListBlock)
    assert isinstance(plain, ListBlock)
    assert [item.lead for item in labelled.items] == ["Flour", "Water"]
    assert [item.lead for item in plain.items] == ["", "", ""]


def test_lines_with_labels_are_a_list() -> None:
    (_, block) = read("Time: 20 min  \nServes: 4\n").blocks
    assert block == ListBlock(id="b2", items=(ListItem(lead="Time", text="20 min"), ListItem(lead="Serves", text="4")))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("> [!WARNING]\n> It is hot.", Note(text="It is hot.", label="warning")),
        ("> [!tip]- Salt\n> Less is more.", Note(text="Less is more.", label="tip", title="Salt")),
        (":::caution\nIt is hot.\n:::", Note(text="It is hot.", label="warning")),
        ("::: warning Hot\nIt is **hot**.\n:::", Note(text="It is hot.", label="warning", title="Hot")),
        (':::{.callout-tip title="Salt"}\nLess.\n:::', Note(text="Less.", label="tip", title="Salt")),
        (":::message alert\n熱い。\n:::", Note(text="熱い。", label="warning")),
        ('!!! danger "Hot"\n    It burns.', Note(text="It burns.", label="danger", title="Hot")),
        ('{{% notice tip "Salt" %}}\nLess.\n{{% /notice %}}', Note(text="Less.", label="tip", title="Salt")),
        ('{{< callout type="warning" >}}\nHot.\n{{< /callout >}}', Note(text="Hot.", label="warning")),
        ("{% note info %}\nIt is lit.\n{% endnote %}", Note(text="It is lit.", label="info")),
        (
            '{{< admonition type=tip title="Salt" open=true >}}\nLess.\n{{< /admonition >}}',
            Note(text="Less.", label="tip", title="Salt"),
        ),
        ("```{warning}\nHot.\n```", Note(text="Hot.", label="warning")),
        ('<div class="alert alert-warning">Hot.</div>', Note(text="Hot.", label="warning")),
        ("<Note>\n\nHot.\n\n</Note>", Note(text="Hot.", label="note")),
        ('<Callout type="warning" title="Care">\n  Hot.\n</Callout>', Note(text="Hot.", label="warning", title="Care")),
        ("<Pitfall>Hot.</Pitfall>", Note(text="Hot.", label="warning")),
    ],
)
def test_a_notice_is_no_quotation(text: str, note: Note) -> None:
    suffix = ".mdx" if text.startswith("<N") or "<C" in text or "<P" in text else ".md"
    assert read(text, suffix).blocks[1:] == (note.model_copy(update={"id": "b2"}),)


def test_a_quotation_stays_one() -> None:
    assert read("> It is lit. — Ada").blocks[1] == Quotation(id="b2", text="It is lit.", source="Ada")


def test_a_definition_list_is_a_list_with_leads() -> None:
    for text in (
        "Lamp\n: It turns.\n\nShip\n: It sails.",
        "<dl><dt>Lamp</dt><dd>It turns.</dd><dt>Ship</dt><dd>It sails.</dd></dl>",
    ):
        items = (ListItem(lead="Lamp", text="It turns."), ListItem(lead="Ship", text="It sails."))
        assert read(text).blocks[1:] == (ListBlock(id="b2", items=items),)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "**Ada**: What is it?\n\n**Bob**: A lamp.\n\nIt turns.\n\n**Ada**: Why?\n\n**Bob**: For ships.",
            [("Ada", "question"), ("Bob", "answer"), ("Bob", "answer"), ("Ada", "question"), ("Bob", "answer")],
        ),
        ("Q: Why?\n\nA: Ships.\n\nQ: When?\n\nA: Now.", [("", "question"), ("", "answer")] * 2),
        (
            "**問：** なぜ？\n\n**答：** 船。\n\n**問：** いつ？\n\n**答：** 今。",
            [("", "question"), ("", "answer")] * 2,
        ),
        ("**Why?**\n\nShips.\n\n**When?**\n\nNow.\n\n**Who?**\n\nBob.", [("", "question"), ("", "answer")] * 3),
        ("**Why.** Ships.\n\n**When.** Now.", [("", ""), ("", "")]),
    ],
)
def test_questions_and_answers_are_told_apart(text: str, roles: list[tuple[str, str]]) -> None:
    said = [(one.speaker, one.role) for one in read(text).blocks[1:] if isinstance(one, Paragraph)]
    assert said == roles


def test_code_has_its_language_and_its_file() -> None:
    texts = (
        '```js title="a/b.js" {1,3}\nx\n```',
        "```js:a/b.js\nx\n```",
        "```js a/b.js {3}\nx\n```",
        '```js filename="a/b.js"\nx\n```',
    )
    for text in texts:
        assert read(text).blocks[1] == Code(id="b2", text="x", language="js", title="a/b.js")


def test_a_table_keeps_its_columns_and_its_caption() -> None:
    for text in (
        "|Day|Price|\n|:-|-:|\n|Mon|5|\n\n: Prices",
        "<table><caption>Prices</caption><tr><th align='left'>Day</th><th style='text-align:right'>Price</th></tr>"
        "<tr><td>Mon</td><td>5</td></tr></table>",
    ):
        table = Table(
            id="b2",
            table_id="t1",
            header=("Day", "Price"),
            rows=(("Mon", "5"),),
            caption="Prices",
            align=("left", "right"),
        )
        assert read(text).blocks[1:] == (table,)


def test_what_stands_under_a_picture_is_its_caption() -> None:
    for text in (
        "![A lamp](a.png)\n*At dusk*",
        "![A lamp](a.png)\n\n*At dusk*",
        '![A lamp](a.png "At dusk")',
        '<figure><img src="a.png" alt="A lamp"><figcaption>At <b>dusk</b></figcaption></figure>',
        '{{< figure src="a.png" alt="A lamp" caption="At dusk" >}}',
    ):
        picture = PictureBlock(id="b2", picture_id="p1", source="a.png", alt="A lamp", caption="At dusk")
        assert read(text).blocks[1:] == (picture,)


def test_what_an_article_says_of_itself_is_kept() -> None:
    front = (
        "---\ntitle: T\ndate: 2025-10-01T08:00:00Z\nlastmod: 2025-10-05\ncategories: [Sea]\ntags: light, ships\n"
        "canonical: https://a.example/t\n---\nIt turns."
    )
    outline = read_article(front, suffix=".md")
    assert (outline.published, outline.updated, outline.url) == ("2025-10-01", "2025-10-05", "https://a.example/t")
    assert outline.tags == ("Sea", "light", "ships")


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Jane Doe", "Jane Doe"),
        ("jane-doe", "Jane Doe"),
        ("@gaearon", ""),
        ("By Nathan Willis March 25, 2015", "Nathan Willis"),
        ("Jane Doe <jane@a.example>", "Jane Doe"),
        ("Mark March", "Mark March"),
        ("Last Updated: January 7", ""),
        ("luke", ""),
        ("kaityo256", ""),
        ("山田太郎", "山田太郎"),
        ("https://a.example/jane", ""),
        ("jane@a.example", ""),
    ],
)
def test_an_author_is_never_a_name_for_programs(told: str, name: str) -> None:
    assert name_of(told) == name


def test_a_heading_that_asks_is_a_question() -> None:
    headings = [
        one.role for one in read("## A?\n\nB.\n\n## C?\n\nD.\n\n## E?\n\nF.").blocks if isinstance(one, Heading)
    ]
    assert headings == ["question"] * 3
