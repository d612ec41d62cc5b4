"""Which tests `make check` runs for what was changed."""

from __future__ import annotations

import pytest

from tests.changed import chosen_for, tree

TEXTS = {
    "shop/__init__.py": "from shop.till import Till",
    "shop/till.py": "",
    "shop/inner.py": "",
    "shop/clerk.py": "def sell():\n    from shop import inner",
    "shop/prices.py": "",
    "tests/support.py": "import shop.inner",
    "tests/unit/test_door.py": "from shop import Till",
    "tests/unit/test_shop_till.py": "",
    "tests/unit/test_sales.py": "from shop.clerk import sell",
    "tests/unit/test_prices_of_all.py": "",
    "tests/integration/test_day.py": "from shop import till",
}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ("shop/till.py", {"test_shop_till", "test_door"}),  # by its name, and through the package that offers it
        ("shop/clerk.py", {"test_sales"}),
        ("shop/inner.py", {"test_sales"}),  # those of who imports it, for it has none
        ("shop/data/prices.yaml", {"test_prices_of_all"}),
        ("tests/unit/test_sales.py", {"test_sales"}),
        ("tests/integration/test_day.py", set()),
        ("tests/unit/test_gone.py", set()),
    ],
)
def test_a_file_has_the_tests_that_import_it_or_bear_its_name(changed: str, found: set[str]) -> None:
    assert chosen_for([changed], TEXTS) == {f"tests/unit/{name}.py" for name in found}


@pytest.mark.night
def test_it_knows_the_tree_of_this_project() -> None:
    assert "tests/unit/test_changed.py" in chosen_for(["tests/changed.py"], tree())
