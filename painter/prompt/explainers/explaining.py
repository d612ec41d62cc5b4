"""Reads prompts that want something explained: steps, a list, a comparison, a cycle, a timeline, or numbers.

Only what a prompt itself says is found: a heading, and the items under it if it names any. Nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from painter.prompt.describing import number_of
from painter.prompt.explainers.numbers import Numbers, numbers_in
from painter.prompt.forms.asking import MEANS as _MEANS
from painter.prompt.forms.asking import Asked
from painter.prompt.forms.messages import MONTH
from painter.prompt.forms.writing import QUOTED, clean
from painter.prompt.titles import shorten, wanted_quote
from painter.prompt.wordlists.small_words import JOINS

Kind = Literal["steps", "list", "compare", "cycle", "timeline", "numbers", "explain"]

MAX_ITEMS = 12
_HEADING_CHARS, _MOST_HEADING_CHARS = 90, 180
_ITEM_CHARS = 110
_SIDE_CHARS = 60

_ASKED: tuple[tuple[Kind, str], ...] = (
    (
        "cycle",
        r"\b(?!\w*(?:bi|tri|motor|uni|re)cycle)"
        r"\w*(?:cycle|life ?cycle|kreislauf|zyklus|cycle de|ciclo|kringloop|cyklus|цикл|круговорот|cykl|obieg|"
        r"döngüsü|siklus|daur|chu trình|vòng tuần hoàn|चक्र|دورة)\b|サイクル|循環|循环|순환",
    ),
    (
        "timeline",
        r"\b(?:timeline|time line|history of|chronology|milestones|zeitleiste|zeitstrahl|chronik|geschichte (?:der|des|"
        r"von)|chronologie|frise|histoire d|cronolog[íi]a|l[íi]nea de(?:l)? tiempo|historia d|storia d|linha do tempo|"
        r"hist[óo]ria d|tijdlijn|geschiedenis van|хронология|история|oś czasu|historia|zaman çizelgesi|tarihi|"
        r"linimasa|sejarah|dòng thời gian|lịch sử|समयरेखा|इतिहास|خط زمني|تاريخ)\b|年表|歴史|时间线|历史|연표|역사",
    ),
    (
        "steps",
        r"\b(?:(?:process|stages|phases|making) of|how to|how do (?:i|you|we)|steps? (?:to|for|of|by)|(?:\d|two|"
        r"three|four|five|six|seven|ten) (?:\w+ )?steps|step[\s-]by[\s-]step|tutorial|"
        r"guide|recipe|instructions?|wie man|wie du|"
        r"anleitung|schritte?n?|schritt für schritt|rezept|comment (?!ça)|étapes?|recette|tutoriel|cómo|pasos?|"
        r"receta|come (?:si|"
        r"fare|preparare)|passi|passaggi|ricetta|como (?:fazer|preparar|usar)|passos|receita|hoe (?:je|maak)|"
        r"stappen(?:plan)?|"
        r"как (?:сделать|приготовить|сварить|испечь)|шаги?|шагов|рецепт|инструкция|jak (?:zrobić|upiec|przygotować)|"
        r"kroki|kroków|"
        r"przepis|nasıl|adımda?|tarifi?|cara|langkah|resep|cách|bước|công thức|कैसे|चरण|कदम|विधि|रेसिपी|كيف|كيفية|"
        r"خطوات|وصفة)\b|"
        r"手順|作り方|淹れ方|やり方|方法|レシピ|ステップ|만드는 법|방법|단계|레시피|步骤|如何|怎么|怎样|教程|食谱|做法",
    ),
    (
        "list",
        r"\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+){0,3}(?:tips?|reasons?|facts?|ways?|"
        r"things|benefits?|"
        r"mistakes?|ideas|rules|signs|habits|features|hacks|advantages|examples|lessons|myths|types|kinds|foods|"
        r"exercises|"
        r"places|tools|apps|books|secrets|trends)\b|\b(?:tips|benefits|advantages|reasons|facts) (?:for|of|about|to|"
        r"why)\b|"
        r"\b(?:\d{1,2}|drei|vier|fünf|sechs|sieben|zehn)\s+(?:\w+\s+){0,2}(?:tipps|gründe|fakten|wege|dinge|vorteile|"
        r"fehler|ideen|regeln)\b|"
        r"\b(?:\d{1,2}|trois|quatre|cinq|six|sept|dix)\s+(?:\w+\s+){0,2}(?:conseils|astuces|raisons|faits|façons|"
        r"choses|erreurs|idées)\b|"
        r"\b(?:\d{1,2}|tres|cuatro|cinco|seis|siete|diez)\s+(?:\w+\s+){0,2}(?:consejos|trucos|razones|datos|formas|"
        r"cosas|errores|ideas|"
        r"beneficios)\b|\b(?:\d{1,2}|tre|cinque|dieci)\s+(?:\w+\s+){0,2}(?:consigli|motivi|fatti|modi|cose|errori|"
        r"idee)\b|"
        r"\b(?:\d{1,2}|três|cinco|dez)\s+(?:\w+\s+){0,2}(?:dicas|razões|motivos|fatos|formas|coisas|erros|ideias)\b|"
        r"\b\d{1,2}\s+(?:\w+\s+){0,2}(?:tips|redenen|feiten|советов|причин|фактов|способов|wskazówek|porad|powodów|"
        r"ipucu|neden|"
        r"alasan|fakta|mẹo|lý do|टिप्स|कारण|तथ्य|نصائح|أسباب|حقائق|가지|개의)\b|\d+\s?(?:つの|個の|の理由|の方法|个|"
        r"條|条|大)",
    ),
    (
        "explain",
        r"^(?:how|why|what|when|where|who|which)\b|\bexplain|\bwhat (?:is|are)\b|\berklär|^(?:wie|warum|was|wieso)\b|"
        r"\bexpliqu|"
        r"^(?:comment|pourquoi|qu['’]est)|\bexpli(?:ca|que)|^(?:cómo|por qué|qué)\b|\bspieg|^(?:come|perché|cosa)\b|"
        r"^(?:como|por que|o que)\b|\bleg .{0,6}uit\b|^(?:hoe|waarom|wat)\b|\bобъясн|^(?:как|почему|что)\b|\bwyjaśni|"
        r"^(?:jak|"
        r"dlaczego|co to)\b|\baçıkla|\bnedir\b|\bjelaskan|^(?:apa|mengapa|bagaimana)\b|giải thích|là gì|समझा|क्या है|"
        r"اشرح|^ما ه|説明|解説|とは|설명|이란|解释|讲解|什么是|为什么|为何",
    ),
)
_KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ASKED)
_VERSUS = re.compile(
    r"^\s*(?P<a>[^:：;.!?\n]{1,60}?)\s+(?:vs\.?|versus|compared (?:to|with)|gegen|im vergleich (?:zu|mit)|contre|"
    r"face à|contra|"
    r"frente a|rispetto a|tegen|против|kontra|karşı|lawan|so với|बनाम|مقابل)\s+(?P<b>[^:：;.!?\n,]{1,60})|"
    r"^\s*(?P<c>[^:：;。\n]{1,24}?)\s*(?:vs\.?|VS|対|对比|和|与|と|과|와)\s*(?P<d>[^:：;。の的\n]{1,24}?)(?:の|"
    r"的)?(?:違い|比較|区别|比较|对比|차이|비교)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:differences? between|unterschied(?:e)? zwischen|différences? entre|diferencias? entre|diferenças? entre|"
    r"differenz[ae] "
    r"tra|verschil(?:len)? tussen|разниц[аы] между|różnic[aey] między)\s+(?P<a>[^:：;.!?\n]{1,60}?)\s+(?:and|und|et|"
    r"y|e|en|и|i)\s+(?P<b>[^:：;.!?\n,]{1,60})",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"^(?P<a>[^:：;.!?\n,]{1,60}?)\s+(?:and|with|to|und|mit|et|avec|y|con|e|com|en|met|и|с|i|"
r"z)\s+(?P<b>[^:：;.!?\n,]{1,60})",
                       re.IGNORECASE)  # fmt: skip
_PROS = re.compile(
    r"\b(?P<a>pros?|advantages|benefits|vorteile|avantages|ventajas|vantagens|vantaggi|voordelen|плюсы|zalety|"
    r"kelebihan|ưu điểm)\s*(?:and|&|und|"
    r"et|y|e|en|и|i|dan|và|/|vs\.?)\s*(?P<b>cons?|disadvantages|drawbacks|nachteile|inconvénients|desventajas|"
    r"desvantagens|svantaggi|nadelen|минусы|wady|kekurangan|nhược điểm)\b",
    re.IGNORECASE,
)
_NO_SIDE = re.compile(r"\b(?:alternatives|options|guide|ways?)$", re.IGNORECASE)
_COMPARE_ORDER = re.compile(r"\b(?:compar|contrast|vergleich|confront|vergelijk|сравн|porównaj|karşılaştır|"
r"bandingkan|so sánh)|तुलना|قارن|比較|比较|비교",
                            re.IGNORECASE)  # fmt: skip
_NUMBERED = re.compile(rf"(?:^|(?<=[\s:;,.。：]))(?:\(?(?P<n>\d{{1,2}})[.)、](?!\d|\s*(?:{MONTH})\b)|"
                       r"step\s+(?P<s>\d{1,2})\s*[:.)-]|"
r"schritt\s+\d{1,2}\s*[:.)-]|"
                       r"étape\s+\d{1,2}\s*[:.)-]|paso\s+\d{1,2}\s*[:.)-]|passo\s+\d{1,2}\s*[:.)-]|"
                       r"шаг\s+\d{1,2}\s*[:.)-]|[①②③④⑤⑥⑦⑧⑨])\s*",
                       re.IGNORECASE)  # fmt: skip
_BULLET = re.compile(rf"(?:^|\n)\s*(?:[-*•·–]|\d{{1,2}}[.)](?!\s*(?:{MONTH})\b))\s+", re.IGNORECASE)
_ARROWS = re.compile(r"\s*(?:->|→|=>|⇒|➜|➔|>)\s*")
_IN_ORDER = re.compile(
    r"(?:^|[,;.]?\s+)(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|and then|then|next|after that|finally|lastly|and "
    r"finally|zuerst|dann|danach|"
    r"schließlich|zum schluss|d['’]abord|ensuite|puis|enfin|primero|luego|después|finalmente|por último|prima|poi|"
    r"infine|primeiro|depois|"
    r"por fim|eerst|daarna|ten slotte|сначала|затем|потом|наконец|najpierw|potem|następnie|na koniec)\b[,:]?\s+",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"^(?:in |im jahr |en |nel |em |в |w )?(?P<year>(?:1\d|20)\d\d(?:\s?[-–]\s?(?:(?:1\d|20)?\d\d)|s)?|"
    r"\d{1,4}\s?(?:bc|ad|bce|ce)|\d{4}年)\s*(?:[:：,–—-]\s*)?(?P<text>.{2,})$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?P<head>[^:：\n]{2,90}?)\s*[:：]\s*(?P<body>.+)$|^(?P<head2>[^\n]{2,90})\n(?P<body2>.+)$", re.DOTALL
)
_TAIL = re.compile(
    r"[.!?。！？]\s+(?:use|include|add|make|keep|with|in|show|end|target|style|no|the video)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


_SENTENCES = re.compile(r"(?<=[^\d\s])[.!。！]\s*(?=\S|$)|\n")
_COVERS = re.compile(
    r"(?:^|[.!?]\s+|\n)(?:cover(?:ing)?|include|mention|highlight|discuss|talk about|focus on|touch on|explain)\s*:?\s+"
    r"([^.!?\n]+?)(?:\s+in a way\b[^.!?\n]*)?(?=[.!?\n]|$)",
    re.IGNORECASE,
)


class Explained(NamedTuple):
    """What a prompt wants explained."""

    kind: Kind
    heading: str
    items: tuple[str, ...] = ()
    """Steps, points, events (a year, a line break, what happened), or what is said of both sides, "\\n" between."""

    sides: tuple[str, str] = ("", "")
    numbers: Numbers | None = None


def explained(asks: Asked) -> Explained | None:
    """What a prompt wants explained; None for one that shows a scene or tells a message."""
    text = _plain(asks.body)
    if asks.shots or asks.stated.quote or asks.spoken or not text or asks.titles:
        return None
    if wanted_quote(clean(text)) and not _NUMBERED.search(text):
        return None
    head, body = _parted(text)
    found = numbers_in(text)
    if found:
        return Explained("numbers", _cased(_tidy(found.heading)), numbers=found)
    return _compared(asks, head, body) or _listed(asks, text, head, body)


def _listed(asks: Asked, text: str, head: str, body: str) -> Explained | None:
    covered = _covered(text)
    items = _items(body or ("" if head.strip() else text), is_list=True) or covered or _items(text, is_list=False)
    years = [found for item in items if (found := _YEAR.match(item))]
    if len(years) >= 2 and len(years) >= len(items) - 1:
        events = tuple(f"{found['year'].strip()}\n{_cased(found['text'])}" for found in years)
        return Explained("timeline", _heading("" if head == text else head, asks), events)
    kind = _kind_of(f"{asks.order} {head or text}".strip(), head, body or text, items)
    if kind is None:
        return None
    if kind == "steps" and not items:
        head, items = _told_one_by_one(text, head)
    if kind in {"explain", "steps"} and not items:
        head, items = _told_in_a_row(text, head)
    if kind in {"explain", "timeline"} and items:
        kind = "list"
    if kind == "cycle" and len(items) > 2 and items[0].casefold() == items[-1].casefold():
        items = items[:-1]
    if covered and items == covered:
        head = asks.text
    return Explained(kind, _heading("" if head == text and items else head or text, asks), items)


def _kind_of(wanted: str, head: str, body: str, items: Sequence[str]) -> Kind | None:
    """What a prompt asks for by name, otherwise what its items look like; None for neither."""
    named = next((kind for kind, pattern in _KINDS if pattern.search(wanted)), None)
    if named or len(items) < 2:
        return named
    if _BULLET.search(f"\n{body}") or (body != head and _number_of(head) == len(items)):
        return "list"
    if len(_ARROWS.findall(body)) > 1:
        return "cycle" if items[0].casefold() == items[-1].casefold() else "steps"
    return None


def _told_one_by_one(text: str, head: str) -> tuple[str, tuple[str, ...]]:
    """The heading and the steps of a text that tells each in a sentence, as recipes do."""
    first, *rest = [_cased(_tidy(part)) for part in _SENTENCES.split(text) if _tidy(part)]
    if len(rest) < 2 or max(map(len, rest)) > _ITEM_CHARS:
        return head, ()
    return first, tuple(rest[:MAX_ITEMS])


def _told_in_a_row(text: str, head: str) -> tuple[str, tuple[str, ...]]:
    """The heading and what a second and last sentence tells between its commas: how something works."""
    first, *rest = [_tidy(part) for part in _SENTENCES.split(text) if _tidy(part)]
    items = tuple(_cased(part) for part in _between_commas(rest[0])) if len(rest) == 1 else ()
    return (_cased(first), items) if items and max(map(len, items)) <= _ITEM_CHARS else (head, ())


def _number_of(head: str) -> int:
    """The number that a heading such as "Top 3 animals" states; 0 if none."""
    found = re.search(r"(?<![\d.,$€£])\b(\d{1,2})\b(?![\d%:.,])", head)
    if found:
        return int(found[1])
    return next((number for word in head.split() if (number := number_of(word)) > 1), 0)


def _compared(asks: Asked, head: str, body: str) -> Explained | None:
    ordered = bool(_COMPARE_ORDER.search(asks.order))
    found = (
        _PROS.search(head)
        or _BETWEEN.search(head)
        or _VERSUS.match(head)
        or (_COMPARED.match(head) if ordered else None)
    )
    if not found:
        return None
    groups = found.groupdict()
    if _NO_SIDE.search(groups.get("a") or ""):
        return None
    sides = _tidy(groups.get("a") or groups.get("c") or ""), _tidy(groups.get("b") or groups.get("d") or "")
    if not all(sides) or max(map(len, sides)) > _SIDE_CHARS:
        return None
    told = [_points_of(side, body) for side in sides]
    items = tuple("\n".join(points) for points in told) if all(told) else ()
    return Explained("compare", shorten(_cased(_tidy(head)), _MOST_HEADING_CHARS), items, sides)


def _points_of(side: str, body: str) -> list[str]:
    """What a text says of one side of a comparison: "cats: quiet, clean; dogs: loyal"."""
    found = re.search(rf"{re.escape(side)}\s*(?:[:：]|\bare\b|\bis\b|=|\s[-–—])\s*([^;\n.]+)", body, re.IGNORECASE)
    if not found:
        return []
    return [_cased(part) for part in re.split(r"\s*[,，、]\s*(?:and\s+)?", found[1]) if part.strip()][:4]


def _plain(text: str) -> str:
    """A text with its lines, without spaces at their ends."""
    lines = [clean(line) for line in text.split("\n")]
    return "\n".join(line for line in lines if line)


def _parted(text: str) -> tuple[str, str]:
    """The part before the first colon or line break, and the part behind it; all of it where there is neither."""
    found = _HEAD.match(text)
    if not found:
        numbered = _NUMBERED.search(text)
        return (text[: numbered.start()], text[numbered.start() :]) if numbered and numbered.start() else (text, "")
    return found["head"] or found["head2"], found["body"] or found["body2"]


def _covered(text: str) -> tuple[str, ...]:
    """What a sentence such as "Cover rain, wind and snow" lists."""
    found = _COVERS.search(text)
    parts = _between_commas(found[1]) if found else []
    return tuple(_cased(_tidy(part)) for part in parts if _tidy(part))[:MAX_ITEMS]


def _items(text: str, *, is_list: bool) -> tuple[str, ...]:
    """The items of a text: bulleted, numbered, joined by arrows, and in a list by "then" or between commas as well."""
    text = _TAIL.sub("", text)
    ways: list[Sequence[str]] = [
        _BULLET.split(f"\n{text}")[1:],
        _numbered(text),
        _ARROWS.split(text) if len(_ARROWS.findall(text)) > 1 else [],
    ]
    if is_list:
        in_order = [part for part in _IN_ORDER.split(text) if part.strip()] if len(_IN_ORDER.findall(text)) > 1 else []
        ways += [text.split("\n"), re.split(r"\s*[;；]\s*", text), in_order, _between_commas(text)]
    elif len([part for part in text.split(",") if _YEAR.match(part.strip())]) > 1:
        ways.append(_between_commas(text))
    for parts in ways:
        items = tuple(item for item in (_cased(_tidy(part)) for part in parts) if item)[:MAX_ITEMS]
        if len(items) > 1 and max(map(len, items)) <= _ITEM_CHARS:
            return items
    return ()


def _numbered(text: str) -> list[str]:
    """The parts of a text behind its numbers: "1. Plan 2. Build"."""
    marks = list(_NUMBERED.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)] if len(marks) > 1 else []


def _between_commas(text: str) -> list[str]:
    """The parts between commas, if there are three or more short ones."""
    text = QUOTED.sub(lambda found: found.group(0).replace(",", "\u201a"), text.strip(" .!。"))
    parts = re.split(r"\s*[,，、،]\s*", text)
    if len(parts) > 1:
        last = parts.pop().split(" ", 1)
        parts.append(last[1] if last[0].casefold() in JOINS and len(last) > 1 else " ".join(last))
        if len(parts) == 2 and " " in parts[-1]:
            joined = next((word for word in parts[-1].split() if word.casefold() in JOINS), "")
            parts = [parts[0], *re.split(rf"\s+{re.escape(joined)}\s+", parts[-1])] if joined else parts
    return parts if len(parts) > 2 and "." not in text else []


def _heading(head: str, asks: Asked) -> str:
    found = _tidy(head.split("\n")[0])
    found = _tidy(_MEANS.sub("", re.split(r"[.!。！？]\s", found)[0]))
    if not found:
        return ""
    return _cased(found if len(found) <= _HEADING_CHARS else shorten(asks.text, _MOST_HEADING_CHARS))


def _tidy(text: str) -> str:
    return clean(text).strip(" \t,;:.-–—*•|()")


def _cased(text: str) -> str:
    return text[:1].upper() + text[1:]
