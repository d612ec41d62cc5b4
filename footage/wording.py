"""The words of a film as they go to a text model and come back: made better, or in another language."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class SceneWords(BaseModel):
    """What a scene says and shows in words; both empty where nothing of it may change."""

    model_config = ConfigDict(frozen=True)

    say: str = ""
    text: str = ""


class Wording(BaseModel):
    """The words of a whole film.

    Attributes:
        title: What it is called.
        language: A code such as "en"; empty where it is not known.
        scenes: The words of its scenes, by their ids, in order.
        sources: What the article says where each scene comes from, by the scenes' ids.
    """

    model_config = ConfigDict(frozen=True)

    title: str
    language: str = ""
    scenes: dict[str, SceneWords]
    sources: dict[str, str] = {}


class Line(BaseModel):
    """A caption to be translated, and how many characters it may have to be read in its time."""

    model_config = ConfigDict(frozen=True)

    text: str
    most_chars: int


class Translated(BaseModel):
    """Captions in another language, in order.

    Attributes:
        texts: As many as there were.
        by: The model that translated them.
        without_figures: Which of them, from 1, lack a figure or an address of theirs.
    """

    model_config = ConfigDict(frozen=True)

    texts: tuple[str, ...]
    by: str
    without_figures: tuple[int, ...] = ()
