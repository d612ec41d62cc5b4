"""Builds `pictures.zip`: the outlines and colours of every picture, as plain moves, lines and curves.

One file for each kind of picture. A line "=🐝" begins a picture; each further line is a shape, from back to front: its
colour "rrggbb", with the colours in five skin tones behind it where they differ, "rrggbbaa" if one can see through it,
then "e" if holes are where outlines overlap, then the outline in 1/1024 of the box: every number is the way from the
point before.
"""

from __future__ import annotations

import json
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import skia
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib.path import SVGPath
from lxml import etree
from PIL import ImageColor

from painter.data.build_names import SETS, Row, codepoints, toned
from painter.emoji import folded

GRID = 1024
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_FAINT = 0.06
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class _Style:
    """What an element hands down to those in it."""

    fill: str = "#000000"
    stroke: str = "none"
    width: float = 1.0
    opacity: float = 1.0
    evenodd: bool = False
    clip: Any = None


@dataclass(frozen=True)
class _Shape:
    colour: str
    opacity: float
    path: Any


def write(modules: Path, rows: Sequence[Row], out: Path) -> None:
    """Write the pictures of all rows."""
    sets = [(codepoints(modules, name), _icons(modules, name)) for name in SETS]
    kinds: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        kinds[row.kind] += _picture(row, sets)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        for kind, lines in kinds.items():
            archive.writestr(_entry(kind), "\n".join(lines))


def _entry(kind: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(kind, _EPOCH)
    entry.compress_type = zipfile.ZIP_LZMA
    return entry


def _icons(modules: Path, name: str) -> tuple[Mapping[str, Any], float]:
    """The drawings of a set, and the side of their box."""
    found = json.loads((modules / "@iconify-json" / name / "icons.json").read_text())
    return found["icons"], float(found["width"])


_SKIN = {
    "ffc83d": "ffd7c2 eebfaa c68d7b 966661 573739",
    "ffca28": "ffd7c2 eebfaa c68d7b 966661 573739",
    "fdbb11": "f4c6ad e4b29a bb806e 8b5c56 4e3233",
    "fcb100": "f4c6ad e4b29a b87a66 8b5c56 452829",
    "f59f00": "f4c6ad e4b29a bb806e 8b5c56 422426",
    "ed9200": "e5af93 d19479 ab6a55 75443e 3d2123",
    "e59600": "e5af93 d19479 ab6a55 75443e 3d2123",
    "d67d00": "f1b99b d6a089 a9715f 764c49 341a1c",
}
"""The skin of people who are there in yellow only, in the five tones that the others have."""


def _picture(row: Row, sets: Sequence[tuple[Mapping[str, str], tuple[Mapping[str, Any], float]]]) -> Iterator[str]:
    names, (icons, side) = next(one for one in sets if _plain(row.emoji) in one[0])
    usual = _written(icons[names[_plain(row.emoji)]]["body"], side)
    if not row.toned:
        has_skin = row.kind.startswith(("person", "hand", "family"))
        yield f"={folded(row.emoji)}"
        for colour, outline in usual:
            tones = _SKIN.get(colour, "") if has_skin else ""
            yield f"{','.join([colour, *tones.split()])} {outline}"
        return
    plain = folded(row.emoji)
    toned_pictures = [(one, _written(icons[names[one]]["body"], side)) for one in toned(plain)]
    outlines = [outline for _, outline in usual]
    if all([outline for _, outline in shapes] == outlines for _, shapes in toned_pictures):
        yield f"={plain}"
        for own, *others in zip(usual, *(shapes for _, shapes in toned_pictures), strict=True):
            colours = [colour for colour, _ in (own, *others)]
            yield f"{','.join(colours) if len(set(colours)) > 1 else colours[0]} {own[1]}"
        return
    yield from (f"={plain}", *(f"{colour} {outline}" for colour, outline in usual))
    for one, shapes in toned_pictures:
        yield from (f"={one}", *(f"{colour} {outline}" for colour, outline in shapes))


def _plain(emoji: str) -> str:
    return emoji.replace("\ufe0f", "")


def _written(body: str, side: float) -> list[tuple[str, str]]:
    """The shapes of a drawing: colour and outline."""
    root = etree.fromstring(f'<svg xmlns:xlink="http://www.w3.org/1999/xlink">{body}</svg>')
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    written = []
    for shape in _shapes(root, _Style(), skia.Matrix(), named):
        outline = _outline(shape.path, GRID / side)
        if outline and shape.opacity > _FAINT:
            alpha = "" if shape.opacity > 0.995 else f"{round(shape.opacity * 255):02x}"
            written.append((shape.colour.removeprefix("#") + alpha, outline))
    return written


def _shapes(element: Any, style: _Style, matrix: Any, named: Mapping[str, Any]) -> Iterator[_Shape]:
    if not isinstance(element.tag, str) or element.tag in {"defs", "clipPath", "filter", "mask", "symbol"}:
        return
    matrix = skia.Matrix.Concat(matrix, _matrix(element.get("transform", "")))
    style = _styled(element, style, matrix, named)
    if element.tag == "use":
        moved = skia.Matrix.Translate(float(element.get("x", 0)), float(element.get("y", 0)))
        target = named[next(filter(None, map(element.get, _HREFS)))[1:]]
        yield from _shapes(target, style, skia.Matrix.Concat(matrix, moved), named)
    elif element.tag in {"g", "svg"}:
        for child in element:
            yield from _shapes(child, style, matrix, named)
    else:
        yield from _painted(_path(element, style.evenodd), style, matrix, named)


def _styled(element: Any, style: _Style, matrix: Any, named: Mapping[str, Any]) -> _Style:
    clip = style.clip
    if reference := element.get("clip-path"):
        clip = skia.Path()
        for child in _targets(named[reference[5:-1]], named):
            clip.addPath(_moved(_path(child, evenodd=False), matrix))
    return replace(
        style,
        fill=element.get("fill", style.fill),
        stroke=element.get("stroke", style.stroke),
        width=float(element.get("stroke-width", style.width)),
        opacity=style.opacity * float(element.get("opacity", 1)) * float(element.get("fill-opacity", 1)),
        evenodd="evenodd" in (element.get("fill-rule") or ("evenodd" if style.evenodd else "")),
        clip=clip,
    )


def _targets(element: Any, named: Mapping[str, Any]) -> Iterator[Any]:
    for child in element:
        yield named[next(filter(None, map(child.get, _HREFS)))[1:]] if child.tag == "use" else child


def _painted(path: Any, style: _Style, matrix: Any, named: Mapping[str, Any]) -> Iterator[_Shape]:
    for paint, is_line in ((style.fill, False), (style.stroke, True)):
        if paint == "none":
            continue
        colour, opacity = _colour(paint, named)
        area = _stroked(path, style.width) if is_line else path
        area = _moved(area, matrix)
        if style.clip is not None:
            area = skia.Op(area, style.clip, skia.PathOp.kIntersect_PathOp)
        yield _Shape(colour, style.opacity * opacity, area)


def _colour(paint: str, named: Mapping[str, Any]) -> tuple[str, float]:
    """A colour and its opacity; of a gradient the mean."""
    if not paint.startswith("url("):
        return _hex(paint), 1.0
    gradient = named[paint[5:-1]]
    while not len(gradient):
        gradient = named[next(filter(None, map(gradient.get, _HREFS)))[1:]]
    stops = [(_hex(stop.get("stop-color", "#000")), float(stop.get("stop-opacity", 1))) for stop in gradient]
    weight = sum(opacity for _, opacity in stops) or 1.0
    parts = [sum(int(colour[at : at + 2], 16) * opacity for colour, opacity in stops) / weight for at in (1, 3, 5)]
    return "#" + "".join(f"{round(part):02x}" for part in parts), weight / len(stops)


def _hex(colour: str) -> str:
    red, green, blue, *_ = ImageColor.getrgb(colour)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _matrix(transform: str) -> Any:
    found = skia.Matrix()
    for name, written in re.findall(r"(\w+)\(([^)]*)\)", transform):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", written)]
        match name:
            case "matrix":
                a, b, c, d, e, f = numbers
                found = skia.Matrix.Concat(found, skia.Matrix.MakeAll(a, c, e, b, d, f, 0, 0, 1))
            case "rotate":
                angle, *about = numbers
                found = skia.Matrix.Concat(found, skia.Matrix.RotateDeg(angle, skia.Point(*(about or (0, 0)))))
            case "translate":
                found = skia.Matrix.Concat(found, skia.Matrix.Translate(*numbers))
            case _:
                raise ValueError(name)
    return found


def _path(element: Any, evenodd: bool) -> Any:
    """An element's outline, without its own transform."""
    alone = etree.Element(element.tag, {name: value for name, value in element.items() if name != "transform"})
    pen = DecomposingRecordingPen({})
    SVGPath.fromstring(etree.tostring(etree.ElementTree(_inside_svg(alone)))).draw(pen)
    builder = skia.PathBuilder()
    for verb, points in pen.value:
        flat = [part for point in points for part in point]
        match verb:
            case "moveTo":
                builder.moveTo(*flat)
            case "lineTo":
                builder.lineTo(*flat)
            case "curveTo":
                builder.cubicTo(*flat)
            case "qCurveTo":
                builder.quadTo(*flat)
            case "closePath":
                builder.close()
            case _:  # an open line ends here
                pass
    path = builder.detach()
    path.setFillType(skia.PathFillType.kEvenOdd if evenodd else skia.PathFillType.kWinding)
    return path


def _inside_svg(element: Any) -> Any:
    root = etree.Element("{http://www.w3.org/2000/svg}svg")
    element.tag = "{http://www.w3.org/2000/svg}" + element.tag
    root.append(element)
    return root


def _stroked(path: Any, width: float) -> Any:
    paint = skia.Paint(Style=skia.Paint.kStroke_Style, StrokeWidth=width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    area = skia.Path()
    paint.getFillPath(path, area)
    return area


def _moved(path: Any, matrix: Any) -> Any:
    moved = skia.Path()
    path.transform(matrix, moved)
    return moved


def _outline(path: Any, scale: float) -> str:
    """A path as text; other curves become cubic ones."""
    words: list[str] = []
    here = (0, 0)
    for verb, points in path:
        name, ends = _plain_verb(verb, points)
        ends = [(x * scale, y * scale) for x, y in ends]
        if name == "L" and _rounded(ends[0]) == here:
            continue
        # An area is closed, whether or not its outline says so.
        words += ["Z", name] if name == "M" and words and words[-1] != "Z" else [name]
        for at in range(0, len(ends), 3):
            words += ["C"] if at else []
            here = _add(words, here, ends[at : at + 3])
    if "L" not in words and "C" not in words:
        return ""
    words += ["Z"] if words[-1] != "Z" else []
    even = "e" if path.getFillType() == skia.PathFillType.kEvenOdd else ""
    written = even + " ".join(words)
    return re.sub(r" ?([MLCZ]) ?", r"\1", written).replace(" -", "-")


def _plain_verb(verb: Any, points: Any) -> tuple[str, list[tuple[float, float]]]:
    """A part of a path as a move, a line, or one or more cubic curves."""
    ends = [(point.x(), point.y()) for point in points]
    if verb == skia.Path.kQuad_Verb:
        return "C", _cubic(*ends)
    if verb == skia.Path.kConic_Verb:
        quads = [(point.x(), point.y()) for point in skia.Path.ConvertConicToQuads(*points, math.sqrt(0.5), 1)]
        return "C", [*_cubic(*quads[:3]), *_cubic(*quads[2:5])]
    name = {skia.Path.kMove_Verb: "M", skia.Path.kLine_Verb: "L", skia.Path.kCubic_Verb: "C"}.get(verb, "Z")
    return name, [] if name == "Z" else ends if name == "M" else ends[1:]


def _cubic(
    start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    return [
        (start[0] + (bend[0] - start[0]) * 2 / 3, start[1] + (bend[1] - start[1]) * 2 / 3),
        (end[0] + (bend[0] - end[0]) * 2 / 3, end[1] + (bend[1] - end[1]) * 2 / 3),
        end,
    ]


def _rounded(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0]), round(point[1])


def _add(words: list[str], here: tuple[int, int], points: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """Write points, each as the way from the one before, and give the last."""
    for point in points:
        there = _rounded(point)
        words += [str(there[0] - here[0]), str(there[1] - here[1])]
        here = there
    return here
