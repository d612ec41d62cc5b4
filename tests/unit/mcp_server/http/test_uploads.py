"""Files that callers bring, over a real socket."""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from films.uploads import sweep, uploaded
from footage.errors import FootageError, NotFoundError
from footage.ports.links import UploadOffer
from footage.ports.uploads import upload_id_of
from storage.books.uploads import MOST_WAITING
from tests.film_site import FilmSite, film_site
from tests.plain_http import http
from tests.teams import ANN, BEN, EVE

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 2_000
SRT = b"1\n00:00:00,000 --> 00:00:01,000\nhello\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FilmSite]:
    with film_site(tmp_path_factory.mktemp("home"), upload_max_mb=1) as opened:
        yield opened


def offered(site: FilmSite) -> UploadOffer:
    assert site.services.links
    return site.services.links.upload(ANN)


def put(url: str, content: bytes) -> tuple[int, str]:
    answer = http.put(url, content=content)
    return answer.status_code, answer.text


def brought(site: FilmSite, uri: str) -> Path:
    upload_id = upload_id_of(uri)
    assert upload_id
    return uploaded(site.services.for_(BEN), upload_id)


def leftovers(site: FilmSite) -> list[Path]:
    return [one for one in (site.home / "work" / "downloads").glob("*") if one.is_file()]


def raw(url: str, *, head: str, body: bytes = b"") -> bytes:
    """What is answered to a request that is written by hand, before its body has come."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        line.sendall(f"PUT {parts.path}?{parts.query} HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n".encode() + body)
        return line.recv(4096)


def test_a_file_is_brought_once_and_found_by_its_team_alone(site: FilmSite) -> None:
    offer = offered(site)
    status, said = put(offer.url, PNG)
    assert (status, '"kind": "picture"' in said, offer.uri in said) == (201, True, True)
    file = brought(site, offer.uri)
    assert (file.read_bytes(), file.suffix) == (PNG, ".png")
    upload_id = upload_id_of(offer.uri) or ""
    assert site.services.uploads.for_(ANN).get(upload_id).sha256 == hashlib.sha256(PNG).hexdigest()
    with pytest.raises(NotFoundError) as eves:
        site.services.uploads.for_(EVE).get(upload_id)
    with pytest.raises(NotFoundError) as nobodys:
        site.services.uploads.for_(ANN).get("upload_" + "0" * 20)
    assert eves.value.message.replace(upload_id, "") == nobodys.value.message.replace("upload_" + "0" * 20, "")
    assert put(offer.url, PNG)[0] == 409
    assert brought(site, offer.uri) == file
    assert leftovers(site) == []


def test_before_it_comes_there_is_nothing(site: FilmSite) -> None:
    with pytest.raises(NotFoundError, match="Nothing was uploaded"):
        brought(site, offered(site).uri)


def test_too_large_a_file_is_refused_before_a_byte_of_it_is_sent(site: FilmSite) -> None:
    url = offered(site).url
    answer = raw(url, head="Content-Length: 1000001\r\nExpect: 100-continue")
    assert answer.startswith(b"HTTP/1.1 413")
    assert put(url, PNG)[0] == 201


def test_one_that_does_not_say_how_large_it_is_is_refused_when_it_is_too_large(site: FilmSite) -> None:
    url = offered(site).url
    answer = http.put(url, content=(PNG for _ in range(600)))
    assert (answer.status_code, leftovers(site)) == (413, [])
    assert put(url, PNG)[0] == 201


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "9" * 30])
def test_a_length_that_is_none_is_refused(site: FilmSite, length: str) -> None:
    assert raw(offered(site).url, head=f"Content-Length: {length}")[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 413"}


def test_of_a_client_that_goes_away_nothing_stays_and_it_may_come_again(site: FilmSite) -> None:
    url = offered(site).url
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as line:
        line.sendall(f"PUT {parts.path}?{parts.query} HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n".encode())
        line.sendall(PNG)
        until = time.monotonic() + 10
        while not leftovers(site) and time.monotonic() < until:
            time.sleep(0.01)
        assert leftovers(site)
    while leftovers(site) and time.monotonic() < until:
        time.sleep(0.01)
    assert leftovers(site) == []
    assert put(url, PNG)[0] == 201


def test_of_several_that_come_to_one_place_at_once_one_is_taken_whole(site: FilmSite) -> None:
    offer = offered(site)
    contents = [PNG + bytes([n]) * 400_000 for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda content: put(offer.url, content)[0], contents))
    assert sorted(answers) == [201, 409, 409, 409]
    file = brought(site, offer.uri)
    assert file.read_bytes() == contents[answers.index(201)]
    assert list(file.parent.iterdir()) == [file]


def test_only_what_a_tool_can_work_on_is_taken(site: FilmSite) -> None:
    for content in (b"\x7fELF" + b"\0" * 100, b"PK\x03\x04" + b"\0" * 100, b""):
        url = offered(site).url
        assert put(url, content)[0] == 415
        assert put(url, SRT)[0] == 201
    assert leftovers(site) == []


def test_an_address_that_was_changed_allows_nothing(site: FilmSite) -> None:
    url, other = offered(site).url, offered(site).url
    assert put(url.replace(urlsplit(url).path, urlsplit(other).path), PNG)[0] == 403
    assert put(url.partition("?")[0], PNG)[0] == 403
    assert http.get(url).status_code == 405


def test_a_team_brings_no_more_than_it_may_have(tmp_path: Path) -> None:
    with film_site(tmp_path, upload_quota_gb=0.000_003) as site:
        offers = [offered(site) for _ in range(3)]
        assert [put(one.url, PNG[:1_400])[0] for one in offers] == [201, 201, 413]
        assert site.services.links
        assert put(site.services.links.upload(EVE).url, PNG)[0] == 201


def test_places_that_nobody_uses_are_given_up(site: FilmSite) -> None:
    first = offered(site).url
    for _ in range(MOST_WAITING):
        site.services.uploads.offer(replace(ANN, key_id="another"))
    assert put(first, PNG)[0] == 410


def test_after_a_day_the_file_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with film_site(tmp_path) as site:
        offer = offered(site)
        assert put(offer.url, PNG)[0] == 201
        file = brought(site, offer.uri)
        assert sweep(site.services) == 0
        now = site.services.uploads._clock  # type: ignore[attr-defined]
        from datetime import timedelta

        monkeypatch.setattr(site.services.uploads, "_clock", lambda: now() + timedelta(hours=25))
        assert (sweep(site.services), file.exists(), file.parent.exists()) == (1, False, False)
        with pytest.raises(FootageError, match="no upload"):
            brought(site, offer.uri)
