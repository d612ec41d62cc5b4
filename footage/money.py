"""Money as integer micro-dollars (1 USD = 1,000,000). Floats never enter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import total_ordering

from footage.errors import InvalidInputError

MICROUSD_PER_USD = 1_000_000
MAX_USD = 1_000_000_000
"""The largest amount that is read, either way from zero. Thousands of such amounts together still fit a BIGINT."""


class AmountError(InvalidInputError, ValueError):
    """Something is not an amount of dollars, or is one beyond all reason."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount of US dollars, exact to the micro-dollar.

    Args:
        microusd: Integer micro-dollars; may be negative (an adjustment downwards).

    Raises:
        TypeError: `microusd` is not an int (floats and bools are refused).
    """

    microusd: int

    def __post_init__(self) -> None:
        if type(self.microusd) is not int:
            raise TypeError(f"micro-dollars must be an int, not {type(self.microusd).__name__}")

    @classmethod
    def usd(cls, amount: str | int | Decimal, *, round_up: bool = False) -> Money:
        """Read dollars from a string, int or Decimal.

        Args:
            amount: Dollars, for example "0.05". A float raises TypeError: it cannot hold most prices exactly.
            round_up: True for worst-case holds (ceiling), False for bills (half to even).

        Raises:
            TypeError: `amount` is a float or bool.
            AmountError: `amount` is not a finite number, or is further from zero than `MAX_USD`.
        """
        if isinstance(amount, (float, bool)):
            raise TypeError("money is read from str, int or Decimal, never from float")
        try:
            dollars = Decimal(amount)
        except (InvalidOperation, ValueError) as exc:
            raise AmountError(f"{_short(amount)} is not an amount of dollars.") from exc
        if not dollars.is_finite():
            raise AmountError(f"{_short(amount)} is not an amount of dollars.")
        if abs(dollars) > MAX_USD:  # before any arithmetic: an exponent alone can take all memory
            raise AmountError(f"{_short(amount)} is not a sensible amount of dollars: at most {MAX_USD:,} is.")
        return cls(int((dollars * MICROUSD_PER_USD).to_integral_value(ROUND_CEILING if round_up else ROUND_HALF_EVEN)))

    def __add__(self, other: Money) -> Money:
        return Money(self.microusd + other.microusd)

    def __sub__(self, other: Money) -> Money:
        return Money(self.microusd - other.microusd)

    def __neg__(self) -> Money:
        return Money(-self.microusd)

    def __lt__(self, other: Money) -> bool:
        return self.microusd < other.microusd

    def __bool__(self) -> bool:
        return self.microusd != 0

    def per_second(self, duration_s: Decimal) -> Money:
        """This price per second for `duration_s` seconds, rounded up (the worst case)."""
        exact = Decimal(self.microusd) * duration_s
        return Money(int(exact.to_integral_value(ROUND_CEILING)))

    def as_usd(self) -> str:
        """Dollars as an exact decimal string without trailing zeros, at least two decimals: "0.05", "1.234567"."""
        whole, micro = divmod(abs(self.microusd), MICROUSD_PER_USD)
        digits = f"{micro:06d}".rstrip("0").ljust(2, "0")
        return f"{'-' if self.microusd < 0 else ''}{whole}.{digits}"

    def __str__(self) -> str:
        return f"${self.as_usd()}"


def _short(amount: object) -> str:
    said = repr(str(amount))
    return said if len(said) <= 40 else f"{said[:36]}...'"


ZERO = Money(0)
