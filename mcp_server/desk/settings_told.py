"""The settings in force, and where each was said."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from footage import yaml_data
from footage.config import ENV_PREFIX
from footage.secret_files import variable_of_file

if TYPE_CHECKING:
    from footage.config import Settings

_HIDDEN = frozenset({"database_url", "link_key", "webhook_secret", "webhook_url"})


@dataclass(frozen=True, kw_only=True)
class SettingTold:
    """One setting; of a secret one it is only told that it is set."""

    name: str
    value: str
    source: str
    meaning: str


def settings_told(settings: Settings) -> Iterator[SettingTold]:
    """All of them, those that somebody has set first."""
    in_file = yaml_data.mapping(settings.home / "config.yaml")
    told = [_told(name, settings, in_file) for name in type(settings).model_fields]
    yield from sorted(told, key=lambda one: (one.source == "default", one.name))


def _told(name: str, settings: Settings, in_file: dict[str, Any]) -> SettingTold:
    field, value = type(settings).model_fields[name], getattr(settings, name)
    variable = f"{ENV_PREFIX}{name.upper()}"
    if os.environ.get(variable):
        source = "environment"
    elif isinstance(value, SecretStr) and (of_file := variable_of_file(variable)):
        source = of_file
    elif name in in_file:
        source = "config.yaml"
    else:
        source = "default" if value == field.get_default(call_default_factory=True) else "command"
    return SettingTold(name=variable, value=_shown(name, value), source=source, meaning=field.description or "")


def _shown(name: str, value: Any) -> str:
    if value is None or value in ([], {}):
        return "–"
    if isinstance(value, SecretStr) or name in _HIDDEN:
        return "set"
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dict):
        return ", ".join(f"{one} {'on' if is_on else 'off'}" for one, is_on in sorted(value.items()))
    return ", ".join(f"{one}" for one in value) if isinstance(value, list) else f"{value}"
