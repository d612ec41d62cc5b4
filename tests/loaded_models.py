"""Loads what runs local models: devices' processes that are forked from this one find it done, see `tests.forked`."""

from __future__ import annotations

import gc
import os
import warnings

os.environ["OMP_NUM_THREADS"] = "1"  # more threads than free processors wait for each other

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the libraries' own
    import diffusers
    import torch  # noqa: F401
    import transformers  # noqa: F401

    import gpu.models.device_runtime
    import gpu.models.diffusers_runtime  # noqa: F401
    from tests.tiny_models import PIPELINES

    for _of_a_family in PIPELINES.values():
        for _name in _of_a_family.values():
            getattr(diffusers, _name)  # which loads it
gc.freeze()
