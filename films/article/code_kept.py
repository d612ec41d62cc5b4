"""Keeps the code of a Markdown text out of the way while the rest is changed: what stands in code means itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FENCE = re.compile(r"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<run>`{3,}|~{3,})(?P<info>.*)$")
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).){1,2000}?)(?<!`)\1(?!`)", re.DOTALL)
_PRE = re.compile(r"<pre\b[^>]*>.*?</pre>", re.DOTALL | re.IGNORECASE)
_KEPT = re.compile("\ue000(\\d+)\ue001")
_KEPT_LINE = re.compile("^(?P<lead>[^\n\ue000]*)\ue000(?P<at>\\d+)\ue001[ \\t]*$", re.MULTILINE)
_OWN = re.compile("[\ue000\ue001]")


class CodeKept:
    """A text without its code.

    Attributes:
        text: The rest of it, with a sign in the place of each piece of code; change it as you like.
    """

    def __init__(self, text: str) -> None:
        self._blocks: list[str] = []
        self._spans: dict[int, str] = {}
        self.text = _PRE.sub(lambda found: self.block(found[0]), self._without_fences(_OWN.sub("", text)))
        self.text = _SPAN.sub(lambda found: self.span(found[0]), self.text)

    def block(self, code: str) -> str:
        """Keep lines that are a block of their own; returns their sign."""
        self._blocks.append(code)
        return f"\ue000{len(self._blocks) - 1}\ue001"

    def span(self, code: str) -> str:
        """Keep a piece of a line; returns its sign."""
        sign = self.block(code)
        self._spans[len(self._blocks) - 1] = code
        return sign

    def fence(self, code: str, language: str = "") -> str:
        """Keep a program that the author has marked in another way than by a fence; returns its sign between lines."""
        code = self.whole(code).strip("\n")
        sign = self.block(f"~~~~~~ {language}\n{code}\n~~~~~~")
        return f"\n\n{sign}\n\n"

    def whole(self, text: str) -> str:
        """A changed text with its code back in place, as deep as its lines are now."""
        for _ in range(4):  # code that was kept twice lies within other code
            if "\ue000" not in text:
                break
            text = _KEPT_LINE.sub(self._lines, text)
            text = _KEPT.sub(lambda found: self._blocks[int(found[1])], text)
        return text

    def _lines(self, found: re.Match[str]) -> str:
        at = int(found["at"])
        if at in self._spans or at >= len(self._blocks):
            return found[0] if at < len(self._blocks) else ""
        under = re.sub(r"[^\s>]", " ", found["lead"])
        return found["lead"] + self._blocks[at].replace("\n", f"\n{under}")

    def _without_fences(self, text: str) -> str:
        lines, out, at = text.split("\n"), [], 0
        while at < len(lines):
            opened = _FENCE.match(lines[at])
            if not opened or (opened["run"][0] == "`" and "`" in opened["info"]):
                out.append(lines[at])
                at += 1
                continue
            end = _end_of(lines, at + 1, opened["run"])
            out.append(opened["lead"] + self.block(_moved_out(lines[at : end + 1], opened["lead"])))
            at = end + 1
        return "\n".join(out)


def _end_of(lines: Sequence[str], at: int, run: str) -> int:
    """The line that closes a fence; the last one of the text where it is never closed."""
    for end in range(at, len(lines)):
        bare = lines[end].strip(" \t>")
        if bare.startswith(run) and not bare.strip(run[0]):
            return end
    return len(lines) - 1


def _moved_out(lines: Sequence[str], lead: str) -> str:
    """The lines of a block without what stands before each."""
    under, deep = re.sub(r"[^\s>]", " ", lead), len(lead)
    moved = [lines[0][deep:]]
    for line in lines[1:]:
        own = line.expandtabs(4) if "\t" in line[:deep] else line
        inside = own.startswith(under) or not own[:deep].strip(" >")
        moved.append(own[deep:] if inside else own.lstrip(" \t>"))
    return "\n".join(moved)
