"""The schema's history. Files in `versions` are append-only: a change is a new file."""
