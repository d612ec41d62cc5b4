"""Finds what is meant for machines in texts that people read or hear: markup, templates, addresses, broken letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_TAGS = (
    "a|abbr|b|blockquote|body|br|caption|center|cite|code|dd|details|div|dl|dt|em|figcaption|figure|font|h[1-6]|head|hr"
    "|html|i|iframe|img|input|ins|kbd|li|link|mark|meta|ol|p|picture|pre|q|ruby|rt|s|script|section|small|source|span"
    "|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|video|wbr"
)
_KINDS: tuple[tuple[str, str], ...] = (
    ("a comment", r"<!--|\{/\*|\*/\}|\{# .*?#\}"),
    ("an HTML tag", rf"</(?:{_TAGS})\s*>|<(?:{_TAGS})\s+[\w:-]+\s*=[^<>]*>|<(?:br|hr|wbr)\s*/?>|<!doctype\b"),
    ("a component's tag", r"</[A-Z][\w.]*\s*>|<[A-Z][\w.]*\s+[\w:-]+\s*=[^<>]*>"),
    ("an entity", r"&(?:[a-zA-Z][a-zA-Z0-9]{1,20}|#\d{2,6}|#x[0-9a-fA-F]{2,5});"),
    ("an anchor", r"\{/?[#.][\w:-]+/?\}|\{/[\w-]+/\}|\{:\s*[.#\w][^{}]*\}|\[\]\(#[^)]*\)"),
    ("a template", r"\{\{.*?\}\}|\{\{|\{%.*?%\}|<%.*?%>|\$\{[\w.]+\}|%\{[\w.]+\}|\[object Object\]"),
    ("a notice's mark", r"(?:^|\s):::+ ?\w*|^!{3}\s+\w+|^\?{3}\+?\s+\w+|\[!(?:[A-Z]{3,12}|[a-z]{3,12})\]"),
    ("a short code", r"\[/?(?:caption|gallery|embed|video|audio|youtube|button|vc_\w+|su_\w+)\b[^\]]*\](?!\()"),
    ("a directive", r"^\.\. [\w-]+::|:(?:ref|doc|class|func|term|code|math|kbd|file):`|^(?:include|image)::\S+\["),
    (
        "a link's markup",
        r"!?\[[^\[\]]*\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[\"'][^\"']*[\"'])?\)|!?\[\[[^\[\]]+\]\]",
    ),
    ("a link's mark", r"(?<![\w\])])\[[^\[\]]+\]\[[^\[\]]*\]|\[\^[\w-]+\]|@\[[\w-]+\]\("),
    (
        "a mark of Markdown",
        r"(?<![\w*])\*\*(?=\S)|(?<=\S)\*\*(?![\w*])|(?<!\w)__(?![a-z0-9]+__)(?=[^\W_])[^_]+(?<=\S)__(?!\w)|~~[^~\s][^~]*~~(?!~)",
    ),
    (
        "a mark of Markdown",
        r"(?<![\w*\\])\*(?=[^\s*])[^*\n]{1,200}?(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\W_])[^_]+(?<=\S)_(?!\w)",
    ),
    (
        "a mark of Markdown",
        r"```|(?<!`)`[^`\n]+`(?!`)|^#{1,6} \S|^>\s\S|^[-*+]\s\[[ xX]\]|^\|.*\||^[-*=_]{3,}$|\\[*_#`\[\]]",
    ),
    ("an import", r"^(?:import\b.*?\bfrom\s*['\"]|export\s+(?:default|const|function)\b)"),
    ("front matter", r"^\+{3}\s*$|^(?:layout|draft|slug|permalink|categories|tags|weight|lastmod)\s*[:=]\s*\S"),
    (
        "front matter",
        r"^(?:title|date|author|description)\s*(?:=\s*['\"]|:\s*['\"]|=\s*\d{4}-)|\b(?:title|date) = ['\"]",
    ),
    ("an address", r"\b(?:https?|ftp|file)://\S+|\bmailto:\S+|\bdata:[a-z]+/[\w.+-]+[;,]"),
    (
        "a formula's markup",
        r"\$\$|(?<![\w:\\])\\(?:frac|begin|end|mathbb|mathcal|sum|int|sqrt|left|right|text|cdot)\b|\\[(\[]",
    ),
    ("an emoji's name", r"(?<![\w:/]):[a-z][a-z0-9_+-]*[a-z0-9]:(?![\w:/])"),
    ("broken letters", r"\ufffd|[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u2122™œ\u009d“”˜¦]?|ðŸ"),
)
_PATTERNS = tuple((name, re.compile(pattern, re.MULTILINE)) for name, pattern in _KINDS)
_ADDRESS = "an address"
_MOST_SHOWN = 40


def raw_markup(text: str, code: Sequence[str] = (), *, is_address_meant: bool = False) -> Iterator[tuple[str, str]]:
    """What of a text is raw: the name of its kind, and how it begins.

    Args:
        text: What is shown or spoken.
        code: Pieces that the article marks as code: they are meant.
        is_address_meant: Whether an address may stand in it, as at the end of a film.
    """
    for piece in sorted(code, key=len, reverse=True):
        text = text.replace(piece, "\ue000")
    for name, pattern in _PATTERNS:
        if name == _ADDRESS and is_address_meant:
            continue
        if found := pattern.search(text):
            yield name, found[0][:_MOST_SHOWN].strip()
