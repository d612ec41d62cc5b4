"""The words every part of Footage shares: domain types, money, errors, settings and ports."""

__version__ = "0.1.0"
