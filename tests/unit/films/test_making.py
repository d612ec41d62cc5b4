"""How films are made, as their credentials say it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from films.clips import MadeFilm
from films.making import drawn_step, of_article, of_change, of_generated
from footage.credits import StockCredit
from footage.errors import NotFoundError
from footage.ports.records import JobPlan
from footage.sounds import SoundCredit

AI, IN_PART = "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"
JOB = "job_0123456789abcdef0123"
CLIP = StockCredit(source="pexels", id="7", author="Ada")


def a_film(folder: Path, backend: str = "veo", **more: Any) -> MadeFilm:
    film = folder / "film.mp4"
    return MadeFilm(path=film, backend=backend, model="veo-3.1", attempt_ids=(1,), duration_s=1, **more)


def a_job(**order: Any) -> Any:
    return SimpleNamespace(order_document=order, plan=None, result=None)


def nobody(_job_id: str) -> Any:
    raise NotFoundError("There is none.")


def test_a_film_says_who_made_it_and_of_what(tmp_path: Path) -> None:
    clips = tuple(tmp_path / f"{at}.mp4" for at in range(3))
    generated = of_generated(a_film(tmp_path), a_job(), nobody)
    assert (generated.source, generated.maker, generated.parts) == (AI, "veo-3.1", ())
    joined = of_generated(a_film(tmp_path, clips=clips), a_job(), nobody)
    assert (joined.source, [one.path for one in joined.parts]) == (IN_PART, [*clips])
    assert {(one.source, one.maker) for one in joined.parts} == {(AI, "veo-3.1")}
    changed = of_generated(a_film(tmp_path, clips=clips[:1]), a_job(), nobody)
    assert (changed.source, changed.parent and changed.parent.path) == (None, clips[0])
    drawn = of_generated(a_film(tmp_path, "storyboard"), a_job(), nobody)
    assert (drawn.source, drawn.maker) == ("digitalCreation", "")
    found = of_generated(a_film(tmp_path, "stock", stock=(CLIP,)), a_job(), nobody)
    assert (found.source, [one.title for one in found.parts]) == ("composite", ["pexels 7 by Ada"])


@pytest.mark.parametrize("named", [JOB, f"footage://video/{JOB}", "path"])
def test_what_a_model_was_given_is_named_as_far_as_it_is_here(named: str, tmp_path: Path) -> None:
    picture, film = tmp_path / "start.png", tmp_path / "before.mp4"
    picture.touch()
    film.touch()
    before = a_job()
    before.result = SimpleNamespace(video=SimpleNamespace(path=str(film)), stock=())
    order = {"start_image": str(picture), "end_image": "/gone.png", "reference_images": [str(picture)]}
    order["continues"] = str(film) if named == "path" else named
    made = of_generated(a_film(tmp_path), a_job(**order), lambda _: before)
    assert [one.path for one in made.inputs] == [picture, film]
    if named != "path":
        assert [one.path for one in of_generated(a_film(tmp_path), a_job(**order), nobody).inputs] == [picture]


@pytest.mark.parametrize(
    ("engine", "source"), [("kokoro", AI), ("gemini_tts", AI), ("piper", AI), ("espeak-ng", "algorithmicMedia")]
)
def test_an_articles_film_says_who_speaks_and_what_is_in_it(engine: str, source: str, tmp_path: Path) -> None:
    voice = SoundCredit(kind="voice", engine=engine, voice="Kore")
    silent = of_article(clips=[], stock=[], pictures=[], sounds=[], music=None)
    assert (silent.source, silent.parts, silent.steps) == ("digitalCreation", (), ())
    shown = [tmp_path / "a.png", tmp_path / "b.mp4"]
    made = of_article(clips=[(tmp_path / "c.mp4", "veo")], stock=[CLIP], pictures=shown, sounds=[voice], music=None)
    assert (made.source, [one.title for one in made.parts]) == (IN_PART, ["scene 1", "pexels 7 by Ada", "picture"])
    assert [(one.what, one.source) for one in made.steps] == [("narration", source)]
    assert of_article(clips=[], stock=[], pictures=shown, sounds=[], music=None).source == "composite"


def test_a_changed_film_says_what_its_first_job_knows(tmp_path: Path) -> None:
    jobs = {"made": a_job(), "captioned": a_job(source_job_id="made"), "own": a_job()}
    jobs["made"].plan = JobPlan(backend="veo", model="veo-3.1", reason="", degraded=False)
    made = of_change(
        jobs.__getitem__, tmp_path / "film.mp4", "captioned", [drawn_step("cut")], [(tmp_path / "b", "made")]
    )
    assert made.source is None
    assert made.parent is not None
    assert (made.parent.source, made.parent.maker) == (AI, "veo-3.1")
    assert [(one.title, one.source) for one in made.parts] == [("file 1", AI)]
    own = of_change(jobs.__getitem__, tmp_path / "film.mp4", None, [drawn_step("cut")])
    assert own.parent is not None
    assert own.parent.source is None
