"""What signs: a key of this machine, or a command that knows one, such as the client of a key service."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

if TYPE_CHECKING:
    from c2pa import Signer

    from media.credentials.identity import Identity

_COMMAND_S = 60.0
_MOST_BYTES = 4096
_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
_NUMBER_BYTES = {"ES256": 32, "ES384": 48, "ES512": 66}


class SignerError(Exception):
    """It did not sign; the message says why."""


@dataclass(frozen=True)
class KeySigner:
    """Signs with a key that is here."""

    identity: Identity

    @property
    def chain(self) -> str:
        """Its certificates."""
        return self.identity.chain

    def open(self, tsa_url: str | None) -> Signer:
        """The signer as the library takes it."""
        from c2pa import C2paSignerInfo, Signer

        alg = algorithm(self.chain).lower()
        return Signer.from_info(C2paSignerInfo(alg, self.chain.encode(), self.identity.key.encode(), tsa_url))


@dataclass(frozen=True)
class CallbackSigner:
    """Signs by asking somebody: bytes in, a signature out, raw or DER.

    Attributes:
        chain: The certificates, the leaf first.
        sign: Whoever is asked; may raise anything.
    """

    chain: str
    sign: Callable[[bytes], bytes]

    def open(self, tsa_url: str | None) -> Signer:
        """The signer as the library takes it."""
        from c2pa import C2paSigningAlg, Signer

        alg = algorithm(self.chain)

        def signed(content: bytes) -> bytes:
            return raw(self.sign(content), alg)

        return Signer.from_callback(signed, C2paSigningAlg[alg.upper()], self.chain, tsa_url)


def by_command(command: str) -> Callable[[bytes], bytes]:
    """Signs with a program: it gets the bytes on its input and writes the signature to its output. No shell is asked.

    Raises:
        ValueError: It is no command.
    """
    words = shlex.split(command)
    if not words:
        raise ValueError("it names no program")

    def sign(content: bytes) -> bytes:
        allowed = {name: value for name, value in os.environ.items() if not name.startswith("FOOTAGE_")}
        try:
            done = subprocess.run(words, input=content, capture_output=True, timeout=_COMMAND_S, env=allowed)  # noqa: S603, PLW1510 - whoever runs Footage names it
        except (OSError, subprocess.TimeoutExpired) as exc:
            raise SignerError(f"{words[0]} did not sign ({type(exc).__name__})") from exc
        if done.returncode or not 0 < len(done.stdout) <= _MOST_BYTES:
            raise SignerError(f"{words[0]} did not sign (it ended with {done.returncode})")
        return done.stdout

    return sign


def algorithm(chain: str) -> str:
    """How the key of a certificate signs, by its C2PA name.

    Raises:
        ValueError: It is no certificate, or its key cannot sign content credentials.
    """
    key = x509.load_pem_x509_certificate(chain.encode()).public_key()
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    if isinstance(key, ed25519.Ed25519PublicKey):
        return "Ed25519"
    if isinstance(key, rsa.RSAPublicKey):
        return "PS256"
    raise ValueError("its key is none that content credentials are signed with")


def raw(signature: bytes, alg: str) -> bytes:
    """An elliptic signature as two numbers of a fixed size; as it is where it is none, or has them already."""
    size = _NUMBER_BYTES.get(alg)
    if size is None or len(signature) == 2 * size:
        return signature
    return b"".join(number.to_bytes(size, "big") for number in decode_dss_signature(signature))
