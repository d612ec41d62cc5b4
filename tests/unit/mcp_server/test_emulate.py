"""`footage emulate` and what `footage doctor` says about it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from mcp_server.cli import doctor, emulate
from tests.plain_http import http

pytestmark = pytest.mark.slow


def exported(printed: str) -> dict[str, str]:
    """The environment that was printed."""
    lines = [shlex.split(line)[1] for line in printed.splitlines() if line.startswith("export ")]
    return dict(line.split("=", 1) for line in lines)


def test_the_printed_environment_leads_to_vendors_and_a_storage_that_answer(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found: dict[str, str] = {}

    def look() -> None:
        found.update(exported(capsys.readouterr().out))
        for name, value in found.items():
            monkeypatch.setenv(name, value)
        assert http.get(f"{found['RUNWAYML_BASE_URL']}/__emu/log").json() == []
        doctor.examine()

    monkeypatch.setattr(emulate, "_wait_for_a_signal", look)
    monkeypatch.setenv("FOOTAGE_JUDGE", "gemini")
    assert emulate.emulate(0) == 0
    said = capsys.readouterr().out
    assert "ok  judge: gemini tells check_quality its opinion" in said
    assert f"ok  storage: {found['FOOTAGE_STORAGE']} answers" in said
    assert "ok  backend runway: ready" in said


def test_without_the_storage_package_the_vendors_run_and_it_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "gcp_storage_emulator.server", None)
    monkeypatch.setattr(emulate, "_wait_for_a_signal", lambda: None)
    assert emulate.emulate(0) == 0
    said = capsys.readouterr().out
    assert "# The storage emulator is not installed." in said
    assert "FOOTAGE_STORAGE" not in exported(said)


def test_a_bucket_that_is_not_there_is_missing_but_breaks_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def look() -> None:
        environment = exported(capsys.readouterr().out)
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", environment["STORAGE_EMULATOR_HOST"])
        monkeypatch.setenv("FOOTAGE_STORAGE", "gs://not-there")
        assert doctor.examine() == 0

    monkeypatch.setattr(emulate, "_wait_for_a_signal", look)
    emulate.emulate(0)
    assert "--  storage: Google Cloud Storage knows no bucket 'not-there'" in capsys.readouterr().out
