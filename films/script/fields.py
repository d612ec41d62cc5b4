"""The names in a script: what each document's fields are called, and what else people and models call them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel

from films.script.documents import (
    ChartShow,
    CodeShow,
    End,
    FigureShow,
    FilmShow,
    ListShow,
    PictureShow,
    PlaceShow,
    QuoteShow,
    Scene,
    Script,
    SplitShow,
    TableShow,
    TextShow,
    TitleShow,
)

KINDS: Mapping[str, type[BaseModel]] = {
    "title": TitleShow,
    "text": TextShow,
    "list": ListShow,
    "figure": FigureShow,
    "chart": ChartShow,
    "table": TableShow,
    "quote": QuoteShow,
    "code": CodeShow,
    "picture": PictureShow,
    "place": PlaceShow,
    "film": FilmShow,
    "split": SplitShow,
}
END = "end"
"""No kind of its own: a last scene of this kind is the script's `end`."""

_ALIKE = 0.6
"""How alike a misspelt word and the one that is offered for it are, at least."""


def _each(**names: str) -> Mapping[str, str]:
    """The other names of each field, turned round: by the other name, the field's own."""
    return {other: name for name, others in names.items() for other in others.split()}


KIND_NAMES = _each(
    title="opening hook headline title_card titlecard",
    text="statement message claim sentence words paragraph point text_card heading",
    list="bullets bullet_list bullet_points checklist steps items points ordered_list numbered_list",
    figure="number stat statistic big_number metric kpi",
    chart="graph bar_chart line_chart pie_chart donut_chart bar line donut pie diagram plot",
    table="grid matrix",
    quote="quotation blockquote testimonial pull_quote",
    code="code_block snippet program terminal",
    picture="image photo img photograph screenshot figure_image",
    place="drawing drawn illustration location",
    film="video clip footage generated generated_video stock b_roll broll",
    split="side_by_side two_columns comparison compare versus",
    end="closing outro end_card cta call_to_action",
)
"""What else the kinds of `show` are called."""

CHART_TYPES = _each(bar="bars column columns bar_chart histogram", line="lines line_chart", donut="doughnut pie")
TRANSITIONS = _each(dissolve="fade crossfade cross_fade mix", wipe="swipe slide push", whip="whip_pan", cut="hard_cut")

_HEADINGS = "heading title headline"
_SEARCHED = "search stock query keywords search_query search_words stock_search footage_query"
_OTHER_NAMES: Mapping[str, Mapping[str, str]] = {
    "script": _each(
        title="name headline",
        language="lang locale",
        scenes="shots beats slides sections",
        end="closing outro end_card cta call_to_action",
    ),
    "scene": _each(
        id="scene_id name number",
        say="narration voiceover voice_over spoken speech says voice narrator dialogue spoken_text caption_text",
        show="visual visuals shows screen on_screen onscreen card display",
        seconds="duration duration_s length length_s secs",
        chapter="section chapter_title",
        transition="transition_in",
        **{"from": "from_ source sources blocks block_ids from_blocks block"},
    ),
    "title": _each(text=f"{_HEADINGS} line", kicker="subtitle eyebrow overline more sub", stock_query=_SEARCHED),
    "text": _each(
        text=f"{_HEADINGS} message statement line content body words",
        kicker="subtitle eyebrow overline label",
        stock_query=_SEARCHED,
    ),
    "list": _each(
        items="points bullets entries lines list steps", heading="title headline text", numbered="ordered is_numbered"
    ),
    "figure": _each(value="number figure stat amount", label="text caption description title heading what"),
    "chart": _each(
        type="chart_type chart style",
        labels="categories names x",
        values="data numbers y series",
        unit="units",
        heading="title text headline caption",
        table="table_id",
    ),
    "table": _each(header="headers columns head", rows="data cells", heading="title text caption", table="table_id id"),
    "quote": _each(text="quote quotation words", by="author source speaker who attribution name said_by"),
    "code": _each(text="code source content program snippet", language="lang", lines="line_range highlight range"),
    "picture": _each(
        image="picture photo src url path id file picture_id image_id image_url img",
        text="caption title overlay heading label headline",
    ),
    "place": _each(
        subjects="subject things what objects",
        setting="place location scene background where",
        time="time_of_day hour",
        text="caption title heading overlay",
        stock_query=_SEARCHED,
    ),
    "film": _each(
        prompt="description",
        backend="generator model",
        stock_query=_SEARCHED,
        text="caption title heading overlay",
    ),
    "split": _each(left="first a top before", right="second b bottom after"),
    "end": _each(line="text message takeaway title heading call_to_action cta label", url="link address site href"),
}

_PASSED_OVER = frozenset({"comment", "comments", "note", "notes", "reason", "why", "$schema", "$comment"})
"""Fields in which a writer speaks to themselves."""

_DOCUMENTS: Mapping[str, type[BaseModel]] = {"script": Script, "scene": Scene, "end": End, **KINDS}


def names_of(document: str) -> tuple[str, ...]:
    """The fields of a document, such as "scene" or "chart", as they are written."""
    return tuple(field.alias or name for name, field in _DOCUMENTS[document].model_fields.items())


def is_passed_over(name: str) -> bool:
    """Whether a field is a remark of its writer's."""
    return name.startswith("_") or snake_case(name) in _PASSED_OVER


def meant(document: str, name: str) -> str | None:
    """The field that a name means in a document; None where it means none."""
    known, bare = names_of(document), snake_case(name)
    if name in known:
        return name
    if bare in known:
        return bare
    return _OTHER_NAMES[document].get(bare)


def kind_meant(name: str) -> str | None:
    """The kind of `show` that a word means, or "end"; None where it means none."""
    bare = snake_case(name)
    return bare if bare in KINDS or bare == END else KIND_NAMES.get(bare)


def snake_case(name: str) -> str:
    """A name in lower case with its words apart: "onScreen", "on-screen" and "On screen" are "on_screen"."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\s_-]+", "_", apart).lower()


def closest(word: str, known: Iterable[str], others: Mapping[str, str] | None = None) -> str:
    """The known word that is most alike; empty where none is."""
    by_name = {**(others or {}), **{one: one for one in known}}
    close = difflib.get_close_matches(snake_case(word), by_name, n=1, cutoff=_ALIKE)
    return by_name[close[0]] if close else ""


def closest_field(document: str, name: str) -> str:
    """The field of a document that a misspelt name is most like; empty where it is like none."""
    return closest(name, names_of(document), _OTHER_NAMES[document])


def did_you_mean(word: str, known: Iterable[str], others: Mapping[str, str] | None = None) -> str:
    """A question after the known word that is most alike, such as "; did you mean 'figure'?"; empty where none is."""
    close = closest(word, known, others)
    return f"; did you mean {close!r}?" if close else ""


def no_field(document: str, name: str) -> str:
    """What is said of a field that a document does not have."""
    close = closest_field(document, name)
    what = f"the {document}" if document in ("script", "scene", "end") else f"a show of kind {document}"
    return f"is no field of {what}; " + (
        f"did you mean {close!r}?" if close else f"those are {listed(names_of(document))}"
    )


def no_choice(given: object, known: Sequence[str], others: Mapping[str, str] | None = None) -> str:
    """What is said of a word that is none of a few."""
    close = did_you_mean(str(given), known, others)
    return f"{str(given)[:40]!r} is none of {listed(known)}{close}"


def listed(words: Iterable[str]) -> str:
    """Words with commas between them."""
    return ", ".join(words)


def ids_in_short(ids: Sequence[str], what: str) -> str:
    """Which ids there are: "there are p1 to p4"."""
    if not ids:
        return f"there are no {what}s here; such an id is one of the article's, so pass source, too"
    return f"there is only {ids[0]}" if len(ids) == 1 else f"there are {ids[0]} to {ids[-1]}"
