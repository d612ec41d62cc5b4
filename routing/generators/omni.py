"""Gemini Omni by interactions (google-genai 3.4) on a Gemini API key.

The film is asked for in the background and as a link; where the API refuses to work in the background, the same
request is sent again without it, which answers when the film is done. Sound is always made.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from footage.domain import VideoRequest
from footage.errors import (
    GeneratorError,
    InDoubtError,
    ModerationOutputError,
    QuotaExhaustedError,
    RequestRejectedError,
    VendorFailedError,
)
from footage.money import Money
from footage.ports.generators import Poll, Quote
from footage.threads import in_thread
from routing.generators.cloud import Clip, CloudGenerator, Picture
from routing.wire import google, replies, rest

BLOCKING_TIMEOUT_S = 900.0
"""How long a film may take that is not made in the background."""

_FIRST, _LAST, _SHOWN = "<FIRST_FRAME>", "<LAST_FRAME>", "<IMAGE_REF_{}>"
"""What a picture is for is said in the prompt, in the order of the pictures (ai.google.dev, Gemini Omni)."""

_MADE = "completed"
_FAILED = frozenset({"failed", "cancelled", "incomplete", "expired", "budget_exceeded", "requires_action"})
"""Every other status, known or not, is a film at work."""

_FILE = re.compile(r"/(files/[a-z0-9]+)")
_MILLION = Decimal(1_000_000)


class Omni(CloudGenerator):
    """One Omni model.

    Its catalog options: `usd_per_m_tokens` (input, text and video), from which a bill is computed, and `extra_usd`,
    the most that a request's input and thoughts cost on top of the film.
    """

    _background = True

    def missing_key(self) -> str | None:
        return None if self.settings.gemini_api_key else "GEMINI_API_KEY is not set"

    async def probe(self) -> None:
        """Ask about the model, which is free."""
        client = await google.gemini(self.settings)
        async with google.answers(self.name, sending=False):
            await client.aio.models.get(model=self.model)

    def quote(self, request: VideoRequest) -> Quote:
        film = super().quote(request)
        extra = Money.usd(Decimal(str(self.spec.options.get("extra_usd", 0))), round_up=True)
        return Quote(
            model=film.model,
            cost=film.cost + extra,
            price_source=film.price_source,
            price_as_of=film.price_as_of,
        )

    async def submit(self, request: VideoRequest, key: str) -> str:
        order = await in_thread(self._order, request)
        if self._background:
            try:
                return await self._create(order, background=True)
            except RequestRejectedError as exc:
                if "background" not in exc.message.lower():
                    raise
                self._background = False
        return await self._create(order, background=False)

    async def poll(self, operation_id: str) -> Poll:
        interaction = await self._interaction(operation_id)
        with rest.reading(self.name):
            status = replies.word(interaction.status)
            if status != _MADE and status not in _FAILED:
                return Poll(state="working")
            bill = self._bill(interaction.usage)
            video = interaction.output_video
            if status == _MADE and video is not None:
                return await self._delivery(video.uri, bill)
            return self.failed(self._failure(interaction), bill)

    async def clip(self, operation_id: str) -> Clip:
        video = (await self._interaction(operation_id)).output_video
        if video is None:
            raise VendorFailedError(f"{self.name} no longer gives the film.", backend=self.name)
        # The same interaction has been seen to answer with a link first and with the film itself later.
        if video.data:
            return Clip(content=base64.b64decode(video.data))
        address = urlsplit(str(video.uri))
        if self._file(video.uri) is None or self.settings.gemini_api_key is None:
            return Clip(url=video.uri)
        # The key goes to the API's own host only.
        return Clip(
            url=f"{self._api_url()}{address.path}?{address.query}",
            headers={"x-goog-api-key": self.settings.gemini_api_key.get_secret_value()},
        )

    async def cancel(self, operation_id: str) -> None:
        client = await google.gemini(self.settings)
        async with google.answers(self.name, sending=False):
            await client.aio.interactions.cancel(operation_id)

    def trusted_hosts(self) -> Collection[str]:
        address = self.settings.google_gemini_base_url
        return (urlsplit(address).netloc,) if address else ()

    # --- asking -------------------------------------------------------------------------------------------------

    def _order(self, request: VideoRequest) -> dict[str, Any]:
        """The request in the API's words; the pictures are read here."""
        frames = [(tag, path) for tag, path in ((_FIRST, request.start_image), (_LAST, request.end_image)) if path]
        shown = [(_SHOWN.format(number), path) for number, path in enumerate(request.reference_images)]
        text = self.prompt(request)
        if request.negative_prompt:
            text += f"\n\nThere must be none of this: {request.negative_prompt}"
        content: list[dict[str, Any]] = []
        for _, path in [*frames, *shown]:
            picture = Picture.read(path)
            content.append({"type": "image", "data": picture.base64, "mime_type": picture.mime_type})
        content.append({"type": "text", "text": " ".join([*(tag for tag, _ in [*frames, *shown]), text])})
        task = "image_to_video" if frames else "reference_to_video" if shown else "text_to_video"
        return {
            "input": content,
            "response_format": {
                "type": "video",
                "aspect_ratio": request.aspect_ratio,
                "duration": f"{self.length_s(request)}s",
                "resolution": request.resolution,
                "delivery": "uri",
            },
            "generation_config": {
                "seed": request.seed,
                "video_config": {"task": task},
            },
        }

    async def _create(self, order: dict[str, Any], *, background: bool) -> str:
        client = await google.gemini(self.settings)
        # Without background the SDK would continue an unfinished answer by itself: sent, and paid, more than once.
        alone = {"automatic_continuation": False, "timeout": BLOCKING_TIMEOUT_S}
        how: dict[str, Any] = {"background": True} if background else alone
        whole_s = None if background else BLOCKING_TIMEOUT_S + google.WHOLE_S
        async with google.answers(self.name, sending=True, within_s=whole_s):
            made: Any = await client.aio.interactions.create(model=self.model, store=True, **order, **how)
        operation_id = replies.identity(made.id)
        if not operation_id:
            raise InDoubtError(f"{self.name} took the request without naming the interaction.", backend=self.name)
        return operation_id

    async def _interaction(self, operation_id: str) -> Any:
        client = await google.gemini(self.settings)
        async with google.answers(self.name, sending=False):
            return await client.aio.interactions.get(operation_id)

    # --- reading ------------------------------------------------------------------------------------------------

    async def _delivery(self, uri: str | None, bill: Money | None) -> Poll:
        """A film is ready when its file is."""
        file = self._file(uri)
        if file is None:
            return Poll(state="succeeded", progress=1.0, cost=bill)
        client = await google.gemini(self.settings)
        async with google.answers(self.name, sending=False):
            state = (await client.aio.files.get(name=file)).state
        match state and state.value:
            case "PROCESSING":
                return Poll(state="working", progress=0.95)
            case "FAILED":
                error = VendorFailedError(f"{self.name} could not store the film.", backend=self.name)
                return self.failed(error, bill)
            case _:
                return Poll(state="succeeded", progress=1.0, cost=bill)

    def _file(self, uri: str | None) -> str | None:
        """The name of a file that the API itself keeps; None for a film that is somewhere else."""
        address = urlsplit(uri or "")
        own = {urlsplit(google.GEMINI_URL).netloc, urlsplit(self._api_url()).netloc}
        found = _FILE.search(address.path) if address.netloc in own else None
        return found[1] if found else None

    def _api_url(self) -> str:
        return (self.settings.google_gemini_base_url or google.GEMINI_URL).rstrip("/")

    def _failure(self, interaction: Any) -> GeneratorError:
        """Why an interaction that has ended has no film."""
        if replies.word(interaction.status) == _MADE:
            # Safety and regional limits are not said: the answer is just empty.
            return ModerationOutputError(f"{self.name} answered without a film.", backend=self.name)
        message = "; ".join(str(error.message) for error in interaction.errors or [] if error.message)
        text = f"{self.name} ended as {interaction.status}: {replies.brief(message or 'no reason was given')}"
        if interaction.status == "budget_exceeded":
            return QuotaExhaustedError(text, backend=self.name)
        kind = ModerationOutputError if google.is_blocked(message) else VendorFailedError
        return kind(text, backend=self.name)

    def _bill(self, usage: Any) -> Money | None:
        """What the tokens of an answer cost; None where the answer or the catalog does not say."""
        rates = self.spec.options.get("usd_per_m_tokens")
        if usage is None or not rates:
            return None
        parts = usage.output_tokens_by_modality or []
        shown = [replies.number(part.tokens or 0) for part in parts if part.modality == "video"]
        counts = (usage.total_output_tokens, usage.total_thought_tokens, usage.total_input_tokens)
        numbers = [*(replies.number(count or 0) for count in counts), *shown]
        counted = [count for count in numbers if count is not None and count >= 0]
        if len(counted) < len(numbers):
            return None
        made, thought, read, *films = counted
        video = sum(films, Decimal(0)) if parts else made
        tokens = {"input": read, "text": max(Decimal(0), made - video) + thought, "video": video}
        return self.bill(sum((Decimal(str(rates[kind])) * n for kind, n in tokens.items()), Decimal(0)) / _MILLION)
