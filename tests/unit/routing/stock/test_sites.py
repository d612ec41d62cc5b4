"""Clips found at the emulated sites, over real sockets, and the trouble that the real ones make."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from footage.errors import AuthFailedError, GeneratorError, RateLimitedError, RequestRejectedError, VendorFailedError
from footage.ports.stock import Allowance
from media.probe import probe
from routing.stock import web
from routing.stock.pexels import Pexels
from routing.stock.sites import troubles
from routing.stock.source import Source
from tests.plain_http import http
from tests.unit.routing.stock.site_world import KEYS, Clips, SiteWorld, wanted

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

ALL = ("pexels", "pixabay", "coverr", "commons", "nasa", "archive")


@pytest.mark.parametrize("site", ALL)
async def test_each_site_gives_a_clip_that_shows_what_was_asked_for(world: SiteWorld, site: str) -> None:
    film, told = await world.made(world.generator(site), duration_s=2, stock_query="fox snow afar")
    info = probe(film)
    assert (info.width, info.height, info.has_audio) == (854, 480, False)
    assert info.duration_s == pytest.approx(2, abs=0.05)
    [credit] = told.stock
    assert credit.source == site
    assert credit.licence
    assert credit.page.startswith("https://")
    assert credit.query
    assert credit.score > 0.6
    assert len(credit.alternatives) <= 3
    assert credit.key not in {one.key for one in credit.alternatives}


async def test_what_was_answered_is_not_asked_again(world: SiteWorld) -> None:
    generator = world.generator("pixabay")
    first = await world.chosen(generator)
    assert first != await world.chosen(generator)
    assert len(world.sites["pixabay"].asked) == 1
    world.books.clock.advance(hours=23, minutes=59)
    await world.chosen(generator)
    assert len(world.sites["pixabay"].asked) == 1
    world.books.clock.advance(minutes=2)
    await world.chosen(generator)
    assert len(world.sites["pixabay"].asked) == 2


async def test_the_same_attempt_gets_the_same_clip(world: SiteWorld) -> None:
    generator, key = world.generator("pexels"), world.attempt()
    assert await world.chosen(generator, key=key) == await world.chosen(generator, key=key)
    assert len(world.sites["pexels"].asked) == 1


async def test_no_clip_comes_twice_in_a_film_and_nobody_more_than_twice(world: SiteWorld) -> None:
    generator, film = world.generator("pexels"), world.film()
    keys = [world.attempt(film, str(part)) for part in range(4)]
    clips = [await world.chosen(generator, key=key) for key in keys]
    assert len(set(clips)) == 4
    assert max(world.table.shown(world.attempt(film, "5")).authors.values()) == 2
    with pytest.raises(RequestRejectedError, match="4 seen already") as refused:
        await world.chosen(generator, key=world.attempt(film, "6"))
    assert "stock_query" in refused.value.hint


async def test_no_clip_comes_again_in_the_next_films_of_a_caller(world: SiteWorld) -> None:
    generator = world.generator("pexels")
    first = await world.chosen(generator)
    assert await world.chosen(generator) != first
    other = world.attempt(world.books.place(team_id="others").job_id)
    assert await world.chosen(generator, key=other) == first


async def test_a_clip_may_come_again_after_months_and_is_forgotten(world: SiteWorld) -> None:
    generator, key = world.generator("pexels"), world.attempt()
    first = await world.chosen(generator, key=key)
    world.books.clock.advance(seconds=timedelta(days=91).total_seconds())
    await world.chosen(generator)
    assert world.table.chosen(key, Clips) is None
    assert await world.chosen(generator) == first


async def test_a_clip_that_is_taken_is_passed_over_and_one_that_is_named_comes(world: SiteWorld) -> None:
    generator = world.generator("pexels")
    first = await world.chosen(generator)
    second = await world.chosen(
        generator, key=world.attempt(world.books.place(team_id="b").job_id), stock_taken=(first,)
    )
    assert second != first
    assert await world.chosen(generator, stock_query=first) == first


@pytest.mark.parametrize("site", ALL)
async def test_a_clip_can_be_named_at_every_site(world: SiteWorld, site: str) -> None:
    generator = world.generator(site)
    clip = await world.chosen(generator, stock_query="lighthouse coast")
    assert await world.chosen(generator, stock_query=clip) == clip


async def test_the_words_are_the_callers_or_those_of_the_prompt(world: SiteWorld) -> None:
    generator = world.generator("pexels")
    await world.chosen(generator, stock_query="", prompt="A film about a lighthouse on the coast")
    assert world.sites["pexels"].asked == ["lighthouse coast"]


async def test_fewer_words_are_looked_for_where_nothing_is_found(world: SiteWorld) -> None:
    assert await world.chosen(world.generator("commons"), stock_query="beautiful lighthouse rocks harbour")
    asked = ["beautiful lighthouse rocks harbour", "lighthouse rocks harbour", "lighthouse harbour", "lighthouse"]
    assert world.sites["commons"].asked == asked


class Eyes:
    """Sees what they were told to see, in the previews that they are given."""

    def __init__(self, *fits: float) -> None:
        self.seen: list[bytes] = []
        self._fits = fits

    def is_there(self) -> bool:
        return bool(self._fits)

    def fits(self, previews: Sequence[Path], words: str) -> list[float] | None:
        self.seen = [path.read_bytes()[:4] for path in previews]
        return [*self._fits, *([0.0] * len(previews))][: len(previews)]


@pytest.mark.parametrize(("fits", "chosen"), [((0.1, 0.9, 0.2), 1), ((0.2, 0.1, 0.95), 2)])
async def test_what_a_preview_shows_counts_more_than_words(
    world: SiteWorld, fits: tuple[float, ...], chosen: int
) -> None:
    said = await offered(world)
    world.judge = Eyes(*fits)
    assert (
        await world.chosen(world.generator("pexels"), key=world.attempt(world.books.place(team_id="b").job_id))
        == said[chosen]
    )
    assert set(world.judge.seen) == {b"\x89PNG"}


async def test_a_clip_whose_preview_shows_something_else_is_none(world: SiteWorld) -> None:
    world.judge = Eyes(0.0)
    assert "about something else" in (await refused(world, "pexels")).message


async def test_no_preview_is_got_where_nobody_looks_at_it(world: SiteWorld) -> None:
    world.judge = Eyes()
    assert await world.chosen(world.generator("pexels"))
    assert not [call for call in world.sites["pexels"].log if "previews" in call.path]


async def offered(world: SiteWorld) -> list[str]:
    """The clips that are found by words alone, the best first."""
    key = world.attempt(world.books.place(team_id="a").job_id)
    await world.chosen(world.generator("pexels"), key=key)
    found = world.table.chosen(key, Clips)
    assert found is not None
    return [one.candidate.key for one in found[1].clips]


# --- trouble --------------------------------------------------------------------------------------------------------


async def refused(world: SiteWorld, *names: str, **asked: Any) -> GeneratorError:
    """Why there is no clip."""
    with pytest.raises(GeneratorError) as caught:
        await world.chosen(world.generator(*names), **asked)
    return caught.value


@pytest.mark.parametrize("site", ["pexels", "pixabay", "coverr"])
async def test_a_wrong_key_is_named_and_not_tried_again(world: SiteWorld, site: str) -> None:
    generator = world.generator(site, **{site: "a-wrong-key-000"})
    for _ in range(2):
        with pytest.raises(AuthFailedError, match=f"refuses {site.upper()}_API_KEY") as caught:
            await world.chosen(generator)
        assert f"{site.upper()}_API_KEY" in caught.value.hint
    calls = http.get(f"{world.sites[site].base_url}/__emu/log").json()
    assert len(calls) == 1
    assert list(world.table.troubles().values()) == ["auth_failed"]
    settings = generator._settings
    assert troubles(settings, world.table) == [f"{site.capitalize()} refuses {site.upper()}_API_KEY."]
    corrected = settings.model_copy(update={f"{site}_api_key": SecretStr(KEYS[site])})
    assert troubles(corrected, world.table) == []


@pytest.mark.parametrize("site", ALL)
async def test_a_blocked_network_is_said_as_such_and_another_site_is_asked(world: SiteWorld, site: str) -> None:
    problem = await refused(world, site, stock_query="challenge fox")
    assert isinstance(problem, VendorFailedError)
    assert "is blocked in this network" in problem.message
    other = "pixabay" if site == "pexels" else "pexels"
    assert (await world.chosen(world.generator(site, other), stock_query="fox")).startswith(other)


async def test_a_site_that_is_asked_too_often_is_left_alone(world: SiteWorld) -> None:
    problem = await refused(world, "pexels", stock_query="fox limit")
    assert isinstance(problem, RateLimitedError)
    assert problem.retry_after_s == pytest.approx(web.BUSY_S)
    clip = await world.chosen(world.generator("pexels", "pixabay"), stock_query="fox")
    assert clip.startswith("pixabay")


async def test_a_limit_that_is_soon_over_is_waited_for(world: SiteWorld) -> None:
    order = {"on": "submit", "fault": "busy", "times": 1}
    http.post(f"{world.sites['commons'].base_url}/__emu/scenario", json=order).raise_for_status()
    assert (await world.chosen(world.generator("commons"))).startswith("commons")


async def test_no_more_is_asked_than_a_key_allows(world: SiteWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pexels, "allowance", Allowance(burst=2, per_s=0.01))
    generator = world.generator("pexels")
    for word in ("fox", "dog"):
        await world.chosen(generator, stock_query=word)
    problem = await refused(world, "pexels", stock_query="cat")
    assert isinstance(problem, RateLimitedError)
    assert world.sites["pexels"].asked == ["fox", "dog"]
    world.books.clock.advance(seconds=100)
    assert await world.chosen(generator, stock_query="cat")


async def test_without_a_key_it_is_said_which_ones_there_are(world: SiteWorld) -> None:
    missing = world.generator().missing() or ""
    for name in ("PEXELS_API_KEY", "PIXABAY_API_KEY", "COVERR_API_KEY", "FOOTAGE_STOCK_SOURCES", "commons"):
        assert name in missing
    assert world.generator("nasa").missing() is None


async def test_nothing_found_is_said_with_what_helps(world: SiteWorld) -> None:
    problem = await refused(world, *ALL, stock_query="zero")
    assert problem.message == "There is no footage for 'zero': Pexels has no clips for it; Pixabay has no clips for it."
    assert "2 to 4 plain English words" in problem.hint


async def test_clips_that_are_about_something_else_are_none(world: SiteWorld) -> None:
    problem = await refused(world, "pexels", stock_query="snow zebra giraffe")
    assert "none that fits (8 about something else, 1 too small)" in problem.message


async def test_a_server_that_stumbles_is_asked_once_more(world: SiteWorld) -> None:
    for fault in ("error", "reset"):
        order = {"on": "submit", "fault": f"{fault}_before", "times": 1}
        http.post(f"{world.sites['pexels'].base_url}/__emu/scenario", json=order).raise_for_status()
        assert await world.chosen(world.generator("pexels"), stock_query=f"fox {fault}")


async def test_a_site_that_is_slow_gives_way_to_the_next(world: SiteWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TIMEOUT_S", 0.5)
    monkeypatch.setattr(world.sites["pexels"], "slow_s", 1.2)
    monkeypatch.setattr(world.sites["coverr"], "slow_s", 0)
    clip = await world.chosen(world.generator("pexels", "coverr"), stock_query="fox slow")
    assert clip.startswith("coverr")


async def test_an_answer_without_end_is_broken_off(world: SiteWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_ANSWER_BYTES", 300)  # no clip is told of in less
    with pytest.raises(VendorFailedError, match="cannot be read"):
        await world.chosen(world.generator("pexels"))


@pytest.mark.parametrize(
    ("site", "fault"), [("pexels", "hls-null"), ("pixabay", "large-empty"), ("coverr", "string-duration")]
)
async def test_odd_answers_cost_no_clip(world: SiteWorld, site: str, fault: str) -> None:
    assert (await world.chosen(world.generator(site), stock_query=f"fox snow afar {fault}")).startswith(site)


@pytest.mark.parametrize(("site", "fault"), [("pexels", "dead-link"), ("pixabay", "http-links")])
async def test_a_clip_whose_file_cannot_be_had_gives_way_to_the_next(world: SiteWorld, site: str, fault: str) -> None:
    film, told = await world.made(world.generator(site), stock_query=f"fox snow afar {fault}", duration_s=2)
    assert probe(film).duration_s == pytest.approx(2, abs=0.05)
    assert told.stock[0].source == site


async def test_a_clip_that_is_a_little_short_is_slowed_down(world: SiteWorld) -> None:
    film, told = await world.made(world.generator("pexels"), stock_query="fox snow afar", duration_s=3.5)
    assert probe(film).duration_s == pytest.approx(3.5, abs=0.05)
    assert told.notes == ("It is shown at 86% of its speed, as it is short.",)


async def test_two_clips_are_shown_where_none_is_long_enough(world: SiteWorld) -> None:
    film, told = await world.made(world.generator("pixabay"), stock_query="coffee", duration_s=8)
    assert probe(film).duration_s == pytest.approx(8, abs=0.1)
    assert len({one.key for one in told.stock}) == 2
    assert told.notes[0] == "No clip is long enough, so two are shown one after the other."
    problem = await refused(world, "pixabay", stock_query="guitar", duration_s=8)
    assert "1 too short" in problem.message


async def test_a_clip_of_another_shape_is_cut_to_the_frame(world: SiteWorld) -> None:
    asked = {"stock_query": "fox snow afar", "duration_s": 2, "aspect_ratio": "9:16", "style": "noir"}
    film, told = await world.made(world.generator("pixabay"), **asked)
    info = probe(film)
    assert (info.width, info.height) == (480, 854)
    assert told.notes[-1] == "Real footage looks as it was filmed: the style was passed over."


async def test_a_film_that_is_cancelled_leaves_its_clip_to_others(world: SiteWorld) -> None:
    generator, key = world.generator("pexels"), world.attempt()
    clip = await world.chosen(generator, key=key)
    await generator.cancel(key)
    assert await world.chosen(generator) == clip


async def test_a_film_whose_files_are_all_gone_is_said_so(world: SiteWorld) -> None:
    generator, request, key = world.generator("pexels"), wanted(stock_query="fox snow"), world.attempt()
    await generator.submit(request, key)
    order = {"on": "download", "fault": "gone", "times": 9}
    http.post(f"{world.sites['pexels'].base_url}/__emu/scenario", json=order).raise_for_status()
    with pytest.raises(RequestRejectedError, match=r"can be shown \(pexels:\d+: the server answered 404"):
        await generator.fetch(key, request, world.folder / "film.mp4", lambda _: None)
    assert world.table.chosen(key, Clips) is None


# --- secrets ----------------------------------------------------------------------------------------------------------


async def test_no_key_and_no_token_is_kept_told_or_logged(
    world: SiteWorld, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, "footage")
    generator = world.generator("pexels", "pixabay", "coverr")
    told = str(await refused(world, "pexels", "pixabay", "coverr", stock_query="limit fox"))
    world.books.clock.advance(hours=1)
    _, delivery = await world.made(world.generator("coverr"), stock_query="fox snow afar", duration_s=2)
    seen = "".join([world.stored(), caplog.text, told, repr(delivery), repr(generator._sources()), *capfd.readouterr()])
    for secret in (*KEYS.values(), "token=", "signed-for-this-key"):
        assert secret not in seen


@pytest.mark.parametrize(
    ("address", "secured"),
    [
        ("http://videos.pexels.com/a b.mp4", "https://videos.pexels.com/a%20b.mp4"),
        ("https://player.vimeo.com/external/1.mp4?s=2", "https://player.vimeo.com/external/1.mp4?s=2"),
        ("https://pexels.com.evil.example/a.mp4", ""),
        ("https://evilpexels.com/a.mp4", ""),
        ("http://169.254.169.254/latest", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
        (None, ""),
        ({"of": 1}, ""),
        ("http://[broken", ""),
    ],
)
def test_files_come_from_the_sites_own_hosts_and_by_https(world: SiteWorld, address: object, secured: str) -> None:
    from footage.vendors import VendorSettings

    source: Source = Pexels(VendorSettings(), world.table)
    assert source.secured(address) == secured


@pytest.mark.parametrize("site", ["pexels", "coverr", "archive"])
async def test_a_named_clip_that_is_not_there_is_not_asked_for_again(world: SiteWorld, site: str) -> None:
    with pytest.raises(RequestRejectedError, match="has no clip no-such-clip"):
        await world.chosen(world.generator(site), stock_query=f"{site}:no-such-clip")
