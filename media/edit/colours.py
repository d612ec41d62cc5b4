"""In which colours an edit is made: those of its films where they have the same, else those of HD."""

from __future__ import annotations

from dataclasses import dataclass

from media.edit.timeline import Film
from media.ffmpeg import Options, Stream
from media.plain import BT709
from media.probe import opened, video_stream

_BT709_FROM_HEIGHT_PX = 720
_MATRICES = {1: "bt709", 5: "smpte170m", 6: "smpte170m", 4: "fcc", 7: "smpte240m", 9: "bt2020", 10: "bt2020"}
_UNKNOWN = frozenset({0, 2})
_FULL = 2


@dataclass(frozen=True)
class Colours:
    """How colours become brightness and two differences: `matrix` by ffmpeg's name; `is_said` if the film says so."""

    matrix: str
    is_full: bool = False
    is_said: bool = True


def colours_of(film: Film) -> Colours:
    """A film's colours; of one that says nothing, those that players take it for."""
    if film.plain.transfer or film.plain.is_rgb:
        return Colours("bt709")
    with opened(film.info.path, film.info.demuxer) as container:
        context = video_stream(container, film.info.path).codec_context
        said, range_ = int(context.colorspace), int(context.color_range)
    is_full = range_ == _FULL or film.info.pixel_format.startswith("yuvj")
    if said in _UNKNOWN or said not in _MATRICES:
        short = min(film.info.width, film.info.height)
        return Colours("bt709" if short >= _BT709_FROM_HEIGHT_PX else "smpte170m", is_full, is_said=False)
    return Colours(_MATRICES[said], is_full)


def in_colours(picture: Stream, own: Colours, wanted: Colours) -> Stream:
    """A film's pictures in the colours of the edit, 8 bits in 4:2:0."""
    if own.matrix == wanted.matrix and not own.is_full:
        return picture.filter("format", "yuv420p")
    scaled: Options = {
        "in_color_matrix": own.matrix,
        "out_color_matrix": wanted.matrix,
        "in_range": "pc" if own.is_full else "tv",
        "out_range": "tv",
        "flags": "accurate_rnd+full_chroma_int",
    }
    picture = picture.filter("scale", **scaled).filter("format", "yuv420p")
    return picture.filter("setparams", **BT709) if wanted.matrix == "bt709" else picture


def drawn_in(picture: Stream, wanted: Colours) -> Stream:
    """A drawn picture, with what is transparent in it, in the colours of the edit."""
    exact: Options = {"out_color_matrix": wanted.matrix, "out_range": "tv", "flags": "accurate_rnd+full_chroma_int"}
    return picture.filter("scale", **exact).filter("format", "yuva420p")
