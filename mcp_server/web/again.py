"""A film made once more: the call that made it, read from its order, and what is asked before it is made again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from footage.errors import InvalidInputError
from footage.money import ZERO, Money
from tools import names

if TYPE_CHECKING:
    from footage.answers import VideoJob
    from footage.ports.jobs import JobRecord

_SAME = (
    "prompt",
    "duration_s",
    "aspect_ratio",
    "resolution",
    "priority",
    "audio",
    "style",
    "negative_prompt",
    "min_quality",
    "look",
    "backend",
)


def can_be_made_again(record: JobRecord) -> bool:
    """Whether all that the film was made of is known: pictures are files of whoever asked for it."""
    order = record.order_document
    pictures = (order.get("start_image"), order.get("end_image"), *order.get("reference_images", ()))
    return record.tool == names.GENERATE_VIDEO and not any(pictures)


def arguments_of(record: JobRecord) -> dict[str, Any]:
    """The call that would make another take of a film: the same but for its seed.

    Raises:
        InvalidInputError: It cannot be made again from here.
    """
    if not can_be_made_again(record):
        raise InvalidInputError(
            "This cannot be made again from here.", hint="Ask your agent for it, which has what it was made of."
        )
    order = record.order_document
    arguments = {name: order[name] for name in _SAME if order.get(name) is not None}
    if not order.get("brand"):
        arguments["brand"] = "off"  # as it was: none was worn, whatever the team has now
    if plan := order.get("plan"):
        del arguments["duration_s"]  # the plan says it
        arguments["plan"] = plan
    return arguments


def sentence(title: str, dry: VideoJob) -> tuple[str, str, str]:
    """What is asked: a question, what it means, and the words of the button; each sum is named."""
    cost = Money.usd(dry.cost.quoted_usd) if dry.cost else ZERO
    backend = dry.route.backend if dry.route else "a backend"
    if cost == ZERO:
        return "Make another take?", f"“{title}”, by {backend}, which is free.", "Make it, for nothing"
    text = f"“{title}”, by {backend}. It costs up to {cost}; what it costs less is not charged."
    return f"Make another take for up to {cost}?", text, f"Make it, up to {cost}"
