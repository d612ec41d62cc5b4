"""The dashboard for Grafana: drawn by code, and every question in it is one that Prometheus understands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.dashboard import build
from tests.prometheus import names_in, promtool, with_windows

BOARD: dict[str, Any] = json.loads(build.FILE.read_text(encoding="utf-8"))


def panels() -> Iterator[dict[str, Any]]:
    return (panel for panel in BOARD["panels"] if panel["type"] != "row")


def expressions() -> list[str]:
    return [target["expr"] for panel in panels() for target in panel["targets"]]


def test_it_is_as_code_draws_it() -> None:
    assert build.FILE.read_text(encoding="utf-8") == build.dashboard()


def test_it_shows_what_an_installation_is_asked_for() -> None:
    titles = " ".join(panel["title"].lower() for panel in panels())
    for wish in (
        *("spend by backend", "spend by team", "latency", "success", "quality", "coherence", "prompt match"),
        *("fallback flows", "gpu use", "saved against premium only", "queues", "in doubt", "breakers"),
    ):
        assert wish in titles
    assert all(panel["description"] and panel["targets"] for panel in panels())


def test_its_panels_lie_beside_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in BOARD["panels"]:
        at = panel["gridPos"]
        cells = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert not cells & taken
        assert at["x"] + at["w"] <= 24
        taken |= cells


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
def test_prometheus_understands_its_questions(tmp_path: Path) -> None:
    rules = [{"record": f"asked:{n}", "expr": with_windows(expr, "5m")} for n, expr in enumerate(expressions())]
    (tmp_path / "asked.yaml").write_text(yaml.safe_dump({"groups": [{"name": "asked", "rules": rules}]}))
    checked = promtool("check", "rules", "asked.yaml", where=tmp_path)
    assert checked.returncode == 0, checked.stderr


def test_it_asks_for_metrics_that_there_are() -> None:
    guide = (build.FILE.parents[2] / "docs" / "guides" / "operations.md").read_text(encoding="utf-8")
    asked = {name for expr in expressions() for name in names_in(expr)} - {"process_resident_memory_bytes"}
    assert [name for name in asked if f"\n| `{name}` |" not in guide] == []
