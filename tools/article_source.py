"""Finds the article that a caller passes or names, and the pictures that belong to it."""

from __future__ import annotations

import contextlib
import hashlib
import re
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from films.services import CallersServices
from footage.errors import DeadlineError, FootageError, ForbiddenPathError, InvalidInputError, NotFoundError
from footage.job_ids import UPLOAD_ID
from tools.inputs import PICTURES, resolve_picture, url_of
from tools.paths import MAX_PATH_CHARS, confined, is_upload
from tools.picture_places import PicturePlaces
from tools.site_data import authors_of, day_in

if TYPE_CHECKING:
    from films.article.outline import Outline, PictureBlock
    from films.script.documents import OfferedPicture
    from media.stills import Still

_PATHS = ("/", "~/", "./", "../")
_ADDRESS = re.compile(r"(?:localhost|(?:[\w-]+\.)+[A-Za-z]{2,24})(?::\d{1,5})?(?:[/?#]\S*)?", re.UNICODE)
_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\|[^\s/\\]+\\")
_AT_ONCE = 6
_AS_MANY_AGAIN = 2
"""Pictures are asked for, for each that is shown at most: some are lost."""

_WITHIN_S = 20.0
"""All pictures together may keep a call waiting for so long: hosts that are away cost ten seconds each."""

_SMALLEST_PX = 4
"""Pictures with a shorter side than this are lines, or hold a place."""

_NAMED = 3
"""So many pictures that were left out are named; the others are counted."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article and where it came from, to find its pictures; `file` and `url` are None where it was passed.

    `raw` is how it was written.
    """

    outline: Outline
    raw: str
    file: Path | None = None
    url: str | None = None


def read_source(services: CallersServices, source: str) -> Article:
    """The article a caller passes or names.

    Raises:
        InvalidInputError: It is neither an article nor the name of one.
        FootageError: It cannot be read; as in `tools.paths.confined`, `footage.ports.files.RemoteFiles`, and
            `films.article.read.read_article`.
    """
    from films.article.read import read_article

    if path := _named_file(services, source):
        return _of_file(services, path)
    if "\n" in source or len(source) > MAX_PATH_CHARS:
        return Article(outline=read_article(source), raw=source)
    if url := url_of(source) or _web_address(source):
        return _of_url(services, url)
    if _is_no_text(source):
        raise InvalidInputError(
            f"{source[:200]!r} is neither an article nor the path or URL of one.",
            hint="Pass the text itself, an absolute path that ends in .md, .mdx, .html or .txt, or an https URL.",
        )
    return Article(outline=read_article(source), raw=source)


def _named_file(services: CallersServices, source: str) -> Path | None:
    """The file that a source names; None where it is a text or an address.

    A path may have line feeds in it, and text may begin like one, so those that do are looked for but not insisted on.
    """
    from films.article.no_article import is_other_document, refuse_document
    from films.article.read import SUFFIXES

    if is_upload(source):
        return confined(services, source)
    if len(source) > MAX_PATH_CHARS or "://" in source[:40]:
        return None
    suffix = Path(source).suffix.lower()
    looks_so = source.startswith(_PATHS) or bool(_WINDOWS.match(source))
    if "\n" in source:
        return _if_there(services, source) if looks_so and suffix in SUFFIXES else None
    if looks_so or suffix in SUFFIXES:
        if not looks_so and _is_address(source):
            return _if_there(services, source)
        refuse_document(Path(source).name, suffix)
        return confined(services, source)
    if is_other_document(suffix) and not _is_address(source):
        refuse_document(Path(source).name, suffix)
    return None


def _if_there(services: CallersServices, source: str) -> Path | None:
    try:
        return confined(services, source)
    except FootageError:
        return None


def _of_file(services: CallersServices, path: Path) -> Article:
    from films.article.read import MAX_FILE_BYTES, read_article, written

    if path.stat().st_size > MAX_FILE_BYTES:
        raise InvalidInputError(f"{path.name!r} is larger than {MAX_FILE_BYTES / 1e6:g} MB.")
    name = path.parent.name if path.stem.lower() in {"index", "_index", "readme", "page", "post"} else path.stem
    if UPLOAD_ID.fullmatch(path.parent.name):
        name = ""  # it came without one
    content = path.read_bytes()
    authors = authors_of(services, path)
    outline = read_article(content, name=_spelt_out(name), suffix=path.suffix, authors=authors)
    outline = outline.model_copy(update={"published": outline.published or day_in(path)})
    return Article(outline=outline, raw=written(content, path.suffix), file=path)


def _of_url(services: CallersServices, url: str) -> Article:
    from films.article.no_article import refuse_document
    from films.article.read import MAX_FILE_BYTES, SUFFIXES, read_article, written

    place = PurePosixPath(unquote(urlsplit(url).path))
    refuse_document(place.name, place.suffix)
    content = services.remote.fetch(url, max_bytes=MAX_FILE_BYTES).read_bytes()
    suffix = place.suffix if place.suffix.lower() in SUFFIXES else ""
    # A site may show a page under an address that ends in .md; a whole page is told from Markdown all the same.
    outline = read_article(content, name=_spelt_out(place.stem), suffix=suffix, url=url)
    return Article(outline=outline, raw=written(content, suffix), url=url)


def _spelt_out(name: str) -> str:
    """A file's name as a title: "2024-05-01-my-first-post" is "My first post"."""
    words = re.sub(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]+", "", name)
    if " " not in words:
        words = re.sub(r"[-_]+", " ", words).strip()
    return words[:1].upper() + words[1:]


def _is_address(source: str) -> bool:
    """Whether it begins like a host, with a path behind it or "www." before it: "notes.md" does not."""
    host, _, rest = source.partition("/")
    return bool(_ADDRESS.fullmatch(source)) and (
        (bool(rest) and not source.startswith(".")) or host.lower().startswith("www.")
    )


def _web_address(source: str) -> str | None:
    """The URL of an address without a scheme, such as www.example.com/post."""
    from films.article.no_article import is_other_document
    from films.article.read import SUFFIXES

    if not _is_address(source):
        return None
    ending = PurePosixPath(source.partition("/")[0]).suffix.lower()
    return None if ending in SUFFIXES or is_other_document(ending) else f"https://{source}"


def _is_no_text(source: str) -> bool:
    """Whether one word is all there is, in a script that puts spaces between words."""
    word = source.strip()
    return " " not in word and word.isascii() and ("/" in word or "." in word.rstrip(".") or "\\" in word)


# --- pictures -----------------------------------------------------------------------------------------------------


def find_pictures(services: CallersServices, article: Article, most: int) -> tuple[list[OfferedPicture], list[str]]:
    """The article's own pictures that can be shown, and what became of the others.

    Args:
        services: For the allowed folders and files from the web.
        article: The article.
        most: No more are shown.
    """
    found: dict[Path, OfferedPicture] = {}
    lost: list[tuple[str, FootageError]] = []
    small = 0
    # What was brought stands beside nothing: its folder is the server's own.
    file = None if services.caller.remote else article.file
    places = PicturePlaces(services, file, article.url)
    mentioned = _mentioned(article.outline, places)
    on_the_web = [block.source for block in mentioned if article.url or _is_on_the_web(block.source)]
    # All that may be needed come at once: each that cannot be reached takes seconds to be given up.
    coming = _coming(services, article.outline, places, on_the_web[: _AS_MANY_AGAIN * most])
    for at, block in enumerate(mentioned):
        if len(found) >= most:
            left = len(mentioned) - at
            return [*found.values()], [
                *_told(lost, small),
                f"{left} more pictures were left out: {most} are shown at most.",
            ]
        try:
            if block.source in coming:
                still = coming[block.source].result()
            elif block.source in on_the_web:
                raise DeadlineError("It was not asked for: too many before it did not come.")
            else:
                still = _still(services, article.outline, places, block.source)
        except FootageError as exc:
            lost.append((block.source, exc))
            continue
        if min(still.width, still.height) < _SMALLEST_PX:
            small += 1
        else:
            found[still.path] = _offered(block, still, found.get(still.path))
    return [*found.values()], _told(lost, small)


def _coming(
    services: CallersServices, outline: Outline, places: PicturePlaces, sources: Sequence[str]
) -> dict[str, Future[Still]]:
    """Pictures from the web, each as it came or failed; what has not come after `_WITHIN_S` is late."""
    pool = ThreadPoolExecutor(_AT_ONCE)
    coming = {source: pool.submit(_still, services, outline, places, source) for source in sources}
    wait(coming.values(), _WITHIN_S)
    pool.shutdown(wait=False, cancel_futures=True)
    return {source: one if one.done() and not one.cancelled() else _late() for source, one in coming.items()}


def _late() -> Future[Still]:
    late: Future[Still] = Future()
    late.set_exception(DeadlineError("It did not come in time."))
    return late


def _mentioned(outline: Outline, places: PicturePlaces) -> list[PictureBlock]:
    """Each picture of the article once, and the one in its folder that is named as its cover."""
    from films.article.outline import PictureBlock

    blocks = [one for one in outline.blocks if isinstance(one, PictureBlock)]
    first = {one.source: one for one in reversed(blocks)}
    mentioned = sorted(first.values(), key=blocks.index)
    if not any(one.is_cover for one in mentioned) and (cover := places.bundled_cover()):
        return [PictureBlock(picture_id="p0", source=cover, is_cover=True), *mentioned]
    return mentioned


def _offered(block: PictureBlock, still: Still, before: OfferedPicture | None) -> OfferedPicture:
    """A picture with what is said of it; the same file may stand in the text and above it."""
    from films.script.documents import OfferedPicture

    return OfferedPicture(
        id=before.id if before else block.picture_id,
        path=still.path,
        width=still.width,
        height=still.height,
        alt=(before.alt if before else "") or block.alt,
        caption=(before.caption if before else "") or block.caption,
        is_cover=block.is_cover or (before.is_cover if before else False),
        moves=still.moves,
    )


def by_address(outline: Outline, offered: Sequence[OfferedPicture]) -> list[tuple[str, str]]:
    """The pictures as the article calls them, and their files."""
    from films.article.outline import PictureBlock

    sources = {one.picture_id: one.source for one in outline.blocks if isinstance(one, PictureBlock)}
    return [(sources.get(one.id, one.id), str(one.path)) for one in offered]


def _told(lost: list[tuple[str, FootageError]], small: int) -> list[str]:
    """What became of the pictures that are not shown."""
    named = [f"A picture was left out ({exc.code}): {_short(source)}. {exc.message}" for source, exc in lost[:_NAMED]]
    others = Counter(exc.code for _, exc in lost[_NAMED:])
    counted = ", ".join(f"{count} ({code})" for code, count in others.items())
    told = [*named, *([f"More pictures were left out: {counted}."] if counted else [])]
    return [*told, *([f"Pictures that are mere dots or lines were left out: {small}."] if small else [])]


def _is_on_the_web(source: str) -> bool:
    """Whether a picture has to be fetched; what is wrong with its address is told where it is looked at."""
    with contextlib.suppress(FootageError):
        return url_of(source) is not None
    return False


def _short(source: str) -> str:
    return source if len(source) <= 80 else f"{source[:79]}…"


def _still(services: CallersServices, outline: Outline, places: PicturePlaces, source: str) -> Still:
    """A picture, wherever a site of any generator would have it."""
    from media.stills import as_still

    if (content := outline.pictures.get(source)) is not None:
        return as_still(_unpacked(services, source, content), services.parts_dir / PICTURES)
    if source.startswith("data:"):
        raise InvalidInputError("It is embedded, and no picture.")
    first: FootageError | None = None
    for candidate in places.of(source):
        try:
            return resolve_picture(services, candidate)
        except (NotFoundError, ForbiddenPathError, InvalidInputError) as exc:
            first = first or exc
    raise first or NotFoundError(f"There is no file {source!r}.")


def _unpacked(services: CallersServices, source: str, content: bytes) -> Path:
    """A file of an embedded picture, kept with the scenes that show it."""
    folder = services.parts_dir / PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{hashlib.sha256(content).hexdigest()}{PurePosixPath(source).suffix}"
    if file.is_file():
        file.touch()
    else:
        making = file.with_name(f"{uuid.uuid4().hex}.new")
        making.write_bytes(content)
        making.replace(file)
    return file
