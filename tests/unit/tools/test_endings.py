"""What a caller is told when a job has ended: every tool that makes jobs says it for itself."""

from __future__ import annotations

from tools import endings, names
from tools.registry import TOOLS


def test_every_tool_that_makes_jobs_says_what_to_do_when_one_has_ended() -> None:
    assert {tool.name for tool in TOOLS if tool.work} == set(endings._ENDINGS)


def test_the_names_of_the_tools_are_in_one_place() -> None:
    assert {tool.name for tool in TOOLS} == {name for key, name in vars(names).items() if key.isupper()}


def test_a_tool_of_a_newer_version_ends_like_a_film() -> None:
    assert endings.ending_of("from_the_future") == endings.ending_of(names.GENERATE_VIDEO)
