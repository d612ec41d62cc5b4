"""Choosing a backend, and the paid path to a finished clip."""
