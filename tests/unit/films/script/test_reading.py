"""Scripts as models and people write them: what is meant is read, and all that is wrong is named at once."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from films.article.outline import Outline, Table
from films.script.advice import advice
from films.script.article_view import compact
from films.script.documents import Script
from films.script.facts import not_in_article
from films.script.fields import KINDS, names_of
from films.script.reading import ReadScript, check_pictures, read_script
from films.script.references import Known
from footage.errors import ForbiddenPathError, InvalidInputError, NotFoundError

PRICES = Table(
    table_id="t1",
    header=("Day", "Price"),
    rows=(("Mon", "1,200 €"), ("Tue", "900 €"), ("Wed", "n/a"), ("Thu", "1.5k €")),
)
WORDS = Table(table_id="t2", header=("Name", "Town"), rows=(("Ada", "Rome"), ("Bo", "Lima")))
KNOWN = Known(
    pictures={"p1": ("/img/Soup.jpg",), "p2": ()},
    tables={"t1": PRICES, "t2": WORDS},
    blocks=("b1", "b2", "b3"),
    title="Soup",
    language="en",
    backends=("storyboard", "veo", "runway"),
)
TEXT = {"kind": "text", "text": "A claim"}


def read(*scenes: Any, **more: Any) -> ReadScript:
    return read_script({"scenes": list(scenes), **more}, KNOWN)


def shown(show: Any, **scene: Any) -> dict[str, Any]:
    (only,) = compact(read({"id": "s1", "say": "x", "show": show, **scene}).script)["scenes"]
    return dict(only["show"])


def mistakes(*scenes: Any, **more: Any) -> str:
    with pytest.raises(InvalidInputError) as caught:
        read(*scenes, **more)
    return caught.value.message


def test_what_goes_out_comes_in_again_as_it_was() -> None:
    script = read(
        {"id": "a", "say": "One.", "show": TEXT, "from": ["b1"], "seconds": 4, "transition": "wipe", "chapter": "Go"},
        {"id": "b", "show": {"kind": "chart", "table": "t1"}},
        {"id": "c", "show": {"kind": "split", "left": TEXT, "right": {"kind": "figure", "value": "3 %", "label": "x"}}},
        end={"line": "Cook", "url": "example.com"},
    ).script
    out = compact(script)
    assert read_script(json.dumps(out), KNOWN) == ReadScript(script, (), {})
    assert out["scenes"][0]["from"] == ["b1"]
    assert out["scenes"][0]["show"]["kind"] == "text"
    assert read_script({"plan": {"script": out, "article": {}, "scenes": [{"id": "a"}]}}, KNOWN).script == script
    assert read_script({"script": json.dumps(out)}, KNOWN).script == script
    assert read_script(f"```json\n{json.dumps({'script': out})}\n```", KNOWN).script == script


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"kind": "Big Number", "number": 40, "unit": "%", "caption": "up"}, {"value": "40 %", "label": "up"}),
        ({"type": "stat", "value": "40", "description": "up"}, {"kind": "figure", "value": "40", "label": "up"}),
        ({"kind": "bullet-points", "points": "- a\n- b\n"}, {"kind": "list", "items": ["a", "b"]}),
        ({"items": [{"title": "Flour", "text": "500 g"}, None, 3]}, {"items": ["Flour: 500 g", "3"]}),
        ({"kind": "image", "src": "/IMG/soup.jpg"}, {"kind": "picture", "image": "p1"}),
        ({"kind": "photo", "image": "P2", "alt": None}, {"kind": "picture", "image": "p2"}),
        ({"kind": "graph", "data": {"a": "1.2k", "b": 3}}, {"labels": ["a", "b"], "values": [1200, 3]}),
        ({"kind": "chart", "data": [{"name": "a", "n": 1}], "type": "Pie"}, {"values": [1], "type": "donut"}),
        ({"kind": "table", "rows": [{"a": 1, "b": "x"}]}, {"header": ["a", "b"], "rows": [["1", "x"]]}),
        ({"kind": "quotation", "quote": "Yes.", "speaker": "Ada"}, {"kind": "quote", "text": "Yes.", "by": "Ada"}),
        ({"kind": "code", "code": "a = 1", "lang": "python"}, {"text": "a = 1", "language": "python"}),
        ({"kind": "video", "prompt": "waves", "_why": "calm"}, {"kind": "film", "prompt": "waves"}),
        ({"kind": "drawing", "subject": "boat"}, {"kind": "place", "subjects": ["boat"]}),
        ({"kind": "headline", "heading": "Soup"}, {"kind": "title", "text": "Soup"}),
        ("A claim", TEXT),
        ("[Applause]", {"kind": "text", "text": "[Applause]"}),
        ({"text": "A claim"}, TEXT),
    ],
)
def test_other_names_and_notations_are_understood(written: Any, meant: dict[str, Any]) -> None:
    assert meant.items() <= shown(written).items()


def test_the_fields_of_a_scene_in_other_spellings() -> None:
    read_one = read(
        {
            "sceneId": 7,
            "voiceOver": "One.",
            "onScreen": TEXT,
            "duration_s": "4 s",
            "Transition": "Fade",
            "from": "b1-b3",
        },
        {"narration": "Two.", "kind": "text", "text": "Flat", "chapter": None, "from": "b2, b9"},
        {"show": {**TEXT, "say": "Three.", "seconds": 3}},
        {"say": "Bye", "show": {"kind": "outro", "text": "Cook", "link": "example.com"}},
        name="Soup and more",
    )
    first, second, third = read_one.script.scenes
    assert (first.id, first.say, first.seconds, first.transition) == ("7", "One.", 4, "dissolve")
    assert first.from_ == ("b1", "b2", "b3")
    assert (second.say, second.show.kind, second.from_) == ("Two.", "text", ("b2",))
    assert (third.say, third.seconds) == ("Three.", 3)
    assert read_one.script.title == "Soup and more"
    assert read_one.script.end is not None
    assert (read_one.script.end.line, read_one.script.end.url, read_one.script.end.say) == (
        "Cook",
        "example.com",
        "Bye",
    )
    (note,) = read_one.notes
    assert "'voiceOver' as 'say'" in note
    assert "there is no block b9" in note


def test_ids_are_mended_and_it_is_told() -> None:
    script = read({"show": TEXT}, {"id": "s1", "show": TEXT}, {"id": "s1", "show": TEXT}, {"id": "end", "show": TEXT})
    assert [scene.id for scene in script.script.scenes] == ["s2", "s1", "s3", "s4"]
    assert "of two scenes called s1 the second is now s3" in script.notes[0]
    assert "scenes without an id got one" in script.notes[0]
    assert "the scene called end is now s4" in script.notes[0]


def test_lists_and_objects_inside_that_came_as_text() -> None:
    scenes = json.dumps([{"id": "a", "show": json.dumps(TEXT)}, {"id": "b", "kind": "end", "line": "Go"}])
    script = read_script({"title": "Soup", "scenes": scenes}, KNOWN).script
    assert (script.scenes[0].show.kind, script.end and script.end.line) == ("text", "Go")


def test_charts_and_tables_are_filled_from_the_article() -> None:
    chart = shown({"kind": "chart", "table": "t1", "type": "line"})
    assert (chart["labels"], chart["values"]) == (["Mon", "Tue", "Thu"], [1200, 900, 1500])
    assert (chart["unit"], chart["heading"]) == ("€", "Price")
    table = shown({"kind": "table", "table": "T2"})
    assert table["rows"] == [["Ada", "Rome"], ["Bo", "Lima"]]
    assert "t2 has no column of numbers" in mistakes({"show": {"kind": "chart", "table": "t2"}})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("hello", "script: is no JSON (line 1, column 1"),
        ('{"scenes": [\n{"say": "x"', "script: is no JSON (line 2, column"),
        ("[" * 5000, "script: is nested too deeply"),
        ("x" * 500_000, "400000 at most"),
        ({}, "script.scenes: is missing"),
        ([], "script.scenes: is no list of scenes"),
        ({"scenes": {}}, "script.scenes: is no list of scenes"),
        (7, "script.scenes: is missing"),
        ({"scenes": [TEXT], "version": 2}, "version: is not 1"),
    ],
)
def test_what_is_no_script(given: Any, said: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_script(given, KNOWN)
    assert said in caught.value.message
    assert "direct_a_film" in caught.value.hint


WRONG: list[tuple[Any, list[str]]] = [
    (
        {"show": {"kind": "figur", "value": "1", "label": "x"}},
        ["show.kind: 'figur' is no kind; did you mean 'figure'?"],
    ),
    ({"show": {"kind": "picture", "image": "p9"}}, ["show.image: there is no picture 'p9'; there are p1 to p2"]),
    ({"show": {"kind": "chart", "table": "t9"}}, ["show.table: there is no table 't9'; there are t1 to t2"]),
    (
        {"show": {"kind": "figure", "value": "many", "lable": "x"}},
        ["show.lable: is no field", "'label'?", "show.value: "],
    ),
    ({"show": {"kind": "text", "text": "", "colour": "red"}}, ["show.colour: is no field", "show.text: is empty"]),
    ({"show": TEXT, "seconds": "long"}, ["seconds: 'long' is no number"]),
    ({"show": TEXT, "seconds": 100}, ["seconds: '100' is more than 60"]),
    ({"show": TEXT, "transition": "fadeout"}, ["transition: 'fadeout' is none of cut", "did you mean 'dissolve'?"]),
    ({"show": TEXT, "say": "y" * 700}, ["say: has 700 characters, 600 at most"]),
    ({"show": TEXT, "say": ["a"]}, ["say: is a list, not a text"]),
    ({"show": TEXT, "says": "a", "say": "b"}, ["says: says again what 'say' says"]),
    ({"say": "No picture"}, ["show: is missing"]),
    ({"chapter": "Only"}, [": has neither say nor show"]),
    (7, [": is no object with say and show"]),
    ({"show": 7}, ["show: is no object with a kind"]),
    ({"show": {"kind": "list", "items": []}}, ["show.items: is empty"]),
    ({"show": {"kind": "list", "items": ["x" * 300]}}, ["show.items[0]: has 300 characters, 200 at most"]),
    ({"show": {"kind": "list", "items": ["a"], "numbered": "perhaps"}}, ["show.numbered: 'perhaps' is neither true"]),
    ({"show": {"kind": "chart", "labels": ["a"], "values": [1, 2]}}, ["show: has 1 labels, but 2 values"]),
    ({"show": {"kind": "chart", "labels": ["a"], "values": ["x"]}}, ["show.values[0]: 'x' is no number"]),
    ({"show": {"kind": "chart"}}, ["show: needs labels and values, or the id of a table"]),
    (
        {"show": {"kind": "chart", "type": "barr", "table": "t1"}},
        ["show.type: 'barr' is none of", "did you mean 'bar'?"],
    ),
    ({"show": {"kind": "table", "rows": [["a"] * 2] * 50}}, ["show.rows: has 50 entries, 40 at most"]),
    ({"show": {"kind": "table", "rows": "a"}}, ["show.rows: is a text, not a list"]),
    ({"show": {"kind": "quote", "by": "Ada"}}, ["show.text: is missing"]),
    (
        {"show": {"kind": "code", "text": "x", "lines": "all"}},
        ["show.lines: 'all' is no range of lines, such as '3-9'"],
    ),
    ({"show": {"kind": "place", "subjects": ["bee"] * 13}}, ["show.subjects: has 13 entries, 12 at most"]),
    ({"show": {"kind": "film"}}, ["show.prompt: is missing"]),
    ({"show": {"kind": "film", "prompt": "x", "backend": "veoo"}}, ["show.backend: 'veoo' is none", "mean 'veo'?"]),
    ({"show": {"kind": "split", "left": TEXT}}, ["show.right: is missing"]),
    (
        {"show": {"kind": "split", "left": {"kind": "film", "prompt": "x"}, "right": TEXT}},
        ["show.left.kind: a film cannot"],
    ),
    ({"show": {"kind": "end", "line": "x"}}, ["show.kind: an end is no scene"]),
    ({"show": {"value": "1", "text": "a", "wat": "x"}}, ["show.kind: is missing"]),
]


def test_a_script_with_forty_wrong_things_names_each() -> None:
    scenes = [scene for scene, _ in WRONG]
    said = mistakes(
        *scenes, {"show": TEXT}, title="x" * 300, colour="red", end={"url": True}, version=9, language="Klingonese"
    )
    places = [f"scenes[{at}]" for at in range(len(WRONG))]
    wanted = [(f"{place}.", part) for place, (_, parts) in zip(places, WRONG, strict=True) for part in parts]
    for place, part in wanted:
        assert part in said, (place, part)
    for place in places:
        assert place in said
    for part in (
        "colour: is no field of the script",
        "end.line: is missing",
        "end.url: is true or false",
        "title: has 300",
        "language: ",
    ):
        assert part in said
    count = int(said.split(" ", 1)[0])
    assert count >= 40
    assert "; and " not in said or count > 40
    assert len(said) < 5000


def test_all_pictures_that_cannot_be_had_are_named_with_the_code_of_the_first() -> None:
    script = read(
        {"show": {"kind": "picture", "image": "/etc/a.png"}},
        {"show": {"kind": "picture", "image": "p1"}},
        {"show": {"kind": "split", "left": TEXT, "right": {"kind": "picture", "image": "gone.png"}}},
    )
    assert script.named == {"scenes[0].show.image": "/etc/a.png", "scenes[2].show.right.image": "gone.png"}

    def find(name: str) -> None:
        raise ForbiddenPathError("No.") if name.startswith("/") else NotFoundError("Gone.")

    with pytest.raises(ForbiddenPathError) as caught:
        check_pictures(script, find)
    assert caught.value.message == "script.scenes[0].show.image: No; script.scenes[2].show.right.image: Gone."


@pytest.mark.parametrize("given", ["\ud800", "a\x00b", "line\nbreak", "🎬", "مرحبا", "x" * 200])
def test_any_text_comes_through_as_text(given: str) -> None:
    script = read({"id": given[:40], "say": given, "show": {"kind": "text", "text": given}}, title=given).script
    assert isinstance(script, Script)
    json.dumps(compact(script), ensure_ascii=False).encode()


def test_the_guides_script_is_read_as_it_stands() -> None:
    guide = (Path(__file__).parents[4] / "docs" / "guides" / "scripts.md").read_text(encoding="utf-8")
    found = re.findall(r"```json script\n(.*?)```", guide, re.DOTALL)
    for text in found:
        known = Known(blocks=("b1", "b2"))
        script = read_script(text, known)
        assert script.notes == ()
        assert compact(script.script) == {"version": 1, **json.loads(text)}
    assert len(found) == 1
    for kind in KINDS:
        rows = re.findall(rf"^\| `{kind}` \| (.*) \|$", guide, re.MULTILINE)
        assert any(all(f"`{name}`" in row for name in names_of(kind) if name != "kind") for row in rows), kind


ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**7) | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = sorted({name for kind in (*KINDS, "scene", "script", "end") for name in names_of(kind)} | {"type", "unit"})
SHOWN = st.dictionaries(st.sampled_from(FIELDS), ANY, max_size=6) | st.builds(
    lambda kind, rest: {**rest, "kind": kind},
    st.sampled_from([*KINDS, "end", "photo", "stat", "bullets"]),
    st.dictionaries(st.sampled_from(FIELDS), ANY, max_size=6),
)
SCENES = st.fixed_dictionaries({}, optional={"id": ANY, "say": ANY, "show": SHOWN | ANY, "from": ANY, "seconds": ANY})
SCRIPTS = ANY | st.fixed_dictionaries(
    {"scenes": st.lists(SCENES | SHOWN, max_size=3)}, optional={"title": ANY, "end": SHOWN | ANY, "language": ANY}
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(SCRIPTS)
def test_whatever_is_sent_is_a_script_or_is_refused_in_words(given: Any) -> None:
    with contextlib.suppress(InvalidInputError):
        script = read_script(given, KNOWN).script
        assert read_script(json.dumps(compact(script)), KNOWN).script == script
        advice(script)
        not_in_article(script, Outline(title="Soup", language="en"))
