"""The Gemini API in miniature, on a real socket: it refuses what that refuses, and calls one tool after the other."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_FIELDS = {
    "anyOf", "default", "description", "enum", "example", "format", "items", "maxItems", "maxLength", "maxProperties",
    "maximum", "minItems", "minLength", "minProperties", "minimum", "nullable", "pattern", "properties",
    "propertyOrdering", "required", "title", "type",
}  # fmt: skip
_TYPES = {"ARRAY", "BOOLEAN", "INTEGER", "NUMBER", "OBJECT", "STRING"}
_JOB = re.compile("job_[0-9a-f]{20}")
_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}")


def fault(schema: dict[str, Any], path: str = "parameters") -> str | None:
    """What the real API says to a schema that it cannot take."""
    if unknown := schema.keys() - _FIELDS:
        return f"Unknown name {min(unknown)!r} at {path}: Cannot find field."
    if "anyOf" not in schema and schema.get("type") not in _TYPES:
        return f"Invalid value at {path}.type"
    if schema.get("type") == "OBJECT" and not schema.get("properties"):
        return f"{path}.properties: should be non-empty for OBJECT type"
    if schema.get("type") == "ARRAY" and not schema.get("items"):
        return f"{path}.items: missing field."
    if "enum" in schema and (schema["type"] != "STRING" or "" in schema["enum"]):
        return f"{path}.enum: only allowed for STRING type, and never empty"
    if missing := set(schema.get("required", ())) - schema.get("properties", {}).keys():
        return f"{path}.required: {min(missing)}: property is not defined"
    inner = [(f"{path}.properties[{name}]", one) for name, one in schema.get("properties", {}).items()]
    inner += [(f"{path}.anyOf[{n}]", one) for n, one in enumerate(schema.get("anyOf", ()))]
    inner += [(f"{path}.items", schema["items"])] if "items" in schema else []
    return next((found for name, one in inner if (found := fault(one, name))), None)


class FakeGemini:
    """A model that makes the calls it is given, one after the other, and then says that it is done.

    Args:
        calls: Names and arguments; an empty `job_id` becomes that of the first job of earlier answers.
    """

    def __init__(self, calls: list[tuple[str, dict[str, Any]]]) -> None:
        self.calls = calls
        self.declared: dict[str, Any] = {}
        self.answers: list[dict[str, Any]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FakeGemini:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reply(self, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The answer to a request: an error, the next call, or the end."""
        declared = [one for tool in request.get("tools", []) for one in tool.get("functionDeclarations", [])]
        for number, one in enumerate(declared):
            wrong = "name: Invalid function name." if not _NAME.fullmatch(one["name"]) else None
            if "parameters" in one:  # and not parametersJsonSchema, which may be any schema
                wrong = wrong or fault(one["parameters"])
            if wrong:
                message = f"GenerateContentRequest.tools[0].function_declarations[{number}].{wrong}"
                return 400, {"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": message}}
        self.declared = {one["name"]: one for one in declared}
        parts = [part for content in request["contents"] for part in content["parts"]]
        self.answers = [part["functionResponse"] for part in parts if "functionResponse" in part]
        step = len(self.answers)
        part: dict[str, Any] = {"text": "done"}
        if step < len(self.calls):
            name, arguments = self.calls[step]
            made = _JOB.search(json.dumps(self.answers))
            if made and arguments.get("job_id") == "":
                arguments = {**arguments, "job_id": made[0]}
            part = {"functionCall": {"name": name, "args": arguments}}
        content = {"role": "model", "parts": [part]}
        return 200, {"candidates": [{"content": content, "finishReason": "STOP", "index": 0}], "modelVersion": "x"}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, answer = fake.reply(request)
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        return Handler
