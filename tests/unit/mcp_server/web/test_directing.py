"""Films made without an agent: a wish or an article becomes a draft, is directed, and approved once."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from footage.caller import LOCAL
from footage.ports.drafts import Draft
from media import ffmpeg
from tests.film_site import FilmSite
from tests.plain_http import http
from tests.studio_site import OURS, StudioSite, Visitor, sent, studio_site

pytestmark = pytest.mark.slow

ARTICLE = (
    "# The night bus\n\nForty-one people took it in March. By July there were 310.\n\n"
    "## What it costs\n\nA ride is two euros. The bus pays for itself.\n"
)


def png() -> bytes:
    """A picture."""
    file = io.BytesIO()
    Image.new("RGB", (320, 180), "orange").save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioSite]:
    with studio_site(tmp_path_factory.mktemp("home"), approve_above_usd=0.0001) as opened:
        yield opened


@pytest.fixture(scope="module")
def ann(site: StudioSite) -> Visitor:
    return site.visitor("Ann")


@pytest.fixture(scope="module")
def ben(site: StudioSite) -> Visitor:
    return site.visitor("Ben", "approver")


def sends(who: Visitor, path: str, files: Any = None, **fields: str) -> httpx.Response:
    """A form with files, as a browser sends it."""
    parts = files or {"file:none": ("", b"")}
    return http.post(f"{who.site.base}{path}", data=fields, files=parts, headers=sent(who.cookies, OURS))


def begun(who: Visitor, **fields: str) -> str:
    """A new draft's id."""
    answer = sends(who, "/make", **{"from": "words", **fields})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].rpartition("/")[2])


def draft_of(who: Visitor, draft_id: str) -> Draft:
    return who.site.books.drafts.for_(LOCAL).get(draft_id)


def told(answer: httpx.Response) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def approval(who: Visitor, draft_id: str) -> dict[str, str]:
    """What the button at the foot of a plan sends."""
    page = who.get(f"/plan/{draft_id}").text
    form = page[page.index(f"/plan/{draft_id}/approve") :]
    return dict(re.findall(r'name="(seen|price|backend)" value="([^"]*)"', form))


def test_a_wish_becomes_a_draft_with_a_frame_for_each_scene(ann: Visitor) -> None:
    draft_id = begun(ann, prompt="a fox in the snow, then a lighthouse", duration_s="8", backend="storyboard")
    page = ann.get(f"/plan/{draft_id}")
    assert (page.status_code, "Make it, free" in page.text) == (200, True)
    frames = sorted(set(re.findall(r'src="/studio(/plan/[^"]+\.jpg)"', page.text)))
    assert len(frames) == len(draft_of(ann, draft_id).content.document["plan"]["beats"])  # type: ignore[index]
    frame = ann.get(frames[0])
    assert (frame.content[:3], frame.headers["cache-control"]) == (
        b"\xff\xd8\xff",
        "private, max-age=31536000, immutable",
    )
    assert ann.get(frames[0].replace(".jpg", "0.jpg")).headers["cache-control"] == "no-store"
    assert ann.get(frames[0].replace("frame/0", "frame/99")).status_code == 404
    assert "a fox in the snow" in ann.get("/plan").text


def test_edits_are_steps_that_are_taken_back(ann: Visitor) -> None:
    draft_id = begun(ann, prompt="a fox in the snow, then a lighthouse", duration_s="8", backend="storyboard")
    assert sends(ann, f"/plan/{draft_id}/scene/b1", seen="1", titles="Night", time_of_day="night").status_code == 303
    beat = draft_of(ann, draft_id).content.document["plan"]["beats"][0]  # type: ignore[index]
    assert (beat["titles"], beat["time_of_day"]) == (["Night"], "night")
    assert sends(ann, f"/plan/{draft_id}/scene/b1", seen="2", titles="Night").status_code == 303
    assert draft_of(ann, draft_id).version == 2  # nothing was changed
    for path, fields in (
        ("move", {"scene": "b1", "to": "later"}),
        ("add", {"after": "b2"}),
        ("leave-out", {"scene": "b3"}),
        ("scene/b2", {"subject": "🚲", "subjects": "lighthouse"}),
    ):
        assert ann.post(f"/plan/{draft_id}/{path}", OURS, seen="2", **fields).status_code == 303
    document = draft_of(ann, draft_id).content.document
    assert document
    assert (document["ids"], document["plan"]["beats"][0]["subjects"]) == (["b2", "b1"], ["lighthouse", "🚲"])
    for _ in range(5):
        assert ann.post(f"/plan/{draft_id}/undo", seen="99").status_code == 303
    assert draft_of(ann, draft_id).content.document["edited"] is False  # type: ignore[index]
    version = draft_of(ann, draft_id).version
    assert ann.post(f"/plan/{draft_id}/undo", seen="99").status_code == 303
    assert draft_of(ann, draft_id).version == version


def test_another_style_of_edited_scenes_comes_with_its_own_colours(ann: Visitor) -> None:
    draft_id = begun(ann, prompt="a fox in the snow, then a lighthouse", duration_s="8", backend="storyboard")
    ann.post(f"/plan/{draft_id}/scene/b1", seen="1", titles="Mine")
    before = draft_of(ann, draft_id).content.document["plan"]  # type: ignore[index]
    assert ann.post(f"/plan/{draft_id}/whole", seen="2", style="neon").status_code == 303
    after = draft_of(ann, draft_id).content.document["plan"]  # type: ignore[index]
    assert (after["style"], after["beats"][0]["titles"]) == ("neon", ["Mine"])
    assert after["palette"] != before["palette"]
    assert "/approve" in ann.get(f"/plan/{draft_id}").text


def test_what_is_wrong_is_kept_and_named_at_its_field_and_cannot_be_approved(ann: Visitor) -> None:
    draft_id = begun(ann, **{"from": "article", "source_text": ARTICLE, "duration_s": "20", "narration": "off"})
    sends(ann, f"/plan/{draft_id}/scene/s1", seen="1", kind="figure")
    sends(ann, f"/plan/{draft_id}/scene/s1", seen="2", **{"show.value": "many", "say": "Nobody counted 999."})
    page = ann.get(f"/plan/{draft_id}")
    assert 'aria-describedby="f-s1-show-value-e"' in page.text
    assert "has no digit in it" in page.text
    assert "/approve" not in page.text
    assert "put right first" in told(page)
    sends(ann, f"/plan/{draft_id}/scene/s1", seen="3", **{"show.value": "310"})
    assert "Not in the article: 999" in told(ann.get(f"/plan/{draft_id}"))
    assert "/approve" in ann.get(f"/plan/{draft_id}").text


def test_two_people_who_edit_one_draft_are_told(ann: Visitor, ben: Visitor) -> None:
    draft_id = begun(ann, prompt="a boat", duration_s="4", backend="storyboard")
    assert ann.post(f"/plan/{draft_id}/scene/b1", seen="1", titles="Hers").status_code == 303
    refused = ben.post(f"/plan/{draft_id}/scene/b1", seen="1", titles="His words")
    assert refused.status_code == 409
    assert "Ann has changed this meanwhile" in refused.text
    assert '<pre class="kept">His words</pre>' in refused.text
    assert draft_of(ann, draft_id).content.document["plan"]["beats"][0]["titles"] == ["Hers"]  # type: ignore[index]
    assert ben.post(f"/plan/{draft_id}/scene/b1", seen="2", titles="His words").status_code == 303


def test_two_people_who_approve_at_once_pay_once(site: StudioSite, ann: Visitor, ben: Visitor) -> None:
    draft_id = begun(ann, prompt="a boat on the sea", duration_s="2", backend="fake")
    fields = approval(ann, draft_id)
    assert float(fields["price"]) > 0
    assert f"Approve, up to ${float(fields['price']):.2f}" in ann.get(f"/plan/{draft_id}").text
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda who: who.post(f"/plan/{draft_id}/approve", OURS, **fields), (ann, ben, ann, ben))
        )
    assert {one.status_code for one in answers} == {303}, [told(one) for one in answers]
    (made,) = draft_of(ann, draft_id).jobs
    jobs = [
        one for one in site.services.jobs.for_(LOCAL).newest(status=None, limit=50) if one.title == "a boat on the sea"
    ]
    assert [one.job_id for one in jobs] == [made.job_id]
    assert ann.post(f"/plan/{draft_id}/approve", OURS, **fields).status_code == 303
    assert len(draft_of(ann, draft_id).jobs) == 1
    assert "It is made: see it" in ann.get(f"/plan/{draft_id}").text


def test_nothing_is_made_that_differs_from_what_was_seen(ann: Visitor) -> None:
    draft_id = begun(ann, prompt="a boat on a lake", duration_s="2", backend="fake")
    fields = approval(ann, draft_id)
    assert "not by other" in told(ann.post(f"/plan/{draft_id}/approve", OURS, **{**fields, "backend": "other"}))
    assert ann.post(f"/plan/{draft_id}/approve", OURS, **{**fields, "price": "0.0001"}).status_code == 409
    ann.post(f"/plan/{draft_id}/whole", seen="1", duration_s="3")
    assert "changed since you looked" in told(ann.post(f"/plan/{draft_id}/approve", OURS, **fields))
    assert draft_of(ann, draft_id).jobs == ()


def test_viewers_look_and_change_nothing_and_other_teams_see_nothing(site: StudioSite, ann: Visitor) -> None:
    draft_id = begun(ann, prompt="a boat", duration_s="4", backend="storyboard")
    vic, eve = site.visitor("Vic", "viewer"), site.visitor("Eve", "owner", "others")
    page = vic.get(f"/plan/{draft_id}")
    assert (page.status_code, "Who may approve sees the price" in page.text, ".jpg" in page.text) == (200, True, True)
    assert vic.post(f"/plan/{draft_id}/scene/b1", seen="1", titles="x").status_code == 403
    assert vic.post(f"/plan/{draft_id}/approve", seen="1", price="0", backend="storyboard").status_code == 403
    assert vic.get("/make").status_code == 403
    assert eve.get(f"/plan/{draft_id}").status_code == 404
    assert eve.post(f"/plan/{draft_id}/undo", seen="1").status_code == 404
    assert draft_id not in eve.get("/plan").text


def test_files_come_with_forms_and_are_used(ann: Visitor) -> None:
    files = {"file:source_file": ("post.md", ARTICLE.encode())}
    answer = sends(ann, "/make", files, **{"from": "article", "duration_s": "20", "narration": "off"})
    assert answer.status_code == 303, told(answer)
    draft_id = answer.headers["location"].rpartition("/")[2]
    assert draft_of(ann, draft_id).source.startswith("footage://upload/upload_")
    sends(ann, f"/plan/{draft_id}/scene/s1", seen="1", kind="picture")
    assert "there are no pictures here" in told(ann.get(f"/plan/{draft_id}"))
    picture = {"file:show.image": ("bus.png", png(), "image/png")}
    assert sends(ann, f"/plan/{draft_id}/scene/s1", picture, seen="2", **{"show.image": "p1"}).status_code == 303
    page = ann.get(f"/plan/{draft_id}")
    assert "/approve" in page.text, told(page)
    assert (
        sends(ann, "/make", {"file:source_file": ("x.bin", b"\0\1\2" * 99)}, **{"from": "article"}).status_code == 422
    )


@pytest.mark.parametrize(
    "body",
    [
        b"--Y\r\nbroken",
        b'--X\r\nContent-Disposition: form-data; name="source_text"\r\n\r\n' + b"a" * (5 << 19) + b"\r\n--X--\r\n",
    ],
)
def test_a_form_that_is_broken_or_too_long_is_refused_in_words(ann: Visitor, body: bytes) -> None:
    headers = sent(ann.cookies, {**OURS, "Content-Type": "multipart/form-data; boundary=X"})
    answer = http.post(f"{ann.site.base}/make", content=body, headers=headers)
    assert (answer.status_code, "did not come whole" in told(answer)) == (422, True), told(answer)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"from": "words", "prompt": " "}, "prompt is"),
        ({"from": "words", "prompt": "a boat", "duration_s": "soon"}, "duration_s"),
        ({"from": "article"}, "There is no article yet"),
        ({"from": "article", "source_text": ARTICLE, "source_url": "example.com/post"}, "more than one article"),
        ({"from": "article", "source_text": ARTICLE, "duration_s": "5"}, "duration_s"),
    ],
)
def test_what_is_wrong_with_a_wish_is_said_beside_it(ann: Visitor, fields: dict[str, str], said: str) -> None:
    answer = sends(ann, "/make", **fields)
    assert (answer.status_code, said in told(answer)) == (422, True), told(answer)
    for text in fields.values():
        assert text.strip()[:20] in answer.text


def test_subjects_are_found_as_one_types(ann: Visitor) -> None:
    assert "lighthouse" in ann.get("/subjects?form=form-b1&q=lightho").text
    assert 'value="🚲"' in ann.get("/subjects?q=bicyc").text or 'value="bicycle"' in ann.get("/subjects?q=bicyc").text
    assert "Nothing like that" in ann.get("/subjects?q=qqqqqqqqqqqq").text
    assert "button" not in ann.get("/subjects?q=").text


@pytest.fixture(scope="module")
def film(site: StudioSite) -> str:
    """A job of the team that has made a film with captions."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "film.mp4"
        drawn = ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=24:d=1", "-c:v", "libx264", "-pix_fmt", "yuv420p"]
        ffmpeg.run([*drawn, f"file:{file}"], duration_s=1)
        return FilmSite(site.running.app, site.services, site.base, site.home).a_film(file, title="A clip")


def captioning(who: Visitor, film: str) -> str:
    answer = who.post("/captions", video=film)
    assert answer.status_code == 303, told(answer)
    return str(answer.headers["location"].removeprefix("/studio"))


def test_captions_begin_with_those_that_a_film_has_and_are_seen_on_its_frame(ann: Visitor, film: str) -> None:
    path = captioning(ann, film)
    assert captioning(ann, film) == path  # gone on with
    page = ann.get(path)
    assert ">hello</textarea>" in page.text
    (frame,) = set(re.findall(r'src="/studio(/captions/[^"]+\.jpg)"', page.text))
    assert ann.get(frame).content[:3] == b"\xff\xd8\xff"
    assert ann.post(f"{path}/cue/c1", seen="1", text="Hello, world", start_s="0.1").status_code == 303
    assert ann.post(f"{path}/look", seen="1", style="box").status_code == 303
    page = ann.get(path)
    assert "Hello, world" in page.text
    assert frame not in page.text
    stale = ann.get(frame)
    assert (stale.status_code, stale.headers["cache-control"]) == (200, "no-store")


def test_captions_that_cannot_be_are_named_and_not_made(ann: Visitor, film: str) -> None:
    path = captioning(ann, film)
    seen = re.findall(r'name="seen" value="(\d+)"', ann.get(path).text)[0]
    refused = ann.post(f"{path}/cue/c1", seen=seen, text="kept words", start_s="soon")
    assert refused.status_code == 422
    assert "is no time" in refused.text
    assert '<pre class="kept">kept words</pre>' in refused.text
    ann.post(f"{path}/cue/c1", seen=seen, start_s="5", end_s="6")
    page = ann.get(path)
    assert 'id="wrong-c1"' in page.text
    assert "/make" not in page.text.replace("/studio/make", "")
    assert ann.post(f"{path}/make", seen=seen).status_code == 422
    subtitles = "1\n00:00:00,000 --> 00:00:00,900\nBrought\n"
    assert sends(ann, f"{path}/subtitles", seen="99", subtitles=subtitles).status_code == 303
    assert ">Brought</textarea>" in ann.get(path).text
    made = ann.post(f"{path}/make", seen="99")
    assert (made.status_code, made.headers["location"].startswith("/studio/films/job_")) == (303, True)
    assert ann.post(f"{path}/make", seen="99").headers["location"] == made.headers["location"]


def test_captions_frames_and_takes_are_their_teams_alone(site: StudioSite, ann: Visitor, film: str) -> None:
    path = captioning(ann, film)
    (frame,) = set(re.findall(r'src="/studio(/captions/[^"]+\.jpg)"', ann.get(path).text))
    eve, vic = site.visitor("Eve", "owner", "others"), site.visitor("Vic", "viewer")
    takes = path.replace("captions", "takes")
    for asked in (path, frame, takes, f"/enhance/{film}", f"/compare/{film}", f"/compare/{film}/after.jpg?at=0"):
        assert (asked, eve.get(asked).status_code) == (asked, 404)
    assert eve.post("/captions", video=film).status_code == 404
    assert (vic.get(path).status_code, "disabled" in vic.get(path).text) == (200, True)
    assert vic.post(f"{path}/look", seen="1", style="box").status_code == 403
    assert ann.get(f"/compare/{film}/after.jpg?at=0.2").content[:3] == b"\xff\xd8\xff"
    assert ann.get(f"/compare/{film}/before.jpg?at=0.2").status_code == 404  # it was made from no other film
    assert ann.get(f"/compare/{film}/after.jpg?at=nan").status_code == 400
    assert ann.get(f"/compare/{film}").status_code == 404
