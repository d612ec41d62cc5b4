"""Puts a message on the picture beside it, so that neither stands alone."""

from __future__ import annotations

from dataclasses import replace

from films.script.documents import PictureShow, TextShow
from films.script.writer.choosing import Choice, Seconds
from films.script.writer.draft import Draft
from films.script.writer.wording import fits_glance

_NEAR = 4.0
"""How many blocks a message may stand from a picture that is shown with it."""


def merge(choice: Choice, seconds: Seconds) -> None:
    """Give each picture without words the message that is told nearest to it."""
    for picture in [draft for draft in choice.taken if isinstance(draft.show, PictureShow) and not draft.show.text]:
        texts = [draft for draft in choice.taken if _may_stand_on(draft, picture)]
        nearest = min(texts, key=lambda draft: abs(draft.at - picture.at), default=None)
        if nearest:
            _join(choice, picture, nearest, seconds)


def _may_stand_on(text: Draft, picture: Draft) -> bool:
    if not isinstance(text.show, TextShow) or not fits_glance(text.show.text) or text.is_needed:
        return False
    return text.chapter is picture.chapter and picture.at >= 0 and abs(text.at - picture.at) <= _NEAR


def _join(choice: Choice, picture: Draft, text: Draft, seconds: Seconds) -> None:
    """One scene of two: the picture with the message on it, where the message stood."""
    if not isinstance(picture.show, PictureShow) or not isinstance(text.show, TextShow):
        return
    show = picture.show.model_copy(update={"text": text.show.text})
    blocks = tuple(dict.fromkeys((*text.blocks, *picture.blocks)))
    joined = replace(text, show=show, blocks=blocks)
    choice.seconds += seconds(joined) - seconds(picture) - seconds(text)
    choice.taken = [joined if draft is text else draft for draft in choice.taken if draft is not picture]
