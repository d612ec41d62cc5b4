"""Secrets in files: `NAME_FILE` names a file with what `NAME` would be, as Docker and Kubernetes hand them in.

An environment is seen by whoever looks at the process, and by all that it starts; a file can be kept from both.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, get_args

from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsError

ENDING = "_FILE"
_MAX_BYTES = 65_536


class SecretFiles(PydanticBaseSettingsSource):
    """The secrets of some settings, from the files that the environment names.

    Args:
        settings: Whose fields.
        prefix: What the variables of all fields begin with.
    """

    def __init__(self, settings: type[BaseSettings], prefix: str = "") -> None:
        super().__init__(settings)
        self._prefix = prefix

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The content of a field's file.

        Raises:
            SettingsError: It cannot be read, or the secret is given twice; the message has nothing of it.
        """
        for name in _variables(field, f"{self._prefix}{field_name}"):
            if path := _variable(f"{name}{ENDING}"):
                if _variable(name):
                    raise SettingsError(f"{name} and {name}{ENDING} are both set; leave one out")
                return _content(f"{name}{ENDING}", Path(path)), field_name, False
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """What was found, by field."""
        found = {name: self.get_field_value(field, name)[0] for name, field in secret_fields(self.settings_cls).items()}
        return {name: value for name, value in found.items() if value is not None}


def secret_fields(settings: type[BaseSettings]) -> dict[str, FieldInfo]:
    """The fields that are secrets."""
    fields = settings.model_fields.items()
    return {name: field for name, field in fields if SecretStr in (field.annotation, *get_args(field.annotation))}


def variable_of_file(name: str) -> str | None:
    """The variable that names the file of a secret, if it is set."""
    return f"{name}{ENDING}" if _variable(f"{name}{ENDING}") else None


def _variables(field: FieldInfo, name: str) -> tuple[str, ...]:
    alias = field.validation_alias
    choices = alias.choices if isinstance(alias, AliasChoices) else [name.upper()]
    return tuple(one for one in choices if isinstance(one, str))


def _variable(name: str) -> str:
    """Its value; upper and lower case are the same, as for all settings, and an empty one is not set."""
    return os.environ.get(name) or next((value for key, value in os.environ.items() if key.upper() == name), "")


def _content(variable: str, path: Path) -> str:
    """What is in a file, without the end of its line, which most ways of writing one leave there."""
    try:
        with path.expanduser().open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
        text = content.decode("utf-8-sig")
    except (OSError, RuntimeError) as exc:
        raise SettingsError(f"{variable}: {path} cannot be read: {getattr(exc, 'strerror', None) or exc}") from exc
    except UnicodeDecodeError:
        raise SettingsError(f"{variable}: {path} is no text") from None  # the error has the content in it
    if len(content) > _MAX_BYTES:
        raise SettingsError(f"{variable}: {path} is larger than {_MAX_BYTES} bytes")
    if not text.strip():
        # A secret that somebody has yet to fill in: to go on without it would be another database, or none of a vendor.
        raise SettingsError(f"{variable}: {path} is empty; leave the variable out where there is no such secret")
    return text.strip("\r\n")
