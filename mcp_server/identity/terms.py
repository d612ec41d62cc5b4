"""What people write down of a key, on the command line and in the keys file; checked once, here."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from footage.caller import Limits, Scope
from footage.domain import Resolution
from footage.money import MAX_USD, Money
from footage.ports.keys import DEFAULT_SCOPES, KeyTerms
from tools import names

TOOL_NAMES = frozenset(value for name, value in vars(names).items() if name.isupper())
_NAME_CHARS = 100
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9](?:/[\w.=-]+)*")
_PERIOD = re.compile(r"(\d{1,5}) *(min|h|d|w|mo|y)[a-z]*")
_UNITS = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "mo": timedelta(days=30),
    "y": timedelta(days=365),
}


def _listed(value: Any) -> Any:
    """A list as people write it: with commas or blanks, too."""
    return [part for part in re.split(r"[,\s]+", value) if part] if isinstance(value, str) else value


def _dollars(value: Any) -> Any:
    return value.strip().removeprefix("$") if isinstance(value, str) else value


def _a_size(value: Any) -> Any:
    """A resolution as people write it: 1080, 1080P, 4K."""
    said = str(value).strip().lower() if isinstance(value, str | int) else value
    return f"{said}p" if isinstance(said, str) and said.isdecimal() else said


def _a_name(value: str) -> str:
    if not value.isprintable() or value != value.strip() or not 0 < len(value) <= _NAME_CHARS:
        raise ValueError(f"must be 1 to {_NAME_CHARS} printable characters")
    return value


def _a_tool(value: str) -> str:
    return _one_of(value.replace("-", "_").lower(), TOOL_NAMES, "tool")


def _a_bucket(value: str) -> str:
    place = value.removeprefix("gs://").rstrip("/")
    if not _BUCKET.fullmatch(place) or {".", ".."} & set(place.split("/")):
        raise ValueError("must be bucket or bucket/prefix")
    return place


def _in_utc(value: Any) -> Any:
    """A day, or a time: without a zone that of UTC."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    if isinstance(value, str):
        if value.strip().lower() == "never":
            return None
        try:
            return _in_utc(datetime.fromisoformat(value.strip()))
        except ValueError:
            raise ValueError("must be a day such as 2027-01-31, or a time") from None
    return value


def _one_of(value: str, known: Collection[str], what: str) -> str:
    if value not in known:
        close = difflib.get_close_matches(value, known, n=1)
        raise ValueError(f"there is no {what} {value!r}" + (f"; did you mean {close[0]!r}?" if close else ""))
    return value


Name = Annotated[str, AfterValidator(_a_name)]
Usd = Annotated[Decimal, BeforeValidator(_dollars), Field(ge=0, le=MAX_USD, allow_inf_nan=False)]


class WrittenTerms(BaseModel):
    """The terms of a key under the names that people write."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Name
    team: Name
    org: Name | None = None
    scopes: Annotated[frozenset[Scope], BeforeValidator(_listed), Field(min_length=1)] = DEFAULT_SCOPES
    expires: Annotated[datetime | None, BeforeValidator(_in_utc)] = None
    cap_month_usd: Usd | None = None
    cap_day_usd: Usd | None = None
    tools: Annotated[frozenset[Annotated[str, AfterValidator(_a_tool)]] | None, BeforeValidator(_listed)] = None
    backends: Annotated[frozenset[str] | None, BeforeValidator(_listed)] = None
    max_resolution: Annotated[Resolution | None, BeforeValidator(_a_size)] = None
    max_cost_usd: Usd | None = None
    buckets: Annotated[tuple[Annotated[str, AfterValidator(_a_bucket)], ...], BeforeValidator(_listed)] = ()

    def terms(self) -> KeyTerms:
        """As they are kept."""
        dollars = (self.max_cost_usd, self.cap_month_usd, self.cap_day_usd)
        most, month, day = (None if one is None else Money.usd(one) for one in dollars)
        return KeyTerms(
            name=self.name,
            team_id=self.team,
            org_id=self.org,
            scopes=self.scopes,
            limits=Limits(
                tools=self.tools,
                backends=self.backends,
                max_resolution=self.max_resolution,
                max_cost_per_call=most,
            ),
            buckets=self.buckets,
            expires_at=self.expires,
            cap_month=month,
            cap_day=day,
        )


def refuse_unknown(backends: Iterable[str], known: Collection[str]) -> None:
    """Raise ValueError for the name of a backend that there is not, which would limit a key to nothing."""
    for one in backends:
        _one_of(one, known, "backend")


def period(text: str) -> timedelta:
    """A length of time as people write it: 90d, 12 hours, 30min, 2w, 3mo, 1y, 0. What "3m" is, nobody can tell.

    Raises:
        ValueError: It is none.
    """
    found = _PERIOD.fullmatch(text.strip().lower())
    if found is None:
        if text.strip() == "0":
            return timedelta(0)
        raise ValueError(f"{text!r} is no length of time; write 90d, 12h, 30min or 3mo")
    return int(found[1]) * _UNITS[found[2]]
