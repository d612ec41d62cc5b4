"""What Footage answers, as far as the agent needs it: unknown fields are passed over, so that newer servers fit too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

Data = Mapping[str, Any]
"""The structured content of an answer, as it came over the wire."""


class Answer(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Video(Answer):
    """A finished film: paths on this machine from a server over stdio, addresses from one over HTTP."""

    path: str | None = None
    url: str | None = None
    poster: str | None = None
    subtitles: str | None = None
    embed_html: str = ""
    width: int
    height: int
    duration_s: float


class Fault(Answer):
    """Something wrong in a stretch of a film."""

    kind: str


class Quality(Answer):
    """The verdict on a film."""

    verdict: str | None = None
    reasons: Sequence[str] = ()
    faults: Sequence[Fault] = ()
    visual: Data | None = None


class Credit(Answer):
    """Whose real footage is in a film."""

    author: str = ""
    site: str = ""


class Problem(Answer):
    """An error, with what helps."""

    code: str
    message: str
    hint: str = ""


class Job(Answer):
    """The answer of every tool that makes or judges video."""

    job_id: str | None = None
    status: str
    message: str = ""
    video: Video | None = None
    quality: Quality | None = None
    plan: Data | None = None
    error: Problem | None = None
    stock: Sequence[Credit] = ()

    @property
    def is_running(self) -> bool:
        """Whether there is something to wait for."""
        return self.status in {"queued", "working"}


class Budget(Answer):
    """The answer of check_budget, as far as a campaign is planned by it; a team may not be told what is left in all."""

    remaining_usd: Decimal | None = None
    no_spend: bool = False


class Article(Answer):
    """What a dry run of blog_to_video tells of an article: its blocks in their order, each with a kind as its key."""

    title: str = ""
    language: str = ""
    blocks: Sequence[Data] = ()

    def sections(self) -> list[tuple[str, str]]:
        """Its chapters: heading, and the first words below."""
        found: list[tuple[str, str]] = []
        for block in self.blocks:
            if "heading" in block and block.get("level", 2) > 1:
                found.append((str(block["heading"]), ""))
            elif "text" in block and found and not found[-1][1]:
                found[-1] = (found[-1][0], str(block["text"]))
        return found

    def lead(self) -> str:
        """Its first paragraph."""
        return next((str(block["text"]) for block in self.blocks if "text" in block), "")

    def quotation(self) -> tuple[str, str]:
        """The first quotation, and who said it."""
        found = next((block for block in self.blocks if "quote" in block), {})
        return str(found.get("quote", "")), str(found.get("by", ""))


class AgentError(Exception):
    """The campaign cannot go on; the message says why and what helps."""


def job_of(answer: Data) -> Job:
    """A job out of an answer.

    Raises:
        AgentError: The tool refused, or its job failed.
    """
    if "status" not in answer and "error" in answer:
        raise AgentError(_told(Problem.model_validate(answer["error"])))
    job = Job.model_validate(answer)
    if job.status in {"failed", "cancelled"}:
        raise AgentError(_told(job.error) if job.error else f"{job.job_id} was {job.status}.")
    return job


def _told(problem: Problem) -> str:
    return f"{problem.message} {problem.hint}".strip()
