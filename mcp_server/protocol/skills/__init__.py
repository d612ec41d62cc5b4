"""What an agent can read up on before it works: a page each, in Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SKILLS: Mapping[str, str] = {
    "direct-a-film": "How to write a film's script for blog_to_video: what makes it good, its fields, two examples.",
}
"""What each page is about, by its name."""


def text_of(name: str) -> str:
    """A page."""
    return (Path(__file__).parent / f"{name}.md").read_text(encoding="utf-8")


def head_of(name: str) -> dict[str, str]:
    """What a page's head says of it: its name, and when to read it."""
    head, _, _ = text_of(name).removeprefix("---\n").partition("\n---\n")
    return dict(line.split(": ", 1) for line in head.splitlines())


def rules_of(name: str) -> str:
    """A page without its head and its examples, as a prompt says it."""
    _, _, page = text_of(name).removeprefix("---\n").partition("\n---\n")
    return page.partition("\n## Example")[0].strip()
