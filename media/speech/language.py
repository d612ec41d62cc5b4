"""Guesses the language of a text that does not state it."""

from __future__ import annotations

from importlib.util import find_spec

_LEAST_SURE = 0.9
_READ_CHARS = 4000


def language_of(text: str) -> str:
    """A code such as "en", or "" if the text is too short to tell, or the extra `speech` is not installed."""
    if not find_spec("py3langid"):
        return ""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    # The model is not cached: it takes 100 MB and is used once a film.
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    code, sure = identifier.classify(text[:_READ_CHARS])
    return str(code) if sure >= _LEAST_SURE else ""
