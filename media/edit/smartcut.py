"""Cuts a film without encoding what is untouched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from media.edit.graph import Graph
    from media.edit.texts import TextTrack
    from media.edit.timeline import Project


def way_of(project: Project) -> Literal["copy", "smart", "encode"]:
    """Whether packets can be copied."""
    return "encode"


def cut(project: Project, out: Path, folder: Path, graph: Graph, texts: Sequence[TextTrack]) -> None:
    """Write the film."""
