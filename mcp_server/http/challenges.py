"""What is answered to those who may not come in, and how they can (RFC 6750, RFC 9728)."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.responses import JSONResponse, Response


class Challenges:
    """The refusals of one server.

    Args:
        scopes: What a client should ask for at first.
        metadata_url: Where it says who gives tokens out; None where people do, by hand.
    """

    def __init__(self, scopes: Iterable[str], metadata_url: str | None) -> None:
        self._scopes = " ".join(scopes)
        self._metadata = {"resource_metadata": metadata_url} if metadata_url else {}

    def no_token(self) -> Response:
        """Nobody said who they are; that is no error yet, so none is named."""
        return self._refusal(401, {"scope": self._scopes}, "This server asks for a token: Authorization: Bearer ...")

    def bad_token(self, reason: str) -> Response:
        """The token is no good, or not any more."""
        return self._refusal(
            401, {"error": "invalid_token", "error_description": reason, "scope": self._scopes}, reason
        )

    def more_scopes(self, needed: Iterable[str]) -> Response:
        """The token is good, and not good for this.

        Args:
            needed: All scopes that the next token must have: what it needs now, and what this one had.
        """
        scopes = " ".join(needed)
        told = f"This needs the scopes {scopes}."
        return self._refusal(403, {"error": "insufficient_scope", "error_description": told, "scope": scopes}, told)

    def _refusal(self, status: int, named: dict[str, str], told: str) -> Response:
        values = ", ".join(f'{name}="{_quotable(value)}"' for name, value in {**named, **self._metadata}.items())
        body = {"error": named.get("error", "unauthorized"), "error_description": told}
        return JSONResponse(body, status_code=status, headers={"WWW-Authenticate": f"Bearer {values}"})


def _quotable(value: str) -> str:
    """What may stand between quotation marks in a header."""
    return "".join(one if one.isascii() and one.isprintable() and one not in '"\\' else "'" for one in value)
