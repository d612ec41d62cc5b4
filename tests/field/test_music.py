"""Beds are told apart, end on a beat and have no faults: measured, since nobody listens to a test."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import av
import numpy as np
import pytest

from films.article.film import join, scene_renders
from media import ffmpeg
from media.audio import LOUDNESS_LUFS, PEAK, RATE_HZ, Samples, loudness, write_wav
from media.speech.mix import TimedSpeech
from painter import BEDS, FilmPlan, compose_sound, encoder_options, plan_film
from tests.articles import film_of
from tests.hearing import Heard, hear
from tools.music import MusicChoice

pytestmark = pytest.mark.slow

FILM_S, CHAPTERS_S = 16.0, (7.0,)
_UNLIKE = 0.35
"""How far two beds stand apart at least, where 1 is a doubling of something or all there is of it."""


def film(music: str, seed: int = 1) -> FilmPlan:
    usual = plan_film("x", duration_s=FILM_S, width=64, height=64, seed=3).model_dump()
    one = {"duration_s": FILM_S, "setting": "studio"}
    return FilmPlan.model_validate({**usual, "music": music, "variation": seed, "beats": [one]})


@pytest.fixture(scope="module")
def beds() -> dict[str, Samples]:
    return {name: compose_sound(film(name), CHAPTERS_S) for name in BEDS}


@pytest.fixture(scope="module")
def heard(beds: dict[str, Samples]) -> dict[str, Heard]:
    return {name: hear(samples) for name, samples in beds.items()}


def unlikeness(one: Heard, other: Heard) -> float:
    """How different two pieces are in what a listener notices first."""
    doublings = [
        np.log2(one.onsets_a_s / other.onsets_a_s),
        np.log2(one.bpm / other.bpm),
        np.log2(one.centroid_hz / other.centroid_hz),
    ]
    shares = [one.beat_strength - other.beat_strength, one.low_share - other.low_share, one.width - other.width]
    return float(np.sqrt(sum(value**2 for value in (*doublings, *shares))))


def test_any_two_beds_are_clearly_different(heard: dict[str, Heard]) -> None:
    assert len(heard) >= 6
    alike = {
        (one, other): round(unlikeness(heard[one], heard[other]), 2)
        for one, other in combinations(heard, 2)
        if unlikeness(heard[one], heard[other]) < _UNLIKE
    }
    assert not alike


@pytest.mark.parametrize("name", BEDS)
def test_a_bed_has_no_faults(name: str, beds: dict[str, Samples], heard: dict[str, Heard]) -> None:
    made = beds[name]
    assert loudness(made) == pytest.approx(LOUDNESS_LUFS, abs=1)
    assert np.abs(made).max() < PEAK
    assert 9 < heard[name].crest_db < 20
    assert heard[name].loudest_jump < 0.6
    levels = 10 * np.log10((made[: int(FILM_S) * RATE_HZ].reshape(-1, RATE_HZ // 4, 2) ** 2).mean(axis=(1, 2)))
    assert levels[:-2].min() > -50
    # The last chord is struck, not faded out: shortly before the end it is as loud as the music was.
    assert levels[-20:-4].max() > levels[:-20].max() - 8


def test_the_same_film_has_the_same_music_and_another_seed_has_other() -> None:
    first, again, other = (compose_sound(film("bright", seed), CHAPTERS_S) for seed in (1, 1, 2))
    assert (first == again).all()
    assert not np.allclose(first, other)


def test_other_music_draws_no_scene_again() -> None:
    board = film_of("# Hello\n\nThe lighthouse is on.", duration_s=15, size=(64, 64))
    keys = {
        tuple(part.key for part in scene_renders(MusicChoice(name).under(board))) for name in ("auto", "off", "tense")
    }
    assert len(keys) == 1
    assert MusicChoice("auto").under(board, "news").film.music == "minimal"
    assert MusicChoice("off").under(board, "news").film.music == "off"


def test_the_callers_music_is_what_is_heard_under_the_voice(tmp_path: Path) -> None:
    board = film_of("# Hello\n\nThe lighthouse is on.", duration_s=15, size=(64, 64))
    clip, song, out = (tmp_path / name for name in ("clip.mp4", "song.wav", "film.mp4"))
    red = ["-f", "lavfi", "-i", f"color=red:s=64x64:r=24:d={board.film.duration_s}"]
    ffmpeg.run([*red, *encoder_options(24), "-f", "mp4", f"file:{clip}"])
    time = np.arange(4 * RATE_HZ) / RATE_HZ
    write_wav(song, (0.1 * np.sin(2 * np.pi * 1500 * time)[:, None] * np.ones((1, 2))).astype(np.float32))
    said = TimedSpeech(2.0, (0.2 * np.sin(2 * np.pi * 400 * time)).astype(np.float32))
    join(board, [clip], out, tmp_path, [said], song)
    levels = {at: tone_db(out, at) for at in (1.0, 4.0, board.film.duration_s - 5)}
    before, under, after = levels.values()
    assert under - before == pytest.approx(-12, abs=1.5)
    assert after == pytest.approx(before, abs=1)


def tone_db(film: Path, at_s: float) -> float:
    """How loud 1500 Hz is in a film for half a second."""
    with av.open(film) as file:
        parts = [frame.to_ndarray()[0] for frame in file.decode(audio=0)]
    heard = np.concatenate(parts)[round(at_s * RATE_HZ) :][: RATE_HZ // 2]
    turns = np.exp(-2j * np.pi * 1500 * np.arange(len(heard)) / RATE_HZ)
    return float(20 * np.log10(np.abs((heard * turns).mean())))
