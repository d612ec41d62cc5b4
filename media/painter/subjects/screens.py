"""Screens and figures: what films about products and numbers show."""

from __future__ import annotations

from media.painter import products
from media.painter.subjects.placing import Subject

SUBJECTS = {
    "chart": Subject(0.50, products.chart, half=0.62),
    "phone": Subject(0.60, products.phone, half=0.32),
    "cup": Subject(0.34, products.steam, products.cup, half=0.85),
}
