"""Draw the sheets of this folder: every caption style over a bright and a dark film in three shapes, scripts and emoji.

python docs/captions/build.py [style, scripts, mixed or emoji ...]
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
from media.writing.faces import bundled
from painter import plan_film
from painter.shots.reel import Reel

HERE = Path(__file__).parent
GROUNDS = {"bright": "Bright snow fields at noon, white clouds", "dark": "Tokyo at night, neon in the rain"}
SHAPES = ("16:9", "9:16", "1:1")
TEXT = "Made by a machine, and checked before you see it."
EMOJI_TEXT = "Ready 🚀 in seconds 🎉 made by 👩🏽‍💻 in 🇯🇵"
SCRIPTS = {
    "Latin (Vietnamese)": "Do máy làm ra, và được kiểm tra trước khi bạn xem.",
    "Cyrillic": "Сделано машиной и проверено до показа.",
    "Greek": "Φτιαγμένο από μηχανή, και ελεγμένο πριν το δείτε.",
    "Armenian": "Պատրաստված է մեքենայի կողմից և ստուգված նախքան դիտելը։",
    "Georgian": "დამზადებულია მანქანის მიერ და შემოწმებულია ნახვამდე.",
    "Hebrew": "נוצר על ידי Footage, ונבדק לפני שתראה!",
    "Arabic": "صُنع بواسطة آلة (Footage)، وفُحص قبل أن تراه.",
    "Ethiopic": "በማሽን የተሠራ፣ ከማየትዎ በፊት የተመረመረ።",
    "Devanagari": "मशीन ने बनाया, और दिखाने से पहले जाँचा।",
    "Bengali": "যন্ত্রে তৈরি, আপনি দেখার আগেই পরীক্ষিত।",
    "Gurmukhi": "ਮਸ਼ੀਨ ਨੇ ਬਣਾਇਆ, ਤੇ ਤੁਹਾਡੇ ਵੇਖਣ ਤੋਂ ਪਹਿਲਾਂ ਜਾਂਚਿਆ।",
    "Gujarati": "મશીને બનાવ્યું, અને તમે જુઓ તે પહેલાં તપાસ્યું.",
    "Tamil": "இயந்திரம் உருவாக்கியது, நீங்கள் பார்க்கும் முன் சரிபார்க்கப்பட்டது.",
    "Telugu": "యంత్రం తయారు చేసింది, మీరు చూసే ముందే తనిఖీ చేసింది.",
    "Malayalam": "യന്ത്രം നിർമ്മിച്ചത്, നിങ്ങൾ കാണുന്നതിന് മുമ്പ് പരിശോധിച്ചത്.",
    "Sinhala": "යන්ත්\u200dරයකින් සාදා, ඔබ බැලීමට පෙර පරීක්ෂා කර ඇත.",
    "Thai": "วิดีโอนี้สร้างโดยเครื่องจักรและตรวจสอบทุกภาพแล้วก่อนที่คุณจะได้เห็น",
    "Lao": "ວິດີໂອນີ້ສ້າງໂດຍເຄື່ອງຈັກ ແລະ ກວດສອບທຸກພາບກ່ອນທີ່ທ່ານຈະໄດ້ເຫັນ",
    "Khmer": "វីដេអូនេះត្រូវបានបង្កើតដោយម៉ាស៊ីននិងត្រួតពិនិត្យមុនពេលអ្នកមើលឃើញ",
    "Burmese": "ဤဗီဒီယိုကိုစက်ဖြင့်ပြုလုပ်ပြီး သင်မမြင်မီတစ်ပုံချင်းစစ်ဆေးထားသည်။",
    "Tibetan": "འཕྲུལ་ཆས་ཀྱིས་བཟོས་པ་དང་ཁྱེད་ཀྱིས་མ་མཐོང་གོང་ཞིབ་བཤེར་བྱས།",
    "Chinese": "由机器制作，在您观看之前已经检查过每一个画面。",
    "Japanese": "機械が作り、GitHubで公開する前にご確認いただけます。",
    "Korean": "기계가 만들고, 보시기 전에 하나하나 확인합니다.",
}
MIXED = {
    "Hebrew begins with Latin": "YouTube הוא אתר מצוין ל-C++ ול-4K, לא?",
    "Numbers in Arabic": "اتصل على 050-123-4567 قبل 10:30، السعر 50%!",
    "Hebrew in English": "The film שלום - 5 stars, says דוד!",
    "Persian, joiners": "می\u200cخواهم کتاب\u200cها را بخوانم… «باشد؟»",
    "Joined emoji, flags, keycaps": "👨‍👩‍👧 👍🏿 🇯🇵 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ ❤️‍🔥 👩🏽‍💻",
    "Marks and variants": "x̂ + ȳ = z̃, ☎︎ ☎️, 葛󠄀, 50\u00a0km",
    "A long word": "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "An address": "Siehe https://www.example.com/a-very-long/path/index.html?id=12345",
    "Several scripts": "Москва, Αθήνα, 東京, กรุงเทพฯ, 서울, القاهرة",
}
HEIGHT_PX, STRIP_PX, GAP_PX, JPEG_QUALITY = 432, 118, 6, 84
STRIP = 0.36
"""How much of a frame the sheets of scripts show."""


def main() -> None:
    """Draw the named sheets, or all; the page is written anew."""
    wanted = set(sys.argv[1:]) or {*get_args(Style), "scripts", "mixed", "emoji"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clips = {(ground, shape): _clip(folder, ground, shape) for ground in GROUNDS for shape in SHAPES}
        for style in get_args(Style):
            if style in wanted:
                rows = [[_shot(clips[ground, shape], TEXT, style) for shape in SHAPES] for ground in GROUNDS]
                _save(rows, f"{style}.jpg")
        for sheet, texts in (("scripts", SCRIPTS), ("mixed", MIXED)):
            if sheet in wanted:
                strips = [_strip(clips["bright", "16:9"], label, text) for label, text in texts.items()]
                _save([strips[i : i + 3] for i in range(0, len(strips), 3)], f"{sheet}.jpg", STRIP_PX)
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


def _strip(clip: Path, label: str, text: str) -> NDArray[np.uint8]:
    """The lower part of a frame with a caption, and what it shows written into its corner."""
    shot = _shot(clip, text, "box", spoken=False)
    surface = skia.Surface.MakeRasterDirect(
        skia.ImageInfo.Make(shot.shape[1], shot.shape[0], skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType),
        strip := np.ascontiguousarray(shot),
    )
    top = round(shot.shape[0] * (1 - STRIP))
    font = skia.Font(bundled("Inter-SemiBold"), 30)
    surface.getCanvas().drawString(label, 16, top + 40, font, skia.Paint(Color=skia.ColorSetRGB(20, 40, 80)))
    return strip[top:]


def _words(text: str) -> tuple[Word, ...]:
    texts = text.split()
    return tuple(Word(4 * i / len(texts), 4 * (i + 1) / len(texts), word) for i, word in enumerate(texts))


def _save(rows: list[list[NDArray[np.uint8]]], name: str, height: int = HEIGHT_PX) -> None:
    sizes = [[(round(shot.shape[1] * height / shot.shape[0]), height) for shot in row] for row in rows]
    width = max(sum(size[0] + GAP_PX for size in row) for row in sizes) + GAP_PX
    surface = skia.Surface(width, len(rows) * (height + GAP_PX) + GAP_PX)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorSetRGB(16, 18, 24))
    for row, shots in enumerate(rows):
        left = GAP_PX
        for shot, size in zip(shots, sizes[row], strict=True):
            picture = skia.Image.fromarray(np.ascontiguousarray(shot), colorType=skia.kRGBA_8888_ColorType)
            top = GAP_PX + row * (height + GAP_PX)
            sampling = skia.SamplingOptions(skia.CubicResampler.Mitchell())
            canvas.drawImageRect(picture, skia.Rect.MakeXYWH(left, top, *size), sampling)
            left += size[0] + GAP_PX
    surface.makeImageSnapshot().save(str(HERE / name), skia.kJPEG, JPEG_QUALITY)


def _write_page() -> None:
    styles = [f"## {style}\n\n{look_of(style).summary}\n\n![]({style}.jpg)\n" for style in get_args(Style)]
    scripts = (
        "## Scripts\n\nLines break between words, also where a script has no spaces (by ICU's dictionaries), and in "
        "Japanese between\nphrases. Each script is in one typeface. Fonts for all of these: Debian's `fonts-noto-core` "
        "and `fonts-noto-cjk`.\n\n![](scripts.jpg)\n\n"
        "A caption runs one way as a whole; words, addresses and numbers of the other direction stay in one piece.\n"
        "\n![](mixed.jpg)\n"
    )
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
