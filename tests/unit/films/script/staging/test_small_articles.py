"""Small articles of every kind in several scripts, silent and spoken: as long as they should be, whole, accepted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from films.article.read import read_article
from films.article.storyboard import TOLERANCE, ArticleFilm
from films.edited import edited_film
from films.script.documents import SpeakingRate, Wish, Written
from films.script.staging import fill, stage
from films.script.writer import write_script
from footage.edited_film import SourceFacts
from painter import text_facts
from quality.editing import edit
from quality.policy import load_policy

KINDS = Path(__file__).resolve().parents[4] / "data" / "articles" / "kinds"
ARTICLES = sorted(KINDS.glob("*.md"))
ASKED_S, SIZE = 25.0, (1280, 720)
RATES = {"ja": 7.5, "ar": 5.0, "he": 5.0}


def rate_of(name: Path) -> SpeakingRate:
    return SpeakingRate(syllables_per_s=RATES.get(name.suffixes[0][1:], 6.0), pause_s=0.35)


@cache
def filmed(name: Path, *, is_spoken: bool) -> tuple[Written, ArticleFilm]:
    rate = rate_of(name) if is_spoken else None
    language = name.suffixes[0][1:]
    wish = Wish(duration_s=ASKED_S, aspect_ratio="16:9", language=language, rate=rate)
    written = fill(write_script(read_article(name.read_bytes(), suffix=".md"), [], wish), wish, SIZE)
    return written, stage(written.script, [], size=SIZE, rate=rate, duration_s=ASKED_S, spare=written.spare)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "is_spoken"),
    [(name, bool(at % 2)) for at, name in enumerate(ARTICLES)],
    ids=lambda one: one.stem if isinstance(one, Path) else "spoken" if one else "silent",
)
@pytest.mark.few(one_in=3)
def test_it_lasts_as_long_as_it_should(name: Path, is_spoken: bool) -> None:
    written, board = filmed(name, is_spoken=is_spoken)
    off = board.film.duration_s / ASKED_S - 1
    assert off <= TOLERANCE or (not board.spare and written.kind == "recipe" and off <= 0.25)  # told whole
    assert off >= -TOLERANCE or not written.reserve


@pytest.mark.slow
@pytest.mark.parametrize("name", ARTICLES[::5], ids=lambda name: name.stem)
def test_its_words_are_whole_large_and_slow_enough_and_an_editor_accepts_it(name: Path) -> None:
    _, board = filmed(name, is_spoken=False)
    for beat, facts in zip(board.film.beats, text_facts(board.film, with_frames=False), strict=True):
        assert not facts.is_cut
        assert facts.smallest_px >= 31.9
        if beat.card is None or beat.card.kind not in {"code", "chart", "table"}:
            assert facts.characters / beat.duration_s <= 17.5
    seen = edited_film(board, asked_s=board.film.duration_s, is_narrated=False, source=SourceFacts())
    grave = [
        fault.reason for fault in edit(seen, load_policy().editing).faults if fault.grave and fault.kind != "opening"
    ]
    assert grave == []
