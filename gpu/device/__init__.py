"""One device: its memory's book, its process and the commands to it."""
