"""The desk from any language: `python -m marketing_agent.by_hand brief FILE`, or `page FILE --wide JOB --out FOLDER`.

`brief` prints a brief as JSON; `page` builds the landing page from answers of `get_job` (their structured content).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from marketing_agent.answers import job_of
from marketing_agent.brief import read_brief, with_texts
from marketing_agent.build import Made, build_site


def main(arguments: list[str]) -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m marketing_agent.by_hand", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("brief", "page"):
        commands.add_parser(name).add_argument("brief", type=Path)
    commands.choices["brief"].add_argument("--text", action="store_true", help="with the article's text, for a server")
    page = commands.choices["page"]
    page.add_argument("--wide", type=Path, required=True)
    page.add_argument("--tall", type=Path)
    page.add_argument("--out", type=Path, required=True)
    told = parser.parse_args(arguments)
    brief = read_brief(told.brief)
    if told.command == "brief":
        print(json.dumps((with_texts(brief) if told.text else brief).model_dump(mode="json"), ensure_ascii=False))
        return 0
    print(build_site(told.out, brief, _made(told.wide), _made(told.tall) if told.tall else None))
    return 0


def _made(path: Path) -> Made:
    return Made(job=job_of(json.loads(path.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
