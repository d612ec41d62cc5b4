"""Which bills no vendor can have meant: the renderer asks before it books one, and the book again as the last guard."""

from __future__ import annotations

from footage.money import ZERO, Money

ABSURD_TIMES = 100
ABSURD_ABOVE = Money.usd(100)
"""A bill above both, so many times its quote and this amount, is a mistake in units and no price."""


def what_is_wrong(bill: Money, quoted: Money) -> str | None:
    """Why no vendor can have charged this for something that was to cost at most `quoted`; None if one can."""
    if bill < ZERO:
        return "a charge is 0 or more"
    if bill > max(Money(quoted.microusd * ABSURD_TIMES), ABSURD_ABOVE):
        return f"that is more than {ABSURD_TIMES} times the {quoted} that was agreed to"
    return None
