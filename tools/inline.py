"""Pictures that come within an argument, as data: addresses: for whoever has no file and no place to put one."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import uuid
from pathlib import Path
from urllib.parse import unquote_to_bytes

from footage.errors import InvalidInputError, UnsupportedMediaError

MAX_INLINE_BYTES = 2_500_000
"""A picture beyond that does not fit into a call, which may have 4 MB; it is brought as a file, or by its URL."""

_DATA = re.compile(r"\s*data:image/(?P<kind>[\w.+-]+)(?P<options>(?:;[\w=.+-]+)*?)(?P<coded>;base64)?,", re.IGNORECASE)
_SUFFIXES = {"jpeg": ".jpg", "svg+xml": ".svg"}
_HINT = "Pass a job_id, a path or an https URL of it."


def is_inline(image: str) -> bool:
    """Whether an argument is the picture itself."""
    return _DATA.match(image) is not None


def unpacked(image: str, folder: Path) -> Path:
    """The file of a picture that is in an argument; the same one for the same picture.

    Raises:
        InvalidInputError: It is not whole.
        UnsupportedMediaError: It is too large.
    """
    found = _DATA.match(image)
    if found is None:
        raise InvalidInputError("That is no picture.", hint=_HINT)
    content = _decoded(image[found.end() :], is_base64=bool(found["coded"]))
    if len(content) > MAX_INLINE_BYTES:
        raise UnsupportedMediaError(
            f"The picture has {len(content) / 1e6:.1f} MB; in an argument {MAX_INLINE_BYTES / 1e6:g} MB fit.",
            hint=_HINT,
        )
    kind = found["kind"].lower()
    file = folder / f"{hashlib.sha256(content).hexdigest()}{_SUFFIXES.get(kind, f'.{kind[:5]}')}"
    if file.is_file():
        file.touch()
        return file
    folder.mkdir(parents=True, exist_ok=True)
    making = file.with_name(f"{uuid.uuid4().hex}.new")
    making.write_bytes(content)
    making.replace(file)
    return file


def _decoded(text: str, *, is_base64: bool) -> bytes:
    if not is_base64:
        return unquote_to_bytes(text)
    packed = re.sub(rb"\s", b"", unquote_to_bytes(text)).rstrip(b"=")
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), altchars=b"-_" if {*packed} & {*b"-_"} else None)
    except binascii.Error as exc:
        raise InvalidInputError("The picture in the argument is not whole base64.", hint=_HINT) from exc
