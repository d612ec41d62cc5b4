"""Makes an edit in the cheapest way that gives it unharmed: packets copied, joins encoded anew, or one encode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from media import ffmpeg
from media.captions.burn import text_track
from media.edit import exports, smartcut
from media.edit.exports import AAC, Made
from media.edit.graph import Graph
from media.edit.project import Project
from media.edit.texts import TextTrack
from media.edit.timeline import inner_layers
from media.edit.workshop import Workshop
from media.encoders import X264
from media.ffmpeg import Options, Progress, Stream, Target
from media.mp4 import video_copy_settings
from media.tracks import named_settings, text_settings

Way = Literal["none", "copy", "sound", "smart", "encode"]
"""none: the film stays as it is. copy: all packets. sound: pictures copied, sound encoded. smart: pictures copied but
for the frames around cuts. encode: everything, once."""

_SURROUND_BITS = "384k"
_STEREO_LAYOUTS = frozenset({"mono", "stereo"})


@dataclass(frozen=True)
class Outcome:
    """What was made: the film, None where it stays as it was; the files beside it; and in which way."""

    film: Path | None
    files: tuple[Made, ...]
    way: Way


def way_of(project: Project) -> Way:
    """How an edit is best made."""
    layer = project.layer
    if not project.is_changed:
        return "none"
    seen = [one for one in (layer, *inner_layers(layer)) if any(effect.is_seen for effect in one.effects)]
    if seen or layer.canvas != layer.size or inner_layers(layer):
        return "encode"
    if project.is_whole:
        return "sound" if video_copy_settings(project.main.info) else "encode"
    return smartcut.way_of(project)


def make(
    project: Project,
    out: Path,
    workshop: Workshop,
    texts: Sequence[TextTrack] = (),
    progress: Progress | None = None,
) -> Outcome:
    """Write the film and the files beside it.

    Args:
        project: The edit.
        out: The MP4 to write; its folder takes the other files.
        workshop: Makes what the graph reads.
        texts: Text tracks of the new film.
        progress: See `media.ffmpeg.Progress`.

    Raises:
        UnsupportedMediaError: A film cannot be read.
        DeadlineError: ffmpeg took far longer than the film lasts.
        InternalError: ffmpeg failed.
    """
    way = way_of(project)
    graph = Graph(project.main, project.layer, project.rate, workshop)
    written = [exports.target(graph, one, project.rate, out.parent) for one in project.exports]
    targets = [target for target, _ in written]
    if way in ("copy", "smart"):
        _cut(project, out, workshop, graph, texts)
    elif way != "none":
        targets.insert(0, _film(project, out, workshop, graph, texts, is_copied=way == "sound"))
    if targets:
        length_s = project.seconds(project.layer.frames)
        ffmpeg.run(ffmpeg.arguments_for(targets), duration_s=length_s, progress=progress)
    files = tuple(exports.finished(made) for _, made in written)
    return Outcome(film=None if way == "none" else out, files=files, way=way)


def _cut(project: Project, out: Path, workshop: Workshop, graph: Graph, texts: Sequence[TextTrack]) -> None:
    """Pictures whose packets are copied, with their sound and texts."""
    cut = workshop.folder / "cut.mp4"
    with_sound = smartcut.write(project, cut)
    layer = project.layer
    if with_sound and not texts:
        cut.replace(out)
        return
    pictures = ffmpeg.from_file(cut, demuxer="mov")
    sounds = [] if with_sound or not layer.has_sound else graph.sounds(layer)
    options: Options = {"c:v": "copy", **sound_options(project, graph, len(sounds))}
    copied = len(project.main.tracks.sounds) if with_sound else 0
    if copied:
        sounds = [pictures[f"a:{at}"] for at in range(copied)]
        options |= {"c:a": "copy", **named_settings(project.main.tracks.sounds)}
    added, subtitles = text_streams(project, texts, workshop.folder, first=1 + len(sounds))
    streams = [pictures["v:0"], *sounds, *added]
    ffmpeg.run_graph(streams, out, options={**options, **subtitles}, duration_s=project.seconds(project.layer.frames))
    cut.unlink()


def _film(
    project: Project, out: Path, workshop: Workshop, graph: Graph, texts: Sequence[TextTrack], *, is_copied: bool
) -> Target:
    main, layer = project.main, project.layer
    options: Options
    if is_copied:
        # The sound begins with the first picture, which is not quite where the file begins.
        early: Options = {"itsoffset": -round(main.offset_s, 6)} if main.offset_s else {}
        picture = ffmpeg.from_file(main.info.path, demuxer=main.info.demuxer, **early)[str(main.tracks.picture)]
        options = {**(video_copy_settings(main.info) or {})}
    else:
        picture = graph.pictures(layer)
        options = {**X264}
    sounds = graph.sounds(layer) if layer.has_sound else []
    added, subtitles = text_streams(project, texts, workshop.folder, first=1 + len(sounds))
    options |= {**sound_options(project, graph, len(sounds)), **subtitles}
    return Target([picture, *sounds, *added], out, "mp4", options)


def sound_options(project: Project, graph: Graph, count: int) -> Options:
    """Output options for the sound tracks of a new film, which keep their names."""
    options: Options = {**AAC} if count else {}
    for place, layout in enumerate(graph.layouts[:count]):
        if layout not in _STEREO_LAYOUTS:
            options[f"b:a:{place}"] = _SURROUND_BITS
    return options | named_settings(project.main.tracks.sounds[:count])


def text_streams(
    project: Project, texts: Sequence[TextTrack], folder: Path, *, first: int
) -> tuple[list[Stream], Options]:
    """The text tracks of a new film as streams of a graph, with their options."""
    info, streams = project.main.info, []
    for at, one in enumerate(texts):
        file = text_track(folder / f"texts-{at}.mp4", one.cues, info)
        streams.append(ffmpeg.from_file(file, demuxer="mov")["s:0"])
    tracks = [replace(one.track, codec="mov_text") for one in texts]
    return streams, text_settings(tracks, first=first) if texts else {}
