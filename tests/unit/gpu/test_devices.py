from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gpu.devices import probe

pytestmark = pytest.mark.slow

HEAVY = {"torch", "transformers", "diffusers", "accelerate", "onnxruntime", "huggingface_hub"}
START = f"""
import asyncio, sys
from mcp.client import Client
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server

async def start():
    app = build_app()
    async with Client(build_server(app)) as client:
        await client.list_tools()
        await client.call_tool("check_budget", {{}})
    await app.close()

asyncio.run(start())
print(sorted({HEAVY} & set(sys.modules)))
"""


def test_without_torch_there_is_the_null_device_and_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)  # how Python is told that there is no such module
    device = probe()[0]
    assert (device.kind, device.vram_bytes, device.name) == ("none", 0, "torch is not installed")


def test_a_server_that_makes_no_films_loads_no_model_library(tmp_path: Path) -> None:
    home = os.environ | {"FOOTAGE_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, timeout=60, env=home)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.gpu
@pytest.mark.needs("torch")
def test_a_cuda_device_tells_its_name_and_memory() -> None:
    import torch

    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    device = probe()[0]
    assert (device.kind, device.name) == ("cuda", torch.cuda.get_device_name(0))
    assert device.vram_bytes > 2**30
