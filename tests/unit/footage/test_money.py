from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footage.money import MAX_USD, AmountError, Money

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


@pytest.mark.parametrize("amount", ["1e308", "1e30", "-1e30", "9.3e12", "1e999999", "-1000000000.01", "1" + "0" * 400])
def test_an_amount_beyond_reason_is_wrong_input_and_no_overflow(amount: str) -> None:
    for given_as in (amount, Decimal(amount)):
        with pytest.raises(AmountError, match="at most 1,000,000,000") as wrong:
            Money.usd(given_as)
        assert (wrong.value.code, len(wrong.value.message) < 120) == ("invalid_input", True)


def test_the_largest_amounts_that_are_read_fit_the_database_many_times() -> None:
    assert Money.usd(MAX_USD).microusd * 9_000 < 2**63
