"""Any video model on fal.ai, by its queue.

Facts: fal.ai/docs (inference API, model errors, request errors, FAQ). The names of a model's inputs are data.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from footage.domain import Resolution, VideoRequest
from footage.errors import (
    GeneratorError,
    InvalidInputError,
    ModerationOutputError,
    ModerationPromptError,
    QuotaExhaustedError,
    RequestRejectedError,
    VendorFailedError,
)
from footage.money import ZERO
from footage.ports.generators import Poll
from footage.threads import in_thread
from routing.generators.cloud import Clip, CloudGenerator, Picture
from routing.wire import replies, rest

Input = Literal[
    "duration", "resolution", "aspect_ratio", "audio", "seed", "negative_prompt", "start_image", "end_image"
]

_OPERATION = re.compile(r"[\w.-]+(/[\w.-]+)+/requests/[\w-]+")
_REQUEST_ID = re.compile(r"[\w-]+")
_BLAMELESS = frozenset(
    {"downstream_service_error", "generation_timeout", "internal_server_error", "no_media_generated"}
)
_NOT_A_VERDICT = frozenset({401, 403, 404, 429})


class FalOptions(BaseModel):
    """How a model is called: where, and what it calls its inputs; one that it does not have is left out.

    `image_drops` are inputs that it does not take together with a picture; `duration` as a number or as text;
    `resolutions` its words for them where they differ from ours.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text_path: str
    image_path: str | None = None
    inputs: dict[Input, str]
    image_drops: tuple[Input, ...] = ()
    duration: Literal["number", "text"] = "number"
    resolutions: dict[Resolution, str] = {}


class Fal(CloudGenerator):
    """One model on fal.ai.

    The operation id is the path of the request, `owner/app/requests/id`: with the configured address before it, all
    else follows. fal tells no bills. What fails with its servers (5xx) is free, as is what took no billable units; what
    fails otherwise (422) may be charged, so its money is in doubt.
    """

    timeout_s = 60.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        try:
            self._options = FalOptions.model_validate(self.spec.options)
        except ValidationError as exc:
            wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in exc.errors())
            raise InvalidInputError(f"catalog.yaml: backends.{self.name}.options: {wrong}") from exc

    def missing_key(self) -> str | None:
        return None if self.settings.fal_key else "FAL_KEY is not set"

    def trusted_hosts(self) -> Collection[str]:
        return [urlsplit(self._base_url).netloc]

    async def submit(self, request: VideoRequest, key: str) -> str:
        path = self._options.image_path if request.start_image else self._options.text_path
        content = await in_thread(self._input, request)
        answer = await self._call("POST", path or self._options.text_path, sending=True, json=content)
        if answer.status >= 400:
            raise self._refusal(answer, sending=True)
        return self._operation_id(path or self._options.text_path, answer.body)

    async def poll(self, operation_id: str) -> Poll:
        status = await self._call("GET", f"{operation_id}/status")
        if status.status >= 400:
            raise self._refusal(status, sending=False)
        if status.body.get("status") != "COMPLETED":
            return Poll(state="working")
        answer = await self._call("GET", operation_id)
        failed = bool(status.body.get("error") or status.body.get("error_type"))
        if answer.status < 400 and not failed:
            return self._outcome(answer.body)
        if not failed and not _is_verdict(answer):
            raise self._refusal(answer, sending=False)
        error = self._failure(answer, str(status.body.get("error") or ""))
        return self.failed(error, ZERO if _is_free(answer) else None)

    async def clip(self, operation_id: str) -> Clip:
        answer = await self._call("GET", operation_id)
        if answer.status >= 400:
            raise self._refusal(answer, sending=False)
        url = _video_url(answer.body)
        if not url:
            raise rest.unreadable(self.name, sending=False)
        return Clip(url=url)

    async def cancel(self, operation_id: str) -> None:
        answer = await self._call("PUT", f"{operation_id}/cancel")
        if answer.status >= 400 and answer.body.get("status") != "ALREADY_COMPLETED":
            raise self._refusal(answer, sending=False)

    # --- the request --------------------------------------------------------------------------------------------

    def _input(self, request: VideoRequest) -> dict[str, Any]:
        length_s = int(self.length_s(request))
        ours: dict[Input, Any] = {
            "duration": str(length_s) if self._options.duration == "text" else length_s,
            "resolution": self._options.resolutions.get(request.resolution, request.resolution),
            "aspect_ratio": request.aspect_ratio,
            "audio": self.spec.sounds(wanted=request.audio),
            "seed": request.seed,
            "negative_prompt": request.negative_prompt,
            "start_image": Picture.read(request.start_image).data_uri if request.start_image else None,
            "end_image": Picture.read(request.end_image).data_uri if request.end_image else None,
        }
        dropped = self._options.image_drops if request.start_image else ()
        names = {name: theirs for name, theirs in self._options.inputs.items() if name not in dropped}
        content = {theirs: ours[name] for name, theirs in names.items() if ours[name] is not None}
        return {"prompt": self.prompt(request), **content}

    def _operation_id(self, path: str, body: Mapping[str, Any]) -> str:
        """The request's path as fal says it, if that is where we were sent to; else by the rule: owner and app only."""
        url = str(body.get("response_url") or "")
        inside = url.removeprefix(f"{self._base_url}/")
        if inside != url and _OPERATION.fullmatch(inside) and ".." not in inside:
            return inside
        request_id = replies.identity(body.get("request_id"))
        if not _REQUEST_ID.fullmatch(request_id):
            raise rest.unreadable(self.name, sending=True)
        return f"{'/'.join(path.split('/')[:2])}/requests/{request_id}"

    # --- the answers --------------------------------------------------------------------------------------------

    def _outcome(self, body: Mapping[str, Any]) -> Poll:
        if _video_url(body):
            return Poll(state="succeeded", progress=1.0)
        return self.empty("says it is done, but there is no film.")

    def _failure(self, answer: rest.Answer, message: str) -> GeneratorError:
        """Why the model made no film."""
        kinds, words = _detail(answer)
        text = f"{self.name} did not make the film: {replies.brief(words or message or answer.status)}"
        moderated = _moderated(answer)
        if moderated:
            return moderated(text, backend=self.name)
        if answer.status in {400, 422} and not kinds & _BLAMELESS:
            return RequestRejectedError(text, backend=self.name)
        return VendorFailedError(text, backend=self.name)

    def _refusal(self, answer: rest.Answer, *, sending: bool) -> GeneratorError:
        """Why fal itself did not answer as asked."""
        _, message = _detail(answer)
        if answer.status == 403 and "balance" in message.lower():
            return QuotaExhaustedError(f"{self.name} answered 403: {replies.brief(message)}", backend=self.name)
        if sending and (moderated := _moderated(answer)):
            return moderated(f"{self.name} answered {answer.status}: {replies.brief(message)}", backend=self.name)
        return rest.refusal(self.name, answer, message, sending=sending, own_words="detail" in answer.body)

    @property
    def _base_url(self) -> str:
        return self.settings.fal_base_url.rstrip("/")

    async def _call(self, method: str, path: str, *, sending: bool = False, **content: Any) -> rest.Answer:
        key = self.settings.fal_key
        headers = {"Authorization": f"Key {key.get_secret_value() if key else ''}"}
        url, timeout_s = f"{self._base_url}/{path}", self.timeout_s
        return await rest.call(self.name, method, url, timeout_s=timeout_s, sending=sending, headers=headers, **content)


def _is_free(answer: rest.Answer) -> bool:
    """Whether fal charges nothing for a failure; of units that it charges it does not tell the price."""
    return answer.status >= 500 or replies.number(answer.headers.get("x-fal-billable-units")) == 0


def _is_verdict(answer: rest.Answer) -> bool:
    """Whether an error tells of the film, not of fal's servers at this moment."""
    if answer.status >= 500:
        return bool(answer.body.get("error_type") or answer.headers.get("x-fal-error-type"))
    return answer.status not in _NOT_A_VERDICT


def _detail(answer: rest.Answer) -> tuple[set[str], str]:
    """The kinds of error that an answer names, and its words."""
    detail = answer.body.get("detail")
    if isinstance(detail, list):
        parts = [part for part in detail if isinstance(part, dict)]
        return {str(part.get("type")) for part in parts}, "; ".join(str(part.get("msg")) for part in parts)
    return set(), str(detail or answer.text)


def _moderated(answer: rest.Answer) -> type[GeneratorError] | None:
    """What was moderated, if anything: an input is named by its place in the request's body."""
    detail = answer.body.get("detail")
    for part in detail if isinstance(detail, list) else ():
        if isinstance(part, dict) and part.get("type") == "content_policy_violation":
            loc = part.get("loc")
            place = loc if isinstance(loc, list) else []
            return ModerationPromptError if place[:1] == ["body"] and len(place) > 1 else ModerationOutputError
    return None


def _video_url(body: Mapping[str, Any]) -> str:
    video = body.get("video")
    return str(video.get("url") or "") if isinstance(video, dict) else ""
