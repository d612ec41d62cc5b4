"""Everything a tool or a job's work may use.

The work of a job may belong to anybody, so it has `Services`: all jobs and all money. A tool answers one caller and has
`CallersServices`, in which nothing can be named that another team owns. Neither type is the other, so that a type check
refuses the one in the place of the other. What needs no caller takes `SharedServices`, and works with both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from pathlib import Path

from footage.caller import Caller
from footage.money import Money
from footage.ports.agent_tasks import AgentTasks, CallersPushes, CallersTasks, Pushes
from footage.ports.credentials import Credentials
from footage.ports.files import ObjectStore, RemoteFiles
from footage.ports.jobs import CallersJobs, Jobs
from footage.ports.keys import Audit
from footage.ports.limits import Rates
from footage.ports.links import Links
from footage.ports.money import (
    Approvals,
    Attempts,
    BudgetBook,
    CallersApprovals,
    CallersAttempts,
    CallersBudget,
)
from footage.ports.outlets import Accounts, CallersAccounts, CallersPostings, Outlets, Postings
from footage.ports.quality import Critic, Judge, Mender
from footage.ports.routing import Renderer, Retakes, Router, ScriptEditor, Translator, Writer
from footage.ports.sounds import SoundMaker, SoundOffers
from footage.ports.uploads import CallersUploads, Publications, Uploads


@dataclass(frozen=True, kw_only=True)
class SharedServices:
    """What is the same for every caller and for every work.

    Attributes:
        home: The installation's folder.
        objects: Where finished files go.
        router: Chooses backends.
        sounds: Knows voices and music of vendors.
        parts_dir: Where clips, scenes and spoken lines are kept, to be used again.
        approve_above: What costs more needs a person's yes; None where nothing does.
        reuse_within: An identical request gets the film that was made within this time.
        voice: Who narrates where nobody is named; None for the best voice of this machine.
        piper_voice: The user's own voice, if they named one.
        whisper_model: The user's own model to transcribe with, if they named one.
        pictures: Whether answers bring pictures along.
        outlives_server: Whether a worker goes on with the work when the server that placed it has ended.
        script_editor: Who betters the words of scripts; None unless the user wants that.
        translator: Who brings captions into other languages; None without a text model.
        rates: How often work may be placed; None where nobody counts.
        warnings: What is odd about the settings, such as a misspelt variable: a sentence each.
        places: Files and folders of this machine that settings name.
        links: Addresses for callers from elsewhere; None where this installation is not on any network.
        credentials: Who signs what leaves, and reads what others have signed.
    """

    home: Path
    objects: ObjectStore
    router: Router
    sounds: SoundOffers
    parts_dir: Path
    approve_above: Money | None
    reuse_within: timedelta
    credentials: Credentials
    voice: str | None = None
    piper_voice: Path | None = None
    whisper_model: Path | None = None
    pictures: bool = True
    outlives_server: bool = False
    script_editor: ScriptEditor | None = None
    translator: Translator | None = None
    rates: Rates | None = None
    warnings: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    links: Links | None = None


def _nobody(_job_id: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, kw_only=True)
class CallersServices(SharedServices):
    """Everything a tool may use to answer one caller; only `Services.for_` makes it.

    `roots` are the folders whose files this caller may name; `on_placed` hears of every job that the call places.
    """

    caller: Caller
    jobs: CallersJobs
    attempts: CallersAttempts
    budget: CallersBudget
    approvals: CallersApprovals
    remote: RemoteFiles
    uploads: CallersUploads
    tasks: CallersTasks
    pushes: CallersPushes
    postings: CallersPostings
    accounts: CallersAccounts
    roots: tuple[Path, ...]
    on_placed: Callable[[str], None] = _nobody

    def also_reading(self, folders: tuple[Path, ...]) -> CallersServices:
        """The same, with more folders whose files this caller may name for now."""
        return replace(self, roots=(*self.roots, *folders)) if folders else self


@dataclass(frozen=True, kw_only=True)
class Services(SharedServices):
    """Everything the work of a job may use.

    `roots` are the folders whose files those callers may name who have no folders of their own. `writer` is None
    without a text model, `critic` where no second opinion is wanted.
    """

    jobs: Jobs
    attempts: Attempts
    retakes: Retakes
    budget: BudgetBook
    approvals: Approvals
    audit: Audit
    remote: RemoteFiles
    uploads: Uploads
    tasks: AgentTasks
    pushes: Pushes
    publications: Publications
    postings: Postings
    accounts: Accounts
    outlets: Outlets
    judge: Judge
    mender: Mender
    renderer: Renderer
    sound_maker: SoundMaker
    roots: tuple[Path, ...]
    writer: Writer | None
    critic: Critic | None = None

    def for_(self, caller: Caller) -> CallersServices:
        """What a tool may use to answer this caller: the one place where teams are kept apart."""
        shared = {one.name: getattr(self, one.name) for one in fields(SharedServices)}
        return CallersServices(
            **{**shared, "router": self.router.for_(caller)},
            caller=caller,
            jobs=self.jobs.for_(caller),
            attempts=self.attempts.for_(caller),
            budget=self.budget.for_(caller),
            approvals=self.approvals.for_(caller),
            remote=self.remote.for_(caller),
            uploads=self.uploads.for_(caller),
            tasks=self.tasks.for_(caller),
            pushes=self.pushes.for_(caller),
            postings=self.postings.for_(caller),
            accounts=self.accounts.for_(caller),
            roots=self.roots if caller.roots is None else caller.roots,
        )
