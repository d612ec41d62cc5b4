"""The frame of a script: its title, the hook after it, and the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from films.article.outline import Paragraph
from films.article.sentences import is_dense, sentences, with_stop
from films.script.documents import (
    ArticleKind,
    End,
    FigureShow,
    OfferedPicture,
    PictureShow,
    QuoteShow,
    TextShow,
    TitleShow,
    Wish,
)
from films.script.writer.draft import Draft
from films.script.writer.kinds import kind_of
from films.script.writer.language import Language
from films.script.writer.matter import Chapter, Matter, Piece
from films.script.writer.photos import cover_draft, line_of
from films.script.writer.prose import sentence_draft, worth_of
from films.script.writer.repeats import is_repeat, terms_of
from films.script.writer.wording import cleaned, fits_glance, paged, shown, standing

_TITLE_CHARS, _TITLE_SPACELESS, _TITLE_MOST = 90, 40, 110
_HEAD_WORDS, _HEAD_SPACELESS = 3, 6
_PARTED = re.compile(r"\s[|–—·]\s|\s-\s|[:：]\s?|——|！|？(?=.)")
_LANDING: frozenset[ArticleKind] = frozenset({"opinion", "personal", "travel", "interview", "data", "how_to"})
"""Articles of these kinds end with what they come to; news end with the least of it."""

_ARGUING: frozenset[ArticleKind] = frozenset({"opinion", "personal"})

_SLUG = re.compile(r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")
_SITE = re.compile(r"(?<=\S{3})\s[|·]\s[^|·]{2,30}$")
_LINE_CHARS, _END_CHARS, _END_SPACELESS, _LAST = 120, 96, 44, 4
_LONG_FILM_S, _LONG_END = 45.0, 1.25
"""Long films have time for a longer last line, by this factor."""

_FIRST, _NEWS, _LONG = 0.8, 2.5, 0.8
_HOOK_WORDS = 6
"""An answer of fewer words says little without its question."""

_DESCRIBED = 1.8
"""What an article's author has written to tell others what it is about is a good hook."""

_PICTURED: frozenset[ArticleKind] = frozenset({"recipe", "travel"})
_LARGE_PX = 400


def title_draft(matter: Matter, wish: Wish) -> Draft:
    """The title: short, over the cover or the dish, or under the site's name."""
    text = _title_of(matter)
    if picture := under_title(matter):
        return Draft(PictureShow(image=picture.id, text=text), text, -2, _LEAD, 9.0, (), is_needed=True)
    site = re.sub(r"^https?://(?:www\.)?|/+$", "", matter.outline.site)
    kicker = wish.site or site[:60] or _author(matter)
    show = TitleShow(text=text or "…", kicker=kicker if kicker.casefold() not in text.casefold() else "")
    return Draft(show, text, -2, _LEAD, 9.0, (), is_needed=True)


def under_title(matter: Matter) -> OfferedPicture | None:
    """The picture that the title stands on: the cover, or the photo of a recipe or a journey that is called so."""
    offered = list(matter.covers)
    if not offered and kind_of(matter) in _PICTURED:
        offered = [piece.picture for _, piece in matter.pieces if piece.picture]
        title = terms_of(matter.title, matter.language)
        offered.sort(key=lambda one: -len(title & terms_of(f"{one.caption} {one.alt}", matter.language)))
    return next((one for one in offered if one.is_worth_showing and min(one.width, one.height) >= _LARGE_PX), None)


def hook_draft(matter: Matter, drafts: Sequence[Draft], kind: ArticleKind) -> Draft | None:
    """The strongest figure or claim of the description, the opening or the end; over the cover if there is one."""
    title = terms_of(matter.title, matter.language)
    said = [*drafts, *_answers(drafts)] if kind == "interview" else drafts
    best = max([*_described(matter), *said], key=lambda draft: _hook_worth(draft, matter, title, kind), default=None)
    if best is not None and _hook_worth(best, matter, title, kind) <= 0:
        best = None
    if kind == "recipe" and best and isinstance(best.show, TextShow) and not fits_glance(best.show.text):
        best = None  # steps need the time
    cover = next((one for one in matter.covers if one.is_worth_showing and one is not under_title(matter)), None)
    if cover is None or (best and isinstance(best.show, FigureShow)):
        return best
    line = best.show.text if best and isinstance(best.show, TextShow) and fits_glance(best.show.text) else ""
    if best and not line:
        line = best.say.rstrip(".。") if fits_glance(best.say) else ""
    if best and not line:
        return best
    draft = cover_draft(cover, line, best.say if best else "", best.chapter if best else _LEAD)
    return Draft(draft.show, draft.say, draft.at, draft.chapter, draft.worth, best.blocks if best else ())


def cover_alone(matter: Matter, taken: Sequence[Draft]) -> Draft | None:
    """The cover without words, where the hook is not on it."""
    cover = next((picture for picture in matter.covers if picture.is_worth_showing), None)
    shown_already = (
        any(isinstance(draft.show, PictureShow) and draft.show.image == cover.id for draft in taken) if cover else True
    )
    return cover_draft(cover, line_of(cover, matter.language), "", _LEAD) if cover and not shown_already else None


def end_of(matter: Matter, wish: Wish, kind: ArticleKind, said: Sequence[frozenset[str]]) -> End:
    """The takeaway or the call to act, and where to go."""
    language = matter.language
    line = wish.call_to_action.strip() or _takeaway(matter, kind, said, wish.duration_s)
    if not line:
        line = language.read_recipe if kind == "recipe" else language.read_more
    return End(line=(line or wish.site or matter.title)[:_LINE_CHARS], url=wish.site[:200])


_LEAD = Chapter("", "", "lead", ())
"""Where title and description stand."""


def _title_of(matter: Matter) -> str:
    whole = _SITE.sub("", matter.title.strip())
    most = _TITLE_SPACELESS if is_dense(whole) else _TITLE_CHARS
    if len(whole) <= most and not re.search(r"[(（\[]", whole):
        return whole
    bare = cleaned(whole).strip() or whole
    if len(bare) <= most:
        return bare
    head = _PARTED.split(bare, maxsplit=1)[0].strip()
    few = len(head) <= _HEAD_SPACELESS if is_dense(head) else len(head.split()) < _HEAD_WORDS
    return bare if few and len(bare) <= _TITLE_MOST else head


def _author(matter: Matter) -> str:
    author = matter.outline.author.strip()
    return "" if _SLUG.match(author) or len(author) > 60 else author


def _answers(drafts: Sequence[Draft]) -> list[Draft]:
    """What is answered in an interview as words that stand without the question."""
    return [
        replace(draft, show=QuoteShow(text=draft.show.text, by=draft.speaker), say=with_stop(draft.show.text))
        for draft in drafts
        if isinstance(draft.show, TextShow)
        and draft.show.kicker
        and draft.at >= 0
        and draft.chapter.asks
        and (is_dense(draft.show.text) or len(draft.show.text.split()) >= _HOOK_WORDS)
    ]


def _described(matter: Matter) -> list[Draft]:
    """What the description says, sentence by sentence."""
    worth = worth_of(matter)
    piece = Piece("", Paragraph(text=matter.outline.description or "-"))
    found = []
    for sentence in sentences(matter.outline.description):
        draft = sentence_draft(sentence, _LEAD, piece, matter.language)
        only_exclaims = sentence.rstrip().endswith(("!", "！")) and not any(map(str.isdigit, sentence))
        if draft and not only_exclaims:
            found.append(Draft(draft.show, draft.say, -1, _LEAD, draft.worth + worth(sentence) + _DESCRIBED, ()))
    return found


def _hook_worth(draft: Draft, matter: Matter, title: frozenset[str], kind: ArticleKind) -> float:
    language = matter.language
    if kind == "listicle" and draft.chapter.is_numbered:
        return 0.0
    words = terms_of(draft.say, language)
    only_exclaims = draft.say.rstrip().endswith(("!", "！")) and not any(map(str.isdigit, draft.say))
    if (
        not isinstance(draft.show, (FigureShow, TextShow, QuoteShow))
        or only_exclaims
        or is_repeat(words, [title])
        or (kind != "interview" and isinstance(draft.show, QuoteShow))
    ):
        return 0.0
    shared = 0.25 * min(3, len(words & title))
    if isinstance(draft.show, FigureShow):
        total = 1.5 if language.has("total", draft.show.label) else 0.0
        return draft.worth + 0.6 + shared + total
    early = draft.chapter in matter.chapters[:3]
    if isinstance(draft.show, QuoteShow):
        return draft.worth if kind == "interview" and fits_glance(draft.show.text) and draft.at >= 0 else 0.0
    if draft.chapter.part not in ("lead", "recap") or (draft.chapter.part == "recap" and not early):
        return 0.0
    place = 0.8 if draft.chapter.part == "lead" else 1.0
    opens = (_NEWS if kind == "news" else _FIRST) if draft.blocks[:1] == _opening(matter) else 0.0
    return draft.worth + place + shared + opens - (0.0 if fits_glance(draft.show.text) else _LONG)


def _opening(matter: Matter) -> tuple[str, ...]:
    """The id of the first paragraph."""
    return tuple(piece.id for _, piece in matter.pieces if isinstance(piece.block, Paragraph))[:1]


def _takeaway(matter: Matter, kind: ArticleKind, said: Sequence[frozenset[str]], lasts_s: float) -> str:
    """The message of the conclusion, if it has one that was not shown yet."""
    language = matter.language
    title = terms_of(matter.title, language)
    chapters = [chapter for chapter in matter.chapters if chapter.part != "skipped"]
    recap = [chapter for chapter in chapters if chapter.part == "recap"]
    last = chapters[-1:] if kind in _LANDING else []
    apart = _set_apart(last[0]) if last and kind in _ARGUING else ""
    for chapter in [*reversed(recap), *last]:
        texts = [
            sentence
            for piece in chapter.pieces
            if isinstance(piece.block, Paragraph)
            for sentence in sentences(piece.block.text)
        ]
        for sentence in list(reversed(texts))[:_LAST] if chapter.part != "recap" else texts:
            line = _landing(sentence, language, _LONG_END if lasts_s >= _LONG_FILM_S else 1.0)
            terms = terms_of(line, language)
            about = chapter.part == "recap" or bool(terms & title) or sentence == apart
            if line and about and not is_repeat(terms, [title, *said]):
                return line
    return ""


def _set_apart(chapter: Chapter) -> str:
    """The one sentence of the last paragraph: whoever argues ends with what it comes to."""
    texts = [piece.block.text for piece in chapter.pieces[-1:] if isinstance(piece.block, Paragraph)]
    said = sentences(texts[0]) if texts else []
    return said[0] if len(said) == 1 else ""


def _landing(sentence: str, language: Language, factor: float) -> str:
    """A sentence as the last card bears it."""
    alone = standing(sentence, language)
    line = (shown(alone, language) or paged(alone, language)) if alone else ""
    return line if len(line) <= factor * (_END_SPACELESS if is_dense(line) else _END_CHARS) else ""
