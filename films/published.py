"""The work of `publish_video`: a film sent to an account, once.

Each step is written down before the next one: what is meant to be sent before anybody is asked, where its bytes go
before the first of them. So whoever goes on after a crash knows what to ask the outlet, and nothing is sent twice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import anyio

from films.outlet_files import film_for
from films.publish_order import LINK, NAMES, NOT_SAID, PublishOrder
from films.services import Services
from footage.answers import ErrorInfo, Publication
from footage.canonical import fingerprint
from footage.errors import (
    AuthFailedError,
    FootageError,
    GeneratorError,
    InDoubtError,
    InvalidInputError,
    JobCancelledError,
    ModerationOutputError,
    QuotaExhaustedError,
    RequestRejectedError,
    VendorFailedError,
)
from footage.faults import crash_point
from footage.ports.jobs import JobContext, Work
from footage.ports.outlets import (
    LAST,
    Account,
    Intended,
    NothingSentError,
    NotKeptError,
    NotTakenError,
    Outlet,
    Post,
    Posting,
    Sent,
    SessionGoneError,
    Standing,
)
from footage.ports.records import JobResult
from footage.retry import is_away, patiently
from footage.threads import in_thread

_SESSIONS = 3
"""So many sessions that left nothing behind are begun anew."""

_REFUSED = (RequestRejectedError, ModerationOutputError)
_GONE = (NotKeptError, NotTakenError)
_THROWN_OUT = (ModerationOutputError, *_GONE)
_LONGEST_POLL_S = 30.0
AGAIN = "Call again: what was sent already is not sent twice."


def work(services: Services) -> Work[PublishOrder]:
    """Send the film, from where an earlier run or job stopped."""

    async def make(job: JobContext, order: PublishOrder) -> JobResult:
        return await _Sending(services, job, order).walk()

    return Work(lambda: PublishOrder, make)


def account_of(services: Services, team_id: str, target: str, account: str) -> Account:
    """An account with its keys; a permanent link needs none."""
    if (target, account) == ("store", LINK):
        facts = {"kind": LINK, "public": True}
        return Account(team_id=team_id, target="store", account=LINK, title="permanent link", facts=facts, keys={})
    return services.accounts.open(team_id, target, account)


@dataclass
class _Sending:
    """One run of a job that sends a film."""

    services: Services
    job: JobContext
    order: PublishOrder

    async def walk(self) -> JobResult:
        """The whole way."""
        await self.job.report(0.02, "Getting the film ready")
        record, order = self.job.record, self.order
        account = await in_thread(account_of, self.services, record.caller.team_id, order.target, order.account)
        outlet = self.services.outlets.open(account, pulse=self._pulse)
        intended = Intended(
            target=order.target,
            account=order.account,
            film_sha256=order.film_sha256,
            once=order.once,
            wish=fingerprint(order, without=NOT_SAID),
        )
        posting = await patiently(self.services.postings.begin, record.job_id, record.runs, intended)
        crash_point("post_intended")
        if posting.state == "in_doubt":
            raise self._in_doubt(posting)
        if posting.state == "failed":  # an earlier run has written that down, and nothing after it
            raise _problem_of(posting)
        try:
            post = await in_thread(self._post, posting)
            sent = await self._sent(outlet, post, posting)
        except FootageError as exc:
            await self._told(exc)
            raise
        return await self._settled(outlet, post, sent, posting)

    # --- up to where the outlet has it ----------------------------------------------------------------------------

    async def _sent(self, outlet: Outlet, post: Post, posting: Posting) -> Sent:
        """The film as the outlet has it."""
        if posting.state in {"sent", "live"}:
            return Sent(remote_id=posting.remote_id or "", url=posting.url)
        session = posting.session if posting.state == "session" else None
        had_all = LAST in posting.done
        why: FootageError | None = None
        for _ in range(_SESSIONS):
            if session is None:
                session = await self._session(outlet, post)
            try:
                sent = await in_thread(self._send, outlet, post, session)
            except SessionGoneError as exc:
                is_unsure = had_all or not exc.is_certain
                found = await self._looked_for(outlet, post, session, had_all=had_all) if is_unsure else None
            except NotKeptError as exc:
                found, why = None, exc
            else:
                return await self._taken(sent)
            if found is not None:
                return await self._taken(found)
            await self._write("anew")
            session, had_all = None, False
        raise why or GeneratorError(f"{self._where} forgets what it is sent.", backend=self.order.target, hint=AGAIN)

    async def _taken(self, sent: Sent) -> Sent:
        """Write down that the outlet has it."""
        crash_point("post_taken")
        await self._write("sent", sent.remote_id, sent.url)
        crash_point("post_sent")
        return sent

    async def _session(self, outlet: Outlet, post: Post) -> str:
        await self.job.report(0.05, f"Asking {self._where} for a place")
        session = await in_thread(outlet.start, post)
        crash_point("post_placed")
        await self._write("session", session)
        crash_point("post_session")
        return session

    def _send(self, outlet: Outlet, post: Post, session: str) -> Sent:
        tell = self.job.reporter(0.1, 0.9, f"Sending to {self._where}")

        def progress(share: float) -> None:
            tell(min(1.0, share))
            if share > 0:
                crash_point("post_chunk")

        def last() -> None:
            self.services.postings.did(self.job.record.job_id, self.job.record.runs, LAST)
            crash_point("post_last")

        return outlet.send(post, session, progress=progress, last=last)

    async def _looked_for(self, outlet: Outlet, post: Post, session: str, *, had_all: bool) -> Sent | None:
        """A film whose session is gone; None where it is certain that nothing is there."""
        now = await in_thread(self.services.postings.get, self.job.record.job_id)
        if not (had_all or LAST in now.done):
            return None
        try:
            return await in_thread(outlet.find, post, session)
        except NothingSentError:
            return None
        except InDoubtError:
            await self._write("doubt")
            raise

    async def _told(self, error: FootageError) -> None:
        """Write down how it ended, as far as that is known."""
        if is_away(error):  # it goes on when the database is back
            return
        now = await in_thread(self.services.postings.get, self.job.record.job_id)
        # Once all of it may be there, a refusal proves nothing: sites have refused what they had published.
        is_not_there = isinstance(error, _GONE) or (LAST not in now.done and isinstance(error, _REFUSED))
        if now.state == "intent" or (now.state == "session" and is_not_there):
            await self._write("failed", ErrorInfo.of(error).model_dump())
        elif now.state == "session" and isinstance(error, JobCancelledError) and LAST in now.done:
            error.hint = f"All of it may have been sent: look at {self._where}; calling again finds out and goes on."

    # --- what comes after -----------------------------------------------------------------------------------------

    async def _settled(self, outlet: Outlet, post: Post, sent: Sent, posting: Posting) -> JobResult:
        """With what belongs to the film, once the outlet is done with it."""
        notes, added = list(self.order.notes), list[str]()
        try:
            if posting.state != "live":
                added, problems = await self._steps(outlet, post, sent, posting)
                notes += problems
            standing = await self._stood(outlet, post, sent)
        except JobCancelledError as exc:
            await self._write("live", sent.url)
            exc.hint = f"The film is at {self._where} already ({sent.url or sent.remote_id}): take it down there."
            raise
        except _THROWN_OUT as exc:
            await self._write("failed", ErrorInfo.of(exc).model_dump())
            raise
        url = standing.url or sent.url
        await self._write("live", url)
        crash_point("post_live")
        notes += [standing.said] if standing.said else []
        return self._result(post, sent, url, notes, added, is_done=standing.is_done)

    async def _steps(self, outlet: Outlet, post: Post, sent: Sent, posting: Posting) -> tuple[list[str], list[str]]:
        """What was added to the film, and what stood in the way of the rest."""
        await self.job.report(0.92, f"{self._where} has it")
        added, problems = list[str](), list[str]()
        for step in outlet.steps(post):
            if step not in posting.done:
                try:
                    await in_thread(outlet.take, step, post, sent)
                except FootageError as exc:
                    _refuse_to_pass(exc)
                    problems.append(f"{step} not added: {exc.message.rstrip('.')}")
                    continue
                crash_point("post_step")
                await self._write("did", step)
            added.append(step)
        return added, problems

    async def _stood(self, outlet: Outlet, post: Post, sent: Sent) -> Standing:
        """Look until the outlet is done with it, or has taken too long."""
        pause_s, waited_s = self.services.outlets.poll_s, 0.0
        while True:
            try:
                standing = await in_thread(outlet.look, post, sent)
            except _THROWN_OUT:
                raise
            except FootageError as exc:  # it is there, whatever else does not work
                _refuse_to_pass(exc)
                return Standing(is_done=False, url=sent.url, said=f"how it stands is not known: {exc.message}")
            if standing.is_done or waited_s >= self.services.outlets.deadline_s:
                return standing
            await self.job.report(0.95, f"{self._where} is working on it")
            await anyio.sleep(pause_s)
            waited_s += pause_s
            pause_s = min(pause_s * 1.5, max(_LONGEST_POLL_S, self.services.outlets.poll_s))

    def _result(
        self, post: Post, sent: Sent, url: str | None, notes: list[str], added: list[str], *, is_done: bool
    ) -> JobResult:
        order = self.order
        is_draft = order.target == "tiktok"
        publication = Publication(
            target=order.target,
            account=order.account_title,
            state="draft" if is_draft else "live" if is_done else "processing",
            visibility=order.visibility,
            publish_at=order.publish_at,
            url=url,
            remote_id=sent.remote_id or None,
            tag=post.tag,
            notes=notes,
        )
        return JobResult(publication=publication, message=_told(publication, self._where, added))

    # --- small things ---------------------------------------------------------------------------------------------

    @property
    def _where(self) -> str:
        return NAMES.get(self.order.target, self.order.target)

    def _pulse(self) -> None:
        self.job.reporter(0.1, 0.1, f"Waiting for {self._where}")(0.0)

    def _post(self, posting: Posting) -> Post:
        """What is sent, in the form that the outlet takes."""
        order = self.order
        with order.source.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != order.film_sha256:
                raise InvalidInputError("The film is not the one any more that was to be sent.", hint="Call again.")
        film = film_for(self.services, order.target, order.source, order.source_job_id, self.job.work_dir)
        return Post(
            film=film,
            sha256=order.film_sha256,
            name=order.name,
            tag=posting.tag,
            title=order.title,
            description=order.description,
            tags=order.tags,
            visibility=order.visibility,
            publish_at=order.publish_at,
            made_with_ai=order.made_with_ai,
            captions=_there(order.captions),
            language=order.language,
            poster=_there(order.poster),
            playlist=order.playlist,
            link=self._link(),
            job_id=self.job.record.job_id,
            film_job_id=order.source_job_id,
            duration_s=order.duration_s,
            begun_at=posting.created_at,
        )

    def _link(self) -> str | None:
        """Where the film can be fetched, for who fetches it."""
        from films.stored import link, stored_as

        order, links = self.order, self.services.links
        if order.target != "store" or (stored := stored_as(order.source)) is None:
            return None
        bucket = link(self.services, str(order.source))
        return bucket.url if bucket else links.film(*stored).url if links else None

    def _in_doubt(self, posting: Posting) -> InDoubtError:
        return InDoubtError(
            f"It is unknown whether {self._where} has the film (tag {posting.tag}).",
            backend=self.order.target,
            hint=f"Ask the user to look there, then to run `footage resolve {posting.job_id} --posted URL` or "
            "--not-posted.",
        )

    async def _write(self, what: str, *values: object) -> None:
        book, record = self.services.postings, self.job.record
        await patiently(getattr(book, what), record.job_id, record.runs, *values)


def _refuse_to_pass(error: FootageError) -> None:
    """Raise what is about the job itself, and nothing that an outlet or an account does."""
    if isinstance(error, JobCancelledError) or is_away(error):
        raise error


def _problem_of(posting: Posting) -> FootageError:
    """Why it failed, as it was written down."""
    said = posting.problem or {}
    kinds = (AuthFailedError, QuotaExhaustedError, ModerationOutputError, RequestRejectedError)
    kind = next((one for one in kinds if one.code == said.get("code")), VendorFailedError)
    return kind(str(said.get("message", "It failed.")), backend=posting.target, hint=str(said.get("hint") or AGAIN))


def _there(file: Path | None) -> Path | None:
    """A file beside the film, unless it was deleted since."""
    return file if file and file.is_file() else None


def _told(publication: Publication, where: str, added: list[str]) -> str:
    """What came of it, for people."""
    named = f" as {publication.remote_id}" if publication.target == "store" and publication.remote_id else ""
    at = f": {publication.url}" if publication.url else named
    how = {
        "draft": f"A draft is in the inbox of {publication.account} at {where}",
        "processing": f"{where} has the film and still works on it",
        "live": f"Sent to {publication.account} at {where}",
    }[publication.state]
    seen = "" if publication.state == "draft" else f" ({publication.visibility})"
    when = f", public from {publication.publish_at:%Y-%m-%d %H:%M} UTC" if publication.publish_at else ""
    # No full stop touches an address: whoever reads it may take that for a part of it.
    said = [f"{how}{seen}{when}{at}", *([f"with {' and '.join(added)}"] if added else []), *publication.notes]
    return "; ".join(said)
