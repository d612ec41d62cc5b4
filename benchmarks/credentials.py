"""What content credentials cost: seconds and bytes of a film with its poster, for each way of making one; memory.

python -m benchmarks.credentials
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from footage.provenance import Ingredient, Making, Step
from media import ffmpeg
from media.credentials.film import FilmCredentials

BAR_S, BAR_BYTES, ROUNDS = 0.1, 40_000, 9
LARGE_S = 60
_STEP = Step(what="captions drawn into the picture", source="digitalCreation")


def sealed(credentials: FilmCredentials, plain: Path, making: Making) -> tuple[float, int, Path]:
    """The middle of several rounds, in seconds; what it adds, in bytes; the last one."""
    out, took = plain.with_name(f"signed{plain.suffix}"), []
    for _ in range(ROUNDS):
        shutil.copyfile(plain, out)
        begun = time.perf_counter()
        assert credentials.seal(out, making, "a film") is None
        took.append(time.perf_counter() - begun)
    return sorted(took)[ROUNDS // 2], out.stat().st_size - plain.stat().st_size, out


def film(folder: Path, length_s: int, size: str, bits: str) -> Path:
    """A film that moves."""
    out = folder / f"plain{length_s}.mp4"
    picture = f"testsrc2=s={size}:r=24:d={length_s},noise=alls=20:allf=t"
    encoded = [
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-b:v",
        bits,
        "-pix_fmt",
        "yuv420p",
        "-movflags",
        "+faststart",
    ]
    ffmpeg.run(["-f", "lavfi", "-i", picture, *encoded, str(out)])
    return out


def main() -> int:
    """Print the figures; 1 where they do not keep to the bars."""
    kept = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, poster = film(folder, 8, "1280x720", "3M"), folder / "poster.jpg"
        ffmpeg.run(["-i", str(plain), "-frames:v", "1", str(poster)])
        credentials = FilmCredentials(home=folder / "home", mode="required")
        credentials.told()
        ai = Making(source="trainedAlgorithmicMedia", maker="veo-3.1")
        signed = folder / "generated.mp4"
        shutil.move(sealed(credentials, plain, ai)[2], signed)
        clips = tuple(Ingredient(path=signed, title=f"clip {at}") for at in range(4))
        edit = Making(parent=Ingredient(path=signed, title="film"), steps=(_STEP,))
        ways = {"generated": ai, "edited": edit, "four clips": Making(source="composite", parts=clips)}
        print(f"a film of {plain.stat().st_size / 1e6:.1f} MB with its poster:")
        for way, making in ways.items():
            film_s, added, _ = sealed(credentials, plain, making)
            poster_s, beside, _ = sealed(credentials, poster, making)
            kept &= film_s + poster_s <= BAR_S and added <= BAR_BYTES
            print(f"  {way}: {film_s:.3f} s + {poster_s:.3f} s, {added:,} + {beside:,} bytes")
        begun = time.perf_counter()
        credentials.read(signed)
        print(f"  read: {time.perf_counter() - begun:.3f} s")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        large = film(folder, LARGE_S, "1280x720", "30M")
        begun = time.perf_counter()
        assert credentials.seal(large, ai, "a film") is None
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        took = time.perf_counter() - begun
        print(f"a film of {large.stat().st_size / 1e6:.0f} MB: {took:.2f} s, {grown:.0f} MB more memory")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
