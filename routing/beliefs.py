"""What the router believes of a backend: published priors, moved by what was measured here.

Observations fade with a half-life: one that is `HALF_LIFE_DAYS` old counts half. With weights w:

- success: Beta(`SUCCESS_PRIOR` x `SUCCESS_STRENGTH`, ...) updated by each end; its mean.
- quality: the prior plus an offset with a Gaussian prior around 0 that is worth `QUALITY_STRENGTH` observations:
  offset = sum(w x (score - mean score of all backends)) / (`QUALITY_STRENGTH` + sum(w)). Only differences between
  backends count, since our scores and published preferences have different scales; and only between scores of the same
  measure, since a film without a model to judge it by, or before its looks were measured, scored something else.
- latency: the prior times a factor, whose logarithm has a Gaussian prior around 0, likewise:
  log(factor) = sum(w x log(elapsed / expected)) / (`LATENCY_STRENGTH` + sum(w)).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from footage.ports.routing import Observation

HALF_LIFE_DAYS = 14.0
SUCCESS_PRIOR = 0.95
SUCCESS_STRENGTH = 10.0
QUALITY_STRENGTH = 8.0
LATENCY_STRENGTH = 4.0


@dataclass(frozen=True)
class Belief:
    """What is believed of one backend: chance of success 0 to 1, offset of quality, factor of latency."""

    success: float = SUCCESS_PRIOR
    quality_offset: float = 0.0
    latency_factor: float = 1.0

    def quality(self, prior: float) -> float:
        """Expected quality, 0 to 1, from the published prior."""
        return min(1.0, max(0.0, prior + self.quality_offset))


def beliefs(observations: Iterable[Observation]) -> Mapping[str, Belief]:
    """One belief for each backend that was observed."""
    by_backend: dict[str, list[Observation]] = defaultdict(list)
    by_measure: dict[str | None, list[Observation]] = defaultdict(list)
    for one in observations:
        by_backend[one.backend].append(one)
        if one.quality is not None:
            by_measure[one.measure].append(one)
    usual = {measure: _mean(many) for measure, many in by_measure.items() if len({one.backend for one in many}) > 1}
    return {
        backend: Belief(
            success=_success(many),
            quality_offset=_offset(
                [
                    (_weight(o), o.quality - usual[o.measure])
                    for o in many
                    if o.quality is not None and o.measure in usual
                ]
            ),
            latency_factor=math.exp(
                _offset(
                    [
                        (_weight(o), math.log(max(o.elapsed_s, 0.1) / max(o.expected_s, 0.1)))
                        for o in many
                        if o.elapsed_s is not None and o.expected_s is not None
                    ],
                    LATENCY_STRENGTH,
                )
            ),
        )
        for backend, many in by_backend.items()
    }


def _weight(observation: Observation) -> float:
    return float(0.5 ** (observation.age_days / HALF_LIFE_DAYS))


def _success(observations: list[Observation]) -> float:
    good = sum(_weight(one) for one in observations if one.succeeded)
    every = sum(_weight(one) for one in observations)
    return (SUCCESS_PRIOR * SUCCESS_STRENGTH + good) / (SUCCESS_STRENGTH + every)


def _mean(observations: list[Observation]) -> float:
    weights = sum(_weight(one) for one in observations)
    return sum(_weight(one) * (one.quality or 0.0) for one in observations) / weights if weights else 0.0


def _offset(weighted: list[tuple[float, float]], strength: float = QUALITY_STRENGTH) -> float:
    return sum(weight * value for weight, value in weighted) / (strength + sum(weight for weight, _ in weighted))
