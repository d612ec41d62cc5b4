"""Takes out of a Markdown text what only its site's generator understands: what is no word of the article.

Hugo, Zola, Jekyll, Eleventy, Hexo, WordPress, Docusaurus, VuePress, MkDocs, Pandoc, kramdown, Zenn and Obsidian are
known. What a reader would see stays (pictures, programs, quotations, the text inside a notice), in plain Markdown.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from dataclasses import dataclass, field

from films.article.code_kept import CodeKept
from films.article.formulas import without_formulas
from films.article.mdx import without_jsx
from films.article.notices import NOTICES, as_notice
from films.article.templates import with_addresses, without_templates

_S, _M, _I = re.DOTALL, re.MULTILINE, re.IGNORECASE
_PICTURE = re.compile(r"\.(?:png|jpe?g|webp|gif|svg|avif)$", _I)
_NAMED = r"[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}\"']+)"
_ATTRIBUTES = rf"\{{:?\s*(?:[#.][\w:.-]+|{_NAMED}|-|\.?unnumbered)(?:\s+(?:[#.][\w:.-]+|{_NAMED}))*\s*\}}"
_WORDPRESS = (
    "caption|gallery|embed|audio|video|youtube|vimeo|playlist|contact-form-7|toc|tweet|instagram|vc_\\w+|et_pb_\\w+|ads?"
    "|adsense|more|shortcode"
)
_CONTENTS = re.compile(
    r"^[ \t]*(?:\[(?:TOC|_TOC_|toc)\]|\[\[_?toc_?\]\]"
    r"|\\(?:newpage|pagebreak|tableofcontents|maketitle|noindent))[ \t]*$",
    _M | _I,
)
_NOTE = re.compile(r"^[ ]{0,3}\[\^[^\]\n]+\]:[^\n]*(?:\n(?:[ \t]{2,}[^\n]*\S[^\n]*|[ \t]*(?=\n[ \t]{2,}\S)))*", _M)


_NOTICE = re.compile(
    r"^(?P<deep>[ \t]*):{3,}[ \t]*\{?\.?(?:callout-)?(?P<name>[A-Za-z][\w-]*)\}?(?P<told>[^\n]*)\n"
    r"(?P<body>(?:(?![ \t]*:{3,}[ \t]*\{?\.?[A-Za-z])(?![ \t]*:{3,}[ \t]*$)[^\n]*\n){0,400}?)[ \t]*:{3,}[ \t]*$",
    _M,
)
_PLAIN = frozenset({"columns", "column", "row", "col"})
_INDENTING = re.compile(
    r"^(?P<deep>[ \t]*)(?:(?:!!!|\?\?\?\+?)[ \t]+(?P<name>[\w-]+)(?:[ \t]+[\w -]*?)?(?:[ \t]*\"(?P<title>[^\"\n]*)\")?"
    r"|===[+!]?[ \t]+\")[^\n]*$"
)


@dataclass
class Cleared:
    """A text in plain Markdown, and how much of each kind was left out of it."""

    text: str
    left_out: Counter[str] = field(default_factory=Counter)


def plain_markdown(text: str, *, is_mdx: bool = False) -> Cleared:
    """Turn an article as a site generator takes it into plain Markdown.

    Args:
        text: The text without front matter, with line feeds only.
        is_mdx: Whether braces and capitalised tags are program text.
    """
    done = Cleared("")
    kept = CodeKept(text)
    kept.text = re.sub(r"<!--.*?(?:-->|\Z)", "", kept.text, flags=_S)
    kept.text = without_jsx(kept, done.left_out, is_mdx=is_mdx)
    kept.text = without_templates(kept, with_addresses(kept.text), done.left_out)
    for step in (_directives, _embeds):
        kept.text = step(kept.text, done.left_out)
    kept.text = _dangling(kept.text)
    for change in (_indented_notices, _spaced_pictures, _notes, _attributes):
        kept.text = change(kept.text)
    kept.text = without_formulas(kept.text, done.left_out)
    # Generators look into code as well: these marks keep them from it, and no reader sees them.
    done.text = re.sub(r"\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}", "", kept.whole(kept.text))
    done.text = re.sub(r"(\{\{[<%])/\*(.*?)\*/([>%]\}\})", r"\1\2\3", done.text)
    return done


def _directives(text: str, left: Counter[str]) -> str:
    """`:::note`, `::youtube[…]`, `:abbr[…]`: a notice becomes a quotation that says so, other marks go."""
    for _ in range(3):  # one within another
        text = _NOTICE.sub(_as_notice, text)
    text = re.sub(r"^[ \t>]*:{3,}[^\n]*$", "", text, flags=_M)
    leaf = re.compile(r"^[ \t]*::[a-z][\w-]*(?:\[[^\]\n]*\])?(?:\{[^}\n]*\})?[ \t]*$", _M)
    left["embed"] += len(leaf.findall(text))
    return re.sub(r"(?<![\w:/]):[a-z][\w-]*\[([^\[\]\n]{0,300})\](?:\{[^}\n]{0,200}\})?", r"\1", leaf.sub("", text))


def _embeds(text: str, left: Counter[str]) -> str:
    """Obsidian's and Zenn's embeds, WordPress' shortcodes, tables of contents."""
    text = re.sub(r"!\[\[([^\[\]|\n]{1,300})(?:\|([^\]\n]{0,300}))?\]\]", _wiki_embed, text)
    text = re.sub(
        r"(?<!\[)\[\[([^\[\]|\n]{1,300})(?:\|([^\]\n]{1,300}))?\]\](?!\()",
        lambda m: "" if _is_contents(m[1]) else m[2] or m[1].partition("#")[0],
        text,
    )
    text, count = re.subn(
        r"^[ \t]*(?:@\[[\w-]+\]\([^)\n]*\)|--8<--[^\n]*|<<<[ \t]*@?[^\n]*)[ \t]*$", "", text, flags=_M
    )
    left["embed"] += count
    text = re.sub(rf"\[/?(?:{_WORDPRESS})(?:\s[^\]\n]{{0,500}})?/?\](?!\()", "", text)
    text = _CONTENTS.sub("", text)
    text = re.sub(r"%%.{0,3000}?%%", "", text, flags=_S)
    text = re.sub(r"==([^=\s](?:[^=\n]{0,300}[^=\s])?)==", r"\1", text)
    text = re.sub(r"[ \t]\^[\w-]+[ \t]*$", "", text, flags=_M)
    return re.sub(r"(?:(?<=\s)|(?<=\A)|(?<=[*_(\[])):[a-z][a-z0-9_+-]{1,30}:(?=[\s.,;!?)\]*_]|\Z)", "", text)


def _dangling(text: str) -> str:
    """Links by a name that nothing in the text says the address of, such as `[text][a.b]`: their words stay."""
    told = {found[1].casefold() for found in re.finditer(r"^[ ]{0,3}\[([^\]\n]{1,200})\]:[ \t]*\S", text, _M)}

    def replaced(found: re.Match[str]) -> str:
        return found[0] if (found[2] or found[1]).casefold() in told else found[1]

    return re.sub(r"(?<![!\\\]])\[([^\[\]\n]{1,300})\] ?\[([^\[\]\n]{0,200})\](?![(\[])", replaced, text)


def _is_contents(name: str) -> bool:
    return name.strip("_ ").lower() == "toc"


def _wiki_embed(found: re.Match[str]) -> str:
    alt = found[2] or ""
    return (
        f"![{'' if re.fullmatch(r'[0-9x]+', alt) else alt}](<{found[1].strip()}>)"
        if _PICTURE.search(found[1].strip())
        else ""
    )


def _as_notice(found: re.Match[str]) -> str:
    """`:::tip[Title]{a=b}` and the lines up to `:::` as a notice, if that is what it is."""
    name, told = found["name"].lower(), found["told"].strip()
    titled = re.match(r"\[([^\]\n]*)\]", told)
    named = re.search(r"title=\"([^\"]*)\"", told)
    title = titled[1] if titled else named[1] if named else re.sub(r"\{[^}]*\}", "", told).strip(" \"'}")
    if name in {"message", "note"} and title in {"alert", "warn", "warning"}:
        name, title = "warning", ""
    if name not in NOTICES:
        return found["body"] if name in _PLAIN else f"\n\n{found['body']}\n\n"
    return as_notice(found["body"], name, title)


def _indented_notices(text: str) -> str:
    """MkDocs' `!!! note` is a notice, of `=== "Tab"` the mark goes; what is indented under it stands less deep."""
    lines, out, at = text.split("\n"), list[str](), 0
    while at < len(lines):
        mark = _INDENTING.match(lines[at])
        if not mark:
            out.append(lines[at])
            at += 1
            continue
        at, deep = at + 1, len(mark["deep"]) + 4
        inside = []
        while at < len(lines) and (not lines[at].strip() or lines[at].expandtabs(4)[:deep].isspace()):
            inside.append(lines[at].expandtabs(4)[4:] if lines[at].strip() else "")
            at += 1
        name, title = (mark["name"] or "").lower(), mark["title"] or ""
        body = _indented_notices("\n".join(inside))
        out += (as_notice(textwrap.dedent(body), name, title) if name else f"\n{body}\n").split("\n")
    return "\n".join(out)


def _notes(text: str) -> str:
    """Footnotes and abbreviations, and the marks that refer to them."""
    text = _NOTE.sub("", text)
    text = re.sub(r"[ \t]?\[\^[^\[\]\n]{1,200}\]", "", text)
    text = re.sub(r"\^\[[^\[\]\n]{0,1000}\]", "", text)
    text = re.sub(r"(?:[ \t]?\[-?@[\w:.#$%&+?<>~/-]+(?:[;,][^\]\n]*)?\])(?!\()", "", text)
    return re.sub(r"^[ ]{0,3}\*\[[^\]\n]+\]:[^\n]*$", "", text, flags=_M)


def _spaced_pictures(text: str) -> str:
    """Pictures whose names have spaces, or sizes behind them: many editors take them, CommonMark does not."""
    text = re.sub(r"(!\[[^\]\n]{0,300}\]\([^()\n]{1,500}?)[ \t]+=\d{0,5}x?\d{0,5}%?(?=[ \t]*\))", r"\1", text)
    return re.sub(
        r"(!\[[^\]\n]{0,300}\]\()([^<>\n\"]{0,300}[ \t][^<>\n\"]{0,300}?\.(?:png|jpe?g|webp|gif|svg))(?=\))",
        r"\1<\2>",
        text,
    )


def _attributes(text: str) -> str:
    """Kramdown's and Pandoc's attributes: `{#id}`, `{: .class}`, `{width=50%}`."""
    text = re.sub(
        r"^[ \t]*[*-][ \t]+(?:TOC|toc|Table of contents)[ \t]*\n[ \t]*\{:[ \t]*toc[^}\n]*\}", "", text, flags=_M | _I
    )
    text = re.sub(r"(?<![ \t])[ \t]*\{::?[^{}\n]{0,300}\}", "", text)
    text = re.sub(rf"(?<![ \t])[ \t]+{_ATTRIBUTES}(?=[ \t]*#*[ \t]*$)", "", text, flags=_M)
    text = re.sub(r"(?<![ \t])[ \t]+\\?\{\s*/\*.*?\*/\s*\}(?=[ \t]*$)", "", text, flags=_M)
    text = re.sub(r"(<[a-z]+\b[^<>\n]{0,200}\smarkdown\s*=[^<>\n]{0,100}>)", r"\1\n\n", text)
    text = re.sub(
        r"^([^\s>#*|:-][^\n]{0,200})\n\n?:[ \t]+(?=\S)", r"- **\1:** ", text, flags=_M
    )  # a term and its definition
    text = re.sub(r"(?<!!)\[([^\[\]\n]{1,300})\]\{[.#][^}\n]{0,100}\}", r"\1", text)
    text = re.sub(r"(?<=\w)(~|\^)([\w+-]{1,4})\1(?!\1)", r"\2", text)  # raised and lowered letters
    return re.sub(rf"(?<=[\])*_\ue001]){_ATTRIBUTES}", "", text)
