"""Small films for the tests of edits: each frame has its number in it, so that any can be told from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from media.captions.model import Word
from media.edit.compile import compile_edit
from media.edit.draft import Named
from media.edit.effect import Size
from media.edit.effects import Reframe, Title
from media.edit.make import Outcome, make
from media.edit.model import Step
from media.edit.project import Project
from media.edit.sources import lufs_of, open_film, rate_for
from media.edit.timeline import Film, Layer, Picture
from media.edit.workshop import Drawn, Window
from media.intake import take_in
from media.plain import Plain
from media.probe import VideoInfo
from media.tracks import Track, Tracks

SIZE = 128, 96
BITS = 8
_CELL = 16


def film_of(frames: int = 100, rate: int = 25, *, size: Size = (640, 360), sound: bool = True) -> Film:
    """A film of which nothing but its facts is there."""
    info = VideoInfo(
        path=Path("none.mp4"), demuxer="mov", duration_s=frames / rate, width=size[0], height=size[1], fps=rate,
        frame_count=frames, video_codec="h264", pixel_format="yuv420p", rotation_deg=0, square_pixels=True,
        has_audio=sound, audio_codec="aac" if sound else None, size_bytes=1,
    )  # fmt: skip
    plain = Plain(
        fields=None,
        transfer=None,
        transparent=False,
        bits=8,
        is_rgb=False,
        rotation_deg=0,
        fps=rate,
        pace=rate,
        late_s=0,
        held_s=0,
    )
    track = Track(index=1, codec="aac", language="und", title="", flags="default", channels=2)
    tracks = Tracks(picture=0, sounds=(track,) if sound else (), heard=0, texts=(), unknown=())
    return Film(name="the film", info=info, plain=plain, tracks=tracks, offset_s=0.0, frames=frames)


@dataclass
class Ears:
    """Hears what a test says."""

    quiet: Sequence[tuple[float, float]] = ()
    said: Sequence[Word] = ()

    def silences(self, film: Film, floor_db: float, least_s: float) -> Sequence[tuple[float, float]]:
        return self.quiet

    def words(self, film: Film) -> Sequence[Word]:
        return self.said


def compiled(*steps: dict[str, Any], film: Film | None = None, ears: Ears | None = None, **found: Named) -> Project:
    """An edit of a film of 100 frames at 25 a second."""
    main = film or film_of()
    return compile_edit(main, [Step.model_validate(one) for one in steps], Fraction(25), found, ears or Ears())


@dataclass
class Bench:
    """A workshop that draws plain rectangles."""

    folder: Path
    views: list[Layer] = field(default_factory=list)
    shown: Window | None = None

    def title(self, title: Title, frame: Size) -> Drawn:
        return Drawn(self._rectangle((64, 32)), 0, 0)

    def picture(self, picture: Picture, size: Size) -> Path:
        return self._rectangle(size)

    def bed(self, name: str, length_s: float, seed: int) -> Path:
        from media.audio import RATE_HZ, write_wav

        out = self.folder / "bed.wav"
        tone = np.sin(np.arange(round(length_s * RATE_HZ)) * 2 * np.pi * 880 / RATE_HZ) * 0.15
        write_wav(out, np.stack([tone, tone], 1).astype(np.float32))
        return out

    def looped(self, path: Path, length_s: float) -> Path:
        return self.bed("", length_s, 0)

    def lufs(self, film: Film) -> float | None:
        return lufs_of(film)

    def window(self, layer: Layer, reframe: Reframe) -> Window | None:
        self.views.append(layer)
        return self.shown

    def _rectangle(self, size: Size) -> Path:
        import skia

        out = self.folder / f"{size[0]}x{size[1]}.png"
        skia.Image.fromarray(np.full((size[1], size[0], 4), 255, np.uint8)).save(str(out), skia.kPNG)
        return out


def numbered(path: Path, frames: int, *, rate: int = 25, sound: bool = True, **options: str) -> Path:
    """Write a film whose frames have their number in them as white and black squares, with a tone."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=rate, options={"preset": "ultrafast", "g": "25", "bf": "0", **options})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        heard = out.add_stream("aac", rate=48000, layout="stereo") if sound else None
        for at in range(frames):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(_drawn(at), format="rgb24")))
        out.mux(stream.encode())
        if heard:
            length = round(frames / rate * 48000)
            tone = (np.sin(np.arange(length) * 2 * np.pi * 440 / 48000) * 0.2).astype(np.float32)
            for begin in range(0, length, 1024):
                part = np.stack([tone[begin : begin + 1024]] * 2)
                frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(part), format="fltp", layout="stereo")
                frame.sample_rate, frame.pts, frame.time_base = 48000, begin, Fraction(1, 48000)
                out.mux(heard.encode(frame))
            out.mux(heard.encode())
    return path


def _drawn(number: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    picture = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    for bit in range(BITS):
        picture[32:64, bit * _CELL : (bit + 1) * _CELL] = 230 if number >> bit & 1 else 20
    return picture


def numbers_in(path: Path) -> list[int]:
    """The numbers of all frames of a film that was made of numbered ones, of the same size."""
    with av.open(str(path)) as film:
        return [_number(frame.to_ndarray(format="gray")) for frame in film.decode(video=0)]


def _number(gray: np.ndarray[Any, Any]) -> int:
    return sum(1 << bit for bit in range(BITS) if gray[40:56, bit * _CELL + 4 : bit * _CELL + 12].mean() > 128)


def edited(path: Path, folder: Path, *steps: dict[str, Any], bench: Bench | None = None) -> tuple[Project, Outcome]:
    """A film edited for real; files that steps name are films."""
    wanted = [Step.model_validate(one) for one in steps]
    info = take_in(path, folder / "taken").info
    rate = rate_for(info, text=False)
    found: dict[str, Named] = {
        name: open_film(Path(name).name, take_in(Path(name), folder / "taken").info, rate)
        for step in wanted
        for name in step.sources
        if step.do != "music"
    }
    project = compile_edit(open_film("the film", info, rate), wanted, rate, found, Ears())
    return project, make(project, folder / "out.mp4", bench or Bench(folder))
