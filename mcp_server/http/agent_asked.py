"""What a request by A2A asks for, as far as one must know before it is let through."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from footage.caller import Scope
from mcp_server.agents.installed import AGENTS_PATH

REST = f"{AGENTS_PATH}/rest"
_METHODS: Mapping[str, tuple[Scope | None, bool]] = {
    "SendMessage": ("video:make", True),
    "SendStreamingMessage": ("video:make", True),
    "GetTask": ("video:read", False),
    "ListTasks": ("video:read", False),
    "CancelTask": ("video:make", True),
    "SubscribeToTask": ("video:read", True),
    "CreateTaskPushNotificationConfig": ("video:read", False),
    "GetTaskPushNotificationConfig": ("video:read", False),
    "ListTaskPushNotificationConfigs": ("video:read", False),
    "DeleteTaskPushNotificationConfig": ("video:read", False),
    "GetExtendedAgentCard": (None, False),
}
"""What each method needs, and whether it may take long to answer."""

_OLD_NAMES: Mapping[str, str] = {
    "message/send": "SendMessage",
    "message/stream": "SendStreamingMessage",
    "tasks/get": "GetTask",
    "tasks/cancel": "CancelTask",
    "tasks/resubscribe": "SubscribeToTask",
    "tasks/pushNotificationConfig/set": "CreateTaskPushNotificationConfig",
    "tasks/pushNotificationConfig/get": "GetTaskPushNotificationConfig",
    "tasks/pushNotificationConfig/list": "ListTaskPushNotificationConfigs",
    "tasks/pushNotificationConfig/delete": "DeleteTaskPushNotificationConfig",
    "agent/getAuthenticatedExtendedCard": "GetExtendedAgentCard",
}
_PATHS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), verb, method)
    for pattern, verb, method in (
        (r".*/message:send", "POST", "SendMessage"),
        (r".*/message:stream", "POST", "SendStreamingMessage"),
        (r".*/tasks/[^/]*:cancel", "POST", "CancelTask"),
        (r".*/tasks/[^/]*:subscribe", "", "SubscribeToTask"),
        (r".*/tasks/[^/]*", "GET", "GetTask"),
        (r".*/tasks", "GET", "ListTasks"),
        (r".*/pushNotificationConfigs/[^/]*", "DELETE", "DeleteTaskPushNotificationConfig"),
        (r".*/pushNotificationConfigs/[^/]*", "GET", "GetTaskPushNotificationConfig"),
        (r".*/pushNotificationConfigs", "POST", "CreateTaskPushNotificationConfig"),
        (r".*/pushNotificationConfigs", "GET", "ListTaskPushNotificationConfigs"),
        (r".*/extendedAgentCard", "GET", "GetExtendedAgentCard"),
    )
)


@dataclass(frozen=True)
class AgentAsked:
    """A method by its name of today, and the skill that a message names."""

    method: str
    skill: str = ""

    @property
    def scope(self) -> Scope | None:
        """What a caller needs for it; None for what all may ask, and for methods that there are not."""
        scope = _METHODS[self.method][0] if self.method in _METHODS else None
        return _scopes().get(self.skill, scope) if self.skill else scope

    @property
    def is_long(self) -> bool:
        """Whether it may take long to answer."""
        return self.method in _METHODS and _METHODS[self.method][1]

    @property
    def what(self) -> str:
        """The skill or the method, to write down; never a name that somebody has made up."""
        return self.skill if self.skill in _scopes() else self.method if self.method in _METHODS else "a2a"


def agent_asked(verb: str, path: str, document: Any) -> AgentAsked:
    """What a request asks for.

    Args:
        verb: GET, POST or DELETE.
        path: Where it was sent to.
        document: Its body, None without one.
    """
    if path.startswith(f"{REST}/"):
        found = next((name for at, by, name in _PATHS if by in {"", verb} and at.fullmatch(path)), "")
        return AgentAsked(found, _skill(document))
    body = document if isinstance(document, dict) else {}
    method = body.get("method")
    name = method if isinstance(method, str) else ""
    return AgentAsked(_OLD_NAMES.get(name, name), _skill(body.get("params")))


def _skill(params: Any) -> str:
    """The skill that the data of a message names, if that is plain to see."""
    message = params.get("message") if isinstance(params, dict) else None
    parts = message.get("parts") if isinstance(message, dict) else None
    for part in parts if isinstance(parts, list) else ():
        data = part.get("data") if isinstance(part, dict) else None
        skill = data.get("skill") if isinstance(data, dict) else None
        if isinstance(skill, str):
            return skill
    return ""


@functools.cache
def _scopes() -> Mapping[str, Scope]:
    from tools.registry import TOOLS

    return {tool.name: tool.scope for tool in TOOLS}
