"""Tone maps pictures of high dynamic range (HDR) to BT.709 with 8 bits, as usual screens show.

The tone mapping is that of ffmpeg's filters zscale and tonemap. Diffuse white is 203 nits (ITU-R BT.2408) and comes out
a little below white, so that there is room for what is brighter: it rolls off up to 1000 nits. Films go through these
filters where ffmpeg has them. Single frames are decoded in this process, by libraries that have no zscale, so they go
through a colour table (a 3D LUT) of what the filters make of every colour, which is also quicker.

The tables are kept in `hdr_tables.npz`, 16 bits a number, and written as a .cube file (Adobe Cube LUT 1.0, the format
that ffmpeg's lut3d reads) when one is needed. After a change to the tone mapping, `python -m media.hdr` makes them
again; it needs an ffmpeg with zscale.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
import threading
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from media import ffmpeg
from media.ffmpeg import Stream
from media.probe import VideoInfo, opened, probe, video_stream

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PQ, HLG = 16, 18
"""Transfer functions by their numbers in ITU-T H.273: SMPTE ST 2084 and ARIB STD-B67."""

TABLES = Path(__file__).with_name("hdr_tables.npz")
"""Two arrays, `pq` and `hlg`: what `measured_table` gives, as uint16 up to 65535."""

TABLE_SIDE = 33
_STORED_AS = {PQ: "pq", HLG: "hlg"}
_NAMES = {PQ: "smpte2084", HLG: "arib-std-b67"}
_BT2020_PRIMARIES = 9
_FULL = 65535
_WHITE_NITS, _PEAK_NITS = 203, 1000
_TONEMAP: ffmpeg.Options = {"param": 0.7, "desat": 0, "peak": round(_PEAK_NITS / _WHITE_NITS, 4)}


def transfer_of(info: VideoInfo) -> int | None:
    """`PQ` or `HLG` for an HDR film, else None."""
    with opened(info.path, info.demuxer) as container:
        transfer = int(video_stream(container, info.path).codec_context.color_trc)
    return transfer if transfer in _NAMES else None


def is_hdr(video: Path) -> bool:
    """Whether a film says of itself that it is HDR or has the wide colours of BT.2020."""
    info = probe(video)
    with opened(info.path, info.demuxer) as container:
        context = video_stream(container, info.path).codec_context
        return int(context.color_trc) in _NAMES or int(context.color_primaries) == _BT2020_PRIMARIES


def tone_mapped(pictures: Stream, transfer: int, folder: Path) -> Stream:
    """The pictures of an HDR film in BT.2020 as pictures in BT.709, 8 bits, 4:2:0.

    Args:
        pictures: As decoded.
        transfer: `PQ` or `HLG`.
        folder: Where the colour table is written for an ffmpeg without zscale; must last until ffmpeg has ended.
    """
    if not ffmpeg.has_filter("zscale"):
        table = folder / f"{_NAMES[transfer]}.cube"
        table.write_bytes(_cube(transfer))
        pictures = pictures.filter("scale", in_color_matrix="bt2020", out_range="full").filter("format", "gbrp16le")
        pictures = pictures.filter("lut3d", file=str(table), interp="tetrahedral")
        pictures = pictures.filter("scale", out_color_matrix="bt709", out_range="tv").filter("format", "yuv420p")
        return pictures.filter("setparams", color_primaries="bt709", color_trc="bt709", colorspace="bt709", range="tv")
    pictures = pictures.filter("setparams", colorspace="bt2020nc", **_bt2020(transfer))
    pictures = _tone_mapped_light(pictures).filter("zscale", transfer="bt709", matrix="bt709", range="limited")
    return pictures.filter("format", "yuv420p")


def _bt2020(transfer: int) -> ffmpeg.Options:
    return {"color_primaries": "bt2020", "color_trc": _NAMES[transfer]}


def _tone_mapped_light(pictures: Stream) -> Stream:
    """Pictures tagged as BT.2020 as linear light of BT.709, none of it brighter than white."""
    light = pictures.filter("zscale", transfer="linear", npl=_WHITE_NITS, matrix="gbr", range="full")
    return (
        light.filter("format", "gbrpf32le")
        .filter("zscale", primaries="bt709")
        .filter("tonemap", "reinhard", **_TONEMAP)
    )


def to_sdr(picture: NDArray[np.uint16], transfer: int) -> NDArray[np.uint8]:
    """Map a BT.2020 picture to BT.709 with 8 bits.

    Args:
        picture: Shape (height, width, 3), RGB, 0 to 65535.
        transfer: `PQ` or `HLG`.
    """
    import av
    import numpy as np

    height, width = picture.shape[:2]
    graph = _graph(width, height, transfer, threading.get_ident())
    graph.push(av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb48le"))
    shown: Any = graph.pull()
    return np.asarray(shown.to_ndarray(), dtype=np.uint8)


@lru_cache(maxsize=4)
def _graph(width: int, height: int, transfer: int, _thread: int) -> Any:
    """A graph with the table, for frames of one size and for one thread; making it takes longer than using it."""
    import av

    graph = av.filter.Graph()
    source = graph.add_buffer(width=width, height=height, format=av.VideoFormat("rgb48le"), time_base=Fraction(1, 1000))
    with tempfile.TemporaryDirectory(prefix="hdr-") as folder:  # the filter reads its file at once
        table = Path(folder) / "table.cube"
        table.write_bytes(_cube(transfer))
        lut = graph.add("lut3d", file=str(table), interp="tetrahedral")
    graph.link_nodes(source, lut, graph.add("format", "rgb24"), graph.add("buffersink"))
    graph.configure()
    return graph


@cache
def _cube(transfer: int) -> bytes:
    """The content of a .cube file with the table of a transfer function."""
    import numpy as np

    file = io.BytesIO()
    file.write(f"LUT_3D_SIZE {TABLE_SIDE}\n".encode())
    np.savetxt(file, stored_table(transfer), "%.5f")
    return file.getvalue()


def stored_table(transfer: int) -> NDArray[np.float64]:
    """The table that comes with Footage, as `measured_table` gives it."""
    import numpy as np

    with np.load(TABLES) as tables:
        return np.asarray(tables[_STORED_AS[transfer]] / _FULL)


def measured_table(transfer: int, side: int = TABLE_SIDE) -> NDArray[np.float64]:
    """What zscale and tonemap make of colours all over BT.2020.

    Args:
        transfer: `PQ` or `HLG`.
        side: How many steps there are from none to all of a colour.

    Returns:
        Shape (side ** 3, 3), RGB, 0 to 1, red changing fastest.
    """
    import numpy as np

    steps = np.linspace(0, _FULL, side).round().astype("<u2")
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    colours = np.stack([red, green, blue], axis=-1).reshape(side * side, side, 3)
    picture = ffmpeg.from_pipe(side, side * side, 1.0, pixels="rgb48le")
    picture = picture.filter("setparams", colorspace="gbr", range="full", **_bt2020(transfer))
    picture = (
        _tone_mapped_light(picture.filter("format", "gbrp16le"))
        .filter("zscale", transfer="bt709", matrix="gbr", range="full")
        .filter("format", "gbrp16le")
    )
    arguments = ffmpeg.arguments([picture], None, muxer="rawvideo", pix_fmt="rgb48le")
    with ffmpeg.process(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        shown, _ = child.communicate(colours.tobytes())
    found = np.frombuffer(shown, "<u2").reshape(-1, 3)
    return np.asarray(found / _FULL)


def write_tables(out: Path = TABLES) -> None:
    """Measure the tables and store them; a test compares the stored ones with what the filters make."""
    import numpy as np

    np.savez_compressed(out, pq=_as_stored(PQ), hlg=_as_stored(HLG))


def _as_stored(transfer: int) -> NDArray[np.uint16]:
    import numpy as np

    return (measured_table(transfer) * _FULL).round().astype(np.uint16)


if __name__ == "__main__":
    write_tables()
