"""All that is written: headlines, cards, plates, overlays, and how they enter."""
