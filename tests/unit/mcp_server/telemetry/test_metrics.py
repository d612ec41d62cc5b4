"""What is told to Prometheus: closed labels, two names for one figure, and a database that may be away."""

from __future__ import annotations

import contextlib
import random
import re
import string
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from footage import meters
from footage.errors import UnavailableError
from footage.money import Money
from footage.ports.meters import CapUsed, Gauges, Rate, Readings, Spent, Sums, Waiting
from footage.verdicts import Coherence, PromptMatch, Quality
from gpu.device.metrics import Metrics
from mcp_server.telemetry.counted import Counted
from mcp_server.telemetry.exposed import Watched, expose, registry_of
from mcp_server.telemetry.read import KEPT_S, SHARE, DevicesUsed, FromDatabase, Kept
from tests.plain_http import http
from tests.servers import ROOT
from tests.support import a_verdict

READINGS = Readings(
    queues={"cpu": Waiting(), "cloud": Waiting(3, 40.0, 2)},
    in_doubt=1,
    in_doubt_amount=Money.usd("1.50"),
    caps=[CapUsed("installation", "", "month", 0.25), CapUsed("team", "red", "day", 1.5)],
    lately={"veo": Rate(10, 9)},
    breakers={"runway": "open", "veo": "half_open"},
    devices=2,
)
SUMS = Sums(
    drift=Money(7),
    by_backend=[Spent("veo", Money.usd("4.00"), 2), Spent("of a newer Footage", Money.usd("1.00"), 1)],
    by_team=[Spent("red", Money.usd("3.00"), 2), Spent("other", Money.usd("2.00"), 9)],
)


class Known(Gauges):
    """Answers, takes its time, or is away."""

    def __init__(self) -> None:
        self.reads, self.now_s, self.takes_s, self.is_away = 0, 0.0, 0.0, False

    def read(self) -> Readings:
        self.reads += 1
        self.now_s += self.takes_s
        if self.is_away:
            raise OSError("away")
        return READINGS

    def sums(self) -> Sums:
        if self.is_away:
            raise OSError("away")
        return SUMS


def watched(home: Path, gauges: Gauges | None = None) -> Watched:
    return Watched(
        gauges=gauges or Known(),
        home=home,
        tools=["generate_video", "get_job"],
        backends=["veo", "runway"],
        vendors=["veo", "runway", "fal"],
        pools=lambda: [
            DevicesUsed(Metrics(runs=2, busy_s=1.5), 30, 80),
            DevicesUsed(Metrics(runs=1, busy_s=0.5), 20, 80),
        ],
    )


def told(registry: Any) -> dict[str, dict[tuple[tuple[str, str], ...], float]]:
    """Samples by name and labels."""
    found: dict[str, dict[tuple[tuple[str, str], ...], float]] = {}
    for family in text_string_to_metric_families(generate_latest(registry).decode()):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
    return found


def measured(score: float) -> Quality:
    coherence = Coherence(overall=0.9, min=0.8, max=1.0, per_pair=[0.9], drift=None, cuts_s=[], flagged=[], passed=True)
    match = PromptMatch(score=0.7, worst=0.6, worst_at_s=1.0)
    return a_verdict().model_copy(update={"score": score, "coherence": coherence, "prompt_match": match})


def count_some(counted: Counted) -> None:
    counted.answered("tools/call", "generate_video", "", 0.3)
    counted.answered("tools/list", "", "", 0.01)
    counted.let_in("ok")
    counted.job_ended("generate_video", "completed", 12.0)
    counted.judged("veo", measured(0.8))
    counted.asked("veo", "quality")
    counted.attempt_ended("veo", "succeeded", 9.0)
    counted.attempt_ended("runway", "failed", 9.0)
    counted.fell_back("runway", "veo")
    counted.charged("veo", Money.usd("0.40"))
    counted.compared(Money.usd("1.00"))


def test_series_are_as_many_whatever_clients_send(tmp_path: Path) -> None:
    registry, counted = registry_of(watched(tmp_path))
    chance = random.Random(1)

    def anything() -> str:
        return "".join(chance.choices(string.printable + 'ü視\0\n"{}', k=chance.randint(0, 60)))

    def fuzz() -> None:
        one, other, third = anything(), anything(), anything()
        counted.answered(one, other, third, chance.random())
        counted.answered("tools/call", other, third, chance.random())
        counted.job_ended(one, other, -1.0)  # type: ignore[arg-type]
        counted.judged(one, measured(chance.random()))
        counted.asked(one, other)
        counted.attempt_ended(one, other, -1.0)
        counted.attempt_ended(one, "succeeded", 1.0)
        counted.fell_back(one, other)
        counted.charged(one, Money(chance.randint(-5, 5)))

    for _ in range(50):
        fuzz()
    before = {name: len(series) for name, series in told(registry).items()}
    for _ in range(500):
        fuzz()
    assert {name: len(series) for name, series in told(registry).items()} == before


def test_earlier_names_tell_the_same_figures(tmp_path: Path) -> None:
    registry, counted = registry_of(watched(tmp_path))
    count_some(counted)
    found = told(registry)
    for alias, ours in (
        ("videogen_generation_latency_seconds", "footage_generation_duration_seconds"),
        ("videogen_quality_score", "footage_quality_score"),
        ("videogen_temporal_coherence", "footage_temporal_coherence"),
        ("videogen_prompt_adherence", "footage_prompt_match"),
    ):
        for end in ("_bucket", "_sum", "_count"):
            assert found[alias + end] == found[ours + end]
            assert found[alias + end]
    assert found["videogen_requests_total"] == {(("backend", "veo"), ("priority", "quality")): 1.0}
    assert found["videogen_fallback_count"] == {(("from", "runway"), ("to", "veo")): 1.0}
    assert found["videogen_monthly_spend_usd"] == {(): 5.0}
    assert found["videogen_cost_per_video_usd"] == {(("backend", "veo"),): 2.0}
    assert found["videogen_budget_utilization_percent"] == {(): 25.0}
    assert found["videogen_backend_success_rate"] == {(("backend", "veo"),): 0.9}
    assert found["videogen_circuit_breaker_state"] == {
        (("vendor", "fal"),): 0.0,
        (("vendor", "runway"),): 2.0,
        (("vendor", "veo"),): 1.0,
    }


def test_what_is_known_is_told(tmp_path: Path) -> None:
    registry, _ = registry_of(watched(tmp_path))
    found = told(registry)
    assert found["footage_queue_depth"][(("queue", "cloud"),)] == 3.0
    assert found["footage_queue_oldest_seconds"][(("queue", "cloud"),)] == 40.0
    assert found["footage_jobs_working"][(("queue", "cloud"),)] == 2.0
    assert found["footage_in_doubt_microusd"] == {(): 1_500_000.0}
    assert found["footage_drift_microusd"] == {(): 7.0}
    assert found["footage_budget_used_ratio"][(("period", "day"), ("scope", "team"), ("team", "red"))] == 1.5
    assert found["footage_team_spend_month_microusd"][(("team", "other"),)] == 2_000_000.0
    assert found["footage_backend_spend_month_microusd"] == {(("backend", "veo"),): 4_000_000.0}
    assert found["footage_gpu_busy_seconds_total"] == {(): 2.0}
    assert found["footage_gpu_memory_used_bytes"] == {(): 50.0}
    assert found["footage_gpu_memory_budget_bytes"] == {(): 160.0}
    assert found["footage_vendor_requests_total"][(("backend", "runway"), ("outcome", "in_doubt"))] == 0.0


def test_every_metric_is_in_the_guide_and_the_other_way_round(tmp_path: Path) -> None:
    registry, counted = registry_of(watched(tmp_path))
    count_some(counted)
    names = {re.sub(r"_(bucket|sum|count)$", "", name) if "fallback" not in name else name for name in told(registry)}
    ours = {name for name in names if not name.startswith(("process_", "python_"))}
    guide = (ROOT / "docs" / "guides" / "operations.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE)) == ours


def test_the_database_is_read_now_and_then_and_may_be_away() -> None:
    known = Known()
    collector = FromDatabase(known, ["veo"], ["veo"], lambda: known.now_s)

    def up() -> float:
        return next(iter(collector.collect())).samples[0].value

    assert (up(), up(), known.reads) == (1.0, 1.0, 1)
    known.now_s, known.takes_s, known.is_away = KEPT_S, 2.0, True
    assert (up(), up(), known.reads) == (0.0, 0.0, 2)
    names = {family.name for family in collector.collect()}
    assert "footage_queue_depth" not in names
    assert {"footage_database_up", "footage_drift_microusd"} <= names  # what is not asked for anew yet is still told
    known.now_s += SHARE * known.takes_s - 0.1  # what takes long is read more seldom
    assert (up(), known.reads) == (0.0, 2)
    known.now_s, known.is_away = known.now_s + 0.1, False
    assert (up(), known.reads) == (1.0, 3)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_it_is_told_on_a_port_of_its_own_until_the_end(host: str, tmp_path: Path) -> None:
    with contextlib.ExitStack() as closing:
        try:
            port = expose(watched(tmp_path), host, 0, closing)
        except UnavailableError:
            pytest.skip(f"there is no {host} here")
        assert meters.is_anybody_counting()
        meters.count().job_ended("generate_video", "completed", 1.0)
        url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        for accepts in ("text/plain", "application/openmetrics-text; version=1.0.0"):
            answer = http.get(f"{url}/metrics", headers={"Accept": accepts})
            assert 'footage_jobs_total{outcome="completed",tool="generate_video"} 1.0' in answer.text
        with pytest.raises(UnavailableError, match="Metrics cannot be told"):
            expose(watched(tmp_path), host, port, contextlib.ExitStack())
        for wrong in (-1, 65536):
            with pytest.raises(UnavailableError):
                expose(watched(tmp_path), host, wrong, contextlib.ExitStack())
    assert not meters.is_anybody_counting()
    with pytest.raises(httpx.TransportError):
        http.get(f"{url}/metrics")


@pytest.mark.parametrize("amount", [-1, 0])
def test_what_is_given_back_is_not_counted_backwards(tmp_path: Path, amount: int) -> None:
    registry, counted = registry_of(watched(tmp_path))
    counted.charged("veo", Money(amount))
    assert told(registry)["footage_cost_microusd_total"][(("backend", "veo"),)] == 0.0


def test_nobody_waits_for_sums_but_the_first() -> None:
    now, asked, go_on = [0.0], threading.Event(), threading.Event()
    answers = iter([1, 2])

    def ask() -> int:
        if now[0]:
            asked.set()
            assert go_on.wait(30)
        return next(answers)

    kept = Kept(ask, 60.0, lambda: now[0], meanwhile=True)
    assert kept.get() == 1
    now[0] = 61.0
    assert kept.get() == 1
    assert asked.wait(30)
    assert kept.get() == 1  # it is asked once
    go_on.set()
    for thread in threading.enumerate():
        if thread.name == "footage-metrics":
            thread.join(30)
    assert kept.get() == 2


@pytest.mark.parametrize("meanwhile", [False, True])
def test_a_database_that_hangs_hangs_nobody_who_looks(monkeypatch: pytest.MonkeyPatch, meanwhile: bool) -> None:
    monkeypatch.setattr("mcp_server.telemetry.read.WAIT_S", 0.01)
    go_on, asked = threading.Event(), []

    def ask() -> int:
        asked.append(1)
        assert go_on.wait(30)
        return 1

    kept = Kept(ask, 60.0, lambda: 0.0, meanwhile=meanwhile)
    assert [kept.get(), kept.get()] == [None, None]
    assert len(asked) == 1  # the one that hangs is waited for
    go_on.set()
    for thread in threading.enumerate():
        if thread.name == "footage-metrics":
            thread.join(30)
    assert kept.get() == 1
