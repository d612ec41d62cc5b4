"""A caller's music: a file that is looked at before anything is made, and becomes a bed as long as the film."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import UnsupportedMediaError
from media.containers import HEAD_BYTES, sniff
from media.decoding import frames_of, packets
from media.probe import opened

if TYPE_CHECKING:
    from media.audio import Samples

MAX_BYTES = 50_000_000
MAX_LENGTH_S = 600.0
LEAST_LENGTH_S = 1.0

_HINT = "Pass an MP3, M4A, WAV, FLAC, OGG or Opus file, a bed's name, or music='off'."
_PLAYLISTS = (b"#EXTM3U", b"[playlist]", b"<?xml", b"<MPD", b"ffconcat")
_HEADS = {
    b"fLaC": "flac",
    b"FORM": "aiff",
    b".snd": "au",
    b"caff": "caf",
    b"wvpk": "wv",
    b"TTA1": "tta",
    b"\x0b\x77": "ac3",
    b"riff\x2e\x91\xcf\x11": "w64",
}
_RIFFS = {b"RIFF": "wav", b"RF64": "wav", b"RIFX": "wav"}
_ID3_HEAD = 10
_LAYERS = {1: "mp3", 2: "mp3", 3: "mp3", 0: "aac"}
"""Of a frame of MPEG sound: its two bits that tell the layer; 0 is AAC's."""

_SILENT = 10 ** (-60 / 20)
_QUIET = 10 ** (-50 / 20)
_JOIN_S, _JOIN_SHARE = 1.5, 0.25
_RISE_S, _FALL_S = 0.05, 2.5
_MOST_GAIN_DB = 24.0
_SLACK_S = 20.0
"""So much more than the film is read: music may begin with silence."""


def check_music(path: Path) -> None:
    """Refuse a file that is no music, or not all of it: it is decoded to its end.

    Raises:
        UnsupportedMediaError: It has no sound, is damaged, silent, too big, too short or too long.
    """
    import numpy as np

    size = path.stat().st_size
    if size > MAX_BYTES:
        raise _refused(path, f"has {size / 1e6:.0f} MB; the limit is {MAX_BYTES // 10**6} MB")
    loudest, length_s = 0.0, 0.0
    for piece in _pieces(path):
        loudest = max(loudest, float(np.abs(piece).max(initial=0.0)))
        length_s += len(piece) / _rate_hz()
        if length_s > MAX_LENGTH_S:
            raise _refused(path, f"lasts longer than {MAX_LENGTH_S / 60:.0f} minutes")
    if length_s < LEAST_LENGTH_S:
        raise _refused(path, f"has {length_s:.1f} s of sound that can be read, which is too short for music")
    if loudest < _SILENT:
        raise _refused(path, "is silent")


def music_bed(path: Path, duration_s: float) -> Samples:
    """The music as long as a film: cut with a slow fade, or played again and again without a gap.

    Args:
        path: A file that `check_music` has taken.
        duration_s: How long the film is.

    Returns:
        float32 of shape (samples, 2) at `media.audio.RATE_HZ`, about `LOUDNESS_LUFS` loud.
    """
    import numpy as np

    from media.audio import LOUDNESS_LUFS, RATE_HZ, loudness

    count = max(1, round(duration_s * RATE_HZ))
    heard = _without_silence(_read(path, duration_s + _SLACK_S))
    bed = _repeated(heard, count)[:count].copy()
    gain_db = min(_MOST_GAIN_DB, LOUDNESS_LUFS - loudness(bed))
    rise, fall = (max(1, min(count // 3, round(seconds * RATE_HZ))) for seconds in (_RISE_S, _FALL_S))
    bed *= np.float32(10 ** (gain_db / 20))
    bed[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)[:, None]
    bed[-fall:] *= (np.cos(np.linspace(0, np.pi / 2, fall, dtype=np.float32)) ** 2)[:, None]
    return bed


def _rate_hz() -> int:
    from media.audio import RATE_HZ

    return RATE_HZ


def _read(path: Path, most_s: float) -> Samples:
    """The beginning of the file, as samples of two channels."""
    import numpy as np

    parts, length = [np.zeros((0, 2), np.float32)], 0
    for piece in _pieces(path):
        parts.append(piece)
        length += len(piece)
        if length > most_s * _rate_hz():
            break
    return np.concatenate(parts)


def _without_silence(samples: Samples) -> Samples:
    import numpy as np

    heard = np.flatnonzero(np.abs(samples).max(axis=1) > _QUIET * np.abs(samples).max())
    return samples[heard[0] : heard[-1] + 1] if len(heard) else samples


def _repeated(samples: Samples, count: int) -> Samples:
    """At least `count` samples: the music again and again, each time faded into its own beginning."""
    import numpy as np

    if len(samples) >= count:
        return samples
    join = int(min(_JOIN_S * _rate_hz(), len(samples) * _JOIN_SHARE))
    angle = np.linspace(0, np.pi / 2, join, dtype=np.float32)[:, None]
    step = len(samples) - join
    turns = -(-count // step)
    whole = np.zeros((turns * step + join, 2), np.float32)
    for turn in range(turns):
        again = samples.copy()
        if turn:
            again[:join] *= np.sin(angle)
        if turn + 1 < turns:
            again[step:] *= np.cos(angle)
        whole[turn * step : turn * step + len(again)] += again
    return whole


def _pieces(path: Path) -> Iterator[Samples]:
    """The sound of a file, piece by piece, of shape (samples, 2).

    Raises:
        UnsupportedMediaError: There is none, or it cannot be read.
    """
    import av
    import numpy as np

    demuxer = container_of(path)
    try:
        with opened(path, demuxer) as container:
            if not container.streams.audio or container.streams.audio[0].codec_context is None:
                raise _refused(path, "has no sound that can be read")
            stream = container.streams.audio[0]
            resampler = av.AudioResampler(format="flt", layout="stereo", rate=_rate_hz())
            for packet in packets(container, stream):
                for frame in frames_of(packet) or ():
                    for piece in resampler.resample(frame):  # type: ignore[arg-type]  # a sound stream has no pictures
                        yield np.nan_to_num(_samples(piece))
    except UnsupportedMediaError as exc:
        if not exc.damaged:
            raise
        raise _refused(path, "cannot be read as music: it is incomplete or damaged") from exc


def _samples(piece: Any) -> Samples:
    samples: Samples = piece.to_ndarray().reshape(-1, 2)
    return samples


def container_of(path: Path) -> str:
    """The file's container by ffmpeg's name, from its first bytes: of sound, or a film's, whose sound is taken."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        is_tagged = head.startswith(b"ID3")
        if is_tagged:  # what follows the tag tells what it is
            file.seek(_ID3_HEAD + sum(byte << 7 * (3 - at) for at, byte in enumerate(head[6:_ID3_HEAD])))
            head = file.read(HEAD_BYTES) or head
    if not head:
        raise _refused(path, "is empty")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_PLAYLISTS):
        raise _refused(path, "is a playlist, and playlists are not followed")
    if head[8:12] == b"WAVE" and head[:4] in _RIFFS:
        return "wav"
    for start, name in _HEADS.items():
        if head.startswith(start):
            return name
    frame = head.lstrip(b"\0")[:2]  # some writers leave room before the first frame
    if len(frame) == 2 and frame[0] == 0xFF and frame[1] & 0xE0 == 0xE0:
        return _LAYERS[frame[1] >> 1 & 3]
    try:
        return sniff(path)
    except UnsupportedMediaError as exc:
        if is_tagged:  # tags of a wrong length are common, and MP3 is found behind them
            return "mp3"
        raise _refused(path, "is not music: its content is none of the kinds of sound that players know") from exc


def _refused(path: Path, reason: str) -> UnsupportedMediaError:
    return UnsupportedMediaError(f"{path.name} {reason}.", hint=_HINT)
