"""What `edit_video` is asked to do, as its job stores it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from footage.ports.records import Order
from footage.sounds import PaidMusic
from media.edit.model import Step


class EditFile(BaseModel):
    """A file that steps name.

    Attributes:
        named: As the caller wrote it.
        title: What it is called.
        path: Where it is.
        kind: What is taken of it; a bed is music that is composed, by its name in `title`.
        job_id: The job that made it, if one did.
        paid: The music to buy; until it is there, a bed that comes near it stands in its place.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    named: str
    title: str
    path: Path
    kind: Literal["film", "picture", "sound", "bed"]
    job_id: str | None = None
    paid: PaidMusic | None = None


class EditOrder(Order):
    """A film to be edited.

    Attributes:
        source: The film.
        source_job_id: The job that made it, if one did.
        steps: What to do, in order.
        files: The files that the steps name.
        accent: The colour of the team's brand in titles, "#rrggbb".
        font: Its family.
    """

    source: Path
    source_job_id: str | None = None
    steps: tuple[Step, ...]
    files: tuple[EditFile, ...] = ()
    accent: str | None = None
    font: str = ""

    def written(self) -> dict[str, Any]:
        """See `Stored.written`; what came later is written where it says something: hashes stay as they were."""
        document = super().written()
        for file in document["files"]:
            if file["paid"] is None:
                del file["paid"]
        return {name: one for name, one in document.items() if name not in ("accent", "font") or one}
