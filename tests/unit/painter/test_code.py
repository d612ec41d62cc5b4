"""Words of programs in their colours, on a card that types itself."""

from __future__ import annotations

import numpy as np
import pytest

from painter.cards import MAX_CODE_LINES, CodeCard
from painter.plan import FilmPlan
from painter.prompt.beats import plan_film
from painter.shots.reel import Reel
from painter.text.card_code import joined
from painter.text.code_words import CALL, COMMENT, KEYWORD, NUMBER, STRING, TEXT, words


def inked(line: str, language: str = "") -> dict[str, str]:
    """The colour of each word of one line."""
    return {word: colour for word, colour, _ in words([line], language)[0]}


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        (
            "python",
            'return greet(3)  # "no" string',
            {"return": KEYWORD, "greet": CALL, "3": NUMBER, '"no"': COMMENT},
        ),
        ("python", "url = 'http://a.b'  # comment", {"'http://a.b'": STRING, "#": COMMENT, "comment": COMMENT}),
        ("sql", "SELECT name FROM films -- all", {"SELECT": KEYWORD, "name": TEXT, "--": COMMENT, "all": COMMENT}),
        ("js", "const x = make(`a ${b}`); // so", {"const": KEYWORD, "make": CALL, "//": COMMENT, "so": COMMENT}),
        ("rust", "let x: u32 = lifetime(&'a y);", {"let": KEYWORD, "u32": KEYWORD, "lifetime": CALL}),
        ("bash", "# install", {"#": COMMENT, "install": COMMENT}),
        ("c", "#include <stdio.h>", {"#include": COMMENT}),
        ("yaml", "steps: [one]  # list", {"steps": CALL, "list": COMMENT}),
        ("go", "x := f(1)", {"f": CALL, "1": NUMBER}),
    ],
)
def test_words_have_the_colour_of_what_they_are(language: str, line: str, expected: dict[str, str]) -> None:
    found = inked(line, language)
    assert {word: found.get(word) for word in expected} == expected


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("def greet(name):", "def"),
        ("const x = () => 1;", "const"),
        ("SELECT 1", "SELECT"),
        ("let mut x: u32 = 1;", "mut"),
        ("func main() {", "func"),
    ],
)
@pytest.mark.parametrize("language", ["", "nobody knows it"])
def test_a_language_that_is_not_said_is_guessed(line: str, word: str, language: str) -> None:
    assert inked(line, language)[word] == KEYWORD


def test_a_string_over_several_lines_is_one() -> None:
    rows = words(['text = """first', "  # no comment", 'last"""'], "python")
    assert rows[1:] == [[("#", STRING, 2), ("no", STRING, 4), ("comment", STRING, 7)], [('last"""', STRING, 0)]]


@pytest.mark.parametrize("language", ["python", "html", "pycon", "console", "php", "diff", ""])
def test_every_letter_stands_where_it_was_written(language: str) -> None:
    lines = [
        ">>> x = f('a b')",
        "",
        "  <b class='c'>$ é — 漢 \\ \"</b>",
        "+ if (x) { y(); } // z",
        "\N{NO-BREAK SPACE}end",
    ]
    for line, row in zip(lines, words(lines, language), strict=True):
        drawn = [" "] * len(line)
        for word, _, column in row:
            drawn[column : column + len(word)] = word
        assert "".join(drawn).rstrip() == "".join(" " if char.isspace() else char for char in line).rstrip()


def painted(card: CodeCard, at_s: float = 5.5, duration_s: float = 6.0) -> np.ndarray:
    made = plan_film("abstract", duration_s=duration_s, width=640, height=360, seed=1)
    beats = (made.beats[0].model_copy(update={"card": card, "duration_s": duration_s}),)
    return Reel(FilmPlan.model_validate({**made.model_dump(), "beats": [beat.model_dump() for beat in beats]})).paint(
        at_s
    )


def test_the_card_shows_its_program_in_the_language_it_is_in() -> None:
    lines = ("-- all films", "SELECT title FROM films")
    sql, python = (painted(CodeCard(lines=lines, language=language)) for language in ("sql", "python"))
    assert (sql != python).any()
    assert (sql == painted(CodeCard(lines=lines))).all()  # guessed


@pytest.mark.parametrize("duration_s", [3.0, 4.5])
def test_a_program_is_typed_long_before_it_goes(duration_s: float) -> None:
    lines = tuple(f"evaluate(first_value_{n}, second_value_{n})  # and so on" for n in range(9))
    last = (*lines[:-1], f"{lines[-1][:-1]}N")
    at_s = 0.62 * duration_s  # the caret blinks, but in both
    one, other = (painted(CodeCard(lines=some, language="python"), at_s, duration_s) for some in (lines, last))
    assert (one != other).any()


def test_a_plan_without_a_language_reads_as_ever() -> None:
    assert CodeCard(lines=("x",)).model_dump() == {"kind": "code", "heading": "", "lines": ("x",)}
    assert CodeCard.model_validate({"lines": ["x"], "language": "go"}).model_dump()["language"] == "go"
    assert len(words(["x"] * MAX_CODE_LINES)) == MAX_CODE_LINES


def test_a_comment_from_right_to_left_keeps_the_order_of_its_words() -> None:
    (row,) = words(['- "80:80"  # صفحة الإعداد أول مرة'], "yaml")
    drawn = [word for word, _, _ in joined(row, '- "80:80"  # صفحة الإعداد أول مرة')]
    assert drawn == ["-", '"80:80"', "#", "صفحة الإعداد أول مرة"]
