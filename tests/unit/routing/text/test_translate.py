"""Captions in another language: as many as there were, asked and paid once, figures and addresses kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from footage.errors import BudgetExceededError, GeneratorError
from footage.money import ZERO, Money
from footage.wording import Line
from routing.text.model import TextModel, load_text_model
from routing.text.paid_once import PaidOnce
from routing.text.translate import CaptionTranslator, _lost, _parts
from storage.books.texts import TextTable
from tests.databases import ready
from tests.support import Books, RunningJob
from tests.unit.routing.generators.google_support import Google, google, served

__all__ = ["google", "served"]
pytestmark = pytest.mark.anyio

LINES = [Line(text=f"Line {n} costs 9.99", most_chars=60) for n in range(1, 70)]


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    database = ready(tmp_path / "books.db")
    yield Books(database, month=Money.usd(5))
    database.close()


def translator(google: Google, books: Books) -> CaptionTranslator:
    model = load_text_model(google.settings())
    assert model
    patient = TextModel(model.spec, google.settings(), max_output_tokens=8192)
    return CaptionTranslator(patient, PaidOnce(books.attempts, TextTable(books.database, books.clock)))


async def test_all_come_back_in_order_and_are_paid_once(google: Google, books: Books, tmp_path: Path) -> None:
    job, asks = RunningJob(books, books.place(tool="add_captions"), tmp_path), translator(google, books)
    before = len(google.calls(":generateContent"))
    found = await asks.translated(job, LINES, "eng", "es-MX")
    assert found.texts == tuple(f"es-MX: {line.text}" for line in LINES)
    assert (found.without_figures, len(google.calls(":generateContent")) - before) == ((), 2)
    line = books.ledger.line()
    assert (line.held, ZERO < line.spent <= asks.worst_case(LINES, "eng", "es-MX")) == (ZERO, True)
    assert await asks.translated(job, LINES, "eng", "es-MX") == found
    assert (len(google.calls(":generateContent")) - before, books.ledger.line().spent) == (2, line.spent)
    asked = json.loads(google.calls(":generateContent")[-1]["body"]["contents"][0]["parts"][0]["text"])
    assert asked["before"] == [one.text for one in LINES[56:60]], "what was said just before is told"


def answers(monkeypatch: pytest.MonkeyPatch, *said: dict[str, Any]) -> None:
    left = list(said)
    monkeypatch.setattr("routing.emulators.google.text._captions", lambda _asked: left.pop(0) if left else said[-1])


async def test_what_is_too_long_or_lost_a_figure_is_asked_again_once(
    google: Google, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [Line(text="It costs 9.99", most_chars=14), Line(text="See https://a.test", most_chars=40)]
    answers(monkeypatch, {"1": "Es kostet wirklich nur 9,99", "2": "Seite"}, {"1": "Nur 9,99", "2": "Siehe hier"})
    job = RunningJob(books, books.place(tool="add_captions"), tmp_path)
    found = await translator(google, books).translated(job, lines, "eng", "de")
    assert (found.texts, found.without_figures) == (("Nur 9,99", "Seite"), (2,))


@pytest.mark.parametrize("said", [{"1": "eins"}, {"1": "eins", "2": "  "}, {"1": "eins", "2": 7}])
async def test_fewer_captions_than_there_were_are_no_answer(
    google: Google, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: dict[str, Any]
) -> None:
    answers(monkeypatch, said)
    job = RunningJob(books, books.place(tool="add_captions"), tmp_path)
    with pytest.raises(GeneratorError):
        await translator(google, books).translated(job, LINES[:2], "eng", "de")


async def test_nothing_is_asked_that_does_not_fit_under_a_cap(google: Google, tmp_path: Path) -> None:
    database = ready(tmp_path / "poor.db")
    poor = Books(database, month=Money.usd("0.000001"))
    job, before = RunningJob(poor, poor.place(tool="add_captions"), tmp_path), len(google.calls(":generateContent"))
    with pytest.raises(BudgetExceededError):
        await translator(google, poor).translated(job, LINES[:2], "eng", "de")
    assert len(google.calls(":generateContent")) == before
    database.close()


@pytest.mark.parametrize(
    ("text", "translated", "lost"),
    [
        ("9.99 at 10:30", "9,99 um 10:30", []),
        ("42 people", "٤٢ شخصا", []),
        ("42 people", "many", ["42"]),
        ("@anna at https://a.test/x", "@anna, https://a.test/x", []),
        ("#sale", "sale", ["#sale"]),
        ("no figure", "", []),
    ],
)
def test_figures_and_addresses_are_looked_for(text: str, translated: str, lost: list[str]) -> None:
    assert _lost(text, translated) == lost


def test_questions_are_of_a_size_that_is_answered_well() -> None:
    long = [Line(text="x" * 400, most_chars=80) for _ in range(20)]
    assert [len(part) for part, _ in _parts(LINES)] == [60, 9]
    assert max(sum(len(one.text) for one in part) for part, _ in _parts(long)) <= 3400
    assert [one for part, _ in _parts(long) for one in part] == long
