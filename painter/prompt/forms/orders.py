"""Finds the instruction in a prompt, such as "make a 30 second video about", in many languages, and takes it away.

What is left is what the film is about. Where an instruction stands depends on the language: before its subject, behind
it, or around it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MOST = 4
"""How many instructions are taken away one after another: "Please make a video explaining how ..." has two."""

_VIDEO = (
    r"(?:videos?|clips?|films?|movies?|animations?|animatics?|footage|reels?|shorts?|tik\s?toks?|teasers?|trailers?|"
    r"promos?|ads?|adverts?|commercials?|explainers?|spots?|intros?|outros?|b[\s-]?roll|vlogs?|slide\s?shows?|"
    r"presentations?|infomercials?|youtube shorts?|instagram reels?|scenes?|storyboards?|video ads?|gifs?)"
)
_ADJECTIVE = (
    r"(?:short|quick|brief|long|cinematic|vertical|horizontal|square|animated|animation|educational|informative|"
    r"engaging|viral|funny|fun|cute|professional|simple|modern|beautiful|stunning|epic|dramatic|emotional|"
    r"inspirational|motivational|promotional|promo|product|launch|explainer|tutorial|how[\s-]to|training|marketing|"
    r"corporate|brand|social|media|youtube|tiktok|instagram|linkedin|facebook|faceless|stock|ugc|2d|3d|4k|hd|"
    r"realistic|photorealistic|looping|seamless|new|nice|cool|great|catchy|fast|slow|fast[\s-]paced|upbeat|teaser|"
    r"\d+[\s-]?(?:s|sec|secs|seconds?|min|mins|minutes?)|one[\s-]minute|half[\s-]minute|thirty[\s-]second|"
    r"fifteen[\s-]second|sixty[\s-]second|\d{1,2}:\d{1,2})"
)
_AUDIENCE = (
    r"(?:\s+(?:for|on)\s+(?:tik\s?tok|instagram|youtube|linkedin|facebook|twitter|x|reels|shorts|social media|kids|"
    r"children|beginners|students|adults|kindergart\w+|my channel|our channel|our website|the web)|"
    r"\s+for\s+[^.,;:]{1,40}?(?=\s+(?:about|explaining|that explains?|showing)\s))?"
)
_ABOUT = (
    r"(?:about|on|of|showing(?: off)?|that shows?|which shows?|to show|with|for|where|in which|featuring|starring|"
    r"explaining|that explains?|to explain|describing|that describes?|introducing|promoting|to promote|advertising|"
    r"announcing(?: that)?|covering|titled|called|depicting|based on (?:the following|this)[^:\n]{0,40}:|"
    r"teaching(?: \w+)?(?= how)|that teaches(?: \w+)?(?= how)|demonstrating|comparing(?= )|based on|from|set in|using)"
)
_MAKE = r"(?:make|create|generate|produce|render|design|build|write|craft|animate|film|shoot|record|edit|give|do|draw)"
_PLEASE = (
    r"(?:(?:please|hey|hi|hello|ok|okay)[\s,]+)?(?:use (?:the |your |this )?[\w -]{1,40}? to )?"
    r"(?:(?:can|could|would|will) you (?:please )?|i(?:'d| would)? (?:want|need|like)(?: you)?(?: to)? |help me |"
    r"we need |let'?s )?(?:please )?"
)
_NO_SLOGAN = r"(?!(?:a|an|the|some)\s+(?:difference|change|plan|wish|splash|list|statement|move|living|home|life)\b)"
_ENGLISH = (
    rf"{_PLEASE}{_MAKE}\s+(?:me\s+|us\s+)?(?:an?\s+|the\s+|some\s+)?(?:{_ADJECTIVE}[\s,]+)*"
    rf"(?P<topic>[^,.;:!?]{{2,60}}?)\s+{_VIDEO}\s*[.?!]*$",
    rf"{_PLEASE}{_MAKE}\s+(?:me\s+|us\s+)?(?:[\w'’:-]+\s+){{0,7}}?{_VIDEO}{_AUDIENCE}"
    rf"(?:\s*[:\n]\s*|\s+{_ABOUT}\s+|\s*,\s*(?={_ABOUT})|\s*$)",
    rf"{_PLEASE}(?:an?\s+|the\s+|some\s+)?(?:{_ADJECTIVE}[\s,]+)*{_VIDEO}{_AUDIENCE}(?:\s*:\s*|\s+{_ABOUT}\s+)",
    r"(?:an?\s+|the\s+|some\s+)(?:[\w-]+\s+){0,4}?(?:videos?|clips?|films?|movies?|animations?|footage|scenes?|"
    r"trailers?|teasers?)\s+(?:of|about|showing|with|for|where|in which|featuring(?: the adventures? of)?)\s+",
    rf"(?:{_ADJECTIVE}\s+)*(?:recipe|tutorial|guide|lesson|explainer|teaser|trailer|promo|tip of the day|recap|demo|"
    r"announcement|ad|advert|story ?time|pov|breaking(?: news)?|script|prompt|topic|subject|idea|title)"
    r"(?:\s*,\s*(?:\d{1,3}[\s-]?\w{1,8}|square|vertical|portrait|landscape|horizontal|widescreen)){0,3}\s*:\s*",
    r"(?:can|could) you\s+",
    rf"(?:please\s+)?(?:create|generate|render|animate|draw|visuali[sz]e|depict|imagine|picture)\s+(?:me\s+|us\s+)?"
    rf"{_NO_SLOGAN}(?=(?:an?|the|some|two|three|\d+)\s)",
    rf"(?:[\w'’-]+\s+){{0,4}}{_VIDEO}\s*:\s*",
    r"(?:please\s+)?show\s+(?:me|us)\s+",
    r"(?:show|tell|write|present|feature|share)\s+(?:me\s+|us\s+)?(?=(?:an?|some|how)\s)",
    r"(?:please\s+)?(?:explain|describe|teach|tell|show|walk)(?:ing)?\s+(?:in (?:under |about )?\d{1,3}[\s-]"
    r"(?:s|sec|seconds?|minutes?)\s+)?(?:to\s+)?(?:me|us|people|viewers|kids|beginners)?\s*"
    r"(?:simply\s+|briefly\s+|clearly\s+|in simple terms\s+|step by step\s+|through\s+|about\s+)?"
    r"(?=how\b|what\b|why\b|when\b|where\b|who\b|the\b)",
    r"(?:please\s+)?(?:explain|describe|summari[sz]e|introduce)\s+(?:to\s+)?(?:me\s+|us\s+)?(?!yourself)",
    r"(?:compare|comparing|contrast)\s+",
)
_LANGUAGES = (
    # German
    r"(?:bitte\s+)?(?:erstell|mach|generier|produzier|dreh|entwirf|gestalt|animier|schneid|bau)e?n?\s+(?:sie\s+)?"
    r"(?:bitte\s+)?(?:mir\s+|uns\s+)?(?:[\w:-]+\s+){0,5}?\w*(?:video|clip|film|animation|reel|teaser|trailer|spot|"
    r"kurzfilm|werbung|filmchen)s?\s+(?:für (?:tiktok|instagram|youtube|kinder)\s+)?"
    r"(?:über|von|zum thema|zu|in dem|das zeigt|mit|für|,?\s*das erklärt,?)\s+",
    r"(?:ein(?:en?)?\s+)(?:[\w-]+\s+){0,3}?\w*(?:video|clip|film|teaser|trailer|spot)\s+(?:über|von|zum thema|für)\s+",
    r"(?:[\w-]+\s+){0,2}?\w*(?:video|clip|teaser|trailer|werbespot|kurzfilm)\s+(?:über|zum thema|für)\s+"
    r"(?:(?:ein(?:e[nrms]?)?|unser(?:e[nrms]?)?|"
    r"mein(?:e[nrms]?)?)\s+)?",
    r"(?:\w+\s+)?v[ií]d[eé]o\w{0,3}(?:\s+[\wáéíóúàèç-]+){0,3}\s*:\s*",
    r"(?:bitte\s+)?erkläre?n?(?=[\s,])(?:\s+(?:sie|mir|uns|bitte|einfach|kurz))*\s*,?\s+",
    r"(?:schnelles |kurzes )?(?:rezept|anleitung|tutorial|erklärvideo|werbespot)\s*:\s*",
    r"vergleiche?\s+",
    # French
    r"(?:s['’]il (?:te|vous) pla[iî]t,?\s+)?(?:cr[ée]+e[rz]?|fai[ts]e?s?|g[ée]n[èée]re[rz]?|r[ée]alise[rz]?|"
    r"produi[st]\w*|monte[rz]?)(?:[\s-]moi)?\s+(?:[\w'’:-]+\s+){0,3}?(?:vid[ée]o|clip|film|animation|spot|teaser|"
    r"court[\s-]m[ée]trage|"
    r"reel|bande[\s-]annonce)\s+(?:[\w'’-]+\s+){0,4}?(?:sur|qui explique|expliquant|qui montre|montrant|[àa] propos de|"
    r"pour|o[ùu]|avec)\s+",
    r"(?:cr[ée]+e[rz]?|fai[ts]e?s?|g[ée]n[èée]re[rz]?|r[ée]alise[rz]?)(?:[\s-]moi)?\s+(?:une?\s+)(?:vid[ée]o|clip|film)"
    r"\s+(?:de (?:\d+|trente|quinze|soixante) (?:secondes?|minutes?) )?(?:de |d['’])",
    r"(?:une\s+)(?:[\w-]+\s+){0,2}?vid[ée]o\s+(?:[\w-]+\s+){0,2}?(?:sur|de|d['’])\s*",
    r"expliqu(?:e|ez|er)(?:[\s-](?:moi|nous))?\s+",
    r"compare[rz]?\s+",
    # Spanish
    r"(?:por favor,?\s+)?(?:haz(?:me)?|hacer?|crea(?:me|r)?|cree|genera(?:me|r)?|genere|realiza(?:r)?|produce|graba)\s+"
    r"(?:un|una)?\s*(?:[\w:-]+\s+){0,3}?(?:v[íi]deo|clip|animaci[óo]n|pel[íi]cula|corto|anuncio|tr[áa]iler|reel|"
    r"spot)\s+"
    r"(?:[\wáéíóúñ:-]+\s+){0,4}?(?:sobre|acerca de|explicando|que expli(?:que|ca)|que muestr[ea]|mostrando|donde|para|"
    r"con|de(?!\s+\d)(?:\s+c[óo]mo (?=\w))?)\s+",
    r"un\s+(?:[\w-]+\s+)?v[íi]deo\s+(?:sobre|de)\s+",
    r"expl[íi]ca(?:me|nos|r)?\s+",
    r"(?:receta r[áa]pida|receta|tutorial|gu[íi]a)\s*:\s*",
    # Portuguese
    r"(?:por favor,?\s+)?(?:fa[çc]a|fazer|cri[ea]r?|ger[ea]r?|produz\w*|realiz[ea]r?|grav[ea]r?)\s+(?:para mim\s+)?"
    r"(?:um|uma)?\s*(?:[\w:-]+\s+){0,3}?(?:v[íi]deo|clipe|anima[çc][ãa]o|filme|curta|an[úu]ncio|trailer|reel)\s+"
    r"(?:[\wáéíóúãõç:-]+\s+){0,4}?(?:sobre|a respeito d[eoa]|explicando|que expli(?:que|ca)|que mostr[ea]|mostrando|"
    r"onde|para|com|de(?!\s+\d))\s+",
    r"um\s+(?:[\w-]+\s+)?v[íi]deo\s+(?:sobre|de)\s+",
    r"expli(?:que|ca)(?:[\s-]me)?\s+",
    r"(?:receita r[áa]pida|receita)\s*:\s*",
    # Italian
    r"(?:per favore,?\s+)?(?:crea(?:mi|re)?|fai|fammi|fare|genera(?:mi|re)?|realizza(?:re)?|produci|monta)\s+"
    r"(?:un|una)?\s*(?:[\w:-]+\s+){0,3}?(?:video|clip|animazione|film(?:ato)?|cortometraggio|spot|trailer|reel)\s+"
    r"(?:[\wàèéìòù:-]+\s+){0,4}?(?:su(?:l|llo|lla|i|gli|lle)?|che spieg(?:a|hi)|spiegando|che mostr[ai]|mostrando|"
    r"riguardo a|dove|per|con|d[ie]l?(?!\s+\d))\s+",
    r"spiega(?:mi|re|teci)?\s+",
    r"(?:ricetta veloce|ricetta)\s*:\s*",
    # Dutch
    r"(?:maak|cre[ëe]er|genereer|produceer|bewerk)\s+(?:alsjeblieft\s+)?(?:een\s+)?(?:[\w:-]+\s+){0,4}?\w*(?:video|"
    r"clip|film(?:pje)?|animatie|spot|trailer)\s+(?:over|van|waarin|die uitlegt|voor|met)\s+",
    r"leg\s+(?:eens\s+)?uit\s+,?",
    r"(?:snel recept|recept)\s*:\s*",
    # Russian
    r"(?:пожалуйста,?\s+)?(?:сделай(?:те)?|создай(?:те)?|создать|сними(?:те)?|сгенерируй(?:те)?|смонтируй(?:те)?|"
    r"подготовь(?:те)?|нарисуй(?:те)?)\s+(?:мне\s+|нам\s+)?(?:[\w:-]+\s+){0,5}?(?:видео\w*|ролик|клип|фильм|анимацию|"
    r"рилс|трейлер)\s+(?:[\w-]+\s+){0,3}?(?:о том,?|про|об?|на тему|где|с|для|,\s*объясняющ\w+,?)\s+",
    r"(?:видео|ролик)\s+(?:про|об?)\s+",
    r"объясни(?:те)?\s+(?:мне\s+|простыми словами\s+)?,?\s*",
    # Polish
    r"(?:proszę\s+)?(?:zrób|stwórz|utwórz|nagraj|wygeneruj|przygotuj)\s+(?:mi\s+)?(?:[\w:-]+\s+){0,5}?(?:wideo|"
    r"film(?:ik)?|"
    r"klip|animację|reklamę|zwiastun|rolkę)\s+(?:[\w-]+\s+){0,3}?(?:o|na temat|pokazując\w+|wyjaśniając\w+|dla|z)\s+",
    r"(?:wyjaśnij|wytłumacz)\s+(?:mi\s+)?,?\s*",
    # Indonesian
    r"(?:tolong\s+)?(?:buat(?:kan|lah)?|bikin(?:kan)?|hasilkan|ciptakan)\s+(?:saya\s+)?(?:[\w:-]+\s+){0,3}?(?:video|"
    r"klip|film|"
    r"animasi|iklan)\s+(?:[\w:-]+\s+){0,4}?(?:tentang|mengenai|yang menjelaskan|yang menunjukkan|untuk|dengan)\s+",
    r"(?:tolong\s+)?jelaskan\s+(?:tentang\s+)?",
    # Vietnamese
    r"cho (?:tôi|mình|em)\s+(?:một\s+)?(?:[\w:-]+\s+){0,2}?(?:video|phim|clip)\s+(?:[\w:-]+\s+){0,3}?(?:về|có|giới "
    r"thiệu)\s+",
    r"(?:hãy\s+)?(?:tạo|làm|dựng|quay|sản xuất)\s+(?:cho tôi\s+)?(?:một\s+)?(?:[\w:-]+\s+){0,2}?(?:video|phim|clip|"
    r"hoạt hình)\s+(?:[\w:-]+\s+){0,4}?(?:về|giải thích|nói về|cho|có|giới thiệu)\s+",
    r"(?:hãy\s+)?giải thích\s+(?:về\s+)?",
    # Arabic
    r"(?:من فضلك\s+)?(?:أنشئ|انشئ|اصنع|اعمل|صمم|أنتج|انتج|قم بإنشاء)\s+(?:لي\s+)?(?:مقطع\s+)?(?:فيديو|فيلم\w*|"
    r"إعلان\w*)\s+(?:\w+\s+){0,3}?(?:عن|حول|يشرح|يوضح|لـ?)\s+",
    r"(?:مقطع\s+)?(?:فيديو|فيلم)\s+(?:\w+\s+){0,2}?(?:عن\s+|حول\s+|ل(?=\w))",
    r"اشرح\s+(?:لي\s+)?",
    # Japanese, Hindi and Chinese instructions that stand in front
    r"以下の(?:内容|テーマ|文章)を(?:基に|もとに|元に)?.{0,12}(?:動画|ビデオ)を?(?:制作|作成|生成)して(?:ください|"
    r"下さい)?[：:。]\s*",
    r"在?(?:视频|画面|影片|镜头)[中里][，,、]?\s*",
    r"(?:कृपया\s+)?(?:मुझे\s+)?(?=\S+.*(?:वीडियो|क्लिप))",
    r"(?:请|帮我|给我|請|幫我|给|我想|我要|想)*(?:制作|做|生成|创建|创作|拍摄?|製作|生成|创造|"
    r"设计)(?:一[个段条部支則则]|个|一)?"
    r"(?:[\d一二三四五六十]+秒(?:钟)?的?)?(?:关于|有关|介绍|讲解|解释|展示|關於|說明|讲述|描述|宣传)\s*",
    r"(?:请|帮我|给我|請|幫我|给|我想|我要|想)*(?:制作|做|生成|创建|创作|拍摄?|製作|创造|设计)"
    r"(?:一[个段条部支則则個]|个|一)?[^：:，,。]{0,14}?(?:视频|短片|动画|影片|宣传片|广告片?|視頻|動畫)\s*[：:，,]\s*",
    r"(?:请|帮我|給我|给我|請|幫我)*(?:解释|讲解|說明|解說|介绍)(?:一下)?\s*(?!片)",
)
_KOREAN_VIDEO = (
    r"(?:짧은\s+|\d+초(?:짜리)?\s+|세로\s+|재미있는\s+)*(?:영상|동영상|비디오|쇼츠|릴스|애니메이션|광고)(?:을|를)?"
)
_KOREAN_MAKE = r"(?:만들어|제작해|생성해|찍어)\s?(?:줘|주세요|달라|주십시오)?\.?"
_BEHIND = (
    # German infinitives
    r"\s+(?:erstellen|machen|drehen|generieren|produzieren)$",
    # Turkish
    r"\s+(?:hakkında|ile ilgili|üzerine|anlatan|gösteren|tanıtan|için)\s+(?:[\w:-]+\s+){0,5}?\w*(?:video|film|klip|"
    r"animasyon|reklam)\w*(?:\s+(?:yap|oluştur|hazırla|çek|üret)\w*)?$",
    r"\s+(?:videosu|filmi|animasyonu)\s+(?:yap|oluştur|hazırla|çek|üret)\w*$",
    r"\s*,?\s*(?:nı|ni|nu|nü|ı|i|u|ü)?\s*(?:açıkla|anlat)(?:yın|yınız|r mısın)?$",
    # Japanese
    r"(?:について|に関する|に関して|を(?:解説|説明|紹介|宣伝)(?:する|した)|を描いた|の様子(?:を撮った|の)|が出てくる|"
    r"の)?(?:の)?"
    r"(?:短い|かわいい|楽しい|縦型の?|横型の?|\d+秒(?:間)?の?|簡単な|ショート|解説|紹介|宣伝|告知|PR|プロモーション|"
    r"の)*"
    r"(?:動画|ビデオ|映像|ムービー|アニメ(?:ーション)?|クリップ)を?(?:作(?:って|成して|る|りたい)|生成して|制作して|"
    r"お願い|ください|下さい|くれ|ほしい|欲しい|お願いします|します|して)+。?$",
    r"(?:を|について)(?:わかりやすく|簡単に|詳しく)?(?:説明|解説|紹介)して(?:ください|下さい|ほしい|くれ)?。?$",
    # Korean
    rf"(?:\s*(?:에\s?대한|에\s?관한|에\s?대해)|(?:을|를)?\s+(?:설명하는|소개하는|보여주는|"
    rf"홍보하는))\s+{_KOREAN_VIDEO}\s*(?:하나\s+)?{_KOREAN_MAKE}$",
    rf"(?:의|(?<!는)(?<!은))\s+{_KOREAN_VIDEO}\s*(?:하나\s+)?{_KOREAN_MAKE}$",
    rf"(?:을|를)?\s*(?:하나\s+)?{_KOREAN_MAKE}$",
    r"(?:에\s?대해|을|를)?\s*설명해\s?(?:줘|주세요)?\.?$",
    # Hindi
    r"\s+(?:के बारे में|पर|की|का|के लिए|के ऊपर)\s+(?:एक\s+)?(?:\S+\s+){0,3}?(?:वीडियो|क्लिप|फिल्म|एनिमेशन|विज्ञापन)"
    r"(?:\s+(?:बनाओ|बनाएं|बनाएँ|बनाइए|बनाइये|बना दो|बना दें|तैयार करें|तैयार करो))?।?$",
    r"\s+(?:को\s+)?(?:समझाओ|समझाइए|समझाएं|बताओ|बताइए)।?$",
    # Chinese
    r"的?(?:\d+秒(?:钟)?的?)?(?:竖屏|横屏|宣传|科普|教学|产品|短|小|教程|介绍|广告)*(?:视频|短片|动画|影片|宣传片|"
    r"广告片?|視頻|動畫|短视频)$",
)
_SHOT = (
    r"(?:an?\s+|the\s+)?(?:(?:very|slow|smooth|gentle|fast|quick|cinematic|extreme|aerial|drone|handheld|hand-held|"
    r"shaky|"
    r"macro|wide|close|tight|tracking|dolly|crane|establishing|medium|long|orbiting|orbit|arc|overhead|low|high|static|"
    r"steady|steadicam|sweeping|dramatic|stunning|beautiful|breathtaking|photorealistic|photo-realistic|realistic|"
    r"hyper-?realistic|ultra-?realistic|animated|stylized|stylised|vintage|retro|anime|cartoon|claymation|pixar-style|"
    r"stop[\s-]?motion|black[\s-]and[\s-]white|monochrome|moody|epic|first[\s-]person|third[\s-]person|fpv|pov|full|"
    r"half|two|rotating|panning|zooming|rising|full[\s-]body|eye[\s-]level|over[\s-]the[\s-]shoulder|top[\s-]down|"
    r"worm'?s[\s-]eye|bird'?s[\s-]eye|birds[\s-]eye|ground[\s-]level|dutch|hyper|time|slow[\s-]motion|slow-mo|single|"
    r"continuous|uncut|opening|closing|hd|4k|8k|3d|2d|cgi|super|ultra|high[\s-]quality|detailed|4k ultra hd|"
    r"minimalist|surreal|whimsical|dreamy|cozy|cosy)[\s,-]+)*"
    r"(?:shots?|views?|close[\s-]?ups?|footage|angles?|macro|push[\s-]in|zoom[\s-](?:in|out)|pull[\s-]back|pan|"
    r"tilt[\s-](?:up|down)|dolly(?:\s+(?:in|out))?|fly[\s-]?over|fly[\s-]through|time[\s-]?lapse|hyper[\s-]?lapse|"
    r"montage|slow[\s-]motion|b-roll|pov|sequence|animation|render(?:ing)?|illustration|portrait|panorama|lapse)\s+"
    r"(?:shots?\s+)?(?:of|on|to|over|across|from|around|through|towards?|onto|into|showing|where)\s+",
    r"(?:eine?\s+)?(?:[\w-]+\s+)?(?:nahaufnahme|luftaufnahme|drohnenaufnahme|kamerafahrt|totale|zeitlupe|zeitraffer|"
    r"großaufnahme)\s+(?:von|vom|einer?|eines|der|des)\s+",
    r"(?:un\s+|une\s+)?(?:gros plan|plan large|vue a[eé]rienne|travelling|plan moyen|plan séquence)\s+(?:de|d['’]|"
    r"sur|du)\s*",
    r"(?:un\s+|una\s+|um\s+|uma\s+)?(?:primer plano|plano general|vista a[eé]rea|toma a[ée]rea|plano aberto|primo "
    r"piano|primeiro plano|campo largo|ripresa aerea|c[âa]mara lenta|plano medio)\s+(?:de|del|di|do|da|d['’])\s*",
    r"(?:крупный план|общий план|аэросъ[её]мка|замедленная съ[её]мка)\s*[:,]?\s+",
    r"(?:the\s+)?camera\s+[^.;,]{0,60}?\b(?:to reveal|reveals?|revealing|shows?|showing|of|around|over|across|through|"
    r"towards?|on|past|onto|into|follows?|following|captures?|in on|along)\s+"
    r"(?!below|above|behind|afar|left|right|the (?:left|right|front|side)|high|low)",
    r"(?:fade in|fade out|cut to|smash cut to|dissolve to|open(?:ing)? on|close on|we see|we open on)\s*:?\s+",
)


_NOTHING = re.compile(
    rf"\s*(?:{_PLEASE}{_MAKE}\s+(?:me\s+|us\s+)?(?:an?\s+|the\s+|some\s+)?(?:{_ADJECTIVE}[\s,]+)*{_VIDEO}|(?:请|帮我|"
    rf"给我|請|幫我)*"
    r"(?:做|制作|生成|创建|製作|拍)(?:一[个段条部個]|个)?(?:短)?(?:视频|短片|動畫|视频短片)|(?:erstelle|"
    r"mach)e?\s+(?:mir\s+)?ein\s+video|"
    r"(?:crée|fais)(?:[\s-]moi)?\s+une\s+vid[ée]o|(?:haz(?:me)?|crea)\s+un\s+v[íi]deo|(?:動画|ビデオ)を(?:作って|"
    r"生成して)(?:ください)?|영상을?\s*만들어\s?(?:줘|주세요)?)\s*[.!?。！]*\s*",
    re.IGNORECASE,
)
"""Instructions that name no subject."""


_LAST = re.compile(
    rf"(?<=[.!?\n。！？])\s*{_PLEASE}{_MAKE}\s+(?:me\s+|us\s+)?"
    rf"(?:(?:(?:it|this)\s+into\s+)?(?:an?|the|some)\s+)?(?:[\w'’:-]+\s+){{0,6}}?{_VIDEO}"
    r"(?:\s+(?:for|on|of|about|from) (?:it|this|that|[A-Z]\w+|my \w+|our \w+|social media|the web))*\s*[.!]*\s*$",
    re.IGNORECASE,
)


class Order(NamedTuple):
    """A prompt without its instruction, and the instruction."""

    rest: str
    said: str


def without_order(text: str) -> Order:
    """Take the instruction away; where nothing else would be left, the text stays as it is.

    Args:
        text: A prompt in one line.
    """
    if _NOTHING.fullmatch(text):
        return Order("", text.strip())
    rest, said = text.strip(), ""
    for _ in range(_MOST):
        cut = _cut_once(rest)
        if cut == rest or not re.search(r"\w", cut):
            break
        said += " " + rest.replace(cut, " ", 1)
        rest = cut
    return Order(rest, said.strip())


def without_last_order(text: str) -> Order:
    """Take an instruction away that stands behind what it is about: "We won! Make a 15 second video for LinkedIn"."""
    found = _LAST.search(text)
    if not found or not re.search(r"\w", text[: found.start()]):
        return Order(text, "")
    return Order(text[: found.start()].rstrip(), found[0].strip())


def describes_a_shot(text: str) -> bool:
    """Whether a prompt begins as descriptions of single shots do, such as "Time-lapse of"."""
    return any(pattern.match(text) for pattern in _SHOTS_AT_START)


def _cut_once(text: str) -> str:
    for pattern in _AT_START:
        if found := pattern.match(text):
            rest = found.groupdict().get("topic") or text[found.end() :].strip()
            if found.end() and rest:
                return rest
    for pattern in _AT_END:
        if found := pattern.search(text):
            rest = text[: found.start()].strip()
            if rest:
                return rest
    return text


_AT_START = tuple(re.compile(rf"\s*(?:{one})", re.IGNORECASE) for one in (*_ENGLISH, *_SHOT, *_LANGUAGES))
_SHOTS_AT_START = tuple(re.compile(rf"\s*(?:{one})", re.IGNORECASE) for one in _SHOT)
_AT_END = tuple(re.compile(one, re.IGNORECASE) for one in _BEHIND)
