from __future__ import annotations

from pathlib import Path

import pytest

from footage.errors import InvalidInputError
from footage.vendors import load_vendors


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOOGLE_API_KEY", "GEMINI_API_KEY", "FAL_KEY", "OPENAI_VIDEO_USD_PER_S"):
        monkeypatch.delenv(name, raising=False)


def test_each_key_is_read_from_the_variable_of_its_own_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_vendors().gemini_api_key is None
    monkeypatch.setenv("GEMINI_API_KEY", "one")
    assert load_vendors().gemini_api_key.get_secret_value() == "one"  # type: ignore[union-attr]
    monkeypatch.setenv("GOOGLE_API_KEY", "two")
    assert load_vendors().gemini_api_key.get_secret_value() == "two"  # type: ignore[union-attr]


def test_an_empty_variable_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAL_KEY", "")
    assert load_vendors().fal_key is None


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAL_KEY", "very-secret")
    assert "very-secret" not in repr(load_vendors())


def test_a_wrong_value_is_named_by_its_variable_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_VIDEO_USD_PER_S", "cheap")
    with pytest.raises(InvalidInputError, match="OPENAI_VIDEO_USD_PER_S") as caught:
        load_vendors()
    assert "cheap" not in caught.value.message


def test_a_key_may_be_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("a-key-of-a-vendor\n")
    for name in ("GEMINI_API_KEY", "RUNWAYML_API_SECRET"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv(f"{name}_FILE", str(tmp_path / "key"))
    vendors = load_vendors()
    for key in (vendors.gemini_api_key, vendors.runwayml_api_secret):
        assert key is not None
        assert key.get_secret_value() == "a-key-of-a-vendor"
    monkeypatch.setenv("RUNWAYML_API_SECRET_FILE", "/nowhere")
    with pytest.raises(InvalidInputError, match="RUNWAYML_API_SECRET_FILE: /nowhere cannot be read"):
        load_vendors()
