from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from footage.errors import InvalidInputError, PriceUnknownError
from footage.money import Money
from footage.ports.routing import Observation
from footage.vendors import VendorSettings
from routing.beliefs import HALF_LIFE_DAYS, SUCCESS_PRIOR, Belief, beliefs
from routing.catalog import Catalog, load_catalog
from routing.generators import all_generators
from routing.policy import Policy, load_policy
from routing.router import PolicyRouter
from storage.books.health import HealthTable
from storage.books.history import AttemptHistory
from tests.databases import ready
from tests.support import Books, a_request


def seen(backend: str = "one", *, ok: bool = True, days: float = 0, **more: Any) -> Observation:
    return Observation(backend=backend, age_days=days, succeeded=ok, **more)


class TestBeliefs:
    def test_without_observations_the_published_figures_hold(self) -> None:
        assert beliefs([]) == {}
        assert Belief().quality(0.7) == 0.7

    def test_failures_lower_the_chance_of_success_and_fade(self) -> None:
        lately = beliefs([seen(ok=False)] * 5)["one"].success
        long_ago = beliefs([seen(ok=False, days=10 * HALF_LIFE_DAYS)] * 5)["one"].success
        assert lately == pytest.approx((0.95 * 10) / 15)
        assert lately < long_ago < SUCCESS_PRIOR

    def test_only_differences_in_quality_between_backends_count(self) -> None:
        alone = beliefs([seen(quality=1.0)] * 20)["one"]
        assert alone.quality(0.7) == pytest.approx(0.7)
        both = beliefs([seen(quality=0.9)] * 8 + [seen("other", quality=0.5)] * 8)
        assert both["one"].quality_offset == pytest.approx(0.1)
        assert both["other"].quality_offset == pytest.approx(-0.1)

    def test_scores_of_two_measures_are_never_set_against_each_other(self) -> None:
        lenient = [seen(quality=1.0)] * 8
        strict = [seen("other", quality=0.6, measure="4: technical visual")] * 8
        assert {one.quality_offset for one in beliefs(lenient + strict).values()} == {0.0}
        known = [seen(quality=0.9)] * 8 + [seen("other", quality=0.5)] * 8
        assert beliefs(known + strict)["other"].quality_offset == pytest.approx(-0.1), "the lone measure says nothing"
        assert beliefs(known + strict + [seen(quality=0.8, measure="4: technical visual")] * 8)[
            "one"
        ].quality_offset == pytest.approx((0.2 + 0.1) * 8 / (8 + 16))

    def test_a_backend_twice_as_slow_as_told_is_believed_to_be_slower(self) -> None:
        slow = beliefs([seen(elapsed_s=60, expected_s=30)] * 4)["one"].latency_factor
        assert slow == pytest.approx(2**0.5)


class TestPolicy:
    def test_each_rule_that_holds_is_applied_in_order(self) -> None:
        policy = load_policy()
        plain = policy.judge(a_request(), 0.0)
        long_and_late = policy.judge(a_request(duration_s=20), 0.6)
        assert long_and_late.weights.usd == plain.weights.usd * 4
        assert [rule.because for rule in long_and_late.rules] == ["it is long", "half of the month's budget is used"]

    def test_a_nearly_used_up_budget_leaves_only_what_is_free(self, tmp_path: Path) -> None:
        judgement = load_policy().judge(a_request(), 0.95)
        generators = all_generators(tmp_path, VendorSettings())
        assert judgement.forbids(generators["runway"]) == "95 % of the month's budget is used"
        assert judgement.forbids(generators["storyboard"]) is None

    def test_a_dollar_is_worth_less_to_those_who_have_many(self) -> None:
        policy = load_policy()
        small, large = (policy.judge(a_request(), 0.0, cap) for cap in (999, 1000))
        assert large.weights.usd < small.weights.usd
        assert policy.judge(a_request(priority="speed"), 0.0, 1000) == policy.judge(a_request(priority="speed"), 0.0)

    def test_a_users_own_rules_and_weights_are_laid_over(self, tmp_path: Path) -> None:
        (tmp_path / "policy.yaml").write_text("weights: {cost: {quality: 0, usd: 9, minute: 0}}\nrules: []\n")
        policy = load_policy(tmp_path)
        assert (policy.rules, policy.weights["cost"].usd) == ((), 9)
        assert policy.weights["quality"] == load_policy().weights["quality"]

    def test_a_rule_that_does_nothing_is_a_mistake(self, tmp_path: Path) -> None:
        (tmp_path / "policy.yaml").write_text("rules:\n  - name: idle\n    because: nothing\n")
        with pytest.raises(InvalidInputError, match=r"policy.yaml:2: rules.0: .*changes nothing"):
            load_policy(tmp_path)


class TestCatalog:
    @pytest.fixture
    def user_file(self, tmp_path: Path) -> Path:
        return tmp_path / "catalog.yaml"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("backends:\n  veo:\n    tier: royal\n", r"catalog.yaml:3: backends.veo.tier: Input should be 'premium'"),
            ("backends:\n  veo:\n    prices:\n      - {resolutions: [720p], as_of: 2026-01-01, source: me}\n",
             r"catalog.yaml:4: backends.veo.prices.0.usd_per_s: Field required"),
            ("backends:\n  veo:\n    vender: x\n", r"catalog.yaml:3: backends.veo.vender: there is no such name"),
            ("backends:\n  veo:\n    vendor: nobody\n", r"backends.veo.vendor: there is no vendor 'nobody'"),
            ("backends: [1]\n", r"catalog.yaml:1: backends: "),
            ("backends: {veo: [\n", r"catalog.yaml:2: "),
            ("- a list\n", r"catalog.yaml:1: must be a mapping"),
        ],
    )  # fmt: skip
    def test_a_mistake_is_named_with_file_line_and_key(self, user_file: Path, text: str, message: str) -> None:
        user_file.write_text(text)
        with pytest.raises(InvalidInputError, match=message):
            load_catalog(user_file.parent)

    def test_a_price_row_that_is_missing_is_refused_and_never_free(self, tmp_path: Path) -> None:
        (tmp_path / "catalog.yaml").write_text("backends: {runway: {prices: []}}\n")
        runway = all_generators(tmp_path, VendorSettings())["runway"]
        with pytest.raises(PriceUnknownError, match="no price for 720p"):
            runway.quote(a_request(resolution="720p", duration_s=4))

    def test_the_shortest_length_that_is_long_enough_is_paid_for(self, tmp_path: Path) -> None:
        runway = all_generators(tmp_path, VendorSettings())["runway_veo"]
        assert runway.quote(a_request(resolution="720p", duration_s=4.5)).cost == Money.usd("0.60")

    def test_what_is_always_added_is_priced(self) -> None:
        omni = load_catalog().backends["omni"]
        assert omni.sounds(wanted=False)
        assert not load_catalog().backends["runway"].sounds(wanted=True)

    def test_a_rating_becomes_a_chance_to_be_preferred(self) -> None:
        spec = load_catalog().backends["runway"]
        even = spec.quality.model_copy(update={"rating": 1200.0})
        better = spec.quality.model_copy(update={"rating": 1600.0})
        assert (even.preference, round(better.preference, 4)) == (0.5, 0.9091)

    def test_every_price_says_where_and_when_it_was_read(self) -> None:
        catalog = load_catalog()
        assert isinstance(catalog, Catalog)
        rows = [row for backend in catalog.backends.values() for row in backend.prices]
        assert all(row.source and row.as_of.year >= 2026 for row in rows)


def test_the_shipped_files_are_what_a_user_file_can_say_again(tmp_path: Path) -> None:
    from routing import catalog, policy

    (tmp_path / "catalog.yaml").write_text(catalog.SHIPPED.read_text())
    (tmp_path / "policy.yaml").write_text(policy.SHIPPED.read_text())
    assert load_catalog(tmp_path) == load_catalog()
    assert isinstance(load_policy(tmp_path), Policy)


def test_a_model_that_the_docs_add_in_yaml_is_routed_to(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "concepts" / "routing.md").read_text()
    (tmp_path / "catalog.yaml").write_text(text.split("```yaml\n")[1].split("```")[0])
    database = ready(tmp_path / "books.db")
    books = Books(database)
    router = PolicyRouter(
        all_generators(tmp_path, VendorSettings(fal_key=SecretStr("key"))),
        books.ledger,
        load_policy(),
        AttemptHistory(database, books.clock),
        HealthTable(database, books.clock),
        is_enabled=lambda _name, default: default,
    )
    plan, quote = router.plan(a_request(resolution="720p", duration_s=5), None)
    named, _ = router.plan(a_request(resolution="720p", duration_s=5, backend="my_wan"), None)
    database.close()
    assert "my_wan" in plan.order
    assert (named.order, quote.cost) == (("my_wan",), Money.usd("0.50"))
