"""What stands at the foot of a silent picture: the sentences that its scene says and does not show."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from films.article.sentences import is_spaceless, sentences, terms
from films.script.documents import (
    ChartShow,
    CodeShow,
    FigureShow,
    FilmShow,
    ListShow,
    PictureShow,
    PlaceShow,
    QuoteShow,
    Scene,
    Show,
    SplitShow,
    TableShow,
    TextShow,
    TitleShow,
)
from films.script.staging.parting import in_two

_MOST, _MOST_SPACELESS = (150, 84), (66, 38)
"""How many characters stand at the foot at once at most, in wide frames and in others: three lines."""

_MOST_WHOLE = 200
"""How many characters a card of a sentence takes at most."""

_MOST_LARGE, _MOST_LARGE_SPACELESS = 120, 52
"""How many characters a picture's own words have at most, where a whole sentence takes the place of a shorter one."""

_WITHIN = 0.75
_SAME = 0.62
"""A sentence of which so large a share of the words is in the picture already is not written below it again."""


def shown_texts(show: Show) -> tuple[str, ...]:
    """All words of a picture that a viewer reads, the large ones first; of a program only its name."""
    found: tuple[str, ...] = ()
    match show:
        case TitleShow() | TextShow():
            found = (show.text, show.kicker)
        case ListShow():
            found = (*show.items, show.heading)
        case FigureShow():
            found = (show.value, show.label)
        case ChartShow():
            found = (*show.labels, *(f"{value:.10g}{show.unit}" for value in show.values), show.heading)
        case TableShow():
            found = (*(cell for row in (show.header, *show.rows) for cell in row), show.heading)
        case QuoteShow():
            found = (show.text, show.by)
        case CodeShow():
            pass
        case PictureShow() | PlaceShow() | FilmShow():
            found = (show.text,)
        case SplitShow():
            found = (*shown_texts(show.left), *shown_texts(show.right))
    return tuple(text for text in found if text)


def dressed(scene: Scene) -> Scene:
    """The scene with its chapter's name above its words, where it begins one and nothing stands there."""
    match scene.show:
        case TextShow(kicker=""):
            named = "kicker"
        case ListShow(heading="") | ChartShow(heading="") | TableShow(heading=""):
            named = "heading"
        case _:
            return scene
    if not scene.chapter or scene.chapter.casefold() in " ".join(shown_texts(scene.show)).casefold():
        return scene
    return scene.model_copy(update={"show": scene.show.model_copy(update={named: scene.chapter})})


def captions_of(said: Sequence[str], *, is_wide: bool = True, whole: bool = False) -> tuple[str, ...]:
    """Sentences in pieces that stand at the foot of a picture one after another, each as much as can be read there.

    Args:
        said: The sentences.
        is_wide: Whether the frame is wider than high.
        whole: Sentences stay whole as long as a card takes them.
    """
    found: list[str] = []
    for sentence in said:
        for part in _parts(sentence, _MOST_WHOLE if whole else _most(sentence, is_wide=is_wide)):
            space = "" if is_spaceless(part) else " "
            joined = f"{found[-1]}{space}{part}" if found else part
            if found and len(joined) <= _most(joined, is_wide=is_wide):
                found[-1] = joined
            else:
                found.append(part)
    return tuple(found)


def _parts(sentence: str, most: int) -> list[str]:
    if len(sentence) <= most:
        return [sentence]
    halves = in_two(sentence) or (sentence[:most], sentence[most:])  # one word that is longer than any
    return [part for half in halves for part in _parts(half, most)]


def _most(text: str, *, is_wide: bool) -> int:
    wide, upright = _MOST_SPACELESS if is_spaceless(text) else _MOST
    return wide if is_wide else upright


def read_texts(show: Show) -> tuple[str, ...]:
    """The words of a picture that are read one by one; programs, charts and tables are looked over."""
    match show:
        case ChartShow() | TableShow():
            return (show.heading,) if show.heading else ()
        case SplitShow():
            return (*read_texts(show.left), *read_texts(show.right))
        case _:
            return shown_texts(show)


def unshown(scene: Scene) -> tuple[str, ...]:
    """The sentences that a scene says and does not show."""
    return _unshown(scene.say, shown_texts(dressed(scene).show))


def likeness(scene: Scene) -> float:
    """Which share of the words of what a scene says without showing it is seen all the same, from 0 to 1."""
    there = set(_terms(" ".join(shown_texts(dressed(scene).show))))
    said = _terms(" ".join(unshown(scene)))
    return sum(term in there for term in said) / len(said) if said else 1.0


def silent(scene: Scene) -> tuple[Scene, tuple[str, ...]]:
    """A scene as it is shown where nobody speaks, and the sentences at its foot.

    Nobody wants to read the same twice: words that shorten the first sentence give way to it, or stand for it where it
    is long.
    """
    own, below = dressed(scene), unshown(scene)
    match own.show:
        case TextShow(text=text) | PictureShow(text=text) | PlaceShow(text=text) if below and _shortens(text, below[0]):
            most = _MOST_LARGE_SPACELESS if is_spaceless(below[0]) else _MOST_LARGE
            shown = below[0] if len(below[0]) <= most else text
            return own.model_copy(update={"show": own.show.model_copy(update={"text": shown})}), below[1:]
        case _:
            return own, below


def _shortens(text: str, sentence: str) -> bool:
    """Whether a sentence has all that a text says."""
    words = set(_terms(text))
    return bool(words) and len(words & set(_terms(sentence))) >= _WITHIN * len(words)


@lru_cache(maxsize=4096)
def _unshown(say: str, shown: tuple[str, ...]) -> tuple[str, ...]:
    there = set(_terms(" ".join(shown)))
    return tuple(sentence for sentence in sentences(say) if not _is_among(sentence, there))


def _is_among(sentence: str, there: set[str]) -> bool:
    found = set(_terms(sentence))
    if not found:
        return True
    same = sum(term in there for term in found)
    return same >= _SAME * len(found)


def _terms(text: str) -> list[str]:
    """Words and numbers, or pairs of characters where words have no spaces between them."""
    numbers = [word for word in text.casefold().split() if any(map(str.isdigit, word))]
    short = [] if is_spaceless(text) else [word for word in text.casefold().split() if len(word) < 3 and word.isalpha()]
    return [*terms(text), *("".join(filter(str.isdigit, number)) for number in numbers), *short]
