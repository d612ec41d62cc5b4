from __future__ import annotations

from collections.abc import Iterator

from footage import errors
from footage.errors import FootageError, GeneratorError


def every_class(parent: type[FootageError] = FootageError) -> Iterator[type[FootageError]]:
    for child in (one for one in parent.__subclasses__() if one.__module__ == errors.__name__):
        yield child
        yield from every_class(child)


def leaves() -> list[type[FootageError]]:
    every = list(every_class())
    return [error for error in every if not any(other.__base__ is error for other in every)]


def test_each_error_that_is_raised_has_a_code_of_its_own_and_a_hint() -> None:
    codes = [error.code for error in leaves()]
    codes.remove("rate_limited")  # too fast for a vendor or for us: the same to do about it
    assert len(set(codes)) == len(codes)
    assert all(error.default_hint.endswith(".") for error in leaves())


def test_the_drawing_of_the_tree_is_complete() -> None:
    drawing = errors.__doc__ or ""
    for error in leaves():
        assert f"{error.__name__} " in drawing
        assert error.code in drawing


def test_only_trouble_that_passes_is_retryable() -> None:
    retryable = {error.code for error in leaves() if error.retryable}
    assert retryable == {
        "quota_exhausted",
        "rate_limited",
        "vendor_failed",
        "timeout",
        "unavailable",  # the database is away: what is away now may be back soon
        "device_lost",
        "device_busy",
    }


def test_a_generator_error_names_its_backend() -> None:
    assert GeneratorError("no", backend="veo").backend == "veo"


def test_words_of_others_can_be_stored_logged_and_sent() -> None:
    error = errors.InternalError("half \ud800 of a pair, nothing \0 and a colour \x1b[31m", hint="line\none \udfff")
    assert error.message == "half \ufffd of a pair, nothing \ufffd and a colour \ufffd[31m"
    assert error.hint == "line\none \ufffd"
    error.message.encode()
