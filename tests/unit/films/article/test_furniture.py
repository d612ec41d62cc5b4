"""What stands around an article on its site is no part of it, in any of twelve languages."""

from __future__ import annotations

import pytest

from films.article.furniture import without_site
from films.article.outline import Outline, Paragraph
from films.article.read import read_article
from footage.errors import UnsupportedMediaError

TEXT = (
    "The lamp turns at dusk, and the boats sail.\n\nTwo brothers built it in 1890.\n\nNobody has counted its steps.\n\n"
)


def said(outline: Outline) -> str:
    return "\n".join(str(block.model_dump(exclude_defaults=True)) for block in outline.blocks)


@pytest.mark.parametrize(
    "line",
    [
        "08.04.2025 12:46",
        "24 July 2015",
        "Published on October 1, 2025",
        "October 1, 2025 by The React Team",
        "By Jane Doe",
        "**Update July 3rd, 8:05AM ET:** Added an explanation of the lamp.",
        "More information: Ada Lind et al. The lamp at dusk, Proceedings of Lamps (2019). DOI: 10.1073/pnas.1907",
        "By Jane Doe | 24 July 2015",
        "941 comments",
        "5 min read",
        "Veröffentlicht am 3. Mai 2024 um 10:00 Uhr",
        "Von Anna Weber",
        "12 Kommentare",
        "Lesezeit: 4 Min.",
        "Publié le 3 mai 2024 à 10h",
        "Par Anne Dupont",
        "3 min de lecture",
        "Publicado el 3 de mayo de 2024",
        "Por Ana Paz",
        "15 comentarios",
        "Publicado em 3 de maio de 2024",
        "4 min de leitura",
        "Pubblicato il 3 maggio 2024",
        "A cura di Anna Rossi",
        "Tempo di lettura: 3 min",
        "2024年5月3日 10:00",
        "公開日：2024年5月3日　更新日：2024年6月1日",
        "著者：山田太郎",
        "シェアする",
        "发布于 2024-05-03",
        "作者：王小明",
        "123 条评论",
        "阅读时间：约 5 分钟",
        "게시일: 2024년 5월 3일",
        "글: 홍길동",
        "댓글 12개",
        "نشر في 3 مايو 2024",
        "بقلم محمد علي",
        "12 تعليقات",
        "פורסם בתאריך 3 במאי 2024",
        "מאת דנה כהן",
        "12 תגובות",
        "Опубликовано 3 мая 2024 г.",
        "Автор: Иван Петров",
        "12 комментариев",
        "Share this article",
        "Photo by Jane Doe on Unsplash",
        "Tags: light, sea",
        "Home > Blog > Light",
        "Subscribe to our newsletter for more stories like this.",
        "Psst, we're hiring! See our open roles.",
        "Abonniere unseren Newsletter und verpasse nichts.",
        "Nous recrutons ! Venez nous voir.",
        "Suscríbete a nuestra newsletter.",
        "一緒に働く仲間を募集しています。",
        "订阅我们的电子报。",
        "뉴스레터를 구독하세요.",
        "اشترك في النشرة البريدية.",
        "הירשמו לניוזלטר שלנו.",
        "Подпишитесь на нашу рассылку.",
        "This site uses cookies to improve your experience.",
    ],
)
def test_a_line_that_belongs_to_the_site_is_left_out(line: str) -> None:
    for text in (f"{line}\n\n{TEXT}", f"{TEXT}{line}\n"):
        outline = read_article(f"# Lamp\n\n{text}", suffix=".md")
        assert [block.text for block in outline.blocks if isinstance(block, Paragraph)] == TEXT.strip().split("\n\n")
        assert "lines and lists around" in outline.notes[-1]


@pytest.mark.parametrize(
    "heading",
    [
        *("Related articles", "Moar reading", "Further reading", "You may also like", "Sources", "About the author"),
        *("Das könnte Sie auch interessieren", "Quellen", "Articles similaires", "À lire aussi", "Te puede interesar"),
        *(
            "Leia também",
            "Articoli correlati",
            "関連記事",
            "参考文献",
            "相关文章",
            "延伸閱讀",
            "관련 글",
            "مقالات ذات صلة",
        ),
        *("المصادر", "כתבות נוספות", "Читайте также", "Источники"),
    ],
)
def test_a_list_of_other_articles_is_left_out(heading: str) -> None:
    outline = read_article(
        f"# Lamp\n\n{TEXT}## {heading}\n\n- The ship\n- The sea\n\n## Why\n\nFor ships.", suffix=".md"
    )
    assert [block.kind for block in outline.blocks] == ["paragraph"] * 3 + ["heading", "paragraph"]


def test_a_table_of_contents_is_left_out() -> None:
    outline = read_article(
        "# Lamp\n\n1. [Light](#a)\n2. [Sea](#b)\n3. [Ship](#c)\n\n"
        + "".join(f"## {name}\n\n{TEXT}" for name in ("Light", "Sea", "Ship")),
        suffix=".md",
    )
    assert "list" not in [block.kind for block in outline.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "## Contents of the lamp\n\nGlass, oil, a wick.",
        "By hand, the lamp was lit until 1950.",
        "- Share the bread\n- Save the rest\n- Wait 10 minutes",
        "- 14:30 Lunch\n- 2024-05-03 Departure\n- 18:00",
        "The newsletter was sent by post, and its readers paid for it.",
        "## Discussion\n\n" + TEXT * 6,
        "We met in 1999. Von Anna Weber haben wir viel gelernt.",
    ],
)
def test_text_that_looks_so_stays(text: str) -> None:
    outline = read_article(f"# Lamp\n\n{TEXT}{text}\n\n{TEXT}", suffix=".md")
    for word in text.replace("-", " ").replace("#", " ").split():
        assert word in said(outline)


def test_an_article_about_nothing_else_stays() -> None:
    assert read_article("# Lamp\n\nBy Jane Doe", suffix=".md").blocks


@pytest.mark.parametrize(
    "words",
    [
        "Bist du ein Mensch? Sicherheitsüberprüfung läuft.",
        "Vérification que vous êtes humain. Activer JavaScript.",
        "Verifica que eres humano para continuar.",
        "Verifique se você é humano.",
        "Verifica di essere umano.",
        "ロボットではありません",
        "正在检查您的浏览器",
        "로봇이 아닙니다",
        "تحقق من أنك إنسان",
        "אני לא רובוט",
        "Подтвердите, что вы не робот",
        "Alle Cookies akzeptieren oder Einstellungen",
        "Nous utilisons des cookies. Tout accepter.",
        "Utilizamos cookies. Aceptar todas.",
        "すべて同意する クッキーの使用",
        "接受所有 cookie",
        "모두 동의",
        "قبول الكل ملفات تعريف الارتباط",
        "Принять все cookie",
        "Страница не найдена",
        "الصفحة غير موجودة",
        "Только для подписчиков",
        "למנויים בלבד",
    ],
)
def test_pages_in_front_of_articles_are_known_in_many_languages(words: str) -> None:
    with pytest.raises(UnsupportedMediaError, match="no article"):
        read_article(f"<!doctype html><html><body><p>{words}</p></body></html>", suffix=".html")


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("The lamp of Ahr | DW | 10.06.2013", "The lamp of Ahr"),
        ("The lamp · dw.com", "The lamp"),
        ("Our year | 2024", "Our year | 2024"),
        ("DW | The lamp", "DW | The lamp"),
    ],
)
def test_a_title_ends_before_the_name_of_its_site_and_its_day(title: str, bare: str) -> None:
    assert without_site(title, "DW.COM") == bare


def test_what_stands_below_a_page_s_facts_of_its_article_is_none_of_it() -> None:
    sheet = "- Date 10.06.2013\n- Author: Ada Lind\n- Print: Print this page\n\n"
    other = "## Film\n\nA director is back.\n"
    below = said(read_article(f"# Lamp\n\n## Culture\n\n{TEXT}{sheet}{other}"))
    assert "director" not in below
    assert "Culture" not in below
    assert "director" in said(read_article(f"# Lamp\n\nShort.\n\n{sheet}{other}{TEXT}"))


def test_where_somebody_is_found_is_left_out_and_figures_of_the_same_sites_are_not() -> None:
    read = read_article(f"# Ada\n\n{TEXT}- GitHub: [@ada](https://github.com/ada)\n- Website\n- E-mail: a@b.org\n")
    assert "ada" not in said(read)
    assert "Facebook" in said(read_article(f"# Reach\n\n{TEXT}- Facebook: 2.9bn\n- X: 0.5bn\n- Blog\n"))


@pytest.mark.parametrize(("more", "stays"), [("", False), ("\n#### How it ends\n\nIt ends well.\n", True)])
def test_the_section_of_a_paper_is_no_chapter(more: str, stays: bool) -> None:
    read = read_article(f"---\ntitle: The lamp\n---\n\n#### Culture\n\n{TEXT}{more}")
    assert ("Culture" in said(read)) == stays
