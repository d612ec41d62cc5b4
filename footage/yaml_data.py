"""YAML files as pydantic models, with errors that name the file, the line and the key."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from footage.errors import InvalidInputError

M = TypeVar("M", bound=BaseModel)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Several times faster where PyYAML was built with libyaml, as its wheels are."""

_MAX_BYTES = 4 * 1024**2
_HINT = "Correct the file; `footage doctor` checks it."


def load(model: type[M], shipped: Path, override: Path | None = None) -> M:
    """Read a file, laid over by the user's own: mappings are merged key by key, everything else is replaced.

    Args:
        model: What the merged content must be.
        shipped: The file that comes with Footage.
        override: The user's file; one that does not exist changes nothing.

    Raises:
        InvalidInputError: A file is not YAML, or a value does not fit; the message names file, line and key.
    """
    tree, content = _shipped(shipped)
    trees = [(shipped, tree)]
    if override and os.path.lexists(override):
        trees.append((override, _compose(override)))
        content = _merged(content, _construct(*trees[-1]))
    # The user's file is looked at first: the shipped one is right.
    return _checked(model, content, list(reversed(trees)))


def read(model: type[M], file: Path, context: Mapping[str, Any] | None = None) -> M:
    """Read a file of the user's alone, which must be there, as it is now; `context` is for the model's validators.

    Raises:
        InvalidInputError: As in `load`.
    """
    tree = _compose(file)
    return _checked(model, _construct(file, tree), [(file, tree)], context)


def _checked(
    model: type[M],
    content: Mapping[str, Any],
    trees: Sequence[tuple[Path, yaml.Node | None]],
    context: Mapping[str, Any] | None = None,
) -> M:
    try:
        return model.model_validate(content, context=context)
    except ValidationError as exc:
        problems = [_located(error, trees) for error in exc.errors()[:5]]
        raise InvalidInputError("; ".join(problems), hint=_HINT) from exc


def mapping(file: Path) -> dict[str, Any]:
    """A file's names and values; empty when there is no such file, or nothing in it.

    Raises:
        InvalidInputError: It cannot be read, is not YAML, or is something else than a mapping of names to values.
    """
    return _construct(file, _compose(file)) if os.path.lexists(file) else {}


@cache
def _shipped(file: Path) -> tuple[yaml.Node | None, dict[str, Any]]:
    """A file that comes with Footage, read once: the catalog takes as long as all else that is read at a start."""
    tree = _compose(file)
    return tree, _construct(file, tree)


def _compose(file: Path) -> yaml.Node | None:
    with _explained(file):
        return yaml.compose(_text(file), _LOADER)


def _text(file: Path) -> str:
    """What is in a file. A pipe or a device is not read: that need not ever end."""
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise InvalidInputError(f"{file}: is no file", hint=_HINT)
    if status.st_size > _MAX_BYTES:
        raise InvalidInputError(f"{file}: is larger than {_MAX_BYTES // 1024**2} MB", hint=_HINT)
    return file.read_text(encoding="utf-8")


def _construct(file: Path, tree: yaml.Node | None) -> dict[str, Any]:
    with _explained(file):
        content = yaml.SafeLoader("").construct_document(tree) if tree else None
    if content is None:
        return {}
    if not isinstance(content, dict) or not all(isinstance(name, str) for name in content):
        raise InvalidInputError(f"{file}:1: must be a mapping of names to values", hint=_HINT)
    return content


@contextlib.contextmanager
def _explained(file: Path) -> Iterator[None]:
    """Turn whatever reading a file raises into an error that names the file and, where it is known, the line."""
    try:
        yield
    except RecursionError as exc:
        raise InvalidInputError(f"{file}: is nested too deeply", hint=_HINT) from exc
    except OSError as exc:
        raise InvalidInputError(f"{file}: cannot be read: {exc.strerror or exc}", hint=_HINT) from exc
    except (yaml.YAMLError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as exc:
        # Not only YAML's own: a date that does not exist is a ValueError, a list as a name a TypeError.
        mark = getattr(exc, "problem_mark", None)
        where = f":{mark.line + 1}" if mark else ""
        raise InvalidInputError(f"{file}{where}: {getattr(exc, 'problem', None) or exc}", hint=_HINT) from exc


def _merged(below: Any, above: Any) -> Any:
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        return {key: _merged(below.get(key), above[key]) if key in above else below[key] for key in {**below, **above}}
    return above


def _located(error: Any, trees: Sequence[tuple[Path, yaml.Node | None]]) -> str:
    """The error with the place that its value, or what should hold it, has in the first file that has one."""
    found = [(*_line(tree, error["loc"]), file) for file, tree in trees if tree]
    # The key itself may be what is missing.
    whole = [place for place in found if place[0] >= len(error["loc"]) - 1]
    _, line, file = whole[0] if whole else max(found, key=lambda place: place[0])
    key = ".".join(str(part) for part in error["loc"])
    said = "there is no such name" if error["type"] == "extra_forbidden" else error["msg"].removeprefix("Value error, ")
    return f"{file}:{line}: {key}: {said}"


def _line(tree: yaml.Node, loc: Sequence[Any]) -> tuple[int, int]:
    """How many steps of a location a file has, and the line of the last of them."""
    node, depth, line = tree, 0, tree.start_mark.line
    for part in loc:
        child = _child(node, part)
        if child is None:
            break
        (line, node), depth = child, depth + 1
    return depth, line + 1


def _child(node: yaml.Node, part: Any) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line, node.value[part]
    return None
