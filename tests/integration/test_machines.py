"""Machines that share a database and a place for films: one dies, another goes on, a third shows the film."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

from footage.threads import in_thread
from tests.databases import Postgres
from tests.film_site import film_site, get
from tests.forked_servers import doomed_server, process_of
from tests.servers import call, leftovers, server_here, vendor_films
from tests.weed import BUCKET, serving_s3

pytestmark = [pytest.mark.system, pytest.mark.anyio]

PAYING = {"FOOTAGE_BACKEND_FAKE_LOOKUP_ENABLED": "0", "FOOTAGE_BACKEND_FAKE_BLIND_ENABLED": "0"}
LONG = {"prompt": "a boat [slow 2]", "duration_s": 22, "resolution": "480p", "aspect_ratio": "1:1", "audio": False}
SCRIPT: dict[str, Any] = {
    "title": "The road",
    "scenes": [
        {
            "id": "boat",
            "show": {"kind": "film", "prompt": "A boat sails on the sea"},
            "say": "A boat.",
            "duration_s": 2,
        },
        {"id": "train", "show": {"kind": "text", "text": "A train"}, "say": "A train.", "duration_s": 2},
        {"id": "city", "show": {"kind": "text", "text": "A city"}, "say": "A city wakes up.", "duration_s": 2},
    ],
}
ARTICLE = {
    "source": "# The road\n\nA boat. A train. A city wakes up.",
    "script": SCRIPT,
    "resolution": "480p",
    "aspect_ratio": "1:1",
    "narration": "off",
    "music": "off",
    "max_cost_usd": 0.5,
}


@pytest.fixture
def shared(postgres: Postgres) -> Iterator[str]:
    """The URL of a database for several machines, with nothing in it."""
    url = postgres.create(migrated=True)
    yield url
    postgres.drop(url)


def homes(folder: Path) -> tuple[Path, Path, Path]:
    """Three, whose fake vendor keeps its books in one place, as a real one does."""
    found = folder / "one", folder / "two", folder / "three"
    for home in found:
        home.mkdir()
    (found[1] / "fake-vendor.jsonl").symlink_to(found[0] / "fake-vendor.jsonl")
    return found


async def ended(home: Path, job_id: str, **more: str) -> dict[str, Any]:
    """The job, when this machine has brought it to its end."""
    async with server_here(home, **more) as client:
        result = await client.call_tool("get_job", {"job_id": job_id, "wait_s": 120})
    return result.structured_content or {}


@pytest.mark.skipif("FOOTAGE_TEST_EVERYTHING" not in os.environ, reason="make hammer tries it: 22 s of film are dear")
async def test_a_film_of_clips_is_finished_by_another_machine_and_shown_by_a_third(
    shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = homes(tmp_path)
    with serving_s3(tmp_path) as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        more = {"FOOTAGE_DATABASE_URL": shared, "FOOTAGE_STORAGE": f"s3://{BUCKET}/films"}
        async with doomed_server(one, **more) as client:
            job = await call(client, "generate_video", **LONG, backend="fake", wait_s=0)
            with anyio.fail_after(60):
                while len(vendor_films(one)) < 2:
                    await call(client, "get_job", job_id=job["job_id"], wait_s=0.05)
            process_of(one).kill()
        one.rename(tmp_path / "gone")
        (two / "fake-vendor.jsonl").unlink()
        (two / "fake-vendor.jsonl").symlink_to(tmp_path / "gone" / "fake-vendor.jsonl")
        done = await ended(two, job["job_id"], **more)
        assert done["status"] == "completed", done["error"]
        assert [film["duration_s"] for film in vendor_films(two)] == [20, 2]
        assert [one["outcome"] for one in done["route"]["attempts"]] == ["succeeded", "succeeded"]
        assert (done["cost"]["charged_usd"], done["budget"]["held_usd"]) == ("0.88", "0.00")
        assert done["video"]["duration_s"] == pytest.approx(22.0)
        assert leftovers(two) == []
        film = Path(done["video"]["path"]).read_bytes()
        await in_thread(_is_shown, three, shared, more["FOOTAGE_STORAGE"], job["job_id"], film)


def _is_shown(home: Path, database_url: str, storage: str, job_id: str, film: bytes) -> None:
    """A machine that made nothing sends whoever has the address to the bucket, and its poster itself."""
    with film_site(home, database_url=database_url, storage=storage) as site:
        answer = get(site.link(job_id))
        assert answer.status_code == 302
        assert get(answer.headers["location"], range="bytes=0-99").content == film[:100]
        assert get(site.link(job_id, "poster.jpg")).headers["content-type"] == "image/jpeg"


async def test_an_article_s_film_is_finished_by_another_machine_without_drawing_anew(
    shared: str, tmp_path: Path
) -> None:
    one, two, three = homes(tmp_path)
    place = tmp_path / "mounted"
    place.mkdir()
    more = {**PAYING, "FOOTAGE_DATABASE_URL": shared, "FOOTAGE_STORAGE": str(place)}
    async with doomed_server(one, **more) as client:
        job = await call(client, "blog_to_video", **ARTICLE, wait_s=0)
        lent = place / "unfinished" / job["job_id"]
        with anyio.fail_after(90):
            while not list(lent.glob("*.mp4")) or not list(lent.glob("footage/*.mp4")):
                await call(client, "get_job", job_id=job["job_id"], wait_s=0.05)
        process_of(one).kill()
    (clip,) = lent.glob("footage/*.mp4")
    marked = next(lent.glob("*.mp4")).name
    with (lent / marked).open("ab") as file:
        file.write(b"\0\0\0\x10freebrought ")  # a box that players pass over: whoever draws anew does not write it
    done = await ended(two, job["job_id"], **more)
    assert done["status"] == "completed", done["error"]
    assert len(vendor_films(two)) == 1
    assert done["budget"]["held_usd"] == "0.00"
    assert (two / "parts" / marked).read_bytes().endswith(b"brought ")
    assert (two / "parts" / "footage" / clip.name).is_file()
    assert not lent.exists() or not list(lent.rglob("*.*"))
    film = Path(done["video"]["path"]).read_bytes()

    def shown() -> None:
        with film_site(three, database_url=shared, storage=str(place)) as site:
            assert get(site.link(job["job_id"])).content == film

    await in_thread(shown)
