"""Sets the texts of a film against the article that they are taken from: what was cut off, and what lost its unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from footage.edited_film import Finding, SourceFacts
from media.writing.breaks import is_spaceless
from quality.loose_ends import stops_short

_ELLIPSIS = re.compile(r"\s*(?:…|\.{3,})[\s\"'”’»)\]]*$")
_CODE = re.compile(
    r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).){1,400}?)(?<!`)\1(?!`)|<code[^>]*>([^<]{1,400})</code>", re.DOTALL
)
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_LEAST_CHARS = 8

# --- figures and their units ---------------------------------------------------------------------------------------

_NUMBER = re.compile(r"[+\-−±~≈<>]?\s?\d+(?:[.,\u00a0\u202f '’]\d+)*")
_SIGNS = r"[$€£¥₹₩₽₺₴₦₫฿₪]|US\$|R\$|CHF|USD|EUR|GBP|JPY"
_BEFORE = re.compile(rf"(?:{_SIGNS})\s?$")
_AFTER = re.compile(
    rf"""\s?(?:
    (?:{_SIGNS}|%|‰|°[CF]?|٪|％|[xX×](?!\w))
    |(?:percent|per\ cent|prozent|por\ ?ciento|por\ cento|pour\ cent|процент\w*|パーセント|퍼센트)
    |(?:प्रतिशत|بالمئة|بالمائة|في\ المئة|אחוז\w*)
    |(?:m|bn?|tn|k|M|B|T|K|G)(?!\w)
    |(?:thousand|million|billion|trillion|hundred|dozen)s?\b
    |(?:tausend|million(?:en)?|milliarden?|mio|mrd|mill?ones|mil(?:\ millones)?|milh(?:ão|ões)|bilh(?:ão|ões))\b
    |(?:milliards?|millions?|mille|mila|milion[ei]|miliard[oi])\b
    |(?:тыс\w*|млн|миллион\w*|млрд|миллиард\w*)
    |(?:مليون|مليار|ألف|آلاف|ملايين|אלף|אלפים|מיליון|מיליארד)
    |(?:हज़ार|हजार|लाख|करोड़|ล้าน|พัน|หมื่น|แสน)
    |[十百千万萬亿億兆]
    |(?:만|억|천|조)
    |(?:times|fold|fach|mal|veces|fois|vezes|raz|раз[а]?|倍|배)(?!\w)
    |(?:ms|µs|ns|s|sec|secs|seconds?|min|mins|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?)\b
    |(?:km|cm|mm|m²|km²|ha|mi|miles?|ft|feet|inch(?:es)?|kg|g|mg|t|lbs?|oz|l|ml|litres?|liters?)\b
    |(?:kb|mb|gb|tb|kib|mib|gib|bytes?|bits?|hz|khz|mhz|ghz|w|kw|mw|gw|kwh|mwh|v|fps|px|dpi|rpm|bpm|kcal|cal)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def against_source(
    texts: Sequence[str], figures: Sequence[tuple[str, str]], article: str, raw: str = ""
) -> SourceFacts:
    """What an article says of the texts of its film.

    Args:
        texts: What is shown and spoken, apart from programs.
        figures: Each number that is set large, with the words beside it.
        article: The article's own text, as it was read.
        raw: The article as it was written, to know what it marks as code; empty where that is not known.
    """
    if not article.strip():
        return SourceFacts()
    plain = _plain(article)
    findings = [found for text in dict.fromkeys(texts) if (found := _cut(text, plain))]
    findings += [found for figure, beside in dict.fromkeys(figures) if (found := _bare(figure, beside, article))]
    shown = "\n".join(texts)
    code = {piece for piece in _code(raw) if piece in shown}
    return SourceFacts(findings=tuple(findings), code=tuple(sorted(code)))


def _code(raw: str) -> Iterator[str]:
    for found in _CODE.finditer(raw):
        piece = " ".join((found[2] or found[3]).split())
        if len(piece) > 1:
            yield piece


def _cut(text: str, plain: str) -> Finding | None:
    """A text of the article that ends before the article does: in a word, or with dots that only the film has."""
    dots = _ELLIPSIS.search(text)
    bare = _plain(text[: dots.start()] if dots else text)
    if len(bare) < _LEAST_CHARS:
        return None
    ends = [at + len(bare) for at in _places(plain, bare)]
    if not ends:
        return None
    if dots:
        if any(plain[end : end + 1] == "…" for end in ends) or all(_is_over(plain, end) for end in ends):
            return None
        return Finding(kind="cut", text=text, reason="it ends in dots where the article goes on")
    if all(_in_a_word(plain, end) for end in ends):
        return Finding(kind="cut", text=text, reason="its last word is cut")
    if not _is_letter(bare[-1]):
        return None
    words = [_next_word(plain, end) for end in ends if _begins_sentence(plain, end - len(bare))]
    if words and len(words) == len(ends) and all(stops_short(bare, word) for word in words):
        return Finding(kind="short", text=text, reason=f"the article goes on with {words[0]!r}")
    return None


def _next_word(plain: str, end: int) -> str:
    found = _NEXT_WORD.match(plain, end)
    return found[1] if found else ""


def _begins_sentence(plain: str, at: int) -> bool:
    return at == 0 or plain[:at].rstrip(" \"'")[-1:] in ".!?…:\n"


def _places(plain: str, part: str) -> Iterator[int]:
    at = plain.find(part)
    while at >= 0:
        yield at
        at = plain.find(part, at + 1)


def _is_over(plain: str, end: int) -> bool:
    """Whether the sentence ends here too."""
    return plain[end : end + 1] in {"", ".", "!", "?", "。", "！", "？", "؟", "।", "\n"}


def _in_a_word(plain: str, end: int) -> bool:
    before, after = plain[end - 1 : end], plain[end : end + 1]
    return _is_letter(before) and _is_letter(after)


def _is_letter(char: str) -> bool:
    return bool(char) and char.isalpha() and not is_spaceless(char) and not _is_glued(char)


def _is_glued(char: str) -> bool:
    """Hangul: an ending may be dropped from a word without hurting it."""
    return "\uac00" <= char <= "\ud7a3"


def _plain(text: str) -> str:
    """A text to be searched: one form of letters, quotes, dots and spaces."""
    text = unicodedata.normalize("NFKC", text).replace("...", "…")
    text = re.sub(r"[‘’ʼ]", "'", re.sub(r"[“”„«»]", '"', text))
    return re.sub(r"[^\S\n]+", " ", re.sub(r"\s*\n\s*", "\n", text)).strip()


def _bare(figure: str, beside: str, article: str) -> Finding | None:
    """A number without the unit that it has wherever the article tells it."""
    found = _NUMBER.search(figure)
    if not found:
        return None
    number = found[0].strip()
    rest = figure.replace(found[0], " ", 1).strip()
    digits = number.lstrip("+-−±~≈<> ")
    if rest or _begins_with_unit(beside, article, digits):
        return None
    written = [_as_written(article, at.start(), at.end()) for at in _alone(article, digits)]
    if not written or not all(written):
        return None
    return Finding(kind="unit", text=figure, reason=f"the article writes {written[0]!r}")


def _begins_with_unit(beside: str, article: str, digits: str) -> bool:
    """Whether the words beside a number begin with what follows it in the article: "45" and "minutes of work"."""
    unit = _AFTER.match(beside)
    return unit is not None and any(
        article[at.end() :].lstrip()[:40].casefold().startswith(unit[0].strip().casefold())
        for at in _alone(article, digits)
    )


def _alone(article: str, digits: str) -> Iterator[re.Match[str]]:
    """Where a number stands that is not a part of a longer one."""
    return re.finditer(rf"(?<![\d.,]){re.escape(digits)}(?![.,]?\d)", article)


def _as_written(article: str, start: int, end: int) -> str:
    """A number with its unit, if it has one."""
    before = _BEFORE.search(article[max(0, start - 5) : start])
    after = _AFTER.match(article, end)
    if not before and not after:
        return ""
    return f"{before[0] if before else ''}{article[start:end]}{after[0] if after else ''}"
