"""How a file was made, in the words of C2PA 2.4; a test holds them against the rules of its conformance programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from footage import __version__
from footage.provenance import Ingredient, Making, Step

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_SPEC = "2.4.0"
_PARENT = "parent"
_TITLE_CHARS = 120
_BASE = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}, "created_assertion_labels": ["c2pa.actions", "c2pa.metadata"]},
}
"""What holds for all that we read and sign."""

Action = Mapping[str, Any]


def settings(anchors: Sequence[str] = (), *, ask: str | None = None) -> dict[str, Any]:
    """The library's settings, which no use of it may go without: its own fetch whatever a file names.

    That is manifests, the state of certificates, and the documents of identities (`did:web`).

    Args:
        anchors: Certificates of those who vouch for signers, PEM.
        ask: The one address that may be asked: who stamps the time.
    """
    host = urlsplit(ask) if ask else None
    allowed = [f"{host.scheme}://{host.netloc.rpartition('@')[2]}"] if host else []
    network = {"core": {"decode_identity_assertions": False, "allowed_network_hosts": allowed}}
    trust = {"trust": {"user_anchors": "\n".join(anchors)}} if anchors else {}
    return {**_BASE, **network, **trust}


def manifest(making: Making, title: str, kind: str) -> dict[str, Any]:
    """What is signed with a file.

    Args:
        making: How it was made.
        title: What it is called; never what was asked for.
        kind: Its media type.
    """
    actions = [_first(making), *_placed(making.parts), *map(_step, making.steps)]
    if making.parent:
        actions.append({"action": "c2pa.transcoded"})
    return {
        "claim_generator_info": [{"name": "Footage", "version": __version__, "specVersion": _SPEC}],
        "title": title[:_TITLE_CHARS],
        "format": kind,
        "assertions": [{"label": "c2pa.actions.v2", "data": {"allActionsIncluded": True, "actions": actions}}],
    }


def ingredients(making: Making) -> Iterator[tuple[Ingredient, dict[str, Any]]]:
    """The files it was made from, as the actions name them."""
    if making.parent:
        yield making.parent, {"title": _titled(making.parent), "relationship": "parentOf", "label": _PARENT}
    for at, part in enumerate(making.parts):
        yield part, {"title": _titled(part), "relationship": "componentOf", "label": _part(at)}
    for at, given in enumerate(() if making.parent else making.inputs):
        yield given, {"title": _titled(given), "relationship": "inputTo", "label": _input(at)}


def _first(making: Making) -> Action:
    """A file begins by being created, or as another one that was opened: then that one says what it is."""
    if making.parent:
        return {"action": "c2pa.opened", "parameters": {"ingredientIds": [_PARENT]}}
    if making.source is None:
        raise ValueError("What was changed is not named.")
    given = {"parameters": {"ingredientIds": [_input(at) for at in range(len(making.inputs))]}} if making.inputs else {}
    return {"action": "c2pa.created", "digitalSourceType": SOURCE_TYPES + making.source, **_by(making.maker), **given}


def _placed(parts: Sequence[Ingredient]) -> Iterator[Action]:
    for at, part in enumerate(parts):
        source = {"digitalSourceType": SOURCE_TYPES + part.source} if part.source else {}
        yield {"action": "c2pa.placed", "parameters": {"ingredientIds": [_part(at)]}, **source, **_by(part.maker)}


def _step(step: Step) -> Action:
    if step.source is None:
        return {"action": "c2pa.enhanced", "description": step.what, **_by(step.maker)}
    source = {"digitalSourceType": SOURCE_TYPES + step.source}
    return {"action": "c2pa.edited", "description": step.what, **source, **_by(step.maker)}


def _by(maker: str) -> Action:
    return {"softwareAgent": {"name": maker}} if maker else {}


def _part(at: int) -> str:
    return f"part{at + 1}"


def _input(at: int) -> str:
    return f"input{at + 1}"


def _titled(ingredient: Ingredient) -> str:
    return ingredient.title[:_TITLE_CHARS] or "file"
