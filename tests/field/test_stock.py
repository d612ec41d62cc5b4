"""Sites with real footage: what they answer when they are odd, which of their clips fits, and what is looked for."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from footage.ports.stock import NamedClip, Shown
from footage.vendors import VendorSettings
from quality.previews import _shares
from routing.stock.archive import Archive
from routing.stock.candidate import Candidate, Rendition, Wanted
from routing.stock.commons import Commons
from routing.stock.coverr import Coverr
from routing.stock.nasa import Nasa
from routing.stock.pexels import Pexels
from routing.stock.pixabay import Pixabay
from routing.stock.ranking import Need, ranked, said_matches, usable
from routing.stock.sites import switched_on
from routing.stock.source import Source
from routing.stock.words import clip_named, ladder, overlap, search_words

BOOK: Any = None
"""No question is asked here."""

WIDE = Wanted(width=1280, height=720, duration_s=4)

PEXELS = {
    "id": 77,
    "width": 4096,
    "height": 2160,
    "duration": 15,
    "url": "https://www.pexels.com/video/a-heron-by-a-pond-77/",
    "image": "https://images.pexels.com/videos/77/a.jpeg?w=1200",
    "tags": [],
    "user": {"id": 1, "name": "Ada", "url": "https://www.pexels.com/@ada"},
    "video_files": [
        {"quality": "hls", "file_type": "video/mp4", "width": None, "height": None, "link": "https://player.vimeo.com/1.m3u8"},
        {"quality": "uhd", "file_type": "video/mp4", "width": 4096, "height": 2160, "fps": None, "link": "https://videos.pexels.com/u.mp4"},
        {"quality": "hd", "file_type": "video/mp4", "width": 1366, "height": 720, "fps": 23.98, "link": "https://videos.pexels.com/h.mp4"},
        {"quality": "sd", "file_type": "video/mp4", "width": 640, "height": 338, "fps": 25, "link": "https://videos.pexels.com/s.mp4"},
    ],
}  # fmt: skip
PIXABAY = {
    "id": 5,
    "pageURL": "https://pixabay.com/videos/id-5/",
    "tags": "heron, pond",
    "duration": 7,
    "videos": {
        "large": {"url": "", "width": 0, "height": 0, "size": 0, "thumbnail": ""},
        "medium": {"url": "http://cdn.pixabay.com/5_m.mp4", "width": 1270, "height": 719, "size": 1, "thumbnail": ""},
        "tiny": {"url": "https://cdn.pixabay.com/5_t.mp4", "width": 636, "height": 360, "size": 1, "thumbnail": "https://cdn.pixabay.com/5.jpg"},
    },
    "user_id": 9,
    "user": "Ada",
}  # fmt: skip
COVERR = {
    "id": "abc",
    "title": "Heron",
    "tags": ["pond"],
    "duration": "10.500000",
    "is_vertical": False,
    "max_width": 1920,
    "max_height": 1080,
    "thumbnail": "https://cdn.coverr.co/a.jpg",
}
COMMONS = {
    "pageid": 3,
    "title": "File:Heron.webm",
    "videoinfo": [
        {
            "url": "https://upload.wikimedia.org/heron.webm",
            "descriptionurl": "https://commons.wikimedia.org/wiki/File:Heron.webm",
            "width": 1920,
            "height": 1080,
            "duration": 12.5,
            "derivatives": [
                {"src": "https://upload.wikimedia.org/h.720p.webm", "type": "video/webm", "width": 1280, "height": 720},
                {"src": "https://upload.wikimedia.org/heron.m3u8", "type": "application/vnd.apple.mpegurl"},
            ],
            "extmetadata": {"LicenseShortName": {"value": "CC0"}, "Artist": {"value": "<a href='x'>Ada &amp; Co</a>"}},
        }
    ],
}  # fmt: skip
NASA = {
    "href": "http://images-assets.nasa.gov/video/A heron/collection.json",
    "data": [{"nasa_id": "A heron", "title": "Heron at a pond", "keywords": ["bird"], "center": "KSC"}],
    "links": [{"rel": "preview", "href": "http://images-assets.nasa.gov/a heron.jpg"}],
}
ARCHIVE = {
    "identifier": "Heron1950",
    "title": ["Heron", "Pond"],
    "subject": "bird",
    "licenseurl": "http://creativecommons.org/licenses/publicdomain/",
}
READ: list[tuple[type[Source], Mapping[str, Any]]] = [
    (Pexels, PEXELS),
    (Pixabay, PIXABAY),
    (Coverr, COVERR),
    (Commons, COMMONS),
    (Nasa, NASA),
    (Archive, ARCHIVE),
]
NAMES = [kind.name for kind, _ in READ]


def site(kind: type[Source]) -> Any:
    return kind(VendorSettings(), BOOK)


@pytest.mark.parametrize(("kind", "answer"), READ, ids=NAMES)
def test_an_answer_of_each_site_is_a_clip(kind: type[Source], answer: Mapping[str, Any]) -> None:
    found = site(kind)._read(answer)
    assert overlap(["heron", "pond"] if kind is not Commons else ["heron"], found.words) == 1.0
    assert found.page.startswith("https://")
    assert found.licence
    assert " " not in found.preview_url + found.asked_at + found.page
    assert all(one.url.startswith("https://") for one in found.renditions)


def odd(answer: Any) -> Iterator[Any]:
    """The answer with something else in the place of each thing in it."""
    for path in _paths(answer):
        for value in (
            None,
            "",
            "x",
            -1,
            0,
            True,
            [],
            {},
            ["x"],
            {"a": 1},
            1e30,
            "NaN",
            "http://[",
            "http://10.0.0.1/a.mp4",
        ):
            changed = copy.deepcopy(answer)
            at = changed
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = value
            yield changed


def _paths(value: Any) -> Iterator[tuple[Any, ...]]:
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, one in items:
        yield (key,)
        yield from ((key, *rest) for rest in _paths(one))


@pytest.mark.parametrize(("kind", "answer"), READ, ids=NAMES)
def test_whatever_else_a_site_writes_is_a_clip_of_its_own_hosts_or_none(kind: type[Source], answer: Any) -> None:
    source = site(kind)
    for changed in odd(answer):
        found = source._read(changed)
        if found is not None:
            files = [one.url for one in found.renditions] + [found.preview_url, found.asked_at]
            assert all(source.has_file(url) for url in files if url), files
            assert found.duration_s is None or found.duration_s > 0


@pytest.mark.parametrize(
    ("licence", "more", "is_taken"),
    [
        ("CC0", {}, True),
        ("Public domain", {}, True),
        ("PD-USGov", {}, True),
        ("CC BY 2.0 de", {}, True),
        ("CC-BY-3.0", {}, True),
        ("CC BY-SA 4.0", {}, False),
        ("CC BY-NC 2.0", {}, False),
        ("GFDL", {}, False),
        ("", {}, False),
        ("CC BY 4.0", {"Restrictions": {"value": "trademarked"}}, False),
        ("CC BY 4.0", {"Artist": {"value": ""}, "AttributionRequired": {"value": "true"}}, False),
        ("CC0", {"NonFree": {"value": "true"}}, False),
    ],
)
def test_files_that_would_bind_a_film_are_left(licence: str, more: Mapping[str, Any], is_taken: bool) -> None:
    page = copy.deepcopy(COMMONS)
    said: Any = page["videoinfo"]
    said[0]["extmetadata"] |= {"LicenseShortName": {"value": licence}, **more}
    found = site(Commons)._read(page)
    assert (found is not None) is is_taken
    assert found is None or found.author in {"Ada & Co", ""}


def test_old_films_without_a_licence_and_clips_that_cost_money_are_left() -> None:
    assert site(Archive)._read({**ARCHIVE, "licenseurl": ""}) is None
    assert site(Archive)._read({**ARCHIVE, "licenseurl": "http://creativecommons.org/licenses/by-nc-sa/3.0/"}) is None
    assert site(Coverr)._read({**COVERR, "is_premium": True}) is None
    long = {"name": "a.mp4", "format": "h.264", "length": "0:03:01"}
    assert site(Archive)._file("a", long) is None
    assert site(Archive)._file("a b", {**long, "length": "59.9"}).url.endswith("/download/a%20b/a.mp4")


HTML = {"content-type": "text/html; charset=UTF-8"}


@pytest.mark.parametrize(
    ("status", "headers", "body", "why", "wait_s"),
    [
        (401, {}, '{"code": "Unauthorized"}', "auth_failed", 3600),
        (403, {"content-type": "application/json"}, '{"error": "disallowed"}', "auth_failed", 3600),
        (400, {}, "[ERROR 400] Invalid or missing API key", "auth_failed", 3600),
        (400, {}, '[ERROR 400] "per_page" is out of valid range.', "unreadable", None),
        (403, HTML, "<!DOCTYPE html><title>Just a moment...</title>", "blocked", 900),
        (429, HTML, "<html>Just a moment...</html>", "blocked", 900),
        (403, {"cf-mitigated": "challenge"}, "", "blocked", 900),
        (403, {}, "\n <html><body>Access denied by your proxy</body>", "blocked", 900),
        (429, {"x-ratelimit-reset": "17"}, "API rate limit exceeded", "rate_limited", 17),
        (429, {"retry-after": "5"}, "", "rate_limited", 5),
        (429, {"x-ratelimit-reset": "soon"}, "", "rate_limited", 300),
        (429, {}, "", "rate_limited", 300),
        (500, {}, "", "away", None),
        (404, {}, "", "missing", None),
        (302, {}, "", "unreadable", None),
    ],
)
def test_what_a_refusal_means(status: int, headers: dict[str, str], body: str, why: str, wait_s: float | None) -> None:
    answer = httpx.Response(status, headers=headers, content=body.encode())
    assert site(Pexels).site._meaning(answer) == (why, wait_s)


# --- which clip -----------------------------------------------------------------------------------------------------


def clip(name: str = "1", **known: Any) -> Candidate:
    usual = {"words": "a heron stands in a pond", "duration_s": 8, "width": 1920, "height": 1080, "fps": 30}
    return Candidate(source="pexels", id=name, author=known.pop("author", f"by {name}"), **{**usual, **known})


def best(*clips: Candidate, wanted: Wanted = WIDE, **more: Any) -> list[str]:
    need = Need(words=("heron", "pond"), wanted=wanted, **more)
    fit = usable(clips, need)
    return [one.candidate.id for one in ranked(fit, said_matches(fit, need.words), need)]


@pytest.mark.parametrize(
    "worse",
    [
        {"words": "a heron in the sky"},
        {"width": 1080, "height": 1920},
        {"duration_s": 3.4},
        {"duration_s": 60},
        {"fps": 15},
        {"width": 640, "height": 560},
        {"words": ""},
    ],
    ids=str,
)
def test_the_better_clip_comes_first(worse: dict[str, Any]) -> None:
    assert best(clip("worse", **worse), clip("better"))[0] == "better"


@pytest.mark.parametrize(
    "unfit",
    [
        {"words": "a duck on a lake"},
        {"words": "people at a market"},
        {"duration_s": 3.1},
        {"width": 640, "height": 360},
        {"words": "a heron in a pond, drawn as a cartoon"},
    ],
    ids=str,
)
def test_a_clip_that_does_not_fit_is_none(unfit: dict[str, Any]) -> None:
    assert best(clip(**unfit), unwanted=("cartoons",)) == []


def test_who_and_what_was_seen_does_not_come_again() -> None:
    clips = [clip("1"), clip("2"), clip("3", author="Ada"), clip("4", author="Bo"), clip("5")]
    shown = Shown(
        film=frozenset({"pexels:1"}), authors={"pexels:Ada": 2, "pexels:Bo": 1}, lately=frozenset({"pexels:2"})
    )
    assert best(*clips, shown=shown) == ["5", "4"]
    assert best(*clips, shown=shown, taken=("pexels:5",)) == ["4"]


def test_words_of_another_form_are_the_same() -> None:
    assert overlap(["running", "dogs"], "A dog runs on a beach") == 1.0
    assert overlap(["red", "fox"], "A fox") == pytest.approx(2 / 3)
    assert overlap(["fox"], "12345 -") == 0.0
    assert overlap(["fox"], "") is None
    assert overlap([], "fox") is None


def test_agencies_are_no_authors_who_come_too_often() -> None:
    assert Candidate(source="nasa", id="a", author="NASA JSC").named == NamedClip("nasa:a", "")


# --- what is looked for ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("red fox, snow!", ("red", "fox", "snow")),
        ("The FOX and the fox", ("fox",)),
        ("café crème", ("café", "crème")),
        ("the", ("the",)),
        ("  ", ()),
        ("...", ()),
        ("hand-made bread's crust", ("hand-made", "bread's", "crust")),
        ("one two three four five six seven", ("one", "two", "three", "four", "five", "six")),
        ("狐 雪", ("狐", "雪")),
    ],
)
def test_the_words_of_a_query(query: str, words: tuple[str, ...]) -> None:
    assert search_words(query) == words


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        (("fox",), [("fox",)]),
        (("red", "fox"), [("red", "fox"), ("fox",)]),
        (("fox", "snow"), [("fox", "snow"), ("fox",)]),
        (
            ("old", "steam", "train", "bridge"),
            ["old steam train bridge", "steam train bridge", "steam bridge", "steam"],
        ),
        (("red", "blue"), [("red", "blue"), ("red",)]),
    ],
)
def test_fewer_words_are_about_the_same(words: tuple[str, ...], steps: list[Any]) -> None:
    assert ladder(words) == [tuple(one.split()) if isinstance(one, str) else one for one in steps]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("pexels:2834230", ("pexels", "2834230")),
        (" nasa:JSC 4 Clip ", ("nasa", "JSC 4 Clip")),
        ("youtube:1", None),
        ("pexels: a fox", None),
        ("fox:snow", None),
    ],
)
def test_a_clip_is_named_by_its_site_and_its_id(query: str, named: tuple[str, str] | None) -> None:
    assert clip_named(query) == named


def test_a_preview_is_judged_by_what_it_shows_rather() -> None:
    import numpy as np

    shown, other = _shares(np.array([[0.29, 0.24, 0.2], [0.18, 0.26, 0.2]], np.float32), 100.0)
    assert shown > 0.98
    assert other < 0.01


@pytest.mark.parametrize(
    ("frame", "first"),
    [
        ((1280, 720), 720),
        ((854, 480), 540),
        ((1920, 1080), 1080),
        ((720, 1280), 1080),
        ((480, 854), 720),
        ((1080, 1080), 1080),
    ],
)
def test_the_smallest_file_that_fills_the_frame_is_taken(frame: tuple[int, int], first: int) -> None:
    sizes = ((3840, 2160), (1920, 1080), (1280, 720), (960, 540), (640, 360))
    files = tuple(Rendition(url="https://pexels.com/", width=wide, height=high) for wide, high in sizes)
    found = Wanted(width=frame[0], height=frame[1], duration_s=3).best_of(files)
    assert found[0].height == first
    assert Wanted(width=1280, height=720, duration_s=3).best_of(files[3:]) == []


def test_sites_are_asked_with_a_key_or_where_they_are_switched_on() -> None:
    settings = VendorSettings(pixabay_api_key=SecretStr("a-key-of-pixabay"))
    assert switched_on(settings, ("nasa",)) == [Pixabay, Nasa]
    assert switched_on(VendorSettings(), ()) == []
