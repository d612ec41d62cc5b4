"""Forty requests as people type them, each with what must come of it.

They are of the kinds that people ask video agents for in public: promos and ads, reels in the colours of a brand,
lessons, help articles, captions in other tongues, trims, joins, GIFs, thumbnails, music and logos, prices, and what was
spent. A name in braces is a file.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.strangers.checks import (
    Check,
    all_of,
    any_of,
    audible,
    called,
    changed,
    drawn_on,
    file,
    film,
    films_made,
    not_filled,
    nothing_made,
    says,
    shows,
    subtitles,
)


@dataclass(frozen=True)
class Request:
    """What somebody asks for.

    Attributes:
        name: What it is called in the table.
        who: Whose request it is.
        text: As it is typed; files in braces, `{last}` is the last film that was made before.
        check: What must come of it.
        tools: Those that are no detour.
        is_large: A size is asked for, so films are not made small.
    """

    name: str
    who: str
    text: str
    check: Check
    tools: tuple[str, ...]
    is_large: bool = False


MAKE, BLOG, EDIT = ("generate_video",), ("blog_to_video",), ("edit_video",)
CAPTION, ENHANCE, CHECK = ("add_captions",), ("enhance_quality",), ("check_quality",)

MAKING = (
    Request(
        "promo",
        "marketing",
        (
            "Make a 15 second vertical promo for my bakery: golden morning light, croissants on the counter, "
            'and "Fresh every morning" at the end. What did it cost?'
        ),
        all_of(film(15, "9:16"), shows("Fresh every morning"), says(r"\$0\.00|free|cost")),
        MAKE,
    ),
    Request(
        "reel in colours",
        "marketing",
        (
            "I need a 10s Instagram reel for our summer sale in our brand colours #ff5a36 and #0b3c5d. Text: "
            '"50% off until Sunday".'
        ),
        all_of(film(10, "9:16"), shows("50% off until Sunday", "#ff5a36")),
        MAKE,
    ),
    Request(
        "two lines",
        "marketing",
        (
            'Product teaser, 8 seconds, square: a pair of running shoes on a wet street at night. First "Run '
            'lighter", then "Out on May 4".'
        ),
        all_of(film(8, "1:1"), shows("Run lighter", "Out on May 4")),
        MAKE,
    ),
    Request(
        "silent ad",
        "shop",
        "square 6 second ad for handmade candles, cozy living room, watercolor style, no sound please",
        all_of(film(6, "1:1", sound=False), called("generate_video", style="watercolor")),
        MAKE,
    ),
    Request(
        "photo",
        "shop",
        "Animate this product photo for my Etsy listing, 6 seconds: {candle_jpg}",
        all_of(film(6), called("generate_video", start_image="{candle_jpg}")),
        MAKE,
    ),
    Request(
        "water cycle",
        "teaching",
        "Can you make a 30 second video that explains the water cycle to 10 year olds?",
        all_of(film(30), any_of(shows("evaporation"), says("write the stages into the prompt"))),
        MAKE,
    ),
    Request(
        "notes",
        "teaching",
        "Turn my notes {heating_md} into a 30 second explainer with subtitles for the class",
        all_of(film(30, within_s=3), subtitles("windows")),
        BLOG,
    ),
    Request(
        "help article",
        "support",
        "Make a 20 second vertical video from this help article, no voice over: {password_help_md}",
        all_of(film(20, "9:16", within_s=2), called("blog_to_video", narration="off")),
        BLOG,
    ),
    Request(
        "how-to",
        "support",
        (
            "20 sec how-to video: How to clean the coffee machine: empty the tray, fill in vinegar, press "
            "start, rinse with water"
        ),
        all_of(film(20), shows("vinegar")),
        MAKE,
    ),
    Request(
        "test clip",
        "development",
        "generate a 3 s 480p test clip of a red ball on a white floor, seed 42, 1:1, cheapest option",
        all_of(film(3, "1:1", height=480), called("generate_video", seed=42)),
        MAKE,
    ),
    Request(
        "price first",
        "development",
        "How much would a 30 second cinematic 1080p drone shot over Iceland cost? Don't make it yet.",
        all_of(nothing_made(), says(r"\b\d+\.\d\d\b")),
        MAKE,
        is_large=True,
    ),
    Request(
        "at most",
        "marketing",
        "8 second realistic clip of a horse running along the beach at sunset, spend at most $1 on it",
        all_of(film(8), called("generate_video", max_cost_usd=1.0)),
        MAKE,
    ),
    Request(
        "three versions",
        "podcast",
        'Make three versions of a 5 second intro for my podcast "Night Owls" so that I can choose',
        films_made(3),
        MAKE,
    ),
    Request("go on", "shop", "I like {last}. Can you continue it for another 4 seconds?", film(4), (*MAKE, *EDIT)),
    Request(
        "pasted post",
        "marketing",
        (
            "Make a 20 second video out of my blog post:\n\n# Five minutes of sun\n\nOur office moved its "
            "coffee machine to the roof. In May 31 people took their break there, in June 58. Nobody planned "
            "it: the kitchen was being painted. Now the machine stays. Complaints about tired eyes fell by a "
            "third, and two teams moved their meetings outside. The roof has no chairs yet."
        ),
        film(20, within_s=2),
        BLOG,
    ),
    Request(
        "es promo",
        "español",
        'Hazme un vídeo vertical de 12 segundos para mi floristería con el texto "Abierto los domingos"',
        all_of(film(12, "9:16"), shows("Abierto los domingos")),
        MAKE,
    ),
    Request(
        "de article",
        "deutsch",
        "Mach aus dem Artikel {bienen_md} ein Video von 30 Sekunden",
        all_of(film(30, within_s=3), subtitles("Biene")),
        BLOG,
    ),
    Request(
        "zh vertical",
        "中文",
        "做一个10秒的竖屏视频：熊猫在竹林里吃竹子，标题“周末快乐”",
        all_of(film(10, "9:16"), shows("周末快乐")),
        MAKE,
    ),
    Request(
        "slideshow",
        "family",
        "make a slideshow of {beach1_jpg} and {beach2_jpg} with the music {song_mp3}",
        film(sound=True),
        (*EDIT, *BLOG),
    ),
)
WORKING = (
    Request("trim", "editing", "Trim {market_mp4} to the first 3 seconds", film(3), EDIT),
    Request("join", "editing", "join {market_mp4} and {harbour_mp4} into one video", film(9, within_s=1.2), EDIT),
    Request("cut out", "editing", "Cut out 0:01 to 0:02 of {market_mp4}, somebody coughs there", film(4), EDIT),
    Request(
        "gif",
        "development",
        "I need a GIF of seconds 1 to 3 of {market_mp4}, 320 px wide, for the README",
        file("gif", width=320, length_s=2),
        EDIT,
    ),
    Request("to 9:16", "marketing", "Convert {talk_mp4} to vertical 9:16 for TikTok", film(None, "9:16"), EDIT),
    Request(
        "logo",
        "shop",
        "Put my logo {logo_png} into the top right corner of {market_mp4}",
        all_of(film(5), drawn_on("market_mp4", "top-right")),
        EDIT,
    ),
    Request(
        "own music",
        "shop",
        "Add {song_mp3} as background music to {talk_mp4}, quiet enough that one hears the voice",
        all_of(film(sound=True), audible(2.2, 3.2)),
        EDIT,
    ),
    Request("mp3", "podcast", "Extract the audio of {talk_mp4} as mp3", file("mp3"), EDIT),
    Request("thumbnail", "marketing", "Give me a thumbnail image of {market_mp4} at 0:02", file("png|jpe?g"), EDIT),
    Request("faster", "editing", "Speed up {market_mp4} 2x", film(2.5), EDIT),
    Request("silence", "podcast", "Remove the silence from {talk_mp4}", film(3, within_s=0.6), EDIT),
    Request(
        "pt cut and text",
        "português",
        'Corta os primeiros 2 segundos de {market_mp4} e coloca o texto "Promoção" em baixo',
        all_of(film(3), drawn_on("market_mp4", "bottom")),
        (*EDIT, *CAPTION),
    ),
    Request(
        "subtitle it",
        "marketing",
        "Add subtitles to {talk_mp4}",
        any_of(subtitles("workshop"), says("speech model")),
        CAPTION,
    ),
    Request(
        "srt",
        "shop",
        "Burn the subtitles {offers_srt} into {market_mp4}",
        all_of(film(5), drawn_on("market_mp4", "bottom")),
        CAPTION,
    ),
    Request(
        "fr captions",
        "français",
        'Ajoute des sous-titres à {market_mp4} : 0-2 "Bonjour à tous", 2-4 "À bientôt"',
        all_of(film(5), drawn_on("market_mp4", "bottom")),
        CAPTION,
    ),
    Request("other tongue", "support", "Put Spanish subtitles on {talk_mp4}", says("translat", "workshop"), CAPTION),
    Request(
        "shaky and dark",
        "family",
        "this clip is shaky and way too dark, can you fix it? {handheld_mp4}",
        changed("handheld_mp4"),
        ENHANCE,
    ),
    Request(
        "larger",
        "family",
        "Upscale {old_vhs_mp4} to 480p and make it 24 fps",
        any_of(film(height=480, fps=24), says("edit_video with video=.+ and steps=")),
        ENHANCE,
        is_large=True,
    ),
    Request(
        "good enough",
        "marketing",
        "Is {last} good enough to publish? Check the quality please",
        says("accept|retry|reject"),
        CHECK,
    ),
    Request(
        "spent",
        "office",
        "how much did I spend on videos this month?",
        says(r"\b0\.00", "left|can still be spent"),
        ("check_budget",),
    ),
    Request("recent", "office", "show me my last 5 videos", says("job_"), ("list_jobs",)),
)
REQUESTS = (*MAKING, *WORKING)

THIRTEEN = (
    Request(
        "1 promo",
        "marketing",
        (
            "I need a 15 second vertical promo with captions for my bakery: croissants and a baker in the morning, "
            '"Fresh bread", and at the end "Visit us today". What does it cost me?'
        ),
        all_of(film(15, "9:16"), shows("Fresh bread", "Visit us today"), says(r"\$0\.00|free|cost")),
        MAKE,
    ),
    Request(
        "2 in Spanish",
        "support",
        "Caption {talk_mp4} in Spanish",
        any_of(subtitles("[Ss]panish: "), says("translat", "captions"), says("speech model")),
        CAPTION,
    ),
    Request(
        "3 shaky and dark",
        "family",
        "{handheld_mp4} is shaky and dark, please fix it",
        changed("handheld_mp4"),
        ENHANCE,
    ),
    Request(
        "4 without voice",
        "marketing",
        "Turn my blog post {heating_md} into a 45 second video without a voice over",
        all_of(film(45, within_s=4), called("blog_to_video", narration="off")),
        BLOG,
    ),
    Request(
        "5 spent",
        "office",
        "What have I spent on videos so far?",
        says(r"\b0\.00", "left|can still be spent"),
        ("check_budget",),
    ),
    Request(
        "6 three variants",
        "podcast",
        'Make 3 variants of a 5 second intro for my podcast "Night Owls" and pick the best one',
        all_of(films_made(3), says("Take 1|take 1")),
        MAKE,
    ),
    Request(
        "7 logo colours",
        "shop",
        (
            "Make a 6 second ad for my candle shop, a cozy living room with candles, with my logo {logo_png} and its "
            'colours #c2185b and #1b2a41. Text: "Warm light"'
        ),
        all_of(film(6), shows("Warm light", "#c2185b"), not_filled((255, 0, 0))),
        MAKE,
    ),
    Request("8 longer", "shop", "I like {last}. Continue it, make it 4 seconds longer", film(4), (*MAKE, *EDIT)),
    Request(
        "9 watermark",
        "shop",
        "Put my logo {logo_png} as a watermark into the top right corner of {market_mp4}",
        all_of(film(5), drawn_on("market_mp4", "top-right")),
        EDIT,
    ),
    Request(
        "10 my music",
        "shop",
        "Put the music of {song_mp3} under {talk_mp4}",
        all_of(film(sound=True), audible(2.2, 3.2)),
        EDIT,
    ),
    Request(
        "11 trim and join",
        "editing",
        "Trim {market_mp4} to its first 3 seconds and join {harbour_mp4} to it",
        film(7, within_s=0.6),
        EDIT,
    ),
    Request("12 GIF", "development", "Make a GIF out of {market_mp4}", file("gif"), EDIT),
    Request("13 to 9:16", "marketing", "Make {talk_mp4} vertical, 9:16, for my story", film(None, "9:16"), EDIT),
)
"""What a stranger asked first of all, of which half could not be done once."""
