"""Everything put together: the one place that knows all rooms."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from films.services import Services
from films.unfinished import brought
from footage import traces
from footage.money import Money
from footage.ports.identity import Verifier
from mcp_server.opening import misspelt_settings, quietly, use_ffmpeg
from mcp_server.wiring.callers import audit_of, token_verifier
from mcp_server.wiring.credentials import signing
from mcp_server.wiring.devices import local_models, warming
from mcp_server.wiring.files import cloud_storage, links, objects, remote, uploads
from mcp_server.wiring.judging import critic
from mcp_server.wiring.outlets import outlet_books, outlets
from mcp_server.wiring.routing import (
    generators,
    renderer,
    router,
    script_editor,
    sound_maker,
    sounds,
    stock_shelf,
    translator,
    writer,
)
from mcp_server.wiring.running import job_engine, job_queue
from mcp_server.wiring.storage import look_at_schema, open_books, open_database, secrets_of
from mcp_server.wiring.studio import StudioBooks, studio_books
from mcp_server.wiring.telemetry import tell_metrics
from mcp_server.wiring.upkeep import upkeep

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.domain import Queue
    from gpu.local_models import LocalModels
    from storage.db import Database

_log = logging.getLogger("footage.app")


@dataclass(frozen=True)
class Opened:
    """What was opened, and how all of it is closed again.

    `open_verifier` makes who tells whom a token stands for; who serves no callers over HTTP needs none. `secret` gives
    what all processes of the installation know, and nobody else, by its name; `studio` is for the pages of the studio.
    """

    services: Services
    open_verifier: Callable[[], Verifier]
    secret: Callable[[str], str]
    studio: StudioBooks
    look_at_schema: Callable[[], None]
    closing: contextlib.ExitStack

    @cached_property
    def verifier(self) -> Verifier:
        """Who tells whom a token stands for; made when first asked for, and may fail as `open_verifier` does."""
        return self.open_verifier()

    def close(self) -> None:
        """Stop taking jobs, then close buckets, devices and the database."""
        self.closing.close()


def open_everything(
    settings: Settings,
    models: LocalModels | None,
    queues: Sequence[Queue] | None,
    *,
    run_jobs: bool,
    place_jobs: bool = False,
    tell_of_itself: bool = False,
) -> Opened:
    """Open everything that the settings ask for; see `mcp_server.app.App` for the arguments.

    Where something fails, what was opened before it is closed again: otherwise each new try would leave some behind.
    """
    with contextlib.ExitStack() as closing:
        services, database, backends = _services(
            settings,
            models,
            queues,
            closing,
            run_jobs=run_jobs,
            place_jobs=place_jobs,
            tell_of_itself=tell_of_itself,
        )
        open_verifier = partial(token_verifier, settings, database, backends)
        return Opened(
            services,
            open_verifier,
            secrets_of(database).get,
            studio_books(settings, database),
            partial(look_at_schema, database),
            closing.pop_all(),
        )


def _services(
    settings: Settings,
    models: LocalModels | None,
    queues: Sequence[Queue] | None,
    closing: contextlib.ExitStack,
    *,
    run_jobs: bool,
    place_jobs: bool,
    tell_of_itself: bool,
) -> tuple[Services, Database, tuple[str, ...]]:
    from footage.vendors import load_vendors
    from quality.clip import ClipModel
    from quality.judge import FilmJudge
    from quality.policy import load_policy as load_standards
    from quality.repair import FilmMender
    from routing.policy import load_policy
    from routing.sounds.shelf import SoundShelf
    from routing.text.paid_once import PaidOnce
    from storage.engine.runner import JobRunner
    from tools.registry import works

    _prepare_process(settings)
    policy, standards, vendors = load_policy(settings.home), load_standards(settings.home), load_vendors()
    traces.tell(vendors.own_hosts)
    database = open_database(settings, closing)
    models = models or local_models(settings)
    closing.callback(quietly, models.close)
    clip = ClipModel(settings.clip_model, models)
    backends = generators(settings, models, stock_shelf(settings, database, clip))
    offers = sounds(settings, vendors)
    warnings = tuple(misspelt_settings({*backends, *offers.backends}))
    for sentence in warnings:
        _log.warning(sentence)
    gcs = cloud_storage(vendors)
    closing.callback(quietly, gcs.close)
    engine = job_engine(settings, database, models, backends, queues) if run_jobs else None
    if engine:
        closing.callback(quietly, engine.close)
    books = open_books(settings, database, engine or (job_queue(database, closing) if place_jobs else None))
    places = uploads(settings, database)
    addresses, sent = links(settings, database, places), outlet_books(settings, database)
    answers, files = PaidOnce(books.attempts, books.texts), objects(settings, gcs)
    approve_above = Money.usd(settings.approve_above_usd) if settings.approve_above_usd is not None else None
    services = Services(
        jobs=books.jobs,
        attempts=books.attempts,
        retakes=books.retakes,
        budget=books.ledger,
        objects=files,
        remote=remote(settings, gcs, vendors),
        uploads=places,
        tasks=books.tasks,
        pushes=books.pushes,
        publications=books.publications,
        links=addresses,
        postings=sent.postings,
        accounts=sent.accounts,
        outlets=outlets(settings, vendors, sent.accounts, books.publications, addresses),
        judge=FilmJudge(clip, standards),
        mender=FilmMender(standards, books.alarms),
        router=router(settings, backends, policy, books),
        renderer=renderer(settings, backends, policy, books),
        sounds=offers,
        sound_maker=sound_maker(offers, answers, books, SoundShelf(settings.parts_dir, files)),
        home=settings.home,
        roots=(settings.home, *settings.allowed_dirs),
        parts_dir=settings.parts_dir,
        approvals=books.approvals,
        audit=audit_of(database),
        approve_above=approve_above,
        reuse_within=timedelta(hours=settings.reuse_hours),
        credentials=signing(settings),
        writer=writer(settings, vendors, policy, answers),
        script_editor=script_editor(settings, vendors, answers),
        translator=translator(settings, vendors, answers),
        critic=critic(settings, vendors, answers, approve_above),
        voice=settings.voice,
        piper_voice=settings.piper_voice,
        whisper_model=settings.whisper_model,
        pictures=settings.pictures,
        outlives_server=settings.background,
        rates=books.rates,
        warnings=warnings,
        places=settings.places,
    )
    if tell_of_itself:
        vendors_of_sound = {name: one.spec.vendor for name, one in offers.backends.items()}
        tell_metrics(settings, database, books, backends, vendors_of_sound, models, closing)
    if engine:
        runner = JobRunner(services.jobs, services.objects, works(services), partial(brought, services))
        engine.launch(runner.run, warming(settings.warm_models, models, backends))
        upkeep(settings, database, books.ledger, closing)
    _log.info("open at %s", settings.home)
    return services, database, tuple(backends)


def _prepare_process(settings: Settings) -> None:
    """What holds for the whole process, before anything is opened."""
    from footage.memory import share_arenas

    share_arenas()
    settings.make_home()
    use_ffmpeg(settings.ffmpeg)
