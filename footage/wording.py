"""The words of a film's scenes as they go to a text model and come back, so that it can make them better."""

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
