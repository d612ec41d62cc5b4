from __future__ import annotations

import io
import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from films.delivery import deliver, embed_html, store_file
from footage.answers import MediaFile, Video
from footage.ports.quality import Checked
from footage.ports.records import JobResult
from footage.provenance import Making
from media import ffmpeg
from media.contact_sheet import poster_at
from media.credentials.film import FilmCredentials
from media.probe import probe
from quality.clip import ClipModel
from quality.judge import FilmJudge
from quality.policy import load_policy
from storage.objects.local import LocalObjects
from tools.registry import telling_of_credentials


def page(title: str, *, captions: str | None = None, folder: str = "") -> str:
    return embed_html(
        title,
        video=f"{folder}video.mp4",
        poster=f"{folder}poster.jpg",
        captions=captions,
        created_at=datetime(2026, 3, 1, tzinfo=UTC),
        width=1280,
        height=720,
        duration_s=8,
    )


def test_the_markup_is_described_for_search_engines() -> None:
    found = re.search(r'<script type="application/ld\+json">(.*)</script>', page("A boat"))
    assert found
    described = json.loads(found.group(1))
    assert (described["@type"], described["name"], described["duration"]) == ("VideoObject", "A boat", "PT8.00S")
    assert described["uploadDate"] == "2026-03-01T00:00:00+00:00"


def test_a_title_cannot_become_markup() -> None:
    html = page('</script><script>alert("x")</script><img onerror=x>')
    assert html.count("<script") == html.count("</script>") == 1
    assert "<img" not in html


def test_captions_are_shown_when_they_are_not_in_the_picture() -> None:
    assert '<track kind="captions" src="captions.vtt" default>' in page("x", captions="captions.vtt")
    assert "<track" not in page("x")


def test_addresses_are_escaped_and_captions_of_another_site_are_asked_for_like_the_film() -> None:
    html = page("x", captions="https://cdn.test/c.vtt?a=1&b=2", folder="https://cdn.test/")
    assert 'src="https://cdn.test/c.vtt?a=1&amp;b=2"' in html
    assert '<video controls playsinline preload="metadata" crossorigin="anonymous"' in html
    assert '"contentUrl": "https://cdn.test/video.mp4"' in html
    assert "crossorigin" not in page("x", captions="captions.vtt") + page("x", folder="https://cdn.test/")


def test_a_film_that_was_measured_is_not_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = tmp_path / "film.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=160x90:r=12:d=2", "-pix_fmt", "yuv420p", str(film)])
    services: Any = SimpleNamespace(
        objects=LocalObjects(tmp_path / "media", tmp_path / "work"),
        credentials=FilmCredentials(home=tmp_path, mode="off"),
    )
    checked = FilmJudge(ClipModel("nobody/has-this"), load_policy()).check(film)

    def delivered(job_id: str, checked: Checked | None) -> Video:
        job: Any = SimpleNamespace(
            record=SimpleNamespace(job_id=job_id, title="A boat", created_at=datetime(2026, 3, 1, tzinfo=UTC))
        )
        copy = Path(shutil.copy(film, tmp_path / "made.mp4"))
        return deliver(services, job, copy, checked=checked, made=Making(source="digitalCreation"))

    opened = delivered("job_1", None)
    monkeypatch.setattr(av, "open", None)
    kept = delivered("job_2", checked)
    told = {"duration_s", "width", "height", "fps", "size_bytes", "sha256", "has_audio", "embed_html"}
    assert kept.model_dump(include=told) == opened.model_dump(include=told)
    assert all(path and Path(path).read_bytes()[:2] == b"\xff\xd8" for path in (kept.poster, kept.contact_sheet))


@pytest.mark.needs("c2pa")
def test_a_film_that_cannot_be_signed_is_delivered_and_says_so(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=64x64:r=12:d=1", "-pix_fmt", "yuv420p", str(film)])
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "identity.pem").write_text("broken")
    services: Any = SimpleNamespace(
        objects=LocalObjects(tmp_path / "media", tmp_path / "work"), credentials=FilmCredentials(home=tmp_path)
    )
    record = SimpleNamespace(job_id="job_1", title="A boat", created_at=datetime(2026, 3, 1, tzinfo=UTC))
    job: Any = SimpleNamespace(record=record)
    made = Making(source="trainedAlgorithmicMedia", maker="veo")
    sound = Path(shutil.copy(film, tmp_path / "copy.mp4"))
    facts = MediaFile(name="copy.mp4", type="video/mp4", path=None, size_bytes=0, sha256="")
    file = store_file(services, job, sound, facts, made)
    video = deliver(services, job, film, made=made, files=[file])
    told = telling_of_credentials(JobResult(video=video, message="Done"))
    assert told.message.startswith("Done. It carries no content credentials: signing failed")
    assert "copy.mp4: It carries no content credentials" in told.message
    assert "unsigned" not in json.dumps(told.written())
    assert video.path
    assert probe(Path(video.path)).duration_s == 1


def test_the_poster_is_the_moment_that_stands_for_the_film(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    turning_red = "color=c=blue:s=160x90:r=12:d=2,drawbox=c=red:t=fill:enable=gte(t\\,1)"
    ffmpeg.run(["-f", "lavfi", "-i", turning_red, "-pix_fmt", "yuv420p", str(film)])
    for time_s, channel in ((0.2, 2), (1.5, 0), (9.0, 0)):
        frame = np.array(Image.open(io.BytesIO(poster_at(probe(film), min(time_s, 1.9)))))
        assert frame.mean(axis=(0, 1)).argmax() == channel
