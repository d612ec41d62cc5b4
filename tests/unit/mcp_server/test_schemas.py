from __future__ import annotations

import json

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
def test_a_result_names_every_field(tool: Tool) -> None:
    for whole in (True, False):
        assert set(output_schema(tool.result, whole=whole)["properties"]) == set(tool.result.model_fields)
