"""Alerts for Prometheus: each fires when it should and not before, and has its section in the guide."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.prometheus import promtool
from tests.servers import ROOT

ALERTS = ROOT / "deploy" / "alerts"
GUIDE = (ROOT / "docs" / "guides" / "operations.md").read_text(encoding="utf-8")
RULES: list[dict[str, Any]] = [
    rule for group in yaml.safe_load((ALERTS / "footage.yaml").read_text())["groups"] for rule in group["rules"]
]
_THRESHOLD = re.compile(r"([<>]=?) ([\d.]+(?:e\d+)?)")
_WHOLE = ("> 0", "< 1")
"""Thresholds of what is counted one by one."""

needs_promtool = pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")


def changed() -> Iterator[Any]:
    """Each alert with another threshold, or with another time that it must last."""
    for n, rule in enumerate(RULES):
        for found in _THRESHOLD.finditer(rule["expr"]):
            value = float(found[2])
            for other in (value - 1, value + 1) if found[0] in _WHOLE else (0.94 * value, 1.1 * value):
                expr = f"{rule['expr'][: found.start(2)]}{other:g}{rule['expr'][found.end() :]}"
                yield pytest.param(n, {**rule, "expr": expr}, id=f"{rule['alert']}-{found[2]}-{other:g}")
        yield pytest.param(n, {**rule, "for": f"{2 * int(rule['for'][:-1])}m"}, id=f"{rule['alert']}-later")


@pytest.mark.slow
@needs_promtool
def test_alerts_fire_when_they_should() -> None:
    checked = promtool("check", "rules", "footage.yaml", where=ALERTS)
    assert checked.returncode == 0, checked.stderr
    tried = promtool("test", "rules", "footage_test.yaml", where=ALERTS)
    assert tried.returncode == 0, tried.stderr + tried.stdout


@needs_promtool
@pytest.mark.system
@pytest.mark.parametrize(("n", "rule"), [*changed()])
@pytest.mark.few(one_in=6)
def test_another_threshold_is_noticed(n: int, rule: dict[str, Any], tmp_path: Path) -> None:
    rules = [*RULES[:n], rule, *RULES[n + 1 :]]
    (tmp_path / "footage.yaml").write_text(yaml.safe_dump({"groups": [{"name": "footage", "rules": rules}]}))
    tests = yaml.safe_load((ALERTS / "footage_test.yaml").read_text())
    tests["tests"] = [one for one in tests["tests"] if one["name"].split()[0] == rule["alert"]]
    (tmp_path / "footage_test.yaml").write_text(yaml.safe_dump(tests))
    assert promtool("test", "rules", "footage_test.yaml", where=tmp_path).returncode == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["runbook"].endswith(f"docs/guides/operations.md#{rule['alert'].lower()}")
    assert f"\n### {rule['alert']}\n" in GUIDE
