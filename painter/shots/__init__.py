"""From a plan to frames: scenes, shots, the cuts between them, the finish."""
