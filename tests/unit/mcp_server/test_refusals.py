from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from footage.caller import LOCAL
from footage.errors import FootageError, ForbiddenScopeError, InvalidInputError, KeyLimitError, UnavailableError
from footage.threads import utc_now
from mcp_server.app import App, build_app
from mcp_server.protocol.refusals import refused
from tests.teams import ANN

pytestmark = pytest.mark.anyio
AFAR = replace(ANN, remote=True)


@pytest.fixture
async def app(home: Path) -> AsyncIterator[App]:
    opened = build_app(run_jobs=False)
    yield opened
    await opened.close()


async def noted(app: App) -> dict[tuple[str, str, str], int]:
    lines = (await app.services()).audit.lines(utc_now() - timedelta(hours=1))
    return {(one.key_id, one.tool, one.code): one.times for one in lines}


async def test_what_was_refused_and_why_is_counted_for_callers_from_afar_alone(app: App) -> None:
    errors: list[FootageError] = [
        ForbiddenScopeError("no"),
        KeyLimitError("no"),
        KeyLimitError("no, again"),
        InvalidInputError("a slip is nobody's business"),
    ]
    for error in errors:
        await refused(app, AFAR, "generate_video", error)
        await refused(app, LOCAL, "generate_video", error)
    who = (ANN.key_id, "generate_video")
    counted = await noted(app)
    assert {(one[0], one[1]) for one in counted} == {who}
    assert sum(counted.values()) == 3
    assert {one[2] for one in counted} == {"forbidden_scope", "key_limit"}


async def test_where_files_are_here_is_nothing_to_callers_from_afar(app: App, home: Path) -> None:
    error = UnavailableError(f"{home}/work/job_1/film.mp4 cannot be read", hint=f"Look at '{home}'.")
    told = await refused(app, AFAR, "get_job", error)
    assert f"{home}" not in str(told)
    assert told.structured_content == {
        "error": {
            "code": "unavailable",
            "message": "(a file of the server) cannot be read",
            "hint": "Look at '(a file of the server)'.",
            "retryable": False,
        }
    }
    assert f"{home}/work/job_1/film.mp4" in str(await refused(app, LOCAL, "get_job", error))


async def test_what_the_caller_said_is_told_as_it_was_said(app: App, home: Path) -> None:
    error = InvalidInputError(f"'/tmp/a.mp4' is a path on your machine, {home}/b.mp4 is not.")
    told = await refused(app, AFAR, "check_quality", error, {"video": "/tmp/a.mp4"})
    assert "'/tmp/a.mp4' is a path on your machine, (a file of the server) is not." in str(told)


async def test_what_was_brought_is_not_called_as_it_is_called_here(app: App) -> None:
    error = InvalidInputError("0123456789abcdef.md is a playlist, not a video.", hint="Look at 0123456789abcdef.md.")
    told = await refused(app, AFAR, "check_quality", error, {"video": "footage://upload/upload_0"})
    assert "The uploaded file is a playlist, not a video. Look at the uploaded file." in str(told)
    other = await refused(app, AFAR, "check_quality", error, {"video": "https://example.com/0123456789abcdef.md"})
    assert "0123456789abcdef.md is a playlist" in str(other)
