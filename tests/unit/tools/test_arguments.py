"""Arguments that no database could keep are refused by name before anything is asked or placed."""

from __future__ import annotations

from typing import Any

import pytest

from footage.errors import InvalidInputError
from tools.registry import TOOLS

GENERATE = next(tool.params for tool in TOOLS if tool.name == "generate_video")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("prompt", "a boat \0"),
        ("idempotency_key", "\0"),
        ("plan", {"title": ["a", {"b": "\0"}]}),
        ("brand_colors", ["#ffffff", "\0"]),
    ],
)
def test_a_nul_is_refused_wherever_it_stands(name: str, value: Any) -> None:
    with pytest.raises(InvalidInputError, match=f"^{name}: has a NUL"):
        GENERATE.parse({"prompt": "a boat", name: value})
