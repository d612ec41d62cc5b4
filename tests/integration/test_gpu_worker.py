"""A server without a device and workers with one: films go there, and on when a worker dies."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
import yaml

from footage.config import load_settings
from mcp_server.cli import run
from mcp_server.wiring.devices import local_models, warming
from mcp_server.wiring.routing import generators
from tests.forked import fork_devices
from tests.local_models import SMALL, row
from tests.servers import call, server_here, start
from tests.tiny_models import tiny_model

pytestmark = [
    pytest.mark.needs("diffusers"),
    pytest.mark.system,
    pytest.mark.anyio,
    pytest.mark.timeout(600),
]

FILM = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False, "wait_s": 0}
WAIT_S = 60.0
ENDS_WITHIN_S = 20.0


@pytest.fixture
def device(home: Path, tmp_path: Path, tiny_checkpoint: Callable[[str], Path]) -> dict[str, str]:
    """What a machine with a device has more than others, in the environment; its model is a tiny one."""
    shutil.copytree(tiny_checkpoint("wan") / "wan", tmp_path / "models" / "wan")
    rows = {"wan_1_3b": row("wan_1_3b", tiny_model("wan", pixels=SMALL))}
    (home / "catalog.yaml").write_text(yaml.safe_dump({"backends": rows}))
    return {"FOOTAGE_LOCAL_CPU": "1", "FOOTAGE_MODELS_DIR": str(tmp_path / "models"), "OMP_NUM_THREADS": "1"}


async def test_films_are_made_by_workers_and_survive_them(home: Path, device: dict[str, str]) -> None:
    """One is told to end in the middle of a film, as a machine that is taken back is; one is killed."""
    workers = [start(home, "worker", "--queue", "local-gpu", **device) for _ in range(3)]
    try:
        for worker in workers:
            assert worker.stderr
            assert any("taking jobs for wan_1_3b on the processor" in line for line in worker.stderr)
        async with server_here(home, FOOTAGE_DEVICE_WAIT_S="1", FOOTAGE_NO_SPEND="1") as client:
            job = await call(client, "generate_video", **FILM, backend="wan_1_3b")
            first = await one_at_work(workers)
            first.terminate()
            first.communicate(timeout=ENDS_WITHIN_S)
            assert first.returncode == 0
            workers.remove(first)
            second = await one_at_work(workers)
            kill(second)
            workers.remove(second)
            job = await ended(client, job["job_id"])
            assert (job["status"], job["route"]["backend"]) == ("completed", "wan_1_3b"), job
            assert (job["cost"]["charged_usd"], job["budget"]["held_usd"]) == ("0.00", "0.00")

            job = await call(client, "generate_video", **FILM)
            assert job["route"]["backend"] == "wan_1_3b"
            while job["status"] != "working":
                job = await call(client, "get_job", job_id=job["job_id"], wait_s=0)
            kill(workers[0])
            job = await ended(client, job["job_id"])
            assert (job["status"], job["route"]["backend"]) == ("completed", "storyboard"), job
            again = await call(client, "generate_video", **FILM, dry_run=True)
            assert "wan_1_3b" not in {one["backend"] for one in again["route"]["considered"]}
    finally:
        for worker in workers:
            kill(worker)


async def test_weights_are_there_before_the_first_film(
    device: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fork_devices(monkeypatch)
    for name, value in device.items():
        monkeypatch.setenv(name, value)
    settings = load_settings(warm_models="wan_1_3b, storyboard")
    models = local_models(settings)
    try:
        warm = warming(settings.warm_models, models, generators(settings, models))
        assert warm
        await warm()
        (pool,) = models.pools
        assert [key.partition("/")[0] for key in pool.devices[0].session.memory.residents] == ["wan"]
        assert "storyboard is no local model" in caplog.text
    finally:
        models.close()


def test_a_worker_for_devices_says_what_it_lacks(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["worker", "--queue", "local-gpu"]) == 1
    assert "There is no CUDA device here" in capsys.readouterr().err


async def one_at_work(workers: list[subprocess.Popen[str]]) -> subprocess.Popen[str]:
    """The first worker whose device's process has been started."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        for worker in workers:
            if psutil.Process(worker.pid).children():
                return worker
    raise AssertionError("no worker took the film")


async def ended(client: Any, job_id: str) -> dict[str, Any]:
    """The job, when it has ended."""
    job: dict[str, Any] = await call(client, "get_job", job_id=job_id, wait_s=WAIT_S)
    return job


def kill(worker: subprocess.Popen[str]) -> None:
    if worker.poll() is None:
        worker.kill()
        worker.communicate()
