"""What a vendor says it charged, as far as that can be believed."""

from __future__ import annotations

import logging
from typing import NamedTuple

from footage.bills import what_is_wrong
from footage.money import Money

_log = logging.getLogger("footage.bills")


class Bill(NamedTuple):
    """What is charged to the budget, and what the user should know about it."""

    amount: Money
    note: str | None = None


def credible(backend: str, quoted: Money, told: Money | None) -> Bill:
    """The vendor's own figure; the worst case, which is the quote, where it tells none or one that cannot be.

    Args:
        backend: Who charges.
        quoted: The most that the request could cost.
        told: The vendor's figure, None where it tells none.
    """
    if told is None:
        return Bill(quoted)
    if what_is_wrong(told, quoted):
        _log.warning("%s says that it charged %s for what was quoted as %s: not believed", backend, told, quoted)
        return Bill(
            quoted,
            f"{backend} says that it charged {told}, which cannot be; the quoted {quoted} was booked. Compare it with "
            "the vendor's own console and correct it with `footage resolve`.",
        )
    if told > quoted:
        _log.warning("%s charged %s, more than the quoted %s", backend, told, quoted)
        return Bill(told, f"The vendor charged {told}, more than the quoted {quoted}.")
    return Bill(told)
