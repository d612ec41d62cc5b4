"""How Google says no: what all of its APIs here have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from routing.emulators.google.credentials import INVALID_KEY

RETIRED = ("veo-2.0", "veo-3.0", "gemini-omni-flash-preview")
"""What the names of models begin with that are no longer there."""

_SAFETY = "The prompt could not be submitted. It contains words that violate the usage guidelines. Support codes: "
_SAFETY_CODE_PROMPT = "90789179"
_STATUSES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 404: "NOT_FOUND", 500: "INTERNAL", 503: "UNAVAILABLE"}
_RPC = "type.googleapis.com/google.rpc."


def error(
    code: int, message: str, *details: Mapping[str, Any], status: str | None = None, headers: Any = None
) -> Response:
    """An error in Google's own shape."""
    named = status or _STATUSES.get(code, "RESOURCE_EXHAUSTED")
    body: dict[str, Any] = {"code": code, "message": message, "status": named}
    if details:
        body["details"] = list(details)
    return JSONResponse({"error": body}, code, headers)


def refusal(fault: str) -> Response:
    """A fault in Google's own error shape."""
    match fault:
        case "busy":
            wait = {"@type": f"{_RPC}RetryInfo", "retryDelay": "1s"}
            return error(429, "Resource has been exhausted.", wait, headers={"Retry-After": "1"})
        case "quota":
            limit = {"quotaId": "GenerateVideosPerDayPerProject", "quotaMetric": "generate_requests"}
            return error(
                429, "You exceeded your current quota.", {"@type": f"{_RPC}QuotaFailure", "violations": [limit]}
            )
        case "auth":
            return error(401, "Request had invalid authentication credentials.")
        case "moderated":
            return error(400, _SAFETY + _SAFETY_CODE_PROMPT)
        case "retired":
            return error(404, "The model is not found or your project does not have access to it.")
        case "unavailable":
            return error(503, "The service is currently unavailable.")
        case "error":
            return error(500, "Internal error encountered.")
        case _:
            return error(400, "Request contains an invalid argument.")


def refused_prompt(prompt: str) -> Response | None:
    """The refusal that a prompt orders for itself."""
    if "[moderated]" in prompt:
        return refusal("moderated")
    return refusal("bad_request") if "[bad request]" in prompt else None


def unauthorised(request: Request) -> Response | None:
    """The refusal of a request without credentials; None for one that has some."""
    if "/projects/" in request.url.path:
        bearer = request.headers.get("authorization", "").startswith("Bearer ")
        return None if bearer else error(401, "Request is missing required authentication credential.")
    key = request.headers.get("x-goog-api-key") or request.query_params.get("key")
    if key is None:
        return error(403, "Method doesn't allow unregistered callers.", status="PERMISSION_DENIED")
    if key == INVALID_KEY:
        info = {"@type": f"{_RPC}ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com"}
        return error(400, "API key not valid. Please pass a valid API key.", info)
    return None
