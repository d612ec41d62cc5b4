"""One file a backend, each behind `footage.ports.generators.Generator`; the list of them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from footage.errors import InvalidInputError
from footage.ports.devices import FilmDevices
from footage.ports.generators import Generator
from footage.vendors import VendorSettings, load_vendors

if TYPE_CHECKING:
    from routing.generators.cloud import CloudGenerator
    from routing.stock.shelf import StockShelf


def all_generators(
    home: Path,
    settings: VendorSettings | None = None,
    devices: FilmDevices | None = None,
    stock: StockShelf | None = None,
) -> dict[str, Generator]:
    """Every backend Footage knows, by name, whether it can be used here or not.

    Args:
        home: FOOTAGE_HOME; the user's catalog is there, and the fake vendors keep their books there.
        settings: Keys and addresses; read from the environment when None.
        devices: This machine's devices; without them there are no local models.
        stock: What real footage needs to be looked for; without it, it can only be told whether there is a key.

    Raises:
        InvalidInputError: The user's catalog or a vendor's variable is wrong.
    """
    from routing.generators.fake import FakeVendor
    from routing.generators.storyboard import Storyboard

    books = home / "fake-vendor.jsonl"
    generators: tuple[Generator, ...] = (
        Storyboard(),
        *_catalogued(home, settings or load_vendors(), devices, stock),
        FakeVendor("fake", "idempotent", books),
        FakeVendor("fake_lookup", "lookup", books, 0.8),
        FakeVendor("fake_blind", "blind", books, 0.7),
    )
    return {generator.name: generator for generator in generators}


def _catalogued(
    home: Path, settings: VendorSettings, devices: FilmDevices | None, stock: StockShelf | None
) -> Iterator[Generator]:
    """The catalog's backends, each by its vendor's adapter."""
    from routing.catalog import load_catalog
    from routing.generators.diffusers import DiffusersGenerator
    from routing.generators.stock import STOCK, StockGenerator
    from routing.stock.shelf import StockShelf

    catalog, adapters = load_catalog(home), _adapters()
    for name, spec in catalog.backends.items():
        if spec.local is not None:
            if devices is not None:
                yield DiffusersGenerator(name, spec, devices)
            continue
        if spec.vendor == STOCK:
            yield StockGenerator(name, spec, catalog.vendors[spec.vendor], settings, stock or StockShelf())
            continue
        if spec.vendor not in adapters:
            known = ", ".join(sorted(adapters))
            raise InvalidInputError(
                f"{home / 'catalog.yaml'}: backends.{name}.vendor: {spec.vendor!r} is none of {known}",
                hint="Correct the file; `footage doctor` checks it.",
            )
        yield adapters[spec.vendor](name, spec, catalog.vendors[spec.vendor], settings)


def _adapters() -> Mapping[str, type[CloudGenerator]]:
    """The file that knows the wire, by vendor."""
    from routing.generators.fal import Fal
    from routing.generators.omni import Omni
    from routing.generators.openai_video import OpenAIVideo
    from routing.generators.pixverse import PixVerse
    from routing.generators.runway import Runway
    from routing.generators.veo import Veo

    return {
        "fal": Fal,
        "omni": Omni,
        "openai_video": OpenAIVideo,
        "pixverse": PixVerse,
        "runway": Runway,
        "veo": Veo,
    }
