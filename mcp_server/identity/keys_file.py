"""FOOTAGE_KEYS_FILE: keys for an installation that nobody logs in to, such as a container.

    teams:
      - {id: films, org: acme}
    keys:
      - {name: agent, team: films, id: k3x9m2pq, hash: "sha256:...", expires: 2027-06-30}
      - {name: editor, team: films, key_file: /run/secrets/editor, scopes: [video:make]}

A key itself never stands in it: its hash does, or the name of a file with the key.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from footage import yaml_data
from footage.api_keys import ApiKey, read_hash, read_id
from footage.errors import InvalidInputError
from footage.ports.keys import DEFAULT_ORG, Declared, DeclaredKey, DeclaredTeam
from mcp_server.identity.terms import Name, WrittenTerms, refuse_unknown

_MOST_BYTES = 4096


class _Team(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: Name
    org: Name = DEFAULT_ORG


class _Key(WrittenTerms):
    id: str | None = None
    hash: str | None = None
    key_file: Path | None = None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    teams: list[_Team] = []
    keys: list[_Key] = []


def read_keys_file(file: Path, backends: Collection[str]) -> Declared:
    """What the file says.

    Args:
        file: YAML or JSON.
        backends: The names of all backends.

    Raises:
        InvalidInputError: It cannot be read, or something in it is wrong; nothing of a key is in the message.
    """
    found = yaml_data.read(_File, file)
    keys = [_declared(key, file, backends) for key in found.keys]
    ids = [key.key_id for key in keys]
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise InvalidInputError(f"{file}: the key {min(twice)} is there twice.")
    return Declared(keys=keys, teams=[DeclaredTeam(team_id=one.id, org_id=one.org) for one in found.teams])


def _declared(written: _Key, file: Path, backends: Collection[str]) -> DeclaredKey:
    try:
        refuse_unknown(written.backends or (), backends)
        key_id, hashed = _which(written, file)
    except (ValueError, InvalidInputError) as exc:
        hint = exc.hint if isinstance(exc, InvalidInputError) else None
        raise InvalidInputError(f"{file}: the key named {written.name!r}: {exc}", hint=hint) from None
    return DeclaredKey(key_id=key_id, hash=hashed, terms=written.terms())


def _which(written: _Key, file: Path) -> tuple[str, str]:
    """The id and the hash of a key of the file."""
    if written.key_file and not (written.id or written.hash):
        key = _key_in(file.parent / written.key_file)
        return key.key_id, key.hash
    if written.key_file or not (written.id and written.hash):
        raise ValueError("needs either id and hash, or key_file")
    if "_" in written.id.removeprefix("ftg_"):
        raise ValueError("id has more than the id in it; a key itself must not stand here")
    return read_id(written.id), read_hash(written.hash)


def _key_in(file: Path) -> ApiKey:
    try:
        with file.open("rb") as opened:
            text = opened.read(_MOST_BYTES).decode("utf-8", errors="replace")
    except OSError as exc:
        raise ValueError(f"key_file {file} cannot be read: {exc.strerror}") from None
    key = ApiKey.read(text.strip())
    if key is None:
        raise InvalidInputError(
            f"key_file {file} has no key in it.", hint="Put the key there that `footage keys generate` shows."
        )
    return key
