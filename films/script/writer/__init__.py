"""Writes the script of an article without a language model."""
