"""Drafts of the studio, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footage.caller import LOCAL
from footage.errors import InvalidInputError, NotFoundError
from footage.ports.drafts import CallersDrafts, DraftChangedError, DraftContent, Made
from storage.books.drafts import LASTS, MOST_DRAFTS, MOST_STEPS, DraftTable
from storage.db import Database
from tests.support import Clock

ANN, BEN = replace(LOCAL, team_id="films", subject="Ann"), replace(LOCAL, team_id="films", subject="Ben")


def says(words: str) -> DraftContent:
    return DraftContent(choices={"prompt": words}, document={"plan": {"title": words}})


@pytest.fixture
def table(database: Database) -> DraftTable:
    return DraftTable(database, Clock())


@pytest.fixture
def anns(table: DraftTable) -> CallersDrafts:
    return table.for_(ANN)


def test_a_draft_is_kept_step_by_step_and_goes_back_as_far_as_it_came(table: DraftTable, anns: CallersDrafts) -> None:
    draft = anns.begin("generate_video", "A\nboat", "the source", says("one"))
    assert (draft.title, draft.source, draft.version, draft.can_undo) == ("A boat", "the source", 1, False)
    two = anns.change(draft.draft_id, 1, 1, says("two"))
    three = anns.change(draft.draft_id, 2, 2, says("three"))
    assert (two.version, three.version, three.can_undo) == (2, 3, True)
    back = anns.undo(draft.draft_id, 3)
    assert (back.version, back.content, back.can_undo) == (4, says("two"), True)
    first = anns.undo(draft.draft_id, 4)
    assert (first.content, first.can_undo) == (says("one"), False)
    with pytest.raises(InvalidInputError, match="nothing to take back"):
        anns.undo(draft.draft_id, 5)
    again = anns.change(draft.draft_id, 5, 5, says("other"))
    assert anns.undo(draft.draft_id, again.version).content == says("one")
    assert table.for_(BEN).get(draft.draft_id) == anns.get(draft.draft_id)


def test_nobody_writes_over_what_somebody_else_did_meanwhile(table: DraftTable, anns: CallersDrafts) -> None:
    draft_id = anns.begin("generate_video", "A boat", "", says("one")).draft_id
    anns.change(draft_id, 1, 1, says("two"))
    # Her own steps since she looked are no conflict: forms of one page are sent one after another.
    assert anns.change(draft_id, 1, 2, says("three")).version == 3
    with pytest.raises(DraftChangedError, match="Ann has changed this") as told:
        table.for_(BEN).change(draft_id, 1, 3, says("Ben's"))
    assert (told.value.by, told.value.version) == ("Ann", 3)
    with pytest.raises(DraftChangedError):
        table.for_(BEN).undo(draft_id, 2)
    with pytest.raises(DraftChangedError):
        anns.change(draft_id, 3, 2, says("worked out from an old one"))
    assert table.for_(BEN).change(draft_id, 3, 3, says("Ben's")).by == "Ben"


def test_teams_have_their_own_drafts(table: DraftTable, anns: CallersDrafts) -> None:
    draft_id = anns.begin("generate_video", "A boat", "", says("one")).draft_id
    others = table.for_(replace(ANN, team_id="others"))
    assert others.newest(["generate_video"], 9) == []
    for act in (
        lambda: others.get(draft_id),
        lambda: others.change(draft_id, 1, 1, says("x")),
        lambda: others.undo(draft_id, 1),
        lambda: others.made(draft_id, 1, ["job"]),
        lambda: others.pick(draft_id, "job"),
        lambda: others.remove(draft_id),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_jobs_are_noted_once_and_one_is_picked(anns: CallersDrafts) -> None:
    draft_id = anns.begin("generate_video", "A boat", "", says("one")).draft_id
    anns.made(draft_id, 1, ["job_1", "job_2"])
    anns.made(draft_id, 2, ["job_2", "job_3"])
    assert anns.get(draft_id).jobs == (Made("job_1", 1), Made("job_2", 1), Made("job_3", 2))
    assert anns.pick(draft_id, "job_2").picked == "job_2"
    with pytest.raises(InvalidInputError, match="no take"):
        anns.pick(draft_id, "job_9")
    anns.remove(draft_id)
    assert anns.newest(["generate_video"], 9) == []


def test_lists_are_newest_first_by_tool_and_without_sources(table: DraftTable, anns: CallersDrafts) -> None:
    clock = table.clock
    assert isinstance(clock, Clock)
    for name in ("one", "two", "three"):
        anns.begin("blog_to_video" if name == "two" else "generate_video", name, "long " * 99, says(name))
        clock.advance(minutes=1)
    assert [(one.title, one.source) for one in anns.newest(["generate_video"], 9)] == [("three", ""), ("one", "")]
    assert [one.title for one in anns.newest(["generate_video", "blog_to_video"], 2)] == ["three", "two"]


def test_old_drafts_and_old_steps_go(table: DraftTable, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, anns = table.clock, table.for_(ANN)
    assert isinstance(clock, Clock)
    monkeypatch.setattr("storage.books.drafts.MOST_DRAFTS", 3)
    monkeypatch.setattr("storage.books.drafts.MOST_STEPS", 2)
    old = [anns.begin("generate_video", f"{n}", "", says(f"{n}")) for n in range(3)]
    clock.advance(minutes=1)
    anns.begin("generate_video", "new", "", says("new"))
    assert len(anns.newest(["generate_video"], 9)) == 3
    kept = anns.newest(["generate_video"], 1)[0]
    for version in range(1, 5):
        kept = anns.change(kept.draft_id, version, version, says(f"{version}"))
    assert anns.undo(kept.draft_id, 5).content == says("3")
    with pytest.raises(InvalidInputError):
        anns.undo(kept.draft_id, 6)
    clock.advance(seconds=LASTS.total_seconds() + 1)
    fresh = anns.begin("generate_video", "fresh", "", says("fresh"))
    assert [one.draft_id for one in anns.newest(["generate_video"], 9)] == [fresh.draft_id]
    assert len(old) < MOST_DRAFTS
    assert MOST_STEPS > 9
