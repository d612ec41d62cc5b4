"""Colours the words of a program: Pygments finds their kinds, which have colours here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

TEXT = "#e8ebf2"
COMMENT, STRING, NUMBER, KEYWORD, CALL = "#8b93a7", "#a6da95", "#f5a97f", "#c6a0f6", "#8aadf4"

Word = tuple[str, str, int]
"""A word, its colour, and the column it begins at."""

_INKS = {
    "Comment": COMMENT,
    "Generic.Deleted": NUMBER,
    "Generic.Heading": KEYWORD,
    "Generic.Inserted": STRING,
    "Generic.Prompt": COMMENT,
    "Generic.Subheading": KEYWORD,
    "Keyword": KEYWORD,
    "Keyword.Type": KEYWORD,
    "Literal": NUMBER,
    "Literal.Number": NUMBER,
    "Literal.Scalar": STRING,
    "Literal.String": STRING,
    "Name.Attribute": CALL,
    "Name.Builtin": CALL,
    "Name.Builtin.Pseudo": KEYWORD,
    "Name.Decorator": KEYWORD,
    "Name.Function": CALL,
    "Name.Tag": CALL,
    "Operator.Word": KEYWORD,
}
"""Colours by Pygments' token types; a type that is missing has its parent's colour, and in the end that of text."""

_NAMES = frozenset({"Name", "Name.Other", "Name.Variable", "Text"})
"""Token types of names that some grammars use for calls, too."""

_LIKELY = ("python", "javascript", "bash", "sql", "rust", "go", "java", "json")
"""Languages to try for a program whose language is not stated, the likeliest first."""

_SPOKEN = (
    "bash c c# c++ clojure console cpp csharp css dart diff docker dockerfile elixir erlang fish go golang graphql "
    "groovy haskell hcl html ini java javascript js json jsx julia kotlin lua make makefile matlab nginx nix ocaml "
    "perl php powershell protobuf ps1 py pycon python python3 r rb rs ruby rust scala scss sh shell shell-session sql "
    "swift terraform toml ts tsx typescript vim xml yaml yml zig zsh"
)
_LANGUAGES = frozenset(_SPOKEN.split())
"""The languages that may be stated; Pygments knows ten times as many, and articles must not choose slow ones."""


def words(lines: Sequence[str], language: str = "") -> list[list[Word]]:
    """The words of a program, line by line; spaces between them are left out.

    Args:
        lines: The program, without tabs.
        language: Its language, as at a Markdown fence; guessed if it is empty or not known.
    """
    text = "\n".join(lines) + "\n"
    colours = [TEXT] * len(text)
    for start, kind, said in _lexer(language.lower(), text).get_tokens_unprocessed(text):
        name, end = str(kind).removeprefix("Token."), start + len(said)
        called = name in _NAMES and text[end : end + 1] == "("
        colours[start:end] = [CALL if called else _ink(name)] * len(said)
    rows, begins = [], 0
    for line in lines:
        rows.append(_row(line, colours[begins : begins + len(line)]))
        begins += len(line) + 1
    return rows


def _row(line: str, colours: Sequence[str]) -> list[Word]:
    """The stretches of a line that have one colour and no space."""
    row, column = [], 0
    for colour, letters in groupby(zip(line, colours, strict=True), lambda one: None if one[0].isspace() else one[1]):
        word = "".join(letter for letter, _ in letters)
        if colour:
            row.append((word, colour, column))
        column += len(word)
    return row


@cache
def _ink(kind: str) -> str:
    while kind and kind not in _INKS:
        kind = kind.rpartition(".")[0]
    return _INKS.get(kind, TEXT)


@lru_cache(maxsize=64)
def _lexer(language: str, text: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name

    if language in _LANGUAGES:
        return get_lexer_by_name(language)
    return max((get_lexer_by_name(name) for name in _LIKELY), key=lambda lexer: _known(lexer, text))


def _known(lexer: Lexer, text: str) -> int:
    """How well a program fits a language: characters with a meaning in it, less those that are errors."""
    worth = 0
    for _, kind, said in lexer.get_tokens_unprocessed(text):
        name = str(kind).removeprefix("Token.")
        if name.startswith("Error"):
            worth -= 4 * len(said)
        elif name.startswith(("Keyword", "Comment", "Operator.Word", "Name.Function", "Name.Builtin")):
            worth += len(said)
    return worth
