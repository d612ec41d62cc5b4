"""Editing: typed steps become a timeline, and the timeline one ffmpeg graph, or copied packets where that is enough."""
