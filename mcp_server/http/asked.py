"""What a request asks for, as far as one must know before it is let through."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic_core import from_json

from footage.caller import Scope

CALL = "tools/call"
LONG = frozenset({CALL, "subscriptions/listen"})
"""What may take long to answer."""

_SCOPES: Mapping[str, Scope] = {
    "resources/list": "video:read",
    "resources/read": "video:read",
    "subscriptions/listen": "video:read",
    "tasks/get": "video:read",
    "tasks/update": "video:make",
    "tasks/cancel": "video:make",
}
"""What methods need that tell of films or change them; the others tell what is the same for everybody."""


@dataclass(frozen=True)
class Asked:
    """A method, and the name of what it is about."""

    method: str
    name: str = ""

    @property
    def scope(self) -> Scope | None:
        """What a caller needs for it; None for what all may ask, and for tools that there are not."""
        return _tools().get(self.name) if self.method == CALL else _SCOPES.get(self.method)

    @property
    def what(self) -> str:
        """The tool or the method, to write down; never a name that somebody has made up."""
        return self.name if self.method == CALL and self.scope else self.method


def asked(body: bytes) -> Asked | None:
    """What a body asks for; None where it asks nothing that could be understood, which the protocol refuses itself."""
    try:
        message = from_json(body)
    except ValueError:
        return None
    if not isinstance(message, dict) or not isinstance(message.get("method"), str):
        return None
    params = message.get("params")
    name = params.get("name") if isinstance(params, dict) else None
    return Asked(message["method"], name if isinstance(name, str) else "")


@functools.cache
def ordinary_scopes() -> tuple[Scope, ...]:
    """What the tools need, all of them together, but for publishing.

    The first challenge names these: a client that registers itself may later only ask for what it saw first. Who may
    publish is another question, and an issuer that does not know that scope would let nobody in who asks for it.
    """
    return tuple(dict.fromkeys(scope for scope in ("video:read", *_tools().values()) if scope != "video:publish"))


@functools.cache
def _tools() -> Mapping[str, Scope]:
    from tools.registry import TOOLS

    return {tool.name: tool.scope for tool in TOOLS}
