"""A recipe that stands in an article's front matter, as sites of recipes keep it: what is needed, and what is done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from films.article.fragments import plain_line
from films.article.front_matter import FrontMatter
from films.article.outline import Block, Heading, ListBlock, ListItem, tidy

_INGREDIENTS = (
    *("ingredients", "recipeingredient", "recipe_ingredient", "zutaten", "ingrédients", "ingredientes"),
    *("ingredienti", "ингредиенты", "材料", "食材", "재료", "المكونات", "المقادير", "מצרכים"),
)
_DIRECTIONS = (
    *("directions", "instructions", "steps", "method", "recipeinstructions", "recipe_instructions", "zubereitung"),
    *("préparation", "étapes", "preparación", "elaboración", "pasos", "modo_de_preparo", "preparo", "preparazione"),
    *("procedimento", "приготовление", "作り方", "手順", "做法", "步骤", "만드는_법", "طريقة_التحضير", "אופן_הכנה"),
)
_TIMES = ("prep_time", "preptime", "cook_time", "cooktime", "total_time", "totaltime", "time")
_SERVINGS = ("servings", "serves", "yield", "recipe_yield", "recipeyield", "portions")
_SPELT = {
    "preptime": "prep time", "cooktime": "cook time", "totaltime": "total time", "recipeyield": "yield",
    "recipe_yield": "yield", "recipeingredient": "ingredients", "recipe_ingredient": "ingredients",
    "recipeinstructions": "instructions", "recipe_instructions": "instructions",
}  # fmt: skip
_ISO = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?", re.IGNORECASE)
_AMOUNT = ("amount", "quantity", "qty", "unit", "units")
_NAMES = ("name", "ingredient", "item", "text", "step", "description", "direction", "instruction", "content", "title")
_MANY = 60


def with_recipe(front: FrontMatter, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the recipe of the front matter before their first heading, if there is a whole one.

    Args:
        front: The front matter.
        blocks: What is read from the text below it.
    """
    needed, done = _list(front, _INGREDIENTS), _list(front, _DIRECTIONS)
    if not (needed and done):
        return list(blocks)
    at = next((n for n, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    facts = [*_facts(front)]
    recipe: list[Block] = [ListBlock(items=tuple(facts))] if facts else []
    for (name, items), numbered in ((needed, False), (done, True)):
        recipe += [Heading(level=2, text=_spelt(name)), ListBlock(items=items, numbered=numbered)]
    return [*blocks[:at], *recipe, *blocks[at:]]


def _list(front: FrontMatter, names: Sequence[str]) -> tuple[str, tuple[ListItem, ...]] | None:
    """The first of these that is a list, by its author's name, and its items."""
    for name in names:
        items = tuple(ListItem(text=text) for text in _texts(front.said.get(name)) if re.search(r"\w", text))[:_MANY]
        if len(items) > 1:
            return name, items
    return None


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    """The items of a list, of lists of parts of a dish, or of lines."""
    if isinstance(value, str):
        lines = (re.sub(r"\A\s*(?:[-*+•]|\d{1,2}[.)])\s+", "", line) for line in value.split("\n"))
        yield from (plain_line(line) for line in lines)
    elif isinstance(value, list) and depth < 3:
        for one in value:
            yield from _texts(one, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        lower = {str(key).lower(): one for key, one in value.items()}
        amount = " ".join(tidy(lower[key]) for key in _AMOUNT if isinstance(lower.get(key), str | int | float))
        said = next((one for key in _NAMES if isinstance(one := lower.get(key), str)), "")
        inner = [one for one in lower.values() if isinstance(one, list)]
        if inner:  # a part of the dish: "For the sauce", with its own
            for one in inner:
                yield from _texts(one, depth + 1)
        elif said:
            yield plain_line(f"{amount} {said}")
        elif len(lower) == 1:  # "1 cup: flour", or a line with a colon in it, which YAML takes for a name and a value
            key, one = next(iter(value.items()))
            yield plain_line(f"{key}: {one}" if one else str(key))


def _facts(front: FrontMatter) -> Iterator[ListItem]:
    """How long it takes and for how many it is, where that is told with its unit."""
    for name in (*_TIMES, *_SERVINGS):
        value = front.said.get(name)
        text = plain_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        found = _ISO.fullmatch(text) if text[:1] in "Pp" else None
        if found:
            units = zip(found.groups(), ("d", "h", "min"), strict=True)
            text = " ".join(f"{int(number)} {unit}" for number, unit in units if number and int(number))
        is_bare = name in _TIMES and text.isdigit()  # of minutes, or of hours: nobody can tell
        if text and not is_bare and len(text) <= 40:
            label = _spelt(name)
            yield ListItem(lead=label, text=text)


def _spelt(name: str) -> str:
    """A name as people write it: "prep_time" is "Prep time"."""
    words = _SPELT.get(name, name).replace("_", " ")
    return words[:1].upper() + words[1:]
