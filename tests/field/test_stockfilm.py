"""Films of real footage: which scenes show it and with which words, what is missing, what is told, who is credited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from films.article.storyboard import ArticleFilm
from films.edited import edited_film
from films.script.documents import (
    ChartShow,
    FigureShow,
    FilmShow,
    PlaceShow,
    QuoteShow,
    Scene,
    Script,
    Show,
    TextShow,
    TitleShow,
)
from films.script.reading import read_script
from films.script.references import Known
from films.script.search_words import as_query, named_clip
from films.script.staging import stage
from films.stock import told
from films.stock.choose import RealScenes, as_long_as, choose, parts_s
from films.stock.find import find
from films.stock.kept import key_of
from films.stock.scenes import RealScenes as Put
from films.stock.scenes import real_scenes, with_card
from films.stock.words import over_picture, queries
from footage.caller import LOCAL
from footage.credits import StockAlternative, StockCredit
from footage.errors import InvalidInputError, UnavailableError, VendorFailedError
from footage.ports.records import FilmedScene
from footage.ports.routing import Rendered
from media import ffmpeg
from media.probe import probe
from painter import ListCard, PhotoCard, search_words
from storage.objects.local import LocalObjects
from tests.teams import ANN, BEN, EVE

pytestmark = pytest.mark.anyio

SIZE = (128, 72)
BUS = TitleShow(text="The night bus that pays for itself")
STORM = FilmShow(prompt="A lighthouse in a storm", stock_query="lighthouse storm")


def film(*shows: Show, say: Sequence[str] = (), captions: bool = True, **scene: Any) -> ArticleFilm:
    said = [*say, *[""] * len(shows)]
    scenes = [Scene(id=f"s{at}", show=show, say=said[at - 1], **scene) for at, show in enumerate(shows, 1)]
    return stage(Script(title="A bus", language="en", scenes=tuple(scenes)), [], size=SIZE, captions=captions)


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "query"),
    [
        ("tram, night, rain", "tram night rain"),
        ('"a busy street at night"', "busy street night"),
        ("drone footage of the coast", "drone coast"),
        ("夜の街", "夜の街"),
        ("Pexels: 2834230", "pexels:2834230"),
        ("commons:File_of-a.bus", "commons:File_of-a.bus"),
        ("none", "none"),
        ("", ""),
    ],
)
def test_search_words_are_brought_to_a_few_plain_ones(given: str, query: str) -> None:
    assert as_query(given) == (query, "")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("people who wait for one bus in heavy rain downtown", "has 8 words; 2 to 4 plain ones"),
        ("shutterstock:12", "there is no source 'shutterstock'; those are pexels, pixabay"),
        ("https://www.pexels.com/video/1/", "is an address; name a clip as source:id"),
        ("!!", "has no word in it"),
        (["a"], "is no text"),
    ],
)
def test_what_no_site_can_look_for_is_named_by_its_field(given: Any, reason: str) -> None:
    script = {"scenes": [{"show": {"kind": "film", "prompt": "x", "stock_query": given}}]}
    with pytest.raises(InvalidInputError) as caught:
        read_script(script, Known())
    assert f"scenes[0].show.stock_query: {reason}" in caught.value.message


def test_search_words_alone_are_a_film_and_words_of_other_names_are_understood() -> None:
    scenes = [
        {"show": {"kind": "b_roll", "search_query": "harbour crane"}},
        {"show": {"kind": "text", "text": "Hi", "stock_query": None}},
    ]
    first, second = read_script({"scenes": scenes}, Known()).script.scenes
    assert first.show == FilmShow(prompt="harbour crane", stock_query="harbour crane")
    assert second.show == TextShow(text="Hi")


def test_a_prompt_may_name_a_clip() -> None:
    assert [named_clip(one) for one in ("pexels:12", "Note: a boat", "a boat")] == ["pexels:12", "", ""]


def test_words_stand_over_footage_and_data_keeps_its_cards() -> None:
    shown = film(
        BUS,
        FigureShow(value="90 %", label="of the bicycles"),
        TextShow(text="The train waits at the lake"),
        QuoteShow(text="The dog was on the bus"),
        ChartShow(labels=("a", "b"), values=(1, 2), heading="Trains"),
        PlaceShow(subjects=("elephant",), setting="desert", time="night"),
        FilmShow(prompt="Slow shot of a harbour crane at dawn"),
        TextShow(text="It does not matter"),
        TextShow(text="The cat sleeps", stock_query="none"),
    )
    found = queries(shown, everywhere=True)
    assert {shown.scenes[at].scene_id for at in found} == {"s1", "s3", "s6", "s7"}
    assert all(1 <= len(query.split()) <= 4 and len(query) <= 100 for query in found.values())
    assert found[0].startswith("bus")
    assert "elephant" in found[5]
    assert queries(shown, everywhere=False) == {}


def test_search_words_of_a_script_are_taken_as_they_are_and_a_named_backend_wins() -> None:
    other = STORM.model_copy(update={"backend": "fake"})
    stock = FilmShow(prompt="A fox in the snow", backend="stock")
    found = queries(film(STORM, other, stock), everywhere=False)
    assert (found.pop(0), sorted(found)) == ("lighthouse storm", [2])
    assert "fox" in found[2]


def test_a_scene_of_several_pictures_has_a_clip_for_each() -> None:
    say = "It rains. " + " ".join(f"The waves are as high as house number {n}, and nobody goes out." for n in range(5))
    shown = film(STORM, say=[say])
    assert len(shown.scenes) > 1
    assert queries(shown, everywhere=False) == dict.fromkeys(range(len(shown.scenes)), "lighthouse storm")


@pytest.mark.parametrize(("duration_s", "count"), [(2.5, 1), (7.0, 1), (8.0, 1), (9.0, 2), (16.0, 3), (30.0, 5)])
def test_a_clip_stays_for_a_natural_time(duration_s: float, count: int) -> None:
    parts = parts_s(duration_s)
    assert len(parts) == count
    assert sum(parts) == pytest.approx(duration_s)
    assert max(parts) <= 8


# --- what is over it ------------------------------------------------------------------------------------------------


def test_what_is_said_is_not_written_over_footage_while_somebody_says_it() -> None:
    shown = film(FilmShow(prompt="Nothing that is drawn", stock_query="crane"), say=["It stands."], captions=False)
    beat, note = shown.film.beats[0], shown.scenes[0]
    assert over_picture(beat, note, 3, title="A bus", is_narrated=True) == (PhotoCard(picture=3), "")
    assert over_picture(beat, note, 3, title="A bus", is_narrated=False) == (PhotoCard(picture=3), "It stands.")


def test_a_message_keeps_its_words_and_its_kicker_over_footage() -> None:
    shown = film(TextShow(text="The bus is late", kicker="Who rides"), say=["So it is."])
    over = over_picture(shown.film.beats[0], shown.scenes[0], 0, title="A bus", is_narrated=False)
    assert (over.card.text, over.card.kicker) == ("The bus is late", "Who rides")
    place = film(PlaceShow(subjects=("bus",), text="Lindau"))
    assert over_picture(place.film.beats[0], place.scenes[0], 0, title="A bus", is_narrated=True).card.text == "Lindau"


# --- choosing -------------------------------------------------------------------------------------------------------


class World:
    """A backend with real footage: a clip of two seconds for any words but those that it has nothing for."""

    def __init__(self, folder: Path, clip: Path, nothing: Mapping[str, Exception] | None = None) -> None:
        self.parts_dir, self.work_dir, self.caller = folder / "parts", folder / "work", LOCAL
        self.work_dir.mkdir()
        self.parts_dir.mkdir()
        self.objects = LocalObjects(folder / "media", self.work_dir)
        self.router = self.renderer = self
        self.record: Any = SimpleNamespace(job_id="job_1", caller=LOCAL, plan=None)
        self.asked: list[Any] = []
        self.nothing = nothing or {}
        self._clip = clip

    def plan(self, request: Any, limit: Any, *, here: bool) -> Any:
        if error := self.nothing.get("plan"):
            raise error
        return SimpleNamespace(order=("stock",)), None

    async def render(self, job: Any, request: Any, order: Any, part: str) -> Rendered:
        self.asked.append((request.stock_query, part))
        if error := self.nothing.get(request.stock_query):
            raise error
        path = job.work_dir / "clip.mp4"
        path.write_bytes(self._clip.read_bytes())
        credit = StockCredit(
            source="pexels", id=f"{request.stock_query}-{part}", author="Ana", licence="Pexels License"
        )
        return Rendered(path=path, backend="stock", model="m", attempt_id=1, stock=(credit,))

    async def report(self, progress: float, message: str) -> None: ...

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        return lambda share: None


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clips") / "clip.mp4"
    source = ["-f", "lavfi", "-i", "testsrc2=size=96x54:rate=30", "-t", "5", "-pix_fmt", "yuv420p"]
    ffmpeg.run([*source, "-preset", "ultrafast", "-f", "mp4", f"file:{path}"])
    return path


def chosen(world: Any, shown: ArticleFilm, *, everywhere: bool = True) -> RealScenes:
    return choose(world, shown, aspect_ratio="16:9", resolution="480p", everywhere=everywhere)


def test_the_same_words_twice_are_two_clips(tmp_path: Path, clip: Path) -> None:
    real = chosen(World(tmp_path, clip), film(STORM, STORM, FilmShow(prompt="x", stock_query="crane")))
    assert [(one.scene, one.take, one.backend, one.hold.amount.microusd) for one in real.scenes] == [
        (0, 0, "stock", 0),
        (1, 1, "stock", 0),
        (2, 0, "stock", 0),
    ]
    assert len({key_of(one) for one in real.scenes}) == 3
    first = real.scenes[0]
    assert (first.request.look, first.request.audio, first.request.stock_query) == ("real", False, "lighthouse storm")


def test_without_a_source_real_footage_is_refused_and_a_wish_of_one_scene_is_told(tmp_path: Path, clip: Path) -> None:
    error = UnavailableError("There is no real footage to be had here.", hint="Ask for a key.")
    world = World(tmp_path, clip, {"plan": error})
    with pytest.raises(UnavailableError):
        chosen(world, film(STORM))
    wish = chosen(world, film(STORM), everywhere=False)
    assert wish == ((), ("stock_query changes nothing: There is no real footage to be had here. Ask for a key.",))


def test_a_film_that_names_nothing_says_so(tmp_path: Path, clip: Path) -> None:
    real = chosen(World(tmp_path, clip), film(FigureShow(value="4", label="of them"), TextShow(text="It is so")))
    assert not real.scenes
    assert "give scenes a stock_query" in real.notes[0]


# --- finding --------------------------------------------------------------------------------------------------------


async def test_a_clip_that_fails_costs_no_other_and_is_asked_for_again(tmp_path: Path, clip: Path) -> None:
    nothing = {
        "crane": VendorFailedError("Nothing fits 'crane'.", backend="stock"),
        "boat": RuntimeError("a defect"),
    }
    world: Any = World(tmp_path, clip, nothing)
    shown = film(STORM, *(FilmShow(prompt="x", stock_query=one) for one in ("crane", "boat", "dog lawn")))
    scenes = chosen(world, shown).scenes
    found = await find(world, world, scenes, 0.0, 1.0)
    assert sorted(found.clips) == [0, 3]
    assert found.missing == {1: "Nothing fits 'crane'.", 2: "Looking for it broke; Footage's log says how."}
    again = await find(world, world, scenes, 0.0, 1.0)
    assert (sorted(again.clips), len(world.asked)) == ([0, 3], 6)
    assert again.clips[0][0].credits[0].author == "Ana"


async def test_only_a_changed_scene_is_looked_for_again_and_never_what_is_in_the_film(
    tmp_path: Path, clip: Path
) -> None:
    world: Any = World(tmp_path, clip)
    await find(world, world, chosen(world, film(STORM, STORM)).scenes, 0.0, 1.0)
    swapped = STORM.model_copy(update={"stock_query": "pexels:7"})
    other = chosen(world, film(STORM, swapped)).scenes
    assert [bool(one.order) for one in other] == [False, True]
    assert other[1].request.stock_taken == ("pexels:lighthouse storm-scene 1",)
    assert other[1].request.stock_query == "pexels:7"


async def test_kept_clips_belong_to_a_team(tmp_path: Path, clip: Path) -> None:
    world: Any = World(tmp_path, clip)
    for caller, asked in ((ANN, 1), (BEN, 1), (EVE, 2), (LOCAL, 3)):
        world.caller = world.record.caller = caller
        await find(world, world, chosen(world, film(STORM)).scenes, 0.0, 1.0)
        assert len(world.asked) == asked


# --- the film -------------------------------------------------------------------------------------------------------


async def put(world: Any, shown: ArticleFilm, *, card: bool = False, voice: bool = False) -> Put:
    scenes: Sequence[FilmedScene] = chosen(world, shown).scenes
    world.record.plan = SimpleNamespace(scenes=scenes)
    order: Any = SimpleNamespace(has_voice=voice, credits_card=card)
    return await real_scenes(world, world, order, shown, range(len(shown.scenes)), (0.0, 1.0))


async def test_footage_is_in_its_scenes_and_what_is_missing_is_told_scene_by_scene(tmp_path: Path, clip: Path) -> None:
    nothing = {"crane": VendorFailedError("Nothing fits 'crane'.", backend="stock")}
    world = World(tmp_path, clip, nothing)
    shown = film(
        TitleShow(text="A storm", stock_query="storm sea"),
        FigureShow(value="4", label="of them"),
        FilmShow(prompt="x", stock_query="crane"),
        FilmShow(prompt="x", stock_query="lamp"),
        seconds=3,
    )
    real = await put(world, shown)
    assert real.told == (
        "2 of 4 scenes are real footage, the others are drawn. Drawn instead: s3 (Nothing fits 'crane'). "
        "Video by Ana on Pexels."
    )
    beats = real.storyboard.film.beats
    assert isinstance(beats[0].card, PhotoCard)
    assert (beats[0].card.text, beats[2]) == ("A storm", shown.film.beats[2])
    assert [one.scene for one in real.credits] == ["s1", "s4"]
    info = probe(Path(real.storyboard.pictures[beats[0].card.picture]))
    assert (info.width, info.height, info.fps, info.frame_count) == (*SIZE, 24, 72)
    assert list(real.whole) == [3]


async def test_a_clip_that_turns_out_too_short_leaves_its_scene_drawn(tmp_path: Path, clip: Path) -> None:
    shown = film(STORM, seconds=8)
    real = await put(World(tmp_path, clip), shown)
    assert (real.credits, real.credits_text, real.storyboard.film) == ((), "", shown.film)
    assert "Drawn instead: s1 (" in real.told
    assert "has no 8.0 s without a cut" in real.told


async def test_a_long_scene_is_cut_from_two_clips(tmp_path: Path, clip: Path) -> None:
    real = await put(World(tmp_path, clip), film(STORM, seconds=9))
    assert [one.id for one in real.credits] == ["lighthouse storm-scene 1", "lighthouse storm-scene 1 clip 2"]
    assert probe(Path(real.storyboard.pictures[0])).frame_count == 9 * 24


async def test_a_card_of_credits_comes_last_and_its_time_is_told(tmp_path: Path, clip: Path) -> None:
    shown = film(STORM, seconds=3)
    real = await put(World(tmp_path, clip), shown, card=True)
    last = real.storyboard.film.beats[-1]
    assert last.card == ListCard(heading="Footage", items=("Pexels: Ana",))
    assert real.storyboard.film.duration_s == shown.film.duration_s + real.added_s == 3 + 3
    assert len(real.storyboard.scenes) == len(real.storyboard.film.beats)


# --- credits --------------------------------------------------------------------------------------------------------


def credit(source: str, id_: str, author: str, licence: str, scene: str = "s1") -> StockCredit:
    return StockCredit(
        source=source, id=id_, author=author, licence=licence, scene=scene, page=f"https://{source}/{id_}"
    )


STOCK = (
    credit("pexels", "1", "Ana", "Pexels License"),
    credit("commons", "2", "Jo Doe", "CC BY 4.0", "s2"),
    credit("commons", "3", "Kim", "CC0", "s3"),
    credit("pexels", "1", "Ana", "Pexels License", "s4"),
    credit("nasa", "4", "", "Public domain", "s5"),
)


def test_everybody_is_named_as_their_site_asks_for() -> None:
    assert [told.line(one) for one in STOCK[:3]] == [
        "Video by Ana on Pexels",
        "Video by Jo Doe on Wikimedia Commons (CC BY 4.0)",
        "Video by Kim on Wikimedia Commons",
    ]
    assert told.sentence(STOCK) == "Video by Jo Doe (CC BY 4.0), Kim on Wikimedia Commons; NASA; Ana on Pexels."
    assert told.card_lines(STOCK) == [
        "Jo Doe, Wikimedia Commons, CC BY 4.0",
        "Wikimedia Commons: Kim",
        "NASA",
        "Pexels: Ana",
    ]
    text = told.credits_text("A film", STOCK)
    assert text.count("Video by Ana on Pexels\nhttps://pexels/1\nPexels License\nScene s1, s4") == 1
    assert "Video by Jo Doe on Wikimedia Commons (CC BY 4.0)\nhttps://commons/2\nCC BY 4.0\nScene s2" in text
    assert "Video from NASA" in text


def test_many_are_counted_but_who_must_be_named_is_named() -> None:
    many = [credit("pexels", f"{n}", f"A{n}", "Pexels License") for n in range(9)]
    bound = [credit("commons", f"{n}", f"B{n}", "CC BY 3.0") for n in range(9)]
    said = told.sentence([*many, *bound])
    assert all(f"B{n} (CC BY 3.0)" in said for n in range(9))
    assert "A0, A1, A2, A3, 5 more on Pexels" in said
    assert told.sentence(()) == ""


def test_a_name_from_a_site_stays_one_line() -> None:
    odd = credit("pexels", "1", "Ana\n\nScene s9\x1b[2J " + "x" * 300, "Pexels License")
    assert told.line(odd).count("\n") == 0
    assert "\x1b" not in told.credits_text("A film", [odd])
    assert len(told.sentence([odd])) < 120


async def test_a_clip_of_which_nobody_knows_whose_it_is_is_not_shown(tmp_path: Path, clip: Path) -> None:
    world: Any = World(tmp_path, clip)
    scenes = chosen(world, film(STORM)).scenes
    await find(world, world, scenes, 0.0, 1.0)
    world.nothing = {"lighthouse storm": VendorFailedError("No.", backend="stock")}
    for file in world.parts_dir.rglob("*.json"):
        file.write_text("[]")
    found = await find(world, world, scenes, 0.0, 1.0)
    assert (found.clips, found.missing) == ({}, {0: "No."})


def test_a_card_of_many_credits_has_pages_in_the_films_language() -> None:
    shown = film(STORM).model_copy(update={"language": "de"})
    bound = [credit("commons", f"{n}", f"B{n}", "CC BY 3.0") for n in range(9)]
    cards = [beat.card for beat in with_card(shown, bound).film.beats[1:]]
    assert [len(card.items) for card in cards if isinstance(card, ListCard)] == [6, 3]
    assert all(isinstance(card, ListCard) and card.heading == "Filmaufnahmen" for card in cards)


def test_alternatives_have_names_to_ask_for() -> None:
    other = StockAlternative(source="pixabay", id="12")
    assert as_query(other.key) == ("pixabay:12", "")


async def test_an_editor_sees_footage_where_a_title_stands_alone_and_counts_no_clip_as_a_picture(
    tmp_path: Path, clip: Path
) -> None:
    shown = film(TitleShow(text="A bus", stock_query="bus"), seconds=3)
    real = await put(World(tmp_path, clip), shown)
    seen = edited_film(real.storyboard, asked_s=3, is_narrated=False)
    assert (seen.scenes[0].kind, seen.scenes[0].picture, seen.pictures_offered) == ("film", "", 0)
    assert seen.scenes[0].texts == ("A bus",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I close the bar at two, and I used to walk for an hour.", "bar"),
        ("The road through the forest is long, and a train waits at the lake.", "train"),
        ("Interview with a lighthouse keeper", "lighthouse"),
        ("Nobody tells you what a bakery costs", "bakery"),
        ("Our team shipped it on the sixth floor of the office.", "office"),
        ("تحتاج الطماطم إلى ضوء ودلو واحد", "tomato"),
        ("Ein Hund läuft", "dog"),
        ("🐝 in July", "bee"),
    ],
)
def test_footage_is_looked_for_with_the_plain_words_of_a_text(text: str, words: str) -> None:
    found = " ".join(search_words(text))
    assert words in found
    assert not {"chocolate", "money", "wings"} & {*found.split()}


@pytest.mark.parametrize("text", ["It is so.", "Why it matters", "只看約 60 分鐘", "Ronaldo scored twice", ""])
def test_what_names_nothing_to_be_seen_has_no_search_words(text: str) -> None:
    assert search_words(text) == ()


def test_scenes_that_a_voice_makes_longer_ask_for_longer_clips_and_for_more(tmp_path: Path, clip: Path) -> None:
    scenes = chosen(World(tmp_path, clip), film(STORM, STORM, seconds=4)).scenes
    longer = as_long_as(scenes, {0: 10.0, 1: 4.0})
    assert [(one.scene, one.take, one.request.duration_s) for one in longer] == [(0, 0, 5.6), (0, 2, 5.6), (1, 1, 4.6)]
    assert len({key_of(one) for one in longer}) == 3
    assert [one.scene for one in as_long_as(scenes, {1: 2.0})] == [1]


async def test_a_kept_clip_that_is_too_short_now_is_looked_for_again(tmp_path: Path, clip: Path) -> None:
    world: Any = World(tmp_path, clip)  # whose clips last 5 s
    scenes = chosen(world, film(STORM, seconds=4)).scenes
    await find(world, world, scenes, 0.0, 1.0)
    kept = chosen(world, film(STORM, seconds=4)).scenes
    await find(world, world, as_long_as(kept, {0: 5.0}), 0.0, 1.0)
    assert len(world.asked) == 1
    await find(world, world, as_long_as(kept, {0: 7.5}), 0.0, 1.0)
    assert len(world.asked) == 2
