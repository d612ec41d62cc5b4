from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.http.drain import Drain
from mcp_server.http.health import Health


@pytest.mark.anyio
async def test_a_server_whose_database_has_left_it_behind_is_given_no_work(home: Path) -> None:
    app = build_app(load_settings(home=home), run_jobs=False)
    await app.services()
    health = Health(app, Drain())
    assert await health._look() in {"", "disk"}
    with contextlib.closing(sqlite3.connect(home / "footage.db")) as rows, rows:
        rows.execute("UPDATE footage_schema_version SET version_num = '9999'")
    assert await health._look() in {"", "disk"}, "a schema that has only grown is good"
    with contextlib.closing(sqlite3.connect(home / "footage.db")) as rows, rows:
        rows.execute("UPDATE footage_schema_window SET oldest = '9998'")
    assert await health._look() == "schema"
    await app.close()
