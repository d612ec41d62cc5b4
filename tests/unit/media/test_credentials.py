"""Who signs, with what, and what happens where nobody can."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from filelock import FileLock
from PIL import Image

from footage.errors import UnavailableError
from footage.provenance import Ingredient, Making, Step
from media import ffmpeg
from media.credentials import film as film_file
from media.credentials import identity as identity_file
from media.credentials import sealing
from media.credentials.comment import comment
from media.credentials.film import FilmCredentials
from media.credentials.identity import identity_of
from media.credentials.marks import marked
from tests.credentialed import AI, WAYS, answering, created, frames, make_file, sealed, sign_as_others
from tests.rubric import CHECKS, failed, told_of

pytestmark = pytest.mark.needs("c2pa")

MOST_ADDED = 40_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("credentials")


@pytest.fixture(scope="module")
def plain(folder: Path) -> dict[str, Path]:
    """A small file of each kind."""
    return {kind: make_file(folder, kind) for kind in WAYS}


@pytest.fixture(scope="module")
def credentials(folder: Path) -> FilmCredentials:
    return FilmCredentials(home=folder / "home", mode="required")


@pytest.fixture(scope="module")
def generated(folder: Path, plain: dict[str, Path], credentials: FilmCredentials) -> Path:
    """A signed film that a model made."""
    return sealed(credentials, plain["mp4"], folder / "generated.mp4")


def ways(generated: Path, plain: dict[str, Path]) -> dict[str, tuple[Making, str]]:
    """Every way in which films are made, and how much of each a model made."""
    drawn = Step(what="captions drawn into the picture", source="digitalCreation")
    ours, theirs = Ingredient(path=generated, title="film"), Ingredient(path=plain["mkv"], title="film")
    clips = tuple(Ingredient(path=plain["mp4"], title=f"clip {at}", source=AI, maker="veo") for at in range(4))
    signed = tuple(Ingredient(path=generated, title=f"clip {at}") for at in range(3))
    return {
        "generated": (Making(source=AI, maker="veo-3.1"), "full"),
        "joined": (Making(source="compositeWithTrainedAlgorithmicMedia", maker="veo-3.1", parts=clips), "part"),
        "joined of signed": (Making(source="compositeWithTrainedAlgorithmicMedia", parts=signed), "part"),
        "drawn": (Making(source="digitalCreation"), "none"),
        "found": (Making(source="composite", parts=(theirs,)), "unknown"),
        "captions": (Making(parent=ours, steps=(drawn,)), "full"),
        "captions on another's": (Making(parent=theirs, steps=(drawn,)), "unknown"),
        "voice": (Making(parent=theirs, steps=(Step(what="narration", source=AI, maker="piper"),)), "part"),
        "begun from a picture": (Making(source=AI, maker="veo-3.1", inputs=(ours, theirs)), "full"),
        "enhanced": (Making(parent=ours, steps=(Step(what="denoise"),)), "full"),
        "a picture placed": (Making(parent=theirs, parts=(ours,), steps=(drawn,)), "part"),
        "gone source": (Making(parent=Ingredient(path=Path("/gone.mp4"), title="film"), steps=(drawn,)), "unknown"),
        "known source": (
            Making(parent=Ingredient(path=plain["mp4"], title="film", source=AI, maker="veo"), steps=(drawn,)),
            "part",
        ),
    }


@pytest.mark.parametrize("way", ["generated", "joined", "joined of signed", "drawn", "found", "captions",
    "captions on another's", "voice",
    "begun from a picture", "enhanced", "a picture placed", "gone source", "known source"])  # fmt: skip
def test_every_way_of_making_a_film_passes_all_checks_of_the_programme(
    way: str, generated: Path, plain: dict[str, Path], credentials: FilmCredentials, tmp_path: Path
) -> None:
    making, ai = ways(generated, plain)[way]
    film = sealed(credentials, plain["mp4"], tmp_path / "film.mp4", making)
    assert failed(told_of(film)) == []
    found = credentials.read(film)
    assert (found.state, found.ai, found.signer) == ("trusted", ai, "Footage")
    assert film.stat().st_size - plain["mp4"].stat().st_size < MOST_ADDED
    assert frames(film) == frames(plain["mp4"])


@pytest.mark.parametrize(
    ("way", "source"),
    [
        ("generated", AI),
        ("joined", "compositeWithTrainedAlgorithmicMedia"),
        ("drawn", "digitalCreation"),
        ("found", "composite"),
        ("captions", AI),
        ("captions on another's", None),
        ("voice", "compositeWithTrainedAlgorithmicMedia"),
        ("a picture placed", "compositeWithTrainedAlgorithmicMedia"),
        ("known source", AI),
        ("drawn, with a picture of a model", "compositeWithTrainedAlgorithmicMedia"),
    ],
)
def test_marks_say_the_same_without_a_signature(
    way: str, source: str | None, generated: Path, plain: dict[str, Path], credentials: FilmCredentials, tmp_path: Path
) -> None:
    drawn = Making(source="composite", parts=(Ingredient(path=generated, title="picture"),))
    making = drawn if way.startswith("drawn, ") else ways(generated, plain)[way][0]
    film = sealed(credentials, plain["mp4"], tmp_path / "film.mp4", making)
    found = marked(film)
    assert (found and found.source) == source
    if found and source in {AI, "compositeWithTrainedAlgorithmicMedia"}:
        assert found.maker
        assert credentials.read(film).is_ai


def test_a_careless_signature_does_not_pass_them(plain: dict[str, Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(plain["mp4"].read_bytes())
    actions = [*created(AI)["assertions"][0]["data"]["actions"], {"action": "c2pa.edited", "parameters": {"own": 1}}]
    sign_as_others(film, tmp_path, {"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions}}]})
    assert len(CHECKS) == 31
    assert len(failed(told_of(film))) >= 4


@pytest.mark.parametrize("kind", ["mp4", "late.mp4", "mov", "gif", "webp", "png", "jpg", "mp3", "wav", "m4a"])
def test_every_kind_of_file_that_can_be_signed_is(
    kind: str, generated: Path, plain: dict[str, Path], credentials: FilmCredentials, tmp_path: Path
) -> None:
    making = Making(
        parent=Ingredient(path=generated, title="film"), steps=(Step(what="export", source="digitalCreation"),)
    )
    file = sealed(credentials, plain[kind], tmp_path / f"file.{kind}", making)
    found = credentials.read(file)
    assert (found.state, found.ai, found.by) == ("trusted", "full", "veo-3.1")
    assert frames(file) == frames(plain[kind])


@pytest.mark.parametrize("kind", ["mkv", "webm"])
def test_what_cannot_be_signed_stays_as_it_is(
    kind: str, plain: dict[str, Path], credentials: FilmCredentials, tmp_path: Path
) -> None:
    file = sealed(FilmCredentials(home=tmp_path), plain[kind], tmp_path / f"file.{kind}")
    assert file.read_bytes() == plain[kind].read_bytes()
    assert credentials.read(file).state == "none"
    with pytest.raises(UnavailableError, match=f".{kind} files cannot carry any"):
        credentials.seal(file, Making(source=AI), "a film")


def test_a_chain_is_kept_through_every_change_and_oldest_steps_are_told_first(
    generated: Path, plain: dict[str, Path], credentials: FilmCredentials, tmp_path: Path
) -> None:
    film = generated
    for at in range(4):
        made = Making(
            parent=Ingredient(path=film, title="film"), steps=(Step(what=f"edit {at}", source="digitalCreation"),)
        )
        film = sealed(credentials, plain["mp4"], tmp_path / f"film{at}.mp4", made)
    steps = credentials.read(film).steps
    assert [one for one in steps if "edit" in one or "created" in one] == [
        "created (trainedAlgorithmicMedia) by veo-3.1",
        *(f"edited (digitalCreation): edit {at}" for at in range(4)),
    ]
    assert film.stat().st_size - plain["mp4"].stat().st_size < MOST_ADDED


def test_a_file_that_is_signed_already_keeps_its_own_credentials(
    plain: dict[str, Path], credentials: FilmCredentials, tmp_path: Path
) -> None:
    vendor = FilmCredentials(home=tmp_path / "vendor", mode="required")
    film = sealed(vendor, plain["mp4"], tmp_path / "film.mp4", Making(source=AI, maker="the vendor's model"))
    assert credentials.seal(film, Making(source=AI, maker="what we call it"), "a film") is None
    found = credentials.read(film)
    assert (found.state, found.ai, found.by) == ("trusted", "full", "the vendor's model")
    assert len(told_of(film)["manifests"]) == 2
    assert failed(told_of(film)) == []
    assert list(tmp_path.glob("film.mp4.*")) == []


@pytest.mark.slow
def test_one_identity_is_made_however_many_come_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("forkserver").Pool(8) as pool:
        found = pool.map(identity_of, [tmp_path] * 8, chunksize=1)
    assert len({one.key for one in found}) == 1
    kept = tmp_path / "credentials" / "identity.pem"
    assert (kept.stat().st_mode & 0o777, (tmp_path / "credentials").stat().st_mode & 0o777) == (0o600, 0o700)
    assert {one.name for one in kept.parent.iterdir()} == {"identity.pem", "identity.lock"}
    leaf = found[0].leaf
    assert leaf.extensions.get_extension_for_class(x509.KeyUsage).critical
    assert (leaf.not_valid_after_utc - leaf.not_valid_before_utc).days == 3650


def test_an_identity_that_has_ended_makes_place_and_what_it_signed_stays_known(
    plain: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sealed(FilmCredentials(home=tmp_path, mode="required"), plain["mp4"], tmp_path / "first.mp4")
    with monkeypatch.context() as patch:
        patch.setattr(identity_file, "_has_ended", lambda _: True)
        other = identity_of(tmp_path)
    credentials = FilmCredentials(home=tmp_path, mode="required")
    second = sealed(credentials, plain["mp4"], tmp_path / "second.mp4")
    assert identity_of(tmp_path) == other
    assert [credentials.read(film).state for film in (first, second)] == ["trusted", "trusted"]


def test_what_is_signed_elsewhere_is_valid_and_known_where_its_root_is_named(
    generated: Path, credentials: FilmCredentials, tmp_path: Path
) -> None:
    elsewhere = FilmCredentials(home=tmp_path)
    found = elsewhere.read(generated)
    assert (found.state, found.ai) == ("valid", "full")
    assert "not known here" in found.sentence()
    roots = tmp_path / "roots.pem"
    roots.write_text(identity_of(credentials.home).root)
    assert FilmCredentials(home=tmp_path, anchors=roots).read(generated).state == "trusted"


def test_a_broken_identity_loses_no_film(plain: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "identity.pem").write_text("half a")
    film = tmp_path / "film.mp4"
    film.write_bytes(plain["mp4"].read_bytes())
    told = FilmCredentials(home=tmp_path).seal(film, Making(source=AI, maker="veo"), "a film")
    assert told is not None
    assert "no content credentials" in told
    assert frames(film) == frames(plain["mp4"])
    with pytest.raises(UnavailableError, match="could not be signed"):
        FilmCredentials(home=tmp_path, mode="required").seal(film, Making(source=AI), "a film")
    with pytest.raises(UnavailableError):
        FilmCredentials(home=tmp_path).told()


def test_switched_off_a_file_stays_as_it_is(plain: dict[str, Path], tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(plain["mp4"].read_bytes())
    assert FilmCredentials(home=tmp_path, mode="off").seal(film, Making(source=AI), "a film") is None
    assert film.read_bytes() == plain["mp4"].read_bytes()
    assert not (tmp_path / "credentials").exists()


@pytest.mark.parametrize("mode", ["on", "required"])
def test_without_the_package_there_are_marks_all_the_same(
    mode: Any, plain: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film_file, "_is_installed", lambda: False)
    film = tmp_path / "film.mp4"
    film.write_bytes(plain["mp4"].read_bytes())
    credentials = FilmCredentials(home=tmp_path, mode=mode)
    if mode == "required":
        with pytest.raises(UnavailableError, match="not installed"):
            credentials.seal(film, Making(source=AI, maker="veo"), "a film")
    else:
        assert credentials.seal(film, Making(source=AI, maker="veo"), "a film") is None
    found = credentials.read(film)
    assert (found.state, found.ai, found.by) == ("none", "full", "veo")


def test_without_the_package_signed_films_are_told_to_be(
    generated: Path, credentials: FilmCredentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    film_file._read_once.cache_clear()
    found = credentials.read(generated)
    film_file._read_once.cache_clear()
    assert (found.state, found.ai, found.by) == ("none", "full", "veo-3.1")
    assert found.problem == "reading them needs: pip install 'footage[credentials]'"


def test_a_full_disk_loses_no_film(plain: dict[str, Path], tmp_path: Path) -> None:
    """The limit on the size of files is the process's own: whatever writes beyond it fails, as on a full disk."""
    film = tmp_path / "film.mp4"
    film.write_bytes(plain["mp4"].read_bytes())
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (film.stat().st_size + 20, usual[1]))
    try:
        told = FilmCredentials(home=tmp_path).seal(film, Making(source=AI, maker="veo"), "a film")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, ignored)
    assert "signing failed" in (told or "")
    assert film.read_bytes() == plain["mp4"].read_bytes()
    assert list(tmp_path.glob("film.mp4.*")) == []


def test_what_is_too_large_is_not_signed_and_says_so(
    plain: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film_file, "MOST_BYTES", 1000)
    film = tmp_path / "film.mp4"
    film.write_bytes(plain["mp4"].read_bytes())
    told = FilmCredentials(home=tmp_path).seal(film, Making(source=AI), "a film")
    assert told == "It carries no content credentials: it is larger than 1 GB."


def test_large_films_are_signed_one_at_a_time(
    plain: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film_file, "_LARGE_BYTES", 0)
    monkeypatch.setattr(film_file, "_TURN_S", 0.01)
    credentials = FilmCredentials(home=tmp_path)
    film = tmp_path / "film.mp4"
    film.write_bytes(plain["mp4"].read_bytes())
    (tmp_path / "credentials").mkdir()
    with FileLock(tmp_path / "credentials" / "signing.lock"):
        assert "too long" in (credentials.seal(film, Making(source=AI), "a film") or "")
    assert credentials.seal(film, Making(source=AI), "a film") is None


@pytest.fixture(scope="module")
def own(folder: Path) -> tuple[Path, Path]:
    """A certificate and its key, as somebody brings theirs."""
    identity = identity_of(folder / "own")
    cert, key = folder / "own.pem", folder / "own.key"
    cert.write_text(identity.chain)
    key.write_text(identity.key)
    return cert, key


def test_ones_own_certificate_signs(own: tuple[Path, Path], plain: dict[str, Path], tmp_path: Path) -> None:
    credentials = FilmCredentials(home=tmp_path, mode="required", cert=own[0], key=own[1])
    assert "your own certificate, ES256, until 20" in credentials.told()
    other = tmp_path / "other.key"
    other.write_text(identity_of(tmp_path / "other").key)
    with pytest.raises(UnavailableError, match="Nobody can sign"):
        FilmCredentials(home=tmp_path, cert=own[0], key=other).told()
    film = sealed(credentials, plain["mp4"], tmp_path / "film.mp4")
    assert credentials.read(film).state == "trusted"
    assert not (tmp_path / "credentials" / "identity.pem").exists()


@pytest.mark.parametrize(
    ("form", "lock", "works"),
    [
        (PrivateFormat.TraditionalOpenSSL, NoEncryption(), True),
        (PrivateFormat.PKCS8, NoEncryption(), True),
        (PrivateFormat.PKCS8, BestAvailableEncryption(b"word"), False),
    ],
    ids=["as openssl writes it", "pkcs8", "locked"],
)
def test_a_key_is_taken_in_every_form_in_which_it_is_written(
    form: PrivateFormat, lock: KeySerializationEncryption, works: bool, own: tuple[Path, Path], tmp_path: Path
) -> None:
    cert, key = tmp_path / "own.pem", tmp_path / "own.key"
    cert.write_text("Subject: CN = Größe\n" + own[0].read_text())
    opened = load_pem_private_key(own[1].read_bytes(), password=None)
    key.write_bytes(opened.private_bytes(Encoding.PEM, form, lock))
    credentials = FilmCredentials(home=tmp_path, mode="required", cert=cert, key=key)
    if works:
        assert "your own certificate" in credentials.told()
        return
    with pytest.raises(UnavailableError, match="locked by a password"):
        credentials.told()


def test_a_command_signs_and_gets_no_secret_of_ours(
    own: tuple[Path, Path], plain: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTAGE_DATABASE_URL", "postgresql://secret")
    program = tmp_path / "sign it"
    seen = tmp_path / "seen"
    program.write_text(f"#!/bin/sh\nenv > '{seen}'\nexec openssl dgst -sha256 -sign \"$1\"\n")
    program.chmod(0o700)
    command = f"'{program}' {own[1]}"
    credentials = FilmCredentials(home=tmp_path, mode="required", cert=own[0], command=command)
    film = sealed(credentials, plain["mp4"], tmp_path / "film.mp4")
    assert (credentials.read(film).state, failed(told_of(film))) == ("trusted", [])
    assert "postgresql" not in seen.read_text()


@pytest.mark.parametrize(
    "command", ["/bin/false", "/no/such program", "/bin/cat /dev/null", "'/bin/sh", "/bin/echo no"]
)
def test_a_command_that_does_not_sign_loses_no_film(
    command: str, own: tuple[Path, Path], plain: dict[str, Path], tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(plain["mp4"].read_bytes())
    credentials = FilmCredentials(home=tmp_path, cert=own[0], command=command)
    assert "no content credentials" in (credentials.seal(film, Making(source=AI), "a film") or "")
    assert frames(film) == frames(plain["mp4"])
    assert list(tmp_path.glob("film.mp4.*")) == []


def test_a_time_stamp_is_asked_for_where_there_is_a_service(plain: dict[str, Path], tmp_path: Path) -> None:
    stamp = time_stamps(tmp_path)
    with answering(stamp) as (url, asked):
        credentials = FilmCredentials(home=tmp_path / "home", mode="required", tsa_url=url)
        film = sealed(credentials, plain["mp4"], tmp_path / "film.mp4")
    assert len(asked) == 1
    found = credentials.read(film)
    assert found.state == "trusted"
    assert found.when is not None
    assert found.when[:4].isdigit()
    assert failed(told_of(film)) == []


@pytest.mark.parametrize("answer", [None, b"", b"nothing of the kind"])
def test_without_its_answer_a_film_is_signed_without(
    answer: bytes | None, plain: dict[str, Path], tmp_path: Path
) -> None:
    with answering(lambda _: answer) as (url, asked):
        credentials = FilmCredentials(home=tmp_path, mode="required", tsa_url=url)
        film = sealed(credentials, plain["mp4"], tmp_path / "film.mp4")
    assert asked
    assert (credentials.read(film).state, credentials.read(film).when) == ("trusted", None)
    assert list(tmp_path.glob("film.mp4.*")) == []


def test_a_service_that_never_answers_is_not_waited_for(
    plain: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    monkeypatch.setattr(sealing, "_TSA_S", 0.05)
    done = threading.Event()
    with answering(lambda _: b"" if done.wait(20) else None) as (url, _):
        credentials = FilmCredentials(home=tmp_path, mode="required", tsa_url=url)
        film = sealed(credentials, plain["mp4"], tmp_path / "film.mp4")
        done.set()
    assert credentials.read(film).state == "trusted"


def time_stamps(folder: Path) -> Any:
    """A service that stamps the time, made of openssl."""
    (folder / "tsa.cnf").write_text(
        f"[tsa]\ndefault_tsa=one\n[one]\nserial={folder}/serial\nsigner_cert={folder}/tsa.pem\n"
        f"signer_key={folder}/tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256,sha384,sha512\n"
        "accuracy=secs:1\n[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Time\n[root]\nsubjectKeyIdentifier=hash\n"
        "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n[leaf]\nbasicConstraints=critical,CA:false\n"
        "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nkeyUsage=critical,digitalSignature\n"
        "extendedKeyUsage=critical,timeStamping\n"
    )
    (folder / "serial").write_text("01")
    config = ["-config", folder / "tsa.cnf"]
    new = ["openssl", "req", "-x509", "-nodes", "-days", "30", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    root = ["-keyout", folder / "root.key", "-out", folder / "root.pem", "-extensions", "root"]
    issued = ["-CA", folder / "root.pem", "-CAkey", folder / "root.key", "-extensions", "leaf"]
    leaf = ["-keyout", folder / "tsa.key", "-out", folder / "tsa.pem", *issued]
    for one in (root, leaf):
        subprocess.run([*new, *map(str, [*one, *config])], check=True, capture_output=True)

    def stamp(query: bytes) -> bytes:
        (folder / "query").write_bytes(query)
        asked = ["-queryfile", folder / "query", "-chain", folder / "root.pem"]
        done = subprocess.run(
            ["openssl", "ts", "-reply", *map(str, [*config, *asked])], check=True, capture_output=True
        )
        return done.stdout

    return stamp


@pytest.mark.parametrize("kind", ["mp4", "late.mp4"])
def test_a_comment_is_kept_by_ffmpeg_and_changes_no_frame(kind: str, plain: dict[str, Path], tmp_path: Path) -> None:
    out, copy = tmp_path / "commented.mp4", tmp_path / "copy.mp4"
    assert comment(plain[kind], "Made with AI (veo-3.1)", out)
    assert frames(out) == frames(plain[kind])
    ffmpeg.run(["-i", str(out), "-c", "copy", str(copy)])
    found = marked(copy)
    assert found is not None
    assert (found.source, found.maker) == (AI, "veo-3.1")
    assert not comment(copy, "another one", tmp_path / "again.mp4")


def test_a_film_in_fragments_gets_no_comment(plain: dict[str, Path], tmp_path: Path) -> None:
    assert not comment(plain["fragmented.mp4"], "Made with AI (veo)", tmp_path / "out.mp4")


def test_marks_are_standard_xmp(plain: dict[str, Path], credentials: FilmCredentials, tmp_path: Path) -> None:
    for kind in ("mp4", "jpg", "png", "m4a"):
        file = sealed(credentials, plain[kind], tmp_path / f"file.{kind}", Making(source=AI, maker='a "b" <c> & d'))
        found = marked(file)
        assert found is not None
        assert found.source == AI, kind
        if kind in {"jpg", "png"}:
            with Image.open(file) as picture:
                assert "trainedAlgorithmicMedia" in str(picture.info.get("xmp") or picture.info)


def test_the_key_is_nowhere_but_in_its_file(generated: Path, credentials: FilmCredentials) -> None:
    key = identity_of(credentials.home).key
    assert "PRIVATE KEY" in key
    assert key.encode()[40:80] not in generated.read_bytes()
    assert "PRIVATE" not in repr(credentials)
    assert (credentials.home / "credentials" / "identity.pem").stat().st_uid == os.getuid()
