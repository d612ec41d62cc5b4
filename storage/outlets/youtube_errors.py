"""What YouTube's refusals mean, and what can be done about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from footage.errors import (
    AuthFailedError,
    FootageError,
    ModerationOutputError,
    QuotaExhaustedError,
    RateLimitedError,
    VendorFailedError,
)
from footage.ports.outlets import NotKeptError
from footage.threads import utc_now
from storage.outlets.wire import AGAIN, Reply, connect_again, plain_refusal, said

_NAME = "youtube"
_QUOTA = frozenset({"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg"})
_TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "uploadRateLimitExceeded"})
_OLD_KEYS = frozenset({"authError", "required", "unauthorized"})
_NO_CHANNEL = frozenset({"youtubeSignupRequired", "channelNotFound", "authenticatedUserNotChannel"})
_LITTLE_SCOPE = frozenset({"insufficientPermissions", "insufficientScopes", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
_NO_API = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})
_CLOSED = frozenset({"authenticatedUserAccountClosed", "authenticatedUserAccountSuspended", "accountClosed"})

_FAILURES = {
    "codec": "it has a codec that YouTube cannot read",
    "conversion": "YouTube could not convert it",
    "emptyFile": "nothing came",
    "invalidFile": "it is no film",
    "tooSmall": "it is too small",
    "uploadAborted": "the upload was broken off",
}
_REJECTIONS = {
    "claim": "somebody claims what is in it",
    "copyright": "it holds what belongs to somebody else",
    "duplicate": "the channel has this film already",
    "inappropriate": "its content is not allowed",
    "legal": "the law of some place forbids it",
    "length": "it is longer than this channel may upload",
    "termsOfUse": "it breaks YouTube's terms of use",
    "trademark": "it shows a trade mark of somebody else",
    "uploaderAccountClosed": "the account was closed",
    "uploaderAccountSuspended": "the account was suspended",
}


def refusal(reply: Reply) -> FootageError:
    """The error for an answer that is one."""
    reason, words = _reason(reply)
    told = f"YouTube answered {reply.status}{f' ({reason})' if reason else ''}: {said(words)}"
    made = _known(reply, reason, told)
    return made or plain_refusal(_NAME, reply, words or reason)


def thrown_out(state: str, reason: str) -> FootageError:
    """The error for a film that YouTube took and did not keep."""
    if state == "failed":
        why = _FAILURES.get(reason, reason or "it does not say why")
        hint = "Enhance or edit the film, which encodes it anew, then publish the new one."
        return NotKeptError(f"YouTube could not take the film: {why}.", backend=_NAME, hint=hint)
    if state == "deleted":
        hint = "Ask the user whether they deleted it; to send it again, pass another idempotency_key."
        return NotKeptError("The video is not at YouTube any more.", backend=_NAME, hint=hint)
    why = _REJECTIONS.get(reason, reason or "it does not say why")
    hint = "Ask the user to look at it in YouTube Studio; a verified channel may upload longer films."
    return ModerationOutputError(f"YouTube rejected the film: {why}.", backend=_NAME, hint=hint)


def next_midnight(now: datetime) -> datetime:
    """When YouTube's quotas begin anew: midnight in California."""
    there = now.astimezone(ZoneInfo("America/Los_Angeles"))
    tomorrow = (there + timedelta(days=1)).date()
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=there.tzinfo).astimezone(UTC)


def _known(reply: Reply, reason: str, told: str) -> FootageError | None:
    if reason in _QUOTA:
        until = next_midnight(utc_now())
        hint = (
            f"The project's quota begins anew at midnight in California ({until:%Y-%m-%d %H:%M} UTC): call again then. "
            "Or ask the user to get more in the Google Cloud console."
        )
        return QuotaExhaustedError(told, backend=_NAME, hint=hint)
    if reason == "uploadLimitExceeded":
        hint = "The channel has uploaded as many films as it may: call again in 24 hours, or verify the channel."
        return QuotaExhaustedError(told, backend=_NAME, hint=hint)
    if reason in _TOO_FAST:
        return RateLimitedError(
            told, backend=_NAME, retry_after_s=reply.retry_after_s, hint="Wait a minute and call again."
        )
    hint = _auth_hint(reason)
    if hint:
        return AuthFailedError(told, backend=_NAME, hint=hint)
    if reply.status == 409:
        return VendorFailedError(told, backend=_NAME, hint=AGAIN)
    return None


def _auth_hint(reason: str) -> str:
    if reason in _OLD_KEYS:
        return connect_again(_NAME)
    if reason in _LITTLE_SCOPE:
        return f"The account was connected with fewer rights than this needs. {connect_again(_NAME)}"
    if reason in _NO_CHANNEL:
        return "The Google account has no YouTube channel: ask the user to make one, or to connect another account."
    if reason in _NO_API:
        return "Ask the user to enable 'YouTube Data API v3' for their project in the Google Cloud console."
    if reason in _CLOSED:
        return "Ask the user to look at their account on youtube.com."
    return ""


def _reason(reply: Reply) -> tuple[str, str]:
    """Google's word for what is wrong, and its sentence."""
    error = reply.document.get("error")
    if not isinstance(error, Mapping):
        return "", reply.text
    errors: Any = error.get("errors") or [{}]
    first = errors[0] if isinstance(errors, list) and isinstance(errors[0], Mapping) else {}
    details = [one for one in error.get("details") or () if isinstance(one, Mapping)]
    detailed = next((str(one["reason"]) for one in details if one.get("reason")), "")
    return str(first.get("reason") or detailed), str(error.get("message") or "")
