"""Data that the painter reads, and, in a checkout only, the tools that build it."""
