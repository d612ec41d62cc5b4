"""Tokens of an authorization server: good ones however spelt, bad ones of every kind, and issuers that are away."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.responses import JSONResponse, RedirectResponse, Response

from footage.api_keys import ApiKey
from footage.errors import UnavailableError, UnknownTokenError
from footage.ports.identity import Identity
from footage.ports.keys import KeyTerms
from mcp_server.identity.issuer import FRESH_S, KEPT_S, SigningKeys, metadata_urls
from mcp_server.identity.signed import SignedTokens, TokenTerms
from mcp_server.identity.verifier import TokenVerifier
from storage.books.keys import KeyTable
from storage.books.known_teams import TeamTable
from storage.db import Database
from tests.databases import ready
from tests.issuers import AUDIENCE, EC_KEY, OTHER_KEY, RSA_KEY, Issuer, as_jwk, forged, issuing
from tests.support import Clock

pytestmark = pytest.mark.anyio
RSA_1024 = rsa.generate_private_key(public_exponent=65537, key_size=1024)


@pytest.fixture(scope="module")
def shared() -> Iterator[Issuer]:
    with issuing(Issuer()) as issuer:
        yield issuer


@pytest.fixture
def issuer(shared: Issuer) -> Issuer:
    """As it was made, and asked nothing."""
    fresh = Issuer()
    shared.keys, shared.metadata, shared.answers = fresh.keys, fresh.metadata, fresh.answers
    shared.asked.clear()
    return shared


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = ready(tmp_path_factory.mktemp("teams") / "footage.db")
    TeamTable(opened, Clock()).add("films", "acme")
    yield opened
    opened.close()


class Ticks:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


class World:
    """A verifier before an issuer."""

    def __init__(self, issuer: Issuer, database: Database) -> None:
        self.issuer, self.database, self.ticks = issuer, database, Ticks()
        self.verifier = self.taking()

    def taking(self, **terms: Any) -> SignedTokens:
        usual = {"issuer": self.issuer.base_url, "audiences": (AUDIENCE, "api://films")}
        keys = SigningKeys(self.issuer.base_url, clock=self.ticks)
        return SignedTokens(TokenTerms(**{**usual, **terms}), keys, TeamTable(self.database, Clock()))

    async def verify(self, **changes: Any) -> Identity:
        return await self.verifier.verify(self.issuer.token(**changes))

    async def refused(self, token: str) -> str:
        with pytest.raises(UnknownTokenError) as caught:
            await self.verifier.verify(token)
        return caught.value.reason


@pytest.fixture
def world(issuer: Issuer, database: Database) -> World:
    return World(issuer, database)


# --- good tokens ----------------------------------------------------------------------------------------------------


async def test_a_token_stands_for_who_the_issuer_says(world: World) -> None:
    found = await world.verify()
    caller = found.caller
    assert (found.kind, found.client_id, bool(found.expires_at)) == ("jwt", "agent", True)
    assert (caller.org_id, caller.team_id, caller.key_id, caller.subject) == ("acme", "films", "oauth:agent", "ann")
    assert (caller.remote, caller.roots, caller.buckets) == (True, (), ())
    assert caller.scopes == {"video:make"}
    assert world.issuer.asked == [
        "/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration",
        "/jwks",
    ]
    await world.verify()
    assert len(world.issuer.asked) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"headers": {"typ": "JWT"}},
        {"headers": {"typ": None}},
        {"headers": {"typ": "application/at+jwt"}},
        {"headers": {"kid": None}},
        {"aud": [AUDIENCE, "https://other.example.com"]},
        {"aud": "api://films"},
        {"nbf": 1},
        {"team": ["films"]},
        {"scope": None, "scp": ["video:make"]},
        {"scope": None, "scp": "video:make"},
        {"scope": "api://films/video:make"},
        {"scope": f"{AUDIENCE}/video:make"},
        {"scope": "video:make", "scp": None},
        {"scope": "openid", "permissions": ["video:make", "admin"]},
        {"scope": None, "roles": ["video:make", "Admin", "admin"]},
        {"scope": None, "roles": "video:make"},
        {"typ": "Bearer"},
        {"token_use": "access"},
    ],
    ids=repr,
)
async def test_what_issuers_write_differently_means_the_same(world: World, changes: dict[str, Any]) -> None:
    found = await world.verify(**changes)
    assert found.caller.team_id == "films"
    assert found.caller.scopes == {"video:make"}


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": None},
        {"scope": None, "roles": ["admin"]},
        {"scope": None, "roles": ["video:make"], "client_id": None},
        {"scope": ""},
        {"scope": None, "scp": [None, 3]},
        {"scope": 7},
        {"scope": "https://x/video:make"},
    ],
    ids=repr,
)
async def test_who_was_granted_nothing_of_ours_may_do_nothing(world: World, changes: dict[str, Any]) -> None:
    assert (await world.verify(**changes)).caller.scopes == frozenset()


async def test_scope_may_be_null(world: World) -> None:
    claims = {**world.issuer.claims(), "scope": None, "scp": None}
    token = jwt.encode(claims, RSA_KEY, "RS256", {"kid": "one"})
    assert (await world.verifier.verify(token)).caller.scopes == frozenset()


async def test_a_client_is_named_by_whatever_claim_names_it(world: World) -> None:
    for changes, client in (
        ({"client_id": None, "azp": "web"}, "web"),
        ({"client_id": None, "appid": "v1"}, "v1"),
        ({"client_id": None}, "ann"),
    ):
        assert (await world.verify(**changes)).client_id == client


async def test_an_elliptic_key_is_as_good(world: World) -> None:
    world.issuer.keys.append(as_jwk(EC_KEY, kid="two", use="sig"))
    await world.verify(key=EC_KEY, algorithm="ES256", headers={"kid": "two"})
    await world.verify()


async def test_a_team_is_found_wherever_the_issuer_puts_it(world: World) -> None:
    world.verifier = world.taking(team_claim="https://films.example.com/team")
    await world.verify(**{"https://films.example.com/team": "films"})
    world.verifier = world.taking(team_claim="access.footage.team")
    await world.verify(access={"footage": {"team": ["films"]}})
    assert await world.refused(world.issuer.token(access={"footage": "films"}))


async def test_a_new_team_is_taken_only_where_that_is_wanted(world: World) -> None:
    token = world.issuer.token(team="newcomers")
    assert await world.refused(token) == "invalid"
    world.verifier = world.taking(any_team=True)
    assert (await world.verifier.verify(token)).caller.org_id == "default"
    assert (await world.verify()).caller.org_id == "acme"


@pytest.mark.parametrize("any_team", [False, True])
async def test_nobody_is_let_in_to_the_films_of_who_runs_the_server(
    world: World, any_team: bool, database: Database
) -> None:
    TeamTable(database, Clock()).add("local", "local")
    world.verifier = world.taking(any_team=any_team)
    assert await world.refused(world.issuer.token(team="local")) == "invalid"


# --- bad tokens -----------------------------------------------------------------------------------------------------

Bad = Callable[[Issuer], str]


def _changed(**changes: Any) -> Bad:
    return lambda issuer: issuer.token(**changes)


def _pem(key: Any) -> bytes:
    kind = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, kind)  # type: ignore[no-any-return]


def _with_the_public_key_as_secret(issuer: Issuer) -> str:
    unsigned = forged({"alg": "HS256", "typ": "at+jwt", "kid": "one"}, issuer.claims())[:-1]
    mac = hmac.new(_pem(RSA_KEY), unsigned.encode(), hashlib.sha256).digest()
    return f"{unsigned}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def _tampered(issuer: Issuer) -> str:
    head, _body, signature = issuer.token().split(".")
    other = json.dumps(issuer.claims(team="others")).encode()
    return f"{head}.{base64.urlsafe_b64encode(other).rstrip(b'=').decode()}.{signature}"


def _unsigned(algorithm: str) -> Bad:
    return lambda issuer: forged({"alg": algorithm, "typ": "at+jwt", "kid": "one"}, issuer.claims())


def _ending(**claims: Any) -> Bad:
    """Claims that a library would not write."""

    def token(issuer: Issuer) -> str:
        encoded = json.dumps({**issuer.claims(), **claims}).encode()
        return jwt.api_jws.encode(encoded, RSA_KEY, "RS256", {"kid": "one", "typ": "at+jwt"})

    return token


def _deep(issuer: Issuer) -> str:
    return jwt.api_jws.encode(b'{"a":' + b"[" * 5000, RSA_KEY, "RS256", {"kid": "one"})


BAD: dict[str, Bad] = {
    "unsigned": _unsigned("none"),
    "unsigned, spelt otherwise": _unsigned("nOnE"),
    "with the public key as a secret": _with_the_public_key_as_secret,
    "for another server": _changed(aud="https://other.example.com/mcp"),
    "for a part of this server's name": _changed(aud=AUDIENCE.removesuffix("/mcp")),
    "for nobody": _changed(aud=None),
    "for a list of nobody": _changed(aud=[]),
    "of another issuer": _changed(iss="https://evil.example.com"),
    "of the issuer with a slash": lambda issuer: issuer.token(iss=f"{issuer.base_url}/"),
    "of two issuers": lambda issuer: _ending(iss=[issuer.base_url, "https://evil.example.com"])(issuer),
    "of no issuer": _changed(iss=None),
    "expired": _changed(exp=1),
    "that never expires": _changed(exp=None),
    "that expires at no time": _ending(exp="soon"),
    "that expires after all times": _ending(exp=float("inf")),
    "that expires when no calendar can say": _ending(exp=10**17),
    "not good yet": _changed(nbf=2**33),
    "made in the future": _changed(iat=2**33),
    "made at no time": _changed(iat=None),
    "of nobody": _changed(sub=None),
    "of a number": _ending(sub=7),
    "of a blank": _changed(sub=""),
    "of a line break": _changed(sub="ann\nroot"),
    "of a very long name": _changed(sub="a" * 300),
    "of another type": _changed(headers={"typ": "logout+jwt"}),
    "of the type of a proof": _changed(headers={"typ": "dpop+jwt"}),
    "bound to a proof": _changed(cnf={"jkt": "x"}),
    "of a login": _changed(at_hash="x"),
    "of a login, by its use": _changed(token_use="id"),
    "of a login, by its type": _changed(typ="ID"),
    "to renew another": _changed(typ="Refresh"),
    "with a key of its own": lambda issuer: issuer.token(OTHER_KEY, headers={"jwk": as_jwk(OTHER_KEY)}),
    "with an address of keys": lambda issuer: issuer.token(OTHER_KEY, headers={"jku": f"{issuer.base_url}/evil"}),
    "with an address of a certificate": lambda issuer: issuer.token(
        OTHER_KEY, headers={"x5u": f"{issuer.base_url}/evil", "x5c": ["aaaa"]}
    ),
    "of another key by the same name": _changed(key=OTHER_KEY),
    "of a key that is not known": _changed(key=OTHER_KEY, headers={"kid": "other"}),
    "of a key with a path for a name": _changed(key=OTHER_KEY, headers={"kid": "../../etc/passwd"}),
    "of a key with a number for a name": lambda issuer: forged({"alg": "RS256", "kid": 1}, issuer.claims(), b"x" * 256),
    "with an extension that must be known": _changed(headers={"crit": ["exp"], "exp": 1}),
    "with an extension that is known to some": _changed(headers={"crit": ["b64"], "b64": True}),
    "by another way of the same key": _changed(algorithm="PS256"),
    "by a longer way of the same key": _changed(algorithm="RS512"),
    "by a way that is not taken": lambda issuer: issuer.token("x" * 64, "HS512"),
    "tampered with": _tampered,
    "without a signature": lambda issuer: f"{issuer.token().rpartition('.')[0]}.",
    "of two parts": lambda issuer: issuer.token().rpartition(".")[0],
    "of five parts": lambda issuer: f"{issuer.token()}.a.b",
    "huge": _changed(more="x" * 10_000),
    "nested too deep": _deep,
    "of a list": lambda issuer: jwt.api_jws.encode(b"[1, 2]", RSA_KEY, "RS256", {"kid": "one"}),
    "of no JSON": lambda issuer: jwt.api_jws.encode(b"\xff\xfe", RSA_KEY, "RS256", {"kid": "one"}),
    "empty": lambda issuer: "",
    "of dots": lambda issuer: "..",
    "of another script": lambda issuer: "ключ.от.дома",
    "of no team": _changed(team=None),
    "of two teams": _changed(team=["films", "others"]),
    "of a team that nobody named": _changed(team="others"),
    "of a team that is a number": _changed(team=7),
    "of a team that is a pattern": _changed(team="film%"),
}


@pytest.mark.parametrize("what", BAD)
async def test_a_bad_token_is_refused(world: World, what: str) -> None:
    await world.verify()  # with the keys at hand
    asked = list(world.issuer.asked)
    world.ticks.now_s += 60  # the issuer may be asked again
    reason = await world.refused(BAD[what](world.issuer))
    assert reason == ("expired" if what == "expired" else "invalid")
    assert not [path for path in world.issuer.asked[len(asked) :] if path == "/evil"]


@pytest.mark.filterwarnings("ignore:The RSA key is 1024 bits")
@pytest.mark.parametrize(
    "shown",
    [
        {"kty": "oct", "k": base64.urlsafe_b64encode(b"x" * 64).decode().rstrip("="), "alg": "HS256", "kid": "one"},
        as_jwk(RSA_KEY, kid="one", use="enc"),
        as_jwk(RSA_1024, kid="one"),
        {"kty": "RSA", "kid": "one", "n": 1, "e": []},
        {"kty": "RSA", "kid": "one", "alg": ["RS256"]},
        "no key",
    ],
    ids=["shared secret", "to encrypt", "short", "of numbers", "of lists", "text"],
)
async def test_a_key_that_should_not_sign_signs_nothing(world: World, shown: Any) -> None:
    world.issuer.keys[:] = [shown, as_jwk(EC_KEY, kid="two")]
    algorithm = "HS256" if isinstance(shown, dict) and shown["kty"] == "oct" else "RS256"
    key = "x" * 64 if algorithm == "HS256" else (RSA_1024 if shown == as_jwk(RSA_1024, kid="one") else RSA_KEY)
    try:
        assert await world.refused(world.issuer.token(key, algorithm)) == "invalid"
    except UnavailableError:
        assert isinstance(shown, dict)
        assert shown.get("alg") == ["RS256"]


async def test_two_keys_of_one_name_are_none(world: World) -> None:
    world.issuer.keys.append(as_jwk(OTHER_KEY, kid="one"))
    assert await world.refused(world.issuer.token()) == "invalid"


# --- the issuer -----------------------------------------------------------------------------------------------------


def keys_asked(issuer: Issuer) -> int:
    return issuer.asked.count("/jwks")


async def test_a_new_key_is_found_and_an_unknown_one_asked_about_seldom(world: World) -> None:
    await world.verify()
    world.issuer.keys.append(as_jwk(OTHER_KEY, kid="new"))
    token = world.issuer.token(OTHER_KEY, headers={"kid": "new"})
    for _ in range(5):
        assert await world.refused(token)
    assert keys_asked(world.issuer) == 1
    world.ticks.now_s += 10
    await world.verifier.verify(token)
    for n in range(5):
        assert await world.refused(world.issuer.token(OTHER_KEY, headers={"kid": f"made up {n}"}))
    assert keys_asked(world.issuer) == 2


async def test_a_key_that_the_issuer_took_back_is_refused_when_keys_are_looked_at_again(world: World) -> None:
    await world.verify()
    world.issuer.keys[:] = [as_jwk(OTHER_KEY, kid="new")]
    world.ticks.now_s += FRESH_S
    assert await world.refused(world.issuer.token()) == "invalid"


async def test_keys_are_kept_for_a_day_while_the_issuer_is_away(world: World) -> None:
    await world.verify()
    for path in ("/jwks", "/.well-known/openid-configuration"):
        world.issuer.answers[path] = Response(status_code=503)
    begun = world.ticks.now_s
    world.ticks.now_s = begun + KEPT_S - 1
    await world.verify()
    assert await world.refused(world.issuer.token(OTHER_KEY, headers={"kid": "new"})) == "invalid"
    world.ticks.now_s = begun + KEPT_S
    with pytest.raises(UnavailableError, match="answers 503"):
        await world.verify()
    world.issuer.answers.clear()
    with pytest.raises(UnavailableError):
        await world.verify()
    world.ticks.now_s += 10
    await world.verify()


async def test_requests_that_come_together_ask_the_issuer_once(world: World) -> None:
    import anyio

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(world.verify)
    assert keys_asked(world.issuer) == 1


@pytest.mark.parametrize(
    ("path", "answer", "told"),
    [
        ("/jwks", RedirectResponse("https://example.com/jwks"), "answers 307"),
        ("/jwks", Response("{" * 1000, media_type="application/json"), "no JSON object"),
        ("/jwks", JSONResponse([]), "no JSON object"),
        ("/jwks", JSONResponse({"keys": []}), "any keys"),
        ("/jwks", Response(b" " * ((1 << 20) + 1)), "more than"),
        ("/.well-known/openid-configuration", JSONResponse({"issuer": "https://evil.example.com"}), "calls itself"),
    ],
    ids=["redirected", "no JSON", "a list", "no keys", "huge", "another issuer"],
)
async def test_an_issuer_that_answers_anything_else_vouches_for_nobody(
    world: World, path: str, answer: Response, told: str
) -> None:
    world.issuer.answers[path] = answer
    with pytest.raises(UnavailableError, match=told):
        await world.verify()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://169.254.169.254/jwks",
        "https://10.0.0.1/jwks",
        "https://localhost:1/jwks",
        "https://[::1]/jwks",
        "http://127.0.0.1:1/jwks",
        "file:///etc/passwd",
        "https://user:password@example.com/jwks",
        7,
    ],
)
async def test_an_issuer_cannot_send_the_server_into_its_own_network(world: World, elsewhere: Any) -> None:
    world.issuer.metadata["jwks_uri"] = elsewhere
    with pytest.raises(UnavailableError) as caught:
        await world.verify()
    assert "cannot be had now" in caught.value.message
    assert keys_asked(world.issuer) == 0


async def test_keys_are_had_where_the_settings_say(world: World) -> None:
    keys = SigningKeys("https://issuer.example.com", f"{world.issuer.base_url}/jwks")
    terms = TokenTerms(issuer="https://issuer.example.com", audiences=(AUDIENCE,))
    verifier = SignedTokens(terms, keys, TeamTable(world.database, Clock()))
    await verifier.verify(world.issuer.token(iss="https://issuer.example.com"))
    assert world.issuer.asked == ["/jwks"]


def test_metadata_is_looked_for_where_issuers_put_it() -> None:
    assert metadata_urls("https://id.example.com/realms/films") == (
        "https://id.example.com/.well-known/oauth-authorization-server/realms/films",
        "https://id.example.com/.well-known/openid-configuration/realms/films",
        "https://id.example.com/realms/films/.well-known/openid-configuration",
    )
    assert metadata_urls("https://id.example.com/") == (
        "https://id.example.com/.well-known/oauth-authorization-server",
        "https://id.example.com/.well-known/openid-configuration",
    )


# --- both kinds -----------------------------------------------------------------------------------------------------


async def test_keys_and_tokens_come_through_one_door(world: World) -> None:
    keys = KeyTable(world.database, Clock())
    key = keys.add(KeyTerms(name="agent", team_id="films"), "ada")
    verifier = TokenVerifier(keys, world.verifier)
    by_key = await verifier.verify(key.secret.get_secret_value())
    assert (by_key.kind, by_key.client_id, by_key.caller.key_id) == ("key", key.key_id, key.key_id)
    assert (await verifier.verify(world.issuer.token())).kind == "jwt"
    for wrong in ("", "ftg_", ApiKey.new(key.key_id).secret.get_secret_value(), "x"):
        with pytest.raises(UnknownTokenError):
            await verifier.verify(wrong)
    only_keys = TokenVerifier(keys, None)
    with pytest.raises(UnknownTokenError):
        await only_keys.verify(world.issuer.token())


async def test_why_a_token_was_refused_is_in_the_log_and_the_token_is_not(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "footage.http")
    tokens = [world.issuer.token(aud="https://other.example.com"), world.issuer.token(team="others"), "a.b.c"]
    for token in tokens:
        await world.refused(token)
    assert "Audience doesn't match" in caplog.text
    assert "nobody has named the team 'others'" in caplog.text
    assert not [part for token in tokens for part in token.split(".") if len(part) > 3 and part in caplog.text]
