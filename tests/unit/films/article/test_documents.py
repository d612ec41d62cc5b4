"""Documents that are no text: read with the extra, else refused by name."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import skia

from films.article import documents
from films.article.outline import Code, Heading, ListBlock, ListItem, Note, Outline, Paragraph, PictureBlock, Table
from films.article.read import SUFFIXES, read_article
from footage.errors import UnsupportedMediaError

RST = """Quiet trains
============

:Author: Jane Doe
:Date: 2025-10-01

.. note:: Bring a pillow.

.. include:: {secret}

.. raw:: html
   :file: {secret}

.. figure:: train.png
   :alt: A train

   At dusk

.. code-block:: python
   :caption: a.py

   print(1)

.. csv-table:: Prices
   :header: "Day","Price"

   "Mon","5"

Comfort
-------

Lamp
  It turns. [1]_

.. [1] In May.
"""
ADOC = """= Quiet trains
Jane Doe <jane@a.example>
v1.0, 2025-10-01

NOTE: Bring a pillow.

include::{secret}[]

.At dusk
image::train.png[A train]

[source,python]
----
print(1)
----

.Prices
|===
|Day |Price

|Mon |5
|===

== Comfort

Lamp:: It turns.
"""


def bare(outline: Outline) -> list[object]:
    none = {"id": "", "picture_id": "", "table_id": ""}
    return [
        one.model_copy(update={name: none[name] for name in none if name in type(one).model_fields})
        for one in outline.blocks
    ]


@pytest.mark.needs("pypandoc")
@pytest.mark.parametrize(("text", "suffix"), [(RST, ".rst"), (ADOC, ".adoc")])
def test_texts_of_other_kinds_are_read_and_load_nothing(tmp_path: Path, text: str, suffix: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Nobody may read this.")
    outline = read_article(text.format(secret=secret).encode(), suffix=suffix)
    assert (outline.title, outline.author) == ("Quiet trains", "Jane Doe")
    assert "Nobody" not in outline.model_dump_json()
    title = "a.py" if suffix == ".rst" else ""
    assert bare(outline) == [
        Note(text="Bring a pillow."),
        PictureBlock(source="train.png", alt="A train", caption="At dusk"),
        Code(text="print(1)", language="python", title=title),
        Table(header=("Day", "Price"), rows=(("Mon", "5"),), caption="Prices"),
        Heading(level=1, text="Comfort"),
        ListBlock(items=(ListItem(lead="Lamp", text="It turns."),)),
    ]


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str) -> bytes:
    kinds = "http://schemas.openxmlformats.org"
    word = f"{kinds}/wordprocessingml/2006/main"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{kinds}/package/2006/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{kinds}/package/2006/relationships"><Relationship Id="a" '
            f'Type="{kinds}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
            "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        }
    )


@pytest.mark.needs("pypandoc")
def test_a_word_document_is_read_whatever_it_is_called() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Quiet trains</w:t></w:r></w:p>'
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Comfort.</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'> It is slow.</w:t></w:r></w:p>"
    )
    for suffix in (".docx", ""):
        outline = read_article(docx(body), suffix=suffix)
        assert outline.title == "Quiet trains"
        assert bare(outline) == [Paragraph(lead="Comfort", text="It is slow.")]


@pytest.mark.needs("pypandoc")
def test_an_e_book_is_read_with_its_pictures(tmp_path: Path) -> None:
    picture = skia.Image.fromarray(np.random.default_rng(1).integers(0, 255, (40, 40, 4), "uint8"))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>Trains</dc:title>'
        "<dc:creator>Jane Doe</dc:creator><dc:language>en</dc:language></metadata><manifest>"
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="p" href="p.png" media-type="image/png"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>It is slow.</p><img src="p.png"/></body></html>'
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile '
        'full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    book = packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "c.opf": opf,
            "a.xhtml": page,
            "p.png": bytes(picture.encodeToData()),
        }
    )
    outline = read_article(book, suffix=".epub")
    assert (outline.title, outline.author) == ("Trains", "Jane Doe")
    (shown,) = [one for one in outline.blocks if isinstance(one, PictureBlock)]
    assert outline.pictures[shown.source].startswith(b"\x89PNG")


def pdf(pages: list[list[tuple[int, int, str]]]) -> bytes:
    """Pages of lines: how large, how high from below, and what."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{4 + 2 * n} 0 R' for n in range(len(pages)))}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for at, lines in enumerate(pages):
        drawn = "".join(f"BT /F {size} Tf 1 0 0 1 60 {y} Tm ({text}) Tj ET\n" for size, y, text in lines).encode(
            "cp1252"
        )
        font = "/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
        parts.append(f"<</Type/Page/Parent 2 0 R{font}/Contents {5 + 2 * at} 0 R>>".encode())
        parts.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    body, starts = b"%PDF-1.4\n", list[int]()
    for at, part in enumerate(parts, 1):
        starts.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (at, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(parts) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(body),
    )  # fmt: skip


@pytest.mark.needs("pypdf")
def test_a_pdf_is_read_by_the_size_of_its_letters() -> None:
    rails = ("A night on the rails is slow, and the lamps are lit along the har-", "bour until the morning.")
    lines = [[*rails, f"• A {one}", f"• A {one} more"] for one in ("pillow", "book", "lamp")]
    pages = [
        [
            (24, 760, f"Night {page}" if page else "Quiet trains"),
            *((11, 720 - 15 * at, line) for at, line in enumerate(lines[page])),
            (11, 20, f"Trains | {page + 1}"),
        ]
        for page in range(3)
    ]
    outline = read_article(pdf(pages))
    text = Paragraph(text="A night on the rails is slow, and the lamps are lit along the harbour until the morning.")
    items = [
        ListBlock(items=(ListItem(text=f"A {one}"), ListItem(text=f"A {one} more")))
        for one in ("pillow", "book", "lamp")
    ]
    assert outline.title == "Quiet trains"
    assert bare(outline) == [
        *(text, items[0]),
        *(Heading(level=1, text="Night 1"), text, items[1]),
        *(Heading(level=1, text="Night 2"), text, items[2]),
    ]


@pytest.mark.needs("pypdf")
def test_photos_and_screenshots_of_a_pdf_stand_where_its_pages_end() -> None:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

    writer = PdfWriter(PdfReader(io.BytesIO(pdf([[(11, 720, f"The lamp turns at dusk on page {n}.")] for n in "12"]))))
    pixels = np.full((300, 400, 4), 90, np.uint8)
    photo = bytes(skia.Image.fromarray(pixels).encodeToData(skia.EncodedImageFormat.kJPEG, 80))
    grey = zlib.compress(bytes(range(200)) * 2 * 300)
    for page, data, told in (
        (writer.pages[0], photo, {"Filter": "/DCTDecode", "ColorSpace": "/DeviceRGB"}),
        (writer.pages[1], grey, {"Filter": "/FlateDecode", "ColorSpace": "/DeviceGray"}),
    ):
        image = StreamObject()
        image._data = data
        for name, text in {"Subtype": "/Image", **told}.items():
            image[NameObject(f"/{name}")] = NameObject(text)
        for name, number in {"Width": 400, "Height": 300, "BitsPerComponent": 8}.items():
            image[NameObject(f"/{name}")] = NumberObject(number)
        named = DictionaryObject({NameObject("/I"): writer._add_object(image)})
        page["/Resources"][NameObject("/XObject")] = named  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    outline = read_article(out.getvalue())
    assert [block.kind for block in outline.blocks] == ["paragraph", "picture", "paragraph", "picture"]
    first, second = [one for one in outline.blocks if isinstance(one, PictureBlock)]
    assert outline.pictures[first.source] == photo
    assert outline.pictures[second.source].startswith(b"\x89PNG")


@pytest.mark.needs("pypdf", "pypandoc")
@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (lambda: b"%PDF-1.7\nbroken", ".pdf"),
        (lambda: b"PK\x03\x04 word/ broken", ".docx"),
        (lambda: packed({"word/document.xml": "no"}), ".docx"),
        (lambda: packed({"word/document.xml": b"\0" * 310_000_000}), ".docx"),
        (lambda: packed({f"word/{n}": "" for n in range(5001)}), ".docx"),
    ],
    ids=["broken PDF", "broken zip", "not XML", "one huge part", "many parts"],
)
def test_damaged_documents_and_bombs_are_refused(content: Callable[[], bytes], suffix: str) -> None:
    # Made here, not when the file is imported, which every process of the suite does.
    with pytest.raises(UnsupportedMediaError):
        read_article(content(), suffix=suffix)


@pytest.mark.parametrize("suffix", sorted(documents.SUFFIXES))
def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setattr(documents, "find_spec", lambda _: None)
    assert suffix in SUFFIXES
    with pytest.raises(UnsupportedMediaError) as caught:
        read_article(b"Title\n=====\n\nText.", suffix=suffix)
    assert "footage[documents]" in caught.value.hint
