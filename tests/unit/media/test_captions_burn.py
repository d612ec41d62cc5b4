import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
import skia
from PIL import Image

from footage.errors import InvalidInputError, JobCancelledError
from media import ffmpeg
from media.captions.ass import document, escape
from media.captions.burn import burn, preview, soft
from media.captions.layout import lay_out, safe_area
from media.captions.model import Cue, Position, Style, Word
from media.captions.typefaces import ruler, typeface_of
from media.frames import read_frames
from media.probe import probe
from media.writing.faces import bundled

MakeClip = Callable[..., Path]
BLACK = "color=black:s=640x360:r=24:d=2"
LONG = "Meet Footage: one server that makes, captions and checks your video, on a budget."


def ink(picture: np.ndarray) -> np.ndarray:
    """Where letters are, on a black clip."""
    return np.asarray(picture.min(axis=2) > 110)


def box(mask: np.ndarray) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is set."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def packets(path: Path, kind: str) -> list[bytes]:
    with av.open(str(path)) as container:
        stream = next(stream for stream in container.streams if stream.type == kind)
        return [bytes(packet) for packet in container.demux(stream) if packet.size]


def frame_times(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(frame.time or 0) for frame in container.decode(video=0)]


def drawn_by_skia(text: str, width: int, height: int) -> np.ndarray:
    """The page of `text` in style box, painted by another program than libass."""
    (page,) = lay_out([Cue(0, 1, text)], width, height, "box", "bottom")
    face = typeface_of("box")
    font = skia.Font(bundled(face.stem), page.em_px)
    font.setSubpixel(True)
    surface = skia.Surface(width, height)
    surface.getCanvas().clear(skia.ColorBLACK)
    for line in page.lines:
        left = line.x - ruler(face).width_em(line.text) * page.em_px / 2
        baseline = line.y + page.em_px * (2269 - 660) / 2048 / 2
        surface.getCanvas().drawString(line.text, left, baseline, font, skia.Paint(Color=skia.ColorWHITE))
    return ink(surface.toarray()[:, :, :3])


def spread(mask: np.ndarray) -> np.ndarray:
    """The mask and all within two pixels of it."""
    shifts = [np.roll(np.roll(mask, y, 0), x, 1) for y in range(-2, 3) for x in range(-2, 3)]
    return np.asarray(np.logical_or.reduce(shifts))


@pytest.mark.parametrize("style", ["clean", "box", "outline"])
@pytest.mark.parametrize("size", ["640x360", "270x480", "300x300", "630x270"])
@pytest.mark.parametrize("position", ["bottom", "top"])
def test_lines_stand_where_they_are_laid_out(make_clip: MakeClip, style: Style, size: str, position: Position) -> None:
    width, height = map(int, size.split("x"))
    clip = make_clip(f"black{size}.mp4", f"color=black:s={size}:r=4:d=1")
    (page,) = lay_out([Cue(0, 1, LONG)], width, height, style, position)
    with Image.open(io.BytesIO(preview(clip, [Cue(0, 1, LONG)], style=style, position=position))) as image:
        left, top, right, bottom = box(ink(np.asarray(image.convert("RGB"))))
    area = safe_area(width, height)
    assert area.left <= left < right <= area.right
    assert area.top <= top < bottom < area.bottom + 1
    assert page.left == pytest.approx(left, abs=4)
    assert page.right == pytest.approx(right, abs=4)
    assert page.top <= top < page.top + page.em_px
    assert page.bottom - page.em_px < bottom < page.bottom + 1


def test_captions_show_only_in_their_time(make_clip: MakeClip, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    told: list[float] = []
    burn(make_clip("black.mp4", BLACK), [Cue(0.5, 1.0, "One"), Cue(1.25, 1.5, "Two")], out, progress=told.append)
    times_s = [0.0, 0.46, 0.5, 0.97, 1.01, 1.22, 1.25, 1.47, 1.51, 1.95]
    shown = [bool(ink(picture).any()) for picture in read_frames(out, times_s)]
    assert shown == [False, False, True, True, False, False, True, True, False, False]
    assert told == sorted(told)


@pytest.mark.parametrize(
    "text",
    [
        r"{\an8}top?",
        r"{\pos(10,10)\fs90}big",
        r"a\Nb\nc\hd",
        r"\{\an8} {{\b1}}",
        r"{\p1}m 0 0 l 99 0",
        "it's 5%: a,b;c [d] 'e' \"f\"",
        r"C:\new\Path\\N",
        "movie=/etc/passwd[x];[x]ass",
        "Dialogue: 0,0:00:00.00",
        "<b>bold</b> &amp; &#65;",
    ],
)
def test_text_is_drawn_letter_by_letter(make_clip: MakeClip, text: str) -> None:
    clip = make_clip("black.mp4", BLACK)
    with Image.open(io.BytesIO(preview(clip, [Cue(0, 1, text)], style="box"))) as image:
        drawn = ink(np.asarray(image.convert("RGB")))
    expected = drawn_by_skia(text, 640, 360)
    assert (drawn & spread(expected)).sum() > 0.95 * drawn.sum()
    assert (expected & spread(drawn)).sum() > 0.95 * expected.sum()


def test_the_spoken_word_is_lit(make_clip: MakeClip, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    words = (Word(0.5, 0.9, "One"), Word(1.0, 1.4, "{tw\\o}"), Word(1.5, 1.9, "three"))
    burn(make_clip("black.mp4", BLACK), [Cue(0, 2, "One {tw\\o} three", words)], out, style="outline")
    frames = [picture.astype(int) for picture in read_frames(out, [0.25, 0.75, 1.25, 1.75])]
    letters = [picture.max(axis=2) > 128 for picture in frames]
    lit = [
        mask & (picture[:, :, 2] < 128) & (picture[:, :, 0] > 160)
        for mask, picture in zip(letters, frames, strict=True)
    ]
    assert lit[0].sum() < 10
    spans = [(box(mask)[0], box(mask)[2]) for mask in lit[1:]]
    assert spans[0][1] < spans[1][0] < spans[1][1] < spans[2][0]
    assert (spans[0][0], spans[2][1]) == pytest.approx((box(letters[0])[0], box(letters[0])[2]), abs=4)
    for mask in letters[1:]:
        assert (mask & ~spread(letters[0])).sum() == 0


def test_a_text_cannot_add_a_line_to_the_document() -> None:
    pages = lay_out([Cue(0, 1, "a\r\nDialogue: 0,b\n[Fonts]")], 640, 360, "clean", "bottom")
    lines = document(pages, 640, 360, "clean").splitlines()
    assert not [line for line in lines if line.startswith("[Fonts]")]
    assert escape("a\r\nb") == "a  b"


def test_awkward_paths_do_not_reach_the_filter_syntax(
    make_clip: MakeClip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "it's [a], b: c; 100% \\d=e"
    odd.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(odd))
    video = odd / "fi'lm:0.mp4"
    video.write_bytes(make_clip("black.mp4", BLACK).read_bytes())
    burn(video, [Cue(0, 2, "Here")], odd / "o'ut.mp4")
    soft(video, [Cue(0, 2, "Here")], odd / "so'ft.mp4")
    assert ink(read_frames(odd / "o'ut.mp4", [1.0])[0]).any()
    assert {path.name for path in odd.iterdir()} == {"fi'lm:0.mp4", "o'ut.mp4", "so'ft.mp4"}


def test_burning_keeps_frames_times_and_sound(make_clip: MakeClip, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    for name, picture in [
        ("ntsc.mp4", "testsrc2=s=320x180:r=24000/1001:d=2"),
        ("thirty.mp4", "testsrc2=s=320x180:r=30:d=2"),
        ("uneven.mp4", "testsrc2=s=320x180:r=30:d=2,select='mod(n,7)*mod(n,4)'"),
    ]:
        source = make_clip(name, picture, sound=True, args=("-fps_mode", "passthrough"))
        burn(source, [Cue(0, 1, "Hello")], out)
        before, after = probe(source), probe(out)
        assert after.frame_count == before.frame_count
        assert after.fps == pytest.approx(before.fps, rel=1e-4)
        assert frame_times(out) == pytest.approx(frame_times(source), abs=0.001)
        assert after.duration_s == pytest.approx(before.duration_s, abs=1 / before.fps)
        assert packets(out, "audio") == packets(source, "audio")
        assert (after.video_codec, after.pixel_format) == ("h264", "yuv420p")
    data = out.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_burning_makes_an_upright_square_even_picture(make_clip: MakeClip, tmp_path: Path) -> None:
    turned, out = tmp_path / "turned.mp4", tmp_path / "out.mp4"
    ffmpeg.run(["-display_rotation", "90", "-i", str(make_clip("black.mp4", BLACK)), "-c", "copy", str(turned)])
    burn(turned, [Cue(0, 2, "Hi")], out)
    info = probe(out)
    assert (info.width, info.height, info.rotation_deg) == (360, 640, 0)
    left, top, right, bottom = box(ink(read_frames(out, [1.0])[0]))
    assert (left + right) / 2 == pytest.approx(180, abs=3)
    assert 360 < top < bottom < 640 * 0.8
    odd = make_clip("odd.mkv", "color=black:s=171x181:r=8:d=1,setsar=16/9", args=("-pix_fmt", "yuv444p"))
    burn(odd, [Cue(0, 1, "Hi")], out)
    info = probe(out)
    assert (info.width, info.height, info.square_pixels, info.pixel_format) == (304, 180, True, "yuv420p")


def test_sound_that_mp4_cannot_hold_becomes_aac(make_clip: MakeClip, tmp_path: Path) -> None:
    source, out = make_clip("vorbis.mkv", BLACK, sound=True, args=("-c:a", "libvorbis")), tmp_path / "out.mp4"
    burn(source, [Cue(0, 1, "Hi")], out)
    assert probe(out).audio_codec == "aac"


@pytest.mark.parametrize(
    "text", ["日本語の字幕も、改行されます。", "مرحبا بكم 2026!", "שלום", "สวัสดี", "👩🏽‍🚀🎉", "นี่ {\\b1} 🇩🇪"]
)
def test_any_script_burns(make_clip: MakeClip, text: str) -> None:
    assert preview(make_clip("black.mp4", BLACK), [Cue(0, 1, text)], style="box").startswith(b"\xff\xd8")


def test_a_cancelled_burn_leaves_nothing(make_clip: MakeClip, tmp_path: Path) -> None:
    def cancel(_: float) -> None:
        raise JobCancelledError("cancelled")

    with pytest.raises(JobCancelledError):
        burn(make_clip("black.mp4", BLACK), [Cue(0, 1, "Hi")], tmp_path / "out.mp4", progress=cancel)
    assert not list(tmp_path.iterdir())


def test_soft_track_is_literal_and_copies_the_rest(make_clip: MakeClip, tmp_path: Path) -> None:
    source, out = make_clip("sound.mp4", sound=True), tmp_path / "out.mp4"
    cues = [Cue(0.5, 1, "{\\an8}a\\Nb <i>"), Cue(1.25, 1.5, "Grüße\n漢字 🎉")]
    soft(source, cues, out, language="de")
    assert packets(out, "video") == packets(source, "video")
    assert packets(out, "audio") == packets(source, "audio")
    with av.open(str(out)) as container:
        (stream,) = container.streams.subtitles
        assert (stream.codec.name, stream.metadata["language"]) == ("mov_text", "deu")
        assert stream.disposition & av.stream.Disposition.default
        found = [
            Cue(float(packet.pts * packet.time_base), float((packet.pts + packet.duration) * packet.time_base), text)
            for packet in container.demux(stream)
            if packet.pts is not None and packet.duration is not None
            if (text := bytes(packet)[2:].decode())
        ]
    assert found == cues


def test_soft_refuses_what_it_cannot_do(make_clip: MakeClip, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="language"):
        soft(make_clip("plain.mp4"), [Cue(0, 1, "Hi")], tmp_path / "out.mp4", language="no such tongue")


def test_preview_is_the_burnt_frame(make_clip: MakeClip, tmp_path: Path) -> None:
    clip, out = make_clip("plain.mp4"), tmp_path / "out.mp4"
    cues = [Cue(0, 1, "Short"), Cue(1, 2, "A longer caption")]
    burn(clip, cues, out)
    for at_s, shown in [(0.5, 0.5), (None, 1.5)]:
        with Image.open(io.BytesIO(preview(clip, cues, at_s=at_s))) as image:
            still = np.asarray(image.convert("RGB")).astype(int)
        assert np.abs(still - read_frames(out, [shown])[0]).mean() < 5


def test_preview_reaches_the_last_frame(make_clip: MakeClip) -> None:
    cues = [Cue(1.97, 2, "The end")]
    with Image.open(io.BytesIO(preview(make_clip("black.mp4", BLACK), cues))) as image:
        assert ink(np.asarray(image.convert("RGB"))).any()


def test_preview_is_scaled_down(make_clip: MakeClip) -> None:
    large = make_clip("large.mp4", "testsrc2=s=1080x1920:r=4:d=0.5")
    with Image.open(io.BytesIO(preview(large, [Cue(0, 0.5, "Hi")]))) as image:
        assert image.size == (720, 1280)
