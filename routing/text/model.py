"""A language model for small questions, about films too: an answer that fits a JSON schema, and what it cost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from footage import http
from footage.errors import GeneratorError, ModerationOutputError, ModerationPromptError, VendorFailedError
from footage.money import Money
from footage.vendors import VendorSettings
from routing.bills import credible
from routing.catalog import TextSpec, load_catalog
from routing.wire import google, replies

if TYPE_CHECKING:
    from google.genai import types

    from media.proxy import Proxy

NAME = "text"
T = TypeVar("T", bound=BaseModel)
_MICRO = Decimal("0.000001")
_MILLION = Decimal(1_000_000)
_WITHHELD = frozenset({"SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "LANGUAGE"})
"""Reasons to stop that are about what was written (google.genai.types.FinishReason)."""


@dataclass(frozen=True)
class Answer:
    """What the model wrote, and its price by the tokens it counted; `name` is who was asked."""

    content: dict[str, Any]
    cost: Money
    model: str
    name: str


class TextModel:
    """generateContent of google-genai 3.4 on a Gemini API key.

    Args:
        spec: The model and its price.
        settings: Key and address.
        name: What it is called in attempts and messages.
        max_output_tokens: The longest answer, thoughts included.
        timeout_s: How long to wait for it.
    """

    def __init__(
        self,
        spec: TextSpec,
        settings: VendorSettings,
        name: str = NAME,
        *,
        max_output_tokens: int = 2048,
        timeout_s: float = 30.0,
    ) -> None:
        self.spec = spec
        self.name = name
        self._settings = settings
        self._max_output_tokens = max_output_tokens
        self._timeout_s = timeout_s

    def worst_case(
        self, system: str, prompt: str, schema: Mapping[str, Any], frames: int = 0, pictures: int = 0
    ) -> Money:
        """The most that a question about frames of a film and pictures costs; no token is shorter than a byte."""
        read = len(f"{system}{prompt}{json.dumps(schema)}".encode())
        read += frames * self.spec.tokens_per_frame + pictures * self.spec.tokens_per_picture
        return self._price(read, self._max_output_tokens)

    async def complete(
        self,
        system: str,
        prompt: str,
        schema: Mapping[str, Any],
        film: Proxy | None = None,
        picture: bytes | None = None,
    ) -> Answer:
        """Ask once.

        Args:
            system: What the model is to do.
            prompt: What to do it with.
            schema: JSON schema of the answer.
            film: What to look at.
            picture: A JPEG to look at too.

        Raises:
            ModerationPromptError: The question was refused.
            ModerationOutputError: The answer was withheld.
            GeneratorError: The model did not answer, or not with such JSON.
        """
        contents: list[Any] = [*([_shown(film)] if film else []), *([_still(picture)] if picture else []), prompt]
        client = await google.gemini(self._settings, timeout_s=self._timeout_s)
        async with google.answers(self.name, sending=True, within_s=http.WHOLE_TIMES * self._timeout_s):
            response = await client.aio.models.generate_content(
                model=self.spec.model,
                contents=contents,
                config=self._config(system, schema),
            )
        shown = (film.frames if film else 0, 1 if picture else 0)
        bill = self._bill(response, self.worst_case(system, prompt, schema, *shown))
        return Answer(self._content(response, bill), bill, self.spec.model, self.name)

    def _content(self, response: types.GenerateContentResponse, bill: Money) -> dict[str, Any]:
        if refused := _refused(self.name, response, bill):
            raise refused
        try:
            content = json.loads(response.text or "")
        except ValueError as exc:
            raise VendorFailedError(
                f"{self.name} did not answer with JSON.", backend=self.name, bill_microusd=bill.microusd
            ) from exc
        if not isinstance(content, dict):
            raise VendorFailedError(
                f"{self.name} answered with another kind of JSON.", backend=self.name, bill_microusd=bill.microusd
            )
        return content

    def _config(self, system: str, schema: Mapping[str, Any]) -> types.GenerateContentConfig:
        from google.genai import types

        return types.GenerateContentConfig(
            system_instruction=system,
            response_mime_type="application/json",
            response_json_schema=dict(schema),
            max_output_tokens=self._max_output_tokens,
            # The same question should be answered the same way twice.
            temperature=0.0,
            seed=0,
        )

    def _bill(self, response: types.GenerateContentResponse, worst: Money) -> Money:
        """What the tokens cost that it counted; the worst case where it counted none."""
        usage = response.usage_metadata
        if usage is None:
            return worst
        counts = (usage.prompt_token_count, usage.candidates_token_count, usage.thoughts_token_count)
        numbers = [replies.number(count or 0) for count in counts]
        counted = [int(count) for count in numbers if count is not None and count >= 0]
        if len(counted) < len(numbers):
            return worst
        return credible(self.name, worst, self._price(counted[0], counted[1] + counted[2])).amount

    def _price(self, read: int, written: int) -> Money:
        exact = (self.spec.usd_per_m_input * read + self.spec.usd_per_m_output * written) / _MILLION
        return Money.usd(exact.quantize(_MICRO, ROUND_CEILING))


def load_text_model(settings: VendorSettings, home: Path | None = None) -> TextModel | None:
    """The catalog's text model; None without a key for it, or when the catalog names none.

    Args:
        settings: Key and address.
        home: FOOTAGE_HOME, whose catalog may name another model.

    Raises:
        InvalidInputError: The user's catalog is wrong.
    """
    spec = load_catalog(home).text if settings.gemini_api_key else None
    return TextModel(spec, settings) if spec else None


def read_answer(kind: type[T], answer: Answer) -> T:
    """An answer as a model of its parts.

    Raises:
        VendorFailedError: A part is missing or out of its bounds.
    """
    try:
        return kind.model_validate(answer.content)
    except ValidationError as exc:
        wrong = ", ".join(".".join(map(str, error["loc"])) for error in exc.errors())
        message = f"{answer.name} left out or overdid: {wrong}."
        raise VendorFailedError(message, backend=answer.name, bill_microusd=answer.cost.microusd) from exc


def _shown(film: Proxy) -> types.Part:
    from google.genai import types

    return types.Part(
        inline_data=types.Blob(data=film.content, mime_type="video/mp4"),
        video_metadata=types.VideoMetadata(fps=film.fps),
    )


def _still(picture: bytes) -> types.Part:
    from google.genai import types

    return types.Part(inline_data=types.Blob(data=picture, mime_type="image/jpeg"))


def _refused(name: str, response: types.GenerateContentResponse, bill: Money) -> GeneratorError | None:
    """Why there is no answer, when it is because of what was asked or written."""
    feedback = response.prompt_feedback
    if feedback and feedback.block_reason:
        message = f"{name} refused the prompt ({feedback.block_reason.value})."
        return ModerationPromptError(message, backend=name, bill_microusd=bill.microusd)
    stops = [one.finish_reason.value for one in response.candidates or [] if one.finish_reason]
    withheld = next((stop for stop in stops if stop in _WITHHELD), None)
    if withheld:
        return ModerationOutputError(
            f"{name} withheld its answer ({withheld}).", backend=name, bill_microusd=bill.microusd
        )
    return None
