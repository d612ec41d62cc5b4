"""Who makes films: backends, the router, the paid path, text models."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from footage.ports.generators import Generator
from footage.ports.routing import Renderer, Router, ScriptEditor, Translator, Writer
from footage.ports.sounds import SoundMaker
from footage.threads import utc_now
from mcp_server.wiring.devices import local_models
from mcp_server.wiring.storage import Books, open_database, was_opened_before

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.vendors import VendorSettings
    from gpu.local_models import LocalModels
    from quality.clip import ClipModel
    from routing.policy import Policy
    from routing.sounds.offers import Offers
    from routing.sounds.shelf import SoundShelf
    from routing.stock.shelf import StockShelf
    from routing.text.paid_once import PaidOnce
    from storage.db import Database


def generators(
    settings: Settings, models: LocalModels | None = None, stock: StockShelf | None = None
) -> dict[str, Generator]:
    """Every backend, by name; with the given devices, else with this machine's.

    Without `stock` it can be told whether there is real footage, and none can be had.
    """
    from footage.vendors import load_vendors
    from routing.generators import all_generators
    from routing.stock.shelf import StockShelf

    stock = stock or StockShelf(keyless=settings.stock_sources)
    return all_generators(settings.home, load_vendors(), models or local_models(settings), stock)


def stock_shelf(settings: Settings, database: Database, clip: ClipModel) -> StockShelf:
    """Where real footage is looked for and had."""
    from quality.previews import PreviewMatch
    from routing.stock.shelf import StockShelf
    from storage.books.stock import StockTable

    return StockShelf(book=StockTable(database, utc_now), judge=PreviewMatch(clip), keyless=settings.stock_sources)


def stock_troubles(settings: Settings) -> list[str]:
    """Which sites with real footage are not asked now and why, a sentence each; none where there is no database yet."""
    from footage.vendors import load_vendors
    from routing.stock.sites import troubles
    from storage.books.stock import StockTable

    if not was_opened_before(settings):
        return []
    with contextlib.ExitStack() as closing:
        return troubles(load_vendors(), StockTable(open_database(settings, closing), utc_now))


def router(settings: Settings, backends: Mapping[str, Generator], policy: Policy, books: Books) -> Router:
    """Who chooses backends."""
    from routing.router import PolicyRouter

    return PolicyRouter(
        backends,
        books.ledger,
        policy,
        books.history,
        books.health,
        is_enabled=lambda name, default: settings.is_enabled(name, default=default),
        no_spend=settings.no_spend,
        elsewhere=books.workers.backends,
    )


def renderer(settings: Settings, backends: Mapping[str, Generator], policy: Policy, books: Books) -> Renderer:
    """Who walks the paid path."""
    from routing.patience import Patience
    from routing.render import PaidRenderer

    return PaidRenderer(
        backends,
        books.attempts,
        books.health,
        patience=Patience(
            poll_interval_s=settings.poll_interval_s,
            max_wait_s=policy.max_wait_s,
            deadline_s=settings.deadline_s,
        ),
        elsewhere=books.workers.backends,
        carried=books.jobs.picture,
        forbids=settings.forbids,
        stopping=lambda job_id: books.jobs.get(job_id).cancel_requested,
    )


def writer(settings: Settings, vendors: VendorSettings, policy: Policy, answers: PaidOnce) -> Writer | None:
    """Who changes prompts; nobody without a text model, or where nothing may be spent."""
    from routing.text.model import load_text_model
    from routing.text.writer import PromptWriter

    model = None if settings.no_spend else load_text_model(vendors, settings.home)
    return PromptWriter(model, answers, enhances=settings.enhance_prompts, rewords=policy.reword) if model else None


def script_editor(settings: Settings, vendors: VendorSettings, answers: PaidOnce) -> ScriptEditor | None:
    """Who betters the words of scripts; nobody unless the user wants that, has a key and may spend."""
    from routing.text.model import TextModel, load_text_model
    from routing.text.scripts import MAX_OUTPUT_TOKENS, TIMEOUT_S
    from routing.text.scripts import ScriptEditor as ModelEditor

    if settings.no_spend or not settings.improve_scripts:
        return None
    model = load_text_model(vendors, settings.home)
    if model is None:
        return None
    patient = TextModel(model.spec, vendors, max_output_tokens=MAX_OUTPUT_TOKENS, timeout_s=TIMEOUT_S)
    return ModelEditor(patient, answers)


def translator(settings: Settings, vendors: VendorSettings, answers: PaidOnce) -> Translator | None:
    """Who brings captions into other languages; nobody without a text model, or where nothing may be spent."""
    from routing.text.model import TextModel, load_text_model
    from routing.text.translate import MAX_OUTPUT_TOKENS, TIMEOUT_S, CaptionTranslator

    model = None if settings.no_spend else load_text_model(vendors, settings.home)
    if model is None:
        return None
    patient = TextModel(model.spec, vendors, max_output_tokens=MAX_OUTPUT_TOKENS, timeout_s=TIMEOUT_S)
    return CaptionTranslator(patient, answers)


def sounds(settings: Settings, vendors: VendorSettings) -> Offers:
    """Voices and music of vendors, and what they cost."""
    from routing.sounds.backends import sound_backends
    from routing.sounds.offers import Offers

    return Offers(
        sound_backends(settings.home, vendors),
        settings.forbids,
        lambda name, default: settings.is_enabled(name, default=default),
    )


def sound_maker(offers: Offers, answers: PaidOnce, books: Books, shelf: SoundShelf) -> SoundMaker:
    """Who walks the paid path to sounds."""
    from routing.sounds.paid import PaidSounds

    return PaidSounds(offers, answers, books.health, shelf)
