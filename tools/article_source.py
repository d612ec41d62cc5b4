"""Finds the article that a caller passes or names, and the pictures that belong to it."""

from __future__ import annotations

import contextlib
import hashlib
import re
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from films.services import CallersServices
from footage.errors import FootageError, ForbiddenPathError, InvalidInputError, NotFoundError
from tools.inputs import resolve_image, url_of
from tools.paths import MAX_PATH_CHARS, confined

if TYPE_CHECKING:
    from films.article.outline import Outline

_PATHS = ("/", "~/", "./", "../")
_ADDRESS = re.compile(r"(?:localhost|(?:[\w-]+\.)+[A-Za-z]{2,24})(?::\d{1,5})?(?:[/?#]\S*)?", re.UNICODE)
_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\|[^\s/\\]+\\")
_ALIASES = re.compile(r"(?:@site|@assets|@public|@static|@|~)/+")
_SITE_FOLDERS = (
    "",
    "static",
    "public",
    "assets",
    "source",
    "src",
    "content",
    "docs",
    "_static",
    "src/assets",
    "src/public",
)
_PARENTS = 8
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
        return _of_file(path)
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


def _of_file(path: Path) -> Article:
    from films.article.encoding import decoded
    from films.article.read import MAX_FILE_BYTES, read_article

    if path.stat().st_size > MAX_FILE_BYTES:
        raise InvalidInputError(f"{path.name!r} is larger than {MAX_FILE_BYTES / 1e6:g} MB.")
    name = path.parent.name if path.stem.lower() in {"index", "_index", "readme", "page", "post"} else path.stem
    content = path.read_bytes()
    outline = read_article(content, name=_spelt_out(name), suffix=path.suffix)
    return Article(outline=outline, raw=decoded(content), file=path)


def _of_url(services: CallersServices, url: str) -> Article:
    from films.article.encoding import decoded
    from films.article.no_article import refuse_document
    from films.article.read import MAX_FILE_BYTES, SUFFIXES, read_article

    place = PurePosixPath(unquote(urlsplit(url).path))
    refuse_document(place.name, place.suffix)
    content = services.remote.fetch(url, max_bytes=MAX_FILE_BYTES).read_bytes()
    suffix = place.suffix if place.suffix.lower() in SUFFIXES else ""
    # A site may show a page under an address that ends in .md; a whole page is told from Markdown all the same.
    outline = read_article(content, name=_spelt_out(place.stem), suffix=suffix, url=url)
    return Article(outline=outline, raw=decoded(content), url=url)


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


def find_pictures(services: CallersServices, article: Article, most: int) -> tuple[list[tuple[str, str]], list[str]]:
    """The article's own pictures that can be shown, by the address that it gives them, and what became of the others.

    Args:
        services: For the allowed folders and files from the web.
        article: The article.
        most: No more are shown.
    """
    from films.article.outline import PictureBlock

    found: dict[str, str] = {}
    lost: list[tuple[str, FootageError]] = []
    folders = _site_folders(services, article.file)
    sources = list(dict.fromkeys(one.source for one in article.outline.blocks if isinstance(one, PictureBlock)))
    for at, source in enumerate(sources):
        if len(found) >= most:
            return list(found.items()), [
                *_told(lost),
                f"{len(sources) - at} more pictures were left out: {most} are shown at most.",
            ]
        try:
            found[source] = str(_picture(services, article, folders, source))
        except FootageError as exc:
            lost.append((source, exc))
    return list(found.items()), _told(lost)


def _told(lost: list[tuple[str, FootageError]]) -> list[str]:
    """What became of the pictures that are not shown."""
    named = [f"A picture was left out ({exc.code}): {_short(source)}. {exc.message}" for source, exc in lost[:_NAMED]]
    others = Counter(exc.code for _, exc in lost[_NAMED:])
    counted = ", ".join(f"{count} ({code})" for code, count in others.items())
    return [*named, *([f"More pictures were left out: {counted}."] if counted else [])]


def _short(source: str) -> str:
    return source if len(source) <= 80 else f"{source[:79]}…"


def _site_folders(services: CallersServices, file: Path | None) -> list[Path]:
    """The folders from which a site would serve pictures: of the article's folder and of those above it."""
    if file is None:
        return []
    roots = [root.resolve() for root in services.roots]
    above = [one for one in [*file.parents][:_PARENTS] if any(one.is_relative_to(root) for root in roots)]
    return [place for parent in above for folder in _SITE_FOLDERS if (place := parent / folder).is_dir()]


def _picture(services: CallersServices, article: Article, folders: Sequence[Path], source: str) -> Path:
    """The file of a picture, wherever a site of any generator would have it."""
    if (content := article.outline.pictures.get(source)) is not None:
        return _unpacked(services, source, content)
    if source.startswith("data:"):
        raise InvalidInputError("It is embedded, and no picture.")
    if source.startswith("//"):
        source = f"https:{source}"
    if article.url:  # what stands in a page is never a path on this machine
        return resolve_image(services, quote(urljoin(article.url, source), safe=":/?#[]@!$&'()*+,;=%~"))
    if article.file and source.lower().startswith("file://"):
        source = unquote(source[7:].removeprefix("localhost"))
    if url_of(source):
        return resolve_image(services, source)
    first: FootageError | None = None
    for candidate in dict.fromkeys(_places(article.file, folders, source)):
        try:
            return resolve_image(services, candidate)
        except (NotFoundError, ForbiddenPathError, InvalidInputError) as exc:
            first = first or exc
    raise first or NotFoundError(f"There is no file {source!r}.")


def _places(file: Path | None, folders: Sequence[Path], source: str) -> Iterator[str]:
    """Where a picture may be: beside the article, in a folder of its name, and in those that a site serves."""
    for name in dict.fromkeys(_names(source)):
        if file and not name.startswith(("/", "@", "~")):
            yield f"{file.parent / name}"
            yield f"{file.parent / file.stem / name}"
        for folder in folders:
            place = folder / _ALIASES.sub("", name).lstrip("/")
            yield f"{place}"
            yield from _in_other_case(place, folders)
        if not file or name.startswith("/"):
            yield name


def _in_other_case(place: Path, folders: Sequence[Path]) -> Iterator[str]:
    """Files whose names differ in upper and lower case only, which is no difference where many articles are written."""
    if place.parent in folders:  # nothing else is looked into
        with contextlib.suppress(OSError):
            names = [other.name for other in place.parent.iterdir()]
            yield from (f"{place.parent / one}" for one in names if one.casefold() == place.name.casefold())


def _names(source: str) -> Iterator[str]:
    """The name as it is written, as an address decodes it, and without what a server is told behind it."""
    trimmed = source.strip().removeprefix("<").removesuffix(">")
    bare = re.split(r"[?#]", trimmed, maxsplit=1)[0]
    for name in (trimmed, unquote(trimmed), bare, unquote(bare), unquote(bare).replace("\\", "/")):
        if name:
            yield name


def _unpacked(services: CallersServices, source: str, content: bytes) -> Path:
    """A file of an embedded picture, kept with the scenes that show it."""
    folder = services.parts_dir / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{hashlib.sha256(content).hexdigest()}{PurePosixPath(source).suffix}"
    if file.is_file():
        file.touch()
    else:
        making = file.with_name(f"{uuid.uuid4().hex}.new")
        making.write_bytes(content)
        making.replace(file)
    return resolve_image(services, str(file))
