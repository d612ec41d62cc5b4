"""Pictures and texts as vectors of one space, by a CLIP-style model that is loaded once and kept warm.

Any checkpoint that transformers loads with `AutoModel` and that embeds both pictures and texts will do: CLIP
(https://arxiv.org/abs/2103.00020), SigLIP (https://arxiv.org/abs/2303.15343) and their kin. It runs on the processor:
devices belong to the pool that generates films, where every byte on them is promised. Pictures are prepared by the
checkpoint's own processor in its PIL form, so the numbers are those of a plain loop over single frames in float32,
to within `GUARD`.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import logging
import os
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage import weights
from footage.domain import MeasuredWith
from footage.errors import UnavailableError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Vectors = NDArray[np.float32]

BATCH = 32
GUARD = 1e-3
"""Most by which a shorter number format may change the cosine of any two of the pictures it is judged by."""

GAIN = 1.5
"""A shorter number format must be this much faster than float32, or it is not worth its error."""

PROBES_PX = (2, 4, 8, 16, 32, 64)
"""Random pictures of these sizes, from soft blots to fine grain, by which number formats are judged."""

CACHED = 4096
"""Vectors that are kept: about 8 MiB at 512 numbers each."""

_COMMIT = re.compile(r"[0-9a-f]{40}")
_log = logging.getLogger("footage.clip")


class Clip:
    """A model by name, loaded at first use. Safe to use from many threads: one worker does all of the work.

    Args:
        model: owner/name on the Hugging Face Hub, whose weights must have been pulled, or a local folder.
    """

    def __init__(self, model: str) -> None:
        self.model = model
        # One thread, always the same: torch keeps a pool of threads for each thread that calls it.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="clip")
        self._loaded: _Loaded | None = None

    def missing(self) -> str | None:
        """Why it cannot be used, in one sentence with the command that helps, or None; loads nothing."""
        try:
            model_folder(self.model)
        except UnavailableError as exc:
            return f"{exc.message} {exc.hint}"
        return None

    def pictures(self, pictures: Sequence[Picture]) -> Vectors:
        """Embed pictures of shape (height, width, 3), RGB.

        Returns:
            Shape (pictures, dimensions), each row of length 1.

        Raises:
            UnavailableError: The model is not installed, not here or damaged.
        """
        return self._worker.submit(lambda: self._model().pictures(pictures)).result()

    def texts(self, texts: Sequence[str]) -> Vectors:
        """Embed texts, likewise; what is longer than the model can read is cut off (see `fits`)."""
        return self._worker.submit(lambda: self._model().texts(texts)).result()

    def fits(self, text: str) -> bool:
        """Whether the model can read a text whole; raises as `pictures` does."""
        return self._worker.submit(lambda: self._model().fits(text)).result()

    @property
    def side_px(self) -> int:
        """The shorter side of the pictures it looks at, in pixels: smaller ones lose detail, larger ones time."""
        return self._worker.submit(lambda: self._model().side_px()).result()

    @property
    def measured_with(self) -> MeasuredWith:
        """What made the numbers; raises as `pictures` does."""
        return self._worker.submit(lambda: self._model().described()).result()

    def _model(self) -> _Loaded:
        if self._loaded is None:
            self._loaded = _load(self.model)
        return self._loaded


@dataclass
class _Loaded:
    """A model in memory; used by one thread."""

    name: str
    revision: str
    model: Any
    tokenizer: Any
    processor: Any

    def __post_init__(self) -> None:
        self._cache: OrderedDict[bytes, Vectors] = OrderedDict()

    def described(self) -> MeasuredWith:
        dtype = str(self.model.dtype).removeprefix("torch.")
        return MeasuredWith(model=self.name, revision=self.revision, dtype=dtype, device="cpu")

    def side_px(self) -> int:
        size = self.processor.size
        return int(size.shortest_edge or min(size.height, size.width))

    def pictures(self, pictures: Sequence[Picture]) -> Vectors:
        import numpy as np

        keys = [hashlib.sha256(repr(one.shape).encode() + one.tobytes()).digest() for one in pictures]
        new = {key: one for key, one in zip(keys, pictures, strict=True) if key not in self._cache}
        found = {key: self._cache[key] for key in keys if key in self._cache}
        names = list(new)
        for start in range(0, len(names), BATCH):
            batch = names[start : start + BATCH]
            found.update(zip(batch, self._embedded([new[name] for name in batch]), strict=True))
        for key in keys:
            self._cache[key] = found[key]
            self._cache.move_to_end(key)
        while len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        return np.stack([found[key] for key in keys])

    def texts(self, texts: Sequence[str]) -> Vectors:
        import torch

        tokens = self._tokens(list(texts), truncation=True, return_tensors="pt")
        with torch.inference_mode():
            found = self.model.get_text_features(**tokens)
        return _unit(found.pooler_output, self.name)

    def fits(self, text: str) -> bool:
        return len(self._tokens(text, truncation=False)["input_ids"]) <= self._limit()

    def _limit(self) -> int:
        return int(min(self.tokenizer.model_max_length, self.model.config.text_config.max_position_embeddings))

    def _tokens(self, texts: str | list[str], **how: Any) -> Any:
        # SigLIP was trained on padded texts; CLIP is told where the padding begins.
        padded = isinstance(texts, list) and self.model.config.model_type.startswith("siglip")
        padding: Any = "max_length" if padded else isinstance(texts, list)
        return self.tokenizer(texts, padding=padding, max_length=self._limit(), verbose=False, **how)

    def _embedded(self, pictures: Sequence[Picture]) -> Vectors:
        return _vectors(self.model, self._pixels(pictures), self.name)

    def _pixels(self, pictures: Sequence[Picture]) -> Any:
        prepared = self.processor(images=list(pictures), input_data_format="channels_last", return_tensors="pt")
        return prepared["pixel_values"]

    def speed_up(self) -> None:
        """Take a shorter number format where that is worth it on this machine.

        float16 has smaller errors than bfloat16 at the same speed and is asked first. int8 is not considered: on a
        processor with AMX it was 2.1 times as fast as float32, bfloat16 5 times, and torch drops the interface.
        """
        import numpy as np
        import torch

        if "AVX512" not in torch.backends.cpu.get_cpu_capability():
            return  # processors without these formats compute them step by step
        random = np.random.default_rng(0)
        pixels = self._pixels([random.integers(0, 256, (size, size, 3), dtype=np.uint8) for size in PROBES_PX])
        plain, plain_s = _timed(lambda: _vectors(self.model, pixels, self.name))
        for dtype in (torch.float16, torch.bfloat16):
            shorter = copy.deepcopy(self.model).to(dtype)
            try:
                found, taken_s = _timed(functools.partial(_vectors, shorter, pixels, self.name))
            except UnavailableError:
                continue  # numbers that leave float16's range
            error = float(abs(found @ found.T - plain @ plain.T).max())
            _log.info("%s: %.1f times as fast, cosines differ by %.1e", dtype, plain_s / taken_s, error)
            if error <= GUARD and taken_s * GAIN <= plain_s:
                self.model = shorter
                return


def _load(name: str) -> _Loaded:
    """Load a model offline, in float32."""
    path = model_folder(name)
    import torch
    import transformers

    transformers.utils.logging.disable_progress_bar()
    torch.set_num_threads(_processors())
    started = time.perf_counter()
    try:
        model, report = transformers.AutoModel.from_pretrained(
            path, local_files_only=True, dtype=torch.float32, output_loading_info=True
        )
        tokenizer = transformers.AutoTokenizer.from_pretrained(path, local_files_only=True)
        processor = transformers.AutoImageProcessor.from_pretrained(path, backend="pil", local_files_only=True)
    except Exception as exc:  # a damaged file can make the libraries raise anything
        raise damaged_model(name, str(exc)) from exc
    # What is missing would be made up from random numbers.
    if report["missing_keys"] or report["mismatched_keys"] or not hasattr(model, "get_text_features"):
        raise damaged_model(name, "it is not a whole model of pictures and texts")
    loaded = _Loaded(name, model_revision(path), model.eval(), tokenizer, processor)
    loaded.speed_up()
    _log.info("%s loaded in %.1f s", name, time.perf_counter() - started)
    return loaded


def model_folder(name: str) -> Path:
    """Where a model lies; imports no heavy library.

    Raises:
        UnavailableError: It is not here, or a library is not installed.
    """
    import importlib.util

    for library in ("torch", "transformers", "PIL"):
        if importlib.util.find_spec(library) is None:
            raise UnavailableError(f"{library} is not installed.", hint=weights.INSTALL)
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    found = weights.folder(weights.find(name))
    if found is None:
        raise UnavailableError(f"The weights of {name} are not here.", hint=f"Run: {weights.pull_command(name)}")
    return found


def damaged_model(name: str, problem: str) -> UnavailableError:
    """The error for a model that does not load or gives no numbers."""
    first = problem.strip().splitlines()[0][:200] if problem.strip() else "unknown"
    return UnavailableError(
        f"The model {name} cannot be loaded: {first}.",
        hint="Run: footage models verify; delete what is damaged and pull it again.",
    )


def model_revision(path: Path) -> str:
    """The commit a folder of the Hub's cache is named by; for another folder a hash of its weights."""
    if _COMMIT.fullmatch(path.name):
        return path.name
    digest = hashlib.sha256()
    for file in sorted([*path.glob("*.safetensors"), *path.glob("*.bin")]):
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return f"sha256:{digest.hexdigest()[:16]}"


def _processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _vectors(model: Any, pixels: Any, name: str) -> Vectors:
    import torch

    with torch.inference_mode():
        return _unit(model.get_image_features(pixel_values=pixels.to(model.dtype)).pooler_output, name)


def _unit(found: Any, name: str) -> Vectors:
    """Rows of length 1 in float32; numbers that are none come from damaged weights."""
    import numpy as np

    rows: Vectors = found.float().numpy()
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.all(np.isfinite(lengths) & (lengths > 0)):
        raise damaged_model(name, "its vectors are not numbers")
    rows /= lengths
    return rows


def _timed(embed: Callable[[], Vectors]) -> tuple[Vectors, float]:
    """What comes out, and the seconds of the second run: the first one warms up."""
    embed()
    started = time.perf_counter()
    return embed(), time.perf_counter() - started
