"""Draws rooms: walls and windows, furniture, and what stands on a table."""
