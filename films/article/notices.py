"""Remarks that are set apart from the text, whatever a site generator calls them.

Each is turned into what GitHub and Obsidian write, `> [!TIP] Title`, before the text is read as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from films.article.outline import Block, Note, Paragraph, Quotation

_LABELS = {
    "note": ("note", "notice", "notes", "aside", "admonition", "margin", "sidebar", "callout", "message", "hint-note"),
    "tip": ("tip", "hint", "success", "check", "done", "recommendation", "protip", "pro-tip", "tips", "green", "good"),
    "info": ("info", "information", "abstract", "summary", "tldr", "seealso", "todo", "primary", "blue", "alert"),
    "important": ("important", "attention", "key", "remember"),
    "warning": ("warning", "caution", "warn", "pitfall", "gotcha", "yellow", "beware", "deprecated", "versionchanged"),
    "danger": ("danger", "error", "bug", "failure", "fail", "missing", "red", "critical", "canary", "wip"),
    "example": ("example", "question", "help", "faq", "exercise"),
}
_BY_NAME = {name: label for label, names in _LABELS.items() for name in names}
NOTICES = frozenset(_BY_NAME)
"""What remarks are called, in lower case."""

_QUOTES = frozenset({"quote", "cite"})


def label_of(name: str, told: str = "") -> str:
    """What sort of remark it is; `told` may have a word that says more, such as "warning" of `<Callout type=…>`."""
    words = [word for word in re.findall(r"[a-z-]+", told.lower()) if word in _BY_NAME]
    return _BY_NAME.get(words[0] if words else name.lower(), "note")


def as_notice(text: str, name: str, title: str = "") -> str:
    """Lines of Markdown as a remark, in Markdown.

    Args:
        text: The lines.
        name: What it is called there.
        title: What stands above it, in one line.
    """
    mark = f"> [!{name.lower()}] {' '.join(title.split())}".rstrip()
    return "\n".join(["", "", mark, ">", *(f"> {line}".rstrip() for line in text.strip("\n").split("\n")), "", ""])


def noted(name: str, title: str, texts: Sequence[str]) -> Iterator[Block]:
    """The blocks of a remark: one, where it says anything.

    Args:
        name: What it is called there.
        title: What stands above it.
        texts: Its paragraphs.
    """
    text = " ".join(texts)
    if name.lower() in _QUOTES and text:
        yield Quotation(text=text, source=title)
    elif text:
        yield Note(text=text, label=label_of(name), title="" if title.lower() in NOTICES else title)
    elif title and title.lower() not in NOTICES:
        yield Paragraph(text=title)
