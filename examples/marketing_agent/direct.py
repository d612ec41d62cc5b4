"""How the agent directs when no language model does: it edits what a dry run gives back, by an editor's few rules.

A picture as the hook, one message a scene, no three like scenes in a row, a landing. The draft's own figures,
charts, pictures and quotations stay, with their ids, so that only changed scenes are drawn again; long texts and plain
titles go, and the brief's words come in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

from marketing_agent.answers import Article, Quality
from marketing_agent.brief import Brief
from marketing_agent.page import Figure, Point, Quote

Document = dict[str, Any]
"""A script or a plan as JSON; docs/guides/scripts.md has its fields."""

WORDS_A_SECOND, AIR_S, SHORTEST_SCENE_S, END_S = 2.4, 0.9, 3.0, 4.0
_ON_SCREEN_CHARS = 70
_TELLING = ("picture", "chart", "table", "figure", "quote", "code", "film")
"""Kinds of scenes that show something; the others only repeat what is said."""

_OF_PICTURES = {"blocky", "smeared", "blurred", "noisy", "banded", "ringing", "flicker", "shaky", "dark", "loudness"}
"""Faults that enhancing mends. What is wrong otherwise, another take may not have."""

Remedy = Literal["keep", "enhance", "again"]


def directed_script(draft: Mapping[str, Any], brief: Brief, article: Article) -> Document:
    """The script of a film from an article, made better: what the draft shows, in the brief's order and words."""
    chosen: list[Document] = []
    length_s = END_S
    for scene in _varied([*_opening(brief), *_from_draft(draft), *_from_brief(brief, article)]):
        takes_s = _seconds(str(scene.get("say", "")), scene["show"])
        if chosen and length_s + takes_s > brief.film_s:
            continue
        chosen.append(scene)
        length_s += takes_s
    end = {"line": brief.call_to_action or brief.headline or brief.product, "url": _shown_address(brief)}
    return {
        **draft,
        "title": brief.headline or draft.get("title") or brief.product,
        "scenes": _numbered(chosen),
        "end": {name: value for name, value in end.items() if value},
    }


def directed_plan(draft: Mapping[str, Any], brief: Brief) -> Document:
    """A storyboard's plan, made better: the headline where the film opens, and the brand's colours."""
    beats = [dict(beat) for beat in draft.get("beats", ())]
    if beats and not any(beat.get("titles") or beat.get("card") for beat in beats):
        beats[0]["titles"] = [brief.headline or brief.product]
    brand = {"brand": {"colours": list(brief.colours)}} if brief.colours else {}
    return {**draft, "beats": beats, **brand}


def prompt_of(brief: Brief) -> str:
    """What a short film is asked for with: what it shows, and the headline as its title."""
    shown = brief.film or brief.message or brief.product
    title = (brief.headline or brief.product).replace('"', "'")
    return f'{shown.replace(chr(34), chr(39))} "{title}"'


def captions_of(brief: Brief, length_s: float) -> list[dict[str, object]]:
    """The brief's message as captions, a sentence or half of one at a time, each as long as it takes to read."""
    said = brief.message or brief.headline or brief.product
    lines = [line.strip() for line in re.split(r"(?<=[.!?;。！？])\s*", said) if line.strip()]
    total, begins_s = sum(map(len, lines)), 0.4
    room_s = length_s - 2 * begins_s
    captions: list[dict[str, object]] = []
    for line in lines:
        lasts_s = room_s * len(line) / total
        captions.append({"start_s": round(begins_s, 2), "end_s": round(begins_s + lasts_s - 0.1, 2), "text": line})
        begins_s += lasts_s
    return captions


def remedy_for(quality: Quality | None) -> Remedy:
    """What to do about a verdict: nothing, mend the pictures, or make the film again."""
    if quality is None or quality.verdict in {None, "accept"}:
        return "keep"
    signs = {*(fault.kind for fault in quality.faults), *(quality.visual or {}).get("signs", ())}
    return "enhance" if signs and signs <= _OF_PICTURES and quality.verdict == "retry" else "again"


def _opening(brief: Brief) -> Iterator[Document]:
    """What it is about, filmed where a generator is there and drawn where none is; then the strongest figure."""
    text = brief.headline if len(brief.headline) <= _ON_SCREEN_CHARS else ""
    if brief.film:
        yield {"say": _sentence(brief.message), "show": {"kind": "film", "prompt": brief.film, "text": text}}
    elif brief.headline:
        yield {"say": _sentence(brief.message), "show": {"kind": "title", "text": brief.headline}}
    figure = next(filter(None, map(Figure.of, brief.proof)), None)
    if figure and re.search(r"\d", figure.value):
        yield {"say": f"{figure.value} {figure.label}.", "show": {"kind": "figure", **vars(figure)}}


def _from_draft(draft: Mapping[str, Any]) -> Iterator[Document]:
    return (dict(scene) for scene in draft.get("scenes", ()) if scene.get("show", {}).get("kind") in _TELLING)


def _from_brief(brief: Brief, article: Article) -> Iterator[Document]:
    """What the draft leaves out: the article's table as a chart, somebody's words, and the brief's points."""
    points = [Point.of(one) for one in brief.points] or [Point(heading=one) for one, _ in article.sections()]
    told = [
        {"say": _sentence(point.text), "show": {"kind": "text", "text": point.heading, "kicker": brief.product}}
        for point in points
        if len(point.heading) <= _ON_SCREEN_CHARS
    ]
    yield from told[:1]
    quote = (
        Quote.of(brief.quote) if brief.quote else Quote(**dict(zip(("text", "by"), article.quotation(), strict=True)))
    )
    if quote and quote.text:
        yield {"show": {"kind": "quote", "text": quote.text, "by": quote.by}}
    if table := next((block["table"] for block in article.blocks if "table" in block and _has_numbers(block)), None):
        yield {"show": {"kind": "chart", "table": table}}
    yield from told[1:]


def _has_numbers(block: Mapping[str, Any]) -> bool:
    """Whether every row but the first ends in a number, as a chart needs."""
    rows = [str(row) for row in block.get("rows", ())][1:]
    return len(rows) > 1 and all(re.search(r"\|\s*[\d.,\s%€$]+$", row) for row in rows)


def _varied(scenes: Sequence[Document]) -> Iterator[Document]:
    """Each message once, and no three scenes of a kind in a row."""
    seen: set[str] = set()
    kinds: list[str] = []
    for scene in scenes:
        show = scene["show"]
        key = str(show.get("text") or show.get("value") or show.get("table") or show.get("image") or show.get("prompt"))
        if key in seen or kinds[-2:] == [show["kind"]] * 2:
            continue
        seen.add(key)
        kinds.append(show["kind"])
        yield scene


def _numbered(scenes: Sequence[Document]) -> list[Document]:
    """With ids where there are none, and without what says nothing."""
    used = {scene["id"] for scene in scenes if "id" in scene}
    free = (name for n in range(1, 2 + len(scenes) + len(used)) if (name := f"m{n}") not in used)
    kept = [{"id": scene.get("id") or next(free), **scene} for scene in scenes]
    return [
        {
            name: {key: one for key, one in value.items() if one not in ("", None)} if name == "show" else value
            for name, value in scene.items()
            if value not in ("", None)
        }
        for scene in kept
    ]


def _seconds(say: str, show: Mapping[str, Any]) -> float:
    """About as long as a scene takes to be heard, or read where nobody speaks."""
    words = len((say or str(show.get("text", ""))).split())
    return max(SHORTEST_SCENE_S, words / WORDS_A_SECOND + AIR_S)


def _sentence(text: str) -> str:
    """The first sentence of a text."""
    return re.split(r"(?<=[.!?。！？])\s+", text.strip(), maxsplit=1)[0]


def _shown_address(brief: Brief) -> str:
    """An address as a film shows it: without its scheme and what nobody would type."""
    parts = urlsplit(brief.link or brief.page_url)
    return parts.netloc.removeprefix("www.")
