"""Voices and music on the paid path: real wires to vendors in miniature, a real ledger, and kills in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import anyio
import pytest
from sqlalchemy import delete

from footage.caller import Limits
from footage.errors import (
    AuthFailedError,
    BudgetExceededError,
    FootageError,
    InDoubtError,
    InvalidInputError,
    KeyLimitError,
    ModerationOutputError,
    ModerationPromptError,
    PriceUnknownError,
    QuotaExhaustedError,
    RequestRejectedError,
    UnavailableError,
    VendorFailedError,
)
from footage.money import ZERO, Money
from footage.ports.jobs import HandOnError
from footage.ports.money import Hold
from footage.sounds import PaidMusic, PaidVoice
from footage.vendors import VendorSettings
from media.speech.mix import load_timed
from media.speech.recorded import times_beside
from routing.emulators.base import Emulator
from routing.emulators.elevenlabs import ElevenLabsEmulator
from routing.emulators.google.app import GoogleEmulator
from routing.emulators.serve import serving
from routing.emulators.speech import SpeechEmulator
from routing.sounds.backends import sound_backends
from routing.sounds.elevenlabs import words_of
from routing.sounds.endpoint import is_near
from routing.sounds.offers import Offers
from routing.sounds.paid import PaidSounds
from routing.sounds.pieces import pieces
from routing.sounds.prices import bill, worst_case
from routing.sounds.shelf import SoundShelf
from routing.sounds.spec import load_sounds
from routing.text.paid_once import PaidOnce
from storage.books.breaker import OPEN_AFTER
from storage.books.health import HealthTable
from storage.books.texts import TextTable
from storage.tables import Health
from tests.databases import ready
from tests.plain_http import http
from tests.support import Books, RunningJob

pytestmark = pytest.mark.anyio
KORE = PaidVoice(backend="gemini_tts", voice="Kore", title="Kore", language="en")
GEORGE = PaidVoice(backend="elevenlabs", voice="JBFqnCBsd6RMkjVDRZzb", title="George", language="en")
NOBODY_LENDS = cast(Any, SimpleNamespace(lends=False, fetch=lambda *_: False))
TODAY = datetime(2026, 11, 29, 12, tzinfo=UTC)


class KilledError(BaseException):
    """What comes after never happens."""


@pytest.fixture(scope="module")
def vendors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Emulator]]:
    folder = tmp_path_factory.mktemp("vendors")
    made: list[Emulator] = [GoogleEmulator(folder), ElevenLabsEmulator(folder), SpeechEmulator(folder)]
    emulators = {one.name: one for one in made}
    with ExitStack() as running:
        for one in emulators.values():
            running.enter_context(serving(one))
        yield emulators


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    database = ready(tmp_path_factory.mktemp("database") / "footage.db")
    yield Books(database)
    database.close()


class World:
    """A job, vendors of sound, and the books of both."""

    def __init__(self, vendors: dict[str, Emulator], books: Books, folder: Path) -> None:
        self.vendors, self.books, self.folder = vendors, books, folder
        self.texts = TextTable(books.database, books.clock)
        self.health = HealthTable(books.database, books.clock)
        self.no_spend = False
        for one in vendors.values():
            http.post(f"{one.base_url}/__emu/reset")
        with books.database.write() as session:
            session.exec(delete(Health))  # no test hears of the troubles of another
        self.settings: dict[str, Any] = {
            "gemini_api_key": "secret-key",
            "google_gemini_base_url": vendors["google"].base_url,
            "elevenlabs_api_key": "secret-key",
            "elevenlabs_base_url": vendors["elevenlabs"].base_url,
            "openai_speech_base_url": f"{vendors['speech'].base_url}/v1",
            "openai_speech_usd_per_m_chars": Decimal(15),
        }
        self.job = self.a_job()

    def a_job(self, **more: Any) -> RunningJob:
        return RunningJob(self.books, self.books.place(tool="blog_to_video", **more), self.folder)

    @property
    def offers(self) -> Offers:
        backends = sound_backends(self.folder, VendorSettings(**self.settings), lambda: TODAY)
        forbids = lambda _, cost: "spending is switched off" if self.no_spend and cost > ZERO else None  # noqa: E731
        return Offers(backends, forbids, lambda _, default: default, lambda: TODAY)

    @property
    def maker(self) -> PaidSounds:
        answers = PaidOnce(self.books.attempts, self.texts)
        return PaidSounds(self.offers, answers, self.health, SoundShelf(self.folder / "parts", NOBODY_LENDS))

    async def speak(self, *lines: str, voice: PaidVoice = KORE, reserved: tuple[str, ...] = ()) -> dict[str, Path]:
        return dict(await self.maker.speak(self.job, voice, lines, reserved))

    def order(self, vendor: str, fault: str, **more: Any) -> None:
        """Trouble for the next calls."""
        order = {"on": "submit", "fault": fault, **more}
        assert http.post(f"{self.vendors[vendor].base_url}/__emu/scenario", json=order).status_code == 200

    def asked(self, vendor: str) -> list[Any]:
        """What a vendor was asked for money."""
        return [one.body for one in self.vendors[vendor].log if one.moment == "submit"]

    def charged(self) -> Money:
        return self.books.ledger.charged(self.job.record.job_id)

    def states(self) -> list[str]:
        return [one.state for one in self.books.attempts.of_job(self.job.record.job_id)]


@pytest.fixture
def world(vendors: dict[str, Emulator], books: Books, tmp_path: Path) -> World:
    return World(vendors, books, tmp_path)


# --- speaking ---------------------------------------------------------------------------------------------------


async def test_a_line_is_spoken_and_paid_for_once_whoever_says_it_again(world: World) -> None:
    line = f"Ships are slow, {world.job.record.job_id}."
    first = await world.speak(line, line, "🎉")
    again = await world.speak(line)
    assert first == again
    assert list(first) == [line]  # of the other there is nothing to say
    assert len(world.asked("google")) == 1
    assert ZERO < world.charged() < Money.usd("0.01")
    world.job = world.a_job()
    await world.speak(line)
    assert world.charged() == ZERO
    assert len(world.asked("google")) == 1


async def test_gemini_is_asked_as_its_sdk_asks_and_billed_by_what_it_counted(world: World) -> None:
    made = await world.speak("A boat.", voice=KORE.model_copy(update={"language": "en-US", "style": "slowly"}))
    (sent,) = world.asked("google")
    assert sent["model"] == "gemini-3.8-flash-lite-tts"
    assert sent["store"] is False
    assert sent["input"][0]["content"][0]["annotations"] == [{"type": "speech_metadata", "style": "slowly"}]
    assert sent["generation_config"] == {"speech_config": [{"voice": "Kore", "language": "en-US"}]}
    assert made["A boat."].read_bytes().startswith(b"RIFF")
    sounds_s = (len(made["A boat."].read_bytes()) - 44) / 48_000
    spec = load_sounds()["gemini_tts"]
    counted = bill(spec, TODAY.date(), read=1, made=round(sounds_s * 25))
    assert world.charged() == counted


async def test_the_words_of_elevenlabs_come_with_their_times(world: World) -> None:
    line = "Fog hid the harbour."
    made = await world.speak(line, voice=GEORGE)
    timed = load_timed(made[line], line)
    assert [word.text for word in timed.words] == line.split()
    assert all(one.end_s <= two.start_s + 0.01 for one, two in zip(timed.words, timed.words[1:], strict=False))
    twice = load_timed(made[line], line, 2.0)
    assert twice.words[-1].end_s == pytest.approx(timed.words[-1].end_s / 2, abs=0.06)
    assert world.charged() == Money.usd("0.0016")  # twenty characters
    times_beside(made[line]).unlink()
    assert load_timed((await world.speak(line, voice=GEORGE))[line], line).words == timed.words  # kept with the answer


@pytest.mark.parametrize("voice", ["mp3", "streamed", "pcm", "af_heart"])
async def test_any_endpoint_speaks_whatever_form_it_answers_in(world: World, voice: str) -> None:
    line = f"One of {voice}."
    asked = PaidVoice(backend="speech", voice=voice)
    made = await world.speak(line, voice=asked)
    lasts_s = len(load_timed(made[line], line).samples) / 48_000
    assert 0.3 < lasts_s < 2.0
    assert world.charged() == Money.usd(Decimal(15) * len(line) / 1_000_000, round_up=True)


async def test_a_long_text_is_spoken_in_parts_at_paragraphs(world: World) -> None:
    text = "\n\n".join([f"Paragraph {n}. " + "The tide came in. " * 88 for n in range(2)])
    made = await world.speak(text, voice=GEORGE)
    sent = [one["text"] for one in world.asked("elevenlabs")]
    assert len(sent) == 2
    assert all(len(one) <= 3000 for one in sent)
    timed = json.loads(times_beside(made[text]).read_text())
    assert len(timed) == len(text.split())
    assert [one[0] for one in timed] == sorted(one[0] for one in timed)


async def test_music_is_bought_by_the_piece_or_by_its_length(world: World) -> None:
    lyria = await world.maker.compose(world.job, PaidMusic(backend="lyria", prompt="warm piano", length_s=40))
    assert world.charged() == Money.usd("0.08")
    assert "Instrumental, no vocals, 40 seconds" in world.asked("google")[0]["input"][0]["content"][0]["text"]
    other = await world.maker.compose(world.job, PaidMusic(backend="elevenlabs_music", prompt="warm", length_s=6))
    assert world.charged() == Money.usd("0.15")
    assert lyria.stat().st_size > 30_000
    assert other != lyria


# --- trouble ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "error", "is_charged"),
    [
        ("quota", QuotaExhaustedError, False),
        ("auth", AuthFailedError, False),
        ("moderated", ModerationPromptError, False),
        ("bad_request", RequestRejectedError, False),
        ("error_after", InDoubtError, True),
        ("reset_after", InDoubtError, True),
        ("malformed", InDoubtError, True),
    ],
)
@pytest.mark.parametrize("voice", [KORE, GEORGE], ids=["gemini", "elevenlabs"])
async def test_a_refusal_costs_nothing_and_a_lost_answer_its_worst_case(
    world: World, voice: PaidVoice, fault: str, error: type[FootageError], *, is_charged: bool
) -> None:
    vendor = "google" if voice is KORE else "elevenlabs"
    line = f"{voice.title} and {fault}."
    world.order(vendor, fault)
    with pytest.raises(error):
        await world.speak(line, voice=voice)
    assert bool(world.charged()) == is_charged
    if is_charged:  # it is never sent again for this job
        with pytest.raises(InDoubtError):
            await world.speak(line, voice=voice)
        assert len(world.asked(vendor)) == 1
    world.books.jobs.fail(world.job.record.job_id, VendorFailedError("over", backend="x"))
    assert world.books.ledger.line().held == ZERO


@pytest.mark.parametrize(("vendor", "voice"), [("google", KORE), ("speech", PaidVoice(backend="speech", voice="x"))])
async def test_a_busy_vendor_is_asked_again(world: World, vendor: str, voice: PaidVoice) -> None:
    world.order(vendor, "busy")
    await world.speak(f"Busy {vendor}.", voice=voice)
    assert world.states() == ["refused", "succeeded"]


@pytest.mark.parametrize(
    ("text", "voice", "error"),
    [
        ("", PaidVoice(backend="speech", voice="page"), VendorFailedError),
        ("", PaidVoice(backend="speech", voice="silence"), VendorFailedError),
        ("", GEORGE.model_copy(update={"voice": "unknown"}), RequestRejectedError),
    ],
)
async def test_what_is_no_sound_is_refused(
    world: World, text: str, voice: PaidVoice, error: type[FootageError]
) -> None:
    with pytest.raises(error):
        await world.speak(f"Hello {voice.voice}.", voice=voice)
    assert not list((world.folder / "parts" / "sounds").glob("*.wav"))


async def test_an_answer_without_music_is_a_refusal_that_is_paid_for(world: World) -> None:
    with pytest.raises(ModerationOutputError):
        await world.maker.compose(world.job, PaidMusic(backend="lyria", prompt="a song [silent]", length_s=10))
    assert world.charged() == Money.usd("0.08")


async def test_a_vendor_that_keeps_failing_is_left_alone(world: World) -> None:
    world.order("elevenlabs", "error_after", times=OPEN_AFTER)
    for n in range(OPEN_AFTER):
        with pytest.raises(InDoubtError):
            await world.speak(f"Failing {n}.", voice=GEORGE)
    asked = len(world.asked("elevenlabs"))
    with pytest.raises(VendorFailedError, match="paused"):
        await world.speak("And now?", voice=GEORGE)
    assert len(world.asked("elevenlabs")) == asked


async def test_lines_under_way_are_heard_out_when_one_fails(world: World) -> None:
    world.order("google", "bad_request")
    lines = [f"Line {n} of many, {world.job.record.job_id}." for n in range(6)]
    with pytest.raises(RequestRejectedError):
        await world.speak(*lines)
    assert sorted(set(world.states())) in (["refused", "succeeded"], ["refused"])
    made = world.states().count("succeeded")
    await world.speak(*lines)
    assert len(world.asked("google")) == 1 + 6  # the refused one once more, what was made not again
    assert world.states().count("succeeded") == 6 >= made


# --- money and kills --------------------------------------------------------------------------------------------


async def test_money_that_was_reserved_with_the_job_is_used(world: World) -> None:
    lines = ["One.", "Two.", "Three."]
    holds = world.offers.holds(KORE, lines)
    scene, before = Money.usd("0.1"), world.books.ledger.line().held
    world.job = world.a_job(holds=(*holds, Hold(scene, "veo")))
    assert world.books.ledger.line().held - before == sum((one.amount for one in holds), scene)
    await world.speak(*lines)
    assert world.books.ledger.line().held - before == scene
    world.books.jobs.fail(world.job.record.job_id, VendorFailedError("over", backend="x"))


async def test_another_voice_takes_the_place_of_what_was_reserved_for_the_first(world: World) -> None:
    line = "The other one speaks."
    before = world.books.ledger.line().held
    world.job = world.a_job(holds=world.offers.holds(KORE, [line]), max_cost=Money.usd("0.01"))
    await world.speak(line, voice=GEORGE, reserved=("gemini_tts", "elevenlabs"))
    assert world.books.ledger.line().held == before
    world.job = world.a_job(max_cost=Money.usd("0.0001"))
    with pytest.raises(BudgetExceededError):
        await world.speak("Too dear for this call.", voice=GEORGE)


@pytest.mark.parametrize(
    ("point", "outcome", "charged"),
    [("sounded", "lost", "worst"), ("answered", "lost", "worst"), ("answer_kept", "kept", "bill")],
)
async def test_what_a_kill_leaves_is_never_bought_twice(
    world: World, monkeypatch: pytest.MonkeyPatch, point: str, outcome: str, charged: str
) -> None:
    def die(name: str) -> None:
        if name == point:
            raise KilledError

    line = f"Killed when {point}."
    monkeypatch.setattr("routing.sounds.paid.crash_point", die)
    monkeypatch.setattr("routing.text.paid_once.crash_point", die)
    with pytest.raises((KilledError, BaseExceptionGroup)):
        await world.speak(line, voice=GEORGE)
    monkeypatch.undo()
    if outcome == "kept":
        assert (await world.speak(line, voice=GEORGE))[line].is_file()
    else:
        with pytest.raises(InDoubtError):
            await world.speak(line, voice=GEORGE)
        assert list(await world.speak("Another line.", voice=GEORGE))  # the loss is that line's alone
        assert len(world.asked("elevenlabs")) == 2
        return
    assert len(world.asked("elevenlabs")) == 1
    assert world.charged() == Money.usd(Decimal("0.08") * len(line) / 1000, round_up=True)
    assert charged == "bill"


async def test_of_two_films_that_say_the_same_at_once_one_buys_it(world: World) -> None:
    line = f"Both say this, {world.job.record.job_id}."
    jobs = [world.job, world.a_job(), world.a_job()]
    made: list[Path] = []

    async def speak(job: RunningJob) -> None:
        made.append((await world.maker.speak(job, GEORGE, [line]))[line])

    async with anyio.create_task_group() as tasks:
        for job in jobs:
            tasks.start_soon(speak, job)
    assert len(set(made)) == 1
    assert len(world.asked("elevenlabs")) == 1
    charged = [world.books.ledger.charged(job.record.job_id) for job in jobs]
    assert sorted(charged)[:2] == [ZERO, ZERO] < sorted(charged)[2:]


async def test_a_sound_that_was_lost_from_the_disk_is_bought_anew(world: World) -> None:
    line = f"Lost, {world.job.record.job_id}."
    (await world.speak(line, voice=GEORGE))[line].unlink()
    world.job = world.a_job()
    assert (await world.speak(line, voice=GEORGE))[line].is_file()
    assert world.charged() > ZERO
    assert len(world.asked("elevenlabs")) == 2


async def test_a_process_without_the_key_hands_the_job_on_and_nothing_is_sent_where_that_is_forbidden(
    world: World,
) -> None:
    world.settings["elevenlabs_api_key"] = None
    with pytest.raises(HandOnError):
        await world.speak("Hello.", voice=GEORGE)
    world.no_spend = True
    with pytest.raises(UnavailableError, match="switched off"):
        await world.speak("Hello there.")
    assert not world.asked("google")


# --- words and prices -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "backend", "voice"),
    [
        ("Kore", "gemini_tts", "Kore"),
        ("kore", "gemini_tts", "Kore"),
        ("gemini:puck", "gemini_tts", "Puck"),
        ("Gemini", "gemini_tts", "Kore"),
        ("gemini-plus: Zephyr", "gemini_tts_plus", "Zephyr"),
        ("gemini_tts_plus:Zephyr (warm, slow)", "gemini_tts_plus", "Zephyr"),
        ("elevenlabs:21m00Tcm4TlvDq8ikWAM", "elevenlabs", "21m00Tcm4TlvDq8ikWAM"),
        ("ElevenLabs:george", "elevenlabs", "JBFqnCBsd6RMkjVDRZzb"),
        ("gemini/Kore", "gemini_tts", "Kore"),
        ("google/Leda", "gemini_tts", "Leda"),
        ("George", "elevenlabs", "JBFqnCBsd6RMkjVDRZzb"),
        ("speech:af_heart", "speech", "af_heart"),
        ("openai:alloy", "speech", "alloy"),
    ],
)
async def test_a_name_means_a_voice(world: World, name: str, backend: str, voice: str) -> None:
    found = world.offers.voice(name, "en")
    assert found
    assert (found.backend, found.voice) == (backend, voice)
    assert found.style == ("warm, slow" if "(" in name else "")


@pytest.mark.parametrize(
    "name", ["en-gb", "C:\\voices\\mine.onnx", "https://x.org/v.onnx", "kokoro:af_heart", "de", ""]
)
async def test_other_names_are_voices_of_this_machine(world: World, name: str) -> None:
    assert world.offers.voice(name, "en") is None


async def test_a_voice_that_a_vendor_does_not_have_is_named_with_those_it_has(world: World) -> None:
    with pytest.raises(InvalidInputError, match="Did you mean 'Kore'"):
        world.offers.voice("gemini:Koree", "en")
    with pytest.raises(InvalidInputError, match="no voice"):
        world.offers.voice("elevenlabs:../../etc", "en")


@pytest.mark.parametrize(
    ("wish", "backend", "prompt"),
    [
        ("generated: warm piano", "lyria", "warm piano"),
        ("Generate: slow  jazz", "lyria", "slow jazz"),
        ("elevenlabs: slow jazz", "elevenlabs_music", "slow jazz"),
        ("lyria-clip: tense", "lyria_clip", "tense"),
    ],
)
async def test_a_wish_means_music_of_a_vendor(world: World, wish: str, backend: str, prompt: str) -> None:
    found = world.offers.music(wish, 60)
    assert found
    assert (found.backend, found.prompt) == (backend, prompt)
    assert found.length_s == (30 if backend == "lyria_clip" else 60)


async def test_what_is_no_wish_for_music_is_left_to_others(world: World) -> None:
    for words in ("piano", "generated.mp3", "/music/a.mp3", "https://x.org/a.mp3", "off"):
        assert world.offers.music(words, 60) is None
    with pytest.raises(InvalidInputError):
        world.offers.music("generated:", 60)
    world.settings |= {"gemini_api_key": None, "elevenlabs_api_key": None}
    with pytest.raises(UnavailableError, match="GEMINI_API_KEY"):
        world.offers.music("generated: warm piano", 60)


async def test_a_key_uses_the_backends_that_it_may(world: World) -> None:
    world.offers.require("lyria", Limits())
    with pytest.raises(KeyLimitError):
        world.offers.require("lyria", Limits(backends=frozenset({"veo"})))
    world.no_spend = True
    with pytest.raises(UnavailableError):
        world.offers.require("lyria", Limits())


def test_the_price_of_gemini_doubles_with_the_year() -> None:
    for name in ("gemini_tts", "gemini_tts_plus"):
        spec = load_sounds()[name]
        old, new = (bill(spec, day, made=1_000_000) for day in (date(2026, 12, 31), date(2027, 1, 1)))
        assert new == Money(2 * old.microusd)
        # On the last day the next one's price is what is reserved: it may be billed after midnight.
        eve, after = (worst_case(name, spec, "Hello.", 0, day) for day in (date(2026, 12, 31), date(2027, 1, 1)))
        assert eve == after > worst_case(name, spec, "Hello.", 0, date(2026, 12, 30))


def test_no_price_is_no_price_and_never_nothing() -> None:
    spec = load_sounds()["speech"]
    with pytest.raises(PriceUnknownError):
        worst_case("speech", spec, "Hello.", 0, TODAY.date())
    for name, one in load_sounds().items():
        assert name == "speech" or one.price(TODAY.date())
        assert all(row.source and row.as_of for row in one.prices)


@pytest.mark.parametrize(
    ("url", "near"),
    [
        ("http://localhost:8880/v1", True),
        ("http://192.168.1.7/v1", True),
        ("http://[::1]:8000/v1", True),
        ("https://api.openai.com/v1", False),
        ("https://8.8.8.8/v1", False),
    ],
)
def test_a_server_in_the_own_network_is_free_and_no_other_price_is_guessed(url: str, *, near: bool) -> None:
    assert is_near(url) is near
    settings = VendorSettings(openai_speech_base_url=url)
    backend = sound_backends(Path("/nowhere"), settings)["speech"]
    assert (backend.missing() is None) is near


@pytest.mark.parametrize(
    ("text", "most", "found"),
    [
        ("One.\n\nTwo.", 100, ["One.\n\nTwo."]),
        ("One one.\n\nTwo two.", 10, ["One one.", "Two two."]),
        ("First one. Second one. Third.", 22, ["First one. Second one.", "Third."]),
        ("words without any end at all", 10, ["words", "without", "any end at", "all"]),
        ("一句话。第二句话。第三句。", 8, ["一句话。", "第二句话。", "第三句。"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        ("  \n\n ", 10, []),
    ],
)
def test_long_texts_are_parted_where_one_would_breathe(text: str, most: int, found: list[str]) -> None:
    assert pieces(text, most) == found


@pytest.mark.parametrize(
    "alignment",
    [
        None,
        [],
        {"characters": "ab"},
        {
            "characters": ["a", "b"],
            "character_start_times_seconds": [0.0],
            "character_end_times_seconds": [0.1, 0.2],
        },
        {
            "characters": ["a", " ", "b"],
            "character_start_times_seconds": [0.5, 0.6, 0.1],
            "character_end_times_seconds": [0.6, 0.7, 0.2],
        },
        {
            "characters": ["a"],
            "character_start_times_seconds": [float("nan")],
            "character_end_times_seconds": [0.2],
        },
    ],
)
def test_times_that_cannot_be_are_no_times(alignment: Any) -> None:
    assert words_of(alignment) == ()
