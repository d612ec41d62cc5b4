"""Takes templates out of a Markdown text: Hugo's and Zola's shortcodes, Liquid's and Nunjucks' tags and values.

What they show stays, in plain Markdown: pictures, programs, quotations, and the text between two marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from films.article.code_kept import CodeKept
from films.article.holes import HOLE, stands_alone
from films.article.notices import NOTICES, as_notice

_S, _I = re.DOTALL, re.IGNORECASE
_PICTURE = re.compile(r"[^\s\"'`]+\.(?:png|jpe?g|webp|gif|svg|avif)(?:[?#]\S*)?$", _I)
_ARGUMENT = re.compile(r"(?:([\w.-]+)\s*[=:]\s*)?(\"(?:\\.|[^\"\\])*\"|'[^']*'|`[^`]*`|[^\s,()=\"']+)", _S)
_PROGRAMS = frozenset({"highlight", "codeblock", "code", "prism", "gist-it", "console", "terminal"})
_UNSEEN = frozenset(
    {
        *("comment", "capture", "mermaid", "math", "katex", "latex", "mathjax", "chart", "echarts", "plotly"),
        *("rawhtml", "raw-html", "html", "script", "style", "css", "javascript", "js", "svg"),
    }
)
_NOTICES = NOTICES - {
    "check",
    "done",
    "green",
    "red",
    "blue",
    "yellow",
    "key",
    "good",
    "example",
    "question",
    "summary",
}
_QUOTES = frozenset({"quote", "blockquote", "pullquote", "epigraph"})
_SOURCES = ("src", "image", "image_path", "img", "url", "file", "path", "link", "href", "source", "name")
_ALTS = ("alt", "caption", "title", "description")
_FILTERED = re.compile(
    r"\{\{-?\s*[\"']([^\"'{}]{1,300})[\"']\s*\|\s*"
    r"(?:relative_url|absolute_url|url|prepend|relURL|absURL|safeURL)\b[^{}]{0,200}\}\}"
)
_BASE = re.compile(
    r"\{\{-?\s*(?:site|page|post|config|\$)?[\w.$]*(?:base_?url|url|root|path|BaseURL|withBase)[^{}]{0,200}\}\}(?=/)"
)
_LINKED = re.compile(
    r"\{%-?\s*(?:link|post_url|static|asset_path|asset|ref|relref)\s+[\"']?([^\s\"'%]{1,300})[\"']?[^%]{0,200}%\}"
    r"|\{\{[<%]\s*(?:rel)?ref\s+\"([^\"]*)\"\s*[>%]\}\}"
)
_STRING = r"\"(?:\\.|[^\"\\]){0,500}\"|'[^'\n]{0,500}'"


def _until(end: str, begin: str) -> str:
    """What stands in a template: its end may be in a string, and none begins in another."""
    return rf"(?:(?!{end}|{begin})(?>{_STRING}|.)){{0,2000}}?"


_TEMPLATE = re.compile(
    r"\{\{<(?P<hugo>" + _until(r">\}\}", r"\{\{") + r")>\}\}"
    r"|\{\{%(?P<hugo_md>" + _until(r"%\}\}", r"\{\{") + r")%\}\}"
    r"|\{%-?(?P<liquid>" + _until(r"%\}", r"\{%") + r")-?%\}"
    r"|\{\{-?(?P<value>" + _until(r"\}\}", r"\{\{") + r")-?\}\}",
    _S,
)


def with_addresses(text: str) -> str:
    """Addresses that a template completes, as they stand in the site's folder."""
    text = _FILTERED.sub(r"\1", text)
    return _LINKED.sub(lambda found: found[1] or found[2], _BASE.sub("", text))


def without_templates(kept: CodeKept, text: str, left: Counter[str]) -> str:
    """A text without templates.

    Args:
        kept: Where its code is kept.
        text: The text, whose code is out of the way.
        left: Counts what is left out.
    """
    text = _verbatim(kept, text)
    closed = {_named(inner)[1:] for inner in map(_inner, _TEMPLATE.finditer(text)) if _named(inner).startswith("/")}
    closed |= {name[3:] for inner in map(_inner, _TEMPLATE.finditer(text)) if (name := _named(inner)).startswith("end")}

    def replaced(found: re.Match[str]) -> str:
        inner = _inner(found)
        name = _named(inner).lstrip("/")
        if address := _picture(inner):
            return address
        is_block = name in closed or name.startswith("end") or _named(inner).startswith("/")
        if found["value"] is None and (is_block or name in _SILENT):
            return ""
        left["shortcode" if found["value"] is None or "(" in inner else "value of a template"] += 1
        return "" if stands_alone(found, _TEMPLATE) else HOLE

    return _TEMPLATE.sub(replaced, text)


_SILENT = frozenset(
    [
        "if",
        "elsif",
        "else",
        "unless",
        "for",
        "assign",
        "increment",
        "decrement",
        "cycle",
        "include_cached",
        "raw",
        "endraw",
        "set",
        "block",
        "extends",
        "layout",
        "toc",
        "more",
        "break",
        "clear",
        "br",
        "anchor",
    ]
)


def _verbatim(kept: CodeKept, text: str) -> str:
    """Blocks between two marks whose content is a program, a quotation, or nothing for readers."""

    def replaced(found: re.Match[str]) -> str:
        name, told, content = found["name"].lower(), found["told"], found["content"]
        if name in _PROGRAMS:
            return kept.fence(content, _first_word(told))
        if name in _QUOTES:
            return _as_quote(content, told)
        if name in _NOTICES:
            return _as_notice(content, name, told)
        return "" if name in _UNSEEN else found[0]

    names = "|".join(map(re.escape, sorted(_PROGRAMS | _QUOTES | _UNSEEN | _NOTICES)))
    hugo = rf"\{{\{{(?P<m>[<%])\s*(?P<name>{names})\b(?P<told>[^}}]{{0,500}}?)[>%]\}}\}}"
    hugo += r"(?P<content>.{0,20000}?)\{\{[<%]\s*/\s*(?P=name)\s*[>%]\}\}"
    liquid = rf"\{{%-?\s*(?P<name>{names})\b(?P<told>[^%]{{0,500}}?)-?%\}}"
    liquid += r"(?P<content>.{0,20000}?)\{%-?\s*end(?:(?P=name))?\s*-?%\}"
    return re.sub(liquid, replaced, re.sub(hugo, replaced, text, flags=_S), flags=_S)


def _as_quote(content: str, told: str) -> str:
    arguments = _arguments(told)
    author = (
        arguments.get("author")
        or arguments.get("by")
        or arguments.get("cite")
        or re.split(r"\s*,\s*|\s+https?:", told.strip(" ()\"'"))[0]
    )
    lines = [*content.strip().split("\n"), *(["", f"— {author}"] if author and "=" not in author else [])]
    return "\n\n" + "\n".join(f"> {line}" for line in lines) + "\n\n"


def _as_notice(content: str, name: str, told: str) -> str:
    arguments = _arguments(told)
    said = arguments.get("type") or arguments.get("level") or arguments.get("color") or arguments.get("0") or ""
    label = said if said.lower() in NOTICES else name
    placed = [value for key, value in arguments.items() if key.isdecimal() and value.lower() not in NOTICES]
    title = arguments.get("title") or next((one for one in placed if one.lower() not in {"true", "false"}), "")
    return as_notice(content, label, title)


def _inner(found: re.Match[str]) -> str:
    return next((group for group in found.groups() if group is not None), "").strip()


def _named(inner: str) -> str:
    found = re.match(r"/?\s*[\w./-]+", inner)
    return re.sub(r"\s", "", found[0]) if found else ""


def _arguments(inner: str) -> Mapping[str, str]:
    """The named arguments of a template's call, and those without a name by their place: "0", "1"."""
    found: dict[str, str] = {}
    for at, one in enumerate(_ARGUMENT.finditer(inner)):
        found[one[1].lower() if one[1] else str(at)] = one[2].strip("\"'`")
    return found


def _picture(inner: str) -> str:
    """A call that shows a picture, as Markdown; empty where it shows none."""
    found = _arguments(inner)
    named = [found[name] for name in _SOURCES if name in found]
    placed = [value for name, value in found.items() if name.isdecimal()]
    address = next((value for value in [*named, *placed] if _PICTURE.fullmatch(value)), "")
    if not address:
        return ""
    after = (
        [
            value
            for value in placed[placed.index(address) + 1 :]
            if value.isascii() is False or " " in value or value.isalpha()
        ]
        if address in placed
        else []
    )
    alt = next((found[name] for name in _ALTS if found.get(name)), "") or next(iter(after), "")
    caption = _unbracketed(found.get("caption", "")).replace('"', "'")
    title = f' "{caption}"' if caption and caption != alt else ""
    return f"![{_unbracketed(alt)}](<{address}>{title})"


def _unbracketed(alt: str) -> str:
    return re.sub(r"[\[\]\n<>]", " ", re.sub(r"<[^>]*>", "", alt)).strip()


def _first_word(told: str) -> str:
    words = re.findall(r"[\w+#-]+", told.replace("lang:", " ").replace("language", " "))
    return words[0] if words else ""
