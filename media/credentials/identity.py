"""Who signs here: a key and its certificates, made once for each home."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from filelock import FileLock

from footage.threads import utc_now
from media.credentials.kinds import FOLDER

_NAME = "identity.pem"
_OLD = "identity-*.pem"
_LASTS = timedelta(days=3650)
_LOCK_S = 30.0
_BEGIN = "-----BEGIN CERTIFICATE-----"
_CERTIFICATES = re.compile(rf"{_BEGIN}.*?-----END CERTIFICATE-----\n?", re.DOTALL)


@dataclass(frozen=True)
class Identity:
    """A key that signs, and the certificates that say whose it is: the leaf first, its root last; all of them PEM."""

    key: str
    chain: str

    @property
    def leaf(self) -> x509.Certificate:
        """The certificate of the key itself."""
        return x509.load_pem_x509_certificate(self.chain.encode())

    @property
    def root(self) -> str:
        """Who vouches for it: itself, in the end."""
        return _BEGIN + self.chain.rsplit(_BEGIN, 1)[-1]


def identity_of(home: Path) -> Identity:
    """The home's own identity, made when it is first asked for, by whichever process comes first.

    Raises:
        OSError: It can neither be read nor made.
        ValueError: The file is broken.
    """
    folder = home / FOLDER
    file = folder / _NAME
    if (found := _read(file)) and not _has_ended(found):
        return found
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(folder / "identity.lock", timeout=_LOCK_S, mode=0o600):
        found = _read(file)
        if found and not _has_ended(found):
            return found
        if found:  # what it has signed stays signed by somebody who is known here
            file.rename(folder / f"identity-{found.leaf.serial_number:x}.pem")
        made = _made()
        _write(file, made)
        return made


def roots_of(home: Path) -> list[str]:
    """The roots of the home's identities, those of ended ones as well."""
    files = [home / FOLDER / _NAME, *(home / FOLDER).glob(_OLD)]
    return [found.root for file in files if (found := _read(file))]


def certificates(file: Path) -> list[str]:
    """The certificates of a PEM file, whatever else is written between them.

    Raises:
        OSError: It cannot be read.
        ValueError: There is none in it, or one is broken.
    """
    found = _CERTIFICATES.findall(file.read_text("utf-8", errors="replace"))
    for one in found:
        x509.load_pem_x509_certificate(one.encode())
    if not found:
        raise ValueError(f"{file.name} holds no certificate")
    return found


def own_identity(key: Path, cert: Path) -> Identity:
    """A key and certificates that were made elsewhere: the key in any of the forms in which OpenSSL writes one.

    Raises:
        OSError: One of them cannot be read.
        ValueError: One of them is broken, or the key is locked by a password.
    """
    try:
        opened = load_pem_private_key(key.read_bytes(), password=None)
    except TypeError:
        raise ValueError(f"{key.name} is locked by a password; name it unlocked, or a signer") from None
    except UnsupportedAlgorithm as exc:
        raise ValueError(f"{key.name} holds a key that cannot sign: {exc}") from None
    plain = opened.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Identity(plain, "".join(certificates(cert)))


def _read(file: Path) -> Identity | None:
    try:
        text = file.read_text("ascii")
    except FileNotFoundError:
        return None
    key, begin, rest = text.partition(_BEGIN)
    found = Identity(key, begin + rest)
    if "PRIVATE KEY" not in key or not begin:
        raise ValueError(f"{file} is no identity: it holds no key with its certificates")
    _ = found.leaf  # raises where it cannot be read
    return found


def _has_ended(identity: Identity) -> bool:
    return identity.leaf.not_valid_after_utc <= utc_now()


def _write(file: Path, identity: Identity) -> None:
    """Whole or not at all, and for nobody else to read."""
    part = file.with_name(f"{secrets.token_hex(8)}.new")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(identity.key + identity.chain)
            out.flush()
            os.fsync(out.fileno())
        os.link(part, file)  # fails where there is one: nothing is ever written over
    finally:
        part.unlink(missing_ok=True)


def _made() -> Identity:
    """A new one: a root that signs this one leaf, and whose own key nobody keeps."""
    begins = utc_now().replace(microsecond=0) - timedelta(minutes=5)  # other machines' clocks may be a little behind
    name = secrets.token_hex(4)
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    issuer, subject = _named(f"Footage {name} root"), _named(f"Footage {name}")
    root_id = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())
    root = _certificate(issuer, issuer, root_key, begins)
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    root = root.add_extension(_usage(signs_certificates=True), critical=True).add_extension(root_id, critical=False)
    leaf = _certificate(subject, issuer, key, begins)
    leaf = leaf.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    leaf = leaf.add_extension(_usage(signs_certificates=False), critical=True)
    for extension in (
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]),
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()),
        x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(root_id),
    ):
        leaf = leaf.add_extension(extension, critical=False)
    signed = [one.sign(root_key, hashes.SHA256()).public_bytes(Encoding.PEM).decode() for one in (leaf, root)]
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Identity(private, "".join(signed))


def _named(common_name: str) -> x509.Name:
    parts = {NameOID.ORGANIZATION_NAME: "Footage", NameOID.COMMON_NAME: common_name}
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts.items()])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, begins: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + _LASTS)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
