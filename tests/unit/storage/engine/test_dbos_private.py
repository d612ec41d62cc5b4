"""What is used of DBOS without its promise: these tests fail where a new version has changed it."""

from __future__ import annotations

import inspect
import threading
from typing import Any

from dbos import _dbos, _queue, _workflow_commands
from dbos._schemas.system_database import SystemSchema
from dbos._sys_db import SystemDatabase

from storage.engine.dbos_private import lines_have_turns, paced_by
from storage.engine.pulse import Pulse, PulseEvent
from tests.engines import Patient

NEVER_S = 3600.0


def test_the_polling_threads_are_started_by_these_names_with_an_event_to_pause_in() -> None:
    for module, name in ((_queue, "queue_thread"), (_workflow_commands, "background_jobs_thread")):
        function = getattr(module, name)
        assert getattr(_dbos, name) is function
        assert list(inspect.signature(function).parameters) == ["stop_event", "dbos"]
        assert f"target={name}" in inspect.getsource(_dbos.DBOS._launch)
    worker = inspect.getsource(_queue.queue_worker_thread)
    assert "stop_event.wait(timeout=polling_interval" in worker
    assert "args=(stop_event, dbos, queue)" in inspect.getsource(_queue.queue_thread)


def test_the_names_are_as_before_after_the_launch() -> None:
    before: list[Any] = [getattr(_dbos, name) for name in ("queue_thread", "background_jobs_thread")]
    with paced_by(Pulse()):
        paced = [getattr(_dbos, name) for name in ("queue_thread", "background_jobs_thread")]
    assert [getattr(_dbos, name) for name in ("queue_thread", "background_jobs_thread")] == before
    assert not set(map(id, paced)) & set(map(id, before))


def test_lines_are_looked_at_in_turns_and_a_new_one_is_first() -> None:
    source = inspect.getsource(_queue.queue_worker_thread)
    assert "random.shuffle(partition_keys)" in source
    lines_have_turns()
    dice: Any = vars(_queue)["random"]
    first: list[Any] = []
    for waiting_lines in ("a", "a", "ae", "ae", [None], "ae", "", "aez", "ae", "ae"):
        lines = list(waiting_lines)
        dice.shuffle(lines)
        first.extend(lines[:1])
    assert first == ["a", "a", "e", "a", None, "e", "z", "a", "e"]
    assert 0.95 <= dice.uniform(0.95, 1.05) <= 1.05


def waiting(patience: PulseEvent, timeout_s: float) -> tuple[threading.Thread, Patient]:
    """A thread that looks again and again, and what tells that it does."""
    looked = Patient()

    def look() -> None:
        while not patience.wait(timeout_s):
            looked.set()

    thread = threading.Thread(target=look)
    thread.start()
    return thread, looked


def test_who_waits_is_woken_by_every_beat_also_by_one_that_came_before() -> None:
    stop, pulse = threading.Event(), Pulse()
    pulse.beat()
    thread, looked = waiting(PulseEvent(stop, pulse, NEVER_S), NEVER_S)
    for _ in range(3):
        looked.arrive()
        looked.clear()
        pulse.rest(pulse.beats)
        assert pulse.at_rest
        pulse.beat()
        assert not pulse.at_rest
    looked.arrive()
    stop.set()
    pulse.end()
    thread.join(10)
    assert not thread.is_alive()


def test_at_rest_nobody_looks_at_the_usual_pace_and_else_everybody_does() -> None:
    stop, pulse = threading.Event(), Pulse()
    thread, looked = waiting(PulseEvent(stop, pulse, NEVER_S), 0.01)
    looked.arrive()
    pulse.rest(pulse.beats)
    pulse.beat()
    looked.clear()
    looked.arrive()
    stop.set()
    pulse.end()
    thread.join(10)
    assert not thread.is_alive()
    assert Pulse().wait(0, 0.0, NEVER_S) == 0


def test_rest_is_not_begun_where_something_came_meanwhile() -> None:
    pulse = Pulse()
    seen = pulse.beats
    pulse.beat()
    pulse.rest(seen)
    assert not pulse.at_rest


def test_a_pause_of_nothing_is_none() -> None:
    """DBOS's background jobs ask so whether to stop."""
    stop, pulse = threading.Event(), Pulse()
    pulse.rest(0)
    patience = PulseEvent(stop, pulse, NEVER_S)
    assert not patience.wait(0.0)
    assert not patience.is_set()
    stop.set()
    assert patience.wait(0.0)
    assert patience.wait(NEVER_S)
    assert patience.wait()
    assert patience.is_set()


def test_who_runs_jobs_is_asked_of_the_table_by_these_names() -> None:
    assert {"executor_id", "status"} <= set(SystemSchema.workflow_status.c.keys())
    assert "self.engine" in inspect.getsource(SystemDatabase.__init__)
    assert "_sys_db" in inspect.getsource(_dbos.DBOS)
