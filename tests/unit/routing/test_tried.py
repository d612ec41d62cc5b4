"""By what attempts know their request, whichever version of Footage wrote them down."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from footage.domain import VideoRequest
from routing.tried import known_hashes, request_hash
from tests.support import LATER, a_request

FIRST = {"plan", "reference_images", "sent_prompt"}
"""Fields that the first requests did not have."""

SECOND = {"reference_images", "sent_prompt"}


def written_before(request: VideoRequest, *, without: set[str]) -> str:
    """As attempts were written when there were no such fields."""
    return hashlib.sha256(request.model_dump_json(exclude=without | LATER).encode()).hexdigest()


class Later(VideoRequest):
    """A request with a field that is added later."""

    mood: str | None = None


@pytest.mark.parametrize("without", [set(), SECOND, FIRST], ids=["latest", "second", "first"])
def test_what_was_written_before_is_known(without: set[str]) -> None:
    request = a_request(style="noir", end_image="/b.png")
    assert written_before(request, without=without) in known_hashes(request)
    assert written_before(request, without=without) in known_hashes(Later(**dict(request)))


def test_a_process_of_the_version_before_knows_what_is_written_now() -> None:
    request = a_request(style="noir", sent_prompt="harmless")
    assert request_hash(request) == request_hash(Later(**dict(request))) == written_before(request, without=set())


def test_a_field_that_is_added_later_changes_nothing() -> None:
    assert request_hash(Later(**dict(a_request()))) == request_hash(a_request())
    assert request_hash(Later(**dict(a_request()), mood="calm")) != request_hash(a_request())


@pytest.mark.parametrize(
    "said", [{"sent_prompt": "harmless"}, {"reference_images": ("/a.png",)}, {"plan": {"beats": []}}]
)
def test_what_could_not_be_said_then_was_not_tried_then(said: dict[str, Any]) -> None:
    """A reworded prompt goes to a backend that has refused the caller's own words."""
    known = known_hashes(a_request(**said))
    assert written_before(a_request(), without=FIRST) not in known
    assert written_before(a_request(), without=SECOND) not in known
    assert request_hash(a_request()) not in known
