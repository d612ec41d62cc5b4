"""What length and shape a prompt asks for."""

from __future__ import annotations

import pytest

from painter import size_in


@pytest.mark.parametrize(
    ("prompt", "length_s", "shape"),
    [
        ("Make a 15 second vertical promo for my bakery: golden light", 15, "9:16"),
        ("square 6 second ad for handmade candles", 6, "1:1"),
        ("Product teaser, 8 seconds, square: a pair of running shoes", 8, "1:1"),
        ("lighthouse, 9:16, 8s", 8, "9:16"),
        ("I need a 10s Instagram reel for our summer sale", 10, "9:16"),
        ("half-minute explainer about bees", 30, None),
        ("one minute video about tea", 60, None),
        ("Hazme un vídeo vertical de 12 segundos para mi floristería", 12, "9:16"),
        ("Mach ein 20-sekündiges Video über Honig", 20, None),
        ("做一个10秒的竖屏视频：熊猫在竹林里", 10, "9:16"),
        ("A boat at sea in 4:3 format", None, "4:3"),
        ("for TikTok: my cat sleeps", None, "9:16"),
        # What a story tells of is no order.
        ("a 60s diner at night", None, None),
        ("A man waits 20 seconds and leaves", None, None),
        ("Create a video where a man waits for 20 seconds", None, None),
        ("A square in Rome at dawn", None, None),
        ("The score is 4:3 and fans cheer", None, None),
        ("Make a video about the 9:16 train", None, None),
        ("film reels on a table", None, None),
        ("A clock shows 3:45, two minutes pass", None, None),
        ("A cat.\n[0-3s] it sleeps\n[3-6s] it wakes", None, None),
    ],
)
def test_the_size_is_what_the_instruction_says(prompt: str, length_s: float | None, shape: str | None) -> None:
    assert tuple(size_in(prompt)) == (length_s, shape)
