"""What people look like: skin, hair and clothes, chosen at random so that no two are the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from painter.craft import palette

HairStyle = Literal["short", "long", "bun", "tail", "curls", "none", "scarf", "tuft"]
Hat = Literal["cap", "beanie", "helmet", "toque", "bike"]

SKINS = ("#f2cdad", "#e2ae87", "#c68d63", "#a26a42", "#7a4a2d", "#573422")
HAIRS = ("#1b1614", "#35231b", "#5f3b25", "#a5763d", "#8d8681", "#8c4527")
_TOPS = ("#c8503a", "#2f7f8c", "#e0a63a", "#5c6fb0", "#7fa35a", "#b65c86", "#efe6d6", "#3d5573", "#d97f4a")
_BOTTOMS = ("#2c3444", "#4a4238", "#3b4d6b", "#574a63", "#6b5a45", "#2d4a48")
_SHOES = ("#20242c", "#5a3b2a", "#f0ece4", "#7a2f2a")
_CUTS: tuple[HairStyle, ...] = ("short", "short", "long", "bun", "tail", "curls", "none", "scarf")


@dataclass(frozen=True)
class Appearance:
    """The appearance of one person; colours are "#rrggbb".

    Args:
        skin: Face, hands and bare limbs.
        hair: The hair, or the scarf over it.
        cut: How the hair is worn.
        top: Shirt, dress or coat.
        bottom: Trousers, shorts or skirt.
        shoes: Shoes or boots.
        legs: What covers the legs.
        sleeves: How much of the arm is covered: 1 all of it, 0.5 the upper arm, 0 nothing.
        hem: How far a coat reaches below the hips.
        hat: What is on the head.
        hat_colour: Its colour.
        pack: Colour of a backpack.
        vest: Colour of a safety vest.
        gloves: Colour of the gloves, where hands are not bare.
        head: Size of the head; children's are larger.
        glasses: Colour of the glasses, seen from the front.
    """

    skin: str = SKINS[1]
    hair: str = HAIRS[1]
    cut: HairStyle = "short"
    top: str = _TOPS[0]
    bottom: str = _BOTTOMS[0]
    shoes: str = _SHOES[0]
    legs: Literal["trousers", "shorts", "skirt"] = "trousers"
    sleeves: float = 1.0
    hem: float = 0.0
    hat: Hat | None = None
    hat_colour: str = "#f2b632"
    pack: str | None = None
    vest: str | None = None
    gloves: str | None = None
    head: float = 1.0
    glasses: str | None = None


def adult(rng: np.random.Generator, accent: str, **fixed: Any) -> Appearance:
    """The random appearance of an adult; `fixed` sets what is not left to chance."""
    top = accent if rng.random() < 0.3 else _one(rng, _TOPS)
    cut = _one(rng, _CUTS)
    chosen: dict[str, Any] = {
        "skin": _one(rng, SKINS),
        "hair": _one(rng, HAIRS) if cut != "scarf" else palette.lighten(_one(rng, _TOPS), -0.1),
        "cut": cut,
        "top": top,
        "bottom": _one(rng, _BOTTOMS),
        "shoes": _one(rng, _SHOES),
        "sleeves": 1.0 if cut == "scarf" or rng.random() < 0.5 else 0.5,
    }
    skirt = cut in {"long", "bun", "tail"} and rng.random() < 0.5
    chosen["glasses"] = "#22252d" if rng.random() < 0.4 else None
    chosen |= {"legs": "skirt" if skirt else "trousers", "hem": 0.15 if cut == "scarf" else 0.0}
    return Appearance(**chosen | fixed)


def child(rng: np.random.Generator, accent: str, **fixed: Any) -> Appearance:
    """The random appearance of a child; see `adult`."""
    cut = _one(rng, ("short", "tail", "curls", "long"))
    legs = _one(rng, ("shorts", "shorts", "skirt")) if cut != "short" else "shorts"
    look = {"cut": cut, "hair": _one(rng, HAIRS[:4]), "legs": legs, "sleeves": 0.5, "head": 1.38}
    return adult(rng, accent, **look | fixed)


def _one(rng: np.random.Generator, choices: tuple[Any, ...]) -> Any:
    return choices[int(rng.integers(len(choices)))]
