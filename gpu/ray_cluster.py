"""GPUs of an existing Ray cluster as devices of a pool: on each an actor that is its process.

Ray finds them and carries messages. The pool decides about memory, order and second tries, so Ray restarts and repeats
nothing. What is relied on, as in ray 2.60: an actor sees only the GPU that it was given, as the first one; calls to one
concurrency group of an actor keep their order.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Pipe
from pathlib import Path
from typing import Any, TypeVar

import anyio
import anyio.from_thread
from anyio.lowlevel import EventLoopToken, current_token

from footage.errors import UnavailableError
from gpu.device.link import Link
from gpu.device.messages import Event, Message
from gpu.devices import PROCESSOR, Device, cuda_devices, free_host_bytes
from gpu.models.device_runtime import DeviceRuntime
from gpu.pool.grants import DeviceConfig, budget_bytes
from gpu.worker import worker
from gpu.worker.runtime import Runtime

T = TypeVar("T")
Machine = tuple[tuple[Device, ...], int]
"""A machine's GPUs, and the main memory that is free there in bytes."""

_GROUPS = {"in": 1, "out": 1}


def this_machine(*, allow_cpu: bool = False) -> Machine:
    """What the machine has on which this is called; its processor if that is allowed and there is no GPU that works."""
    return cuda_devices() or ((PROCESSOR,) if allow_cpu else ()), free_host_bytes()


def runtime_on(device: Device) -> Runtime:
    """What an actor runs that was given a device."""
    return DeviceRuntime("cuda:0" if device.kind == "cuda" else "cpu")


def runtime_env(folder: Path) -> dict[str, Any]:
    """What actors need to import this program, which lies in the same folder on all machines."""
    return {"env_vars": {"PYTHONPATH": f"{folder}:${{PYTHONPATH}}"}}


class RayCluster:
    """A cluster that runs already, with this program and the weights at the same places on all its machines.

    Args:
        address: As `ray.init` takes it; "auto" for the cluster that this machine belongs to.
        look: Called on each machine that has GPUs; tells what is there.
        runtime: Called in an actor, with its device.

    Raises:
        UnavailableError: Ray is not installed, or no cluster answers.
    """

    def __init__(
        self,
        address: str,
        *,
        look: Callable[[], Machine] = this_machine,
        runtime: Callable[[Device], Runtime] = runtime_on,
    ) -> None:
        try:
            import ray
        except ImportError as exc:
            raise UnavailableError("Ray is not installed.", hint="pip install 'footage[ray]'") from exc
        self._address = address
        self._look = look
        self._runtime = runtime
        try:
            ray.init(
                address=address,
                ignore_reinit_error=True,
                log_to_driver=False,
                configure_logging=False,
                runtime_env=runtime_env(Path(__file__).parent.parent),
            )
        except (ConnectionError, RuntimeError, ValueError) as exc:
            raise UnavailableError(
                f"No Ray cluster answers at {address}.",
                hint="Start one with `ray start --head`, or name its address; its token has to be the one used here.",
            ) from exc

    def devices(self) -> list[DeviceConfig]:
        """Every GPU of the cluster, whether somebody uses it or not; processors only where there is no GPU at all.

        Raises:
            UnavailableError: It has none.
        """
        import ray

        found: list[DeviceConfig] = []
        for node in ray.nodes():
            gpus = int(node["Resources"].get("GPU", 0)) if node["Alive"] else 0
            if gpus:
                there = {"scheduling_strategy": _on(node["NodeID"])}
                devices, host_bytes = ray.get(ray.remote(num_cpus=0, **there)(_called).remote(self._look))
                found += [self._config(device, there, host_bytes // gpus) for device in devices[:gpus]]
        if not found:
            raise UnavailableError(
                f"The Ray cluster at {self._address} has no GPU.",
                hint="Start Ray on a machine with one; `ray status` shows what it found.",
            )
        return [config for config in found if config.device.kind == "cuda"] or found

    def _config(self, device: Device, there: dict[str, Any], host_bytes: int) -> DeviceConfig:
        connect = partial(self._connect, device, there)
        if device.kind == "none":
            return DeviceConfig(device=device, budget_bytes=host_bytes, connect=connect)
        return DeviceConfig(
            device=device, budget_bytes=budget_bytes(device), connect=connect, host_bytes=host_bytes // 2
        )

    def _connect(
        self, device: Device, there: dict[str, Any], deliver: Callable[[Event], None], lost: Callable[[str], None]
    ) -> Link:
        """See `gpu.device.link.Connect`."""
        import ray

        options = {"num_cpus": 0, "num_gpus": 1, "max_restarts": 0, "concurrency_groups": _GROUPS, **there}
        start = partial(ray.remote(**options)(DeviceActor).remote, partial(self._runtime, device))
        return _Link(start, deliver, lost, current_token())


class DeviceActor:
    """The inside of an actor: a worker as in a child process, at the other end of a pipe.

    Args:
        factory: Makes the runtime.
    """

    def __init__(self, factory: Callable[[], Runtime]) -> None:
        self._pipe, far_end = Pipe()
        threading.Thread(target=worker.serve, args=(far_end, factory()), daemon=True).start()

    def send(self, message: Message) -> None:
        """See `gpu.device.link.Link.send`."""
        self._pipe.send(message)

    def events(self) -> Iterator[Event]:
        """All events, for as long as the actor lives."""
        while True:
            yield self._pipe.recv()


class _Link:
    """Nothing here waits on the event loop: one thread starts the actor and writes, another one reads."""

    def __init__(
        self,
        start: Callable[[], Any],
        deliver: Callable[[Event], None],
        lost: Callable[[str], None],
        loop: EventLoopToken,
    ) -> None:
        self._start = start
        self._deliver = deliver
        self._lost = lost
        self._loop = loop
        self._outbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._killed = threading.Event()
        threading.Thread(target=self._write, daemon=True).start()

    def send(self, message: Message) -> None:
        self._outbox.put(message)

    def kill(self) -> None:
        self._killed.set()
        self._outbox.put(None)

    def _write(self) -> None:
        import ray

        try:
            actor = self._start()
        except ray.exceptions.RayError as exc:
            self._on_loop(self._lost, f"its actor could not be started ({type(exc).__name__})")
            return
        threading.Thread(target=self._read, args=(actor,), daemon=True).start()
        while (message := self._outbox.get()) is not None:
            actor.send.options(concurrency_group="in").remote(message)
        ray.kill(actor)

    def _read(self, actor: Any) -> None:
        import ray

        try:
            for event in actor.events.options(concurrency_group="out", num_returns="streaming").remote():
                self._on_loop(self._deliver, ray.get(event))
        except ray.exceptions.RayError as exc:
            if not self._killed.is_set():
                self._on_loop(self._lost, f"its actor ended ({type(exc).__name__})")
        self.kill()

    def _on_loop(self, call: Callable[[T], None], argument: T) -> None:
        try:
            anyio.from_thread.run_sync(call, argument, token=self._loop)
        except anyio.RunFinishedError:
            self.kill()


def _called(look: Callable[[], Machine]) -> Machine:
    return look()


def _on(node_id: str) -> Any:
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    return NodeAffinitySchedulingStrategy(node_id=node_id, soft=False)
