"""The tables, a class each: every method is one transaction."""
