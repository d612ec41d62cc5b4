"""Makes a picture that can be drawn of any that articles have: AVIF, TIFF and SVG become PNG, the others stay."""

from __future__ import annotations

import hashlib
import re
import textwrap
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import skia

from footage.errors import UnsupportedMediaError
from media import picture

MAX_SVG_BYTES = 4_000_000
_SVG_SIDE_PX = 1600
"""The longer side of a drawing of lines, in pixels: it has no size of its own, and a film's frame is about as large."""

_MAX_SVG_TAGS = 60_000
_LOOKED_AT = 4096
_SVG = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?>\s*)*<(?:\w+:)?svg\b",
    re.DOTALL,
)
_TIFF = (b"II*\0", b"MM\0*")
_AVIF = re.compile(rb"\A....ftyp(?:avi[fs]|....(?:....){1,8}?avif)", re.DOTALL)
_WITHIN = re.compile(r"\s*(?:#|data:image/(?:png|jpe?g|gif|webp);)", re.IGNORECASE)
_UNSEEN_WORDS = "Its texts are set in HTML, which is not drawn."
_LONGEST_LABEL = 200
_HINT = "Save it as PNG."


@dataclass(frozen=True)
class Still:
    """A picture: its file, its size in pixels as it is held, and whether it has more than one frame."""

    path: Path
    width: int
    height: int
    moves: bool = False


def as_still(path: Path, folder: Path) -> Still:
    """A picture that can be drawn.

    Args:
        path: The file.
        folder: Where pictures are kept that had to be turned into PNG.

    Raises:
        UnsupportedMediaError: It is no picture that is known, too large, or damaged.
    """
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    if _SVG.match(head):
        path = _kept(path, folder, ".svg")
    elif head.startswith(_TIFF) or _AVIF.match(head):
        path = _kept(path, folder, "")
    picture.check_whole(path)
    width, height, frames = picture.size_and_frames(path)
    return Still(path, width, height, moves=frames > 1)


def _kept(path: Path, folder: Path, kind: str) -> Path:
    """The picture as PNG, made once for the same content."""
    if path.stat().st_size > (MAX_SVG_BYTES if kind else picture.MAX_PIXELS):
        raise UnsupportedMediaError(f"{path.name} is too large.", hint=_HINT)
    content = path.read_bytes()
    file = folder / f"{hashlib.sha256(content).hexdigest()}.png"
    if file.is_file():
        file.touch()
        return file
    folder.mkdir(parents=True, exist_ok=True)
    making = file.with_name(f"{uuid.uuid4().hex}.new")
    making.write_bytes(_drawn(content, path.name) if kind else _decoded(path))
    making.replace(file)
    return file


# --- SVG ----------------------------------------------------------------------------------------------------------


def _drawn(content: bytes, name: str) -> bytes:
    """A drawing of lines as PNG; nothing that it refers to outside of itself is loaded."""
    import resvg_py
    from lxml import etree

    from media.fonts import FONTS_DIR

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise UnsupportedMediaError(f"{name} is no whole SVG.", hint=_HINT) from exc
    _cleared(root, name)
    width, height = _size(root)
    text = etree.tostring(root, encoding="unicode")
    try:
        drawn: bytes = resvg_py.svg_to_bytes(
            svg_string=text,
            width=max(1, round(width)),
            height=max(1, round(height)),
            skip_system_fonts=not re.search("[\u0530-\uffff]", text),
            font_files=[str(file) for file in sorted(FONTS_DIR.glob("*.ttf"))],
            font_family="Inter",
            sans_serif_family="Inter",
            serif_family="Fraunces",
            monospace_family="JetBrains Mono",
        )
    except ValueError as exc:
        raise UnsupportedMediaError(f"{name} cannot be drawn: {exc}.", hint=_HINT) from exc
    return drawn


def _cleared(root: Any, name: str) -> None:
    """Take out of a drawing what would load other files, and refuse what would be drawn in part."""
    from lxml import etree

    if sum(1 for _ in root.iter()) > _MAX_SVG_TAGS:
        raise UnsupportedMediaError(f"{name} has more than {_MAX_SVG_TAGS:,} parts.", hint=_HINT)
    for node in [*root.iter()]:
        if not isinstance(node.tag, str):
            continue
        tag = etree.QName(node).localname
        if tag == "foreignObject" and "".join(node.itertext()).strip():
            _spell(node, name)
            continue
        outside = tag in {"image", "feImage", "use"} and any(
            etree.QName(key).localname == "href" and not _WITHIN.match(str(value)) for key, value in node.attrib.items()
        )
        parent = node.getparent()
        if parent is not None and (outside or tag in {"script", "foreignObject"}):
            parent.remove(node)
        elif tag == "style" and node.text:
            node.text = re.sub(r"@import[^;]*;?|@font-face\s*\{[^}]*\}", "", node.text)


def _spell(node: Any, name: str) -> None:
    """Put the words of a label that is set in HTML, as in diagrams of Mermaid and draw.io, where it has its middle."""
    from lxml import etree

    sizes = [re.fullmatch(r"[\d.]+", str(node.get(one) or "0")) for one in ("x", "y", "width", "height")]
    text = "\n".join(" ".join(line.split()) for line in _label(node).split("\n") if line.strip())
    if not all(sizes) or len(text) > _LONGEST_LABEL:
        raise UnsupportedMediaError(f"{name} cannot be drawn. {_UNSEEN_WORDS}", hint=_HINT)
    left, top, width, height = (float(size[0]) for size in sizes if size)
    styles = " ".join(str(one.get("style") or "") for one in node.iter() if isinstance(one.tag, str))
    said = re.search(r"font-size:\s*([\d.]+)px", styles)
    size = float(said[1]) if said else 16.0
    colour = re.search(r"(?<![\w-])color:\s*(#[\da-fA-F]{3,8}|rgb\([\d, ]+\)|[a-z]+)", styles)
    most = max(8, int(width / (size * 0.5))) if width > 1 else _LONGEST_LABEL
    lines = [part for line in text.split("\n") for part in textwrap.wrap(line, most)]
    label = etree.Element("{http://www.w3.org/2000/svg}text")
    fill = colour[1] if colour else "#333"
    label.set("style", f"font-size:{size}px;text-anchor:middle;stroke:none !important;fill:{fill};font-family:Inter")
    middle, first = left + width / 2, top + height / 2 - (len(lines) - 1) * size * 0.6 + size * 0.35
    for at, line in enumerate(lines):
        span = etree.SubElement(label, "{http://www.w3.org/2000/svg}tspan")
        span.set("x", f"{middle:g}")
        span.set("y", f"{first + at * size * 1.2:g}")
        span.text = line
    node.getparent().replace(node, label)


def _label(node: Any) -> str:
    """The words in HTML, with the lines that it breaks them into."""
    found = [node.text or ""]
    for child in node:
        tag = str(child.tag).rsplit("}", 1)[-1]
        found.append("\n" if tag in {"br", "p", "div", "li"} else "")
        found += [_label(child) if isinstance(child.tag, str) else "", child.tail or ""]
    return "".join(found)


def _size(root: Any) -> tuple[float, float]:
    """How large it is drawn: its own shape, the longer side `_SVG_SIDE_PX` pixels long."""
    box = [float(one) for one in re.findall(r"-?[\d.]+(?:e-?\d+)?", str(root.get("viewBox") or ""))[:4]]
    sides = [re.fullmatch(r"\s*([\d.]+)(?:px|pt)?\s*", str(root.get(side) or "")) for side in ("width", "height")]
    if sides[0] and sides[1]:
        width, height = float(sides[0][1]), float(sides[1][1])
    else:
        width, height = (box[2], box[3]) if len(box) > 3 else (300.0, 150.0)
    if not (0 < width < 1e6 and 0 < height < 1e6 and 1 / 50 < width / height < 50):
        raise UnsupportedMediaError("The SVG has no usable size.", hint=_HINT)
    scale = _SVG_SIDE_PX / max(width, height)
    return width * scale, height * scale


# --- AVIF and TIFF --------------------------------------------------------------------------------------------------


def _decoded(path: Path) -> bytes:
    """The first picture of a file as PNG, upright."""
    import av

    try:
        with av.open(str(path), options={"protocol_whitelist": "file"}) as container:
            stream = container.streams.video[0]
            if stream.codec_context.width * stream.codec_context.height > picture.MAX_PIXELS:
                raise UnsupportedMediaError(f"{path.name} has too many pixels.", hint=_HINT)
            frame = next(container.decode(stream))
            pixels = np.rot90(frame.to_ndarray(format="rgba"), frame.rotation // 90)
    except (av.FFmpegError, StopIteration, IndexError, ValueError) as exc:
        raise UnsupportedMediaError(f"{path.name} cannot be decoded.", hint=_HINT) from exc
    image = skia.Image.fromarray(np.ascontiguousarray(pixels), skia.ColorType.kRGBA_8888_ColorType)
    return bytes(image.encodeToData())
