"""A tiny authorization server: a key or more, the metadata and the keys over a real socket, and tokens."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from footage.threads import utc_now
from routing.emulators.serve import serving

AUDIENCE = "https://films.example.com/mcp"
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())


def as_jwk(key: Any, **more: Any) -> dict[str, Any]:
    """The public half, as issuers show it."""
    kind = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
    return {**kind.to_jwk(key.public_key(), as_dict=True), **more}


@dataclass
class Issuer:
    """What it answers, and what it was asked."""

    keys: list[Any] = field(default_factory=lambda: [as_jwk(RSA_KEY, kid="one", alg="RS256", use="sig")])
    metadata: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Response] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    base_url: str = ""

    @property
    def app(self) -> Starlette:
        return Starlette(routes=[Route("/{path:path}", self._answer)])

    def close(self) -> None:
        """Nothing is open."""

    async def _answer(self, request: Request) -> Response:
        path = request.url.path
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]
        if path == "/jwks":
            return JSONResponse({"keys": self.keys})
        if path == "/.well-known/openid-configuration":
            return JSONResponse({"issuer": self.base_url, "jwks_uri": f"{self.base_url}/jwks", **self.metadata})
        return Response(status_code=404)

    def claims(self, **changes: Any) -> dict[str, Any]:
        """What a good token says; None leaves a claim out."""
        now = int(utc_now().timestamp())
        usual = {
            "iss": self.base_url,
            "sub": "ann",
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + 300,
            "client_id": "agent",
            "scope": "openid video:make",
            "team": "films",
        }
        return {name: value for name, value in {**usual, **changes}.items() if value is not None}

    def token(
        self, key: Any = RSA_KEY, algorithm: str = "RS256", headers: dict[str, Any] | None = None, **changes: Any
    ) -> str:
        """A token, signed; a good one unless something is changed."""
        head = {"typ": "at+jwt", "kid": "one", **(headers or {})}
        return jwt.encode(self.claims(**changes), key, algorithm, {k: v for k, v in head.items() if v is not None})


def forged(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    """A token of any parts."""
    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


@contextlib.contextmanager
def issuing(issuer: Issuer) -> Iterator[Issuer]:
    """Serve it until the block ends."""
    with serving(issuer):  # type: ignore[arg-type]
        yield issuer
