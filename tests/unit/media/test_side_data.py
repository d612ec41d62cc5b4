from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from av.video.frame import VideoFrame

from media.frames import upright
from media.probe import probe
from media.quantiser import ask_quantiser, quantiser_of
from media.reading import read_through

if TYPE_CHECKING:
    from av.video.stream import VideoStream


class Looking:
    """Asks each frame for its quantiser and for how it is turned."""

    def __init__(self) -> None:
        self.said = 0

    def begin(self, stream: VideoStream) -> None:
        ask_quantiser(stream)

    def see(self, _time_s: float, frame: VideoFrame) -> None:
        self.said += quantiser_of(frame) is not None
        upright(frame, 1, 64)

    def end(self) -> None:
        pass


@pytest.fixture
def kept_garbage() -> Iterator[None]:
    """What only a collection of cycles would free can be looked at after one."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


@pytest.mark.usefixtures("kept_garbage")
def test_no_frame_outlives_what_it_was_asked_for(make_clip: Callable[..., Path]) -> None:
    info, looking = probe(make_clip("asked.mp4", "testsrc2=s=160x90:r=10:d=2")), Looking()
    read_through(info, [looking])
    gc.collect()
    assert looking.said == 20
    assert not [one for one in gc.garbage if isinstance(one, VideoFrame)]
