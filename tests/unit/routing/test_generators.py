from __future__ import annotations

from pathlib import Path

import pytest

from footage.errors import InvalidInputError
from footage.vendors import VendorSettings
from gpu.local_models import LocalModels
from routing.catalog import load_catalog
from routing.generators import all_generators


def test_every_backend_of_the_catalog_is_there(tmp_path: Path) -> None:
    ours = {"storyboard", "fake", "fake_lookup", "fake_blind"}
    made = all_generators(tmp_path, VendorSettings(), LocalModels())
    assert set(load_catalog().backends) | ours == set(made)


def test_without_a_studio_there_are_no_local_models(tmp_path: Path) -> None:
    made = all_generators(tmp_path, VendorSettings())
    assert "gpu" not in {one.queue for one in made.values()}


def test_a_vendor_without_an_adapter_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalog.yaml").write_text(
        "vendors: {acme: {poll_interval_s: 1, max_concurrent: 1, starts_per_minute: 1}}\n"
        "backends: {omni: {vendor: acme}}\n"
    )
    with pytest.raises(InvalidInputError, match=r"backends\.omni\.vendor: 'acme' is none of fal, omni"):
        all_generators(tmp_path, VendorSettings())
