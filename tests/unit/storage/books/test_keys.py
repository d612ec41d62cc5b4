"""Keys in a real database: made, used, rotated, ended, declared by a file; and what is written down about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from footage.api_keys import ApiKey
from footage.caller import LOCAL, Limits
from footage.errors import InvalidInputError, NotFoundError, UnknownTokenError
from footage.money import Money
from footage.ports.keys import Declared, DeclaredKey, DeclaredTeam, KeyTerms
from footage.ports.money import Intent
from storage.books import limits
from storage.books.audit import KEPT, AuditTable
from storage.books.caps import CapTable
from storage.books.keys import KeyTable
from storage.books.known_teams import TeamTable
from storage.db import Database
from storage.team_tables import Key
from tests.support import Books, Clock
from tests.teams import ANN, EVE

TERMS = KeyTerms(name="agent", team_id="films")
LIMITED = Limits(
    tools=frozenset({"generate_video", "get_job"}),
    backends=frozenset(),
    max_resolution="720p",
    max_cost_per_call=Money.usd("1.5"),
)
WHOLE = KeyTerms(
    name="whole",
    team_id="films",
    org_id="acme",
    scopes=frozenset({"video:read"}),
    limits=LIMITED,
    buckets=("films", "films/in"),
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(database: Database, clock: Clock) -> KeyTable:
    return KeyTable(database, clock)


def refused(keys: KeyTable, key: ApiKey) -> str:
    with pytest.raises(UnknownTokenError) as caught:
        keys.verify(key)
    return caught.value.reason


def events(database: Database, clock: Clock) -> list[tuple[str, str, int]]:
    lines = AuditTable(database, clock).lines(clock.now - KEPT)
    return [(one.event, one.subject, one.times) for one in lines]


def test_a_key_is_good_for_what_was_agreed(keys: KeyTable) -> None:
    record = keys.verify(keys.add(WHOLE, "ada"))
    assert record.terms == WHOLE
    caller = record.caller()
    assert (caller.org_id, caller.team_id, caller.subject) == ("acme", "films", "whole")
    assert (caller.remote, caller.roots, caller.buckets, caller.limits) == (True, (), ("films", "films/in"), LIMITED)
    assert keys.verify(keys.add(TERMS, "ada")).org_id == "acme"  # as the team has it


def test_nothing_of_a_key_is_in_the_database(keys: KeyTable, database: Database, clock: Clock) -> None:
    key = keys.add(TERMS, "ada")
    again = keys.rotate(key.key_id, timedelta(hours=1), "ada")
    keys.verify(again)
    with database.read() as session:
        tables = ("key", "audit", "team")
        rows = str([session.execute(text(f"SELECT * FROM footage_{name}")).all() for name in tables])
    assert key.key_id in rows
    for one in (key, again):
        assert one.secret.get_secret_value()[13:] not in rows
    assert key.secret.get_secret_value() not in str(keys.listed())


def test_a_key_that_nobody_made_is_refused_as_a_wrong_one_is(keys: KeyTable) -> None:
    key = keys.add(TERMS, "ada")
    assert refused(keys, ApiKey.new()) == refused(keys, ApiKey.new(key.key_id)) == "invalid"


def test_a_revoked_key_is_refused_at_once_and_for_ever(keys: KeyTable, database: Database, clock: Clock) -> None:
    key = keys.add(TERMS, "ada")
    keys.verify(key)
    assert keys.revoke(key.key_id, "bob").revoked_at == clock.now
    assert refused(keys, key) == "invalid"
    clock.advance(hours=1)
    assert keys.revoke(key.key_id, "bob").revoked_at == clock.now - timedelta(hours=1)
    with pytest.raises(InvalidInputError, match="has ended"):
        keys.rotate(key.key_id, timedelta(0), "ada")
    assert events(database, clock) == [("key added", "ada", 1), ("key revoked", "bob", 1), ("refused", "agent", 1)]


def test_both_keys_are_good_while_a_key_is_rotated(keys: KeyTable, clock: Clock) -> None:
    first = keys.add(TERMS, "ada")
    second = keys.rotate(first.key_id, timedelta(hours=24), "ada")
    assert first.key_id == second.key_id
    keys.verify(first)
    keys.verify(second)
    clock.advance(hours=24)
    assert refused(keys, first) == "invalid"
    keys.verify(second)
    third = keys.rotate(first.key_id, timedelta(0), "ada")
    assert refused(keys, second) == "invalid"
    keys.verify(third)


def test_who_still_calls_with_a_key_that_has_ended_is_written_down_once_a_minute(
    keys: KeyTable, database: Database, clock: Clock
) -> None:
    rotated, ended = keys.add(TERMS, "ada"), keys.add(replace(TERMS, expires_at=clock.now + timedelta(days=1)), "ada")
    keys.rotate(rotated.key_id, timedelta(0), "ada")
    clock.advance(days=2)
    begun = clock.now
    for _ in range(3):
        assert (refused(keys, rotated), refused(keys, ended)) == ("invalid", "expired")
        assert refused(keys, ApiKey.new(rotated.key_id)) == "invalid"
        clock.advance(seconds=31)
    lines = AuditTable(database, clock).lines(begun)
    assert Counter((one.key_id, one.code) for one in lines for _ in range(one.times)) == {
        (rotated.key_id, "key rotated"): 2,
        (ended.key_id, "key expired"): 2,
    }


def test_revoking_ends_the_key_before_it_too(keys: KeyTable) -> None:
    first = keys.add(TERMS, "ada")
    second = keys.rotate(first.key_id, timedelta(hours=24), "ada")
    keys.revoke(first.key_id, "ada")
    assert refused(keys, first) == refused(keys, second) == "invalid"


def test_a_key_ends_by_itself_and_only_its_holder_is_told_so(keys: KeyTable, clock: Clock) -> None:
    key = keys.add(replace(TERMS, expires_at=clock.now + timedelta(days=1)), "ada")
    keys.verify(key)
    clock.advance(days=1)
    assert refused(keys, key) == "expired"
    assert refused(keys, ApiKey.new(key.key_id)) == "invalid"
    with pytest.raises(InvalidInputError, match="has ended"):
        keys.rotate(key.key_id, timedelta(0), "ada")


def test_a_use_is_written_down_once_a_minute(keys: KeyTable, clock: Clock) -> None:
    key, begun = keys.add(TERMS, "ada"), clock.now
    assert keys.listed()[0].used_at is None
    for _ in range(3):
        keys.verify(key)
        clock.advance(seconds=25)
    assert keys.listed()[0].used_at == begun
    keys.verify(key)
    assert keys.listed()[0].used_at == begun + timedelta(seconds=75)


def test_a_team_has_one_organisation(keys: KeyTable, database: Database, clock: Clock) -> None:
    keys.add(WHOLE, "ada")
    with pytest.raises(InvalidInputError, match="belongs to the organisation 'acme', not to 'other'"):
        keys.add(replace(WHOLE, org_id="other"), "ada")
    teams = TeamTable(database, clock)
    assert teams.add("films", "third") == teams.org_of("films") == "acme"
    assert teams.org_of("nobody's") is None
    assert keys.verify(keys.add(replace(TERMS, team_id="local"), "ada")).org_id == LOCAL.org_id


def test_what_a_key_may_spend_is_kept_with_the_other_caps(keys: KeyTable, database: Database, clock: Clock) -> None:
    made, of_file = keys.add(replace(TERMS, cap_month=Money.usd(5), cap_day=Money.usd(1)), "ada"), ApiKey.new()
    keys.declare(declared(of_file, cap_month=Money.usd(7)))
    keys.declare(declared(of_file))
    caps = {(one.scope, one.id, one.period, one.amount) for one in CapTable(database, clock).all()}
    assert caps == {
        ("key", made.key_id, "month", 5_000_000),
        ("key", made.key_id, "day", 1_000_000),
        ("key", of_file.key_id, "month", 7_000_000),
    }


def test_a_key_that_is_not_there_cannot_be_ended(keys: KeyTable) -> None:
    with pytest.raises(NotFoundError):
        keys.revoke("abcdefgh", "ada")


def test_what_a_newer_footage_limits_allows_nothing_here(keys: KeyTable, database: Database) -> None:
    key = keys.add(WHOLE, "ada")
    with database.write() as session:
        session.get_one(Key, key.key_id).limits = {**limits.written(LIMITED), "max_duration_s": 5}
    found = keys.verify(key).terms.limits
    assert (found.tools, found.backends) == (frozenset(), frozenset())


# --- the keys file --------------------------------------------------------------------------------------------------


def declared(*keys: ApiKey, **changes: object) -> Declared:
    terms = replace(TERMS, **changes)  # type: ignore[arg-type]
    return Declared(keys=[DeclaredKey(key_id=one.key_id, hash=one.hash, terms=terms) for one in keys])


def test_what_the_file_does_not_name_any_more_is_revoked(keys: KeyTable, database: Database, clock: Clock) -> None:
    by_hand, first, second = keys.add(TERMS, "ada"), ApiKey.new(), ApiKey.new()
    keys.declare(declared(first, second))
    keys.declare(declared(first, second))
    keys.verify(first)
    keys.declare(declared(first, name="renamed"))
    assert keys.verify(first).terms.name == "renamed"
    assert refused(keys, second) == "invalid"
    keys.declare(declared(first, second, name="renamed"))
    keys.verify(second)
    keys.declare(Declared())
    assert refused(keys, first) == "invalid"
    keys.verify(by_hand)
    counted: Counter[str] = Counter()
    for event, _by, times in events(database, clock):
        counted[event] += times
    assert counted - Counter(refused=2) == {"key added": 3, "key changed": 2, "key revoked": 3}


def test_neither_the_file_nor_a_person_changes_the_keys_of_the_other(keys: KeyTable) -> None:
    by_hand, of_file = keys.add(TERMS, "ada"), ApiKey.new()
    with pytest.raises(InvalidInputError, match="is one of `footage keys add`"):
        keys.declare(declared(by_hand))
    keys.declare(declared(of_file))
    changes: list[Callable[[], object]] = [
        lambda: keys.revoke(of_file.key_id, "ada"),
        lambda: keys.rotate(of_file.key_id, timedelta(0), "ada"),
    ]
    for change in changes:
        with pytest.raises(InvalidInputError, match="kept by the keys file"):
            change()


def test_a_key_of_the_file_stays_with_its_team_and_all_or_nothing_is_taken(keys: KeyTable) -> None:
    key, new = ApiKey.new(), ApiKey.new()
    keys.declare(declared(key))
    wrong = declared(new, key, team_id="others")
    with pytest.raises(InvalidInputError, match="was made for the team 'films'"):
        keys.declare(wrong)
    assert refused(keys, new) == "invalid"
    with pytest.raises(InvalidInputError, match="belongs to the organisation"):
        keys.declare(Declared(teams=[DeclaredTeam(team_id="films", org_id="other")]))


# --- what is written down -------------------------------------------------------------------------------------------


def test_refused_calls_are_counted_by_the_minute(database: Database, clock: Clock) -> None:
    audit = AuditTable(database, clock)
    for _ in range(3):
        audit.refused(ANN, "generate_video", "budget_exceeded")
    audit.refused(EVE, "generate_video", "budget_exceeded")
    clock.advance(minutes=1)
    audit.refused(ANN, "generate_video", "budget_exceeded")
    lines = list(audit.lines(clock.now - timedelta(hours=1), team_id="a"))
    assert [(one.event, one.subject, one.code, one.times) for one in lines] == [
        ("refused", "ann", "budget_exceeded", 3),
        ("refused", "ann", "budget_exceeded", 1),
    ]
    assert [one.times for one in audit.lines(clock.now)] == [1]
    assert [one.team_id for one in audit.lines(clock.now - KEPT, key_id=EVE.key_id)] == ["e"]


def test_what_is_old_is_forgotten_when_a_key_is_made(database: Database, clock: Clock) -> None:
    audit = AuditTable(database, clock)
    audit.refused(ANN, "generate_video", "budget_exceeded")
    clock.advance(days=KEPT.days + 1)
    KeyTable(database, clock).add(TERMS, "ada")
    assert [one.event for one in audit.lines(clock.now - 2 * KEPT)] == ["key added"]


def test_a_call_that_cost_something_is_told_with_what_it_cost_and_one_that_was_free_is_not(database: Database) -> None:
    books = Books(database)
    free, paid = books.place(team_id="a"), books.place(Money(5_000), team_id="a")
    intent = Intent(backend="fake", vendor="fake", model="m", quoted=Money(5_000), request_hash="h")
    books.attempts.settle(books.attempts.intend(paid.job_id, intent).attempt_id, "succeeded", Money(4_000))
    lines = list(AuditTable(database, books.clock).lines(books.clock.now, team_id="a"))
    assert [(one.event, one.tool, one.job_id, one.charged) for one in lines] == [
        ("paid", "generate_video", paid.job_id, Money(4_000))
    ]
    assert free.job_id not in str(lines)
