"""Rooms, their windows and furniture, and what stands on a table."""
