"""From a script to a film that can be drawn."""

from films.script.staging.filling import fill
from films.script.staging.film import stage

__all__ = ["fill", "stage"]
