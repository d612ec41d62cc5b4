"""How many bytes somebody may bring."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footage.caller import Caller
from footage.ports.limits import CapScope, StandingCap, payers
from footage.ports.uploads import Arrived, UploadRefusedError
from storage.books.caps import CapTable
from storage.books.uploads import UploadTable
from storage.db import Database
from tests.support import Clock
from tests.teams import ANN, EVE


def brought(uploads: UploadTable, caller: Caller, size_bytes: int) -> None:
    upload_id = uploads.offer(caller).upload_id
    uploads.arrived(upload_id, Arrived(name="a.mp4", size_bytes=size_bytes, sha256="0" * 64))


@pytest.mark.parametrize("scope", ["org", "team", "person", "key"])
def test_a_cap_of_bytes_holds_beside_the_quota_of_a_team(database: Database, scope: CapScope) -> None:
    uploads = UploadTable(database, Clock(), max_bytes=100, quota_bytes=300)
    caps = CapTable(database, Clock())
    caps.set([StandingCap(scope=scope, id=payers(ANN)[scope], unit="bytes", period="now", amount=120)])
    brought(uploads, ANN, 90)
    assert uploads.offer(ANN).room_bytes == 30
    with pytest.raises(UploadRefusedError) as refused:
        brought(uploads, ANN, 31)
    assert "caps set --bytes" in (refused.value.hint or "")
    brought(uploads, ANN, 30)
    assert uploads.offer(ANN).room_bytes == 0
    stranger = replace(EVE, org_id="elsewhere", team_id="elsewhere", key_id="another", subject="somebody")
    assert uploads.offer(stranger).room_bytes == 100


def test_a_large_cap_gives_no_more_than_the_quota(database: Database) -> None:
    uploads = UploadTable(database, Clock(), max_bytes=100, quota_bytes=100)
    CapTable(database, Clock()).set(
        [StandingCap(scope="team", id=ANN.team_id, unit="bytes", period="now", amount=10_000)]
    )
    brought(uploads, ANN, 90)
    assert uploads.offer(ANN).room_bytes == 10
