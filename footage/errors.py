"""The one error tree, split by what the caller can do about it.

FootageError
├── CallerError               change the call, then call again
│   ├── InvalidInputError         invalid_input
│   ├── UnsupportedMediaError     unsupported_media
│   ├── ForbiddenPathError        forbidden_path
│   ├── ForbiddenUrlError         forbidden_url
│   ├── ForbiddenScopeError       forbidden_scope
│   ├── KeyLimitError             key_limit
│   ├── UnknownTokenError         unknown_token
│   ├── TooManyCallsError         rate_limited
│   └── NotFoundError             not_found
├── MoneyError                a human decides about money
│   ├── BudgetExceededError       budget_exceeded
│   ├── PriceUnknownError         price_unknown
│   └── ApprovalRequiredError     approval_required
├── GeneratorError            one backend said no; another may say yes
│   ├── AuthFailedError           auth_failed
│   ├── QuotaExhaustedError       quota_exhausted
│   ├── RateLimitedError          rate_limited
│   ├── ModerationPromptError     moderation_prompt
│   ├── ModerationOutputError     moderation_output
│   ├── RetiredModelError         retired_model
│   ├── RequestRejectedError      request_rejected
│   ├── VendorFailedError         vendor_failed
│   └── InDoubtError              in_doubt
└── MachineError              this installation, not the request
    ├── DeadlineError             timeout
    ├── UnavailableError          unavailable
    │   └── DatabaseAwayError         unavailable
    ├── DeviceMemoryError         device_memory
    ├── DeviceLostError           device_lost
    ├── DeviceBusyError           device_busy
    ├── JobCancelledError         cancelled
    └── InternalError             internal

Every class has a stable `code`, says whether the same call may succeed later (`retryable`), and carries a `hint`
that tells an agent its next step.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from footage.plain_text import plain
from footage.secrets import scrubbed


class FootageError(Exception):
    """Base of everything Footage raises on purpose.

    Args:
        message: What went wrong, in one sentence. Vendors' and libraries' words may be in it: secrets are made stars.
        hint: The next step for an agent; the class default when None.
    """

    code: ClassVar[str] = "internal"
    retryable: ClassVar[bool] = False
    default_hint: ClassVar[str] = "Report this error to the person who runs Footage."

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        self.message = plain(scrubbed(message))
        super().__init__(self.message)
        self.hint = plain(scrubbed(hint)) if hint else self.default_hint


class CallerError(FootageError):
    """The request cannot be served as it is; a changed one can."""

    code = "invalid_input"
    default_hint = "Correct the argument and call again."


class InvalidInputError(CallerError):
    """A value is missing, out of range, contradictory or unknown."""


class UnsupportedMediaError(CallerError):
    """A file is not a video we can read, or exceeds the size, duration or resolution caps."""

    code = "unsupported_media"
    damaged = False
    """Whether it is a film of which a part is missing or broken: what is left may be worth something."""
    default_hint = "Pass a complete MP4, MOV, WebM or MKV video file."


class ForbiddenPathError(CallerError):
    """A path lies outside FOOTAGE_HOME and FOOTAGE_ALLOWED_DIRS."""

    code = "forbidden_path"
    default_hint = "Use a job_id, or a file in a folder listed in FOOTAGE_ALLOWED_DIRS."


class ForbiddenUrlError(CallerError):
    """A URL has a scheme or host that may not be fetched."""

    code = "forbidden_url"
    default_hint = "Use a public https URL, a job_id, or a file in an allowed folder."


class ForbiddenScopeError(CallerError):
    """The caller's key does not allow this."""

    code = "forbidden_scope"
    default_hint = "Ask whoever gave you the key to allow it, or go on without it."


class KeyLimitError(CallerError):
    """The caller's key is limited to less than this."""

    code = "key_limit"
    default_hint = "Ask for what the key allows, or ask whoever gave you the key to raise its limit."


class UnknownTokenError(CallerError):
    """A key or token is missing, wrong, revoked or has expired.

    Args:
        reason: All that the caller is told: why exactly is for the log.
    """

    code = "unknown_token"
    default_hint = "Ask whoever gave you the key for a new one."

    def __init__(self, reason: Literal["invalid", "expired"] = "invalid") -> None:
        self.reason: Literal["invalid", "expired"] = reason
        super().__init__("This key or token has expired." if reason == "expired" else "This key or token is not valid.")


class TooManyCallsError(CallerError):
    """The caller asks for more than they may have at a time; the same call may be made after `retry_after_s`."""

    code = "rate_limited"
    retryable = True
    default_hint = "Wait as long as it says, then call again."

    def __init__(self, message: str, *, retry_after_s: float, hint: str | None = None) -> None:
        super().__init__(message, hint=hint or f"Wait {retry_after_s:.0f} s, then call again.")
        self.retry_after_s = retry_after_s


class NotFoundError(CallerError):
    """A job or file does not exist (any more)."""

    code = "not_found"
    default_hint = "Call list_jobs to see what exists."


class MoneyError(FootageError):
    """Spending is not possible without a decision by a human."""

    code = "budget_exceeded"


class BudgetExceededError(MoneyError):
    """The worst-case price does not fit under a cap; nothing was charged."""

    default_hint = "Call check_budget. Use priority='cost' or a shorter duration, or ask the user to raise the cap."


class PriceUnknownError(MoneyError):
    """No price is known for this model; Footage never guesses zero."""

    code = "price_unknown"
    default_hint = "Choose another backend, or ask the user to add the price to the catalog."


class ApprovalRequiredError(MoneyError):
    """A person must agree first: to a price above FOOTAGE_APPROVE_ABOVE_USD, or that others will see a film.

    `is_publication` says which of both.
    """

    code = "approval_required"
    default_hint = "Show the quote to the user and ask for approval before calling again."

    def __init__(
        self, message: str, *, quote_id: str | None = None, hint: str | None = None, is_publication: bool = False
    ) -> None:
        if quote_id and not hint:
            hint = (
                f"Show this to the user; if they agree, call again with the same arguments and quote_id={quote_id!r}."
            )
        super().__init__(message, hint=hint)
        self.quote_id = quote_id
        self.is_publication = is_publication


class GeneratorError(FootageError):
    """A backend could not deliver; `backend` names it, and `bill_microusd` is what it charges all the same, if told."""

    code = "vendor_failed"
    retryable = True

    def __init__(
        self, message: str, *, backend: str, hint: str | None = None, bill_microusd: int | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.backend = backend
        self.bill_microusd = bill_microusd


class AuthFailedError(GeneratorError):
    """The backend refused the credentials."""

    code = "auth_failed"
    retryable = False
    default_hint = "Ask the user to check the backend's API key, or choose another backend."


class QuotaExhaustedError(GeneratorError):
    """The account's quota with the backend is used up."""

    code = "quota_exhausted"
    default_hint = "Choose another backend, or wait for the quota to renew."


class RateLimitedError(GeneratorError):
    """The backend asked to slow down; it did not take the request."""

    code = "rate_limited"
    default_hint = "Wait and call again, or choose another backend."

    def __init__(
        self, message: str, *, backend: str, retry_after_s: float | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, backend=backend, hint=hint)
        self.retry_after_s = retry_after_s


class ModerationPromptError(GeneratorError):
    """The backend refused the prompt before making anything."""

    code = "moderation_prompt"
    retryable = False
    default_hint = "Reword the prompt and call again."


class ModerationOutputError(GeneratorError):
    """The backend withheld the finished clip; it may have been charged."""

    code = "moderation_output"
    retryable = False
    default_hint = "Reword the prompt; check the job's cost before you call again."


class RetiredModelError(GeneratorError):
    """The model no longer exists at the backend."""

    code = "retired_model"
    retryable = False
    default_hint = "Choose another backend or model."


class RequestRejectedError(GeneratorError):
    """The backend finds the request itself wrong; it did not take it."""

    code = "request_rejected"
    retryable = False
    default_hint = "Change what the message names, or choose another backend."


class VendorFailedError(GeneratorError):
    """The backend failed in a way that says nothing about the request."""

    default_hint = "Call again; if it repeats, choose another backend."


class InDoubtError(GeneratorError):
    """It is unknown whether the backend took the request; it is never sent again by itself."""

    code = "in_doubt"
    retryable = False
    default_hint = "Ask the user to look for the clip in the backend's own console before paying again."


class MachineError(FootageError):
    """Something about this installation or run, not about the request."""


class DeadlineError(MachineError):
    """The work took longer than its limit."""

    code = "timeout"
    retryable = True
    default_hint = "Call again with a shorter duration or a lower resolution."


class UnavailableError(MachineError):
    """A part this request needs is not installed or not configured here."""

    code = "unavailable"
    default_hint = "Run `footage doctor` to see what is missing."


class DatabaseAwayError(UnavailableError):
    """The database is locked by others, out of space or out of reach; what was being written was not."""

    retryable = True
    default_hint = "Call again in a moment; if it repeats, ask the user to run `footage doctor`."


class DeviceMemoryError(MachineError):
    """The work does not fit into the memory of any device here; `fits_bytes` would, where that is known."""

    code = "device_memory"
    default_hint = "Ask for a shorter or smaller film, or choose another backend."

    def __init__(self, message: str, *, fits_bytes: int | None = None, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.fits_bytes = fits_bytes


class DeviceLostError(MachineError):
    """A device's process crashed, hung or had to be ended; it is started anew."""

    code = "device_lost"
    retryable = True
    default_hint = "Call again; if it repeats, choose another backend and report it."


class DeviceBusyError(MachineError):
    """As many wait for a device as are allowed to."""

    code = "device_busy"
    retryable = True
    default_hint = "Call again later, or choose another backend."


class JobCancelledError(MachineError):
    """The job was cancelled on request."""

    code = "cancelled"
    default_hint = "Start a new job if the video is still wanted."


class InternalError(MachineError):
    """A defect in Footage."""
