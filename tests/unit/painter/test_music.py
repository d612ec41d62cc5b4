from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from media.audio import RATE_HZ
from painter import BEDS, music_for
from painter.music.beds import BY_NAME, Player
from painter.music.form import BEATS, form_of
from painter.music.instruments import HELD, note
from painter.music.names import bed_for

BED = BY_NAME["piano"]


@pytest.mark.parametrize("duration_s", [0.5, 1, 4, 9.3, 15, 30, 61.7, 180, 600])
@pytest.mark.parametrize("bpm", [58.0, 97.0, 131.0])
def test_bars_fill_the_film_up_to_a_last_chord_that_has_time_to_ring(duration_s: float, bpm: float) -> None:
    form = form_of(BED, duration_s, bpm, ())
    assert form.bars[0].start_s == 0
    for bar, after in pairwise(form.bars):
        assert after.start_s == pytest.approx(bar.start_s + bar.beats * bar.beat_s)
    last = form.bars[-1]
    assert last.ends
    assert form.end_s == pytest.approx(last.start_s + last.beats * last.beat_s)
    assert 0 < duration_s - form.end_s <= BED.ring_s
    if duration_s > 12:
        assert all(bar.beat_s == pytest.approx(60 / bpm, rel=0.06) for bar in form.bars)
        assert sum(bar.beats == BEATS for bar in form.bars) >= len(form.bars) - 1


def test_phrases_begin_where_chapters_do() -> None:
    cues = (13.7, 15.0, 31.1, 44.4, 59.0)
    form = form_of(BED, 60, 100, cues)
    lifts = [bar.start_s for bar in form.bars if bar.lifts]
    assert [at for at in cues if any(abs(at - lift) < 1e-9 for lift in lifts)] == [13.7, 31.1, 44.4]
    assert all(before.leads for before, bar in pairwise(form.bars) if bar.lifts)
    energies = [bar.energy for bar in form.bars]
    assert energies[0] == 0
    assert energies[-1] == max(energies) == 3


def test_chapters_that_come_every_second_are_no_reason_to_hurry() -> None:
    form = form_of(BED, 60, 100, [float(second) for second in range(60)])
    assert sum(bar.lifts for bar in form.bars) < 6


@pytest.mark.parametrize("player", sorted({part.player for bed in BY_NAME.values() for part in bed.parts}))
def test_instruments_begin_and_end_softly_and_keep_their_pitch(player: Player) -> None:
    struck = player not in HELD
    sound = note(player, 220.0, 1.5, np.random.default_rng(1))
    assert np.isfinite(sound).all()
    assert 0.2 < np.abs(sound).max() < 2
    assert np.abs(sound[:2]).max() < 0.15
    if struck:
        assert np.abs(sound[-20:]).max() < 0.02
    if any(part.player == player and part.role != "drums" for bed in BY_NAME.values() for part in bed.parts):
        power = np.abs(np.fft.rfft(sound if struck else sound[:, 0], RATE_HZ * 4)) ** 2
        assert (np.argmax(power[600:1000]) + 600) / 4 == pytest.approx(220, rel=0.006)


def test_every_mood_and_pace_has_a_bed_and_some_have_several() -> None:
    found = {
        bed_for(mood, pace, seed)
        for mood in ("calm", "bright", "epic", "tense")
        for pace in ("slow", "medium", "fast")
        for seed in (0, 1)
    }
    assert found == set(BEDS)


@pytest.mark.parametrize(
    ("kind", "bed"),
    [
        ("news", "minimal"),
        ("how_to", "bright"),
        ("How-to", "bright"),
        ("release notes", "bright"),
        ("recipe", "acoustic"),
        ("travel", "acoustic"),
        ("opinion", "lofi"),
        ("personal", "piano"),
        ("data", "minimal"),
        ("listicle", "upbeat"),
        ("", "lofi"),
        ("何か", "lofi"),
    ],
)
def test_music_follows_the_kind_of_article(kind: str, bed: str) -> None:
    assert music_for(kind) == bed
