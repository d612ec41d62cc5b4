"""Signs a finished file: what comes out takes its place, whole or not at all."""

from __future__ import annotations

import io
import logging
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from footage.provenance import Ingredient, Making
from media.credentials.kinds import MOST_BYTES, OTHER, kind_of
from media.credentials.manifest import ingredients, manifest, settings

if TYPE_CHECKING:
    from c2pa import Builder, Signer

_TSA_S = 30.0
_TSA_PAUSE_S = 300.0
"""How long a service that gave no time stamp is left alone by a process."""

_log = logging.getLogger("footage.credentials")


class OpensSigner(Protocol):
    """A signer as `media.credentials.signers` has them."""

    @property
    def chain(self) -> str:
        """Its certificates, the leaf first."""

    def open(self, tsa_url: str | None) -> Signer:
        """The signer as the library takes it."""


def sign(file: Path, making: Making, title: str, kind: str, signer: OpensSigner, tsa_url: str | None) -> None:
    """Sign a file in place.

    Args:
        file: The finished file.
        making: How it was made.
        title: What it is called.
        kind: Its media type, one that can be signed.
        signer: Who signs.
        tsa_url: Who says when; without an answer of theirs it is signed all the same.

    Raises:
        Exception: The library's own; the file is as it was.
    """
    if tsa_url and _stamps.is_awake(tsa_url):
        if _signed_in_time(file, making, title, kind, signer, tsa_url):
            return
        _stamps.failed(tsa_url)
    out = file.with_name(f"{file.name}.signed")
    try:
        _sign(file, out, making, title, kind, signer, None)
        out.replace(file)
    finally:
        out.unlink(missing_ok=True)


class _Stamps:
    """Which services gave no time stamp, and when: each film and each poster would wait for them."""

    def __init__(self) -> None:
        self._failed: dict[str, float] = {}

    def is_awake(self, url: str) -> bool:
        return time.monotonic() - self._failed.get(url, -_TSA_PAUSE_S) >= _TSA_PAUSE_S

    def failed(self, url: str) -> None:
        self._failed[url] = time.monotonic()


_stamps = _Stamps()


def _signed_in_time(file: Path, making: Making, title: str, kind: str, signer: OpensSigner, tsa_url: str) -> bool:
    """Sign with a time stamp; False where nobody gives one, or not soon: the library waits for ever."""
    out, done = file.with_name(f"{file.name}.stamped"), threading.Event()

    def work() -> None:
        try:
            _sign(file, out, making, title, kind, signer, tsa_url)
            done.set()
        except Exception as exc:  # noqa: BLE001 - whatever it is, the film is signed without
            _log.warning("no time stamp: %s", exc)

    thread = threading.Thread(target=work, name="time stamp", daemon=True)
    thread.start()
    thread.join(_TSA_S)
    if done.is_set():
        out.replace(file)
        return True
    out.unlink(missing_ok=True)
    return False


def _sign(
    file: Path, out: Path, making: Making, title: str, kind: str, signer: OpensSigner, tsa_url: str | None
) -> None:
    from c2pa import Builder, Context

    with ExitStack() as closing:
        context = closing.enter_context(Context.from_dict(settings(ask=tsa_url)))
        builder = closing.enter_context(Builder(manifest(making, title, kind), context))
        for ingredient, told in ingredients(making):
            _add(builder, ingredient, told)
        opened = closing.enter_context(signer.open(tsa_url))
        with file.open("rb") as source, out.open("w+b") as written:
            builder.sign(opened, kind, source, written)


def _add(builder: Builder, ingredient: Ingredient, told: Mapping[str, str]) -> None:
    """An ingredient with its own credentials; of one that cannot have any, or is broken, only that it was there."""
    from c2pa import C2paError

    file = ingredient.path
    if file.is_file() and file.stat().st_size <= MOST_BYTES and (kind := kind_of(file)) != OTHER:
        try:
            with file.open("rb") as source:
                builder.add_ingredient(dict(told), kind, source)
        except C2paError as exc:
            _log.info("an ingredient has no credentials that can be kept: %s", type(exc).__name__)
        else:
            return
    builder.add_ingredient(dict(told), OTHER, io.BytesIO())
