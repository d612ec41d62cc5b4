"""Runs the quick unit tests of what was changed since main: `make check`.

A test file belongs to a source file that it imports, itself or through the package that offers it, or whose name it
bears; a source file that has none is left to the tests of those that import it. Tests marked `slow` or `system` are
left to `make system`, and so is what only shows when parts work together.

    python -m tests.changed [options of pytest]
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
UNIT = "tests/unit/"
MANY = 12
"""Test files from which on a second process is worth its start."""


def main(options: list[str]) -> int:
    """Choose, say what, and run it."""
    chosen = sorted(chosen_for(changed(), tree()))
    if not chosen:
        print("No unit test belongs to what was changed.")  # noqa: T201 - what the command says
        return 0
    print("Unit tests of what was changed:", *chosen, sep="\n  ")  # noqa: T201
    processes = ["-n", "2", "--dist", "loadgroup"] if len(chosen) >= MANY else []
    code = pytest.main(["-q", "-m", "not slow and not system", *processes, *options, *chosen])
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else int(code)


def changed() -> set[str]:
    """The files that differ from where this branch left main, committed or not."""
    base = next((found for name in ("main", "origin/main") if (found := _git("merge-base", "HEAD", name))), ["HEAD"])
    return {*_git("diff", "--name-only", base[0]), *_git("ls-files", "--others", "--exclude-standard")}


def tree() -> dict[str, str]:
    """Every Python file of the project with its text."""
    files = _git("ls-files", "--cached", "--others", "--exclude-standard", "*.py")
    return {name: (ROOT / name).read_text() for name in files if (ROOT / name).exists()}


def chosen_for(files: Iterable[str], texts: Mapping[str, str]) -> set[str]:
    """The unit test files that belong to these files; `texts` are those of the whole project."""
    imports = {name: imported(text) for name, text in texts.items()}
    found = {name for name in files if is_test(name) and name in texts}
    for name in {source for file in files if not is_test(file) for source in _sources(file, texts)}:
        users = {user for user in _importers(name, imports) if not user.startswith("tests/")}
        found |= _of_one(name, imports) or {test for user in users for test in _of_one(user, imports)}
    return found


def is_test(name: str) -> bool:
    """Whether it is a file of unit tests."""
    return name.startswith(UNIT) and Path(name).name.startswith("test_")


@cache
def imported(text: str) -> frozenset[str]:
    """The names of all modules that a text imports, wherever in it; of things within modules, too."""
    return frozenset(_imports(ast.parse(text)))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def _sources(name: str, texts: Iterable[str]) -> set[str]:
    """The file itself; what is no Python stands for the modules of its name, as catalog.yaml for catalog.py."""
    if name.endswith(".py"):
        return {name}
    path = Path(name)
    return {name} | {text for text in texts if text.startswith(f"{path.parts[0]}/") and Path(text).stem == path.stem}


def _of_one(name: str, imports: Mapping[str, frozenset[str]]) -> set[str]:
    bears = {test for test in imports if is_test(test) and _bears(test, name)}
    return bears | {test for test in _importers(name, imports) if is_test(test)}


def _bears(test: str, name: str) -> bool:
    """tests/unit/painter/test_plan.py bears the name of painter/plan.py, test_docs.py that of docs/."""
    path = Path(name)
    own = Path(test).stem.removeprefix("test_")
    words = [path.stem, f"{path.parent.name}_{path.stem}", *([path.parts[0]] if path.suffix == ".md" else [])]
    return any(own == word or own.startswith(f"{word}_") for word in words)


def _importers(name: str, imports: Mapping[str, frozenset[str]]) -> set[str]:
    """Files that import a file, or the package that offers what is in it."""
    module = _module(name)
    package, _, _ = module.rpartition(".")
    offered = module in imports.get(f"{package.replace('.', '/')}/__init__.py", ())
    wanted = {module, package} if offered else {module}
    return {user for user, names in imports.items() if user != name and wanted & names}


def _module(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _git(*arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
