"""Embeds pictures and texts in one vector space with a CLIP-style model, which is loaded once and kept in memory.

Any checkpoint that transformers loads with `AutoModel` and that embeds both pictures and texts will do: CLIP
(https://arxiv.org/abs/2103.00020), SigLIP (https://arxiv.org/abs/2303.15343) and their kin. It is a guest on a device
that is idle and has room for it beside the models that make films, see `footage.ports.devices.GuestDevices`. Without
one it runs on the processor: a check neither waits for a film nor drives its model away. Pictures are prepared by the
checkpoint's own processor in its PIL form, so the numbers are those of a plain loop over single frames in float32, to
within `GUARD`.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import logging
import math
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import anyio.from_thread

from footage.errors import FootageError, UnavailableError
from footage.ports.devices import Guest, GuestDevices
from footage.verdicts import MeasuredWith
from quality.checkpoints import damaged_model, model_folder, model_revision, weight_count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Vectors = NDArray[np.float32]

BATCH, BATCH_ON_PROCESSOR = 32, 8
"""Pictures at once: on a processor what they are turned into on the way should stay near it."""

GUARD = 1e-3
"""The most by which a shorter number format may change the cosine of any two of the pictures it is tried on."""

GAIN = 1.5
"""A shorter number format must be this much faster than float32, or it is not worth its error."""

PROBES_PX = (2, 4, 8, 16, 32, 64)
"""Random pictures of these sizes, from soft blots to fine grain, by which number formats are judged."""

_TIMED = 2
FILM_PICTURES, FILM_S = 60, 2.0
"""A processor uses no more threads than it takes to look at so many pictures in so many seconds.

Threads wait for one another by spinning: where others work too, two of them cost up to three times what one does.
"""

CACHED = 4096
"""Vectors that are kept: about 8 MiB at 512 numbers each."""

BYTES_A_NUMBER = 6
"""A weight in float32, and once more in half of that while number formats are compared."""

WORK_BYTES = 2**30
"""Working memory of a batch on a device: by their shapes, ViT-L/14 at 336 pixels holds 0.6 GB at once in float32."""

REST_S = 600.0
"""How long the processor measures after a device has failed."""

_log = logging.getLogger("footage.clip")


@dataclass(frozen=True)
class Embeddings:
    """Vectors of length 1, of shape (pictures, dimensions) and (texts, dimensions), and what made them.

    `logit_scale` is what the model multiplies their cosines with, None where it has no such number.
    """

    pictures: Vectors
    texts: Vectors
    measured_with: MeasuredWith
    logit_scale: float | None = None


class ClipModel:
    """A model by name, loaded at first use. Safe to use from many threads: one worker does all of the work.

    Args:
        model: owner/name on the Hugging Face Hub, whose weights must have been pulled, or a local folder.
        devices: Where it may be a guest; None for the processor alone.
        clock: Seconds, only ever forward.
    """

    def __init__(
        self, model: str, devices: GuestDevices | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.model = model
        self._devices = devices
        self._clock = clock
        self._rests_until_s = -math.inf
        # One thread, always the same: torch keeps a pool of threads for each thread that calls it.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="clip")
        self._prepared: _Inputs | None = None
        self._loaded: _Loaded | None = None

    def missing(self) -> str | None:
        """Why it cannot be used, in one sentence with the command that helps, or None; loads nothing."""
        try:
            model_folder(self.model)
        except UnavailableError as exc:
            return f"{exc.message} {exc.hint}"
        return None

    def embed(self, pictures: Sequence[Picture], texts: Sequence[str] = ()) -> Embeddings:
        """Embed pictures and texts, on a device that is idle or else on the processor; all of it on one of them.

        Args:
            pictures: At least one, of shape (height, width, 3), RGB.
            texts: What is longer than the model can read is cut off (see `fits`).

        Raises:
            UnavailableError: The model is not installed, not here or damaged.
        """
        found = self._as_guest(pictures, texts)
        return found or self._worker.submit(lambda: self._model().embed(pictures, texts)).result()

    def fits(self, text: str) -> bool:
        """Whether the model can read a text whole; raises as `look` does."""
        return self._worker.submit(lambda: self._inputs().fits(text)).result()

    @property
    def side_px(self) -> int:
        """The shorter side of the pictures it looks at, in pixels: smaller ones lose detail, larger ones time."""
        return self._worker.submit(lambda: self._inputs().side_px()).result()

    def _as_guest(self, pictures: Sequence[Picture], texts: Sequence[str]) -> Embeddings | None:
        """Embed on a device; None where none is idle, or when one has failed lately."""
        if self._devices is None or self._clock() < self._rests_until_s:
            return None
        try:
            found: Embeddings | None = anyio.from_thread.run(
                self._devices.host, self._guest, (list(pictures), list(texts))
            )
        except UnavailableError:  # the checkpoint is at fault, not the device
            raise
        except FootageError as exc:
            _log.warning("%s is measured with on the processor for %g s: %s", self.model, REST_S, exc.message)
            self._rests_until_s = self._clock() + REST_S
            return None
        return found

    @functools.cached_property
    def _guest(self) -> Guest:
        path = model_folder(self.model)
        try:
            numbers = weight_count(path)
        except Exception as exc:  # whatever stands in the place of a header
            raise damaged_model(self.model, str(exc)) from exc
        return Guest(
            key=f"clip/{path}",
            vram_bytes=numbers * BYTES_A_NUMBER,
            work_bytes=WORK_BYTES,
            make=functools.partial(_answering, self.model),
        )

    def _inputs(self) -> _Inputs:
        if self._prepared is None:
            self._prepared = _load_inputs(self.model)
        return self._prepared

    def _model(self) -> _Loaded:
        if self._loaded is None:
            self._loaded = _load(self.model, self._inputs())
        return self._loaded


@dataclass
class _Inputs:
    """What turns pictures and texts into a model's inputs: all but its weights. Used by one thread."""

    config: Any
    tokenizer: Any
    processor: Any

    def side_px(self) -> int:
        size = self.processor.size
        return int(size.shortest_edge or min(size.height, size.width))

    def fits(self, text: str) -> bool:
        return len(self.tokens(text, truncation=False)["input_ids"]) <= self._limit()

    def tokens(self, texts: str | list[str], **how: Any) -> Any:
        # SigLIP was trained on padded texts; CLIP is told where the padding begins.
        padded = isinstance(texts, list) and self.config.model_type.startswith("siglip")
        padding: Any = "max_length" if padded else isinstance(texts, list)
        return self.tokenizer(texts, padding=padding, max_length=self._limit(), verbose=False, **how)

    def pixels(self, pictures: Sequence[Picture]) -> Any:
        prepared = self.processor(images=list(pictures), input_data_format="channels_last", return_tensors="pt")
        return prepared["pixel_values"]

    def _limit(self) -> int:
        return int(min(self.tokenizer.model_max_length, self.config.text_config.max_position_embeddings))


@dataclass
class _Loaded:
    """A model in memory; used by one thread."""

    name: str
    revision: str
    model: Any
    inputs: _Inputs

    def __post_init__(self) -> None:
        self._cache: OrderedDict[bytes, Vectors] = OrderedDict()

    def embed(self, pictures: Sequence[Picture], texts: Sequence[str]) -> Embeddings:
        found = self.pictures(pictures)
        return Embeddings(found, self.texts(texts) if texts else found[:0], self.described(), self.logit_scale())

    def logit_scale(self) -> float | None:
        found = getattr(self.model, "logit_scale", None)
        return None if found is None else math.exp(found.item())

    def described(self) -> MeasuredWith:
        dtype = str(self.model.dtype).removeprefix("torch.")
        return MeasuredWith(model=self.name, revision=self.revision, dtype=dtype, device=str(self.model.device))

    def pictures(self, pictures: Sequence[Picture]) -> Vectors:
        import numpy as np

        keys = [hashlib.sha256(repr(one.shape).encode() + one.tobytes()).digest() for one in pictures]
        new = {key: one for key, one in zip(keys, pictures, strict=True) if key not in self._cache}
        found = {key: self._cache[key] for key in keys if key in self._cache}
        names = list(new)
        many = BATCH_ON_PROCESSOR if self.model.device.type == "cpu" else BATCH
        for start in range(0, len(names), many):
            batch = names[start : start + many]
            pixels = self.inputs.pixels([new[name] for name in batch])
            found.update(zip(batch, _vectors(self.model, pixels, self.name), strict=True))
        for key in keys:
            self._cache[key] = found[key]
            self._cache.move_to_end(key)
        while len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        return np.stack([found[key] for key in keys])

    def texts(self, texts: Sequence[str]) -> Vectors:
        import torch

        tokens = self.inputs.tokens(list(texts), truncation=True, return_tensors="pt").to(self.model.device)
        with torch.inference_mode():
            found = self.model.get_text_features(**tokens)
        return _unit(found.pooler_output, self.name)

    def speed_up(self) -> None:
        """Take a shorter number format where that is worth it on this machine and device.

        float16 has smaller errors than bfloat16 at the same speed and is asked first. int8 is not considered: on a
        processor with AMX it was 2.1 times as fast as float32, bfloat16 5 times, and torch drops the interface.
        """
        import torch

        if self.model.device.type != "cpu":
            self._shorten(time.perf_counter)
        elif "AVX512" in torch.backends.cpu.get_cpu_capability():  # others compute these formats step by step
            threads = torch.get_num_threads()
            # In one thread its own time tells; the clock says little where others work too.
            torch.set_num_threads(1)
            taken_s = self._shorten(time.thread_time)
            torch.set_num_threads(min(threads, max(1, round(taken_s * FILM_PICTURES / _TIMED / FILM_S))))

    def _shorten(self, clock: Callable[[], float]) -> float:
        """Take a shorter format if it is worth it; gives the seconds that a few pictures take then."""
        import numpy as np
        import torch

        random = np.random.default_rng(0)
        pixels = self.inputs.pixels([random.integers(0, 256, (size, size, 3), dtype=np.uint8) for size in PROBES_PX])
        plain, plain_s = _vectors(self.model, pixels, self.name), self._taken_s(self.model, pixels, clock)
        for dtype in (torch.float16, torch.bfloat16):
            shorter = copy.deepcopy(self.model).to(dtype)
            try:
                taken_s = self._taken_s(shorter, pixels, clock)
                if taken_s * GAIN > plain_s:
                    continue
                found = _vectors(shorter, pixels, self.name)
            except UnavailableError:
                continue  # numbers that leave float16's range
            error = float(abs(found @ found.T - plain @ plain.T).max())
            _log.info("%s: %.1f times as fast, cosines differ by %.1e", dtype, plain_s / taken_s, error)
            if error <= GUARD:
                self.model = shorter
                return taken_s
        return plain_s

    def _taken_s(self, model: Any, pixels: Any, clock: Callable[[], float]) -> float:
        """Seconds that a few pictures take: those of the second run, for the first one warms up."""
        few = pixels[:_TIMED]
        _vectors(model, few, self.name)
        started = clock()
        _vectors(model, few, self.name)
        return clock() - started


def _answering(name: str, device: str) -> Callable[[tuple[Sequence[Picture], Sequence[str]]], Embeddings]:
    """A model on a device, in the device's own process."""
    loaded = _load(name, _load_inputs(name), device)
    return lambda asked: loaded.embed(*asked)


def _load_inputs(name: str) -> _Inputs:
    """Load all but the weights, offline."""
    path = model_folder(name)
    import transformers

    try:
        return _Inputs(
            transformers.AutoConfig.from_pretrained(path, local_files_only=True),
            transformers.AutoTokenizer.from_pretrained(path, local_files_only=True),
            transformers.AutoImageProcessor.from_pretrained(path, backend="pil", local_files_only=True),
        )
    except Exception as exc:  # a damaged file can make the libraries raise anything
        raise damaged_model(name, str(exc)) from exc


def _load(name: str, inputs: _Inputs, device: str = "cpu") -> _Loaded:
    """Load a model offline, in float32."""
    path = model_folder(name)
    import torch
    import transformers

    transformers.utils.logging.disable_progress_bar()
    if device == "cpu":
        torch.set_num_threads(_processors())
    started = time.perf_counter()
    try:
        model, report = transformers.AutoModel.from_pretrained(
            path, local_files_only=True, dtype=torch.float32, output_loading_info=True
        )
    except Exception as exc:  # likewise
        raise damaged_model(name, str(exc)) from exc
    # What is missing would be made up from random numbers.
    if report["missing_keys"] or report["mismatched_keys"] or not hasattr(model, "get_text_features"):
        raise damaged_model(name, "it is not a whole model of pictures and texts")
    loaded = _Loaded(name, model_revision(path), model.eval().to(device), inputs)
    loaded.speed_up()
    _log.info("%s loaded on %s in %.1f s", name, device, time.perf_counter() - started)
    return loaded


def _processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _vectors(model: Any, pixels: Any, name: str) -> Vectors:
    import torch

    with torch.inference_mode():
        given = pixels.to(model.device, model.dtype)
        return _unit(model.get_image_features(pixel_values=given).pooler_output, name)


def _unit(found: Any, name: str) -> Vectors:
    """Rows of length 1 in float32; numbers that are none come from damaged weights."""
    import numpy as np

    rows: Vectors = found.float().cpu().numpy()
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.all(np.isfinite(lengths) & (lengths > 0)):
        raise damaged_model(name, "its vectors are not numbers")
    rows /= lengths
    return rows
