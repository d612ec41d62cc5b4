"""Decodes the text files of the world: by their first bytes, what they declare, UTF-8, or what a detector finds.

Labels mean what browsers take them for (https://encoding.spec.whatwg.org/#names-and-labels): `gb2312` is gb18030, and
`iso-8859-1` is windows-1252, in which the quotes and dashes of real files lie.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import chain

_MARKS = (  # the longest first: UTF-32's begins like UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']\s*([\w.:-]{2,40})|<meta\b[^>]{0,400}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
_WEST = "windows-1252"
_GUESSED = (
    *("windows-1250", "windows-1251", _WEST, "windows-1253", "windows-1254", "windows-1255", "windows-1256"),
    *("windows-1257", "windows-1258", "cp874", "koi8-r", "koi8-u", "cp866", "iso-8859-2", "iso-8859-5", "iso-8859-7"),
    *("iso-8859-8", "big5", "gb18030", "cp949", "euc-jp", "shift_jis", "iso-2022-jp"),
)
"""What text files are in that are not in Unicode. Others are so rare that they are only ever found by mistake."""

_NAMES = {
    "shift_jis_2004": "shift_jis",
    "euc_jis_2004": "euc-jp",
    "big5hkscs": "big5",
    "cp949": "euc-kr",
    "cp866": "ibm866",
    "cp874": "windows-874",
}
"""Browsers' names of what the detector calls otherwise."""

_SAMPLE_BYTES = 200_000
_HIGH = re.compile(rb"[^\n]*[\x80-\xff\x1b][^\n]*")
_FULL = re.compile(r"[^\W\d_]+")
_SPANISH = re.compile("(?<!\\w)[¿¡](?=\\w)|[aeiouáéíóú]ñ[aeiouáéíóú]", re.IGNORECASE)
_NOT_SPANISH = re.compile("[^\x00-\x7fáéíóúñüÁÉÍÓÚÑÜ¿¡ªº«»‘’“”–—…€]")
_NO_SIGN = re.compile("[^\x00-\x7f‘’‚“”„–—…«»‹›•€£¥©®™°§·×\xa0]")
_OLDER = re.compile("\\w[©«®±¶»¬¦]\\w|[ąĄ].*[čďěňřťů]|[čďěňřťů].*[ąĄ]", re.DOTALL)
"""In windows-1250: signs within words, and Polish letters beside Czech ones, are letters of ISO 8859-2."""

_JAPANESE_MAIL = re.compile(rb"\x1b\$[@B]")
_CONTROL = re.compile(r"[\x80-\x9f]")
_GOOD_PER_BAD = 3
"""How many characters of UTF-8 outweigh a byte that is none: a letter or two may be damaged, or from another file."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and how it was read.

    Attributes:
        text: The text, without a byte order mark; line ends are as they were.
        encoding: What it was in, as browsers call it.
        guessed: Whether nothing in the file says so: a detector did.
        damaged: Bytes that were no text in this encoding.
    """

    text: str
    encoding: str
    guessed: bool = False
    damaged: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read a file's bytes as text; there is always an answer.

    Args:
        data: The content of the file.
        declared: What the file, its format or its server says it is in; unknown names and false ones do no harm.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _leniently(data, codec, codec.removesuffix("-sig"))
    if _JAPANESE_MAIL.search(data) and data.isascii():
        return _leniently(data, "iso2022_jp_ext", "iso-2022-jp", guessed=True)
    found = _wide(data) or _if_valid(data, "utf-8") or (_if_valid(data, declared) if declared else None)
    return found or _damaged_utf8(data) or _guessed(data)


def declared_encoding(data: bytes) -> str | None:
    """What an XML or HTML file says of itself that it is in, in its first few kB."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _if_valid(data: bytes, label: str) -> Decoded | None:
    codec, name = _codec(label)
    if codec is None or codec.startswith("utf-16"):  # a file whose declaration can be read is not in it
        return None
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError:
        if name == _WEST and label.lower() != name:
            return None  # said of everything by old tools
        text = _leniently(data, codec, name)
        return text if name != "utf-8" and text.damaged <= len(text.text) // 100 else None


def _codec(label: str) -> tuple[str | None, str]:
    """Python's name of an encoding, and browsers'."""
    import webencodings

    known = webencodings.lookup(label)
    if known is None or known.name in {"replacement", "x-user-defined"}:
        return None, label
    name = "gb18030" if known.name == "gbk" else known.name
    return name if name == "gb18030" else known.codec_info.name, name


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every other byte of its digits, spaces and line ends is zero."""
    sample = data[: _SAMPLE_BYTES // 2 * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 10 <= len(sample) or min(even, odd) * 8 > max(even, odd):
        return None
    name = "utf-16be" if even > odd else "utf-16le"
    return _leniently(data, name, name)


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 of which a few bytes are something else: those are read as windows-1252, an end that is cut off goes."""
    text = data.decode("utf-8", "surrogateescape")
    bad = [char for char in text if "\udc80" <= char <= "\udcff"]
    good = sum(char > "\x7f" for char in text) - len(bad)
    if good < _GOOD_PER_BAD * len(bad):
        return None
    return Decoded(re.sub("[\udc80-\udcff]+", _western, text), "utf-8", damaged=len(bad))


def _western(escaped: re.Match[str]) -> str:
    tail = escaped.end() == len(escaped.string)
    return "" if tail else _leniently(bytes(ord(char) - 0xDC00 for char in escaped[0]), "cp1252", _WEST).text


def _guessed(data: bytes) -> Decoded:
    import chardet

    lines = b"\n".join(_HIGH.findall(data[:_SAMPLE_BYTES]))  # lines of numbers and times say nothing of a language
    western = _leniently(lines, "cp1252", _WEST).text
    is_spanish = _SPANISH.search(western) and not _NOT_SPANISH.search(western)
    if is_spanish or not _NO_SIGN.search(western):
        return _leniently(data, "cp1252", _WEST, guessed=True)
    found = chardet.detect(lines, include_encodings=_GUESSED, compat_names=False)["encoding"] or _WEST
    codec = codecs.lookup(found).name
    if codec == "cp1250" and _OLDER.search(lines.decode("cp1250", "replace")):
        found = codec = "iso8859-2"
    text = _leniently(lines, codec, found)
    is_text = text.damaged * 50 <= len(text.text) and not _CONTROL.search(text.text) and not _mixed(text.text)
    if not is_text or text.text == western:
        return _leniently(data, "cp1252", _WEST, guessed=True)
    return _leniently(data, codec, _NAMES.get(codec) or _codec(found)[1].lower(), guessed=True)


def _mixed(text: str) -> bool:
    """Whether words have Latin letters beside those of another script: windows-1252 read as something else has.

    Ideographs and kana stand beside Latin letters in real texts too.
    """
    words = [word for word in _FULL.findall(text) if not word.isascii()]
    mixed = sum(any(char.isascii() for char in word) and any(map(_foreign, word)) for word in words)
    return mixed * 4 > len(words)


def _foreign(char: str) -> bool:
    return "\u0370" <= char <= "\u0fff"


def _leniently(data: bytes, codec: str, name: str, *, guessed: bool = False) -> Decoded:
    """The text, where bytes that mean nothing become U+FFFD, or in windows-1252 what browsers make of them."""
    if name == _WEST:
        return Decoded("".join(chain(*map(_latin, re.split(rb"([\x81\x8d\x8f\x90\x9d])", data)))), name, guessed)
    text = data.decode(codec, "replace").removeprefix("\ufeff")
    return Decoded(text, name, guessed, text.count("\ufffd"))


def _latin(part: bytes) -> str:
    return part.decode("latin-1" if part in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
