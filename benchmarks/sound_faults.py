"""Which faults of sound are found in real sound, and how often sound as it was published is called faulty.

Music, effects and speech of free games and telephones, as Debian has them, and the beds of music that films here have.
Sources are tuned on or held back as a whole. Each clip is judged as it is, and with one fault at a time put in, before
and after AAC.

    python -m benchmarks.sound_faults [clips a source]

Packages are fetched by apt into $FOOTAGE_SOUNDS (by default a folder in the user's cache); those that cannot
be are left out. A folder put there by hand is a source too, held back.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from footage.verdicts import Fault
from media import ffmpeg
from painter import BEDS
from painter.music.band import play
from quality.sound.faults import sound_faults
from quality.sound.meter import Ear
from quality.thresholds import shipped

RECALL, FALSE_ALARMS = 0.9, 0.02
TUNED = (
    "wesnoth-1.16-music",
    "warzone2100-music",
    "supertux-data",
    "drascula-music",
    "sonic-pi-samples",
    "lincity-ng-data",
)
TUNED_SPEECH = ("asterisk-core-sounds-en-wav",)
HELD_BACK = ("planetblupi-music-ogg", "colobot-common-sounds", "openarena-data", "nexuiz-music", "lugaru-data")
HELD_BACK_SPEECH = ("asterisk-core-sounds-fr-wav", "asterisk-core-sounds-ru-wav")
_SUFFIXES = frozenset({".ogg", ".wav", ".mp3", ".flac", ".opus"})
_LEAST_S, _MOST_S = 6.0, 12.0
_LIMIT_S = 900
_LEAST_HZ, _FILMS_HZ = 32_000, 48_000
"""Sound of telephones is brought to what films have before anything is done to it."""

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Clip:
    """Sound of shape (channels, n), at most two of them, and where it is from."""

    name: str
    held_back: bool
    samples: Samples
    rate: int


@dataclass(frozen=True)
class Broken:
    """A clip with one fault, by its kind and by what was done."""

    kind: str
    what: str
    samples: Samples


def main(clips: int = 12) -> dict[str, float]:
    """Print and return recall by fault and the share of clips that are called faulty as they are."""
    recall: dict[tuple[bool, str], list[bool]] = defaultdict(list)
    alarms: dict[bool, list[bool]] = defaultdict(list)
    for clip in _clips(clips):
        found = _faults(clip.samples, clip.rate)
        usual = {fault.kind for fault in found}
        alarms[clip.held_back].append(bool(usual))
        for fault in found:
            print(f"  {clip.name}: {fault.kind}, {fault.start_s:.1f}-{fault.end_s:.1f} s: {fault.reason}", flush=True)
        for broken in _broken(clip):
            for how, samples in (("", broken.samples), (", AAC", _coded(broken.samples, clip.rate))):
                kinds = {fault.kind for fault in _faults(samples, clip.rate)}
                recall[clip.held_back, broken.what + how].append(broken.kind in kinds)
    return dict(_figures(recall, alarms))


def _figures(recall: dict[tuple[bool, str], list[bool]], alarms: dict[bool, list[bool]]) -> Iterator[tuple[str, float]]:
    for held_back, name in ((False, "tuned on"), (True, "held back")):
        for (of, what), hits in recall.items():
            if of is held_back:
                print(f"{name}: {what}: {sum(hits)} of {len(hits)}")
                yield f"{name}: {what}", float(np.mean(hits))
        if alarms[held_back]:
            print(f"{name}: called faulty as published: {sum(alarms[held_back])} of {len(alarms[held_back])}")
            yield f"{name}: false alarms", float(np.mean(alarms[held_back]))
    print(f"target: recall >= {RECALL}, false alarms <= {FALSE_ALARMS}")


def _faults(samples: Samples, rate: int) -> list[Fault]:
    ear = Ear(rate, len(samples))
    ear.hear(samples)
    return list(sound_faults(ear.heard(), samples.shape[1] / rate, (), shipped()))


# --- sources ------------------------------------------------------------------------------------------------------


def folder() -> Path:
    """Where the sources are: one folder each."""
    return Path(os.environ.get("FOOTAGE_SOUNDS") or Path.home() / ".cache" / "footage" / "sounds")


def _clips(count: int) -> Iterator[Clip]:
    for seed, bed in enumerate(BEDS):
        music = play(bed, seed, "medium", _MOST_S, ())
        yield Clip(f"bed {bed}", False, np.ascontiguousarray(music.T, np.float32), 48_000)
    for name in (*TUNED, *TUNED_SPEECH, *HELD_BACK, *HELD_BACK_SPEECH):
        _fetch(name)
    for source in sorted(path for path in folder().iterdir() if path.is_dir()):
        held_back = source.name not in (*TUNED, *TUNED_SPEECH)
        files = sorted(path for path in source.rglob("*") if path.suffix.lower() in _SUFFIXES)
        order = np.random.default_rng(1).permutation(len(files))
        yield from _first((_clip(files[at], source, held_back) for at in order), count)


def _first(clips: Iterator[Clip | None], count: int) -> Iterator[Clip]:
    for clip in clips:
        if count <= 0:
            return
        if clip:
            yield clip
            count -= 1


def _fetch(package: str) -> None:
    """The sounds of a Debian package; nothing where it is there or cannot be had."""
    target = folder() / package
    if target.exists():
        return
    folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        command = ["apt-get", "download", package]
        got = subprocess.run(command, cwd=scratch, capture_output=True, timeout=_LIMIT_S, check=False)
        for archive in Path(scratch).glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(archive), str(target)], check=True, timeout=_LIMIT_S)
        if got.returncode:
            print(f"{package} cannot be had here")


def _clip(path: Path, source: Path, held_back: bool) -> Clip | None:
    """Up to 12 s from a third of a file on; None where there is less than 6 s, or nothing is heard."""
    try:
        samples, rate = _read(path)
    except (av.error.FFmpegError, IndexError):
        return None
    length = round(_MOST_S * rate)
    start = max(0, (samples.shape[1] - length) // 3)
    part = samples[:2, start : start + length]
    if part.shape[1] < _LEAST_S * rate or float(np.sqrt((part**2).mean())) < 0.004:
        return None
    return Clip(f"{source.name}/{path.name}", held_back, part, rate)


def _read(path: Path) -> tuple[Samples, int]:
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        rate = stream.rate if stream.rate >= _LEAST_HZ else _FILMS_HZ
        to_floats = av.AudioResampler(format="fltp", layout=stream.layout, rate=rate)
        pieces = [piece.to_ndarray() for frame in container.decode(stream) for piece in to_floats.resample(frame)]
        return np.concatenate(pieces, axis=1).astype(np.float32), rate


def _coded(samples: Samples, rate: int) -> Samples:
    with tempfile.TemporaryDirectory() as scratch:
        raw, coded = Path(scratch) / "raw.f32", Path(scratch) / "coded.m4a"
        raw.write_bytes(np.ascontiguousarray(samples.T, "<f4").tobytes())
        form = ["-f", "f32le", "-ar", str(rate), "-ac", str(len(samples)), "-i", str(raw)]
        ffmpeg.run([*form, "-c:a", "aac", "-b:a", "128k", str(coded)])
        return _read(coded)[0]


# --- faults -------------------------------------------------------------------------------------------------------


def _broken(clip: Clip) -> Iterator[Broken]:
    """The clip once with each fault."""
    rng = np.random.default_rng(len(clip.name))
    samples, rate = clip.samples, clip.rate
    mono = samples.mean(axis=0) if len(samples) > 1 else samples[0]
    loudness = float(np.sqrt((samples**2).mean()))
    size = np.abs(samples).max(axis=0)
    most = float(np.quantile(size[size > np.quantile(size, 0.3)], 0.8))
    yield _made("clipping", "a fifth cut off", np.clip(samples / most, -1, 1))
    yield _made("clipping", "a fifth cut off, then turned down", 0.5 * np.clip(samples / most, -1, 1))
    yield _made("one_sided", "one channel silent", np.stack([mono, 0 * mono]))
    yield _made("one_sided", "one channel 25 dB lower", np.stack([mono * 10**-1.25, mono]))
    yield _made("out_of_phase", "one channel turned over", np.stack([mono, -0.9 * mono]))
    hum = _hum(samples.shape[1], rate, rng)
    for below_db in (10, 15):
        yield _made("hum", f"hum {below_db} dB below", samples + hum * loudness * 10 ** (-below_db / 20))
    wind = _wind(samples.shape[1], rate, rng)
    yield _made("wind", "wind 10 dB above", np.clip(0.1 / loudness * samples + 0.3 * wind, -1, 1))
    yield from _gaps(samples, rate, loudness, rng)


def _made(kind: str, what: str, samples: NDArray[np.floating]) -> Broken:
    return Broken(kind, what, np.asarray(samples, np.float32))


def _hum(count: int, rate: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Seven harmonics of a grid that is up to 0.03 Hz off, root mean square 1."""
    hertz = rng.choice((50, 60)) + rng.uniform(-0.03, 0.03)
    time_s = np.arange(count) / rate
    sizes = (1, 0.6, 0.5, 0.25, 0.3, 0.1, 0.15)
    waves = [
        size * np.sin(2 * np.pi * hertz * n * time_s + rng.uniform(0, 6.28)) for n, size in enumerate(sizes, start=1)
    ]
    hum = np.sum(waves, axis=0)
    return np.asarray(hum / np.sqrt((hum**2).mean()))


def _wind(count: int, rate: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Gusts of noise that falls from 25 Hz on, root mean square 1."""
    hertz = np.fft.rfftfreq(count, 1 / rate)
    shape = (hertz > 4) / (1 + (hertz / 25) ** 2) ** rng.uniform(1, 2) / np.sqrt(1 + (hertz / 200) ** 2)
    noise = np.fft.irfft(np.fft.rfft(rng.standard_normal(count)) * shape, count)
    marks = max(4, round(count / rate * 2))
    strength = np.interp(np.arange(count), np.linspace(0, count, marks), np.maximum(0, rng.normal(0.3, 0.6, marks)))
    gusts = noise * np.convolve(strength, np.full(rate // 10, 10 / rate), "same")
    return np.asarray(gusts / np.sqrt((gusts**2).mean()))


def _gaps(samples: Samples, rate: int, loudness: float, rng: np.random.Generator) -> Iterator[Broken]:
    """Drop-outs, and sound that breaks off, where something is heard before and after."""
    tenth = rate // 10
    level = np.sqrt(np.convolve((samples**2).mean(axis=0), np.full(tenth, 1 / tenth), "same"))
    count, loud = samples.shape[1], np.flatnonzero(level > max(0.01, loudness / 2))
    loud = loud[(loud > rate) & (loud < count - 2 * rate)]
    before = loud[level[loud - tenth // 2] > loudness / 2]
    for length_s in (0.04, 0.2):
        length = round(length_s * rate)
        fits = before[level[before + length + tenth // 2] > loudness / 2]
        if len(fits):
            start = int(rng.choice(fits))
            gap = samples.copy()
            gap[:, start : start + length] = 0
            yield _made("dropout", f"{1000 * length_s:.0f} ms dropped", gap)
    middle = before[(before > 0.3 * count) & (before < 0.7 * count)]
    if len(middle):
        cut = samples.copy()
        cut[:, middle[len(middle) // 2] :] = 0
        yield _made("dropout", "broken off in the middle", cut)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
