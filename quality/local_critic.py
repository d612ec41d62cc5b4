"""A second opinion on films from a vision-language model on this machine: offline, free, and kept apart from the score.

Any checkpoint that transformers opens for image-text-to-text, with a chat template, and no code of its own. It is shown
a few frames, each with its time, and the picture of the alarms. It runs on the processor, so that devices stay free for
films.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from footage.errors import UnavailableError
from footage.opinions import Marks, asked_about, instructions, message, no_opinion
from footage.ports.jobs import JobContext
from footage.turns import in_turn
from footage.verdicts import Fault, Opinion, Quality
from media.evidence import evidence_picture
from media.frames import read_frames
from media.probe import probe
from quality.checkpoints import damaged_model, model_folder, model_revision
from quality.frames import sample_times

if TYPE_CHECKING:
    from PIL.Image import Image

    from media.frames import Picture

NAME = "local"
_LEAST_FRAMES, _MOST_FRAMES = 4, 8
_SIDE_PX = 448
_MOST_TOKENS = 512
_TOKENS_AN_ALARM = 64
_LIMIT_S = 180.0
"""An answer that takes longer is broken off, so that a server that stops does not wait for it for long."""
_MARK = '{"score": 0 to 10, "at_s": seconds, "reason": "one sentence"}'
_FORM = (
    f'Answer with JSON and nothing else: {{"content_accuracy": {_MARK} or null, "visual_quality": {_MARK}, '
    f'"coherence": {_MARK}, "text_legibility": {_MARK} or null{{alarms}}}}'
)
_SEEN = '{"number": the alarm\'s, "agrees": true or false, "reason": "one sentence"}'
_JSON = re.compile(r"\{.*\}", re.DOTALL)


class LocalCritic:
    """`footage.ports.quality.Critic` over a model in memory, loaded at the first question and kept.

    Args:
        model: Its repository on the Hub, which must be here already, or its folder.
    """

    def __init__(self, model: str) -> None:
        self._model = model
        # One thread, always the same: torch keeps a pool of threads for each thread that calls it.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="critic")
        self._loaded: _Loaded | None = None

    def missing(self) -> str | None:
        """Why it cannot be asked, in one sentence with the command that helps, or None; loads nothing."""
        try:
            model_folder(self._model)
        except UnavailableError as exc:
            return f"{exc.message} {exc.hint}"
        return None

    async def opinion(self, job: JobContext, film: Path, prompt: str | None, quality: Quality | None = None) -> Opinion:
        """See `footage.ports.quality.Critic.opinion`."""
        try:
            return await in_turn(lambda: self._worker.submit(self._watched, film, prompt, quality).result())
        except Exception as exc:  # noqa: BLE001 - told in the opinion
            return no_opinion(NAME, self._model, exc)

    def _watched(self, film: Path, prompt: str | None, quality: Quality | None) -> Opinion:
        if self._loaded is None:
            self._loaded = _load(self._model)
        info = probe(film)
        times_s = sample_times(info, least=_LEAST_FRAMES, most=_MOST_FRAMES)
        names = [f"{time_s:.1f} s" for time_s in times_s]
        shown = list(zip(names, map(_image, read_frames(film, times_s, _SIDE_PX)), strict=True))
        alarms = asked_about(quality)
        if quality and alarms:
            shown.append(("The film over time, and its alarms by number", _decoded(film, quality, alarms)))
        said = f"{message(prompt, alarms)}\n{_form(alarms)}"
        answer = self._loaded.answer(instructions(alarms), shown, said, _MOST_TOKENS + _TOKENS_AN_ALARM * len(alarms))
        found = _read(answer).well_founded(info.duration_s, prompt, alarms)
        return Opinion(judge=NAME, model=self._loaded.name, **found)


@dataclass(frozen=True)
class _Loaded:
    name: str
    model: Any
    processor: Any

    def answer(self, system: str, pictures: Sequence[tuple[str, Image]], asked: str, most_tokens: int) -> str:
        """What the model says of pictures with their names, by the likeliest word each."""
        import torch

        shown: list[dict[str, Any]] = [{"type": "text", "text": system}]
        for name, picture in pictures:
            shown.append({"type": "text", "text": f"\n{name}:"})
            shown.append({"type": "image", "image": picture})
        shown.append({"type": "text", "text": f"\n{asked}"})
        given = self.processor.apply_chat_template(
            [{"role": "user", "content": shown}],
            add_generation_prompt=True,
            tokenize=True,
            return_dict=True,
            return_tensors="pt",
        ).to(self.model.dtype)
        with torch.inference_mode():
            said = self.model.generate(**given, max_new_tokens=most_tokens, max_time=_LIMIT_S, do_sample=False)
        return str(self.processor.decode(said[0, given["input_ids"].shape[1] :], skip_special_tokens=True))


def _image(picture: Picture) -> Image:
    from PIL import Image

    return Image.fromarray(picture)


def _decoded(film: Path, quality: Quality, alarms: Sequence[Fault]) -> Image:
    """The picture of the alarms."""
    from PIL import Image

    return Image.open(io.BytesIO(evidence_picture(film, quality, alarms))).convert("RGB")


def _form(alarms: Sequence[Fault]) -> str:
    """How to answer."""
    return _FORM.replace("{alarms}", f', "alarms": [{_SEEN} for each]' if alarms else "")


def _load(name: str) -> _Loaded:
    """Load a model offline, without running code of its own."""
    path = model_folder(name)
    import transformers

    transformers.utils.logging.disable_progress_bar()
    try:
        processor = transformers.AutoProcessor.from_pretrained(path, backend="pil", local_files_only=True)
        model, report = transformers.AutoModelForImageTextToText.from_pretrained(
            path, local_files_only=True, dtype="auto", output_loading_info=True
        )
    except Exception as exc:  # a damaged file can make the libraries raise anything
        raise damaged_model(name, str(exc)) from exc
    # What is missing would be made up from random numbers.
    if report["missing_keys"] or report["mismatched_keys"]:
        raise damaged_model(name, "it is not a whole model")
    if not processor.chat_template:
        raise damaged_model(name, "it has no chat template, so it cannot be asked")
    return _Loaded(f"{name}@{model_revision(path)}", model.eval(), processor)


def _read(answer: str) -> Marks:
    """The marks in an answer, whatever is around them."""
    found = _JSON.search(answer)
    try:
        return Marks.model_validate_json(found[0] if found else "")
    except ValidationError as exc:
        raise UnavailableError(
            "The model did not answer with marks.", hint="Set FOOTAGE_JUDGE to a larger model, or to gemini."
        ) from exc
