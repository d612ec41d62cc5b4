"""Where the site of an article would have its pictures: beside it, in folders that are served, at addresses."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from films.services import CallersServices
from tools.inputs import url_of

_ALIASES = re.compile(r"(?:@site|@assets|@public|@static|@images|@img|@content|@|~|\$lib|#)/+")
_SITE_FOLDERS = (
    *("", "static", "public", "assets", "source", "src", "content", "docs", "_static", "src/assets", "src/public"),
    *("static/assets", "src/static", "src/images", "src/content", "images", "img", "media", "uploads", "app", "web"),
    *("site", "www", "theme", "docs/public", "docs/.vuepress/public", ".vuepress/public", "docs/assets", "src/lib"),
)
_ATTACHED = (
    "attachments",
    "Attachments",
    "_attachments",
    "files",
    "Files",
    "_resources",
    "resources",
    "Assets",
    "Images",
)
_THEME_FOLDERS = ("static", "source", "assets", "static/assets", "assets/static")
_MAX_THEMES = 20
_IN_LANGUAGE = re.compile(r".+\.[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_PARENTS = 8
_MAX_FOLDERS = 3000
"""So many of a vault's folders are looked into for a picture that is given by its name alone."""

_COVER = re.compile(
    r"(?:cover|feature(?:d)?|hero|thumb(?:nail)?|banner)[\w-]*\.(?:png|jpe?g|webp|avif|gif)", re.IGNORECASE
)
_BUNDLES = frozenset({"index", "_index"})


class PicturePlaces:
    """Where pictures of one article may be.

    Args:
        services: For the allowed folders.
        file: The article's file; None where it has none.
        url: Its address; None where it has none.
    """

    def __init__(self, services: CallersServices, file: Path | None, url: str | None) -> None:
        self._file, self._url = file, url
        roots = [root.resolve() for root in services.roots]
        parents = [*file.parents][:_PARENTS] if file else []
        self._above = [one for one in parents if any(one.is_relative_to(root) for root in roots)]

    def of(self, source: str) -> Iterator[str]:
        """Paths and URLs at which a picture may be, likely ones first; each may be missing or not allowed.

        Args:
            source: Its address as the article gives it.
        """
        if source.startswith("//"):
            source = f"https:{source}"
        if source.startswith("footage://"):
            yield source
            return
        if self._url:  # what stands in a page is never a path on this machine
            yield quote(urljoin(self._url, source), safe=":/?#[]@!$&'()*+,;=%~")
            return
        if self._file and source.lower().startswith("file://"):
            source = unquote(source[7:].removeprefix("localhost"))
        if url_of(source):
            # A site's own pictures are often given with its whole address.
            yield from self._served(unquote(urlsplit(source).path))
            yield source
            return
        yield from dict.fromkeys(self._places(source))

    def bundled_cover(self) -> str:
        """The name of the picture that stands beside an article of a folder of its own as its cover, if one does."""
        if not self._file or self._file.stem not in _BUNDLES:
            return ""
        with contextlib.suppress(OSError):
            return min((one.name for one in self._file.parent.iterdir() if _COVER.fullmatch(one.name)), default="")
        return ""

    def _places(self, source: str) -> Iterator[str]:
        for name in dict.fromkeys(_names(source)):
            if self._file and not name.startswith(("/", "@", "~")):
                yield f"{self._file.parent / name}"
                yield f"{self._file.parent / self._file.stem / name}"
                yield from _in_languages(self._file, name)
            bare = _ALIASES.sub("", name).lstrip("/")
            for folder in self._folders:
                yield f"{folder / bare}"
                yield from _in_other_case(folder / bare, self._folders)
            if not self._file or name.startswith("/"):
                yield name
            yield from self._served(bare.partition("/")[2])  # the site may be served under a folder of its own
            yield from self._attached(bare)

    def _served(self, path: str) -> Iterator[str]:
        """Files of a path in the folders that are served."""
        bare = path.lstrip("/")
        yield from (str(place) for folder in self._folders if bare and (place := folder / bare).is_file())

    def _attached(self, name: str) -> Iterator[str]:
        """A file given by its name alone, as Obsidian does."""
        if "/" in name or not name:
            return
        for parent in self._above:
            yield from (str(place) for one in _ATTACHED if (place := parent / one / name).is_file())
        vault = next((parent for parent in self._above if (parent / ".obsidian").is_dir()), None)
        if vault:
            for folder, _, files in islice(os.walk(vault), _MAX_FOLDERS):
                if name in files:
                    yield f"{Path(folder) / name}"

    @cached_property
    def _folders(self) -> list[Path]:
        """The folders that a site serves: of the article's folder and of those above it."""
        own = [place for parent in self._above for folder in _SITE_FOLDERS if (place := parent / folder).is_dir()]
        return own + [place for parent in self._above for place in _of_themes(parent)]


def _of_themes(root: Path) -> list[Path]:
    """What the themes of a site serve, as Hugo and Hexo have them."""
    with contextlib.suppress(OSError):
        themes = sorted((root / "themes").iterdir())[:_MAX_THEMES]
        return [place for theme in themes for folder in _THEME_FOLDERS if (place := theme / folder).is_dir()]
    return []


def _in_languages(file: Path, name: str) -> Iterator[str]:
    """Files beside an article that are called "plan.es.png" for "plan.png": its own language's first, then others."""
    place = file.parent / name
    own = place.with_suffix(f"{Path(file.stem).suffix}{place.suffix}") if place.name else place
    if own != place:
        yield f"{own}"
    with contextlib.suppress(OSError, ValueError):
        others = [one for one in place.parent.iterdir() if _IN_LANGUAGE.fullmatch(one.stem)]
        yield from (
            f"{one}" for one in sorted(others) if Path(one.stem).stem == place.stem and one.suffix == place.suffix
        )


def _in_other_case(place: Path, folders: list[Path]) -> Iterator[str]:
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
