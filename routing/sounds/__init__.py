"""Voices and music of vendors: what they cost, how each is asked, and the paid path to them."""
