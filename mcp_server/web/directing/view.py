"""A draft as its page shows it: its scenes with their frames, times and prices, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from films.directing.scenes import END_ID, Reel, SceneCard
from films.directing.told import Told, errors_told, warnings_told
from footage.answers import Considered, VideoJob
from footage.domain import EMBEDDED
from footage.errors import FootageError
from footage.money import Money
from footage.ports.drafts import Draft
from mcp_server.web.directing.desk import Checked, Desk
from mcp_server.web.directing.drafting import ARTICLE, WISH, is_edited, reel_of, takes_of
from mcp_server.web.visit import Visit

if TYPE_CHECKING:
    from tools.sketches import Sketch

_ALT_CHARS = 120


@dataclass(frozen=True, kw_only=True)
class SceneView:
    """A scene on the page.

    Attributes:
        card: What can be edited.
        frame: The address of its frame below the studio's, empty where there is none.
        alt: What is seen there, in words.
        start_s: When it begins.
        lasts_s: How long it lasts.
        backend: Who makes it.
        cost_usd: For how much at most.
        errors: What is wrong, by field; "" is the whole scene.
        warnings: What a director would look at.
    """

    card: SceneCard
    frame: str = ""
    alt: str = ""
    start_s: float | None = None
    lasts_s: float | None = None
    backend: str = EMBEDDED
    cost_usd: str = "0"
    errors: Mapping[str, str] = field(default_factory=dict)
    warnings: Sequence[str] = ()

    @property
    def name(self) -> str:
        """What it is called on the page."""
        number = "" if self.card.place is None else f"{self.card.place + 1}"
        return f"{number} {self.card.kind_name}".strip()

    @property
    def lasts(self) -> str:
        """How many seconds it lasts, as a field for them would say it."""
        return "" if self.lasts_s is None else f"{round(self.lasts_s, 2):g}"

    @property
    def span(self) -> str:
        """From when to when it is seen; empty where that is not known."""
        if self.start_s is None:
            return ""
        return f"{_clock(self.start_s)} – {_clock(self.start_s + (self.lasts_s or 0))}"


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """A draft on its page.

    Attributes:
        draft: The draft.
        scenes: Its scenes.
        job: What the dry run said; None where it cannot be made as it is, or whoever looks may not make films.
        error: Why it cannot be made.
        wrong: What is wrong with the whole of it.
        notes: What is worth knowing about the whole of it.
        is_own: Whether its scenes are drawn as they are here.
        takes: How many films are made of it.
    """

    draft: Draft
    scenes: Sequence[SceneView]
    job: VideoJob | None
    error: FootageError | None
    wrong: Sequence[str]
    notes: Sequence[str]
    is_own: bool
    takes: int

    @property
    def is_article(self) -> bool:
        """Whether it is a film of a script."""
        return self.draft.tool == ARTICLE

    @property
    def is_edited(self) -> bool:
        """Whether its scenes are somebody's own."""
        return is_edited(self.draft.content)

    @property
    def price(self) -> Money | None:
        """What one take costs at most; None where that is not known."""
        return Money.usd(self.job.cost.quoted_usd) if self.job and self.job.cost else None

    @property
    def total(self) -> Money | None:
        """What all takes cost at most."""
        return None if self.price is None else Money(self.price.microusd * self.takes)

    @property
    def backend(self) -> str:
        """Who makes it."""
        return self.job.route.backend if self.job and self.job.route else ""

    @property
    def reason(self) -> str:
        """Why."""
        return self.job.route.reason if self.job and self.job.route else ""

    @property
    def considered(self) -> Sequence[Considered]:
        """Who could make it, the best first."""
        return self.job.route.considered if self.job and self.job.route else ()

    @property
    def lasts_s(self) -> float | None:
        """How long the film is."""
        return sum(one.lasts_s or 0 for one in self.scenes) or None

    @property
    def pictures(self) -> list[tuple[str, str]]:
        """The article's pictures: their ids and what they show."""
        article = (self.job.plan or {}).get("article", {}) if self.job else {}
        return [(one["id"], one.get("alt", "")) for one in article.get("pictures", ())]

    @property
    def was_made(self) -> bool:
        """Whether this very version is being made, or has been."""
        return any(one.version == self.draft.version for one in self.draft.jobs)


async def plan_view(visit: Visit, desk: Desk, draft: Draft) -> PlanView:
    """Work out what the page of a draft shows."""
    checked = Checked(job=None, error=None, at_s=0)
    if visit.person.may("video:make"):
        checked = await desk.check(visit, draft)
    sketch = await desk.sketch(visit, draft)
    reel = reel_of(draft) or _idea_of(sketch)
    cards = reel.cards() if reel else []
    ids = reel.ids if reel else ()
    found = errors_told(checked.error.message, ids) if checked.error else []
    said = _warnings(checked.job, ids)
    times = _times(checked.job, sketch, ids)
    scenes = [
        SceneView(
            card=card,
            alt=_alt(card),
            frame=_frame(draft, sketch, card, number),
            **times.get(card.scene_id, {}),
            errors={one.field: one.text for one in found if one.scene_id == card.scene_id},
            warnings=[one.text for one in said if one.scene_id == card.scene_id],
        )
        for number, card in enumerate(cards)
    ]
    return PlanView(
        draft=draft,
        scenes=scenes,
        job=checked.job,
        error=checked.error,
        wrong=[one.text for one in found if one.scene_id not in {*ids, END_ID}],
        notes=[one.text for one in said if not one.scene_id],
        is_own=draft.tool == ARTICLE or is_edited(draft.content) or _drawn(checked, sketch),
        takes=1 if draft.tool != WISH else takes_of(draft.content),
    )


def _idea_of(sketch: Sketch | None) -> Reel | None:
    """What a film might show that somebody else decides on."""
    return Reel.of_plan(sketch.plan.model_dump(mode="json")) if sketch else None


def _drawn(checked: Checked, sketch: Sketch | None) -> bool:
    if checked.job and checked.job.route:
        return checked.job.route.backend == EMBEDDED
    return sketch is None or sketch.is_own


def _warnings(job: VideoJob | None, ids: Sequence[str]) -> list[Told]:
    plan = (job.plan or {}) if job else {}
    notes = [f"{one}" for one in plan.get("notes", ())]
    if job and job.tool == ARTICLE:
        notes = [job.message.removeprefix("Nothing was made.").strip()]
    return warnings_told([*plan.get("warnings", ()), *filter(None, notes)], ids)


def _times(job: VideoJob | None, sketch: Sketch | None, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """When each scene begins, how long it lasts, who makes it and for how much."""
    plan = (job.plan or {}) if job else {}
    if "scenes" in plan:
        names = ("start_s", "backend", "cost_usd")
        return {
            one["id"]: {**{name: one[name] for name in names}, "lasts_s": one["duration_s"]} for one in plan["scenes"]
        }
    if sketch is None:
        return {}
    starts, beats = sketch.plan.starts_s, sketch.plan.beats
    found: dict[str, dict[str, Any]] = {}
    for place, id_ in enumerate(ids):
        shown = sketch.beats.get(id_) or sketch.beats.get(f"{place}") or ()
        if shown:
            found[id_] = {"start_s": starts[shown[0]], "lasts_s": sum(beats[at].duration_s for at in shown)}
    return found


def _alt(card: SceneCard) -> str:
    said = [one.value for one in card.fields if one.group == "words" and one.value and one.name != "say"]
    return " ".join(" ".join([card.kind_name, *said]).split())[:_ALT_CHARS]


def _frame(draft: Draft, sketch: Sketch | None, card: SceneCard, number: int) -> str:
    """The address of a scene's frame, which names what it shows, so that browsers may keep it; empty without one."""
    shown = (sketch.beats.get(card.scene_id) or sketch.beats.get(f"{number}") or ()) if sketch else ()
    if sketch is None or not shown:
        return ""
    return f"/plan/{draft.draft_id}/frame/{shown[0]}/{sketch.key(shown[0])}.jpg"


def _clock(time_s: float) -> str:
    tenths = round(time_s * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"
