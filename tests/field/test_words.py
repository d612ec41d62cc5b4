"""What prompts are about that Unicode has no word for: work, shops, school, the news, in many languages."""

from __future__ import annotations

import pytest

from painter import plan_scene
from painter.prompt.nouns.dictionary import dictionary, languages
from painter.prompt.nouns.folding import folded
from painter.prompt.nouns.listed import FOLDER, listed, parted


def _first(prompt: str) -> str | None:
    found = plan_scene(prompt, duration_s=5, width=320, height=180, seed=1)
    return found.subjects[0] if found.subjects else None


@pytest.mark.parametrize(
    ("prompt", "subject"),
    [
        # Names of two words, outside of English, too.
        ("Meteor shower over the desert", "🌠"),
        ("Lluvia de meteoritos sobre el desierto", "🌠"),
        ("Солнечная батарея на даче", "☀️"),
        ("Ruộng bậc thang mùa lúa chín", "🌾"),
        ("Marché de Noël de Strasbourg sous la neige, vin chaud", "🎄"),
        # Arabic writes its article together with each word of a name.
        ("كيف تعمل الألواح الشمسية؟", "☀️"),
        # Who works there, and what a shop sells.
        ("Strażacy gaszą pożar pod Poznaniem", "🧑‍🚒"),
        ("İtfaiyeciler ağaçtaki kediyi kurtarıyor", "🧑‍🚒"),
        ("Kwiaciarnia Róża: bukiety ślubne", "💐"),
        ("Včelař kontroluje úly na zahradě", "🐝"),
        ("Brandmän räddar en katt från ett träd", "🧑‍🚒"),
        # A discount is on something, and a café sells something.
        ("Giảm giá giày thể thao cuối năm", "shoe"),
        ("Diskon akhir tahun untuk semua tas kulit", "bag"),
        ("우리 카페의 새로운 딸기 케이크를 소개합니다", "🍓"),
        # A word for which no picture is right is not taken apart.
        ("商店街の豆腐屋さん", None),
        # What a noun means is said by the words around it.
        ("A mouse and a keyboard on a clean desk", "🖱️"),
        ("A mouse in a field of wheat", "🐁"),
        ("La bolsa cae un tres por ciento", "chart"),
        ("Das Schloss an der Fahrradkette klemmt", "🔒"),
        ("Der Dirigent steht vor einem Schloss am See", "castle"),
        ("Лучник берёт лук и стрелы", "🏹"),
        # Given names are people, and do something.
        ("Rose is running late for the bus", "person"),
        ("Tom repairs his grandfather's old radio", "person"),
        ("Rose petals fall into the water", "🌹"),
        # Adjectives and verbs are no things.
        ("Kadın pencereden yağmuru izliyor", "person"),
        ("一只老鹰在山谷上空盘旋", "🦅"),
        ("Dziewczynka karmi kaczki nad stawem", "girl"),
        # Not every keyboard has accents.
        ("Um balao de ar quente sobre a serra", "balloon"),
        # The end of a compound is not any word that it ends like: "preise" are no "reise".
        ("Strompreise steigen im Januar erneut", None),
        # Languages that share their small words are told by what is named.
        ("Clases de natación para adultos", "swimmer"),
        ("Знижки на велосипеди до кінця травня", "bicycle"),
        # A place that is listed is no thing of the same name.
        ("Una cabaña en la sierra", "cabin"),
        # Who is named first leads, where the order of a language does not tell who acts.
        ("猫盯着鱼缸里的金鱼", "cat"),
        ("Chocolate cake recipe without flour", "cake"),
        # What a compound of a place is full of, and a bicycle rather than its riders.
        ("Tulpenvelden vanuit de lucht, april", "🌷"),
        ("Wyprzedaż rowerów górskich w ten weekend", "bicycle"),
        # A garden is no gardener.
        ("A garden in spring", None),
    ],
)
def test_what_unicode_has_no_word_for_is_shown_by_what_stands_for_it(prompt: str, subject: str | None) -> None:
    assert _first(prompt) == subject


@pytest.mark.parametrize("language", sorted(file.stem for file in FOLDER.glob("*.yaml")))
def test_listed_words_are_of_a_known_language_and_each_stands_there_once(language: str) -> None:
    assert language in languages()
    own = listed(language)
    words = [word for part in (own.things, own.beside) for text in part.values() for word in parted(text)]
    assert [word for word in words if words.count(word) > 1] == []
    known = dictionary(language)
    for word, pictures in own.senses.items():
        for picture, near in pictures.items():
            said = parted(near)[:1]
            meant = known.meant(folded(word, language), said)
            assert meant, (word, picture, said)
