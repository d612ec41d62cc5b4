"""Mends what sites do to texts: sentences as headings, captions as paragraphs, descriptions that are cut off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from films.article.outline import Block, Heading, Paragraph, PictureBlock
from films.article.sentences import is_dense, sentences

_LONG, _LONG_DENSE = 60, 30
_STATED = re.compile(r"[.。！!][\"”’»」』)）]*\Z")
_CUT = re.compile(r"(?:…|\.{3}|\[(?:…|\.{3}|&hellip;)\])\s*\Z")
_CAPTION = re.compile(
    r"(?:figure|fig\.?|image|photo|abbildung|abb\.?|bild|figura|imagen?|foto|рис(?:унок|\.)?|图|圖|図|그림|صورة|שכל|איור)"
    r"\s?\d{1,3}(?:\.\d{1,2})?\s?[.:：–—-]\s*(?=\S)",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 250

_LABEL_CHARS = 20


def told_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, whole sentences that are set as headings as the text that they are.

    Pages that tell everything between pictures do so in headings; a question may well be one.
    """
    return [Paragraph(text=block.text) if isinstance(block, Heading) and _is_told(block) else block for block in blocks]


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL_CHARS and not any(letter.isdigit() for letter in text)  # a number counts chapters


def without_label(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without a word or two above all of them, such as "Culture": the section of a paper is no chapter."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    first = blocks[0] if blocks else None
    if not isinstance(first, Heading) or first.role or first.level == 1 or not _is_label(first.text):
        return list(blocks)
    is_alone = all(block is first or block.level > first.level for block in headings)
    return [block for block in blocks if block is not first] if is_alone else list(blocks)


def _is_told(heading: Heading) -> bool:
    text = heading.text
    if heading.level == 1 or heading.role or not _STATED.search(text):
        return False
    return len(text) >= (_LONG_DENSE if is_dense(text) else _LONG)


def captioned(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, paragraphs such as "Figure 2: The lamp." as what stands under the picture beside them.

    Without a picture there they say nothing, and go.
    """
    found: list[Block] = []
    for at, block in enumerate(blocks):
        caption = _CAPTION.match(block.whole) if isinstance(block, Paragraph) else None
        if caption is None or not isinstance(block, Paragraph) or len(block.whole) > _LONGEST_CAPTION:
            found.append(block)
            continue
        words = block.whole[caption.end() :].strip()
        before = found[-1] if found else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(before, PictureBlock):
            found[-1] = before if before.caption else before.model_copy(update={"caption": words})
        elif not isinstance(after, PictureBlock) and len(sentences(words)) > 1:
            found.append(block)
    return found


def unbroken(description: str) -> str:
    """A description without a last sentence that is cut off with three dots, as sites cut the first words of a text."""
    if not _CUT.search(description):
        return description
    return " ".join(sentences(description)[:-1])
