"""Takes better words into a script that was written here.

Only words change: scenes, pictures and their order stay, so that what was quoted is what is made. Words that state what
the article does not say, or that do not fit where the old ones stood, are not taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from films.article.outline import Heading, ListBlock, Outline, Paragraph, Quotation
from films.script.documents import (
    MAX_SCENES,
    SHOWN_CHARS,
    FilmShow,
    OfferedPicture,
    PictureShow,
    PlaceShow,
    Scene,
    Script,
    Show,
    SpeakingRate,
    TextShow,
)
from films.script.facts import not_in_article
from footage.wording import SceneWords, Wording

_SOURCE_CHARS = 600
_Worded = TextShow | PictureShow
"""What stands on screen in words alone: those of others are facts, or somebody's own."""


class Restaging(BaseModel):
    """What is needed to stage a film again in its job; stored with the order.

    Attributes:
        pictures: Those that its scenes may show.
        sources: What the article says where each scene comes from, by the scene's id.
        style: The style that was asked for.
        rate: How fast the voice speaks, as it was measured.
        reserve: Further scenes, best first, each with the id of the scene that it would follow.
    """

    model_config = ConfigDict(frozen=True)

    pictures: tuple[OfferedPicture, ...] = ()
    sources: dict[str, str] = {}
    style: str | None = None
    rate: SpeakingRate | None = None
    reserve: tuple[tuple[str, Scene], ...] = ()


def restaging(
    script: Script,
    outline: Outline,
    pictures: Sequence[OfferedPicture],
    style: str | None,
    rate: SpeakingRate | None,
    reserve: Sequence[tuple[str, Scene]] = (),
) -> Restaging:
    """What the job needs, with what the article says where each scene comes from."""
    said = {block.id: _text_of(block) for block in outline.blocks}
    sources = {
        scene.id: " ".join(filter(None, (said.get(name, "") for name in scene.from_)))[:_SOURCE_CHARS]
        for scene in script.scenes
    }
    return Restaging(pictures=tuple(pictures), sources=sources, style=style, rate=rate, reserve=tuple(reserve))


def wording_of(script: Script, sources: Mapping[str, str]) -> Wording:
    """The words that may change: of scenes whose source is known, and that no vendor films by them."""
    scenes = {
        scene.id: SceneWords(say=scene.say, text=scene.show.text if isinstance(scene.show, _Worded) else "")
        for scene in script.scenes[:MAX_SCENES]
        if sources.get(scene.id) and not isinstance(scene.show, PlaceShow | FilmShow)
    }
    changeable = {name: words for name, words in scenes.items() if words != SceneWords()}
    return Wording(title=script.title, language=script.language, scenes=changeable, sources=dict(sources))


def reworded(script: Script, words: Mapping[str, SceneWords], sources: Mapping[str, str]) -> Script:
    """The script with better words, scene by scene, where they say nothing that their source does not."""
    scenes = [_scene(script, scene, words.get(scene.id), sources.get(scene.id, "")) for scene in script.scenes]
    return script.model_copy(update={"scenes": tuple(scenes)})


def _scene(script: Script, scene: Scene, words: SceneWords | None, source: str) -> Scene:
    if words is None or not source:
        return scene
    show: Show = scene.show
    if isinstance(show, _Worded) and show.text and words.text.strip():
        show = show.model_copy(update={"text": " ".join(words.text.split())})
    changed = scene.model_copy(update={"show": show, "say": " ".join(words.say.split()) if scene.say else ""})
    if (scene.say and not changed.say) or len(_shown(changed)) > max(SHOWN_CHARS, len(_shown(scene))):
        return scene
    article = Outline(title=script.title, language=script.language, blocks=(Paragraph(text=source),))
    alone = script.model_copy(update={"scenes": (changed,), "end": None})
    before = script.model_copy(update={"scenes": (scene,), "end": None})
    return scene if set(not_in_article(alone, article)) - set(not_in_article(before, article)) else changed


def _shown(scene: Scene) -> str:
    return scene.show.text if isinstance(scene.show, _Worded) else ""


def _text_of(block: object) -> str:
    match block:
        case Paragraph() | Quotation() | Heading():
            return block.text
        case ListBlock(items=items):
            return "; ".join(item.whole for item in items)
        case _:
            return ""
