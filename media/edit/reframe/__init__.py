"""What to show of a film that gets another shape: who or what is in it, and a smooth path that follows."""
