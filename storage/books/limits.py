"""A key's limits as JSON: in its row, and in those of the jobs that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footage.caller import NO_LIMITS, Limits
from footage.money import Money

_KNOWN = frozenset({"tools", "backends", "max_resolution", "max_cost_microusd"})


def written(limits: Limits) -> dict[str, Any]:
    """Without those that are none."""
    most = limits.max_cost_per_call
    found = {
        "tools": None if limits.tools is None else sorted(limits.tools),
        "backends": None if limits.backends is None else sorted(limits.backends),
        "max_resolution": limits.max_resolution,
        "max_cost_microusd": None if most is None else most.microusd,
    }
    return {name: one for name, one in found.items() if one is not None}


def read(document: Mapping[str, Any] | None) -> Limits:
    """As they were written; what a newer Footage limits in a way that is not known here allows nothing at all."""
    if not document:
        return NO_LIMITS
    if not document.keys() <= _KNOWN:
        return Limits(tools=frozenset(), backends=frozenset())
    tools, backends, most = (document.get(name) for name in ("tools", "backends", "max_cost_microusd"))
    return Limits(
        tools=None if tools is None else frozenset(tools),
        backends=None if backends is None else frozenset(backends),
        max_resolution=document.get("max_resolution"),
        max_cost_per_call=None if most is None else Money(most),
    )
