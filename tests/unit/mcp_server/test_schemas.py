from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from mcp_server.protocol.schemas import input_schema, output_schema
from tools.base import Tool
from tools.registry import TOOLS

every_tool = pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)


@every_tool
def test_schemas_need_no_reference_and_carry_no_generated_titles(tool: Tool) -> None:
    text = json.dumps([input_schema(tool.params), output_schema(tool.result)])
    assert "$ref" not in text
    assert "$defs" not in text
    assert '"title": "' not in text


@every_tool
def test_a_parameter_has_one_plain_type_and_is_required_only_without_a_default(tool: Tool) -> None:
    schema = input_schema(tool.params)
    for name, parameter in schema["properties"].items():
        assert isinstance(parameter["type"], str), name
        assert (name in schema.get("required", [])) == tool.params.model_fields[name].is_required()


@every_tool
def test_schemas_are_written_in_the_dialect_that_every_client_converts(tool: Tool) -> None:
    plain = {"type", "description", "enum", "properties", "items", "required", "default"}
    limits = {"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"}
    for schema, keywords in (
        (input_schema(tool.params), plain | limits),
        (output_schema(tool.result), plain | {"anyOf"}),
    ):
        for part in parts(schema):
            assert part.keys() <= keywords, part
            assert isinstance(part.get("type", ""), str), part
            assert part.get("default", "") is not None, part
            assert part.keys() >= {"type"} or part["anyOf"][-1] == {"type": "null"}, part


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """A schema and all that are in it."""
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
    for one in [*inner, schema["items"]] if "items" in schema else inner:
        yield from parts(one)


@every_tool
def test_a_result_names_every_field_or_the_tool_that_does(tool: Tool) -> None:
    assert set(output_schema(tool.result)["properties"]) == set(tool.result.model_fields)
    assert output_schema(tool.result, as_of="get_job") == {"type": "object", "description": "As of get_job."}
