"""Captions: subtitle files are read and written, and captions timed, laid out and drawn into films."""
