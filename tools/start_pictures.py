"""The pictures that a new film begins with, ends with or has in it, and the film that it goes on from."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, get_args

from films.generated import GeneratedOrder
from films.services import CallersServices
from footage.domain import EMBEDDED, AspectRatio, Resolution
from footage.errors import FootageError, InvalidInputError
from footage.ports.jobs import JobRecord
from media.frame_size import SHORT_SIDE_PX
from tools import names
from tools.inputs import Shown, resolve_frame, resolve_image
from tools.moments import FIRST, LAST, POSTER

_GOES_ON = "It begins with the very last frame of {film}, in its shape."
_FRAME = "{which} is {moment} of {film}."


class Pictures(NamedTuple):
    """What a film begins with, ends with and has in it.

    Attributes:
        start: The file of the first picture.
        end: That of the last one.
        references: Those of pictures that are somewhere in it.
        notes: What is told of them.
        continues: The film that it goes on from, as a tool's `video` takes it; None where it goes on from none.
        goes_on: That film as its drawer needs it; see `footage.domain.VideoRequest`.
        shape: Shape and size of that film, as arguments.
    """

    start: str | None = None
    end: str | None = None
    references: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    continues: str | None = None
    goes_on: dict[str, Any] | None = None
    shape: Mapping[str, Any] = MappingProxyType({})


def pictures_of(
    services: CallersServices, start_image: str | None, end_image: str | None, reference_images: Collection[str]
) -> Pictures:
    """Find the pictures that a caller names.

    Raises:
        InvalidInputError: They contradict each other.
        FootageError: A picture cannot be had.
    """
    references = [one for one in reference_images if one != start_image]
    if start_image and references:
        raise InvalidInputError(
            "start_image and reference_images cannot be used together.",
            hint="Leave reference_images out to begin with the picture, or start_image to have it somewhere in it.",
        )
    if end_image and not start_image:
        raise InvalidInputError("end_image needs a start_image.", hint="Give the picture to start from too.")
    start = resolve_frame(services, start_image, LAST) if start_image else None
    end = resolve_frame(services, end_image, FIRST) if end_image else None
    named = (("start_image", start, start_image), ("end_image", end, end_image))
    notes = [_told(which, one, name or "") for which, one, name in named if one and one.film]
    continues = (start and start.moment == LAST and _film_of(start, start_image or "")) or None
    return Pictures(
        start=str(start.path) if start else None,
        end=str(end.path) if end else None,
        references=tuple(str(resolve_image(services, image)) for image in references),
        notes=tuple(notes),
        continues=continues,
        goes_on=_drawn_before(services, start) if start else None,
        shape=_shape_of(start) if continues and start else {},
    )


def _film_of(shown: Shown, name: str) -> str:
    """A film as a tool's `video` takes it."""
    beside = name.startswith("footage://file/")
    return (shown.film.job_id if shown.film and not beside else None) or name.rpartition("@")[0] or name


def _told(which: str, shown: Shown, name: str) -> str:
    film = _film_of(shown, name)
    if which == "start_image" and shown.moment == LAST:
        return _GOES_ON.format(film=film)
    return _FRAME.format(which=which, moment=shown.moment.words if shown.moment else "a frame", film=film)


def _shape_of(shown: Shown) -> dict[str, Any]:
    """The shape and the size that are nearest to a film's."""
    from media import picture
    from media.probe import probe

    aspect = picture.check(shown.path)
    ratios = {one: int(one.partition(":")[0]) / int(one.partition(":")[2]) for one in get_args(AspectRatio)}
    nearest = min(ratios, key=lambda one: abs(ratios[one] / aspect - aspect / ratios[one]))
    info = probe(shown.film.path) if shown.film else None
    short_px = min(info.width, info.height) if info else SHORT_SIDE_PX["720p"]
    sizes: tuple[Resolution, ...] = get_args(Resolution)
    return {"aspect_ratio": nearest, "resolution": min(sizes, key=lambda one: abs(SHORT_SIDE_PX[one] - short_px))}


def _drawn_before(services: CallersServices, start: Shown) -> dict[str, Any] | None:
    """The plan and the prompt of a drawn film, for whoever draws it on; None of any other."""
    film = start.film
    if film is None or film.job_id is None or film.path.stem != "video":
        return None
    record = services.jobs.get(film.job_id)
    if record.tool != names.GENERATE_VIDEO or record.plan is None or not record.plan.is_drawn:
        return None
    with contextlib.suppress(FootageError, ValueError):  # then it goes on from the picture
        return _plan_of(services, record, start)
    return None


def _plan_of(services: CallersServices, record: JobRecord, start: Shown) -> dict[str, Any] | None:
    from media.probe import probe

    order = record.order(GeneratedOrder)
    is_end = start.moment == LAST
    if start.moment in (None, POSTER) or start.film is None or order.outro or (order.intro and not is_end):
        return None  # what is seen there is not drawn, or nobody knows when it is drawn
    at = {} if is_end or start.moment is None else {"at_s": start.moment.within(probe(start.film.path), 0.0)}
    outline = services.router.outline(EMBEDDED, order.request)
    return {"plan": {**outline, "notes": []}, "prompt": order.prompt, **at} if outline else None
