"""How others write the names and values of arguments: what can only mean one of ours is taken for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_SAID: Mapping[str, str] = {
    "completed": "done finished complete ready success succeeded",
    "working": "running processing in-progress active",
    "queued": "pending waiting",
    "failed": "error errored failure",
    "cancelled": "canceled aborted stopped",
    "9:16": "vertical portrait 9x16 9/16 tall story reel reels tiktok shorts",
    "16:9": "landscape horizontal widescreen wide 16x9 16/9",
    "1:1": "square 1x1",
    "4:3": "4x3",
    "3:4": "3x4",
    "21:9": "21x9 ultrawide",
    "480p": "480 sd 854x480 480x854",
    "720p": "720 1280x720 720x1280",
    "1080p": "1080 fhd full-hd fullhd 1920x1080 1080x1920",
    "4k": "2160 2160p uhd 3840x2160 2160x3840",
    "on": "true",
    "off": "false disabled",
    "day": "today",
    "month": "this-month monthly current-month",
    "total": "all overall ever lifetime all-time",
    "top-right": "upper-right right-top",
    "top-left": "upper-left left-top",
    "bottom-right": "lower-right right-bottom",
    "bottom-left": "lower-left left-bottom",
    "centre": "center middle",
    "center": "centre middle",
    "burn": "burned burnt hard hardcoded hardcode burn-in",
    "soft": "track embedded",
    "quality": "best highest high-quality",
    "speed": "fast fastest",
    "cost": "cheap cheapest low-cost",
}
"""What values are called, by the value here."""

_VALUES = {(value, word): value for value, words in _SAID.items() for word in words.split()}
_NAMES: Mapping[str, str] = {
    "prompt": "description text query topic instruction instructions input script",
    "source": "article url text content path file markdown post blog prompt topic",
    "video": "file path input url source clip film video_path video_url video_file input_path input_video",
    "captions": "text texts cues segments lines",
    "script": "scenes storyboard",
    "steps": "operations edits edit actions instructions commands",
    "gain_db": "volume loudness gain",
    "duck": "ducking",
}
"""What arguments are called elsewhere, by their name here: near enough to be asked about, and too far to be taken."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_SECONDS = frozenset({"s", "sec", "secs", "second", "seconds"})


def value_meant(text: str, values: Collection[str]) -> str | None:
    """The value that a word is another one for; None where it is none, or stands for several."""
    word = text.strip().casefold().replace("_", "-").replace(" ", "-")
    meant = [value for value in values if (value, word) in _VALUES]
    return meant[0] if len(meant) == 1 else None


def name_meant(name: str, known: Collection[str]) -> str | None:
    """The name that is the same but for its letters' case, its joints, or the unit that times have here."""
    words = [word.lower() for word in _WORD.findall(name)]
    joined = "_".join(words)
    timed = "_".join([*(words[:-1] if words and words[-1] in _SECONDS else words), "s"])
    return next((one for one in (joined, timed) if one in known and one != name), None)


def names_asked_about(name: str, known: Collection[str]) -> list[str]:
    """The known names that others call so."""
    return [one for one in known if name.lower() in _NAMES.get(one, "").split()]
