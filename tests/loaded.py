"""Loads all of Footage, and what its first film reads: what processes that are forked from this one find done."""

from __future__ import annotations

import gc
import pkgutil
import re
from importlib import import_module

import alembic.command  # noqa: F401 - brings a database to the current schema
from sqlalchemy.orm import configure_mappers

from footage.memory import garbage_later
from painter import plan_film

PACKAGES = ("footage", "mcp_server", "tools", "routing", "gpu", "quality", "storage", "media", "painter", "films")
_NEVER_LOADED = re.compile(r"\.(__main__|migrations|emulators|data)\b")

with garbage_later():
    for package in PACKAGES:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            if not _NEVER_LOADED.search(module.name):
                import_module(module.name)
    configure_mappers()
    plan_film("a boat at sea", duration_s=1.0, width=480, height=270, seed=1)
gc.freeze()  # it stays to the end: whoever is forked need not look through it for garbage, and so not copy it
