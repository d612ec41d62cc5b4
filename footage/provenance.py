"""Where files come from: what is signed into ours, and what is read from anybody's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from footage.domain import Frozen

SourceType = Literal[
    "trainedAlgorithmicMedia",
    "compositeWithTrainedAlgorithmicMedia",
    "algorithmicMedia",
    "digitalCreation",
    "composite",
    "algorithmicallyEnhanced",
]
"""The IPTC's words for what a digital source is, as far as we say them; each is the end of an address of theirs."""

FULLY_AI = frozenset({"trainedAlgorithmicMedia", "trainedAlgorithmicData"})
PARTLY_AI = frozenset({"compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"})


@dataclass(frozen=True, kw_only=True)
class Ingredient:
    """A file that another one was made from, or that was put into it.

    Attributes:
        path: The file as it came: with its own credentials, if it has any.
        title: What it is called.
        source: What it is, where its maker is known and it may not say so itself.
        maker: Who made it, likewise.
    """

    path: Path
    title: str
    source: SourceType | None = None
    maker: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that was done to a file; `source` says what kind of thing was added, `maker` by whose model or program.

    Without `source` it only made the file better, and added nothing.
    """

    what: str
    source: SourceType | None = None
    maker: str = ""


@dataclass(frozen=True, kw_only=True)
class Making:
    """How a file was made: what its credentials say.

    Attributes:
        source: What was created; None for a change of `parent`.
        maker: The model or program that created it; empty for Footage itself.
        parent: The file that was changed; what credentials it has stay with it.
        parts: Files that were put into it.
        inputs: Pictures that the model was given to begin from.
        steps: What was done to it after that.
    """

    source: SourceType | None = None
    maker: str = ""
    parent: Ingredient | None = None
    parts: tuple[Ingredient, ...] = ()
    inputs: tuple[Ingredient, ...] = ()
    steps: tuple[Step, ...] = ()


State = Literal["trusted", "valid", "invalid", "none"]
Share = Literal["full", "part", "none", "unknown"]


class Provenance(Frozen):
    """What a file says of where it comes from.

    `state` is of its content credentials: signed by somebody who is known here, by somebody else, changed since or
    broken, or not there. `ai` is how much of it a model made; "none" only where a known signer says so. `by` made it,
    `signer` and `when` are of the signature; `steps` are what was done, the oldest first. `problem` says what is wrong.
    """

    state: State
    ai: Share
    by: str | None = None
    signer: str | None = None
    when: str | None = None
    steps: list[str] = Field(default=[])
    problem: str | None = Field(default=None, exclude_if=lambda problem: problem is None)

    @property
    def is_ai(self) -> bool:
        """Whether a model made it, or a part of it, as far as it says."""
        return self.ai in {"full", "part"}

    def sentence(self) -> str:
        """The same for people; empty where nothing is known."""
        signed = f" (signed by {self.signer}{'' if self.state == 'trusted' else ', who is not known here'})"
        by = f" by {self.by}" if self.by else ""
        told = signed if self.signer and self.state != "invalid" else ""
        made = {"full": f"Made with AI{by}{told}.", "part": f"Made with AI in part{by}{told}."}.get(self.ai, "")
        if not made and self.state in {"trusted", "valid"}:
            names = "name no AI" if self.ai == "none" else "do not say what made it"
            made = f"Its credentials{told} {names}."
        return " ".join(filter(None, [made, f"Its credentials: {self.problem}." if self.problem else ""]))
