"""Both kinds of tokens behind one seam."""

from __future__ import annotations

from footage.api_keys import ApiKey
from footage.errors import UnknownTokenError
from footage.ports.identity import Identity, Verifier
from footage.ports.keys import Keys
from footage.threads import in_thread


class TokenVerifier:
    """`footage.ports.identity.Verifier`: keys by their row, everything else as a signed token where those are taken.

    Nothing is remembered from one request to the next: a key that is revoked is refused by every process at once.
    """

    def __init__(self, keys: Keys, signed: Verifier | None) -> None:
        self._keys = keys
        self._signed = signed

    async def verify(self, token: str) -> Identity:
        """See `footage.ports.identity.Verifier.verify`."""
        if key := ApiKey.read(token):
            record = await in_thread(self._keys.verify, key)
            return Identity(
                caller=record.caller(), client_id=record.key_id, kind="key", expires_at=record.terms.expires_at
            )
        if self._signed is None:
            raise UnknownTokenError("invalid")
        return await self._signed.verify(token)
