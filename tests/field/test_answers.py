"""What an agent gets to see: in words and in data, each whole by itself, and neither of them large."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from mcp import MCPError, types
from PIL import Image

from films.previews import KEPT, keep
from footage.answers import (
    IN_VAIN,
    AttemptSummary,
    BackendSpend,
    Budget,
    BudgetState,
    Cap,
    Considered,
    Cost,
    DaySpend,
    Enhancement,
    EnhancementStep,
    ErrorInfo,
    InDoubt,
    JobBrief,
    Route,
    Video,
    VideoJob,
)
from footage.plain_text import shortened
from footage.verdicts import Coherence, Fault, Quality, Visual
from mcp_server.protocol import prompts
from media import ffmpeg
from media.contact_sheet import MAX_SHEET_BYTES, small_jpeg, stills
from media.probe import probe
from tools import check_budget, list_jobs
from tools.brief import brief
from tools.outlines import beats_in_short
from tools.telling import has_new_film, told

pytestmark = pytest.mark.anyio

TEXT_TOKENS, DATA_TOKENS = 250, 710
JOB = "job_0123456789abcdef0123"
FOLDER = f"/home/somebody/.footage/media/{JOB}"
MADE = datetime(2026, 3, 1, 12, tzinfo=UTC)
AFTER = f"call add_captions or edit_video (9:16, GIF, logo) with video={JOB!r}"
NEXT = f"Look at the contact sheet, then give the user the path, or {AFTER}."
NO_CLIP = "Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull"


def tokens(text: str) -> float:
    """As a rule of thumb has it."""
    return len(text) / 4


def video(folder: str = FOLDER, **more: Any) -> Video:
    usual: dict[str, Any] = {
        "uri": f"footage://video/{JOB}",
        "path": f"{folder}/video.mp4",
        "url": None,
        "poster": f"{folder}/poster.jpg",
        "contact_sheet": f"{folder}/contact_sheet.jpg",
        "embed_html": "<figure>" + "x" * 660,
        "duration_s": 8.0,
        "width": 1280,
        "height": 720,
        "fps": 24.0,
        "size_bytes": 2_000_000,
        "sha256": "f" * 64,
        "has_audio": True,
    }
    return Video(**{**usual, **more})


def quality(verdict: str = "accept", *, faults: int = 0) -> Quality:
    found = [
        Fault(kind="frozen", start_s=n, end_s=n + 1, reason=f"the picture stands still for {n} s")
        for n in range(faults)
    ]
    return Quality(
        status="partial",
        verdict=verdict,  # type: ignore[arg-type]
        conforms=True,
        score=0.91,
        coherence=Coherence(
            overall=0.97, min=0.9, max=1, per_pair=[0.97] * 29, drift=0.9, cuts_s=[1.0] * 9, flagged=found, passed=True
        ),
        prompt_match=None,
        technical=1.0,
        visual=Visual(
            score=0.812, worst=0.701, worst_at_s=11.0, content="camera", signs=["blocky", "smeared"], clip_iqa=0.6123
        ),
        motion=0.13,
        smoothness=0.99,
        faults=found,
        reasons=[*(f"{one.start_s:.1f}-{one.end_s:.1f} s: {one.reason} ({one.kind})." for one in found), NO_CLIP],
        unavailable={"prompt_match": NO_CLIP, "conformance": "It is not known what was asked for."},
    )


def route(backend: str = "storyboard", **more: Any) -> Route:
    rejected = [
        Considered(backend=f"vendor_{n}", score=None, cost_usd=None, rejected="no key: set VENDOR_API_KEY to use it")
        for n in range(11)
    ]
    chosen = Considered(backend=backend, score=0.5, cost_usd="0.40", rejected=None)
    tries = [
        AttemptSummary(backend=backend, part="", outcome="succeeded", error_code=None, cost_usd="0.04", elapsed_s=1.234)
    ]
    usual: dict[str, Any] = {
        "backend": backend,
        "model": f"{backend}-1",
        "reason": f"{backend} ranks first of 3 for priority balanced at up to $0.40.",
        "degraded": False,
        "considered": [chosen, *rejected],
        "attempts": tries,
    }
    return Route(**{**usual, **more})


def enhancement(*, changed: bool) -> Enhancement:
    names = ("noise", "flicker", "shake", "sharpness", "banding", "black", "middle", "white", "cast", "motion")
    before: dict[str, float | None] = dict.fromkeys(names, 0.324)
    why = "" if changed else IN_VAIN
    tried = [EnhancementStep(operation="color", reason=f"{why}flicker rose from 0.6 to 2.7")]
    left = [EnhancementStep(operation=name, reason=f"{name} 0.32 is below 2.50") for name in names[:8]]
    return Enhancement(
        preset="standard",
        changed=changed,
        reason="what was measured is better now" if changed else "flicker rose from 0.6 to 2.7",
        applied=tried if changed else [],
        skipped=left if changed else [*tried, *left],
        before=before,
        after={**before, "white": 0.82},
        ssim=0.93,
    )


def a_job(tool: str = "generate_video", **more: Any) -> VideoJob:
    usual: dict[str, Any] = {
        "job_id": JOB,
        "tool": tool,
        "status": "completed",
        "progress": 1.0,
        "message": "Done",
        "next_step": NEXT,
        "video": video(),
        "route": None,
        "cost": None,
        "budget": BudgetState(spent_usd="0.04", held_usd="0.00", remaining_usd="19.96"),
        "quality": quality(),
        "error": None,
        "created_at": MADE,
        "expires_at": None,
    }
    return VideoJob(**{**usual, **more})


COST = Cost(quoted_usd="0.40", charged_usd="0.35", price_source="price list of the vendor", price_as_of="2026-02-01")
SUBTITLES = f"{FOLDER}/captions.srt"
OWN = "/home/somebody/films/mine.mp4"
NOTES = "12 times were put right (cues 3, 4, 9); a page has too little contrast, so it got a plate"
FILMED = {"scene": 1, "order": ["veo"], "cost_usd": "0.10", "request": {"prompt": "x" * 600}}
JOBS: Mapping[str, tuple[VideoJob, Sequence[str]]] = {
    "drawn": (
        a_job(route=route(), cost=COST),
        ["drawn storyboard", "Verdict: accept", "poster.jpg", "contact_sheet.jpg"],
    ),
    "paid": (
        a_job(route=route("veo", degraded=True), cost=COST),
        ["veo", "$0.35 of at most $0.40", "$19.96 left", "Something better was asked for"],
    ),
    "bad": (
        a_job(route=route("veo"), cost=COST, quality=quality("retry", faults=9)),
        ["Verdict: retry", "the picture stands still", "$0.35"],
    ),
    "captions": (
        a_job("add_captions", video=video(subtitles=SUBTITLES), message=f"Done; {NOTES}"),
        ["captions.srt", "12 times were put right", "video.mp4"],
    ),
    "subtitles alone": (
        a_job("add_captions", video=video(path=OWN, subtitles=SUBTITLES), message=f"Done; {NOTES}"),
        ["unchanged", OWN, FOLDER, "captions.srt", "12 times were put right"],
    ),
    "enhanced": (
        a_job(
            "enhance_quality",
            message="Done: color; what was measured is better now",
            enhancement=enhancement(changed=True),
        ),
        ["Done: color", "white 0.324 -> 0.82"],
    ),
    "nothing to enhance": (
        a_job(
            "enhance_quality",
            video=video(path=OWN),
            message="The original is kept: flicker rose from 0.6 to 2.7",
            enhancement=enhancement(changed=False),
        ),
        ["unchanged", "The original is kept", "Tried in vain: color", OWN],
    ),
    "article": (
        a_job(
            "blog_to_video",
            route=route(reason="Every scene is drawn.", attempts=[], scenes=[FILMED] * 4),
            cost=COST,
            video=video(subtitles=SUBTITLES),
            message="Done. Every scene is drawn. There is no narration: no voice speaks its language.",
        ),
        ["There is no narration", "captions.srt"],
    ),
    "check": (
        a_job(
            "check_quality",
            video=video(path=OWN, timeline=f"{FOLDER}/timeline.jpg"),
            message="Verdict: retry, 0.91 of 1. The picture stands still.",
            quality=quality("retry", faults=9),
        ),
        ["Verdict: retry", "The picture stands still", OWN, "timeline.jpg"],
    ),
}


@pytest.mark.parametrize("name", JOBS)
def test_words_and_data_of_a_finished_job_are_small_and_each_says_all(name: str) -> None:
    job, facts = JOBS[name]
    text = told(job)
    assert job.video is not None
    for fact in (JOB, str(job.video.path), job.next_step, *facts):
        assert fact in text
    shown = brief(job, is_new_film=has_new_film(job))
    assert tokens(text) <= TEXT_TOKENS
    assert tokens(shown.model_dump_json()) <= DATA_TOKENS
    only_sometimes = {field for field, one in VideoJob.model_fields.items() if one.exclude_if}
    assert shown.model_dump().keys() | only_sometimes == VideoJob.model_fields.keys()
    assert (shown.next_step, shown.cost, shown.budget, shown.error) == (job.next_step, job.cost, job.budget, job.error)
    kept = {"embed_html": ""}
    assert shown.video is not None
    assert shown.video.model_copy(update=kept) == job.video.model_copy(update=kept)
    assert shown.quality is not None
    assert job.quality is not None
    assert shown.quality.verdict == job.quality.verdict
    assert shown.quality.reasons[0] == job.quality.reasons[0]
    assert not [one for one in (shown.route.considered if shown.route else []) if one.rejected]


def test_many_notes_are_cut_and_nothing_else_is() -> None:
    wordy = a_job(route=route("veo"), cost=COST, message="Done. " + "A note that goes on. " * 200)
    text = told(wordy)
    assert tokens(text) <= TEXT_TOKENS
    assert "…" in text
    assert all(part in text for part in ("$0.35", FOLDER, "Verdict: accept", NEXT))
    assert len(brief(wordy, is_new_film=True).message) <= 1000


def test_a_signed_address_of_a_poster_is_left_to_the_data() -> None:
    signed = "https://storage.googleapis.com/films/poster.jpg?X-Goog-Signature=" + "a" * 600
    text = told(a_job(video=video(poster=signed, path=None, url="https://cdn.test/video.mp4", contact_sheet=None)))
    assert "Film: https://cdn.test/video.mp4 Verdict" in text
    assert signed not in text


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (a_job(status="working", progress=0.4, message="veo is rendering", video=None), "is working (40%, veo is"),
        (
            a_job(
                status="failed",
                video=None,
                cost=COST,
                error=ErrorInfo(code="vendor_failed", message="It broke.", hint="Call again.", retryable=True),
                next_step="Call again.",
            ),
            "failed (vendor_failed): It broke. Charged: $0.35 of at most $0.40 ($19.96 left). Call again.",
        ),
        (
            a_job(
                status="cancelled",
                video=None,
                cost=COST.model_copy(update={"charged_usd": "0.00"}),
                error=ErrorInfo(code="cancelled", message="The job was cancelled.", hint="", retryable=False),
                next_step="Start a new job.",
            ),
            "was cancelled: The job was cancelled. Charged: $0.00 of at most $0.40. Start a new job.",
        ),
        (
            a_job(
                status="failed",
                video=None,
                cost=COST,
                error=ErrorInfo(code="in_doubt", message="Nobody knows.", hint="Look.", retryable=False),
                next_step="Look.",
            ),
            "Charged so far: $0.35. Up to $0.40 stays held until that is known",
        ),
    ],
    ids=["working", "failed", "cancelled", "in doubt"],
)
def test_a_job_without_a_film_is_told_with_what_it_cost(job: VideoJob, said: str) -> None:
    assert said in told(job)
    assert "  " not in told(job)


def test_the_budget_is_told_with_who_got_it_when_and_what_is_in_doubt() -> None:
    doubt = [
        InDoubt(job_id=JOB, backend="veo", held_usd="0.40", since=MADE, what_to_check=f"Look in veo's console {n}.")
        for n in range(4)
    ]
    budget = Budget(
        period="month",
        spent_usd="3.50",
        held_usd="1.60",
        remaining_usd="14.90",
        caps=[
            Cap(name="month", cap_usd="20.00", remaining_usd="14.90"),
            Cap(name="day", cap_usd="5.00", remaining_usd="5.00"),
        ],
        by_backend=[BackendSpend(backend=f"b{n}", spent_usd="0.50", jobs=n) for n in range(7)],
        by_day=[DaySpend(day=date(2026, 3, 1) + timedelta(n), spent_usd="0.11") for n in range(31)],
        forecast_usd="7.123456",
        in_doubt=doubt,
        warning=None,
        no_spend=False,
        time_zone="UTC",
        message="$3.50 spent and $1.60 held (month); $14.90 can still be spent.",
    )
    text = check_budget.told(budget)
    for fact in (
        "$14.90 can",
        "b0 $0.50",
        "2026-03-01 $0.11",
        "day $5.00 ($5.00 left)",
        "$7.12",
        "$0.40 at veo",
        "and 26",
    ):
        assert fact in text
    assert "Look in veo's console 0." in text
    assert tokens(text) <= TEXT_TOKENS


def test_a_list_of_jobs_says_where_films_are_and_what_they_cost() -> None:
    jobs = [
        JobBrief(
            job_id=f"job_{n:020x}",
            tool="generate_video",
            status="completed",
            progress=1,
            title="A lighthouse in a storm at night, with a title that is long",
            path=f"/home/somebody/.footage/media/job_{n:020x}/video.mp4",
            charged_usd="0.35",
            error_code=None,
            created_at=MADE,
        )
        for n in range(8)
    ]
    own = jobs[0].model_copy(update={"path": OWN, "charged_usd": "0.00"})
    lost = jobs[0].model_copy(update={"status": "failed", "path": None, "error_code": "in_doubt"})
    text = list_jobs.told("10 jobs, newest first.", [*jobs, own, lost])
    assert "/home/somebody/.footage/media/JOB_ID/video.mp4" in text
    assert f"at {OWN}" in text
    assert text.count("$0.35") == 9
    assert "failed (in_doubt)" in text
    assert tokens(text) <= TEXT_TOKENS


def test_a_dry_run_is_told_scene_by_scene_as_far_as_that_fits() -> None:
    beat = {
        "duration_s": 4.0,
        "subjects": ["lighthouse"],
        "setting": "sea",
        "time_of_day": "dawn",
        "weather": "rain",
        "camera": "pull",
        "titles": ["Hold the light"],
        "card": None,
    }
    plan = {"style": "neon", "palette": {"accent": "#cd89f5"}, "beats": [beat] * 40}
    text = beats_in_short(plan)
    assert 'lighthouse sea dawn rain, camera pull, "Hold the light"' in text
    assert all(part in text for part in ("neon", "#cd89f5", "`plan`", "more"))
    assert tokens(text) <= TEXT_TOKENS - 80  # beside what comes before it


@pytest.mark.parametrize(("text", "most", "short"), [("one two", 7, "one two"), ("one two three", 9, "one two…")])
def test_a_text_is_cut_at_a_word(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short
    assert len(shortened("x" * 50, most)) <= most


# --- pictures ---------------------------------------------------------------------------------------------------


def test_a_sheet_is_small_and_shows_no_empty_moments(tmp_path: Path) -> None:
    film = tmp_path / "cards.mp4"
    # Nine cards of a second, each blank for a fifth of a second at its beginning.
    cards = "testsrc2=s=320x180:r=20:d=9,drawbox=t=fill:color=white:enable='between(mod(t,1),0.1,0.3)'"
    ffmpeg.run(["-f", "lavfi", "-i", cards, "-pix_fmt", "yuv420p", "-preset", "ultrafast", str(film)])
    sheet = stills(probe(film)).contact_sheet
    with Image.open(io.BytesIO(sheet)) as image:
        assert 760 <= image.width <= 768
        grey = image.convert("L")
        tiles = [
            grey.crop((256 * c + 20, 144 * r + 20, 256 * c + 230, 144 * r + 110)) for r in range(3) for c in range(3)
        ]
    assert all(max(tile.histogram()) < 0.6 * 210 * 90 for tile in tiles)
    assert len(sheet) <= MAX_SHEET_BYTES


def test_what_was_drawn_larger_is_made_small_before_it_is_sent() -> None:
    large = io.BytesIO()
    Image.effect_noise((1920, 1080), 90).convert("RGB").save(large, "JPEG", quality=95)
    small = small_jpeg(large.getvalue())
    assert len(small) <= MAX_SHEET_BYTES
    assert small_jpeg(small) is small


def test_a_preview_is_kept_for_a_while(tmp_path: Path) -> None:
    kept = [keep(tmp_path, bytes([n])) for n in range(KEPT + 3)]
    assert len(list((tmp_path / "previews").iterdir())) == KEPT
    assert kept[-1].read_bytes() == bytes([KEPT + 2])


# --- prompts ----------------------------------------------------------------------------------------------------


def said(name: str, given: Mapping[str, str]) -> str:
    """A prompt's text."""
    (message,) = prompts.get(name, given).messages
    assert isinstance(message.content, types.TextContent)
    return message.content.text


@pytest.mark.parametrize("prompt", prompts.listed().prompts, ids=lambda one: one.name)
def test_a_prompt_says_what_it_was_given_and_which_tools_to_use(prompt: types.Prompt) -> None:
    given = {one.name: f"<{one.name}>" for one in prompt.arguments or []}
    text = said(prompt.name, given)
    assert all(value in text for value in given.values())
    makers = ("generate_video", "blog_to_video", "add_captions", "edit_video", "check_quality", "check_budget")
    assert any(name in text for name in makers)
    needed = {one.name: "x" for one in prompt.arguments or [] if one.required}
    assert "None" not in said(prompt.name, {**needed, **dict.fromkeys(given.keys() - needed.keys(), "")})
    for name in needed:
        with pytest.raises(MCPError, match=f"needs the argument '{name}'"):
            prompts.get(prompt.name, {**needed, name: " "})
    with pytest.raises(MCPError, match="no argument 'colour'"):
        prompts.get(prompt.name, {**needed, "colour": "red"})
