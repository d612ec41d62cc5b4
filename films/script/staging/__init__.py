"""From a script to a film that can be drawn."""

from films.script.staging.filling import as_staged, fill
from films.script.staging.film import stage
from films.script.staging.looks import look_of

__all__ = ["as_staged", "fill", "look_of", "stage"]
