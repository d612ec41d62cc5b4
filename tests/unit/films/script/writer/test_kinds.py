from __future__ import annotations

import pytest

from films.article.read import read_article
from films.script.documents import ListShow, QuoteShow, TextShow, Wish
from films.script.writer import write_script
from films.script.writer.kinds import kind_of
from films.script.writer.matter import matter_of

EXPLAINED = "# The keyboard\n\nThe upper row holds the signs. The lower row holds the letters and the space bar.\n"


@pytest.mark.parametrize(
    ("post", "kind"),
    [
        (EXPLAINED, "opinion"),
        (EXPLAINED + "\n```sh\nkeys --list\n```\n", "how_to"),
        (EXPLAINED + "\n1. Hold the key\n2. Press the sign\n", "how_to"),
        ("# The keyboard\n\nI bought it in spring. My sister plays on the upper row.\n", "personal"),
    ],
)
def test_what_only_explains_is_not_taken_for_somebodys_own_tale(post: str, kind: str) -> None:
    assert kind_of(matter_of(read_article(post), (), "en")) == kind


@pytest.mark.parametrize("name", ["description", "spoiler", "summary", "dek", "standfirst"])
def test_a_line_above_the_article_is_its_description_whatever_it_is_called(name: str) -> None:
    post = f"---\ntitle: Bridges\n{name}: Four of nine bridges are closed.\n---\n\nThe river is wide.\n"
    assert read_article(post).description == "Four of nine bridges are closed."


ASKED = """# A talk with Ada Lind

Ada Lind keeps the lighthouse of our town, and has done so for thirty years without a break.

1. __Tell us about yourself.__

    I was born on the island. Nobody else wanted to climb two hundred steps every night of the year.

1. __How did you become a keeper?__

    My father kept the lamp before me. He taught me to trim the wick when I was six years old.

1. __What do you like about it?__

    The sea is never the same for two nights. Ships answer when I greet them with the lamp.

1. __What has changed since then?__

    Ships find their way by satellite now. The lamp is for those who sail small boats without one.

1. __Who comes after you?__

    My daughter climbs the steps already. She counts them aloud, and never gets beyond ninety.
"""


def test_questions_in_a_list_with_answers_below_them_are_an_interview() -> None:
    found = write_script(read_article(ASKED), (), Wish(duration_s=60, aspect_ratio="16:9", language="en"))
    assert found.kind == "interview"
    asked = {scene.show.kicker for scene in found.script.scenes if isinstance(scene.show, TextShow)}
    assert "How did you become a keeper?" in asked
    assert not any(isinstance(scene.show, ListShow) for scene in found.script.scenes)
    hook = found.script.scenes[1].show
    assert isinstance(hook, QuoteShow)
    assert hook.text in ASKED


CAKE = """# 蛋糕的做法

蛋糕很好吃。

## 必备原料和工具

### 原料

- 鸡蛋
- 白糖
- 牛奶
- 面粉

## 计算

| 原料 | 1 份 |
| --- | --- |
| 鸡蛋 | 1 个 |
| 白糖 | 16g |
| 牛奶 | 10g |
| 面粉 | 17g |

## 操作

### 搅拌

1. 准备一个新的空碗
2. 加入全部的牛奶
3. 烘焙时间：20 分钟

### 烘烤

1. 预热烤箱
2. 烘烤三十分钟
3. 出炉
"""


def test_questions_may_be_in_lists_with_pictures_between_them() -> None:
    parted = ASKED.replace("1. __How did", "![The lamp](lamp.png)\n\n1. __How did").replace(
        "__Who comes after you?__", "Who comes after you? That will be her."
    )
    assert (
        write_script(read_article(parted), (), Wish(duration_s=60, aspect_ratio="16:9", language="en")).kind
        == "interview"
    )


def test_amounts_may_stand_in_a_list_of_their_own() -> None:
    weighed = CAKE[: CAKE.index("| 原料")] + "- 鸡蛋 2 个\n- 白糖 16g\n\n" + CAKE[CAKE.index("## 操作") :]
    assert (
        write_script(read_article(weighed), (), Wish(duration_s=60, aspect_ratio="9:16", language="zh")).kind
        == "recipe"
    )


def test_stages_under_directions_are_directions_and_amounts_may_stand_in_a_table() -> None:
    found = write_script(read_article(CAKE), (), Wish(duration_s=60, aspect_ratio="9:16", language="zh"))
    assert found.kind == "recipe"
    steps = [scene.show for scene in found.script.scenes if isinstance(scene.show, ListShow)]
    assert [one.heading for one in steps] == ["原料", "搅拌", "烘烤"]
    assert steps[1].items[2] == "烘焙时间：20 分钟"


MANY = "\n".join(f"{n}. **Mistake {n}.** {'What many people do wrong about pages. ' * 3}" for n in range(1, 9))
FEW = "\n".join(f"{n}. **Tip {n}.** {'What makes pages quick for everybody. ' * 3}" for n in range(1, 7))
TIPS = f"# How to make a quick web page\n\n## Mistakes to avoid\n\n{MANY}\n\n## Tips for quick web pages\n\n{FEW}\n"


def test_of_two_lists_of_steps_that_is_needed_which_the_title_promises() -> None:
    found = write_script(read_article(TIPS), (), Wish(duration_s=20, aspect_ratio="16:9", language="en"))
    lists = [scene.show.heading for scene in found.script.scenes if isinstance(scene.show, ListShow)]
    assert lists == ["Tips for quick web pages"]
