"""A film made small enough for a chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from films import preview
from media import ffmpeg
from media.probe import probe
from tests.film_site import film_site

SIZE = ("960x540", "540x960")


def a_rich_film(out: Path, size: str) -> Path:
    drawn = ["-f", "lavfi", "-i", f"testsrc2=s={size}:r=12:d=1,noise=alls=40:allf=t", "-f", "lavfi", "-i", "sine=d=1"]
    ffmpeg.run([*drawn, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p", f"file:{out}"])
    return out


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZE)
def test_a_large_film_is_made_small_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: str) -> None:
    monkeypatch.setattr(preview, "MOST_BYTES", 600_000)
    with film_site(tmp_path / "home") as site:
        record = site.services.jobs.get(site.a_film(a_rich_film(tmp_path / "film.mp4", size)))
        small = preview.preview_of(site.services, record)
        again = preview.preview_of(site.services, record)
        assert (small.name, again, small.stat().st_mtime_ns) == ("preview.mp4", small, again.stat().st_mtime_ns)
        assert small.stat().st_size <= 600_000
        assert min(probe(small).width, probe(small).height) == 480


def test_a_small_film_is_its_own_preview(tmp_path: Path) -> None:
    with film_site(tmp_path / "home") as site:
        record = site.services.jobs.get(site.a_film(b"small"))
        assert preview.preview_of(site.services, record).name == "video.mp4"
