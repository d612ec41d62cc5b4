from __future__ import annotations

from dataclasses import replace

import pytest

from footage.caller import LOCAL, SCOPES, Scope
from footage.errors import ForbiddenScopeError
from tests.teams import ANN, BEN, EVE


@pytest.mark.parametrize("scope", sorted(SCOPES))
def test_a_scope_allows_itself_and_no_other(scope: Scope) -> None:
    only = replace(ANN, scopes=frozenset({scope}))
    only.require(scope)
    for other in SCOPES - {scope}:
        with pytest.raises(ForbiddenScopeError, match=other):
            only.require(other)
        LOCAL.require(other)


def test_what_a_team_paid_for_has_a_name_that_no_other_team_finds() -> None:
    assert ANN.own("clip") == BEN.own("clip") != EVE.own("clip")
    assert ANN.own("clip") != ANN.own("another")
    assert LOCAL.own("clip") == "clip"
