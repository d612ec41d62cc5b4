"""Lines as clients write them: whatever one holds, it is answered, with its id where it has one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mcp_types import JSONRPCResponse

from mcp_server.protocol.lines import MAX_REFUSED_AT_ONCE, read, too_long, written

PING = '{"jsonrpc":"2.0","id":%s,"method":"ping"}'


def refused(line: str) -> list[Any]:
    """The ids that are answered."""
    understood = read(line)
    assert understood.message is None
    written = [json.loads(one.model_dump_json(exclude_unset=True)) for one in understood.refusals]
    assert all(one["jsonrpc"] == "2.0" and one["error"]["code"] < 0 and one["error"]["message"] for one in written)
    return [one["id"] for one in written]


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ('{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"x', [7]),
        ('{"jsonrpc":"2.0","params":{"id":1},"id":"q","method":}', ["q"]),
        ('{"jsonrpc":"2.0","id":8,"method":"ping"', [8]),
        (PING % 4 + PING % 5, [4, 5]),
        (f"[{PING % 1},{PING % 2},{PING % 1}]", [1, 2]),
        (f"[{PING % 1},{PING % 2}", [1, 2]),
        ('[{"jsonrpc":"2.0","method":"notifications/x"}]', [None]),
        ("[" + ",".join([PING % n for n in range(300)][:300]) + "]", [*range(MAX_REFUSED_AT_ONCE)]),
        ("[]", [None]),
        ('{"jsonrpc":"2.0","id":3,"params":' + "[" * 5000 + "]" * 5000 + "}", [3]),
        ('{"jsonrpc":"2.0","params":' + "[" * 5000 + "]" * 5000 + ',"id":3}', [3]),
        (PING % "1.5", [1.5]),
        (PING % "null", [None]),
        (PING % "true", [None]),
        (PING % "{}", [None]),
        (PING % "NaN", [None]),
        ('{"id":1,"method":"ping"}', [1]),
        ('{"jsonrpc":"1.0","id":1,"method":"ping"}', [1]),
        ('{"jsonrpc":"2.0","id":1}', [1]),
        ('{"jsonrpc":"2.0","id":1,"method":2}', [1]),
        ('{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}', [1]),
        ("Content-Length: 120", [None]),
        ("42", [None]),
        ('"text"', [None]),
    ],
)
def test_what_is_no_message_is_answered(line: str, ids: list[Any]) -> None:
    assert refused(line) == ids


@pytest.mark.parametrize("line", ["", "  \r\n", '{"jsonrpc":"2.0","id":1,"result":5}'])
def test_what_asks_nothing_is_not(line: str) -> None:
    assert refused(line) == []


def test_a_line_beyond_all_measure() -> None:
    assert [one.id for one in too_long(PING % 6, 10).refusals] == [6]


def call(arguments: str) -> Any:
    line = '{"jsonrpc":"2.0","id":1.0,"method":"tools/call","params":{"name":"x","arguments":' + arguments
    message = read("\ufeff" + line + "}}\r\n").message
    assert message is not None
    assert isinstance(message.model_dump()["id"], int)
    return message.model_dump()["params"]["arguments"]


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ('{"prompt":"a \\ud83d b"}', {"prompt": "a \ufffd b"}),
        ('{"prompt":"\\uD83D\\uDE00 \\udfff"}', {"prompt": "\U0001f600 \ufffd"}),
        ('"{\\"prompt\\": \\"a\\"}"', {"prompt": "a"}),
        ('""', {}),
        ("[]", {}),
        ("{}", {}),
    ],
)
def test_a_message_that_can_be_set_right_is(sent: str, meant: dict[str, Any]) -> None:
    assert call(sent) == meant


def test_an_answer_with_half_a_character_is_written() -> None:
    answer = JSONRPCResponse(jsonrpc="2.0", id=1, result={"text": "a \ud83d"})
    assert json.loads(written(answer)) == {"jsonrpc": "2.0", "id": 1, "result": {"text": "a \ufffd"}}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(cut=st.integers(0, 60), junk=st.text('[]{}",:\\ id1e.\ud800\x00', max_size=20))
def test_no_line_breaks_the_reader(cut: int, junk: str) -> None:
    line = (PING % 9)[:cut] + junk
    understood = read(line)
    assert understood.message or understood.refusals or not line.strip()
