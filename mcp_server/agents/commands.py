"""Bare text that is plainly a command and no prompt of a film. Nothing is guessed: what is not plain is a prompt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast
from urllib.parse import urlsplit

QUOTE_ID = re.compile(r"\bquote_[0-9a-zA-Z]{1,64}\b")
_OWN_ID = re.compile(r"\b(?:job|task)_[0-9a-f]{20}\b")
_URL = re.compile(r"(?:https?|gs)://[^\s<>\"'`]+", re.IGNORECASE)
_LEAST_S, _MOST_S = 1, 180

Topic = Literal["help", "files", "article", "captions", "enhance", "check", "edit", "it", "publish"]
"""What is asked for that needs more than the text says: the answer says what to send."""


@dataclass(frozen=True)
class Call:
    """A tool is to be called."""

    tool: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True)
class Decide:
    """An answer to the question whether a price is agreed to; without a quote it says yes to nothing in particular."""

    approve: bool
    quote_id: str | None = None


@dataclass(frozen=True)
class Look:
    """Somebody wants to know how these jobs or tasks stand; none of a conversation's own."""

    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stop:
    """A job or a task is to be stopped; None for the one that is being talked about."""

    id: str | None = None


@dataclass(frozen=True)
class Say:
    """What can be done is to be told; `about` are addresses in the text."""

    topic: Topic
    about: tuple[str, ...] = ()


Wish = Call | Decide | Look | Stop | Say

_PLEASE = r"(?:(?:please|pls|can you|could you|would you|will you|hey|hi|ok|okay|now|then)[,!.]?\s+)*"
_IT = (
    r"(?:it|this|that|them|the (?:video|film|movie|clip|job|task|render(?:ing)?)|my (?:video|film|movie|clip|job|task))"
)
_END = r"(?:\s*,?\s*(?:please|pls|now|again|yet|already|for me|thanks|thank you|asap|so far))*\s*[.!?…]*"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_PLEASE}(?:{pattern}){_END}", re.IGNORECASE)


_YES = _whole(rf"(?:i |we )?(?:approved?|accept(?:ed)?|agreed?)(?: (?:to )?(?:{_IT}|the (?:price|quote|cost)))?")
_YES_TO = _whole(rf"(?:i |we )?(?:approved?|accept(?:ed)?|agreed?)(?: to)?(?: the)?(?: quote)?:? ({QUOTE_ID.pattern})")
_NO = _whole(
    rf"(?:no|nope|no,? thanks?|no,? thank you|declined?|reject(?:ed)?|refused?|don'?t|do not approve|don'?t approve"
    rf"|too expensive|(?:declined?|reject|refuse)(?: {_IT}| the (?:price|quote|cost))?)"
)
_NO_TO = _whole(
    rf"(?:no|decline|reject|refuse|do not approve|don'?t approve)(?: the)?(?: quote)?[:,]? ({QUOTE_ID.pattern})"
)
_STOP = _whole(
    rf"(?:cancel|stop|abort|kill|halt)(?: {_IT}| making {_IT}| everything)?|never ?mind|forget (?:about )?it"
)
_STOP_ID = _whole(rf"(?:cancel|stop|abort|kill|halt)(?: the)?(?: job| task)?:? ({_OWN_ID.pattern})")
_LOOK = _whole(
    rf"(?:what(?:'s| is) the )?(?:status|progress|state)(?: (?:of|on|for) {_IT}| update)?"
    rf"|(?:is|are) {_IT} (?:done|ready|finished|there|still running|complete)"
    rf"|how (?:far|long|much longer)(?: (?:is|does|will|until) {_IT}(?: along| done| take| still take)?)?"
    rf"|(?:any )?(?:news|update)s?|done|ready|finished|how(?:'s| is) {_IT} (?:going|coming along|doing)"
    rf"|where(?:'s| is) {_IT}|(?:show|get|give|send) me {_IT}|(?:show|get|fetch|check)(?: on)? {_IT}"
)
_LIST = _whole(
    r"(?:list|show|get|give|which are|what are)(?: me)?(?: all)?(?: of)?"
    r"(?: (?:my|our|the|your|recent|latest|last|all))* (?:videos|films|jobs|tasks|clips|movies)"
    r"(?: (?:we|i|you) (?:have )?(?:made|have))?"
    r"|(?:what|which) (?:videos|films|jobs|tasks|clips)"
    r"(?: (?:are there|do (?:we|i|you) have|have (?:we|i|you) (?:made|got)))?"
    r"|what (?:did|have) (?:we|i|you) (?:make|made)(?: (?:today|yesterday|so far|this week))?"
)
_MONEY = _whole(
    r"(?:(?:what(?:'s| is)|check|show|tell|get|how much is)(?: me)?(?: (?:my|our|the|your|left (?:in|of)))* )?"
    r"(?:budget|balance|spending|spend|credits?)(?: (?:left|status|remaining|report|check))?"
    r"|how much (?:money |budget |credit )?(?:is|do (?:we|i) have|have (?:we|i)|did (?:we|i))"
    r"(?: (?:left|spent|spend|remaining|used|cost))*(?: (?:this|last) (?:month|week|day)| today)?"
    r"|what (?:have|did) (?:we|i) (?:spent|spend)(?: (?:this month|today|so far|on (?:videos|films)))?"
    r"|check_budget|list_jobs"
)
_HELP = _whole(
    r"help(?: me)?|what can you do|what do you do|who are you|how (?:does|do) (?:this|you|it) work|usage"
    r"|(?:hello|hi|hey)(?: there)?|good (?:morning|afternoon|evening)|ping|test|testing|are you there"
    r"|what are your skills|(?:list|show)(?: me)?(?: your)? (?:skills|tools|capabilities|options)"
)
_GREETINGS = frozenset({"hi", "hey", "hello", "ok", "okay"})
_ABOUT_IT: tuple[tuple[Topic, re.Pattern[str]], ...] = tuple(
    (cast("Topic", topic), _whole(pattern))
    for topic, pattern in (
        ("captions", rf"(?:caption|subtitle) {_IT}|(?:add|put|burn(?: in)?|make|create|generate)(?: some)?"
         rf" (?:captions|subtitles)(?: (?:on|to|for|into|in|over) {_IT})?"),
        ("enhance", rf"(?:enhance|upscale|denoise|sharpen|stabili[sz]e|improve(?: the quality of)?|clean up) {_IT}"),
        ("check", rf"(?:check|judge|rate|review|measure|assess)(?: the)? (?:quality(?: of {_IT})?|{_IT} for quality)"),
        ("edit", rf"(?:trim|cut|crop|shorten|lengthen|speed up|slow down|edit|reverse|loop|mute|resize|rotate) {_IT}"),
        ("publish", rf"(?:publish|share|post|upload|embed|download|delete|remove) {_IT}"),
        ("it", rf"(?:change|redo|remake|make|turn|do) {_IT} (?:shorter|longer|faster|slower|better|again|vertical"
         r"|square|louder|quieter|brighter|darker|bigger|smaller)"
         r"|try again|again|retry|once more|another one|continue|go on"),
    )
)  # fmt: skip

_VERB_AND_URL: tuple[tuple[Topic, re.Pattern[str]], ...] = tuple(
    (cast("Topic", topic), re.compile(rf"{_PLEASE}(?:{pattern})", re.IGNORECASE))
    for topic, pattern in (
        ("captions", r"(?:caption|subtitle|transcribe|translate)\b|(?:add|put|burn|make|create|generate)\b.{0,30}"
         r"\b(?:captions?|subtitles?)\b"),
        ("enhance", r"(?:enhance|upscale|denoise|sharpen|stabili[sz]e|improve|clean up|restore)\b"),
        ("check", r"(?:check|judge|rate|review|measure|assess|analy[sz]e|inspect)\b"),
        ("edit", r"(?:trim|cut|crop|shorten|edit|reverse|loop|mute|resize|rotate|join|merge|concatenate|split"
         r"|convert)\b"),
        ("article", r"(?:turn|convert|make|create|generate|produce|summari[sz]e|do|build)\b.{0,80}?"
         r"\b(?:from|of|out of|into|about|for|based on|using|post|article|blog|page|story)\b|summari[sz]e\b"),
        ("files", r"(?:animate|use|take|download|fetch|open|read|see|look at|watch|here(?:'s| is))\b"),
    )
)  # fmt: skip

_SECONDS = re.compile(r"\b(\d{1,3})(?:\s|-)?(?:s|secs?|seconds?)\b", re.IGNORECASE)
_FILM = r"(?:(?:video|film|movie|clip|spot|reel|ad|advert|animation|teaser|trailer|short)s?|story|stories)"
_OF_A_FILM = re.compile(rf"\b{_FILM}\b|\blong\b", re.IGNORECASE)
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("9:16", re.compile(rf"\b9:16\b|\b(?:vertical|portrait)(?:\s+[\w-]+)?\s+{_FILM}\b", re.IGNORECASE)),
    ("1:1", re.compile(rf"\b1:1\b|\bsquare(?:\s+[\w-]+)?\s+{_FILM}\b", re.IGNORECASE)),
    ("16:9", re.compile(rf"\b16:9\b|\b(?:landscape|widescreen)\s+{_FILM}\b", re.IGNORECASE)),
)
_LONGEST_COMMAND, _LONGEST_LOOK = 200, 4000


def decision_in(document: Mapping[str, Any]) -> Decide | None:
    """The answer to a question of ours that a document is: {"approve": true, "quote_id": "quote_..."}."""
    approve, quote_id = document.get("approve"), document.get("quote_id")
    if not isinstance(approve, bool):
        return None
    return Decide(approve, quote_id if isinstance(quote_id, str) else None)


def command_in(text: str) -> Wish | None:
    """The command that a text is; None for the prompt of a film."""
    said = " ".join(text[:_LONGEST_LOOK].split())
    if len(said) > _LONGEST_COMMAND:  # it is read by few patterns: a stranger may send megabytes
        ids = tuple(dict.fromkeys(_OWN_ID.findall(said)))
        return Look(ids) if ids else None
    return _decision(said) or _about_ids(said) or _plain(said) or _about_addresses(said)


def _decision(said: str) -> Decide | None:
    if found := _YES_TO.fullmatch(said):
        return Decide(True, found[1])
    if found := _NO_TO.fullmatch(said):
        return Decide(False, found[1])
    if _YES.fullmatch(said):
        return Decide(True)
    return Decide(False) if _NO.fullmatch(said) else None


def _about_ids(said: str) -> Wish | None:
    """Whatever names a job or a task of ours is about that, in any language."""
    if found := _STOP_ID.fullmatch(said):
        return Stop(found[1])
    if quote := QUOTE_ID.search(said):
        return Decide(False, None) if _NO.fullmatch(said) else Say("it", (quote[0],))
    ids = tuple(dict.fromkeys(_OWN_ID.findall(said)))
    return Look(ids) if ids else None


def _plain(said: str) -> Wish | None:
    if said.lower().strip(" .!?,") in _GREETINGS or _HELP.fullmatch(said):
        return Say("help")
    if _STOP.fullmatch(said):
        return Stop()
    if _LOOK.fullmatch(said):
        return Look()
    if _MONEY.fullmatch(said):
        return Call("list_jobs" if "list_jobs" in said.lower() else "check_budget", {})
    if _LIST.fullmatch(said):
        return Call("list_jobs", {})
    return next((Say(topic) for topic, pattern in _ABOUT_IT if pattern.fullmatch(said)), None)


def _about_addresses(said: str) -> Wish | None:
    """A verb for files and a file's address, or nothing but addresses; a prompt may name a site to be shown."""
    urls = tuple(one.rstrip(".,;:!?)]") for one in _URL.findall(said))
    if not urls:
        return None
    if not _URL.sub("", said).strip(" .,;:!?()[]"):
        return Say("files", urls)
    for topic, pattern in _VERB_AND_URL:
        if pattern.match(said):
            return Say(_fitting(topic, urls[0]), urls)
    return None


_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")
_FILMS = (".mp4", ".mov", ".webm", ".mkv", ".m4v", ".avi")


def _fitting(topic: Topic, url: str) -> Topic:
    """No film is made out of a film's address as out of an article's, and no captions are put on an article."""
    path = urlsplit(url).path.lower()
    return "files" if topic == "article" and path.endswith((*_PICTURES, *_FILMS)) else topic


def kind_of(url: str) -> Literal["picture", "film", "page"]:
    """What an address is of, by its ending."""
    path = urlsplit(url).path.lower()
    return "picture" if path.endswith(_PICTURES) else "film" if path.endswith(_FILMS) else "page"


def measures_in(text: str) -> dict[str, Any]:
    """How long a film is to be and of which shape, where a text says so in plain words, once."""
    found: dict[str, Any] = {}
    text = text[:_LONGEST_LOOK]
    lengths = {
        int(one[1])
        for one in _SECONDS.finditer(text)
        if _OF_A_FILM.search(text[max(0, one.start() - 40) : one.end() + 40])
    }
    if len(lengths) == 1 and _LEAST_S <= min(lengths) <= _MOST_S:
        found["duration_s"] = lengths.pop()
    shapes = [shape for shape, pattern in _SHAPES if pattern.search(text)]
    if len(shapes) == 1:
        found["aspect_ratio"] = shapes[0]
    return found
