"""Texts that sites would refuse, as the world writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from footage.errors import InvalidInputError
from storage.outlets.tiktok import MB, chunks_of
from storage.outlets.youtube_errors import next_midnight
from tools.publish_texts import description_for, moment_of, name_of, tags_for, title_for

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "title", "notes"),
    [
        ("Boats", "Boats", 0),
        ("a < b > c", "a ‹ b › c", 1),
        ("  two\nlines\u202e ", "two lines", 0),
        ("🚤" * 50, "🚤" * 50, 0),
        (None, "The film", 0),
        ("", "The film", 0),
    ],
)
def test_titles(given: str | None, title: str, notes: int) -> None:
    found, said = title_for("youtube", given, "The film")
    assert (found, len(said)) == (title, notes)


@pytest.mark.parametrize("title", ["x" * 101, "🚤" * 51])
def test_a_title_that_a_site_would_refuse_is_refused_here_and_a_films_own_is_shortened(title: str) -> None:
    with pytest.raises(InvalidInputError, match="at most 100"):
        title_for("youtube", title, "The film")
    own, _ = title_for("youtube", None, title)
    assert len(own.encode("utf-16-le")) <= 200
    assert own.endswith("…")


def test_descriptions_keep_their_lines_and_name_whose_footage_it_is() -> None:
    text, notes = description_for("youtube", "One\n\n<two>\x07", "Boats by Ada, CC BY 4.0")
    assert text == "One\n\n‹two›\n\nBoats by Ada, CC BY 4.0"
    assert len(notes) == 2
    again, notes = description_for("youtube", text, "Boats by Ada, CC BY 4.0")
    assert (again, notes) == (text, [])
    assert description_for("store", "x", "Boats by Ada")[0] == "x"
    full, notes = description_for("youtube", "x" * 4_995, "Boats by Ada")
    assert (len(full), "no room" in notes[0]) == (4_995, True)


@pytest.mark.parametrize(("target", "text"), [("youtube", "ä" * 2_501), ("instagram", "x" * 2_101)])
def test_a_description_that_is_too_long_is_told_by_how_much(target: str, text: str) -> None:
    with pytest.raises(InvalidInputError, match=r"is [12] \w+"):
        description_for(target, text, "")  # type: ignore[arg-type]


def test_tags_are_as_many_as_fit() -> None:
    assert tags_for("youtube", ["#Boats", "boats, sea", " ", "Boats"])[0] == ("Boats", "boats sea")
    kept, notes = tags_for("youtube", [f"a tag number {n}" for n in range(50)])
    assert sum(len(one) + 3 for one in kept) <= 500 - 13
    assert notes == [f"{50 - len(kept)} tags were left out: youtube takes no more"]
    assert len(tags_for("instagram", [f"t{n}" for n in range(50)])[0]) == 30


@pytest.mark.parametrize(
    ("given", "words"),
    [("tomorrow", "no moment"), ("2026-12-24T18:00:00", "no time zone"), ("2026-11-29T12:00:00Z", "is past")],
)
def test_moments_that_mean_nothing(given: str, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        moment_of(given, NOW)


def test_a_day_is_told_how_to_be_written_as_a_moment() -> None:
    with pytest.raises(InvalidInputError) as told:
        moment_of("2099-01-01", NOW)
    assert told.value.hint
    assert moment_of(told.value.hint.split()[1], NOW)


def test_moments() -> None:
    assert moment_of("2026-12-24T18:00:00+01:00", NOW) == datetime(2026, 12, 24, 17, tzinfo=UTC)
    assert next_midnight(NOW) == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert next_midnight(datetime(2026, 7, 1, 6, 59, tzinfo=UTC)) == datetime(2026, 7, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Über Boote & Meer!", "uber-boote-meer"),
        ("帆船", "film"),
        ("🚢🚢", "film"),
        ("Große Straße, Łódź; Ærø i Þingvellir", "grosse-strasse-lodz-aero-i-thingvellir"),
        ("100 % #1? a/b\\c", "100-1-a-b-c"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 99, "x" * 60),
    ],
)
def test_names_of_files(title: str, name: str) -> None:
    assert name_of(title) == name


@pytest.mark.parametrize(
    ("size", "chunks"),
    [
        (1, (1, 1)),
        (15 * MB, (15 * MB, 1)),  # one chunk is as large as the film, or TikTok calls its size invalid
        (64 * MB, (64 * MB, 1)),
        (64 * MB + 1, (10 * MB, 6)),
        (99 * MB, (10 * MB, 9)),
    ],
)
def test_chunks_as_tiktok_counts_them(size: int, chunks: tuple[int, int]) -> None:
    assert chunks_of(size) == chunks
