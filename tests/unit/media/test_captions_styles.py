import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from media.captions.ass import document
from media.captions.burn import burn
from media.captions.layout import lay_out
from media.captions.looks import LEAST_CONTRAST, Plate, contrast, look_of, luminance
from media.captions.model import Cue, Style, Word
from media.captions.words import are_estimated, with_words
from media.frames import read_frames, read_keyframes

MakeClip = Callable[..., Path]
BLACK, WHITE = "color=black:s=640x360:r=24:d=2", "color=white:s=640x360:r=24:d=2"
STYLES: tuple[Style, ...] = get_args(Style)
WORDS = (Word(0, 1, "Seven"), Word(1, 2, "words"))
CUE = Cue(0, 2, "Seven words", WORDS)


def coloured(picture: np.ndarray, colour: str) -> np.ndarray:
    """Where the picture has about this colour."""
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    return np.asarray(np.abs(picture.astype(int) - wanted).max(axis=2) < 60)


def test_there_are_eight_styles_each_with_a_look_that_can_be_made_legible() -> None:
    assert len(STYLES) >= 8
    for style in STYLES:
        look = look_of(style)
        if look.own_contrast < LEAST_CONTRAST and look.rescue == "box":
            saved = look.model_copy(update={"plate": look.plate_on_rescue})
            assert saved.own_contrast >= LEAST_CONTRAST, style
    assert contrast("#ffffff", luminance("#000000")) == pytest.approx(21)
    assert contrast("#777777", luminance("#ffffff")) == pytest.approx(4.48, abs=0.01)
    assert look_of("box").model_copy(update={"plate": Plate(opacity=0.3)}).own_contrast < LEAST_CONTRAST


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_every_style_can_be_read_on_white_and_on_black(make_clip: MakeClip, tmp_path: Path, style: Style) -> None:
    for name, ground in [("black.mp4", BLACK), ("white.mp4", WHITE)]:
        out = tmp_path / name
        notes = burn(make_clip(name, ground), [Cue(0, 2, "HHH HHH")], out, style=style)
        picture = read_frames(out, [1.5])[0].astype(float)
        letters = picture.mean(axis=2)[250:345, 200:440]
        assert (letters > 150).sum() > 200
        assert (letters < 110).sum() > 300
        needs_help = look_of(style).own_contrast < LEAST_CONTRAST
        assert bool(notes) == (needs_help and ground == WHITE)
        if notes:
            assert notes[0].startswith("1 caption got a ")


def test_karaoke_runs_through_the_words(make_clip: MakeClip, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    burn(make_clip("black.mp4", BLACK), [CUE], out, style="karaoke")
    shares = [coloured(picture, look_of("karaoke").lit).sum() for picture in read_frames(out, [0, 0.5, 1, 1.5, 1.95])]
    assert shares[0] < 20
    assert sorted(shares) == shares
    assert shares[2] == pytest.approx(shares[4] * 0.5, rel=0.2)
    assert shares[1] == pytest.approx(shares[4] * 0.25, rel=0.25)


def test_pop_enlarges_the_spoken_word_where_it_stands(make_clip: MakeClip, tmp_path: Path) -> None:
    clip, out, still = make_clip("black.mp4", BLACK), tmp_path / "out.mp4", tmp_path / "still.mp4"
    burn(clip, [CUE], out, style="pop")
    burn(clip, [Cue(0, 2, "Seven words", (Word(1.99, 2, "Seven words"),))], still, style="pop")
    white = coloured(read_frames(still, [0.5])[0], "#ffffff")
    first, second = (coloured(picture, look_of("pop").lit) for picture in read_frames(out, [0.5, 1.5]))
    columns = np.flatnonzero(white.any(axis=0))
    middle = (columns[0] + columns[-1]) / 2
    left, right = np.flatnonzero(first.any(axis=0)), np.flatnonzero(second.any(axis=0))
    assert left[-1] < middle + 10 < right[0] + 20
    assert columns[0] - 12 < left[0] < columns[0]
    assert columns[-1] < right[-1] < columns[-1] + 12
    rows = [np.ptp(np.flatnonzero(mask.any(axis=1))) for mask in (white, second)]
    assert rows[1] > rows[0] * 1.05


def test_typewriter_types(make_clip: MakeClip, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    burn(make_clip("black.mp4", BLACK), [Cue(0, 2, "HHHHHHHHHHHH")], out, style="typewriter")
    ink = [int((picture.min(axis=2) > 150).sum()) for picture in read_frames(out, [0, 0.25, 0.5, 1, 1.9])]
    assert ink[0] <= ink[4] / 10
    assert ink[0] < ink[1] < ink[2] <= ink[3]
    assert ink[3] == pytest.approx(ink[4], rel=0.05)
    assert ink[1] == pytest.approx(ink[4] * 0.5, rel=0.25)


def test_typed_words_appear_when_they_are_spoken() -> None:
    texts = ["every", "word", "is", "typed", "when", "it", "is", "said"]
    words = tuple(Word(0.5 * i, 0.5 * i + 0.4, text) for i, text in enumerate(texts))
    pages = lay_out([Cue(0, 4, " ".join(texts), words)], 1280, 720, "typewriter", "bottom")
    (typed,) = [line for line in document(pages, 1280, 720, "typewriter").splitlines() if "\\k" in line]
    now, starts_cs, before = 0, [], " "
    for cents, text in re.findall(r"\{\\k(\d+)\}([^{]*)", typed):
        if before == " " and text.strip():
            starts_cs.append(now)
        now, before = now + int(cents), text or before
    assert starts_cs == pytest.approx([50 * i for i in range(8)], abs=4)


def test_words_without_times_get_their_share_of_syllables() -> None:
    cue = with_words(Cue(1, 4, "A banana, strength"))
    assert [word.text for word in cue.words] == ["A", "banana,", "strength"]
    assert (cue.words[0].start_s, cue.words[-1].end_s) == (1, 4)
    lengths = [word.end_s - word.start_s for word in cue.words]
    assert lengths[1] > lengths[2] > lengths[0]
    assert [word.text for word in with_words(Cue(0, 1, "日本、語")).words] == ["日", "本、", "語"]
    assert [word.text for word in with_words(Cue(0, 1, "기계가 만들고")).words] == ["기계가", "만들고"]
    assert with_words(CUE) == CUE
    assert are_estimated([CUE, Cue(2, 3, "none")], "karaoke")
    assert not are_estimated([CUE], "pop")
    assert not are_estimated([Cue(2, 3, "none")], "clean")


def test_the_picture_is_measured_where_and_when_the_caption_stands(make_clip: MakeClip, tmp_path: Path) -> None:
    top_white = "color=black:s=640x360:r=24:d=4,drawbox=0:0:640:120:white:fill:enable='gte(t,2)'"
    clip = make_clip("top.mp4", top_white, args=("-g", "24"))
    cues = [Cue(0.2, 1.5, "One"), Cue(2.2, 3.8, "Two")]
    assert burn(clip, cues, tmp_path / "a.mp4", style="clean", position="top") == (
        "1 caption got a stronger outline, as the picture beneath left too little contrast",
    )
    assert burn(clip, cues, tmp_path / "b.mp4", style="clean", position="bottom") == ()
    pictures = read_keyframes(clip, [0.5, 2.5, 2.6], 160)
    assert [picture.shape for picture in pictures] == [(90, 160, 3)] * 3
    assert [bool(picture[5].mean() > 200) for picture in pictures] == [False, True, True]


def test_a_fading_caption_does_not_flicker_with_its_words(make_clip: MakeClip, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    burn(make_clip("black.mp4", BLACK), [CUE], out, style="minimal")
    pictures = read_frames(out, [0, 0.5, 0.96, 1.0, 1.5])
    lit = [int(coloured(picture, look_of("minimal").lit).sum()) for picture in pictures]
    assert lit[0] < 20
    assert min(lit[1:]) > 50
