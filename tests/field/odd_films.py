"""Films as cameras, editors and broadcasters write them, tiny, by the words of `docs/reference/inputs.md`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from media import ffmpeg

PICTURE = "testsrc2=s=64x64:r=10:d=1"
MOVING = "color=0x405060:s=96x96:r={rate}:d=1[a];color=white:s=24x64:r={rate}[b];[a][b]overlay=x='mod(t*200,72)':y=16"
"""A white bar that passes by: at 50 frames a second its fields are four pixels apart."""

_SOUND = "sine=440:d=1"
_H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "5")
_HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-x265-params")
_SRT = "1\n00:00:00,100 --> 00:00:00,900\nhello\n"


def _encoded(
    name: str, *options: str, picture: str = PICTURE, sound: str | None = _SOUND, seconds: int = 1
) -> Callable[[Path], Path]:
    """Makes a film by one run of ffmpeg."""

    def make(folder: Path) -> Path:
        heard = ["-f", "lavfi", "-i", sound] if sound else []
        ffmpeg.run(["-f", "lavfi", "-i", picture, *heard, *options, "-t", str(seconds), str(folder / name)])
        return folder / name

    return make


def _remuxed(name: str, *options: str, before: tuple[str, ...] = ()) -> Callable[[Path], Path]:
    """Makes a film out of the plain one, without encoding it again; PLAIN stands for its path."""

    def make(folder: Path) -> Path:
        plain = str(plain_film(folder))
        args = [plain if one == "PLAIN" else one for one in (*before, "-i", "PLAIN", *options)]
        ffmpeg.run([*args, "-c", "copy", str(folder / name)])
        return folder / name

    return make


def plain_film(folder: Path) -> Path:
    """A usual MP4 with its index first, made once."""
    path = folder / "plain.mp4"
    return path if path.exists() else _encoded("plain.mp4", *_H264, "-movflags", "+faststart")(folder)


def _bytes(
    name: str, change: Callable[[bytes], bytes], made: Callable[[Path], Path] = plain_film
) -> Callable[[Path], Path]:
    """Makes a film by changing another one's bytes."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(change(made(folder).read_bytes()))
        return folder / name

    return make


def _share(share: float) -> Callable[[bytes], bytes]:
    return lambda content: content[: int(len(content) * share)]


def _hole(content: bytes) -> bytes:
    middle = (content.index(b"mdat") + len(content)) // 2
    return content[: middle - 150] + bytes(300) + content[middle + 150 :]


def _tracks(folder: Path) -> Path:
    """Two sounds and two subtitle tracks, with languages, a title and flags."""
    (folder / "a.srt").write_text(_SRT)
    inputs = ["-f", "lavfi", "-i", PICTURE, "-f", "lavfi", "-i", _SOUND, "-f", "lavfi", "-i", "sine=880:d=1"]
    inputs += ["-i", str(folder / "a.srt"), "-i", str(folder / "a.srt")]
    mapped = [part for at in range(5) for part in ("-map", str(at))]
    named = ["-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu", "-metadata:s:a:1", "title=Kommentar"]
    named += ["-metadata:s:s:0", "language=eng", "-metadata:s:s:1", "language=fra", "-disposition:s:1", "forced"]
    named += ["-disposition:a:0", "0", "-disposition:a:1", "default"]
    codecs = ["-c:a:0", "libopus", "-c:a:1", "pcm_s16le", "-c:s:0", "srt", "-c:s:1", "ass"]
    ffmpeg.run([*inputs, *mapped, *_H264, *codecs, *named, str(folder / "tracks.mkv")])
    return folder / "tracks.mkv"


def _covered(folder: Path) -> Path:
    """A cover picture, before the film."""
    ffmpeg.run(["-f", "lavfi", "-i", "color=red:s=32x32", "-frames:v", "1", str(folder / "cover.png")])
    args = ["-map", "0", "-map", "1", "-c", "copy", "-disposition:v:0", "attached_pic"]
    ffmpeg.run(["-i", str(folder / "cover.png"), "-i", str(plain_film(folder)), *args, str(folder / "covered.mp4")])
    return folder / "covered.mp4"


def _with_dolby(content: bytes) -> bytes:
    """An HEVC film that calls itself Dolby Vision of profile 5: its record stands at the end of the sample entry."""
    record = bytes.fromhex("01000a0d00") + bytes(19)
    box = (8 + len(record)).to_bytes(4) + b"dvcC" + record
    entry = content.index(b"hvc1", content.rindex(b"moov")) - 4
    end = entry + int.from_bytes(content[entry : entry + 4])
    for name in (b"hvc1", b"stsd", b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        at = content.rindex(name, 0, entry + 8) - 4
        size = int.from_bytes(content[at : at + 4]) + len(box)
        content = content[:at] + size.to_bytes(4) + content[at + 4 :]
    return content[:end] + box + content[end:]


def _unknown_sound(content: bytes) -> bytes:
    """A second sound of a kind that only its maker knows: its name and what says that it is AAC are overwritten."""
    at = content.rindex(b"mp4a")
    content = content[:at] + b"apac" + content[at + 4 :]
    at = content.rindex(b"esds")
    return content[:at] + b"dapa" + content[at + 4 :]


def _two_sounds(folder: Path) -> Path:
    args = ["-map", "0:v", "-map", "0:a", "-map", "0:a", "-c", "copy", str(folder / "two_sounds.mp4")]
    ffmpeg.run(["-i", str(plain_film(folder)), *args])
    return folder / "two_sounds.mp4"


def _hdr(transfer: str) -> tuple[str, ...]:
    said = f"log-level=0:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    return (*_HEVC, said, "-color_trc", transfer, "-color_primaries", "bt2020", "-colorspace", "bt2020nc")


_INTERLACED = f"{MOVING.format(rate=50)},interlace=scan=tff"
_LATE = ("-itsoffset", "0.5", "-i", "PLAIN", "-map", "0:a", "-map", "1:v")
_HALF_SEEN = "geq=lum=lum(X\\,Y):cb=cb(X\\,Y):cr=cr(X\\,Y):a=if(gt(X\\,31)\\,1023\\,0)"
_SPREAD = "pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0"


@dataclass(frozen=True, kw_only=True)
class Odd:
    """An odd film and what is expected of it.

    Attributes:
        make: Makes it in a folder.
        duration_s: How long it is taken to be.
        size: Width and height as shown.
        copied: Whether it is put into another container first.
        said: Of what is said about it, on taking it in or on drawing captions; nothing else may be said.
        refused: Of the error, where nothing of it can be shown.
        undrawn: Of the error, where nothing can be drawn on it.
        drawn: Whether captions are tried: not where the container is all that is odd.
        fps: Frames a second.
    """

    make: Callable[[Path], Path]
    duration_s: float = 1.0
    size: tuple[int, int] = (64, 64)
    copied: bool = False
    said: tuple[str, ...] = ()
    refused: str = ""
    undrawn: str = ""
    drawn: bool = True
    fps: float = 10.0


_WAITS = ("begin 0.5 s after its sound: the first one stands until then",)
_STOOD = ("some of its frames stood for long",)
_DEEP = ("10 bits a colour became 8",)
_DEINTERLACED = ("is interlaced: it was deinterlaced",)
_HDR = ("of high dynamic range; in the new one it is as a usual screen shows it",)

ODD_FILMS = {
    "time stamps from 10 s on": Odd(make=_encoded("late.mkv", *_H264, "-output_ts_offset", "10")),
    "negative time stamps": Odd(
        make=_encoded("early.mkv", *_H264, "-output_ts_offset", "-0.3", "-avoid_negative_ts", "disabled"),
        copied=True,
    ),
    "an edit list that hides the beginning": Odd(make=_remuxed("cut.mp4", before=("-ss", "0.3")), duration_s=0.7),
    "pictures from 0.5 s after the sound on": Odd(make=_remuxed("waits.mp4", *_LATE), duration_s=1.5, said=_WAITS),
    "the same in Matroska": Odd(make=_remuxed("waits.mkv", *_LATE), duration_s=1.5, said=_WAITS),
    "sound from 0.5 s after the pictures on": Odd(
        make=_remuxed("dumb.mp4", "-itsoffset", "0.5", "-i", "PLAIN", "-map", "0:v", "-map", "1:a")
    ),
    "a camera's text after the last box": Odd(make=_bytes("noted.mp4", lambda film: film + b"SEFHj\0\0\0camera " * 60)),
    "zeros after the last box": Odd(make=_bytes("padded.mp4", lambda film: film + bytes(600)), drawn=False),
    "fragments": Odd(make=_encoded("pieces.mp4", *_H264, "-movflags", "frag_keyframe+empty_moov"), duration_s=1.023),
    "no length in the header": Odd(make=_encoded("live.mkv", *_H264, "-live", "1")),
    "cut short, index first": Odd(
        make=_bytes("short.mp4", _share(0.7)), duration_s=0.6, copied=True, said=("breaks off",)
    ),
    "cut short, index last": Odd(
        make=_bytes("lost.mp4", _share(0.7), _remuxed("last.mp4")), refused="bytes are missing at its end"
    ),
    "cut short Matroska": Odd(
        make=_bytes("short.mkv", _share(0.65), _encoded("whole.mkv", *_H264)),
        duration_s=0.5,
        copied=True,
        said=("breaks off",),
    ),
    "damaged in the middle": Odd(make=_bytes("hole.mp4", _hole)),
    "H.264 and MP2": Odd(make=_encoded("a.ts", *_H264), copied=True),
    "begins in the middle of a packet": Odd(
        make=_bytes("b.ts", lambda film: film[188 * 3 + 77 :], _encoded("whole.ts", *_H264)), copied=True
    ),
    "time stamps that wrap around": Odd(make=_encoded("c.ts", *_H264, "-output_ts_offset", "95443"), copied=True),
    "HEVC, cut short": Odd(
        make=_bytes("d.ts", _share(0.8), _encoded("e.ts", *_HEVC, "log-level=0:keyint=3", "-pix_fmt", "yuv420p")),
        copied=True,
    ),
    "packets of 192 bytes": Odd(make=_encoded("f.m2ts", *_H264, "-c:a", "ac3"), copied=True, drawn=False),
    "MPEG-2": Odd(make=_encoded("g.vob", "-f", "vob"), copied=True, drawn=False),
    "H.264 and MP3": Odd(make=_encoded("h.flv", *_H264), copied=True, drawn=False),
    "WMV and WMA": Odd(make=_encoded("i.wmv"), copied=True, drawn=False),
    "Theora and Vorbis": Odd(make=_encoded("j.ogv", "-c:v", "libtheora"), copied=True, drawn=False),
    "animated": Odd(make=_encoded("k.gif", sound=None), copied=True),
    "animated PNG": Odd(make=_encoded("l.png", "-f", "apng", sound=None), copied=True, drawn=False),
    "DV": Odd(
        make=_encoded("m.dv", "-target", "pal-dv", picture="testsrc=s=720x576:r=25:d=0.4", sound="sine=r=48000:d=0.4"),
        duration_s=0.4,
        size=(768, 576),
        copied=True,
        fps=25,
    ),
    "professional camera": Odd(make=_encoded("n.mxf", "-r", "25", "-ar", "48000"), copied=True, fps=25, drawn=False),
    "bare H.264": Odd(
        make=_encoded("o.h264", *_H264, sound=None), copied=True, said=("bare pictures do not say when they are shown",)
    ),
    "bare VP8": Odd(make=_encoded("p.ivf", "-c:v", "libvpx", sound=None), copied=True, drawn=False),
    "uncompressed": Odd(make=_encoded("q.y4m", sound=None), copied=True, drawn=False),
    "RealVideo": Odd(make=_encoded("r.rm", "-c:v", "rv10", "-c:a", "ac3"), copied=True, drawn=False),
    "Motion JPEG and PCM": Odd(make=_encoded("s.avi", "-c:v", "mjpeg", "-pix_fmt", "yuvj422p", "-c:a", "pcm_s16le")),
    "MPEG-4 and MP3": Odd(make=_encoded("t.avi", "-c:v", "mpeg4", "-c:a", "libmp3lame"), duration_s=1.1, drawn=False),
    "VP9 and Opus": Odd(make=_encoded("u.webm", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus")),
    "10 bits": Odd(make=_encoded("v.mkv", *_HEVC, "log-level=0"), said=_DEEP),
    "4:2:2 in 10 bits and 24 bits of sound": Odd(
        make=_encoded("w.mov", "-c:v", "prores_ks", "-profile:v", "3", "-c:a", "pcm_s24le"), said=_DEEP
    ),
    "a transparent half": Odd(
        make=_encoded(
            "x.mov",
            "-vf",
            f"format=yuva444p10le,{_HALF_SEEN}",
            "-c:v",
            "prores_ks",
            "-profile:v",
            "4",
            "-pix_fmt",
            "yuva444p10le",
        ),
        said=("12 bits a colour became 8", "an MP4 has no transparency"),
    ),
    "transparent VP9": Odd(
        make=_encoded("y.webm", "-vf", "format=yuva420p", "-c:v", "libvpx-vp9", "-deadline", "realtime", sound=None),
        said=("an MP4 has no transparency",),
    ),
    "opaque, though it could be otherwise": Odd(
        make=_encoded("z.mov", "-c:v", "qtrle", "-pix_fmt", "argb"), drawn=False
    ),
    "PQ": Odd(make=_encoded("pq.mp4", *_hdr("smpte2084"), "-tag:v", "hvc1"), said=_HDR),
    "HLG": Odd(make=_encoded("hlg.mp4", *_hdr("arib-std-b67"), "-tag:v", "hvc1"), said=_HDR),
    "Dolby Vision with colours of its own": Odd(
        make=_bytes("dv.mp4", _with_dolby, _encoded("sdr.mp4", *_HEVC, "log-level=0", "-tag:v", "hvc1")),
        undrawn="Dolby",
    ),
    "interlaced, and says so": Odd(
        make=_encoded("tff.mp4", *_H264, "-flags", "+ildct", "-x264-params", "tff=1", picture=_INTERLACED),
        size=(96, 96),
        said=_DEINTERLACED,
        fps=25,
    ),
    "interlaced, and does not say so": Odd(
        make=_encoded("combs.mp4", *_H264, picture=f"{_INTERLACED},setfield=prog"),
        size=(96, 96),
        said=_DEINTERLACED,
        fps=25,
    ),
    "MBAFF": Odd(
        make=_encoded(
            "mbaff.mkv",
            "-c:v",
            "libx264",
            "-x264-params",
            "interlaced=1:bff=1",
            picture=_INTERLACED.replace("tff", "bff"),
        ),
        size=(96, 96),
        said=_DEINTERLACED,
        fps=25,
    ),
    "says that it is interlaced, and is not": Odd(
        make=_encoded("psf.mp4", *_H264, "-flags", "+ildct", "-x264-params", "tff=1", picture=MOVING.format(rate=25)),
        size=(96, 96),
        fps=25,
    ),
    "telecined": Odd(
        make=_encoded("film.mp4", *_H264, picture=f"{MOVING.format(rate=24)},telecine"),
        size=(96, 96),
        said=("was telecined",),
        fps=30,
    ),
    "turned by 90 degrees": Odd(
        make=_remuxed("turned.mp4", before=("-display_rotation", "90")),
    ),
    "mirrored": Odd(make=_remuxed("mirrored.mp4", before=("-display_hflip",))),
    "pixels twice as wide as high": Odd(make=_encoded("wide.mp4", *_H264, "-vf", "setsar=2"), size=(128, 64)),
    "odd width and height": Odd(
        make=_encoded("odd.mp4", "-c:v", "libx264", "-pix_fmt", "yuv444p", "-vf", "scale=65:63,setsar=1"),
        size=(65, 63),
    ),
    "uneven pace": Odd(
        make=_encoded("vfr.mp4", *_H264, "-vf", "setpts='if(lt(N,5),N,5+(N-5)*2)/10/TB'", "-fps_mode", "vfr"),
        fps=8,
        said=_STOOD,
    ),
    "several sounds and subtitles": Odd(make=_tracks, said=("the film's own subtitles are kept (eng, fra)",)),
    "a cover": Odd(make=_covered),
    "a time code track": Odd(make=_encoded("clapper.mov", *_H264, "-timecode", "10:00:00:00"), drawn=False),
    "a sound that only its maker knows": Odd(
        make=_bytes("phone.mp4", _unknown_sound, _two_sounds), said=("left out, as an MP4 cannot hold it: sound in an",)
    ),
    "sound in 5.1": Odd(make=_encoded("surround.mkv", *_H264, "-af", _SPREAD, "-c:a", "dts", "-strict", "-2")),
    "sound at 8 kHz, 8 bits": Odd(
        make=_encoded("phone.avi", "-c:v", "mpeg4", "-c:a", "pcm_u8", "-ar", "8000", "-ac", "1")
    ),
    "no sound": Odd(make=_encoded("silent.mp4", *_H264, sound=None)),
    "sound longer than the pictures": Odd(
        make=_encoded("song.mp4", *_H264, picture="testsrc2=s=64x64:r=10:d=0.5", sound="sine=d=2", seconds=2),
        duration_s=2.0,
        said=("its sound goes on for 1.5 s after the last picture, which stands until then",),
    ),
    "a slide show": Odd(
        make=_encoded("slides.mp4", *_H264, picture="testsrc2=s=64x64:r=1:d=2", sound="sine=d=2", seconds=2),
        duration_s=2.0,
        fps=1,
        said=_STOOD,
    ),
    "two picture tracks": Odd(make=_remuxed("angles.mp4", "-i", "PLAIN", "-map", "0", "-map", "1:v")),
}
