"""A real server over stdio, spoken to in plain JSON-RPC, as no well-mannered client would."""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.forked import Program
from tests.servers import ROOT, command, environment

ANSWER_WITHIN_S = 60

Running = subprocess.Popen[str] | Program


class Wire:
    """The pipes of one server, and everything it has written to stderr."""

    def __init__(self, process: Running) -> None:
        self.process = process
        self.log: list[str] = []
        self._logged = threading.Condition()
        self._ids = 0
        self._answers: dict[int | None, dict[str, Any]] = {}
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a request and give the answer to it."""
        self._ids += 1
        self.send({"id": self._ids, "method": method, "params": params})
        return self.answer(self._ids)

    def answer(self, number: int) -> dict[str, Any]:
        """The answer to a request that was sent; others that come meanwhile are kept."""
        assert self.process.stdout is not None
        with _killed_after(self.process, ANSWER_WITHIN_S):
            while number not in self._answers:
                line = self.process.stdout.readline()
                assert line, f"no answer; its log: {''.join(self.log)}"
                message = json.loads(line)
                self._answers[message.get("id")] = message
        return self._answers.pop(number)

    def tell(self, method: str) -> None:
        """Send a notification."""
        self.send({"method": method})

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The result of a call."""
        result = self.ask("tools/call", name=tool, arguments=arguments)["result"]
        assert isinstance(result, dict)
        return result

    def refusal(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The error of a call that must fail."""
        result = self.call(tool, **arguments)
        assert result["isError"], result
        error = result["structuredContent"]["error"]
        assert isinstance(error, dict)
        return error

    def wait_for_log(self, words: str) -> None:
        """Until the words are in the log."""
        with self._logged:
            assert self._logged.wait_for(lambda: words in "".join(self.log), ANSWER_WITHIN_S), "".join(self.log)

    def send(self, message: dict[str, Any]) -> None:
        """Write one message."""
        self.write(json.dumps({"jsonrpc": "2.0", **message}))

    def write(self, line: str) -> None:
        """Write a line, whatever it holds."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def _listen(self) -> None:
        for line in self.process.stderr or ():
            with self._logged:
                self.log.append(line)
                self._logged.notify_all()

    def end(self) -> str:
        """Close stdin, wait for the end, and give the whole log."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=ANSWER_WITHIN_S)
        self._listener.join(timeout=ANSWER_WITHIN_S)
        self.process.stdout.close()
        return "".join(self.log)


@contextlib.contextmanager
def wire(home: Path | str, *, prefix: Sequence[str] = (), **more: str) -> Iterator[Wire]:
    """A server that has been greeted.

    Args:
        home: FOOTAGE_HOME, as it is written in the environment.
        prefix: What starts the server's command from nothing; it is forked from one that stands ready if this is empty.
        more: More of the environment.
    """
    variables = {**environment(Path(), **more), "FOOTAGE_HOME": str(home)}
    process = _started([*prefix, *command("mcp")], variables) if prefix else Program(["mcp"], variables)
    try:
        talk = Wire(process)
        client = {"name": "a client", "version": "1"}
        talk.ask("initialize", protocolVersion="2025-11-25", capabilities={}, clientInfo=client)
        talk.tell("notifications/initialized")
        yield talk
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def _started(arguments: list[str], variables: dict[str, str]) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(arguments, env=variables, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


@contextlib.contextmanager
def _killed_after(process: Running, seconds: float) -> Iterator[None]:
    """A server that does not answer must not hold the test up."""
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
