"""The protocol's methods, over tasks in the database: any process answers for any task, whoever began it."""

from __future__ import annotations

import contextlib
import functools
import inspect
import json
import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

import anyio
from a2a.server.context import ServerCallContext
from a2a.server.events.event_queue import Event
from a2a.server.request_handlers.request_handler import RequestHandler, validate_request_params
from a2a.server.routes import ServerCallContextBuilder
from a2a.types import (
    AgentCard,
    CancelTaskRequest,
    DeleteTaskPushNotificationConfigRequest,
    GetExtendedAgentCardRequest,
    GetTaskPushNotificationConfigRequest,
    GetTaskRequest,
    ListTaskPushNotificationConfigsRequest,
    ListTaskPushNotificationConfigsResponse,
    ListTasksRequest,
    ListTasksResponse,
    Message,
    Role,
    SendMessageRequest,
    SubscribeToTaskRequest,
    Task,
    TaskPushNotificationConfig,
)
from a2a.utils.errors import (
    A2AError,
    InternalError,
    InvalidParamsError,
    PushNotificationNotSupportedError,
    TaskNotCancelableError,
    TaskNotFoundError,
    UnsupportedOperationError,
)
from a2a.utils.task import apply_history_length, validate_history_length, validate_page_size
from starlette.requests import Request

from footage.caller import Caller
from footage.errors import NotFoundError
from footage.ports.agent_tasks import ENDED, PAUSED, AgentStatus, Listing, PushTarget, TaskRecord
from footage.ports.identity import Identity
from footage.threads import in_thread
from mcp_server.agents import errors, wire
from mcp_server.agents.card import extended
from mcp_server.agents.desk import Desk
from mcp_server.agents.following import changes, taken_over
from mcp_server.agents.incoming import Incoming
from mcp_server.agents.pushes import Pusher, config_of, target_of
from mcp_server.agents.telling import Seen, seen
from mcp_server.app import App
from mcp_server.protocol.callers import IDENTITY, REFUSAL
from mcp_server.trouble import in_words

if TYPE_CHECKING:
    from films.services import CallersServices

_PAGE = 50
_CLIENT_CHARS = 100
_log = logging.getLogger("footage.a2a")
F = TypeVar("F", bound=Callable[..., Any])


class Callers(ServerCallContextBuilder):
    """Hands on who sends a request, as the gate has found out."""

    def build(self, request: Request) -> ServerCallContext:
        """See the SDK."""
        identity: Identity = request.scope[IDENTITY]
        client = request.headers.get("user-agent", "")[:_CLIENT_CHARS]
        state = {
            "headers": dict(request.headers),
            "caller": replace(identity.caller, client=client),
            "refusal": request.scope.get(REFUSAL),
        }
        return ServerCallContext(state=state)


def told(method: F) -> F:
    """Refuse in the protocol's words, and tell nothing of what broke inside."""

    @functools.wraps(method)
    async def answer(self: Face, params: Any, context: ServerCallContext) -> Any:
        try:
            return await method(self, params, context)
        except Exception as exc:
            raise _in_protocol(exc) from exc

    @functools.wraps(method)
    async def stream(self: Face, params: Any, context: ServerCallContext) -> AsyncGenerator[Event]:
        try:
            async with contextlib.aclosing(method(self, params, context)) as events:
                async for event in events:
                    yield event
        except Exception as exc:
            raise _in_protocol(exc) from exc

    return cast("F", stream if inspect.isasyncgenfunction(inspect.unwrap(method)) else answer)


def _in_protocol(error: Exception) -> A2AError:
    if isinstance(error, A2AError):
        return error
    known = in_words(error)
    if known is None:
        _log.error("an answer broke", exc_info=error)
        return InternalError(message="Something broke inside Footage; its log says what.")
    return errors.of_error(known)


class Face(RequestHandler):
    """Answers agents.

    Args:
        app: Whose tools, jobs and money they use.
        card: What everybody may read.
        pusher: Tells addresses that agents name; None where nobody allows that.
    """

    def __init__(self, app: App, card: AgentCard, pusher: Pusher | None = None) -> None:
        self._app, self.card, self._pusher = app, card, pusher
        self.incoming = Incoming(Desk(app))

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Be able to answer."""
        async with anyio.create_task_group() as asking:
            self.incoming.ask_in(asking)
            if self._pusher:
                asking.start_soon(self._pusher.run)
            try:
                yield
            finally:
                self.incoming.ask_in(None)
                asking.cancel_scope.cancel()

    @told
    @validate_request_params
    async def on_message_send(self, params: SendMessageRequest, context: ServerCallContext) -> Task | Message:
        """SendMessage: waits for the end of the task, or for its question, unless told not to."""
        services = await self._services(context)
        got = await self._taken(services, params)
        if isinstance(got, Message):
            return got
        if not params.configuration.return_immediately:
            async for last in self._changes(services, got, ENDED | PAUSED):
                got = last
        return apply_history_length((await seen(services, got)).task, params.configuration)

    @told
    @validate_request_params
    async def on_message_send_stream(
        self, params: SendMessageRequest, context: ServerCallContext
    ) -> AsyncGenerator[Event]:
        """SendStreamingMessage: until the end of the task, or its question."""
        services = await self._services(context)
        got = await self._taken(services, params)
        if isinstance(got, Message):
            yield got
            return
        first = await seen(services, got)
        yield apply_history_length(first.task, params.configuration)
        async for event in self._events(services, first, ENDED | PAUSED):
            yield event

    @told
    @validate_request_params
    async def on_subscribe_to_task(
        self, params: SubscribeToTaskRequest, context: ServerCallContext
    ) -> AsyncGenerator[Event]:
        """SubscribeToTask: until the end of the task."""
        services = await self._services(context, "video:read")
        first = await seen(services, await self._found(services, params.id))
        if first.record.status in ENDED:
            raise UnsupportedOperationError(message="The task has ended: GetTask has what came of it.")
        yield first.task
        async for event in self._events(services, first, ENDED):
            yield event

    @told
    @validate_request_params
    async def on_get_task(self, params: GetTaskRequest, context: ServerCallContext) -> Task | None:
        """GetTask."""
        validate_history_length(params)
        services = await self._services(context, "video:read")
        record = await self._found(services, params.id)
        if record.now.is_left:
            await taken_over(services, record, self.incoming.begin)
            record = await self._found(services, params.id)
        return apply_history_length((await seen(services, record)).task, params)

    @told
    @validate_request_params
    async def on_list_tasks(self, params: ListTasksRequest, context: ServerCallContext) -> ListTasksResponse:
        """ListTasks: the newest status first."""
        services = await self._services(context, "video:read")
        page = await in_thread(services.tasks.page, _listing(params))
        found = [await seen(services, one, whole=params.include_artifacts) for one in page.tasks]
        return ListTasksResponse(
            tasks=[apply_history_length(one.task, params) for one in found],
            next_page_token=_token(page.before) if page.before else "",
            page_size=params.page_size or _PAGE,
            total_size=page.total,
        )

    @told
    @validate_request_params
    async def on_cancel_task(self, params: CancelTaskRequest, context: ServerCallContext) -> Task | None:
        """CancelTask: waits a little for the work to stop."""
        services = await self._services(context, "video:make")
        record = await self._found(services, params.id)
        if record.status in ENDED:
            raise TaskNotCancelableError(message=f"The task is {record.status} already.")
        return (await seen(services, await self.incoming.cancel(services, record))).task

    @told
    async def on_get_extended_agent_card(
        self, params: GetExtendedAgentCardRequest, context: ServerCallContext
    ) -> AgentCard:
        """GetExtendedAgentCard: what this caller may use, with schemas."""
        return extended(self.card, _caller(context))

    @told
    @validate_request_params
    async def on_create_task_push_notification_config(
        self, params: TaskPushNotificationConfig, context: ServerCallContext
    ) -> TaskPushNotificationConfig:
        """Tell somebody of a task."""
        services = await self._pushing(context)
        await self._found(services, params.task_id)
        return await self._told_from_now_on(services, params.task_id, await self._target(params))

    @told
    @validate_request_params
    async def on_get_task_push_notification_config(
        self, params: GetTaskPushNotificationConfigRequest, context: ServerCallContext
    ) -> TaskPushNotificationConfig:
        """Who is told of a task."""
        services = await self._pushing(context)
        await self._found(services, params.task_id)
        targets = await in_thread(services.pushes.of_task, params.task_id)
        found = next((one for one in targets if one.id == params.id), None)
        if found is None:
            raise TaskNotFoundError(message=f"Nobody of the name {params.id[:100]!r} is told of this task.")
        return config_of(params.task_id, found)

    @told
    @validate_request_params
    async def on_list_task_push_notification_configs(
        self, params: ListTaskPushNotificationConfigsRequest, context: ServerCallContext
    ) -> ListTaskPushNotificationConfigsResponse:
        """All who are told of a task: at most as many as fit into one page."""
        services = await self._pushing(context)
        await self._found(services, params.task_id)
        targets = await in_thread(services.pushes.of_task, params.task_id)
        return ListTaskPushNotificationConfigsResponse(configs=[config_of(params.task_id, one) for one in targets])

    @told
    @validate_request_params
    async def on_delete_task_push_notification_config(
        self, params: DeleteTaskPushNotificationConfigRequest, context: ServerCallContext
    ) -> None:
        """Tell somebody nothing more of a task."""
        services = await self._pushing(context)
        await self._found(services, params.task_id)
        await in_thread(services.pushes.remove, params.task_id, params.id)

    async def _pushing(self, context: ServerCallContext) -> CallersServices:
        if self._pusher is None:
            raise PushNotificationNotSupportedError(message="This Footage tells nobody (FOOTAGE_AGENT_WEBHOOKS).")
        return await self._services(context, "video:make")

    async def _target(self, config: TaskPushNotificationConfig) -> PushTarget:
        if self._pusher is None:
            raise PushNotificationNotSupportedError(message="This Footage tells nobody (FOOTAGE_AGENT_WEBHOOKS).")
        target = target_of(config)
        await self._pusher.require_public(target)
        return target

    async def _told_from_now_on(
        self, services: CallersServices, task_id: str, target: PushTarget
    ) -> TaskPushNotificationConfig:
        await in_thread(services.pushes.put, task_id, target)
        return config_of(task_id, target)

    async def _services(self, context: ServerCallContext, scope: Any = None) -> CallersServices:
        caller = _caller(context)
        if scope:
            caller.require(scope)
        everything = await self._app.services()
        await in_thread(self._app.background.take_over, everything.jobs)
        return everything.for_(caller)

    async def _taken(self, services: CallersServices, params: SendMessageRequest) -> TaskRecord | Message:
        if params.message.role != Role.ROLE_USER:
            raise InvalidParamsError(message="A message to this agent has the role ROLE_USER.")
        validate_history_length(params.configuration)
        wanted = params.configuration.task_push_notification_config
        target = await self._target(wanted) if wanted.url else None
        try:
            got = await self.incoming.take(services, wire.heard(params))
        except NotFoundError as exc:
            if params.message.task_id and params.message.task_id in exc.message:
                raise TaskNotFoundError(message=exc.message) from exc
            raise
        if target and isinstance(got, TaskRecord):
            await self._told_from_now_on(services, got.task_id, target)
        return got

    async def _found(self, services: CallersServices, task_id: str) -> TaskRecord:
        try:
            return await in_thread(services.tasks.get, task_id)
        except NotFoundError as exc:
            raise TaskNotFoundError(message=exc.message) from exc

    async def _events(
        self, services: CallersServices, first: Seen, until: Collection[AgentStatus]
    ) -> AsyncGenerator[Event]:
        """What happens to a task from now on; an artifact comes before the status that ends it."""
        async for record in self._changes(services, first.record, until):
            now = await seen(services, record)
            for artifact in now.artifacts:
                yield wire.artifact_update(record, artifact)
            yield wire.status_update(record, now.status)

    def _changes(
        self, services: CallersServices, record: TaskRecord, until: Collection[AgentStatus]
    ) -> AsyncGenerator[TaskRecord]:
        return changes(services, record, until, self.incoming.begin)


def _caller(context: ServerCallContext) -> Caller:
    if refusal := context.state.get("refusal"):
        raise refusal
    caller: Caller = context.state["caller"]
    return caller


def _listing(params: ListTasksRequest) -> Listing:
    validate_history_length(params)
    if params.HasField("page_size"):
        validate_page_size(params.page_size)
    return Listing(
        context_id=params.context_id or None,
        status=wire.STATUSES.get(params.status),
        since=wire.moment(params.status_timestamp_after) if params.HasField("status_timestamp_after") else None,
        before=_place(params.page_token) if params.page_token else None,
        limit=params.page_size or _PAGE,
    )


def _token(place: tuple[datetime, str]) -> str:
    return urlsafe_b64encode(json.dumps([place[0].isoformat(), place[1]]).encode()).decode()


def _place(token: str) -> tuple[datetime, str]:
    try:
        at, task_id = json.loads(urlsafe_b64decode(token))
        found = datetime.fromisoformat(at).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, RecursionError) as exc:
        raise InvalidParamsError(message="There is no such page: take nextPageToken as it was told.") from exc
    if not isinstance(task_id, str):
        raise InvalidParamsError(message="There is no such page: take nextPageToken as it was told.")
    return found, task_id
