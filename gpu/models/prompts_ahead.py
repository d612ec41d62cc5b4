"""Prompts of films that wait, encoded while another film is denoised."""

from __future__ import annotations

import inspect
import threading
from collections import OrderedDict
from typing import Any

KEPT = 8
"""So many answers are kept for films to come. Films that were stopped leave theirs behind, so the oldest go."""

_FORESEEABLE = frozenset({"str", "int", "float", "bool", "NoneType", "device", "dtype", "dict"})
"""Types of the arguments of a call that can be made in advance; of a picture, `repr` does not tell which it is."""


class PromptsAhead:
    """Answers a pipeline's calls of `encode_prompt`, where possible from what was encoded in advance.

    Every family of pipelines calls it with arguments of its own. So the calls of one film are remembered, and made in
    advance for the next film with its prompts instead. A call that was not foreseen is made when it comes.

    Args:
        pipe: A pipeline of a class from `gpu.models.pipeline_hooks`.
    """

    def __init__(self, pipe: Any) -> None:
        self._encode = pipe.encode_prompt_itself
        self._signature = inspect.signature(self._encode)
        self._one_at_a_time = threading.Lock()  # tokenizers are not for two threads
        self._prompts: tuple[str | None, ...] = ()
        self._calls: list[inspect.BoundArguments] = []
        self._known: tuple[tuple[str | None, ...], list[inspect.BoundArguments]] = ((), [])
        self._answers: dict[str, Any] = {}
        pipe.answer = self._answer

    def begin(self, prompt: str, negative_prompt: str | None) -> None:
        """A film begins: the calls that follow are for its prompts."""
        self._prompts, self._calls = (prompt, negative_prompt), []

    def encode(self, prompt: str, negative_prompt: str | None) -> None:
        """Make the calls of the last film for a film to come; without a last film, none."""
        import torch

        before, calls = self._known
        next_prompts = dict(zip(before, (prompt, negative_prompt), strict=False))
        for call in calls:
            next_call = inspect.BoundArguments(self._signature, OrderedDict(call.arguments))
            for name, value in call.arguments.items():
                if isinstance(value, str):
                    next_call.arguments[name] = next_prompts.get(value, value)
            with self._one_at_a_time, torch.no_grad():  # as pipelines do: other kernels give other bits
                self._answers[_key(next_call)] = self._encode(*next_call.args, **next_call.kwargs)
                while len(self._answers) > KEPT:
                    del self._answers[next(iter(self._answers))]

    def _answer(self, *args: Any, **kwargs: Any) -> Any:
        call = self._signature.bind(*args, **kwargs)
        with self._one_at_a_time:
            if {type(value).__name__ for value in call.arguments.values()} <= _FORESEEABLE:
                self._calls.append(call)
                self._known = (self._prompts, self._calls)
            known = self._answers.pop(_key(call), None)
            return self._encode(*args, **kwargs) if known is None else known


def _key(call: inspect.BoundArguments) -> str:
    return repr(dict(call.arguments))
