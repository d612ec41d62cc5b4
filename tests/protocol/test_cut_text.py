"""Clients in JavaScript send half of a character where a text was cut in the middle of one; that is answered, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stdio_wire import wire

pytestmark = pytest.mark.slow


def test_a_call_with_half_a_character_is_answered(home: Path) -> None:
    with wire(home) as talk:
        planned = talk.call("generate_video", prompt="a boat \ud83d", dry_run=True)
        assert planned["structuredContent"]["route"]["considered"]
        assert "'\ufffd" in talk.refusal("get_job", job_id="\udfff")["message"]
        assert talk.ask("ping")["result"] == {}
