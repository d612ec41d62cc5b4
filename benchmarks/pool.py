"""The GPU pool against one context per request, on simulated devices in virtual time: only the schedule is measured.

A mixed load on devices of 24 GB: three models of which no two and their work fit side by side but the smaller ones,
many short films by models of few steps and some long ones, in random order, all asked for at once. Each has its prompt
encoded before it is computed, and its pictures handed over and encoded after. The upper bound of any schedule's
utilisation without batches is all computing, spread evenly, after the shortest start.

One context per request is what a script for each film does: start, load, encode the prompt, compute, write the film,
end. The scripts come in order, share a device as far as their memory allows, and do all but computing while others
compute.

    python -m benchmarks.pool
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial

import anyio
from anyio.abc import TaskGroup

from gpu.device.messages import ModelWeights, Weights
from gpu.device.metrics import Metrics
from gpu.devices import Device
from gpu.pool.batches import Task
from gpu.pool.grants import DeviceConfig
from gpu.pool.pool import ContextPool
from gpu.worker.null import NullDevice, NullSpec, NullWork
from tests.virtual_time import run

GB = 10**9
VRAM_BYTES = 24 * GB
DISK_BYTES_PER_S, MEMORY_BYTES_PER_S = GB, 20 * GB
START_S = 8.0
"""Python, torch, diffusers and a CUDA context."""
PREPARE_S, HAND_OVER_S, ENCODE_S = 0.5, 1.0, 1.0
"""A prompt through the text encoder; pictures of floats to bytes in a file; those to an MP4."""
FILMS = 120
"""For each device."""


@dataclass(frozen=True)
class Kind:
    """Films of one model and shape. `share` of all films; `batch_s` for each further one in a batch."""

    model: str
    weights_bytes: int
    work_bytes: int
    film_s: float
    batch_s: float
    share: float

    @property
    def disk_s(self) -> float:
        """Loading from disk."""
        return self.weights_bytes / DISK_BYTES_PER_S

    @property
    def needs_bytes(self) -> int:
        """For one film."""
        return self.weights_bytes + self.work_bytes


KINDS = (
    Kind("ltx", 9 * GB, 2 * GB, 3.0, 2.7, 0.45),
    Kind("wan", 13 * GB, 4 * GB, 6.0, 5.7, 0.40),
    Kind("cogvideox", 11 * GB, 5 * GB, 25.0, 24.0, 0.15),
)


def main() -> dict[str, float]:
    """Print and return the figures."""
    figures: dict[str, float] = {}
    for devices in (1, 4):
        films = _mixed(devices)
        batched_s, _ = run(partial(_pooled, films, devices, max_batch=4))
        elapsed_s, metrics = run(partial(_pooled, films, devices))
        in_turn_s, _ = run(partial(_pooled, films, devices, overlaps=False))
        naive_s = run(partial(_one_context_each, films, devices))
        computing_s = sum(kind.film_s for kind in films) / devices
        bound = computing_s / (START_S + min(kind.disk_s for kind in KINDS) + PREPARE_S + computing_s)
        utilisation = computing_s / elapsed_s
        figures |= {
            f"share_of_bound_{devices}": utilisation / bound,
            f"times_naive_{devices}": naive_s / batched_s,
            f"times_in_turn_{devices}": in_turn_s / elapsed_s,
        }
        print(f"{devices} device(s), {len(films)} films: {utilisation:.1%} utilised of at most {bound:.1%}:", end=" ")
        print(f"{utilisation / bound:.1%} of the bound (bar 90%); {metrics.loads} loads from disk,", end=" ")
        print(f"{metrics.cpu_hits} from memory, {metrics.hits} weights found there")
        hourly = [len(films) / spent_s * 3600 for spent_s in (batched_s, elapsed_s, in_turn_s, naive_s)]
        print("  films per hour: {:.0f}, {:.0f} without batches, {:.0f} with".format(*hourly[:3]), end=" ")
        print(f"the prompt and the hand-over in turn too, {hourly[3]:.0f} with one context each:", end=" ")
        print(f"{naive_s / batched_s:.2f} times as many (bar 3)")
    return figures


def _mixed(devices: int) -> list[Kind]:
    """Exactly the same shares for any number of devices, or the figures would tell of the mix."""
    films = [kind for kind in KINDS for _ in range(round(kind.share * FILMS * devices))]
    random.Random(1).shuffle(films)
    return films


async def _pooled(
    films: list[Kind], devices: int, *, max_batch: int = 1, overlaps: bool = True
) -> tuple[float, Metrics]:
    """Seconds until all are done, and what the pool counted."""

    async def make(pool: ContextPool, kind: Kind, number: int) -> None:
        await pool.generate(_model(kind), _task(kind, number, max_batch, overlaps=overlaps))
        await anyio.sleep(ENCODE_S)

    async with anyio.create_task_group() as processes:
        pool = ContextPool([_config(processes) for _ in range(devices)])
        await anyio.sleep(START_S)
        async with anyio.create_task_group() as users:
            for number, kind in enumerate(films):
                users.start_soon(make, pool, kind, number)
        processes.cancel_scope.cancel()
    return anyio.current_time(), pool.metrics


def _config(processes: TaskGroup) -> DeviceConfig:
    return DeviceConfig(
        device=Device(kind="none", name="simulated", vram_bytes=VRAM_BYTES),
        budget_bytes=VRAM_BYTES,
        connect=NullDevice(processes, VRAM_BYTES).connect,
        host_bytes=32 * GB,
    )


def _model(kind: Kind) -> ModelWeights:
    spec = NullSpec(disk_s=kind.disk_s, cpu_s=kind.weights_bytes / MEMORY_BYTES_PER_S)
    return ModelWeights(base=Weights(key=kind.model, vram_bytes=kind.weights_bytes, spec=spec))


def _task(kind: Kind, number: int, max_batch: int, *, overlaps: bool) -> Task:
    in_turn_s = 0.0 if overlaps else PREPARE_S + HAND_OVER_S
    work = NullWork(
        name=number,
        seconds=kind.film_s + in_turn_s,
        more_s=kind.batch_s,
        vram_bytes=kind.work_bytes,
        prepare_s=PREPARE_S if overlaps else 0.0,
        finish_s=HAND_OVER_S if overlaps else 0.0,
    )
    return Task(shape="one", vram_bytes=kind.work_bytes, payload=work, max_batch=max_batch)


async def _one_context_each(films: list[Kind], devices: int) -> float:
    """Seconds until all scripts are done."""
    free_bytes = [VRAM_BYTES] * devices
    computing = [anyio.Lock() for _ in range(devices)]
    changed = anyio.Condition()

    async def script(kind: Kind, device: int) -> None:
        await anyio.sleep(START_S + kind.disk_s + PREPARE_S)
        async with computing[device]:
            await anyio.sleep(kind.film_s)
        await anyio.sleep(HAND_OVER_S + ENCODE_S)
        async with changed:
            free_bytes[device] += kind.needs_bytes
            changed.notify_all()

    async with anyio.create_task_group() as scripts:
        for kind in films:
            async with changed:
                while max(free_bytes) < kind.needs_bytes:
                    await changed.wait()
            device = free_bytes.index(max(free_bytes))
            free_bytes[device] -= kind.needs_bytes
            scripts.start_soon(script, kind, device)
    return anyio.current_time()


if __name__ == "__main__":
    main()
