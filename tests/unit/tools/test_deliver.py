from __future__ import annotations

import json
import re
from datetime import UTC, datetime

from tools.deliver import embed_html


def page(title: str, *, track: bool = False) -> str:
    return embed_html(
        title,
        video="video.mp4",
        created_at=datetime(2026, 3, 1, tzinfo=UTC),
        width=1280,
        height=720,
        duration_s=8,
        track=track,
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
    assert "<track" in page("x", track=True)
    assert "<track" not in page("x")
