"""What a weak model knows of language: words that mean the same, in several tongues. Nothing here is about Footage.

A line is one meaning, in words that people and makers of tools use for it. A word that ends with `*` stands for all
that begin with it; words of scripts without spaces are looked for anywhere.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

import snowballstemmer

_SAME = """
video: video* film* clip* movie* reel* footage animation* vídeo* filmpje* видео* ролик* 视频 影片 短片 動画 ビデオ 영상 فيديو वीडियो
make: make* made create* generate* produce* render* build* haz hazme crea* genera* mach* erstell* génère* cré* fais faça criar gere сделай* создай* 做 制作 生成 作って 作成 만들 اصنع बनाओ बनाएं
captions: caption* subtitle* subtitulo* subtítulo* untertitel* sous-titre* sous-titres legenda* субтитр* 字幕 자막 ترجمة
trim: trim* shorten* recorta* kürz* kuerz* raccourci* 裁剪 剪到 トリミング keep
cut: cut cuts cutting remove* delete* corta* corte* quita* schneid* entfern* coupe* retire* вырежи* удали* 剪掉 删除 カット 자르
silence: silence* silent* pause* stille* silencio* silêncio* 静音 沉默
join: join* merge* combin* concat* stitch* together slideshow* append* unir juntar zusammen* verbind* fusionne* assemble* 合并 拼接 結合
speed: speed* faster slow* timelapse acelera* schneller langsam* accélère* ralentis* 加速 慢动作
reverse: reverse* backward* rückwärts invers* 倒放
crop: crop* reframe* zuschneid* recadre* reencuadra*
shape: aspect* shape ratio* format* vertical* portrait landscape square 9:16 16:9 1:1 hochkant* quer cuadrado* carré* 竖屏 竖版 横屏 縦 세로
logo: logo* watermark* overlay* wasserzeichen marca filigrane 水印 ロゴ
music: music* song* soundtrack* bgm música* musik* musique* музык* 音乐 配乐 音楽
sound: sound* audio* volume* mute* loud* sonido* 声音 音声
gif: gif* webp
thumbnail: thumbnail* poster* still* screenshot* frame vorschaubild* miniatura* miniature* vignette* 缩略图 封面
extract: extract* export* convert* save extrae* exportier* konvertier* convertir* extrais 导出 转换 変換
fade: fade* crossfade* dissolve* transition* überblend* fundido* fondu*
title: title* text* words says saying heading* lower-third titel* texto* título* texte* titre* слова надпись 标题 文字 タイトル
article: article* blog* post posts markdown html newsletter* page notes beitrag* artikel* artículo* 文章 博客 記事
enhance: enhanc* improv* fix* better mejora* verbesser* améliore* 修复 改善
shaky: shak* stabiliz* stabilis* wackel* temblor* jitter* 抖动 防抖
dark: dark* dim brighten* brightness color colour* exposure dunkel* oscur* sombre* 暗
noisy: nois* grain* denois* rausch* ruido* 噪点
upscale: upscal* enlarge* bigger resolution hochskalier*
interpolate: interpolat* smooth* fps 60fps frame-rate
quality: quality qualität calidad qualité 质量
check: check* judge* verdict* measure* good-enough good comprueba* prüf* vérifie* 检查
budget: budget* spent spend* spending gastado* ausgegeben* dépensé* потратил* 花了 花费 预算 支出
price: price* cost* charge* expensive cuesta* costaría kostet* kosten coûte* coûterait цена* 多少钱 价格 費用
estimate: dry estimate* quote* would preview beforehand not-yet antes avant vorher
cheap: cheap* free barato* billig* günstig* gratis
list: list lists recent previous show earlier history zeig* muestra* lista* liste
jobs: job* task* videos
status: status follow progress ready
cancel: cancel* stop* abort* abbrechen cancela* annule* 取消
explain: explain* lesson* teach* tutorial* erklär* explica* expliqu* 解释 讲解
narration: narrat* voice* voiceover* speak* spoken stimme* voz voix locución 旁白 配音 ナレーション
language: language* translat* spanish german french english italian portuguese chinese japanese korean arabic hindi español deutsch français idioma sprache langue traduc* übersetz* tradui* 翻译
image: image* picture* photo* png jpg jpeg foto* bild* imagen* imágenes 图片 照片 写真 사진
start: start* begin* continue* longer extend* animate* weiter* verläng* alarga* continúa* prolonge* 延长 继续 animiere* anima
length: duration* length* long seconds second minute* sekunden segundos secondes 秒 分钟
real: real* realistic* footage filmed stock
brand: brand* colour* color* palette* farben colores couleurs 品牌 颜色
negative: negative avoid without
seed: seed*
style: style* look* stil* estilo* 风格
"""

_ARTICLES = frozenset(
    "a an the of for to in on at it its is are be my our your this that these those with and or as from into by i we you "
    "me us please can could so one some any then than out up not no only where what when which who how has have does "
    "do will would than too very also all each per more most least less new given give gives first last newest latest next".split()
)

_WORD = re.compile(r"\d+:\d+|[^\W_]+(?:-[^\W_]+)*", re.UNICODE)
_stem = snowballstemmer.stemmer("english").stemWord


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


@functools.cache
def _meanings() -> tuple[Mapping[str, frozenset[str]], Mapping[str, str], Mapping[str, str]]:
    """Whole words, beginnings of words, and words to look for anywhere, each with what they mean."""
    whole: dict[str, set[str]] = {}
    beginnings: dict[str, str] = {}
    anywhere: dict[str, str] = {}
    for line in _SAME.strip().splitlines():
        meaning, _, words = line.partition(":")
        for word in _plain(words).split():
            if word.isalpha() and ord(word[0]) > 0x2E80 and not word.endswith("*"):
                anywhere[word] = meaning
            elif word.endswith("*"):
                beginnings[word[:-1]] = meaning
            else:
                whole.setdefault(word, set()).add(meaning)
    return {word: frozenset(found) for word, found in whole.items()}, beginnings, anywhere


@functools.cache
def meanings(text: str) -> frozenset[str]:
    """What a text speaks of: the meanings that are known here, and the stems of all other words."""
    _, _, anywhere = _meanings()
    found = {meaning for word, meaning in anywhere.items() if word in _plain(text)}
    return frozenset(found.union(*(_of(word) for word in _WORD.findall(_plain(text).replace("_", " ")))))


def _of(word: str) -> frozenset[str]:
    whole, beginnings, _ = _meanings()
    if found := {*whole.get(word, ()), *(meaning for begun, meaning in beginnings.items() if word.startswith(begun))}:
        return frozenset(found)
    return frozenset() if word in _ARTICLES or word.isdigit() else frozenset({_stem(word)})


def words(text: str) -> frozenset[str]:
    """The words of a text as they stand."""
    return frozenset(_WORD.findall(_plain(text)))
