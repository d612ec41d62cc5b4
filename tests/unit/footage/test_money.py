from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footage.money import Money

amounts = st.integers(min_value=-(10**15), max_value=10**15)


@given(amounts)
def test_dollars_as_text_and_back_lose_nothing(microusd: int) -> None:
    money = Money(microusd)
    assert Money.usd(money.as_usd()) == money


@given(amounts, amounts)
def test_sums_are_exact(left: int, right: int) -> None:
    assert Money(left) + Money(right) - Money(right) == Money(left)


@pytest.mark.parametrize("amount", [0.1, True, float("nan")])
def test_floats_and_bools_never_become_money(amount: float) -> None:
    with pytest.raises(TypeError):
        Money.usd(amount)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(amount)  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", ["", "a", "NaN", "Infinity"])
def test_what_is_not_an_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Money.usd(amount)


def test_a_worst_case_is_rounded_up_and_a_bill_half_to_even() -> None:
    assert Money.usd("0.0000005", round_up=True) == Money(1)
    assert Money.usd("0.0000005") == Money(0)
    assert Money.usd("0.0000015") == Money(2)


def test_a_price_per_second_is_rounded_up() -> None:
    assert Money(3).per_second(Decimal("1.5")) == Money(5)


@pytest.mark.parametrize(
    ("microusd", "text"), [(0, "0.00"), (50_000, "0.05"), (1_234_567, "1.234567"), (-1_500_000, "-1.50")]
)
def test_dollars_are_shown_exactly(microusd: int, text: str) -> None:
    assert Money(microusd).as_usd() == text
