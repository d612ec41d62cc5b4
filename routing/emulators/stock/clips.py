"""The forty clips that the emulated sites have: what each shows, its shape, length and frames a second.

A clip is a drawing over which the view moves; it is painted when its file is asked for, in the size that is asked for,
and kept.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Shape = Literal["wide", "tall", "square"]
_RATIOS: dict[Shape, tuple[int, int]] = {"wide": (16, 9), "tall": (9, 16), "square": (1, 1)}
SHORT_SIDES_PX = (360, 540, 720, 1080)
"""The sizes of files that each clip has."""


@dataclass(frozen=True)
class Clip:
    """A clip; `words` are its title, `tags` what else is said of it."""

    number: int
    words: str
    tags: str
    author: str
    shape: Shape = "wide"
    duration_s: int = 12
    fps: int = 30
    short_px: int = 1080

    @property
    def id(self) -> int:
        """What the sites call it."""
        return 1_000_000 + self.number

    @property
    def slug(self) -> str:
        """Its title in an address."""
        return self.words.lower().replace(" ", "-")

    def size(self, short_px: int | None = None) -> tuple[int, int]:
        """Width and height in pixels of its file with this short side; of the largest where none is given."""
        wide, high = _RATIOS[self.shape]
        short_px = short_px or self.short_px
        long_px = 2 * round(short_px * max(wide, high) / min(wide, high) / 2)
        return (long_px, short_px) if wide > high else (short_px, long_px) if high > wide else (short_px, short_px)

    @property
    def short_sides_px(self) -> tuple[int, ...]:
        """The sizes that it has."""
        return tuple(side for side in SHORT_SIDES_PX if side <= self.short_px)

    def says(self, words: str) -> bool:
        """Whether a word of a question is said of it; sites find what is near as well."""
        known = set(f"{self.words} {self.tags}".lower().replace(",", " ").split())
        return any(word in known for word in words.lower().split())


_ROWS: tuple[tuple[str, str, str, Shape, int, int, int], ...] = (
    ("A red fox in the snow", "fox, snow, winter, animal", "Ada Moor", "wide", 14, 30, 1080),
    ("Fox walking through a snowy forest", "fox, forest, snow, trees", "Ben Lund", "wide", 9, 25, 1080),
    ("Fox sleeping in deep snow", "fox, snow, sleep", "Ada Moor", "wide", 21, 24, 1080),
    ("Young fox looking at the camera", "fox, snow, wildlife", "Ada Moor", "wide", 8, 60, 720),
    ("Fox portrait in winter", "fox, snow, animal", "Cem Aydin", "tall", 12, 30, 1080),
    ("Fox in the snow from afar", "fox, snow, afar", "Dora Pilch", "wide", 3, 30, 540),
    ("A dog runs on the beach", "dog, beach, sea, running", "Ben Lund", "wide", 11, 50, 1080),
    ("Dog waiting by a door", "dog, door, house", "Eli Onu", "wide", 17, 30, 720),
    ("Cat on a window sill", "cat, window, home", "Eli Onu", "wide", 10, 30, 1080),
    ("Cat playing with wool", "cat, wool, toy", "Fay Kerr", "tall", 7, 30, 1080),
    ("Lighthouse on a rocky coast", "lighthouse, sea, rocks, coast", "Ben Lund", "wide", 40, 24, 1080),
    ("Lighthouse at night", "lighthouse, night, light", "Gus Vale", "wide", 15, 15, 1080),
    ("Old lighthouse from above", "lighthouse, aerial, coast", "Gus Vale", "square", 12, 30, 1080),
    ("Waves rolling onto a beach", "beach, waves, sea, ocean", "Hana Ito", "wide", 30, 60, 1080),
    ("Sunset over the sea", "sunset, sea, sky", "Hana Ito", "wide", 22, 30, 1080),
    ("Rain on a window", "rain, window, drops", "Iris Wolf", "wide", 13, 30, 1080),
    ("Forest path in autumn", "forest, autumn, path, trees", "Jon Berg", "wide", 16, 24, 1080),
    ("Tall trees in a forest", "forest, trees, green", "Jon Berg", "tall", 18, 30, 1080),
    ("Mountain lake in the morning", "mountain, lake, morning", "Kaja Holm", "wide", 25, 30, 1080),
    ("Snowy mountain peaks", "mountain, snow, peaks, aerial", "Kaja Holm", "wide", 20, 30, 1080),
    ("City traffic at night", "city, traffic, cars, night, street", "Leo Park", "wide", 12, 30, 1080),
    ("People crossing a city street", "city, people, street, crossing", "Leo Park", "tall", 9, 30, 1080),
    ("A train crosses a bridge", "train, bridge, railway", "Mia Sund", "wide", 14, 25, 1080),
    ("Steam train in the hills", "train, steam, hills", "Mia Sund", "wide", 19, 24, 720),
    ("Pouring coffee into a cup", "coffee, cup, kitchen", "Noa Ruiz", "wide", 6, 24, 540),
    ("Coffee on a wooden table", "coffee, table, cafe", "Noa Ruiz", "square", 5, 24, 540),
    ("Bread baking in an oven", "bread, oven, baking, bakery", "Olga Rein", "wide", 15, 30, 1080),
    ("Baker kneading dough", "bread, dough, hands, bakery", "Olga Rein", "wide", 12, 30, 1080),
    ("Bee on a flower", "bee, flower, garden, insect", "Pia Nord", "wide", 10, 50, 1080),
    ("Field of flowers in the wind", "flower, field, wind", "Pia Nord", "tall", 14, 30, 1080),
    ("Rocket on the launch pad", "rocket, launch, space", "Quin Shaw", "wide", 18, 30, 1080),
    ("The moon over a city", "moon, night, city", "Quin Shaw", "wide", 12, 24, 1080),
    ("Sailing boat on calm water", "boat, sail, water, sea", "Rui Melo", "wide", 20, 30, 1080),
    ("Hands typing on a laptop", "hands, laptop, typing, office, computer", "Sol Marin", "wide", 11, 30, 1080),
    ("Violin player on a stage", "violin, music, player, stage", "Tom Eder", "wide", 16, 30, 1080),
    ("Guitar on a chair", "guitar, chair, music", "Tom Eder", "square", 5, 30, 1080),
    ("Balloons over a valley", "balloon, valley, sky, aerial", "Uma Rao", "wide", 24, 30, 1080),
    ("Horse in a meadow", "horse, meadow, grass", "Vik Dahl", "wide", 13, 30, 1080),
    ("Fireworks above a river", "fireworks, river, night", "Wren Hill", "wide", 12, 30, 540),
    ("Snow falling on a street", "snow, street, winter", "Xia Chen", "wide", 12, 30, 360),
)
CLIPS = tuple(Clip(number, *row) for number, row in enumerate(_ROWS, 1))
Kind = Literal["mp4", "webm"]
_CODED: dict[Kind, list[str]] = {
    "mp4": ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-g", "48", "-movflags", "+faststart"],
    "webm": ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-g", "48"],
}
_MUXERS: dict[Kind, str] = {"mp4": "mp4", "webm": "matroska"}
"""Encoding as WebM does takes too long for a drawing; its container is the same."""

_painting = threading.Lock()


def found(words: str, *, shape: Shape | None = None) -> list[Clip]:
    """The clips that a site gives for some words; two that have nothing to do with them come last, as they do there."""
    fitting = [one for one in CLIPS if shape is None or one.shape == shape]
    on_topic = [one for one in fitting if one.says(words)]
    off_topic = [one for one in fitting if not one.says(words)][:2]
    return [*on_topic, *off_topic] if on_topic else []


def of(clip_id: str) -> Clip | None:
    """A clip by what the sites call it."""
    return next((one for one in CLIPS if str(one.id) == clip_id), None)


def painted(folder: Path, clip: Clip, short_px: int, kind: Kind = "mp4") -> Path:
    """A clip's file; it is painted the first time, one after the other."""
    out = folder / f"stock-{clip.number}-{short_px}.{kind}"
    with _painting:
        if not out.exists():
            _paint(folder, clip, short_px, out, kind)
    return out


def still(folder: Path, clip: Clip) -> Path:
    """A small picture of it."""
    width, height = clip.size(360)
    with _painting:
        return _drawn(folder, clip, width, height)


def _paint(folder: Path, clip: Clip, short_px: int, out: Path, kind: Kind) -> None:
    """The view over a drawing that is a little larger than itself, from one side to the other."""
    from media import ffmpeg

    width, height = clip.size(short_px)
    drawn = _drawn(folder, clip, round(width * 1.1 / 2) * 2, round(height * 1.1 / 2) * 2)
    still_args = ["-framerate", str(clip.fps), "-f", "image2", "-i", f"file:{drawn}"]
    # Read and converted once: a looped file would be for each frame.
    shown = f"format=yuv420p,loop=loop=-1:size=1,setpts=N/{clip.fps}/TB"
    way = f"{shown},crop={width}:{height}:x='(iw-ow)*t/{clip.duration_s}':y='(ih-oh)/2'"
    part = out.with_suffix(".part")
    lasts = ["-t", str(clip.duration_s)]
    ffmpeg.run(
        [*still_args, "-vf", way, *lasts, *_CODED[kind], "-f", _MUXERS[kind], f"file:{part}"],
        duration_s=clip.duration_s,
    )
    part.replace(out)


def _drawn(folder: Path, clip: Clip, width: int, height: int) -> Path:
    from painter import draw_stills, plan_film

    out = folder / f"stock-{clip.number}-{width}x{height}.png"
    if not out.exists():
        plan = plan_film(
            clip.words, duration_s=4, width=width, height=height, fps=24, seed=clip.number, style="cinematic"
        )
        draw_stills(plan, [2.0], [out])
    return out
