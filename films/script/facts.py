"""Whether the article says what its script says: numbers, quotations and names that it does not have.

What is found is told to whoever wrote the script, and never stands in the way: the writer may know better.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from films.article.outline import Heading, ListBlock, Outline, Table
from films.script.documents import (
    ChartShow,
    CodeShow,
    FigureShow,
    FilmShow,
    Half,
    ListShow,
    PictureShow,
    PlaceShow,
    QuoteShow,
    Scene,
    Script,
    Show,
    SplitShow,
    TableShow,
    TextShow,
    TitleShow,
)
from films.script.numerals import PERCENT_BEFORE, Numeral, in_words, latin_digits, numerals, percent_words
from media.writing.breaks import is_spaceless

_QUOTED = re.compile(r"[“\"«„‚「『](?P<said>[^“”\"«»„‟「」『』]{8,400})[”\"»“‘」』]")
_WITHIN = " ,\u00a0\u202f\t"
"""What stands between two words of a sentence; after anything else another one may begin."""
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_BEFORE_NUMBERING = re.compile(r"(?:^|[/|:.!?;—–\n-])\W*(?:[^\W\d]+ ?#?|#)$")
_AFTER_NUMBERING = re.compile(r"\s*(?:[/:.)|–—-].*)?", re.DOTALL)
_MOST_PARTS = 30
_QUOTE_WORDS, _QUOTE_CHARS = 3, 8
_NOUNS_ARE_CAPITALISED = ("de", "lb", "nds")
_HEADLINE_SHARE, _SHORT_WORD = 0.8, 3
_STEM = 0.7
"""Words are the same name when so much of the shorter one begins the other: names are declined in many languages."""
_NO_NAMES = frozenset({"i", "i'm", "i've", "i'll", "i'd", "ok", "okay", "tv"})
_MOST_CHARS = 60


def not_in_article(script: Script, outline: Outline) -> list[str]:
    """What a script states that its article does not, a sentence a scene: "s3: not in the article: 40 %"."""
    article = _Article(outline, script.language or outline.language)
    found = [(scene.id, article.lacks(*_said(scene))) for scene in script.scenes]
    if script.end:
        found.append(("end", article.lacks([script.end.line], [])))
    title = article.lacks([script.title], [])
    return [f"{place}: not in the article: {', '.join(lacks)}" for place, lacks in [("title", title), *found] if lacks]


class _Article:
    """What an article says, ready to be looked up.

    Args:
        outline: The article.
        language: Of the script.
    """

    def __init__(self, outline: Outline, language: str) -> None:
        spoken = _base(outline.language) or _base(language) or "en"
        self._language = _base(language) or spoken
        self._languages = tuple(dict.fromkeys((spoken, self._language)))
        self._percents = percent_words(spoken)
        days = [
            _day_in_words(day, language) for day in (outline.published, outline.updated) for language in self._languages
        ]
        text = "\n".join([*_texts(outline.model_dump(exclude={"pictures", "notes"})), *filter(None, days)])
        self._numerals = list(numerals(text, spoken))
        self._numbers = {value for one in self._numerals for value in one.values} | set(_counts(outline))
        self._shares = _shares(self._numerals, text)
        self._plain = _folded(text)
        self._running = f" {' '.join(_words(text))} "
        self._names = {_folded(word) for word in _WORD.findall(text)}

    def lacks(self, texts: Sequence[str], quotes: Sequence[str]) -> list[str]:
        """The numbers, quotations and names in texts that the article does not have, each once."""
        found: list[str] = []
        for text in texts:
            found += self._numbers_in(text)
            found += [f"the quotation {_short(said)}" for said in _quotations(text) if not self._says(said)]
            named = _names(_without_numbers(text, self._language), self._language)
            found += [name for name in named if not self._knows(name)]
        found += [f"the quotation {_short(said)}" for said in quotes if not self._says(said)]
        return list(dict.fromkeys(found))

    def _numbers_in(self, text: str) -> Iterator[str]:
        for one in numerals(text, self._language):
            if not self._has(one) and not _counts_parts(one, text):
                yield one.text.strip()

    def _has(self, one: Numeral) -> bool:
        known = self._shares if one.is_percent else self._numbers
        if one.values & known:
            return True
        for word in self._words_of(one.values):
            around = [f"{word} {unit}" for unit in self._percents] + [f"{before}{word}" for before in PERCENT_BEFORE]
            if any(map(self._spells, around if one.is_percent else [word])):
                return True
        return False

    def _words_of(self, values: Iterable[Decimal]) -> Iterator[str]:
        for value in values:
            for language in self._languages:
                yield from filter(None, in_words(value, language))

    def _spells(self, word: str) -> bool:
        if any(map(is_spaceless, word)):
            return _folded(word) in self._plain
        return f" {' '.join(_words(word))} " in self._running

    def _says(self, said: str) -> bool:
        """Whether a quotation stands in the article word for word, but for what is left out at an ellipsis."""
        return all(_folded(part) in self._plain for part in re.split(r"…|\.\.\.|\[[^\]]*\]", said))

    def _knows(self, name: str) -> bool:
        """Whether every word of a name is in the article, in any form."""
        return all(self._has_word(_folded(word)) for word in _WORD.findall(name))

    def _has_word(self, word: str) -> bool:
        if word in self._names or (len(word) > 2 and word in self._plain):
            return True
        return any(_is_a_form(word, other) for other in self._names)


def _said(scene: Scene) -> tuple[list[str], list[str]]:
    """All texts of a scene, and those that are somebody's own words."""
    shown, quotes = _shown(scene.show)
    return [scene.say, *shown], quotes


def _shown(show: Show | Half) -> tuple[list[str], list[str]]:
    """The texts that a scene shows, and quotations; of a chart, the values with their unit."""
    match show:
        case TitleShow() | TextShow():
            return [show.text, show.kicker], []
        case ListShow():
            return [show.heading, *show.items], []
        case FigureShow():
            return [show.value, show.label], []
        case ChartShow():
            return [show.heading, *show.labels, *(f"{value:.15g} {show.unit}" for value in show.values)], []
        case TableShow():
            return [show.heading, *show.header, *(cell for row in show.rows for cell in row)], []
        case QuoteShow():
            return [show.by and f"by {show.by}"], [show.text]
        case PictureShow() | PlaceShow() | FilmShow():
            return [show.text], []
        case SplitShow():
            left, right = _shown(show.left), _shown(show.right)
            return left[0] + right[0], left[1] + right[1]
        case CodeShow():
            return [], []


def _texts(value: object) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _day_in_words(day: str, language: str) -> str:
    """A day such as "2025-09-01" with its month and weekday as texts of this language name them."""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        known, locale = date.fromisoformat(day), Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return ""
    return " ".join(format_date(known, shape, locale) for shape in ("EEEE d MMMM y", "LLLL", "MMM", "EEE"))


def _counts(outline: Outline) -> Iterator[Decimal]:
    """What can be counted in an article: the items of its lists, the rows of its tables, its chapters."""
    for block in outline.blocks:
        if isinstance(block, ListBlock):
            yield Decimal(len(block.items))
        if isinstance(block, Table):
            yield Decimal(len(block.rows))
    for level in range(1, 7):
        yield Decimal(sum(isinstance(block, Heading) and block.level == level for block in outline.blocks))


def _shares(found: Sequence[Numeral], text: str) -> set[Decimal]:
    """Numbers that are percentages, also the first of "30 to 40 %", and those that end a line, as in a table's cell."""
    shares: set[Decimal] = set()
    for at, one in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        leads = following is not None and following.is_percent and following.start - one.end <= _QUOTE_CHARS
        if following is not None and text[one.end : following.start].strip() in ("/", ":", "-", "–"):
            whole = {a for a in one.values for b in following.values if a + b == 100}  # "60/40"
            shares |= whole | {100 - value for value in whole}
        alone = one.is_bare and text[one.end : one.end + 1] in ("", "\n")
        if one.is_percent or leads or alone:
            shares |= one.values
    return shares


def _quotations(text: str) -> Iterator[str]:
    """What stands in quotation marks and is long enough to be somebody's words rather than a name."""
    for found in _QUOTED.finditer(text):
        said = found["said"]
        is_long = any(map(is_spaceless, said)) or len(said.split()) >= _QUOTE_WORDS
        if is_long:
            yield said


def _counts_parts(one: Numeral, text: str) -> bool:
    """Whether a number counts the film's own parts, such as "Step 3" or "Day 2: the lake"."""
    is_small = not one.is_percent and all(value in range(1, _MOST_PARTS + 1) for value in one.values)
    is_apart = _BEFORE_NUMBERING.search(text[: one.start]) and _AFTER_NUMBERING.fullmatch(text[one.end :])
    return is_small and bool(is_apart)


def _without_numbers(text: str, language: str) -> str:
    """The text with its numbers and their units struck out: "Milliarden" is no name."""
    for one in numerals(text, language):
        text = f"{text[: one.start]}{'0' * (one.end - one.start)}{text[one.end :]}"
    return text


def _names(text: str, language: str) -> Iterator[str]:
    """Runs of capitalised words that do not begin a sentence; none in headlines, which capitalise every word."""
    found = list(_WORD.finditer(text))
    if _is_headline(text, [one[0] for one in found]):
        return
    run: list[str] = []
    opens, end = True, 0
    for word in found:
        gap = text[end : word.start()]
        starts = not end or any(char not in _WITHIN for char in gap)
        if run and (gap.strip() or not _is_name(word[0])):
            yield from _run(run, opens, language)
            run = []
        if _is_name(word[0]):
            if not run:
                opens = starts
            run.append(word[0])
        end = word.end()
    yield from _run(run, opens, language)


def _is_headline(text: str, words: Sequence[str]) -> bool:
    long = [word for word in words if len(word) > _SHORT_WORD]
    capital = sum(word[0].isupper() for word in long)
    return len(long) > 2 and capital > _HEADLINE_SHARE * len(long) and not text.rstrip('”"»“ ').endswith((".", "…"))


def _run(words: Sequence[str], opens: bool, language: str) -> Iterator[str]:
    """The name in a run of capitalised words, without the one that is capitalised for beginning a sentence."""
    named = words[1:] if opens else words
    if len(named) >= (2 if language in _NOUNS_ARE_CAPITALISED else 1):
        yield " ".join(named)


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.casefold().replace("’", "'") not in _NO_NAMES and not word.isdigit()


def _is_a_form(word: str, other: str) -> bool:
    """Whether two words begin alike for most of the shorter, as the forms of one name do."""
    shorter = min(len(word), len(other))
    if shorter < 3:
        return word == other
    alike = next((at for at in range(shorter) if word[at] != other[at]), shorter)
    return alike >= max(3, _STEM * shorter) and abs(len(word) - len(other)) <= 5


def _folded(text: str) -> str:
    """Letters and digits alone, without case and marks, so that two ways of writing the same are equal."""
    letters = unicodedata.normalize("NFKD", latin_digits(text)).casefold()
    return "".join(char for char in letters if char.isalnum() or unicodedata.category(char) == "Mc")


def _words(text: str) -> list[str]:
    return [_folded(word) for word in _WORD.findall(text)]


def _base(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= _MOST_CHARS else f"“{text[: _MOST_CHARS - 1]}…”"
