"""From a script to a film that can be drawn."""
