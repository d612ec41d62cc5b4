from __future__ import annotations

import errno
import sqlite3

import pytest

from footage import trouble
from storage.trouble import of_machine


def _with(cause: BaseException) -> Exception:
    """An error of ours with what led to it."""
    error = RuntimeError("the work broke")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_wherever_it_stands_in_the_chain(number: int) -> None:
    full = OSError(number, "full", "/films/video.mp4")
    for error in (full, _with(full), ExceptionGroup("several", [ValueError(), full])):
        told = trouble.in_words(error)
        assert told is not None
        assert (told.code, told.message) == ("unavailable", "The disk is full: /films/video.mp4.")


@pytest.mark.parametrize("number", [errno.EFBIG, errno.ENAMETOOLONG, errno.ESTALE, errno.EROFS, errno.EACCES])
def test_what_a_disk_does_not_bear_is_told(number: int) -> None:
    told = trouble.in_words(_with(OSError(number, "x", "/films/video.mp4")))
    assert told is not None
    assert (told.code, told.message.endswith(": /films/video.mp4."), bool(told.hint)) == ("unavailable", True, True)


def test_a_defect_stays_a_defect() -> None:
    for error in (ValueError("x"), OSError("no number"), FileNotFoundError(errno.ENOENT, "x"), KeyError("a")):
        assert of_machine(error) is None


def test_a_chain_that_bites_its_tail_is_read_to_its_end() -> None:
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    assert of_machine(one) is None


def test_a_real_sqlite_that_is_full_is_a_full_disk() -> None:
    with sqlite3.connect(":memory:") as database:
        database.execute("PRAGMA max_page_count = 2")
        database.execute("CREATE TABLE t (x)")
        with pytest.raises(sqlite3.OperationalError) as caught:
            database.execute("INSERT INTO t VALUES (zeroblob(100000))")
    database.close()
    told = of_machine(caught.value)
    assert told is not None
    assert told.message == "The disk is full. The database cannot be written to."
