"""What articles of the world have, and what their films make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from films.article.read import read_article
from films.script.documents import ListShow, OfferedPicture, PictureShow, QuoteShow, Script, SplitShow, Wish
from films.script.staging import look_of, stage
from films.script.writer import write_script
from painter import EndCard, ListCard, QuoteCard, text_facts


def scripted(article: str, *, duration_s: float = 45, language: str = "en") -> Script:
    wish = Wish(duration_s=duration_s, aspect_ratio="16:9", language=language)
    return write_script(read_article(article), [], wish).script


def shown(script: Script) -> list[str]:
    return [str(text) for scene in script.scenes for text in scene.show.model_dump().values()]


def test_items_whose_first_words_are_bold_are_shown_by_them() -> None:
    tails = ["because the timetable changes every second week.", "as nobody tells them where the stop has gone to."]
    items = "\n".join(
        f"- **It makes {who} late** {tails[at % 2]} They have told the council so again and again, to no avail."
        for at, who in enumerate(("pupils", "nurses", "drivers"))
    )
    script = scripted(
        f"# Why the night bus is broken\n\nThe night bus is broken.\n\n## Who pays\n\nWe all do:\n\n{items}\n"
    )
    lists = [scene.show for scene in script.scenes if isinstance(scene.show, ListShow)]
    assert lists
    assert lists[0].items == ("It makes pupils late", "It makes nurses late", "It makes drivers late")


def test_a_steps_remark_on_what_follows_does_not_take_the_list_apart() -> None:
    article = (
        "# Why the night bus is broken\n\nThe night bus is broken.\n\n## What next?\n\n"
        "There are a few ways out that I have seen.\n\n"
        "- **Run it every hour.** This costs little. However, it has its flaws:\n  - Drivers are few, as we all know.\n"
        "- **Sell tickets on board.** Many towns do that already, and passengers like it.\n"
        "- **Tell people where it is.** An app would do, or a board at each stop.\n"
    )
    lists = [scene.show for scene in scripted(article).scenes if isinstance(scene.show, ListShow)]
    assert [one.items for one in lists] == [("Run it every hour", "Sell tickets on board", "Tell people where it is")]
    assert lists[0].heading == "There are a few ways out that I have seen"


def test_a_photo_for_which_there_is_no_time_stands_beside_the_ingredients() -> None:
    steps = "\n".join(f"{at}. Stir the soup for {at} minutes and taste it well" for at in range(1, 8))
    article = read_article(
        f"# Lentil soup\n\nA soup.\n\n![](a.jpg)\n\n## Ingredients\n\n- 250 g of lentils\n- 1 onion\n\n"
        f"## Directions\n\n{steps}\n\n![](b.jpg)\n"
    )
    pictures = [OfferedPicture(id=one, path=Path(f"{one}.jpg"), width=1600, height=1200) for one in ("p1", "p2")]
    wish = Wish(duration_s=31, aspect_ratio="9:16", language="en")
    scenes = write_script(article, pictures, wish).script.scenes
    assert [scene.show.image for scene in scenes if isinstance(scene.show, PictureShow)] == ["p1"]
    [beside] = [scene.show for scene in scenes if isinstance(scene.show, SplitShow)]
    assert beside.left == PictureShow(image="p2")
    assert isinstance(beside.right, ListShow)


def test_what_the_next_paragraph_takes_back_is_not_told_alone() -> None:
    article = (
        "# The night bus is broken\n\nThe night bus is broken.\n\n## On time\n\nFive late buses would be no problem at"
        " all.\n\n**Unfortunately, there were hundreds of them.**\n\nThe town must fix its timetable before winter.\n"
    )
    assert not any("no problem" in text for text in shown(scripted(article, duration_s=15)))


def test_of_a_long_list_of_what_was_said_the_first_that_stand_alone_are_shown() -> None:
    said = [
        "The harbour must stay open in winter to keep the ferries and their passengers moving",
        "She is confident that the new bridge will be finished before the summer of next year",
        "The night buses need a second depot in order to reach the villages in the hills",
        "She would defend the new timetable in front of anybody who cared to come and listen",
        "Despite the storms, the railway has become quicker and more reliable than it was",
    ]
    article = (
        "# Mayor admits the buses are late\n\nThe mayor said on Tuesday that the buses are late, the council reported."
        "\n\nIn a long interview, the mayor also said:\n\n" + "\n".join(f"- {one}" for one in said)
    )
    lists = [scene.show for scene in scripted(article, duration_s=60).scenes if isinstance(scene.show, ListShow)]
    assert lists
    assert lists[0].items == (said[0], said[2], said[4])


def test_whoever_was_quoted_and_added_something_is_named() -> None:
    article = (
        "# Mayor admits the buses are late\n\nThe mayor said on Tuesday that the buses are late, officials reported."
        '\n\n"The buses have been late all winter, and so was I," Ana Ruiz said.\n\n'
        '"We are going to buy twelve of them before the next winter comes," she added.\n'
    )
    quotes = [scene.show for scene in scripted(article).scenes if isinstance(scene.show, QuoteShow)]
    assert quotes
    assert {one.by for one in quotes} == {"Ana Ruiz"}


def test_a_long_quotation_is_told_sentence_by_sentence() -> None:
    text = (
        "If you look at the number of trains that were late in June, it is less than a hundred. "
        "If you look at the number that were late in December, it is in the thousands."
    )
    script = Script.model_validate(
        {"title": "Trains", "scenes": [{"id": "a", "show": {"kind": "quote", "text": text, "by": "Ana Ruiz"}}]}
    )
    cards = [beat.card for beat in stage(script, [], size=(640, 360)).film.beats]
    assert [card.text for card in cards if isinstance(card, QuoteCard)] == [
        "If you look at the number of trains that were late in June, it is less than a hundred.",
        "If you look at the number that were late in December, it is in the thousands.",
    ]


def test_an_end_without_an_address_says_what_to_look_for() -> None:
    scenes = [{"id": "a", "show": {"kind": "text", "text": "The night bus is late"}}]
    end = {"line": "Read the full article"}
    film = stage(Script.model_validate({"title": "Night buses", "scenes": scenes, "end": end}), [], size=(640, 360))
    assert film.film.beats[-1].card == EndCard(line="Read the full article", kicker="Night buses")
    assert not isinstance(film.film.beats[0].card, ListCard)


def test_another_title_changes_the_scene_that_shows_it_alone() -> None:
    def beats(title: str, text: str) -> list[str]:
        scenes = [
            {"id": "a", "show": {"kind": "title", "text": text}},
            {"id": "b", "show": {"kind": "text", "text": "The first bus leaves at five"}},
            {"id": "c", "show": {"kind": "figure", "value": "310", "label": "riders a week"}},
        ]
        end = {"line": "Come along", "url": "bus.example"}
        script = Script.model_validate({"title": title, "scenes": scenes, "end": end})
        film = stage(script, [], size=(640, 360), look=look_of(script)).film
        return [f"{film.palette} {film.seed} {beat.model_dump_json()}" for beat in film.beats]

    before, after = beats("The night bus", "The night bus"), beats("Who rides at night?", "Who rides at night?")
    assert before[0] != after[0]
    assert before[1:] == after[1:]


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        ("The energy is $E = mc^2$ at rest.", ["The energy is E = mc² at rest."], ""),
        ("A share of $\\frac{1}{2}$ or $\\frac{a+b}{c_1}$.", ["A share of 1/2 or (a+b)/c₁."], ""),
        (
            "It falls by $\\sqrt{2}$ with $p < 0.05$ in $O(n \\log n)$.",
            ["It falls by √2 with p < 0.05 in O(n log n)."],
            "",
        ),
        ("So says\n\n$$\nF = m \\cdot a\n$$\n\nwhere $m$ is the mass.", ["So says F = m · a where m is the mass."], ""),
        ("The sum:\n\n\\[ a^2 + b^2 = c^2 \\]\n\nDone.", ["The sum: a² + b² = c².", "Done."], ""),
        ("It is\n$$\\sum_i y_i$$\nin all. It is old.", ["It is old."], "1 formula, 1 sentence with a part missing"),
        ("It is old.\n\n$$x^2$$\n\nIt goes on.", ["It is old.", "It goes on."], "1 formula"),
    ],
)
def test_simple_formulas_are_set_in_letters_and_others_are_left_out(text: str, said: list[str], left: str) -> None:
    outline = read_article(f"# T\n\n{text}")
    assert [getattr(block, "text", "") for block in outline.blocks] == said
    assert outline.notes == ((f"Left out of the article: {left}.",) if left else ())


@pytest.mark.parametrize(
    "show",
    [
        {"kind": "table", "header": ["Wort", "Laut"], "rows": [["Donaudampfschifffahrtsgesellschaft" * 3, "ja" * 60]]},
        {"kind": "table", "header": ["ก", "ข", "ค"], "rows": [["ความต้องการความร่วมมือระหว่างประเทศ" * 3] * 3] * 2},
        {"kind": "chart", "labels": ["Donaudampfschifffahrtsgesellschaft", "Bahn"], "values": [1234567.5, 2]},
        {"kind": "list", "items": ["अंतर्राष्ट्रीय सहयोग की आवश्यकताएँ " * 5] * 6},
    ],
)
def test_whatever_a_director_shows_can_be_read(show: dict[str, object]) -> None:
    script = Script.model_validate({"title": "T", "scenes": [{"id": "a", "show": show}]})
    film = stage(script, [], size=(720, 1280)).film
    for beat, facts in zip(film.beats, text_facts(film, [], with_frames=False), strict=True):
        assert (facts.is_cut, facts.smallest_px >= 31.9) == (False, True), beat.card
        assert beat.duration_s <= 40


def test_a_title_that_is_a_mere_version_says_of_what() -> None:
    text = "---\ntitle: 5.0.0\n---\nToday Lampkit 5.0.0 is out. It is quick.\n"
    assert read_article(text).title == "Lampkit 5.0.0"
    assert read_article("---\ntitle: v5.1\n---\nIt is quick.\n", name="Lampkit 5 1").title == "Lampkit v5.1"
    assert read_article("---\ntitle: v5.1\n---\nIt is quick.\n").title == "v5.1"


def test_keys_with_digits_count_and_a_file_alone_on_its_line_is_a_picture() -> None:
    outline = read_article("# T\n\n## 1️⃣ Ask\n\nAsk 2️⃣ people.\n\nlamp_1@2x.webp\n\n1️⃣ Look\n2️⃣ Leap\n")
    assert [getattr(block, "text", block.kind) for block in outline.blocks] == [
        "1. Ask",
        "Ask 2 people.",
        "picture",
        "list",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Translated from English by Ana Ruiz",
        "Übersetzung: Ana Ruiz",
        "Traducido por Ana Ruiz",
        "Перевод: Ана Руис",
        "翻訳：田中",
        "Translations: [Chinese](https://a.example) [Russian](https://b.example)",
    ],
)
def test_who_translated_an_article_is_no_part_of_it(line: str) -> None:
    blocks = read_article(f"# Lamps\n\n{line}\n\nThe lamp turns at dusk.\n").blocks
    assert [getattr(block, "text", "") for block in blocks] == ["The lamp turns at dusk."]


def test_code_that_its_site_fills_in_is_left_out() -> None:
    outline = read_article("# T\n\nIt turns.\n\n{% for a in b %}\n\n    SIZE: {{ a.size }}\n\n{% endfor %}\n")
    assert [block.kind for block in outline.blocks] == ["paragraph"]
    links = "\n".join(f"- <{{{{ release.url.{kind} }}}}>" for kind in ("gz", "xz", "zip"))
    assert not any("<" in text for text in shown(scripted(f"# T\n\nThe lamp turns.\n\n## Download\n\n{links}\n")))


def test_of_a_list_of_changes_those_that_can_be_read_are_shown() -> None:
    long = "The lamp that turned only at dusk now turns at whatever hour its owner has chosen for it in the app"
    said = [
        "Casks of lamps are deprecated. We will say more of that before the winter comes.",
        "The lamp turns at dusk",
        long,
        "Dark mode is the default",
        long,
        "It runs on Linux",
    ]
    items = "\n".join(f"- {one}" for one in said)
    script = scripted(f"# Lampkit 5.0.0 released\n\nLampkit 5.0.0 is out.\n\nFinally:\n\n{items}\n")
    [shown_list] = [scene.show for scene in script.scenes if isinstance(scene.show, ListShow)]
    assert shown_list.items == (
        "Casks of lamps are deprecated",
        "The lamp turns at dusk",
        "Dark mode is the default",
        "It runs on Linux",
    )
    assert shown_list.heading == ""


def test_the_last_card_invites_in_languages_of_which_little_else_is_known() -> None:
    wish = Wish(duration_s=30, aspect_ratio="16:9", language="hu")
    end = write_script(read_article("# Lámpák\n\nA lámpa alkonyatkor fordul meg a toronyban.\n"), [], wish).script.end
    assert end
    assert end.line == "Olvasd el a teljes cikket"


def test_parts_of_a_recipe_begin_with_a_capital() -> None:
    script = scripted(
        "# Soup\n\n## ingredients\n\n- 1 onion\n- 2 lemons\n\n## steps\n\n1. Chop the onion\n2. Stir it\n"
    )
    assert [scene.show.heading for scene in script.scenes if isinstance(scene.show, ListShow)] == [
        "Ingredients",
        "Steps",
    ]
