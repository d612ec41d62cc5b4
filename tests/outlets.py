"""Emulated outlets on real sockets, accounts that are connected to them, and films to send."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from footage.config import Settings
from footage.ports.outlets import Account, Accounts
from media import ffmpeg
from routing.emulators.outlets import all_outlets
from routing.emulators.outlets.base import OutletEmulator
from routing.emulators.outlets.instagram import ACCOUNT
from routing.emulators.outlets.store import HOOK_KEY
from routing.emulators.serve import serving
from tests.plain_http import http

SITES = {"youtube": "UCemulated", "tiktok": "emulated-person", "instagram": ACCOUNT}
_PADDING = 9_000_000
"""So that a film is sent in two parts to YouTube and S3."""


@dataclass(frozen=True)
class Outside:
    """All emulated outlets."""

    emulators: dict[str, OutletEmulator]
    environment: dict[str, str]

    def videos(self, name: str, word: str = "") -> list[dict[str, Any]]:
        """What an outlet has, whose titles have a word in them."""
        came = http.get(f"{self.emulators[name].base_url}/__emu/videos").json()
        return [one for one in came if word in one["title"]]

    def calls(self, name: str) -> list[str]:
        """What an outlet was asked."""
        return [f"{one['method']} {one['path']} {one['status']}" for one in self.emulators[name].log]

    def reset(self) -> None:
        """Forget everything."""
        for emulator in self.emulators.values():
            http.post(f"{emulator.base_url}/__emu/reset").raise_for_status()


@contextlib.contextmanager
def outside() -> Iterator[Outside]:
    """Serve all of them until the block ends."""
    with contextlib.ExitStack() as running:
        emulators = {emulator.name: emulator for emulator in all_outlets()}
        environment: dict[str, str] = {}
        for emulator in emulators.values():
            running.enter_context(serving(emulator))
            environment |= emulator.environment()
        yield Outside(emulators, environment)


@contextlib.contextmanager
def surroundings() -> Iterator[Outside]:
    """The same, and this process's environment leads there."""
    with outside() as world, pytest.MonkeyPatch.context() as patch:
        for name, value in world.environment.items():
            patch.setenv(name, value)
        yield world


def connect_all(accounts: Accounts, world: Outside, folder: Path, team_id: str = "local") -> None:
    """Connect an account of each site, and a place of each kind."""
    for target, account in SITES.items():
        keys = {
            "client_id": "emulated",
            "client_secret": "emulated",
            "access_token": world.emulators[target].token(),
            "refresh_token": "emulated-refresh-1",
            "expires_at": 4e9,
            "scope": "https://www.googleapis.com/auth/youtube.force-ssl",
        }
        title = f"{target} channel"
        accounts.connect(Account(team_id=team_id, target=target, account=account, title=title, facts={}, keys=keys))
    base = world.emulators["store"].base_url
    s3 = {"url": f"{base}/s3", "region": "eu-central-1", "prefix": "films/", "key_id": "id", "secret": "hidden-secret"}
    places: dict[str, dict[str, Any]] = {
        "folder": {"path": str(folder)},
        "s3": s3,
        "webdav": {"url": f"{base}/dav/", "user": "ada", "password": "hidden-password"},
        "webhook": {"url": f"{base}/hook", "secret": HOOK_KEY},
    }
    for kind, keys in places.items():
        facts = {"kind": kind, "private": True}
        accounts.connect(Account(team_id=team_id, target="store", account=kind, title=kind, facts=facts, keys=keys))


def film(out: Path, *, seconds: float = 3, size: str = "360x640", padding: int = _PADDING) -> Path:
    """A small film with sound, in whose end is so much that nobody plays."""
    picture = ffmpeg.generated(f"testsrc2=size={size}:rate=25:duration={seconds}")
    sound = ffmpeg.generated(f"sine=frequency=440:sample_rate=48000:duration={seconds}")
    options: ffmpeg.Options = {"c:v": "libx264", "preset": "ultrafast", "pix_fmt": "yuv420p", "c:a": "aac"}
    ffmpeg.run_graph([picture, sound], out, options=options, duration_s=seconds)
    with out.open("ab") as file:
        file.write((padding + 8).to_bytes(4, "big") + b"free" + bytes(padding))
    return out


def impatient(settings: Settings) -> Settings:
    """Settings with which nothing is waited for."""
    return settings.model_copy(update={"poll_interval_s": 0.02})
