"""CogVideoX-2b and Wan 2.1 1.3B, whole, with random weights: all that a checkpoint does but paint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.tiny_models import t5_tokenizer


def _text_encoder(kind: str, vocab_size: int) -> Any:
    """T5-XXL by google/t5-v1_1-xxl, UMT5-XXL by google/umt5-xxl."""
    import transformers

    config = getattr(transformers, f"{kind}Config")(
        vocab_size=vocab_size,
        d_model=4096,
        d_kv=64,
        d_ff=10240,
        num_layers=24,
        num_heads=64,
        feed_forward_proj="gated-gelu",
        decoder_start_token_id=0,
    )
    return getattr(transformers, f"{kind}EncoderModel")(config).eval()


def cogvideox_2b() -> dict[str, Any]:
    """Its parts; the architectures are diffusers' defaults."""
    import diffusers

    return {
        "transformer": diffusers.CogVideoXTransformer3DModel(),
        "vae": diffusers.AutoencoderKLCogVideoX(),
        "text_encoder": _text_encoder("T5", 32128),
    }


def wan_1_3b() -> dict[str, Any]:
    """Its parts, by the checkpoint's config.json."""
    import diffusers

    return {
        "transformer": diffusers.WanTransformer3DModel(num_attention_heads=12, ffn_dim=8960, num_layers=30),
        "vae": diffusers.AutoencoderKLWan(),
        "text_encoder": _text_encoder("UMT5", 256384),
    }


PARTS: dict[str, Callable[[], dict[str, Any]]] = {"cogvideox_2b": cogvideox_2b, "wan_1_3b": wan_1_3b}


def save_full(name: str, path: Path) -> None:
    """Build a model on the CUDA device, in 16 bits, and save it.

    Args:
        name: One of `PARTS`.
        path: The folder of the checkpoint.
    """
    import diffusers
    import torch

    torch.manual_seed(0)
    torch.set_default_dtype(torch.bfloat16)
    try:
        with torch.device("cuda"):
            parts = PARTS[name]()
    finally:
        torch.set_default_dtype(torch.float32)
    if name == "cogvideox_2b":
        pipe = diffusers.CogVideoXPipeline(
            tokenizer=t5_tokenizer(), scheduler=diffusers.CogVideoXDDIMScheduler(), **parts
        )
    else:
        scheduler = diffusers.UniPCMultistepScheduler(
            flow_shift=3.0, prediction_type="flow_prediction", use_flow_sigmas=True
        )
        pipe = diffusers.WanPipeline(tokenizer=t5_tokenizer(), scheduler=scheduler, **parts)
    pipe.save_pretrained(path)
    del pipe, parts
    torch.cuda.empty_cache()
