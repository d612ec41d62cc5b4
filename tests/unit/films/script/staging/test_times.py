from __future__ import annotations

import pytest

from films.article.pacing import STEP_S
from films.script.documents import (
    CodeShow,
    FigureShow,
    ListShow,
    PictureShow,
    Scene,
    Show,
    SpeakingRate,
    TextShow,
    TitleShow,
)
from films.script.staging.foot import unshown
from films.script.staging.times import saying_s, scene_s
from media.speech.units import spoken_units

SIZE = (1280, 720)
CALM = SpeakingRate(syllables_per_s=5, pause_s=0.3)
SENTENCES = {
    "en": "The night train leaves at nine, and half of the town is on the platform to see it off.",
    "de": "Der Nachtzug fährt um neun Uhr ab, und die halbe Stadt steht am Bahnsteig und winkt.",
    "ja": "夜行列車は九時に出発します。町の半分がホームで見送ります。",
    "zh": "夜班火车九点出发，半个城市的人都在站台上送行。",
    "ar": "يغادر قطار الليل في التاسعة، ونصف المدينة على الرصيف يودعه.",
    "ko": "야간열차는 아홉 시에 출발하고 마을 사람 절반이 배웅한다.",
}
MOST = {"ja": 9, "zh": 9, "ko": 9, "ar": 13}


def scene(show: Show, say: str = "", seconds: float | None = None) -> Scene:
    return Scene(id="s1", say=say, show=show, seconds=seconds)


@pytest.mark.parametrize("language", SENTENCES)
def test_what_is_shown_can_be_read_in_its_script(language: str) -> None:
    text = SENTENCES[language]
    lasts_s = scene_s(scene(TextShow(text=text)), None, SIZE)
    assert len(text) / lasts_s <= MOST.get(language, 17)
    assert lasts_s % STEP_S == 0


@pytest.mark.parametrize("language", SENTENCES)
def test_what_is_said_can_be_said(language: str) -> None:
    said = scene(TextShow(text="9"), SENTENCES[language])
    lasts_s = scene_s(said, CALM, SIZE)
    assert lasts_s >= saying_s(said.say, CALM) + 0.5
    slow = SpeakingRate(syllables_per_s=2.5, pause_s=0.3)
    assert scene_s(said, slow, SIZE) > 1.6 * lasts_s


def test_given_seconds_win_but_never_cut_the_voice_off() -> None:
    show, say = TextShow(text="Nine"), SENTENCES["en"]
    assert scene_s(scene(show, say, 20), CALM, SIZE) == 20
    assert scene_s(scene(show, say, 1), CALM, SIZE) >= saying_s(say, CALM)
    assert scene_s(scene(show, say, 1), None, SIZE) == 1


def test_a_silent_scene_has_time_for_the_line_at_its_foot_too() -> None:
    alone, both = scene(PictureShow(image="p1")), scene(PictureShow(image="p1"), SENTENCES["en"])
    assert scene_s(both, None, SIZE) > scene_s(alone, None, SIZE)


def test_longer_lists_and_programs_take_longer_and_titles_never_long() -> None:
    short = ListShow(items=("Boots", "Water"))
    long = ListShow(items=tuple(f"Thing number {n} to carry along" for n in range(12)))
    assert scene_s(scene(long), None, SIZE) > 3 * scene_s(scene(short), None, SIZE)
    program = CodeShow(text="\n".join(f"call({n})" for n in range(30)))
    assert 4 <= scene_s(scene(program), None, SIZE) < 12
    assert scene_s(scene(TitleShow(text="A very long title " * 10)), None, SIZE) == 7


@pytest.mark.parametrize(
    ("show", "say", "below"),
    [
        (TextShow(text="Every engineer saves half an hour a day"), "Every engineer saves half an hour a day.", ()),
        (FigureShow(value="40 %", label="of builds are quicker"), "40 % of the builds are quicker now.", ()),
        (FigureShow(value="40 %", label="of builds"), "We cut the waiting by 60 %.", ("We cut the waiting by 60 %.",)),
        (PictureShow(image="p1"), "The pass at six. Snow lies.", ("The pass at six.", "Snow lies.")),
        (TextShow(text="夜行列車は九時に出発"), "夜行列車は九時に出発します。", ()),
        (TextShow(text="夜行列車"), "町の半分がホームで見送ります。", ("町の半分がホームで見送ります。",)),
    ],
)
def test_only_what_the_picture_does_not_say_stands_below_it(show: Show, say: str, below: tuple[str, ...]) -> None:
    assert unshown(scene(show, say)) == below


def test_texts_are_as_long_to_a_voice_as_they_are_said() -> None:
    assert spoken_units("") == 0
    assert spoken_units("banana") == 3
    assert spoken_units("日本語です") == pytest.approx(3 * 1.9 + 2)
    assert spoken_units("你好世界") == 4
    assert spoken_units("きょう") == pytest.approx(2)
