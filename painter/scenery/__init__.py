"""Landscapes, skies, waters, cities and what else can be behind a subject."""
