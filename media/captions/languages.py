"""Languages as people, programs and recognisers call them, made the three-letter codes that tracks carry.

A table and not a library: the codes of ISO 639-1 are closed, and libraries that know them bring megabytes of others.
English names come from Babel, which trafilatura brings along, and is asked only when somebody writes one.
"""

from __future__ import annotations

import functools
import re

from footage.errors import InvalidInputError

UNKNOWN = "und"
"""The code of a language that nobody knows."""

_TERMINOLOGIC = (
    "aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul bi:bis "
    "bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces cu:chu cv:chv cy:cym da:dan de:deu "
    "dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas ff:ful fi:fin fj:fij fo:fao fr:fra fy:fry "
    "ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat hu:hun hy:hye hz:her ia:ina "
    "id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl it:ita iu:iku ja:jpn jv:jav ka:kat kg:kon ki:kik kj:kua kk:kaz "
    "kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao "
    "lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya na:nau nb:nob nd:nde "
    "ne:nep ng:ndo nl:nld nn:nno no:nor nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol "
    "ps:pus pt:por qu:que rm:roh rn:run ro:ron ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag si:sin sk:slk sl:slv "
    "sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk "
    "tl:tgl tn:tsn to:ton tr:tur ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln "
    "wo:wol xh:xho yi:yid yo:yor za:zha zh:zho zu:zul"
)
"""ISO 639-1, and the code of ISO 639-2/T for each."""

_LONG = dict(pair.split(":") for pair in _TERMINOLOGIC.split())
_SHORT = {long: short for short, long in _LONG.items()}
_FORMER = {"iw": "heb", "in": "ind", "ji": "yid", "jw": "jav", "mo": "ron", "sh": "hbs", "bh": "bih"}
"""Codes that were withdrawn, and are still written; `jw` is Whisper's for Javanese."""

_BIBLIOGRAPHIC = (
    "alb:sqi arm:hye baq:eus bur:mya chi:zho cze:ces dut:nld fre:fra geo:kat ger:deu gre:ell ice:isl mac:mkd mao:mri "
    "may:msa per:fas rum:ron slo:slk tib:bod wel:cym scr:hrv scc:srp mol:ron"
)
"""ISO 639-2/B, and what it replaced, with the code of ISO 639-2/T for each."""

_PARTS = "cmn:zho arb:ara pes:fas zsm:msa ekk:est lvs:lav swh:swa npi:nep ory:ori khk:mon azj:aze uzn:uzb als:sqi"
"""What is spoken, of ISO 639-3, and the language that players know it as."""

_OTHER_LONG = dict(pair.split(":") for pair in f"{_BIBLIOGRAPHIC} {_PARTS}".split())
_NO_LANGUAGE = frozenset({"", "auto", "detect", "automatic", "unknown", "undetermined", "none", UNKNOWN})
_SPOKEN = {"jav": "jw", "fil": "tl", "nob": "no", "yue": "yue", "haw": "haw"}
"""What Whisper calls languages that have another code of two letters, or none."""

_NAMED = (
    "bokmal:nob bokmål:nob byelorussian:bel castilian:spa dari:fas farsi:fas flemish:nld gaelic:gla haitian:hat "
    "kirghiz:kir letzeburgesch:ltz mandarin:zho moldavian:ron moldovan:ron myanmar:mya nynorsk:nno occitan:oci "
    "panjabi:pan pushto:pus serbo-croatian:hbs sinhalese:sin tagalog:tgl uighur:uig valencian:cat"
)
_NAMES = dict(pair.split(":") for pair in _NAMED.split())
"""English names that Babel does not have; most are Whisper's."""

_BRACKETS = re.compile(r"\s*\(.*")
_NOT_A_NAME = re.compile(r"[-_\s,]+")


def language_code(language: str) -> str:
    """The three-letter code that MP4 tracks carry.

    Args:
        language: "de", "de-AT", "deu", "ger", "de_DE.UTF-8" or "German"; "und", "auto" or nothing if unknown.

    Raises:
        InvalidInputError: It is no language that is known here.
    """
    said = language.strip().lower()
    if said in _NO_LANGUAGE:
        return UNKNOWN
    code, *rest = re.split(r"[-_.@]", said)
    if rest and len(rest[0]) == 3 and rest[0].isalpha() and code in _LONG:
        code = rest[0]  # zh-yue
    found = _LONG.get(code) or _FORMER.get(code) or _OTHER_LONG.get(code)
    if found:
        return found
    if len(code) == 3 and code.isascii() and code.isalpha():
        return code
    if named := _NAMES.get(_BRACKETS.sub("", said)) or _named(said):
        return named
    raise InvalidInputError(
        f"language {language!r} is not a code we know.",
        hint="Use a code of ISO 639 or BCP 47, or the language's English name: 'en', 'eng', 'en-GB' or 'English'.",
    )


def short_language(code: str) -> str | None:
    """What Whisper calls the language of a three-letter code; None for one that it has no code of two letters for."""
    return _SPOKEN.get(code) or _SHORT.get(code)


def _named(name: str) -> str | None:
    """The code of a language's English name: "Persian", "Brazilian Portuguese", "Chinese (Simplified)"."""
    names = _english_names()
    bare = _BRACKETS.sub("", name)
    return next((names[key] for key in map(_key, (name, bare)) if key in names), None)


@functools.cache
def _english_names() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for tag, name in Locale("en").languages.items():
        code = tag.split("_")[0].lower()
        long = _LONG.get(code) or (code if len(code) == 3 else None)
        if long and long not in {"mul", "zxx"}:
            names.setdefault(_key(name), _OTHER_LONG.get(long, long))
    return names


def _key(name: str) -> str:
    return _NOT_A_NAME.sub(" ", name.lower()).strip()
