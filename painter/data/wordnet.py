"""Reads WordNet's files for `build_words`: the senses of English words, how common they are, what they are kinds of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_CONCRETE = frozenset({"05", "06", "08", "13", "17", "18", "20"})
"""WordNet's files of animals, artifacts, bodies, food, natural objects, people and plants."""

_HYPERNYM = frozenset({"@", "@i"})
_PART = frozenset({"#p", "%p"})


class Sense(NamedTuple):
    """One meaning of a word: its part of speech, where it stands in the data, and how often it was counted in texts."""

    part: str
    offset: str
    seen: int


class WordNet:
    """The dictionary in a folder with the files `index.sense` and `data.noun`."""

    def __init__(self, folder: Path) -> None:
        self._senses: dict[str, list[Sense]] = defaultdict(list)
        for line in (folder / "index.sense").read_text("ascii").splitlines():
            key, offset, _, count = line.split()
            lemma, _, rest = key.partition("%")
            self._senses[lemma.replace("_", " ")].append(Sense(rest[0], offset, int(count)))
        self.file_of: dict[str, str] = {}
        self.parents: dict[str, list[str]] = {}
        self.parts: dict[str, set[str]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self.words_of: dict[str, list[str]] = {}
        self.children: dict[str, list[str]] = defaultdict(list)
        for line in (folder / "data.noun").read_text("ascii").splitlines():
            if not line.startswith("  "):
                self._keep(line)

    def _keep(self, line: str) -> None:
        fields = line.partition("|")[0].split()
        offset, count = fields[0], int(fields[3], 16)
        self.file_of[offset] = fields[1]
        self.words_of[offset] = [fields[4 + 2 * one].replace("_", " ") for one in range(count)]
        pointers = fields[5 + 2 * count :]
        triples = list(zip(*(pointers[k::4] for k in range(3)), strict=True))
        parents = [to for kind, to, part in triples if kind in _HYPERNYM and part == "n"]
        self.parents[offset] = parents
        self.parts[offset] = {to for kind, to, part in triples if kind in _PART and part == "n"}
        for parent in parents:
            self.children[parent].append(offset)

    def nouns(self, word: str) -> list[Sense]:
        """The meanings of a word as a noun, the most common first."""
        return sorted((one for one in self._senses.get(word, ()) if one.part == "1"), key=lambda one: -one.seen)

    def words(self) -> Iterator[str]:
        """All words there are."""
        yield from self._senses

    def is_verb(self, *words: str) -> bool:
        """Whether any of some words is a verb."""
        return any(one.part == "2" for word in words for one in self._senses.get(word, ()))

    def is_concrete(self, offset: str) -> bool:
        """Whether a meaning can be seen: an animal, a thing, a person, a plant."""
        return self.file_of[offset] in _CONCRETE

    def thing_share(self, word: str) -> float | None:
        """How much of what a word means, weighed by how common each meaning is, can be seen; None if it is unknown."""
        senses = self._senses.get(word, ())
        weights = [(one.seen + 1.0, one.part == "1" and self.is_concrete(one.offset)) for one in senses]
        total = sum(weight for weight, _ in weights)
        return sum(weight for weight, seen in weights if seen) / total if total else None

    def noun_share(self, word: str) -> float | None:
        """How much of what a word means is a noun at all."""
        senses = self._senses.get(word, ())
        total = sum(one.seen + 1.0 for one in senses)
        return sum(one.seen + 1.0 for one in senses if one.part == "1") / total if total else None

    def above(self, offset: str) -> frozenset[str]:
        """All that a meaning is a kind of."""
        if offset not in self._above:
            parents = self.parents[offset]
            self._above[offset] = frozenset(parents).union(*(self.above(one) for one in parents))
        return self._above[offset]

    def below(self, offset: str) -> Iterator[str]:
        """All kinds of a meaning."""
        for child in self.children.get(offset, ()):
            yield child
            yield from self.below(child)
