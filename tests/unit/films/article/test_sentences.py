from __future__ import annotations

import pytest

from films.article.sentences import sentences


@pytest.mark.parametrize(
    "marked",
    [
        "Am 3. Mai kam er.|Es war kalt.",
        "Der 2. Versuch gelang.|Er bekam eine 2.|Dann ging er.",
        "Laut Prof. Dr. Meier sind das z. B. ca. 5 Mio. Euro.|Gut.",
        "El Sr. Paz llegó.|¿Qué dijo?|¡Nada!",
        "M. Dupont et Mme. Roy, p. ex. le 2.|Voilà.",
        "O Sr. Silva e a Dra. Lima vivem em S. Paulo.|Fim.",
        "Il sig. Rossi arrivò, ecc.|Poi finì.",
        "Он жил в г. Москве, т. е. в столице.|В 1990 г.|Он уехал.",
        "А. С. Пушкин писал.|Он сказал: «Да. Нет».|Всё.",
        "W dn. 5 maja br.|Jan przyszedł.",
        "Han kom d. 3. maj.|Det var koldt.",
        "彼は「雨だ。寒い。」と言った。|（明日も雨。）でも行く。|『本。』を読む。",
        "他说。|“好。”|她走了。",
        "안녕하세요.|3.5배 늘었다.|끝.",
        "كيف حالك؟|أنا بخير.|شكرا.",
        "د. محمد جاء.|ثم ذهب.",
        "ראש העיר אמר.|הוא בא.",
        "यह है।|वह है।",
        "کیا ہے؟|اچھا ہے۔|ٹھیک۔",
        "Τι είναι;|Είναι καλό.",
        "See e.g. Paris.|No. 5 is v1.2 now.|It costs 3.5 million.|Visit https://a.b/c.|Then go.",
        "Read README.md.|Then Next.js 15.1.|iPhone users wait.",
        "J. R. R. Tolkien lived in the U.S.|It was vs. Bob, Inc. at 5 p.m. Monday.|Vol. 3, pp. 4-5 and Fig. 2 say so.",
        "Plan B.|It works.|So am I.|I live on Main St.|He does, too.",
        "He said “No. Never.” and left.|Yes (it is. Really.) so.|It is bad :( Really.|Fine.",
        "Wait…|Then go.|Well... yes.|Really?!|Yes.[1]|Good.",
        "Do this: 1. Open it.|2. Close it.",
        "First.|😀 Second!|🎉 Third.",
        "The signs ? and ! are gone.|Now empty? returns true.|Yahoo! is old.|Really?|iPhone users wait.|No!",
        "If a sign at the station, or anybody of those who wait for the train there, tells you “Stop!” then stop.|Go.",
        "was?|nein!|doch!",
    ],
)
def test_a_sentence_ends_where_a_reader_would_say_so(marked: str) -> None:
    spaceless = any("\u3000" <= char <= "\u9fff" for char in marked)
    assert sentences(marked.replace("|", "" if spaceless else " ")) == marked.split("|")


@pytest.mark.parametrize("piece", ["(", "“", "a. ", "。", "… ", "A. ", "Dr. ", "1. ", ") "])
def test_no_text_takes_long_whatever_is_repeated_in_it(piece: str) -> None:
    assert "".join(sentences(piece * (20_000 // len(piece)))).replace(" ", "") == (
        piece * (20_000 // len(piece))
    ).replace(" ", "")
