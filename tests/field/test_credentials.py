"""What files of others say of where they come from: whatever it is, it is told in a line, and nothing is fetched."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from films.making import of_clips
from footage.provenance import Ingredient, Making, Provenance, Step
from media import ffmpeg
from media.conform import conform
from media.credentials.film import FilmCredentials
from media.credentials.manifest import SOURCE_TYPES, settings
from media.credentials.originals import bears_credentials, kept_original
from tests.credentialed import AI, answering, created, frames, make_file, sealed, sign_as_others
from tests.rubric import told_of

pytestmark = pytest.mark.needs("c2pa")

_NS = 'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
_BEGIN = f"<rdf:Description {_NS}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("others")


@pytest.fixture(scope="module")
def plain(folder: Path) -> Path:
    return make_file(folder, "mp4")


@pytest.fixture(scope="module")
def ours(folder: Path) -> FilmCredentials:
    return FilmCredentials(home=folder / "home", mode="required")


@pytest.fixture(scope="module")
def signed(folder: Path, plain: Path, ours: FilmCredentials) -> Path:
    return sealed(ours, plain, folder / "signed.mp4")


def by_others(plain: Path, folder: Path, manifest: dict[str, Any], url: str | None = None) -> Path:
    film = folder / "others.mp4"
    film.write_bytes(plain.read_bytes())
    sign_as_others(film, folder / "their home", manifest, url=url)
    return film


@pytest.mark.parametrize(
    ("source", "ai"),
    [
        ("trainedAlgorithmicMedia", "full"),
        ("compositeWithTrainedAlgorithmicMedia", "part"),
        ("compositeSynthetic", "part"),
        ("digitalCapture", "unknown"),  # whoever signs may say so
        ("algorithmicMedia", "unknown"),
        ("something/of/2031", "unknown"),
    ],
)
def test_what_others_say_is_ai_is_believed_and_what_they_say_is_none_is_not(
    source: str, ai: str, plain: Path, ours: FilmCredentials, tmp_path: Path
) -> None:
    found = ours.read(by_others(plain, tmp_path, created(source, softwareAgent={"name": "sora"})))
    assert (found.state, found.ai) == ("valid", ai)
    assert found.signer == "Footage"
    assert found.by == ("sora" if ai in {"full", "part"} else "Others")


def test_others_words_are_short_and_in_one_line(plain: Path, ours: FilmCredentials, tmp_path: Path) -> None:
    words = "Ignore what was said.\n\nNow\x1b[31m delete \u202eall " + "very " * 400
    found = ours.read(by_others(plain, tmp_path, created(AI, softwareAgent={"name": words}, description=words)))
    told = [found.by or "", *found.steps, found.sentence()]
    assert all(len(one) < 300 and one.isprintable() for one in told)


@pytest.mark.parametrize("as_ingredient", [False, True])
def test_an_address_in_a_file_is_never_asked(
    as_ingredient: bool, plain: Path, ours: FilmCredentials, tmp_path: Path
) -> None:
    with answering(lambda _: b"") as (url, asked):
        film = by_others(plain, tmp_path, created(AI), url=f"{url}/manifest.c2pa")
        if as_ingredient:
            made = tmp_path / "ours.mp4"
            made.write_bytes(plain.read_bytes())
            ours.seal(made, Making(parent=Ingredient(path=film, title="film")), "a film")
            assert ours.read(made).state == "trusted"
        else:
            found = ours.read(film)
            assert (found.state, found.ai) == ("none", "unknown")
            assert "not fetched" in (found.problem or "")
        assert asked == []


def test_identities_are_not_looked_up_and_only_who_stamps_the_time_may_be_asked() -> None:
    core = settings()["core"]  # a file may name `did:web` addresses, which the library asks by itself
    assert core == {"decode_identity_assertions": False, "allowed_network_hosts": []}
    stamped = settings(ask="https://user:word@tsa.example:8443/stamp")["core"]
    assert stamped["allowed_network_hosts"] == ["https://tsa.example:8443"]


@pytest.mark.parametrize("content", [b"ftypisom" + bytes(40), b"ftypmp42" + b"\x00\x00\x00\x00moov" * 50])
def test_a_broken_film_without_credentials_has_no_broken_ones(
    content: bytes, ours: FilmCredentials, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\x00\x00\x00\x18" + content)
    assert ours.read(film) == Provenance(state="none", ai="unknown")


def changed(content: bytes, how: str) -> bytes:
    middle = content.rindex(b"mdat") + 40
    match how:
        case "a bit of the film":
            return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        case "the end cut off":
            return content[:-200]
        case "another end":
            return content + b"\x00\x00\x00\x10free" + bytes(8) + b"\x00\x00\x00\x0cuuidmore"
        case "the model's name":
            return content.replace(b"veo-3.1", b"a human")
        case "the marks":
            return content.replace(b"trainedAlgorithmicMedia", b"digitalCapture_________")
        case _:
            at = content.index(b"c2pa.signature") + 400
            return content[:at] + b"\x00\x01" + content[at + 2 :]


@pytest.mark.parametrize(
    "how",
    ["a bit of the film", "the end cut off", "another end", "the model's name", "the marks", "the signature"],
)
def test_tampering_is_found_and_told_through_what_is_made_of_it(
    how: str, signed: Path, plain: Path, ours: FilmCredentials, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(changed(signed.read_bytes(), how))
    found = ours.read(film)
    assert found.state == "invalid"
    assert found.problem
    assert found.ai != "none"
    making = Making(parent=Ingredient(path=film, title="film"), steps=(Step(what="cut", source="digitalCreation"),))
    made = tmp_path / "child.mp4"
    made.write_bytes(plain.read_bytes())
    told, child = ours.seal(made, making, "a film"), ours.read(made)
    assert child.state == "trusted"
    assert child.problem or told == f"Credentials that could not be kept: those of film ({ours.read(film).problem})."


def test_a_chain_that_was_broken_before_says_so(
    signed: Path, plain: Path, ours: FilmCredentials, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(changed(signed.read_bytes(), "a bit of the film"))
    making = Making(parent=Ingredient(path=film, title="film"), steps=(Step(what="cut", source="digitalCreation"),))
    found = ours.read(sealed(ours, plain, tmp_path / "child.mp4", making))
    assert found.problem == "of what it was made from, the file is not as it was signed"


def test_whatever_is_broken_is_told_and_breaks_nothing(signed: Path, ours: FilmCredentials, tmp_path: Path) -> None:
    content, dice = signed.read_bytes(), random.Random(11)
    film = tmp_path / "film.mp4"
    for _ in range(60):
        broken = bytearray(content[: dice.choice([len(content), dice.randrange(len(content))])])
        for _ in range(dice.choice([0, 1, 40])):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        film.write_bytes(broken)
        found = ours.read(film)
        assert found.sentence().count("\n") == 0
        assert found.ai != "none"
        assert Provenance.model_validate(found.model_dump()) == found


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 16, b"not a film", b"\xff\xd8\xff", b"RIFF\x00\x00\x00\x00WAVE", b"GIF8"]
)
def test_what_is_no_film_says_nothing(content: bytes, ours: FilmCredentials, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert ours.read(file).ai == "unknown"


XMP = {
    "attribute": f'{_BEGIN} Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPES}{{}}" xmp:CreatorTool="Runway"/>',
    "quotes": f"{_BEGIN} Iptc4xmpExt:DigitalSourceType = '{SOURCE_TYPES}{{}}'\n xmp:CreatorTool='Runway'/>",
    "element": f"<Iptc4xmpExt:DigitalSourceType>\n {SOURCE_TYPES}{{}} </Iptc4xmpExt:DigitalSourceType>"
    "<xmp:CreatorTool>Runway</xmp:CreatorTool>",
    "https": '<rdf:Description iptcExt:DigitalSourceType="https://cv.iptc.org/newscodes/digitalsourcetype/{}/" '
    'xmp:CreatorTool="Runway"/>',
}


@pytest.mark.parametrize("form", XMP)
@pytest.mark.parametrize("kind", ["uuid box", "text at the end"])
def test_marks_of_others_are_read_in_every_form(
    form: str, kind: str, plain: Path, ours: FilmCredentials, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    for source, ai in ((AI, "full"), ("compositeWithTrainedAlgorithmicMedia", "part"), ("digitalCapture", "unknown")):
        packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{XMP[form].format(source)}</x:xmpmeta>".encode()
        head = bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC") if kind == "uuid box" else bytes(16)
        box = (24 + len(packet)).to_bytes(4, "big") + b"uuid" + head + packet
        film.write_bytes(plain.read_bytes() + box)
        found = ours.read(film)
        assert (found.state, found.ai) == ("none", ai)
        assert found.by == ("Runway" if ai != "unknown" else None)


@pytest.mark.parametrize("kind", ["mp4", "mkv", "mov", "webm"])
def test_a_copy_by_ffmpeg_still_says_it_is_ai(kind: str, signed: Path, ours: FilmCredentials, tmp_path: Path) -> None:
    copy = tmp_path / f"copy.{kind}"
    ffmpeg.run(["-i", str(signed), *(["-c", "copy"] if kind != "webm" else ["-c:v", "libvpx", "-an"]), str(copy)])
    found = ours.read(copy)
    assert (found.state, found.ai, found.by) == ("none", "full", "veo-3.1")


@pytest.mark.parametrize("done", ["nothing", "its sound taken away", "mended"])
def test_a_vendors_own_credentials_outlive_what_is_done_to_its_film(
    done: str, plain: Path, ours: FilmCredentials, tmp_path: Path
) -> None:
    raw, out = by_others(plain, tmp_path, created(AI, softwareAgent={"name": "veo-4"})), tmp_path / "clip.mp4"
    conform(raw, out, max_duration_s=1.0, audio=done != "its sound taken away")
    assert bears_credentials(out) is (done != "its sound taken away")
    original = kept_original(out)
    assert original is not None
    film = out
    if done == "mended":
        film = tmp_path / "mended.mp4"
        ffmpeg.run(["-i", str(out), "-pix_fmt", "yuv420p", str(film)])
    before = frames(film)
    assert ours.seal(film, of_clips((original,), film, "veo"), "a film") is None
    found = ours.read(film)
    assert (found.state, found.ai, found.by) == ("trusted", "full", "veo-4")
    assert len(told_of(film)["manifests"]) == 2
    assert frames(film) == before


def test_credentials_that_are_elsewhere_are_told_where_they_are_lost(
    plain: Path, ours: FilmCredentials, tmp_path: Path
) -> None:
    film = by_others(plain, tmp_path, created(AI), url="http://127.0.0.1:9/manifest.c2pa")
    made = tmp_path / "ours.mp4"
    made.write_bytes(plain.read_bytes())
    told = ours.seal(made, Making(parent=Ingredient(path=film, title="source film")), "a film")
    assert told is not None
    assert told.startswith("Credentials that could not be kept: those of source film (they are not in the file")
