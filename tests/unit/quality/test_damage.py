"""Files of which a few bytes are wrong: what the decoder conceals is told, and all else is measured as ever."""

from __future__ import annotations

import random
from pathlib import Path

import av
import numpy as np
import pytest

from footage.errors import UnsupportedMediaError
from media import ffmpeg
from media.probe import probe
from quality.flow import FlowInterpolator
from quality.signals import Signals, find_signals
from quality.small_pictures import LEAST, SIDE_PX

KEY_EVERY_S = 1.0
MOVING = "testsrc2=s=320x180:r=24:d=4"
PIPS = "sine=f=440:d=4:r=44100"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("damage") / "whole.mp4"
    sound = ("-f", "lavfi", "-i", PIPS, "-c:a", "aac", "-t", "4")
    ffmpeg.run(["-f", "lavfi", "-i", MOVING, *sound, "-g", "24", "-bf", "0", "-sc_threshold", "0", str(path)])
    return path


def damaged(film: Path, kind: str, at: int, path: Path) -> tuple[Path, float]:
    """A copy in which the bytes of one packet of a track are others, and when that packet is shown."""
    with av.open(str(film)) as container:
        packet = [one for one in container.demux(**{kind: 0}) if one.size][at]
        assert packet.pos is not None
        assert packet.pts is not None
        first, size, time_s = packet.pos, packet.size, float(packet.pts * packet.time_base)
    data, rng = bytearray(film.read_bytes()), random.Random(4)
    for place in range(first + size // 4, first + size):
        data[place] = rng.randrange(256)
    path.write_bytes(data)
    return path, time_s


def told(path: Path) -> tuple[Signals, list[str]]:
    found = find_signals(probe(path))
    return found, [fault.kind for fault in found.faults]


def test_a_whole_file_has_no_damage(film: Path) -> None:
    assert told(film)[1] == []


@pytest.mark.parametrize("at", [30, 40])
def test_a_broken_picture_is_damage_until_the_next_key_frame(at: int, film: Path, tmp_path: Path) -> None:
    path, time_s = damaged(film, "video", at, tmp_path / "picture.mp4")
    found = told(path)[0]
    blocks = [fault for fault in found.faults if fault.kind == "blocks"]
    assert [fault.evidence for fault in blocks] == [10], found.faults
    assert abs(blocks[0].start_s - time_s) < 0.1
    assert blocks[0].end_s == pytest.approx(2 * KEY_EVERY_S, abs=0.01)
    assert "damaged" in blocks[0].reason
    assert found.smoothness is not None or "smoothness" in found.unavailable


def test_a_piece_of_sound_that_cannot_be_decoded_is_a_gap(film: Path, tmp_path: Path) -> None:
    path, time_s = damaged(film, "audio", 80, tmp_path / "sound.mp4")
    found, kinds = told(path)
    assert kinds == ["dropout"], found.faults
    assert abs(found.faults[0].start_s - time_s) < 0.1


@pytest.mark.parametrize(("kind", "at"), [("audio", -1), ("audio", 0), ("video", -1)])
def test_what_is_cut_at_either_end_is_no_hole(kind: str, at: int, film: Path, tmp_path: Path) -> None:
    found, kinds = told(damaged(film, kind, at, tmp_path / "end.mp4")[0])
    assert "dropout" not in kinds
    assert found.sound is not None
    assert [fault for fault in found.faults if fault.end_s - fault.start_s > 0.1] == []


def test_pictures_that_cannot_be_decoded_from_some_time_on_are_a_film_that_breaks_off(
    film: Path, tmp_path: Path
) -> None:
    with av.open(str(film)) as container:
        rest = [one for one in container.demux(video=0) if one.size][48:]
        data = bytearray(film.read_bytes())
        for packet in rest:
            assert packet.pos is not None
            data[packet.pos : packet.pos + packet.size] = bytes(packet.size)
    path = tmp_path / "half.mp4"
    path.write_bytes(data)
    with pytest.raises(UnsupportedMediaError, match=r"after 2\.[01] s none of its pictures"):
        find_signals(probe(path))


@pytest.mark.needs("cv2")
@pytest.mark.parametrize("rows", [LEAST[0], 12, 15, 16, 17])
def test_the_flow_of_a_very_wide_or_high_picture_is_found(rows: int) -> None:
    rng, flow = np.random.default_rng(rows), FlowInterpolator()
    for _ in range(60):
        noise = rng.integers(0, 256, (rows, SIDE_PX + 2)).astype(np.float32)
        wide = [noise[:, by : by + SIDE_PX] for by in (0, 1, 2)]
        for pictures in (wide, [one.T.copy() for one in wide]):
            assert 0 <= flow.error(*pictures) < 128
