"""Arguments as models and the clients between send them are understood, and the published schema is kept."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footage.errors import InvalidInputError
from mcp_server.protocol.tool_list import stored
from painter import FilmPlan
from tools.arguments import OF_CLIENTS, mended
from tools.base import Params
from tools.generate_video import GenerateVideo, planned
from tools.registry import TOOLS

PARAMS = {tool.name: tool.params for tool in TOOLS}
SCHEMAS = {tool.name: tool.input_schema for tool in stored().tools}
REQUIRED: dict[str, dict[str, Any]] = {
    name: {one: schema["properties"][one].get("enum", ["x"])[0] for one in schema.get("required", ())}
    for name, schema in SCHEMAS.items()
}
REQUIRED["edit_video"]["steps"] = [{"do": "reverse"}]
IT_IS = {"captions": [{"start_s": 0, "end_s": 1, "text": "it's"}]}
every_tool = pytest.mark.parametrize("tool", SCHEMAS)


def parsed(tool: str, /, **arguments: Any) -> Params:
    return PARAMS[tool].parse({**REQUIRED[tool], **arguments})


def refusal(tool: str, /, **arguments: Any) -> str:
    with pytest.raises(InvalidInputError) as caught:
        parsed(tool, **arguments)
    return str(caught.value)


# --- nothing, in every spelling -------------------------------------------------------------------------------------


@every_tool
@pytest.mark.parametrize("nothing", [None, "", "  ", "null", "None", "undefined", '""', ["null"], [None, ""]], ids=repr)
def test_nothing_is_the_default(tool: str, nothing: Any) -> None:
    optional = SCHEMAS[tool]["properties"].keys() - REQUIRED[tool].keys()
    assert parsed(tool, **dict.fromkeys(optional, nothing)) == parsed(tool)
    assert parsed(tool, **dict.fromkeys(optional, nothing)).model_fields_set == set(REQUIRED[tool])


def test_nothing_inside_a_list_and_a_plan() -> None:
    cue = {"start_s": 0, "end_s": 1, "text": "a"}
    assert parsed("add_captions", captions=[None, {**cue, "words": None}, ""]) == parsed("add_captions", captions=[cue])
    beat = {"duration_s": "2s", "setting": "Sea", "shot": None, "titles": ["", "Hold"], "palette": ""}
    plan = {"style": "FLAT", "fps": None, "beats": json.dumps([beat])}
    assert mended(plan, FilmPlan) == {
        "style": "flat",
        "beats": [{"duration_s": "2", "setting": "sea", "titles": ["Hold"]}],
    }


@pytest.mark.parametrize("wrapper", ["args", "arguments", "input", "kwargs", "parameters", "params"])
@pytest.mark.parametrize("write", [dict, json.dumps])
def test_arguments_inside_one_argument(wrapper: str, write: Callable[[Any], Any]) -> None:
    meant = {"prompt": "a fox", "duration_s": 3}
    assert GenerateVideo.parse({wrapper: write(meant), "toolCallId": "1"}) == GenerateVideo.parse(meant)
    assert wrapper in refusal("generate_video", **{wrapper: write(meant)})


@pytest.mark.parametrize(
    ("plan", "named"),
    [
        ("[1", "plan: is no JSON object"),
        ("a plan", "plan: is no JSON object"),
        ("[1]", "plan: is no JSON object"),
        ('{"a": "\\u0000"}', "plan: has a NUL"),
        ('{"a": 1}', "There is no argument 'plan.a'"),
        ({"a": 1}, "There is no argument 'plan.a'"),
    ],
)
def test_a_plan_is_an_object_or_its_text(plan: Any, named: str) -> None:
    with pytest.raises(InvalidInputError, match=re.escape(named)):
        planned(GenerateVideo.parse({"prompt": "x", "plan": plan}))
    assert planned(GenerateVideo.parse({"prompt": "x", "plan": "{}"})) is None


def test_none_is_a_choice_where_it_is_one_and_no_guess_elsewhere() -> None:
    assert parsed("add_captions", platform="none").model_dump()["platform"] == "none"
    assert parsed("add_captions", enhance="none").model_dump()["enhance"] is None
    assert "auto, on, off" in refusal("blog_to_video", narration="none")
    assert refusal("generate_video", audio="none").startswith("audio:")


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_required_is_missed_by_name(nothing: Any) -> None:
    assert refusal("generate_video", prompt=nothing) in ("prompt is required.", "prompt is empty.")
    wanting = [{"start_s": 0, "end_s": 1, "text": None}]
    assert refusal("add_captions", captions=wanting) == "captions.0.text is required."


# --- other types than asked for -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "sent", "meant"),
    [
        ("generate_video", {"reference_images": '["a.png"]'}, {"reference_images": ["a.png"]}),
        ("generate_video", {"reference_images": '"[\\"a.png\\"]"'}, {"reference_images": ["a.png"]}),
        ("generate_video", {"reference_images": "a, b.png"}, {"reference_images": ["a, b.png"]}),
        ("generate_video", {"reference_images": "['a.png', 'b.png']"}, {"reference_images": ["a.png", "b.png"]}),
        ("generate_video", {"reference_images": r"['C:\d.png']"}, {"reference_images": [r"C:\d.png"]}),
        ("generate_video", {"reference_images": "'[\"a.png\"]'"}, {"reference_images": ["a.png"]}),
        ("generate_video", {"duration_s": "8"}, {"duration_s": 8}),
        ("generate_video", {"duration_s": " 8.5 seconds"}, {"duration_s": 8.5}),
        ("generate_video", {"duration_s": "8s"}, {"duration_s": 8}),
        ("generate_video", {"duration_s": "1:30"}, {"duration_s": 90}),
        ("generate_video", {"seed": "42.0"}, {"seed": 42}),
        ("generate_video", {"seed": 42.0}, {"seed": 42}),
        ("generate_video", {"max_cost_usd": "$2.50"}, {"max_cost_usd": "2.50"}),
        ("generate_video", {"max_cost_usd": "2.5 USD"}, {"max_cost_usd": 2.5}),
        ("generate_video", {"dry_run": "True "}, {"dry_run": True}),
        ("generate_video", {"audio": '"false"'}, {"audio": False}),
        ("generate_video", {"resolution": "1080P"}, {"resolution": "1080p"}),
        ("generate_video", {"priority": '"Cost"'}, {"priority": "cost"}),
        ("generate_video", {"backend": "Veo Fast"}, {"backend": "veo_fast"}),
        ("generate_video", {"idempotency_key": 7}, {"idempotency_key": "7"}),
        ("enhance_quality", {"operations": "denoise"}, {"operations": ["denoise"]}),
        ("enhance_quality", {"operations": "Denoise, sharpen"}, {"operations": ["denoise", "sharpen"]}),
        ("enhance_quality", {"target_fps": "60 fps"}, {"target_fps": 60}),
        ("add_captions", {"captions": "[{'start_s': 0, 'end_s': 1, 'text': \"it's\", 'words': None}]"}, IT_IS),
        ("get_job", {"job_id": '"job_1"'}, {"job_id": "job_1"}),
        ("list_jobs", {"limit": "5", "status": "Completed"}, {"limit": 5, "status": "completed"}),
        (
            "add_captions",
            {"captions": '{"start_s": "00:00:01,500", "end_s": "2s", "text": 5}'},
            {"captions": [{"start_s": 1.5, "end_s": 2, "text": "5"}]},
        ),
        (
            "add_captions",
            {"captions": ['{"start_s": 0, "end_s": 1, "text": "a", "words": "[]"}']},
            {"captions": [{"start_s": 0, "end_s": 1, "text": "a"}]},
        ),
    ],
)
def test_text_for_lists_numbers_and_switches(tool: str, sent: dict[str, Any], meant: dict[str, Any]) -> None:
    assert parsed(tool, **sent) == parsed(tool, **meant)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"duration_s": "8 frames"}, "duration_s"),
        ({"duration_s": "2,5"}, "duration_s"),
        ({"max_cost_usd": "8s"}, "max_cost_usd"),
        ({"max_cost_usd": "NaN"}, "max_cost_usd"),
        ({"seed": "1.5"}, "seed"),
        ({"plan": json.loads('{"a":' * 900 + "1" + "}" * 900)}, "nested too deeply"),
        ({"prompt": ["a"]}, "prompt"),
    ],
)
def test_what_is_ambiguous_is_refused_by_name(wrong: dict[str, Any], named: str) -> None:
    assert named in refusal("generate_video", **wrong)


# --- names ----------------------------------------------------------------------------------------------------------


@every_tool
def test_what_clients_add_of_their_own_is_let_pass(tool: str) -> None:
    assert not OF_CLIENTS & PARAMS[tool].model_fields.keys()
    assert parsed(tool, **dict.fromkeys(OF_CLIENTS, "x"), unknown=None) == parsed(tool)


@pytest.mark.parametrize(
    ("tool", "name", "meant"),
    [
        ("generate_video", "description", "'prompt'"),
        ("add_captions", "video_path", "'video'"),
        ("generate_video", "max_cost", "'max_cost_usd'"),
        ("generate_video", "promt", "'prompt'"),
        ("generate_video", "image", "'start_image' or 'end_image'"),
        ("generate_video", "colour_space", None),
        ("blog_to_video", "colour", None),
        ("cancel_job", "id", "'job_id'"),
        ("cancel_job", "name", None),
    ],
)
def test_a_guess_at_a_name_is_sure_or_left_out_and_all_known_ones_are_listed(
    tool: str, name: str, meant: str | None
) -> None:
    said = refusal(tool, **{name: "1"})
    guess = f" (did you mean {meant}?)" if meant else ""
    assert said == f"There is no argument {name!r}{guess}; known are {', '.join(PARAMS[tool].model_fields)}."


@pytest.mark.parametrize(
    ("tool", "name", "there_is"),
    [
        ("generate_video", "n", "generate_video has variants"),
        ("generate_video", "format", "edit_video exports GIF, WebM, MP3, PNG and others"),
        ("generate_video", "background_music", "edit_video puts music under a film"),
        ("generate_video", "output_path", "the answer tells the path of the film"),
        ("enhance_quality", "aspect_ratio", "edit_video brings a film into another shape"),
        ("add_captions", "watermark", "edit_video puts a logo or a watermark on a film"),
    ],
)
def test_what_another_tool_does_is_named_with_it(tool: str, name: str, there_is: str) -> None:
    assert refusal(tool, **{name: "1"}).startswith(f"There is no argument {name!r} ({there_is}); known are ")


def test_names_inside_a_caption() -> None:
    said = refusal("add_captions", captions=[{"begin": 0, "start_s": 0, "end_s": 1, "text": "a"}])
    assert "no argument 'captions.0.begin'" in said
    assert said.endswith("; known are start_s, end_s, text, words.")
    assert refusal("add_captions", captions="Hello").startswith(
        "captions.0 is no object with start_s, end_s, text, words"
    )


@pytest.mark.parametrize(
    ("tool", "written", "meant"),
    [
        ("generate_video", {"durationS": 9, "aspectRatio": "vertical"}, {"duration_s": 9, "aspect_ratio": "9:16"}),
        (
            "generate_video",
            {"duration_seconds": "9", "resolution": "1920x1080"},
            {"duration_s": 9, "resolution": "1080p"},
        ),
        ("generate_video", {"duration": "9 seconds", "priority": "cheapest"}, {"duration_s": 9, "priority": "cost"}),
        ("blog_to_video", {"narration": False, "aspect_ratio": "Square"}, {"narration": "off", "aspect_ratio": "1:1"}),
        ("generate_video", {"resolution": 1080}, {"resolution": "1080p"}),
        ("list_jobs", {"status": "done"}, {"status": "completed"}),
        ("check_budget", {"period": "this month"}, {"period": "month"}),
        ("add_captions", {"mode": "burned"}, {"mode": "burn"}),
        (
            "add_captions",
            {"captions": [{"start": 0, "end": "0:02", "text": "a"}]},
            {"captions": [{"start_s": 0, "end_s": 2, "text": "a"}]},
        ),
    ],
)
def test_what_can_only_mean_one_thing_is_understood(tool: str, written: dict[str, Any], meant: dict[str, Any]) -> None:
    assert parsed(tool, **written) == parsed(tool, **meant)


# --- the schema's promise -------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


def values(schema: Mapping[str, Any], *, required: bool = True) -> st.SearchStrategy[Any]:
    """What a published schema allows; no client sends blanks alone for what it must give."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    low, high = schema.get("minimum"), schema.get("maximum")
    match schema["type"]:
        case "string":
            return TEXT.filter(str.strip) if required else TEXT
        case "integer":
            return st.integers(low, high)
        case "number":
            return st.floats(low, high, allow_nan=False, allow_infinity=False)
        case "boolean":
            return st.booleans()
        case "array":
            return st.lists(
                values(schema["items"]), min_size=schema.get("minItems", 0), max_size=min(schema.get("maxItems", 4), 4)
            )
        case _:
            assert schema["type"] == "object"
    needed = schema.get("required", ())
    parts = {name: values(one, required=name in needed) for name, one in schema["properties"].items()}
    return st.fixed_dictionaries(
        {name: part for name, part in parts.items() if name in needed},
        optional={name: part for name, part in parts.items() if name not in needed},
    )


def disguised(value: Any, schema: Mapping[str, Any]) -> Any:
    """The same as a client sends it that has text for everything and null for the rest."""
    if "enum" in schema:
        return f" {value.upper()}"
    match schema["type"]:
        case "number" | "integer" | "boolean":
            return str(value)
        case "array":
            return json.dumps([disguised(one, schema["items"]) for one in value])
        case "object":
            return json.dumps(
                {
                    name: disguised(value[name], one) if name in value else None
                    for name, one in schema["properties"].items()
                }
            )
        case _:
            return value


@pytest.mark.parametrize("tool", sorted(SCHEMAS.keys() - {"edit_video"}))  # what its steps take depends on what they do
@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_what_the_schema_allows_is_accepted_however_it_is_written(tool: str, data: st.DataObject) -> None:
    arguments = data.draw(values(SCHEMAS[tool]))
    plain = PARAMS[tool].parse(arguments)
    as_text = json.loads(disguised(arguments, SCHEMAS[tool]))
    assert PARAMS[tool].parse(as_text) == plain


def test_the_schema_keeps_to_letters_that_every_client_takes() -> None:
    names = [*SCHEMAS, *(name for schema in SCHEMAS.values() for name in schema["properties"])]
    assert set("".join(names)) <= set(string.ascii_lowercase + "_")
