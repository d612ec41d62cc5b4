"""What `gpu.models.pipeline_hooks` overrides in diffusers is there, and called, in every pipeline that we can load."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.needs("diffusers")

CATALOG = Path(__file__).parents[4] / "routing" / "data" / "catalog.yaml"
PIPELINES = sorted(set(re.findall(r"\b(\w+Pipeline)\b", CATALOG.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("name", PIPELINES)
def test_every_pipeline_asks_for_its_prompts_and_tells_its_steps(name: str) -> None:
    import diffusers  # takes seconds, in every process that only collects this

    from gpu.models.pipeline_hooks import with_hooks

    pipeline = getattr(diffusers, name)
    called = inspect.getsource(pipeline.__call__)
    assert "self.encode_prompt(" in called
    assert "self.progress_bar(total=" in called
    assert list(inspect.signature(pipeline.progress_bar).parameters) == ["self", "iterable", "total"]
    heard = with_hooks(pipeline)
    assert (heard.__name__, heard.__module__) == (pipeline.__name__, pipeline.__module__)
    assert issubclass(heard, pipeline)
