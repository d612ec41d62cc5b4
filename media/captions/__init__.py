"""Captions: reading, layout and rendering."""
