"""Draws all texts in the picture: headlines, cards, lower thirds and captions, and how they come in."""
