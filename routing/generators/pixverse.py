"""PixVerse's platform API, which has no SDK: every answer is HTTP 200 with an `ErrCode` in it.

Facts: docs.platform.pixverse.ai; PixVerse's own MCP client for the routes and headers.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from footage.domain import VideoRequest
from footage.errors import (
    AuthFailedError,
    GeneratorError,
    InDoubtError,
    ModerationOutputError,
    ModerationPromptError,
    QuotaExhaustedError,
    RateLimitedError,
    RequestRejectedError,
    RetiredModelError,
    VendorFailedError,
)
from footage.money import Money
from footage.ports.generators import Poll
from footage.threads import in_thread
from routing.generators.cloud import Clip, CloudGenerator, Picture
from routing.wire import replies, rest

_ID = re.compile(r"[\w-]+")
_NOT_FOUND = 500008
_KINDS: Mapping[type[GeneratorError], tuple[int, ...]] = {
    AuthFailedError: (10001, 10003, 400012, 500020),
    QuotaExhaustedError: (500043, 500060, 500090),
    RateLimitedError: (500044, 500045, 500069),
    ModerationPromptError: (500063,),
    ModerationOutputError: (500054,),
    RequestRejectedError: (
        *(400011, 400013, 400017, 400018, 400019, 400032, 400033),
        *(500030, 500031, 500032, 500033, 500041, 500042, 500070, 500071),
    ),
    # The session's end and a deleted film: said before or after the work, never in the middle of it.
    VendorFailedError: (10005, 500064),
}
_CODES = {code: kind for kind, codes in _KINDS.items() for code in codes}

_DONE = 1
_FAILURES: Mapping[int, tuple[type[GeneratorError], str]] = {
    6: (VendorFailedError, "the film was deleted"),
    7: (ModerationOutputError, "the film did not pass moderation"),
    8: (VendorFailedError, "the film failed"),
    9: (VendorFailedError, "the film failed"),
    10: (ModerationOutputError, "the film was filtered"),
}
"""Every other status, known or not, is a film at work."""


class PixVerse(CloudGenerator):
    """One PixVerse model.

    The price in credits is told only when a film is ordered, so the operation id carries it: "123456:90" is film
    123456 for 90 credits, "123456" one whose price was not told. That is the bill of a film that is made; whether the
    credits of one that is not come back, it does not say. Options of its row: `usd_per_credit`, dollars for a credit on
    the account's plan.
    """

    timeout_s = 60.0

    def missing_key(self) -> str | None:
        return None if self.settings.pixverse_api_key else "PIXVERSE_API_KEY is not set"

    def trusted_hosts(self) -> Collection[str]:
        return [urlsplit(self._base_url).netloc]

    async def submit(self, request: VideoRequest, key: str) -> str:
        route, fields = await self._order(request)
        body = await self._ask("POST", f"video/{route}/generate", trace=trace_id(key), sending=True, json=fields)
        video_id = replies.identity(body.get("video_id"))
        if not _ID.fullmatch(video_id):
            raise rest.unreadable(self.name, sending=True)
        credits_used = replies.number(body.get("credits", body.get("credit")))
        return f"{video_id}:{credits_used:f}" if credits_used else video_id

    async def poll(self, operation_id: str) -> Poll:
        try:
            film = await self._film(operation_id)
        except (ModerationPromptError, ModerationOutputError) as exc:
            return self.failed(exc)
        read = replies.number(film.get("status"))
        status = 0 if read is None else int(read)
        if status == _DONE and film.get("url"):
            return Poll(state="succeeded", progress=1.0, cost=self._cost(operation_id))
        if status == _DONE:
            return self.empty("says it is done, but there is no film.")
        if status in _FAILURES:
            kind, message = _FAILURES[status]
            return self.failed(kind(f"{self.name}: {message}.", backend=self.name))
        return Poll(state="working")

    async def clip(self, operation_id: str) -> Clip:
        url = (await self._film(operation_id)).get("url")
        if not url:
            raise rest.unreadable(self.name, sending=False)
        return Clip(url=str(url))

    async def probe(self) -> None:
        await self._ask("GET", "account/balance")

    # --- the request --------------------------------------------------------------------------------------------

    async def _order(self, request: VideoRequest) -> tuple[str, dict[str, Any]]:
        """The route, and what is sent to it; pictures are uploaded first."""
        fields: dict[str, Any] = {
            "prompt": self.prompt(request),
            "model": self.model,
            "duration": int(self.length_s(request)),
            "quality": request.resolution,
        }
        if self.spec.seed:
            fields["seed"] = request.seed
        if self.spec.negative_prompt and request.negative_prompt:
            fields["negative_prompt"] = request.negative_prompt
        if self.spec.audio == "optional":
            fields["generate_audio_switch"] = self.spec.sounds(wanted=request.audio)
        if not request.start_image:
            return "text", {**fields, "aspect_ratio": request.aspect_ratio}
        first = await self._upload(request.start_image)
        if not request.end_image:
            return "img", {**fields, "img_id": first}
        last = await self._upload(request.end_image)
        return "transition", {**fields, "first_frame_img": first, "last_frame_img": last}

    async def _upload(self, path: str) -> int:
        picture = await in_thread(Picture.read, path)
        name = f"picture.{picture.mime_type.rpartition('/')[2]}"
        files = {"image": (name, picture.content, picture.mime_type)}
        body = await self._ask("POST", "image/upload", files=files)
        if not body.get("img_id"):
            raise rest.unreadable(self.name, sending=False)
        return int(body["img_id"])

    # --- the answers --------------------------------------------------------------------------------------------

    async def _film(self, operation_id: str) -> Mapping[str, Any]:
        return await self._ask("GET", f"video/result/{operation_id.partition(':')[0]}")

    def _cost(self, operation_id: str) -> Money | None:
        return self.bill(operation_id.partition(":")[2] or None, self.spec.options["usd_per_credit"])

    async def _ask(
        self, method: str, path: str, *, trace: str | None = None, sending: bool = False, **content: Any
    ) -> Mapping[str, Any]:
        """One call, and the `Resp` of its answer."""
        key = self.settings.pixverse_api_key
        headers = {"API-KEY": key.get_secret_value() if key else "", "Ai-trace-id": trace or str(uuid.uuid4())}
        url, timeout_s = f"{self._base_url}/openapi/v2/{path}", self.timeout_s
        answer = await rest.call(
            self.name, method, url, timeout_s=timeout_s, sending=sending, headers=headers, **content
        )
        code, body = answer.body.get("ErrCode"), answer.body.get("Resp")
        if isinstance(code, int) and code != 0:
            raise self._refusal(code, str(answer.body.get("ErrMsg")), sending=sending)
        if answer.status >= 400:
            raise rest.refusal(self.name, answer, answer.text, sending=sending)
        if code != 0 or not isinstance(body, dict):
            raise rest.unreadable(self.name, sending=sending)
        return body

    def _refusal(self, code: int, message: str, *, sending: bool) -> GeneratorError:
        """The error for an ErrCode; only its number counts, the words vary. An unknown one says nothing certain."""
        unclear = InDoubtError if sending else VendorFailedError
        gone = RetiredModelError if sending else VendorFailedError
        kind = gone if code == _NOT_FOUND else _CODES.get(code, unclear)
        return kind(f"{self.name} answered {code}: {replies.brief(message)}", backend=self.name)

    @property
    def _base_url(self) -> str:
        return self.settings.pixverse_base_url.rstrip("/")


def trace_id(key: str) -> str:
    """The `Ai-trace-id` of an attempt: its key, if that is the UUID 4 that PixVerse asks for, else one made of it.

    A trace id that was used before is said to give the earlier film, so each attempt has its own and no other.
    """
    try:
        given = uuid.UUID(key)
    except ValueError:
        given = None
    return str(given if given and given.version == 4 else uuid.uuid5(uuid.NAMESPACE_URL, key))
