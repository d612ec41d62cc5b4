"""Prompts of films that wait, encoded while another film is denoised."""

from __future__ import annotations

import inspect
import threading
from collections import OrderedDict
from typing import Any

KEPT = 8
"""Answers that are kept for films to come; those of films that were stopped go in the end."""

_WORDS = frozenset({"str", "int", "float", "bool", "NoneType", "device", "dtype", "dict"})
"""Types that a question may be made of to be asked in advance: pictures, for one, do not show what they are."""


class PromptsAhead:
    """Stands in front of a pipeline's `encode_prompt`.

    Every family asks it in words of its own. So the questions of a film are remembered, and asked in advance for the
    next one, with its prompts in the place of the former. A film that asks something else is answered then.

    Args:
        pipe: A pipeline of a class from `gpu.models.pipeline_hooks`.
    """

    def __init__(self, pipe: Any) -> None:
        self._encode = pipe.encode_prompt_itself
        self._words = inspect.signature(self._encode)
        self._one_at_a_time = threading.Lock()  # tokenizers are not for two threads
        self._prompts: tuple[str | None, ...] = ()
        self._questions: list[inspect.BoundArguments] = []
        self._known: tuple[tuple[str | None, ...], list[inspect.BoundArguments]] = ((), [])
        self._answers: dict[str, Any] = {}
        pipe.answer = self._answer

    def begin(self, prompt: str, negative_prompt: str | None) -> None:
        """The questions that come now are about this film."""
        self._prompts, self._questions = (prompt, negative_prompt), []

    def encode(self, prompt: str, negative_prompt: str | None) -> None:
        """Ask for a film to come what the last one asked; without one, nothing."""
        import torch

        before, questions = self._known
        replaced = dict(zip(before, (prompt, negative_prompt), strict=False))
        for question in questions:
            said = inspect.BoundArguments(self._words, OrderedDict(question.arguments))
            for name, value in question.arguments.items():
                if isinstance(value, str):
                    said.arguments[name] = replaced.get(value, value)
            with self._one_at_a_time, torch.no_grad():  # as pipelines do: other kernels give other bits
                self._answers[_key(said)] = self._encode(*said.args, **said.kwargs)
                while len(self._answers) > KEPT:
                    del self._answers[next(iter(self._answers))]

    def _answer(self, *args: Any, **kwargs: Any) -> Any:
        question = self._words.bind(*args, **kwargs)
        with self._one_at_a_time:
            if {type(value).__name__ for value in question.arguments.values()} <= _WORDS:
                self._questions.append(question)
                self._known = (self._prompts, self._questions)
            known = self._answers.pop(_key(question), None)
            return self._encode(*args, **kwargs) if known is None else known


def _key(question: inspect.BoundArguments) -> str:
    return repr(dict(question.arguments))
