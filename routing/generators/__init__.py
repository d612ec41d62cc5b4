"""The backends that make video, one file each."""
