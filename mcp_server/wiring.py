"""The only file that names concrete classes from every room."""

from __future__ import annotations

import logging
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from films.services import Services
from footage.money import Money
from footage.ports.devices import Offer
from footage.ports.files import ObjectStore, RemoteFiles
from footage.ports.generators import Generator
from footage.ports.quality import Critic
from footage.threads import utc_now

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.domain import Queue
    from footage.vendors import VendorSettings
    from gpu.local_models import Studio
    from routing.text.paid_once import PaidOnce
    from storage.db import Database
    from storage.engine.engine import DbosEngine
    from storage.objects.gcs import Gcs


_SQLITE = "footage.db"
_log = logging.getLogger("footage.app")


def generators(settings: Settings, studio: Studio | None = None) -> dict[str, Generator]:
    """Every backend, by name; with the given devices, else with this machine's."""
    from footage.vendors import load_vendors
    from routing.generators import all_generators

    return all_generators(settings.home, load_vendors(), studio or local_studio(settings))


def local_studio(settings: Settings, ray_address: str | None = None) -> Studio:
    """This machine's devices, or those of a Ray cluster; nothing is started on them yet.

    Raises:
        UnavailableError: There is no such cluster, or it has no GPU.
    """
    from gpu.local_models import Studio

    places = []
    if ray_address:
        from gpu.ray_cluster import RayCluster, this_machine

        places = RayCluster(ray_address, look=partial(this_machine, allow_cpu=settings.local_cpu)).places()
    return Studio(settings.models_dir, allow_cpu=settings.local_cpu, planned=settings.planned_diffusion, places=places)


def offer(settings: Settings, studio: Studio, backends: Mapping[str, Generator]) -> Offer:
    """What can be made on this machine's devices now."""
    local = [one for one in backends.values() if one.queue == "gpu"]
    on = [one for one in local if settings.is_enabled(one.name, default=one.enabled_by_default)]
    ready = tuple(one.name for one in on if one.missing() is None)
    return Offer(host=socket.gethostname(), devices=studio.devices, backends=ready)


def workers(settings: Settings) -> list[Offer]:
    """Processes with devices that are alive, wherever they are; none where there is no database yet."""
    from storage.engine.workers import WorkerTable

    if settings.database_url is None and not (settings.home / _SQLITE).exists():
        return []
    database = _database(settings)
    try:
        return WorkerTable(database, utc_now).alive()
    finally:
        database.close()


def cloud_storage(vendors: VendorSettings) -> Gcs:
    """Google Cloud Storage as the environment says; nothing is opened yet."""
    from storage.objects.gcs import Gcs

    return Gcs(emulated=bool(vendors.storage_emulator_host), credentials_file=vendors.google_application_credentials)


@dataclass(frozen=True)
class Opened:
    """What was opened, and how all of it is closed again."""

    services: Services
    database: Database
    engine: DbosEngine | None
    gcs: Gcs
    studio: Studio

    def close(self) -> None:
        """Stop taking jobs, then close devices, buckets and the database."""
        if self.engine:
            self.engine.close()
        self.studio.close()
        self.gcs.close()
        self.database.close()


def _database(settings: Settings) -> Database:
    """The shared database with the current schema."""
    from storage.db import Database
    from storage.schema import upgrade

    url = settings.database_url.get_secret_value() if settings.database_url else None
    database = Database(settings.home / _SQLITE, url)
    upgrade(database)
    return database


def open_everything(
    settings: Settings, studio: Studio | None, queues: Sequence[Queue] | None, *, run_jobs: bool
) -> Opened:
    """Everything that the settings ask for; see `mcp_server.app.App` for the arguments."""
    from footage.memory import share_arenas
    from footage.vendors import load_vendors
    from media import ffmpeg
    from quality.clip import Clip
    from quality.judge import FilmJudge
    from quality.policy import load_policy as load_standards
    from quality.repair import FilmMender
    from routing.patience import Patience
    from routing.policy import load_policy
    from routing.render import PaidRenderer
    from routing.router import PolicyRouter
    from routing.text.model import load_text_model
    from routing.text.paid_once import PaidOnce
    from routing.text.writer import PromptWriter
    from storage.books.approvals import ApprovalTable
    from storage.books.attempts import AttemptBook
    from storage.books.health import HealthTable
    from storage.books.history import AttemptHistory
    from storage.books.jobs import JobTable
    from storage.books.ledger import Ledger
    from storage.books.texts import TextTable
    from storage.engine.engine import DbosEngine
    from storage.engine.runner import JobRunner
    from storage.engine.workers import WorkerTable
    from tools.registry import works

    share_arenas()
    settings.home.mkdir(parents=True, exist_ok=True)
    ffmpeg.use(settings.ffmpeg)
    database = _database(settings)
    ledger = Ledger(
        database,
        settings.caps(),
        utc_now,
        time_zone=settings.time_zone,
        warn_at=settings.warn_at,
        no_spend=settings.no_spend,
    )
    studio = studio or local_studio(settings)
    backends = generators(settings, studio)
    table = WorkerTable(database, utc_now)
    engine = None
    if run_jobs:
        engine = DbosEngine(
            database,
            settings.home / "slots",
            table,
            queues or ("cpu", "cloud", *(("gpu",) if studio.is_equipped() else ())),
            partial(offer, settings, studio, backends),
            settings.device_wait_s,
        )
    policy, standards = load_policy(settings.home), load_standards(settings.home)
    health = HealthTable(database, utc_now)
    vendors = load_vendors()
    gcs = cloud_storage(vendors)
    attempts = AttemptBook(database, ledger, utc_now)
    answers = PaidOnce(attempts, TextTable(database, utc_now))
    text_model = None if settings.no_spend else load_text_model(vendors, settings.home)
    approve_above = Money.usd(settings.approve_above_usd) if settings.approve_above_usd is not None else None
    jobs = JobTable(database, ledger, engine.enqueue if engine else None, utc_now)
    services = Services(
        jobs=jobs,
        attempts=attempts,
        budget=ledger,
        objects=_objects(settings, gcs),
        remote=_remote(settings, gcs, vendors),
        judge=FilmJudge(Clip(settings.clip_model, studio), standards),
        mender=FilmMender(standards),
        router=PolicyRouter(
            backends,
            ledger,
            policy,
            AttemptHistory(database, utc_now),
            health,
            is_enabled=lambda name, default: settings.is_enabled(name, default=default),
            no_spend=settings.no_spend,
            elsewhere=table.backends,
        ),
        renderer=PaidRenderer(
            backends,
            attempts,
            health,
            patience=Patience(
                poll_interval_s=settings.poll_interval_s,
                max_wait_s=policy.max_wait_s,
                deadline_s=settings.deadline_s,
            ),
            elsewhere=table.backends,
            carried=jobs.picture,
            forbids=settings.forbids,
            stopping=lambda job_id: jobs.get(job_id).cancel_requested,
        ),
        roots=(settings.home, *settings.allowed_dirs),
        parts_dir=settings.parts_dir,
        approvals=ApprovalTable(database, utc_now),
        approve_above=approve_above,
        reuse_within=timedelta(hours=settings.reuse_hours),
        writer=PromptWriter(text_model, answers, enhances=settings.enhance_prompts, rewords=policy.reword)
        if text_model
        else None,
        critic=_critic(settings, vendors, answers, approve_above),
        piper_voice=settings.piper_voice,
        whisper_model=settings.whisper_model,
    )
    if engine:
        engine.launch(JobRunner(services.jobs, services.objects, works(services)).run)
    _log.info("open at %s", settings.home)
    return Opened(services, database, engine, gcs, studio)


def _critic(
    settings: Settings, vendors: VendorSettings, answers: PaidOnce, approve_above: Money | None
) -> Critic | None:
    """Who tells a second opinion of films."""
    if settings.judge is None:
        return None
    if settings.judge != "gemini":
        from quality.watcher import LocalCritic

        return LocalCritic(settings.judge)
    from routing.text.critic import load_critic

    return load_critic(vendors, settings.home, answers, no_spend=settings.no_spend, consented=approve_above)


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
