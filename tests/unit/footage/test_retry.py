"""Only a database that is away is waited for, and no longer than was asked for."""

from __future__ import annotations

import pytest

from footage import retry
from footage.errors import DatabaseAwayError, InvalidInputError, UnavailableError
from footage.retry import patiently, patiently_for

pytestmark = pytest.mark.anyio


class Away:
    """A database that fails so often before it answers."""

    def __init__(self, times: int, error: Exception) -> None:
        self.asked = 0
        self._times = times
        self._error = error

    def __call__(self) -> str:
        self.asked += 1
        if self.asked <= self._times:
            raise self._error
        return "written"


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE_S", 0.001)


async def test_it_is_asked_until_it_answers() -> None:
    for call in (patiently, lambda write: patiently_for(60.0, write)):
        away = Away(3, DatabaseAwayError("away"))
        assert (await call(away), away.asked) == ("written", 4)


async def test_a_limit_ends_the_waiting() -> None:
    with pytest.raises(DatabaseAwayError, match="away for too long") as ended:  # for which a job is run again
        await patiently_for(0.0, Away(99, DatabaseAwayError("away")))
    assert isinstance(ended.value.__cause__, DatabaseAwayError)


@pytest.mark.parametrize("error", [UnavailableError("no disk"), InvalidInputError("refused"), KeyError("a defect")])
async def test_anything_else_is_raised_at_once(error: Exception) -> None:
    away = Away(1, error)
    with pytest.raises(type(error)):
        await patiently_for(60.0, away)
    assert away.asked == 1
