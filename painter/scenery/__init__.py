"""Draws what is behind and in front of a subject: landscapes, skies, waters, cities and more."""
