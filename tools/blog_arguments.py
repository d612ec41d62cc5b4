"""The arguments of blog_to_video."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from footage.domain import AspectRatio, Priority, Resolution
from tools.base import DEFAULT_WAIT_S, IdempotencyKey, Look, Params, QuoteId, Tag, WaitSeconds
from tools.brand import BrandGiven
from tools.music import MusicName
from tools.paths import MAX_PATH_CHARS

MAX_PICTURES = 12
MAX_SOURCE_CHARS = 2_000_000


class BlogToVideo(Params):
    """Arguments of blog_to_video."""

    source: str | None = Field(
        default=None,
        max_length=MAX_SOURCE_CHARS,
        description="The article: Markdown, HTML or text, or its path or https URL.",
    )
    # Published as text: no client's converter loses what is in it, and Gemini takes no object without named fields.
    script: Annotated[dict[str, Any] | list[Any] | str, WithJsonSchema({"type": "string"})] | None = Field(
        default=None,
        description="The film's script as JSON, scene by scene, beside source or without: take dry_run's "
        "plan.script and edit it; the prompt direct_a_film tells how.",
    )
    duration_s: float = Field(default=60, ge=15, le=180, description="Seconds; a script takes its time without it.")
    aspect_ratio: AspectRatio = "16:9"
    resolution: Resolution = "720p"
    style: str | None = Field(default=None, max_length=100, description="As in generate_video; usually editorial.")
    brand: BrandGiven | None = Field(default=None, description="JSON: colours, logo (a path), font; or off.")
    images: list[str] = Field(
        default=[],
        max_length=MAX_PICTURES,
        description="Paths or https URLs of more pictures to show; alone they are a slideshow.",
    )
    language: str | None = Field(default=None, max_length=60, description="Of the article, where it does not say it.")
    focus: str | None = Field(default=None, max_length=300, description="What matters most in it.")
    call_to_action: str | None = Field(default=None, max_length=120, description="The last card's words.")
    narration: Literal["auto", "on", "off"] = Field(
        default="auto", description="auto: where a voice for its language is there."
    )
    voice: str | None = Field(
        default=None,
        max_length=MAX_PATH_CHARS,
        description="A name, a language, an .onnx; for money gemini:Kore.",
    )
    music: MusicName = Field(
        default="auto",
        description="auto, off, piano, acoustic, bright, upbeat, cinematic, tense, lofi, ambient, minimal, a "
        "path or URL; for money generated: warm jazz.",
    )
    captions: bool = Field(default=True, description="Sentences in the picture, a caption track, SRT and VTT.")
    look: Look = Field(default="auto", description="real: free footage under words and places, with credits.")
    credits: Literal["file", "card"] = Field(default="file", description="card: also at the end.")
    priority: Priority = Field(default="balanced", description="cost: draw more and film less.")
    max_cost_usd: Annotated[Decimal, WithJsonSchema({"type": "number", "minimum": 0})] | None = Field(
        default=None, ge=0
    )
    dry_run: bool = Field(default=False, description="Only show script, article, warnings and price.")
    wait_s: WaitSeconds = DEFAULT_WAIT_S
    quote_id: QuoteId | None = None
    idempotency_key: IdempotencyKey | None = None
    tag: Tag = None
