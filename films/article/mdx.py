"""Takes program text out of MDX: imports, exports, comments, expressions and the tags of components."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Mapping

from films.article.code_kept import CodeKept
from films.article.holes import HOLE
from films.article.notices import NOTICES, as_notice

_COMMENT = re.compile(r"(?<![ \t])[ \t]*\\?\{\s*/\*.*?\*/\s*\\?\}", re.DOTALL)
_IMPORT = re.compile(
    r"^import[ \t]+(?:(?P<names>[\w*${},\s]{1,2000}?)[ \t\n]+from[ \t]+)?[\"'](?P<place>[^\"'\n]+)[\"']"
    r"(?:[ \t]+(?:with|assert)[ \t]*\{[^}]*\})?[ \t]*;?[ \t]*$",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export[ \t]+(?:default\b|const\b|let\b|var\b|function\b|async\b|class\b|type\b|interface\b|\{|\*)", re.MULTILINE
)
_TAG = re.compile(r"</?(?P<name>[A-Z][\w.]*|>)|<>")
_PICTURE = re.compile(r"\.(?:png|jpe?g|webp|gif|svg|avif)\Z", re.IGNORECASE)
_REQUIRED = re.compile(r"\{\s*(?:require|useBaseUrl|import)\(\s*[\"'`]([^\"'`]+)[\"'`]\s*\)(?:\.default)?\s*\}")
_WORDS = re.compile(r"\{\s*(\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`[^`$]*`)\s*\}")
_NOTICE = re.compile(
    r"<(?P<name>Note|Tip|Info|Warning|Caution|Danger|Important|Pitfall|Gotcha|Callout|Admonition|Aside|Alert|Hint|Success|Error|Notice"
    r"|Canary|Deprecated|Wip)\b(?P<told>[^<>]{0,500})(?<!/)>(?P<body>(?:(?!</?(?P=name)\b).){0,20000}?)</(?P=name)>",
    re.DOTALL,
)
_LONGEST_TAG, _LONGEST_LINE = 4000, 500
_OPENING, _CLOSING = "{([", "})]"


def is_mdx(text: str) -> bool:
    """Whether a text is MDX, whatever its file is called."""
    return bool(_IMPORT.search(text) or re.search(r"^<[A-Z]\w*[\s/>]", text, re.MULTILINE) or _EXPORT.search(text))


def without_jsx(kept: CodeKept, left: Counter[str], *, is_mdx: bool) -> str:
    """The text of a document without its program.

    Args:
        kept: The document; its code is out of the way.
        left: Counts what is left out.
        is_mdx: Whether braces are expressions; comments in braces and imports are taken out of any Markdown.
    """
    text = _COMMENT.sub("", kept.text)
    places = {
        name: found["place"]
        for found in _IMPORT.finditer(text)
        if found["names"]
        for name in re.findall(r"[\w$]+", found["names"])
    }
    text = _without_exports(_IMPORT.sub("", text))
    if not is_mdx:
        return text
    text = _NOTICE.sub(_as_notice, text)
    text = _without_components(kept, _with_addresses(text, places), left)
    return _without_expressions(text, left)


def _as_notice(found: re.Match[str]) -> str:
    """`<Note>…</Note>`, `<Callout type="warning">…</Callout>`."""
    told = dict(re.findall(r"(\w+)=[\"']([^\"'\n]{0,200})[\"']", found["told"]))
    said = (told.get("type") or told.get("variant") or told.get("kind") or told.get("intent") or "").lower()
    name = said if said in NOTICES else found["name"].lower()
    return as_notice(textwrap.dedent(found["body"]).strip(), name, told.get("title", ""))


def _without_exports(text: str) -> str:
    """Without `export` and what belongs to it: up to where its brackets are closed and a line ends."""
    out, at = [], 0
    while found := _EXPORT.search(text, at):
        out.append(text[at : found.start()])
        at = _end_of_statement(text, found.end() - 1)
    return "".join([*out, text[at:]])


def _end_of_statement(text: str, at: int) -> int:
    deep = 0
    while at < len(text):
        char = text[at]
        if char in "\"'" and (end := text.find(char, at + 1)) >= 0 and "\n" not in text[at:end]:
            at = end
        elif char in _OPENING or char in _CLOSING:
            deep += 1 if char in _OPENING else -1
        elif char == "\n" and deep <= 0 and not re.match(r"[ \t]*(?:[.<>?:|&=+)\]}]|\n[ \t]+\S)", text[at + 1 :]):
            return at
        at += 1
    return at


def _with_addresses(text: str, places: Mapping[str, str]) -> str:
    """With the pictures that were imported in the place of their names."""
    text = _REQUIRED.sub(lambda found: f'"{found[1]}"', text)

    def named(found: re.Match[str]) -> str:
        place = places.get(found[1], "")
        return f'="{place}"' if _PICTURE.search(place) else found[0]

    return _without_attributes(re.sub(r"=\{([\w$]+)(?:\.src|\.default)?\}", named, text))


def _without_attributes(text: str) -> str:
    """Without the attributes of tags that are expressions: no Markdown reader would take such a tag for one."""
    out, at, ends = [], 0, _ends_of_expressions(text)
    for found in re.finditer(r"(?<=[\s\"'}])[A-Za-z_][\w:.-]{0,60}=(?=\{)", text):
        end = ends.get(found.end())
        if found.start() >= at and end is not None:
            out.append(text[at : found.start()])
            at = end
    return "".join([*out, text[at:]])


def _without_components(kept: CodeKept, text: str, left: Counter[str]) -> str:
    """Without the tags of components: those with a picture show it, and what stands between two tags stays."""
    out, at, ends = [], 0, _ends_of_expressions(text)
    while found := _TAG.search(text, at):
        end = _end_of_tag(text, found.end(), ends)
        out.append(text[at : found.start()])
        out.append(_component(kept, text, (found.start(), end), left))
        at = end
    return "".join([*out, text[at:]])


def _end_of_tag(text: str, at: int, ends: Mapping[int, int]) -> int:
    if text[at - 1] == ">":
        return at
    start = at
    while at < min(len(text), start + _LONGEST_TAG):
        char = text[at]
        if char == ">":
            return at + 1
        if char == "<":
            break
        quoted = text.find(char, at + 1, at + _LONGEST_TAG) if char in "\"'" else -1
        at = ends.get(at, at + 1) if char == "{" else max(at, quoted) + 1
    return start


def _component(kept: CodeKept, text: str, span: tuple[int, int], left: Counter[str]) -> str:
    start, end = span
    tag = text[start:end]
    attributes = dict(re.findall(r"([\w-]+)=\"([^\"]*)\"", kept.whole(tag)))
    source = next(
        (
            attributes[name]
            for name in ("src", "image", "source", "url", "path", "img")
            if _PICTURE.search(attributes.get(name, "").split("?")[0])
        ),
        "",
    )
    if source:
        alt, caption = (re.sub(r"[\[\]\n\"]", " ", attributes.get(name) or "").strip() for name in ("alt", "caption"))
        title = f' "{caption}"' if caption else ""
        shown = f"![{alt or attributes.get('title', '')}](<{source}>{title})"
        return f"\n\n{shown}\n\n" if _is_alone(text, start, end) else shown
    if _is_alone(text, start, end):
        left["component"] += tag.endswith("/>")
        return "\n\n"
    if not tag.endswith("/>"):
        return ""
    left["component"] += 1
    return HOLE


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but tags is on its lines; a very long line is text."""
    begin, stop = text.rfind("\n", max(0, start - _LONGEST_LINE), start), text.find("\n", end, end + _LONGEST_LINE)
    if (begin < 0 and start > _LONGEST_LINE) or (stop < 0 and len(text) - end > _LONGEST_LINE):
        return False
    line = text[begin + 1 : start] + text[end : stop if stop >= 0 else len(text)]
    return not _TAG.sub("", line).strip(" \t/>")


def _without_expressions(text: str, left: Counter[str]) -> str:
    """Without `{…}`: a text in quotation marks is that text, and anything else leaves a hole."""
    text = _WORDS.sub(lambda found: found[1][1:-1], text)
    out, at, ends = [], 0, _ends_of_expressions(text)
    while (start := text.find("{", at)) >= 0:
        end = ends.get(start)
        if (
            end is None
            or (start and text[start - 1] in "\\{%")
            or text[start + 1 : start + 2] in {"%", "{", "#", ":", "."}
        ):
            out.append(text[at : start + 1])
            at = start + 1
            continue
        out.append(text[at:start])
        left["expression"] += 1
        out.append("" if _is_alone(text, start, end) else HOLE)
        at = end
    return "".join([*out, text[at:]])


def _ends_of_expressions(text: str) -> Mapping[int, int]:
    """Where each opening brace is closed, behind that; those that never are have no entry."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for found in re.finditer(r"[{}]", text):
        if found[0] == "{":
            opened.append(found.start())
        elif opened:
            ends[opened.pop()] = found.end()
    return ends
