"""How the world's scripts are set: where lines may break, which way they run, and the typefaces that have them."""
