"""Real pipelines of every family with random weights, as small as their architectures allow.

They are saved like checkpoints, so that all that is not tested with them is what real weights would paint.
"""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

from footage.local_models import FrameRule, LocalModel, Start, Vram

CHARACTERS = string.ascii_letters + string.digits + string.punctuation


def save_tiny(name: str, folder: Path) -> Path:
    """Build a tiny pipeline and save it.

    Args:
        name: One of `BUILDERS`.
        folder: Its parent; the checkpoint is in `folder / name`.
    """
    import torch

    torch.manual_seed(0)
    path = folder / name
    BUILDERS[name]().save_pretrained(path)
    return path


def tiny_model(name: str, **changes: Any) -> LocalModel:
    """The data of a tiny pipeline, as a row of the catalog has it; its weights are the folder `name`."""
    plain: dict[str, Any] = {
        "weights": name,
        "pipelines": PIPELINES[name],
        "dtype": "bfloat16",
        "fps": 8,
        "frames": _FRAMES.get(name, FrameRule(step=4, min=5, max=13)),
        "multiple_px": 32,
        "steps": 2,
        "vram": Vram(
            parts_gb={"text_encoder": 0.002, "transformer": 0.004, "vae": 0.001},
            at=(32, 32, 5),
            denoise_gb=0.001,
            decode_gb=0.002,
            tiled_gb=0.001,
            source="tests",
        ),
        "call": {} if name.startswith("hunyuan15") else {"max_sequence_length": 16},
    }
    call = {**plain["call"], **_CALL.get(name, {})}
    return LocalModel(**{**plain, "call": call, "section_frames": 9 if name == "framepack" else None, **changes})


PIPELINES: dict[str, dict[Start, str]] = {
    "cogvideox": {"text": "CogVideoXPipeline", "video": "CogVideoXVideoToVideoPipeline"},
    "cogvideox_image": {"image": "CogVideoXImageToVideoPipeline"},
    "mochi": {"text": "MochiPipeline"},
    "wan": {"text": "WanPipeline", "video": "WanVideoToVideoPipeline"},
    "wan_image": {"image": "WanImageToVideoPipeline", "ends": "WanImageToVideoPipeline"},
    "ltx": {"text": "LTXConditionPipeline", "image": "LTXConditionPipeline", "ends": "LTXConditionPipeline"},
    "ltx2": {"text": "LTX2ConditionPipeline", "image": "LTX2ConditionPipeline", "ends": "LTX2ConditionPipeline"},
    "hunyuan": {"text": "HunyuanVideoPipeline"},
    "hunyuan_image": {"image": "HunyuanVideoImageToVideoPipeline"},
    "hunyuan15": {"text": "HunyuanVideo15Pipeline"},
    "hunyuan15_image": {"image": "HunyuanVideo15ImageToVideoPipeline"},
    "framepack": {"image": "HunyuanVideoFramepackPipeline", "ends": "HunyuanVideoFramepackPipeline"},
}
_FRAMES = {
    "cogvideox": FrameRule(step=8, min=9, max=17),
    "cogvideox_image": FrameRule(step=8, min=9, max=17),
    "mochi": FrameRule(step=6, min=7, max=13),
    "ltx": FrameRule(step=8, min=9, max=17),
    "ltx2": FrameRule(step=2, min=5, max=9),
    "framepack": FrameRule(step=9, plus=0, min=9, max=27),
}
_CALL: dict[str, dict[str, Any]] = {
    "ltx2": {"spatio_temporal_guidance_blocks": [0]},
    "framepack": {"latent_window_size": 3},
    "hunyuan_image": {
        "prompt_template": {
            "template": "{}",
            "crop_start": 0,
            "image_emb_len": 4,
            "image_emb_start": 1,
            "image_emb_end": 5,
        }
    },
}


def t5_tokenizer() -> Any:
    """A tokenizer of characters."""
    import transformers

    vocab = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", -10.0), ("\u2581", -2.0), *((one, -3.0) for one in CHARACTERS)]
    return transformers.T5TokenizerFast(vocab=vocab, extra_ids=0)


def _t5(kind: str = "T5") -> dict[str, Any]:
    import transformers

    config = getattr(transformers, f"{kind}Config")(
        vocab_size=128, d_model=32, d_kv=8, d_ff=16, num_layers=1, num_heads=2, decoder_start_token_id=0, dropout_rate=0
    )
    return {"tokenizer": t5_tokenizer(), "text_encoder": getattr(transformers, f"{kind}EncoderModel")(config).eval()}


def _flow() -> dict[str, Any]:
    from diffusers import FlowMatchEulerDiscreteScheduler

    return {"scheduler": FlowMatchEulerDiscreteScheduler()}


# --- CogVideoX --------------------------------------------------------------------------------------------------


def _cogvideox(in_channels: int = 4, *, image: bool = False) -> Any:
    import diffusers

    transformer = diffusers.CogVideoXTransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=16,
        in_channels=in_channels,
        out_channels=4,
        time_embed_dim=2,
        text_embed_dim=32,
        num_layers=1,
        sample_width=4,
        sample_height=4,
        sample_frames=9,
        patch_size=2,
        temporal_compression_ratio=4,
        max_text_seq_length=16,
        use_rotary_positional_embeddings=image,
    )
    vae = diffusers.AutoencoderKLCogVideoX(
        block_out_channels=(8, 8, 8, 8),
        latent_channels=4,
        layers_per_block=1,
        norm_num_groups=2,
        temporal_compression_ratio=4,
    )
    pipeline = diffusers.CogVideoXImageToVideoPipeline if image else diffusers.CogVideoXPipeline
    return pipeline(transformer=transformer, vae=vae, scheduler=diffusers.CogVideoXDDIMScheduler(), **_t5())


def _cogvideox_image() -> Any:
    return _cogvideox(8, image=True)


# --- Mochi ------------------------------------------------------------------------------------------------------


def _mochi() -> Any:
    import diffusers

    transformer = diffusers.MochiTransformer3DModel(
        patch_size=2,
        num_attention_heads=2,
        attention_head_dim=8,
        num_layers=2,
        pooled_projection_dim=16,
        in_channels=12,
        qk_norm="rms_norm",
        text_embed_dim=32,
        time_embed_dim=4,
        activation_fn="swiglu",
        max_sequence_length=16,
    )
    vae = diffusers.AutoencoderKLMochi(
        latent_channels=12,
        out_channels=3,
        encoder_block_out_channels=(32, 32, 32, 32),
        decoder_block_out_channels=(32, 32, 32, 32),
        layers_per_block=(1, 1, 1, 1, 1),
    )
    return diffusers.MochiPipeline(transformer=transformer, vae=vae, **_t5(), **_flow())


# --- Wan --------------------------------------------------------------------------------------------------------


def _wan_parts(in_channels: int = 16) -> dict[str, Any]:
    import diffusers

    transformer = diffusers.WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=in_channels,
        out_channels=16,
        text_dim=32,
        freq_dim=16,
        ffn_dim=16,
        num_layers=1,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        rope_max_seq_len=32,
    )
    vae = diffusers.AutoencoderKLWan(
        base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
    )
    scheduler = diffusers.UniPCMultistepScheduler(
        flow_shift=3.0, prediction_type="flow_prediction", use_flow_sigmas=True
    )
    return {"transformer": transformer, "vae": vae, "scheduler": scheduler, **_t5("UMT5")}


def _wan() -> Any:
    import diffusers

    return diffusers.WanPipeline(**_wan_parts())


def _wan_image() -> Any:
    import diffusers

    return diffusers.WanImageToVideoPipeline(**_wan_parts(36), image_encoder=None, image_processor=None)


# --- LTX-Video --------------------------------------------------------------------------------------------------


def _ltx() -> Any:
    import diffusers

    transformer = diffusers.LTXVideoTransformer3DModel(
        in_channels=8,
        out_channels=8,
        num_attention_heads=2,
        attention_head_dim=8,
        cross_attention_dim=16,
        num_layers=1,
        caption_channels=32,
    )
    vae = diffusers.AutoencoderKLLTXVideo(
        latent_channels=8,
        block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8),
        layers_per_block=(1,) * 5,
        decoder_layers_per_block=(1,) * 5,
        patch_size=4,
    )
    return diffusers.LTXConditionPipeline(transformer=transformer, vae=vae, **_t5(), **_flow())


# --- LTX-2 ------------------------------------------------------------------------------------------------------


def _gemma() -> dict[str, Any]:
    import transformers

    special = ("<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "\u2581")
    tokenizer = transformers.GemmaTokenizerFast(
        vocab={one: n for n, one in enumerate((*special, *CHARACTERS))}, merges=[]
    )
    text = {
        "vocab_size": 128,
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "head_dim": 8,
    }
    vision = {
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "image_size": 28,
        "patch_size": 14,
    }
    config = transformers.Gemma3Config(
        text_config=text, vision_config=vision, mm_tokens_per_image=4, image_token_index=4
    )
    return {"tokenizer": tokenizer, "text_encoder": transformers.Gemma3ForConditionalGeneration(config).eval()}


def _ltx2() -> Any:
    import diffusers
    from diffusers.pipelines.ltx2 import LTX2TextConnectors, LTX2Vocoder

    transformer = diffusers.LTX2VideoTransformer3DModel(
        in_channels=4,
        out_channels=4,
        num_attention_heads=2,
        attention_head_dim=8,
        cross_attention_dim=16,
        audio_in_channels=4,
        audio_out_channels=4,
        audio_num_attention_heads=2,
        audio_attention_head_dim=4,
        audio_cross_attention_dim=8,
        num_layers=1,
        caption_channels=16,
        rope_double_precision=False,
    )
    connectors = LTX2TextConnectors(
        caption_channels=16,
        text_proj_in_factor=2,
        video_connector_num_attention_heads=2,
        video_connector_attention_head_dim=8,
        video_connector_num_layers=1,
        video_connector_num_learnable_registers=None,
        audio_connector_num_attention_heads=2,
        audio_connector_attention_head_dim=8,
        audio_connector_num_layers=1,
        audio_connector_num_learnable_registers=None,
        connector_rope_base_seq_len=32,
        rope_double_precision=False,
    )
    vae = diffusers.AutoencoderKLLTX2Video(
        latent_channels=4,
        block_out_channels=(8,),
        decoder_block_out_channels=(8,),
        layers_per_block=(1,),
        decoder_layers_per_block=(1, 1),
        down_block_types=("LTX2VideoDownBlock3D",),
        spatio_temporal_scaling=(True,),
        decoder_spatio_temporal_scaling=(True,),
        decoder_inject_noise=(False, False),
        downsample_type=("spatial",),
        upsample_type=("spatiotemporal",),
        upsample_residual=(False,),
        upsample_factor=(1,),
        patch_size=1,
        decoder_causal=False,
    )
    audio_vae = diffusers.AutoencoderKLLTX2Audio(
        base_channels=4,
        ch_mult=(1,),
        num_res_blocks=1,
        resolution=32,
        latent_channels=2,
        mel_bins=8,
        mid_block_add_attention=False,
    )
    vocoder = LTX2Vocoder(
        in_channels=audio_vae.config.output_channels * audio_vae.config.mel_bins,
        hidden_channels=32,
        upsample_kernel_sizes=[4, 4],
        upsample_factors=[2, 2],
        resnet_kernel_sizes=[3],
        resnet_dilations=[[1, 3, 5]],
        output_sampling_rate=16000,
    )
    return diffusers.LTX2ConditionPipeline(
        transformer=transformer,
        connectors=connectors,
        vae=vae,
        audio_vae=audio_vae,
        vocoder=vocoder,
        **_gemma(),
        **_flow(),
    )


# --- HunyuanVideo, FramePack ------------------------------------------------------------------------------------


def _hunyuan_text() -> dict[str, Any]:
    import transformers

    special = ("<unk>", "<s>", "</s>", "<pad>", "\u2581")
    llama = transformers.LlamaTokenizerFast(
        vocab={one: n for n, one in enumerate((*special, *CHARACTERS))}, merges=[], pad_token="<pad>"
    )
    llama_config = transformers.LlamaConfig(
        vocab_size=128,
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=3,
        num_attention_heads=2,
        num_key_value_heads=2,
        pad_token_id=3,
    )
    words = {one: n for n, one in enumerate(("<|startoftext|>", "<|endoftext|>", *CHARACTERS))}
    words |= {f"{one}</w>": len(words) + n for n, one in enumerate(CHARACTERS)}
    clip = transformers.CLIPTokenizer(vocab=words, merges=[], model_max_length=77)
    clip_config = transformers.CLIPTextConfig(
        vocab_size=len(words),
        hidden_size=8,
        intermediate_size=16,
        projection_dim=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        bos_token_id=0,
        eos_token_id=1,
    )
    return {
        "tokenizer": llama,
        "text_encoder": transformers.LlamaModel(llama_config).eval(),
        "tokenizer_2": clip,
        "text_encoder_2": transformers.CLIPTextModel(clip_config).eval(),
    }


def _hunyuan_vae() -> Any:
    import diffusers

    return diffusers.AutoencoderKLHunyuanVideo(
        latent_channels=4,
        block_out_channels=(8, 8, 8, 8),
        layers_per_block=1,
        norm_num_groups=4,
        mid_block_add_attention=False,
    )


_HUNYUAN_SIZES: dict[str, Any] = {
    "in_channels": 4,
    "out_channels": 4,
    "num_attention_heads": 2,
    "attention_head_dim": 10,
    "num_layers": 1,
    "num_single_layers": 1,
    "num_refiner_layers": 1,
    "text_embed_dim": 16,
    "pooled_projection_dim": 8,
    "rope_axes_dim": (2, 4, 4),
}


def _hunyuan() -> Any:
    import diffusers

    transformer = diffusers.HunyuanVideoTransformer3DModel(**_HUNYUAN_SIZES)
    return diffusers.HunyuanVideoPipeline(transformer=transformer, vae=_hunyuan_vae(), **_hunyuan_text(), **_flow())


def _hunyuan_image() -> Any:
    import diffusers
    import transformers

    transformer = diffusers.HunyuanVideoTransformer3DModel(**_HUNYUAN_SIZES, image_condition_type="token_replace")
    text = _hunyuan_text()
    vision = transformers.CLIPVisionConfig(
        hidden_size=8,
        intermediate_size=16,
        projection_dim=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        image_size=16,
        patch_size=8,
    )
    llava_config = transformers.LlavaConfig(
        vision_config=vision,
        text_config=text["text_encoder"].config,
        image_token_index=127,
        pad_token_id=3,
        image_seq_length=4,
        vision_feature_layer=-1,
    )
    return diffusers.HunyuanVideoImageToVideoPipeline(
        transformer=transformer,
        vae=_hunyuan_vae(),
        image_processor=transformers.CLIPImageProcessor(size={"shortest_edge": 16}, crop_size=16),
        **{**text, "text_encoder": transformers.LlavaForConditionalGeneration(llava_config).eval()},
        **_flow(),
    )


def _siglip() -> dict[str, Any]:
    import transformers

    vision = transformers.SiglipVisionConfig(
        hidden_size=8, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2, image_size=16, patch_size=8
    )
    return {
        "image_encoder": transformers.SiglipVisionModel(vision).eval(),
        "feature_extractor": transformers.SiglipImageProcessor(size={"height": 16, "width": 16}),
    }


def _framepack() -> Any:
    import diffusers

    transformer = diffusers.HunyuanVideoFramepackTransformer3DModel(
        **_HUNYUAN_SIZES, has_image_proj=True, image_proj_dim=8, has_clean_x_embedder=True
    )
    return diffusers.HunyuanVideoFramepackPipeline(
        transformer=transformer, vae=_hunyuan_vae(), **_siglip(), **_hunyuan_text(), **_flow()
    )


def _hunyuan15(*, image: bool = False) -> Any:
    import diffusers
    import transformers
    from diffusers.guiders import ClassifierFreeGuidance

    special = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
    tokenizer = transformers.Qwen2Tokenizer(
        vocab={one: n for n, one in enumerate((*special, *CHARACTERS, "\u0120", "\u010a"))}, merges=[]
    )
    tokenizer.chat_template = "{% for m in messages %}{{ m['content'] }}{% endfor %}"
    encoder_config = transformers.Qwen2_5_VLTextConfig(
        vocab_size=128,
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=3,
        num_attention_heads=2,
        num_key_value_heads=2,
        rope_scaling={"type": "default", "mrope_section": [1, 1, 2]},
    )
    transformer = diffusers.HunyuanVideo15Transformer3DModel(
        in_channels=9,
        out_channels=4,
        num_attention_heads=2,
        attention_head_dim=10,
        num_layers=1,
        num_refiner_layers=1,
        text_embed_dim=16,
        text_embed_2_dim=8,
        image_embed_dim=8,
        rope_axes_dim=(2, 4, 4),
        target_size=32,
        task_type="i2v" if image else "t2v",
    )
    vae = diffusers.AutoencoderKLHunyuanVideo15(
        latent_channels=4, block_out_channels=(8, 8, 8, 8, 8), layers_per_block=1
    )
    glyphs = transformers.T5Config(vocab_size=384, d_model=8, d_kv=4, d_ff=8, num_layers=1, num_heads=2)
    pipeline = diffusers.HunyuanVideo15ImageToVideoPipeline if image else diffusers.HunyuanVideo15Pipeline
    return pipeline(
        tokenizer=tokenizer,
        text_encoder=transformers.Qwen2_5_VLTextModel(encoder_config).eval(),
        transformer=transformer,
        vae=vae,
        tokenizer_2=transformers.ByT5Tokenizer(),
        text_encoder_2=transformers.T5EncoderModel(glyphs).eval(),
        guider=ClassifierFreeGuidance(guidance_scale=2.0),
        **(_siglip() if image else {}),
        **_flow(),
    )


def _hunyuan15_image() -> Any:
    return _hunyuan15(image=True)


BUILDERS = {
    "cogvideox": _cogvideox,
    "cogvideox_image": _cogvideox_image,
    "mochi": _mochi,
    "wan": _wan,
    "wan_image": _wan_image,
    "ltx": _ltx,
    "ltx2": _ltx2,
    "hunyuan": _hunyuan,
    "hunyuan_image": _hunyuan_image,
    "hunyuan15": _hunyuan15,
    "hunyuan15_image": _hunyuan15_image,
    "framepack": _framepack,
}
