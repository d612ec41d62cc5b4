"""Draws plans frame by frame: scenes laid out as layers, shots, transitions, and the finish of a style."""
