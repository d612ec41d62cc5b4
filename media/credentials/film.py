"""Who signs what leaves this home, as its settings say, and reads what comes."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from filelock import FileLock, Timeout

from footage.errors import FootageError, UnavailableError
from footage.plain_text import shortened
from footage.provenance import FULLY_AI, PARTLY_AI, Ingredient, Making, Provenance, Share, SourceType, Step
from media.credentials.comment import comment
from media.credentials.kinds import FOLDER, MOST_BYTES, OTHER, kind_of
from media.credentials.marks import Mark, mark
from media.credentials.reading import UNREADABLE, read

if TYPE_CHECKING:
    from media.credentials.sealing import OpensSigner

Mode = Literal["off", "on", "required"]

_INSTALL = "pip install 'footage[credentials]'"
_WHOLE: SourceType = "trainedAlgorithmicMedia"
_IN_PART: SourceType = "compositeWithTrainedAlgorithmicMedia"
_SHARES: Mapping[str, Share] = {"trainedAlgorithmicMedia": "full", "compositeWithTrainedAlgorithmicMedia": "part"}
_LARGE_BYTES = 32 << 20
"""From here on one file is signed at a time on a machine, for the sake of its memory."""

_COMMENTED_BYTES = 256 << 20
_TURN_S = 600.0
_SMALLEST_GIF = bytes.fromhex("47494638396101000100800000ffffff0000002c00000000010001000002024401003b")
_WHY_CHARS = 200
_KINDS = "Export MP4, GIF, WebP, PNG, MP3, M4A or WAV."
_HINT = "Correct the settings FOOTAGE_CREDENTIAL*; `footage doctor` says what is wrong."
_log = logging.getLogger("footage.credentials")


@dataclass(frozen=True, kw_only=True)
class FilmCredentials:
    """`footage.ports.credentials.Credentials`.

    Attributes:
        home: Whose identity signs, where there is no other.
        mode: Whether files are signed, and whether they may leave when that fails.
        cert: A file with the certificates of somebody else's identity, the leaf first.
        key: A file with its key.
        command: A command that signs, instead of a key.
        anchors: A file with the certificates of signers, or of those who vouch for them, who are known here.
        tsa_url: Who stamps the time.
    """

    home: Path
    mode: Mode = "on"
    cert: Path | None = None
    key: Path | None = None
    command: str | None = None
    anchors: Path | None = None
    tsa_url: str | None = None

    def seal(self, file: Path, making: Making, title: str) -> str | None:
        """See `Credentials.seal`."""
        if self.mode == "off":
            return None
        kind = kind_of(file)
        if kind == OTHER:
            return self._unsigned(f"{file.suffix or 'this'} files cannot carry any", _KINDS) if self._must else None
        original = file.with_name(f"{file.name}.original")
        try:
            whole = self._credited(self._with_its_own(file, making, original))
            _mark(file, kind, self._said(whole))
            if not _is_installed():
                return self._unsigned("the package is not installed", _INSTALL)
            if file.stat().st_size > MOST_BYTES:
                return self._unsigned("it is larger than 1 GB", "Make it shorter or smaller.")
            self._signed(file, whole, title, kind)
        except FootageError:
            raise
        except Timeout:
            return self._unsigned("others took too long to be signed", "Try again.")
        except Exception as exc:  # noqa: BLE001 - a film that was paid for is not lost because it cannot be signed
            _log.warning("not signed: %s", exc)
            return self._unsigned(f"signing failed ({type(exc).__name__.removeprefix('_')})", _HINT)
        finally:
            original.unlink(missing_ok=True)
        return self._lost(whole)

    def _lost(self, making: Making) -> str | None:
        """Which files it was made from have credentials that are not in it."""
        found = {one.title: self._read(one.path) for one in (making.parent, *making.parts, *making.inputs) if one}
        told = [
            f"{title} ({one.problem})"
            for title, one in found.items()
            if one.problem and (one.state == "none" or one.problem.startswith(UNREADABLE))
        ]
        return f"Credentials that could not be kept: those of {', '.join(told)}." if told else None

    def _with_its_own(self, file: Path, making: Making, original: Path) -> Making:
        """How it was made, where the file brings credentials of its own, such as a vendor's: they are not lost."""
        if not self.has(file):
            return making
        shutil.copyfile(file, original)
        its_own = Ingredient(path=original, title=making.maker or "original", source=making.source, maker=making.maker)
        if making.parent:
            return replace(making, parts=(*making.parts, its_own))
        return replace(making, source=None, maker="", parent=its_own)

    def _credited(self, making: Making) -> Making:
        """With what is known of the film that was changed, and of what was put in, where nobody says so yet."""
        parent = making.parent
        if parent and parent.source in FULLY_AI | PARTLY_AI and not self._read(parent.path).is_ai:
            known = Step(what="what was opened was made by a model", source=parent.source, maker=parent.maker)
            return replace(making, steps=(known, *making.steps))
        if making.source and making.source not in FULLY_AI and any(map(self._is_ai, making.parts)):
            return replace(making, source=_IN_PART)
        return making

    def _is_ai(self, part: Ingredient) -> bool:
        return part.source in FULLY_AI | PARTLY_AI or self._read(part.path).is_ai

    def _read(self, file: Path) -> Provenance:
        """What a file says that may be gone, or not ours to open."""
        try:
            return self.read(file)
        except OSError:
            return Provenance(state="none", ai="unknown")

    @property
    def _must(self) -> bool:
        return self.mode == "required"

    def _unsigned(self, why: str, hint: str) -> str | None:
        if self._must:
            raise UnavailableError(f"It could not be signed: {why}.", hint=hint)
        return None if hint == _INSTALL else f"It carries no content credentials: {why}."

    def _signed(self, file: Path, making: Making, title: str, kind: str) -> None:
        from media.credentials.sealing import sign

        if file.stat().st_size < _LARGE_BYTES:
            sign(file, making, title, kind, self._signer, self.tsa_url)
            return
        folder = self.home / FOLDER
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(folder / "signing.lock", timeout=_TURN_S, mode=0o600):
            sign(file, making, title, kind, self._signer, self.tsa_url)

    def has(self, file: Path) -> bool:
        """See `Credentials.has`."""
        return self.mode != "off" and _is_installed() and self.read(file).state != "none"

    def read(self, file: Path) -> Provenance:
        """See `Credentials.read`; a file that did not change is not read again."""
        now = file.stat()
        version = (now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)
        return _read_once(file, version, tuple(self._anchors()))

    def told(self) -> str:
        """See `Credentials.told`."""
        if self.mode == "off":
            return "switched off (FOOTAGE_CREDENTIALS=off)"
        if not _is_installed():
            raise UnavailableError("Nothing is signed: the package is not installed.", hint=_INSTALL)
        from media.credentials.identity import Identity, certificates
        from media.credentials.sealing import sign
        from media.credentials.signers import algorithm

        try:
            signer = self._signer
            name, until = algorithm(signer.chain), Identity("", signer.chain).leaf.not_valid_after_utc
            with TemporaryDirectory() as folder:
                tried = Path(folder) / "tried.gif"
                tried.write_bytes(_SMALLEST_GIF)
                sign(tried, Making(source="digitalCreation"), "tried", "image/gif", signer, None)
        except Exception as exc:
            why = " ".join(str(exc).split())
            raise UnavailableError(f"Nobody can sign: {shortened(why, _WHY_CHARS)}.", hint=_HINT) from exc
        whose = "the command of FOOTAGE_CREDENTIAL_SIGNER" if self.command else "your own certificate"
        if not self.cert:
            whose = "this home's own identity, which others do not know (docs/guides/credentials.md)"
        try:
            known = f"; {len(certificates(self.anchors))} others are known" if self.anchors else ""
        except (OSError, ValueError) as exc:
            raise UnavailableError(f"FOOTAGE_CREDENTIAL_ANCHORS cannot be read: {exc}.", hint=_HINT) from exc
        stamped = f", with time stamps of {self.tsa_url}" if self.tsa_url else ""
        return f"films are signed by {whose}, {name}, until {until:%Y-%m-%d}{stamped}{known}"

    def chain(self) -> str:
        """The certificates of whoever signs here, the leaf first.

        Raises:
            OSError: They cannot be read.
            ValueError: They are broken.
        """
        return self._signer.chain

    @cached_property
    def _signer(self) -> OpensSigner:
        from media.credentials.identity import certificates, identity_of, own_identity
        from media.credentials.signers import CallbackSigner, KeySigner, algorithm, by_command

        if self.cert is None:
            return KeySigner(identity_of(self.home))
        chain = "".join(certificates(self.cert))
        algorithm(chain)
        if self.command:
            return CallbackSigner(chain, by_command(self.command))
        if self.key is None:
            raise ValueError("FOOTAGE_CREDENTIAL_CERT needs a FOOTAGE_CREDENTIAL_KEY or a FOOTAGE_CREDENTIAL_SIGNER")
        return KeySigner(own_identity(self.key, self.cert))

    def _anchors(self) -> list[str]:
        """Who is known here: this home itself, and whom its settings name."""
        from media.credentials.identity import certificates, roots_of

        found: list[str] = []
        try:
            found += certificates(self.anchors) if self.anchors else []
            found += certificates(self.cert)[-1:] if self.cert else []
            found += roots_of(self.home)
        except (OSError, ValueError):
            _log.warning("whom this home knows cannot be read; `footage doctor` says why")
        return found

    def _said(self, making: Making) -> Mark:
        """What a file is in the end, in one word: for marks that know no chain."""
        makers = [making.maker, *(one.maker for one in making.parts), *(one.maker for one in making.steps)]
        source, parent = making.source, making.parent
        if parent:
            found = self._read(parent.path)
            share = found.ai if found.is_ai else _SHARES.get(parent.source or "", "unknown")
            makers.insert(0, (found.is_ai and found.by) or parent.maker)
            source = _WHOLE if share == "full" else _IN_PART if share == "part" else None
        is_ai = any(step.source in FULLY_AI for step in making.steps) or any(map(self._is_ai, making.parts))
        if is_ai and source != _WHOLE:
            source = _IN_PART
        return Mark(source, ", ".join(dict.fromkeys(filter(None, makers))))


@lru_cache(maxsize=256)
def _read_once(file: Path, _version: tuple[int, ...], anchors: tuple[str, ...]) -> Provenance:
    return read(file, anchors)


def _is_installed() -> bool:
    return find_spec("c2pa") is not None


def _mark(file: Path, kind: str, said: Mark) -> None:
    """Say what it is without a signature, too."""
    is_ai = said.source in FULLY_AI | PARTLY_AI
    if is_ai and kind == "video/mp4" and file.stat().st_size <= _COMMENTED_BYTES:
        out = file.with_name(f"{file.name}.commented")
        try:
            words = "Made with AI in part" if said.source in PARTLY_AI else "Made with AI"
            if comment(file, f"{words} ({said.maker or 'Footage'})", out):
                out.replace(file)
        finally:
            out.unlink(missing_ok=True)
    if said.source:
        mark(file, said, kind)
