"""High dynamic range pictures as a usual screen shows them: ffmpeg's zscale and tonemap, for films and single frames.

Diffuse white is 203 nits (ITU-R BT.2408) and comes out a little below white, so that there is room for what is
brighter: it rolls off up to 1000 nits. Films go through the filters themselves. Frames are decoded in this process, by
libraries that have no zscale, so they go through tables of what the filters make of every colour, which is also
quicker.
"""

from __future__ import annotations

import subprocess
import threading
from fractions import Fraction
from functools import lru_cache
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

TABLE_SIDE = 33
_NAMES = {PQ: "smpte2084", HLG: "arib-std-b67"}
_TABLES = Path(__file__).parent / "hdr_tables"
_WHITE_NITS, _PEAK_NITS = 203, 1000
_MAPPING: ffmpeg.Options = {"param": 0.7, "desat": 0, "peak": round(_PEAK_NITS / _WHITE_NITS, 4)}


def transfer_of(info: VideoInfo) -> int | None:
    """`PQ` or `HLG` for a film of high dynamic range, else None."""
    with opened(info.path, info.demuxer) as container:
        transfer = int(video_stream(container, info.path).codec_context.color_trc)
    return transfer if transfer in _NAMES else None


def on_usual_screen(picture: Stream, transfer: int) -> Stream:
    """Pictures of a film in BT.2020 as pictures in BT.709, 8 bits, 4:2:0.

    Args:
        picture: As decoded.
        transfer: `PQ` or `HLG`.
    """
    if not ffmpeg.has_filter("zscale"):  # not every build has it; every build has tables
        picture = picture.filter("scale", in_color_matrix="bt2020", out_range="full").filter("format", "gbrp16le")
        picture = picture.filter("lut3d", file=str(_table(transfer)), interp="tetrahedral")
        picture = picture.filter("scale", out_color_matrix="bt709", out_range="tv").filter("format", "yuv420p")
        return picture.filter("setparams", color_primaries="bt709", color_trc="bt709", colorspace="bt709", range="tv")
    picture = picture.filter("setparams", colorspace="bt2020nc", **_tags(transfer))
    picture = _mapped(picture).filter("zscale", transfer="bt709", matrix="bt709", range="limited")
    return picture.filter("format", "yuv420p")


def _tags(transfer: int) -> ffmpeg.Options:
    return {"color_primaries": "bt2020", "color_trc": _NAMES[transfer]}


def _mapped(tagged: Stream) -> Stream:
    """Light instead of signals, of BT.709 instead of BT.2020, and none of it brighter than white."""
    light = tagged.filter("zscale", transfer="linear", npl=_WHITE_NITS, matrix="gbr", range="full")
    return (
        light.filter("format", "gbrpf32le")
        .filter("zscale", primaries="bt709")
        .filter("tonemap", "reinhard", **_MAPPING)
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
    """The table for frames of one size, for one thread: reading it takes longer than using it."""
    import av

    graph = av.filter.Graph()
    source = graph.add_buffer(width=width, height=height, format=av.VideoFormat("rgb48le"), time_base=Fraction(1, 1000))
    table = graph.add("lut3d", file=str(_table(transfer)), interp="tetrahedral")
    graph.link_nodes(source, table, graph.add("format", "rgb24"), graph.add("buffersink"))
    graph.configure()
    return graph


def _table(transfer: int) -> Path:
    return _TABLES / f"{_NAMES[transfer]}.cube"


def measured(transfer: int, side: int = TABLE_SIDE) -> NDArray[np.float64]:
    """What zscale and tonemap make of colours all over BT.2020; this is what the tables hold.

    Args:
        transfer: `PQ` or `HLG`.
        side: How many steps there are from none to all of a colour.

    Returns:
        Shape (side ** 3, 3), RGB, 0 to 1, red changing fastest.
    """
    import numpy as np

    steps = np.linspace(0, 65535, side).round().astype("<u2")
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    colours = np.stack([red, green, blue], axis=-1).reshape(side * side, side, 3)
    picture = ffmpeg.from_pipe(side, side * side, 1.0, pixels="rgb48le")
    picture = picture.filter("setparams", colorspace="gbr", range="full", **_tags(transfer))
    picture = (
        _mapped(picture.filter("format", "gbrp16le"))
        .filter("zscale", transfer="bt709", matrix="gbr", range="full")
        .filter("format", "gbrp16le")
    )
    arguments = ffmpeg.arguments([picture], None, muxer="rawvideo", pix_fmt="rgb48le")
    with ffmpeg.process(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        shown, _ = child.communicate(colours.tobytes())
    found = np.frombuffer(shown, "<u2").reshape(-1, 3)
    return np.asarray(found / 65535)


def write_tables() -> None:
    """Write the tables anew; a test compares them with what the filters make today."""
    import numpy as np

    for transfer in _NAMES:
        with _table(transfer).open("w", encoding="ascii") as file:
            file.write(
                f"# {_NAMES[transfer]} in BT.2020 as BT.709, by media.hdr.write_tables\nLUT_3D_SIZE {TABLE_SIDE}\n"
            )
            np.savetxt(file, measured(transfer), "%.4f")


_HDR_TRANSFERS = frozenset({16, 18})
"""PQ and HLG, as in ITU-T H.273."""
_WIDE_PRIMARIES = 9


def is_hdr(video: Path) -> bool:
    """Whether a film has a high dynamic range or wide primaries, by what its stream says of itself."""
    info = probe(video)
    with opened(info.path, info.demuxer) as container:
        context = video_stream(container, info.path).codec_context
        return int(context.color_trc) in _HDR_TRANSFERS or int(context.color_primaries) == _WIDE_PRIMARIES
