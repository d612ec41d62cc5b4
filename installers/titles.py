"""What forms say beside each variable: hosts require it, and server.json has no place for it."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, str] = {
    "FOOTAGE_HOME": "Folder for films",
    "FOOTAGE_ALLOWED_DIRS": "Folders with your own films, pictures and articles",
    "FOOTAGE_MONTHLY_BUDGET_USD": "Budget a month, in US dollars",
    "FOOTAGE_NO_SPEND": "Spend nothing",
    "FOOTAGE_DATABASE_URL": "Database of a team",
    "GEMINI_API_KEY": "Key of Google's Gemini API",
    "RUNWAYML_API_SECRET": "Key of Runway",
    "PIXVERSE_API_KEY": "Key of PixVerse",
    "FAL_KEY": "Key of fal",
    "PEXELS_API_KEY": "Key of Pexels",
}
