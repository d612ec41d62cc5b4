"""About how long a scene takes, in seconds."""

from __future__ import annotations

from films.article.sentences import is_spaceless
from films.script.documents import CodeShow, ListShow, Scene, SpeakingRate, TableShow, TitleShow
from films.script.writer.draft import texts_of
from media.captions.words import syllables

_SETTLE_S, _LEAD_S = 0.9, 0.7
_CPS, _CPS_SPACELESS = 15.0, 7.5
_LEAST_S = {"title": 3.0, "picture": 3.0, "code": 4.5, "chart": 4.5, "table": 4.5, "figure": 3.0}
_TITLE_MOST_S = 7.0


def scene_s(scene: Scene, rate: SpeakingRate | None) -> float:
    """How long a scene takes to be read, or said if that takes longer."""
    texts = texts_of(scene.show)
    read = _SETTLE_S + sum(len(text) / (_CPS_SPACELESS if is_spaceless(text) else _CPS) for text in texts)
    if isinstance(scene.show, CodeShow):
        read = 2.0 + 0.6 * scene.show.text.count("\n")
    elif isinstance(scene.show, (ListShow, TableShow)):
        read += 0.2 * len(texts)
    least = max(read, _LEAST_S.get(scene.show.kind, 2.5))
    if rate and scene.say:
        spoken = sum(map(syllables, scene.say.split())) / rate.syllables_per_s
        least = max(least, _LEAD_S + spoken + rate.pause_s)
    return min(least, _TITLE_MOST_S) if isinstance(scene.show, TitleShow) else least
