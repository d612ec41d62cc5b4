"""Whatever fails while Footage opens is an answer with a code: the server never goes mute, hangs or vanishes."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import psutil
import pytest
from mcp import Client, MCPError
from sqlalchemy.engine import make_url

from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from tests.forked import cli
from tests.servers import call, refused, server
from tests.stdio_wire import wire
from tools.registry import TOOLS

pytestmark = pytest.mark.system


@pytest.fixture
def home(empty_home: Path) -> Path:
    """Nothing is in it: what is made first is what goes wrong here."""
    return empty_home


def is_root() -> bool:
    """Whether permissions mean nothing to this process."""
    return os.geteuid() == 0


Env = Mapping[str, str]
Breaks = Callable[[Path], Env | None]
"""Spoils a home; may give variables that spoil the rest."""


def _config(content: bytes) -> Breaks:
    def breaks(home: Path) -> None:
        (home / "config.yaml").write_bytes(content)

    return breaks


def _file(name: str, content: bytes) -> Breaks:
    def breaks(home: Path) -> None:
        (home / name).write_bytes(content)

    return breaks


def _folder(name: str) -> Breaks:
    def breaks(home: Path) -> None:
        (home / name).mkdir()

    return breaks


def _pipe(name: str) -> Breaks:
    def breaks(home: Path) -> None:
        os.mkfifo(home / name)

    return breaks


def _variables(**values: str) -> Breaks:
    return lambda home: values


def _newer(home: Path) -> None:
    assert cli(home, "budget").returncode == 0
    with contextlib.closing(sqlite3.connect(home / "footage.db")) as database, database:
        database.execute("UPDATE footage_schema_version SET version_num = '9999'")
        database.execute("UPDATE footage_schema_window SET oldest = '9998'")


def _damaged(home: Path) -> None:
    """Whole at the beginning, so that it looks like a database."""
    assert cli(home, "budget").returncode == 0
    file = home / "footage.db"
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def _another_ones(home: Path) -> None:
    with contextlib.closing(sqlite3.connect(home / "footage.db")) as database, database:
        database.execute("CREATE TABLE footage_job (name TEXT)")


def _not_a_program(home: Path) -> Env:
    program = home / "ffmpeg"
    program.write_text("just text")
    program.chmod(0o755)
    return {"FOOTAGE_FFMPEG": str(program)}


BROKEN: Mapping[str, tuple[Breaks, str, str]] = {
    "config is no YAML": (_config(b"a: [\n"), "invalid_input", "config.yaml:2"),
    "config is a list": (_config(b"- a\n"), "invalid_input", "config.yaml"),
    "config is binary": (_config(b"\x00\xff\x01"), "invalid_input", "config.yaml"),
    "config is a word": (_config(b"budget\n"), "invalid_input", "config.yaml"),
    "config has numbers for names": (_config(b"1: 2\n"), "invalid_input", "config.yaml"),
    "config has a tag": (_config(b"home: !!python/object:os.system x\n"), "invalid_input", "config.yaml:1"),
    "config has no such day": (_config(b"judge: 2026-13-45\n"), "invalid_input", "config.yaml"),
    "config is nested without end": (_config(b"a: " + b"[" * 5000), "invalid_input", "config.yaml"),
    "config is a folder": (_folder("config.yaml"), "invalid_input", "config.yaml"),
    "config is a pipe": (_pipe("config.yaml"), "invalid_input", "config.yaml: is no file"),
    "policy is a pipe": (_pipe("policy.yaml"), "invalid_input", "policy.yaml: is no file"),
    "catalog has a tag": (_file("catalog.yaml", b"models: !secret x\n"), "invalid_input", "catalog.yaml:1"),
    "policy is no YAML": (_file("policy.yaml", b"\ta: 1\n"), "invalid_input", "policy.yaml"),
    "quality has a tag": (_file("quality.yaml", b"a: !!set x\n"), "invalid_input", "quality.yaml"),
    "a setting is wrong": (_variables(FOOTAGE_WARN_AT="many"), "invalid_input", "warn_at"),
    "a setting is no JSON": (_variables(FOOTAGE_BACKENDS="{"), "invalid_input", "backends"),
    "database is none": (_file("footage.db", b"not a database, but long enough" * 100), "unavailable", "footage.db"),
    "database is a folder": (_folder("footage.db"), "unavailable", "footage.db"),
    "database is of a newer Footage": (_newer, "unavailable", "newer Footage"),
    "database is damaged": (_damaged, "unavailable", "is damaged"),
    "database is another's": (_another_ones, "unavailable", "footage.db"),
    "slots is a file": (_file("slots", b""), "unavailable", "home"),
    "ffmpeg is not there": (_variables(FOOTAGE_FFMPEG="/nowhere/ffmpeg"), "invalid_input", "FOOTAGE_FFMPEG"),
    "ffmpeg is another program": (_variables(FOOTAGE_FFMPEG="/bin/true"), "invalid_input", "FOOTAGE_FFMPEG"),
    "ffmpeg is no program": (_not_a_program, "invalid_input", "FOOTAGE_FFMPEG"),
    "database URL is none": (
        _variables(FOOTAGE_DATABASE_URL="postgresql://a:b@h:x/y"),
        "invalid_input",
        "DATABASE_URL",
    ),
}


@pytest.mark.anyio
@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.few(one_in=3)
async def test_what_is_broken_is_an_answer_each_time_and_none_once_it_is_mended(
    home: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks, code, words = BROKEN[name]
    async with Client(build_server(build_app())) as client:
        for variable, value in (breaks(home) or {}).items():
            monkeypatch.setenv(variable, value)
        error = await refused(client, "check_budget")
        assert (error["code"], words in error["message"]) == (code, True), error
        assert await refused(client, "check_budget") == error
        with pytest.raises(MCPError, match=re.escape(error["message"])):
            await client.read_resource("footage://video/job_1")
        monkeypatch.undo()
        monkeypatch.setenv("FOOTAGE_HOME", str(home))
        for spoilt in home.iterdir():
            shutil.rmtree(spoilt) if spoilt.is_dir() else spoilt.unlink()
        assert (await call(client, "check_budget"))["spent_usd"] == "0.00"


@pytest.mark.parametrize(
    "name",
    [
        "config is no YAML",
        "catalog has a tag",
        "database is of a newer Footage",
        "database is none",
        "ffmpeg is not there",
    ],
)
def test_the_server_answers_early_and_late_and_lives(tmp_path: Path, name: str) -> None:
    breaks, code, words = BROKEN[name]
    home = tmp_path / "home"
    home.mkdir()
    more = breaks(home) or {}
    _answers(home, code, words, **more)
    _command_says_the_same(home, code, words, **more)


def _answers(home: Path | str, code: str, words: str, *, prefix: Sequence[str] = (), **more: str) -> str:
    """Ask before and after the server tries to open by itself; gives its log."""
    with wire(home, prefix=prefix, **more) as talk:
        early = talk.refusal("check_budget")
        assert (early["code"], words in early["message"]) == (code, True), early
        talk.wait_for_log("cannot start yet")
        assert talk.ask("ping")["result"] == {}
        assert len(talk.ask("tools/list")["result"]["tools"]) == len(TOOLS)
        for _ in range(2):
            late = talk.refusal("check_budget")
            assert (late["code"], late["message"]) == (code, early["message"])
        assert words in talk.ask("resources/read", uri="footage://video/job_1")["error"]["message"]
        assert talk.process.poll() is None
        log = talk.end()
        assert talk.process.returncode == 0
        assert "Traceback" not in log
        return log


def _command_says_the_same(home: Path | str, code: str, words: str, **more: str) -> None:
    said = cli(Path(), "budget", **{**more, "FOOTAGE_HOME": str(home)})
    assert said.returncode == 1
    assert said.stdout == ""
    (line,) = [line for line in said.stderr.splitlines() if not line.startswith("footage.")]
    assert line.startswith(f"{code}: ")
    assert words in line


def test_what_is_mended_works_without_a_restart(home: Path) -> None:
    config = home / "config.yaml"
    config.write_text("a: [\n")
    with wire(home) as talk:
        talk.wait_for_log("cannot start yet")
        config.write_text("monthly_budget_usd: [\n")
        assert talk.refusal("check_budget")["code"] == "invalid_input"
        config.write_text("monthly_budget_usd: 7\n")
        assert talk.call("check_budget")["structuredContent"]["remaining_usd"] == "7.00"


def test_a_home_that_failed_often_is_whole_once_the_reason_is_gone(home: Path) -> None:
    """What a try has opened before it failed is closed again: slots would run out, and connections."""
    catalog = home / "quality.yaml"
    catalog.write_text("a: !secret x\n")
    with wire(home) as talk:
        for _ in range(5):
            assert talk.refusal("check_budget")["code"] == "invalid_input"
        process = psutil.Process(talk.process.pid)
        open_files = process.num_fds()
        for _ in range(5):
            talk.refusal("check_budget")
        assert process.num_fds() <= open_files
        catalog.unlink()
        film = talk.call("generate_video", prompt="a boat", duration_s=1, resolution="480p", backend="storyboard")
        assert film["structuredContent"]["status"] == "completed"


@pytest.mark.anyio
async def test_the_sdks_own_client_gets_the_answer_too(home: Path) -> None:
    (home / "footage.db").write_bytes(b"no database" * 1000)
    async with server(home) as client:
        assert len((await client.list_tools()).tools) == len(TOOLS)
        for _ in range(2):
            assert (await refused(client, "check_budget"))["code"] == "unavailable"


@pytest.fixture
def as_anybody() -> Sequence[str]:
    """What starts a process that permissions hold for, also when it is root's."""
    if not is_root():
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("root may read everything, and there is no setpriv to take that away")
    gone = "-dac_override,-dac_read_search"
    return ("setpriv", f"--bounding-set={gone}", f"--inh-caps={gone}")


@pytest.mark.parametrize("locked", ["home", "config", "database"])
def test_what_may_not_be_read_or_written_is_an_answer(home: Path, locked: str, as_anybody: Sequence[str]) -> None:
    code = "unavailable"
    if locked == "home":
        home.chmod(0o500)
    elif locked == "config":
        (home / "config.yaml").write_text("reuse_hours: 1\n")
        (home / "config.yaml").chmod(0)
        code = "invalid_input"
    else:
        assert cli(home, "budget").returncode == 0
        (home / "footage.db").chmod(0)
    _answers(home, code, str(home), prefix=as_anybody)


@pytest.mark.parametrize("place", ["/proc/footage", "/dev/null/footage", "/dev/null", "~nobody-of-that-name/x"])
def test_a_home_that_cannot_be_made_is_an_answer(place: str) -> None:
    code = "unavailable" if place.startswith("/proc") else "invalid_input"  # what it names is wrong
    words = place.split("/")[-1]
    _answers(place, code, words)
    _command_says_the_same(place, code, words)


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk with no room for a database."""
    folder = tmp_path / "full"
    folder.mkdir()
    if not is_root() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "none", folder]).returncode:
        pytest.skip("a small disk can be made by root only")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_an_answer_until_there_is_room(full_disk: Path) -> None:
    _answers(full_disk, "unavailable", "disk is full")
    _command_says_the_same(full_disk, "unavailable", "disk is full")
    with wire(full_disk) as talk:
        talk.wait_for_log("cannot start yet")
        subprocess.run(["mount", "-o", "remount,size=64m", full_disk], check=True)
        assert talk.call("check_budget")["isError"] is False


@contextlib.contextmanager
def _mute_server() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listener:
        yield listener.getsockname()[1]


def test_a_postgres_that_never_answers_is_an_answer_in_time(tmp_path: Path) -> None:
    with _mute_server() as port:
        url = f"postgresql://me:secret-word@127.0.0.1:{port}/films?connect_timeout=2"
        log = _answers(tmp_path, "unavailable", "does not answer", FOOTAGE_DATABASE_URL=url)
    assert "secret-word" not in log


def test_a_postgres_that_is_not_there_is_an_answer(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    url = f"postgresql://me:secret-word@127.0.0.1:{port}/films"
    log = _answers(tmp_path, "unavailable", "does not answer", FOOTAGE_DATABASE_URL=url)
    assert "secret-word" not in log
    _command_says_the_same(tmp_path, "unavailable", "does not answer", FOOTAGE_DATABASE_URL=url)


def test_a_database_that_does_not_exist_is_an_answer(tmp_path: Path, postgres_server: str) -> None:
    url = make_url(postgres_server).set(database="no_films").render_as_string(hide_password=False)
    _answers(tmp_path, "unavailable", "does not exist", FOOTAGE_DATABASE_URL=url)


def test_many_calls_at_once_share_one_try(tmp_path: Path) -> None:
    """Each for itself, they would wait for the database one after the other."""
    with _mute_server() as port, wire(tmp_path, FOOTAGE_DATABASE_URL=f"postgresql://127.0.0.1:{port}/x") as talk:
        for n in range(100, 120):
            talk.send({"id": n, "method": "tools/call", "params": {"name": "check_budget", "arguments": {}}})
        codes = [talk.answer(n)["result"]["structuredContent"]["error"]["code"] for n in range(100, 120)]
    assert set(codes) == {"unavailable"}


def test_a_disk_that_fills_up_is_told_by_calls_and_by_jobs(full_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=64m", full_disk], check=True)
    film = {"prompt": "a boat", "duration_s": 3, "resolution": "1080p", "backend": "storyboard"}
    with wire(full_disk) as talk:
        assert talk.call("check_budget")["isError"] is False
        free = os.statvfs(full_disk)
        # Room for the words of a job, not for its film.
        (full_disk / "ballast").write_bytes(bytes(free.f_bavail * free.f_frsize - 600_000))
        job = talk.call("generate_video", **film)["structuredContent"]
        assert (job["status"], job["error"]["code"]) == ("failed", "unavailable"), job
        assert "disk is full" in job["error"]["message"]
        free = os.statvfs(full_disk)
        (full_disk / "more").write_bytes(bytes(free.f_bavail * free.f_frsize))
        error = talk.refusal("generate_video", **{**film, "seed": 2})
        assert error["code"] == "unavailable"
        assert error["message"].startswith("The disk is full.")
        (full_disk / "ballast").unlink()
        (full_disk / "more").unlink()
        small = {**film, "duration_s": 1, "resolution": "480p"}
        assert talk.call("generate_video", **small)["structuredContent"]["status"] == "completed"


def test_an_ffmpeg_that_goes_away_is_told_by_the_job(home: Path) -> None:
    from imageio_ffmpeg import get_ffmpeg_exe

    program = home / "own-ffmpeg"
    shutil.copy(get_ffmpeg_exe(), program)
    with wire(home, FOOTAGE_FFMPEG=str(program)) as talk:
        assert talk.call("check_budget")["isError"] is False
        program.unlink()
        film = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "backend": "storyboard"}
        error = talk.call("generate_video", **film)["structuredContent"]["error"]
    assert error["code"] == "unavailable"
    assert str(program) in error["message"]


def test_a_misspelt_variable_is_told_in_the_log_and_by_the_doctor(home: Path) -> None:
    wrong = {"FOOTAGE_MONTHY_BUDGET_USD": "5"}
    words = "FOOTAGE_MONTHY_BUDGET_USD means nothing; did you mean FOOTAGE_MONTHLY_BUDGET_USD?"
    told = cli(home, "budget", **wrong)
    assert (told.returncode, words in told.stderr) == (0, True)
    assert f"--  settings: {words}" in cli(home, "doctor", **wrong).stdout


@pytest.mark.parametrize("name", ["database is damaged", "catalog has a tag", "config is no YAML", "policy is no YAML"])
@pytest.mark.few(one_in=2)
def test_the_doctor_tells_what_is_broken_line_by_line(home: Path, name: str) -> None:
    breaks, _, words = BROKEN[name]
    breaks(home)
    told = cli(home, "doctor")
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert any(line.startswith("!!") and words in line for line in told.stdout.splitlines()), told.stdout
