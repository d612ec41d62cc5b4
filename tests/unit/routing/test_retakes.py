from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from footage.money import Money
from footage.ports.generators import Capabilities
from footage.ports.quality import Alarm, Stretch
from footage.ports.routing import Retake
from routing.generators.fake import FakeVendor
from routing.retakes import FASTEST, asked, retake_of
from tests.support import a_request


class Vendor(FakeVendor):
    """A vendor with other limits, at 5 cents a second."""

    def __init__(self, **can: Any) -> None:
        super().__init__("vendor", "blind", Path("unused"))
        usual: dict[str, Any] = {"min_duration_s": 1, "max_duration_s": 8, "audio": True, "lengths_s": (4.0, 6.0, 8.0)}
        self.can = Capabilities(sizes={}, **{**usual, **can})

    def capabilities(self) -> Capabilities:
        return self.can


BOTH = Vendor(start_image=True, end_image=True)
START = Vendor(start_image=True)
NEITHER = Vendor()


def retake(vendor: Vendor, start_s: float, end_s: float, shot_s: tuple[float, float] = (0.0, 8.0)) -> Retake | None:
    stretch = Stretch(
        start_s=start_s,
        end_s=end_s,
        shot_s=shot_s,
        alarms=(Alarm(kind="black", evidence=2.5, buys_from=2.0),),
        fillable=False,
        short=False,
    )
    return retake_of(vendor, a_request(duration_s=8), stretch)


def told(made: Retake | None) -> tuple[Any, ...]:
    assert made
    return (made.way, round(made.start_s, 3), round(made.end_s, 3), made.clip_s, made.cost.as_usd())


def test_a_clip_between_both_neighbours_is_never_shown_much_faster_than_it_was_made() -> None:
    assert told(retake(BOTH, 3.5, 4.5)) == ("between", 2.667, 5.333, 4.0, "0.20")
    made = retake(BOTH, 3.5, 4.5)
    assert made
    assert made.clip_s / (made.end_s - made.start_s) == pytest.approx(FASTEST)
    assert told(retake(BOTH, 2.0, 5.0)) == ("between", 2.0, 5.0, 4.0, "0.20")


@pytest.mark.parametrize(("start_s", "end_s", "found"), [(0.5, 1.0, (0.1, 2.767)), (7.0, 7.5, (5.233, 7.9))])
def test_it_stays_inside_the_film(start_s: float, end_s: float, found: tuple[float, float]) -> None:
    assert told(retake(BOTH, start_s, end_s))[1:3] == found


def test_it_stays_inside_its_shot_or_runs_to_the_end_of_it() -> None:
    assert told(retake(BOTH, 3.5, 4.5, (3.0, 7.0)))[:3] == ("between", 3.1, 5.767)
    assert told(retake(BOTH, 3.5, 4.5, (3.0, 5.0)))[:3] == ("onward", 3.5, 4.75)


def test_without_an_end_picture_it_melts_into_the_film_or_ends_with_it() -> None:
    assert told(retake(START, 3.5, 4.5)) == ("onward", 3.5, 4.75, 4.0, "0.20")
    assert told(retake(BOTH, 6.0, 8.0)) == ("ending", 6.0, 8.0, 4.0, "0.20")


@pytest.mark.parametrize(
    ("vendor", "start_s", "end_s"), [(NEITHER, 3.5, 4.5), (START, 0.0, 1.0), (BOTH, 0.0, 1.0), (BOTH, 0.5, 7.5)]
)
def test_else_all_of_it_is_made_again(vendor: Vendor, start_s: float, end_s: float) -> None:
    assert told(retake(vendor, start_s, end_s)) == ("again", 0.0, 8.0, 8.0, "0.40")


def test_what_is_longer_than_the_backend_can_is_not_made_again() -> None:
    assert retake(Vendor(max_duration_s=6, lengths_s=(6.0,)), 3.5, 4.5) is None


def test_a_vendor_of_any_length_is_asked_for_no_more_than_is_needed() -> None:
    free = Vendor(start_image=True, end_image=True, lengths_s=())
    assert told(retake(free, 3.0, 5.03)) == ("between", 3.0, 5.03, 2.1, "0.105")
    assert told(retake(free, 3.5, 3.6))[3] == 1.0


def test_what_is_asked_for_goes_on_from_pictures_without_sound_and_has_another_seed() -> None:
    film = a_request(duration_s=8, audio=True, seed=1, reference_images=("who.png",))
    stretch = Retake(way="between", start_s=2, end_s=4, clip_s=4, cost=Money(0))
    one, two = (asked(film, stretch, "a.png", "b.png", take=n) for n in (1, 2))
    assert (one.duration_s, one.start_image, one.end_image, one.audio) == (4, "a.png", "b.png", False)
    assert (one.reference_images, one.prompt) == ((), film.prompt)
    assert len({film.seed, one.seed, two.seed}) == 3
    again = asked(film, Retake(way="again", start_s=0, end_s=8, clip_s=8, cost=Money(0)), None, None, take=1)
    assert again == film.model_copy(update={"seed": again.seed})
