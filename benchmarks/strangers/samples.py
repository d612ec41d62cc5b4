"""The files that people ask about: small films, a logo, a song, subtitles and articles, made here."""

from __future__ import annotations

import tempfile
from pathlib import Path

from media import ffmpeg
from media.speech.say import Speaker
from media.speech.voices import packaged_voice

SENTENCES = ("Welcome to our workshop.", "Every chair is made by hand.")
_SRT = (
    "1\n00:00:00,300 --> 00:00:02,000\nHandmade in Porto\n\n2\n00:00:02,300 --> 00:00:04,500\nFree shipping this week\n"
)
_POST = """# How we cut our heating bill in half

Last winter our workshop paid 840 euros a month for heat. This winter it pays 410.

We changed three things. First we sealed the windows with tape. Then we lowered the thermostat from 22 to 19 degrees.
Last we put a curtain in front of the door.

| Month | Before | After |
|---|---|---|
| December | 840 | 430 |
| January | 860 | 410 |

"I wear a jumper now, and I do not miss the difference," says Ana, who runs the laser cutter.

The tape cost 12 euros. Start with the windows.
"""
_HELP = """# Reset your password

Open Settings and tap Security. Choose Reset password. We send you an email with a link, which works for one hour.

1. Open Settings.
2. Tap Security.
3. Choose Reset password.
4. Open the link in the email.

If no email comes, look into the spam folder.
"""
_BEITRAG = """# Warum Bienen tanzen

Eine Biene, die Blüten gefunden hat, tanzt im Stock. Der Tanz zeigt den anderen die Richtung und die Entfernung.

Je länger sie wackelt, desto weiter ist der Weg. Eine Sekunde steht für etwa einen Kilometer.

Karl von Frisch hat den Tanz entschlüsselt und dafür 1973 den Nobelpreis bekommen.
"""

NAMES = (
    "offers_srt", "heating_md", "password_help_md", "bienen_md", "market_mp4", "harbour_mp4", "handheld_mp4",
    "old_vhs_mp4", "song_mp3", "logo_png", "candle_jpg", "beach1_jpg", "beach2_jpg", "talk_mp4",
)  # fmt: skip
"""What requests call the files."""


def make(folder: Path) -> dict[str, str]:
    """All of them in a folder, by the names that requests have for them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("offers.srt", _SRT),
        ("heating.md", _POST),
        ("password-help.md", _HELP),
        ("bienen.md", _BEITRAG),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    _film(folder / "market.mp4", "gradients=s=640x360:r=24:d=5:c0=teal:c1=orange:speed=0.05:n=3", "sine=f=330:d=5")
    _film(folder / "harbour.mp4", "gradients=s=640x360:r=24:d=4:c0=navy:c1=white:speed=0.08:seed=4", "sine=f=220:d=4")
    _film(folder / "handheld.mp4", _shaky(), "sine=f=200:d=4")
    _film(folder / "old-vhs.mp4", "mandelbrot=s=320x240:r=12:end_pts=900,trim=duration=3", "sine=f=180:d=3")
    ffmpeg.run(["-f", "lavfi", "-i", "sine=f=523:d=20", "-filter_complex", "tremolo=f=2", f"{folder / 'song.mp3'}"])
    _picture(folder / "logo.png", "color=red@0.9:s=120x60,format=rgba")
    _picture(folder / "candle.jpg", "gradients=s=800x1000:c0=brown:c1=gold:d=1:seed=7")
    _picture(folder / "beach1.jpg", "gradients=s=900x600:c0=aqua:c1=yellow:d=1:seed=1")
    _picture(folder / "beach2.jpg", "gradients=s=900x600:c0=blue:c1=white:d=1:seed=3")
    _talk(folder / "talk.mp4")
    return {file.name.replace(".", "_").replace("-", "_"): str(file) for file in folder.iterdir()}


def _film(out: Path, picture: str, sound: str) -> None:
    both = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    ffmpeg.run([*both, "-pix_fmt", "yuv420p", "-preset", "veryfast", "-shortest", str(out)])


def _shaky() -> str:
    moved = "crop=640:360:x='30+18*sin(n*1.9)':y='30+14*cos(n*2.3)'"
    dim = "eq=brightness=-0.28:contrast=0.7,noise=alls=14:allf=t"
    return f"mandelbrot=s=720x440:r=24:end_pts=400,trim=duration=4,{moved},{dim}"


def _picture(out: Path, source: str) -> None:
    ffmpeg.run(["-f", "lavfi", "-i", source, "-frames:v", "1", "-update", "1", str(out)])


def _talk(out: Path) -> None:
    """Two sentences with a pause of two seconds between them; tones where this machine has no voice."""
    voice = packaged_voice()
    sounds: list[str] = []
    with tempfile.TemporaryDirectory() as work:
        if voice:
            with Speaker(voice, Path(work) / "kept", Path(work)) as speaker:
                sounds = [str(speaker.say(line)) for line in SENTENCES]
        inputs = [part for sound in sounds for part in ("-i", sound)]
        if not sounds:
            inputs = ["-f", "lavfi", "-i", "sine=f=300:d=2", "-f", "lavfi", "-i", "sine=f=400:d=2"]
        graph = "[0:a]aresample=24000,apad=pad_dur=2.5[a];[1:a]aresample=24000[b];[a][b]concat=n=2:v=0:a=1[sound]"
        picture = ["-f", "lavfi", "-i", "gradients=s=640x360:r=24:d=30:c0=gray:c1=maroon:speed=0.02:seed=5"]
        kept = ["-map", "2:v", "-map", "[sound]", "-shortest", "-pix_fmt", "yuv420p", "-preset", "veryfast"]
        ffmpeg.run([*inputs, *picture, "-filter_complex", graph, *kept, str(out)])
