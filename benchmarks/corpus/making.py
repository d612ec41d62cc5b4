"""Films that are made here: by our painter, from photographs that packages carry, as screens, and by ffmpeg."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.fetching import fetch
from benchmarks.corpus.origins import Origin, Source, folder
from benchmarks.corpus.running import run
from benchmarks.corpus.screens import SCREENS
from painter import plan_film, render

WIDTH, HEIGHT, FPS, SECONDS = 640, 360, 25, 5
_STORED = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "8", "-pix_fmt", "yuv420p")

_PAINTED = {
    "cinematic": ("a sailboat at sunset", "waves at a rocky shore under clouds", "a fox at dusk in a field"),
    "flat": ("a robot making coffee in a kitchen", "a girl on a swing in a meadow", "three steps to a tidy desk"),
    "paper": ("a forest path in autumn wind", "a train through the hills", "why bees matter: four reasons"),
    "neon": ("Tokyo at night, neon, rain", "a football stadium at night", "sales doubled in 2025"),
    "editorial": ("quarterly revenue up 40%", "five steps to better sleep", "a city street with people and cars"),
    "watercolor": ("snowy mountains with a cabin", "a desert with dunes and a caravan", "a heron in the reeds"),
    "blueprint": ("how a bridge carries its load", "a rocket leaving for the stars", "the parts of a watch"),
    "pixel": ("a castle by a lake in the rain", "a street market at night", "a dragon over the sea"),
}
"""What our painter draws in each of its styles."""

_HELD_BACK_STYLES = frozenset({"watercolor", "editorial", "pixel"})


@dataclass(frozen=True)
class _Photo:
    package: str
    version: str
    path: str
    sha256: str
    what: str
    licence: str
    held_back: bool


_PHOTOS = {
    "astronaut": _Photo(
        "scikit-image",
        "0.26.0",
        "skimage/data/astronaut.png",
        "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
        "an astronaut before a flag",
        "public domain (NASA)",
        False,
    ),
    "cat": _Photo(
        "scikit-image",
        "0.26.0",
        "skimage/data/chelsea.png",
        "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
        "a cat's face, close",
        "CC0-1.0",
        True,
    ),
    "coffee": _Photo(
        "scikit-image",
        "0.26.0",
        "skimage/data/coffee.png",
        "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
        "a cup of coffee on a dark table",
        "CC0-1.0",
        False,
    ),
    "galaxies": _Photo(
        "scikit-image",
        "0.26.0",
        "skimage/data/hubble_deep_field.jpg",
        "3a19c5dd8a927a9334bb1229a6d63711b1c0c767fb27e2286e7c84a3e2c2f5f4",
        "galaxies on black",
        "public domain (NASA)",
        False,
    ),
    "rocket": _Photo(
        "scikit-image",
        "0.26.0",
        "skimage/data/rocket.jpg",
        "c2dd0de7c538df8d111e479619b129464d0269d0ae5fd18ca91d33a7fdfea95c",
        "a rocket on its pad at night",
        "CC0-1.0",
        True,
    ),
    "motorcycle": _Photo(
        "scikit-image",
        "0.26.0",
        "skimage/data/motorcycle_left.png",
        "db18e9c4157617403c3537a6ba355dfeafe9a7eabb6b9b94cb33f6525dd49179",
        "a motorcycle in a workshop",
        "CC0-1.0",
        False,
    ),
    "pavilion": _Photo(
        "scikit-learn",
        "1.9.1",
        "sklearn/datasets/images/china.jpg",
        "8378025ad2519d649d02e32bd98990db4ab572357d9f09841c2fbfbb4fefad29",
        "a pavilion in Beijing",
        "CC BY 2.0",
        False,
    ),
    "flower": _Photo(
        "scikit-learn",
        "1.9.1",
        "sklearn/datasets/images/flower.jpg",
        "a77f6ec41e353afdf8bdff2ea981b2955535d8d83294f8cfa49cf4e423dd5638",
        "a red flower",
        "CC BY 2.0",
        True,
    ),
}

_MOVES = {
    "pan": "zoompan=z=1.6:x='(iw-iw/zoom)*on/{n}':y='(ih-ih/zoom)/2':d={n}:s={w}x{h}:fps={fps}",
    "push": "zoompan=z='1.05+0.6*on/{n}':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2':d={n}:s={w}x{h}:fps={fps}",
}
"""How a photograph is filmed: along it, or into it."""

_PATTERNS = {
    "fractal": (
        f"mandelbrot=size={WIDTH}x{HEIGHT}:rate={FPS}:start_scale=0.8:end_scale=0.05:end_pts=200",
        "into the Mandelbrot set",
        True,
    ),
    "life": (
        f"life=size={WIDTH // 4}x{HEIGHT // 4}:rate=12:seed=7:mold=10:death_color=#203040:life_color=#f0e0b0,"
        f"scale={WIDTH}:{HEIGHT}:flags=neighbor",
        "the game of life in large squares",
        False,
    ),
    "gradients": (f"gradients=size={WIDTH}x{HEIGHT}:rate={FPS}:speed=0.02:seed=3:nb_colors=4", "colours flow", False),
    "test-card": (f"testsrc2=size={WIDTH}x{HEIGHT}:rate={FPS}", "a test card with a clock", True),
    "strobe": (
        f"gradients=size={WIDTH}x{HEIGHT}:rate={FPS}:seed=5:speed=0.05,"
        "eq=brightness='if(lt(mod(n,8),2),0.45,-0.25)':eval=frame",
        "a strobe light, three flashes a second",
        True,
    ),
}
"""Sources of ffmpeg: the graph, what it shows, whether it is held back."""


def made_sources() -> Iterator[Source]:
    """Every source that is made here."""
    for style, prompts in _PAINTED.items():
        for number, prompt in enumerate(prompts, 1):
            held_back = style in _HELD_BACK_STYLES
            yield _source(f"drawn-{style}-{number}", f"drawn-{style}", "drawn", prompt, held_back, style)
    for name, photo in _PHOTOS.items():
        for move in _MOVES:
            yield _source(
                f"photo-{name}-{move}", f"photo-{name}", "photo", photo.what, photo.held_back, move, photo.licence
            )
    for name, screen in SCREENS.items():
        yield _source(f"screen-{name}", f"screen-{name}", "screen", screen.what, screen.held_back, "held")
    for name, (_, what, held_back) in _PATTERNS.items():
        yield _source(f"pattern-{name}", f"pattern-{name}", "pattern", what, held_back, name)


def _source(name: str, group: str, kind: str, what: str, held_back: bool, tag: str, licence: str = "MIT") -> Source:
    origin = Origin("made", name, "1", tag, "")
    return Source(name, group, licence, "benchmarks/corpus/making.py", kind, what, held_back, True, (tag,), origin)


def make(source: Source) -> Path:
    """The film of a source that is made here.

    Raises:
        FootageError: It cannot be made.
    """
    film = folder() / "made" / f"{source.name}.mp4"
    if film.is_file():
        return film
    film.parent.mkdir(parents=True, exist_ok=True)
    part = film.with_name(f"{source.name}.part.mp4")
    {"drawn": _paint, "photo": _film_photo, "screen": _film_screen, "pattern": _film_pattern}[source.kind](source, part)
    part.replace(film)
    return film


def _paint(source: Source, film: Path) -> None:
    plan = plan_film(
        source.what, duration_s=SECONDS, width=WIDTH, height=HEIGHT, fps=FPS, seed=1, style=source.origin.path
    )
    render(plan, film, audio=True)


def _film_photo(source: Source, film: Path) -> None:
    photo = _PHOTOS[source.group.removeprefix("photo-")]
    still = fetch(Origin("pip", photo.package, photo.version, photo.path, photo.sha256))
    frames = FPS * SECONDS
    width, height = WIDTH // 2, HEIGHT // 2  # the photographs are small: larger, they would be blown up
    move = _MOVES[source.origin.path].format(n=frames, w=width, h=height, fps=FPS)
    wide = f"scale={width * 8}:{height * 8}:force_original_aspect_ratio=increase,crop={width * 8}:{height * 8}"
    run(["-i", str(still), "-vf", f"{wide},{move}", "-frames:v", str(frames), *_STORED, str(film)])


def _film_screen(source: Source, film: Path) -> None:
    screen = SCREENS[source.name.removeprefix("screen-")]
    size = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{screen.width}x{screen.height}", "-r", str(screen.fps)]
    run([*size, "-i", "pipe:0", *_STORED, str(film)], given=b"".join(screen.frames()))


def _film_pattern(source: Source, film: Path) -> None:
    graph = _PATTERNS[source.name.removeprefix("pattern-")][0]
    run(["-f", "lavfi", "-i", graph, "-t", str(SECONDS), *_STORED, str(film)])
