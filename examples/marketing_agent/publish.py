"""A finished site where people can see it: another folder, or a bucket of Google's or of anything that speaks S3."""

from __future__ import annotations

import mimetypes
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

KEPT_S = 300
"""How long browsers may keep a file; a page that is published again is seen within minutes."""

_TYPES = {".vtt": "text/vtt", ".mp4": "video/mp4", ".ttf": "font/ttf", ".html": "text/html; charset=utf-8"}


def publish(site: Path, target: str) -> list[str]:
    """Put a site into a folder, or into `gs://bucket/prefix` or `s3://bucket/prefix`; the names of its files.

    The page goes last: whoever sees it finds all that it shows. What others have put there is left alone.

    Raises:
        OSError: It cannot be written there.
        ValueError: The target is neither.
    """
    files = sorted(_files(site), key=lambda file: file.name == "index.html")
    if target.startswith(("gs://", "s3://")):
        _into_bucket(site, files, target)
    elif "://" in target:
        raise ValueError(f"{target} is no folder and no bucket (gs://… or s3://…).")
    else:
        _into_folder(site, files, Path(target))
    return [file.relative_to(site).as_posix() for file in files]


def type_of(name: str) -> str:
    """What a web server says that a file is."""
    return _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _files(site: Path) -> Iterator[Path]:
    return (file for file in site.rglob("*") if file.is_file() and not file.name.startswith("."))


def _into_folder(site: Path, files: list[Path], target: Path) -> None:
    if target.resolve() == site.resolve():
        return
    for file in files:
        there = target / file.relative_to(site)
        there.parent.mkdir(parents=True, exist_ok=True)
        part = there.with_name(f".{there.name}.part")
        shutil.copyfile(file, part)
        part.replace(there)


def _into_bucket(site: Path, files: list[Path], target: str) -> None:
    import obstore  # heavy, and for buckets only
    from obstore.exceptions import BaseError
    from obstore.store import from_url

    local = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
    bucket = from_url(target, client_options={"allow_http": True}) if local else from_url(target)
    try:
        for file in files:
            name = file.relative_to(site).as_posix()
            about = {"Content-Type": type_of(name), "Cache-Control": f"public, max-age={KEPT_S}"}
            obstore.put(bucket, name, file, attributes=about)
    except BaseError as error:
        raise OSError(f"{target} does not take it: {error}") from error
