import subprocess
import sys

import pytest

from footage.errors import InvalidInputError
from media.captions.languages import language_code, short_language

WHISPERS = (
    "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id "
    "is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si "
    "sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh"
)
SAID = {
    "de": "deu", "pt-BR": "por", "ENG": "eng", "und": "und", "fa": "fas", "zh_Hans_CN": "zho", "zh-yue": "yue",
    "en-GB": "eng", "de_DE.UTF-8": "deu", "ger": "deu", "fre": "fra", "chi": "zho", "cmn": "zho", "iw": "heb",
    "in": "ind", "nb": "nob", "fil": "fil", "sr-Latn": "srp", "es-419": "spa", " en ": "eng",
    "": "und", "auto": "und", "Unknown": "und",
    "English": "eng", "persian": "fas", "Farsi": "fas", "Brazilian Portuguese": "por", "Chinese (Simplified)": "zho",
    "Traditional Chinese": "zho", "Haitian Creole": "hat", "Norwegian Bokmål": "nob", "Cantonese": "yue",
    "Mandarin": "zho", "Tagalog": "tgl", "Spanish (Latin America)": "spa", "Burmese": "mya", "Flemish": "nld",
}  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_a_language_has_many_names_and_one_code(said: str) -> None:
    assert language_code(said) == SAID[said]


def test_what_whisper_hears_has_a_code_and_whisper_knows_it_again() -> None:
    assert [short_language(language_code(code)) for code in WHISPERS.split()] == WHISPERS.split()


@pytest.mark.parametrize("said", ["xx", "e1g", "no such tongue", "x-klingon", "1", "日"])
def test_what_is_no_language_is_named(said: str) -> None:
    with pytest.raises(InvalidInputError, match="not a code we know"):
        language_code(said)


def test_codes_alone_load_no_library() -> None:
    code = "import sys, media.captions.languages as l; l.language_code('fa'); sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
