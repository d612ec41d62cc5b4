"""One device: the account of its memory, its process and the commands to it."""
