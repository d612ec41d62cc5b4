"""Steps as agents write them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from footage.errors import InvalidInputError
from media.edit.model import Step, check_steps


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"do": "trim", "start": "0:03", "end": 8}, {"do": "keep", "ranges": ((3.0, 8.0),)}),
        ({"do": "keep", "ranges": [2, 5]}, {"do": "keep", "ranges": ((2.0, 5.0),)}),
        ({"do": "cut", "ranges": [[5, None], ["1:00", "end"]]}, {"do": "cut", "ranges": ((5.0, None), (60.0, None))}),
        ({"do": "cut", "ranges": "2-5"}, {"do": "cut", "ranges": ((2.0, 5.0),)}),
        ({"do": "cut", "ranges": ["2-5", "7 to end"]}, {"do": "cut", "ranges": ((2.0, 5.0), (7.0, None))}),
        ({"do": "cut", "ranges": [{"start": 1, "end": 2}]}, {"do": "cut", "ranges": ((1.0, 2.0),)}),
        ({"do": "keep", "from": 2, "duration": 3}, {"do": "keep", "ranges": ((2.0, 5.0),)}),
        ({"do": "keep", "ranges": [[-5, None]]}, {"do": "keep", "ranges": ((-5.0, None),)}),
        ({"do": "speed", "factor": 2}, {"do": "speed", "x": 2.0}),
        ({"do": "speed", "speed": "0.5"}, {"do": "speed", "x": 0.5}),
        ({"do": "gif", "width": 320}, {"do": "export", "as_": "gif", "width": 320.0}),
        ({"do": "title", "text": "Hi", "start": 1, "end": 4}, {"do": "title", "text": "Hi", "at_s": 1.0, "for_s": 3.0}),
        (
            {"do": "reframe", "aspect_ratio": "vertical", "mode": "center"},
            {"do": "reframe", "aspect": "9:16", "how": "centre"},
        ),
        (
            {"do": "logo", "image": "l.png", "position": "top right"},
            {"do": "overlay", "file": "l.png", "place": "top-right"},
        ),
        ({"do": "mute"}, {"do": "sound", "mute": True}),
        ({"do": "music", "mood": "calm"}, {"do": "music", "file": "calm"}),
        ({"do": "background music", "prompt": "lyria: warm"}, {"do": "music", "file": "lyria: warm"}),
        ({"do": "rotate", "degrees": "90"}, {"do": "rotate", "degrees": 90}),
        ({"do": "freeze", "at": "1.5s", "for": "2 s"}, {"do": "freeze", "at_s": 1.5, "for_s": 2.0}),
        ("reverse", {"do": "reverse"}),
        ("Cut silence", {"do": "cut_silence"}),
        ({"step": "trim", "start": 1, "end": 2}, {"do": "keep", "ranges": ((1.0, 2.0),)}),
        ({"trim": {"start": 0, "end": "0:05"}}, {"do": "keep", "ranges": ((0.0, 5.0),)}),
        ({"trim": [0, 5]}, {"do": "keep", "ranges": ((0.0, 5.0),)}),
        ({"join": ["a.mp4", "b.mp4"]}, {"do": "join", "files": ("a.mp4", "b.mp4")}),
        ({"append": "a.mp4", "transition": "dissolve"}, {"do": "join", "file": "a.mp4", "transition": "dissolve"}),
        ({"speed": 2}, {"do": "speed", "x": 2.0}),
        ({"title": "Hi", "at": 1}, {"do": "title", "text": "Hi", "at_s": 1.0}),
        ({"logo": "l.png", "position": "top right"}, {"do": "overlay", "file": "l.png", "place": "top-right"}),
        ({"reverse": True}, {"do": "reverse"}),
        ({"music": "calm"}, {"do": "music", "file": "calm"}),
        ({"gif": {"width": 320}}, {"do": "export", "as_": "gif", "width": 320.0}),
        (
            {"do": "crop", "x": 0, "y": 0.1, "width": 0.5, "height": 0.5},
            {"do": "crop", "box": (0.0, 0.1, 0.5, 0.5)},
        ),
    ],
)  # fmt: skip
def test_other_ways_of_writing_a_step_are_understood(written: dict[str, Any] | str, meant: dict[str, Any]) -> None:
    assert Step.model_validate(written).model_dump(exclude_defaults=True) == meant


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"do": "speed"}, "steps.1 (speed) needs x=2."),
        ({"do": "speed", "x": 2, "gain_db": 3}, "does not take gain_db; it takes ranges, x."),
        ({"do": "insert", "file": "a.mp4"}, "steps.1 (insert) needs at=2.5."),
        ({"do": "overlay"}, "steps.1 (overlay) needs file."),
        ({"do": "export"}, 'needs as="gif".'),
        ({"do": "reframe"}, 'needs aspect="9:16".'),
        ({"do": "sound"}, "needs file or mute=true"),
    ],
)
def test_a_step_that_lacks_a_field_or_has_a_wrong_one_is_refused_by_name(step: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_steps([Step.model_validate(step)])
    assert said in caught.value.message


@pytest.mark.parametrize(
    "step",
    [
        {"do": "explode"},
        {"do": "speed", "x": 0},
        {"do": "keep", "ranges": [["a", "b"]]},
        "explode",
        {"trim": [0, 5], "speed": 2},
        {"text": "Hi"},
        {"reverse": 3},
    ],
)
def test_what_makes_no_sense_is_refused(step: dict[str, Any] | str) -> None:
    with pytest.raises(ValidationError):
        Step.model_validate(step)


def test_a_step_is_stored_and_read_again() -> None:
    step = Step.model_validate({"do": "freeze", "at": 1, "for": 2})
    assert Step.model_validate(step.model_dump(mode="json")) == step
