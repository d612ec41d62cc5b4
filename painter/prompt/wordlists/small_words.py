"""The small words of many languages: no title ends on one, and a long sentence is best cut before one. Data only.

Words are casefolded, with their accents. `PARTICLES` has the signs on which no title in Chinese or Japanese ends.
"""

from __future__ import annotations

from collections.abc import Mapping


def these(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


LINKS: Mapping[str, frozenset[str]] = {
    "en": these(
        "of in on at by to with for from as into onto over through under beneath behind beside near between among "
        "across along against around about above below beyond toward towards during until since within without inside "
        "outside upon after before and or but nor so while when where which who whose that because if than via per then"
    ),
    "de": these(
        "von vom zu zum zur mit für auf an am im in ins bei beim aus nach über unter vor hinter neben zwischen durch "
        "gegen ohne um und oder aber denn während wenn weil dass wo wie als bis seit entlang"
    ),
    "fr": these(
        "de du des d à au aux en dans sur sous avec sans pour par vers chez entre devant derrière contre pendant "
        "depuis et ou mais que qui où dont quand comme lorsque"
    ),
    "es": these(
        "de del al a en con sin por para sobre bajo entre hacia hasta desde tras ante contra durante y e o u pero que "
        "cuando donde como mientras"
    ),
    "pt": these(
        "de do da dos das em no na nos nas a ao aos à às num numa com sem por pelo pela pelos pelas para sobre sob "
        "entre até desde e ou mas que quando onde como enquanto"
    ),
    "it": these(
        "di del dello della dei degli delle d a al allo alla ai agli alle da dal dallo dalla dai dalle in nel nello "
        "nella nei negli nelle su sul sullo sulla sui sugli sulle con senza per tra fra sotto verso oltre e o ma che "
        "cui dove quando come mentre"
    ),
    "nl": these(
        "van voor met op aan bij uit naar om door tegen tussen onder over achter naast zonder tijdens en of maar want "
        "die dat waar als terwijl te in"
    ),
    "ru": these(
        "в во на с со по к ко у о об из от до за под над при про для без через между перед и или но а что чтобы где "
        "когда пока который которая которое"
    ),
    "pl": these(
        "w we na z ze po do od dla bez przez przy pod nad o u za między przed i oraz lub albo ale że gdzie gdy kiedy "
        "który która które jak"
    ),
    "tr": these("ve veya ya ile ama fakat için gibi kadar olan"),
    "id": these(
        "di ke dari pada dengan untuk oleh tentang dalam antara dan atau tetapi tapi yang saat ketika sambil agar"
    ),
    "vi": these("của và với trong trên dưới cho từ đến tại ở về bằng hoặc nhưng khi để mà là"),
    "hi": these("और या लेकिन के की का में पर से को तक कि जो जब"),
    "ar": these("في من إلى الى على عن مع بين تحت فوق عند حتى و أو او ثم التي الذي حول خلال بعد قبل"),
    "ko": these("그리고 또는 하지만 위한 대한 있는 하는"),
}
"""Prepositions and words that join, by language."""

OPENERS: Mapping[str, frozenset[str]] = {
    "en": these(
        "a an the this that these those my your his her its our their some any every each no is are was were be been "
        "being has have had will would can could should may might must do does did not very more most such"
    ),
    "de": these(
        "der die das den dem des ein eine einen einem einer eines mein meine dein sein seine ihr ihre unser unsere "
        "kein keine ist sind war hat haben wird werden kann sehr nicht sich"
    ),
    "fr": these(
        "le la les l un une ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs est sont "
        "était ont très plus ne"
    ),
    "es": these(
        "el la los las lo un una unos unas este esta estos estas su sus mi mis tu nuestro nuestra es son está están "
        "era ha han muy más se"
    ),
    "pt": these("o os as um uma uns umas este esta seu sua seus suas meu minha é são está estão muito mais se"),
    "it": these("il lo la i gli le l un uno una questo questa suo sua nostro nostra è sono molto più si"),
    "nl": these("de het een deze dit mijn jouw zijn haar ons onze hun is was heeft wordt zeer niet"),
    "ru": these("это этот эта эти мой моя наш наша его её их не очень"),
    "pl": these("ten ta to te mój moja nasz nasza jego jej ich jest są nie bardzo się"),
    "tr": these("bir bu şu o çok her en"),
    "id": these("ini itu sebuah seorang seekor para sangat adalah"),
    "vi": these("một những các này đó rất chiếc con cái"),
    "hi": these("एक यह वह ये वे है हैं बहुत"),
    "ar": these("هذا هذه ذلك تلك هو هي جدا"),
    "ko": these("한 이 그 저 매우"),
}
"""Articles, pronouns and helping verbs, by language."""

PARTICLES = "のをにでがはともへやかな的在和与與及把被從从向對对"
"""Signs of Chinese and Japanese that point to what follows."""

JOINS = these(
    "and or nor but und oder et ou y o u e ed en of и или i lub oraz ve veya ile dan atau và hoặc और या و أو او "
    "그리고 또는"
)
"""Words that join two things, which a title keeps together if it can."""

BEHIND = {"hi": these("और या लेकिन कि जो जब"), "tr": these("ve veya ama fakat"), "ko": these("그리고 하지만")}
"""In languages whose small words stand behind their noun, those that begin a phrase."""

PRONOUNS = these(
    "he she they his her their him them er sie ihr ihre seine sein il elle ils elles sa son ses él ella ellos ellas su "
    "sus ele ela eles elas seu sua lui lei loro suo sua hij zij ze hun он она они его её их ona oni jego jej ich dia "
    "mereka anh cô họ वह वे उसकी उसका هو هي هم it es ça esto esso dat ono o"
)
"""Words for what has been named before."""

_PRONOUN_SIGNS = ("彼", "他", "她", "它", "그는", "그녀")


def begins_with_pronoun(sentence: str) -> bool:
    """Whether a sentence is about what the one before it has named: "It stops at a lake"."""
    words = sentence.split()
    return bool(words) and (words[0].casefold().strip(",'’") in PRONOUNS or sentence.startswith(_PRONOUN_SIGNS))


def behind_pronoun(sentence: str) -> str:
    """A sentence without the pronoun that it begins with and the verb behind it: "It stops at a lake", "at a lake"."""
    return " ".join(sentence.split()[2:]) if begins_with_pronoun(sentence) else sentence


def language_of(text: str) -> str:
    """The language whose small words a text has most of; English if it has none."""
    return languages_of(text)[0]


def languages_of(text: str) -> tuple[str, ...]:
    """The languages whose small words a text has most of; all of them, English first, if it has none."""
    words = [word.strip(".,;:!?\"'()«»“”„…-–—") for word in text.casefold().replace("'", " ").replace("’", " ").split()]
    counts = {name: sum(word in LINKS[name] or word in OPENERS[name] for word in words) for name in LINKS}
    most = max(counts.values())
    return tuple(name for name, count in counts.items() if count == most)
