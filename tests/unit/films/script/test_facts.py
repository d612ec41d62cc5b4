"""What a script states that its article does not have, in the notations and languages of the world."""

from __future__ import annotations

from decimal import Decimal

import pytest

from films.article.outline import Outline
from films.article.read import read_article
from films.script.advice import advice
from films.script.documents import Script
from films.script.facts import not_in_article
from films.script.numerals import number_of, numerals
from films.script.reading import read_script
from films.script.references import Known

ENGLISH = read_article(
    """# Night trains return
Angela Merkel said on Monday that twelve lines will run. Ridership rose by 40 % in 2024, to 1.2 million.
Germany paid 3.5 billion euros for 1,250 beds. "We sleep well on rails," said Ms Okafor of Nightjet. Some 30 to 35
percent cancel. Beds and seats are split 60/40. The GPT-4 model took 12.5 hours.

- Book early
- Take earplugs
- Bring a book
"""
)
GERMAN = read_article(
    "---\nlang: de\n---\n# Nachtzüge\n\nDie Bahn zahlte 3,5 Mrd. Euro für 1.250 Betten. "
    "Zwölf Züge fahren, 40 Prozent mehr. Frau Müller sagte: „Wir schlafen gut auf Schienen.“"
)
RUSSIAN = read_article("---\nlang: ru\n---\n# Поезда\n\nМосква заплатила 5 тысяч рублей за двенадцать поездов.")
JAPANESE = read_article("---\nlang: ja\n---\n# 夜行列車\n\n三十本の列車に1億2000万円。「よく眠れました」と田中さん。")
ARABIC = read_article("---\nlang: ar\n---\n# قطارات\n\nارتفع العدد بنسبة ٤٠٪ إلى ١٬٢٥٠ سريرا.")
HINDI = read_article("---\nlang: hi\n---\n# रेल\n\nसंख्या १२ प्रतिशत बढ़ी, ३.५ लाख यात्री।")
TURKISH = Outline(title="İstanbul", language="tr", description="İstanbul'da nüfus %12 arttı. Ayşe Yılmaz anlattı.")
GREEK = Outline(title="Αθήνα", language="el", description="Η Αθήνα έχει 3,1 εκατ. κατοίκους.")
POLISH = Outline(title="Kraków", language="pl", description="W Krakowie mieszka 780 tys. osób, mówi Jan Kowalski.")
CHINESE = Outline(title="台北", language="zh", description="台北有250萬人口，成長百分之三。")
KOREAN = Outline(title="서울", language="ko", description="서울 인구는 940만 명이다. 3퍼센트 늘었다.")
THAI = Outline(title="กรุงเทพฯ", language="th", description="มีประชากร ๑๐ ล้านคน เพิ่มขึ้น ร้อยละ 3")
PERSIAN = Outline(title="تهران", language="fa", description="جمعیت تهران ۹ میلیون است، ۵ درصد بیشتر.")
SPANISH = read_article("---\nlang: es\n---\n# Trenes\n\nCuestan 1,2 millones de euros, un 40 por ciento más.")

DATED = read_article("---\ntitle: A market\ndate: 2025-09-03\n---\nThe market opened.")


def lacks(article: Outline, text: str, language: str = "") -> str:
    show = {"kind": "text", "text": "x"}
    document = {"title": article.title, "scenes": [{"id": "s1", "say": text, "show": show}]}
    known = Known(language=language or article.language or "en")
    return "; ".join(not_in_article(read_script(document, known).script, article)).removeprefix(
        "s1: not in the article: "
    )


@pytest.mark.parametrize(
    ("article", "text"),
    [
        (DATED, "The market opened on Wednesday, the 3rd of September 2025."),
        (ENGLISH, "Ridership is up 40 percent, 40% or 40 per cent."),
        (ENGLISH, "12 lines for 3.5bn euros, or $3,500,000,000."),
        (ENGLISH, "1250 beds, 1,250 beds, 1.250 beds and 1 250 beds."),
        (ENGLISH, "It has 1.2m riders, 1.2M or 1,200,000."),
        (ENGLISH, "30 percent cancel. In 2024! 3 tips."),
        (ENGLISH, "The Nightjet runs. Trains are back, I'm sure. We said so."),
        (ENGLISH, "Merkel's trains: Okafor sleeps “well on rails”."),
        (ENGLISH, "Night Trains Come Back To All Of Us"),
        (ENGLISH, "GPT-4 took 12.5 hours: “We sleep … on rails”"),
        (GERMAN, "Es kostet 3,5 Milliarden, 1250 Betten, 12 Züge."),
        (GERMAN, "Die Fahrpreise steigen in den Städten um 40 %."),
        (GERMAN, "Müller: „Wir schlafen gut auf Schienen“"),
        (RUSSIAN, "12 поездов из Москвы за 5000 рублей, 5 тыс."),
        (JAPANESE, "120000000円、1.2億円、30本。「よく眠れました」"),
        (ARABIC, "40% و 1250 سريرا"),
        (HINDI, "12% और 350000 यात्री"),
        (SPANISH, "1.200.000 euros, el 40 %"),
        (ENGLISH, "60 % of beds, 40 % of seats."),
        (ENGLISH, "Step 1: Book early / Day 2 — Take earplugs | ✅ Works. Here's why: It sleeps"),
        (TURKISH, "İSTANBUL: Ayşe Yılmaz'a göre yüzde 12, İstanbul'un nüfusu"),
        (GREEK, "3,1 εκατομμύρια στην Αθήνα, της Αθήνας"),
        (POLISH, "Kraków ma 780 000 osób. Mówi Jan Kowalski."),
        (CHINESE, "250万人、2,500,000、3%"),
        (KOREAN, "940만 명, 9,400,000명, 3%"),
        (THAI, "10 ล้าน 10,000,000 คน 3%"),
        (PERSIAN, "9 میلیون، ۵٪"),
    ],
)
def test_what_the_article_says_in_another_notation(article: Outline, text: str) -> None:
    assert lacks(article, text) == ""


@pytest.mark.parametrize(
    ("article", "text", "said"),
    [
        (ENGLISH, "Up 41 % in 2025.", "41 %, 2025"),
        (ENGLISH, "Up 12 percent for 3.5 million.", "12 percent, 3.5 million"),
        (ENGLISH, "It cost 1.25 million.", "1.25 million"),
        (ENGLISH, "The trains go to Paris with Emmanuel Macron.", "Paris, Emmanuel Macron"),
        (ENGLISH, "Emmanuel Macron went there.", "Macron"),
        (ENGLISH, "She said “We never sleep on rails”.", "the quotation “We never sleep on rails”"),
        (GERMAN, "Es kostet 3,5 Millionen.", "3,5 Millionen"),
        (GERMAN, "Das sagte Herr Anton Schmidt.", "Herr Anton Schmidt"),
        (RUSSIAN, "Это 13 поездов из Петербурга.", "13, Петербурга"),
        (JAPANESE, "40本。「全然眠れませんでした」", "40, the quotation “全然眠れませんでした”"),
        (ARABIC, "٥٠٪ أكثر", "٥٠٪"),
        (HINDI, "१३ प्रतिशत", "१३ प्रतिशत"),
        (SPANISH, "Cuestan 1,2 mil millones.", "1,2 mil millones"),
        (TURKISH, "Bu yıl Ankara yüzde 13 kazandı.", "13, Ankara"),
        (GREEK, "3,2 εκατ. στη Θεσσαλονίκη", "3,2 εκατ, Θεσσαλονίκη"),
        (POLISH, "z Warszawy do Krakowa", "Warszawy"),
        (CHINESE, "5%", "5%"),
        (KOREAN, "4%", "4%"),
        (THAI, "20 ล้าน", "20 ล้าน"),
        (PERSIAN, "6٪", "6٪"),
    ],
)
def test_what_the_article_does_not_say(article: Outline, text: str, said: str) -> None:
    assert lacks(article, text) == said


def test_an_english_script_of_a_german_article() -> None:
    assert lacks(GERMAN, "It cost 3.5 billion euros, 40 percent more, for 12 trains.", "en") == ""
    assert lacks(GERMAN, "It cost 3.5 trillion euros.", "en") == "3.5 trillion"


def test_all_that_is_shown_is_looked_at() -> None:
    script = scripted(
        {"kind": "figure", "value": "77 %", "label": "of Berliners"},
        {"kind": "chart", "labels": ["a", "b"], "values": [40, 78], "unit": "%"},
        {"kind": "list", "items": ["We pay 79 euros"]},
        {"kind": "quote", "text": "Rails are the future of all of us", "by": "Somebody Else"},
        {"kind": "split", "left": {"kind": "text", "text": "80 beds"}, "right": {"kind": "text", "text": "12 lines"}},
        {"kind": "code", "text": "print(81)"},
        {"kind": "film", "prompt": "82 Parisians in a train"},
        end={"line": "Only 83 left"},
    )
    assert not_in_article(script, ENGLISH) == [
        "s1: not in the article: 77 %, Berliners",
        "s2: not in the article: 78 %",
        "s3: not in the article: 79",
        "s4: not in the article: Somebody Else, the quotation “Rails are the future of all of us”",
        "s5: not in the article: 80",
        "end: not in the article: 83",
    ]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1,200 €", "1200"), ("$1.2m", "1200000"), ("1.2", "1.2"), ("−4 °C", "-4"), ("12 %", "12"), ("3m", "3"),
     ("4M", "4000000"), ("n/a", None), ("1–2", None), ("٣٫٥", "3.5"), ("35亿", "3500000000")],
)  # fmt: skip
def test_the_number_of_a_cell(cell: str, number: str | None) -> None:
    assert number_of(cell) == (None if number is None else Decimal(number))


def test_numbers_that_are_a_part_of_a_name_are_none() -> None:
    assert [one.text for one in numerals("GPT-4, H2O, v2.1 and COVID-19 cost 5 euros")] == ["5"]


# --- advice -----------------------------------------------------------------------------------------------------------


def scripted(*shows: object, say: str = "", seconds: float | None = None, **more: object) -> Script:
    scenes = [{"show": show, "say": say, "seconds": seconds} for show in shows]
    return read_script({"title": "Trains", "scenes": scenes, **more}, Known(language="en")).script


TEXT = {"kind": "text", "text": "A claim"}
FIGURE = {"kind": "figure", "value": "3 %", "label": "of all"}


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (scripted(TEXT, FIGURE, TEXT), []),
        (scripted({"kind": "title", "text": "Trains"}, TEXT, say="Trains are back."), []),
        (scripted(TEXT, TEXT, TEXT, TEXT), ["s1, s2, s3: three in a row of kind text"]),
        (scripted({"kind": "title", "text": "Trains"}, seconds=6), ["s1: nothing but the title for 6 s"]),
        (scripted(TEXT, say="word " * 30, seconds=5), ["s1: 30 words in 5 s are too many, about 12 can be said"]),
        (scripted(TEXT, say="夜行列車が帰ってきました。" * 6, seconds=4), ["s1: takes"]),
        (scripted({"kind": "text", "text": "word " * 13}), ["s1: 13 words, 64 characters on screen"]),
        (scripted({"kind": "list", "items": ["x" * 80]}), ["s1: 1 words, 80 characters on screen"]),
        (scripted({"kind": "quote", "text": "word " * 30}), []),
    ],
)
def test_what_a_director_would_say(script: Script, said: list[str]) -> None:
    found = advice(script)
    assert len(found) == len(said)
    assert all(one.startswith(begins) for one, begins in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Der Markt öffnete im September, am Mittwoch."), ("es", "El mercado abrió el Miércoles.")],
)
def test_the_day_of_an_article_is_known_by_the_names_of_its_month_and_weekday(language: str, text: str) -> None:
    assert lacks(DATED, text, language) == ""
    assert "Mai" in lacks(DATED, "Der Markt öffnete, sagt Anna Mai.", "de")
