"""Money: what was spent on what and by whom, what is left, every line of the ledger, and what is in doubt."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast, get_args

from starlette.responses import Response
from starlette.routing import Route

from footage.errors import InvalidInputError, NotFoundError
from footage.money import ZERO, Money
from footage.ports.keys import DEFAULT_ORG
from footage.ports.limits import CapPeriod, CapScope, StandingCap, person_id
from footage.ports.money import Period
from footage.ports.overview import DaySum, Doubt, SpentBy
from footage.threads import in_thread
from mcp_server.desk.spent import as_csv
from mcp_server.web import guard
from mcp_server.web.forms import number
from mcp_server.web.visit import Done, Studio, Visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footage.answers import Cap

DAYS = 30
LINES = 40
SERIES = 5
"""So many backends have a colour of their own; the others share one."""

CONSOLES = {
    "veo": "https://console.cloud.google.com/vertex-ai",
    "omni": "https://aistudio.google.com/usage",
    "runway": "https://dev.runwayml.com/",
    "pixverse": "https://platform.pixverse.ai/",
    "fal": "https://fal.ai/dashboard",
    "seedance": "https://fal.ai/dashboard",
    "hailuo": "https://fal.ai/dashboard",
}
"""Where people look up what a vendor has made and charged, by how the names of its backends begin."""

_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}|.*[.,].*[.,].*")
"""What is a thousand here and one there."""

_WHOSE: tuple[CapScope, ...] = ("team", "key", "person", "org")
_PERIODS = ("month", "day", "total")


def routes(studio: Studio) -> list[Route]:
    """The page, its tables as files, and what is decided on it."""
    return [
        studio.page("/money", _money, scope="budget:read"),
        studio.page("/money/{by}.csv", _csv, scope="budget:read"),
        studio.act("/money/resolve", _resolve, name="resolve", scope="admin"),
        studio.act("/money/ask", _ask_vendor, name="ask vendor", scope="video:make"),
        studio.act("/money/cap", _cap, name="set cap", scope="admin"),
        studio.act("/money/uncap", _uncap, name="remove cap", scope="admin"),
    ]


async def _money(visit: Visit) -> Response:
    return visit.page("money.html", **await in_thread(_shown, visit))


def _shown(visit: Visit) -> dict[str, Any]:
    team, overview = visit.person.caller.team_id, visit.books.overview
    since = visit.today - timedelta(days=DAYS - 1)
    before = number(visit.asked("before"))
    lines = overview.statement(team, before=before or None, count=LINES + 1)
    names, rows = by_day(overview.days(team, since), since, visit.today)
    return {
        "budget": visit.services.budget.report("month"),
        "backends": names,
        "days": rows,
        "total": sum((sum(row[1], ZERO) for row in rows), ZERO),
        "by_lines": {one: overview.spent(team, one, since) for one in get_args(SpentBy)},
        "since": since,
        "lines": lines[:LINES],
        "older": lines[LINES - 1].line_id if len(lines) > LINES else None,
        "is_later": bool(before),
        "doubts": overview.doubts(team),
        "console": console,
        "used": _share,
        "money": Money,
        "set_caps": visit.books.caps.all() if visit.person.owns_it else [],
        "whose": [(one, one) for one in _WHOSE],
        "periods": [("month", "a month"), ("day", "a day"), ("total", "ever")],
    }


def by_day(sums: Sequence[DaySum], first: date, last: date) -> tuple[list[str], list[tuple[date, list[Money]]]]:
    """A row for each day with a column for each backend that was paid, the dearest first; the rest is in one."""
    totals: dict[str, Money] = {}
    for one in sums:
        totals[one.backend] = totals.get(one.backend, ZERO) + one.spent
    ranked = sorted(totals, key=lambda name: (-totals[name].microusd, name))
    names = ranked if len(ranked) <= SERIES + 1 else [*ranked[:SERIES], "others"]
    spent: dict[tuple[date, str], Money] = {}
    for one in sums:
        name = one.backend if one.backend in names else "others"
        spent[one.day, name] = spent.get((one.day, name), ZERO) + one.spent
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return names, [(day, [spent.get((day, name), ZERO) for name in names]) for day in days]


def _share(cap: Cap) -> int:
    """How much of a cap is used or held, in percent."""
    whole = Money.usd(cap.cap_usd)
    used = Money.usd(cap.used_usd or "0") + Money.usd(cap.held_usd or "0")
    return min(100, 100 * used.microusd // whole.microusd) if whole else 100


def console(backend: str) -> str | None:
    """Where people look up what a backend has made."""
    return next((url for name, url in CONSOLES.items() if backend.startswith(name)), None)


async def _csv(visit: Visit) -> Response:
    by = visit.request.path_params["by"]
    if by not in get_args(SpentBy):
        raise NotFoundError("There is no such table.")
    since = visit.today - timedelta(days=DAYS - 1)
    found = await in_thread(visit.books.overview.spent, visit.person.caller.team_id, by, since)
    rows: list[dict[str, str | int]] = [
        {by: one.name, "who": one.of, "spent_usd": one.spent.as_usd(), "jobs": one.jobs} for one in found
    ]
    headers = {"Content-Disposition": f'attachment; filename="footage-by-{by}.csv"'}
    return guard.guarded(Response(as_csv([by, "who", "spent_usd", "jobs"], rows), 200, headers, "text/csv"))


# --- money in doubt -------------------------------------------------------------------------------------------------


async def _resolve(visit: Visit) -> Response | Done:
    """Write down what the vendor charged, as a person found out."""
    form = await visit.form()
    doubt, charged = await _doubt(visit, form.get("job", ""), form.get("part", "")), _sum(form.get("charged", ""))
    if form.get("sure") != "yes":
        rest = f" The other {doubt.held - charged} is free again." if charged < doubt.held else ""
        text = f"For “{doubt.title}”, made by {doubt.backend}. {doubt.held} is held for it.{rest}"
        title = f"Write down that {charged} was charged?" if charged else "Write down that nothing was charged?"
        yes = f"Yes, {charged} was charged" if charged else "Yes, $0.00 was charged"
        return visit.question(title, text, yes, form, back="/money")
    await in_thread(visit.everything.attempts.correct, doubt.job_id, charged, doubt.part or None)
    return Done("/money", "resolved")


async def _ask_vendor(visit: Visit) -> Done:
    """Ask the vendor, which is free, and write down what it says."""
    from mcp_server.desk.asking import asked_about

    form = await visit.form()
    doubt = await _doubt(visit, form.get("job", ""), form.get("part", ""))
    findings = [one async for one in asked_about(visit.everything, visit.studio.app.settings, [doubt.job_id])]
    if unsettled := [one for one in findings if one.settled is None]:
        told = " ".join(one.message for one in unsettled)
        raise InvalidInputError(told, hint="Look in the vendor's console, then say here what it charged.")
    return Done("/money", "asked")


async def _doubt(visit: Visit, job_id: str, part: str) -> Doubt:
    found = await in_thread(visit.books.overview.doubts, visit.person.caller.team_id)
    doubt = next((one for one in found if (one.job_id, one.part) == (job_id, part)), None)
    if doubt is None:
        raise NotFoundError("Nothing of this is in doubt any more.", hint="Somebody has cleared it up meanwhile.")
    return doubt


def _sum(typed: str) -> Money:
    said = typed.strip().removeprefix("$").strip()
    if not said:
        raise InvalidInputError("There is no sum yet.", hint="Write it in dollars: 1000, or 0.50.")
    if _THOUSANDS.fullmatch(said):
        raise InvalidInputError(f"It is not clear how much {said} is.", hint="Write it without thousands: 1000, 0.50.")
    amount = Money.usd(said.replace(",", "."))
    if amount < ZERO:
        raise InvalidInputError("A sum is 0 or more.")
    return amount


# --- caps -----------------------------------------------------------------------------------------------------------


async def _cap(visit: Visit) -> Response | Done:
    form = await visit.form()
    cap = StandingCap(
        scope=_scope(form.get("scope", "")),
        id=_payer(form),
        unit="microusd",
        period=_period(form.get("period", "")),
        amount=_sum(form.get("amount", "")).microusd,
    )
    _require_owner(visit)
    if form.get("sure") != "yes":
        text = f"It counts for all that the {cap.scope} {cap.id} asks for from now on, beside every other cap."
        title = f"Let the {cap.scope} {cap.id} spend at most {Money(cap.amount)} {_in_words(cap.period)}?"
        return visit.question(title, text, f"Set the cap of {Money(cap.amount)}", form, back="/money#caps")
    await in_thread(visit.books.caps.set, [cap], visit.person.name)
    return Done("/money", "capped")


async def _uncap(visit: Visit) -> Response | Done:
    form = await visit.form()
    scope, period, payer = _scope(form.get("scope", "")), _period(form.get("period", "")), form.get("id", "")
    _require_owner(visit)
    known = await in_thread(visit.books.caps.all)
    cap = next((one for one in known if (one.scope, one.id, one.period) == (scope, payer, period)), None)
    if cap is None or cap.unit != "microusd":
        raise NotFoundError("There is no such cap.", hint="Somebody has removed it meanwhile.")
    if form.get("sure") != "yes":
        title = f"Remove the cap of {Money(cap.amount)} {_in_words(period)}?"
        text = f"The {scope} {payer} is then held by the other caps alone."
        return visit.question(title, text, f"Remove the cap of {Money(cap.amount)}", form, back="/money", danger=True)
    await in_thread(visit.books.caps.remove, scope, payer, [("microusd", period)], visit.person.name)
    return Done("/money", "uncapped")


def _require_owner(visit: Visit) -> None:
    if not visit.person.owns_it:
        raise InvalidInputError("Only whoever runs this Footage sets caps.", hint="Ask them for another one.")


def _payer(form: Any) -> str:
    name = form.get("id", "").strip()
    if not name or len(name) > 200:
        raise InvalidInputError("It is not clear whose cap is meant.", hint="Name a team, key, person or organisation.")
    return person_id(DEFAULT_ORG, name) if form.get("scope") == "person" and "/" not in name else name


def _scope(typed: str) -> CapScope:
    if typed not in _WHOSE:
        raise InvalidInputError(f"{typed!r} is nobody who can have a cap.")
    return typed


def _period(typed: str) -> CapPeriod:
    if typed not in _PERIODS:
        raise InvalidInputError(f"{typed!r} is no time for a cap.")
    return cast(CapPeriod, typed)


def _in_words(period: CapPeriod | Period) -> str:
    return "ever" if period == "total" else f"a {period}"
