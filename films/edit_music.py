"""Music that an edit buys: how long it is to be, the paid path to it, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from films.edit_order import EditFile, EditOrder
from films.services import Services
from films.sounds import charged, or_none
from footage.money import ZERO
from footage.provenance import Ingredient
from footage.sounds import SoundCredit

if TYPE_CHECKING:
    from footage.ports.jobs import JobContext
    from media.edit.project import Project


def lengths_s(project: Project) -> Mapping[str, float]:
    """How long each music is heard at a stretch, in seconds, by what its step calls it.

    Args:
        project: The edit.
    """
    from media.edit.effects import Mix
    from media.edit.timeline import inner_layers

    found: dict[str, float] = {}
    for outer in (project.layer, *(one.layer for one in project.exports)):
        for effect in (effect for layer in (outer, *inner_layers(outer)) for effect in layer.effects):
            if isinstance(effect, Mix) and effect.file is None:
                length_s = project.seconds(effect.span[1] - effect.span[0])
                found[effect.music] = max(found.get(effect.music, 0.0), length_s)
    return found


async def with_music(services: Services, job: JobContext, order: EditOrder) -> tuple[EditOrder, tuple[str, ...]]:
    """The order with the music there; where it cannot be had, Footage composes what comes near, and says so."""
    files: list[EditFile] = []
    told: list[str] = []
    for file in order.files:
        if file.paid is None:
            files.append(file)
            continue
        made, why = await or_none(services, job, file.paid)
        if made is None:
            files.append(file.model_copy(update={"paid": None}))
            told.append(why.rstrip("."))
        else:
            title = f"{file.paid.prompt} by {file.paid.backend}"
            files.append(file.model_copy(update={"kind": "sound", "path": made, "title": title}))
    return order.model_copy(update={"files": tuple(files)}), tuple(told)


def bought_credits(services: Services, job_id: str, order: EditOrder) -> tuple[SoundCredit, ...]:
    """Whose music was bought, each vendor's pieces together, as their charges are. Blocking."""
    prompts: dict[str, list[str]] = {}
    for file in order.files:
        if file.paid:
            prompts.setdefault(file.paid.backend, []).append(file.paid.prompt)
    return tuple(
        services.sounds.credit(backend, "; ".join(dict.fromkeys(asked)), charged(services, job_id, backend))
        for backend, asked in prompts.items()
    )


def bought_parts(services: Services, order: EditOrder) -> list[Ingredient]:
    """The pieces as a film's credentials have them: made by a model."""
    return [
        Ingredient(
            path=file.path,
            title="music",
            source="trainedAlgorithmicMedia",
            maker=services.sounds.credit(file.paid.backend, "", ZERO).model,
        )
        for file in order.files
        if file.paid
    ]
