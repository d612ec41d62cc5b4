"""Diffusers pipelines: loading one by its data, and having it make one film. Runs where the device is.

What comes out is measured, never taken from the request: pipelines round the number of frames in ways of their own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import InternalError
from footage.local_models import Component, Dtype, FilmOrder, LocalModel
from gpu.models.pipeline_hooks import with_hooks
from gpu.models.preflight import Placement, RunSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[float], None]
"""Called with the share of the steps that are done, 0 to 1; what it raises ends the film before the next step."""


@dataclass(frozen=True, kw_only=True)
class PipelineOutput:
    """What a pipeline gave, in main memory.

    Attributes:
        maker: The pipeline's name.
        frames: (frames, height, width, 3) of float, from 0 to 1.
        sound: As in `EightBitFilm`.
        sample_rate: Of the sound, in Hz.
    """

    maker: str
    frames: NDArray[np.floating[Any]]
    sound: NDArray[np.float32] | None = None
    sample_rate: int = 0


@dataclass(frozen=True, kw_only=True)
class EightBitFilm:
    """A film in 8 bits, in main memory.

    Attributes:
        pictures: (frames, height, width, 3) of uint8.
        sound: (samples, channels) of float32, or None.
        sample_rate: Of the sound, in Hz.
    """

    pictures: NDArray[np.uint8]
    sound: NDArray[np.float32] | None = None
    sample_rate: int = 0


# --- loading ----------------------------------------------------------------------------------------------------


def load_pipeline(
    model: LocalModel, pipeline: str, folders: Mapping[str, Path], placement: Placement, device: str
) -> Any:
    """A pipeline, ready on its device; nothing is fetched.

    Args:
        model: Its data.
        pipeline: The name of a class in diffusers.
        folders: Where the weights lie, by their name: `model.weights` and those of `model.parts`.
        placement: Of the weights.
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
        parts = {name: _component(part, folders, dtype) for name, part in model.parts.items()}
        pipe = with_hooks(getattr(diffusers, pipeline)).from_pretrained(
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
    _place(pipe, placement, device, dtype)
    return pipe


def _component(component: Component, folders: Mapping[str, Path], dtype: Dtype) -> Any:
    import importlib

    library, _, name = component.class_name.partition(".")
    options: dict[str, Any] = {"local_files_only": True}
    if component.subfolder:
        options["subfolder"] = component.subfolder
    if not name.endswith("Processor"):
        options["dtype"] = _torch_dtype(dtype)
    return getattr(importlib.import_module(library), name).from_pretrained(folders[component.weights], **options)


def _dtypes(model: LocalModel, dtype: Dtype) -> Any:
    usual = _torch_dtype(dtype)
    return {"default": usual, "vae": _torch_dtype(model.vae_dtype)} if model.vae_dtype else usual


def _torch_dtype(name: Dtype) -> Any:
    import torch

    return getattr(torch, name)


def _place(pipe: Any, placement: Placement, device: str, dtype: Dtype) -> None:
    """Put the weights where they are to wait, in the form that they are to have."""
    import torch

    if placement.tiled:
        pipe.vae.enable_tiling()
    if placement.eight_bit:
        for name, component in pipe.components.items():
            if name.startswith("transformer") and component is not None:
                component.enable_layerwise_casting(storage_dtype=torch.float8_e4m3fn, compute_dtype=_torch_dtype(dtype))
    if placement.offload == "none":
        pipe.to(device)
    elif placement.offload == "model":
        pipe.enable_model_cpu_offload(device=device)
    else:
        pipe.enable_group_offload(onload_device=torch.device(device), offload_type="leaf_level", use_stream=True)


# --- making -----------------------------------------------------------------------------------------------------


def run_pipeline(
    pipe: Any, model: LocalModel, order: FilmOrder, settings: RunSettings, progress: Progress
) -> PipelineOutput:
    """Make one film, as far as it needs the device. The same order on the same kind of device gives the same film.

    Args:
        pipe: From `load_pipeline`.
        model: Its data.
        order: What to make.
        settings: The real size and number of frames.
        progress: See `Progress`.

    Raises:
        InternalError: The pipeline broke.
    """
    import torch

    if model.flow_shift:
        shift = model.flow_shift.get(order.resolution, max(model.flow_shift.values()))
        pipe.scheduler = type(pipe.scheduler).from_config(pipe.scheduler.config, flow_shift=shift)
    guarded = _GuardedProgress(progress)
    arguments = _arguments(pipe, model, order, settings)
    sections = -(-settings.frames // model.section_frames) if model.section_frames else 1
    if "callback_on_step_end" in _parameters(pipe):
        arguments["callback_on_step_end"] = _counting(guarded, sections)
    else:
        pipe.on_share = guarded
    try:
        result = pipe(**arguments)
    except Exception as exc:  # boundary: as in `load_pipeline`
        if guarded.raised is not None:
            raise guarded.raised from None
        if isinstance(exc, torch.OutOfMemoryError):
            raise
        raise InternalError(f"{type(pipe).__name__} broke: {_first_line(exc)}") from exc
    finally:
        pipe.maybe_free_model_hooks()
    return _output(pipe, result)


def to_eight_bits(output: PipelineOutput) -> EightBitFilm:
    """A film in 8 bits; this needs no device.

    Raises:
        InternalError: It is not a film.
    """
    import numpy as np

    frames = output.frames
    if frames.ndim != 4 or frames.shape[-1] != 3 or not len(frames):
        raise InternalError(f"{output.maker} gave frames of the shape {frames.shape}.")
    if not np.isfinite(frames).all():
        raise InternalError(
            f"{output.maker} gave pictures that are not numbers.",
            hint="Its data type does not suit this device; choose another model.",
        )
    eight_bit = (np.clip(frames, 0, 1) * 255).round().astype(np.uint8)
    return EightBitFilm(pictures=eight_bit, sound=output.sound, sample_rate=output.sample_rate)


class _GuardedProgress:
    """The progress callback. It remembers what was raised, since a pipeline may turn that into another error."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.raised: BaseException | None = None

    def __call__(self, share: float) -> None:
        try:
            self._progress(min(1.0, share))
        except BaseException as exc:
            self.raised = exc
            raise


def _counting(progress: _GuardedProgress, sections: int) -> Callable[..., dict[str, Any]]:
    """A step callback that counts on where the pipeline counts anew, in each section of a film."""
    done = 0

    def on_step_end(pipe: Any, _step: int, _time: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        nonlocal done
        done += 1
        progress(done / (pipe.num_timesteps * sections))
        return tensors

    return on_step_end


def _parameters(pipe: Any) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(type(pipe).__call__).parameters


def _arguments(pipe: Any, model: LocalModel, order: FilmOrder, settings: RunSettings) -> dict[str, Any]:
    """What this pipeline takes of all the arguments that pipelines have."""
    import torch

    known = _parameters(pipe)
    wanted: dict[str, Any] = {
        "prompt": order.prompt,
        "negative_prompt": order.negative_prompt,
        "width": settings.width,
        "height": settings.height,
        "num_frames": settings.frames,
        "frame_rate": order.fps or model.fps,
        "num_inference_steps": model.steps,
        "guidance_scale": model.guidance,
        # On the processor, so that every device starts from the same noise.
        "generator": torch.Generator("cpu").manual_seed(order.seed),
        "output_type": "np",
        **_pictures(pipe, order, settings, takes_conditions="conditions" in known),
    }
    taken = {name: value for name, value in wanted.items() if name in known and value is not None}
    return {**taken, **model.call}


def _pictures(pipe: Any, order: FilmOrder, settings: RunSettings, *, takes_conditions: bool) -> dict[str, Any]:
    """What the film starts from, under the names of this pipeline's arguments, cut to the film's shape."""
    size = (settings.width, settings.height)
    first, last = (picture(one, size) if one is not None else None for one in (order.start_image, order.end_image))
    if takes_conditions:
        kind = "LTX2" if type(pipe).__name__.startswith("LTX2") else "LTX"
        placed = [
            _condition(kind, one, index) for one, index in ((first, 0), (last, settings.frames - 1)) if one is not None
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


def _output(pipe: Any, result: Any) -> PipelineOutput:
    import numpy as np

    maker, frames = type(pipe).__name__, np.asarray(result.frames)[0]
    sound = getattr(result, "audio", None)
    if sound is None:
        return PipelineOutput(maker=maker, frames=frames)
    samples = np.ascontiguousarray(sound[0].float().cpu().numpy().T.astype(np.float32))
    rate = int(pipe.vocoder.config.output_sampling_rate)
    return PipelineOutput(maker=maker, frames=frames, sound=samples, sample_rate=rate)


def _first_line(exc: Exception) -> str:
    return (str(exc).strip() or type(exc).__name__).splitlines()[0][:300]
