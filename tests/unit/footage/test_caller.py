from __future__ import annotations

from dataclasses import replace

import pytest

from footage.caller import LOCAL, SCOPES, Scope
from footage.errors import ForbiddenScopeError
from tests.teams import ANN, BEN, EVE

CONTAINED: dict[Scope, frozenset[Scope]] = {"video:make": frozenset({"video:read"}), "admin": SCOPES}


@pytest.mark.parametrize("scope", sorted(SCOPES))
def test_a_scope_allows_itself_and_what_it_contains(scope: Scope) -> None:
    only = replace(ANN, scopes=frozenset({scope}))
    allowed = {scope} | CONTAINED.get(scope, frozenset())
    for one in allowed:
        only.require(one)
    for other in SCOPES - allowed:
        with pytest.raises(ForbiddenScopeError, match=other):
            only.require(other)
        LOCAL.require(other)


def test_what_a_team_paid_for_has_a_name_that_no_other_team_finds() -> None:
    assert ANN.own("clip") == BEN.own("clip") != EVE.own("clip")
    assert ANN.own("clip") != ANN.own("another")
    assert LOCAL.own("clip") == "clip"
