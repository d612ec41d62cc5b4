"""What a form says: its fields, as they were sent."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import anyio
from starlette.requests import ClientDisconnect, Request

from footage.errors import InvalidInputError
from footage.plain_text import plain

MOST_BYTES = 2 << 20
_MOST_FIELDS = 2000
_WHOLE_WITHIN_S = 60.0


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form; of several with one name the last counts, as with `dict`.

    Raises:
        InvalidInputError: It is no form, too large, or not whole.
    """
    return dict(await fields_of(request))


async def fields_of(request: Request) -> list[tuple[str, str]]:
    """The same with every field, in order."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise InvalidInputError("That is no form of the studio.")
    try:
        text = (await _body(request)).decode()
        fields = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except (ClientDisconnect, TimeoutError, ValueError) as exc:
        raise InvalidInputError("The form did not come whole.", hint="Send it again.") from exc
    return [(name, plain(value)) for name, value in fields]


def number(text: str) -> int:
    """A number that a page of ours sent; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


async def _body(request: Request) -> bytes:
    body = bytearray()
    with anyio.fail_after(_WHOLE_WITHIN_S):
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                raise InvalidInputError(f"A form has at most {MOST_BYTES >> 20} MB.", hint="Make it shorter.")
    return bytes(body)
