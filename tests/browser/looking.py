"""Pictures of pages for whoever wants to see what tests saw: FOOTAGE_TEST_PICTURES names the folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def look(page: Page, name: str, *, whole: bool = False) -> None:
    """Leave a picture, where one is wanted; `whole` with what is below the window, too."""
    if folder := os.environ.get("FOOTAGE_TEST_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=whole)
