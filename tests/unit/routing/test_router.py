from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from footage.caller import Limits
from footage.domain import Queue
from footage.errors import (
    BudgetExceededError,
    InvalidInputError,
    KeyLimitError,
    PriceUnknownError,
    UnavailableError,
)
from footage.money import ZERO, Money
from footage.ports.generators import Capabilities, Generator, Quote
from footage.ports.money import Intent
from footage.ports.routing import RoutePlan
from routing.generators.fake import FakeVendor
from routing.generators.storyboard import Storyboard
from routing.policy import load_policy
from routing.router import PolicyRouter
from storage.books.health import HealthTable
from storage.books.history import AttemptHistory
from storage.db import Database
from tests.databases import ready
from tests.support import Books, a_request
from tests.teams import ANN


class Keyless(FakeVendor):
    def __init__(self) -> None:
        super().__init__("keyless", "blind", Path("unused"), 0.95)

    def missing(self) -> str | None:
        return "KEYLESS_KEY is not set"


class Deviceless(FakeVendor):
    """A local model where there is no device for it."""

    queue: Queue = "gpu"

    def __init__(self) -> None:
        super().__init__("wan", "idempotent", Path("unused"), 0.95)
        self.enabled_by_default = False

    def missing(self) -> str | None:
        return "needs a CUDA device"


class Filmed(FakeVendor):
    """One that has real footage, where its key is there."""

    def __init__(self, missing: str | None = None) -> None:
        super().__init__("filmed", "blind", Path("unused"), 0.99)
        self._missing = missing

    def capabilities(self) -> Capabilities:
        return replace(super().capabilities(), real_footage=True)

    def missing(self) -> str | None:
        return self._missing


class Unpriced(FakeVendor):
    def __init__(self) -> None:
        super().__init__("unpriced", "blind", Path("unused"), 0.95)

    def quote(self, request: Any) -> Quote:
        raise PriceUnknownError("has no price")


@contextlib.contextmanager
def opened(
    tmp_path: Path,
    *,
    backends: tuple[Generator, ...] | None = None,
    off: tuple[str, ...] = (),
    cap: str = "1",
    no_spend: bool = False,
    elsewhere: frozenset[str] = frozenset(),
    is_enabled: Callable[[str, bool], bool] | None = None,
) -> Iterator[PolicyRouter]:
    database = ready(tmp_path / "router.db")
    books = Books(database, month=Money.usd(cap))
    if backends is None:
        backends = (
            Storyboard(),
            FakeVendor("good", "blind", tmp_path, 0.9),
            FakeVendor("fair", "blind", tmp_path, 0.5),
        )
    generators: Mapping[str, Generator] = {backend.name: backend for backend in backends}
    try:
        yield PolicyRouter(
            generators,
            books.ledger,
            load_policy(),
            AttemptHistory(database, books.clock),
            HealthTable(database, books.clock),
            is_enabled=is_enabled or (lambda name, _default: name not in off),
            no_spend=no_spend,
            elsewhere=lambda: elsewhere,
        )
    finally:
        database.close()


def plan(tmp_path: Path, *, max_cost: Money | None = None, **world: Any) -> tuple[RoutePlan, Quote]:
    """The plan for a request in a world: what `opened` knows is the world's."""
    names = set(inspect.signature(opened).parameters)
    asked = {name: value for name, value in world.items() if name not in names}
    with opened(tmp_path, **{name: value for name, value in world.items() if name in names}) as router:
        return router.plan(a_request(**asked), max_cost)


def why(found: RoutePlan, backend: str) -> str | None:
    return next(one.rejected for one in found.considered if one.backend == backend)


def test_the_better_backend_comes_first_and_the_storyboard_last(tmp_path: Path) -> None:
    found, quote = plan(tmp_path)
    assert found.order == ("good", "fair", "storyboard")
    assert (found.queue, found.degraded, quote.cost) == ("cloud", False, Money.usd("0.05"))
    assert "good ranks first of 3" in found.reason


def test_only_backends_that_are_expected_to_do_better_and_can_be_paid_may_make_it_again(tmp_path: Path) -> None:
    best = FakeVendor("best", "blind", tmp_path, 0.95)
    backends = (Storyboard(), FakeVendor("fair", "blind", tmp_path, 0.5), FakeVendor("good", "blind", tmp_path), best)
    with opened(tmp_path, backends=backends) as router:
        assert router.better("fair", a_request()) == ["best", "good"]
        assert router.better("best", a_request()) == []
        assert router.better("fair", a_request(backend="fair")) == []
        assert router.better("fair", a_request(min_quality=0.93)) == ["best"]
        assert router.better("fair", a_request(duration_s=22)) == []
    with opened(tmp_path, backends=backends, cap="0.01") as poor:
        assert poor.better("fair", a_request()) == []


def test_what_films_scored_here_decides_between_backends_of_like_repute(tmp_path: Path) -> None:
    backends = tuple(FakeVendor(name, "blind", tmp_path, prior) for name, prior in (("famed", 0.7), ("plain", 0.65)))
    with opened(tmp_path, backends=backends) as router:
        assert router.plan(a_request(), None)[0].order == ("famed", "plain")
        database = Database(tmp_path / "router.db")
        books = Books(database)
        for backend, score in [("famed", 0.3), ("plain", 0.9)] * 4:
            cost = Money.usd("0.01")
            intent = Intent(backend=backend, model="m", quoted=cost, request_hash="h")
            attempt = books.attempts.intend(books.place(cost).job_id, intent)
            books.attempts.settle(attempt.attempt_id, "succeeded", cost)
            books.attempts.rate(attempt.attempt_id, score)
        database.close()
        assert router.plan(a_request(), None)[0].order == ("plain", "famed")


def test_the_same_request_gets_the_same_answer(tmp_path: Path) -> None:
    assert plan(tmp_path) == plan(tmp_path)


def test_without_money_the_storyboard_is_left_and_says_so(tmp_path: Path) -> None:
    found, quote = plan(tmp_path, cap="0.01")
    assert (found.order, found.queue, found.degraded) == (("storyboard",), "cpu", True)
    assert quote.cost == Money(0)
    assert why(found, "good") == "costs up to $0.05, only $0.01 can be spent"
    assert "good costs up to $0.05" in found.reason


def test_no_spend_removes_every_paid_backend(tmp_path: Path) -> None:
    found, _ = plan(tmp_path, no_spend=True)
    assert found.order == ("storyboard",)
    assert why(found, "good") == "costs up to $0.05, spending is switched off"


def test_the_callers_limit_counts(tmp_path: Path) -> None:
    assert plan(tmp_path, max_cost=Money(49_999))[0].order == ("storyboard",)
    assert plan(tmp_path, max_cost=Money(50_000))[0].order[0] == "good"


def test_alone_and_asked_for_nothing_better_the_storyboard_is_no_degradation(tmp_path: Path) -> None:
    found, _ = plan(tmp_path, off=("good", "fair"))
    assert (found.order, found.degraded) == (("storyboard",), False)
    assert [one.backend for one in found.considered] == ["storyboard"]
    assert plan(tmp_path, off=("good", "fair"), priority="quality")[0].degraded


def test_a_backend_named_by_the_caller_is_the_only_one(tmp_path: Path) -> None:
    found, _ = plan(tmp_path, backend="fair")
    assert (found.order, found.reason) == (("fair",), "fair was asked for by name.")
    assert not plan(tmp_path, backend="storyboard", priority="quality")[0].degraded


def test_an_unknown_backend_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="known are: storyboard, fair"):
        plan(tmp_path, backend="goood", off=("good",))


def test_a_local_model_is_there_for_as_long_as_a_process_with_a_device_makes_it(tmp_path: Path) -> None:
    def planned(elsewhere: frozenset[str], is_enabled: Callable[[str, bool], bool]) -> RoutePlan:
        backends = (Storyboard(), Deviceless())
        return plan(tmp_path, backends=backends, elsewhere=elsewhere, is_enabled=is_enabled)[0]

    by_default, switched_off = lambda _name, default: default, lambda name, _default: name != "wan"
    found = planned(frozenset({"wan"}), by_default)
    assert (found.order, found.queue) == (("wan", "storyboard"), "gpu")
    assert planned(frozenset(), by_default).order == ("storyboard",)
    assert planned(frozenset({"wan"}), switched_off).order == ("storyboard",)


def test_what_is_made_here_is_not_left_to_a_process_elsewhere(tmp_path: Path) -> None:
    backends, default = (Storyboard(), Deviceless()), lambda _name, default: default
    with opened(tmp_path, backends=backends, elsewhere=frozenset({"wan"}), is_enabled=default) as router:
        assert router.plan(a_request(), None)[0].order == ("wan", "storyboard")
        assert router.plan(a_request(), None, here=True)[0].order == ("storyboard",)


def test_a_named_backend_that_is_off_says_why_and_what_helps(tmp_path: Path) -> None:
    with pytest.raises(
        UnavailableError,
        match=r"good cannot make this film \(is switched off; FOOTAGE_BACKEND_GOOD_ENABLED=1 switches it on\)",
    ):
        plan(tmp_path, backend="good", off=("good",))
    with pytest.raises(UnavailableError, match=r"wan cannot make this film \(needs a CUDA device"):
        plan(tmp_path, backend="wan", backends=(Deviceless(),), off=("wan",))


def test_a_named_backend_that_is_too_dear_is_a_matter_of_money(tmp_path: Path) -> None:
    with pytest.raises(BudgetExceededError, match=r"good: costs up to \$0.05"):
        plan(tmp_path, backend="good", cap="0.01")


def test_a_named_backend_that_cannot_do_it_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match=r"good cannot make this film \(cannot make 21:9\)"):
        plan(tmp_path, backend="good", aspect_ratio="21:9")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"aspect_ratio": "21:9"}, "cannot make 21:9"),
        ({"resolution": "4k"}, "cannot make 4k"),
        ({"duration_s": 21.0, "plan": {}}, "makes at most 20 s"),
        ({"duration_s": 0.5}, "makes at least 1 s"),
    ],
)
def test_what_a_backend_cannot_do_is_said(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    found, _ = plan(tmp_path, **change)
    assert why(found, "good") == reason


def test_a_film_beyond_the_limit_is_quoted_as_a_whole_and_explained(tmp_path: Path) -> None:
    found, quote = plan(tmp_path, duration_s=45, cap="10")
    assert (found.order[0], quote.cost, found.considered[0].cost_usd) == ("good", Money.usd("2.25"), "2.25")
    assert found.segments
    assert (found.segments.way, found.segments.lengths_s) == ("chain", (20, 20, 5))
    assert found.reason.endswith("so 45 s are 3 clips, each from the last picture of the one before.")
    short, _ = plan(tmp_path, duration_s=45, cap="2.24")
    assert (short.order, short.segments) == (("storyboard",), None)
    assert why(short, "good") == "costs up to $2.25, only $2.24 can be spent"


def test_missing_keys_and_prices_are_reasons(tmp_path: Path) -> None:
    found, _ = plan(tmp_path, backends=(Storyboard(), Keyless(), Unpriced()))
    assert (why(found, "keyless"), why(found, "unpriced")) == ("KEYLESS_KEY is not set", "has no price")
    with pytest.raises(PriceUnknownError):
        plan(tmp_path, backends=(Unpriced(),))


def test_a_style_that_only_words_describe_is_not_drawn(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="has no style 'claymation'"):
        plan(tmp_path, off=("good", "fair"), style="claymation")


def test_real_footage_is_for_those_who_ask_for_it(tmp_path: Path) -> None:
    with opened(tmp_path, backends=(Storyboard(), FakeVendor("good", "blind", tmp_path, 0.9), Filmed())) as router:
        usual, _ = router.plan(a_request(), None)
        assert usual.order == ("good", "storyboard")
        assert router.better("storyboard", a_request()) == ["good"]
        real, _ = router.plan(a_request(look="real"), None)
        assert real.order == ("filmed",)
        assert real.reason == "filmed has real footage, which was asked for."
        named, _ = router.plan(a_request(backend="filmed"), None)
        assert named.order == ("filmed",)
        assert router.better("filmed", a_request(look="real")) == []
        assert router.able(a_request(look="real"), ["good", "filmed"]) == ["filmed"]


def test_without_real_footage_nothing_else_is_made(tmp_path: Path) -> None:
    with opened(tmp_path, backends=(Storyboard(), Filmed("FILMED_KEY is not set"))) as router:
        with pytest.raises(UnavailableError, match=r"no real footage to be had here .filmed: FILMED_KEY") as refused:
            router.plan(a_request(look="real"), None)
        assert "leave look out" in refused.value.hint
        with pytest.raises(UnavailableError, match="makes its pictures up"):
            router.plan(a_request(look="real", backend="storyboard"), None)


# --- a key's limits -------------------------------------------------------------------------------------------------


def limited(tmp_path: Path, limits: Limits, *, max_cost: Money | None = None, **asked: Any) -> tuple[RoutePlan, Quote]:
    with opened(tmp_path) as router:
        return router.for_(replace(ANN, limits=limits)).plan(a_request(**asked), max_cost)


def test_a_key_is_served_by_the_backends_that_it_may_use_alone(tmp_path: Path) -> None:
    found, _quote = limited(tmp_path, Limits(backends=frozenset({"fair"})))
    assert found.order == ("fair",)
    assert why(found, "good") == why(found, "storyboard") == "this key may not use it"


def test_a_backend_that_a_key_may_not_use_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(KeyLimitError, match=r"good: this key may not use it.*; it may use fair") as caught:
        limited(tmp_path, Limits(backends=frozenset({"fair"})), backend="good")
    assert "whoever gave you the key" in caught.value.hint
    with pytest.raises(KeyLimitError):
        limited(tmp_path, Limits(backends=frozenset()))


def test_what_a_call_may_cost_by_its_key_is_said_to_be_the_keys(tmp_path: Path) -> None:
    cheap = Limits(max_cost_per_call=Money.usd("0.01"))
    found, quote = limited(tmp_path, cheap)
    assert (found.order, quote.cost) == (("storyboard",), ZERO)
    assert "this key may spend at most $0.01 a call" in (why(found, "good") or "")
    with pytest.raises(BudgetExceededError, match="this key may spend at most") as caught:
        limited(tmp_path, cheap, backend="good")
    assert "whoever gave you the key" in caught.value.hint
    with pytest.raises(BudgetExceededError, match="only"):
        limited(tmp_path, cheap, backend="good", max_cost=ZERO)


def test_work_that_a_key_placed_stays_within_its_limits_and_others_are_not_touched(tmp_path: Path) -> None:
    only = Limits(backends=frozenset({"storyboard", "fair"}))
    with opened(tmp_path) as router:
        theirs = router.within(only)
        assert router.better("fair", a_request()) == ["good"]
        assert theirs.better("fair", a_request()) == []
        assert theirs.able(a_request(), ["good", "fair"]) == ["fair"]
        assert theirs.names() == ["storyboard", "fair"]
        assert router.names() == ["storyboard", "good", "fair"]
