"""Tells clauses that say what is to be seen from those that say how to film it, what to omit, or for whom it is."""

from __future__ import annotations

import re

from painter.prompt.forms.orders import without_order
from painter.prompt.wordlists.camera_words import CAMERAS, PACES, SHOTS
from painter.prompt.wordlists.small_words import these
from painter.prompt.wordlists.vocabulary import vocabulary
from painter.prompt.wordlists.words import Words

STAGE_TALK = vocabulary(
    talk="camera, the camera, shot, angle, a, an, the, very, gentle, smooth, cinematic, style, look, video, film, "
    "clip, footage, second, seconds, in, on, with, and, of, as, movement, move, moves, motion, pace, paced, 4k, 8k, "
    "hd, "
    "uhd, 1080p, 720p, 24fps, 60fps, hdr, vertical, horizontal, portrait, landscape format, widescreen, loop, looping, "
    "seamless, realistic, photorealistic, hyperrealistic, hyper realistic, ultra realistic, ultra detailed, ultra, "
    "realism, highly detailed, high detail, high quality, high resolution, masterpiece, award winning, trending on "
    "artstation, unreal engine, octane render, 3d render, 3d, 2d, cgi, render, rendered, volumetric, ray tracing, "
    "bokeh, film grain, grainy, grain, lens flare, lens, anamorphic, 35mm, 50mm, 85mm, 16mm, 70mm, imax, arri alexa, "
    "kodak, fujifilm, arriflex, shallow, depth, field, depth of field, focus, sharp, crisp, blur, motion blur, blurred "
    "background, blurry background, black background, white background, plain background, studio background, lighting, "
    "light, lights, lit, soft, warm, cool, cold, natural, ambient, dramatic, moody, atmospheric, rim light, backlit, "
    "high contrast, low key, high key, contrast, saturated, desaturated, muted, vivid, vibrant, pastel, colors, "
    "colours, color, colour, palette, tones, tone, grading, color grade, colour grade, aesthetic, mood, vibe, vibes, "
    "feel, atmosphere, quality, texture, textures, detailed, composition, framing, static, steady, slow motion, slow "
    "mo, "
    "timelapse, time lapse, hyperlapse, continuous, one take, single take, low, high, eye level, over the shoulder, "
    "pov, "
    "first person, fpv, dutch angle, aerial, anime, pixar, disney, ghibli, stop motion, claymation, vintage, retro, "
    "documentary, commercial, advertisement, vlog, ugc, stock footage, professional, epic, elegant, minimalist, "
    "modern, "
    "friendly, funny, fun, serious, enthusiastic, simple, engaging, informative, educational, relaxed, polished, "
    "confident, "
    "calm, quick, clean, playful, whimsical, dreamy, surreal, nostalgic, energetic, upbeat, dynamic, inspiring, "
    "emotional, dark, bright, bold, sleek, fresh, cosy, cozy, gritty, luxurious, romantic, cheerful, mysterious, "
    "magical, futuristic, minimal, techno, "
    "kamera, stil, plan, camara, estilo, stile, fundo, cartoon, flat, paper, neon, editorial, watercolor, watercolour, "
    "blueprint, pixel, art, pixel art, fotorealistisch, filmisch, kinoreif, zeitlupe, zeitraffer, hochformat, "
    "querformat, "
    "realistisch, dramatisches licht, weiches licht, warmes licht, realiste, photorealiste, cinematographique, au "
    "ralenti, "
    "lumiere douce, realista, fotorrealista, cinematografico, cinematografica, camara lenta, luz natural, luz suave, "
    "camera lenta, realistico, fotorealistico, al rallentatore, luce naturale, кинематографично, реалистично, "
    "замедленная съемка, gerceksi, sinematik, sinematico, agir cekim, sinematik, realistis, gerak lambat, "
    "dien anh, chan thuc, 写実的, 映画風, シネマティック, 高画質, 超高清, 电影感, 写实, 高清, 慢动作, 시네마틱, "
    "슬로우 모션",
)
"""Words that say how a film looks; a clause of nothing else shows nothing."""

_HEADS = these(
    "lighting light lights lens focus bokeh tones tone palette grading grade aesthetic aesthetics atmosphere "
    "ambiance ambience mood moods vibe vibes style styles quality resolution composition framing photography "
    "cinematography textures definition motion detail details feel look pacing pace transitions music soundtrack "
    "voiceover narration colors colours background perspective angle shot depth format ratio beleuchtung licht "
    "stimmung stil atmosphäre qualität lumière ambiance iluminación luz estilo atmósfera iluminação luce "
    "illuminazione atmosfera"
)
"""The last word of a clause that says how a film looks or sounds."""

_HEADS |= {"daylight", "sunlight", "spotlight", "glow", "shadows", "silence", "scene", "visuals", "transition"}
_THINGS = re.compile(
    r"\b(?:(?:northern|southern|polar|city|fairy|christmas|traffic|street|party|string|led|solar) lights?|live music|"
    r"shooting range|free (?:style|motion)|night life)$",
    re.IGNORECASE,
)
"""What ends with such a word and is no direction."""

_CAMERA = re.compile(
    r"\b(?:camera|lens|\d{2}\s?mm|\d{2,3}\s?fps|depth of field|hand-?held|"
    r"(?:tracking|dolly|crane|drone|wide|medium|long|close-?up|macro) "
    r"shot|close-?up|slow[\s-]motion|time-?lapse)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:camera|lighting|lens|bokeh|slow[\s-]motion|slow-mo|depth of field|time-?lapse|cinematic|photo-?realistic|"
    r"hyper-?realistic|[48]k|35mm|color grading|soundtrack|voice-?over|(?:tracking|dolly|crane|drone) shot)\b",
    re.IGNORECASE,
)
"""Words about filming that make a clause behind the first one a direction."""

_SIGNS = re.compile(
    r"^(?:.{0,8}(?:风格|色调|镜头|画质|光线|光影|氛围|构图|画幅|音乐|配乐|運鏡|景别|質感|雰囲気|画質|照明|ショット|"
    r"アングル|BGM|スタイル|"
    r"스타일|톤|조명|분위기|화질|앵글|샷)|中景|全景|近景|远景|遠景|特写|大特写|俯拍|仰拍|航拍|ワイド|アップ)$"
)
"""Clauses in scripts without spaces that say how to film."""

_SOUNDS = re.compile(
    r"(?:\w+ ){0,3}(?:piano|strings?|quartet|orchestra|music|melody|score|song|beat|soundtrack|synths?|ambience|"
    r"sounds?)\b.*\b(?:fades?|swells?|plays?|playing|begins?|rises?|builds?|enters?|notes?|heard)\b",
    re.IGNORECASE,
)
_LIT = re.compile(
    r"(?:moody|dramatic|cinematic|warm|soft|cold|natural|golden|overcast|lit)\b.*\b(?:light|lights|lighting|"
    r"spotlight|shadows|glow|daylight|sunlight)$",
    re.IGNORECASE,
)
_HEADED_WORDS = 6
_STARTS = re.compile(
    r"(?:(?:the |an? )?(?:\w+[\s-]){0,2}(?:camera|lens) (?:view|angle|shot|move|is|pans?|tilts?)|shot (?:on|with|in|"
    r"using)|filmed|captured (?:on|in|with|by)|rendered|lit by|in the style of|inspired by|(?:the )?"
    r"(?:overall )?(?:camera|lens|lighting|style|mood|tone|palette|colou?r palette|color grading|music|soundtrack|"
    r"audio|"
    r"sound(?:s| effects| design)?|voice[\s-]?over|narrator|pacing|aspect ratio|resolution|duration|video|clip|film|"
    r"atmosphere|focus|background music)\b|make sure|ensure|keep (?:it|the)\b|use (?:a|an|the|upbeat|bright|bold|"
    r"warm|soft|"
    r"stock|my|text|vibrant|smooth|slow|fast|quick|simple|clear)\b|include (?:a|an|text|captions?|subtitles?|call|"
    r"music|"
    r"voice|some|the)\b|add (?:a|an|text|captions?|subtitles?|music|voice|some|the)\b|(?:do not|don['’]t|never) (?:use|"
    r"include|show|add|have|display|render|change|cut)\b|end (?:it )?with\b|start (?:it )?with (?:a |the )?(?:hook|"
    r"logo|title)|"
    r"(?:with )?(?:upbeat|epic|soft|calm|ambient|relaxing|gentle|dramatic|background)?\s*(?:background )?music\b|"
    r"perfect for|"
    r"suitable for|optimi[sz]ed for|aimed at|target(?:ed|ing)?\b|(?:ideal |great )?for (?:tik\s?tok|instagram|"
    r"youtube|social "
    r"media|reels|shorts)|die kamera|la cam[ée]ra|la c[áa]mara|a c[âa]mera|la telecamera|камера|镜头|カメラ|카메라|"
    r"kamera|"
    r"(?:no|without) (?:text|subtitles?|captions?|watermarks?|logos?|dialogue|people|voice|music|cuts?)\b|transition|"
    r"work autonomously|(?:max(?:imum)? )?(?:spend|budget|cost)\b|ask me|let me know|save (?:it|to|as)\b|deliver|"
    r"output\b|start the video|"
    r"cover(?:ing)?\b|mention\b|highlight\b|discuss\b|talk about\b|focus on\b|touch on\b|easy to understand|call to "
    r"action|fade (?:in|out|to)|loop(?:s|ing)?\b|seamless|\d+ ?(?:fps|mm)\b)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"([,;!?]+(?=\s|$)|\.(?=\s|$)|\s[-–—]+\s|[。、！？，；\n]+)")
_ORDERS = re.compile(
    r"(?:keep(?= (?:it|everything|things|text|visuals|tone|pac|the (?:video|text|tone|pace|camera|style|film|clip|"
    r"visuals|length))\b)|use|include|add|make sure|ensure|do not|don['’]t|avoid|work autonomously|cover|mention|"
    r"highlight|discuss|talk about|"
    r"focus on|start the video|target audience)\b(?! (?:calm|going|swim|forget|worry|miss|wait|your|the faith))",
    re.IGNORECASE,
)
_LIST_BEGINS = re.compile(r"\w\s*[:：]\s*\S")
_HELD = re.compile("\ue000\\d+\ue001")
"""A quotation that stands elsewhere."""

_ASIDE_WORDS = 9
_SENTENCE_ENDS = re.compile(r"[.!?。！？\n]")
_SHOWN_BY_CAMERA = re.compile(r"(?:the )?camera\b", re.IGNORECASE)


def is_direction(clause: str) -> bool:
    """Whether a clause shows nothing: it only says how to film, how it sounds, what to leave out, or for whom it is."""
    words = Words(clause)
    if words.consist_of(CAMERAS, SHOTS, PACES, STAGE_TALK) or words.is_refusal():
        return True
    bare = clause.strip(" \t,;:.!?()[]\"'").casefold()
    if (_STARTS.match(bare) or _SOUNDS.match(bare) or _SIGNS.match(bare)) and "\ue000" not in bare:
        return True
    if _LIT.match(bare):
        return True
    spoken = bare.split()
    if _THINGS.search(bare):
        return False
    return 1 < len(spoken) <= _HEADED_WORDS and spoken[-1] in _HEADS and "of" not in spoken


def is_filmed(text: str) -> bool:
    """Whether a text says by which camera: it describes pictures, whatever figures are in it."""
    return _CAMERA.search(text) is not None


def shown(text: str) -> str:
    """A text without the clauses that show nothing; all of it where there are no others.

    An order such as "keep it simple, short and clear" goes on to the end of its sentence; a list behind a colon stays.
    """
    parts = _SPLIT.split(text)
    kept: list[str] = []
    ordered = listing = False
    for clause, end in zip(parts[::2], [*parts[1::2], ""], strict=True):
        said = _seen_by_camera(clause)
        listing |= _LIST_BEGINS.search(clause) is not None
        ordered |= not listing and _ORDERS.match(clause.strip()) is not None and "\ue000" not in clause
        is_aside = bool(kept) and bool(_STRONG.search(clause)) and len(clause.split()) <= _ASIDE_WORDS
        if said.strip() and not ordered and (listing or not (is_aside or is_direction(said))):
            kept += [said, end]
        elif held := _HELD.findall(clause):
            kept += [f" {' '.join(held)}", end]
        elif kept and _SENTENCE_ENDS.search(end):
            kept[-1] = end
        if _SENTENCE_ENDS.search(end):
            ordered = listing = False
    whole = "".join(kept).strip(" ,;，、")
    return whole if re.search(r"\w", whole) else text


def only_directions(text: str) -> bool:
    """Whether every clause of a text shows nothing."""
    return all(is_direction(clause) for clause in _SPLIT.split(text)[::2] if re.search(r"\w", clause))


def _seen_by_camera(clause: str) -> str:
    """What a camera shows in a clause such as "the camera pulls back to reveal a castle"."""
    bare = clause.strip()
    if not _SHOWN_BY_CAMERA.match(bare):
        return clause
    rest = without_order(bare).rest
    return f" {rest}" if rest != bare else ""
