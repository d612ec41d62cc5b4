"""A month of 1,000 films by simulation: what the shipped catalog and policy cost and lose beside the best model always.

The real router ranks the real catalog, and every film is held and captured at its worst case in a real ledger; nothing
is sent anywhere. The mix: 40 % balanced, 20 % each of quality, speed and cost; 4 to 15 s, shorter ones more often;
three at 720p to one at 1080p; two wide films to one upright; 70 % with sound. The best model is the one
with the highest published preference among the premium ones that can make the film, among all where none can; the loss
is that of mean expected preference. The month's cap is what the best model always would cost.

    python -m benchmarks.cost_mix
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import Session

from footage.caller import LOCAL
from footage.domain import Queue, VideoRequest
from footage.money import ZERO, Money
from footage.ports.generators import Generator
from footage.ports.jobs import JobSpec
from footage.ports.records import Order
from footage.threads import utc_now
from footage.vendors import VendorSettings
from routing.generators import all_generators
from routing.policy import load_policy
from routing.router import PolicyRouter
from storage.books.health import HealthTable
from storage.books.history import AttemptHistory
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from storage.schema import upgrade

FILMS, SEED = 1000, 2026
DURATIONS_S = (4, 5, 6, 8, 10, 12, 15)
DURATION_WEIGHTS = (20, 15, 20, 20, 12, 8, 5)
SAVING_BAR, LOSS_BAR = 0.45, 0.10
KEYS = {
    "gemini_api_key": "x",
    "google_cloud_project": "x",
    "google_application_credentials": __file__,
    "runwayml_api_secret": "x",
    "pixverse_api_key": "x",
    "fal_key": "x",
}


@dataclass
class Month:
    """What a month cost, and what it was made with."""

    cost: Money = ZERO
    quality: float = 0.0
    backends: Counter[str] = field(default_factory=Counter)
    by_priority: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, request: VideoRequest, generator: Generator, cost: Money) -> None:
        """Count one film."""
        self.cost += cost
        self.quality += generator.quality_prior / FILMS
        self.backends[generator.name] += 1
        self.by_priority.setdefault(request.priority, Counter())[generator.name] += 1


def main() -> dict[str, float]:
    """Print and return the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = VendorSettings(**KEYS)  # type: ignore[arg-type]
        generators = all_generators(folder, settings)
        films = list(a_month())
        best = _always_the_best(films, generators)
        mixed = _by_policy(films, generators, folder / "mixed.db", best.cost)
        poor = _by_policy(films, generators, folder / "poor.db", Money(mixed.cost.microusd // 2))
    print(f"{'':24}{'cost':>10}{'saving':>9}{'quality':>9}{'loss':>7}")
    results: dict[str, float] = {}
    for title, month in (("the best always", best), ("the policy", mixed), ("half of that budget", poor)):
        saving = 1 - month.cost.microusd / best.cost.microusd
        loss = 1 - month.quality / best.quality
        print(f"{title:24}{'$' + month.cost.as_usd():>10}{saving:>9.1%}{month.quality:>9.3f}{loss:>7.1%}")
        results |= {f"{title}: saving": saving, f"{title}: loss": loss}
        print("    " + ", ".join(f"{name} {count}" for name, count in month.backends.most_common()))
    for priority, counts in mixed.by_priority.items():
        print(f"{priority:10}" + ", ".join(f"{name} {count}" for name, count in counts.most_common()))
    print(f"bars: saving {SAVING_BAR:.0%}, loss {LOSS_BAR:.0%}")
    return results


def a_month() -> Iterator[VideoRequest]:
    """The films, the same ones every time."""
    chance = random.Random(SEED)
    for number in range(FILMS):
        yield VideoRequest(
            prompt="a boat at sunset",
            duration_s=chance.choices(DURATIONS_S, DURATION_WEIGHTS)[0],
            aspect_ratio=chance.choices(("16:9", "9:16"), (2, 1))[0],
            resolution=chance.choices(("720p", "1080p"), (3, 1))[0],
            priority=chance.choices(("balanced", "quality", "speed", "cost"), (40, 20, 20, 20))[0],
            audio=chance.random() < 0.7,
            seed=number,
        )


def _always_the_best(films: Sequence[VideoRequest], generators: Mapping[str, Generator]) -> Month:
    month = Month()
    for request in films:
        able = [one for one in generators.values() if _can(one, request)]
        premium = [one for one in able if one.tier == "premium"] or able
        best = max(premium, key=lambda one: one.quality_prior)
        month.add(request, best, best.quote(request).cost)
    return month


def _can(generator: Generator, request: VideoRequest) -> bool:
    can = generator.capabilities()
    return (
        generator.queue == "cloud"
        and generator.missing() is None
        and generator.enabled_by_default
        and not can.needs_start_image
        and request.resolution in can.sizes.get(request.aspect_ratio, ())
        and can.min_duration_s <= request.duration_s <= can.max_duration_s
        and (can.audio or not request.audio)
    )


def _by_policy(films: Sequence[VideoRequest], generators: Mapping[str, Generator], path: Path, cap: Money) -> Month:
    database = Database(path)
    upgrade(database)
    ledger = Ledger(database, {"month": cap}, utc_now)
    jobs = JobTable(database, ledger, _enqueue, utc_now)
    router = PolicyRouter(
        generators,
        ledger,
        load_policy(),
        AttemptHistory(database, utc_now),
        HealthTable(database, utc_now),
        is_enabled=lambda _, default: default,
    )
    month = Month()
    for request in films:
        plan, quote = router.plan(request, None)
        spec = JobSpec(tool="generate_video", title="", order=Order(), queue=plan.queue, backend=plan.order[0])
        job = jobs.place(spec, LOCAL)
        with database.write() as session:
            ledger.capture(session, ledger.hold(session, job.job_id, quote.cost, plan.order[0], None), quote.cost)
        month.add(request, generators[plan.order[0]], quote.cost)
    spent = ledger.line().spent
    database.close()
    if spent != month.cost or spent > cap:
        raise AssertionError(f"the ledger says {spent}, the films cost {month.cost}, the cap is {cap}")
    return month


def _enqueue(session: Session, job_id: str, queue: Queue, *more: object) -> None:
    """Nothing takes these jobs."""


if __name__ == "__main__":
    main()
