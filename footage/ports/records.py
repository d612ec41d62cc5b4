"""What a job leaves in the database: its order, its plan and its result.

What is stored is not what is shown. Callers see `footage.answers`, where an unknown field is a mistake. Here it is a
field that a newer Footage has written, beside which this one may well be running on the same database.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_serializer,
    model_validator,
)

from footage.answers import Considered, Enhancement, Publication, Take, Video
from footage.canonical import fingerprint, hash_of
from footage.credits import StockCredit
from footage.domain import EMBEDDED, SegmentWay, VideoRequest
from footage.money import Money
from footage.ports.money import Hold
from footage.sounds import SoundCredit
from footage.verdicts import Quality

Document = Mapping[str, Any]
"""JSON as the database has it, which nobody has looked at yet."""

KEPT = "kept"
"""Who makes a scene whose clip is there from an earlier film."""

_log = logging.getLogger("footage.records")


class Stored(BaseModel):
    """A document in the database, which an older or a newer Footage may have written, or may have to read.

    Fields that this one does not know are passed over, and every field that is added has a default. `version` goes up
    when a field begins to mean something else. 1 is not written: the first readers knew of no versions.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = 1

    @classmethod
    def read(cls, document: Document) -> Self:
        """What a document says; unknown fields are passed over in all that it holds, too.

        Raises:
            ValidationError: It lacks something, or means something that is not known here.
        """
        return cls.model_validate(document, extra="ignore")

    @classmethod
    def is_newer(cls, document: Document) -> bool:
        """Whether a document may mean something that this Footage would misunderstand."""
        return bool(document.get("version", 1) > cls.model_fields["version"].default)

    def written(self) -> dict[str, Any]:
        """The document, with every field, for earlier readers know no defaults."""
        document = self.model_dump(mode="json")
        return document if self.version > 1 else {name: one for name, one in document.items() if name != "version"}


class Order(Stored):
    """What a job is asked to do, fully decided; each work has one of its own."""

    @property
    def fingerprint(self) -> str:
        """The same for the same order, whichever version of Footage works it out."""
        return fingerprint(self, without=frozenset({"version"}))

    @property
    def first_fingerprint(self) -> str:
        """As it was worked out before, over every field."""
        return hash_of(self.written())


_CAME_LATER = (
    "look", "stock_query", "stock_taken", "goes_on", "notes", "continues", "takes", "brand", "intro", "outro",
)  # fmt: skip


class VideoOrder(VideoRequest, Order):
    """A film to be made: what a generator is asked for."""

    model_config = ConfigDict(extra="ignore")

    @property
    def request(self) -> VideoRequest:
        """As a generator is asked for it."""
        return VideoRequest(**{name: getattr(self, name) for name in VideoRequest.model_fields})

    def written(self) -> dict[str, Any]:
        """See `Stored.written`; what came later is written where it says something: hashes stay as they were."""
        fields = type(self).model_fields
        unsaid = {name for name in _CAME_LATER if name in fields and getattr(self, name) == fields[name].default}
        return {name: one for name, one in super().written().items() if name not in unsaid}


class FilmedScene(BaseModel):
    """A scene of an article's film that a generator makes: who may be asked in which order, and what it may cost.

    There is no `order` where its clip is there already. Of real footage `take` tells apart clips that are looked for
    with the same words.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    scene: int
    order: tuple[str, ...]
    hold: Hold
    request: VideoRequest
    take: int = 0

    @property
    def backend(self) -> str:
        """Who is to make it."""
        return self.hold.backend

    @model_validator(mode="before")
    @classmethod
    def _from_wire(cls, found: Any) -> Any:
        if not isinstance(found, Mapping) or "cost_usd" not in found:
            return found
        order = found.get("order") or (KEPT,)
        return {**found, "hold": Hold(Money.usd(found["cost_usd"]), order[0])}

    @model_serializer
    def _to_wire(self) -> dict[str, Any]:
        return {
            "scene": self.scene,
            "order": list(self.order),
            "cost_usd": self.hold.amount.as_usd(),
            "request": self.request.model_dump(mode="json"),
            **({"take": self.take} if self.take else {}),
        }


class WantedTake(BaseModel):
    """One of several takes of the same wish: what chance draws from, and the backend where one was named for it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    seed: int
    backend: str | None = None


class TakePlan(BaseModel):
    """How one of several takes is made: who may be asked in which order, and its clips where it is made of some.

    `style` is what tells it from the others where it is drawn and no style was asked for.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    n: int
    seed: int
    order: tuple[str, ...]
    backend: str | None = None
    way: SegmentWay | None = None
    segments_s: tuple[float, ...] = ()
    style: str | None = None

    @property
    def part(self) -> str:
        """What its attempts are called."""
        return f"take {self.n}"


class JobPlan(Stored):
    """How a job is to be done, and how it went so far; `footage.answers.Route` is what callers see of it.

    Attributes:
        backend: Whose turn it is.
        model: Its model.
        reason: Why, for people.
        degraded: Whether something better was asked for.
        considered: What the router thought of each backend.
        order: The backends to try.
        sent_prompt: What vendors are told instead of the caller's prompt, once a text model has changed it.
        prompt_change: How it was changed.
        way: How the clips of a film that is made of several hang together.
        segments_s: How long each of them is.
        scenes: Those of an article's film that a generator makes.
        takes: Those of a wish that is made several times at once.
    """

    backend: str
    model: str
    reason: str
    degraded: bool
    considered: tuple[Considered, ...] = ()
    order: tuple[str, ...] = ()
    sent_prompt: str | None = None
    prompt_change: Literal["enhanced", "reworded"] | None = None
    way: SegmentWay | None = None
    segments_s: tuple[float, ...] = ()
    scenes: tuple[FilmedScene, ...] = ()
    takes: tuple[TakePlan, ...] = ()

    @property
    def is_drawn(self) -> bool:
        """Whether Footage draws all of it itself."""
        return self.backend == EMBEDDED and not self.scenes

    @property
    def ahead(self) -> tuple[str, ...]:
        """Whose turn it is, and who comes after."""
        begins = self.order.index(self.backend) if self.backend in self.order else 0
        return self.order[begins:]

    @classmethod
    def read(cls, document: Document) -> Self:
        """See `Stored.read`; the first writers told the order only by whom they did not reject."""
        known = {"order": _not_rejected(document.get("considered", ()))}
        return super().read({**known, **document})

    def written(self) -> dict[str, Any]:
        """See `Stored.written`; the first readers know the order only in this way, and refuse what they do not know."""
        document = super().written()
        if not self.takes:
            del document["takes"]
        if document["order"] == _not_rejected(document["considered"]):
            del document["order"]
        return document


def _not_rejected(considered: Iterable[Document]) -> list[str]:
    return [one["backend"] for one in considered if one.get("rejected") is None]


def if_understood(found: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """What explains a film is left out where it is not understood: the film is there all the same."""
    try:
        return read(found)
    except ValidationError as exc:
        _log.warning("a part of a stored document was not understood: %s", exc)
        return None


def as_far_as_understood(found: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """As `if_understood`, for a list: without what is not understood."""
    return if_understood(found, read) or ()


class JobResult(Stored):
    """What came of a job: its film, the verdict on it, and what to say of both.

    `in_part` is a film from which something is missing, as `message` says; `made_on` names the machine that made it;
    `script` is an article's film as it was made, where that is not what was ordered; `stock` says whose
    footage is in it, `sounds` where each of its sounds is from; `takes` are all that were made of the same wish, the
    film's own first. `publication` is where a film was sent.
    """

    video: Video | None = None
    quality: Annotated[Quality | None, WrapValidator(if_understood)] = None
    enhancement: Annotated[Enhancement | None, WrapValidator(if_understood)] = None
    message: str = ""
    in_part: bool = False
    made_on: str | None = None
    script: dict[str, Any] | None = None
    stock: Annotated[tuple[StockCredit, ...], WrapValidator(as_far_as_understood)] = ()
    takes: Annotated[tuple[Take, ...], WrapValidator(as_far_as_understood)] = ()
    sounds: Annotated[tuple[SoundCredit, ...], WrapValidator(as_far_as_understood)] = ()
    publication: Annotated[Publication | None, WrapValidator(if_understood)] = None

    def written(self) -> dict[str, Any]:
        """See `Stored.written`; what is not there is not written."""
        document = super().written()
        return {name: one for name, one in document.items() if one not in (None, "", False, [])}
