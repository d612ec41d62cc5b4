"""Where films are sent: accounts at sites, places of one's own, and the book of what was sent where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from footage.caller import Owner
from footage.errors import CallerError, RequestRejectedError, VendorFailedError

Target = Literal["youtube", "tiktok", "instagram", "store"]
Visibility = Literal["private", "unlisted", "public"]

PostingState = Literal["intent", "session", "sent", "live", "failed", "in_doubt", "moved"]
"""How far a film is on its way out.

`intent`: it is about to be sent, nobody was asked. `session`: the outlet has a place for it and may have bytes of it.
`sent`: the outlet has all of it and a name for it. `live`: the outlet is done with it. `failed`: it is not there, or
the outlet threw it out. `in_doubt`: nobody knows whether it is there. `moved`: a later job goes on with it.
"""

ON_THEIR_WAY: frozenset[PostingState] = frozenset({"intent", "session"})
LAST = "last"
"""The step before the outlet could have the whole film; without it, a session that is gone left nothing behind."""


@dataclass(frozen=True, kw_only=True)
class Posting:
    """A film that a job sends somewhere, as stored.

    Attributes:
        job_id: The job.
        target: Which kind of outlet.
        account: Which account there, by the outlet's own name for it.
        film_sha256: The film.
        state: See `PostingState`.
        tag: A word of ours that is put on the film, so that it is found again.
        session: Where the bytes go; never shown, for whoever has it may send.
        remote_id: What the outlet calls the film.
        url: Where people see it.
        done: Steps that were taken, for a run that goes on.
        created_at: When it was meant to be sent.
        changed_at: When it last got any further.
        problem: Why it is not there, where it failed.
    """

    job_id: str
    target: str
    account: str
    film_sha256: str
    state: PostingState
    tag: str
    session: str | None = field(default=None, repr=False)
    remote_id: str | None = None
    url: str | None = None
    done: tuple[str, ...] = ()
    created_at: datetime
    changed_at: datetime
    problem: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Intended:
    """What a job is about to send.

    `once` is the same for two jobs that would send the same film there, `wish` for two that would say the same of it.
    """

    target: str
    account: str
    film_sha256: str
    once: str
    wish: str = ""


class PostedBeforeError(CallerError):
    """Another job has sent the same film there, or is about to."""

    def __init__(self, job_id: str, state: str) -> None:
        super().__init__(
            f"The same film goes there by {job_id} ({state}); nothing was sent twice.",
            hint=f"Call get_job with job_id={job_id!r}.",
        )
        self.job_id = job_id


class OtherWishError(CallerError):
    """An earlier try with other words may have got there: it has to be found out first."""

    def __init__(self, job_id: str) -> None:
        super().__init__(
            f"{job_id} may have sent this film there with other words or for others to see; nothing was sent twice.",
            hint="Call again with the arguments of that job, which finds out and goes on.",
        )


class CallersPostings(Protocol):
    """What one caller's team has sent, to look at."""

    def known(self, once: str) -> Posting | None:
        """What was sent, or is on its way, under this name; None where it may be sent."""

    def newest(self, limit: int) -> list[Posting]: ...

    def resolve(self, job_id: str, *, url: str | None) -> Posting:
        """Write down what a person found out of one in doubt: where it is, or (None) that it is not there.

        Raises:
            NotFoundError: The team has none of that job.
            InvalidInputError: It is not in doubt.
        """


class Postings(Protocol):
    """The book of what is sent: every method is one transaction, and refuses a run of a job that is over."""

    def for_(self, caller: Owner) -> CallersPostings:
        """The same book for one caller's team."""

    def get(self, job_id: str) -> Posting:
        """Raises NotFoundError."""

    def begin(self, job_id: str, run: int, intended: Intended) -> Posting:
        """Write the intent down before anybody is asked, or go on with what was begun.

        An earlier run of the job may have begun it, or a job that ended before the outlet had the film.

        Raises:
            PostedBeforeError: Another job has it.
            OtherWishError: A job that has ended may have sent it otherwise.
            RunOverError: A later run of the job has begun.
        """

    def session(self, job_id: str, run: int, session: str) -> None:
        """There is a place for the bytes; none was sent yet."""

    def anew(self, job_id: str, run: int) -> None:
        """The session is gone and left nothing behind: back to the intent."""

    def did(self, job_id: str, run: int, step: str) -> None:
        """A step was taken."""

    def sent(self, job_id: str, run: int, remote_id: str, url: str | None) -> None:
        """The outlet has the film."""

    def live(self, job_id: str, run: int, url: str | None) -> None:
        """The outlet is done with it."""

    def failed(self, job_id: str, run: int, error: Mapping[str, Any]) -> None:
        """It is not there: it may be sent again."""

    def doubt(self, job_id: str, run: int) -> None:
        """Nobody knows whether it is there: a person must look."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account, a channel or a place that films can be sent to, with its keys.

    Attributes:
        team_id: Whose it is.
        target: Which kind of outlet.
        account: The outlet's own name for it.
        title: What people call it.
        facts: What may be shown: what it may do, whether anybody sees what is put there.
        keys: Never shown, logged or stored as they are.
        version: Goes up when the keys change.
    """

    team_id: str
    target: str
    account: str
    title: str
    facts: Mapping[str, Any]
    keys: Mapping[str, Any] = field(repr=False)
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class AccountLine:
    """An account as lists show it; `trouble` is why its keys do not work, as far as is known."""

    target: str
    account: str
    title: str
    facts: Mapping[str, Any]
    connected_at: datetime
    trouble: str = ""

    @property
    def is_public(self) -> bool:
        """Whether others may see what is sent there, whatever the film's visibility is to be."""
        return bool(self.facts.get("public"))


class CallersAccounts(Protocol):
    """The accounts of one caller's team, without their keys."""

    def listed(self) -> list[AccountLine]: ...


class Accounts(Protocol):
    """The accounts of teams."""

    def for_(self, caller: Owner) -> CallersAccounts:
        """Those of one caller's team, to look at."""

    def connect(self, account: Account) -> None:
        """Keep an account, in the place of an earlier one of the same name."""

    def listed(self, team_id: str) -> list[AccountLine]: ...

    def open(self, team_id: str, target: str, account: str) -> Account:
        """With its keys.

        Raises:
            NotFoundError: There is none.
            UnavailableError: This machine cannot read its keys.
        """

    def renewed(self, account: Account, keys: Mapping[str, Any]) -> Account:
        """Keep new keys, or get those that another process has renewed meanwhile."""

    def troubled(self, account: Account, trouble: str) -> None:
        """Note why the keys do not work."""

    def remove(self, team_id: str, target: str, account: str) -> bool:
        """Forget an account and its keys; whether there was one."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """A film with all that is sent with it.

    Attributes:
        film: The file.
        sha256: Of it.
        name: What a file of it is called, without its ending.
        tag: Our word, by which it is found again.
        title: At most what the outlet takes.
        description: Likewise.
        tags: Likewise.
        visibility: Who may see it.
        publish_at: When it becomes public by itself.
        made_with_ai: Whether the outlet is told so.
        captions: An SRT file.
        language: Of the captions and texts, as a BCP 47 tag; None where nobody knows.
        poster: A JPEG.
        playlist: Where it is added.
        link: Where the film can be fetched.
        job_id: The job that sends it.
        film_job_id: The job that made it, if one did.
        duration_s: How long it is, in seconds.
        begun_at: When it was meant to be sent first.
    """

    film: Path
    sha256: str
    name: str
    tag: str
    title: str
    description: str = ""
    tags: tuple[str, ...] = ()
    visibility: Visibility = "private"
    publish_at: datetime | None = None
    made_with_ai: bool = True
    captions: Path | None = None
    language: str | None = None
    poster: Path | None = None
    playlist: str | None = None
    link: str | None = None
    job_id: str
    film_job_id: str | None = None
    duration_s: float = 0.0
    begun_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the outlet calls a film that it has, and where people see it."""

    remote_id: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the outlet says of a film that it has: whether it is done with it, and what people should know."""

    is_done: bool
    url: str | None = None
    said: str = ""


class NotKeptError(VendorFailedError):
    """The outlet had the film, and threw it away: it may be sent anew."""


class NotTakenError(RequestRejectedError):
    """The outlet had the film, and threw it out for what it is: another one may be taken."""


class SessionGoneError(Exception):
    """The outlet knows nothing of the session any more; `is_certain` where it has said so to all that was ever sent."""

    def __init__(self, *, is_certain: bool = False) -> None:
        super().__init__("the session is gone")
        self.is_certain = is_certain


class NothingSentError(Exception):
    """The outlet has nothing of the film, for certain: it may be sent anew."""


class Outlet(Protocol):
    """One account, and how a film gets there. Blocking; every method may be called again after a crash."""

    name: str

    def start(self, post: Post) -> str:
        """Get a place for the bytes; nothing can be seen by anybody yet, however often this is called."""

    def send(self, post: Post, session: str, *, progress: Callable[[float], None], last: Callable[[], None]) -> Sent:
        """Send what the outlet does not have yet; `last` is called before it can have all of it.

        Raises:
            SessionGoneError: There is no such session any more.
            FootageError: The outlet refuses the film, or cannot be reached for too long.
        """

    def find(self, post: Post, session: str) -> Sent:
        """Look for a film whose session is gone though all of it may have been sent.

        Raises:
            NothingSentError: It is not there, for certain.
            InDoubtError: It was not found, which proves nothing.
        """

    def steps(self, post: Post) -> Sequence[str]:
        """What belongs to the film and is sent after it, by name."""

    def take(self, step: str, post: Post, sent: Sent) -> None:
        """Send one of those; raises FootageError where that is refused, which does not undo the film."""

    def look(self, post: Post, sent: Sent) -> Standing:
        """How the film stands there.

        Raises:
            FootageError: The outlet threw it out.
        """


class Outlets(Protocol):
    """All outlets.

    Attributes:
        poll_s: Between looks at how a film stands, in seconds.
        deadline_s: How long a film is looked at, in seconds.
    """

    @property
    def poll_s(self) -> float: ...

    @property
    def deadline_s(self) -> float: ...

    def open(self, account: Account, *, pulse: Callable[[], None] = lambda: None) -> Outlet:
        """The outlet of an account; `pulse` is called while it waits, and may raise to stop.

        Raises:
            UnavailableError: There is nothing here that could send there.
        """
