from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from media.audio import LOUDNESS_LUFS, PEAK, RATE_HZ, Samples, loudness
from painter import FilmPlan, plan_film
from painter.sound import compose


def film(*beats: dict[str, Any], **changes: Any) -> FilmPlan:
    """A film of beats of four seconds each."""
    usual = plan_film("x", duration_s=4, width=320, height=180, seed=3).model_dump()
    lengths = {"duration_s": 4.0 * len(beats), "beats": [{"duration_s": 4.0, **beat} for beat in beats]}
    return FilmPlan.model_validate({**usual, "mood": "calm", "pace": "slow", **changes, **lengths})


def band(part: Samples, low_hz: float, high_hz: float) -> float:
    """Energy between two frequencies, per sample."""
    power = np.abs(np.fft.rfft(part[:, 0])) ** 2
    hertz = np.fft.rfftfreq(len(part), 1 / RATE_HZ)
    return float(power[(hertz >= low_hz) & (hertz < high_hz)].sum() / len(part) ** 2)


def seconds(samples: Samples, first: float, last: float) -> Samples:
    return samples[round(first * RATE_HZ) : round(last * RATE_HZ)]


def test_each_beats_place_is_heard_while_it_lasts() -> None:
    made = compose(film({"setting": "sea", "weather": "rain"}, {"setting": "studio"}))
    outside, inside = (band(seconds(made, *span), 2000, 9000) for span in ((1, 3), (5, 7)))
    assert outside > 10 * inside


def test_one_place_sounds_on_over_its_beats() -> None:
    one = {"setting": "sea", "weather": "rain"}
    made = compose(film(one, one))
    at_the_join, before = (band(seconds(made, *span), 2000, 9000) for span in ((3.9, 4.6), (2.3, 3.0)))
    assert at_the_join == pytest.approx(before, rel=0.6)


def test_a_beat_begins_with_a_low_soft_hit() -> None:
    made = compose(film({"setting": "studio"}, {"setting": "studio"}))
    hit, before = (band(seconds(made, *span), 35, 65) for span in ((4.0, 4.4), (3.0, 3.4)))
    assert hit > 5 * before


def test_without_music_the_places_are_heard_and_elsewhere_the_air_of_a_room() -> None:
    made = compose(film({"setting": "sea"}, {"setting": "studio"}, music="off"))
    at_sea, nowhere = (20 * np.log10(np.sqrt((seconds(made, *span) ** 2).mean())) for span in ((1, 3), (5, 7)))
    assert at_sea > -26
    assert -48 < nowhere < -34


def test_music_that_is_not_named_is_not_written_down() -> None:
    assert "music" not in film({"setting": "studio"}).model_dump(mode="json")
    assert film({"setting": "studio"}, music="lofi").model_dump(mode="json")["music"] == "lofi"


@pytest.mark.parametrize("mood", ["calm", "bright", "epic", "tense"])
def test_many_beats_stay_as_loud_as_they_should_be(mood: str) -> None:
    made = compose(film({"setting": "city"}, {"setting": "sea"}, {"setting": "studio"}, mood=mood, pace="fast"))
    assert loudness(made) == pytest.approx(LOUDNESS_LUFS, abs=1.0)
    assert np.abs(made).max() <= PEAK


def test_a_seed_has_its_own_music() -> None:
    one, other = (compose(film({"setting": "studio"}, seed=1, variation=variation)) for variation in (1, 2))
    assert not np.allclose(one, other)
