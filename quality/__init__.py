"""Measuring finished films."""
