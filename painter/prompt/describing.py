"""Finds how many of a thing a text names, and in which colour and size: "three small red birds"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping

from painter.plan import MAX_SUBJECTS, Look
from painter.prompt.nouns.keywords import language_of
from painter.prompt.wordlists.small_words import LINKS
from painter.prompt.wordlists.vocabulary import folded

_BEFORE, _AFTER = 4, 2
"""How many words before and after a noun may describe it."""

_BREAK = re.compile(r"[,;.!?:()\n。、，；|/]|\s[-–—]\s")
_KEPT = frozenset(("of", "de", "von", "di", "d", "van", "dei", "degli", "delle", "des", "из", "z"))
"""Links between a number and what is counted: "a flock of birds"."""

_NOUN_FIRST = frozenset({"fr", "es", "it", "pt", "id", "vi", "ar"})
"""Languages in which colours and sizes stand behind the noun; a size may stand in front in some of them."""

_COUNTS: Mapping[int, str] = {
    2: "two both couple pair duo zwei beide paar deux couple dos ambos pareja due coppia dois duas ambos casal "
    "twee stel два две двое пара dwa dwie dwoje para iki çift dua sepasang hai đôi दो जोड़ी اثنان زوج 두 둘",
    3: "three trio drei trois tres tre três drie три трое trzy troje üç tiga ba तीन ثلاث ثلاثة 세 셋",
    4: "four vier quatre cuatro quattro quatro четыре cztery dört empat bốn चार اربع اربعة 네 넷 several mehrere "
    "einige plusieurs quelques varios varias unos unas alcuni alcune diversi vários várias alguns algumas enkele "
    "meerdere несколько kilka birkaç beberapa vài कई عدة بضع few some 몇 여러",
    5: "five fünf cinq cinco cinque vijf пять pięć beş lima năm पांच पाँच خمس خمسة 다섯 group gruppe groupe grupo "
    "gruppo groep группа grupa grup sekelompok nhóm समूह مجموعة",
    6: "six sechs seis sei zes шесть sześć altı enam sáu छह छः ست ستة 여섯 many viele beaucoup muchos muchas "
    "molti molte muitos muitas veel много wiele birçok banyak nhiều बहुत_सारे كثير 많은",
    7: "seven sieben sept siete sette sete zeven семь siedem yedi tujuh bảy सात سبع سبعة 일곱 flock herd pack "
    "school pod bunch schwarm herde rudel troupeau volée manada bandada rebaño stormo branco mandria bando manada "
    "rebanho kudde zwerm стая стадо stado sürü kawanan đàn झुंड قطيع سرب 떼",
    8: "eight acht huit ocho otto oito восемь osiem sekiz delapan tám आठ ثمان ثمانية 여덟",
    9: "nine neun neuf nueve nove negen девять dziewięć dokuz sembilan chín नौ تسع تسعة 아홉",
    10: "ten zehn dix diez dieci dez tien десять dziesięć on sepuluh mười दस عشر عشرة 열",
    12: "dozen dozens twelve hundreds thousands countless swarm crowd dutzend dutzende dutzenden hunderte zwölf "
    "douzaine dizaines centaines essaim docena docenas decenas cientos enjambre dozzina decine centinaia sciame "
    "dúzia dúzias dezenas centenas enxame tientallen honderden десятки сотни рой dziesiątki setki rój onlarca "
    "yüzlerce puluhan ratusan hàng_chục दर्जनों सैकड़ों عشرات مئات 수십 수백",
}
_SIGNS = {"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
          "几": 4, "幾": 4, "数": 5, "群": 7, "许多": 6, "很多": 6, "たくさん": 6, "多く": 6}  # fmt: skip
_COUNTED_BEFORE = re.compile(
    r"(?P<n>\d{1,3}|[一二两兩三四五六七八九十几幾数]|许多|很多|たくさん|多く)(?:只|隻|匹|头|頭|条|條|个|個|朵|位|名|"
    r"辆|輛|艘|架|棵|座|本|人|羽|台|枚|輪|つ|株|颗|片|支|群)?(?:の|可爱的|小|大|红色的|白色的|黑色的|的|子)*$"
)
_COUNTED_AFTER = re.compile(
    r"^(?:たち)?(?:が|を|は|も)?(?P<n>\d{1,3}|[一二三四五六七八九十数])(?:匹|羽|頭|本|人|台|個|枚|隻|つ|輪)"
)
_COUNTED_KOREAN = re.compile(
    r"^(?:들)?(?:이|가|을|를|은|는)?\s*(?P<n>\d{1,3}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|"
    r"열|몇|여러)\s?(?:마리|명|개|대|송이|그루|척)"
)

_LARGE = (
    "big large huge giant gigantic enormous massive colossal towering oversized tall groß große großer großes "
    "riesig riesige riesiger riesiges grand grande grands grandes gros grosse énorme géant géante enorme "
    "enormes gigante gigantes gran grandi gigantesco gigantesca grandão groot grote reusachtige большой "
    "большая большое большие огромный огромная огромное огромные duży duża duże wielki wielka wielkie ogromny "
    "ogromna büyük dev kocaman besar raksasa to_lớn lớn khổng_lồ बड़ा बड़ी बड़े विशाल كبير كبيرة ضخم ضخمة "
    "عملاق 큰 커다란 거대한"
)
_SMALL = (
    "small tiny little mini miniature baby wee petite klein kleine kleiner kleines kleinen winzig winzige "
    "winziger winziges petit petits petites minuscule pequeño pequeña pequeños pequeñas diminuto diminuta "
    "piccolo piccola piccoli piccole minuscolo pequeno pequena pequenos pequenas minúsculo piepklein маленький "
    "маленькая маленькое маленькие крошечный крошечная mały mała małe malutki malutka küçük minik ufak kecil "
    "mungil nhỏ bé tí_hon छोटा छोटी छोटे नन्हा صغير صغيرة 작은 조그만 아기"
)
_LARGE_SIGNS, _SMALL_SIGNS = (
    ("大き", "大きな", "巨大", "巨", "大的", "大型", "大"),
    ("小さ", "小さな", "小小", "小的", "小型", "小"),
)

_COLOURS: Mapping[str, str] = {
    "#d8342c": "red crimson scarlet rot rote roter rotes roten rouge rouges rojo roja rojos rojas rosso rossa "
    "rossi rosse vermelho vermelha vermelhos vermelhas rood rode красный красная красное красные czerwony "
    "czerwona czerwone kırmızı merah đỏ लाल احمر حمراء 빨간 붉은",
    "#ee7a20": "orange ginger orangene orangefarbene anaranjado naranja arancione laranja oranje оранжевый "
    "оранжевая рыжий рыжая pomarańczowy rudy ruda turuncu oranye jingga cam नारंगी برتقالي برتقالية 주황색",
    "#f3c522": "yellow golden gold blonde gelb gelbe gelber gelbes goldene goldener goldenes jaune jaunes doré "
    "dorée amarillo amarilla amarillos amarillas dorado dorada giallo gialla gialli dorato dorata amarelo amarela "
    "dourado dourada geel gele gouden желтый желтая жёлтый жёлтая золотой золотая żółty żółta złoty złota sarı "
    "altın kuning emas vàng पीला पीली पीले सुनहरा اصفر صفراء ذهبي ذهبية 노란 황금",
    "#3f9b46": "green emerald grün grüne grüner grünes vert verte verts vertes verde verdes verdi groen groene "
    "зеленый зелёный зеленая зелёная zielony zielona zielone yeşil hijau xanh_lá हरा हरी हरे اخضر خضراء 초록 녹색",
    "#2f6fd0": "blue azure cobalt navy blau blaue blauer blaues bleu bleue bleus bleues azul azules azuis blu "
    "azzurro azzurra blauw blauwe синий синяя голубой голубая niebieski niebieska niebieskie mavi biru xanh_dương "
    "xanh नीला नीली नीले ازرق زرقاء 파란 푸른",
    "#8748b5": "purple violet lila violett violette violet violets morado morada púrpura viola roxo roxa paars "
    "paarse фиолетовый фиолетовая fioletowy fioletowa mor ungu tím बैंगनी بنفسجي بنفسجية 보라색",
    "#ec7fa6": "pink rosa pinke rosafarbene rose roses rosado rosada cor-de-rosa roze розовый розовая różowy "
    "różowa pembe merah_muda hồng गुलाबी وردي وردية 분홍",
    "#7b5136": "brown braun braune brauner braunes brun brune marron marrón café marrone castanho marrom bruin "
    "bruine коричневый коричневая brązowy brązowa kahverengi cokelat coklat nâu भूरा भूरी بني بنية 갈색",
    "#26282c": "black schwarz schwarze schwarzer schwarzes noir noire noirs noires negro negra negros negras nero "
    "nera neri preto preta pretos pretas zwart zwarte черный чёрный черная чёрная czarny czarna czarne siyah kara "
    "hitam đen काला काली काले اسود سوداء 검은 까만",
    "#f4f2ec": "white weiß weiße weißer weißes blanc blanche blancs blanches blanco blanca blancos blancas bianco "
    "bianca bianchi branco branca brancos brancas wit witte белый белая белое белые biały biała białe beyaz putih "
    "trắng सफेद सफ़ेद ابيض بيضاء 하얀 흰",
    "#8d9299": "grey gray silver grau graue grauer graues silberne gris grises grigio grigia cinza cinzento grijs "
    "grijze серый серая szary szara gri abu-abu xám स्लेटी رمادي رمادية 회색",
}
_COLOUR_SIGNS = {
    "赤": "#d8342c", "红": "#d8342c", "紅": "#d8342c", "橘": "#ee7a20", "橙": "#ee7a20", "黄": "#f3c522", "金":
    "#f3c522",
    "緑": "#3f9b46", "绿": "#3f9b46", "青": "#2f6fd0", "蓝": "#2f6fd0", "紫": "#8748b5", "ピンク": "#ec7fa6", "粉":
    "#ec7fa6",
    "茶色": "#7b5136", "棕": "#7b5136", "黒": "#26282c", "黑": "#26282c", "白": "#f4f2ec", "灰": "#8d9299",
}  # fmt: skip
_OF_ANIMALS = frozenset(("school", "pod", "bunch", "swarm", "crowd"))
"""English words for many that count only with an "of" behind them."""

_UNSPACED_FROM = "\u3040"
_MOST_NUMBER = 100
_ONE = frozenset(
    ("a", "an", "one", "ein", "eine", "einen", "einem", "einer", "un", "une", "una", "uno", "um", "uma", "een")
)
_HANGUL = re.compile("[\uac00-\ud7a3]")


def _words(text: str) -> list[str]:
    return [folded(word).replace("_", " ") for word in text.split()]


_COUNT_OF = {word: count for count, words in _COUNTS.items() for word in _words(words)}
_COLOUR_OF = {word: colour for colour, words in _COLOURS.items() for word in _words(words)}
_LARGE_WORDS, _SMALL_WORDS = frozenset(_words(_LARGE)), frozenset(_words(_SMALL))


def number_of(word: str) -> int:
    """The number that a word such as "three" or "several" stands for; 0 if none."""
    return _COUNT_OF.get(folded(word), 0)


def is_colour(word: str) -> bool:
    """Whether a word names a colour, in any language."""
    return folded(word) in _COLOUR_OF


def count_of(text: str, place: int, length: int) -> int:
    """How many of a thing a text names; 1 where it does not say.

    Args:
        text: The text.
        place: Where the thing's name starts in it.
        length: How many characters the name has.
    """
    before, after = text[:place], text[place + length :]
    if _is_unspaced(text[place : place + length]):
        found = _COUNTED_AFTER.match(after) or _COUNTED_BEFORE.search(before)
        return _number(found["n"]) if found else 1
    korean = _COUNTED_KOREAN.match(after)
    if korean:
        return _number(korean["n"])
    words = _words_before(before, language_of(text))
    for at, word in enumerate(words):
        if word in _ONE:
            return 1
        if word in _OF_ANIMALS and _KEPT.isdisjoint(words[:at]):
            continue  # a school of fish is many, a school bus is one
        if word in _COUNT_OF or (word.isdigit() and 0 < int(word) <= _MOST_NUMBER):
            return _number(word)
    return 1


def look_of(text: str, place: int, length: int) -> Look:
    """The colour and the size in which a text names a thing; see `count_of`."""
    if _is_unspaced(text[place : place + length]):
        return _look_by_signs(text[max(0, place - 8) : place])
    language = language_of(text)
    described = _words_before(text[:place], language)
    if language in _NOUN_FIRST:
        described += _words_after(text[place + length :], language)
    colour = next((_COLOUR_OF[word] for word in described if word in _COLOUR_OF), None)
    small, large = not _SMALL_WORDS.isdisjoint(described), not _LARGE_WORDS.isdisjoint(described)
    return Look(colour=colour, size="small" if small else "large" if large else "usual")


def _look_by_signs(before: str) -> Look:
    phrase = _BREAK.split(before)[-1]
    phrase = re.split("[とや和跟与がをはに在]", phrase)[-1]
    colour = next((code for sign, code in _COLOUR_SIGNS.items() if sign in phrase), None)
    if any(sign in phrase for sign in _SMALL_SIGNS):
        return Look(colour=colour, size="small")
    return Look(colour=colour, size="large" if any(sign in phrase for sign in _LARGE_SIGNS) else "usual")


def _number(word: str) -> int:
    known = _SIGNS.get(word) or _COUNT_OF.get(folded(word)) or (int(word) if word.isdigit() else 1)
    return max(1, min(MAX_SUBJECTS, known))


def _is_unspaced(name: str) -> bool:
    return any(char >= _UNSPACED_FROM and not _HANGUL.match(char) for char in name)


def _words_before(text: str, language: str) -> list[str]:
    """The words that may describe the noun behind a text, folded, the nearest first."""
    words = _BREAK.split(text[-120:])[-1].replace("'", " ").split()
    return _describing(reversed(words[-_BEFORE:]), language)


def _words_after(text: str, language: str) -> list[str]:
    """The words that may describe the noun in front of a text, folded."""
    return _describing(_BREAK.split(text[:80])[0].split()[:_AFTER], language)


def _describing(words: Iterable[str], language: str) -> list[str]:
    links = LINKS.get(language, frozenset())
    found = itertools.takewhile(lambda word: word in _KEPT or word.casefold() not in links, words)
    return [folded(word) for word in found]
