"""Clients that cut letters in half, break lines, never read, or are gone: a server answers, and then ends."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import anyio
import pytest
from mcp_types import JSONRPCResponse

from mcp_server.protocol import pipes
from mcp_server.protocol.pipes import Outbox
from tests.stdio_wire import ANSWER_WITHIN_S, wire

LETTERS = 200_000
"""More than a pipe holds."""


@pytest.mark.slow
def test_a_server_answers_what_is_no_message_and_ends_although_nobody_reads(home: Path) -> None:
    with wire(home) as talk:
        planned = talk.call("generate_video", prompt="a boat \ud83d", dry_run=True)
        assert planned["structuredContent"]["route"]["considered"]
        assert "'\ufffd" in talk.refusal("get_job", job_id="\udfff")["message"]
        for number, line in enumerate(('{"id":%d,"x":[', '[{"id":%d}]', '{"id":%d,"params":' + "[" * 2000), 100):
            talk.write(line % number)
            assert talk.answer(number)["error"]["message"]
        assert talk.ask("ping")["result"] == {}
        for _ in range(600):
            talk.send({"id": 1, "method": "tools/list"})
        assert talk.end() == ""
        assert talk.process.returncode == 0


@pytest.mark.slow
def test_a_server_that_nobody_can_hear_ends_in_silence(home: Path) -> None:
    with wire(home) as talk:
        assert talk.process.stdout is not None
        talk.process.stdout.close()
        talk.send({"id": 1, "method": "ping"})
        assert talk.process.wait(ANSWER_WITHIN_S) == 0
        assert talk.end() == ""


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> tuple[Outbox, int, threading.Event]:
    monkeypatch.setattr(pipes, "LINGER_S", 0.01)
    reader, writer = os.pipe()
    broken = threading.Event()
    return Outbox(writer, broken.set), reader, broken


def test_no_more_is_asked_than_can_be_answered(outbox: tuple[Outbox, int, threading.Event]) -> None:
    box, reader, broken = outbox
    assert all(box.expect(number) for number in range(pipes.MAX_UNANSWERED))
    assert not box.expect("one more")
    box.forget(0)  # cancelled
    assert box.expect("one more")
    box.put(JSONRPCResponse(jsonrpc="2.0", id=1, result={}))
    assert os.read(reader, 100) == b'{"jsonrpc":"2.0","id":1,"result":{}}\n'
    anyio.run(box.close)
    assert box.expect("now that 1 is read")
    os.close(reader)
    assert not broken.is_set()


def test_answers_that_nobody_reads_are_given_up(outbox: tuple[Outbox, int, threading.Event]) -> None:
    box, reader, broken = outbox
    box.put(JSONRPCResponse(jsonrpc="2.0", id=1, result={"a": "x" * LETTERS}))
    anyio.run(box.close)
    os.close(reader)
    assert broken.wait(ANSWER_WITHIN_S)
