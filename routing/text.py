"""A language model for small jobs of writing: an answer that fits a JSON schema, and what it cost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import GeneratorError, ModerationOutputError, ModerationPromptError, VendorFailedError
from footage.money import Money
from footage.vendors import VendorSettings
from routing import google_wire
from routing.catalog import TextSpec, load_catalog

if TYPE_CHECKING:
    from google.genai import types

MAX_OUTPUT_TOKENS = 2048
TIMEOUT_S = 30.0
_MICRO = Decimal("0.000001")
_MILLION = Decimal(1_000_000)
_WITHHELD = frozenset({"SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "LANGUAGE"})
"""Reasons to stop that are about what was written (google.genai.types.FinishReason)."""


@dataclass(frozen=True)
class Answer:
    """What the model wrote, and its price by the tokens it counted."""

    content: dict[str, Any]
    cost: Money
    model: str


class TextModel:
    """generateContent of google-genai 3.4 on a Gemini API key.

    Args:
        spec: The model and its price.
        settings: Key and address.
    """

    name = "text"

    def __init__(self, spec: TextSpec, settings: VendorSettings) -> None:
        self.spec = spec
        self._settings = settings

    def worst_case(self, system: str, prompt: str, schema: Mapping[str, Any]) -> Money:
        """The most that a question costs; no token is shorter than a byte."""
        read = len(f"{system}{prompt}{json.dumps(schema)}".encode())
        return self._price(read, MAX_OUTPUT_TOKENS)

    async def complete(self, system: str, prompt: str, schema: Mapping[str, Any]) -> Answer:
        """Ask once.

        Args:
            system: What the model is to do.
            prompt: What to do it with.
            schema: JSON schema of the answer.

        Raises:
            ModerationPromptError: The question was refused.
            ModerationOutputError: The answer was withheld.
            GeneratorError: The model did not answer, or not with such JSON.
        """
        client = await google_wire.gemini(self._settings, timeout_s=TIMEOUT_S)
        with google_wire.answers(self.name, sending=True):
            response = await client.aio.models.generate_content(
                model=self.spec.model, contents=prompt, config=_config(system, schema)
            )
        return Answer(content=self._content(response), cost=self._bill(response), model=self.spec.model)

    def _content(self, response: types.GenerateContentResponse) -> dict[str, Any]:
        if refused := _refused(self.name, response):
            raise refused
        try:
            content = json.loads(response.text or "")
        except ValueError as exc:
            raise VendorFailedError(f"{self.name} did not answer with JSON.", backend=self.name) from exc
        if not isinstance(content, dict):
            raise VendorFailedError(f"{self.name} answered with another kind of JSON.", backend=self.name)
        return content

    def _bill(self, response: types.GenerateContentResponse) -> Money:
        usage = response.usage_metadata
        if usage is None:
            return self._price(0, MAX_OUTPUT_TOKENS)
        written = (usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0)
        return self._price(usage.prompt_token_count or 0, written)

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
    if settings.gemini_api_key is None:
        return None
    spec = load_catalog(home).text
    return TextModel(spec, settings) if spec else None


def _config(system: str, schema: Mapping[str, Any]) -> types.GenerateContentConfig:
    from google.genai import types

    return types.GenerateContentConfig(
        system_instruction=system,
        response_mime_type="application/json",
        response_json_schema=dict(schema),
        max_output_tokens=MAX_OUTPUT_TOKENS,
        # The same prompt should be worked out the same way twice.
        temperature=0.0,
        seed=0,
    )


def _refused(name: str, response: types.GenerateContentResponse) -> GeneratorError | None:
    """Why there is no answer, when it is because of what was asked or written."""
    feedback = response.prompt_feedback
    if feedback and feedback.block_reason:
        return ModerationPromptError(f"{name} refused the prompt ({feedback.block_reason.value}).", backend=name)
    stops = [one.finish_reason.value for one in response.candidates or [] if one.finish_reason]
    withheld = next((stop for stop in stops if stop in _WITHHELD), None)
    return ModerationOutputError(f"{name} withheld its answer ({withheld}).", backend=name) if withheld else None
