"""Films whose voice speaks otherwise than was thought: slower, faster, or as one that spells what it cannot read."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from films.article.pacing import MOST_TITLE_S
from films.article.read import read_article
from films.article.storyboard import TOLERANCE
from films.blog_order import BlogOrder
from films.narrated import Spoken, length_notes, narrate
from films.restaged import refitted
from films.script.documents import SpeakingRate, Wish
from films.script.rewording import restaging
from films.script.staging import as_staged, fill, stage
from films.script.writer import write_script
from films.services import Services
from footage.ports.jobs import JobContext
from media.speech.voices import Voice
from storage.objects.local import LocalObjects
from tests.articles import ARTICLES

pytestmark = pytest.mark.slow

SPEAKS = """#!{python} -SE
import sys, wave
said = sys.stdin.read()
seconds = len(said) / {characters_per_s} + {spelling_s} * sum(map(str.isdigit, said))
with wave.open(sys.argv[sys.argv.index("-w") + 1], "wb") as file:
    file.setparams((1, 2, 22050, 0, "NONE", ""))
    file.writeframes((b"\\x00\\x30" * 40 + b"\\x00\\xd0" * 40) * int(seconds * 22050 / 80))
"""
SIZE = (320, 180)
THOUGHT = SpeakingRate(syllables_per_s=5.4, pause_s=0.35)


def voice_that(folder: Path, characters_per_s: float, spelling_s: float = 0.0) -> Voice:
    """A voice of this speed, which takes so much longer for each digit."""
    folder.mkdir(exist_ok=True)
    program = folder / "espeak-ng"
    text = SPEAKS.format(python=sys.executable, characters_per_s=characters_per_s, spelling_s=spelling_s)
    program.write_text(text)
    program.chmod(0o755)
    return Voice(name="en", engine="espeak-ng", language="en")


def order_of(article: bytes, voice: Voice, asked_s: float) -> BlogOrder:
    outline = read_article(article)
    wish = Wish(duration_s=asked_s, aspect_ratio="16:9", language="en", rate=THOUGHT)
    written = fill(write_script(outline, [], wish), wish, SIZE)
    film = stage(written.script, [], size=SIZE, style="flat", rate=THOUGHT, duration_s=asked_s, spare=written.spare)
    script = as_staged(written.script, film)
    again = restaging(script, outline, [], "flat", THOUGHT, written.reserve)
    return BlogOrder(storyboard=film, duration_s=asked_s, voice=voice, script=script, restaging=again)


async def heard(order: BlogOrder, folder: Path, monkeypatch: pytest.MonkeyPatch, *, filmed: set[int]) -> Spoken:
    async def report(*_: object) -> None:
        """Nobody looks."""

    monkeypatch.setenv("PATH", str(folder))
    job = cast(JobContext, SimpleNamespace(work_dir=folder, report=report, record=SimpleNamespace(job_id="job_1")))
    services = cast(Services, SimpleNamespace(parts_dir=folder / "parts", objects=LocalObjects(folder, folder)))
    again = partial(refitted, order, order.script, filmed=filmed)
    spoken = await narrate(
        job, services, order.storyboard, order.voice, asked_s=order.duration_s, until=0.1, keep=filmed, again=again
    )
    assert spoken
    return spoken


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("characters_per_s", "spelling_s", "asked_s"), [(7.0, 0.0, 40.0), (14.0, 2.0, 40.0), (40.0, 0.0, 30.0)]
)
async def test_a_film_is_as_long_as_it_should_be_however_its_voice_speaks(
    characters_per_s: float, spelling_s: float, asked_s: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = voice_that(tmp_path, characters_per_s, spelling_s)
    order = order_of((ARTICLES / "faster-builds.md").read_bytes(), voice, asked_s)
    spoken = await heard(order, tmp_path, monkeypatch, filmed=set())
    film = spoken.narration.storyboard
    assert abs(film.film.duration_s / asked_s - 1) <= TOLERANCE
    assert film.by_scene()[0].duration_s <= MOST_TITLE_S
    script = spoken.script or order.script
    assert script
    assert [note.note.scene_id for note in film.by_scene()] == [*(one.id for one in script.scenes), "end"]
    assert bool(spoken.notes) == (spoken.script is not None) == (characters_per_s < 40)


@pytest.mark.anyio
async def test_a_title_that_takes_too_long_to_say_is_shown_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = b"# 1234 5678 9012 3456 7890\n\nThe market opens.\n\n## Bread\n\nThe bread is dark and keeps for a week."
    order = order_of(text, voice_that(tmp_path, 14.0, 1.0), 15)
    assert order.script
    assert order.script.scenes[0].say
    spoken = await heard(order, tmp_path, monkeypatch, filmed=set())
    assert spoken.script
    assert spoken.script.scenes[0].say == ""
    assert spoken.narration.storyboard.by_scene()[0].duration_s <= MOST_TITLE_S
    assert "The title is not said, as this voice takes too long for it." in length_notes(spoken, 15)


@pytest.mark.anyio
async def test_what_is_filmed_stays_and_keeps_its_clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = order_of((ARTICLES / "faster-builds.md").read_bytes(), voice_that(tmp_path, 7.0), 40)
    last = len(order.storyboard.scenes) - 2
    spoken = await heard(order, tmp_path, monkeypatch, filmed={last})
    film = spoken.narration.storyboard
    assert spoken.script
    assert film.scenes[spoken.planned.index(last)].scene_id == order.storyboard.scenes[last].scene_id
    assert len(spoken.planned) == len(film.scenes)


@pytest.mark.anyio
async def test_a_script_of_ones_own_keeps_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = order_of((ARTICLES / "faster-builds.md").read_bytes(), voice_that(tmp_path, 7.0), 40)
    spoken = await heard(order.model_copy(update={"restaging": None}), tmp_path, monkeypatch, filmed=set())
    assert spoken.script is None
    assert cast(Any, spoken).planned == spoken.narration.kept
