"""Files over HTTP are sent as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.requests import Request

from mcp_server.http.answers import PUBLIC_CACHE, film_response
from media.edit.exports import MIME_TYPES


@pytest.mark.parametrize("suffix", MIME_TYPES)
def test_what_an_edit_exports_has_the_same_type_everywhere(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"film.{suffix}"
    file.write_bytes(b"x")
    asked = Request({"type": "http", "method": "GET", "query_string": b"", "headers": []})
    answer = film_response(asked, file, sha256="0" * 64, cache=PUBLIC_CACHE, title="A film")
    assert answer.headers["content-type"] == MIME_TYPES[suffix]
    assert answer.headers["content-disposition"].startswith("inline")
