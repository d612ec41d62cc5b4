"""Unicode's words for pictures: which things a text names, in any of 116 languages, and which language it is in."""
