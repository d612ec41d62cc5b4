"""The names of earlier plans for what is counted here: the same figures once more, for dashboards that know those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from prometheus_client import Metric
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.registry import Collector

from mcp_server.telemetry.counted import Counted


class Alias(NamedTuple):
    """Another name of a metric; where labels have others, too."""

    name: str
    of: MetricWrapperBase
    kind: str = "histogram"
    labels: Mapping[str, str] = {}


class Aliases(Collector):
    """Tells what was counted by other names.

    Args:
        counted: Whose.
    """

    def __init__(self, counted: Counted) -> None:
        renamed = {"from_backend": "from", "to_backend": "to"}
        self._aliases = (
            Alias("videogen_generation_latency_seconds", counted.generation_s),
            Alias("videogen_quality_score", counted.score),
            Alias("videogen_temporal_coherence", counted.coherence),
            Alias("videogen_prompt_adherence", counted.prompt_match),
            Alias("videogen_requests", counted.asked_total, "counter"),
            # By its name alone a sum of a histogram; nothing promises that it only grows.
            Alias("videogen_fallback_count", counted.fallbacks_total, "gauge", renamed),
        )

    def collect(self) -> Iterator[Metric]:
        """Everything, as it is now."""
        for alias in self._aliases:
            for family in alias.of.collect():
                yield _renamed(family, alias)

    def describe(self) -> list[Metric]:
        """Nothing: names are not in each other's way."""
        return []


def _renamed(family: Metric, alias: Alias) -> Metric:
    told = Metric(alias.name, f"As {family.name}.", alias.kind)
    for sample in family.samples:
        end = sample.name.removeprefix(family.name)
        if end == "_created" or (alias.kind == "gauge" and end != "_total"):
            continue
        name = alias.name if alias.kind == "gauge" else alias.name + end
        labels = {alias.labels.get(label, label): value for label, value in sample.labels.items()}
        told.add_sample(name, labels, sample.value)
    return told
