"""The tools that the protocol's own conformance suite calls.

Those that are tasks are real jobs: films of the vendor in miniature, placed by Footage's own tool. So what the suite
sees of them is what clients see.
"""

from __future__ import annotations

import base64
import io
import json
import wave
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import anyio
from mcp import MCPError
from mcp.server import ServerRequestContext
from mcp.shared.exceptions import NoBackChannelError
from mcp.shared.message import ServerMessageMetadata
from mcp.types import (
    MISSING_REQUIRED_CLIENT_CAPABILITY,
    AudioContent,
    CallToolRequestParams,
    CallToolResult,
    ContentBlock,
    CreateMessageRequest,
    CreateMessageRequestParams,
    CreateMessageResult,
    ElicitRequest,
    ElicitRequestFormParams,
    ElicitResult,
    EmbeddedResource,
    ImageContent,
    InputRequest,
    InputRequiredResult,
    ListRootsRequest,
    LoggingMessageNotification,
    LoggingMessageNotificationParams,
    SamplingMessage,
    TextContent,
    TextResourceContents,
)
from PIL import Image

from mcp_server.protocol import tasks

Context = ServerRequestContext[Any]
Outcome = CallToolResult | InputRequiredResult
Answer = Callable[[Context, CallToolRequestParams], Awaitable[Outcome]]

TOOLS: dict[str, Answer] = {}
SCHEMAS: Mapping[str, dict[str, Any]] = {
    "json_schema_2020_12_tool": {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": {"address": {"$anchor": "home", "type": "object", "properties": {"street": {"type": "string"}}}},
        "properties": {
            "address": {"$ref": "#/$defs/address"},
            "phone": {"type": "string"},
            "email": {"type": "string"},
        },
        "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
        "if": {"required": ["address"]},
        "then": {"required": ["phone"]},
        "else": {"required": ["email"]},
        "additionalProperties": False,
    },
    "argument_in_a_header": {
        "type": "object",
        "properties": {"region": {"type": "string", "x-mcp-header": "Region"}},
        "required": ["region"],
    },
}
"""What those of them take where it matters."""

FILMS = frozenset({"slow_compute", "failing_job", "protocol_error_job", "test_tool_with_task"})
"""Those whose work is a job."""

_PAUSE_S = 0.05
_SHORT_S = 10


def png() -> str:
    """A red dot."""
    file = io.BytesIO()
    Image.new("RGB", (1, 1), "red").save(file, "png")
    return base64.b64encode(file.getvalue()).decode()


def _wav() -> str:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16))
    return base64.b64encode(file.getvalue()).decode()


def text(said: str) -> TextContent:
    """A text."""
    return TextContent(type="text", text=said)


def image() -> ImageContent:
    """A red dot in a message."""
    return ImageContent(type="image", data=png(), mime_type="image/png")


def embedded(uri: str, said: str, mime_type: str = "text/plain") -> EmbeddedResource:
    """A resource within a message."""
    return EmbeddedResource(type="resource", resource=TextResourceContents(uri=uri, mime_type=mime_type, text=said))


def _fixed(name: str, *content: ContentBlock, is_error: bool = False) -> None:
    """A tool that always answers the same."""

    async def answer(_context: Context, _params: CallToolRequestParams) -> Outcome:
        """Answers the same each time."""
        return CallToolResult(content=list(content), is_error=is_error)

    TOOLS[name] = answer


_fixed("test_simple_text", text("This is a simple text response for testing."))
_fixed("test_image_content", image())
_fixed("test_audio_content", AudioContent(type="audio", data=_wav(), mime_type="audio/wav"))
_fixed("test_embedded_resource", embedded("test://embedded-resource", "This is an embedded resource content."))
_fixed(
    "test_multiple_content_types",
    text("Multiple content types test:"),
    image(),
    embedded("test://mixed-content-resource", '{"test":"data","value":123}', "application/json"),
)
_fixed("json_schema_2020_12_tool", text("Fits."))
_fixed("argument_in_a_header", text("Fits."))
_fixed("test_error_handling", text("This tool intentionally returns an error for testing"), is_error=True)


def _tool(answer: Answer) -> Answer:
    TOOLS[answer.__name__.removeprefix("_")] = answer
    return answer


def _said(words: str) -> CallToolResult:
    return CallToolResult(content=[text(words)])


@_tool
async def _test_tool_with_logging(context: Context, _params: CallToolRequestParams) -> Outcome:
    """Logs to its client."""
    for step in ("Tool execution started", "Tool processing data", "Tool execution completed"):
        told = LoggingMessageNotificationParams(level="info", data=step)
        await context.session.send_notification(LoggingMessageNotification(params=told), context.request_id)
        await anyio.sleep(_PAUSE_S)
    return _said("Logged.")


@_tool
async def _test_tool_with_progress(context: Context, _params: CallToolRequestParams) -> Outcome:
    """Tells how it gets on."""
    for done in (0, 50, 100):
        await context.session.report_progress(done, 100)
        await anyio.sleep(_PAUSE_S)
    return _said("Done.")


@_tool
async def _test_missing_capability(context: Context, _params: CallToolRequestParams) -> Outcome:
    """Cannot be had without sampling."""
    if not (context.session.client_capabilities and context.session.client_capabilities.sampling):
        needed: dict[str, Any] = {"requiredCapabilities": {"sampling": {}}}
        raise MCPError(code=MISSING_REQUIRED_CLIENT_CAPABILITY, message="This tool needs sampling.", data=needed)
    return _said("The client can sample.")


def form(message: str, name: str, kind: str = "string") -> ElicitRequest:
    """A question to the user with one field."""
    schema = {"type": "object", "properties": {name: {"type": kind}}, "required": [name]}
    return ElicitRequest(params=ElicitRequestFormParams(message=message, requested_schema=schema))


def _sample(words: str) -> CreateMessageRequest:
    said = SamplingMessage(role="user", content=text(words))
    return CreateMessageRequest(params=CreateMessageRequestParams(messages=[said], max_tokens=100))


def _asking(
    name: str, questions: Mapping[str, InputRequest], done: str, state: str | None = None, *, able: bool = False
) -> None:
    """A tool that asks until every question has an answer of its kind.

    Args:
        name: Of the tool.
        questions: What is asked, by key.
        done: What it says in the end, before the answers.
        state: What travels with the questions.
        able: Whether only that is asked which the client says that it can answer.
    """

    async def answer(context: Context, params: CallToolRequestParams) -> Outcome:
        """Asks first."""
        given = params.input_responses or {}
        if all(fits(questions[key], given.get(key)) for key in questions) and params.request_state == state:
            return _said(f"{done} {told(given)}")
        asked = {key: one for key, one in questions.items() if not able or _can(context, one)}
        return InputRequiredResult(input_requests=asked, request_state=state)

    TOOLS[name] = answer


def fits(question: InputRequest, given: Any) -> bool:
    """Whether an answer came, and is one to this."""
    if isinstance(question.params, ElicitRequestFormParams):
        needed: list[str] = question.params.requested_schema["required"]
        return isinstance(given, ElicitResult) and set(needed) <= set(given.content or {})
    return given is not None


def told(given: Mapping[str, Any]) -> str:
    """Answers, to be read."""
    return json.dumps({key: one.model_dump(mode="json") for key, one in given.items()})


def _can(context: Context, question: InputRequest) -> bool:
    capabilities = context.session.client_capabilities
    needed = {"elicitation/create": "elicitation", "sampling/createMessage": "sampling", "roots/list": "roots"}
    return bool(capabilities and getattr(capabilities, needed[question.method]) is not None)


_NAME = form("What is your name?", "name")
_asking("test_input_required_result_elicitation", {"user_name": _NAME}, "Hello!")
_asking("test_input_required_result_sampling", {"capital_question": _sample("What is the capital of France?")}, "Said:")
_asking("test_input_required_result_list_roots", {"client_roots": ListRootsRequest()}, "Roots:")
_asking(
    "test_input_required_result_request_state",
    {"confirm": form("Please confirm", "ok", "boolean")},
    "state-ok",
    "to be confirmed",
)
_asking(
    "test_input_required_result_multiple_inputs",
    {"user_name": _NAME, "greeting": _sample("Generate a greeting"), "client_roots": ListRootsRequest()},
    "All:",
    "three questions",
)
_asking(
    "test_input_required_result_tampered_state",
    {"confirm": form("Please confirm", "ok", "boolean")},
    "Untouched:",
    "to be kept",
)
_asking(
    "test_input_required_result_capabilities",
    {"user_name": _NAME, "greeting": _sample("Generate a greeting")},
    "All:",
    able=True,
)


@_tool
async def _test_input_required_result_multi_round(_context: Context, params: CallToolRequestParams) -> Outcome:
    """Asks twice."""
    given = params.input_responses or {}
    colour = form("Step 2: What is your favorite color?", "color")
    if params.request_state == "2" and fits(colour, given.get("step2")):
        return _said(told(given))
    name = form("Step 1: What is your name?", "name")
    if params.request_state == "1" and fits(name, given.get("step1")):
        return InputRequiredResult(input_requests={"step2": colour}, request_state="2")
    return InputRequiredResult(input_requests={"step1": name}, request_state="1")


def _asking_at_once(name: str, question: InputRequest, kind: type[CreateMessageResult | ElicitResult]) -> None:
    """A tool of the older era, that asks in the middle of its call."""

    async def answer(context: Context, _params: CallToolRequestParams) -> Outcome:
        try:
            here = ServerMessageMetadata(related_request_id=context.request_id)
            given = await context.session.send_request(question, kind, metadata=here)
        except NoBackChannelError as exc:
            return CallToolResult(content=[text(str(exc))], is_error=True)
        return _said(given.model_dump_json())

    TOOLS[name] = answer


_asking_at_once("test_sampling", _sample("What is the capital of France?"), CreateMessageResult)
for _name in ("test_elicitation", "test_elicitation_sep1034_defaults", "test_elicitation_sep1330_enums"):
    _asking_at_once(_name, _NAME, ElicitResult)


@_tool
async def _test_reconnection(context: Context, _params: CallToolRequestParams) -> Outcome:
    """Lets go of its client for a moment, where the client can come back."""
    if context.close_sse_stream:
        await context.close_sse_stream()
    return _said("Here again.")


def _film(prompt: str) -> CallToolResult:
    """To be made by Footage's own tool."""
    wish = {"prompt": prompt, "duration_s": 1, "resolution": "480p", "audio": False, "backend": "fake"}
    return CallToolResult(content=[], _meta=wish)


@_tool
async def _greet(_context: Context, params: CallToolRequestParams) -> Outcome:
    """Greets."""
    return _said(f"Hello, {(params.arguments or {})['name']}!")


@_tool
async def _slow_compute(_context: Context, params: CallToolRequestParams) -> Outcome:
    """Takes as long as it is told to."""
    wanted = params.arguments or {}
    slow = f"[slow {wanted['seconds']}]" if wanted["seconds"] > _SHORT_S else ""  # one that ends is soon over here
    return _film(f"a boat {slow} {wanted['label']}")


@_tool
async def _failing_job(context: Context, _params: CallToolRequestParams) -> Outcome:
    """Fails, and only as a task."""
    tasks._require_known(context)
    return _film("a boat [fail]")


@_tool
async def _protocol_error_job(context: Context, _params: CallToolRequestParams) -> Outcome:
    """Meets a defect of the server's, as a task; whoever places the film sees to that."""
    tasks._require_known(context)
    return _film("a boat [slow 60]")


@_tool
async def _test_tool_with_task(_context: Context, params: CallToolRequestParams) -> Outcome:
    """Asks, and then is a task."""
    given = (params.input_responses or {}).get("user_name")
    if not isinstance(given, ElicitResult) or not fits(_NAME, given):
        return InputRequiredResult(input_requests={"user_name": _NAME})
    return _film(f"a boat named {(given.content or {})['name']}")
