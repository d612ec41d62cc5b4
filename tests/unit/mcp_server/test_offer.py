from __future__ import annotations

from pathlib import Path

from footage.config import load_settings
from footage.domain import Queue
from gpu.local_models import LocalModels
from mcp_server.wiring.devices import offer
from mcp_server.wiring.running import workers
from routing.generators.fake import FakeVendor


class Local(FakeVendor):
    """A local model that lacks what it is told."""

    queue: Queue = "gpu"
    enabled_by_default = True

    def __init__(self, name: str, lacks: str | None = None) -> None:
        super().__init__(name, "idempotent", Path("unused"))
        self._lacks = lacks

    def missing(self) -> str | None:
        return self._lacks


def test_a_machine_offers_the_local_models_that_are_on_and_lack_nothing(home: Path) -> None:
    settings = load_settings(home=home, backends={"off": False})
    backends = [Local("here"), Local("off"), Local("bare", "weights"), FakeVendor("cloud", "blind", Path("unused"))]
    made = offer(settings, LocalModels(allow_cpu=True), {one.name: one for one in backends})
    assert made.backends == ("here",)
    assert made.devices
    assert made.host


def test_without_a_database_nobody_has_said_anything_and_none_is_made(empty_home: Path) -> None:
    assert workers(load_settings(home=empty_home)) == []
    assert list(empty_home.iterdir()) == []
