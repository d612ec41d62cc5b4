"""Plain requests to emulators: one client, as each new one reads all the certificates that there are."""

from __future__ import annotations

import httpx

http = httpx.Client(limits=httpx.Limits(max_keepalive_connections=0), trust_env=False)
