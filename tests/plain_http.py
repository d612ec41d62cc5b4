"""Plain requests to emulators, past all proxies."""

from __future__ import annotations

from footage.http import blocking_client

http = blocking_client(30.0, proxied=False)
