"""Sentences stand alone or are left out, and are shortened only where grammar allows, in fourteen languages."""

from __future__ import annotations

import pytest

from films.script.writer.language import LISTS, language_of
from films.script.writer.wording import cleaned, paged, shown, standing

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ja", "zh", "ko", "ar", "he", "ru", "hi", "th")


@pytest.mark.parametrize(
    ("language", "sentence", "alone"),
    [
        ("en", "However, the bridge opens in May.", "The bridge opens in May."),
        ("en", "But useEffect runs on every render.", "useEffect runs on every render."),
        ("en", "The deal, however, is not a sale.", "The deal is not a sale."),
        ("en", "Next year the bridge opens to trains.", "Next year the bridge opens to trains."),
        ("en", "The bridge (built in 1901) opens in May[1].", "The bridge opens in May."),
        ("en", "This makes the bridge safe for trains.", ""),
        ("en", "We like it very much.", ""),
        ("en", "See you next week at the bridge!", ""),
        ("en", "Why does the bridge stay closed?", ""),
        ("en", "So how much does a new bridge cost a small town.", ""),
        ("en", "The costs look like this.", ""),
        ("en", "Our rules for the bridge are:", ""),
        ("en", "A team affiliated with the town builds bridges.", "A team affiliated with the town builds bridges."),
        ("en", "Cookies bake for ten minutes each.", "Cookies bake for ten minutes each."),
        ("en", "Subscribers pay for news every month.", "Subscribers pay for news every month."),
        ("en", "We use cookies on the bridge.", ""),
        ("en", "Subscribe to the news of the bridge.", ""),
        ("en", "Looking at a sample of all bridges…", ""),
        ("en", "I like bridges over the river as well.", ""),
        ("en", "Say, the first town builds a bridge.", ""),
        ("en", "Below we list the best bridges of the town.", ""),
        ("en", "October 1, 2025 by The Bridge Team", ""),
        ("en", "“The bridge opens in May, he said.", ""),
        ("en", '"The bridge is safe," he added.', ""),
        ("de", "Allerdings, die Brücke öffnet erst im Mai.", "Die Brücke öffnet erst im Mai."),
        ("de", "Und die Brücke öffnet erst im Mai.", "Die Brücke öffnet erst im Mai."),
        ("de", "Deshalb öffnet die Brücke erst im Mai.", ""),
        ("de", "Sie öffnet erst im Mai wieder.", ""),
        ("fr", "Cependant, le pont ouvre au mois de mai.", "Le pont ouvre au mois de mai."),
        ("fr", "Cela rend le pont plus sûr pour tous.", ""),
        ("es", "Sin embargo, el puente abre en mayo.", "El puente abre en mayo."),
        ("es", "Esto hace que el puente sea seguro.", ""),
        ("pt", "No entanto, a ponte abre em maio de novo.", "A ponte abre em maio de novo."),
        ("pt", "Isso torna a ponte mais segura.", ""),
        ("it", "Tuttavia, il ponte apre di nuovo a maggio.", "Il ponte apre di nuovo a maggio."),
        ("it", "Questo rende il ponte più sicuro.", ""),
        ("ja", "しかし、橋は五月に再び開く予定です。", "橋は五月に再び開く予定です。"),
        ("ja", "これは橋をより安全にします。", ""),
        ("ja", "この記事では橋の歴史を紹介します。", ""),
        ("zh", "但是，大桥将在五月重新开放。", "大桥将在五月重新开放。"),
        ("zh", "这让大桥变得更加安全可靠。", ""),
        ("ko", "하지만 다리는 오월에 다시 열립니다.", "다리는 오월에 다시 열립니다."),
        ("ko", "이탈리아의 다리는 오월에 다시 열립니다.", "이탈리아의 다리는 오월에 다시 열립니다."),
        ("ko", "이것은 다리를 더 안전하게 만듭니다.", ""),
        ("ar", "ومع ذلك، يفتح الجسر في شهر مايو.", "يفتح الجسر في شهر مايو."),
        ("ar", "هذا يجعل الجسر أكثر أمانًا للناس.", ""),
        ("he", "עם זאת, הגשר נפתח שוב בחודש מאי.", "הגשר נפתח שוב בחודש מאי."),
        ("he", "זה הופך את הגשר לבטוח יותר.", ""),
        ("ru", "Однако, мост снова откроется в мае.", "Мост снова откроется в мае."),
        ("ru", "Это делает мост безопаснее для всех.", ""),
        ("hi", "हालाँकि, पुल मई में फिर से खुलेगा।", "पुल मई में फिर से खुलेगा।"),
        ("hi", "यह पुल को और सुरक्षित बनाता है।", ""),
        ("th", "อย่างไรก็ตาม สะพานจะเปิดอีกครั้งในเดือนพฤษภาคม", "สะพานจะเปิดอีกครั้งในเดือนพฤษภาคม"),
        ("th", "นี่ทำให้สะพานปลอดภัยมากขึ้นสำหรับทุกคน", ""),
    ],
)
def test_sentences_stand_alone_or_are_left_out(language: str, sentence: str, alone: str) -> None:
    assert standing(sentence, language_of(language)) == alone


@pytest.mark.parametrize(
    ("language", "sentence", "short"),
    [
        ("en", "The bridge opens in May.", "The bridge opens in May"),
        (
            "en",
            "The council pays for the bridge over the river, which the old mayor never wanted to build at all.",
            "The council pays for the bridge over the river",
        ),
        (
            "en",
            "The bridge, which the old mayor never wanted to build, opens again for trains on the first of May.",
            "The bridge opens again for trains on the first of May",
        ),
        (
            "en",
            "The council could not pay for the bridge, which leads to Mr Holt, who has led the town since 1980.",
            "",
        ),
        (
            "en",
            "The new station has everything a traveller could want at night, including showers and lockers.",
            "The new station has everything a traveller could want at night",
        ),
        ("en", "Some of the towns, including Lund, needed to improve the records that they keep of all trains.", ""),
        ("en", "We never close the bridge to walkers and to cyclists, but storms of force nine are an exception.", ""),
        (
            "de",
            "Die Stadt zahlt für die neue Brücke, die der alte Bürgermeister nie haben wollte und nie bauen ließ.",
            "Die Stadt zahlt für die neue Brücke",
        ),
        ("de", "Der Rat sagte gestern Abend im großen Saal der Stadt, die Brücke werde erst im Mai wieder frei.", ""),
        ("de", "Der Rat sagte gestern Abend im großen Saal, die neue Brücke werde erst im Mai wieder frei sein.", ""),
        (
            "fr",
            "La ville paie pour le nouveau pont sur le fleuve, que l’ancien maire n’a jamais voulu faire bâtir.",
            "La ville paie pour le nouveau pont sur le fleuve",
        ),
        (
            "ru",
            "Город платит за новый мост через реку, который прежний мэр никогда не хотел строить и не строил.",
            "Город платит за новый мост через реку",
        ),
    ],
)
def test_sentences_are_shortened_only_where_grammar_allows(language: str, sentence: str, short: str) -> None:
    assert shown(sentence, language_of(language)) == short


def test_asides_go_and_what_says_who_is_meant_stays() -> None:
    assert cleaned("The bridge – built in 1901 – opens in May.") == "The bridge opens in May."
    kept = "Drivers, walkers and, most of all — our children — deserve better."
    assert cleaned(kept) == kept
    assert (
        cleaned("The bridge makes fast(er) trains possible (at last).") == "The bridge makes fast(er) trains possible."
    )
    assert cleaned("⚡ Fast → faster [^1]") == "Fast → faster"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_its_words(code: str) -> None:
    language = language_of(code)
    few = {
        "purpose",
        "speech",
        "copulas",
        "questions",
        "adverbs",
        "which",
        "tails",
        "subordinate",
        "loose",
        "coordinators",
    }
    assert [name for name in LISTS if not language.words(name) and name not in few] == []
    assert language.read_more
    assert language.read_recipe
    assert language_of(f"{code.upper()}-XX") == language


def test_a_language_that_is_not_known_has_no_words() -> None:
    assert not language_of("tlh").words("open")
    assert not language_of("../en").words("open")
    assert standing("Heghlu'meH QaQ jajvam maHvaD je.", language_of("tlh"))


@pytest.mark.parametrize(
    ("language", "sentence", "left"),
    [
        (
            "en",
            "The council voted on Tuesday to pay for the new bridge over the river; the money comes "
            "from the state, from two "
            "banks and from a fund that was set up after the floods of the last winter in the valley",
            "The council voted on Tuesday to pay for the new bridge over the river",
        ),
        (
            "en",
            "Engineers have found cracks in four of the nine pillars that carry the railway across the "
            "valley, saying that "
            "repairs will take at least two summers and cost more than the whole bridge did when it was built",
            "Engineers have found cracks in four of the nine pillars that carry the railway across the valley",
        ),
        (
            "en",
            "The last ferry of the season leaves the island on the second Sunday of October at noon, "
            "but the company will "
            "run a smaller boat for the mail and for up to twelve passengers until the ice comes in December",
            "The last ferry of the season leaves the island on the second Sunday of October at noon",
        ),
        (
            "de",
            "Die Stadt baut in den nächsten drei Jahren eine neue Straßenbahn vom Hafen bis zur "
            "Universität – das Geld dafür kommt zur Hälfte vom Land und zur anderen Hälfte aus einem Fonds für "
            "Bahnen in Städten mit mehr als zweihunderttausend Einwohnern",
            "Die Stadt baut in den nächsten drei Jahren eine neue Straßenbahn vom Hafen bis zur Universität",
        ),
        (
            "en",
            "The minister of transport of the northern region, who had visited the works twice in the "
            "summer and once in the "
            "rain of November, said on Monday that the bridge would open to trains and to walkers in "
            "the spring of next year",
            "",
        ),
        (
            "en",
            "The bridge did not open on the day that the company had named in its plans of the year "
            "before, but it was three "
            "weeks later, on a rainy Sunday, that the first train at last went across it with the "
            "mayor and two hundred guests",
            "",
        ),
    ],
)
def test_a_long_sentence_is_shortened_to_its_main_clause_and_never_cut_within_it(
    language: str, sentence: str, left: str
) -> None:
    assert len(sentence) > 185
    assert paged(f"{sentence}.", language_of(language)) == left


def test_a_clause_that_only_counts_what_is_told_behind_it_is_no_main_clause() -> None:
    told = "one on the long and winding road over the bridge, and another on the trains that have passed below it since"
    said = (
        f"Ada Lind and Bo Berg, who came by boat from the north, gave several speeches; {told} the war of their fathers"
    )
    assert "speeches" not in paged(said, language_of("en"))
    assert paged(said.replace("; one", "; people"), language_of("en")).endswith("gave several speeches")
