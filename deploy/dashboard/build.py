"""Draws Footage's dashboard for Grafana: `python deploy/dashboard/build.py` writes footage.json beside this file.

What a database knows, every process tells, so that such gauges are read by `max by`; what a process counts is added up.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from grafana_foundation_sdk.builders import bargauge, prometheus, stat, timeseries
from grafana_foundation_sdk.builders.common import ReduceDataOptions, VizLegendOptions
from grafana_foundation_sdk.builders.dashboard import Dashboard, DatasourceVariable, Row, ThresholdsConfig
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import LegendDisplayMode, LegendPlacement
from grafana_foundation_sdk.models.dashboard import DataSourceRef, Threshold, ThresholdsMode

FILE = Path(__file__).with_name("footage.json")
SOURCE = DataSourceRef(type_val="prometheus", uid="${source}")
Panel = stat.Panel | bargauge.Panel | timeseries.Panel
LATELY = "[$__rate_interval]"
SHOWN = "[$__range]"


class Query(NamedTuple):
    """A question to Prometheus, and what its lines are called."""

    expr: str
    legend: str = ""


class Shown(NamedTuple):
    """A panel: a number, bars, or lines over time."""

    title: str
    told: str
    queries: Sequence[Query]
    unit: str = "short"
    kind: str = "lines"
    width: int = 8
    steps: Sequence[tuple[float | None, str]] = ()


def _mean(metric: str) -> str:
    return f"sum by (backend) (rate({metric}_sum{LATELY})) / (sum by (backend) (rate({metric}_count{LATELY})) > 0)"


def _quantile(share: float, metric: str, label: str, where: str = "") -> Query:
    name = {0.5: "half", 0.95: "19 of 20"}[share]
    expr = f"histogram_quantile({share}, sum by ({label}, le) (rate({metric}_bucket{where}{LATELY})))"
    return Query(expr, f"{{{{{label}}}}}: {name}")


OVERVIEW = (
    Shown(
        "Spent this month",
        "What vendors were paid since the month began.",
        [Query("sum(max by (backend) (footage_backend_spend_month_microusd)) / 1e6")],
        "currencyUSD",
        "number",
        4,
    ),
    Shown(
        "Month's cap used",
        "Spent and held, of the installation's cap for a month.",
        [Query('max(footage_budget_used_ratio{scope="installation",period="month"})')],
        "percentunit",
        "number",
        4,
        ((None, "green"), (0.8, "orange"), (0.95, "red")),
    ),
    Shown(
        "Jobs that succeeded",
        "Of the jobs that ended in the time shown and were not cancelled.",
        [
            Query(
                f'sum(increase(footage_jobs_total{{outcome="completed"}}{SHOWN}))'
                f' / sum(increase(footage_jobs_total{{outcome!="cancelled"}}{SHOWN}))'
            )
        ],
        "percentunit",
        "number",
        4,
        ((None, "red"), (0.8, "orange"), (0.95, "green")),
    ),
    Shown(
        "Saved against premium only",
        "What the films made by backends cost less than the best premium backend would have charged for each.",
        [
            Query(
                f"1 - sum(increase(footage_cost_microusd_total{SHOWN}))"
                f" / sum(increase(footage_premium_only_cost_microusd_total{SHOWN}))"
            )
        ],
        "percentunit",
        "number",
        4,
    ),
    Shown(
        "In doubt",
        "Holds that a person, or the vendor, must settle.",
        [Query("max(footage_in_doubt)")],
        "short",
        "number",
        4,
        ((None, "green"), (1, "red")),
    ),
    Shown(
        "Books that do not balance",
        "By how much the kept sums differ from the ledger: nothing, ever.",
        [Query("max(footage_drift_microusd) / 1e6")],
        "currencyUSD",
        "number",
        4,
        ((None, "green"), (0.000001, "red")),
    ),
)
MONEY = (
    Shown(
        "Spend by backend",
        "Dollars an hour.",
        [Query(f"sum by (backend) (rate(footage_cost_microusd_total{LATELY})) * 3600 / 1e6 > 0", "{{backend}}")],
        "currencyUSD",
    ),
    Shown(
        "Spend by team, this month",
        "The ten that spend most.",
        [Query("topk(10, max by (team) (footage_team_spend_month_microusd)) / 1e6", "{{team}}")],
        "currencyUSD",
        "bars",
    ),
    Shown(
        "Caps used",
        "Spent and held, of each cap of the installation, of organisations and of teams.",
        [
            Query(
                "topk(10, max by (scope, team, period) (footage_budget_used_ratio))",
                "{{scope}} {{team}} {{period}}",
            )
        ],
        "percentunit",
        "bars",
        8,
        ((None, "green"), (0.8, "orange"), (0.95, "red")),
    ),
    Shown(
        "Spent this month, by backend",
        "What each was paid.",
        [Query("max by (backend) (footage_backend_spend_month_microusd) / 1e6", "{{backend}}")],
        "currencyUSD",
        "bars",
    ),
    Shown(
        "Cost of a job",
        "This month, by backend.",
        [
            Query(
                "max by (backend) (footage_backend_spend_month_microusd)"
                " / max by (backend) (footage_backend_jobs_month) / 1e6",
                "{{backend}}",
            )
        ],
        "currencyUSD",
        "bars",
    ),
    Shown(
        "Held in doubt",
        "Money that nobody can spend until it is settled.",
        [Query("max(footage_in_doubt_microusd) / 1e6", "in doubt")],
        "currencyUSD",
    ),
)
JOBS = (
    Shown(
        "Jobs that ended",
        "A minute, by how.",
        [Query(f"sum by (outcome) (rate(footage_jobs_total{LATELY})) * 60", "{{outcome}}")],
    ),
    Shown(
        "Time of a job",
        "From the call to the film: half of the jobs, and 19 of 20, took at most this long.",
        [
            _quantile(0.5, "footage_job_duration_seconds", "tool"),
            _quantile(0.95, "footage_job_duration_seconds", "tool"),
        ],
        "s",
    ),
    Shown(
        "Queues",
        "Jobs that wait, and that are worked on.",
        [
            Query("max by (queue) (footage_queue_depth)", "{{queue}}: waiting"),
            Query("max by (queue) (footage_jobs_working)", "{{queue}}: at work"),
        ],
    ),
    Shown(
        "Oldest that waits",
        "Workers are added where this grows.",
        [Query("max by (queue) (footage_queue_oldest_seconds)", "{{queue}}")],
        "s",
    ),
    Shown(
        "Answers to agents",
        "19 of 20 calls of a tool were answered within this time; those that wait for a film may take long.",
        [
            _quantile(
                0.95,
                "mcp_server_operation_duration_seconds",
                "gen_ai_tool_name",
                '{mcp_method_name="tools/call"}',
            )
        ],
        "s",
    ),
    Shown(
        "Calls that were refused or failed",
        "A minute, by the code that the agent was told.",
        [
            Query(
                "sum by (gen_ai_tool_name, error_type)"
                f' (rate(mcp_server_operation_duration_seconds_count{{error_type!=""}}{LATELY})) * 60',
                "{{gen_ai_tool_name}}: {{error_type}}",
            )
        ],
    ),
)
VENDORS = (
    Shown(
        "Success by backend",
        "Of the tries that ended and were not cancelled.",
        [
            Query(
                f'sum by (backend) (rate(footage_vendor_requests_total{{outcome="succeeded"}}{LATELY}))'
                f' / (sum by (backend) (rate(footage_vendor_requests_total{{outcome!="cancelled"}}{LATELY})) > 0)',
                "{{backend}}",
            )
        ],
        "percentunit",
    ),
    Shown(
        "Latency by backend",
        "From the intent to the film.",
        [
            _quantile(0.5, "footage_generation_duration_seconds", "backend"),
            _quantile(0.95, "footage_generation_duration_seconds", "backend"),
        ],
        "s",
    ),
    Shown(
        "Fallback flows",
        "Films that went on to another backend, in the time shown.",
        [
            Query(
                # Not `increase`: the first of a flow makes a series that was not there before.
                "sum by (from_backend, to_backend) (clamp_min(footage_fallbacks_total"
                " - footage_fallbacks_total offset $__range, 0) or footage_fallbacks_total)",
                "{{from_backend}} to {{to_backend}}",
            )
        ],
        "short",
        "bars",
    ),
    Shown(
        "Breakers",
        "0 closed, 1 half open, 2 open.",
        [Query("max by (vendor) (footage_breaker_state)", "{{vendor}}")],
    ),
    Shown(
        "Success in the last hour",
        "As the database has it, whichever process asked.",
        [Query("max by (backend) (footage_backend_success_ratio)", "{{backend}}")],
        "percentunit",
        "bars",
    ),
    Shown(
        "Requests by priority",
        "Films asked for, a minute.",
        [Query(f"sum by (priority) (rate(footage_requests_total{LATELY})) * 60", "{{priority}}")],
    ),
)
QUALITY = (
    Shown("Quality", "Mean score, 0 to 1.", [Query(_mean("footage_quality_score"), "{{backend}}")]),
    Shown(
        "Coherence",
        "How well frames hang together, 0 to 1.",
        [Query(_mean("footage_temporal_coherence"), "{{backend}}")],
    ),
    Shown(
        "Prompt match",
        "How well films show what was asked for, 0 to 1.",
        [Query(_mean("footage_prompt_match"), "{{backend}}")],
    ),
)
MACHINES = (
    Shown(
        "GPU use",
        "Share of the time in which the devices of workers computed.",
        [
            Query(
                f"sum(rate(footage_gpu_busy_seconds_total{LATELY})) / clamp_min(max(footage_gpu_devices), 1)",
                "busy",
            )
        ],
        "percentunit",
    ),
    Shown(
        "GPU memory",
        "Share of what may be taken that is taken by weights and work.",
        [
            Query(
                "sum(footage_gpu_memory_used_bytes) / clamp_min(sum(footage_gpu_memory_budget_bytes), 1)",
                "taken",
            )
        ],
        "percentunit",
    ),
    Shown(
        "GPU trouble",
        "In the time shown.",
        [
            Query(f"sum(increase(footage_gpu_out_of_memory_total{SHOWN}))", "out of memory"),
            Query(f"sum(increase(footage_gpu_lost_workers_total{SHOWN}))", "lost processes"),
        ],
        "short",
        "bars",
    ),
    Shown(
        "Memory",
        "Of each process.",
        [Query('process_resident_memory_bytes{job=~".*footage.*"}', "{{instance}}")],
        "bytes",
    ),
    Shown(
        "Room on the disk",
        "Where films are put.",
        [Query("min by (instance) (footage_home_free_bytes)", "{{instance}}")],
        "bytes",
    ),
    Shown(
        "At the door",
        "Requests a minute, by whether their sender was known.",
        [Query(f"sum by (result) (rate(footage_auth_total{LATELY})) * 60", "{{result}}")],
    ),
    Shown(
        "Databases that answer",
        "1 where a process reads its database.",
        [Query("min by (instance) (footage_database_up)", "{{instance}}")],
    ),
)
ROWS = {
    "Overview": OVERVIEW,
    "Money": MONEY,
    "Jobs and calls": JOBS,
    "Vendors": VENDORS,
    "Quality": QUALITY,
    "Machines": MACHINES,
}


def _begun(kind: str) -> Panel:
    if kind == "lines":
        legend = VizLegendOptions().display_mode(LegendDisplayMode.LIST).placement(LegendPlacement.BOTTOM)
        return timeseries.Panel().min(0).legend(legend)
    newest = ReduceDataOptions().calcs(["lastNotNull"])
    return (stat.Panel() if kind == "number" else bargauge.Panel()).reduce_options(newest)


def _panel(shown: Shown) -> Panel:
    panel = _begun(shown.kind).title(shown.title).description(shown.told).unit(shown.unit).datasource(SOURCE)
    panel.span(shown.width).height(4 if shown.kind == "number" else 8)
    for n, query in enumerate(shown.queries):
        target = prometheus.Dataquery().expr(query.expr).legend_format(query.legend or "__auto").ref_id(chr(65 + n))
        panel.with_target(target.instant() if shown.kind != "lines" else target.range())
    if shown.steps:
        steps = [Threshold(value=value, color=colour) for value, colour in shown.steps]
        panel.thresholds(ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps))
    return panel


def dashboard() -> str:
    """The dashboard as JSON."""
    board = (
        Dashboard("Footage")
        .uid("footage")
        .description("Money, jobs, vendors, quality and machines of an installation of Footage.")
        .tags(["footage"])
        .refresh("30s")
        .time("now-6h", "now")
        .with_variable(DatasourceVariable("source").label("Prometheus").type("prometheus"))
    )
    for title, panels in ROWS.items():
        board.with_row(Row(title))
        for shown in panels:
            board.with_panel(_panel(shown))
    return json.dumps(board.build(), cls=JSONEncoder, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(dashboard(), encoding="utf-8")
