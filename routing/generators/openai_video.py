"""Any endpoint that speaks OpenAI's `/v1/videos`: gateways, proxies and servers of your own.

Facts: openai 3.52 for the shape. The address, model and price are the user's: OPENAI_VIDEO_*.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import quote, urlsplit

from footage.domain import VideoRequest
from footage.errors import (
    GeneratorError,
    ModerationOutputError,
    ModerationPromptError,
    PriceUnknownError,
    QuotaExhaustedError,
    RetiredModelError,
    VendorFailedError,
)
from footage.money import Money
from footage.ports.generators import Poll, Quote
from footage.threads import in_thread
from routing.generators.cloud import Clip, CloudGenerator, Picture
from routing.wire import replies, rest

PRICE_VARIABLE = "OPENAI_VIDEO_USD_PER_S"
_MADE = frozenset({"completed", "succeeded"})
_FAILED = frozenset({"failed", "cancelled", "canceled", "expired"})
"""Every other word, known or not ("queued", "processing", "running"), is a film at work."""

_MODERATED = frozenset({"moderation_blocked", "content_policy_violation", "content_filter", "sentinel_block"})
_USED_UP = frozenset({"insufficient_quota", "billing_hard_limit_reached"})


class OpenAIVideo(CloudGenerator):
    """One model at such an endpoint.

    Its address is given with or without `/v1`; the key is optional and sent nowhere else. Options of its row: `sizes`,
    the frame in pixels by aspect ratio; `model_from_settings`, to take the model from OPENAI_VIDEO_MODEL. It tells no
    bills: a film that is made is charged its price, the money of one that fails is in doubt.
    """

    timeout_s = 60.0

    @property
    def model(self) -> str:
        if self.spec.options.get("model_from_settings"):
            return self.settings.openai_video_model or self.spec.model
        return self.spec.model

    def missing_key(self) -> str | None:
        if not self.settings.openai_video_base_url:
            return "OPENAI_VIDEO_BASE_URL is not set"
        if self.spec.options.get("model_from_settings") and not self.settings.openai_video_model:
            return "OPENAI_VIDEO_MODEL is not set"
        return None

    def trusted_hosts(self) -> Collection[str]:
        return [urlsplit(self._videos_url).netloc]

    def quote(self, request: VideoRequest) -> Quote:
        """By the catalog's rows if there are any, else by the user's price for a second."""
        if self.spec.prices:
            return super().quote(request)
        usd_per_s = self.settings.openai_video_usd_per_s
        if usd_per_s is None:
            raise PriceUnknownError(
                f"has no price: set {PRICE_VARIABLE}, or add prices to catalog.yaml",
                hint=f"Ask the user to set {PRICE_VARIABLE} to what their endpoint charges for a second of video.",
            )
        cost = Money.usd(usd_per_s * self.length_s(request), round_up=True)
        return Quote(model=self.model, cost=cost, price_source=PRICE_VARIABLE)

    async def submit(self, request: VideoRequest, key: str) -> str:
        fields: dict[str, Any] = {
            "model": self.model,
            "prompt": self.prompt(request),
            "seconds": str(int(self.length_s(request))),
            "size": self.size_word("sizes", request),
        }
        # A part without a file name is a plain field; so the body is multipart with and without a picture.
        parts: dict[str, Any] = {name: (None, value) for name, value in fields.items()}
        if request.start_image:
            picture = await in_thread(Picture.read, request.start_image)
            name = f"picture.{picture.mime_type.rpartition('/')[2]}"
            parts["input_reference"] = (name, picture.content, picture.mime_type)
        answer = await self._call("POST", self._videos_url, sending=True, files=parts)
        if answer.status >= 400:
            raise self._refusal(answer, sending=True)
        operation_id = replies.identity(answer.body.get("id"))
        if not operation_id:
            raise rest.unreadable(self.name, sending=True)
        return operation_id

    async def poll(self, operation_id: str) -> Poll:
        film = await self._film(operation_id)
        status = replies.word(film.get("status"))
        if not status:
            raise rest.unreadable(self.name, sending=False)
        if status in _MADE:
            return Poll(state="succeeded", progress=1.0)
        if status in _FAILED:
            return self.failed(self._failure(status, film.get("error")))
        return Poll(state="working", progress=replies.share(film.get("progress"), 100))

    async def clip(self, operation_id: str) -> Clip:
        return Clip(url=f"{self._film_url(operation_id)}/content", headers=self._headers)

    async def cancel(self, operation_id: str) -> None:
        """Delete a film that is not made yet; one that is stays at the endpoint, since it is paid for."""
        if replies.word((await self._film(operation_id)).get("status")) not in _MADE | _FAILED:
            answer = await self._call("DELETE", self._film_url(operation_id))
            if answer.status >= 400:
                raise self._refusal(answer, sending=False)

    # --- the answers --------------------------------------------------------------------------------------------

    async def _film(self, operation_id: str) -> dict[str, Any]:
        answer = await self._call("GET", self._film_url(operation_id))
        if answer.status >= 400:
            raise self._refusal(answer, sending=False)
        return dict(answer.body)

    def _failure(self, status: str, error: Any) -> GeneratorError:
        details = error if isinstance(error, dict) else {}
        kind = ModerationOutputError if replies.word(details.get("code")) in _MODERATED else VendorFailedError
        message = replies.brief(details.get("message") or (error if isinstance(error, str) and error else status))
        return kind(
            f"{self.name} did not make the film ({details.get('code') or status}): {message}", backend=self.name
        )

    def _refusal(self, answer: rest.Answer, *, sending: bool) -> GeneratorError:
        error = answer.body.get("error")
        details = error if isinstance(error, dict) else {}
        message = str(details.get("message") or error or answer.text)
        code = replies.word(details.get("code"))
        kind: type[GeneratorError] | None = None
        if code in _USED_UP:
            kind = QuotaExhaustedError
        elif sending and answer.status < 500 and code in _MODERATED:
            kind = ModerationPromptError
        elif sending and code == "model_not_found":
            kind = RetiredModelError
        if kind:
            return kind(f"{self.name} answered {answer.status}: {replies.brief(message)}", backend=self.name)
        return rest.refusal(self.name, answer, message, sending=sending, own_words=bool(details))

    # --- the endpoint -------------------------------------------------------------------------------------------

    @property
    def _videos_url(self) -> str:
        base = (self.settings.openai_video_base_url or "").rstrip("/").removesuffix("/v1")
        return f"{base}/v1/videos"

    def _film_url(self, operation_id: str) -> str:
        return f"{self._videos_url}/{quote(operation_id, safe='')}"

    @property
    def _headers(self) -> dict[str, str]:
        key = self.settings.openai_video_api_key
        return {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}

    async def _call(self, method: str, url: str, *, sending: bool = False, **content: Any) -> rest.Answer:
        return await rest.call(
            self.name, method, url, timeout_s=self.timeout_s, sending=sending, headers=self._headers, **content
        )
