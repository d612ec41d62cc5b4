"""Pages as they stand on screens, of which ladders are made: our own documents in many fonts, sizes and colours.

Text is what codecs smear first and what screen recordings are full of; photographs hold none of it.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from markdown_it import MarkdownIt

DOCUMENTS = Path(__file__).parents[1] / "docs"
WIDTH, HEIGHT = 1280, 1900
_FONTS = ("DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono", "Noto Sans", "Noto Serif", "Noto Sans Mono")
_THEMES = (
    ("#ffffff", "#1b1f24", "#0b63ce", "#f3f5f8"),
    ("#fdf6e3", "#3b4a52", "#b58900", "#eee8d5"),
    ("#0d1117", "#d5dce4", "#58a6ff", "#1a212b"),
    ("#1e1e2e", "#cdd6f4", "#f38ba8", "#313244"),
    ("#0b0b0b", "#39e07a", "#e0e0e0", "#141414"),
    ("#f6f8ff", "#20264d", "#7a3cff", "#e6e9fb"),
)


def pages(folder: Path, count: int = 48) -> list[Path]:
    """Pictures of so many pages; those that are there already are left as they are."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    places = [folder / f"page-{number}.png" for number in range(count)]
    if not (missing := [place for place in places if not place.is_file()]):
        return places
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for place in missing:
            dice = random.Random(place.stem)
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.set_content(_html(dice))
            page.screenshot(path=place)
            page.close()
        browser.close()
    return places


def _html(dice: random.Random) -> str:
    back, fore, accent, box = dice.choice(_THEMES)
    written = dice.choice(sorted(DOCUMENTS.rglob("*.md"))).read_text(encoding="utf-8")
    start = dice.randrange(max(1, len(written) - 4000))
    body = MarkdownIt().enable("table").render(written[written.find("\n", start) :])
    parts = [f"<main>{body}</main>"]
    if dice.random() < 0.5:
        parts.append(f"<aside>{_chart(dice, accent)}{_form(dice)}</aside>")
    size, column = dice.choice((12, 14, 16, 19, 24, 32)), dice.choice((60, 75, 100))
    return f"""<style>
        body {{background: {back}; color: {fore}; font: {size}px/1.5 "{dice.choice(_FONTS)}"; margin: 0; display: flex}}
        main {{width: {column}%; padding: 24px}}
        aside {{width: 40%; padding: 24px; background: {box}}}
        pre, code {{background: {box}; font-family: "DejaVu Sans Mono"; padding: 2px 6px; border-radius: 6px}}
        a, h1, h2, h3 {{color: {accent}}}
        td, th {{border: 1px solid {accent}66; padding: 4px 10px}}
        table {{border-collapse: collapse}}
        button, input {{font: inherit; background: {back}; color: {fore}; border: 1px solid {accent}; padding: 6px}}
    </style>{"".join(parts if dice.random() < 0.7 else reversed(parts))}"""


def _chart(dice: random.Random, accent: str) -> str:
    bars = "".join(
        f'<rect x="{place * 34 + 4}" y="{200 - (tall := dice.randint(15, 190))}" width="26" height="{tall}"/>'
        for place in range(11)
    )
    line = " ".join(f"{place * 34 + 17},{dice.randint(20, 190)}" for place in range(11))
    return f"""<svg width="400" height="210"><g fill="{accent}">{bars}</g>
        <polyline points="{line}" fill="none" stroke="orangered" stroke-width="2"/></svg>"""


def _form(dice: random.Random) -> str:
    rows = (
        f"<p><label>{word} <input value='{dice.randint(1, 99999)}'></label></p>" for word in ("Name", "Budget", "Due")
    )
    return "".join(rows) + "<button>Save</button> <button>Cancel</button>"
