"""What a vendor can have charged, and what cannot be."""

from __future__ import annotations

from footage.money import ZERO, Money

_ABSURD, _ABSURD_FROM = 100, Money.usd(100)
"""A bill this many times the worst case is no bill but an error, unless it is a small one all the same."""


def what_is_wrong(bill: Money, held: Money) -> str | None:
    """Why no vendor can have charged this for something that was to cost at most `held`; None if one can."""
    if bill < ZERO:
        return "a charge is 0 or more"
    if bill > max(Money(held.microusd * _ABSURD), _ABSURD_FROM):
        return f"that is more than {_ABSURD} times the {held} that was agreed to"
    return None
