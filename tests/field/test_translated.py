"""Captions in the language that is asked for: what is another one is told surely or not at all."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from films.translating import lines_of, require_translator, source_language
from footage.errors import UnavailableError
from media.captions.model import Cue

if TYPE_CHECKING:
    from films.services import Services

ENGLISH = [
    Cue(0, 2, "We close the windows at night, and turn the heating down."),
    Cue(2, 4, "That is all there is to it."),
]
JAPANESE = [Cue(0, 4, "今日はとても天気がいいです。公園を歩きます。")]
ARABIC = [Cue(0, 4, "نغلق النوافذ في الليل ونخفض التدفئة")]


@pytest.mark.parametrize(
    ("cues", "wanted", "stated", "source"),
    [
        (ENGLISH, "spa", "", "eng"),
        (ENGLISH, "eng", "", ""),
        (ENGLISH, "und", "", ""),
        (ENGLISH, "spa", "spa", ""),
        (JAPANESE, "eng", "", "jpn"),
        (JAPANESE, "jpn", "", ""),
        (ARABIC, "eng", "", "ara"),
        (ENGLISH, "jpn", "de", "deu"),
        ([Cue(0, 1, "OK!")], "spa", "", ""),
        ([Cue(0, 1, "Netflix")], "deu", "", ""),
        ([Cue(0, 1, "2024")], "deu", "", ""),
        (ENGLISH, "nob", "da", ""),
        (ENGLISH, "ces", "sk", ""),
        (ENGLISH, "spa", "en-GB", "eng"),
    ],
)
def test_another_language_is_told_surely_or_not_at_all(cues: list[Cue], wanted: str, stated: str, source: str) -> None:
    assert source_language(cues, wanted, stated) == source


def test_without_a_text_model_the_agent_is_told_what_to_do() -> None:
    with pytest.raises(UnavailableError) as caught:
        require_translator(cast("Services", SimpleNamespace(translator=None)), "eng", "es", ENGLISH)
    assert "captions with language='es'" in caught.value.hint
    assert "0-2 We close the windows" in caught.value.hint


def test_each_has_room_for_what_is_read_in_its_time() -> None:
    cues = [Cue(0, 1, "One"), Cue(3, 4, "Two"), Cue(4, 4.5, "Three")]
    latin, wide = lines_of(cues, 30, "spa"), lines_of(cues, 30, "jpn")
    assert [one.most_chars for one in latin] == [60, 20, 84]
    assert all(0.4 * a.most_chars <= b.most_chars <= 0.7 * a.most_chars for a, b in zip(latin, wide, strict=True))
    assert [one.text for one in latin] == ["One", "Two", "Three"]
