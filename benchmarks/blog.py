"""How long the film of an article takes, and what it takes again when nothing or one sentence has changed.

Run it with `python benchmarks/blog.py`; it takes about a minute. The article is the one with code and tables that the
tests use; a minute of film, 1280x720, drawn and narrated without any key, captions and sound included.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from films.article.film import draw, join, scene_renders
from films.article.narration import fit_to_voice
from films.article.read import read_article
from films.script.documents import Wish
from films.script.staging import fill, stage
from films.script.staging.times import USUAL_RATE
from films.script.writer import write_script
from media.captions import burn
from media.speech.say import Speaker
from media.speech.voices import find_voice
from painter import BEDS, compose_sound, plan_film

ARTICLE = Path(__file__).resolve().parent.parent / "tests" / "data" / "articles" / "faster-builds.md"
FILM_S = 60.0
SIZE = (1280, 720)


def main() -> dict[str, float]:
    """Make the film three times, print and return the seconds."""
    text = ARTICLE.read_text()
    changed = text.replace("is 14% of the suite", "is 15% of the suite")
    with tempfile.TemporaryDirectory() as folder:
        results = {
            "wall_s_60_s_film": _made(text, Path(folder)),
            "wall_s_again": _made(text, Path(folder)),
            "wall_s_one_sentence_changed": _made(changed, Path(folder)),
            "cpu_s_60_s_of_music": max(map(_composed, BEDS)),
        }
    for name, value in results.items():
        print(f"{name}: {value:.2f}")
    return results


def _made(text: str, folder: Path) -> float:
    """Seconds from the article to the finished film."""
    start = time.perf_counter()
    wish = Wish(duration_s=FILM_S, aspect_ratio="16:9", language="en", rate=USUAL_RATE)
    written = fill(write_script(read_article(text), [], wish), wish, SIZE)
    board = stage(written.script, [], size=SIZE, rate=USUAL_RATE, duration_s=FILM_S, spare=written.spare)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        with Speaker(find_voice("en"), folder / "parts", work) as speaker:
            said = [[(line, file) for line in scene.lines if (file := speaker.say(line))] for scene in board.scenes]
        narration = fit_to_voice(board, said, "en", FILM_S)
        files = [draw(part, folder / "parts", work) for part in scene_renders(narration.storyboard)]
        join(narration.storyboard, files, work / "joined.mp4", work, narration.voice)
        burn.soft(work / "joined.mp4", narration.captions()[0], work / "film.mp4", shown=False)
    return time.perf_counter() - start


def _composed(bed: str) -> float:
    """Seconds of a processor until the music of a minute is composed and played."""
    film = plan_film("a calm sea", duration_s=FILM_S, width=1280, height=720, seed=1)
    start = time.process_time()
    compose_sound(film.model_copy(update={"music": bed}))
    return time.process_time() - start


if __name__ == "__main__":
    main()
