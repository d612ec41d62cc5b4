"""The pool on simulated devices, in virtual time: every edge case has its test."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio
import anyio.lowlevel
import pytest

from footage.errors import DeviceBusyError, DeviceLostError, DeviceMemoryError, InvalidInputError
from gpu.device.messages import ModelWeights, Run, Sent, Weights
from gpu.device.process import Timeouts
from gpu.worker.null import NullSpec, NullWork
from tests.unit.gpu.pool.bench import VRAM_BYTES, Bench, a_model, a_task, bench
from tests.virtual_time import run


def in_virtual_time(test: Callable[[], Awaitable[None]]) -> Callable[[], None]:
    def test_in_virtual_time() -> None:
        run(test)

    test_in_virtual_time.__name__ = test.__name__
    return test_in_virtual_time


now = anyio.current_time


# --- weights --------------------------------------------------------------------------------------------------------


@in_virtual_time
async def test_weights_are_loaded_once_and_shared() -> None:
    async with bench() as b:
        for name in range(4):
            b.film(a_model("wan"), a_task(name))
    assert b.log == [0, 1, 2, 3]
    assert (b.pool.metrics.loads, b.pool.metrics.hits) == (1, 3)
    assert now() == pytest.approx(10 + 4 * 20)
    assert b.pool.metrics.busy_s == pytest.approx(80)


@in_virtual_time
async def test_the_next_model_is_loaded_while_this_one_computes() -> None:
    async with bench() as b:
        b.film(a_model("wan"), a_task("one"))
        b.film(a_model("ltx"), a_task("two"))
    assert now() == pytest.approx(10 + 20 + 20)


@in_virtual_time
async def test_a_film_is_prepared_and_the_last_one_handed_over_while_another_computes() -> None:
    async with bench() as b:
        for name in ("one", "two", "three"):
            b.film(a_model("wan"), a_task(name, prepare_s=5.0, finish_s=8.0))
    assert b.log == ["one", "two", "three"]
    assert now() == pytest.approx(10 + 5 + 3 * 20 + 8)


@in_virtual_time
async def test_what_is_handed_over_leaves_its_memory_to_the_next() -> None:
    async with bench() as b:
        for name in ("one", "two"):
            b.film(a_model("wan"), a_task(name, 50, finish_s=15.0))
    assert now() == pytest.approx(10 + 20 + 20 + 15)


@in_virtual_time
async def test_cancelled_while_it_is_handed_over_it_gives_everything_back() -> None:
    async with bench() as b:
        scope = b.film(a_model("wan"), a_task("one", 50, finish_s=15.0))
        await anyio.sleep(10 + 20 + 5)
        scope.cancel()
    assert b.log == []
    assert b.pool.metrics.lost_workers == 0


@in_virtual_time
async def test_the_least_recently_used_weights_leave_for_main_memory_and_come_back_sooner() -> None:
    async with bench(host_bytes=40) as b:
        async with b.pool.lease(a_model("a"), 10), b.pool.lease(a_model("b"), 10):
            pass
        async with b.pool.lease(a_model("a"), 10):
            pass
        async with b.pool.lease(a_model("c"), 10):
            assert b.pool.devices[0].session.memory.residents == ("a", "c")
        began = now()
        async with b.pool.lease(a_model("b"), 10):
            assert now() - began == pytest.approx(1)
        async with b.pool.lease(a_model("a"), 10):  # changed places with b
            assert now() - began == pytest.approx(2)
        async with b.pool.lease(a_model("d"), 10), b.pool.lease(a_model("c"), 10):  # b took the place of c
            assert now() - began == pytest.approx(2 + 10 + 10)
    assert (b.pool.metrics.loads, b.pool.metrics.cpu_hits, b.pool.metrics.evictions) == (5, 2, 5)


@in_virtual_time
async def test_a_lease_runs_as_often_as_it_likes_and_survives_a_run_that_fails_or_is_cancelled() -> None:
    async with bench() as b:
        shares: list[float] = []
        async with b.pool.lease(a_model("wan"), 10) as lease:
            assert await lease.run([a_task("one").payload], shares.append) == ("one",)
            with pytest.raises(DeviceMemoryError):
                await lease.run([a_task(faults=["out_of_memory"]).payload])
            with anyio.move_on_after(7):
                await lease.run([a_task().payload])
            assert b.pool.leases == 1
            assert await lease.run([a_task("two").payload]) == ("two",)
    assert shares == [0, 0.25, 0.5, 0.75]
    assert now() == pytest.approx(10 + 20 + 20 + 10 + 20)


@in_virtual_time
async def test_work_begins_when_what_had_to_leave_has_left() -> None:
    async with bench() as b:
        async with b.pool.lease(a_model("a"), 10), b.pool.lease(a_model("b", leave_s=2.0), 10):
            began = now()
        await b.pool.generate(a_model("a"), a_task(vram_bytes=50))
        assert now() - began == pytest.approx(2 + 20)


@in_virtual_time
async def test_pinned_weights_stay_however_urgent_the_next_one_is() -> None:
    async with bench() as b:
        b.hold("a", a_model("a", 60), 10, 100)
        await anyio.sleep(11)
        b.hold("b", a_model("b", 60), 10, 1, priority=-100)
        await anyio.sleep(50)
        assert b.log == ["a"]
    assert b.log == ["a", "b"]


@in_virtual_time
async def test_variants_share_their_base_and_leave_before_it() -> None:
    base = Weights(key="wan", vram_bytes=40, spec=NullSpec(disk_s=10))
    ink, clay = (Weights(key=f"wan/{name}", vram_bytes=5, spec=NullSpec(), on="wan") for name in ("ink", "clay"))
    async with bench() as b:
        for style in (ink, clay):
            async with b.pool.lease(ModelWeights(base=base, adapters=(style,)), 10):
                assert b.pool.devices[0].session.memory.is_pinned("wan")
        assert b.pool.metrics.loads == 3
        async with b.pool.lease(a_model("big", 50), 10):
            assert not b.pool.devices[0].session.memory.has([ink])
            assert b.pool.devices[0].session.memory.has([base])
        async with b.pool.lease(a_model("huge", 90), 10):
            assert len(b.pool.devices[0].session.memory.residents) == 1


# --- the queue ------------------------------------------------------------------------------------------------------


@in_virtual_time
async def test_what_can_never_fit_is_refused_at_once_with_what_would() -> None:
    async with bench() as b:
        with pytest.raises(DeviceMemoryError) as caught:
            async with b.pool.lease(a_model("wan", 60), 50):
                pass
        assert (caught.value.fits_bytes, caught.value.retryable) == (40, False)
        with pytest.raises(InvalidInputError):
            async with b.pool.lease(a_model("wan"), -1):
                pass


@in_virtual_time
async def test_a_queue_that_is_full_refuses() -> None:
    async with bench(slots=1, max_waiting=1) as b:
        for name in ("held", "waits", "refused"):
            b.hold(name, a_model("wan"), 10, 5)
        await anyio.sleep(1)
        assert b.kinds() == ["DeviceBusyError"]
        assert isinstance(b.log[0], DeviceBusyError)
    assert b.kinds() == ["DeviceBusyError", "held", "waits"]


@in_virtual_time
async def test_the_urgent_come_first_and_equals_in_order() -> None:
    async with bench(slots=1) as b:
        b.hold("now", a_model("wan"), 10, 5)
        await anyio.sleep(1)
        for name, priority in (("late", 5), ("first", -1), ("one", 0), ("two", 0)):
            b.hold(name, a_model("wan"), 10, 5, priority=priority)
    assert b.log == ["now", "first", "one", "two", "late"]


@in_virtual_time
async def test_waiting_makes_up_for_priority() -> None:
    """Nobody who comes more than the difference of the classes times the age later is served before."""
    async with bench(slots=1, age_s=30) as b:
        b.hold("now", a_model("wan"), 10, 5)
        await anyio.sleep(1)
        b.hold("patient", a_model("wan"), 10, 5, priority=2)
        for index in range(40):
            await anyio.sleep(4)
            b.hold(str(index), a_model("wan"), 10, 5)
    # Newcomer number i came 4(i + 1) seconds after; 60 seconds are two classes.
    assert set(b.log[: b.log.index("patient")]) <= {"now", *map(str, range(15))}


@in_virtual_time
async def test_who_does_not_fit_is_passed_a_bounded_number_of_times() -> None:
    """The bound of docs/concepts/gpu-pool.md: with nobody ahead, `overtakes` leases more, then its own turn."""
    overtakes, seconds = 3, 50.0
    async with bench(slots=6, overtakes=overtakes) as b:
        for name in range(10):
            b.hold(f"small {name}", a_model("wan", 20), 20, seconds)
            await anyio.sleep(15)
            if name == 1:
                b.hold("big", a_model("big", 60), 30, 1)
    assert b.log.index("big") == 2 + overtakes
    assert b.pool.metrics.longest_wait_s <= (overtakes + 1) * (10 + seconds)
    assert b.pool.metrics.revoked == 0


@in_virtual_time
async def test_only_those_pass_whose_weights_are_there_and_who_evict_nothing() -> None:
    async with bench(slots=4) as b:
        b.hold("held", a_model("wan", 20), 40, 100)
        await anyio.sleep(20)
        b.hold("big", a_model("big", 60), 10, 1)
        b.hold("cold", a_model("ltx", 10), 10, 1)
        b.hold("warm", a_model("wan", 20), 10, 1)
        await anyio.sleep(20)
        assert b.log == ["held", "warm"]
    assert b.log == ["held", "warm", "big", "cold"]


@in_virtual_time
async def test_loads_that_an_urgent_one_waits_for_inherit_its_urgency() -> None:
    async with bench(slots=3) as b:
        b.hold("a", a_model("a", 20), 10, 100)
        b.hold("b", a_model("b", 20), 10, 100)
        b.hold("c", a_model("c", 20), 10, 100)  # loads last
        await anyio.sleep(1)
        b.hold("urgent", a_model("c", 20), 10, 1, priority=-5)
    assert b.log[:3] == ["a", "c", "b"]


# --- cancelling -----------------------------------------------------------------------------------------------------


@in_virtual_time
async def test_cancelled_while_waiting_the_next_is_served_at_once() -> None:
    async with bench(slots=3) as b:
        b.hold("held", a_model("wan", 20), 40, 100)
        await anyio.sleep(20)
        head = b.hold("head", a_model("big", 60), 10, 1)
        b.hold("next", a_model("ltx", 10), 10, 1)
        await anyio.sleep(1)
        assert b.log == ["held"]
        head.cancel()
        await anyio.sleep(10.5)
        assert b.log == ["held", "next"]


@in_virtual_time
async def test_cancelled_in_the_tick_of_its_grant_it_gives_everything_back() -> None:
    async with bench(slots=1) as b:
        async with b.pool.lease(a_model("wan"), 10):
            second = b.hold("second", a_model("wan"), 10, 100)
            b.hold("third", a_model("wan"), 10, 1)
            await anyio.sleep(1)
        assert b.pool.waiting == 1  # second has its grant, and has not run since
        second.cancel()
    assert b.log[-1] == "third"
    assert now() == pytest.approx(10 + 1 + 1)


@in_virtual_time
async def test_cancelled_during_a_load_the_weights_arrive_for_the_others() -> None:
    async with bench() as b:
        first = b.hold("first", a_model("wan"), 10, 1)
        b.hold("second", a_model("wan"), 10, 1)
        await anyio.sleep(5)
        first.cancel()
        await anyio.sleep(0.5)
        assert b.pool.leases == 1
    assert (b.log, b.pool.metrics.loads) == (["second"], 1)
    assert now() == pytest.approx(11)


@in_virtual_time
async def test_cancelled_during_a_load_by_everybody_the_weights_keep_their_place_until_they_are_there() -> None:
    async with bench() as b:
        b.hold("first", a_model("wan", 60), 10, 1).cancel()
        await anyio.lowlevel.checkpoint()
        alone = b.hold("alone", a_model("wan", 60), 10, 1)
        await anyio.sleep(5)
        alone.cancel()
        b.hold("big", a_model("big", 60), 10, 1)
        await anyio.sleep(4)
        assert b.pool.devices[0].session.memory.residents == ("wan",)
    assert b.log == ["big"]
    assert now() == pytest.approx(10 + 10 + 1)


@in_virtual_time
async def test_cancelled_while_it_computes_it_stops_at_the_next_step() -> None:
    async with bench() as b:
        film = b.film(a_model("wan"), a_task(steps=20))
        await anyio.sleep(15.5)
        film.cancel()
        await anyio.sleep(1)
        b.check_empty()
        assert (b.log, b.pool.metrics.lost_workers) == ([], 0)


@in_virtual_time
async def test_a_cancelled_run_that_does_not_stop_costs_the_process() -> None:
    async with bench(timeouts=Timeouts(stop_s=3)) as b:
        film = b.film(a_model("wan"), a_task(faults=["deaf"]))
        await anyio.sleep(15)
        film.cancel()
        await anyio.sleep(3.5)
        b.check_empty()
        b.film(a_model("wan"), a_task("next"))
    assert (b.log, b.devices[0].starts) == (["next"], 2)


@in_virtual_time
async def test_progress_may_stop_its_own_film_and_no_other() -> None:
    def stop(fraction: float) -> None:
        if fraction:
            raise DeviceLostError("enough")

    async with bench() as b:
        b.film(a_model("wan"), a_task("stopped", max_batch=2), progress=stop)
        b.film(a_model("wan"), a_task("stopped", max_batch=2), progress=stop)
        b.film(a_model("wan"), a_task("made"))
    assert b.kinds() == ["DeviceLostError", "DeviceLostError", "made"]


# --- failures -------------------------------------------------------------------------------------------------------


@in_virtual_time
async def test_a_load_that_fails_fails_all_who_wait_for_it_and_the_next_one_tries_again() -> None:
    async with bench(slots=6) as b:
        model = a_model("wan", faults=["error"])
        for name in range(5):
            b.hold(str(name), model, 10, 1)
        await anyio.sleep(10.5)
        assert b.kinds() == ["UnavailableError"] * 5
        assert b.pool.devices[0].session.memory.used_bytes == 0
        b.hold("again", model, 10, 1)
    assert b.kinds()[5:] == ["again"]
    assert b.pool.metrics.load_failures == 1


@in_virtual_time
async def test_weights_that_failed_are_out_of_reach_until_all_have_left() -> None:
    async with bench(slots=2) as b:
        model = a_model("wan", faults=["error"])
        b.hold("first", model, 10, 1)
        b.hold("second", model, 10, 1)
        b.hold("third", model, 10, 1)
    assert b.kinds() == ["UnavailableError", "UnavailableError", "third"]


@in_virtual_time
async def test_out_of_memory_is_learnt_from_and_tried_once_more_alone() -> None:
    async with bench() as b:
        b.film(a_model("wan"), a_task("other", shape="other"))
        b.film(a_model("wan"), a_task("greedy", takes=10, faults=["out_of_memory"]))
        b.film(a_model("wan"), a_task("third", shape="other"))
    assert b.log == ["other", "third", "greedy"] or b.log == ["other", "greedy", "third"]
    assert (b.pool.metrics.out_of_memory, b.pool.metrics.lost_workers) == (1, 0)


@in_virtual_time
async def test_out_of_memory_twice_is_an_error_that_says_what_fits() -> None:
    async with bench() as b:
        b.film(a_model("wan"), a_task(faults=["out_of_memory"] * 2))
    error = b.log[0]
    assert isinstance(error, DeviceMemoryError)
    assert error.fits_bytes == 60


@in_virtual_time
async def test_a_run_alone_has_the_device_to_itself() -> None:
    async with bench() as b:
        b.hold("held", a_model("ltx", 20), 10, 30)
        b.film(a_model("wan"), a_task("film", faults=["out_of_memory"]))
        await anyio.sleep(41)  # loads one after the other, then the run that fails
        b.hold("later", a_model("ltx", 20), 10, 1)
        await anyio.sleep(10)
        assert b.pool.devices[0].session.memory.residents == ("wan",)
        assert b.pool.leases == 1
    assert b.log == ["held", "film", "later"]


@in_virtual_time
async def test_measured_peaks_take_the_place_of_what_was_declared() -> None:
    async with bench(slots=3) as b:
        for name in range(5):
            b.film(a_model("wan"), a_task(name, 60, takes=15))
        await anyio.sleep(200)
        b.film(a_model("wan"), a_task("now", 60, takes=15))
        b.film(a_model("wan"), a_task("too", 60, takes=15))
        await anyio.sleep(1)
        assert b.pool.devices[0].session.memory.work_bytes == 30


@pytest.mark.parametrize(("fault", "lost_at_s"), [("crash", 30.0), ("hang", 25.0 + 7.0)])
def test_a_process_that_crashes_or_hangs_fails_its_work_and_starts_anew(fault: str, lost_at_s: float) -> None:
    async def main() -> None:
        async with bench(timeouts=Timeouts(step_s=7)) as b:
            b.film(a_model("wan"), a_task("bad", faults=[fault]))
            b.film(a_model("wan"), a_task("waits for its turn", shape="other"))
            b.film(a_model("wan"), a_task("is in the queue", shape="third"))
            await anyio.sleep(lost_at_s - 2.1)
            assert b.log == []
            await anyio.sleep(2.2)
            assert b.kinds() == ["DeviceLostError", "DeviceLostError"]
        assert b.log[2:] == ["is in the queue"]
        assert (b.devices[0].starts, b.pool.metrics.lost_workers) == (2, 1)

    run(main)


@in_virtual_time
async def test_a_process_that_dies_again_and_again_rests_longer_and_longer() -> None:
    async with bench() as b:
        times = []
        for _ in range(4):
            began = now()
            with pytest.raises(DeviceLostError):
                await b.pool.generate(a_model("wan", faults=["crash"]), a_task())
            times.append(now() - began)
        assert times == pytest.approx([10, 10, 12, 14])
        b.film(a_model("wan"), a_task("film"))
    assert b.log == ["film"]
    assert b.pool.devices[0].losses == 0


@in_virtual_time
async def test_a_lease_that_is_held_too_long_is_taken_from_who_holds_it() -> None:
    async with bench(slots=1, lease_s=60) as b, b.pool.lease(a_model("wan"), 10) as lease:
        b.hold("next", a_model("wan"), 10, 1)
        await anyio.sleep(49)
        assert b.log == []
        await anyio.sleep(2)
        assert b.log == ["next"]
        with pytest.raises(DeviceLostError, match="too long"):
            await lease.run([a_task().payload])
    assert (b.pool.metrics.revoked, b.pool.metrics.lost_workers) == (1, 0)


@in_virtual_time
async def test_a_lease_that_computes_too_long_costs_the_process() -> None:
    async with bench(slots=1, lease_s=60) as b:
        b.film(a_model("wan"), a_task(seconds=1000, steps=100))
        await anyio.sleep(1)
        b.film(a_model("wan"), a_task("next", shape="other"))
    assert b.kinds() == ["DeviceLostError", "next"]
    assert now() == pytest.approx(60 + 10 + 20)


@in_virtual_time
async def test_a_leak_first_costs_the_weights_then_the_process() -> None:
    async with bench() as b:
        b.film(a_model("wan"), a_task("film", 15, faults=["leak"]))
        await anyio.sleep(31)
        b.check_empty()
        assert (b.pool.metrics.leak_alarms, b.pool.metrics.lost_workers) == (2, 1)
        b.film(a_model("wan"), a_task("next"))
    assert b.log == ["film", "next"]


@in_virtual_time
async def test_a_small_excess_is_no_leak() -> None:
    async with bench() as b:
        b.film(a_model("wan"), a_task("film", 10, faults=["leak"]))
        await anyio.sleep(31)
        assert (b.pool.metrics.leak_alarms, b.devices[0].starts) == (0, 1)
        b.pool.devices[0].session.process.close()


@in_virtual_time
async def test_memory_that_other_programs_took_is_not_promised_and_comes_back() -> None:
    async with bench() as b:
        b.devices[0].others_bytes = 50
        b.film(a_model("wan"), a_task("film", 10))
        await anyio.sleep(31)
        assert b.pool.devices[0].session.memory.budget_bytes == 50
        b.film(a_model("wan"), a_task("refused", 20))
        await anyio.sleep(1)
        b.devices[0].others_bytes = 0
        b.film(a_model("wan"), a_task("again", 20))
    assert b.kinds() == ["film", "DeviceMemoryError", "again"]


@in_virtual_time
async def test_those_who_wait_when_others_take_the_memory_are_told() -> None:
    async with bench(slots=1) as b:
        b.film(a_model("wan"), a_task("film", 10))
        b.film(a_model("big", 60), a_task("refused", 10))
        await anyio.sleep(1)
        b.devices[0].others_bytes = 50
        await anyio.sleep(10)
        assert b.kinds() == ["DeviceMemoryError"]


@in_virtual_time
async def test_a_pool_that_is_closed_tells_everybody() -> None:
    async with bench(slots=1) as b:
        b.film(a_model("wan"), a_task())
        b.film(a_model("wan"), a_task(shape="other"))
        b.hold("loads", a_model("big", 60), 10, 1)
        await anyio.sleep(15)
        b.pool.close()
    assert b.kinds() == ["DeviceLostError"] * 3


@in_virtual_time
async def test_a_load_that_hangs_is_found_though_nobody_waits_for_it() -> None:
    async with bench(timeouts=Timeouts(load_s=60)) as b:
        b.hold("gone", a_model("wan", 60, faults=["hang"]), 10, 1)
        await anyio.sleep(5)
        b.tasks.cancel_scope.cancel()
        with anyio.CancelScope(shield=True):
            await anyio.sleep(1)
            async with b.pool.lease(a_model("big", 60), 10):
                assert now() == pytest.approx(60 + 10)
    assert b.devices[0].starts == 2


@in_virtual_time
async def test_what_hung_while_nobody_waited_takes_no_newcomer_along() -> None:
    async with bench(timeouts=Timeouts(load_s=60)) as b:
        gone = b.hold("gone", a_model("wan", 60, faults=["hang"]), 10, 1)
        await anyio.sleep(5)
        gone.cancel()
        await anyio.sleep(60)
        b.hold("there", a_model("small", 20), 10, 1)
    assert b.log == ["there"]


# --- batches --------------------------------------------------------------------------------------------------------


@in_virtual_time
async def test_equals_that_wait_run_together_as_many_as_fit() -> None:
    async with bench(slots=1) as b:
        for name in range(6):
            b.film(a_model("wan"), a_task(name, 25, max_batch=8, more_s=5))
    assert b.log == [0, 1, 2, 3, 4, 5]
    assert (b.pool.metrics.runs, b.pool.metrics.results) == (4, 6)
    assert now() == pytest.approx(10 + 20 + 25 + 25 + 20)


@in_virtual_time
async def test_only_exact_equals_run_together() -> None:
    async with bench(slots=1) as b:
        for name, shape, model in ((0, "s", "a"), (1, "s", "a"), (2, "m", "a"), (3, "s", "b"), (4, "s", "a")):
            b.film(a_model(model, 30), a_task(name, shape=shape, max_batch=4))
    assert b.pool.metrics.runs == 4
    assert b.log == [0, 1, 4, 2, 3]


@in_virtual_time
async def test_who_needs_more_does_not_join_a_batch_that_reserved_less() -> None:
    async with bench(slots=1) as b:
        for name, vram_bytes in (("first", 10), ("small", 10), ("larger", 20), ("too large", 30)):
            b.film(a_model("mochi", 80), a_task(name, vram_bytes, max_batch=3))
    assert b.kinds() == ["DeviceMemoryError", "first", "small", "larger"]
    assert b.devices[0].peak_bytes == VRAM_BYTES


@in_virtual_time
async def test_whom_a_batch_leaves_over_is_served_when_more_was_learnt_than_there_is() -> None:
    async with bench(slots=1) as b:
        with anyio.fail_after(1000):
            async with anyio.create_task_group() as tasks:
                for name, fault in (("first", "out_of_memory"), ("second", None), ("third", None)):
                    task = a_task(name, 20, max_batch=2, faults=[fault])
                    tasks.start_soon(b.pool.generate, a_model("mochi", 80), task)
    assert b.pool.metrics.out_of_memory == 1
    assert b.pool.metrics.results == 3


@in_virtual_time
async def test_who_waited_before_a_device_rests_is_served_when_it_has_rested() -> None:
    async with bench(slots=1) as b:
        b.film(a_model("wan"), a_task("one", faults=["crash"]))
        b.film(a_model("wan"), a_task("two", faults=["crash"]))
        b.film(a_model("wan"), a_task("three"))
    assert b.kinds() == ["DeviceLostError", "DeviceLostError", "three"]
    assert now() == pytest.approx(3 * (10 + 20) + 2)


@in_virtual_time
async def test_a_process_that_died_does_nothing_more() -> None:
    async with bench() as b:
        b.film(a_model("wan"), a_task("lost"))
        await anyio.sleep(10)  # the weights are there, and the run is sent in this moment
        process = b.devices[0].process
        assert process
        process.send(Sent(99, Run(("wan",), (NullWork(name="late", seconds=1.0, vram_bytes=10),))))
        process.crash("it crashed")
        await anyio.sleep(1)
        assert process.used_bytes == 0
        b.check()
    assert b.kinds() == ["DeviceLostError"]


@in_virtual_time
async def test_who_leaves_a_batch_takes_nobody_along() -> None:
    async with bench(slots=1) as b:
        b.film(a_model("wan"), a_task("before", shape="other"))
        await anyio.sleep(1)
        films = [b.film(a_model("wan"), a_task(name, max_batch=4)) for name in range(4)]
        await anyio.sleep(5)
        films[0].cancel()  # in the queue
        await anyio.sleep(30)
        films[1].cancel()  # the one that began the run
    assert b.log == ["before", 2, 3]
    assert b.pool.metrics.runs == 2


@in_virtual_time
async def test_an_urgent_one_hurries_its_batch_only_while_it_is_in_it() -> None:
    async with bench(slots=1) as b:
        b.film(a_model("wan"), a_task("now", shape="other"))
        await anyio.sleep(1)
        b.film(a_model("wan"), a_task("usual", shape="usual"))
        b.film(a_model("wan"), a_task("patient", shape="batch", max_batch=2), priority=1)
        b.film(a_model("wan"), a_task("urgent", shape="batch", max_batch=2), priority=-1)
        b.film(a_model("wan"), a_task("last", shape="left", max_batch=2), priority=1)
        b.film(a_model("wan"), a_task("cancelled", shape="left", max_batch=2), priority=-2).cancel()
    assert b.log == ["now", "patient", "urgent", "usual", "last"]


# --- several devices ------------------------------------------------------------------------------------------------


@in_virtual_time
async def test_work_goes_to_the_least_loaded_device() -> None:
    async with bench(2) as b:
        for name in range(4):
            b.film(a_model(f"m{name}"), a_task(name))
    assert now() == pytest.approx(10 + 20 + 20)
    assert b.pool.metrics.busy_s == pytest.approx(80)


@in_virtual_time
async def test_a_warm_device_is_waited_for_when_that_is_sooner_than_loading() -> None:
    async def second(load_s: float) -> Bench:
        async with bench(2, slots=1) as b:
            model = a_model("wan", disk_s=load_s)
            for _ in range(3):  # learn how long it takes
                await b.pool.generate(model, a_task())
            b.film(model, a_task("one"))
            b.film(model, a_task("two"))
        return b

    assert (await second(300.0)).pool.metrics.loads == 1
    assert (await second(3.0)).pool.metrics.loads == 2


@in_virtual_time
async def test_one_device_may_fail_while_another_works() -> None:
    async with bench(2) as b:
        b.film(a_model("bad"), a_task("bad", faults=["crash"]))
        b.film(a_model("good"), a_task("good", seconds=30.0))
    assert b.kinds() == ["DeviceLostError", "good"]
    assert sorted(device.starts for device in b.devices) == [1, 1]
