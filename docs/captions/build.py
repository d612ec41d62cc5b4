"""Draw the sheets of this folder: every caption style over a bright and a dark film in three shapes, scripts and emoji.

python docs/captions/build.py [style, scripts or emoji ...]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import get_args

import numpy as np
import skia
from numpy.typing import NDArray

from media.captions.burn import preview
from media.captions.looks import look_of
from media.captions.model import Cue, Style, Word
from media.ffmpeg import run
from media.frame_size import frame_size
from painter import plan_film
from painter.shots.reel import Reel

HERE = Path(__file__).parent
GROUNDS = {"bright": "Bright snow fields at noon, white clouds", "dark": "Tokyo at night, neon in the rain"}
SHAPES = ("16:9", "9:16", "1:1")
TEXT = "Made by a machine, and checked before you see it."
EMOJI_TEXT = "Ready 🚀 in seconds 🎉 made by 👩🏽‍💻 in 🇯🇵"
SCRIPTS = {
    "Cyrillic": "Сделано машиной и проверено до показа.",
    "Greek": "Φτιαγμένο από μηχανή, με έλεγχο.",
    "Arabic": "صُنع بواسطة آلة، وفُحص قبل أن تراه.",
    "Hebrew": "נוצר על ידי מכונה, ונבדק לפני שתראה.",
    "Hindi": "मशीन ने बनाया, और दिखाने से पहले जाँचा।",
    "Chinese": "由机器制作，在您观看之前已经检查。",
    "Japanese": "機械が作り、ご覧になる前に確認します。",
    "Korean": "기계가 만들고, 보시기 전에 확인합니다.",
    "Thai": "สร้างโดยเครื่องและตรวจสอบแล้ว",
    "Emoji": "Ready 🚀 in seconds, 100 % tested ✔ 👩🏽‍💻🎉",
    "Emoji, joined": "👨‍👩‍👧 👍🏿 🇯🇵 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ ❤️‍🔥 أهلًا 🎉",
    "A long word": "Rindfleischetikettierungsüberwachungsaufgabenübertragungsges",
    "Mixed": "Version 2 של Footage יצא היום",
}
HEIGHT_PX, GAP_PX, JPEG_QUALITY = 432, 6, 84


def main() -> None:
    """Draw the named sheets, or all; the page is written anew."""
    wanted = set(sys.argv[1:]) or {*get_args(Style), "scripts", "emoji"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clips = {(ground, shape): _clip(folder, ground, shape) for ground in GROUNDS for shape in SHAPES}
        for style in get_args(Style):
            if style in wanted:
                rows = [[_shot(clips[ground, shape], TEXT, style) for shape in SHAPES] for ground in GROUNDS]
                _save(rows, f"{style}.jpg")
        if "scripts" in wanted:
            texts = [_shot(clips["bright", "16:9"], text, "box", spoken=False) for text in SCRIPTS.values()]
            _save([texts[i : i + 3] for i in range(0, len(texts), 3)], "scripts.jpg")
        if "emoji" in wanted:
            drawn = [_shot(clips["bright", "16:9"], EMOJI_TEXT, style) for style in get_args(Style)]
            _save([drawn[i : i + 3] for i in range(0, len(drawn), 3)], "emoji.jpg")
    _write_page()


def _clip(folder: Path, ground: str, shape: str) -> Path:
    width, height = frame_size(shape, "720p")
    plan = plan_film(GROUNDS[ground], duration_s=4, width=width, height=height, seed=3)
    untitled = [beat.model_copy(update={"titles": ()}) for beat in plan.beats]
    reel = Reel(plan.model_copy(update={"beats": tuple(untitled)}))
    still, clip = folder / "still.rgb", folder / f"{ground}-{shape.replace(':', 'x')}.mp4"
    still.write_bytes(np.ascontiguousarray(reel.paint(2.0)).tobytes())
    size = ["-f", "rawvideo", "-pixel_format", "bgra", "-video_size", f"{width}x{height}", "-framerate", "1"]
    run([*size, "-i", str(still), "-pix_fmt", "yuv420p", "-vf", "loop=3:1", str(clip)])
    return clip


def _shot(clip: Path, text: str, style: Style, *, spoken: bool = True) -> NDArray[np.uint8]:
    cue = Cue(0, 4, text, _words(text) if spoken else ())
    encoded = preview(clip, [cue], style=style)
    return np.asarray(skia.Image.MakeFromEncoded(encoded).toarray(colorType=skia.kRGBA_8888_ColorType))


def _words(text: str) -> tuple[Word, ...]:
    texts = text.split()
    return tuple(Word(4 * i / len(texts), 4 * (i + 1) / len(texts), word) for i, word in enumerate(texts))


def _save(rows: list[list[NDArray[np.uint8]]], name: str) -> None:
    sizes = [[(round(shot.shape[1] * HEIGHT_PX / shot.shape[0]), HEIGHT_PX) for shot in row] for row in rows]
    width = max(sum(size[0] + GAP_PX for size in row) for row in sizes) + GAP_PX
    surface = skia.Surface(width, len(rows) * (HEIGHT_PX + GAP_PX) + GAP_PX)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorSetRGB(16, 18, 24))
    for row, shots in enumerate(rows):
        left = GAP_PX
        for shot, size in zip(shots, sizes[row], strict=True):
            picture = skia.Image.fromarray(shot, colorType=skia.kRGBA_8888_ColorType)
            top = GAP_PX + row * (HEIGHT_PX + GAP_PX)
            sampling = skia.SamplingOptions(skia.CubicResampler.Mitchell())
            canvas.drawImageRect(picture, skia.Rect.MakeXYWH(left, top, *size), sampling)
            left += size[0] + GAP_PX
    surface.makeImageSnapshot().save(str(HERE / name), skia.kJPEG, JPEG_QUALITY)


def _write_page() -> None:
    styles = [f"## {style}\n\n{look_of(style).summary}\n\n![]({style}.jpg)\n" for style in get_args(Style)]
    scripts = f"## Scripts\n\n{', '.join(SCRIPTS)}\n\n![](scripts.jpg)\n"
    emoji = (
        "## Emoji\n\nEmoji are pictures from the machine's own font of them (Debian: `fonts-noto-color-emoji`; macOS "
        "and Windows\nhave one). Joined emoji, skin tones and flags are one picture each; it appears, grows and fades "
        "with its word.\nWithout such a font an emoji is drawn in one colour where a font has it so, else written by "
        "name, like\n`:rocket:`; subtitle tracks and files always keep it.\n\n![](emoji.jpg)\n"
    )
    head = (
        "# Captions\n\nEvery style over a bright and a dark picture, in 16:9, 9:16 and 1:1. Where a style by itself "
        "would\nleave less contrast than 4.5:1, an outline or a plate has been added, as it is in films.\n"
        "Drawn by `python docs/captions/build.py`.\n"
    )
    (HERE / "README.md").write_text("\n".join([head, *styles, scripts, emoji]), encoding="utf-8")


if __name__ == "__main__":
    main()
