"""The brand that a team's films wear: shown, checked, and put in its place."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from footage.caller import LOCAL
from footage.errors import InvalidInputError
from mcp_server.app import build_app

if TYPE_CHECKING:
    from films.team_brand import TeamBrand

_FILES = ("logo", "intro", "outro", "voice", "music")


def add_options(brand: argparse.ArgumentParser) -> None:
    """The actions of `footage brand` and their options."""
    actions = brand.add_subparsers(title="actions", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="tell what films wear, and where that is written")
    check = actions.add_parser("check", help="look for mistakes in a brand.yaml, with their lines")
    check.add_argument("file", nargs="?", type=Path, help="the file (default: the team's own)")
    put = actions.add_parser("set", help="make a brand.yaml, and the files that it names, the team's")
    put.add_argument("file", type=Path)
    for action, run in ((show, _show), (check, _check), (put, _set)):
        action.add_argument("--team", default=LOCAL.team_id, help="whose (default: your own)")
        action.set_defaults(run=run)


def _show(arguments: argparse.Namespace) -> int:
    from films.team_brand import file_of, read_brand

    file = file_of(build_app().settings.home, arguments.team)
    if not file.is_file():
        sys.stdout.write(f"There is no brand; it would be {file}.\n")
        return 0
    _say(f"{file}", *_told(read_brand(file)))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from films.team_brand import file_of, read_brand

    file = arguments.file or file_of(build_app().settings.home, arguments.team)
    if not file.is_file():
        raise InvalidInputError(f"There is no file {file}.", hint="Name one, or write it there.")
    brand = read_brand(file)
    _say(f"{file} is right.", *_missing(brand))
    return 0


def _set(arguments: argparse.Namespace) -> int:
    """Everything is checked before anything is changed."""
    from films.team_brand import FILE_NAME, folder_of, read_brand

    if not arguments.file.is_file():
        raise InvalidInputError(f"There is no file {arguments.file}.", hint="Name a brand.yaml.")
    brand, source = read_brand(arguments.file), arguments.file.resolve().parent
    folder = folder_of(build_app().settings.home, arguments.team)
    for file in [Path(found) for name in _FILES if (found := getattr(brand, name)) and Path(found).is_absolute()]:
        _copy(file, folder / file.relative_to(source))
    _copy(arguments.file, folder / FILE_NAME)
    _say(f"{folder / FILE_NAME}", *_told(read_brand(folder / FILE_NAME)))
    return 0


def _copy(file: Path, target: Path) -> None:
    """Whole or not at all; a file that is there already is left alone."""
    if target.is_file() and target.samefile(file):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    making = target.with_name(f".{target.name}")
    shutil.copyfile(file, making)
    making.replace(target)


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join([*lines, ""]))


def _told(brand: TeamBrand) -> Iterator[str]:
    for name, value in brand.model_dump(mode="json", exclude_defaults=True).items():
        if isinstance(value, dict):
            said = ", ".join(f"{key} {one}" for key, one in value.items() if one)
        else:
            said = ", ".join(value) if isinstance(value, list) else str(value)
        yield f"{name}: {said}"
    yield from _missing(brand)


def _missing(brand: TeamBrand) -> Iterator[str]:
    """What is right, but not here."""
    from media.writing.faces import is_there

    if brand.font and not is_there(brand.font):
        yield f"The font {brand.font!r} is not installed on this machine: films are set in their usual one."
