"""A home in one file, and a home out of it.

The file is a tar archive: the database as it was at one moment, what the user wrote beside it, keys, and the films if
they are asked for. It is for an installation on one machine; the databases of others are backed up by PostgreSQL's own
tools, see docs/guides/deploying.md.
"""

from __future__ import annotations

import contextlib
import errno
import lzma
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from footage.errors import InvalidInputError, NotFoundError
from footage.plain_text import one_line, shortened
from mcp_server.wiring.restoring import is_in_use, put_in_place, stop_open_jobs, take_copy

if TYPE_CHECKING:
    from footage.config import Settings

DATABASE = "footage.db"
_MEDIA = "media"
_PASSING = frozenset({"slots", "work", "inputs", "uploads", "parts", "previews", "emulators", _MEDIA})
"""Folders of a home that are made anew where they are missing."""

_LEFT_OUT = frozenset({".lock", ".log", ".tar"})
"""Endings of what nobody misses, and of backups."""

_RESTORING, _WRITING = ".restore-", ".backup-"
_SAID_CHARS = 120
_NAME_ONE = "Name a file that `footage backup` has written."
_BY_NAMES = frozenset({errno.EEXIST, errno.EINVAL, errno.EISDIR, errno.ENAMETOOLONG, errno.ENOTDIR})
"""What goes wrong because of names in an archive, and not because of the disk."""


@dataclass(frozen=True)
class BackedUp:
    """What is in the file now."""

    file: Path
    size_bytes: int
    films: int | None
    """How many jobs have files in it; None if films were not asked for."""


@dataclass(frozen=True)
class Restored:
    """What a home has again.

    Attributes:
        home: Which.
        stopped: The jobs that had not ended when the backup was made.
        left_out: What is in the file and neither a file nor a folder, which no backup of ours has.
    """

    home: Path
    stopped: list[str]
    left_out: list[str]


def back_up(settings: Settings, file: Path, *, films: bool) -> BackedUp:
    """Write the home into a new file, while jobs run.

    Raises:
        InvalidInputError: There is such a file; or the database is on a server, or damaged.
        NotFoundError: There is no home yet, or no folder for the file.
    """
    file = file.expanduser().absolute()
    if settings.database_url is not None:
        raise InvalidInputError(
            "The database is on a server, which has tools of its own for this.",
            hint='Run: pg_dump --format=custom --file=FILE "$FOOTAGE_DATABASE_URL"; see docs/guides/deploying.md.',
        )
    if not (settings.home / DATABASE).exists():
        raise NotFoundError(f"There is nothing at {settings.home} yet.", hint="Set FOOTAGE_HOME to the home you mean.")
    if os.path.lexists(file):
        raise InvalidInputError(f"{file} exists.", hint="Name a new file: an earlier backup is not overwritten.")
    if not file.parent.is_dir():
        raise NotFoundError(f"There is no folder {file.parent}.", hint="Make it, or name another one.")
    with tempfile.TemporaryDirectory(prefix=_WRITING, dir=file.parent) as name:
        part = Path(name) / "part"
        copy = Path(name) / DATABASE
        take_copy(settings.home / DATABASE, copy)  # before the films: each that it knows of is there by then
        with _private(part) as out, tarfile.open(fileobj=out, mode="w") as archive:
            archive.add(copy, DATABASE)
            for one in _kept(settings.home):
                _add(archive, one, settings.home)
            count = _add_films(archive, settings) if films else None
        part.replace(file)
    return BackedUp(file, file.stat().st_size, count)


def restore(settings: Settings, file: Path) -> Restored:
    """Make a home of what is in a backup.

    Jobs that had not ended are asked to stop: what became of them after the backup is not known, and what was paid for
    since then would be paid for again.

    Raises:
        InvalidInputError: It is no backup, or is damaged; or the home has a database, or somebody works there.
        NotFoundError: There is no such file.
        UnavailableError: A newer Footage has written it.
    """
    file = file.expanduser().absolute()
    if settings.database_url is not None:
        raise InvalidInputError(
            "FOOTAGE_DATABASE_URL is set, and this is the backup of a home.",
            hint="Run pg_restore for a database on a server; unset FOOTAGE_DATABASE_URL to restore a home.",
        )
    if not file.is_file():
        raise NotFoundError(f"There is no file {file}.", hint="Name one that `footage backup` has written.")
    home = settings.home
    settings.make_home()
    owner = _owner_of(home)
    if is_in_use(home):
        raise InvalidInputError(
            f"A process of Footage works at {home}.", hint="End its servers and workers, then call again."
        )
    if os.path.lexists(home / DATABASE):
        raise InvalidInputError(
            f"{home} has a database already.", hint=f"Move {home / DATABASE} away, or set FOOTAGE_HOME to a new folder."
        )
    with tempfile.TemporaryDirectory(prefix=_RESTORING, dir=home) as name:
        folder = Path(name)
        left_out = _unpack(file, folder)
        stopped = stop_open_jobs(folder / DATABASE)
        names = [one.relative_to(folder) for one in folder.rglob("*")]
        _give(folder, names, owner)
        for one in sorted(folder.iterdir()):
            if one.name != DATABASE:
                _lay_over(one, home / one.name)
        _give(home, [one for one in names if (home / one).is_dir()], owner)
        # Last: a home without a database is none, whatever else is in it.
        put_in_place(folder / DATABASE, home / DATABASE)
    return Restored(home, stopped, left_out)


@contextlib.contextmanager
def _private(part: Path) -> Iterator[BinaryIO]:
    """A file that only its owner can read, for there are secrets in it; on the disk when the block ends."""
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:  # noqa: PTH123 - for its mode
        yield out
        out.flush()
        os.fsync(out.fileno())


def _kept(home: Path) -> list[Path]:
    """What is beside the database and cannot be made anew."""
    mine = [one for one in sorted(home.iterdir()) if not one.name.startswith((DATABASE, _RESTORING, _WRITING))]
    return [one for one in mine if one.name not in _PASSING and one.suffix not in _LEFT_OUT and not one.is_symlink()]


def _add_films(archive: tarfile.TarFile, settings: Settings) -> int:
    folders = sorted(settings.media_dir.iterdir()) if settings.media_dir.is_dir() else []
    for folder in folders:
        _add(archive, folder, settings.home)
    return len(folders)


def _add(archive: tarfile.TarFile, one: Path, home: Path) -> None:
    """Add a file or a folder by its name in the home; what is removed meanwhile is not in it."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
        return member if member.isfile() or member.isdir() else None

    with contextlib.suppress(FileNotFoundError):
        archive.add(one, str(one.relative_to(home)), recursive=False, filter=plain)
        if one.is_dir() and not one.is_symlink():
            for inner in sorted(one.iterdir()):
                _add(archive, inner, home)


def _unpack(file: Path, folder: Path) -> list[str]:
    """Write what is in an archive into a folder; returns what else is in it.

    Raises:
        InvalidInputError: It is none, not whole, or none of a home.
    """
    left_out = []

    def plain(member: tarfile.TarInfo, path: str) -> tarfile.TarInfo | None:
        if member.isfile() or member.isdir():
            return tarfile.data_filter(member, path)
        left_out.append(one_line(member.name))  # a link leads somewhere else here, and a device is none
        return None

    try:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter=plain)  # noqa: S202 - what is written passes the filter
            _require_end(archive)
    except OSError as exc:
        if exc.errno is not None and exc.errno not in _BY_NAMES:
            raise
        raise _none(file, exc) from exc
    except (tarfile.TarError, EOFError, ValueError, OverflowError, zlib.error, lzma.LZMAError) as exc:
        raise _none(file, exc) from exc
    if not (folder / DATABASE).is_file():
        raise InvalidInputError(f"{file} has no {DATABASE} in it.", hint=_NAME_ONE)
    return left_out


def _require_end(archive: tarfile.TarFile) -> None:
    """Look for the empty block that ends an archive: the library takes one that was cut between two files for whole.

    Raises:
        tarfile.ReadError: It is not there.
    """
    file = archive.fileobj
    if file is not None:
        file.seek(archive.offset)
        if file.read(tarfile.BLOCKSIZE) != tarfile.NUL * tarfile.BLOCKSIZE:
            raise tarfile.ReadError("its end is missing")


def _none(file: Path, why: Exception) -> InvalidInputError:
    """The first line says it: after that come all the kinds of archives that it is not."""
    words = why.strerror if isinstance(why, OSError) and why.strerror else str(why)
    said = shortened(one_line(words.partition("\n")[0].rstrip(":.")), _SAID_CHARS) or type(why).__name__
    return InvalidInputError(f"{file} is no backup, or not all of one: {said}.", hint=_NAME_ONE)


def _owner_of(home: Path) -> tuple[int, int] | None:
    """Whose a home is, where root works for somebody else; None where nothing has to be given to anybody."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    found = home.stat()
    return (found.st_uid, found.st_gid) if found.st_uid != 0 else None


def _give(root: Path, names: Sequence[Path], owner: tuple[int, int] | None) -> None:
    """Make files and folders somebody's: what is restored by root is of no use to who cannot read it."""
    for name in names if owner else ():
        os.chown(root / name, *(owner or (-1, -1)), follow_symlinks=False)


def _lay_over(source: Path, target: Path) -> None:
    """Put a file or a folder in place; what is there under other names stays."""
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, copy_function=shutil.move)
    else:
        source.replace(target)
