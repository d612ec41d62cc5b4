"""What a dry run tells of an article: by id, within a few kilobytes."""

from __future__ import annotations

from pathlib import Path

from films.article.read import read_article
from films.script.article_view import MAX_BYTES, article_view, size_of, tables_of
from films.script.documents import OfferedPicture, Script
from films.script.reading import read_script
from films.script.references import Known

ARTICLE = read_article(
    """# Trains

Ridership rose by 40 % in 2024, says Ada.

## Prices

- **Bed.** From 49 euros
- **Seat.** From 19 euros

| Day | Price |
|---|---|
| Mon | 20 |
| Tue | 30 |

```python
a = 1
b = 2
```

> We sleep well. — Ada

![A bunk](bunk.jpg)
"""
)
BUNK = OfferedPicture(id="p1", path=Path("bunk.jpg"), width=800, height=600, alt="A bunk")


def script(*blocks: str, image: str = "") -> Script:
    show = {"kind": "picture", "image": image} if image else {"kind": "text", "text": "x"}
    known = Known(pictures={"p1": ()}, language="en")
    return read_script({"title": "Trains", "scenes": [{"show": show, "from": list(blocks)}]}, known).script


def test_an_article_by_its_ids() -> None:
    view = article_view(ARTICLE, [BUNK], script("b1", "b3"))
    assert view["blocks"] == [
        {"id": "b1", "text": "Ridership rose by 40 % in 2024, says Ada."},
        {"id": "b2", "heading": "Prices", "level": 2},
        {"id": "b3", "list": ["Bed: From 49 euros", "Seat: From 19 euros"], "count": 2},
        {"id": "b4", "table": "t1", "rows": ["Day | Price", "Mon | 20", "Tue | 30"], "count": 2},
        {"id": "b5", "code": "a = 1", "lines": 2, "language": "python"},
        {"id": "b6", "quote": "We sleep well.", "by": "Ada"},
        {"id": "b7", "picture": "p1"},
    ]
    assert view["pictures"] == [{"id": "p1", "size": "800x600", "alt": "A bunk"}]
    assert view["figures"][0] == "b1: Ridership rose by 40 % in 2024, says Ada."
    assert view["unused"] == ["p1", "b4", "b5", "b6"]
    assert list(tables_of(ARTICLE)) == ["t1"]
    assert "b7" not in str(article_view(ARTICLE, [], script()))  # a picture that cannot be shown is none
    assert article_view(ARTICLE, [BUNK], script("b1", image="p1"))["unused"] == ["b3", "b4", "b5", "b6"]


def test_a_long_article_is_shortened_and_then_cut_by_whole_blocks_and_it_is_told() -> None:
    for words, count in ((40, 20), (400, 60), (60, 400)):
        text = "\n\n".join(f"## Part {n}\n\n{'word ' * words}end.\n\n- one\n- two" for n in range(count))
        outline = read_article(f"# Long\n\n{text}")
        view = article_view(outline, [BUNK] * 12, script())
        assert size_of(view) <= MAX_BYTES
        kept, every = len(view["blocks"]), len(outline.blocks)
        assert ("left_out" in view) == (kept < every)
        if kept < every:
            assert view["left_out"].startswith(f"{every - kept} more blocks")


def test_signs_of_many_bytes_are_counted_as_such() -> None:
    outline = read_article("# 列車\n\n" + "\n\n".join("夜行列車が帰ってきました。" * 20 for _ in range(60)))
    assert size_of(article_view(outline, [], script())) <= MAX_BYTES
