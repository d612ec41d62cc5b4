"""A script's language as a tag such as "en" or "zh-Hant", however its writer calls it."""

from __future__ import annotations

import re

from media.captions.languages import UNKNOWN, language_code, short_language

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def language_tag(name: str) -> str:
    """The tag of a language: "de-AT" stays, "German" and "deu" are "de", "auto" is nothing.

    Raises:
        InvalidInputError: It is no language that is known.
    """
    code = language_code(name)
    if code == UNKNOWN:
        return ""
    if _TAG.fullmatch(name.strip()) and len(re.split("[-_]", name.strip())[0]) == 2:
        return name.strip().replace("_", "-")
    return short_language(code) or code
