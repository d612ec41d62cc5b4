"""Writes files beside the film: moving and still pictures, sound, and films of other shapes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from media.edit import clips
from media.edit.graph import Graph
from media.edit.project import Export
from media.encoders import X264
from media.ffmpeg import Options, Stream, Target

MIME_TYPES: Mapping[str, str] = {
    "mp4": "video/mp4",
    "webm": "video/webm",
    "gif": "image/gif",
    "webp": "image/webp",
    "png": "image/png",
    "zip": "application/zip",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
}
AAC: Options = {"c:a": "aac", "b:a": "192k"}
_SOUNDS: Mapping[str, tuple[str, Options]] = {
    "mp3": ("mp3", {"c:a": "libmp3lame", "q:a": 2}),
    "m4a": ("ipod", {**AAC, "movflags": "+faststart"}),
    "wav": ("wav", {"c:a": "pcm_s16le"}),
}
_VP9: Options = {
    "c:v": "libvpx-vp9", "crf": 32, "b:v": 0, "deadline": "good", "cpu-used": 4, "row-mt": 1, "pix_fmt": "yuv420p",
    "c:a": "libopus", "b:a": "128k",
}  # fmt: skip
_WEBP: Options = {"c:v": "libwebp_anim", "quality": 75, "loop": 0, "compression_level": 4}


@dataclass(frozen=True)
class Made:
    """A file beside the film."""

    path: Path
    as_: str
    width: int | None = None
    height: int | None = None
    duration_s: float | None = None

    @property
    def mime_type(self) -> str:
        """What it is, as the web says it."""
        return MIME_TYPES[self.path.suffix[1:]]


def target(graph: Graph, export: Export, rate: Fraction, folder: Path) -> tuple[Target, Made]:
    """What ffmpeg has to write for one, and what that is then."""
    out = folder / export.name
    layer, length_s = export.layer, float(export.layer.frames / rate)
    if export.as_ in _SOUNDS:
        muxer, options = _SOUNDS[export.as_]
        sound = graph.sounds(layer)[0]
        if export.as_ == "mp3":
            sound = clips.in_layout(sound, "stereo")
        return Target([sound], out, muxer, options), Made(out, export.as_, duration_s=length_s)
    size = _size(export)
    picture = graph.pictures(layer)
    if export.at is not None:
        one = picture.filter("trim", start_frame=export.at, end_frame=export.at + 1)
        one = _sized(clips.counted(one, rate), export, size)
        still: Options = {"frames:v": 1, "update": 1, "c:v": "png"}
        return Target([_rgb(one, graph)], out, "image2", still), Made(out, "png", *size)
    if export.fps:
        picture = picture.filter("fps", fps=f"{export.fps:g}", start_time=0)
    picture = _sized(picture, export, size)
    made = Made(out, export.as_, *size, duration_s=length_s)
    match export.as_:
        case "gif":
            return Target([_in_few_colours(picture)], out, "gif", {"loop": 0}), made
        case "webp":
            return Target([picture], out, "webp", _WEBP), made
        case "png":
            frames = folder / f"{out.stem}-%04d.png"
            return Target([_rgb(picture, graph)], frames, "image2", {"c:v": "png"}), made
        case "webm":
            sounds = graph.sounds(layer)[:1] if layer.has_sound else []
            return Target([picture, *sounds], out, "webm", _VP9), made
        case _:
            sounds = graph.sounds(layer) if layer.has_sound else []
            return Target([picture, *sounds], out, "mp4", {**X264, **AAC}), made


def finished(made: Made) -> Made:
    """A file once it is written; single pictures of a film are put into one file."""
    if made.path.suffix != ".zip":
        return made
    frames = sorted(made.path.parent.glob(f"{made.path.stem}-[0-9][0-9][0-9][0-9].png"))
    with zipfile.ZipFile(made.path, "w", zipfile.ZIP_STORED) as packed:
        for frame in frames:
            packed.write(frame, frame.name)
            frame.unlink()
    return made


def _size(export: Export) -> tuple[int, int]:
    width, height = export.layer.size
    if export.width is None:
        return width, height
    return export.width, max(2, round(export.width * height / width / 2) * 2)


def _sized(picture: Stream, export: Export, size: tuple[int, int]) -> Stream:
    if size == export.layer.size:
        return picture
    return picture.filter("scale", *size, flags="lanczos+accurate_rnd").filter("setsar", 1)


def _rgb(picture: Stream, graph: Graph) -> Stream:
    return picture.filter("scale", in_color_matrix=graph.colours.matrix, in_range="tv", out_range="pc").filter(
        "format", "rgb24"
    )


def _in_few_colours(picture: Stream) -> Stream:
    """Pictures in 256 colours, those that they have most of."""
    first, second = picture.split()
    palette = first.filter("palettegen", stats_mode="diff")
    return second.beside(palette, "paletteuse", dither="bayer", bayer_scale=3, diff_mode="rectangle")
