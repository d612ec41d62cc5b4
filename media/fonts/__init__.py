"""The typefaces that come with Footage, each with its licence beside it."""

from __future__ import annotations

from pathlib import Path

FONTS_DIR = Path(__file__).parent
