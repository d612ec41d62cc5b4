"""Devices for local generators."""
