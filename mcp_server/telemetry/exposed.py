"""`/metrics`, on a port of its own: what is seen there is for who runs the installation, not for its callers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import start_http_server

from footage import meters
from footage.errors import UnavailableError
from footage.ports.meters import Gauges, NobodyCounts
from mcp_server.telemetry.aliases import Aliases
from mcp_server.telemetry.counted import Counted
from mcp_server.telemetry.read import DevicesUsed, FromDatabase, FromMachine


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What is told, and the lists that labels are from.

    Attributes:
        gauges: Reads the database.
        home: The folder of Footage.
        tools: The names of all tools.
        backends: The names of all that attempts are made at.
        vendors: The names of all accounts.
        pools: Of the devices of this process.
    """

    gauges: Gauges
    home: Path
    tools: Collection[str]
    backends: Collection[str]
    vendors: Collection[str]
    pools: Callable[[], Sequence[DevicesUsed]]


def registry_of(watched: Watched) -> tuple[CollectorRegistry, Counted]:
    """All metrics of a process, and who counts them."""
    disable_created_metrics()  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    counted = Counted(registry, watched.tools, watched.backends)
    collectors = (
        Aliases(counted),
        FromDatabase(watched.gauges, watched.backends, watched.vendors),
        FromMachine(watched.home, watched.pools),
    )
    for collector in collectors:
        registry.register(collector)
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    return registry, counted


def expose(watched: Watched, host: str, port: int, closing: contextlib.ExitStack) -> int:
    """Count from now on, and tell whoever asks; ends with everything else. The port is returned: 0 takes a free one.

    Raises:
        UnavailableError: Something else listens there, or there is no such host.
    """
    registry, counted = registry_of(watched)
    try:
        server, thread = start_http_server(port, host, registry)
    except (OSError, OverflowError) as exc:
        raise UnavailableError(
            f"Metrics cannot be told on {host}:{port}: {getattr(exc, 'strerror', None) or exc}.",
            hint="Choose another port with --metrics-port, or end what listens there.",
        ) from exc

    def close() -> None:
        meters.tell(NobodyCounts())
        server.shutdown()
        server.server_close()
        thread.join(timeout=1.0)

    closing.callback(close)
    meters.tell(counted)
    return int(server.server_port)
