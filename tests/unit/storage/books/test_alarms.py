from __future__ import annotations

from datetime import datetime

from footage.money import Money
from footage.ports.quality import Cause, Trust
from footage.ports.routing import Retake
from storage.books.alarms import AlarmTable
from storage.books.retakes import RetakeTable
from storage.db import Database
from tests.support import Books

CAUSES = (Cause("black", 2.67), Cause("blur", 3.0))
PLACE = Retake(way="again", start_s=0, end_s=2, clip_s=2, cost=Money(1), causes=CAUSES)


def lesson(trust: Trust, in_vain: bool, now: datetime) -> Trust:
    return Trust(bought=trust.bought + 1, in_vain=trust.in_vain + in_vain, factor=trust.factor + 0.5, at=now)


def test_each_retake_teaches_once_about_the_alarms_it_was_bought_for(database: Database) -> None:
    books = Books(database)
    job_id, retakes, alarms = books.place().job_id, RetakeTable(database), AlarmTable(database, books.clock)
    assert retakes.begin(job_id, "", 1, PLACE) == retakes.begun(job_id, "", 1) == PLACE
    assert alarms.learn(job_id, "", 1, {"black": False, "blur": True}, lesson)
    assert not alarms.learn(job_id, "", 1, {"black": True, "blur": True}, lesson)
    assert not alarms.learn(job_id, "", 2, {"black": True}, lesson), "nothing was bought there"
    retakes.begin(job_id, "2", 1, PLACE)
    assert alarms.learn(job_id, "2", 1, {"blur": True}, lesson)
    now = books.clock()
    assert alarms.known() == {
        "black": Trust(bought=1, in_vain=0, factor=1.5, at=now),
        "blur": Trust(bought=2, in_vain=2, factor=2.0, at=now),
    }
    assert (alarms.forget(), alarms.known(), alarms.forget()) == (2, {}, 0)
