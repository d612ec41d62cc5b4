from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from footage.domain import VideoRequest
from footage.errors import (
    DeviceBusyError,
    DeviceLostError,
    DeviceMemoryError,
    FootageError,
    GeneratorError,
    InternalError,
    JobCancelledError,
    RateLimitedError,
    RequestRejectedError,
    UnavailableError,
    VendorFailedError,
)
from footage.local_models import FilmOrder, LocalModel, RawFilm
from footage.weights import known
from media.probe import probe
from routing.catalog import load_catalog
from routing.generators.diffusers import DiffusersGenerator

pytestmark = pytest.mark.anyio
CATALOG = load_catalog().backends


class GreyDevices:
    """Devices that paint everything grey."""

    def __init__(self, error: FootageError | None = None, *, equipped: bool = True) -> None:
        self.orders: list[FilmOrder] = []
        self._error = error
        self._equipped = equipped

    def is_equipped(self) -> bool:
        return self._equipped

    def missing(self, model: LocalModel) -> str | None:
        return None if self._equipped else f"{model.weights} is not here"

    async def make(
        self, model: LocalModel, order: FilmOrder, folder: Path, progress: Callable[[float], None]
    ) -> RawFilm:
        self.orders.append(order)
        if self._error:
            raise self._error
        progress(1.0)
        shape = (order.frames, 24, 32, 3)
        np.full(shape, 90, np.uint8).tofile(folder / "pictures.rgb")
        np.zeros((order.frames * 1000, 2), np.float32).tofile(folder / "sound.f32")
        return RawFilm(
            pictures=folder / "pictures.rgb",
            width=32,
            height=24,
            frames=order.frames,
            fps=model.fps,
            sound=folder / "sound.f32",
            sample_rate=24000,
            channels=2,
            notes=("It was decoded by tiles.",),
        )


def request(**changes: Any) -> VideoRequest:
    plain: dict[str, Any] = {
        "prompt": "a boat",
        "duration_s": 3,
        "aspect_ratio": "16:9",
        "resolution": "480p",
        "priority": "balanced",
        "audio": False,
        "seed": 5,
    }
    return VideoRequest(**{**plain, **changes})


def generator(name: str = "wan_1_3b", devices: GreyDevices | None = None) -> DiffusersGenerator:
    return DiffusersGenerator(name, CATALOG[name], devices or GreyDevices())


async def test_the_film_is_what_was_asked_for_and_the_notes_say_how_it_was_made(tmp_path: Path) -> None:
    told: list[float] = []
    told_of = await generator().fetch("local-1", request(), tmp_path / "clip.mp4", told.append)
    info = probe(tmp_path / "clip.mp4")
    assert (info.width, info.height, info.fps, info.has_audio) == (854, 480, 16, False)
    assert info.duration_s == pytest.approx(3, abs=1 / 16)
    assert told_of.notes == ("49 frames at 16 a second.", "It was decoded by tiles.")
    assert told == [1.0]
    assert [one.name for one in tmp_path.iterdir()] == ["clip.mp4"]


async def test_sound_that_is_wanted_is_kept(tmp_path: Path) -> None:
    await generator("ltx2").fetch("local-1", request(audio=True), tmp_path / "clip.mp4", lambda _: None)
    assert probe(tmp_path / "clip.mp4").has_audio


@pytest.mark.parametrize(
    ("name", "changes", "size", "frames"),
    [
        ("wan_1_3b", {}, (832, 480), 49),
        ("wan_1_3b", {"duration_s": 5}, (832, 480), 81),
        ("wan_1_3b", {"aspect_ratio": "1:1"}, (480, 480), 49),
        ("cogvideox_5b", {}, (720, 480), 25),
        ("mochi", {}, (848, 480), 91),
        ("ltx", {"resolution": "720p"}, (1280, 704), 81),
    ],
)
def test_models_are_asked_for_their_own_sizes_and_numbers_of_frames(
    name: str, changes: dict[str, Any], size: tuple[int, int], frames: int
) -> None:
    order = generator(name).order(request(**changes))
    assert ((order.width, order.height), order.frames, order.seed) == (size, frames, 5)


def test_it_is_free_local_and_on_where_there_is_a_device() -> None:
    with_device, without = generator(), generator(devices=GreyDevices(equipped=False))
    assert (with_device.enabled_by_default, without.enabled_by_default) == (True, False)
    assert (with_device.queue, with_device.tier, with_device.missing()) == ("gpu", "local", None)
    assert without.missing() == "wan2.1-1.3b is not here"
    quote = with_device.quote(request())
    assert (quote.cost.microusd, quote.model) == (0, "Wan-AI/Wan2.1-T2V-1.3B-Diffusers")
    assert "power" in quote.price_source


def test_what_it_needs_follows_from_what_its_pipelines_start_from() -> None:
    ends, image, text = (generator(name).capabilities() for name in ("wan_ends", "wan2_2_image", "wan_1_3b"))
    assert (ends.needs_start_image, ends.needs_end_image) == (True, True)
    assert (image.needs_start_image, image.end_image, image.needs_end_image) == (True, True, False)
    assert (text.start_image, text.end_image, text.needs_end_image) == (False, False, False)


@pytest.mark.parametrize("name", [name for name, spec in CATALOG.items() if spec.local])
def test_the_catalog_says_the_same_about_pictures_as_the_pipelines(name: str) -> None:
    spec = CATALOG[name]
    starts = set(spec.local.pipelines) if spec.local else set()
    pictures = starts & {"image", "ends"}
    assert spec.start_image == ("no" if not pictures else "optional" if "text" in starts else "required")
    assert spec.end_image == ("ends" in starts)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (UnavailableError("It is too small."), RequestRejectedError),
        (DeviceMemoryError("It took too much."), RequestRejectedError),
        (DeviceBusyError("Too many wait."), RateLimitedError),
        (InternalError("The pipeline broke."), VendorFailedError),
        (DeviceLostError("The device's process was ended."), VendorFailedError),
        (JobCancelledError("The job was cancelled."), JobCancelledError),
    ],
)
async def test_failures_say_whether_another_backend_should_be_asked(
    tmp_path: Path, error: FootageError, kind: type[FootageError]
) -> None:
    with pytest.raises(kind, match=error.message) as raised:
        await generator(devices=GreyDevices(error)).fetch("local-1", request(), tmp_path / "clip.mp4", lambda _: None)
    assert isinstance(raised.value, GeneratorError) != isinstance(error, JobCancelledError)
    assert not list(tmp_path.iterdir())


def test_the_guides_row_is_a_model_and_its_table_has_every_backend(tmp_path: Path) -> None:
    guide = (Path(__file__).resolve().parents[4] / "docs" / "guides" / "local-models.md").read_text()
    [row] = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    (tmp_path / "catalog.yaml").write_text(row)
    assert load_catalog(tmp_path).backends["my_wan"].local is not None
    table = [line for line in guide.splitlines() if line.startswith("| `")]
    named = set(re.findall(r"`([\w.-]+)`", " ".join(line.split("|")[1] for line in table)))
    assert named == {name for name, spec in CATALOG.items() if spec.local}
    weights = set(re.findall(r"`([\w.-]+)`", " ".join(line.split("|")[2] for line in table)))
    used = [spec.local for spec in CATALOG.values() if spec.local]
    assert weights == {name for one in used for name in (one.weights, *(part.weights for part in one.parts.values()))}
    assert weights < set(known())


async def test_a_picture_that_only_another_machine_has_is_named(tmp_path: Path) -> None:
    devices = GreyDevices()
    wanted = request(start_image=str(tmp_path / "there.png"))
    with pytest.raises(RequestRejectedError, match=r"there\.png is not on the machine") as error:
        await generator("wan_image", devices).fetch("local-1", wanted, tmp_path / "film.mp4", lambda _: None)
    assert "both machines" in error.value.hint
    assert devices.orders == []
