"""Reads prompts that are written as a form: JSON, lines with labels, negative prompts, hashtags and switches.

Forms are what guides to video models recommend. What each field says is kept apart: what is to be seen, how it is to be
filmed, what is to be heard or said, and what must not be there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from painter.prompt.forms.writing import QUOTED

Part = str
"""What a field of a form is about: a key of `_LABELS`."""

_LABELS: Mapping[Part, str] = {
    "title": "title|headline|text|on[ _-]?screen[ _-]?text|text[ _-]?overlay|overlay[ _-]?text|super|slogan|tagline|"
    "text on[ _-]?screen|screen text|titel|titre|titulo|título|titolo|logline|タイトル|标题|제목|заголовок",
    "seen": "prompt|shot[ _-]?list|master[ _-]?prompt|main[ _-]?prompt|description|scene[ _-]?description|visual|"
    "visuals|visual[ _-]?description|what happens|story|plot|"
    "topic|about|video[ _-]?topic|concept|video[ _-]?prompt|thema|sujet|tema|тема|主题|画面|テーマ|주제|shot[ "
    "_-]?description|opening|ending",
    "who": "subject|main[ _-]?subject|subjects|characters?|character[ _-]?description|product|motiv|sujeto|sujeito|"
    "soggetto|объект|主体|被写体|人物|피사체",
    "does": "action|actions|main[ _-]?action|handlung|acción|ação|azione|действие|动作|動作|동작",
    "where": "scene|location|environment|background|setting|place|context|key[ _-]?elements?|elements|time[ _-]?of[ "
    "_-]?day|"
    "weather|season|props|wardrobe|clothing|appearance|szene|ort|hintergrund|lieu|décor|escena|lugar|cena|scena|"
    "luogo|сцена|место|фон|场景|背景|シーン|장면|배경",
    "manner": "camera|camera[ _-]?\\w+|cinematography|composition|shot|shot[ _-]?type|angle|framing|lens|movement|"
    "motion|lighting|light|sentiment|style|visual[ _-]?style|art[ _-]?style|look|mood|tone|atmosphere|ambian[ct]e|"
    "colou?rs?|"
    "colou?r[ _-]?palette|palette|color[ _-]?grade|colou?r[ _-]?grading|pace|pacing|transition|transitions|film[ "
    "_-]?\\w+|"
    "kamera|licht|stil|stimmung|style visuel|lumière|ambiance|cámara|iluminación|estilo|câmera|iluminação|камера|стиль|"
    "свет|镜头|光线|风格|氛围|运镜|カメラ|スタイル|照明|카메라|스타일",
    "never": "negative[ _-]?prompts?|negative|negatives|avoid|exclude|do not include|constraints?|restrictions|"
    "negativer prompt|prompt négatif|prompt negativo|反向提示词|负面提示词|ネガティブプロンプト",
    "said": "dialogue|dialog|voice[ _-]?over|vo|v\\.o\\.|narration|narrator|speech|spoken[ _-]?\\w*|script|"
    "sprecher(?:in)?|voix off|voz en off|narrador|旁白|台词|ナレーション|セリフ|내레이션",
    "heard": "audio|sound|sounds|sound[ _-]?effects?|sfx|music|soundtrack|ambient|ambient[ _-]?\\w+|background[ _-]?"
    "(?:music|sound)|bgm|ton|musik|son|musique|sonido|música|som|musica|звук|музыка|声音|音乐|配乐|音楽|効果音|음악",
    "format": "duration|length|aspect|aspect[ _-]?ratio|ratio|resolution|fps|frame[ _-]?rate|format|quality|model|seed|"
    "version|language|platform|audience|target[ _-]?audience|goal|dauer|länge|durée|duración|duração|"
    "durata|длительность|时长|比例|画幅|長さ|尺|길이|output|type|dimensions|size|steps|guidance|cfg|shot[ _-]?number|"
    "timestamp|timing|total[ _-]?\\w+|segment[ _-]?number|id|name|metadata|keywords|hashtags",
}
_OF_LABEL = {name: re.compile(rf"(?:{labels})", re.IGNORECASE) for name, labels in _LABELS.items()}
_ANY_LABEL = "|".join(_LABELS.values())
_LABELLED = re.compile(
    rf"(?:^|(?<=[\n.;,|\]\)!?。；，\"”']))[\s\[【(*#•-]*(?P<label>{_ANY_LABEL})[\s*\]】)]*[:：]\s*\**|"
    rf"【(?P<box>{_ANY_LABEL})】",
    re.IGNORECASE,
)
_ALONE = {
    "scene",
    "setting",
    "shot",
    "story",
    "product",
    "text",
    "time",
    "light",
    "action",
    "topic",
    "name",
    "type",
    "size",
}
"""Labels that may begin an ordinary sentence, so that one of them alone makes no form."""

_LEADING = {"scene", "topic", "story", "product", "setting", "text"}
"""Those of them that do where a prompt begins with one."""

_NEVER_LINE = re.compile(
    r"(?:^|[\n.;,|])\s*[\[(]?(?:negative[ _-]?prompts?|negativer prompt|prompt négatif|prompt negativo|avoid|exclude)"
    r"\s*[:：]\s*([^\n]+?)[\])]?(?=\n|$)",
    re.IGNORECASE,
)
_SWITCH = re.compile(r"(?<!\S)--?(?:ar|v|style|stylize|s|seed|q|quality|no|motion|fps|camera|gs|neg|niji|raw|d|w|h|"
r"chaos|"
                     r"aspect|duration|loop|hd)\b(?:[ =]+(?!-)[^\s,;]+)?", re.IGNORECASE)  # fmt: skip
_HASHTAG = re.compile(r"(?<![\w&])#(?!\d+\b)[^\W\d]\w*")
_FENCE = re.compile(r"^\s*```\w*\s*\n?|\n?```\s*$")
_PAIR = re.compile(r"[\"']([\w .-]{1,40})[\"']\s*:\s*(?:[\"']((?:[^\"\\]|\\.)*?)[\"']\s*(?=[,}\]\n]|$)|(-?[\d.]+))")
_MARKUP = re.compile(r"(?m)^\s*(?:#{1,6}\s+|[-*•]\s+(?=\*\*))|\*\*|__|`")


_SEEN = ("seen", "who", "does", "where")
_ENDS = ".!?。！？"


class Form(NamedTuple):
    """What a prompt says, by what it is about; each a text with sentences."""

    seen: str
    manner: str = ""
    never: str = ""
    said: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()
    """What each of several scenes or shots of a JSON document says, with its time in front if it has one."""


def form_of(prompt: str) -> Form:
    """Take a prompt apart; one that is no form is all `seen`, but for what must not be there."""
    text = _FENCE.sub("", _FENCE.sub("", prompt)).strip()
    if text[:1] in "{[":
        document = _from_json(text)
        if document is not None and (document.seen or document.shots):
            return document
    if shots := _from_table(text) or _from_yaml(text):
        return shots
    text = _HASHTAG.sub(" ", _SWITCH.sub(" ", _MARKUP.sub("", text))) or text
    never = " ".join(_NEVER_LINE.findall(text))
    return _from_labels(_NEVER_LINE.sub(" ", text), never)


def _from_table(text: str) -> Form | None:
    """The rows of a Markdown table as shots."""
    lines = [line.strip() for line in text.split("\n") if line.lstrip().startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rows = [row for row in rows if not all(re.fullmatch(r":?-*:?", cell) for cell in row)]
    if len(rows) < 3:
        return None
    return _from_document([dict(zip(rows[0], row, strict=False)) for row in rows[1:]])


def _from_yaml(text: str) -> Form | None:
    """A document that is written as YAML, if it has scenes."""
    if not re.search(r"^\w[\w ]*:\s*\n\s+(?:- |\w+:)", text, re.MULTILINE):
        return None
    import yaml

    try:
        document = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return _from_document(document) if isinstance(document, dict) else None


def _from_labels(text: str, never: str) -> Form:
    found = list(_LABELLED.finditer(text))
    names = [_label(one).casefold() for one in found]
    leads = bool(found) and not text[: found[0].start()].strip() and names[0] in _LEADING
    if not found or (len(set(names)) < 2 and set(names) <= _ALONE and not leads):
        return Form(text, never=never)
    parts: dict[str, list[str]] = {name: [] for name in _LABELS}
    head = text[: found[0].start()].strip(" \n,;|[(")
    if head:
        parts["seen"].append(head)
    again = [name for name in set(names) if names.count(name) > 1 and _part_of(name) == "seen"]
    for at, one in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        part = _part_of(_label(one))
        said, rest = _first_line(text[one.end() : end], part)
        parts[part].append(said)
        if rest:
            parts["seen"].append(rest)
    form = _form(parts, never)
    if again and not parts["who"] and not head:
        return form._replace(seen="", shots=tuple(_bare(parts["seen"])))
    return form


def _first_line(text: str, part: Part) -> tuple[str, str]:
    """What belongs to a label, and what follows it in later lines; all of it for what is to be seen."""
    text = text.strip(" \t\n[(|,;")
    if part in _SEEN:
        return text, ""
    head, _, rest = text.partition("\n")
    return head.strip(" ,;|"), rest.strip()


def _label(found: re.Match[str]) -> str:
    return found["label"] or found["box"]


def _part_of(label: str) -> Part:
    return next(name for name, pattern in _OF_LABEL.items() if pattern.fullmatch(label.strip()))


def _form(parts: Mapping[str, list[str]], never: str = "") -> Form:
    return Form(
        seen=_scene(parts),
        manner=_sentences(parts["manner"]),
        never=_sentences([never, *parts["never"]]),
        said=tuple(_unquoted(one) for one in parts["said"] if one.strip()),
        titles=tuple(title for one in parts["title"] if one.strip() for title in _each_quoted(one)),
    )


def _scene(parts: Mapping[str, list[str]]) -> str:
    """What is to be seen as one sentence, unless there are whole sentences: who, then what they do, then where."""
    who = ", ".join(_bare(parts["who"]))
    doing = " ".join([*([who] if who else []), *_bare(parts["does"])])
    told = [*_bare(parts["seen"]), *([doing] if doing else []), *_bare(parts["where"])]
    text = ""
    for one in told:
        text += ("" if not text else " " if text[-1] in _ENDS else ", ") + one
    return text


def _bare(texts: list[str]) -> list[str]:
    return [bare for text in texts if (bare := " ".join(text.strip(" \n,;|{}").split()))]


def _sentences(texts: list[str]) -> str:
    texts = [text.strip(" \n,;|{}") for text in texts]
    return " ".join(text if text[-1] in _ENDS else f"{text}." for text in texts if text)


def _each_quoted(text: str) -> list[str]:
    """Each of several texts between quotation marks; a text without several of them as it is."""
    several = [(one[1] or one[2]).strip() for one in QUOTED.finditer(text)]
    return several if len(several) > 1 else [_unquoted(text)]


def _unquoted(text: str) -> str:
    if found := QUOTED.search(text):
        return (found[1] or found[2]).strip()
    return text.strip().strip("\"“”„«»「」'").strip()


def _from_json(text: str) -> Form | None:
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError):
        pairs = [(key, value or number) for key, value, number in _PAIR.findall(text)]
        if not pairs:
            return None
        document = [{key: value} for key, value in pairs]
        return _form(_sorted_out(document))
    found = _from_document(document)
    return found if found.seen or found.shots else None


def _from_document(document: Any) -> Form:
    shots = _shots(document)
    parts = _sorted_out(_without_shots(document) if shots else document)
    return _form(parts)._replace(shots=shots)


_SHOTS_KEY = re.compile(
    r"(?:shots?|scenes?|clips?|segments?|sequence|timeline|beats?|storyboard|frames)", re.IGNORECASE
)
_TIME_KEY = re.compile(
    r"(?:time(?:stamp|code|_?range)?|timing|duration(?:_?s(?:econds)?)?|length|seconds)", re.IGNORECASE
)


def _lists_of_shots(document: Any) -> Iterator[list[Any]]:
    if isinstance(document, list) and len(document) > 1 and all(isinstance(one, dict | str) for one in document):
        yield document
    elif isinstance(document, dict):
        for key, value in document.items():
            if _SHOTS_KEY.fullmatch(str(key)) and isinstance(value, list) and len(value) > 1:
                yield value


def _without_shots(document: Any) -> Any:
    if not isinstance(document, dict):
        return {}
    return {key: value for key, value in document.items() if not _SHOTS_KEY.fullmatch(str(key))}


def _shots(document: Any) -> tuple[str, ...]:
    """What each scene of a document says, with "[0-3s]" in front where it states its time."""
    for shots in _lists_of_shots(document):
        told = [_shot(one) for one in shots]
        if all(told):
            return tuple(told)
    return ()


def _shot(shot: Any) -> str:
    if isinstance(shot, str):
        return shot
    if not isinstance(shot, dict):
        return ""
    time = next((str(value) for key, value in shot.items() if _TIME_KEY.fullmatch(str(key))), "")
    if re.fullmatch(r"\d+(?:\.\d+)?", time):
        time += "s"
    form = _form(_sorted_out({key: value for key, value in shot.items() if not _TIME_KEY.fullmatch(str(key))}))
    words = " ".join(part for part in (form.seen, form.manner, *(f"“{one}”" for one in form.titles)) if part)
    return f"[{time}] {words}" if time and words else words


def _sorted_out(document: Any) -> dict[str, list[str]]:
    """The texts of a document, by what they are about; a field that is no label is as the one that holds it."""
    parts: dict[str, list[str]] = {name: [] for name in _LABELS}
    for part, text in _leaves(document, "seen", 0):
        parts[part].append(text)
    return parts


def _leaves(document: Any, part: Part, depth: int) -> Iterator[tuple[Part, str]]:
    if depth > 8:
        return
    if isinstance(document, dict):
        for key, value in document.items():
            yield from _leaves(value, _of_key(str(key), part), depth + 1)
    elif isinstance(document, list):
        for value in document:
            yield from _leaves(value, part, depth + 1)
    elif isinstance(document, str) and re.search(r"[^\W\d]", document):
        yield part, document


def _of_key(key: str, within: Part) -> Part:
    return next((name for name, pattern in _OF_LABEL.items() if pattern.fullmatch(key.strip())), within)
