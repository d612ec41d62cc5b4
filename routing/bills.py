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


def credible(backend: str, quoted: Money, reported: Money | None) -> Bill:
    """The vendor's own figure if it can be believed, else the quote, which is the worst case.

    Args:
        backend: Who charges.
        quoted: The most that the request could cost.
        reported: The vendor's figure, None where it tells none.
    """
    if reported is None:
        return Bill(quoted)
    if what_is_wrong(reported, quoted):
        _log.warning("%s says that it charged %s for what was quoted as %s: not believed", backend, reported, quoted)
        return Bill(
            quoted,
            f"{backend} says that it charged {reported}, which cannot be; the quoted {quoted} was booked. Compare it "
            "with the vendor's own console and correct it with `footage resolve`.",
        )
    if reported > quoted:
        _log.warning("%s charged %s, more than the quoted %s", backend, reported, quoted)
        return Bill(reported, f"The vendor charged {reported}, more than the quoted {quoted}.")
    return Bill(reported)
