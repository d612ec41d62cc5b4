"""From starting the server to its first `tools/list`, beside the bare SDK with one tool.

Processor time and memory of the server process at that moment; both servers take turns and the median counts.

    python -m benchmarks.startup
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import psutil

ROUNDS = 7
BARE = """
from mcp.server import MCPServer
server = MCPServer("bare")
@server.tool()
def add(a: int, b: int) -> int:
    return a + b
server.run()
"""
HELLO = (
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "benchmark", "version": "1"},
        },
    },
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
)


def main() -> dict[str, float]:
    """Print and return the figures."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as home:
        for _ in range(ROUNDS):
            ours.append(_start([sys.executable, "-m", "footage", "mcp"], home))
            bare.append(_start([sys.executable, "-c", BARE], home))
    medians = [[statistics.median(column) for column in zip(*rows, strict=True)] for rows in (ours, bare)]
    for name, (cpu_s, wall_s, rss_mb) in zip(("footage", "bare SDK"), medians, strict=True):
        print(f"{name:10} {cpu_s:5.2f} s processor time {wall_s:5.2f} s by the clock {rss_mb:5.0f} MB")
    results = {"cpu_ratio": medians[0][0] / medians[1][0], "rss_mb": medians[0][2]}
    print(f"processor time to the first tools/list: {results['cpu_ratio']:.2f}x the bare SDK (bar 1.15x)")
    return results


def _start(command: list[str], home: str) -> tuple[float, float, float]:
    """Processor seconds, wall seconds and resident megabytes when the list of tools is there."""
    began = time.perf_counter()
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "FOOTAGE_HOME": home}
    )
    assert child.stdin is not None
    assert child.stdout is not None
    for message in HELLO:
        child.stdin.write(json.dumps(message) + "\n")
    child.stdin.flush()
    while json.loads(child.stdout.readline()).get("id") != 2:
        pass
    wall_s = time.perf_counter() - began
    process = psutil.Process(child.pid)
    times, memory = process.cpu_times(), process.memory_info()
    child.stdin.close()
    child.wait(timeout=10)
    child.stdout.close()
    return times.user + times.system, wall_s, memory.rss / 1e6


if __name__ == "__main__":
    main()
