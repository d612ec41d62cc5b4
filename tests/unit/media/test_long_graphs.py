"""Graphs that are longer than an argument may be."""

from __future__ import annotations

from pathlib import Path

from media import ffmpeg


def test_a_graph_of_any_length_is_read(tmp_path: Path) -> None:
    graph = "[0:v]" + " " * 200_000 + "negate[v]"
    out = tmp_path / "white.png"
    black = ["-f", "lavfi", "-i", "color=black:s=16x16:d=1"]
    ffmpeg.run([*black, "-filter_complex", graph, "-map", "[v]", "-frames:v", "1", str(out)])
    assert out.stat().st_size
