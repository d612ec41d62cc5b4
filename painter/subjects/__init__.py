"""The subjects of films: each thing that a plan can name, where it stands, how it moves and how it is drawn."""

from painter.subjects.acting import front_layers, is_group, shown, subject_layers
from painter.subjects.drawn import SUBJECTS, drawn

__all__ = ["SUBJECTS", "drawn", "front_layers", "is_group", "shown", "subject_layers"]
