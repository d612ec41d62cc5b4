"""What a caller is told when a job has ended well: each tool that makes jobs has its own next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from footage.domain import EMBEDDED
from footage.ports.jobs import JobRecord
from media.frame_size import SHORT_SIDE_PX
from tools import names
from tools.brief import tried


@dataclass(frozen=True)
class Ending:
    """How the job of a tool ends.

    Attributes:
        next_step: What an agent does then.
        is_verdict: The job made no film but found out something about one, which holds even where that film is gone.
    """

    next_step: Callable[[JobRecord], str]
    is_verdict: bool = False


def ending_of(tool: str) -> Ending:
    """How jobs of a tool end; of one that a newer version may have, like that of a film."""
    return _ENDINGS.get(tool, _FILM)


def _after_film(record: JobRecord) -> str:
    takes = [one.uri for one in record.result.takes if one.uri] if record.result else []
    if len(takes) > 1:
        other = f"call {names.ADD_CAPTIONS} or {names.EDIT_VIDEO} with video={takes[1]!r}"
        return (
            f"Look at the contact sheet, a row a take, best first; give the user the path. For another take, {other}."
        )
    if before := record.order_document.get("continues"):
        steps = [{"do": "join", "file": record.job_id}]
        return f"To have it as one film, call {names.EDIT_VIDEO} with video={before!r} and steps={steps}."
    if _verdict(record) in {None, "accept"}:
        step = f"call {names.ADD_CAPTIONS} or {names.EDIT_VIDEO} (9:16, GIF, logo) with video={record.job_id!r}"
        return f"Look at the contact sheet, then give the user the path, or {step}."
    # The same seed draws the same film.
    again = "another prompt or style" if _is_drawn(record) else "another seed or a clearer prompt"
    return f"Look at the contact sheet; where the verdict is right, make it again with {again}; or give the path."


def _after_article(record: JobRecord) -> str:
    # The same article gives the same film, so making it again mends nothing, whatever the verdict says.
    more = " Its texts are in the picture already, so it needs no captions." if _has_captions(record) else ""
    return f"Look at the contact sheet, then give the user the path.{more}"


def _has_captions(record: JobRecord) -> bool:
    return bool(record.order_document.get("captions", True))


def _after_captions(record: JobRecord) -> str:
    if record.order_document.get("cues"):
        return _after_change(record)
    source = record.order_document.get("source_job_id") or record.order_document.get("source")
    step = f"To correct or translate the captions, call {names.ADD_CAPTIONS} with video={source!r} and captions="
    return f"{_after_change(record)} {step}those of plan.captions, with other text."


def _after_change(_record: JobRecord) -> str:
    return "Look at the contact sheet, then give the user the path."


def _after_editing(record: JobRecord) -> str:
    video = record.result.video if record.result else None
    return "Give the user the files named." if video and video.files else _after_change(record)


def _after_enhancing(record: JobRecord) -> str:
    done = record.result.enhancement if record.result else None
    if done is None or done.changed:
        return _after_change(record)
    alone = [step.operation for step in tried(done)]
    more = f", or try one of what was tried alone: operations={alone[:1]}" if len(alone) > 1 else ""
    return f"Tell the user that nothing was changed, and why{more}.{_other_size(record)}"


def _other_size(record: JobRecord) -> str:
    """How a film gets the size or the pace that was asked for, though it looks no better for it."""
    video, order = record.result.video if record.result else None, record.order_document
    target, fps = order.get("target_resolution"), order.get("target_fps")
    if video is None or not (target or fps):
        return ""
    export: dict[str, object] = {"do": "export", "as": "mp4"}
    if target in SHORT_SIDE_PX:
        export["width"] = 2 * round(video.width * SHORT_SIDE_PX[target] / min(video.width, video.height) / 2)
    if fps:
        export["fps"] = fps
    source = order.get("source_job_id") or order.get("source")
    return f" Where that is needed all the same, call {names.EDIT_VIDEO} with video={source!r} and steps={[export]}."


def _after_check(record: JobRecord) -> str:
    if _verdict(record) == "retry":
        return "Make it again, with another seed or a clearer prompt, or tell the user what is wrong with it."
    return "Tell the user the verdict and its reasons."


def _after_publishing(record: JobRecord) -> str:
    sent = record.result.publication if record.result else None
    if sent is not None and sent.state == "draft":
        return "Tell the user that the draft waits in their app, with the text to paste there."
    notes = ", and tell them what the notes say" if sent is not None and sent.notes else ""
    return f"Give the user the address{notes}."


def _verdict(record: JobRecord) -> str | None:
    quality = record.result.quality if record.result else None
    return quality.verdict if quality else None


def _is_drawn(record: JobRecord) -> bool:
    return record.plan is not None and record.plan.backend == EMBEDDED


_FILM = Ending(_after_film)
_ENDINGS: Mapping[str, Ending] = {
    names.GENERATE_VIDEO: _FILM,
    names.BLOG_TO_VIDEO: Ending(_after_article),
    names.ADD_CAPTIONS: Ending(_after_captions),
    names.EDIT_VIDEO: Ending(_after_editing),
    names.ENHANCE_QUALITY: Ending(_after_enhancing),
    names.CHECK_QUALITY: Ending(_after_check, is_verdict=True),
    names.PUBLISH_VIDEO: Ending(_after_publishing, is_verdict=True),
}
