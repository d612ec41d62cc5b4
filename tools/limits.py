"""How far a caller's key goes, held against the arguments of a call before anything is looked at."""

from __future__ import annotations

from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from footage.caller import Limits
from footage.domain import Resolution
from footage.errors import KeyLimitError

P = TypeVar("P", bound=BaseModel)
_SIZES: tuple[Resolution, ...] = get_args(Resolution)
"""From the smallest to the largest."""

_ARGUMENTS = ("resolution", "target_resolution")


def within(tool: str, params: P, limits: Limits) -> P:
    """The call as far as the key goes: a size that nobody asked for is made as small as the key wants it.

    Backends and costs are the router's and the job table's matter, which know them.

    Raises:
        KeyLimitError: The key may not call this tool, or may not ask for so large a picture.
    """
    require_tool(tool, limits)
    most = limits.max_resolution
    return params if most is None else _sized(params, most)


def require_tool(tool: str, limits: Limits) -> None:
    """Raise KeyLimitError where a key may not call a tool, in whatever way it asks for what the tool does."""
    if limits.tools is not None and tool not in limits.tools:
        may = ", ".join(sorted(limits.tools)) or "nothing"
        raise KeyLimitError(f"This key may not call {tool}; it may call {may}.")


def _sized(params: P, most: Resolution) -> P:
    smaller: dict[str, Any] = {}
    for name in _ARGUMENTS:
        asked = getattr(params, name, None)
        if asked is None or _SIZES.index(asked) <= _SIZES.index(most):
            continue
        if name in params.model_fields_set:
            raise KeyLimitError(f"{name} is {asked}, and this key makes films of at most {most}.")
        smaller[name] = most
    if getattr(params, "target_resolution", most) is None and "upscale" in (getattr(params, "operations", None) or ()):
        smaller["target_resolution"] = most
    return params.model_copy(update=smaller) if smaller else params
