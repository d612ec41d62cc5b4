"""Tokens that an authorization server has signed (JWT, RFC 9068).

What is not known for certain is refused: algorithms and keys are those of the issuer's own list, never what the token
says of itself, and a token that was meant for another server is as good as none. Tokens are not kept and not passed on.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt

from footage.caller import LOCAL, SCOPES, Caller, Scope
from footage.errors import FootageError, UnknownTokenError
from footage.plain_text import shortened
from footage.ports.identity import Identity
from footage.ports.keys import DEFAULT_ORG, Teams
from footage.threads import in_thread
from mcp_server.identity.issuer import ALGORITHMS, SigningKeys

MAX_CHARS = 8192
"""A longer token is not even looked at."""

LEEWAY_S = 30
_NAME_CHARS = 200
_TYPES = frozenset({"at+jwt", "application/at+jwt", "jwt"})
_REQUIRED = ["exp", "iat", "iss", "aud", "sub"]
_CLIENTS = ("client_id", "azp", "appid")
"""Claims that name the program which has the token."""

_PROVES_MORE = "cnf"
"""The claim of a token that is only good together with a proof of its holder, which is not asked for here."""

_OF_LOGINS = frozenset({"at_hash", "c_hash", "s_hash"})
_OTHERS = frozenset({"ID", "Refresh", "Offline", "Logout"})
"""What some issuers say of tokens that are signed with the same key for the same program, and are for itself alone."""

_log = logging.getLogger("footage.http.identity")


@dataclass(frozen=True, kw_only=True)
class TokenTerms:
    """Which tokens are taken.

    Attributes:
        issuer: Who signs them.
        audiences: Whom they are for: this server, under any of these names.
        team_claim: The claim that names the team of whoever holds one; a dot leads into a claim.
        any_team: Whether a team that nobody has named is taken, and named.
    """

    issuer: str
    audiences: tuple[str, ...]
    team_claim: str = "team"
    any_team: bool = False


class SignedTokens:
    """`footage.ports.identity.Verifier` for tokens of one issuer."""

    def __init__(self, terms: TokenTerms, keys: SigningKeys, teams: Teams) -> None:
        self._terms = terms
        self._keys = keys
        self._teams = teams

    async def verify(self, token: str) -> Identity:
        """See `footage.ports.identity.Verifier.verify`.

        Raises:
            UnavailableError: The issuer's keys cannot be had, so that nobody can tell.
        """
        try:
            return await self._identity(await self._claims(token))
        except jwt.ExpiredSignatureError:
            raise UnknownTokenError("expired") from None
        except FootageError:
            raise
        except Exception as exc:  # noqa: BLE001 - boundary: whatever can be wrong with words of strangers
            _log.info("a token was refused: %s", shortened(f"{type(exc).__name__} {exc}", _NAME_CHARS))
            raise UnknownTokenError("invalid") from None

    async def _claims(self, token: str) -> Mapping[str, Any]:
        """What the issuer says in a token; whatever is wrong with it is raised."""
        if len(token) > MAX_CHARS or not token.isascii():
            raise ValueError("too long, or not ASCII")
        header = jwt.get_unverified_header(token)
        algorithm, kind = header.get("alg"), str(header.get("typ", "jwt")).lower()
        if algorithm not in ALGORITHMS or kind not in _TYPES or "crit" in header:
            raise ValueError("an algorithm, type or extension that is not taken")
        key = await self._keys.find(header.get("kid"), algorithm)
        if key is None:
            raise ValueError("signed with no key of the issuer")
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[key.algorithm_name],
            audience=self._terms.audiences,
            issuer=self._terms.issuer,
            leeway=LEEWAY_S,
            options={"require": _REQUIRED},
        )
        if claims.get(_PROVES_MORE) is not None:
            raise ValueError("bound to a proof of its holder")
        if _OF_LOGINS & claims.keys() or claims.get("token_use", "access") != "access" or claims.get("typ") in _OTHERS:
            raise ValueError("a token that tells of a login, or renews one, and allows nothing")
        return claims

    async def _identity(self, claims: Mapping[str, Any]) -> Identity:
        subject, team_id = _name(claims["sub"]), _name(claim(claims, self._terms.team_claim))
        client = _name(next((one for name in _CLIENTS if (one := claims.get(name))), subject))
        caller = Caller(
            org_id=await in_thread(self._org_of, team_id),
            team_id=team_id,
            key_id=f"oauth:{client}",
            subject=subject,
            scopes=granted(claims, self._terms.audiences),
            roots=(),
            buckets=(),
            remote=True,
        )
        ends = datetime.fromtimestamp(int(claims["exp"]), UTC)
        return Identity(caller=caller, client_id=client, kind="jwt", expires_at=ends)

    def _org_of(self, team_id: str) -> str:
        """Who pays for a team of a token; the team of whoever runs Footage is nobody's to claim."""
        known = None if team_id == LOCAL.team_id else self._teams.org_of(team_id)
        if known is None and self._terms.any_team and team_id != LOCAL.team_id:
            return self._teams.add(team_id, DEFAULT_ORG)
        if known is None:
            raise ValueError(f"nobody has named the team {team_id!r}")
        return known


def claim(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by its name, in which a dot may lead into a claim; of a list with one element, the element."""
    found: Any = claims.get(name)
    if found is None and "." in name:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    return found[0] if isinstance(found, list) and len(found) == 1 else found


def granted(claims: Mapping[str, Any], audiences: Sequence[str]) -> frozenset[Scope]:
    """The scopes of ours that a token grants, as one text or a list, with our own name before them or not."""
    words = [*_words(claims.get("scope")), *_words(claims.get("scp"))]
    if any(claims.get(name) for name in _CLIENTS):
        # How some issuers grant programs, or people by their role. "admin" is a role of many other things.
        words += [one for name in ("permissions", "roles") for one in _words(claims.get(name)) if ":" in one]
    ours = {word.removeprefix(f"{name.rstrip('/')}/") for word in words for name in audiences}
    return frozenset(one for one in SCOPES if one in ours)


def _words(said: Any) -> list[str]:
    if isinstance(said, str):
        return said.split()
    return [one for one in said if isinstance(one, str)] if isinstance(said, list) else []


def _name(said: Any) -> str:
    """The name of somebody, fit to be stored and shown."""
    if not isinstance(said, str) or not 0 < len(said) <= _NAME_CHARS or said != said.strip() or not said.isprintable():
        raise ValueError("a name is missing, or is none")
    return said
