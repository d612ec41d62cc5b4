"""Who calls, as far as a transport knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from footage.caller import LOCAL, Caller

if TYPE_CHECKING:
    from mcp.server import ServerRequestContext

IDENTITY, REFUSAL = "footage.identity", "footage.refusal"
"""Where an HTTP request's scope has who sent it, and why it is refused all the same; the gate writes both."""

_NAME_CHARS = 100
CallerOf = Callable[["ServerRequestContext[Any]"], Caller]
"""Says who sent a request; asked once for each, and raises FootageError where nobody may send it."""


def local(request: ServerRequestContext[Any]) -> Caller:
    """Over stdio it is whoever started the server."""
    told = request.session.client_params
    return replace(LOCAL, client=told.client_info.name[:_NAME_CHARS]) if told else LOCAL


def remote(request: ServerRequestContext[Any]) -> Caller:
    """Over HTTP it is whoever the gate has let through."""
    sent = request.request
    if sent is None:
        raise RuntimeError("this request did not come over HTTP")
    scope = sent.scope
    if refusal := scope.get(REFUSAL):
        raise refusal
    caller: Caller = scope[IDENTITY].caller
    told = request.session.client_params
    name = told.client_info.name if told else sent.headers.get("user-agent", "")
    return replace(caller, client=name[:_NAME_CHARS])
