"""Takes formulas out of a text: the simple ones stand in plain letters, the others are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from films.article.holes import HOLE, stands_alone

_DISPLAYED = re.compile(
    r"\$\$(?!\$).{1,3000}?\$\$|\\\\?\[(?=[^\n\]]{0,300}[\\^_=]|\s*\n).{1,3000}?\\\\?\]|\\begin\{(\w+\*?)\}.{1,5000}?\\end\{\1\}",
    re.DOTALL,
)
_INLINE = re.compile(
    r"(?<![\\$A-Za-z0-9])\$(?=\S)((?:[^$\n\\]|\\.|\n(?!\s*\n)){1,300}?)(?<=\S)\$(?![$A-Za-z0-9])"
    r"|\\\\?\((.{1,300}?)\\\\?\)",
    re.DOTALL,
)
_FORMULA = re.compile(r"[\\^_={}<>]|\A[A-Za-z]\Z|\A[A-Za-z]?\(?[A-Za-z][,+*/ -][A-Za-z0-9]")
_SIGNS: Mapping[str, str] = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "theta": "θ", "lambda": "λ", "mu": "μ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω", "Delta": "Δ", "Sigma": "Σ",
    "Omega": "Ω", "times": "×", "cdot": "·", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠",
    "ne": "≠", "approx": "≈", "to": "→", "rightarrow": "→", "infty": "∞", "ldots": "…", "dots": "…", "in": "∈",
    "degree": "°", "circ": "°", "sim": "~", "log": "log", "ln": "ln", "max": "max", "min": "min", "%": "%",
    "$": "$", "&": "&",
    **dict.fromkeys((",", ";", " ", "quad"), " "),
    **dict.fromkeys(("!", "left", "right", "text", "operatorname"), ""),
    **dict.fromkeys(("mathrm", "mathbf", "mathit", "mathcal", "mathbb"), ""),
}  # fmt: skip
_RAISED = str.maketrans("0123456789+-n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ⁽⁾")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


def without_formulas(text: str, left: Counter[str]) -> str:
    """Displayed formulas go; what is simple in a sentence stands in plain letters, and the rest leaves a hole."""

    def displayed(found: re.Match[str]) -> str:
        if found[0].startswith("\\") and not found[0].startswith("\\begin") and not _FORMULA.search(found[0][2:-2]):
            return found[0]
        alone = stands_alone(found, _DISPLAYED)
        left["formula"] += alone
        return "\n\n" if alone else _spelled(found[0].strip("$ "), left)

    def inline(found: re.Match[str]) -> str:
        inner = found[1] or found[2]
        return _spelled(inner, left) if _FORMULA.search(inner) or (found[2] and "\\" in inner) else found[0]

    return _INLINE.sub(inline, _DISPLAYED.sub(displayed, text))


def _spelled(formula: str, left: Counter[str]) -> str:
    """A formula in plain letters, or a hole where it is none for them."""
    plain = re.sub(r"\\([A-Za-z]+|[%$&,;! ])", lambda m: _SIGNS.get(m[1], "\\"), formula)
    plain = re.sub(r"\^\{?([0-9+n-]{1,3})\}?", lambda m: m[1].translate(_RAISED), plain)
    plain = re.sub(r"_\{?([0-9+-]{1,3})\}?", lambda m: m[1].translate(_LOWERED), plain)
    plain = " ".join(re.sub(r"\{([^{}]*)\}", r"\1", plain).split())
    if re.search(r"[\\^_{}&]", plain) or len(plain) > 60:
        left["formula"] += 1
        return HOLE
    return re.sub(r"([*_`<\[\]])", r"\\\1", plain)
