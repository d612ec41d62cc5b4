"""What labels may say. What clients send, or what other versions have stored, must not make series without end."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from footage.domain import TERMINAL, AttemptState, Priority
from footage.errors import FootageError

OTHER = "other"
METHODS = frozenset(
    {
        "completion/complete",
        "initialize",
        "logging/setLevel",
        "notifications/cancelled",
        "notifications/initialized",
        "notifications/progress",
        "notifications/roots/list_changed",
        "ping",
        "prompts/get",
        "prompts/list",
        "resources/list",
        "resources/read",
        "resources/templates/list",
        "server/discover",
        "subscriptions/listen",
        "tasks/cancel",
        "tasks/get",
        "tasks/list",
        "tasks/result",
        "tasks/update",
        "tools/call",
        "tools/list",
    }
)
_PROTOCOL_ERRORS = frozenset({"-32700", "-32600", "-32601", "-32602", "-32603"})
PRIORITIES = frozenset(get_args(Priority))
OUTCOMES = frozenset(get_args(AttemptState)) - {"sending", "accepted"}
ENDS = frozenset(TERMINAL)


def known(value: str, values: Collection[str]) -> str:
    """The value if it is one of a closed list."""
    return value if value in values else OTHER


def error_codes() -> frozenset[str]:
    """Every code that a tool's error can have, and those of the protocol."""
    codes = {FootageError.code, *_PROTOCOL_ERRORS, "", "tool_error"}
    kinds = [FootageError]
    while kinds:
        below = kinds.pop().__subclasses__()
        codes.update(kind.code for kind in below)
        kinds += below
    return frozenset(codes)
