import itertools
import re
import unicodedata
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from footage.domain import AspectRatio
from footage.errors import UnavailableError
from media.captions import typefaces
from media.captions.layout import lay_out, safe_area
from media.captions.line_breaks import Line, paginate, units
from media.captions.model import Cue, Platform, Position, Style, Word, clean_text
from media.captions.typefaces import EXTRABOLD, SEMIBOLD, ruler, undrawable, without_missing_pictures
from media.frame_size import frame_size
from media.writing.breaks import clusters
from media.writing.punctuation import in_order

STYLES: tuple[Style, ...] = get_args(Style)
POSITIONS: tuple[Position, ...] = ("bottom", "middle", "top")
LONG = "Meet Footage: one server that makes, captions and checks your video, on a budget you set."
WORDS = st.text(st.sampled_from("abcWi.,!-é漢字。「」かアمرحبا한국กไ\u0301\u200d🎉🏽 \n"), min_size=1, max_size=160)
TEXT = WORDS.map(clean_text).filter(bool)
measure = ruler(SEMIBOLD).width_em


def bare(text: str) -> str:
    return "".join(text.split())


def texts(sheets: list[tuple[Line, ...]]) -> list[tuple[str, ...]]:
    return [tuple(line.text for line in sheet) for sheet in sheets]


@settings(deadline=None)  # the first example loads the fonts
@example(text="🏽 ا。W", line_em=2.0, max_lines=1, max_pages=1)  # begins with what has no width
@given(text=TEXT, line_em=st.floats(1.4, 30), max_lines=st.integers(1, 3), max_pages=st.integers(1, 5))
def test_text_is_never_lost_or_reordered_and_lines_fit(
    text: str, line_em: float, max_lines: int, max_pages: int
) -> None:
    sheets = paginate(text, line_em, measure, max_lines, max_pages)
    lines = [line for sheet in sheets for line in sheet]
    assert bare("".join(line.own for line in lines)) == bare(text)
    assert all(line.text for line in lines)
    assert all(measure(line.text) <= line_em + 1e-6 or len(list(clusters(line.text))) == 1 for line in lines)
    assert len(sheets) <= max_pages
    assert all(len(sheet) <= max_lines for sheet in sheets) or len(sheets) == max_pages
    if re.search(r"\s\u0301", text):
        return  # a mark on nothing
    drawn = [line.text for line in lines if bare(text)[0] != line.text[0]]
    assert not any(unicodedata.category(line[0]).startswith("M") for line in drawn)


@settings(max_examples=60, deadline=None)  # the first example loads the fonts
@given(
    text=TEXT,
    seconds=st.floats(0.1, 12),
    ratio=st.sampled_from(get_args(AspectRatio)),
    resolution=st.sampled_from(["480p", "1080p"]),
    style=st.sampled_from(STYLES),
    position=st.sampled_from(POSITIONS),
    platform=st.sampled_from(get_args(Platform)),
)
def test_pages_fill_the_cue_and_stay_in_the_safe_area(
    text: str, seconds: float, ratio: str, resolution: str, style: Style, position: Position, platform: Platform
) -> None:
    width, height = frame_size(ratio, resolution)
    area = safe_area(width, height, platform)
    pages = lay_out([Cue(1, 1 + seconds, text)], width, height, style, position, platform)
    drawn = without_missing_pictures(in_order([text])[0])
    lines = [line.text[: len(line.text) - line.added] for page in pages for line in page.lines]
    assert bare("".join(lines)) == bare(drawn)
    if not drawn:
        return
    assert pages[0].start_s == 1
    assert pages[-1].end_s == 1 + seconds
    assert all(one.end_s == two.start_s for one, two in itertools.pairwise(pages))
    for page in pages:
        assert page.start_s < page.end_s
        assert area.left - 0.1 <= page.left <= page.right <= area.right + 0.1
        assert area.top - 0.1 <= page.top < page.bottom <= area.bottom + 0.1


def test_a_word_longer_than_a_page_goes_on_on_the_next() -> None:
    width, height = frame_size("9:16", "480p")
    first, second = lay_out([Cue(1, 3, "W" * 19)], width, height, "karaoke", "bottom", "any")
    assert 1 < first.end_s == second.start_s < 3


def test_pages_whose_words_are_all_said_at_once_are_each_shown() -> None:
    words = tuple(Word(0, 0.1, word) for word in LONG.split())
    pages = lay_out([Cue(0, 9, LONG, words)], *frame_size("9:16", "480p"), "karaoke", "bottom", "any")
    assert len(pages) > 1
    assert all(page.end_s - page.start_s >= 9 / len(pages) / 4 - 1e-9 for page in pages)


def test_lines_are_balanced_and_break_after_a_pause() -> None:
    assert texts(paginate(LONG, 24, measure, 2, 9)) == [
        ("Meet Footage: one server that makes,", "captions and checks your video,"),
        ("on a budget you set.",),
    ]
    assert texts(paginate("I came. I saw, I conquered.", 9, measure, 2, 9)) == [("I came. I saw,", "I conquered.")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("She bought the old red house and he sold his boat", ("She bought the old red house", "and he sold his boat")),
        (
            "Wir bauen ein neues Haus weil das alte zu klein ist",
            ("Wir bauen ein neues Haus", "weil das alte zu klein ist"),
        ),
        ("Everything that we have ever wanted to see is it", ("Everything that we have", "ever wanted to see is it")),
    ],
)
def test_lines_break_by_meaning_and_leave_no_word_alone(text: str, lines: tuple[str, ...]) -> None:
    assert texts(paginate(text, 40, measure, 2, 9)) == [lines]


@settings(deadline=None)  # the first example loads the fonts
@given(text=TEXT)
def test_lines_have_no_more_than_42_characters_or_16_ideographs(text: str) -> None:
    for sheet in paginate(text, 1e6, measure, 2, 99):
        assert len(sheet) <= 2
        assert all(units(line.text) <= 42 or len(list(clusters(line.text))) == 1 for line in sheet)
    assert units("漢" * 16) == 42 == units("a\u0301" * 42)


def test_line_breaks_of_the_caller_are_kept_where_they_fit() -> None:
    assert texts(paginate("- Hi!\n- Hello.", 20, measure, 2, 9)) == [("- Hi!", "- Hello.")]
    assert texts(paginate("a few\nwords on\nthree lines", 20, measure, 2, 9)) == [("a few words on three lines",)]


def test_chinese_and_japanese_break_between_characters_but_not_before_a_stop() -> None:
    sheets = paginate("日本語の字幕も、きれいに改行されます。", 9, measure, 3, 1)
    assert all(line.text[0] not in "、。" for sheet in sheets for line in sheet)
    assert len(sheets[0]) == 3


def test_upright_films_get_two_lines_above_the_buttons() -> None:
    upright, wide = safe_area(1080, 1920), safe_area(1920, 1080)
    assert (upright.max_lines, wide.max_lines) == (2, 2)
    assert upright.bottom <= 1920 * 0.8
    assert upright.right <= 1080 * 0.9
    assert 1080 * 0.9 < wide.bottom <= 1080 * 0.95
    assert 0.04 < wide.em_px / 1080 < 0.07


@pytest.mark.parametrize(
    ("platform", "top_px", "bottom_px", "side_px"),
    [("tiktok", 130, 340, 140), ("reels", 220, 420, 120), ("shorts", 150, 380, 130), ("none", 90, 90, 50)],
)
def test_every_app_has_its_buttons_left_free(platform: Platform, top_px: int, bottom_px: int, side_px: int) -> None:
    area = safe_area(1080, 1920, platform)
    assert area.top >= top_px
    assert 1920 - area.bottom >= bottom_px
    assert 1080 - area.right >= side_px
    assert area.left == pytest.approx(1080 - area.right)
    everywhere = safe_area(1080, 1920)
    assert everywhere.bottom <= area.bottom
    assert everywhere.right <= area.right


@pytest.mark.parametrize("style", STYLES)
def test_positions_go_down_the_frame(style: Style) -> None:
    tops = [lay_out([Cue(0, 3, LONG)], 1280, 720, style, position)[0].top for position in ("top", "middle", "bottom")]
    assert tops == sorted(tops)
    assert tops[0] < 100
    assert tops[2] > 550


def test_a_long_cue_becomes_pages_and_a_hasty_one_smaller_lines() -> None:
    slow = lay_out([Cue(0, 20, LONG * 3)], 720, 1280, "clean", "bottom")
    assert len(slow) > 2
    assert all(len(page.lines) <= 2 and page.end_s - page.start_s > 1 for page in slow)
    hasty = lay_out([Cue(0, 0.5, "WWWW " * 100)], 640, 360, "clean", "bottom")
    assert len(hasty) == 1
    assert hasty[0].em_px < safe_area(640, 360).em_px


def test_pages_follow_the_spoken_words() -> None:
    texts = LONG.split()
    words = tuple(Word(2 + i * 0.4, 2.3 + i * 0.4, text) for i, text in enumerate(texts))
    pages = lay_out([Cue(2, 9, LONG, words)], 720, 1280, "clean", "bottom")
    assert len(pages) == 3
    said = []
    for page in pages:
        assert page.start_s == page.spoken[0].start_s
        text = bare("".join(line.text for line in page.lines))
        said += [text[word.first : word.last] for word in page.spoken]
    assert said == texts


def test_a_word_longer_than_a_line_is_cut_evenly() -> None:
    (lines,) = paginate("W" * 20, measure("W" * 19), measure, 2, 9)
    assert [line.text for line in lines] == ["W" * 10 + "-", "W" * 10]


def test_ruler_knows_the_shipped_fonts() -> None:
    assert measure("iii") < measure("WWW")
    assert measure("e\u0301\u200d") == measure("e")
    assert ruler(EXTRABOLD).width_em("Footage") > measure("Footage")


def test_emoji_without_a_font_are_named_and_left_out() -> None:
    private = "\U0001fbff"  # a symbol that hardly any font has
    assert undrawable([Cue(0, 1, f"Hi {private}{private}\n")]) == (private,)
    assert without_missing_pictures(f"Go {private}\ufe0f now\n{private}ok") == "Go now\nok"
    assert without_missing_pictures("plain → text ©") == "plain → text ©"


@pytest.mark.parametrize(
    ("text", "script", "package"),
    [
        ("नमस्ते", "Devanagari", "fonts-noto-core"),
        ("漢字", "Chinese", "fonts-noto-cjk"),
        ("Hi 한국", "Korean", "fonts-noto-cjk"),
    ],
)
def test_a_script_without_a_font_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, text: str, script: str, package: str
) -> None:
    monkeypatch.setattr(typefaces, "_without_face", lambda text: tuple(char for char in text if not char.isascii()))
    with pytest.raises(UnavailableError, match=f"No font on this machine has {script} letters") as caught:
        typefaces.require_scripts([Cue(0, 1, text)])
    assert package in str(caught.value.hint)
    typefaces.require_scripts([Cue(0, 1, "plain 🚀")])


def test_joined_emoji_go_together() -> None:
    private = "\U0001fbff"
    assert without_missing_pictures(f"Go {private}\U0001f3fd\u200d now") == "Go now"
    assert typefaces.missing_pictures([Cue(0, 1, f"{private}\U0001f3fd x")]) == (private,)
