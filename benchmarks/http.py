"""What stands before MCP over HTTP: the cost of a call beside the bare SDK, with a key, in one run.

Both servers are processes of their own and take turns, so that what else runs on the machine slows both. They are asked
for a tool that neither has, so that the difference is what stands before tools: the gate, the look at the key, the log.
Processor time is the server's own.

    python -m benchmarks.http
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from tests.servers import ROOT, command, environment

ROUNDS, CALLS = 6, 200
ERAS = ("2026-07-28", "2025-11-25")
BARE = """
import sys, uvicorn
from mcp.server import MCPServer
server = MCPServer("bare")
uvicorn.run(server.streamable_http_app(stateless_http=True), port=int(sys.argv[1]), log_level="error", access_log=False)
"""
GATE = """
import asyncio, time
from dataclasses import replace
from footage.caller import LOCAL
from footage.ports.identity import Identity
from mcp_server.http.challenges import Challenges
from mcp_server.http.door import Door
from mcp_server.http.gate import Gate
who = Identity(caller=replace(LOCAL, remote=True), client_id="k", kind="key")
class Known:
    async def verify(self, token): return who
async def inner(scope, receive, send): await receive()
body = b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_jobs","arguments":{"limit":20}}}'
async def main():
    gate = Gate(inner, inner, Door(lambda: Known(), who, Challenges(["video:read"], None), None))
    async def receive(): return {"type": "http.request", "body": body, "more_body": False}
    async def send(message): pass
    for count in (200, 5000):
        began = time.process_time()
        for _ in range(count):
            scope = {"type": "http", "method": "POST", "headers": [(b"authorization", b"Bearer x")]}
            await gate(scope, receive, send)
        spent = time.process_time() - began
    print(1000 * spent / count)
asyncio.run(main())
"""


@contextmanager
def served(arguments: list[str], variables: dict[str, str], port: int) -> Iterator[psutil.Process]:
    with subprocess.Popen(arguments, env=variables, cwd=ROOT, stderr=subprocess.DEVNULL) as server:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        try:
            yield psutil.Process(server.pid)
        finally:
            server.terminate()
            server.wait(20)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def calls(
    client: httpx.Client,  # noqa: TID251 - as below
    port: int,
    era: str,
    key: str,
    process: psutil.Process,
) -> tuple[float, float]:
    """Median milliseconds by the clock, and milliseconds of the server's processor, a call."""
    headers = {
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": era,
        "Mcp-Method": "tools/call",
        "Mcp-Name": "none",
        "Authorization": f"Bearer {key}",
    }
    meta = {
        "io.modelcontextprotocol/protocolVersion": era,
        "io.modelcontextprotocol/clientCapabilities": {},
    }
    params = {"name": "none", "arguments": {"limit": 20}, **({"_meta": meta} if era == ERAS[0] else {})}
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    times, began = [], process.cpu_times()
    for _ in range(CALLS):
        start_s = time.perf_counter()
        answer = client.post(f"http://127.0.0.1:{port}/mcp", json=request, headers=headers)
        times.append(1000 * (time.perf_counter() - start_s))
        assert answer.status_code == 200, answer.text
        assert "Unknown tool" in answer.text, answer.text
    ended = process.cpu_times()
    spent_s = ended.user + ended.system - began.user - began.system
    return statistics.median(times), 1000 * spent_s / CALLS


def main() -> dict[str, float]:
    """Print and return the figures."""
    results: dict[str, float] = {}
    gate = subprocess.run([sys.executable, "-c", GATE], capture_output=True, text=True, check=True, cwd=ROOT)
    results["gate_cpu_ms"] = float(gate.stdout)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        variables = environment(home)
        add = command("keys", "add", "benchmark", "--team", "t", "--json")
        made = subprocess.run(add, env=variables, cwd=ROOT, capture_output=True, text=True, check=True)
        key = json.loads(made.stdout)["key"]
        ours, bare = free_port(), free_port()
        with (
            served(command("serve", "--port", str(ours), "--auth", "keys"), variables, ours) as footage,
            served([sys.executable, "-c", BARE, str(bare)], dict(os.environ), bare) as sdk,
            httpx.Client(timeout=60, trust_env=False) as client,  # noqa: TID251 - one connection is kept
        ):
            for era in ERAS:
                pairs = [
                    (calls(client, ours, era, key, footage), calls(client, bare, era, key, sdk)) for _ in range(ROUNDS)
                ][1:]
                for at, unit in enumerate(("p50", "cpu")):
                    mine, theirs = (statistics.median(pair[who][at] for pair in pairs) for who in (0, 1))
                    print(f"{era} {unit}: {mine:5.2f} ms, bare SDK {theirs:5.2f} ms: {mine / theirs:.2f}x")
                    results[f"{unit}_ratio_{era}"] = mine / theirs
    print(f"the gate itself: {results['gate_cpu_ms']:.3f} ms of a processor a call (bar 0.3)")
    return results


if __name__ == "__main__":
    main()
