"""Footage that looks and sounds better than before, by measurement.

`measure` says what is wrong, `choose` what helps, `graph` does it in one encode, `guard` decides whether it is better,
`film` walks through the four.
"""
