"""What the renderer books of a vendor's bill is never what the book refuses."""

from __future__ import annotations

import pytest

from footage.bills import ABSURD_ABOVE, ABSURD_TIMES, what_is_wrong
from footage.money import ZERO, Money
from routing.bills import credible

MICRO = Money(1)
LIMIT = Money.usd(2 * ABSURD_TIMES)
"""The largest bill that is believed of something quoted at two dollars."""


@pytest.mark.parametrize("quoted", [ZERO, Money.usd("0.05"), Money.usd(2), Money.usd(500)])
@pytest.mark.parametrize("bill", [ZERO - MICRO, ZERO, ABSURD_ABOVE, ABSURD_ABOVE + MICRO, LIMIT, LIMIT + MICRO])
def test_what_is_booked_is_what_the_book_takes(quoted: Money, bill: Money) -> None:
    booked = credible("veo", quoted, bill)
    assert what_is_wrong(booked.amount, quoted) is None
    assert (booked.amount == bill) == (what_is_wrong(bill, quoted) is None or bill == quoted)
    assert (booked.note is None) == (ZERO <= bill <= quoted)


def test_a_bill_is_absurd_above_both_limits_only() -> None:
    assert what_is_wrong(LIMIT, Money.usd(2)) is None
    assert what_is_wrong(LIMIT + MICRO, Money.usd(2)) is not None
    assert what_is_wrong(ABSURD_ABOVE, Money.usd("0.05")) is None
