"""Every adapter against answers that no documentation foresees: odd values, odd words, the caller's key repeated."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from footage.errors import GeneratorError, ModerationPromptError
from footage.money import ZERO, Money
from footage.ports.generators import Poll
from footage.vendors import VendorSettings
from routing.emulators.google.credentials import TOKEN
from routing.emulators.orders import Moment
from routing.generators import all_generators
from tests.emulated import BACKENDS, World, emulated
from tests.paid_film import Paid
from tests.plain_http import http
from tests.support import a_request

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

KEYS = {
    "google_api_key": "AQ.gemini-key-of-a-test-01",
    "runwayml_api_secret": "runway/key+of=a-test-02",
    "pixverse_api_key": "pixverse-key-of-a-test-03",
    "fal_key": "fal0-key0:of-a-test-04",
    "openai_video_api_key": "own-gateway-key-of-a-test-05",
}
SECRETS = (*KEYS.values(), TOKEN)
BELL, NUL = "a bell \a", "nothing \0 at all"
ODD: tuple[Any, ...] = (
    *(None, True, -1, 10**30, "", "half", "processing", "NaN", [], [1], {}, {"a": 1}),
    *(BELL, NUL, "long" * 500),
)
NO_NAMES = frozenset({"None", "True", "[]", "[1]", "{}", "{'a': 1}", BELL, NUL, "long" * 500})
FIELDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "veo_fast": (("done",), ("error",), ("error", "code"), ("error", "message"), ("response",), ("name",)),
    "omni": (("status",), ("usage",), ("usage", "total_output_tokens"), ("steps",), ("errors",)),
    "runway": (("status",), ("progress",), ("output",), ("failure",), ("failureCode",), ("cost",), ("cost", "credits")),
    "pixverse": (("ErrCode",), ("ErrMsg",), ("Resp",), ("Resp", "status"), ("Resp", "url")),
    "hailuo": (("status",), ("error",), ("error_type",), ("video",), ("video", "url"), ("detail",)),
    "openai_video": (("status",), ("progress",), ("error",), ("error", "code"), ("id",)),
}
"""What each vendor says of a film, by the place in its JSON."""

SUBMITTED: dict[str, tuple[tuple[str, ...], ...]] = {
    "veo_fast": (("name",),),
    "omni": (("id",),),
    "runway": (("id",),),
    "pixverse": (("Resp",), ("Resp", "video_id"), ("Resp", "credits"), ("ErrCode",)),
    "hailuo": (("request_id",), ("response_url",)),
    "openai_video": (("id",),),
}
WORDS = ("processing", "pending", "RUNNING", "starting", "IN_QUEUE", "waiting_for_gpu", "preparing")
STATUS: dict[str, tuple[str, ...]] = {
    "omni": ("status",),
    "runway": ("status",),
    "hailuo": ("status",),
    "openai_video": ("status",),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, vendor_films: Path) -> Iterator[World]:
    home = tmp_path_factory.mktemp("odd")
    with emulated(home, vendor_films) as served:
        environment = {name.lower(): value for name, value in served.environment.items()}
        settings = VendorSettings(**{**environment, **KEYS})  # type: ignore[arg-type]
        yield World(served.emulators, all_generators(home, settings), served.environment)


@pytest.fixture(autouse=True)
def fresh(world: World) -> None:
    world.reset()


def order(world: World, backend: str, on: Moment | None = None, **more: Any) -> None:
    told = {"on": on, **more} if on else more
    http.post(f"{world.of(backend).base_url}/__emu/scenario", json=told).raise_for_status()


def at(path: tuple[str, ...], value: Any) -> Any:
    """JSON with a value at a place."""
    for name in reversed(path):
        value = {name: value}
    return value


def film(**more: Any) -> Any:
    return a_request(prompt="a boat", duration_s=4, resolution="720p", **more)


@pytest.mark.parametrize("backend", BACKENDS)
async def test_whatever_a_vendor_says_of_a_film_is_understood_or_not_but_never_a_defect(
    world: World, backend: str
) -> None:
    generator = world.generators[backend]
    operation_id = await generator.submit(film(), "0d2b8c64-6f8e-4c57-9d1c-7a1f3c9b2e11")
    for path in FIELDS[backend]:
        for value in ODD:
            order(world, backend, "poll", answer=at(path, value), times=2, instead=True)
            try:
                poll = await generator.poll(operation_id)
            except GeneratorError:
                continue
            assert isinstance(poll, Poll), (path, value)
            assert 0 <= poll.progress <= 1, (path, value)
            assert poll.cost is None or isinstance(poll.cost, Money), (path, value)


@pytest.mark.parametrize("backend", BACKENDS)
async def test_whatever_a_vendor_answers_to_a_request_is_an_operation_or_in_doubt(world: World, backend: str) -> None:
    generator = world.generators[backend]
    for path in SUBMITTED[backend]:
        for value in ODD:
            order(world, backend, "submit", answer=at(path, value), instead=True)
            answered = await outcome(generator.submit(film(), "0d2b8c64-6f8e-4c57-9d1c-7a1f3c9b2e11"))
            assert answered in {"taken", "in_doubt"}, (path, value)


async def outcome(submit: Awaitable[str]) -> str:
    """The code of its error, else "taken" if it can be asked about by the name that it got."""
    try:
        operation_id = await submit
        return "nothing" if not operation_id or operation_id.partition(":")[0] in NO_NAMES else "taken"
    except GeneratorError as exc:
        return exc.code


@pytest.mark.parametrize("backend", STATUS)
@pytest.mark.parametrize("word", WORDS)
async def test_an_unknown_word_of_a_status_is_a_film_at_work(world: World, backend: str, word: str) -> None:
    generator = world.generators[backend]
    operation_id = await generator.submit(film(), "0d2b8c64-6f8e-4c57-9d1c-7a1f3c9b2e11")
    order(world, backend, "poll", answer={"status": word, "error": None})
    assert (await generator.poll(operation_id)).state == "working"


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("succeeded", "succeeded"),
        ("Completed", "succeeded"),
        ("failed", "failed"),
        ("cancelled", "failed"),
        ("canceled", "failed"),
        ("expired", "failed"),
    ],
)
async def test_gateways_have_words_of_their_own(world: World, word: str, state: str) -> None:
    generator = world.generators["openai_video"]
    operation_id = await generator.submit(film(), "key")
    order(world, "openai_video", "poll", answer={"status": word})
    assert (await generator.poll(operation_id)).state == state


@pytest.mark.parametrize("credits", [-1000, "-0.5", "NaN", "Infinity", "half", 10**30, {"a": 1}])
@pytest.mark.parametrize("backend", ["runway", "pixverse"])
async def test_a_bill_that_cannot_be_is_the_worst_case(
    world: World, tmp_path: Path, backend: str, credits: Any
) -> None:
    if backend == "runway":
        order(world, backend, "poll", answer={"cost": {"credits": credits}}, times=99)
    else:
        order(world, backend, "submit", answer={"Resp": {"credits": credits}})
    paid = Paid(world, tmp_path, backend)
    assert await paid.error() is None
    assert paid.spent() == (paid.quote, ZERO)


async def test_a_bill_above_the_quote_is_charged_and_told(world: World, tmp_path: Path) -> None:
    paid = Paid(world, tmp_path, "runway")
    assert await paid.error("a boat [bill 5]") is None
    assert paid.spent() == (Money.usd(5), ZERO)
    assert paid.notes == (f"The vendor charged $5.00, more than the quoted {paid.quote}.",)


@pytest.mark.parametrize("backend", ["runway", "hailuo", "openai_video"])
async def test_a_date_in_retry_after_is_waited_for(world: World, tmp_path: Path, backend: str) -> None:
    later = {"Retry-After": formatdate(usegmt=True)}
    order(world, backend, "submit", fault="busy", headers=later)
    paid = Paid(world, tmp_path, backend)
    assert await paid.error() is None
    assert paid.states() == ["refused", "succeeded"]


@pytest.mark.parametrize("link", ["https://[::1", "https://host:port/", "https://a\0b/film.mp4", "https://\u2028.x/"])
@pytest.mark.parametrize(("backend", "place"), [("runway", ("output",)), ("pixverse", ("Resp", "url"))])
async def test_a_link_that_is_none_ends_a_film_that_is_paid_for(
    world: World, tmp_path: Path, backend: str, place: tuple[str, ...], link: str
) -> None:
    told = [link] if backend == "runway" else link
    order(world, backend, "poll", answer=at(place, told), times=99, instead=True)
    paid = Paid(world, tmp_path, backend)
    error = await paid.error()
    assert error is not None
    assert (error.code, "could not be downloaded" in error.message) == ("unavailable", True), error.message
    assert paid.spent()[1] == ZERO
    assert paid.states() == ["failed"]


TROUBLE: tuple[tuple[Moment, dict[str, Any], str], ...] = (
    ("submit", {"fault": "auth"}, "a boat"),
    ("submit", {"fault": "bad_request"}, "a boat"),
    ("submit", {"fault": "quota"}, "a boat"),
    ("submit", {"fault": "moderated"}, "a boat"),
    ("submit", {"fault": "error_before"}, "a boat"),
    ("submit", {"fault": "unavailable"}, "a boat"),
    ("submit", {"fault": "busy", "times": 3}, "a boat"),
    ("poll", {"fault": "auth", "times": 999}, "a boat"),
    ("poll", {"fault": "bad_request", "times": 999}, "a boat"),
    ("poll", {"fault": "auth", "times": 0}, "a boat [fail]"),
    ("poll", {"fault": "auth", "times": 0}, "a boat [moderated output]"),
)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(("on", "trouble", "prompt"), TROUBLE)
@pytest.mark.few(one_in=4)
async def test_a_key_that_a_vendor_repeats_is_nowhere(
    world: World,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    backend: str,
    on: Moment,
    trouble: dict[str, Any],
    prompt: str,
) -> None:
    caplog.set_level(logging.DEBUG, "footage")
    order(world, backend, echo=True)
    order(world, backend, on, **trouble)
    paid = Paid(world, tmp_path, backend)
    error = await paid.error(prompt)
    if error is None:
        assert on == "poll"
        assert trouble["fault"] in world.of(backend).told_later  # what this vendor says of films alone
        return
    database = b"".join(path.read_bytes() for path in tmp_path.glob("books.db*"))
    written = "".join(capfd.readouterr())
    for secret in SECRETS:
        for shown in (error.message, error.hint, str(error), caplog.text, written, database.decode("latin-1")):
            assert secret not in shown
    if isinstance(error, ModerationPromptError) or on == "submit":
        assert "***" in error.message or error.code == "in_doubt" or "503" in error.message
