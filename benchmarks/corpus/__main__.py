"""Fills the folder of the corpus and says what is in it: python -m benchmarks.corpus"""

from __future__ import annotations

from benchmarks.corpus.cutting import fill
from benchmarks.corpus.origins import folder


def main() -> None:
    """One line for every source, then the sums."""
    shots: dict[str, int] = {}
    held_back = missing = 0
    for source, found, why in fill():
        side = "held back" if source.held_back else ""
        print(f"{source.name:28} {source.kind:10} {len(found):3} clips {side:9}  {source.what}{why and ': ' + why}")
        missing += not found
        single = sum(not clip.is_whole for clip in found)
        held_back += single * source.held_back
        kind = source.kind if source.is_clean else "not clean"
        shots[kind] = shots.get(kind, 0) + single
    print(f"\n{folder()}: {sum(shots.values())} shots, {held_back} held back; {missing} sources missing")
    print(", ".join(f"{kind} {count}" for kind, count in sorted(shots.items())))


if __name__ == "__main__":
    main()
