"""Reads documents that are no text: what Pandoc turns into HTML, and PDF by its letters and their sizes.

Both come with the extra `documents`. Pandoc (GPL) is run as a program, in its sandbox: it can neither read other files
nor reach a network.
"""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import zipfile
from collections import Counter
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from films.article.embedded import without_embedded
from films.article.fragments import read_nodes
from films.article.front_matter import day_of
from films.article.outline import MAX_BLOCKS, Outline, name_of, tidy
from footage.errors import UnsupportedMediaError

_PANDOC = {
    **{".docx": "docx", ".odt": "odt", ".epub": "epub", ".fb2": "fb2", ".rtf": "rtf", ".org": "org", ".ipynb": "ipynb"},
    **{".rst": "rst", ".rest": "rst", ".adoc": "asciidoc", ".asciidoc": "asciidoc", ".asc": "asciidoc"},
    **{".tex": "latex", ".latex": "latex", ".textile": "textile", ".typ": "typst", ".opml": "opml"},
    **{".mediawiki": "mediawiki", ".wiki": "mediawiki", ".dj": "djot"},
}
SUFFIXES = frozenset({*_PANDOC, ".pdf"})
"""How the names of documents end that are read with the extra."""

_PACKED = frozenset({".docx", ".odt", ".epub"})
_MAX_UNPACKED_BYTES, _MAX_PARTS = 300_000_000, 5000
_MAX_HTML_BYTES = 80_000_000
_TIMEOUT_S = 60.0
_MEMORY = "-M1g"
_INCLUDES = re.compile(rb"^[ \t]*include::[^\n]*$", re.MULTILINE)
_UNREAD = "//header[@id='title-block-header'] | //nav | //*[@role='doc-endnotes'] | //*[@role='doc-noteref']"
EXTRA_HINT = "Run: pip install 'footage[documents]'"


def is_installed(suffix: str) -> bool:
    """Whether a document can be read whose name ends so."""
    return find_spec("pypdf" if suffix == ".pdf" else "pypandoc") is not None


def read_document(content: bytes, suffix: str) -> Outline:
    """Read a document.

    Args:
        content: Its file.
        suffix: One of `SUFFIXES`.

    Raises:
        UnsupportedMediaError: It is damaged, locked, or larger than a film's article can be.
    """
    if suffix == ".pdf":
        from films.article.pdf import read_pdf

        return read_pdf(content)
    if suffix in _PACKED:
        _check_unpacked(content)
    page, pictures = without_embedded(_as_html(_INCLUDES.sub(b"", content), suffix))
    return _outline_of(page).model_copy(update={"pictures": pictures})


def _check_unpacked(content: bytes) -> None:
    """Refuse an archive that unpacks to far more than it is.

    Raises:
        UnsupportedMediaError: It does, or is no archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as exc:
        raise UnsupportedMediaError("The document is damaged.") from exc
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED_BYTES:
        raise UnsupportedMediaError("The document unpacks to more than an article has.")


def _as_html(content: bytes, suffix: str) -> str:
    import pypandoc

    command = [
        *(pypandoc.get_pandoc_path(), "-f", _PANDOC[suffix], "-t", "html5", "--standalone", "--sandbox"),
        *("--embed-resources", "--wrap=none", "--mathml", "+RTS", _MEMORY, "-RTS"),
    ]
    with tempfile.TemporaryDirectory(prefix="footage-") as folder:
        out = Path(folder) / "page.html"
        with out.open("wb") as page:
            try:
                done = subprocess.run(  # noqa: S603 - a fixed program; the document comes on its standard input
                    command, input=content, stdout=page, stderr=subprocess.PIPE, cwd=folder, env={"LC_ALL": "C.UTF-8"},
                    timeout=_TIMEOUT_S, check=False,
                )  # fmt: skip
            except subprocess.TimeoutExpired as exc:
                raise UnsupportedMediaError("The document takes too long to read.") from exc
        if done.returncode:
            told = done.stderr.decode(errors="replace").strip().split("\n")[-1][:200]
            raise UnsupportedMediaError(f"The document cannot be read: {told}")
        if out.stat().st_size > _MAX_HTML_BYTES:
            raise UnsupportedMediaError("The document says more than an article does.")
        return out.read_text(encoding="utf-8", errors="replace")


def _outline_of(page: str) -> Outline:
    from lxml import html

    tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    for node in tree.xpath(_UNREAD):
        if node.getparent() is not None:
            node.drop_tree()
    told = {str(one.get("name")): tidy(one.get("content")) for one in tree.iter("meta") if one.get("name")}
    left = Counter[str]()
    body = tree.find("body")
    title = tidy(tree.findtext("head/title"))
    return Outline(
        title="" if title == "-" else title,
        description=told.get("description", ""),
        author=name_of(told.get("author", "")),
        language=str(tree.get("lang") or "").split("-")[0][:12],
        published=day_of(told.get("dcterms.date", "")),
        tags=tuple(tidy(one) for one in told.get("keywords", "").split(",") if tidy(one)),
        blocks=tuple(islice(read_nodes([body], left), MAX_BLOCKS)) if body is not None else (),
    )
