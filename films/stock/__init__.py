"""Real footage in films: which scenes show it, found, cut, written over, and credited."""
