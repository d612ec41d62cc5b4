"""Says in words what an edit makes of a film: its timeline, clip by clip, what is copied and what encoded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from media.edit.effects import Crop, Effect, Fade, Level, Mix, Overlay, Reframe, Rotate, Title
from media.edit.make import Way, way_of
from media.edit.project import Project
from media.edit.timeline import Clip, Layer, Picture, Source, films_in

MOST_CLIPS = 12
_WAYS: Mapping[Way, str] = {
    "none": "the film itself stays as it is",
    "copy": "copied without encoding anything",
    "smart": "only the frames around the cuts are encoded, the rest is copied",
    "sound": "the pictures are copied as they are, only the sound is encoded",
    "encode": "encoded once",
}


def way_told(way: Way) -> str:
    """What is copied and what encoded."""
    return _WAYS[way]


def plan_of(project: Project) -> dict[str, Any]:
    """The edit as a dry run shows it."""
    layer = project.layer
    clips = clips_told(layer, project)
    shown = clips[:MOST_CLIPS]
    more = len(clips) - len(shown)
    return {
        "lasts_s": round(project.seconds(layer.frames), 3),
        "size": f"{layer.size[0]}x{layer.size[1]}",
        "fps": round(float(project.rate), 3),
        "timeline": [*shown, *([f"and {more} more clips"] if more > 0 else [])],
        "then": [_effect(one, project) for one in layer.effects],
        "way": way_told(way_of(project)),
        "files": [
            {"name": one.name, "lasts_s": round(project.seconds(one.layer.frames), 3) if one.at is None else None}
            for one in project.exports
        ],
    }


def clips_told(layer: Layer, project: Project) -> list[str]:
    """Every clip of a layer: when it is shown, and which part of which file it is."""
    return [
        f"{_time(begins, project)}-{_time(begins + clip.frames, project)}: {_clip(clip, project)}"
        for begins, clip in zip(layer.starts, layer.clips, strict=True)
    ]


def _clip(clip: Clip, project: Project) -> str:
    said = [_named(clip.source, project)]
    if not isinstance(clip.source, Picture):
        said.append(f"{_time(clip.start, project)}-{_time(clip.start + clip.count, project)}")
    if clip.speed != 1:
        said.append(f"at {float(clip.speed):g}x")
    if clip.back:
        said.append("backwards")
    if clip.hold:
        said.append(f"then standing for {_time(clip.hold, project)} s")
    if clip.enter:
        said.append(f"coming in by {clip.enter}")
    return " ".join(said)


def _named(source: Source, project: Project) -> str:
    if source is project.main:
        return "the film"
    if isinstance(source, Layer):
        names = [one.name for one in films_in(source) if one is not project.main]
        done = "; ".join(_effect(one, project) for one in source.effects)
        return " with ".join(["the film so far", *names[:3]]) + (f" ({done})" if done else "")
    return source.name


def _effect(effect: Effect, project: Project) -> str:
    match effect:
        case Crop():
            return f"cut to {effect.width}x{effect.height}"
        case Rotate():
            return f"turned by {effect.degrees} degrees"
        case Reframe():
            return f"{effect.size[0]}x{effect.size[1]} ({effect.how})"
        case Overlay():
            return f"{_named(effect.clip.source, project)} over it {_when(effect.area.span, project)}"
        case Title():
            return f"the title {' / '.join(effect.text.splitlines())[:40]!r} {_when(effect.area.span, project)}"
        case Fade():
            return "faded in and out" if effect.in_frames and effect.out_frames else "faded"
        case Level():
            return "muted" if effect.gain_db is None else f"sound {effect.gain_db:+g} dB"
        case Mix():
            return _mix(effect)
        case _:
            return type(effect).__name__.lower()


def _mix(effect: Mix) -> str:
    name = effect.file.name if effect.file else effect.music
    if effect.is_bed:
        return f"music ({name})" + (", lower under speech" if effect.duck else "")
    return f"{name} in place of its sound" if effect.replace else f"{name} beside its sound"


def _when(span: Sequence[int], project: Project) -> str:
    return f"{_time(span[0], project)}-{_time(span[1], project)}"


def _time(frame: int, project: Project) -> str:
    return f"{round(project.seconds(frame), 2):g}"


def done_told(project: Project) -> list[str]:
    """What was done, in words that an agent passes on."""
    said = [_effect(one, project) for one in project.layer.effects]
    clips = project.layer.clips
    if not project.is_whole:
        count = len(clips)
        said.insert(0, f"{count} clips" if count > 1 else _clip(clips[0], project))
    return said
