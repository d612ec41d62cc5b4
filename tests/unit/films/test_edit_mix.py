"""Music of an edit lies under words as that of a narrated film does, and is as loud alone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
import pytest

from films.edit_workshop import EditWorkshop
from media.audio import RATE_HZ, Samples, loudness, write_wav
from media.edit.compile import compile_edit
from media.edit.make import make
from media.edit.model import Step
from media.edit.sources import open_film, open_sound
from media.intake import take_in
from media.loudness import loudness_of
from media.probe import probe
from media.speech.mix import BED_BESIDE_DB, BED_UNDER_DB, MASTER_LUFS

pytestmark = pytest.mark.slow

_FILM_S, _SAID = 8, (3.0, 5.5)
_VOICE_HZ, _MUSIC_HZ = (700, 1500), (300, 500)


def band(low_hz: float, high_hz: float, level: float, seed: int) -> Samples:
    """Noise of some frequencies, so that it is found again in a mix."""
    noise = np.random.default_rng(seed).normal(0, 1, _FILM_S * RATE_HZ)
    heard = only(np.stack([noise, noise], 1).astype(np.float32), low_hz, high_hz)
    return np.asarray(heard / heard.std() * level, np.float32)


def only(samples: Samples, low_hz: float, high_hz: float) -> Samples:
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    spectrum = np.fft.rfft(samples[:, 0]) * ((hertz >= low_hz) & (hertz <= high_hz))
    heard = np.fft.irfft(spectrum, len(samples)).astype(np.float32)
    return np.stack([heard, heard], 1)


def a_film(path: Path, sound: Samples | None) -> Path:
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=5, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        heard = None if sound is None else out.add_stream("aac", rate=RATE_HZ, layout="stereo")
        for _ in range(_FILM_S * 5):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.full((64, 64, 3), 90, np.uint8), format="rgb24")))
        out.mux(stream.encode())
        for begin in range(0, _FILM_S * RATE_HZ if heard else 0, 1024):
            part = np.ascontiguousarray(cast(Any, sound)[begin : begin + 1024].T)
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, begin, Fraction(1, RATE_HZ)
            out.mux(cast(Any, heard).encode(frame))
        if heard:
            out.mux(heard.encode())
    return path


def with_music(film: Path, folder: Path, level: float, **more: Any) -> Path:
    music = folder / "music.wav"
    write_wav(music, band(*_MUSIC_HZ, level, 3))
    named = {"m": open_sound("music", music)}
    main = open_film("the film", take_in(film, folder / "taken").info, Fraction(5))
    project = compile_edit(main, [Step(do="music", file="m", **more)], Fraction(5), named, cast(Any, None))
    made = make(project, folder / "out.mp4", EditWorkshop(folder, project)).film
    assert made
    return made


def samples_of(film: Path) -> Samples:
    with av.open(str(film)) as file:
        as_floats = av.AudioResampler(format="flt", layout="stereo", rate=RATE_HZ)
        pieces = [one for frame in file.decode(audio=0) for one in as_floats.resample(cast(Any, frame))]
    return np.concatenate([piece.to_ndarray().reshape(-1, 2) for piece in pieces])


@pytest.mark.parametrize(("voice", "music"), [(0.04, 0.2), (0.2, 0.02)], ids=["quiet film", "loud film"])
def test_music_is_as_far_under_words_as_in_narrated_films(tmp_path: Path, voice: float, music: float) -> None:
    first, last = (round(at * RATE_HZ) for at in _SAID)
    said = band(*_VOICE_HZ, voice, 2)
    said[:first], said[last:] = 0, 0
    mixed = samples_of(with_music(a_film(tmp_path / "film.mp4", said), tmp_path, music))
    heard, spoken = only(mixed, 250, 550), loudness(only(mixed, 650, 1600))
    under = loudness(heard[first + RATE_HZ // 2 : last]) - spoken
    assert under == pytest.approx(BED_UNDER_DB, abs=1.5)
    assert loudness(heard[RATE_HZ // 2 : 2 * RATE_HZ]) - spoken == pytest.approx(BED_BESIDE_DB, abs=1)


@pytest.mark.parametrize("is_silent", [True, False], ids=["silent film", "instead of its sound"])
def test_music_alone_is_as_loud_as_the_web_plays_it(tmp_path: Path, *, is_silent: bool) -> None:
    film = a_film(tmp_path / "film.mp4", None if is_silent else band(*_VOICE_HZ, 0.1, 2))
    heard = loudness_of(probe(with_music(film, tmp_path, 0.1, replace=not is_silent)))
    assert heard
    assert heard.integrated_lufs == pytest.approx(MASTER_LUFS, abs=1)
    assert heard.true_peak_db <= -1
