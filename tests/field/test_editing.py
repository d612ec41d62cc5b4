"""What an editor would object to in a film that Footage put together, and what not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from films.article.read import read_article
from films.script.documents import OfferedPicture, Wish
from films.script.writer import write_script
from films.script.writer.speech import quoted_speech
from footage.edited_film import EditedFilm, EditedScene, SourceFacts
from footage.verdicts import EditingFault
from quality.against_source import against_source
from quality.editing import edit
from quality.loose_ends import loose_end
from quality.policy import load_policy
from quality.raw_markup import raw_markup
from quality.verdict import Measured, Unmeasured, judge

POLICY = load_policy()
TITLE = "Night trains are back"


def a_film(*scenes: dict[str, Any], lasts_s: float | None = None, **fields: Any) -> EditedFilm:
    """A film of an opening, the scenes that are given, and an end; 5 s each."""
    opening: dict[str, Any] = {"kind": "title", "texts": (TITLE,), "lasts_s": 3.0}
    closing: dict[str, Any] = {"kind": "end", "texts": ("Book a bed early", "example.org")}
    made, now_s = [], 0.0
    for at, scene in enumerate([opening, *scenes, closing]):
        usual = {"id": f"s{at}", "kind": "text", "texts": (f"Point {at}",), "lasts_s": 5.0}
        usual |= {"smallest_px": 40.0, "flat_share": 0.5}
        made.append(EditedScene(**{**usual, **scene}, starts_s=now_s))
        now_s += made[-1].lasts_s
    lasts_s = now_s if lasts_s is None else lasts_s
    usual = {"width": 1280, "height": 720, "asked_s": lasts_s, "title": TITLE}
    return EditedFilm(**{**usual, **fields}, lasts_s=lasts_s, scenes=tuple(made))


def faults(*scenes: dict[str, Any], **fields: Any) -> list[EditingFault]:
    return edit(a_film(*scenes, **fields), POLICY.editing).faults


def kinds(*scenes: dict[str, Any], **fields: Any) -> list[str]:
    return [fault.kind for fault in faults(*scenes, **fields)]


def test_a_film_that_is_well_made_has_no_faults() -> None:
    good = (
        {"texts": ("Nine lines opened in 2025",), "chapter": "Lines"},
        {"kind": "list", "texts": ("What you need", "A seat or a bed", "A ticket", "Earplugs")},
        {"kind": "figure", "texts": ("$1.2m", "spent a month")},
        {"kind": "quote", "texts": ("We slept through three countries.", "Ana Ruiz")},
        {"kind": "picture", "texts": ("The dining car",), "picture": "a.jpg"},
        {"kind": "code", "texts": ("const a = `${b}`; // **bold** https://a.b", "x" * 400), "smallest_px": 32.0},
    )
    film = a_film(*good, pictures_offered=1)
    found = edit(film, POLICY.editing)
    assert (found.faults, found.score) == ([], 1.0)
    assert (found.pictures_shown, found.smallest_text) == (1, 0.0444)


RAW = {
    "## Why {/*why*/}": "a comment",
    "Old {#old}": "an anchor",
    "New {/new-anchor/}": "an anchor",
    "Read [the post](/blog/post)": "a link's markup",
    "![A train](train.jpg)": "a link's markup",
    "See [[Night trains|them]]": "a link's markup",
    "See [the docs][docs]": "a link's mark",
    "As said before[^3]": "a link's mark",
    "**People**: nine": "a mark of Markdown",
    "Run `npm install` first": "a mark of Markdown",
    "It is *really* late": "a mark of Markdown",
    "It is _really_ late": "a mark of Markdown",
    "## Comfort": "a mark of Markdown",
    "- [x] Done": "a mark of Markdown",
    "~~Nine~~ ten lines": "a mark of Markdown",
    "| day | price |": "a mark of Markdown",
    "First line<br>second": "an HTML tag",
    "<a href='/x'>here</a>": "an HTML tag",
    "<b>Bold</b> words": "an HTML tag",
    "<SmallTeam slug=\"web\" /> is our own": "a component's tag",
    "Fish &amp; chips": "an entity",
    "No&nbsp;break, it&#39;s": "an entity",
    "{{< youtube id=\"a\" >}}": "a template",
    "{% include note.html %}": "a template",
    "Hello ${name}": "a template",
    "<% title %>": "a template",
    ":::tip Take care": "a notice's mark",
    "!!! warning": "a notice's mark",
    "[!NOTE] Mind the gap": "a notice's mark",
    "[caption id=\"a\"] A train": "a short code",
    ".. note:: Mind the gap": "a directive",
    "see :ref:`trains`": "a directive",
    "import Box from \"./box\"": "an import",
    "+++": "front matter",
    "title = \"Quiet trains\"": "front matter",
    "draft: false": "front matter",
    "More at https://example.org/a/b": "an address",
    "so that $$x^2$$ grows": "a formula's markup",
    r"so that \frac{a}{b} grows": "a formula's markup",
    "Off we go :rocket:": "an emoji's name",
    "itâ€™s late": "broken letters",
    "El SeÃ±or Paz": "broken letters",
    "Na\ufffdve": "broken letters",
}  # fmt: skip


@pytest.mark.parametrize("text", RAW)
def test_what_is_meant_for_machines_is_named_whether_it_is_shown_or_spoken(text: str) -> None:
    assert RAW[text] in [name for name, _ in raw_markup(text)]
    for scene in ({"texts": (text,)}, {"said": text}):
        [first, *_] = [fault for fault in faults(scene) if fault.kind == "markup"]
        assert (first.scene, first.start_s, first.end_s, first.grave) == ("s1", 3.0, 8.0, True)


@pytest.mark.parametrize(
    "text",
    [
        "R&D; Q&A: AT&T, Ben & Jerry's",
        "5 * 3 * 2 = 30, 4**2 is 16, a_b_c and __init__.py",
        "Use the <div> element, or <Activity /> from React",
        "if a < b and b > c, A --> B",
        "Prices* rise, costs* fall",
        "At 12:30:45 the C#7 plays",
        "f(x)[0][1], an array [1, 2, 3] (see below)",
        "Import duties from China rose; export goes on",
        "Title: a word that is defined here",
        "Save 40% today #sale @home",
        "SÃO PAULO e “Ação”, l’été à Paris, «Âge»",
        "안녕~~ 반가워요~~",
        "価格は1,000円（税込）です。「はい」",
        "السعر: ١٠٠ ريال (تقريبًا)",
        "C:\\texts\\right\\left.doc",
        "example.org/a and mail@example.org",
        "The $$$ question: what does it cost?",
        "-- and then? --",
    ],
)
def test_what_people_write_is_no_markup(text: str) -> None:
    assert [*raw_markup(text)] == ([("a formula's markup", "$$")] if "$$" in text else [])


def test_code_that_the_article_marks_as_such_is_meant_in_a_sentence_too() -> None:
    raw = "Jekyll: `{{ page.title }}` shows it, and <code>${name}</code> too; **this** is bold."
    texts = ["Jekyll: {{ page.title }} shows it, and ${name} too", "**this** is bold"]
    facts = against_source(texts, (), "Jekyll: {{ page.title }} shows it, and ${name} too; this is bold.", raw)
    assert facts.code == ("${name}", "{{ page.title }}")
    found = faults({"texts": (texts[0],)}, {"texts": (texts[1],)}, source=facts)
    assert [(fault.scene, fault.kind) for fault in found] == [("s2", "markup")]


def test_the_address_at_the_end_is_meant_and_spoken_it_is_not() -> None:
    film = a_film()
    end = replace(film.scenes[-1], texts=("Read on", "https://example.org/a"))
    shown = replace(film, scenes=(film.scenes[0], end))
    assert edit(shown, POLICY.editing).faults == []
    spoken = replace(film, scenes=(film.scenes[0], replace(end, said="Go to https://example.org/a")))
    assert [fault.kind for fault in edit(spoken, POLICY.editing).faults] == ["markup"]


ARTICLE = (
    "Night trains are back. We slept through three countries, and nobody woke us… Then came customs.\n"
    "Der Donaudampfer legt ab. Ночные поезда возвращаются в Европу. 夜行列車が戻ってきた。\n"
    "It raised $3.4bn in 2025, 1億2000万円 in Japan, 3,5 Mrd. Euro, 30 percent of all, 2.5 times as much, 45 minutes.\n"
    "Nine of 12 lines; in 2024 there were 12. Version 19.2 is out."
)


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("We slept through three coun", True),
        ("We slept through…", True),
        ("We slept through three countries...", True),
        ("Der Donaudampf", True),
        ("Ночные поезда возвра", True),
        ("We slept through three countries, and nobody woke us…", False),
        ("We slept through three countries", False),
        ("Night trains are back…", False),  # the sentence ends there: the dots are for effect
        ("And then came the night…", False),  # somebody's own words
        ("夜行列車が戻って", False),
        ("Nobody sleeps", False),
    ],
)
def test_words_that_are_cut_are_known_by_what_the_article_says_next(text: str, is_cut: bool) -> None:
    facts = against_source([text], (), ARTICLE)
    assert bool(facts.findings) is is_cut
    assert ("cut" in kinds({"texts": (text,)}, source=facts)) is is_cut


@pytest.mark.parametrize(
    ("text", "is_short"),
    [
        ("The mayor said that some of the old lines", True),
        ("El alcalde dijo que las líneas", True),
        ("The mayor said that some of the old lines had closed", False),
        ("The mayor said that some of the old lines had closed in the north.", False),
        ("El alcalde dijo que las líneas cerraron", False),
        ("some of the old lines", False),  # a label
        ("The mayor said", False),
    ],
)
def test_a_clause_that_lost_its_end_is_a_remark(text: str, is_short: bool) -> None:
    article = (
        "Hello. The mayor said that some of the old lines had closed in the north. "
        "El alcalde dijo que las líneas cerraron por la nieve."
    )
    facts = against_source([text], (), article)
    assert [one.kind for one in facts.findings] == (["short"] if is_short else [])
    assert kinds({"texts": (text,)}, source=facts) == (["loose_end"] if is_short else [])
    assert not against_source([text], (), "The mayor said that some of the old lines\nHad a nice day").findings


@pytest.mark.parametrize(
    ("figure", "beside", "is_bare"),
    [
        ("3.4", "raised in 2025", True),
        ("$3.4", "raised in 2025", False),  # half a unit is the business of whoever wrote it
        ("$3.4bn", "raised in 2025", False),
        ("3,5", "for the bridge", True),
        ("30", "of all", True),
        ("30%", "of all", False),
        ("2.5", "as much", True),
        ("45", "to the sea", True),
        ("45", "minutes to the sea", False),
        ("12", "lines", False),
        ("2025", "the year", False),
        ("19.2", "is out", False),
        ("77", "not in the article", False),
    ],
)
def test_a_figure_has_the_unit_that_it_has_in_the_article(figure: str, beside: str, is_bare: bool) -> None:
    facts = against_source((), [(figure, beside)], ARTICLE)
    assert bool(facts.findings) is is_bare
    found = faults({"kind": "figure", "texts": (figure, beside)}, source=facts)
    assert [(fault.kind, fault.grave) for fault in found] == ([("unit", True)] if is_bare else [])


def test_without_an_article_nothing_is_set_against_it() -> None:
    assert against_source(["We slept…"], [("3", "of it")], " ") == SourceFacts()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The train (which was late", "'('"),
        ("彼は「もう遅い", "'「'"),
        ("Он сказал «поздно", "'«'"),
        ("She said “never again", "quotation"),
        ('She said "never again', "quotation"),
        ("The four things that you need:", "':'"),
        ("We went to the sea and", "'and'"),
        ("Wir fuhren ans Meer und", "'und'"),
        ("Fuimos al mar con el coche de", "'de'"),
        ("必要なもの：", "'：'"),
        ("The train (late) left", ""),
        ("a) Upstream DNS (see below)", ""),
        ('Off to bed :( and 5" screens', ""),
        ("The range [0, 1) is open", ""),
        ("„So spät“, sagte er", ""),
        ("»So spät«, sagte er", ""),
        ("Log in", ""),
        ("Paid ads:", ""),
        ("What is it made of", ""),
        ("彼は「もう遅い」と言った", ""),
    ],
)
def test_a_text_that_stops_too_early_is_a_remark(text: str, why: str) -> None:
    assert why in loose_end(text)
    assert bool(loose_end(text)) is bool(why)
    assert [(fault.kind, fault.grave) for fault in faults({"texts": (text,)})] == (
        [("loose_end", False)] if why else []
    )


@pytest.mark.parametrize(("size_px", "grave"), [(32.0, None), (31.5, None), (30.0, False), (13.0, True)])
def test_text_is_large_enough_for_a_telephone(size_px: float, grave: bool | None) -> None:
    found = faults({"smallest_px": size_px})
    assert [(fault.kind, fault.grave) for fault in found] == ([] if grave is None else [("small_text", grave)])
    assert all(fault.limit and fault.measured and fault.measured < fault.limit for fault in found)


@pytest.mark.parametrize(
    ("text", "slow_s"),
    [
        ("Trains that run at night are coming back to Europe at last.", 3.6),
        ("夜行列車がヨーロッパに戻ってきました。座席より寝台を早めに予約しましょう。", 4.3),
        ("Ночные поезда наконец возвращаются в Европу этой зимой.", 3.4),
        ("القطارات الليلية تعود أخيرًا إلى أوروبا هذا الشتاء.", 3.9),
        ("रात की रेलगाड़ियाँ आख़िरकार यूरोप लौट रही हैं।", 3.6),
        ("야간열차가 마침내 유럽으로 돌아오고 있습니다.", 1.9),
    ],
)
def test_there_is_time_to_read_in_every_script(text: str, slow_s: float) -> None:
    assert kinds({"texts": (text,), "lasts_s": slow_s}) == []
    light, heavy = (faults({"texts": (text,), "lasts_s": slow_s * share}) for share in (0.84, 0.6))
    assert [(fault.kind, fault.grave) for fault in (*light, *heavy)] == [("fast", False), ("fast", True)]


def test_what_comes_again_is_named_once_with_where_it_was() -> None:
    same = "This vulnerability is absurd in this context."
    found = faults({"texts": (same,)}, {"texts": ("Another",)}, {"texts": (same.replace(".", "!"),)})
    assert [(fault.kind, fault.scene, fault.grave) for fault in found] == [("repeat", "s3", False)]
    assert "at 3 s" in found[0].reason
    often = faults({"texts": (same,)}, {"texts": (same,)}, {"texts": (f"{same} Again.",)})
    assert [(fault.kind, fault.measured, fault.grave) for fault in often] == [("repeat", 3, True)]
    assert kinds({"texts": (same, f"{same[:-1]}, too."), "lasts_s": 8.0}) == ["repeat"]


@pytest.mark.parametrize(
    "scenes",
    [
        ({"texts": ("Spent on ads in 2024: $1.2m",)}, {"texts": ("Spent on ads in 2025: $1.5m",)}),
        ({"texts": ("Industry and community", "a")}, {"texts": ("Industry and community", "b")}),
        (
            {"id": "s7", "kind": "list", "texts": ("What you should take along", "one")},
            {"id": "s7", "kind": "list", "texts": ("What you should take along", "two")},
        ),
        ({"kind": "list", "texts": ("Four content marketers, north", "Four content marketers, south")},),
        ({"texts": ("Yes",)}, {"texts": ("Yes",)}),
        tuple(
            {
                "kind": "quote",
                "texts": (text, "Ana Ruiz, director of the line"),
                "names": ("Ana Ruiz, director of the line",),
            }
            for text in ("We slept well.", "We woke late.")
        ),
    ],
)
def test_headings_pages_and_other_figures_are_no_repeats(scenes: tuple[dict[str, Any], ...]) -> None:
    chapter = "Industry and community"
    assert kinds(*({**scene, "chapter": chapter} for scene in scenes)) == []


def test_the_article_s_pictures_are_shown_as_time_allows_and_none_twice_in_a_row() -> None:
    def with_pictures(*names: str, offered: int) -> list[tuple[str, bool]]:
        scenes = [{"picture": name, "kind": "picture"} for name in names]
        return [(fault.kind, fault.grave) for fault in faults(*scenes, pictures_offered=offered)]

    assert with_pictures("a", "b", offered=2) == []
    assert with_pictures("a", "b", "c", offered=40) == []  # there is no time for more
    assert with_pictures("", "", "", offered=3) == [("pictures", True)]
    assert with_pictures("a", "", "", "", offered=4) == [("pictures", False)]
    assert with_pictures("a", "a", offered=1) == [("same_picture", False)]


def test_what_a_whole_film_may_be() -> None:
    assert kinds(asked_s=8.2) == []
    assert [(one.kind, one.grave) for one in faults(asked_s=7)] == [("length", True)]
    assert [(one.kind, one.grave) for one in faults(asked_s=60)] == [("length", False)]
    empty = {"texts": ("Moss",), "flat_share": 0.93}
    assert kinds(empty) == ["empty"]
    assert kinds({**empty, "kind": "figure"}) == []
    assert kinds({"lasts_s": 13.0}) == ["slow"]
    assert kinds({"lasts_s": 13.0, "said": "A long story is told meanwhile."}) == []
    assert kinds({**empty, "texts": ("Moss grows on the north side of old trees",)}) == []


def test_the_opening_says_more_than_the_title_soon_and_the_end_can_be_read() -> None:
    film = a_film()
    slow = replace(film.scenes[0], lasts_s=4.0), replace(film.scenes[1], starts_s=4.0, lasts_s=1.2)
    found = edit(replace(film, scenes=slow, lasts_s=5.2, asked_s=5.2), POLICY.editing).faults
    assert [(one.kind, one.measured) for one in found if one.kind != "fast"] == [("opening", 4.0), ("end", 1.2)]
    again = replace(film.scenes[1], texts=(TITLE.upper(), "example.org"))
    assert [one.kind for one in edit(replace(film, scenes=(film.scenes[0], again)), POLICY.editing).faults] == ["end"]
    told = replace(slow[0], texts=(TITLE, "Nine lines opened in 2025"))
    assert "opening" not in [
        one.kind for one in edit(replace(film, scenes=(told, slow[1]), lasts_s=5.2), POLICY.editing).faults
    ]


def test_grave_faults_make_the_verdict_and_light_ones_are_told() -> None:
    unknown = Unmeasured("not looked at")
    names = ("coherence", "prompt_match", "technical", "visual")
    parts: dict[str, Any] = {"problems": (), **dict.fromkeys(names, unknown)}

    def verdict(*scenes: dict[str, Any]) -> Any:
        return judge(Measured(**parts, duration_s=13.0, editing=edit(a_film(*scenes), POLICY.editing)), POLICY)

    raw, light = verdict({"texts": ("## Why",)}), verdict({"texts": ("The train (which was late",)})
    assert (raw.verdict, light.verdict, verdict({}).verdict) == ("retry", "accept", "accept")
    assert raw.reasons[0] == "3.0-8.0 s: a mark of Markdown is shown: '## W' (markup)."
    assert "is not closed" in light.reasons[0]
    assert (verdict({}).score, raw.editing.score < light.editing.score < 1) == (1.0, True)
    assert "editing" not in judge(Measured(**parts, duration_s=13.0), POLICY).model_dump()


def test_what_no_scene_shows_is_told_by_name(tmp_path: Path) -> None:
    pictures = [
        OfferedPicture(id=f"p{at}", path=tmp_path / f"view-{at}.jpg", width=800, height=600) for at in range(1, 8)
    ]
    text = "# Trains\n\nThe night trains are back.\n\n" + "\n\n".join(f"![](view-{at}.jpg)" for at in range(1, 8))
    outline = read_article(text)
    ids = iter(pictures)
    blocks = [
        one.model_copy(update={"picture_id": next(ids).id}) if one.kind == "picture" else one for one in outline.blocks
    ]
    outline = outline.model_copy(update={"blocks": tuple(blocks)})
    wish = Wish(duration_s=15, aspect_ratio="16:9", language="en")
    told = " ".join(write_script(outline, pictures, wish).left_out)
    seen = re.findall(r"p\d \(view-\d\.jpg\)", told)
    assert "of 7 pictures" in told
    assert "No scene shows" in told
    assert seen


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('"We slept through three countries," Ana Ruiz said.', ("We slept through three countries", "Ana Ruiz")),
        (
            "“We slept through three countries,” said Ana de la Cruz.",
            ("We slept through three countries", "Ana de la Cruz"),
        ),
        ("«Hemos dormido en tres países», dijo Ana Ruiz.", ("Hemos dormido en tres países", "Ana Ruiz")),
        ('"For us to sleep there has been a joy," he added.', ("For us to sleep there has been a joy", "")),
        ('"Late."', None),
        ('"A title of a book" is what it was called by many people at the time of its printing', None),
        ('We "slept" through three countries, Ana said.', None),
    ],
)
def test_what_is_quoted_in_running_text_has_its_speaker(text: str, speech: tuple[str, str] | None) -> None:
    assert quoted_speech(text) == speech


def test_a_word_before_a_colon_is_nobody_s_name() -> None:
    text = "# Alarms\n\n" + "\n\n".join(["Here it is: somebody made toast.", "Verdict: this alarm is absurd."] * 3)
    written = write_script(read_article(text), [], Wish(duration_s=30, aspect_ratio="16:9", language="en"))
    assert written.kind != "interview"
    assert "Verdict" not in [getattr(scene.show, "by", "") for scene in written.script.scenes]
