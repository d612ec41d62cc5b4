"""Twelve real clients call every tool over stdio, each in an environment of its own: `make clients`.

No vendor is asked: there are no keys, and Gemini's API is the one in miniature. Those whose drivers can do so call each
tool over HTTP as well, with a key of `footage keys add`; the films that they were told of are then fetched by range.

    python -m tests.clients [--http] [names]
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.clients.driving import (
    ARTICLE,
    CLIENTS,
    Call,
    Client,
    Reached,
    drive,
    environment,
    fault_of,
    install,
    serving,
)
from tests.plain_http import http
from tests.servers import ROOT, command

ONLY_HTTP = "--http"
MAKERS = ("generate_video", "add_captions", "edit_video")
LINK = re.compile(r"http://127\.0\.0\.1:\d+/v/[\w./-]+\?[\w=&%-]+")


def calls_on(job_id: str, client: str) -> list[Call]:
    """Every tool once."""
    caption = {"start_s": 0, "end_s": 1, "text": "Hold"}
    film = {"prompt": f'A fox in the snow, "{client}"', "duration_s": 1, "resolution": "480p"}
    return [
        ("check_budget", {}, "spent"),
        ("generate_video", film, "is ready"),
        ("list_jobs", {"limit": 3}, "newest first"),
        ("get_job", {"job_id": job_id}, job_id),
        ("add_captions", {"video": job_id, "captions": [caption]}, "is ready"),
        ("check_quality", {"video": job_id}, "job_"),
        ("enhance_quality", {"video": job_id, "operations": ["sharpen"]}, "job_"),
        ("edit_video", {"video": job_id, "steps": [{"do": "keep", "ranges": [[0, 0.5]]}]}, "job_"),
        ("publish_video", {"video": job_id, "target": "store", "dry_run": True}, "without dry_run"),
        ("blog_to_video", {"source": ARTICLE, "dry_run": True}, "Nothing was made"),
        ("cancel_job", {"job_id": job_id}, job_id),
    ]


def main(arguments: list[str]) -> int:
    """Drive the clients, print a table, and say whether all passed."""
    names = [one for one in arguments if one != ONLY_HTTP]
    chosen = [client for client in CLIENTS if not names or client.name in names]
    faults = 0
    with tempfile.TemporaryDirectory(prefix="footage-clients-") as home:
        job_id = _film(Path(home))
        if ONLY_HTTP not in arguments:
            faults += sum(_told(client, Path(home), job_id) for client in chosen)
        with serving(Path(home)) as reached:
            faults += sum(_told(client, Path(home), job_id, reached) for client in chosen if client.speaks_http)
    return int(faults > 0)


def _told(client: Client, home: Path, job_id: str, reached: Reached | None = None) -> bool:
    """Drive a client and print how that went; whether something was wrong."""
    began_s = time.monotonic()
    fault = _tried(client, home, job_id, reached)
    took_s = time.monotonic() - began_s
    how = "HTTP" if reached else "stdio"
    print(f"{client.name:18} {client.package:42} {how:5} {took_s:6.1f} s  {fault or 'every tool'}", flush=True)  # noqa: T201
    return bool(fault)


def _film(home: Path) -> str:
    """A film that the calls work on, and a place to send it to."""
    (posts := home / "posts").mkdir()
    subprocess.run(command("connect", "store", "posts", str(posts)), env=environment(home), cwd=ROOT, check=True)
    wish = ["generate", "A lighthouse in a storm", "--duration-s", "1", "--resolution", "480p", "--json"]
    done = subprocess.run(command(*wish), env=environment(home), cwd=ROOT, capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout)["job_id"])


def _tried(client: Client, home: Path, job_id: str, reached: Reached | None) -> str:
    """What went wrong with a client; nothing if every tool answered as it should."""
    try:
        install(client)
    except subprocess.CalledProcessError as exc:
        return f"cannot be installed: {str(exc.stderr)[-300:]}"
    calls = calls_on(job_id, client.name)
    try:
        done = drive(client, home, calls, reached)
    except subprocess.TimeoutExpired:
        return "not done in time"
    return fault_of(done, calls) or (_not_fetched(done) if reached else "")


def _not_fetched(done: subprocess.CompletedProcess[str]) -> str:
    """Which film cannot be fetched by the link that the client's model saw, if any."""
    for told in map(json.loads, done.stdout.splitlines()):
        if told["tool"] in MAKERS:
            link = LINK.search(told["seen"].encode().decode("unicode_escape"))
            if link is None:
                return f"{told['tool']} told of no link"
            answer = http.get(link[0], headers={"Range": "bytes=0-99"})
            if (answer.status_code, len(answer.content)) != (206, 100):
                return f"{told['tool']}: {link[0]} gave {answer.status_code}"
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
