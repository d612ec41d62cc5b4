"""The only file that names concrete classes from every room: a function a room, and one that puts them together."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from films.services import Services
from films.stored import machine_name
from footage.money import Money
from footage.ports.devices import Offer
from footage.ports.files import ObjectStore, RemoteFiles
from footage.ports.generators import Generator
from footage.ports.quality import Critic
from footage.ports.routing import Renderer, Router, ScriptEditor, Writer
from footage.threads import utc_now
from mcp_server.opening import misspelt_settings, quietly, use_ffmpeg

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.domain import Queue
    from footage.vendors import VendorSettings
    from gpu.local_models import LocalModels
    from quality.clip import ClipModel
    from routing.policy import Policy
    from routing.stock.shelf import StockShelf
    from routing.text.paid_once import PaidOnce
    from storage.books.alarms import AlarmTable
    from storage.books.approvals import ApprovalTable
    from storage.books.attempts import AttemptBook
    from storage.books.health import HealthTable
    from storage.books.history import AttemptHistory
    from storage.books.jobs import JobTable
    from storage.books.ledger import Ledger
    from storage.books.retakes import RetakeTable
    from storage.books.texts import TextTable
    from storage.db import Database
    from storage.engine.engine import DbosEngine
    from storage.engine.workers import WorkerTable
    from storage.objects.gcs import Gcs


_SQLITE = "footage.db"
_log = logging.getLogger("footage.app")


@dataclass(frozen=True)
class Opened:
    """What was opened, and how all of it is closed again."""

    services: Services
    closing: contextlib.ExitStack

    def close(self) -> None:
        """Stop taking jobs, then close buckets, devices and the database."""
        self.closing.close()


def open_everything(
    settings: Settings, models: LocalModels | None, queues: Sequence[Queue] | None, *, run_jobs: bool
) -> Opened:
    """Open everything that the settings ask for; see `mcp_server.app.App` for the arguments.

    Where something fails, what was opened before it is closed again: otherwise each new try would leave some behind.
    """
    with contextlib.ExitStack() as closing:
        services = _services(settings, models, queues, closing, run_jobs=run_jobs)
        return Opened(services, closing.pop_all())


def _services(
    settings: Settings,
    models: LocalModels | None,
    queues: Sequence[Queue] | None,
    closing: contextlib.ExitStack,
    *,
    run_jobs: bool,
) -> Services:
    from footage.vendors import load_vendors
    from quality.clip import ClipModel
    from quality.judge import FilmJudge
    from quality.policy import load_policy as load_standards
    from quality.repair import FilmMender
    from routing.policy import load_policy
    from routing.text.paid_once import PaidOnce
    from storage.engine.runner import JobRunner
    from tools.registry import works

    _prepare_process(settings)
    policy, standards, vendors = load_policy(settings.home), load_standards(settings.home), load_vendors()
    database = _database(settings, closing)
    models = models or local_models(settings)
    closing.callback(quietly, models.close)
    clip = ClipModel(settings.clip_model, models)
    backends = generators(settings, models, _stock(settings, database, clip))
    warnings = tuple(misspelt_settings(backends))
    for sentence in warnings:
        _log.warning(sentence)
    gcs = cloud_storage(vendors)
    closing.callback(quietly, gcs.close)
    engine = _engine(settings, database, models, backends, queues) if run_jobs else None
    if engine:
        closing.callback(quietly, engine.close)
    books = _books(settings, database, engine)
    answers = PaidOnce(books.attempts, books.texts)
    approve_above = Money.usd(settings.approve_above_usd) if settings.approve_above_usd is not None else None
    services = Services(
        jobs=books.jobs,
        attempts=books.attempts,
        retakes=books.retakes,
        budget=books.ledger,
        objects=_objects(settings, gcs),
        remote=_remote(settings, gcs, vendors),
        judge=FilmJudge(clip, standards),
        mender=FilmMender(standards, books.alarms),
        router=_router(settings, backends, policy, books),
        renderer=_renderer(settings, backends, policy, books),
        home=settings.home,
        roots=(settings.home, *settings.allowed_dirs),
        parts_dir=settings.parts_dir,
        approvals=books.approvals,
        approve_above=approve_above,
        reuse_within=timedelta(hours=settings.reuse_hours),
        writer=_writer(settings, vendors, policy, answers),
        script_editor=_script_editor(settings, vendors, answers),
        critic=_critic(settings, vendors, answers, approve_above),
        piper_voice=settings.piper_voice,
        whisper_model=settings.whisper_model,
        pictures=settings.pictures,
        outlives_server=settings.background,
        warnings=warnings,
    )
    if engine:
        engine.launch(JobRunner(services.jobs, services.objects, works(services)).run)
    _log.info("open at %s", settings.home)
    return services


def _prepare_process(settings: Settings) -> None:
    """What holds for the whole process, before anything is opened."""
    from footage.memory import share_arenas

    share_arenas()
    settings.home.mkdir(parents=True, exist_ok=True)
    use_ffmpeg(settings.ffmpeg)


# --- devices ----------------------------------------------------------------------------------------------------


def local_models(settings: Settings, ray_address: str | None = None) -> LocalModels:
    """This machine's devices, or those of a Ray cluster; nothing is started on them yet.

    Raises:
        UnavailableError: There is no such cluster, or it has no GPU.
    """
    from gpu.local_models import LocalModels

    devices = []
    if ray_address:
        from gpu.ray_cluster import RayCluster, this_machine

        devices = RayCluster(ray_address, look=partial(this_machine, allow_cpu=settings.local_cpu)).devices()
    return LocalModels(
        settings.models_dir, allow_cpu=settings.local_cpu, planned=settings.planned_diffusion, devices=devices
    )


def offer(settings: Settings, models: LocalModels, backends: Mapping[str, Generator]) -> Offer:
    """What can be made on this machine's devices now."""
    local = [one for one in backends.values() if one.queue == "gpu"]
    on = [one for one in local if settings.is_enabled(one.name, default=one.enabled_by_default)]
    ready = tuple(one.name for one in on if one.missing() is None)
    return Offer(host=machine_name(), devices=models.device_names, backends=ready)


def workers(settings: Settings) -> list[Offer]:
    """Processes with devices that are alive, wherever they are; none where there is no database yet."""
    from storage.engine.workers import WorkerTable

    if settings.database_url is None and not (settings.home / _SQLITE).exists():
        return []
    with contextlib.ExitStack() as closing:
        return WorkerTable(_database(settings, closing), utc_now).alive()


def learned_alarms(settings: Settings) -> list[str]:
    """Which alarms cost money in vain here, a sentence each; none where there is no database yet."""
    from quality.policy import load_policy
    from quality.trust import AlarmTrust

    with contextlib.ExitStack() as closing:
        book = _alarms(settings, closing)
        return list(AlarmTrust(load_policy(settings.home), book).told().values()) if book else []


def forget_alarms(settings: Settings) -> int:
    """Forget what was learned of alarms; how many kinds that were."""
    with contextlib.ExitStack() as closing:
        book = _alarms(settings, closing)
        return book.forget() if book else 0


def _alarms(settings: Settings, closing: contextlib.ExitStack) -> AlarmTable | None:
    from storage.books.alarms import AlarmTable

    if settings.database_url is None and not (settings.home / _SQLITE).exists():
        return None
    return AlarmTable(_database(settings, closing), utc_now)


# --- storage ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Books:
    """The tables' classes over one database."""

    ledger: Ledger
    attempts: AttemptBook
    jobs: JobTable
    health: HealthTable
    history: AttemptHistory
    retakes: RetakeTable
    alarms: AlarmTable
    approvals: ApprovalTable
    texts: TextTable
    workers: WorkerTable


def _database(settings: Settings, closing: contextlib.ExitStack) -> Database:
    """The shared database with the current schema.

    Raises:
        UnavailableError: It cannot be used.
        InvalidInputError: FOOTAGE_DATABASE_URL is none.
    """
    from storage import trouble
    from storage.db import Database
    from storage.schema import upgrade

    url = settings.database_url.get_secret_value() if settings.database_url else None
    file = settings.home / _SQLITE
    with trouble.opening("The database of FOOTAGE_DATABASE_URL" if url else f"The database {file}"):
        database = Database(file, url)
        closing.callback(quietly, database.close)
        upgrade(database)
    return database


def _engine(
    settings: Settings,
    database: Database,
    models: LocalModels,
    backends: Mapping[str, Generator],
    queues: Sequence[Queue] | None,
) -> DbosEngine:
    """The job engine, not launched yet."""
    from storage.engine.engine import DbosEngine
    from storage.engine.workers import WorkerTable

    return DbosEngine(
        database,
        settings.home / "slots",
        WorkerTable(database, utc_now),
        queues or ("cpu", "cloud", *(("gpu",) if models.is_equipped() else ())),
        partial(offer, settings, models, backends),
        settings.device_wait_s,
    )


def _books(settings: Settings, database: Database, engine: DbosEngine | None) -> _Books:
    from storage.books.alarms import AlarmTable
    from storage.books.approvals import ApprovalTable
    from storage.books.attempts import AttemptBook
    from storage.books.health import HealthTable
    from storage.books.history import AttemptHistory
    from storage.books.jobs import JobTable
    from storage.books.ledger import Ledger
    from storage.books.retakes import RetakeTable
    from storage.books.texts import TextTable
    from storage.engine.workers import WorkerTable

    ledger = Ledger(
        database,
        settings.caps(),
        utc_now,
        time_zone=settings.time_zone,
        warn_at=settings.warn_at,
        no_spend=settings.no_spend,
    )
    return _Books(
        ledger=ledger,
        attempts=AttemptBook(database, ledger, utc_now),
        jobs=JobTable(database, ledger, engine.enqueue if engine else None, utc_now),
        health=HealthTable(database, utc_now),
        history=AttemptHistory(database, utc_now),
        retakes=RetakeTable(database),
        alarms=AlarmTable(database, utc_now),
        approvals=ApprovalTable(database, utc_now),
        texts=TextTable(database, utc_now),
        workers=WorkerTable(database, utc_now),
    )


def cloud_storage(vendors: VendorSettings) -> Gcs:
    """Google Cloud Storage as the environment says; nothing is opened yet."""
    from storage.objects.gcs import Gcs

    return Gcs(emulated=bool(vendors.storage_emulator_host), credentials_file=vendors.google_application_credentials)


def _objects(settings: Settings, gcs: Gcs) -> ObjectStore:
    from storage.objects.gcs import GcsObjects
    from storage.objects.local import LocalObjects

    local = LocalObjects(settings.media_dir, settings.work_dir)
    return GcsObjects(local, gcs, settings.storage, settings.storage_public_url) if settings.storage else local


def _remote(settings: Settings, gcs: Gcs, vendors: VendorSettings) -> RemoteFiles:
    from storage.objects.remote import RemoteCopies

    own = [settings.storage.removeprefix("gs://")] if settings.storage else []
    emulator = urlsplit(vendors.storage_emulator_host or "").netloc
    return RemoteCopies(
        settings.inputs_dir, gcs, [*own, *settings.allowed_buckets], trusted=[emulator] if emulator else []
    )


# --- routing ----------------------------------------------------------------------------------------------------


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


def _stock(settings: Settings, database: Database, clip: ClipModel) -> StockShelf:
    from quality.previews import PreviewMatch
    from routing.stock.shelf import StockShelf
    from storage.books.stock import StockTable

    return StockShelf(book=StockTable(database, utc_now), judge=PreviewMatch(clip), keyless=settings.stock_sources)


def stock_troubles(settings: Settings) -> list[str]:
    """Which sites with real footage are not asked now and why, a sentence each; none where there is no database yet."""
    from footage.vendors import load_vendors
    from routing.stock.sites import troubles
    from storage.books.stock import StockTable

    if settings.database_url is None and not (settings.home / _SQLITE).exists():
        return []
    with contextlib.ExitStack() as closing:
        return troubles(load_vendors(), StockTable(_database(settings, closing), utc_now))


def _router(settings: Settings, backends: Mapping[str, Generator], policy: Policy, books: _Books) -> Router:
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


def _renderer(settings: Settings, backends: Mapping[str, Generator], policy: Policy, books: _Books) -> Renderer:
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


def _writer(settings: Settings, vendors: VendorSettings, policy: Policy, answers: PaidOnce) -> Writer | None:
    """Who changes prompts; nobody without a text model, or where nothing may be spent."""
    from routing.text.model import load_text_model
    from routing.text.writer import PromptWriter

    model = None if settings.no_spend else load_text_model(vendors, settings.home)
    return PromptWriter(model, answers, enhances=settings.enhance_prompts, rewords=policy.reword) if model else None


def _script_editor(settings: Settings, vendors: VendorSettings, answers: PaidOnce) -> ScriptEditor | None:
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


# --- quality ----------------------------------------------------------------------------------------------------


def _critic(
    settings: Settings, vendors: VendorSettings, answers: PaidOnce, approve_above: Money | None
) -> Critic | None:
    """Who tells a second opinion of films."""
    if settings.judge is None:
        return None
    if settings.judge != "gemini":
        from quality.local_critic import LocalCritic

        return LocalCritic(settings.judge)
    from routing.text.critic import load_critic

    return load_critic(vendors, settings.home, answers, no_spend=settings.no_spend, consented=approve_above)
