"""Local models: diffusers' pipelines, and films by planned diffusion."""
