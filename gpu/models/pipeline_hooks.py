"""Hooks into diffusers pipelines, for progress and for prompts: a subclass that overrides two public methods."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

Tell = Callable[[float], None]
"""Called with the share of the steps that are done, 0 to 1."""


def with_hooks(kind: type[Any]) -> type[Any]:
    """A pipeline's class that calls `on_share` after each step and `answer` for each prompt, where they are set.

    Args:
        kind: A class of diffusers with `encode_prompt` and `progress_bar`, as all have that make video.

    Returns:
        A subclass of the same name, which loads the same checkpoints; `encode_prompt_itself` is the original method.
    """

    class Hooked(kind):  # type: ignore[misc]
        on_share: Tell | None = None
        answer: Callable[..., Any] | None = None

        @functools.wraps(kind.encode_prompt)
        def encode_prompt_itself(self, *args: Any, **kwargs: Any) -> Any:
            return super().encode_prompt(*args, **kwargs)

        def encode_prompt(self, *args: Any, **kwargs: Any) -> Any:
            return (self.answer or self.encode_prompt_itself)(*args, **kwargs)

        def progress_bar(self, iterable: Any = None, total: int | None = None) -> Any:
            if self.on_share is None or total is None:
                return super().progress_bar(iterable=iterable, total=total)
            return _Bar(total, self.on_share)

    Hooked.__name__, Hooked.__qualname__, Hooked.__module__ = kind.__name__, kind.__qualname__, kind.__module__
    return Hooked


class _Bar:
    """As much of a progress bar as pipelines use."""

    def __init__(self, total: int, tell: Tell) -> None:
        self._total, self._done, self._tell = total, 0, tell

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""

    def update(self, steps: int = 1) -> None:
        """So many steps more are done."""
        self._done += steps
        self._tell(self._done / self._total)
