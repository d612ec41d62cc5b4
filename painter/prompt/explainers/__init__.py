"""Prompts that want something explained, and the cards that do so."""
