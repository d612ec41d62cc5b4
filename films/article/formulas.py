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
_GREEK = (
    *(
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
    ),
    *("pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
    *("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega"),
)
_SIGNS: Mapping[str, str] = {
    **dict(zip(_GREEK, "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ", strict=True)),
    "varepsilon": "ε", "varphi": "φ", "vartheta": "θ", "ell": "ℓ", "prime": "′",
    "times": "×", "cdot": "·", "div": "÷", "ast": "*", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "neq": "≠", "ne": "≠", "approx": "≈", "simeq": "≈", "equiv": "≡", "ll": "≪", "gg": "≫", "in": "∈", "sim": "~",
    "to": "→", "rightarrow": "→", "longrightarrow": "→", "mapsto": "→", "Rightarrow": "⇒", "implies": "⇒",
    "iff": "⇔", "leftrightarrow": "↔", "infty": "∞", "ldots": "…", "dots": "…", "cdots": "…", "mid": "|",
    "degree": "°", "circ": "°", "%": "%", "$": "$", "&": "&",
    **{name: name for name in ("log", "ln", "exp", "sin", "cos", "tan", "max", "min", "gcd")},
    **dict.fromkeys((",", ";", ":", " ", "quad", "qquad"), " "),
    **dict.fromkeys(("!", "left", "right", "big", "Big", "bigl", "bigr", "displaystyle"), ""),
    **dict.fromkeys(("text", "mathrm", "mathbf", "mathit", "mathcal", "mathbb", "mathsf", "operatorname", "boxed"), ""),
}  # fmt: skip
_RAISED = dict(zip("0123456789+-=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_ROOTS = {"": "√", "2": "√", "3": "∛"}
_RAISES = re.compile(r"\^(?:\{([^{}]{1,8})\}|([^\s{}\\]))")
_LOWERS = re.compile(r"_(?:\{([^{}]{1,8})\}|([^\s{}\\]))")
_FRACTION = re.compile(r"\\[dt]?frac(?:\{([^{}]{1,24})\}\{([^{}]{1,24})\}|(\d)(\d))")
_ROOT = re.compile(r"\\sqrt(?:\[(\d)\])?\{([^{}]{1,24})\}")
_MOST_CHARS, _MOST_DEPTH, _LOOKED_BACK = 60, 4, 500
_GOES_ON = re.compile(r"(?:^|\n)[ \t]{0,3}(?![#>|*+-]|\d+[.)]\s|```|:::)[^\n]*[\w,:)\]’'\"”`*]\Z")
"""The line before a formula of its own is a sentence that has no end yet."""


def without_formulas(text: str, left: Counter[str]) -> str:
    """What is simple stands in plain letters, one of its own in the sentence that it ends; the rest goes.

    Args:
        text: Markdown.
        left: Counts what is left out.
    """

    def inline(found: re.Match[str]) -> str:
        inner = found[1] or found[2]
        return _spelled(inner, left) if _FORMULA.search(inner) or (found[2] and "\\" in inner) else found[0]

    return _INLINE.sub(inline, _without_displayed(text, left))


def _without_displayed(text: str, left: Counter[str]) -> str:
    done, at = "", 0
    for found in _DISPLAYED.finditer(text):
        done, at = done + text[at : found.start()], found.end()
        if found[0].startswith("\\") and not found[0].startswith("\\begin") and not _FORMULA.search(found[0][2:-2]):
            done += found[0]
        elif not stands_alone(found, _DISPLAYED):
            done += _spelled(_bare(found[0]), left)
        else:
            rest = text[at:].lstrip()
            plain, begun = _plain(_bare(found[0])), bool(_GOES_ON.search(done.rstrip()[-_LOOKED_BACK:]))
            goes_on = begun and rest[:1].islower()
            left["formula"] += not (plain and begun)
            if begun and (plain or goes_on):
                stop = " " if goes_on else "\n\n" if plain[-1:] in ".!?" else ".\n\n"
                done, at = f"{done.rstrip()} {plain or HOLE}{stop}", len(text) - len(rest)
            else:
                done += "\n\n"
    return done + text[at:]


def _bare(formula: str) -> str:
    """A formula without what sets it apart."""
    return re.sub(r"\A(?:\$\$|\\\\?\[)|(?:\$\$|\\\\?\])\Z", "", formula).strip()


def _spelled(formula: str, left: Counter[str]) -> str:
    """A formula in plain letters, or a hole where it is none for them."""
    plain = _plain(formula)
    if not plain:
        left["formula"] += 1
    return plain or HOLE


def _plain(formula: str) -> str:
    """A formula in letters as they stand in a line, such as "x² + y₁ = a/b"; empty where it is none for them."""
    plain = re.sub(r"\\([A-Za-z]+|[%$&,;:! ])", lambda m: _SIGNS.get(m[1], m[0]), formula)
    for _ in range(_MOST_DEPTH):
        plain = _RAISES.sub(lambda m: _small(m, _RAISED), plain)
        plain = _LOWERS.sub(lambda m: _small(m, _LOWERED), plain)
        plain = _ROOT.sub(lambda m: _ROOTS.get(m[1] or "", "\\") + _grouped(m[2], r"[^\W\d_]"), plain)
        plain = _FRACTION.sub(lambda m: f"{_grouped(m[1] or m[3])}/{_grouped(m[2] or m[4])}", plain)
    plain = " ".join(re.sub(r"\{([^{}]*)\}", r"\1", plain).split())
    if re.search(r"[\\^_{}&]", plain) or len(plain) > _MOST_CHARS:
        return ""
    return re.sub(r"([*_`<\[\]])", r"\\\1", plain)


def _small(found: re.Match[str], letters: Mapping[str, str]) -> str:
    """A raised or lowered part in small letters; as it was where there are none for it."""
    said = (found[1] or found[2]).replace(" ", "").replace("−", "-")
    if found[0][0] == "^" and said in ("′", "°", "*"):
        return said
    return "".join(letters[char] for char in said) if all(char in letters for char in said) else found[0]


def _grouped(part: str, names: str = r"[^\W\d_]+") -> str:
    """A part of a fraction or a root, in brackets where it is more than a number or a name."""
    part = part.strip()
    return part if re.fullmatch(rf"\d[\d.,]*|{names}[⁰¹²³⁴-⁹ⁿ₀-₉′]*", part) else f"({part})"
