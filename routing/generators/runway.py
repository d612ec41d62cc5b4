"""Runway's API by its own SDK: Gen-4.5, Gen-4 Turbo, and other makers' models on the same account.

Facts: runwayml 5.24; docs.dev.runwayml.com (task failures, moderation, pricing).
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from footage import http
from footage.domain import VideoRequest
from footage.errors import (
    FootageError,
    GeneratorError,
    ModerationOutputError,
    ModerationPromptError,
    QuotaExhaustedError,
    RequestRejectedError,
    VendorFailedError,
)
from footage.ports.generators import Poll
from footage.threads import in_thread
from routing.generators.cloud import Clip, CloudGenerator, Picture
from routing.wire import replies, rest

if TYPE_CHECKING:
    from runwayml import APIStatusError, AsyncRunwayML

BASE_URL = "https://api.dev.runwayml.com"
DATA_URI_BYTES = 5_000_000
"""The longest picture that may lie in the request itself; a larger one is uploaded first."""

_USED_UP = ("enough credits", "daily task limit")
_MADE, _FAILED = "succeeded", frozenset({"failed", "cancelled"})
"""Every other status, known or not, is a film at work."""

_FAILURES: tuple[tuple[str, type[GeneratorError]], ...] = (
    ("SAFETY.INPUT", ModerationPromptError),
    ("INPUT_PREPROCESSING.SAFETY", ModerationPromptError),
    ("SAFETY.OUTPUT", ModerationOutputError),
    ("ASSET.INVALID", RequestRejectedError),
    ("THIRD_PARTY.INPUT_VALIDATION", RequestRejectedError),
)


class Runway(CloudGenerator):
    """One model on a Runway account.

    Options of its row: `ratios`, the frame in pixels by aspect ratio; `usd_per_credit`, dollars for a credit. Bills
    are the task's own `cost.credits`; a moderated film costs as much as a good one.
    """

    timeout_s = 60.0

    def missing_key(self) -> str | None:
        return None if self.settings.runwayml_api_secret else "RUNWAYML_API_SECRET is not set"

    def trusted_hosts(self) -> Collection[str]:
        return [urlsplit(self._base_url).netloc]

    async def submit(self, request: VideoRequest, key: str) -> str:
        async with self._client() as client:
            with self._words(sending=False):
                fields = await self._fields(client, request)
            create = client.image_to_video.create if request.start_image else client.text_to_video.create
            with self._words(sending=True):
                task = await create(**fields)
        operation_id = replies.identity(self._field(task, "id", sending=True))
        if not operation_id:
            raise rest.unreadable(self.name, sending=True)
        return operation_id

    async def poll(self, operation_id: str) -> Poll:
        task = await self._task(operation_id)
        status = replies.word(self._field(task, "status", sending=False))
        cost = self.bill(getattr(getattr(task, "cost", None), "credits", None), self.spec.options["usd_per_credit"])
        if status == _MADE:
            if _links(task):
                return Poll(state="succeeded", progress=1.0, cost=cost)
            return self.empty("says it is done, but there is no film.", cost)
        if status in _FAILED:
            return self.failed(self._failure(task), cost)
        return Poll(state="working", progress=replies.share(getattr(task, "progress", None)))

    async def clip(self, operation_id: str) -> Clip:
        links = _links(await self._task(operation_id))
        if not links:
            raise rest.unreadable(self.name, sending=False)
        # Its links carry their own permission; the key is not for the host they are on.
        return Clip(url=links[0])

    async def cancel(self, operation_id: str) -> None:
        """Stop a film; of one that has ended this would delete the clip, so it is left alone."""
        async with self._client() as client:
            with self._words(sending=False):
                task = await client.tasks.retrieve(operation_id)
                if replies.word(task.status) not in {_MADE, *_FAILED}:
                    await client.tasks.delete(operation_id)

    async def probe(self) -> None:
        async with self._client() as client:
            with self._words(sending=False):
                await client.organization.retrieve()

    # --- the request --------------------------------------------------------------------------------------------

    async def _fields(self, client: AsyncRunwayML, request: VideoRequest) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "model": self.model,
            "prompt_text": self.prompt(request),
            "ratio": self.size_word("ratios", request),
            "duration": int(self.length_s(request)),
        }
        if self.spec.seed:
            fields["seed"] = request.seed
        if self.spec.audio == "optional":
            fields["audio"] = self.spec.sounds(wanted=request.audio)
        if self.spec.negative_prompt and request.negative_prompt:
            fields["negative_prompt"] = request.negative_prompt
        if request.start_image:
            fields["prompt_image"] = await self._pictures(client, request.start_image, request.end_image)
        return fields

    async def _pictures(self, client: AsyncRunwayML, start: str, end: str | None) -> list[dict[str, str]]:
        frames = [("first", start), *([("last", end)] if end else [])]
        return [{"uri": await self._uri(client, path), "position": place} for place, path in frames]

    async def _uri(self, client: AsyncRunwayML, path: str) -> str:
        picture = await in_thread(Picture.read, path)
        if len(picture.data_uri) <= DATA_URI_BYTES:
            return picture.data_uri
        name = f"picture.{picture.mime_type.rpartition('/')[2]}"
        upload = await client.uploads.create_ephemeral(file=(name, picture.content, picture.mime_type))
        return upload.uri

    # --- the answers --------------------------------------------------------------------------------------------

    async def _task(self, operation_id: str) -> Any:
        async with self._client() as client:
            with self._words(sending=False):
                return await client.tasks.retrieve(operation_id)

    def _field(self, answer: Any, name: str, *, sending: bool) -> Any:
        """A part of an answer; the SDK passes on whatever came, so it may be missing."""
        value = getattr(answer, name, None)
        if not value:
            raise rest.unreadable(self.name, sending=sending)
        return value

    def _failure(self, task: Any) -> GeneratorError:
        # An answer that lacks a field of a failed task is another kind of task to the SDK, with names as they came.
        told = getattr(task, "failure_code", None) or getattr(task, "failureCode", None)
        code = str(told or task.status)
        kind = next((kind for family, kind in _FAILURES if code.startswith(family)), VendorFailedError)
        message = replies.brief(getattr(task, "failure", None) or "the film was cancelled")
        return kind(f"{self.name} did not make the film ({code}): {message}", backend=self.name)

    @contextlib.contextmanager
    def _words(self, *, sending: bool) -> Iterator[None]:
        """The SDK's errors in our words."""
        from runwayml import APIError, APIStatusError

        try:
            yield
        except FootageError:
            raise
        except APIStatusError as exc:
            raise self._refusal(exc, sending=sending) from exc
        except (APIError, httpx.HTTPError) as exc:
            raise replies.lost(self.name, exc, sending=sending) from exc
        except ValueError as exc:
            raise rest.unreadable(self.name, sending=sending) from exc

    def _refusal(self, exc: APIStatusError, *, sending: bool) -> GeneratorError:
        body = exc.body if isinstance(exc.body, dict) else {}
        named = body.get("issues")
        issues = "; ".join(
            str(issue.get("message")) for issue in (named if isinstance(named, list) else ()) if isinstance(issue, dict)
        )
        message = ": ".join(part for part in (str(body.get("error") or exc.message), issues) if part)
        if exc.status_code < 500 and any(words in message for words in _USED_UP):
            return QuotaExhaustedError(
                f"{self.name} answered {exc.status_code}: {replies.brief(message)}", backend=self.name
            )
        later = replies.retry_after_s(exc.response.headers.get("retry-after"))
        own, status = "error" in body, exc.status_code
        return replies.refusal(self.name, status, message, sending=sending, retry_after_s=later, own_words=own)

    @property
    def _base_url(self) -> str:
        return self.settings.runwayml_base_url or BASE_URL

    def _client(self) -> AsyncRunwayML:
        from runwayml import AsyncRunwayML

        secret = self.settings.runwayml_api_secret
        return AsyncRunwayML(
            api_key=secret.get_secret_value() if secret else "",
            base_url=self._base_url,
            # There is no idempotency key, so that a create which is tried again may be paid twice.
            max_retries=0,
            timeout=self.timeout_s,
            http_client=http.client(self.timeout_s),
        )


def _links(task: Any) -> list[str]:
    """Where the films of a task are."""
    output = getattr(task, "output", None)
    return [link for link in output if link and isinstance(link, str)] if isinstance(output, list) else []
