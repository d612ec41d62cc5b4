"""Readers of subtitle files, a file for each family of formats; `media.captions.subtitles` is the door."""
