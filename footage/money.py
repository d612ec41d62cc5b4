"""Money as integer micro-dollars (1 USD = 1,000,000). Floats never enter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import total_ordering

MICROUSD_PER_USD = 1_000_000


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
            ValueError: `amount` is not a finite number.
        """
        if isinstance(amount, (float, bool)):
            raise TypeError("money is read from str, int or Decimal, never from float")
        try:
            exact = Decimal(amount) * MICROUSD_PER_USD
            whole = exact.to_integral_value(ROUND_CEILING if round_up else ROUND_HALF_EVEN)
            return cls(int(whole))
        except (InvalidOperation, OverflowError, ValueError) as exc:
            raise ValueError(f"not an amount of dollars: {amount!r}") from exc

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


ZERO = Money(0)
