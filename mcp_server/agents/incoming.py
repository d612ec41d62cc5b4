"""Messages that come in: each becomes a task, an answer to a task's question, or a reply at once."""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import anyio
from a2a.types import Message
from a2a.utils.errors import ContentTypeNotSupportedError, InvalidParamsError, UnsupportedOperationError
from anyio.abc import TaskGroup

from footage.answers import VideoJob
from footage.errors import FootageError, InvalidInputError, NotFoundError, TooManyCallsError, UnsupportedMediaError
from footage.job_ids import JOB_ID
from footage.ports.agent_tasks import ENDED, Listing, Sent, TaskRecord, TaskState, Wanted
from footage.threads import in_thread
from mcp_server.agents import errors, telling, wire
from mcp_server.agents.commands import Call, Decide, Look, Say, Stop, Wish
from mcp_server.agents.desk import Desk, tools
from mcp_server.agents.following import changes
from mcp_server.agents.replies import Reply, reply_to
from mcp_server.agents.wishes import Heard, tasks_in, wish_of, with_jobs
from tools import names
from tools.limits import require_tool

if TYPE_CHECKING:
    from films.services import CallersServices
    from tools.base import Answer, Tool

HOLD_S = 3.0
"""For how long a tool may look into what it was asked before its task is handed out all the same: clients give up a
request on which nothing is heard for five seconds."""

CANCEL_S = 5.0
"""For how long a task may take to stop before it is told as it stands."""

MOST_ASKED = 16
"""Tools that are asked for one caller at the same time: some look into files from the web for long."""

MOST_CHARS = 200
"""Of ids that callers choose."""

_SHOWN = 5
Owned = tuple[str, str, str]
"""A caller, as their messages are counted."""

_log = logging.getLogger("footage.a2a")


class Incoming:
    """Takes messages in.

    Args:
        desk: Asks tools.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._asking: TaskGroup | None = None
        self._under_way: Counter[Owned] = Counter()

    def ask_in(self, group: TaskGroup | None) -> None:
        """Ask tools in this group, which outlives the requests that want it."""
        self._asking = group

    async def take(self, services: CallersServices, heard: Heard) -> TaskRecord | Message:
        """Take a message in.

        Raises:
            A2AError: It cannot be answered.
            FootageError: Likewise.
        """
        if max(len(heard.context_id), len(heard.message_id)) > MOST_CHARS:
            raise InvalidParamsError(message=f"messageId and contextId have at most {MOST_CHARS} characters.")
        if heard.task_id:
            return await self._go_on(services, heard, await in_thread(services.tasks.get, heard.task_id))
        wish = await self._wish(services, heard)
        match wish:
            case Call():
                return await self._call(services, heard, wish)
            case Decide(quote_id=str() as quote_id):
                asking = await in_thread(services.tasks.of_quote, quote_id)
                if asking is None and not await in_thread(services.tasks.of_message, _sent(heard)):
                    return _reply(
                        heard, Reply(f"No task waits for an answer to {quote_id}: it was answered, or ended.")
                    )
                return await self._go_on(services, heard, asking)
            case Decide():
                return await self._which_question(services, heard)
            case Look():
                return await self._look(services, heard, wish)
            case Stop():
                return await self._stop(services, heard, wish)
            case Say():
                return _reply(heard, reply_to(await self._about(services, heard, wish), list(tools())))

    async def begin(self, services: CallersServices, record: TaskRecord) -> None:
        """Ask a task's tool, on the side; wait a moment for what comes of it."""
        if self._asking is None:
            raise RuntimeError("this face does not run")
        decided, whose = anyio.Event(), _whose(services)
        self._under_way[whose] += 1

        async def ask() -> None:
            try:
                await self._desk.ask(services, record)
            except Exception:  # noqa: BLE001 - boundary: it goes on with nobody waiting; somebody else asks again later
                _log.exception("%s could not be asked for %s", record.tool, record.task_id)
            finally:
                self._under_way[whose] -= 1
                self._under_way += Counter()  # without those who wait for nothing
                decided.set()

        self._asking.start_soon(ask)
        with anyio.move_on_after(HOLD_S):
            await decided.wait()

    async def _wish(self, services: CallersServices, heard: Heard) -> Wish:
        try:
            return wish_of(heard, list(tools()))
        except UnsupportedMediaError as exc:
            raise ContentTypeNotSupportedError(message=f"{exc.message} {await _how_to_bring(services, exc)}") from exc

    async def _call(self, services: CallersServices, heard: Heard, call: Call) -> TaskRecord | Message:
        tool = tools()[call.tool]
        arguments = await self._of_jobs(services, dict(call.arguments))
        wish = tool.params.parse(arguments)
        if tool.work is None or getattr(wish, "dry_run", False) or getattr(wish, "preview", False):
            return await self._at_once(services, heard, tool, arguments)
        wanted = Wanted(tool=tool.name, arguments=arguments, context_id=heard.context_id or _new_context())
        services.caller.require(tool.scope)
        if self._under_way[_whose(services)] >= MOST_ASKED:
            raise TooManyCallsError(f"{MOST_ASKED} messages of yours are being looked into.", retry_after_s=HOLD_S)
        claimed = await in_thread(services.tasks.claim, _sent(heard), wanted)
        return await self._asked(services, claimed.task, is_to_ask=claimed.is_to_ask)

    async def _asked(self, services: CallersServices, record: TaskRecord, *, is_to_ask: bool) -> TaskRecord:
        """A task when its tool has been asked, by whomever."""
        if is_to_ask:
            await self.begin(services, record)
        else:
            await self._decided_elsewhere(services, record)
        record = await in_thread(services.tasks.get, record.task_id)
        if record.now.state == "refused" and record.error:
            raise errors.of_info(record.error)
        return record

    async def _decided_elsewhere(self, services: CallersServices, record: TaskRecord) -> None:
        """Wait a moment for what comes of it that another request, maybe of another process, asks a task's tool."""
        from tools.wait import LOOK_INTERVAL_S, lookout_of

        with (
            anyio.move_on_after(HOLD_S),
            lookout_of(services.tasks) as lookout,
            lookout.waiting(record.task_id),
        ):
            state: TaskState | None = record.now
            while state is None or state.state == "asking":
                await anyio.sleep(LOOK_INTERVAL_S)
                state = await lookout.look(record.task_id)

    async def _at_once(self, services: CallersServices, heard: Heard, tool: Tool, arguments: dict[str, Any]) -> Message:
        """The answer of a call that makes nothing."""
        if "wait_s" in tool.params.model_fields:
            arguments = {**arguments, "wait_s": 0}
        try:
            answer = await self._desk.answer(services, tool, arguments)
        except Exception as exc:
            raise errors.of_info(await self._desk.refusal(services, tool.name, exc, arguments)) from exc
        picture = await in_thread(_small, answer) if answer.image else None
        return wire.said(
            _new_message(), _text(answer), answer.result.model_dump(mode="json"), context_id=heard.context_id,
            picture=picture,
        )  # fmt: skip

    async def _of_jobs(self, services: CallersServices, arguments: dict[str, Any]) -> dict[str, Any]:
        """The arguments with a task's job in the place of the task."""
        jobs: dict[str, str] = {}
        for task_id in tasks_in(arguments):
            record = await in_thread(services.tasks.get, task_id)
            if record.job_id is None:
                raise InvalidInputError(f"{task_id} has made nothing: it is {record.status}.")
            jobs[task_id] = record.job_id
        found: dict[str, Any] = with_jobs(arguments, jobs)
        return found

    # --- going on with a task ---------------------------------------------------------------------------------------

    async def _go_on(self, services: CallersServices, heard: Heard, record: TaskRecord | None) -> TaskRecord:
        sent = _sent(heard)
        if known := await in_thread(services.tasks.of_message, sent):
            return await self._asked(services, known, is_to_ask=False) if known.now.state == "asking" else known
        if record is None:
            raise NotFoundError("There is no such task.")
        if heard.context_id and heard.context_id != record.context_id:
            raise InvalidParamsError(message="The task belongs to another contextId.")
        if record.status in ENDED:
            raise UnsupportedOperationError(
                message=f"The task is {record.status} and takes no more messages. Send a new one with its contextId, "
                "and its id in referenceTaskIds."
            )
        wish = await self._wish_or_nothing(services, heard)
        if isinstance(wish, Stop):
            return await self.cancel(services, record)
        if record.status == "input_required":
            return await self._decided(services, record, sent, wish)
        if isinstance(wish, Look):
            return record
        raise UnsupportedOperationError(
            message="The task is being worked on and takes no more messages: CancelTask ends it, and a new message "
            "without its taskId asks for something else."
        )

    async def _wish_or_nothing(self, services: CallersServices, heard: Heard) -> Wish | None:
        """What a message that belongs to a task asks for; what is not understood is nothing."""
        try:
            return await self._wish(services, heard)
        except InvalidInputError:
            return None

    async def _decided(
        self, services: CallersServices, record: TaskRecord, sent: Sent, wish: Wish | None
    ) -> TaskRecord:
        """A task after a message that may have answered its question; anything but a plain answer asks again."""
        if not isinstance(wish, Decide) or wish.quote_id not in {record.quote_id, None}:
            return await in_thread(services.tasks.told, sent, record.task_id)
        require_tool(record.tool, services.caller.limits)
        services.caller.require(tools()[record.tool].scope)
        if not wish.approve:
            return await in_thread(services.tasks.declined, sent, record.task_id, telling.declined())
        if wish.quote_id is None:  # yes to what? the price may have changed since
            return await in_thread(services.tasks.told, sent, record.task_id)
        claimed = await in_thread(services.tasks.answered, sent, record.task_id, wish.quote_id)
        return await self._asked(services, claimed.task, is_to_ask=claimed.is_to_ask)

    async def cancel(self, services: CallersServices, record: TaskRecord) -> TaskRecord:
        """Ask a task to stop, and give it a moment for that."""
        services.caller.require("video:make")
        require_tool(names.CANCEL_JOB, services.caller.limits)
        if not await in_thread(
            services.tasks.cancelled, record.task_id, "It was cancelled; nothing was made or charged."
        ):
            record = await in_thread(services.tasks.get, record.task_id)
            if record.job_id:
                await in_thread(services.jobs.request_cancel, record.job_id)
        record = await in_thread(services.tasks.get, record.task_id)
        with anyio.move_on_after(CANCEL_S):
            async for now in changes(services, record, ENDED, self.begin):
                record = now
        return record

    # --- replies ----------------------------------------------------------------------------------------------------

    async def _which_question(self, services: CallersServices, heard: Heard) -> Message:
        found = await self._recent(services, heard, "input_required")
        lines = [f"{one.task_id}: {one.said}" for one in found]
        text = "\n".join(lines) or "No task waits for an answer."
        return _reply(heard, Reply(f"Which question is that an answer to?\n{text}" if lines else text))

    async def _look(self, services: CallersServices, heard: Heard, look: Look) -> Message:
        services.caller.require("video:read")
        if look.ids:
            return _reply(heard, Reply("\n".join([await self._line(services, one) for one in look.ids[:_SHOWN]])))
        found = await self._recent(services, heard)
        lines = [await self._line(services, one.task_id) for one in found]
        return _reply(heard, Reply("\n".join(lines) or "There are no tasks yet. Send the prompt of a film."))

    async def _line(self, services: CallersServices, name: str) -> str:
        try:
            if JOB_ID.fullmatch(name):
                return await telling.line_of_job(services, name)
            record = await in_thread(services.tasks.get, name)
        except NotFoundError as exc:
            return exc.message
        seen = await telling.seen(services, record)
        line = f"{name} is {record.status}. {seen.status.message.parts[0].text}"
        return line if record.status in ENDED else f'{line} To stop it: "cancel {name}".'

    async def _stop(self, services: CallersServices, heard: Heard, stop: Stop) -> Message:
        if stop.id and JOB_ID.fullmatch(stop.id):
            return await self._at_once(services, heard, tools()[names.CANCEL_JOB], {"job_id": stop.id})
        if stop.id:
            record = await self.cancel(services, await in_thread(services.tasks.get, stop.id))
            return _reply(heard, Reply(f"{record.task_id} is {record.status}."))
        open_ones = [one for one in await self._recent(services, heard) if one.status not in ENDED]
        mine = [one for one in open_ones if one.context_id == heard.context_id]
        if len(mine) == 1:  # in its own conversation there is but one that can be meant
            record = await self.cancel(services, mine[0])
            return _reply(heard, Reply(f"{record.task_id} is {record.status}."))
        lines = [f'"cancel {one.task_id}" stops {one.tool}, which is {one.status}.' for one in open_ones]
        return _reply(heard, Reply("\n".join(["Which one?", *lines]) if lines else "Nothing is under way."))

    async def _recent(self, services: CallersServices, heard: Heard, status: Any = None) -> Sequence[TaskRecord]:
        """The newest tasks of a conversation; of the team, where it has none."""
        services.caller.require("video:read")
        if heard.context_id:
            of_context = Listing(context_id=heard.context_id, status=status, limit=_SHOWN)
            if found := (await in_thread(services.tasks.page, of_context)).tasks:
                return found
        return (await in_thread(services.tasks.page, Listing(status=status, limit=_SHOWN))).tasks

    async def _about(self, services: CallersServices, heard: Heard, say: Say) -> Say:
        """With the film that can only be meant: the newest one of the conversation, or the one that is referred to."""
        if say.about:
            return say
        if len(heard.references) == 1:
            return Say(say.topic, heard.references)
        if not heard.context_id or not services.caller.allows("video:read"):
            return say
        ready = Listing(context_id=heard.context_id, status="completed", limit=1)
        found = (await in_thread(services.tasks.page, ready)).tasks
        return Say(say.topic, (found[0].task_id,)) if found else say


def _whose(services: CallersServices) -> Owned:
    caller = services.caller
    return caller.team_id, caller.key_id, caller.subject


def _reply(heard: Heard, reply: Reply) -> Message:
    data = {"suggestions": [dict(one) for one in reply.suggestions]} if reply.suggestions else None
    return wire.said(_new_message(), reply.text, data, context_id=heard.context_id)


def _sent(heard: Heard) -> Sent:
    return Sent(message_id=heard.message_id, digest=heard.digest, document=heard.document)


def _text(answer: Answer) -> str:
    """An answer in words, without what to call next in the names of another protocol."""
    step = answer.result.next_step if isinstance(answer.result, VideoJob) else ""
    return answer.text.replace(step, "").strip() if step else answer.text


def _small(answer: Answer) -> bytes:
    from media.contact_sheet import small_jpeg

    return small_jpeg(answer.image or b"")


async def _how_to_bring(services: CallersServices, error: FootageError) -> str:
    """How a file is brought: by its address, or by an upload."""
    from footage.errors import ForbiddenPathError
    from tools.paths import with_upload

    return (await in_thread(with_upload, services, ForbiddenPathError(error.message, hint=error.hint))).hint


def _new_context() -> str:
    return f"ctx_{secrets.token_hex(12)}"


def _new_message() -> str:
    return f"msg_{secrets.token_hex(12)}"
