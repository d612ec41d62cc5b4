import codecs

import pytest
import webencodings
from hypothesis import given, settings
from hypothesis import strategies as st

from media.text_decoding import declared_encoding, decode

RUSSIAN = "Привет, как дела?\nЯ не знаю, что сказать тебе."
CZECH = "Ahoj, jak se máš?\nNevím, co říct. Příliš žluťoučký kůň."
JAPANESE = "こんにちは、元気ですか？\n何と言えばいいか分かりません。"

FILES = [
    ("windows-1251", "Привет"),
    ("windows-1251", RUSSIAN),
    ("koi8-r", RUSSIAN),
    ("cp866", RUSSIAN),
    ("windows-1251", "Що ти робиш? Їжа вже готова."),
    ("windows-1250", CZECH),
    ("windows-1250", "Cześć, jak się masz?\nNie wiem, co powiedzieć. Źdźbło żółte."),
    ("iso-8859-2", "Cześć, jak się masz?\nNie wiem, co powiedzieć."),
    ("iso-8859-2", CZECH),
    ("iso-8859-2", "Nevím, kde je naše kůň."),
    ("windows-1250", "Szia, hogy vagy?\nNem tudom, mit mondjak. Őrült tűz."),
    ("windows-1252", "Don’t"),
    ("windows-1252", "Don’t worry – it’s “fine”…"),
    ("windows-1252", "Ça va bien, l’été dernier à Noël…\nœuvre d’art, 5 €"),
    ("windows-1252", "¿Qué tal? Mañana será otro día, señor."),
    ("windows-1252", "Perché no? È già così."),
    ("windows-1252", "Não sei o que dizer, você está aí?"),
    ("windows-1252", "Grüße aus München"),
    ("windows-1252", "Jag vet inte vad jag ska säga. Hälsningar från Åmål."),
    ("windows-1253", "Καλημέρα, τι κάνεις;\nΔεν ξέρω τι να πω."),
    ("windows-1254", "Merhaba, nasılsın?\nNe diyeceğimi bilmiyorum. Şimdi güneş."),
    ("windows-1255", "שלום, מה שלומך?\nאני לא יודע"),
    ("windows-1256", "مرحبا كيف حالك\nلا أعرف ماذا أقول"),
    ("shift_jis", JAPANESE),
    ("euc-jp", JAPANESE),
    ("iso-2022-jp", JAPANESE),
    ("gbk", "你好，你怎么样？\n我不知道该说什么。"),
    ("big5", "你好，你怎麼樣？\n我不知道該說什麼。"),
    ("cp949", "안녕하세요, 잘 지내세요?\n무슨 말을 해야 할지 모르겠어요."),
    ("cp874", "สวัสดีครับ คุณเป็นอย่างไรบ้าง"),
    ("utf-16-le", RUSSIAN),
    ("utf-16-be", RUSSIAN),
]


@pytest.mark.parametrize(("encoding", "text"), FILES, ids=[f"{name}-{text[:9]}" for name, text in FILES])
def test_files_say_nothing_of_their_encoding_and_are_read(encoding: str, text: str) -> None:
    srt = f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n"
    assert decode(srt.encode(encoding)).text == srt


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_it(mark: str) -> None:
    assert decode("Привет".encode(mark)).text == "Привет"


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("gb2312", b"\xe9F", "镕"),
        ("iso-8859-1", b"it\x92s", "it’s"),
        ("latin1", b"\x93a\x94 \x80", "“a” €"),
        ("x-sjis", "①".encode("cp932"), "①"),
        ("ks_c_5601-1987", "똠".encode("cp949"), "똠"),
        ("utf-16", "Grüße".encode(), "Grüße"),
        ("no-such-thing", b"it\x92s", "it’s"),
        ("utf-8", b"it\x92s", "it’s"),
        ("replacement", "Grüße".encode(), "Grüße"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, data: bytes, text: str) -> None:
    assert decode(data, label).text == text


@pytest.mark.parametrize(
    ("head", "label"),
    [
        (b'<?xml version="1.0" encoding="windows-1251"?><tt/>', "windows-1251"),
        (b"<html><meta charset=gb2312>", "gb2312"),
        (b'<META http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', "Shift_JIS"),
        (b"<p>charset=koi8-r</p>", None),
    ],
)
def test_xml_and_html_declare_it(head: bytes, label: str | None) -> None:
    assert declared_encoding(head) == label


def test_utf_8_with_a_few_foreign_bytes_stays_utf_8() -> None:
    assert decode("Grüße, é, ñ ".encode() + b"it\x92s").text == "Grüße, é, ñ it’s"
    cut = decode("Grüße, é, ñ".encode()[:-1])
    assert (cut.text, cut.damaged) == ("Grüße, é, ", 1)


@settings(deadline=None)
@given(st.binary(max_size=80), st.sampled_from([None, "utf-8", "gb2312", "utf-16", "iso-2022-jp", "x-user-defined"]))
def test_there_is_always_an_answer(data: bytes, declared: str | None) -> None:
    name = decode(data, declared).encoding
    assert webencodings.lookup(name) or codecs.lookup(name)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_unicode_is_never_taken_for_something_else(text: str) -> None:
    data = text.encode("utf-8", "replace")
    if b"\0" not in data and b"\x1b" not in data and not text.startswith("\ufeff"):
        assert decode(data).text.encode() == data
