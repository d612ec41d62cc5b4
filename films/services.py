"""Everything a tool or a job's work may use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from footage.money import Money
from footage.ports.files import ObjectStore, RemoteFiles
from footage.ports.jobs import Jobs
from footage.ports.money import Approvals, Attempts, BudgetBook
from footage.ports.quality import Critic, Judge, Mender
from footage.ports.routing import Renderer, Retakes, Router, Writer


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything a tool may use, wired once.

    `roots` are the folders whose files callers may name; `parts_dir` keeps finished scenes of films;
    what costs more than `approve_above` needs a person's yes;
    an identical request is served from what was made within `reuse_within`; `writer` is None without a text model,
    `critic` where none is wanted;
    `piper_voice` and `whisper_model` are the user's own models to speak and to transcribe with.
    """

    jobs: Jobs
    attempts: Attempts
    retakes: Retakes
    budget: BudgetBook
    objects: ObjectStore
    remote: RemoteFiles
    judge: Judge
    mender: Mender
    router: Router
    renderer: Renderer
    roots: tuple[Path, ...]
    parts_dir: Path
    approvals: Approvals
    approve_above: Money | None
    reuse_within: timedelta
    writer: Writer | None
    critic: Critic | None = None
    piper_voice: Path | None = None
    whisper_model: Path | None = None
