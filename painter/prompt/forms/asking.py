"""Reads what a prompt asks for: what is to be seen and written, how it is filmed, what is said, and in which shots.

Everything after this works with what it finds: `text` is about the film's subject alone, `whole` has the words about
light, camera and mood besides.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from painter.prompt.brand import without_brand
from painter.prompt.forms.directions import is_filmed, only_directions, shown
from painter.prompt.forms.messages import labelled_call, tells, without_story_labels
from painter.prompt.forms.orders import describes_a_shot, without_last_order, without_order
from painter.prompt.forms.shots import Shot, shots_of, timed
from painter.prompt.forms.structure import form_of
from painter.prompt.forms.wording import Wording, wording
from painter.prompt.forms.writing import QUOTED, clean, legible

_HELD = "\ue000{}\ue001"
_HELD_AT = re.compile("\ue000(\\d+)\ue001")
_RATIO = r"(?:16|9|1|4|3|21|5|2\.35|2\.39|1\.85)\s?[:x×]\s?(?:9|16|1|3|4|5|2)"
_FORMAT = re.compile(
    rf"(?:\b(?:in|at|with|as|for)\s+)?(?:an?\s+)?(?:\b(?:format|formato|rasio|aspect ratio|формат|"
    rf"比例)\s*:?\s*)?(?<![\d:.])(?:{_RATIO})(?![\d:%])(?:\s+(?:aspect ratio|format|ratio|vertical|"
    r"portrait|horizontal|video|widescreen))*"
    r"|(?:\b(?:in|at|with)\s+)?(?:stunning\s+|full\s+|ultra\s+)?\b(?:[48]k(?:\s+(?:uhd|hdr|ultra hd|resolution|"
    r"quality))?|uhd|full hd|1080p|720p|2160p|\d{2,3}\s?fps|hdr)\b"
    r"|\bseed\s?[:=]?\s?\d+\b"
    r"|(?:\b(?:in|with|as)\s+)?(?:an?\s+)?\b(?:vertical|portrait|landscape|horizontal|square|widescreen)\s+(?:format|"
    r"video|orientation|mode|aspect ratio|layout|screen)\b"
    r"|\b(?:in|with)\s+(?:extreme\s+|super\s+|beautiful\s+)?(?:slow[\s-]motion|slow-mo|time[\s-]?lapse)\b"
    r"|\bin\s+(?:an?\s+|the\s+)?(?:cinematic|photorealistic|realistic|hyperrealistic|anime|cartoon|pixar|disney|ghibli|"
    r"studio ghibli|watercolou?r|claymation|stop[\s-]motion|3d|2d|retro|vintage|noir|minimalist|comic(?: book)?|flat|"
    r"paper(?: cut)?|neon|editorial|blueprint|pixel(?: art)?)\s+(?:animation\s+)?style\b"
    r"|\bin the style of [^,.;!?]+|\bim (?:hoch|quer)format\b|\bin zeitlupe\b|\bau ralenti\b|\bformat vertical\b|"
    r"\ben formato vertical\b|\b(?:en|a) c[áa]mara lenta\b|\bem c[âa]mera lenta\b|\bal rallentatore\b|"
    r"\bв замедленной съ[её]мке\b|縦型動画|縦型で?|横型で?|スローモーションで?|高画質で?|竖屏|横屏|慢动作|슬로우 "
    r"모션으로?",
    re.IGNORECASE,
)
MEANS = re.compile(
    r"\s+(?:using|with|in|through)\s+(?:an?\s+)?(?:[\w-]+\s+){0,3}?(?:animations?|audio|music|graphics|narration|"
    r"voice[\s-]?overs?|"
    r"captions|subtitles|transitions|text overlays?|stock footage|b-roll|infographics|sound effects|visuals)"
    r"(?:(?:,| and| &) (?:[\w-]+\s+){0,3}?(?:animations?|audio|music|graphics|narration|voice[\s-]?overs?|captions|"
    r"subtitles|transitions|text overlays?|stock footage|b-roll|infographics|sound effects|visuals))*(?=$|[.,;!?])",
    re.IGNORECASE,
)
"""By what means a film tells something."""

_BOXED = re.compile(r"【[^】]{1,14}】|\*\*[^*\n]{1,30}:\*\*")
_LENGTH = re.compile(
    r"(?P<edge>^|[,;.(\[|，、。；（：]|\s[-–—])\s*(?:about |around |approx\.? |max\.? |ca\. |circa |length |duration |"
    r"duration of )?(?:\d{1,3}\s?[-–]\s?)?\d{1,3}\s?-?"
    r"(?:s|sec|secs|seconds?|sek|sekunden?|secondes?|segundos?|secondi|сек\w*|saniye|detik|giây|秒|초)"
    r"(?: long| lang| video| clip| duration| max)?\s*(?=$|[,;.)\]|，、。；）])",
    re.IGNORECASE,
)
_SIZED = re.compile(
    r"(?:^|(?<=[.!?;\n]))\s*(?:an?\s+)?\d{1,3}\s?-?\s?(?:s|sec|secs|seconds?|min|minutes?)\s+(?:\w+\s+){0,2}(?:video|clip|film|"
    r"spot|ad|promo|reel|short|intro|outro|teaser|trailer|bumper|animation|loop|story|commercial|explainer)s?\s*(?=$|[.!?;\n])",
    re.IGNORECASE,
)
"""A sentence that says nothing but how long what is to be made."""

_SAYS = (
    r"says?|said|whispers?|shouts?|asks?|replies|yells?|murmurs?|exclaims?|announces?|sings?|narrates?|speaks?|sagt|"
    r"ruft|flüstert|fragt|dit|crie|demande|murmure|dice|grita|pregunta|susurra|diz|fala|pergunta|sussurra|chiede|zegt|"
    r"vraagt|говорит|шепчет|спрашивает|кричит|mówi|pyta|szepcze|diyor|berkata|nói"
)
_QUOTE = r"[“\"«「『„]([^”\"»」』“]{1,400})[”\"»」』“]"
_SPOKEN = (
    re.compile(
        rf"(?:,?\s*(?:and|und|et|y|e|и)\s+)?\b(?:{_SAYS})\b(?:\s+(?:softly|loudly|quietly|calmly|excitedly|"
        rf"cheerfully|slowly|to (?:the )?camera|directly to (?:the )?camera|in a [\w ,-]{{3,40}} voice|with [\w "
        rf",-]{{3,40}}))*\s*(?:\([^)]*\))?\s*[,:：]?\s*{_QUOTE}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:说道?|說道?|问道?|喊道?|と言う|と言った|と話す|라고 말(?:한다|하며))\s*[,:：]?\s*{_QUOTE}"),
    re.compile(rf"\[[^\]\n]{{2,90}}\]\s*[:：]\s*{_QUOTE}"),
    re.compile(rf"{_QUOTE}(?:と言う|と言った|とつぶやく|라고 말(?:한다|하며|했다))"),
    re.compile(
        rf"(?:^|(?<=[.\n!?]))\s*(?:[A-Z][\w .'-]{{0,24}}|dialogue|voice[\s-]?over|"
        rf"narrator)\s*(?:\([^)]*\))?\s*:\s*{_QUOTE}"
    ),
    re.compile(rf"\b(?:{_SAYS})\s*[:：]\s+(?![“\"«])([^.!?\n]{{2,160}}[.!?]?)", re.IGNORECASE),
)
_REFUSED = re.compile(
    r"(?!(?:blurr?y?|warped|distorted|bad|low|poor|ugly|unreadable|extra|deformed|flicker\w*|inconsistent|changed|grainy|noisy|garbled|"
    r"misspelled|wrong)\b)[^\s]+(?:\s[^\s]+)?",
    re.IGNORECASE,
)
"""What a negative prompt leaves out, rather than a fault that models make."""

_MOST_SAID = 4


class Asked(NamedTuple):
    """What a prompt asks for."""

    text: str
    """What the film is about, in its own words: without instructions, formats, camera and light."""

    whole: str
    """The same with the words about how to film it, and with what must not be there."""

    things: str = ""
    """The text with what must not be there."""

    before: str = ""
    """What a list of shots has in front of it, about the film's subject."""

    body: str = ""
    """The text with its lines, and with all that it says."""

    order: str = ""
    """The instruction, such as "make a 30 second explainer about"."""

    titles: tuple[str, ...] = ()
    """What the prompt says is to be written."""

    spoken: tuple[str, ...] = ()
    """What somebody says."""

    shots: tuple[Shot, ...] = ()
    """The shots that the prompt lists, each in its own words."""

    is_described: bool = False
    """Whether it describes pictures, as prompts for video models do, rather than telling a message."""

    stated: Wording = Wording("")
    """The texts that are to be shown as they are, and what remains of the prompt."""

    call: str = ""
    """What the viewer is asked to do, where the prompt names it so: "CTA: start free"."""


def asked(prompt: str) -> Asked:
    """Read what a prompt asks for.

    Args:
        prompt: Any text in any language.
    """
    return _asked(legible(prompt))


@functools.lru_cache(maxsize=64)
def _asked(prompt: str) -> Asked:
    prompt, call = labelled_call(prompt)
    prompt, last_order = without_last_order(without_story_labels(prompt))
    form = form_of(prompt)
    listed = shots_of(form.seen)
    shots = tuple(map(timed, form.shots))
    shots = shots if len(shots) > 1 else listed.shots
    body = listed.before if listed.shots else form.seen
    body, spoken = _without_speech(body)
    stated = wording(body)
    body = clean(stated.rest)
    whole_text, order = without_order(clean(without_brand(body)))
    order = f"{order} {last_order}".strip()
    lines = without_order(without_brand(stated.rest)).rest
    text = about(whole_text)
    is_described = (
        bool(form.manner)
        or describes_a_shot(clean(body))
        or len(text) < len(_spaced(_SIZED.sub(" ", whole_text)).lstrip(". ")) - 1
    )
    is_described = is_described and (is_filmed(whole_text) or not tells(text))
    shots = shots if len(shots) > 1 else ()
    told = " ".join(_closed(shot.text) for shot in shots)
    before = text if shots and not only_directions(text) else ""
    if shots and not re.search(r"\w", text):
        text = about(clean(shots[0].text))
    refusals = _refusals(form.never)
    extra = " ".join(part for part in (told, form.manner, refusals) if part)
    whole = clean(f"{_closed(body)} {extra}" if extra else body)
    things = clean(f"{_closed(text)} {told} {refusals}") if told or refusals else text
    said = (*form.said, *spoken)[:_MOST_SAID]
    return Asked(text, whole, things, before, lines, order, form.titles, said, shots, is_described, stated, call)


def _refusals(never: str) -> str:
    """What a negative prompt leaves out, as sentences."""
    parts = (part.strip() for part in re.split(r"[,;.]", never))
    return " ".join(f"no {part}." for part in parts if _REFUSED.fullmatch(part))


def about(text: str) -> str:
    """A text in one line without formats, lengths and directions; quoted words stay as they are."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found.group(0))
        return _HELD.format(len(held) - 1)

    bare = QUOTED.sub(hold, text)
    bare = _BOXED.sub(" ", MEANS.sub("", bare))
    bare = _LENGTH.sub(r"\g<edge>", _FORMAT.sub(" ", _SIZED.sub(" ", bare)))
    bare = without_order(_spaced(bare)).rest
    bare = _spaced(shown(bare))
    if not re.search(r"\w|\ue000", bare):
        return text
    return _HELD_AT.sub(lambda found: held[int(found[1])], bare)


def _without_speech(text: str) -> tuple[str, tuple[str, ...]]:
    said: list[tuple[int, str]] = []
    for pattern in _SPOKEN:
        said += [(found.start(), found.group(1).strip()) for found in pattern.finditer(text)]
        text = pattern.sub(". ", text)
    return text, tuple(words for _, words in sorted(said, key=lambda one: one[0]) if words)


def _closed(text: str) -> str:
    return text if not text or text[-1] in ".!?。！？" else f"{text}."


def _spaced(text: str) -> str:
    text = re.sub(r"[\[(]\s*[\])]", " ", text)
    text = re.sub(r"\s+([,;.!?])", r"\1", " ".join(text.split()))
    text = re.sub(r"[，、](?:\s*[，、])+", "，", text)
    return re.sub(r"(?:[,;.]\s*)+([,;.!?])(?=\s|$)", r"\1", text).strip(" ,;")
