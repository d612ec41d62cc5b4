"""Callers of two teams."""

from __future__ import annotations

from dataclasses import replace

from footage.caller import SCOPES, Caller

ANN = Caller(org_id="org", team_id="a", key_id="key_ann", subject="ann", scopes=SCOPES - {"admin"})
BEN = replace(ANN, key_id="key_ben", subject="ben")
"""Of Ann's team."""
EVE = replace(ANN, team_id="e", key_id="key_eve", subject="eve")
"""Of another team of the same organisation."""
READER = replace(ANN, key_id="key_reader", subject="reader", scopes=frozenset({"video:read"}))
"""Of Ann's team, and may only look."""
