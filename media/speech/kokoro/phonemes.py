"""A program that turns texts into phonemes with espeak-ng, a line of JSON in and one out.

espeak-ng is under the GPL: this is a process of its own, imports nothing else of Footage, and is talked to by text.
Each line is `{"voice": "en-us", "text": "..."}`; the answer is `{"phonemes": "..."}` or `{"error": "..."}`, with "^"
between letters that are one sound.
"""

from __future__ import annotations

import ctypes
import json
import sys

_FILES = {
    "en-us": "gmw/en-US",
    "en-gb": "gmw/en",
    "es": "roa/es",
    "fr-fr": "roa/fr",
    "it": "roa/it",
    "pt-br": "roa/pt-BR",
}
"""What espeak-ng calls a pronunciation, where that is not its name."""

_SYNCHRONOUS = 2
_UTF8 = 1
_IPA_TIED = 0x02 | 0x80 | ord("^") << 8
_NO_EXIT = 0x8000


def main() -> int:
    """Answer lines until there are no more."""
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
    data = str(espeakng_loader.get_data_path()).encode()
    if library.espeak_Initialize(_SYNCHRONOUS, 0, data, _NO_EXIT) < 0:
        print(json.dumps({"error": "espeak-ng cannot be started"}), flush=True)  # noqa: T201 - its answer
        return 1
    for line in sys.stdin:
        print(json.dumps(_answer(library, json.loads(line))), flush=True)  # noqa: T201 - likewise
    return 0


def _answer(library: ctypes.CDLL, asked: dict[str, str]) -> dict[str, str]:
    if library.espeak_SetVoiceByName(_FILES.get(asked["voice"], asked["voice"]).encode()) != 0:
        return {"error": f"espeak-ng has no voice {asked['voice']}"}
    rest = ctypes.c_char_p(asked["text"].encode())
    clauses = []
    while rest.value:
        found = library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA_TIED)
        clauses.append((found or b"").decode("utf-8", "replace"))
    return {"phonemes": " ".join(filter(None, clauses))}


if __name__ == "__main__":
    sys.exit(main())
