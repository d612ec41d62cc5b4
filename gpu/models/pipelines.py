"""Diffusers pipelines: loading one by its data, and having it make one film. Runs where the device is.

Output is measured, never taken from the request: pipelines round the number of frames in ways of their own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import InternalError
from footage.local_models import Dtype, FilmOrder, LocalModel
from gpu.models.listening import listening
from gpu.models.preflight import Fit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[float], None]
"""Told the share of the steps that are done, 0 to 1; what it raises ends the film before the next step."""


@dataclass(frozen=True, kw_only=True)
class Raw:
    """What a pipeline gave, in main memory: `frames` (frames, height, width, 3) of float, and a sound as in `Output`.

    `maker` is the pipeline's name.
    """

    maker: str
    frames: NDArray[np.floating[Any]]
    sound: NDArray[np.float32] | None = None
    sample_rate: int = 0


@dataclass(frozen=True, kw_only=True)
class Output:
    """`pictures` (frames, height, width, 3) of uint8; `sound` (samples, channels) of float32, or None."""

    pictures: NDArray[np.uint8]
    sound: NDArray[np.float32] | None = None
    sample_rate: int = 0


# --- loading ----------------------------------------------------------------------------------------------------


def load(model: LocalModel, pipeline: str, folders: Mapping[str, Path], way: Fit, device: str) -> Any:
    """A pipeline, ready on its device; nothing is fetched.

    Args:
        model: Its data.
        pipeline: The name of a class in diffusers.
        folders: Where the weights lie, by their name: `model.weights` and those of `model.parts`.
        way: Where weights wait, tiles, 8 bits.
        device: As torch calls it, for example "cuda:0" or "cpu".

    Raises:
        InternalError: The checkpoint is broken, or not one for this pipeline.
    """
    import diffusers
    import torch
    import transformers

    for library in (diffusers, transformers):
        library.utils.logging.disable_progress_bar()
    dtype: Dtype = "float32" if device == "cpu" else model.dtype
    try:
        parts = {name: _part(part, folders, dtype) for name, part in model.parts.items()}
        pipe = listening(getattr(diffusers, pipeline)).from_pretrained(
            folders[model.weights],
            dtype=_dtypes(model, dtype),
            variant=model.variant,
            local_files_only=True,
            **parts,
        )
    except torch.OutOfMemoryError:
        raise
    except Exception as exc:  # boundary: the libraries raise whatever a broken file makes them stumble over
        raise InternalError(
            f"The checkpoint {model.weights} cannot be loaded: {_first_line(exc)}",
            hint=f"Run: footage models verify {model.weights}",
        ) from exc
    pipe.set_progress_bar_config(disable=True)
    _place(pipe, way, device, dtype)
    return pipe


def _part(part: Any, folders: Mapping[str, Path], dtype: Dtype) -> Any:
    import importlib

    library, _, name = part.class_name.partition(".")
    options: dict[str, Any] = {"local_files_only": True}
    if part.subfolder:
        options["subfolder"] = part.subfolder
    if not name.endswith("Processor"):
        options["dtype"] = _torch_dtype(dtype)
    return getattr(importlib.import_module(library), name).from_pretrained(folders[part.weights], **options)


def _dtypes(model: LocalModel, dtype: Dtype) -> Any:
    usual = _torch_dtype(dtype)
    return {"default": usual, "vae": _torch_dtype(model.vae_dtype)} if model.vae_dtype else usual


def _torch_dtype(name: Dtype) -> Any:
    import torch

    return getattr(torch, name)


def _place(pipe: Any, way: Fit, device: str, dtype: Dtype) -> None:
    """Put the weights where the settings want them."""
    import torch

    if way.tiled:
        pipe.vae.enable_tiling()
    if way.eight_bit:
        for name, component in pipe.components.items():
            if name.startswith("transformer") and component is not None:
                component.enable_layerwise_casting(storage_dtype=torch.float8_e4m3fn, compute_dtype=_torch_dtype(dtype))
    if way.offload == "none":
        pipe.to(device)
    elif way.offload == "model":
        pipe.enable_model_cpu_offload(device=device)
    else:
        pipe.enable_group_offload(onload_device=torch.device(device), offload_type="leaf_level", use_stream=True)


# --- making -----------------------------------------------------------------------------------------------------


def generate(pipe: Any, model: LocalModel, order: FilmOrder, way: Fit, progress: Progress) -> Raw:
    """Make one film, as far as it needs the device. The same order on the same kind of device gives the same film.

    Args:
        pipe: From `load`.
        model: Its data.
        order: What to make.
        way: The real size and number of frames.
        progress: See `Progress`.

    Raises:
        InternalError: The pipeline broke.
    """
    import torch

    if model.flow_shift:
        shift = model.flow_shift.get(order.resolution, max(model.flow_shift.values()))
        pipe.scheduler = type(pipe.scheduler).from_config(pipe.scheduler.config, flow_shift=shift)
    told = _Told(progress)
    arguments = _arguments(pipe, model, order, way)
    sections = -(-way.frames // model.section_frames) if model.section_frames else 1
    if "callback_on_step_end" in _parameters(pipe):
        arguments["callback_on_step_end"] = _counting(told, sections)
    else:
        pipe.on_share = told
    try:
        result = pipe(**arguments)
    except Exception as exc:  # boundary: as in `load`
        if told.refused is not None:
            raise told.refused from None
        if isinstance(exc, torch.OutOfMemoryError):
            raise
        raise InternalError(f"{type(pipe).__name__} broke: {_first_line(exc)}") from exc
    finally:
        pipe.maybe_free_model_hooks()
    return _raw(pipe, result)


def develop(raw: Raw) -> Output:
    """The film in 8 bits; nothing of it is on the device.

    Raises:
        InternalError: It is not a film.
    """
    import numpy as np

    frames = raw.frames
    if frames.ndim != 4 or frames.shape[-1] != 3 or not len(frames):
        raise InternalError(f"{raw.maker} gave frames of the shape {frames.shape}.")
    if not np.isfinite(frames).all():
        raise InternalError(
            f"{raw.maker} gave pictures that are not numbers.",
            hint="Its data type does not suit this device; choose another model.",
        )
    eight_bit = (np.clip(frames, 0, 1) * 255).round().astype(np.uint8)
    return Output(pictures=eight_bit, sound=raw.sound, sample_rate=raw.sample_rate)


class _Told:
    """The progress callback; remembers what it raised, which no pipeline may turn into something else."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.refused: BaseException | None = None

    def __call__(self, share: float) -> None:
        try:
            self._progress(min(1.0, share))
        except BaseException as exc:
            self.refused = exc
            raise


def _counting(told: _Told, sections: int) -> Callable[..., dict[str, Any]]:
    """A step callback that also counts where steps begin anew with each section of the film."""
    done = 0

    def on_step_end(pipe: Any, _step: int, _time: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        nonlocal done
        done += 1
        told(done / (pipe.num_timesteps * sections))
        return tensors

    return on_step_end


def _parameters(pipe: Any) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(type(pipe).__call__).parameters


def _arguments(pipe: Any, model: LocalModel, order: FilmOrder, way: Fit) -> dict[str, Any]:
    """What this pipeline takes of everything that could be said."""
    import torch

    known = _parameters(pipe)
    wanted: dict[str, Any] = {
        "prompt": order.prompt,
        "negative_prompt": order.negative_prompt,
        "width": way.width,
        "height": way.height,
        "num_frames": way.frames,
        "frame_rate": order.fps or model.fps,
        "num_inference_steps": model.steps,
        "guidance_scale": model.guidance,
        # On the processor, so that every device starts from the same noise.
        "generator": torch.Generator("cpu").manual_seed(order.seed),
        "output_type": "np",
        **_pictures(pipe, order, way, takes_conditions="conditions" in known),
    }
    said = {name: value for name, value in wanted.items() if name in known and value is not None}
    return {**said, **model.call}


def _pictures(pipe: Any, order: FilmOrder, way: Fit, *, takes_conditions: bool) -> dict[str, Any]:
    """What the film starts from, in the pipeline's words, cut to the film's shape."""
    size = (way.width, way.height)
    first, last = (picture(one, size) if one is not None else None for one in (order.start_image, order.end_image))
    if takes_conditions:
        kind = "LTX2" if type(pipe).__name__.startswith("LTX2") else "LTX"
        placed = [
            _condition(kind, one, index) for one, index in ((first, 0), (last, way.frames - 1)) if one is not None
        ]
        return {"conditions": placed or None}
    film = None if order.video is None else [picture(one, size) for one in order.video]
    return {"image": first, "last_image": last, "video": film, "strength": order.strength}


def _condition(kind: str, shown: Any, index: int) -> Any:
    """LTX counts frames; LTX-2 counts latent frames, the last of which is -1."""
    if kind == "LTX2":
        from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition

        return LTX2VideoCondition(frames=shown, index=-1 if index else 0)
    from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition

    return LTXVideoCondition(image=shown, frame_index=index)


def picture(source: Any, size: tuple[int, int]) -> Any:
    """A PIL image that covers a frame, cut in the middle.

    Args:
        source: A file, or an array (height, width, 3) of uint8.
        size: Width and height in pixels.
    """
    from PIL import Image, ImageOps

    opened = Image.open(source) if isinstance(source, Path) else Image.fromarray(source)
    return ImageOps.fit(ImageOps.exif_transpose(opened).convert("RGB"), size, Image.Resampling.LANCZOS)


def _raw(pipe: Any, result: Any) -> Raw:
    import numpy as np

    maker, frames = type(pipe).__name__, np.asarray(result.frames)[0]
    sound = getattr(result, "audio", None)
    if sound is None:
        return Raw(maker=maker, frames=frames)
    samples = np.ascontiguousarray(sound[0].float().cpu().numpy().T.astype(np.float32))
    rate = int(pipe.vocoder.config.output_sampling_rate)
    return Raw(maker=maker, frames=frames, sound=samples, sample_rate=rate)


def _first_line(exc: Exception) -> str:
    return (str(exc).strip() or type(exc).__name__).splitlines()[0][:300]
