"""What works here and what is missing, one line each."""

from __future__ import annotations

import logging
import platform
import subprocess
from collections.abc import Callable, Iterator

from footage import __version__
from footage.errors import FootageError
from footage.vendors import load_vendors
from mcp_server.agents.installed import AGENTS_PATH, knows_agents
from mcp_server.app import build_app
from mcp_server.desk.caller_findings import caller_lines
from mcp_server.desk.speech_findings import speech_lines
from mcp_server.opening import misspelt_settings, use_ffmpeg, why
from mcp_server.wiring.credentials import film_credentials
from mcp_server.wiring.files import cloud_storage, place_of
from mcp_server.wiring.judging import learned_alarms
from mcp_server.wiring.routing import generators, sounds, stock_troubles
from mcp_server.wiring.running import workers
from mcp_server.wiring.storage import money_books, was_opened_before
from mcp_server.wiring.upkeep import undelivered

_log = logging.getLogger("footage.doctor")

GOOD, OFF, BAD = "ok", "--", "!!"


def findings() -> Iterator[tuple[str, str]]:
    """A mark and a line for each: it is well, it is not there, or something that every film needs is broken."""
    yield GOOD, f"footage {__version__} on Python {platform.python_version()}, {platform.system()}"
    yield _tried("settings", lambda: f"home is {build_app().settings.home}")
    yield _tried("ffmpeg", _ffmpeg)
    yield _tried("home", _home)
    yield from _storage()
    yield from _rules()
    yield from _backends()
    yield from ((GOOD if is_well else BAD, line) for is_well, line in caller_lines())
    yield _agents()
    yield from credential_lines()
    yield _device()
    yield from worker_lines()
    yield from alarm_lines()
    yield from balance_lines()
    yield from webhook_lines()
    yield from stock_lines()
    yield from _clip()
    yield from _judge()
    yield from ((GOOD if is_there else OFF, line) for is_there, line in speech_lines())


def _agents() -> tuple[str, str]:
    """Whether other agents can ask for films by A2A."""
    if knows_agents():
        return GOOD, f"agents: `footage serve` answers A2A at {AGENTS_PATH} (docs/guides/a2a.md)"
    return OFF, "agents: no A2A without: pip install 'footage[a2a]'"


def credential_lines() -> Iterator[tuple[str, str]]:
    """Who signs films, and whether anybody does."""
    try:
        settings = build_app().settings
    except FootageError:
        return
    try:
        yield (OFF if settings.credentials == "off" else GOOD), f"credentials: {film_credentials(settings).told()}"
    except FootageError as exc:
        yield (BAD if settings.credentials == "required" else OFF), f"credentials: {exc.message} {exc.hint}"


def _tried(name: str, check: Callable[[], str]) -> tuple[str, str]:
    try:
        return GOOD, f"{name}: {check()}"
    except FootageError as exc:
        return BAD, f"{name}: {exc.message} {exc.hint}"
    except OSError as exc:
        return BAD, f"{name}: {exc}"


def _ffmpeg() -> str:
    from media import ffmpeg

    use_ffmpeg(build_app().settings.ffmpeg)
    answer = subprocess.run([ffmpeg.executable(), "-version"], capture_output=True, text=True, check=True, timeout=30)  # noqa: S603 - our own binary
    filters = subprocess.run([ffmpeg.executable(), "-filters"], capture_output=True, text=True, check=True, timeout=30)  # noqa: S603
    drawn = "with" if " ass " in filters.stdout else "WITHOUT"
    return f"{answer.stdout.splitlines()[0].split(' Copyright')[0]}, {drawn} captions (libass)"


def _home() -> str:
    settings = build_app().settings
    settings.make_home()
    home = settings.home
    mark = home / ".doctor"
    mark.write_bytes(b"")
    mark.unlink()
    return f"{home} can be written"


def _storage() -> Iterator[tuple[str, str]]:
    """Whether the bucket answers; films are made without it too."""
    try:
        storage = build_app().settings.storage
    except FootageError:
        return
    if storage:
        gcs = cloud_storage(load_vendors())
        try:
            place_of(storage, gcs)[0].check()
            yield GOOD, f"storage: {storage} answers"
        except FootageError as exc:
            yield OFF, f"storage: {exc.message} {exc.hint}"
        finally:
            gcs.close()


def _rules() -> Iterator[tuple[str, str]]:
    """Whether the files of rules that the user laid over ours can be read."""
    from quality.policy import load_policy as load_standards
    from routing.policy import load_policy

    try:
        home = build_app().settings.home
    except FootageError:
        return
    try:
        load_policy(home)
        load_standards(home)
    except FootageError as exc:
        yield BAD, f"rules: {exc.message} {exc.hint}"


def _backends() -> Iterator[tuple[str, str]]:
    try:
        settings = build_app().settings
    except FootageError:
        return
    try:
        backends, heard = generators(settings), sounds(settings, load_vendors()).facts()
    except FootageError as exc:
        yield BAD, f"backends: {exc.message} {exc.hint}"
        return
    for sentence in misspelt_settings({*backends, *(one.name for one in heard)}):
        yield OFF, f"settings: {sentence}"
    for name, generator in backends.items():
        on = settings.is_enabled(name, default=generator.enabled_by_default)
        if on and (missing := generator.missing()):
            yield OFF, f"backend {name}: {missing}"
        elif on:
            yield GOOD, f"backend {name}: ready"
        elif generator.enabled_by_default:
            yield OFF, f"backend {name}: switched off"
    for sound in heard:
        price = f"{sound.price} ({sound.price_as_of})" if sound.price else "no price"
        yield (
            (OFF, f"{sound.kind} {sound.name}: {sound.missing}")
            if sound.missing
            else (
                GOOD,
                f"{sound.kind} {sound.name}: ready, {price}",
            )
        )


def _device() -> tuple[str, str]:
    from gpu.devices import probe

    first = probe()[0]
    if first.kind == "none":
        return OFF, f"gpu: {first.name}; local generators need one"
    return GOOD, f"gpu: {first.name}, {first.vram_bytes / 2**30:.0f} GiB"


def worker_lines() -> Iterator[tuple[str, str]]:
    """Who makes films on devices for this server too, and with it whether the database answers."""
    try:
        settings = build_app().settings
    except FootageError:  # which have a line of their own
        return
    try:
        alive = workers(settings)
    except Exception as exc:  # noqa: BLE001 - boundary: whatever the database's driver raises
        known = why(exc, settings.home)
        yield BAD, f"database: {known.message} {known.hint}"
        return
    for one in alive:
        yield GOOD, f"worker on {one.host}: {', '.join(one.backends) or 'no model'} on {', '.join(one.devices)}"


def alarm_lines() -> Iterator[tuple[str, str]]:
    """Which alarms must show more before anything is paid for them, since that was in vain before."""
    try:
        told = learned_alarms(build_app().settings)
    except Exception:  # noqa: BLE001 - boundary: settings, rules and database have lines of their own
        _log.info("what alarms have cost in vain cannot be read", exc_info=True)
        return
    if told:
        yield GOOD, f"alarms: {' '.join(told)} `footage forget-alarms` begins anew."


def balance_lines() -> Iterator[tuple[str, str]]:
    """Which balances of caps are not what the ledger says, which nobody but hands in the database can have done."""
    try:
        settings = build_app().settings
        if not was_opened_before(settings):
            return
        with money_books(settings) as books:
            drifts = books.ledger.balances.drift()
    except Exception:  # noqa: BLE001 - boundary: settings and database have lines of their own
        _log.info("balances cannot be read", exc_info=True)
        return
    for drift in drifts:
        yield BAD, f"balance: {drift}. `footage reconcile` mends it."


def webhook_lines() -> Iterator[tuple[str, str]]:
    """Whether the webhook takes what it is told."""
    try:
        told = undelivered(build_app().settings)
    except Exception:  # noqa: BLE001 - boundary: settings and database have lines of their own
        _log.info("what the webhook did not take cannot be read", exc_info=True)
        return
    if told:
        yield OFF, f"webhook: {told}"


def stock_lines() -> Iterator[tuple[str, str]]:
    """Which sites with real footage refuse a key, are blocked here or are asked too often."""
    try:
        told = stock_troubles(build_app().settings)
    except Exception:  # noqa: BLE001 - boundary: settings and database have lines of their own
        _log.info("what the sites with real footage have refused cannot be read", exc_info=True)
        return
    for sentence in told:
        yield OFF, f"stock: {sentence}"


def _clip() -> Iterator[tuple[str, str]]:
    from quality.clip import ClipModel

    try:
        model = build_app().settings.clip_model
        missing = ClipModel(model).missing()
    except FootageError as exc:
        yield BAD, f"clip: {exc.message} {exc.hint}"
        return
    yield (OFF, f"clip: {missing}") if missing else (GOOD, f"clip: {model} judges films")


def _judge() -> Iterator[tuple[str, str]]:
    """Whether the second opinion that the user wants can be had."""
    try:
        settings, vendors = build_app().settings, load_vendors()
    except FootageError:  # which has a line of its own
        return
    if settings.judge is None:
        return
    if settings.judge == "gemini":
        missing = None if vendors.gemini_api_key else "GEMINI_API_KEY is not set"
        missing = "FOOTAGE_NO_SPEND is set" if settings.no_spend else missing
    else:
        from quality.local_critic import LocalCritic

        missing = LocalCritic(settings.judge).missing()
    yield (OFF, f"judge: {missing}") if missing else (GOOD, f"judge: {settings.judge} tells check_quality its opinion")
