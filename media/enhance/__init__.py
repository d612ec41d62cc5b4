"""Makes films look and sound better, by measurement.

`measure` says what is wrong, `choose` what helps, `graph` does it in one encode, `guard` judges whether the result is
better, and `film` calls the four in turn.
"""
