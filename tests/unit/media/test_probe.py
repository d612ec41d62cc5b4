from collections.abc import Callable
from pathlib import Path

import pytest

from footage.errors import UnsupportedMediaError
from media import ffmpeg
from media.probe import MediaCaps, decodes_to_end, probe

MakeClip = Callable[..., Path]
FASTSTART = ("-movflags", "+faststart")


def cut(path: Path, keep: float, folder: Path) -> Path:
    data = path.read_bytes()
    short = folder / path.name
    short.write_bytes(data[: int(len(data) * keep)])
    return short


def test_tells_what_an_mp4_is(make_clip: MakeClip) -> None:
    path = make_clip("sound.mp4", sound=True)
    info = probe(path)
    assert (info.demuxer, info.width, info.height, info.fps) == ("mov", 320, 180, 24)
    assert (info.frame_count, info.video_codec, info.pixel_format) == (48, "h264", "yuv420p")
    assert (info.has_audio, info.audio_codec, info.rotation_deg, info.square_pixels) == (True, "aac", 0, True)
    assert info.duration_s == pytest.approx(2, abs=0.01)
    assert info.size_bytes == path.stat().st_size
    decodes_to_end(path)


@pytest.mark.parametrize(("name", "demuxer"), [("a.webm", "matroska"), ("a.mkv", "matroska"), ("a.avi", "avi")])
def test_reads_other_containers(make_clip: MakeClip, name: str, demuxer: str) -> None:
    path = make_clip(name, "testsrc2=s=64x64:r=10:d=2", args=("-deadline", "realtime"))
    info = probe(path)
    assert (info.demuxer, info.width, info.has_audio, info.audio_codec) == (demuxer, 64, False, None)
    assert info.duration_s == pytest.approx(2, abs=0.02)
    decodes_to_end(path)


def test_measures_a_recording_without_a_duration(make_clip: MakeClip) -> None:
    path = make_clip("live.mkv", "testsrc2=s=64x64:r=10:d=2", args=("-live", "1"))
    assert probe(path).duration_s == pytest.approx(2, abs=0.02)
    decodes_to_end(path)


def test_reads_a_fragmented_mp4(make_clip: MakeClip) -> None:
    path = make_clip("fragments.mp4", args=("-movflags", "frag_keyframe+empty_moov"))
    assert probe(path).duration_s == pytest.approx(2, abs=0.02)
    decodes_to_end(path)


def test_size_is_the_one_on_screen(make_clip: MakeClip, tmp_path: Path) -> None:
    turned = tmp_path / "turned.mp4"
    ffmpeg.run(["-display_rotation", "90", "-i", str(make_clip("plain.mp4")), "-c", "copy", str(turned)])
    info = probe(turned)
    assert (info.width, info.height, info.rotation_deg) == (180, 320, 90)
    wide = probe(make_clip("wide.mp4", "testsrc2=s=180x180:r=24:d=1,setsar=16/9"))
    assert (wide.width, wide.height, wide.square_pixels) == (320, 180, False)


def test_name_does_not_matter(make_clip: MakeClip, tmp_path: Path) -> None:
    odd = tmp_path / "it's: a [film], 100%;.txt"
    odd.write_bytes(make_clip("plain.mp4").read_bytes())
    assert probe(odd).demuxer == "mov"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"this is just a text file, not a film at all", "is not a video"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "is a playlist"),
        (b"\xef\xbb\xbf\n#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/a.ts\n", "is a playlist"),
        (b'<?xml version="1.0"?><MPD></MPD>', "is a playlist"),
        (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "is a playlist"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2", "is incomplete"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2\x00\x00\x00\x10moov12345678", "no video track"),
        (b"\x1a\x45\xdf\xa3" + bytes(500), "incomplete or damaged"),
        (b"RIFF\x00\x00\x00\x00AVI " + bytes(500), "incomplete or damaged"),
        (b"\x00\x00\x00\x00mdat" + bytes(500), "is incomplete"),
        (b"\x00\x00\x00\x08free" * 100_001, "too many pieces"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_refuses_what_only_calls_itself_a_video(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    with pytest.raises(UnsupportedMediaError, match=message) as caught:
        probe(path)
    assert "clip.mp4" in caught.value.message
    assert str(tmp_path) not in caught.value.message
    assert caught.value.hint


def test_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedMediaError, match="not a file"):
        probe(tmp_path)


def test_refuses_an_mp4_without_its_end(make_clip: MakeClip, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedMediaError, match="bytes are missing"):
        probe(cut(make_clip("plain.mp4"), 0.6, tmp_path))
    with pytest.raises(UnsupportedMediaError, match="bytes are missing"):
        probe(cut(make_clip("fast.mp4", args=FASTSTART), 0.6, tmp_path))


def test_notices_a_matroska_cut_short(make_clip: MakeClip, tmp_path: Path) -> None:
    short = cut(make_clip("long.mkv", "testsrc2=s=64x64:r=10:d=8", args=("-g", "10")), 0.6, tmp_path)
    with pytest.raises(UnsupportedMediaError):
        decodes_to_end(short)


def test_notices_damage_before_the_end(make_clip: MakeClip, tmp_path: Path) -> None:
    data = bytearray(make_clip("fast.mp4", args=FASTSTART).read_bytes())
    start = data.index(b"mdat") + 4
    data[start:] = bytes(len(data) - start)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(data)
    with pytest.raises(UnsupportedMediaError):
        decodes_to_end(broken)


def test_refuses_sound_alone_even_with_a_cover(make_clip: MakeClip, tmp_path: Path) -> None:
    sound = tmp_path / "sound.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "sine=d=1", str(sound)])
    with pytest.raises(UnsupportedMediaError, match="no video track"):
        probe(sound)
    cover, covered = tmp_path / "cover.png", tmp_path / "covered.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", str(cover)])
    mapped = ["-map", "0", "-map", "1", "-c", "copy", "-disposition:v:0", "attached_pic"]
    ffmpeg.run(["-i", str(sound), "-i", str(cover), *mapped, str(covered)])
    with pytest.raises(UnsupportedMediaError, match="no video track"):
        probe(covered)


@pytest.mark.parametrize(
    ("caps", "message"),
    [
        (MediaCaps(max_bytes=1000), "MB; the limit"),
        (MediaCaps(max_duration_s=1), "lasts 2 s; the limit is 1 s"),
        (MediaCaps(max_side_px=300), "320x180 pixels"),
        (MediaCaps(max_pixels=50_000), "320x180 pixels"),
    ],
)
def test_holds_the_caps(make_clip: MakeClip, caps: MediaCaps, message: str) -> None:
    with pytest.raises(UnsupportedMediaError, match=message):
        probe(make_clip("plain.mp4"), caps)


def test_says_that_a_film_is_encrypted(make_clip: MakeClip) -> None:
    key, name = "76a6c65c5ea762046bd749a2e632ccbb", "a7e61c373e219033c21091fa607bf3b8"
    locked = ("-encryption_scheme", "cenc-aes-ctr", "-encryption_key", key, "-encryption_kid", name)
    path = make_clip("locked.mp4", "testsrc2=s=64x64:r=10:d=1", args=locked)
    with pytest.raises(UnsupportedMediaError, match="is encrypted"):
        probe(path)


def test_says_that_a_piece_of_a_stream_is_one(make_clip: MakeClip, tmp_path: Path) -> None:
    data = make_clip("stream.mp4", args=("-movflags", "frag_keyframe+empty_moov+default_base_moof")).read_bytes()
    (tmp_path / "piece.m4s").write_bytes(data[data.index(b"moof") - 4 :])
    with pytest.raises(UnsupportedMediaError, match="a piece of a stream"):
        probe(tmp_path / "piece.m4s")
