"""Plain requests to emulators, past all proxies."""

from __future__ import annotations

import httpx

from footage.http import HEADERS, timeouts, tls

http = httpx.Client(  # noqa: TID251 - Footage itself never waits for an answer on the thread that asks
    verify=tls(),
    timeout=timeouts(30.0),
    headers=dict(HEADERS),
    trust_env=False,
    limits=httpx.Limits(max_keepalive_connections=0),
)
