"""Sentences for a film: that stand alone, without what a listener does not need, shortened where grammar allows.

A sentence that cannot be shortened cleanly stays whole or is left out: nothing is ever cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from films.article.sentences import is_dense, is_spaceless, stop_of
from films.script.documents import SHOWN_CHARS, SHOWN_WORDS
from films.script.writer.language import Language

SHOWN_SPACELESS = 34
"""How many characters fit a glance in scripts without spaces, where each says more."""

PAGE_CHARS, PAGE_SPACELESS = 185, 80
"""What still fits a card of text, if it cannot be said shorter."""

_BRACKETS = re.compile(r"(?:(?:^|\s)[(\[]|(?<=[\u0e00-\uffef])[(\[]|\s?（)[^()（）\[\]]*[)）\]]")
"""Not those within a word, such as "fast(er)"."""

_FOOTNOTE = re.compile(r"\[\^?[\w-]{1,12}\](?!\()|[¹²³⁴⁵⁶⁷⁸⁹⁰]+(?=[.,;\s]|$)")
_ASIDE = re.compile(r"\s[–—]\s[^–—]+\s[–—]\s|—[^—]+—")
_LEAD_MARKS = re.compile(r"^[^\w\"“”'‘’«»„「『¿¡<$€£¥₹~≈+\-@#/\u0e00-\u0e7f\u0900-\u097f]+")
_EMOJI = re.compile("[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+")
_MARKUP = re.compile(r"https?://|www\.|[{}<>|]|\]\(|\*\*|`|\\|::|==|\S+@\S+\.\S|[/\w]+/\w+/\w+")
_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"), ("„", "“”"), ("(", ")"), ("（", "）"), ("[", "]"))
_QUESTION = re.compile(r"[?？؟][\"”’»」』)\]]*$")
_COLON_END = re.compile(r"[:：]$")
_GOES_ON = re.compile(r"(?:[:：…]|\.\.\.)$")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_FINAL = re.compile(r"[.。।؛;,，、]+$")
_WEB_LEAD = re.compile(r"^(?:note|tip|warning|important|update|edit|hinweis|tipp|nota|注|※)\s?[:：]", re.IGNORECASE)
_FEW_WORDS, _FEW_CHARS, _FEW_SPACELESS = 4, 20, 9
_SHORT_WORD = 4
_EARLY_WORDS, _SMALL_WORDS, _PHRASE_WORDS = 4, 8, 6
_BYLINE_WORDS, _HEADLINE = 8, 0.5
_AFTER_QUOTE = re.compile(r"[\"”»]\s*([^\"”»]+)$")
_ENDED = re.compile(r"[.!?…:;。！？।؟][\"”’»」』)\]]*$")
_MAIN_WORDS, _CLAUSE_WORDS, _SUBJECT_WORDS = 5, 2, 5
_NEGATION = re.compile(r"\b(?:not|n[’']t|nicht|kein\w*|no|ne|n[’']\w+|non|não|не)\b", re.IGNORECASE)
"""What a clause after it takes back: "not only the city, but ...". """

_ONE_BY_ONE = re.compile(
    r"(?:one|(?:the )?first|another|eine[rs]?|(?:der|die|das) erste|l’une?|l'une?|(?:le premier|la première)|un[oa]"
    r"|(?:el primero|la primera)|uma?|(?:o primeiro|a primeira)|il primo|la prima|перв\w+|одн\w+|один)(?!\w)",
    re.IGNORECASE,
)
"""What is told of each of several behind a clause that only counts them: "gave two talks; one on stars". """

_SPEECH_CHARS = 16
"""A verb of saying so near to the end of a clause has what is said behind it."""


def cleaned(text: str) -> str:
    """A text without brackets, footnote marks, emoji, asides between dashes and marks before its first word."""
    bare = _FOOTNOTE.sub("", _EMOJI.sub(" ", text))
    for _ in range(3):
        bare = _BRACKETS.sub("", bare)
    bare = _ASIDE.sub(_aside, bare).replace("`", "")
    bare = _LEAD_MARKS.sub("", " ".join(bare.split())).strip()
    return re.sub(r"\s+([.,;:!?%،؛؟。、])", r"\1", bare) if not re.search(r"\s[?!;:»]", text) else bare


def _aside(found: re.Match[str]) -> str:
    """What is left of an aside: nothing, but where it says who is meant, as in "and, most of all — our users — win"."""
    before = found.string[: found.start()]
    return found.group() if re.search(r",[^,]{0,25}$", before) else " "


def standing(sentence: str, language: Language) -> str:
    """The sentence as it stands alone, without the connective that it begins with; empty where it cannot."""
    bare = without_connective(cleaned(_WEB_LEAD.sub("", sentence.strip()).strip()), language)
    bare = _without_inserted(bare, language)
    if not bare or not is_whole(bare) or _is_open(bare, language):
        return ""
    if is_question(bare) or _GOES_ON.search(bare) or is_small(bare) or _is_byline(bare, language):
        return ""
    return bare


def led(sentence: str, language: Language) -> str:
    """A sentence as it stands alone, also one that leads with a colon to what is shown beside it."""
    bare = sentence.strip()
    if _COLON_END.search(bare):
        bare = bare[:-1].rstrip() + stop_of(bare)
    return standing(bare, language)


def is_question(text: str) -> bool:
    """Whether it ends as a question."""
    return _QUESTION.search(text.strip()) is not None


def shown(sentence: str, language: Language) -> str:
    """What of a sentence is read at a glance: all, or all but clauses of less weight; empty if that is too long."""
    return next((short for short in _shorter(sentence, language) if fits_glance(short)), "")


def paged(sentence: str, language: Language) -> str:
    """The sentence, a shorter form that says nothing else, or its main clause, as a card of text; else nothing."""
    most = PAGE_SPACELESS if is_dense(sentence) else PAGE_CHARS
    forms = (*_shorter(sentence, language), *_main_clauses(sentence, language))
    return next((text for text in forms if len(text) <= most), "")


def is_long(sentence: str) -> bool:
    """Whether it is too long for a card, and to be listened to."""
    return len(sentence) > (PAGE_SPACELESS if is_dense(sentence) else PAGE_CHARS)


def fits_glance(text: str) -> bool:
    """Whether a text is read at a glance."""
    if is_dense(text):
        return len(text) <= SHOWN_SPACELESS
    return len(text) <= SHOWN_CHARS and len(text.split()) <= SHOWN_WORDS


def without_connective(text: str, language: Language) -> str:
    """The text without "However," and the like before it; nothing where it begins with one that cannot be dropped."""
    for _ in range(3):
        found = language.begins("connectives", text)
        if not found:
            return text
        rest = text[len(found) :]
        if found[-1] in "、，,":
            text = rest
        elif re.match(r"\s?[,،，、:]\s?", rest):
            text = re.sub(r"^\s?[,،，、:]\s?", "", rest)
        elif language.begins("coordinators", text) == found and rest[:1].isspace():
            text = rest.strip()
        else:
            # "Next year": a part of the sentence, not of what stands before it.
            return text if language.begins("adverbs", text) == found else ""
        text = capitalised(text.strip())
    return text


def without_purpose(text: str, language: Language) -> str:
    """A step without what it is for: "Scald them so they are easier to peel"."""
    words = "|".join(re.escape(word) for word in sorted(language.words("purpose"), key=len, reverse=True))
    found = re.search(rf",?\s(?:{words})(?!\w)[^,،;]*$", text) if words else None
    return text[: found.start()] if found and len(text[: found.start()].split()) > 1 else text


def _without_inserted(text: str, language: Language) -> str:
    """Without a connective between commas, or behind the last one."""
    droppable = set(language.words("connectives")) - set(language.words("coordinators"))
    words = "|".join(re.escape(word) for word in sorted(droppable, key=len, reverse=True) if len(word) > _SHORT_WORD)
    if not words or language.is_spaceless:
        return text
    text = re.sub(rf"[,،]\s(?:{words})[,،](?=\s)", "", text, flags=re.IGNORECASE)
    return re.sub(rf"[,،]\s(?:{words})(?=[.!]?$)", "", text, flags=re.IGNORECASE)


def capitalised(text: str) -> str:
    """With a large first letter, unless the first word is a name that begins small, such as "useEffect" or "npm"."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.islower() or len(first) < 2 else text


def is_whole(text: str) -> bool:
    """Whether all its quotation marks and brackets are closed, and no markup or address is in it."""
    if _MARKUP.search(text) or text.count('"') % 2:
        return False
    return all(text.count(opening) == sum(map(text.count, closing)) for opening, closing in _PAIRS if opening != "„")


def _is_open(text: str, language: Language) -> bool:
    """Whether it leans on what stands around it, or is furniture of the page."""
    if language.has("dangling", text) or language.has("furniture", text):
        return True
    if language.begins("open", text) or language.begins("questions", text):
        return True
    words = text.split()
    if not language.is_spaceless and any(language.is_one_of("open", " ".join(words[-few:])) for few in (1, 2)):
        return True
    return not language.is_spaceless and any(language.has("loose", part) for part in _leaning(text))


def _leaning(text: str) -> Iterator[str]:
    """Where a pronoun has nothing before it to stand for: the first words, and those after a first phrase."""
    words = text.split()
    yield " ".join(words if len(words) <= _SMALL_WORDS else words[:_EARLY_WORDS])
    said = _AFTER_QUOTE.search(text)
    if said and len(said[1].split()) <= _EARLY_WORDS:
        yield said[1]
    first, _, rest = text.partition(", ")
    if len(first.split()) <= _PHRASE_WORDS:
        yield " ".join(rest.split()[:1])


def _is_byline(text: str, language: Language) -> bool:
    """Whether it is a line of names and dates, or a headline: no sentence, for nothing ends it."""
    if language.is_spaceless or _ENDED.search(text):
        return False
    words = [word for word in text.split() if word[:1].isalpha()]
    headline = language.code != "de" and sum(word[:1].isupper() for word in words) > _HEADLINE * len(words)
    return headline or (bool(re.search(r"\d", text)) and len(text.split()) <= _BYLINE_WORDS)


def is_small(text: str) -> bool:
    """Whether it is too short to say anything."""
    letters = sum((2 if _HANGUL.match(char) else 1) for char in text if unicodedata.category(char)[0] in "LMN")
    if is_spaceless(text):
        return letters < _FEW_SPACELESS
    return len(text.split()) < _FEW_WORDS or letters < _FEW_CHARS - 4


def _shorter(sentence: str, language: Language) -> Iterator[str]:
    """A sentence, and ever shorter forms of it that say nothing else."""
    whole = _FINAL.sub("", sentence.strip())
    yield whole
    plain = _without_relative(whole, language)
    yield plain
    for text in (whole, plain):
        yield _without_tail(text, language)


def _without_relative(text: str, language: Language) -> str:
    """Without a clause after ", which": the last of the sentence, or the one behind its subject.

    One inside another, or several, are left: which comma closes which is not to be told without grammar.
    """
    words = "|".join(re.escape(word) for word in sorted(language.words("which"), key=len, reverse=True))
    # A capital after it: German "das Haus" is no clause.
    found = re.search(rf"[,،]\s(?=(?:{words})(?!\w)(?!\s+[A-ZÄÖÜ]))", text) if words else None
    if not found or language.has("speech", text[: found.start()]):
        # "He said, the bridge opens": what is said is no clause of less weight.
        return text
    head, (clause, *rest) = text[: found.start()], re.split(r"[,،]\s", text[found.end() :])
    if len(clause.split()) < _CLAUSE_WORDS or not (head := head.strip()):
        return text
    if not rest:
        return head if _carries(head, language) else text
    is_subject = len(head.split()) <= _SUBJECT_WORDS and len(rest) == 1
    goes_on = not re.match(rf"(?:{words})(?!\w)", rest[0]) and not language.begins("connectives", rest[0])
    return f"{head} {rest[0]}" if is_subject and goes_on and len(rest[0].split()) >= _CLAUSE_WORDS else text


def _without_tail(text: str, language: Language) -> str:
    """Without examples at its end."""
    words = "|".join(re.escape(word) for word in sorted(language.words("tails"), key=len, reverse=True))
    found = re.search(rf"(?:[,،]\s|\s[–—-]\s|\s)(?:{words})(?!\w)[^,،;:]*$", text) if words else None
    head = text[: found.start()] if found else text
    return head if _carries(head, language) else text


def _main_clauses(sentence: str, language: Language) -> Iterator[str]:
    """A sentence without what is joined to its main clause at the end, ever more of it."""
    whole = _FINAL.sub("", sentence.strip())
    words = [*language.words("which"), *language.words("adversatives")]
    joined = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    participle = r"|\w{3,}ing\s" if language.code == "en" else ""
    # Nothing may follow the clause: what stands between two commas parts a subject from its verb.
    opens = rf"[,،]\s(?=(?:(?:{joined})(?!\w)(?!\s+[A-ZÄÖÜ]){participle})[^,،]*$)" if joined else "(?!)"
    for found in reversed([*re.finditer(rf"[;؛]\s|；|\s[–—]\s|{opens}", whole)]):
        head = whole[: found.start()].strip()
        counts = _ONE_BY_ONE.match(whole[found.end() :])
        leans = counts or language.begins("subordinate", head) or language.has("speech", head[-_SPEECH_CHARS:])
        if _carries(head, language) and is_whole(head) and not leans and not _NEGATION.search(head):
            yield head


def _carries(head: str, language: Language) -> bool:
    """Whether the first part of a sentence can be a sentence."""
    if language.begins("subordinate", head) and not re.search(r"[,،]", head):
        return False
    return len(head) >= SHOWN_SPACELESS // 3 if is_spaceless(head) else len(head.split()) >= _MAIN_WORDS
