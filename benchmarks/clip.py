"""Looking at 30 pictures of a minute of 1080p film with a full-size ViT-B/32, beside the plain way.

The plain way decodes every frame and embeds both pictures of each pair one by one in float32. The weights are random:
the work is the same, and nothing has to be fetched. Both sides start with the model in memory.

    python -m benchmarks.clip
"""

from __future__ import annotations

import itertools
import math
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.captions import cpu_s
from media.ffmpeg import run
from media.probe import VideoInfo, opened, probe, video_stream
from media.samples import read_samples
from quality.clip import ClipModel

WIDTH, HEIGHT, FPS, SECONDS, SAMPLES = 1920, 1080, 24, 60, 30
BAR_S, BAR_TIMES, GUARD, CORES = 2.0, 10.0, 1e-3, 2


def film(path: Path) -> None:
    """A minute of moving pictures with a keyframe every two seconds, as our own films have."""
    source = f"testsrc2=s={WIDTH}x{HEIGHT}:r={FPS}:d={SECONDS}"
    run(["-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", "-preset", "ultrafast", "-g", str(2 * FPS), str(path)])


def checkpoint(folder: Path) -> None:
    """CLIP ViT-B/32 in full size with random weights and a vocabulary of letters."""
    import torch
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel, CLIPProcessor, CLIPTokenizer

    letters = sorted(ByteLevel.alphabet())
    symbols = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    words = CLIPTokenizer(vocab={symbol: n for n, symbol in enumerate(symbols)}, merges=[], model_max_length=77)
    torch.manual_seed(0)
    CLIPModel(CLIPConfig()).save_pretrained(folder)
    CLIPProcessor(image_processor=CLIPImageProcessorPil(), tokenizer=words).save_pretrained(folder)


class Taken(NamedTuple):
    """Seconds by the clock and of processors."""

    wall_s: float
    cpu_s: float

    def plus(self, other: Taken) -> Taken:
        """Both together."""
        return Taken(self.wall_s + other.wall_s, self.cpu_s + other.cpu_s)

    def __str__(self) -> str:
        return f"{self.wall_s:6.2f} s ({self.cpu_s:6.2f} s cpu)"


def timed(work: Callable[[], Any]) -> tuple[Taken, Any]:
    """What it took, and what came out."""
    start, start_cpu = time.perf_counter(), cpu_s()
    done = work()
    return Taken(time.perf_counter() - start, cpu_s() - start_cpu), done


def times_s(info: VideoInfo) -> list[float]:
    """Evenly over the film, its first and last frame among them."""
    return [(info.duration_s - 1 / info.fps) * i / (SAMPLES - 1) for i in range(SAMPLES)]


def plain(path: Path, folder: Path, times: Sequence[float]) -> tuple[Taken, Taken, Any]:
    """What decoding and embedding take the plain way, and the cosines of the pairs."""
    import torch
    from transformers import AutoImageProcessor, AutoModel

    model = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    processor = AutoImageProcessor.from_pretrained(folder, backend="pil")
    wanted = {round(time_s * FPS) for time_s in times}

    def decode() -> list[Any]:
        with opened(path, "mov") as container:
            frames = container.decode(video_stream(container, path))
            pictures = ((n, frame.to_ndarray(format="rgb24")) for n, frame in enumerate(frames))
            return [picture for n, picture in pictures if n in wanted]

    def embed(picture: Any) -> Any:
        with torch.inference_mode():
            found = model.get_image_features(**processor(images=picture, return_tensors="pt")).pooler_output[0]
        return (found / found.norm()).numpy()

    decoding, pictures = timed(decode)
    embedding, cosines = timed(
        lambda: [float(embed(one) @ embed(other)) for one, other in itertools.pairwise(pictures)]
    )
    return decoding, embedding, cosines


def main() -> dict[str, float]:
    """Print and return the seconds of our way, how many times as fast it is, and the largest difference of a cosine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "film.mp4"
        film(path)
        checkpoint(folder / "model")
        info, clip = probe(path), ClipModel(str(folder / "model"))
        made_with = clip.embed([np.zeros((64, 64, 3), np.uint8)]).measured_with
        longer_px = math.ceil(clip.side_px * WIDTH / HEIGHT)
        reading, samples = timed(lambda: read_samples(path, times_s(info), longer_px))
        times, pictures = zip(*samples, strict=True)
        embedding, vectors = timed(lambda: clip.embed(pictures).pictures)
        print(f"{len(times)} of {WIDTH}x{HEIGHT}, {SECONDS} s, {made_with.dtype}, {made_with.device}")
        print(f"  ours   read {reading}  embedded {embedding}", flush=True)
        plain_reading, plain_embedding, cosines = plain(path, folder / "model", times)
        print(f"  plain  read {plain_reading}  embedded {plain_embedding}", flush=True)
    ours, theirs = reading.plus(embedding), plain_reading.plus(plain_embedding)
    figures = {
        "seconds": ours.wall_s,
        "seconds_by_cpu": ours.cpu_s / CORES,
        "times_as_fast": theirs.wall_s / ours.wall_s,
        "times_as_fast_by_cpu": theirs.cpu_s / ours.cpu_s,
        "largest_error": float(abs((vectors[1:] * vectors[:-1]).sum(axis=1) - np.array(cosines)).max()),
    }
    print(
        f"target: < {BAR_S:g} s, >= {BAR_TIMES:g}x, cosines within {GUARD:g}; measured {figures['seconds']:.2f} s, "
        f"{figures['times_as_fast']:.1f}x, {figures['largest_error']:.1e}; by the processor time of {CORES} cores "
        f"{figures['seconds_by_cpu']:.2f} s, {figures['times_as_fast_by_cpu']:.1f}x"
    )
    return figures


if __name__ == "__main__":
    main()
