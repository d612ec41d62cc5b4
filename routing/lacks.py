"""What a request needs and a generator cannot do."""

from __future__ import annotations

from footage.domain import VideoRequest
from footage.ports.generators import Generator
from footage.ports.routing import Segments


def lacks_for(generator: Generator, request: VideoRequest, segments: Segments | None) -> str | None:
    """What the film, or the first clip of it, needs and this generator cannot do."""
    if segments is None:
        return lacks(generator, request)
    given = dict.fromkeys(("start_image", "end_image"), "drawn") if segments.way == "keyframes" else {}
    clip = request.model_copy(update={"duration_s": segments.lengths_s[0], **given})
    return lacks(generator, clip)


def lacks(generator: Generator, request: VideoRequest) -> str | None:
    """What the request needs and this generator cannot do."""
    can = generator.capabilities()
    sizes = can.sizes.get(request.aspect_ratio)
    checks = (
        (sizes is not None, f"cannot make {request.aspect_ratio}"),
        (sizes is None or request.resolution in sizes, f"cannot make {request.resolution}"),
        (request.duration_s <= can.max_duration_s, f"makes at most {can.max_duration_s:g} s"),
        (request.duration_s >= can.min_duration_s, f"makes at least {can.min_duration_s:g} s"),
        (can.audio or not request.audio, "has no sound"),
        (can.start_image or not request.start_image, "takes no start_image"),
        (not can.needs_start_image or bool(request.start_image), "needs a start_image"),
        (can.end_image or not request.end_image, "takes no end_image"),
        (not can.needs_end_image or bool(request.end_image), "needs an end_image"),
        (len(request.reference_images) <= can.reference_images, _references(can.reference_images)),
        (
            can.max_prompt_chars is None or len(request.prompt) <= can.max_prompt_chars,
            f"takes prompts of at most {can.max_prompt_chars} characters",
        ),
        (can.real_footage or request.look is None, 'makes its pictures up, and look="real" wants footage'),
        (can.plans or request.plan is None, "draws no plans"),
        (request.style is None or not can.styles or request.style in can.styles, _styles(request, can.styles)),
    )
    return next((reason for fine, reason in checks if not fine), None)


def _references(most: int) -> str:
    return f"takes at most {most} reference_images" if most else "takes no reference_images"


def _styles(request: VideoRequest, styles: frozenset[str]) -> str:
    return f"has no style {request.style!r}; it has {', '.join(sorted(styles))}"
