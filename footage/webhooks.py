"""How messages to a webhook are signed: as the Standard Webhooks specification says, so that libraries check them.

See https://www.standardwebhooks.com.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

PREFIX = "whsec_"
"""How a secret begins whose rest is base64; any other is taken as it is."""


def headers(secret: str, message_id: str, timestamp_s: int, body: bytes) -> Mapping[str, str]:
    """What goes with a message, so that who receives it knows that it is ours, and when it was sent.

    Args:
        secret: Known to both.
        message_id: The same for every try, so that who gets it twice knows.
        timestamp_s: Now, in seconds since 1970.
        body: Exactly what is sent.
    """
    signed = f"{message_id}.{timestamp_s}.".encode() + body
    signature = base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp_s),
        "webhook-signature": f"v1,{signature}",
        "content-type": "application/json",
    }


def _key(secret: str) -> bytes:
    if secret.startswith(PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            return secret.encode()
    return secret.encode()
