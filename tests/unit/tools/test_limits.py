from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from footage.caller import NO_LIMITS, Limits
from footage.domain import Resolution
from footage.errors import KeyLimitError
from tests.teams import ANN
from tools import names
from tools.enhance_quality import EnhanceQuality
from tools.generate_video import GenerateVideo
from tools.limits import within
from tools.registry import TOOLS

SMALL = Limits(max_resolution="480p")


def film(**arguments: Any) -> GenerateVideo:
    return GenerateVideo.parse({"prompt": "a boat", **arguments})


def test_a_key_without_limits_changes_nothing() -> None:
    asked = film(resolution="4k")
    assert within(names.GENERATE_VIDEO, asked, NO_LIMITS) is asked


@pytest.mark.anyio
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
async def test_a_tool_that_a_key_may_not_call_does_nothing_and_says_which_it_may(tool: Any) -> None:
    limits = Limits(tools=frozenset({"another", "one"}))
    services: Any = SimpleNamespace(caller=replace(ANN, limits=limits))
    with pytest.raises(KeyLimitError, match=f"may not call {tool.name}; it may call another, one") as caught:
        await tool.ask(tool.params.model_construct(), services, None)
    assert "whoever gave you the key" in caught.value.hint


def test_a_size_that_nobody_asked_for_is_as_small_as_the_key_wants_it() -> None:
    assert within(names.GENERATE_VIDEO, film(), SMALL).resolution == "480p"
    assert within(names.GENERATE_VIDEO, film(), Limits(max_resolution="1080p")).resolution == "720p"


@pytest.mark.parametrize("asked", ["720p", "1080p", "4k"])
def test_a_size_that_is_asked_for_and_too_large_is_refused(asked: Resolution) -> None:
    with pytest.raises(KeyLimitError, match=f"resolution is {asked}, and this key makes films of at most 480p"):
        within(names.GENERATE_VIDEO, film(resolution=asked), SMALL)
    assert within(names.GENERATE_VIDEO, film(resolution="480p"), SMALL).resolution == "480p"


def test_a_film_is_not_enlarged_beyond_what_a_key_may_have() -> None:
    def enlarged(**arguments: Any) -> EnhanceQuality:
        return within(names.ENHANCE_QUALITY, EnhanceQuality.parse({"video": "job", **arguments}), SMALL)

    assert enlarged().target_resolution is None
    assert enlarged(operations=["upscale"]).target_resolution == "480p"
    with pytest.raises(KeyLimitError, match="target_resolution is 4k"):
        enlarged(target_resolution="4k")


def test_every_argument_that_names_a_size_is_looked_at() -> None:
    sized = {name for tool in TOOLS for name, one in tool.params.model_fields.items() if "1080p" in str(one.annotation)}
    assert sized <= {"resolution", "target_resolution"}
