"""Captions, titles and cards in the world's scripts: where lines break, which way they run, what they are set in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skia

from films.article.html import _unwrapped, read_html
from films.article.markdown import read_markdown
from films.article.outline import Paragraph, Quotation
from footage.errors import UnavailableError
from media.captions.ass import document
from media.captions.burn import burn
from media.captions.layout import LINE_PITCH_EM, lay_out
from media.captions.line_breaks import paginate, units
from media.captions.model import Cue, Style
from media.captions.timing import readable
from media.captions.typefaces import SEMIBOLD, require_scripts, ruler
from media.captions.words import with_words
from media.ffmpeg import run
from media.writing import faces
from media.writing.breaks import clusters, flowing, pieces
from media.writing.direction import marked, right_to_left, ways
from media.writing.emoji import colour_font
from media.writing.punctuation import in_order
from painter import plan_film
from painter.cards import ListCard
from painter.craft.stage import Stage
from painter.craft.typesetting import ShapedLine, balanced, fitted
from painter.plan import FilmPlan
from painter.prompt.titles import shorten
from painter.text.texts import ShotTexts

THAI = "สวัสดีครับวันนี้เราจะมาคุยกันเรื่องการท่องเที่ยวในประเทศไทย"
THAI_WORDS = ["สวัสดี", "ครับ", "วัน", "นี้", "เรา", "จะ", "มา", "คุย", "กัน", "เรื่อง", "การ", "ท่องเที่ยว", "ใน", "ประเทศไทย"]
KHMER = "ការសាងសង់ស្ពាននេះបានឆ្លងកាត់ឧបសគ្គជាច្រើនហើយប្រជាជនមានសេចក្តីរីករាយយ៉ាងខ្លាំង"
LAO = "ພາສາລາວເປັນພາສາທາງການຂອງປະເທດລາວ"
BURMESE = "မြန်မာဘာသာစကားသည်ရုံးသုံးဘာသာစကားဖြစ်သည်"
JAPANESE = "今日はGitHub Copilotの使い方を説明します。「まず、VS Codeを開いて」ください。"
CHINESE = "我们明天在北京大学图书馆门口见面，然后一起去看电影。"
TALL = (720, 1280)


def measure(text: str) -> float:
    """Widths that do not depend on the machine's fonts: an ideograph is as wide as high, a letter half of it."""
    return sum(1.0 if units(char) > 1 else 0.5 * units(char) for char in text)


SAMPLES = {"Hebrew": "ש", "Tamil": "ப", "Burmese": "မ", "Thai": "ก", "Arabic": "ش", "Japanese": "の"}


def needs(script: str) -> pytest.MarkDecorator:
    missing = list(faces.undrawable(SAMPLES[script], SEMIBOLD.stem))
    return pytest.mark.skipif(bool(missing), reason=f"this machine has no {script} font")


def lines_of(text: str, line_em: float = 9.0) -> list[str]:
    return [line.text for sheet in paginate(text, line_em, measure, 2, 99) for line in sheet]


def drawn(cue: Cue, size: tuple[int, int] = (1280, 720), style: Style = "clean") -> str:
    return document(lay_out([cue], *size, style, "bottom"), *size, style)


def film(**beat: Any) -> FilmPlan:
    plan = plan_film("a quiet sea", duration_s=3, width=480, height=270, seed=1)
    return plan.model_copy(update={"beats": (plan.beats[0].model_copy(update={"titles": (), **beat}),)})


def ends(parts: Sequence[str]) -> set[int]:
    return {sum(map(len, parts[:count])) for count in range(1, len(parts) + 1)}


# Where lines break


@pytest.mark.parametrize("line_em", [6.0, 8.0, 11.0, 14.0])
def test_thai_breaks_between_words(line_em: float) -> None:
    lines = lines_of(THAI, line_em)
    assert "".join(lines) == THAI
    assert ends(lines) <= ends(THAI_WORDS)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        (KHMER, ["ស្ពាន", "ឆ្លងកាត់", "ប្រជាជន", "ខ្លាំង"]),
        (LAO, ["ພາສາ", "ປະເທດ", "ທາງການ"]),
        (BURMESE, ["မြန်မာ", "စကား", "ဖြစ်သည်"]),
        (THAI, ["ประเทศไทย", "ท่องเที่ยว"]),
        (CHINESE, ["我们", "明天", "北京", "图书馆", "电影"]),
        (JAPANESE, ["説明します", "ください", "使い方を", "開いて"]),
        ("보시기 전에 하나하나 확인합니다", ["확인합니다", "하나하나"]),
        ("नमस्ते क्षत्रिय राष्ट्रीय संस्कृति", ["राष्ट्रीय", "क्षत्रिय"]),
    ],
)
@pytest.mark.parametrize("line_em", [5.0, 7.5, 10.0])
def test_no_word_is_broken_where_words_have_no_spaces(text: str, inside: list[str], line_em: float) -> None:
    lines = lines_of(text, line_em)
    assert flowing("\n".join(lines)).replace(" ", "") == text.replace(" ", "")
    for word in inside:
        if measure(word) + 1.1 <= line_em:  # there is punctuation, too
            assert any(word in line for line in lines), lines


@pytest.mark.parametrize(
    "text",
    [KHMER, THAI, LAO, BURMESE, "བོད་སྐད་ཀྱི་རྒྱུད་བསྒྲུབས་པ", "ශ්\u200dරී ලංකාවේ ක්\u200dරීඩා", "ക്ഷേത്രത്തിൽ", "தமிழ்நாடு"],
)
@pytest.mark.parametrize("line_em", [2.5, 4.0])
def test_even_the_narrowest_line_keeps_syllables_whole(text: str, line_em: float) -> None:
    lines = lines_of(text, line_em)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert not unicodedata.category(line[0]).startswith("M")
        assert line[-1] not in "\u17d2\u200dเแโใไເແໂໃໄ"
        assert line[0] not in "ะาำๅະາຳ"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("क्षत्रिय", ["क्ष", "त्रि", "य"]),
        ("ស្ពាន", ["ស្ពា", "ន"]),
        ("👨‍👩‍👧👍🏿🇯🇵🇩🇪1️⃣❤️‍🔥", ["👨‍👩‍👧", "👍🏿", "🇯🇵", "🇩🇪", "1️⃣", "❤️‍🔥"]),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿☎︎葛󠄀", ["🏴󠁧󠁢󠁳󠁣󠁴󠁿", "☎︎", "葛󠄀"]),
        ("e\u0301x\u0302\u0323", ["e\u0301", "x\u0302\u0323"]),
        ("각\u1100\u1161", ["각", "\u1100\u1161"]),
    ],
)
def test_clusters_are_what_readers_see_as_one(text: str, whole: list[str]) -> None:
    assert list(clusters(text)) == whole


@pytest.mark.parametrize("line_em", [4.0, 6.0, 9.0])
def test_japanese_never_begins_a_line_with_what_may_not(line_em: float) -> None:
    text = "「えっ、マジで？」ちょっとコーヒーを飲んでから、ディズニーランドへ行こう…！（予定）"
    for line in lines_of(text, line_em):
        assert line[0] not in "、。？！」）…ーっょャュョィ"
        assert line[-1] not in "「（"


@pytest.mark.parametrize(
    ("text", "line_em", "lines"),
    [
        ("Donau\u00addampf\u00adschiff", 6.5, ["Donaudampf-", "schiff"]),
        ("Rindfleischetikettierung", 7.0, ["Rindfleisch-", "etikettierung"]),
        ("https://www.example.com/path/index.html", 10.0, ["https://", "www.example.com/", "path/index.html"]),
        ("well-known-facts-here", 7.0, ["well-known-", "facts-here"]),
    ],
)
def test_what_is_longer_than_a_line_is_cut_where_it_may(text: str, line_em: float, lines: list[str]) -> None:
    assert [line.replace("\u00ad", "") for line in lines_of(text, line_em)] == lines


def test_an_added_hyphen_is_no_letter_of_the_text() -> None:
    cue = Cue(0, 8, "Rindfleischetikettierungsüberwachung ist lang")
    pages = lay_out([cue], *TALL, "karaoke", "bottom")
    text = "".join(line.text[: len(line.text) - line.added] for page in pages for line in page.lines)
    assert text.replace(" ", "") == cue.text.replace(" ", "")
    assert any(line.added and line.text.endswith("-") for page in pages for line in page.lines)
    assert drawn(cue, TALL, "karaoke")


@pytest.mark.parametrize("text", ["100\u00a0% sicher, 3\u202f000\u00a0km", "Bonjour ! Ça va ?", "« Oui »"])
def test_no_line_ends_at_a_space_that_may_not_break(text: str) -> None:
    for line in lines_of(text, 5.0):
        assert line[0] not in "%!?»"
        assert not line.endswith(("3\u202f", "000\u00a0", "«"))
    assert "\u00a0" not in text or "100\u00a0%" in " ".join(lines_of(text, 5.0))


@pytest.mark.parametrize("text", [THAI, KHMER, JAPANESE, CHINESE])
def test_titles_and_cards_break_where_captions_do(text: str) -> None:
    lines = balanced(text, 4, lambda part: float(len(part)))
    assert len(lines) > 1
    assert ends([line for line in lines if line]) <= {*ends(pieces(text)), *ends([part.strip() for part in lines])}
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(any(line.endswith(piece.rstrip()) for piece in pieces(text)) for line in lines)


def test_a_headline_without_spaces_is_cut_after_a_word() -> None:
    cut = shorten(THAI, 30)
    assert THAI.startswith(cut)
    assert len(cut) in ends(THAI_WORDS)
    assert shorten("ស្ត្រី" * 9, 8) == "ស្ត្រី"


def test_spoken_words_of_thai_are_words() -> None:
    words = [word.text for word in with_words(Cue(0, 6, THAI)).words]
    assert ends(words) <= ends(THAI_WORDS)
    assert len(words) > 8


# Spaces where there were none


def test_a_caption_that_is_split_gets_no_spaces() -> None:
    cues = readable([Cue(0, 6, JAPANESE)], 20, 25).cues
    assert len(cues) > 1
    assert "".join(cue.text for cue in cues) == JAPANESE
    assert all(re.sub(r"(GitHub|VS) ", "", cue.text).count(" ") == 0 for cue in cues)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("仅在玻\n璃上", "仅在玻璃上"),
        ("これは、\nテスト\nです", "これは、テストです"),
        ("カタ\nｶﾅ", "カタｶﾅ"),
        ("終わり。\nNext", "終わり。Next"),
        ("東京\nTokyo", "東京 Tokyo"),
        ("안녕\n하세요", "안녕 하세요"),
        ("two\nlines", "two lines"),
        ("สวัสดี\nครับ", "สวัสดี ครับ"),
        ("🚀\n🎉", "🚀 🎉"),
        ("全角\u3000空白", "全角\u3000空白"),
    ],
)
def test_lines_are_joined_as_their_script_is_written(text: str, joined: str) -> None:
    assert flowing(text) == joined
    assert read_markdown(text).blocks == (Paragraph(text=joined.replace("\u3000", " ")),)


def test_a_quotation_of_several_paragraphs_gets_no_spaces() -> None:
    assert read_markdown("> 学而时习之，\n>\n> 不亦说乎？").blocks == (Quotation(text="学而时习之，不亦说乎？"),)


def test_a_page_that_is_wrapped_gets_no_spaces() -> None:
    text = "我们明天在北京大学图书馆门口见面，然后一起去看电影，仅在玻\n  璃上刻字的直播间里，这是一个很长的段落。"
    blocks = read_html(f"<html><body><article><p>{text}</p><p>A plain\nEnglish sentence.</p></article></body>").blocks
    assert blocks[0] == Paragraph(text=text.replace("\n  ", ""))
    code = "仅在玻\n璃<pre>第一\n行</pre>"
    assert _unwrapped(code) == "仅在玻璃<pre>第一\n行</pre>"
    assert blocks[-1] == Paragraph(text="A plain English sentence.")


# Which way it runs


@pytest.mark.parametrize(
    ("text", "to_left"),
    [
        ("אמרתי לו:\nYouTube הוא אתר מצוין!", True),
        ("YouTube הוא אתר מצוין!", True),
        ("Version 2 של Footage יצא היום", True),
        ("iPhone 15 متوفر الآن", True),
        ("The film שלום - 5 stars, says דוד!", False),
        ("He lives in القاهرة now", False),
        ("التفاضل: f(x) = x² + 3x، حيث x > 0.", True),
        ("הריצו pip install footage && footage --help עכשיו", True),
        ("שלום means hello in the Hebrew language", False),
        ("2024-05-06", False),
        ("", False),
        ("- ¿Qué?", False),
        ("ދިވެހި ބަސް", True),
        ("ܫܠܡܐ", True),
    ],
)
def test_a_caption_runs_the_way_of_its_words(text: str, to_left: bool) -> None:
    assert right_to_left(text) is to_left


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("YouTube הוא אתר!", ">[YouTube] הוא אתר!"),
        ("ב-C++ או C#, ל-4K.", ">ב-[C++] או [C#], ל-[4K]."),
        ("ה-.NET 8 של (Microsoft)!", ">ה-[.NET 8] של ([Microsoft])!"),
        ("כתבו ל-info@a.b או https://a.b/c?d=1.", ">כתבו ל-[info@a.b] או [https://a.b/c?d=1]."),
        ("اتصل على 050-123-4567 الآن", ">اتصل على [050-123-4567] الآن"),
        ("ראו Paris (France) ו-(iPhone) X!", ">ראו [Paris (France)] ו-[(iPhone) X]!"),
        ("من 10-20 في 10:30", ">من 10-20 في 10:30"),
        ("iPhone 15 Pro متوفر", ">[iPhone 15 Pro] متوفر"),
    ],
)
def test_foreign_words_are_kept_in_one_piece(line: str, shown: str) -> None:
    signs = {0x200F: ">", 0x200E: "<", 0x2066: "[", 0x2067: "[", 0x2069: "]"}
    assert marked(line, to_left=True).translate(signs) == shown


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["שלום חבר!", "Hello my dear friend!"], [True, False]),
        (["Hello my dear friend!", "שלום חבר!"], [False, True]),
        (["אמרתי לו:", "YouTube הוא אתר מצוין!"], [True, True]),
        (["אני אוהב את", "The New York Times!"], [True, True]),
        (["- מה?", "- OK!"], [True, True]),
        (["He said it again and again:", "שלום!"], [False, True]),
        (["It is called", "שלום!"], [False, False]),
    ],
)
def test_a_line_that_is_a_sentence_of_its_own_runs_its_own_way(lines: list[str], shown: list[bool]) -> None:
    assert ways(lines) == shown
    (page,) = lay_out([Cue(0, 3, "\n".join(lines))], 1280, 720, "clean", "bottom")
    assert [line.to_left for line in page.lines] == shown


def test_hebrew_in_english_is_kept_from_the_number_after_it() -> None:
    assert marked("film שלום - 5", to_left=False) == "\u200efilm \u2067שלום\u2069 - 5"
    assert marked("plain 5", to_left=False) == "plain 5"


def test_every_line_of_a_caption_runs_its_way() -> None:
    events = re.findall(r"Dialogue: 1.*?\}([^\n]*)", drawn(Cue(0, 3, "אמרתי לו:\nYouTube הוא אתר מצוין!")))
    texts = [re.sub(r"\{[^}]*\}", "", event) for event in events]
    assert len(texts) == 2
    assert all(text.startswith("\u200f") for text in texts)
    assert "\u2066YouTube\u2069" in texts[1]


def test_punctuation_written_for_players_that_run_to_the_right_is_put_behind() -> None:
    old = ["...אנחנו חיים", ",למען היקרים לנו", ".ולמען אלה", "?מה שלומך-\n!טוב-", "Hello."]
    new = ["אנחנו חיים...", "למען היקרים לנו,", "ולמען אלה.", "- מה שלומך?\n- טוב!", "Hello."]
    assert in_order(old) == new
    assert in_order(new) == new
    assert in_order(["...אנחנו חיים", "יופי. נראה לי שזה טוב."]) == ["...אנחנו חיים", "יופי. נראה לי שזה טוב."]
    (page,) = lay_out([Cue(0, 2, old[2])], 640, 360, "karaoke", "bottom")
    assert page.lines[0].text == new[2]


@pytest.mark.parametrize(("text", "told"), [(".ולמען אלה", 1), ("ולמען אלה.", 0)])
def test_it_is_told_that_punctuation_was_moved(tmp_path: Path, text: str, told: int) -> None:
    run(["-f", "lavfi", "-i", "color=black:s=64x64:r=4:d=1", str(tmp_path / "in.mp4")])
    notes = burn(tmp_path / "in.mp4", [Cue(0, 1, text)], tmp_path / "out.mp4", style="box")
    assert sum("punctuation" in note for note in notes) == told


@needs("Hebrew")
def test_all_lines_of_a_card_begin_on_one_side() -> None:
    made = film(card=ListCard(heading="יתרונות", items=("YouTube", "C++ ו-C#", "אתר מצוין")))
    texts = ShotTexts(Stage(made.scene(0)), np.zeros((2, 90, 160, 4), np.uint8))
    assert all(placed.line.right_to_left for block in texts.blocks for placed in block.lines)


# What it is set in


class TwoFonts:
    """A machine whose first answer for some letters is a font that has no others of their script."""

    def __init__(self, few: Any, all_: Any) -> None:
        self.few, self.all = few, all_

    def matchFamilyStyle(self, *_: object) -> None:  # noqa: N802 - skia's name
        return None

    def matchFamilyStyleCharacter(self, _family: str, _style: Any, _tags: list[str], char: int) -> Any:  # noqa: N802
        return next((face for face in (self.few, self.all) if face and face.unicharToGlyph(char)), None)


class Letters:
    """A typeface with these letters."""

    def __init__(self, name: str, letters: str) -> None:
        self.name, self.letters = name, letters

    def __getattr__(self, name: str) -> Any:
        return {
            "unicharToGlyph": lambda char: int(chr(char) in self.letters),
            "uniqueID": lambda: id(self),
            "getTableTags": list,
            "getFamilyName": lambda: self.name,
            "getTableData": lambda _: bytes(90),
            "getUnitsPerEm": lambda: 1000,
            "fontStyle": skia.FontStyle,
        }[name]


@pytest.fixture
def fresh() -> Any:
    for cached in (faces._named, faces._face, faces.runs):
        cached.cache_clear()
    yield
    for cached in (faces._named, faces._face, faces.runs):
        cached.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_a_word_is_set_in_the_one_face_that_has_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = TwoFonts(Letters("Grantha", "பம"), Letters("Tamil", "பாடம்"))
    monkeypatch.setattr(faces, "system_fonts", lambda: fonts)
    (run,) = faces.runs("பாடம்", SEMIBOLD.stem)
    assert run.face is not None
    assert run.face.family == "Tamil"


@pytest.mark.usefixtures("fresh")
def test_letters_that_no_face_has_together_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = TwoFonts(Letters("Grantha", "பம"), Letters("Marks", "ா்ட"))
    monkeypatch.setattr(faces, "system_fonts", lambda: fonts)
    assert list(faces.undrawable("பாடம்", SEMIBOLD.stem))
    with pytest.raises(UnavailableError, match="Tamil"):
        require_scripts([Cue(0, 1, "தமிழ் பாடம்")])


@needs("Tamil")
def test_captions_and_cards_name_the_same_face() -> None:
    text = "பாடம் படித்தல்"
    named = set(re.findall(r"\\fn([^\\}]+)", drawn(Cue(0, 2, text)))) - {SEMIBOLD.name}
    card = {run.face.family for run in ShapedLine(text, 40, "#ffffff")._runs if run.face}
    assert named == card
    assert len(named) == 1


@needs("Japanese")
def test_ideographs_have_one_form_in_all_of_a_film() -> None:
    pages = lay_out([Cue(0, 2, "東京大学"), Cue(2, 4, "今日は休みです。")], 640, 360, "clean", "bottom")
    assert {page.language for page in pages} == {"ja"}


@needs("Burmese")
def test_letters_that_stack_get_the_room_they_need() -> None:
    for text in ("ကျွန်ုပ်တို့သည်\nမြန်မာနိုင်ငံ", "ရှေးမြန်မာ"):
        (page,) = lay_out([Cue(0, 3, text)], 1280, 720, "box", "bottom")
        assert page.bottom - page.top > len(page.lines) * LINE_PITCH_EM * page.em_px * 1.1
        assert page.lines[0].y > page.top
    first, second = fitted(
        "ကျွန်ုပ်တို့သည် မြန်မာနိုင်ငံ", (300, 400), 60, "#ffffff", "Inter-ExtraBold", Stage(film().scene(0)).look.type
    )[:2]
    assert first.pitch_px(1.2) > 1.2 * first.size_px
    assert second.right_to_left is False


@needs("Arabic")
def test_a_joined_word_is_as_wide_as_it_is_drawn() -> None:
    line = ruler(SEMIBOLD).width_em("بببب")
    alone = sum(ruler(SEMIBOLD).width_em(char) for char in "بببب")
    assert line < 0.9 * alone


@needs("Thai")
def test_other_scripts_are_as_large_as_latin_and_on_its_line() -> None:
    sizes = dict(re.findall(r"\\fn([^\\}]+)\\b\d+\\fs([\d.]+)", drawn(Cue(0, 2, "กรุงเทพฯ ok"))))
    face = next(run.face for run in faces.runs("กรุงเทพฯ", SEMIBOLD.stem) if run.face)
    ratio = float(sizes[face.family]) / float(sizes[SEMIBOLD.name])
    assert ratio == pytest.approx((face.ascent_em + face.descent_em) / SEMIBOLD.win_height_em, abs=0.01)


@pytest.mark.skipif(colour_font() is None, reason="this machine has no emoji font")
def test_emoji_on_cards_keep_usual_spaces_between_them() -> None:
    one, two = (ShapedLine(text, 100, "#ffffff").width for text in ("🚀🎉", "🚀 🎉"))
    assert 10 < two - one < 60
