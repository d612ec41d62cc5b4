"""Reads what files say of where they come from. Whatever a file names is never fetched."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from footage.plain_text import one_line, shortened
from footage.provenance import FULLY_AI, PARTLY_AI, Provenance, Share, State
from media.credentials.kinds import MOST_BYTES, OTHER, kind_of
from media.credentials.manifest import settings
from media.credentials.marks import has_traces, marked
from media.credentials.originals import bears_credentials

_MOST_CHARS = 100
_MOST_STEPS = 30
_MOST_MANIFESTS = 200
_NO_AI = (
    "algorithmicMedia",
    "compositeCapture",
    "computationalCapture",
    "composite",
    "dataDrivenMedia",
    "digitalArt",
    "digitalCapture",
    "digitalCreation",
    "humanEdits",
    "minorHumanEdits",
    "negativeFilm",
    "positiveFilm",
    "print",
    "screenCapture",
    "virtualRecording",
)
_DISCLOSED = "c2pa.ai-disclosure"
_CHANGED = "the file is not as it was signed"
_SAID = "what is said of it was changed after it was signed"
_PROBLEMS = {
    "assertion.dataHash.mismatch": _CHANGED,
    "assertion.bmffHash.mismatch": _CHANGED,
    "assertion.boxesHash.mismatch": _CHANGED,
    "assertion.hashedURI.mismatch": _SAID,
    "claimSignature.mismatch": "the signature is not one of what is said",
    "ingredient.manifest.missing": "a part of them is missing",
    "signingCredential.expired": "the signer's certificate had ended",
    "signingCredential.invalid": "the signer's certificate may not sign such files",
}
_UNREAD = "reading them needs: pip install 'footage[credentials]'"
UNREADABLE = "they cannot be read"
_UNKNOWN_SIGNER = "signingCredential.untrusted"
_log = logging.getLogger("footage.credentials")

_SHARES: Mapping[str | None, Share] = {
    **dict.fromkeys(FULLY_AI, "full"),
    **dict.fromkeys(PARTLY_AI, "part"),
    **dict.fromkeys(_NO_AI, "none"),
}

Document = Mapping[str, Any]


def read(file: Path, anchors: Sequence[str]) -> Provenance:
    """What a file says.

    Args:
        file: Any file.
        anchors: Certificates of those who vouch for signers, PEM.
    """
    kind = kind_of(file)
    if kind != OTHER:
        if file.stat().st_size > MOST_BYTES:
            return _by_mark(file, "not read, as the file is larger than 1 GB" if bears_credentials(file) else None)
        try:
            found = _report(file, kind, anchors)
        except ImportError:
            return _by_mark(file, _UNREAD if has_traces(file) else None)
        except Exception as exc:  # noqa: BLE001 - whatever others have written: it is told and never breaks a check
            if not _is_elsewhere(exc) and not has_traces(file):
                return _by_mark(file)  # what is broken is the file, and not what it says of itself
            return _by_mark(file, _why(exc), state="none" if _is_elsewhere(exc) else "invalid")
        if found:
            return found
    return _by_mark(file)


def _report(file: Path, kind: str, anchors: Sequence[str]) -> Provenance | None:
    from c2pa import Context, Reader

    with Context.from_dict(settings(anchors)) as context, file.open("rb") as source:
        reader = Reader.try_create(kind, source, context=context)
        if reader is None:
            return None
        with reader:
            told: Document = json.loads(reader.json())
            state = str(reader.get_validation_state() or "Invalid").lower()
    return _Store(told).provenance("trusted" if state == "trusted" else "valid" if state == "valid" else "invalid")


def _is_elsewhere(exc: Exception) -> bool:
    """Whether a file only names where its credentials are."""
    return "remote" in f"{type(exc).__name__} {exc}".lower()


def _why(exc: Exception) -> str:
    if _is_elsewhere(exc):
        return "they are not in the file, and what it names is not fetched"
    return f"{UNREADABLE} ({type(exc).__name__.removeprefix('_C2pa')})"


def _by_mark(file: Path, problem: str | None = None, state: State = "none") -> Provenance:
    """What the marks say that are not signed: by whoever says that it is AI it is believed, and nothing else."""
    found = marked(file)
    if found is None or found.source not in FULLY_AI | PARTLY_AI:
        return Provenance(state=state, ai="unknown", problem=problem)
    ai: Share = "full" if found.source in FULLY_AI else "part"
    return Provenance(state=state, ai=ai, by=shortened(found.maker, _MOST_CHARS) or None, problem=problem)


class _Store:
    """All manifests of a file, beginning with the last one."""

    def __init__(self, told: Document) -> None:
        self._manifests: Document = told.get("manifests") or {}
        self._active = str(told.get("active_manifest") or "")
        self._failures = [*_failures(told.get("validation_results")), *_codes(told.get("validation_status"))]

    def provenance(self, state: State) -> Provenance:
        active: Document = self._manifests.get(self._active) or {}
        signature: Document = active.get("signature_info") or {}
        ai, makers = self._share(self._active), dict.fromkeys(self._makers())
        if ai == "none" and state != "trusted":  # whoever signs may say so: only somebody who is known is believed
            ai = "unknown"
        signer = signature.get("issuer") or signature.get("common_name")
        return Provenance(
            state=state,
            ai=ai,
            by=shortened(", ".join(makers), _MOST_CHARS) or None,
            signer=_text(signer) if signer else None,
            when=_text(signature["time"]) if signature.get("time") else None,
            steps=list(dict.fromkeys(self._steps()))[-_MOST_STEPS:],
            problem=self._problem(state),
        )

    def _problem(self, state: State) -> str | None:
        """What is wrong with the file, or was with what it was made from when that was signed."""
        if state == "invalid":
            return _told(self._failures) or "they are not valid"
        for found in self._lineage():
            for one in _ingredients(found):
                if told := _told(_failures(one.get("validation_results"))):
                    return f"of what it was made from, {told}"
        return None

    def _share(self, label: str, seen: frozenset[str] = frozenset()) -> Share:
        """How much of what a manifest describes a model made; its ingredients are asked, too."""
        found = self._manifests.get(label)
        if not isinstance(found, Mapping) or label in seen:
            return "unknown"
        shares = [
            (one.get("relationship") == "parentOf", self._share(str(one.get("active_manifest") or ""), seen | {label}))
            for one in _ingredients(found)
        ]
        sources = [_source(action) for action in _actions(found)]
        parent = next((share for is_parent, share in shares if is_parent), None)
        base = parent or _SHARES.get(sources[0] if sources else None, "unknown")
        if base in {"full", "part"}:
            return base
        is_disclosed = any(str(one.get("label")).startswith(_DISCLOSED) for one in found.get("assertions") or [])
        if is_disclosed or (FULLY_AI | PARTLY_AI) & {*sources} or {"full", "part"} & {share for _, share in shares}:
            return "part"
        return "unknown" if "unknown" in {base, *(share for _, share in shares)} else "none"

    def _lineage(self) -> Iterator[Document]:
        """The manifests from the oldest to the last, each once; ingredients before what was made of them."""
        seen: dict[str, None] = {}

        def walk(label: str, depth: int) -> Iterator[Document]:
            found = self._manifests.get(label)
            if label in seen or not isinstance(found, Mapping) or depth > _MOST_MANIFESTS:
                return
            seen[label] = None
            for one in _ingredients(found):
                yield from walk(str(one.get("active_manifest") or ""), depth + 1)
            yield found

        return walk(self._active, 0)

    def _makers(self) -> Iterator[str]:
        """Who made what is AI; whose program created the rest, where none is."""
        actions = [action for found in self._lineage() for action in _actions(found)]
        models = [_agent(one) for one in actions if _source(one) in FULLY_AI | PARTLY_AI]
        yield from filter(None, models)
        oldest = next(self._lineage(), {})
        first = next(iter(_actions(oldest)), {})
        if not any(models) and first.get("action") != "c2pa.opened":  # what it was before nobody knows
            generators = oldest.get("claim_generator_info") or [{"name": oldest.get("claim_generator")}]
            yield from (_text(one["name"]) for one in generators[:1] if one.get("name"))

    def _steps(self) -> Iterator[str]:
        for found in self._lineage():
            for action in _actions(found):
                said = _text(str(action.get("action", "")).removeprefix("c2pa."))
                source, agent = _source(action), _agent(action)
                yield shortened(
                    f"{said}{f' ({_text(source)})' if source else ''}{f' by {agent}' if agent else ''}"
                    f"{': ' + _text(action['description']) if action.get('description') else ''}",
                    _MOST_CHARS,
                )


def _failures(results: Document | None) -> list[str]:
    return _codes(((results or {}).get("activeManifest") or {}).get("failure"))


def _codes(found: Sequence[Document] | None) -> list[str]:
    return [str(one.get("code")) for one in found or []]


def _told(codes: Sequence[str]) -> str:
    """What failed, in words; empty for a signer who is not known, which is no failure."""
    known = dict.fromkeys(_PROBLEMS.get(code, _text(code)) for code in codes if code != _UNKNOWN_SIGNER)
    return shortened(", ".join(known), _MOST_CHARS)


def _actions(manifest: Document) -> list[Document]:
    found = []
    for assertion in manifest.get("assertions") or []:
        if str(assertion.get("label", "")).startswith("c2pa.actions"):
            data = assertion.get("data")
            found += [one for one in (data or {}).get("actions") or [] if isinstance(one, Mapping)]
    return found


def _ingredients(manifest: Document) -> list[Document]:
    return [one for one in manifest.get("ingredients") or [] if isinstance(one, Mapping)]


def _source(action: Document) -> str | None:
    """The last word of its digital source type."""
    found = action.get("digitalSourceType") or (action.get("parameters") or {}).get("digitalSourceType")
    return str(found).rstrip("/").rsplit("/", 1)[-1] if found else None


def _agent(action: Document) -> str:
    found = action.get("softwareAgent")
    name = found.get("name") if isinstance(found, Mapping) else found
    return _text(name) if name else ""


def _text(value: object) -> str:
    """Others' words, short and in one line."""
    return shortened(one_line(str(value)), _MOST_CHARS)
