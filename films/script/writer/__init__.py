"""A script for an article without a language model: roles by the kind of article, sentences that stand alone."""

from films.script.writer.write import write_script

__all__ = ["write_script"]
