"""Subjects found as one types, and a frame of a beat as it will be seen."""

from __future__ import annotations

import pytest

from painter import draw_frame, known_subject, plan_film, search_subjects, sign_of


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lightho", "lighthouse"),
        ("bee", "🐝"),
        ("🦊", "fox"),
        ("Hot air b", "balloon"),
        ("bicyc", "bicycle"),
        ("foks", "fox"),
    ],
)
def test_what_somebody_means_is_among_the_first(typed: str, expected: str) -> None:
    found = search_subjects(typed)
    assert known_subject(expected) in found[:3]
    assert len(found) == len(set(found)) <= 24


@pytest.mark.parametrize("typed", ["", "  ", "qqqqqqqqqq", "?!", "\u200d"])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert search_subjects(typed) == ()


def test_every_subject_that_is_found_can_be_drawn_and_most_have_a_sign() -> None:
    found = {one for letter in "abcfst" for one in search_subjects(letter)}
    assert all(known_subject(one) == one for one in found)
    assert sum(bool(sign_of(one)) for one in found) > len(found) / 2


@pytest.mark.parametrize(("width", "height", "size"), [(1280, 720, (480, 270)), (720, 1280, (270, 480))])
def test_a_frame_has_the_films_shape_and_is_always_the_same(width: int, height: int, size: tuple[int, int]) -> None:
    import skia

    film = plan_film("a fox in the snow", duration_s=2, width=width, height=height, seed=3, style="flat")
    jpeg = draw_frame(film, 0)
    picture = skia.Image.MakeFromEncoded(jpeg)
    assert (picture.width(), picture.height()) == size
    assert draw_frame(film, 0) == jpeg
