"""Homes, files and pictures under odd names; what a client is told of a folder, and the folders that it tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import anyio
import numpy as np
import pytest
import skia
from mcp import Client
from mcp.types import Implementation, ListRootsResult, Root
from PIL import Image, ImageDraw

from films.services import CallersServices
from footage.caller import LOCAL
from footage.config import load_settings
from footage.errors import (
    ForbiddenPathError,
    ForbiddenUrlError,
    InvalidInputError,
    NotFoundError,
    UnsupportedMediaError,
)
from mcp_server.app import build_app
from mcp_server.protocol import folders
from mcp_server.protocol.server import build_server
from media.assembly import Clip, assemble
from media.picture import check, check_whole
from painter import plan_scene
from painter.craft.stage import Stage
from painter.scenery import photo
from painter.text import card_pictures
from storage.db import Database
from tests.servers import call, refused
from tools.article_source import by_address, find_pictures, read_source
from tools.inputs import resolve_image
from tools.paths import confined

ODD_NAMES = ["p #1", "q?x=1&y", "a%20b", 'it\'s "q"', "new\nline", "emo 🎬 é", "[x]*;,:", "back\\slash", "x" * 255]
ERAS = ("2025-11-25", "2026-07-28")


class Allowed:
    """The part of the services that reading files needs; every URL gives the same page."""

    def __init__(self, *roots: Path, client: str = "") -> None:
        self.roots, self.remote, self.asked = roots, self, list[str]()
        self.parts_dir = roots[0] / "parts"
        self.links = None
        self.caller = replace(LOCAL, client=client)

    def fetch(self, url: str, *, max_bytes: int) -> Path:
        self.asked.append(url)
        page = self.roots[0] / "page"
        page.write_text("# A page\n\nIt turns at dusk.\n")
        return page


def allowed(*roots: Path, client: str = "") -> CallersServices:
    return cast("CallersServices", Allowed(*roots, client=client))


def png(path: Path, size: tuple[int, int] = (40, 20)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, "teal").save(path, "PNG")
    return path


# --- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_article_and_its_picture_under_an_odd_name(tmp_path: Path, name: str) -> None:
    post = tmp_path / name / "post.md"
    png(post.parent / "a.png")
    post.write_text("# Lamp\n\nIt turns at dusk.\n\n![](a.png)\n")
    services = allowed(tmp_path)
    article = read_source(services, str(post))
    assert article.outline.title == "Lamp"
    assert by_address(article.outline, find_pictures(services, article, 5)[0]) == [
        ("a.png", str(post.parent / "a.png"))
    ]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_home_under_an_odd_name_keeps_its_database(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    home.mkdir()
    database = Database(home / "footage.db")
    engine = database.engine_for_jobs()
    with engine.connect() as connection:
        connection.exec_driver_sql("create table t (a int)")
    with database.write() as session:
        session.connection().exec_driver_sql("insert into t values (1)")
    engine.dispose()
    database.close()
    assert (home / "footage.db").is_file()
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["p #1", "q?x=1&y", "a%20b'c\"", "new\nline"])
def test_clips_are_joined_in_a_folder_under_an_odd_name(tmp_path: Path, tiny: Path, name: str) -> None:
    work = tmp_path / name
    work.mkdir()
    sound = work / "bed.wav"
    from media import audio

    audio.write_wav(sound, np.zeros((audio.RATE_HZ, 2), np.float32))
    assemble([Clip(tiny), Clip(tiny)], work / "film.mp4", work=work, sound=sound)
    assert (work / "film.mp4").stat().st_size > 1000


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from media import ffmpeg

    film = tmp_path_factory.mktemp("tiny") / "film.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "color=teal:s=64x64:d=0.5:r=12", "-pix_fmt", "yuv420p", str(film)], duration_s=1)
    return film


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        (r"C:\Users\me\film.mp4", "/mnt/c/Users/me/film.mp4"),
        ("c:/film.mp4", "/mnt/c/film.mp4"),
        (r"posts\film.mp4", "posts/film.mp4"),
        (r"\\server\share\film.mp4", "server/share/film.mp4"),
    ],
)
def test_a_windows_path_is_refused_with_how_to_write_it(tmp_path: Path, name: str, hint: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        confined(allowed(tmp_path), name)
    assert hint in caught.value.hint


def test_names_are_found_as_other_systems_store_them(tmp_path: Path) -> None:
    file = tmp_path / "cafe\u0301 a.png"
    file.write_bytes(b"x")
    for name in ("caf\u00e9 a.png", "cafe\u0301 a.png"):
        assert confined(allowed(tmp_path), str(tmp_path / name)) == file
    assert confined(allowed(tmp_path), f"'{file}'") == file
    assert confined(allowed(tmp_path), str(file).replace(" ", "\\ ")) == file


def test_links_are_followed_and_lead_nowhere_else(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    png(inside / "a.png"), png(outside / "b.png")
    (inside / "there.png").symlink_to(inside / "a.png")
    (inside / "away.png").symlink_to(outside / "b.png")
    (inside / "loop").symlink_to(inside / "loop")
    assert confined(allowed(inside), str(inside / "there.png")) == inside / "a.png"
    with pytest.raises(ForbiddenPathError):
        confined(allowed(inside), str(inside / "away.png"))
    with pytest.raises((InvalidInputError, NotFoundError)):
        confined(allowed(inside), str(inside / "loop"))
    with pytest.raises(InvalidInputError, match="300 bytes"):
        confined(allowed(inside), str(inside / ("x" * 300)))


def test_a_url_of_a_file_says_how_to_name_it(tmp_path: Path) -> None:
    with pytest.raises(ForbiddenUrlError) as caught:
        resolve_image(allowed(tmp_path), "file:///a%20b/c.png")
    assert caught.value.hint == "Pass the path itself: /a b/c.png"


# --- what is told of a folder that is not allowed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("client", "line"),
    [
        (
            "claude-ai",
            'claude_desktop_config.json, under "mcpServers", "footage": "env": {"FOOTAGE_ALLOWED_DIRS": "/b:/c"}',
        ),
        ("claude-code", "claude mcp add footage -e FOOTAGE_ALLOWED_DIRS=/b:/c -- footage mcp"),
        ("cursor-vscode", "~/.cursor/mcp.json"),
        ("Visual Studio Code", '.vscode/mcp.json, under "servers"'),
        ("gemini-cli-mcp-client", "~/.gemini/settings.json"),
        ("codex-mcp-client", '[mcp_servers.footage.env] FOOTAGE_ALLOWED_DIRS = "/b:/c"'),
        ("windsurf-client", "mcp_config.json"),
        ("something new", "FOOTAGE_ALLOWED_DIRS=/b:/c in the environment"),
    ],
)
def test_the_hint_names_the_folders_and_the_clients_own_line(client: str, line: str) -> None:
    with pytest.raises(ForbiddenPathError) as caught:
        confined(allowed(Path("/a/.footage"), Path("/b"), client=client), "/c/film.mp4")
    assert "/a/.footage, /b" in caught.value.hint
    assert line in caught.value.hint
    assert "allow /c" in caught.value.hint


def test_a_name_alone_is_not_said_to_be_missing_from_a_folder_that_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    png(work / "a.png")
    monkeypatch.chdir(work)
    with pytest.raises(NotFoundError) as caught:
        confined(allowed(tmp_path / "home"), "a.png")
    assert (f"{work}" in f"{caught.value}", f"{tmp_path / 'home'}" in caught.value.hint) == (False, True)


def test_whoever_has_folders_of_their_own_is_told_of_those_alone() -> None:
    services = allowed(Path("/team"))
    cast("Any", services).caller = replace(LOCAL, roots=(Path("/team"),))
    with pytest.raises(ForbiddenPathError) as caught:
        confined(services, "/c/film.mp4")
    assert "FOOTAGE_ALLOWED_DIRS" not in caught.value.hint


# --- the folders that a client tells ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "counts"),
    [
        ("file://{}", True),
        ("file://localhost{}", True),
        ("FILE://{}", True),
        ("file://{}/missing", False),
        ("file://{}/a.png", False),
        ("file://elsewhere{}", False),
        ("https://example.com{}", False),
        ("file:///", False),
        ("file:///a\0b", False),
        ("{}", False),
    ],
)
def test_only_a_folder_of_this_machine_is_a_root(tmp_path: Path, address: str, counts: bool) -> None:
    png(tmp_path / "a.png")
    assert folders.existing([address.format(tmp_path)]) == ((tmp_path.resolve(),) if counts else ())


@pytest.mark.anyio
@pytest.mark.parametrize("era", ERAS)
async def test_a_clients_roots_are_honoured(tmp_path: Path, era: str) -> None:
    work, other = tmp_path / "wo rk #1", tmp_path / "other"
    png(work / "post.png"), png(other / "post.png")
    asked = []

    async def roots(_: Any) -> ListRootsResult:
        asked.append(1)
        return ListRootsResult(roots=[Root(uri=cast("Any", work.as_uri()))])

    async with connect(tmp_path / "home", era, roots) as client:
        assert client.protocol_version == era
        await call(client, "list_jobs")
        assert not asked
        error = await refused(client, "check_quality", video=str(work / "post.png"))
        assert (error["code"], len(asked)) == ("unsupported_media", 1)
        error = await refused(client, "check_quality", video=str(other / "post.png"))
        assert error["code"] == "forbidden_path"
        assert "FOOTAGE_ALLOWED_DIRS=" in error["hint"] or '"FOOTAGE_ALLOWED_DIRS"' in error["hint"]


@pytest.mark.anyio
async def test_a_client_that_never_tells_its_roots_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_ANSWERS_WITHIN_S", 0.1)

    async def never(_: Any) -> ListRootsResult:
        await anyio.sleep_forever()
        raise AssertionError

    async with connect(tmp_path / "home", ERAS[0], never) as client:
        assert (await refused(client, "check_quality", video=str(tmp_path / "a.mp4")))["code"] == "forbidden_path"


@pytest.mark.anyio
async def test_a_cap_that_is_misspelt_is_told_with_the_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTAGE_MONTHY_BUDGET_USD", "5")
    server = build_server(build_app(load_settings(home=tmp_path), run_jobs=False))
    async with Client(server) as client:
        budget = await call(client, "check_budget")
    assert "FOOTAGE_MONTHY_BUDGET_USD means nothing; did you mean FOOTAGE_MONTHLY_BUDGET_USD?" in budget["message"]


def connect(home: Path, era: str, roots: Any) -> Client:
    mode: Any = "legacy" if era == ERAS[0] else "auto"
    server = build_server(build_app(load_settings(home=home), run_jobs=False))
    return Client(server, mode=mode, list_roots_callback=roots, client_info=Implementation(name="cursor", version="1"))


# --- sources ------------------------------------------------------------------------------------------------------


def test_an_address_without_a_scheme_is_fetched(tmp_path: Path) -> None:
    services = allowed(tmp_path)
    for source in ("www.example.com/blog/my-post", "example.com/post.md", "blog.example.co.uk/a?b=c"):
        assert read_source(services, source).outline.title == "A page"
    assert cast("Any", services).asked[0] == "https://www.example.com/blog/my-post"


@pytest.mark.parametrize(
    ("source", "code", "says"),
    [
        ("report.pptx", "unsupported_media", "presentation"),
        ("my last report.doc", "unsupported_media", "pandoc"),
        ("posts/article.pages", "unsupported_media", "pandoc"),
        ("posts/article", "invalid_input", "path or URL"),
        (r"C:\posts\article.md", "invalid_input", "/mnt/c"),
        ("article.md", "not_found", "looked for in"),
    ],
)
def test_what_is_no_article_is_said_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, code: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises((UnsupportedMediaError, InvalidInputError, NotFoundError)) as caught:
        read_source(allowed(tmp_path), source)
    assert caught.value.code == code
    assert says in caught.value.message + caught.value.hint


def test_one_sentence_is_still_an_article(tmp_path: Path) -> None:
    for text in ("The lamp turns at dusk.", "灯台は毎晩回る。", "Hello", "It is lit, see example.com/post for more."):
        assert read_source(allowed(tmp_path), text).outline.title


# --- pictures -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("<my pic.png>", "content/post/my pic.png"),
        ("img/my%20pic.png", "content/post/img/my pic.png"),
        ("a.png?raw=true", "content/post/a.png"),
        ("a.png#center", "content/post/a.png"),
        ("100%.png", "content/post/100%.png"),
        ("/img/soup.png", "static/img/soup.png"),
        ("/soup.png", "public/soup.png"),
        ("@/assets/soup.png", "src/assets/soup.png"),
        ("@site/static/img/soup.png", "static/img/soup.png"),
        ("foo.png", "content/post/lamp/foo.png"),
        ("img\\soup.png", "content/post/img/soup.png"),
        ("../up.png", "content/up.png"),
        ("Photo.PNG", "content/post/photo.png"),
        ("my pic (1).png", "content/post/my pic (1).png"),
        ("a.png =300x200", "content/post/a.png"),
        ("/img/soup.png", "themes/warm/static/img/soup.png"),
        ("soup.png", "content/post/soup.es.png"),
    ],
)
def test_a_picture_is_found_where_its_site_has_it(tmp_path: Path, written: str, stored: str) -> None:
    png(tmp_path / stored)
    post = tmp_path / "content" / "post" / "lamp.md"
    post.parent.mkdir(parents=True, exist_ok=True)
    post.write_text(f"# Lamp\n\nIt turns.\n\n![x]({written})\n")
    services = allowed(tmp_path)
    found, notes = find_pictures(services, read_source(services, str(post)), 5)
    assert ([str(one.path) for one in found], notes) == ([str(tmp_path / stored)], [])


def test_pictures_that_are_lost_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    post = tmp_path / "a.md"
    post.write_text("# T\n\nIt turns.\n\n" + "".join(f"![x](p{n}.png)\n\n" for n in range(6)))
    png(tmp_path / "p5.png")
    services = allowed(tmp_path)
    article = read_source(services, str(post))
    _, notes = find_pictures(services, article, 5)
    assert [note[:40] for note in notes] == [f"A picture was left out (not_found): p{n}.p" for n in range(3)] + [
        "More pictures were left out: 2 (not_foun"
    ]
    assert find_pictures(services, article, 0)[1] == ["6 more pictures were left out: 0 are shown at most."]


@pytest.mark.parametrize(
    ("name", "list_of_them"),
    [
        (".authors.yml", "authors:\n  jane:\n    name: Jane Doe\n"),
        ("authors.yml", "jane:\n  name: Jane Doe\n  url: https://a.example\n"),
        ("_data/authors.yml", "jane: Jane Doe\n"),
        ("src/data/authors.json", '[{"handle": "jane", "name": "Jane Doe"}]'),
    ],
)
def test_an_author_is_looked_up_and_a_day_taken_from_the_name(tmp_path: Path, name: str, list_of_them: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(list_of_them)
    post = tmp_path / "blog" / "2025-10-01-lamp.md"
    post.parent.mkdir(exist_ok=True)
    post.write_text("---\ntitle: Lamp\nauthors: [jane]\n---\nIt turns.")
    outline = read_source(allowed(tmp_path), str(post)).outline
    assert (outline.author, outline.published) == ("Jane Doe", "2025-10-01")


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("![[soup.png]]", "vault/Attachments/soup.png"),
        ("![[soup.png|300]]", "vault/deep/er/soup.png"),
        ("![x](https://my.example/img/soup.png)", "static/img/soup.png"),
        ("![x](/blog/img/soup.png)", "static/img/soup.png"),
        ('import soup from "../img/soup.png"\n\n<Image src={soup} alt="x" />', "vault/img/soup.png"),
        ("![x][s]\n\n[s]: soup.png", "vault/notes/soup.png"),
        ('<img src="blank.gif" data-src="soup.png" alt="x">', "vault/notes/soup.png"),
        ('<img srcset="small.png 480w, soup.png 1200w" alt="x">', "vault/notes/soup.png"),
        ('<picture><source srcset="soup.png"><img src="old.png" alt="x"></picture>', "vault/notes/soup.png"),
        ('<a href="big.png"><img src="soup.png" width="600" alt="x"></a>', "vault/notes/soup.png"),
    ],
)
def test_a_picture_is_found_however_it_is_written(tmp_path: Path, written: str, stored: str) -> None:
    png(tmp_path / stored)
    (tmp_path / "vault" / ".obsidian").mkdir(parents=True)
    post = tmp_path / "vault" / "notes" / "lamp.mdx"
    post.parent.mkdir(exist_ok=True)
    post.write_text(f"# Lamp\n\nIt turns.\n\n{written}\n")
    services = allowed(tmp_path)
    found, notes = find_pictures(services, read_source(services, str(post)), 5)
    assert ([str(one.path) for one in found], notes) == ([str(tmp_path / stored)], [])


def test_a_cover_in_the_folder_and_one_in_the_text_are_one(tmp_path: Path) -> None:
    post = tmp_path / "lamp" / "index.md"
    png(post.parent / "cover.png")
    post.write_text("# Lamp\n\nIt turns.\n\n![The lamp](cover.png)\n")
    services = allowed(tmp_path)
    ((one,), _) = find_pictures(services, read_source(services, str(post)), 5)
    assert (one.id, one.alt, one.is_cover) == ("p0", "The lamp", True)


def test_a_photo_is_upright(tmp_path: Path) -> None:
    file, exif = tmp_path / "a.jpg", Image.Exif()
    exif[0x112] = 6
    Image.new("RGB", (90, 60), "teal").save(file, exif=exif)
    assert check(file) == check_whole(file) == pytest.approx(60 / 90)


@pytest.mark.parametrize("size", [(600, 100), (60, 400), (90, 60)])
def test_all_of_a_picture_is_shown(tmp_path: Path, size: tuple[int, int]) -> None:
    wide, high = size
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, wide * 0.1, high * 0.1), fill="red")
    draw.rectangle((wide * 0.9, high * 0.9, wide, high), fill="blue")
    picture.save(tmp_path / "a.png")
    stage = Stage(plan_scene("x", duration_s=2, width=320, height=180, seed=1, style="flat"))
    (left, top, right, bottom), paint = card_pictures.framed(stage, [tmp_path / "a.png"], 0, (0, 0, 320, 180))
    assert (right - left) / (bottom - top) == pytest.approx(wide / high, rel=0.02)
    surface = skia.Surface(320, 180)
    paint(surface.getCanvas(), 0.0)
    pixels = surface.toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3].astype(int)
    corners = pixels[round(top) + 3, round(left) + 3], pixels[round(bottom) - 4, round(right) - 4]
    assert corners[0][0] > 180 > corners[0][2]
    assert corners[1][2] > 180 > corners[1][0]


@pytest.mark.parametrize(("kind", "kept"), [("JPEG", 0.3), ("JPEG", 0.9), ("PNG", 0.5), ("WEBP", 0.5)])
def test_a_picture_that_was_cut_off_is_not_shown(tmp_path: Path, kind: str, kept: float) -> None:
    file = tmp_path / f"a.{kind.lower()}"
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (120, 160, 3), np.uint8)).save(file, kind)
    whole = file.read_bytes()
    assert check_whole(file) == pytest.approx(160 / 120)
    file.write_bytes(whole + b"trailing")
    check_whole(file)
    file.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(UnsupportedMediaError, match="cut off"):
        check_whole(file)


@pytest.mark.parametrize(("ink", "is_dark"), [("white", True), ("#102030", False)])
def test_a_transparent_logo_stands_out(tmp_path: Path, ink: str, is_dark: bool) -> None:
    logo = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    ImageDraw.Draw(logo).ellipse((20, 5, 60, 35), fill=ink)
    logo.save(tmp_path / "a.png")
    ground = photo.read(tmp_path / "a.png", 80, 40)[1, 1]
    assert (ground < 60).all() == is_dark
