"""A film at an emulated vendor: how far it is, how it ends, what it costs, and what it looks like."""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from footage.domain import AspectRatio, Resolution
from media.frame_size import frame_size

RENDER_S = 0.3
SLOW_RENDER_S = 5.0
_SLOW = re.compile(r"\[slow(?: (\d+(?:\.\d+)?))?\]")
_BILL = re.compile(r"\[bill (\d+(?:\.\d+)?)\]")
_STATES = ("moderated output", "fail", "empty", "partial")


@dataclass
class Film:
    """A film that an emulated vendor took on: what was asked for and when."""

    operation_id: str
    prompt: str
    duration_s: float
    aspect_ratio: AspectRatio = "16:9"
    resolution: Resolution = "720p"
    audio: bool = True
    started_at: float = field(default_factory=time.monotonic)
    cancelled: bool = False
    downloads: int = 0
    details: dict[str, Any] = field(default_factory=dict)
    render_s: float = RENDER_S
    flawed: bool = False

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        needs_s = waits_s(self.prompt, self.render_s)
        return min(1.0, (time.monotonic() - self.started_at) / max(needs_s, 1e-6))

    @property
    def outcome(self) -> str:
        """How it ends: "done", or what its prompt ordered."""
        return next((state for state in _STATES if f"[{state}]" in self.prompt), "done")

    def bill_usd(self, usual: Decimal) -> Decimal:
        """What it is said to cost, in dollars."""
        ordered = _BILL.search(self.prompt)
        return Decimal(ordered[1]) if ordered else usual


def waits_s(prompt: str, usual_s: float = 0.0) -> float:
    """How long a vendor takes for what is asked for, in seconds, where its words do not say another time."""
    slow = _SLOW.search(prompt)
    return float(slow[1] or SLOW_RENDER_S) if slow else usual_s


def drawn(folder: Path, film: Film) -> Path:
    """The film drawn by the storyboard painter; films that look alike are drawn once."""
    from painter import plan_film, render

    if "start" in film.details:
        return _moved(folder / f"{film.operation_id}.mp4", film)
    width, height = frame_size(film.aspect_ratio, film.resolution)
    prompt = re.sub(r"\[.*?\]", "", film.prompt).strip() or "a film"
    look = f"{prompt} {film.duration_s} {width}x{height} {film.audio} {film.flawed}"
    name = uuid.uuid5(uuid.NAMESPACE_URL, look)
    path = folder / f"{name}.mp4"
    if not path.exists():
        plan = plan_film(prompt, duration_s=film.duration_s, width=width, height=height, seed=1)
        part = folder / f"{uuid.uuid4()}.part.mp4"
        render(plan, part, audio=film.audio)
        if film.flawed:
            part = _darkened(part, film.duration_s)
        part.replace(path)
    return path


def _darkened(whole: Path, duration_s: float) -> Path:
    """The film, black from two fifths of its length on for a quarter of it."""
    from media import ffmpeg

    dark = f"drawbox=c=black:t=fill:enable='gte(t,{0.4 * duration_s})*lt(t,{0.65 * duration_s})'"
    out = whole.with_name(f"dark-{whole.name}")
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-c:a", "copy", "-movflags", "+faststart"]
    ffmpeg.run(["-i", f"file:{whole}", "-vf", dark, *coded, "-f", "mp4", f"file:{out}"], duration_s=duration_s)
    whole.unlink()
    return out


def _moved(path: Path, film: Film) -> Path:
    """A film that begins with the very picture it was given: it fades to the other one, or a square moves into it."""
    from media import ffmpeg

    side = frame_size("1:1", film.resolution)[0]
    sized = f"scale='if(gt(iw,ih),-2,{side})':'if(gt(iw,ih),{side},-2)':out_color_matrix=bt709"
    # Read and converted once: a looped file would be for each frame.
    shape = f"{sized},setsar=1,format=yuv420p,loop=loop=-1:size=1,setpts=N/24/TB,trim=duration={film.duration_s}"
    still = ["-framerate", "24", "-f", "image2", "-i"]
    inputs = [*still, f"file:{film.details['start']}"]
    if "end" in film.details:
        inputs += [*still, f"file:{film.details['end']}"]
        graph = f"[0:v]{shape}[s];[1:v]{shape}[e];[s][e]xfade=duration={film.duration_s}:offset=0[v]"
    else:
        inputs += ["-f", "lavfi", "-i", "color=orange:size=64x64:rate=24"]
        graph = f"[0:v]{shape}[s];[s][1:v]overlay=x=t*40-64:y=40[v]"
    tone = ["-map", "[a]", "-c:a", "aac"] if film.audio else []
    graph += ";sine=frequency=330:sample_rate=48000[a]" if film.audio else ""
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-movflags", "+faststart", "-f", "mp4"]
    if not path.exists():
        length = ["-t", str(film.duration_s)]
        ffmpeg.run([*inputs, "-filter_complex", graph, "-map", "[v]", *tone, *length, *coded, f"file:{path}"])
    return path
