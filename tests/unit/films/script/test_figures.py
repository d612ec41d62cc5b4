"""Figures are taken whole, with what belongs to them, in every language; or not at all."""

from __future__ import annotations

import pytest

from films.script.writer.figures import amount, figures_in
from films.script.writer.language import language_of


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "Total: ~$1.2m per month", ["~$1.2m per month"]),
        ("en", "It cost $3.4bn in 2024.", ["$3.4bn"]),
        ("en", "Prices rose 30 percent.", ["30 percent"]),
        ("en", "It is 2.5 times as fast.", ["2.5 times"]),
        ("en", "The ride takes 45 minutes.", ["45 minutes"]),
        ("en", "It has 4M users.", ["4M users"]),
        ("en", "There are 215 people and $194m was raised.", ["215 people", "$194m"]),
        ("en", "It costs ₹5 lakh, not ₹2 crore.", ["₹5 lakh", "₹2 crore"]),
        ("en", "Plans are $5-10 a month.", ["$5-10 a month"]),
        ("en", "Version 19.2 came on 2026-08-04 at 1:30 a.m., 24/7, from 80/20 to v4.16.5.", []),
        ("en", "There are 2.5, 3.5 and 5 hours of it.", []),
        ("ja", "1億2000万円を投じた。", ["1億2000万円"]),
        ("ja", "2026年8月4日に始まった。", []),
        ("ja", "乗客は1.5倍に増えた。", ["1.5倍"]),
        ("zh", "全長約 890 公尺，門票 2,000 日圓。", ["890 公尺", "2,000 日圓"]),
        ("zh", "提供 2.5、3.5 與 5 小時三種路線。", []),
        ("de", "Der Bau kostet 3,5 Mrd. Euro.", ["3,5 Mrd. Euro"]),
        ("de", "Am 3. Mai 2024 um 9.30 Uhr.", []),
        ("de", "Es sind 12 Prozent mehr.", ["12 Prozent"]),
        ("es", "Costó 1,2 millones de euros.", ["1,2 millones de euros"]),
        ("fr", "Le pont coûte 12 millions d’euros.", ["12 millions d’euros"]),
        ("ar", "ارتفعت بنسبة ٣٠٪ هذا العام", ["٣٠٪"]),
        ("ru", "Расходы — 1,5 млн рублей в год.", ["1,5 млн рублей в год"]),
        ("hi", "इसकी कीमत ५ लाख रुपये है।", ["५ लाख रुपये"]),
        ("th", "ใช้เงิน 1.2 ล้านบาท", ["1.2 ล้านบาท"]),
        ("ko", "1억 2000만원을 썼다.", ["1억 2000만원"]),
    ],
)
def test_figures_are_whole(language: str, text: str, figures: list[str]) -> None:
    assert [figure.text for figure in figures_in(text, language_of(language))] == figures


@pytest.mark.parametrize(
    ("language", "cell", "value"),
    [
        ("en", "$5,000", (5000, "$")),
        ("en", "~$1.2m", (1_200_000, "$")),
        ("de", "1.200,5 €", (1200.5, "€")),
        ("zh", "2,000 日圓", (2000, "日圓")),
        ("ja", "1億", (100_000_000, "")),
        ("en", "free", None),
        ("en", "10:30", None),
        ("en", "4 (of 10)", None),
    ],
)
def test_amounts_are_compared_only_where_a_cell_is_nothing_else(
    language: str, cell: str, value: tuple[float, str] | None
) -> None:
    assert amount(cell, language_of(language)) == value
