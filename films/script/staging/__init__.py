"""Stages a script: cards, places and times, ready to be drawn."""
