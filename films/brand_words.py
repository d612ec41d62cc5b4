"""How others write a brand down, in the words of `films.team_brand`: brand.yml of Posit, brand kits, style guides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_ROLES = ("primary", "secondary", "accent", "tertiary", "highlight")
"""Colours by what they are for, the most telling first."""

_NOT_A_BRANDS = frozenset({
    "foreground", "background", "text", "surface", "border", "success", "info", "warning", "danger", "error", "light",
    "dark", "muted", "link",
})  # fmt: skip
_SIZES = ("large", "medium", "small", "primary", "default", "full", "main", "light", "dark", "icon", "path", "file")
_HEADINGS = ("headings", "heading", "headline", "title", "display", "primary", "base", "body")
_MOST_COLOURS = 5


def as_ours(content: Mapping[str, Any]) -> dict[str, Any]:
    """A brand's document, with what is written in other ways in ours; what is not understood stays, to be refused."""
    ours = {name: value for name, value in content.items() if name not in ("meta", "color", "typography", "defaults")}
    meta = content.get("meta")
    if isinstance(meta, Mapping) and "name" not in ours and (name := _first(meta.get("name"), ("short", "full"))):
        ours["name"] = name
    for key in ("colours", "colors", "palette"):
        if isinstance(ours.get(key), Mapping | list):
            ours[key] = list(_colours(ours[key]))[:_MOST_COLOURS] or ours[key]
    if isinstance(content.get("color"), str | Mapping | list) and not {"colours", "colors", "palette"} & ours.keys():
        ours["colours"] = list(_colours(content["color"]))[:_MOST_COLOURS]
    if isinstance(ours.get("logo"), Mapping):
        ours["logo"] = _logo(ours["logo"])
    fonts = ours.pop("fonts", None) if "font" not in ours else None
    if font := _font(fonts) or _font(content.get("typography")):
        ours.setdefault("font", font)
    elif fonts is not None:
        ours["font"] = fonts
    return ours


def _colours(said: Any) -> Iterator[str]:
    """The colours that tell a brand, in their order; a palette's names stand for what it says."""
    if isinstance(said, str):
        yield said
        return
    if isinstance(said, list):
        for one in said:
            yield str(one.get("hex") or one.get("value") or one.get("color")) if isinstance(one, Mapping) else str(one)
        return
    palette = _mapping(said.get("palette"))
    named = {str(name): str(value) for name, value in said.items() if isinstance(value, str)}
    order = [*(name for name in _ROLES if name in named), *(name for name in named if name not in _ROLES)]
    told = [named[name] for name in order if name not in _NOT_A_BRANDS]
    told += [str(value) for name, value in palette.items() if name not in _NOT_A_BRANDS and isinstance(value, str)]
    yield from dict.fromkeys(str(palette.get(one, one)) for one in told)


def _logo(said: Mapping[str, Any]) -> Any:
    """The largest of a brand's logos, by its path; a name stands for one of `images`."""
    images = _mapping(said.get("images"))
    found = next((said[name] for name in _SIZES if name in said), None) or next(iter(images.values()), None)
    if isinstance(found, Mapping):
        found = next((found[name] for name in ("path", "light", "dark") if found.get(name)), None)
    found = images.get(found, found) if isinstance(found, str) else found
    return found.get("path") if isinstance(found, Mapping) else found


def _font(said: Any) -> str:
    """The family that headlines are set in."""
    if isinstance(said, list):
        return next((_first(one, ("family", "name")) for one in said), "")
    if isinstance(said, Mapping):
        return next((font for name in _HEADINGS if (font := _first(said.get(name), ("family", "name")))), "") or _font(
            said.get("fonts")
        )
    return said if isinstance(said, str) else ""


def _first(said: Any, names: tuple[str, ...]) -> str:
    if isinstance(said, Mapping):
        return next((str(said[name]) for name in names if said.get(name)), "")
    return said if isinstance(said, str) else ""


def _mapping(said: Any) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}
