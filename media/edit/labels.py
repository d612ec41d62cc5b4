"""The label "Made with AI", burnt into a film on request, in the languages of the EU and some more."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ASKED = re.compile(r"made[_-]with[_-]ai(?:[:_ -]+([a-z]{2}))?", re.IGNORECASE)
_WORDS: Mapping[str, str] = {
    "bg": "Създадено с ИИ", "cs": "Vytvořeno pomocí AI", "da": "Lavet med AI", "de": "Mit KI erstellt",
    "el": "Δημιουργήθηκε με ΤΝ", "en": "Made with AI", "es": "Hecho con IA", "et": "Loodud tehisaruga",
    "fi": "Tehty tekoälyllä", "fr": "Créé avec l’IA", "ga": "Déanta le hIS", "hr": "Izrađeno pomoću AI",
    "hu": "MI-vel készült", "it": "Creato con l’IA", "ja": "AIで作成", "ko": "AI로 제작", "lt": "Sukurta naudojant DI",
    "lv": "Veidots ar MI", "mt": "Magħmul bl-IA", "nl": "Gemaakt met AI", "pl": "Stworzone z użyciem AI",
    "pt": "Feito com IA", "ro": "Creat cu IA", "sk": "Vytvorené pomocou AI", "sl": "Ustvarjeno z UI",
    "sv": "Gjord med AI", "tr": "Yapay zekâ ile yapıldı", "zh": "AI 生成",
}  # fmt: skip

LABEL_PLACE = "bottom-right"


def label(text: str) -> str | None:
    """What stands in the picture where a title asks for the label: "made_with_ai", or "made_with_ai:de".

    In a language that has no words here it is in English. None for any other title.
    """
    asked = _ASKED.fullmatch(text.strip())
    return _WORDS.get((asked[1] or "en").lower(), _WORDS["en"]) if asked else None
