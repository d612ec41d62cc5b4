"""What is written with a film where it is sent: mended where a site would refuse it, and told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

from footage.errors import InvalidInputError
from footage.plain_text import one_line, shortened
from footage.ports.outlets import Target

TITLE_CHARS = 100
TAGS_CHARS = 480
"""Of all tags together: YouTube takes 500, and one of them is ours."""

_DESCRIPTION_BYTES = 5_000
_CAPTION_CHARS = 2_200
_HASHTAGS = 30
_NAME_CHARS = 60
_WHOLE = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h", "ŋ": "ng", "Ŋ": "ng"}
)
"""Latin letters that Unicode does not take apart into one of ASCII and a mark."""

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_CONTROLS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]")
"""Sites refuse them without a word about why."""

_NO_TAG = re.compile(r"[<>,#]+")
_ANGLES = str.maketrans({"<": "‹", ">": "›"})
"""YouTube refuses both, in titles and descriptions."""


def title_for(target: Target, given: str | None, film: str) -> tuple[str, list[str]]:
    """The title of a film, and what was changed of it.

    Args:
        target: Where it goes.
        given: As the caller has it.
        film: What the film is called otherwise.
    """
    said = one_line(given or film).strip()
    title = said.translate(_ANGLES) if target == "youtube" else said
    notes = ["< and > became ‹ and › in the title: YouTube refuses them"] if title != said else []
    if (units := _units(title)) > TITLE_CHARS:
        if given is not None:
            raise InvalidInputError(
                f"title has {units} characters; at most {TITLE_CHARS} are shown.", hint="Shorten it."
            )
        while _units(title) > TITLE_CHARS:
            title = shortened(title, min(len(title) - 1, TITLE_CHARS))
    return title or "Untitled", notes


def description_for(target: Target, given: str, credits_text: str) -> tuple[str, list[str]]:
    """The text under a film with whose footage is in it, and what was changed of it.

    Raises:
        InvalidInputError: It is longer than the site takes.
    """
    text = _CONTROLS.sub("", given).strip()
    notes: list[str] = []
    if credits_text and credits_text.strip() not in text and target != "store":
        whole = f"{text}\n\n{credits_text.strip()}".strip()
        if _room(target, whole) >= 0:
            text = whole
            notes.append("whose footage is in it was added to the description, as its licences ask")
        else:
            notes.append("there was no room in the description for whose footage is in it: its licences ask for that")
    if target == "youtube" and (mended := text.translate(_ANGLES)) != text:
        text = mended
        notes.append("< and > became ‹ and › in the description: YouTube refuses them")
    if _room(target, text) < 0:
        unit = "characters with title and tags" if target == "instagram" else "bytes"
        raise InvalidInputError(
            f"description is {-_room(target, text)} {unit} too long for {target}.", hint="Shorten it."
        )
    return text, notes


def tags_for(target: Target, given: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Tags as the site takes them, and what was left out."""
    clean = dict.fromkeys(one for tag in given if (one := " ".join(_NO_TAG.sub(" ", one_line(tag)).split())))
    kept: list[str] = []
    room = TAGS_CHARS
    for tag in clean:
        # A tag with a space counts with quotes around it, and each with the comma after it.
        room -= len(tag) + (3 if " " in tag else 1)
        if target == "youtube" and room < 0:
            break
        if target == "instagram" and len(kept) == _HASHTAGS:
            break
        kept.append(tag)
    left = len(clean) - len(kept)
    return tuple(kept), [f"{left} tags were left out: {target} takes no more"] if left else []


def moment_of(given: str | None, now: datetime) -> datetime | None:
    """When a film becomes public by itself.

    Raises:
        InvalidInputError: It is no moment, or a past one.
    """
    if given is None:
        return None
    try:
        at = datetime.fromisoformat(given)
    except ValueError as exc:
        raise InvalidInputError(
            f"publish_at {given!r} is no moment.", hint="Write it as 2026-12-24T18:00:00+01:00, with its time zone."
        ) from exc
    if at.tzinfo is None:
        raise InvalidInputError(
            f"publish_at {given!r} has no time zone.",
            hint=f"Write {at.isoformat()}Z for UTC, or its offset, such as +01:00.",
        )
    if at <= now:
        raise InvalidInputError(f"publish_at {given!r} is past.", hint="Name a moment to come, or leave it out.")
    return at.astimezone(UTC)


def name_of(title: str) -> str:
    """A title as the name of a file."""
    plain = unicodedata.normalize("NFKD", title.translate(_WHOLE)).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_NAMES.sub("-", plain).strip("-")[:_NAME_CHARS].strip("-") or "film"


def _units(text: str) -> int:
    """How long sites find a text, that count as JavaScript does: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _room(target: Target, text: str) -> int:
    """How much more fits."""
    if target == "instagram":
        return _CAPTION_CHARS - TITLE_CHARS - len(text)
    return _DESCRIPTION_BYTES - len(text.encode())
