"""What a key of Footage's own looks like: `ftg_<8 id>_<43 random>`.

The id finds the key's row and may be shown to anybody. Of the whole key only a hash is kept: its random part has 256
bits, so that a plain SHA-256 cannot be turned back, and no key can be guessed.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Self

from pydantic import SecretStr

from footage.errors import InvalidInputError

_ID_CHARS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that two people read differently
_ID_LENGTH = 8
_RANDOM_BYTES = 32
_KEY = re.compile(r"ftg_([a-z0-9]{8})_[A-Za-z0-9_-]{43}")
_ID = re.compile(r"(?:ftg_)?([a-z0-9]{8})(?:_.*)?", re.DOTALL)
_HASH = re.compile(r"(?:sha256:)?([0-9a-f]{64})")


@dataclass(frozen=True)
class ApiKey:
    """A whole key, which is shown once and never stored."""

    key_id: str
    secret: SecretStr

    @classmethod
    def new(cls, key_id: str | None = None) -> Self:
        """A key that nobody has seen; with `key_id` another one for the same row."""
        key_id = key_id or "".join(secrets.choice(_ID_CHARS) for _ in range(_ID_LENGTH))
        return cls(key_id, SecretStr(f"ftg_{key_id}_{secrets.token_urlsafe(_RANDOM_BYTES)}"))

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The key that a text is; None for anything else, such as a token of an authorization server."""
        found = _KEY.fullmatch(text)
        return cls(found[1], SecretStr(text)) if found else None

    @property
    def hash(self) -> str:
        """What is kept of it."""
        return hashlib.sha256(self.secret.get_secret_value().encode()).hexdigest()

    def matches(self, kept: str | None) -> bool:
        """Whether this is the key of which a hash was kept; takes as long either way."""
        return hmac.compare_digest(self.hash, kept or "") and kept is not None


def read_hash(text: str) -> str:
    """The hash of a key as people write it down, with `sha256:` before it or not.

    Raises:
        InvalidInputError: It is none.
    """
    found = _HASH.fullmatch(text.strip().lower())
    if found is None:
        raise InvalidInputError(
            "That is not the hash of a key.", hint="Run `footage keys generate` for a key and its hash."
        )
    return found[1]


def read_id(text: str) -> str:
    """The id of a key as people write it down: alone, or with all or some of the key.

    Raises:
        InvalidInputError: It is none.
    """
    found = _ID.fullmatch(text.strip())
    if found is None:
        raise InvalidInputError(
            "The id of a key has eight letters and digits.", hint="`footage keys list` shows the keys with their ids."
        )
    return found[1]
