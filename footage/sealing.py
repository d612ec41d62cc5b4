"""Keys of others, kept so that a copy of the database says nothing: sealed with a key that is not in it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from footage.errors import InvalidInputError, UnavailableError
from footage.secrets import keep_secret

KEY_FILE = "outlets.key"


class Seal:
    """Seals documents with the key of an installation.

    Args:
        home: Where the key is kept, in a file that nobody else can read; made at the first use.
        given: The key itself, for installations of several homes; then no file is read or made.
    """

    def __init__(self, home: Path, given: SecretStr | None = None) -> None:
        self._file = home / KEY_FILE
        self._given = given

    def sealed(self, document: Mapping[str, Any]) -> str:
        """A document as nobody can read it who lacks the key."""
        token: bytes = self._cipher(make=True).encrypt(json.dumps(document).encode())
        return token.decode()

    def opened(self, sealed: str) -> dict[str, Any]:
        """A sealed document.

        Raises:
            UnavailableError: It was sealed with another key.
        """
        from cryptography.fernet import InvalidToken

        try:
            document: dict[str, Any] = json.loads(self._cipher(make=False).decrypt(sealed.encode()))
        except InvalidToken as exc:
            raise self._lacks() from exc
        return document

    def _cipher(self, *, make: bool) -> Any:
        from cryptography.fernet import Fernet

        try:
            return Fernet(self._key(make=make))
        except ValueError as exc:
            raise InvalidInputError(
                "FOOTAGE_OUTLET_KEY is no key." if self._given else f"{self._file} holds no key.",
                hint="A key is 32 bytes as URL-safe base64, for example of `openssl rand -base64 32 | tr +/ -_`.",
            ) from exc

    def _key(self, *, make: bool) -> bytes:
        if self._given:
            return self._given.get_secret_value().encode()
        if make and not self._file.exists():
            self._make()
        try:
            key = self._file.read_bytes().strip()
        except FileNotFoundError:
            raise self._lacks() from None
        except OSError as exc:
            raise UnavailableError(
                f"{self._file} cannot be read: {exc.strerror}.",
                hint="Make it belong to the user who runs Footage: maybe root has run `footage connect`.",
            ) from exc
        keep_secret(key.decode("ascii", "replace"))
        return key

    def _make(self) -> None:
        """Write a key whole or not at all; of two processes that do so at once one wins."""
        from cryptography.fernet import Fernet

        self._file.parent.mkdir(parents=True, exist_ok=True)
        ours = self._file.with_name(f"{KEY_FILE}.{os.getpid()}")
        ours.unlink(missing_ok=True)
        with os.fdopen(os.open(ours, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(ours, self._file)
        except FileExistsError:
            pass
        finally:
            ours.unlink()

    def _lacks(self) -> UnavailableError:
        return UnavailableError(
            "This machine cannot read the keys of the account: they were sealed with another key.",
            hint=f"Copy {KEY_FILE} from the FOOTAGE_HOME in which `footage connect` was run, or set "
            "FOOTAGE_OUTLET_KEY to the same key on every machine; or connect the account again.",
        )
