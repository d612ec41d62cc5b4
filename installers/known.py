"""What every installer says, from where it stands already: server.json, pyproject.toml, the list of tools, the icon."""

from __future__ import annotations

import base64
import functools
import json
import tomllib
from pathlib import Path
from typing import Any, Literal

import resvg_py
from pydantic import BaseModel, Field

from mcp_server.protocol.server import ICON
from mcp_server.protocol.tool_list import stored

ROOT = Path(__file__).resolve().parents[1]
NAME = "footage"
MAINTAINERS = "The Footage maintainers"
ICON_PX = 512

Wire = dict[str, Any]


class Variable(BaseModel):
    """One variable of the environment that server.json names."""

    name: str
    description: str
    format: Literal["string", "number", "boolean", "filepath"] = "string"
    default: str | None = None
    is_secret: bool = Field(default=False, alias="isSecret")


class Package(BaseModel):
    """How server.json says that Footage is started."""

    variables: tuple[Variable, ...] = Field(alias="environmentVariables")
    arguments: tuple[dict[Literal["type", "value"], str], ...] = Field(alias="packageArguments")


class Entry(BaseModel):
    """What the registry is told, as far as it is said elsewhere too."""

    title: str
    description: str
    version: str
    packages: tuple[Package]


class Project(BaseModel):
    """What pyproject.toml says of the project."""

    license: str
    keywords: tuple[str, ...]
    requires_python: str = Field(alias="requires-python")


class Tool(BaseModel):
    """A tool, as a list of them shows it."""

    name: str
    description: str


@functools.cache
def entry() -> Entry:
    """server.json."""
    return Entry.model_validate_json((ROOT / "server.json").read_bytes())


@functools.cache
def project() -> Project:
    """The project's own table of pyproject.toml."""
    return Project.model_validate(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"])


def variables() -> tuple[Variable, ...]:
    """What a user is asked for, in this order."""
    return entry().packages[0].variables


def started() -> Wire:
    """The command of an installed Footage and its arguments, as hosts write them."""
    return {"command": NAME, "args": [argument["value"] for argument in entry().packages[0].arguments]}


def tools() -> list[Tool]:
    """The tools, each with the first sentence of its description."""
    return [Tool(name=tool.name, description=_first_sentence(tool.description or "")) for tool in stored().tools]


def icon() -> bytes:
    """The server's icon as PNG, for hosts that take no SVG."""
    drawing = base64.b64decode(ICON.src.partition("base64,")[2]).decode()
    png: bytes = resvg_py.svg_to_bytes(svg_string=drawing, width=ICON_PX, height=ICON_PX, skip_system_fonts=True)
    return png


def as_text(document: Wire) -> str:
    """A document as a file has it."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].rstrip(".") + "."
