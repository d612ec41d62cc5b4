"""Real checkpoints small enough for tests: CLIP's and SigLIP's architecture with random weights, saved and loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

START, END = "<|startoftext|>", "<|endoftext|>"
LONGEST = 24
SIDE_PX = 64
_TOWER = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}


def save_clip(folder: Path) -> Path:
    """A CLIP checkpoint for pictures of 64x64 and texts of 24 tokens; returns its folder."""
    import torch
    from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel, CLIPProcessor

    words = _tokenizer()
    ends = {"bos_token_id": words.bos_token_id, "eos_token_id": words.eos_token_id, "pad_token_id": words.pad_token_id}
    torch.manual_seed(0)
    model = CLIPModel(
        CLIPConfig(
            text_config={
                **_TOWER,
                **ends,
                "vocab_size": len(words),
                "max_position_embeddings": LONGEST,
                "projection_dim": 16,
            },
            vision_config={**_TOWER, "image_size": SIDE_PX, "patch_size": 16, "projection_dim": 16},
            projection_dim=16,
        )
    )
    pictures = CLIPImageProcessorPil(size={"shortest_edge": SIDE_PX}, crop_size={"height": SIDE_PX, "width": SIDE_PX})
    model.save_pretrained(folder)
    CLIPProcessor(image_processor=pictures, tokenizer=words).save_pretrained(folder)
    return folder


def save_siglip(folder: Path) -> Path:
    """A SigLIP checkpoint likewise; it squashes pictures and pads texts."""
    import torch
    from transformers import SiglipConfig, SiglipImageProcessorPil, SiglipModel

    words = _tokenizer()
    torch.manual_seed(0)
    model = SiglipModel(
        SiglipConfig(
            text_config={
                **_TOWER,
                "vocab_size": len(words),
                "max_position_embeddings": LONGEST,
                "projection_size": 32,
                "pad_token_id": words.pad_token_id,
            },
            vision_config={**_TOWER, "image_size": SIDE_PX, "patch_size": 16},
        )
    )
    model.save_pretrained(folder)
    words.save_pretrained(folder)
    SiglipImageProcessorPil(size={"height": SIDE_PX, "width": SIDE_PX}).save_pretrained(folder)
    return folder


def _tokenizer() -> Any:
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import CLIPTokenizer

    letters = sorted(ByteLevel.alphabet())
    symbols = [*letters, *(f"{letter}</w>" for letter in letters), START, END]
    return CLIPTokenizer(
        vocab={symbol: number for number, symbol in enumerate(symbols)}, merges=[], model_max_length=LONGEST
    )
