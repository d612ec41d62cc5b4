"""Drafts: films that people direct in the studio before anything is made, step by step, with what came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from pydantic import Field

from footage.caller import Caller
from footage.errors import CallerError
from footage.ports.records import Stored


class DraftChangedError(CallerError):
    """Somebody else has changed the draft since it was looked at; `by` is who, `version` what it is now."""

    def __init__(self, by: str, version: int) -> None:
        super().__init__(
            f"{by or 'Somebody'} has changed this meanwhile; your change was not kept.",
            hint="Look at the draft as it is now, then change it again.",
        )
        self.by = by
        self.version = version


class DraftContent(Stored):
    """What of a draft can be changed.

    Attributes:
        choices: Arguments of the draft's tool, by name.
        document: The plan, script or captions that were edited; None as long as the tool writes them itself.
    """

    choices: dict[str, Any] = Field(default_factory=dict)
    document: dict[str, Any] | None = None


@dataclass(frozen=True)
class Made:
    """A job that was placed for a draft, and for which version of it."""

    job_id: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft as it is now.

    Attributes:
        draft_id: Its name.
        tool: The tool that makes it.
        title: What it is called in lists.
        source: What never changes, such as the text of an article; may be empty.
        version: How often it was changed, from 1.
        content: What it says.
        can_undo: Whether there is a step to go back to.
        by: Who changed it last.
        changed_at: When.
        jobs: The jobs that were placed for it, the oldest first.
        picked: The job whose film was chosen among several, if one was.
    """

    draft_id: str
    tool: str
    title: str
    source: str
    version: int
    content: DraftContent
    can_undo: bool
    by: str
    changed_at: datetime
    jobs: tuple[Made, ...] = ()
    picked: str | None = None


class CallersDrafts(Protocol):
    """The drafts of a caller's team. Every method is one transaction; `NotFoundError` where there is no such draft."""

    def begin(self, tool: str, title: str, source: str, content: DraftContent) -> Draft:
        """A new draft; the oldest of the team goes where there are too many."""

    def get(self, draft_id: str) -> Draft: ...

    def newest(self, tools: Sequence[str], limit: int) -> list[Draft]:
        """The drafts of some tools, those changed last first, without their sources."""

    def change(self, draft_id: str, seen: int, after: int, content: DraftContent) -> Draft:
        """Write the next step.

        Args:
            draft_id: Of which draft.
            seen: The version that the person looked at; only their own steps may lie between it and `after`.
            after: The version that `content` was worked out from, which must be the latest.
            content: The draft from now on.

        Raises:
            DraftChangedError: Somebody else came first, or `after` is not the latest version.
        """

    def undo(self, draft_id: str, seen: int) -> Draft:
        """Go back by a step, which is a step itself.

        Raises:
            DraftChangedError: As in `change`.
            InvalidInputError: There is nothing to go back to.
        """

    def made(self, draft_id: str, version: int, jobs: Sequence[str]) -> Draft:
        """Note which jobs were placed for a version of it; those that are known are not noted again."""

    def pick(self, draft_id: str, job_id: str) -> Draft:
        """Choose the film of one of its jobs.

        Raises:
            InvalidInputError: It is none of them.
        """

    def remove(self, draft_id: str) -> None: ...


class Drafts(Protocol):
    """Everybody's drafts."""

    def for_(self, caller: Caller) -> CallersDrafts:
        """Those of a caller's team."""
