"""Briefs, as people write them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from marketing_agent.brief import Brief, BriefError, parse_brief, read_brief, with_texts

from tests.servers import ROOT

YAML = """
Brand: Nordlicht Bikes
Key message: Winter is a season for riding.
Benefits:
  - Lights: Seen from 400 metres
  - Studs that hold on ice
CTA: Book a ride
url: nordlicht.example/ride
Budget: $5,000
Length: 0:20
Brand colors: ["#0a84ff", "#10263f"]
KPI: 3 % of visitors book
"""
HEADINGS = """# Campaign brief: Nordlicht Bikes

## 1. Target Audience

People who ride to work.

## Key Message

**Primary Message:**
Winter is a season for riding.

**Supporting Messages:**
1. Lights: Seen from 400 metres
2. Studs that hold on ice

## Call to action
Book a ride

## Tone
[How should it feel?]

**CTA URL**: https://nordlicht.example/ride
- **Budget:** $5,000
"""
TABLE = """| Field | Value |
|---|---|
| Client | Nordlicht Bikes |
| Key Message | Winter is a season for riding. |
| CTA | Book a ride |
| Link | [the shop](https://nordlicht.example/ride) |
| Budget | 5000 USD |
"""
LINES = """Client: Nordlicht Bikes
Key message: Winter is a season for riding.
CTA: Book a ride
Link: https://nordlicht.example/ride
Total budget: 5,000.00
"""


@pytest.mark.parametrize("text", [YAML, HEADINGS, TABLE, LINES], ids=["yaml", "headings", "table", "lines"])
def test_every_form_says_the_same(text: str) -> None:
    brief = parse_brief(text)
    assert (brief.product, brief.message) == ("Nordlicht Bikes", "Winter is a season for riding.")
    assert (brief.call_to_action, brief.link) == ("Book a ride", "https://nordlicht.example/ride")
    assert brief.budget_usd == Decimal(5000)


def test_lists_lengths_and_colours_and_what_nobody_asked_for() -> None:
    brief = parse_brief(YAML)
    assert brief.points == ("Lights: Seen from 400 metres", "Studs that hold on ice")
    assert (brief.film_s, brief.colours) == (20, ("#0a84ff", "#10263f"))
    assert brief.notes == {"KPI": "3 % of visitors book"}
    of_headings = parse_brief(HEADINGS)
    assert of_headings.points == brief.points
    assert (of_headings.audience, of_headings.tone) == ("People who ride to work.", "")


def test_front_matter_wins_over_the_text_below_it() -> None:
    brief = parse_brief("---\nproduct: Avel\nfilm_s: 8\n---\n# Brief: Other\n\n## Proof points\n\n- 24 days: at sea\n")
    assert (brief.product, brief.film_s, brief.proof) == ("Avel", 8, ("24 days: at sea",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("headline: Hello\n", "product"),
        ("product: X\nlink: javascript:alert(1)\n", "no address"),
        ("product: X\nlinks: {a: 'javascript:alert(1)'}\n", "no address"),
        ("product: X\nfilm_s: 900\n", "film_s"),
        ("", "product"),
        ("just a thought", "product"),
    ],
)
def test_what_cannot_be_used_is_named(text: str, said: str) -> None:
    with pytest.raises(BriefError, match=said):
        parse_brief(text)


def test_the_brief_that_comes_with_the_agent_names_its_article_beside_it() -> None:
    brief = read_brief(ROOT / "examples" / "marketing_agent" / "brief.md")
    assert Path(brief.article).name == "article.md"
    assert Path(brief.article).is_file()
    assert brief.is_from_article
    assert len(brief.points) == len(brief.proof) == 3
    assert brief.quote.startswith('"You can taste')


WILD = """# Campaign Brief Example: Winter launch

**Client:** Nordlicht Bikes (a maker of bicycles)
**Duration:** 4 weeks
**Budget:** $12,000 (creative production only)

## 🎯 Single-Minded Proposition (SMP)

> Winter is a season for riding.

## Reasons To Believe (RTBs)
1. Lights
2. Studs

**Headline (70 chars max):**
Ride through it

- **CTA**: [Book a ride](https://nordlicht.example/ride)
- **Sub-headline**: Soft snow.
- **Body copy**: Long.

**Key benefits:**
- **Lights:** Seen from 400 metres
- **Brand colors:** Fjord #0a84ff, Night (#10263f)
"""
CAMEL = """{"brief": {"brandName": "Nordlicht Bikes", "keyMessage": "Winter.", "callToAction": "Book",
    "language": "Deutsch"}}"""


def test_what_the_world_writes() -> None:
    brief = parse_brief(WILD)
    assert (brief.product, brief.headline) == ("Nordlicht Bikes", "Ride through it")
    assert (brief.message, brief.proof) == ("Winter is a season for riding.", ("Lights", "Studs"))
    assert (brief.call_to_action, brief.link) == ("Book a ride", "https://nordlicht.example/ride")
    assert (brief.colours, brief.budget_usd) == (("#0a84ff", "#10263f"), Decimal(12000))
    assert (brief.points, brief.notes["Body copy"]) == (("Lights: Seen from 400 metres",), "Long.")
    assert brief.film_s == Brief(product="X").film_s  # a campaign's weeks are no film's length
    assert brief.notes["Duration"] == "4 weeks"
    assert parse_brief("# Creative brief: Avel\n").product == "Avel"
    camel = parse_brief(CAMEL)
    assert (camel.product, camel.message, camel.call_to_action) == ("Nordlicht Bikes", "Winter.", "Book")
    assert camel.language == "de"


@pytest.mark.parametrize(
    ("said", "length_s"),
    [("30", 30), ("30 s", 30), ("30-second", 30), ("15-20 seconds", 15), ("1 min", 60), ("0:45", 45), ("1:30", 90)],
)
def test_lengths_as_people_write_them(said: str, length_s: float) -> None:
    assert parse_brief(f"product: X\nlength: '{said}'\n").film_s == length_s


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("5000", "5000"), ("$5,000", "5000"), ("5.000 €", "5000"), ("5 000 EUR", "5000"), ("5k", "5000"),
        ("$0.50", "0.5"), ("1.234,50", "1234.5"), ("$5K-10K", "5000"), ("1,5", "1.5"), ("to be decided", None),
        ("", None),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(said: str, amount: str | None) -> None:
    assert parse_brief(f"product: X\nbudget: '{said}'\n").budget_usd == (Decimal(amount) if amount else None)


def test_words_about_a_thing_are_no_thing(tmp_path: Path) -> None:
    said = "Link: TBD\nLogo: Client provided (SVG)\nArticle: see our blog\nResolution: 72 DPI\nCTA: Buy " + "now " * 40
    (tmp_path / "brief.md").write_text(f"Client: X\nQuote: n/a\n{said}\n")
    brief = read_brief(tmp_path / "brief.md")
    assert (brief.link, brief.logo, brief.article, brief.quote) == ("", "", "", "")
    assert (brief.resolution, len(brief.call_to_action) <= 60) == ("720p", True)
    assert {"logo", "article", "Resolution"} <= set(brief.notes)


def test_an_article_may_be_told_instead_of_named(tmp_path: Path) -> None:
    told = "# At sea\n\n" + "It was a long way. " * 40
    for article in (told, told.replace("\n", " "), "https://example.com/post", "nul\0"):
        brief = Brief(product="X", article=article)
        assert with_texts(brief).article == article
    (tmp_path / "post.md").write_text(told)
    (tmp_path / "brief.yaml").write_text("product: X\narticle: post.md\nlogo: logo.svg\n")
    named = read_brief(tmp_path / "brief.yaml")
    assert named.article == str(tmp_path / "post.md")
    assert (with_texts(named).article, with_texts(named).logo) == (told, "")


def test_a_short_film_or_one_without_an_article_tells_the_brief() -> None:
    assert not Brief(product="X", article="a.md", film_s=8).is_from_article
    assert not Brief(product="X", film_s=60).is_from_article
