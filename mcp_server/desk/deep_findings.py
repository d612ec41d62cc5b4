"""A thorough look at an installation: what nobody notices until it is too late."""

from __future__ import annotations

import shutil
import socket
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from footage.errors import FootageError
from footage.threads import utc_now
from mcp_server.desk.permission_findings import open_to_others, unusable
from mcp_server.opening import why
from mcp_server.wiring.checking import Inside, inside, require_own_sessions, shared_place
from mcp_server.wiring.storage import newest_schema, was_opened_before

if TYPE_CHECKING:
    from footage.config import Settings
    from storage.books.checkup import KeptFilm

Mark = Literal["ok", "--", "!!"]
GOOD: Mark = "ok"
WARNED: Mark = "--"
BAD: Mark = "!!"

SKEW_S, MOST_SKEW_S = 2.0, 15.0
"""Apart by less than half of what a worker's row lives for (30 s), machines still see each other as alive."""

LITTLE_BYTES, NONE_BYTES = 5_000_000_000, 1_000_000_000
"""Below the second `/readyz` says that there is no room."""

FULL_AT = 0.8
_FEW = 5


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        mark: It is well, somebody should look at it, or it is broken.
        subject: What was looked at, in a word that stays the same.
        told: What was found, and where it is not well the next step.
    """

    mark: Mark
    subject: str
    told: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.told}"


def deep_findings(settings: Settings) -> Iterator[Finding]:
    """Everything, the database first: without it little else can be looked at."""
    yield _disk(settings)
    yield from _home(settings)
    if settings.storage:
        yield _storage(settings.storage)
    if not was_opened_before(settings):
        yield Finding(GOOD, "database", "there is none yet; it is made at the first start")
        return
    try:
        with inside(settings) as found:
            schema = _schema(found)
            yield schema
            if schema.mark != BAD:
                yield from _of_rows(settings, found)
    except Exception as exc:  # noqa: BLE001 - boundary: whatever the database's driver raises
        known = why(exc, settings.home)
        yield Finding(BAD, "database", f"{known.message} {known.hint}")
        return
    if settings.database_url:
        yield _sessions(settings)


def _of_rows(settings: Settings, found: Inside) -> Iterator[Finding]:
    if not found.is_file:
        yield _rights(found)
    yield _private(settings, found)
    yield _accounts(found)
    yield _clock(found)
    yield from _connections(settings, found)
    yield _balances(found)
    yield _holds(found)
    yield _files_without_rows(settings, found)
    yield _rows_without_files(settings, found)


def _disk(settings: Settings) -> Finding:
    try:
        place = next(one for one in (settings.home, *settings.home.parents) if one.exists())
        free = shutil.disk_usage(place).free
    except OSError as exc:
        return Finding(BAD, "disk", f"{settings.home} cannot be looked at: {exc.strerror}.")
    told = f"{free / 1e9:.1f} GB are free at {settings.home}"
    if free < NONE_BYTES:
        return Finding(BAD, "disk", f"{told}; below 1 GB a server takes no work. Make room.")
    return Finding(WARNED, "disk", f"{told}. Make room.") if free < LITTLE_BYTES else Finding(GOOD, "disk", told)


def _home(settings: Settings) -> Iterator[Finding]:
    if settings.home.exists():
        wrong = unusable(settings.home)
        yield Finding(BAD, "home", f"{wrong}.") if wrong else Finding(GOOD, "home", "all of it can be used")


def _private(settings: Settings, found: Inside) -> Finding:
    keeps_secrets = found.is_file and found.checkup.keeps_secrets()
    wrong = open_to_others(settings.home, is_database_secret=keeps_secrets)
    return Finding(WARNED, "private", wrong) if wrong else Finding(GOOD, "private", "nobody else can read keys")


def _accounts(found: Inside) -> Finding:
    locked = found.locked_accounts()
    if not locked:
        return Finding(GOOD, "accounts", "the keys of each that films are sent to can be read here")
    told = f"keys of {_few(locked)} were sealed with another key than this machine's"
    return Finding(BAD, "accounts", f"{told}. Give all machines the same FOOTAGE_OUTLET_KEY, or connect them again.")


def _storage(storage: str) -> Finding:
    """Write something there, read it again and remove it: a role may allow any one of these alone."""
    content = uuid.uuid4().hex.encode()
    try:
        with shared_place(storage) as (place, prefix), tempfile.TemporaryDirectory() as folder:
            name = "/".join(part for part in (prefix, "unfinished", f"doctor-{content.decode()}.txt") if part)
            sent, back = Path(folder) / "sent", Path(folder) / "back"
            sent.write_bytes(content)
            place.upload(name, sent)
            try:
                is_back = place.download(name, back) and back.read_bytes() == content
            finally:
                place.delete(name)
    except FootageError as exc:
        return Finding(BAD, "storage", f"{exc.message} {exc.hint}")
    if not is_back:
        return Finding(BAD, "storage", f"what was written to {storage} is not there again. Look at who else may write.")
    return Finding(GOOD, "storage", f"{storage} was written to and read")


def _schema(found: Inside) -> Finding:
    schema, needed = found.schema, newest_schema()
    if schema.is_too_new:
        return Finding(BAD, "schema", f"{schema.revision} is of a newer Footage than this one ({needed}). Update it.")
    if schema.is_behind:
        step = "it is brought up to date at the next start" if found.is_file else "run `footage migrate`"
        return Finding(BAD, "schema", f"{schema.revision or 'none'}, and {needed} is needed: {step}.")
    newer = f", newer than this one's {needed}, with which it works" if schema.revision != needed else ""
    return Finding(GOOD, "schema", f"{schema.revision}{newer}")


def _sessions(settings: Settings) -> Finding:
    try:
        require_own_sessions(settings)
    except FootageError as exc:
        return Finding(BAD, "pooler", f"{exc.message} {exc.hint}")
    past = ", past the pooler of FOOTAGE_DATABASE_URL" if settings.database_direct_url else ""
    return Finding(GOOD, "pooler", f"two connections have a process of the server each, so that locks hold{past}")


def _rights(found: Inside) -> Finding:
    """A user who may only read finds everything in order, and cannot place a job."""
    forbidden = found.checkup.forbidden()
    if not forbidden:
        return Finding(GOOD, "rights", "the user of FOOTAGE_DATABASE_URL may write")
    told = f"the user of FOOTAGE_DATABASE_URL may not write to {_few(forbidden)}"
    return Finding(BAD, "rights", f"{told}. Use the one who ran `footage migrate`, at the primary server.")


def _clock(found: Inside) -> Finding:
    before = utc_now()
    theirs = found.checkup.clock()
    after = utc_now()
    # The database looked at its clock at some moment in between.
    apart_s = max((before - theirs).total_seconds(), (theirs - after).total_seconds(), 0.0)
    told = f"{apart_s:.1f} s apart from the database's" if apart_s else "as the database's"
    if apart_s <= SKEW_S:
        return Finding(GOOD, "clock", told)
    mark = BAD if apart_s > MOST_SKEW_S else WARNED
    return Finding(mark, "clock", f"{told}. Set this machine's clock by NTP: links, caps and leases go by it.")


def _connections(settings: Settings, found: Inside) -> Iterator[Finding]:
    counted = found.checkup.connections()
    if counted is None:
        return
    now, most = counted
    told = f"{now} of {most} are in use; a worker has up to {2 * settings.database_connections + 1}"
    full = f"{told}. Raise max_connections, or put a pooler in between (docs/guides/deploying.md)."
    yield Finding(WARNED, "connections", full) if now > FULL_AT * most else Finding(GOOD, "connections", told)


def _balances(found: Inside) -> Finding:
    drifts = found.balances.drift()
    if not drifts:
        return Finding(GOOD, "balances", "each is what the ledger says")
    return Finding(BAD, "balances", f"{_few([str(one) for one in drifts], '; ')}. `footage reconcile` mends them.")


def _holds(found: Inside) -> Finding:
    wrong = found.checkup.wrong_holds()
    if not wrong:
        return Finding(GOOD, "holds", "each open one belongs to a job in work or to money in doubt")
    told = _few([f"{one.hold_id} of {one.job_id} {one.why}" for one in wrong], "; ")
    step = "Rows were changed by hand: `footage job JOB --details` shows what became of each; an older backup has them."
    if all(one.of_ended_job for one in wrong):
        step = "`footage reconcile` frees what nobody may still be billed for."
    return Finding(BAD, "holds", f"{told}. {step}")


def _files_without_rows(settings: Settings, found: Inside) -> Finding:
    folder = settings.media_dir
    # Systems keep things of their own everywhere: .DS_Store, lost+found.
    names = {one.name for one in folder.iterdir() if one.name[0].isalnum()} if folder.is_dir() else set()
    names -= {"lost+found"}
    strays = sorted(names - found.checkup.known_jobs(names))
    if not strays:
        return Finding(GOOD, "files", f"each of {len(names)} folders of films belongs to a job")
    return Finding(WARNED, "files", f"{len(strays)} in {folder} belong to no job: {_few(strays)}. They may be removed.")


def _rows_without_files(settings: Settings, found: Inside) -> Finding:
    """Films that this machine or the shared place must have; what only another machine has is not looked for."""
    films = found.checkup.films()
    missing = [film for film in films if not Path(film.path).is_file()]
    if missing and settings.storage:
        with shared_place(settings.storage) as (place, prefix):
            lost = _tried(lambda: [film for film in missing if not place.has(_name(prefix, film))])
        if lost is None:
            return Finding(WARNED, "films", f"{len(missing)} are not here, and {settings.storage} does not answer.")
    else:
        lost = [film for film in missing if found.is_file or film.made_on == socket.gethostname()]
    if not lost:
        return Finding(GOOD, "films", f"each of the newest {len(films)} is there")
    told = f"{len(lost)} of the newest {len(films)} are not there: {_few([one.job_id for one in lost])}"
    return Finding(BAD, "films", f"{told}. Bring them back from a backup or the bucket's versions; else they are gone.")


def _name(prefix: str, film: KeptFilm) -> str:
    return "/".join(part for part in (prefix, film.job_id, Path(film.path).name) if part)


def _tried(look: Callable[[], list[KeptFilm]]) -> list[KeptFilm] | None:
    try:
        return look()
    except FootageError:
        return None


def _few(told: list[str], between: str = ", ") -> str:
    more = f"{between}and {len(told) - _FEW} more" if len(told) > _FEW else ""
    return f"{between.join(told[:_FEW])}{more}"
