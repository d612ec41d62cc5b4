"""Keys and credentials that open nothing but the emulator."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

INVALID_KEY = "invalid"
"""The API key that is refused the way Google refuses one."""

TOKEN = "ya29.emulated-0123456789"  # noqa: S105 - opens nothing


def write_service_account(path: Path, token_url: str) -> None:
    """Write credentials that the real google-auth takes: a service account with a key of its own.

    Args:
        path: The JSON file for GOOGLE_APPLICATION_CREDENTIALS, readable by its owner only.
        token_url: Where tokens are got: the emulator's /token.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    account = {
        "type": "service_account",
        "project_id": "emulated",
        "private_key_id": uuid.uuid4().hex,
        "private_key": key.decode(),
        "client_email": "footage@emulated.iam.gserviceaccount.com",
        "client_id": "1",
        "token_uri": token_url,
    }
    path.touch(mode=0o600)
    path.write_text(json.dumps(account, indent=2), encoding="utf-8")
