"""Names for what was asked for: the same for the same, whichever version of Footage works them out."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python


def fingerprint(asked: BaseModel, *, without: frozenset[str] = frozenset()) -> str:
    """SHA-256, hex, of what a model says beyond its defaults: a field that is added later with one changes nothing.

    Args:
        asked: The model, with all that it holds.
        without: Fields of it that do not count.
    """
    counted = {name: value for name, value in _non_defaults(asked).items() if name not in without}
    return hash_of(counted)


def hash_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of a document's JSON with its keys in order, hex."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _default_of(field: dataclasses.Field[Any]) -> object:
    made = field.default_factory
    return field.default if made is dataclasses.MISSING else made()


def _canonical(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _non_defaults(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = ((one.name, getattr(value, one.name), _default_of(one)) for one in dataclasses.fields(value))
        return {name: _canonical(one) for name, one, default in fields if one != default}
    if isinstance(value, Mapping):
        return {str(key): _canonical(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_canonical(one) for one in value]
    return to_jsonable_python(value)


def _non_defaults(model: BaseModel) -> dict[str, Any]:
    fields = type(model).model_fields
    values = {name: getattr(model, name) for name in fields}
    return {name: _canonical(value) for name, value in values.items() if _counts(fields[name], value)}


def _counts(field: FieldInfo, value: Any) -> bool:
    """Whether a value is no default; what names a document's kind always counts, or two kinds could be alike."""
    if get_origin(field.annotation) is Literal and len(get_args(field.annotation)) == 1:
        return True
    return bool(value != field.get_default(call_default_factory=True, validated_data={}))
