"""Articles as site generators, editors and browsers write them: what becomes a scene, and what is told."""

from __future__ import annotations

import base64
from contextlib import suppress

import pytest

from films.article.outline import (
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Note,
    Outline,
    Paragraph,
    PictureBlock,
    Quotation,
)
from films.article.read import MAX_ARTICLE_BYTES, format_of, read_article
from footage.errors import UnsupportedMediaError
from media.speech import language
from media.speech.language import language_of
from painter import plan_film, quote_notes
from painter.cards import texts_of
from tests.articles import film_of


def words(outline: Outline) -> str:
    """Everything that could be shown of an article, title first."""
    return "\n".join([outline.title, outline.description, *map(str, outline.blocks)])


def bare(outline: Outline) -> list[Block]:
    """The blocks without their ids, to compare them."""
    none = {"id": "", "picture_id": "", "table_id": ""}
    return [
        block.model_copy(update={name: none[name] for name in none if name in type(block).model_fields})
        for block in outline.blocks
    ]


def paragraphs(outline: Outline) -> list[str]:
    return [block.whole for block in outline.blocks if isinstance(block, Paragraph)]


def pictures(outline: Outline) -> list[str]:
    return [block.source for block in outline.blocks if isinstance(block, PictureBlock)]


# --- front matter -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("front", "title", "author"),
    [
        ('+++\ntitle = "T: one"\n[extra]\nauthor = "B"\n+++\n', "T: one", "B"),
        ("---\ntitle: The light: a return\nauthor: B\n---\n", "The light: a return", "B"),
        ('---\ntitle: "A "quoted" word"\nauthor: B\n---\n', 'A "quoted" word', "B"),
        ("\n\n---\ntitle: T\nauthor: [B, C]\n---\n", "T", "B"),
        ("\ufeff---\r\ntitle: T\r\nauthors:\r\n  - name: B\r\n---\r\n", "T", "B"),
        ("---\ntitle: No\nauthor: jane-doe\n...\n", "No", "Jane Doe"),
        ("---\ntitle: T\n\tauthor: @b\n---\n", "T author: @b", ""),
        ("---\ntitle: {{ page.name }} day\nauthor: B\n---\n", "{{ page.name }} day", "B"),
        ('{\n  "title": "T", "author": {"name": "B"}\n}\n', "T", "B"),
        (';;;\n"title": "T",\n"author": "B"\n;;;\n', "T", "B"),
        ("title: T\nauthor: B\ndate: 2020-01-01\n---\n", "T", "B"),
        ("Title: T\nAuthor: B\n\n", "T", "B"),
        ("<!--\n---\ntitle: T\nauthor: B\n---\n-->\n", "T", "B"),
        ("---\ntitle: '<em>T</em> &amp; **U**'\nauthor: B\n---\n", "T & U", "B"),
        ("+++\ntitle = T\nauthors = [B, C]\n+++\n", "T", "B"),
        ("---toml\ntitle = 'T'\nauthor = 'B'\n---\n", "T", "B"),
    ],
)
def test_front_matter_of_every_kind_is_read(front: str, title: str, author: str) -> None:
    outline = read_article(f"{front}\nIt turns.\n\n## Why\n\nIt is lit.\n", suffix=".md")
    assert (outline.title, outline.author) == (title, author)
    assert bare(outline) == [Paragraph(text="It turns."), Heading(level=2, text="Why"), Paragraph(text="It is lit.")]


def test_front_matter_that_is_not_quite_right_is_told() -> None:
    assert "front matter" in read_article("---\ntitle: The light: a return\n---\nIt turns.").notes[0]


def test_text_between_two_rules_is_no_front_matter() -> None:
    outline = read_article("---\n\nIt was dark at sea.\n\n---\n\nThe lamp was out.")
    assert paragraphs(outline) == ["It was dark at sea.", "The lamp was out."]


def test_a_cover_is_the_first_picture() -> None:
    assert pictures(read_article("---\ntitle: T\ncover:\n  image: /img/a.jpg\n---\nWords.")) == ["/img/a.jpg"]


@pytest.mark.parametrize(
    "names",
    [("a.png", "a-dark.png"), ("a_light.svg", "a_dark.svg"), ("a.png#gh-light-mode-only", "a.png#gh-dark-mode-only")],
)
def test_one_picture_for_dark_and_light_screens_is_one(names: tuple[str, str]) -> None:
    outline = read_article(
        "# T\n\nIt turns.\n\n" + "\n\n".join(f"![x]({name})" for name in (*names, "b.png")), suffix=".md"
    )
    assert pictures(outline) == [names[0], "b.png"]


@pytest.mark.parametrize(
    ("text", "title", "headings"),
    [
        ("## Why\n\nIt is lit.\n\n## How\n\nBy hand.", "The lamp", ["Why", "How"]),
        ("It turns.\n\n## Why\n\nIt is lit.", "The lamp", ["Why"]),
        ("## My post\n\nIt turns.\n\n### Why\n\nIt is lit.", "My post", ["Why"]),
        ("![x](a.png)\n\n# My post\n\n## Why\n\nIt is lit.", "My post", ["Why"]),
    ],
)
def test_a_chapter_is_not_taken_for_the_title(text: str, title: str, headings: list[str]) -> None:
    outline = read_article(text, name="The lamp", suffix=".md")
    assert outline.title == title
    assert [block.text for block in outline.blocks if isinstance(block, Heading)] == headings


# --- what site generators add to Markdown -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('import A from "./a"\n\nexport const meta = {\n  a: 1,\n};\n\nIt turns. {/*id*/}', ["It turns."]),
        ("export default ({ children }) => <Layout>{children}</Layout>\n\nIt turns.", ["It turns."]),
        ("<Tabs>\n<TabItem value={1}>\n\nIt turns.\n\n</TabItem>\n</Tabs>", ["It turns."]),
        ("<Box style={{a: 1}} />\n\nThere are {n} ships. They {'sail'} home.", ["They sail home."]),
        ("<Team /> is our own. We like it.", ["We like it."]),
        ("May[^1] came^[in 1890].\n\n[^1]: The exact day\n    is lost.\n\nIt turns.", ["May came.", "It turns."]),
        ('{{< youtube id="a" >}}\n\nIt turns.', ["It turns."]),
        ("{{% notice tip %}}\nIt turns.\n{{% /notice %}}", ["tip: It turns."]),
        ("In {{< param v >}} it is new. It turns.", ["It turns."]),
        ("{% include toc.html %}\n{% raw %}It turns.{% endraw %}\n{: .lead}", ["It turns."]),
        ("{% comment %}Not yet.{% endcomment %}\n\nIt turns. {{ site.name }} is ours.", ["It turns."]),
        ("{% if a %}It turns.{% endif %}\n\n* TOC\n{:toc}", ["It turns."]),
        ("> [!NOTE]\n> It turns.", ["note: It turns."]),
        (":::tip[Title]{a=b}\nIt turns.\n:::\n\n::youtube[x]{#a}", ["tip Title: It turns."]),
        ('!!! note "Title"\n    It turns.\n\n    It is lit.', ["note Title: It turns. It is lit."]),
        ("It turns at $x^2$ and costs $5 or $6.\n\n$$ d = \\sqrt{2Rh} $$", ["It turns at x² and costs $5 or $6."]),
        ("Far is $d = \\sum_i h$. It turns.", ["It turns."]),
        ("<!-- more -->\n\nIt <!-- not --> turns.", ["It turns."]),
        ("[TOC]\n\n[[toc]]\n\nIt [[Lamp|turns]]. ==Now==. :tada:", ["It turns. Now."]),
        ("[caption id='a']It turns.[/caption]\n\n[gallery ids='1,2']", ["It turns."]),
        ("@[youtube](abc)\n\nhttps://youtu.be/abc\n\nIt turns.", ["It turns."]),
        ("**快速結論：**第一次去。", ["快速結論：第一次去。"]),
        ("<details><summary>More</summary>\n\nIt turns.\n\n</details>", ["It turns."]),
        ("It<br>turns <sup>1</sup> <kbd>K</kbd>.<script>alert(1)</script>", ["It turns 1 K."]),
        ("<div>It turns.<p>It is lit.</p></div>", ["It turns.", "It is lit."]),
        ("**The tunnel**  \nWe walked.", ["The tunnel: We walked."]),
        ("```{note}\n:class: x\nIt turns.\n```\n\n```mermaid\ngraph TD\n```", ["note: It turns."]),
        ("Lamp\n: It turns.", ["Lamp: It turns."]),
        ("[It turns]{.small} on H~2~O.", ["It turns on H2O."]),
        ("It [turns][a.b], see [#10][].", ["It turns, see #10."]),
        ("It [turns][a].\n\n[a]: https://a.example", ["It turns."]),
    ],
)
def test_only_words_of_the_article_are_shown(text: str, shown: list[str]) -> None:
    outline = read_article(f"# Title\n\n{text}\n", suffix=".mdx" if "Box" in text or "<T" in text else ".md")
    said = []
    for block in outline.blocks:
        match block:
            case Paragraph():
                said.append(block.whole)
            case Note():
                said.append(f"{block.label} {block.title}".strip() + f": {block.text}")
            case ListBlock():
                said += [item.whole for item in block.items]
            case _:
                pytest.fail(str(block))
    assert said == shown


def test_code_means_itself() -> None:
    said = "Use `{{< figure >}}`, `[^1]`, `$a$` and `<Team />`."
    code = 'import A from "./a"\n{{< x >}}\n\n:::note\n<!-- a -->'
    outline = read_article(f"# T\n\n{said}\n\n```jsx\n{code}\n```\n\n> ~~~\n> {{% y %}}\n> ~~~\n", suffix=".mdx")
    assert paragraphs(outline) == [said.replace("`", "")]
    assert [block.text for block in outline.blocks if isinstance(block, Code)] == [code, "{% y %}"]


def test_what_a_shortcode_shows_stays() -> None:
    outline = read_article(
        '# T\n\n{{< figure src="a.jpg" alt="A ship" >}}\n\n{% asset_img b.png A boat %}\n\n![[c.png|300]]\n\n'
        "![x]({{ site.baseurl }}/img/d.png)\n\n{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n\n"
        "{% blockquote Ada %}\nIt turns.\n{% endblockquote %}\n",
        suffix=".md",
    )
    assert pictures(outline) == ["a.jpg", "b.png", "c.png", "/img/d.png"]
    assert Code(text="x := 1", language="go") in bare(outline)
    assert Quotation(text="It turns.", source="Ada") in bare(outline)


def test_what_is_left_out_is_told() -> None:
    notes = read_article("# T\n\n{{< tweet 1 >}}\n\n$$ a^2 $$\n\nFar is $\\sum_{i} i$. It turns.").notes
    assert notes == ("Left out of the article: 2 formulas, 1 sentence with a part missing, 1 shortcode.",)


# --- format -------------------------------------------------------------------------------------------------------

LOGO = '<p align="center"><img src="l.png"></p>\n\n# Lamp\n\nIt turns at dusk.'


@pytest.mark.parametrize("suffix", [".md", ".markdown", ""])
def test_markdown_may_begin_with_a_tag(suffix: str) -> None:
    outline = read_article(LOGO, suffix=suffix, name="readme")
    assert (outline.title, pictures(outline), paragraphs(outline)) == ("Lamp", ["l.png"], ["It turns at dusk."])


def test_a_whole_page_is_one_whatever_it_is_called() -> None:
    assert format_of("<!DOCTYPE html><html><body>", ".md") == "html"
    assert format_of("---\ntitle: T\n---\n<p>It turns.</p>", ".html") == "html"
    assert format_of("<p>It turns.</p><p>It is lit.</p>") == "html"


@pytest.mark.parametrize(
    ("content", "suffix", "names"),
    [
        (b"\xd0\xcf\x11\xe0", "", "pandoc"),
        (b"PK\x03\x04", "", "archive"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "", "feed"),
    ],
)
def test_other_documents_are_refused_with_what_to_do(content: bytes, suffix: str, names: str) -> None:
    with pytest.raises(UnsupportedMediaError) as caught:
        read_article(content, suffix=suffix)
    assert names in caught.value.message + caught.value.hint


# --- pages --------------------------------------------------------------------------------------------------------

STORY = "The lamp turns at dusk over the harbour, and the boats come home in its light. " * 6


@pytest.mark.parametrize(
    "body",
    [
        "<title>Just a moment...</title><h1>example.com</h1><p>Checking your browser before accessing the site.</p>",
        "<title>x</title><p>Please wait</p><script>window._cf_chl_opt={}</script>",
        "<title>Security</title><p>Verify you are human by completing the action below.</p>",
        "<title>Einen Moment, bitte</title><p>Ihr Browser wird überprüft, bitte haben Sie etwas Geduld.</p>",
        "<title>News</title><article><p>It rained.</p><p>This article is for subscribers only.</p></article>",
        "<title>Shop</title><p>We value your privacy. We and our partners use cookies.</p><button>Accept all</button>",
        "<title>Page not found</title><h1>404</h1><p>Sorry, page not found.</p>",
    ],
)
def test_what_stands_in_front_of_an_article_is_none(body: str) -> None:
    with pytest.raises(UnsupportedMediaError) as caught:
        read_article(f"<!doctype html><html><body>{body}</body></html>", suffix=".html")
    assert "no article" in caught.value.message


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Just a moment", STORY * 4),
        ("The lamp", f"{STORY * 2}Just a moment later it stopped. We use cookies on this site."),
        ("The lamp", f"{STORY}Its page was 404 not found for years."),
    ],
)
def test_an_article_about_such_pages_is_one(title: str, text: str) -> None:
    page = f"<html><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    assert read_article(page, suffix=".html").title == title


def test_notes_and_anchors_of_a_page_are_left_out() -> None:
    page = (
        f"<html><body><article><h1>Lamp<a class='headerlink' href='#a'>¶</a></h1><p>{STORY}Then"
        "<sup id='r'><a href='#fn1'>1</a></sup> it stopped.</p><section class='footnotes'><ol><li>The exact day is "
        "not known to anybody who lives here.</li></ol></section></article></body></html>"
    )
    outline = read_article(page, suffix=".html")
    assert "Then it stopped." in words(outline)
    assert "¶" not in words(outline)
    assert "exact day" not in words(outline)


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("gb2312", "gb18030", "朱镕基说，灯每晚都转。"),
        ("iso-8859-1", "cp1252", "Don’t go – it’s “lit”."),
        ("shift_jis", "cp932", "灯台①は毎晩回る。"),
        ("euc-kr", "cp949", "등대는 똠방각하입니다."),
        ("windows-1251", "cp1251", "Маяк не работает."),
    ],
)
def test_declared_encodings_are_read_as_browsers_do(label: str, codec: str, text: str) -> None:
    article = f"<article><h1>{text}</h1><p>{text * 20}</p></article>"
    page = f"<html><head><meta charset={label}></head><body>{article}</body></html>"
    assert read_article(page.encode(codec), suffix=".html").title == text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("utf-16", "# Lamp\n\nIt turns."),
        ("utf-16-le", "# Lamp\n\nIt turns."),
        ("cp1252", "# Lamp\n\nDon’t: it’s lit – and “turns”."),
    ],
)
def test_undeclared_encodings_are_found(codec: str, text: str) -> None:
    assert read_article(text.encode(codec), suffix=".md").blocks == read_article(text, suffix=".md").blocks


# --- pictures in the text, long sentences -------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["![A](data:image/png;base64,{})", '<img alt="A" src="data:image/png;base64,{}">'])
def test_an_embedded_picture_is_one_and_no_text(form: str) -> None:
    content = bytes(range(256)) * (MAX_ARTICLE_BYTES // 256)
    outline = read_article(f"# T\n\nIt turns.\n\n{form.format(base64.b64encode(content).decode())}", suffix=".md")
    (source,) = pictures(outline)
    assert outline.pictures[source] == content
    assert paragraphs(outline) == ["It turns."]


THAI = (
    "# ประภาคาร\n\nสวัสดีครับวันนี้เราจะมาคุยกันเรื่องการท่องเที่ยวในประเทศไทยและเรื่องราวของประภาคารที่ตั้งอยู่บนเกาะเล็กๆกลางทะเล\n\n"
    "## ประวัติ\n\nชาวบ้านสองพี่น้องสร้างหอคอยนี้ขึ้นด้วยหินจากภูเขาใกล้เคียงเพื่อช่วยเรือที่เดินทางกลับบ้านในเวลากลางคืนและในวันที่ทะเลมีหมอก"
)


def test_a_text_without_spaces_and_stops_becomes_scenes() -> None:
    board = film_of(THAI, duration_s=45, language="th")
    shown = "".join(text for beat in board.film.beats if beat.card for text in texts_of(beat.card))
    assert "สวัสดีครับ" in shown
    assert "ชาวบ้าน" in shown
    assert "。" not in "".join(line for note in board.scenes for line in note.lines)


# --- languages, quoted words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The lamp turns at dusk. It was built by two brothers.", "en"),
        ("La lampe tourne au crépuscule et la mer est calme.", "fr"),
        ("La luz gira al anochecer y los barcos vuelven con el viento.", "es"),
        ("仅在玻璃上可以看到光。", "zh"),
        ("GitHub Copilotの使い方を説明します。", "ja"),
        ("هذا الدليل هو نسخة مكتوبة من الفيديو في هذا الموقع", "ar"),
        ("این راهنما برای شما است که در آن از یک دستگاه", "fa"),
        ("Маяк стоит на острове, и он не работает с весны.", "ru"),
        ("สวัสดีครับวันนี้เราจะมาคุยกัน", "th"),
        ("Hm", ""),
        ("How to bake bread at home", "en"),
        ("Wir haben eine neue Version veröffentlicht. So backen Sie Brot zu Hause.", "de"),
        ("Comment faire du pain à la maison", "fr"),
        ("Cómo hacer pan en casa. Hemos publicado una nueva versión.", "es"),
        ("Como fazer pão em casa. O farol gira durante a noite.", "pt"),
        ("Abbiamo pubblicato una nuova versione.", "it"),
        ("We hebben een nieuwe versie uitgebracht.", "nl"),
        ("Så bakar du bröd hemma. Fyren snurrar på natten.", "sv"),
        ("Näin leivot leipää kotona. Majakka pyörii yöllä.", "fi"),
        ("Wydaliśmy nową wersję. Latarnia obraca się w nocy, a łodzie wracają.", "pl"),
        ("Vydali jsme novou verzi. Maják se v noci otáčí a lodě se vracejí.", "cs"),
        ("Ми випустили нову версію. Як спекти хліб удома?", "uk"),
        ("Yeni bir sürüm yayınladık. Evde ekmek nasıl yapılır?", "tr"),
        ("Chúng tôi đã phát hành phiên bản mới.", "vi"),
        ("Kami telah merilis versi baru di rumah.", "id"),
        ("Πώς να ψήσετε ψωμί στο σπίτι", "el"),
        ("איך לאפות לחם בבית", "he"),
        ("हमने एक नया संस्करण जारी किया है। घर पर रोटी कैसे बनाएं?", "hi"),
        ("집에서 빵 굽는 방법", "ko"),
        ("گھر پر روٹی کیسے بنائیں", "ur"),
    ],
)
def test_a_language_is_told_without_an_extra(monkeypatch: pytest.MonkeyPatch, text: str, code: str) -> None:
    monkeypatch.setattr(language, "find_spec", lambda _: None)
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("prompt", "duration_s"),
    [('a bakery "Fresh every morning", then "Visit us today"', 15), ("a boat “One” at sea 「二」", 3)],
)
def test_every_quoted_text_is_shown(prompt: str, duration_s: float) -> None:
    film = plan_film(prompt, duration_s=duration_s, width=320, height=180, seed=1)
    assert sum(len(beat.titles) for beat in film.beats) == 2
    assert not quote_notes(film, prompt)


def test_quoted_texts_without_room_are_told() -> None:
    prompt = 'a boat "One", "Two", "Three", "Four" at sea'
    film = plan_film(prompt, duration_s=3, width=320, height=180, seed=1)
    assert "“Three”, “Four”" in quote_notes(film, prompt)[0]


def test_whatever_is_read_is_read_or_refused_in_words() -> None:
    for text in (
        "{{<",
        "{%",
        "$$",
        ":::",
        "<Box a={",
        "[^",
        "---\n",
        "+++\na",
        "export default {",
        "\ue000" * 9,
        "![[",
        "<!--",
    ):
        for suffix in (".md", ".mdx", ".html"):
            with suppress(UnsupportedMediaError):
                assert "\ufffc" not in words(read_article(f"# T\n\nIt turns.\n\n{text}", suffix=suffix))


def test_lists_lose_no_item_to_syntax() -> None:
    outline = read_article("# T\n\n- [x] Mix[^1]\n- Wait {#w}\n\n[^1]: Well.\n", suffix=".md")
    assert bare(outline) == [ListBlock(items=(ListItem(text="Mix", done=True), ListItem(text="Wait")))]


@pytest.mark.parametrize(
    "piece",
    [
        "{{",
        "{{< a ",
        "{% a ",
        "{{ 'a' | x",
        "<A b={",
        "<A ",
        "{",
        "$$a",
        "\\begin{a}",
        "![[a",
        "[^a",
        "\t",
        "==a",
        "import {a,",
        "**a**: ",
        "- a: b\n",
        ":::note\n",
        "<Note>",
        "A: b\n\n",
        "<div class=note>",
        "<figure><img src=a>",
        "<table><tr><td>",
        "<dl><dt>a<dd>b",
        "!!! note\n    ",
    ],
)
def test_no_article_takes_long_whatever_is_repeated_in_it(piece: str) -> None:
    assert read_article(f"# T\n\nIt turns.\n\n{piece * (8000 // len(piece))}", suffix=".mdx").title == "T"
