"""The commands and their options; what a command does is loaded when it is run."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from footage import __version__
from tools import names

if TYPE_CHECKING:
    from tools.base import Tool

TOOL_COMMANDS: Mapping[str, str] = {
    "generate": names.GENERATE_VIDEO,
    "caption": names.ADD_CAPTIONS,
    "edit": names.EDIT_VIDEO,
    "enhance": names.ENHANCE_QUALITY,
    "blog": names.BLOG_TO_VIDEO,
    "check": names.CHECK_QUALITY,
    "publish-video": names.PUBLISH_VIDEO,
    "jobs": names.LIST_JOBS,
    "job": names.GET_JOB,
    "cancel": names.CANCEL_JOB,
    "budget": names.CHECK_BUDGET,
}
"""The tool that each command is the twin of."""


_OF_UPKEEP = frozenset({"backup", "restore", "doctor", "migrate"})
"""Commands that have options, and need no tools for them."""

_OF_JOBS = frozenset({names.LIST_JOBS, names.GET_JOB, names.CANCEL_JOB})
"""Tools by which whoever runs Footage also looks after what teams make."""


class Commands(Protocol):
    """Where commands are added to a parser."""

    def add_parser(self, name: str, *, help: str = ..., description: str = ...) -> argparse.ArgumentParser:
        """A parser for one command."""


def parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for what was typed.

    For `footage mcp` and others that need none it knows no tools: loading them takes a while, in which a client waits.
    """
    root = argparse.ArgumentParser(prog="footage", description="Make video, within a budget that holds.")
    root.add_argument("--version", action="version", version=f"footage {__version__}")
    root.add_argument("-v", "--verbose", action="store_true", help="tell more on stderr")
    commands: Commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (function, summary) in _WITHOUT_OPTIONS.items():
        commands.add_parser(name, help=summary, description=summary).set_defaults(run=function)
    typed = next((word for word in argv if not word.startswith("-")), None)
    if typed in _WITHOUT_OPTIONS:
        return root
    _add_upkeep(commands)
    if typed in _OF_UPKEEP:
        return root
    _add_tools(commands)
    _add_emulate(commands)
    _add_resolve(commands)
    _add_serve(commands)
    _add_publishing(commands)
    _add_worker(commands)
    _add_models(commands)
    _add_callers(commands)
    _add_brand(commands)
    return root


def _add_tools(commands: Commands) -> None:
    from mcp_server.cli.options import add_options
    from tools.registry import TOOLS

    tools = {tool.name: tool for tool in TOOLS}
    for name, tool_name in TOOL_COMMANDS.items():
        tool = tools[tool_name]
        command = commands.add_parser(name, help=tool.title, description=tool.description)
        add_options(command, tool.params)
        command.add_argument("--json", action="store_true", help="print the result as JSON")
        if tool_name == names.CHECK_QUALITY:
            command.add_argument("--plot", type=Path, help="draw scores and faults over time into this PNG or JPEG")
        if tool_name in _OF_JOBS:
            command.add_argument("--team", help="whose jobs; those of a team of `footage teams list`, else your own")
        command.set_defaults(run=_tool_command(tool))
    route = commands.add_parser("route", help="Show which backend would make a film, and why.")
    add_options(route, tools[names.GENERATE_VIDEO].params)
    route.add_argument("--json", action="store_true", help="print the route as JSON")
    route.set_defaults(run=_route)


def _add_emulate(commands: Commands) -> None:
    emulate = commands.add_parser("emulate", help="Serve every vendor in miniature, to see all of it run for nothing.")
    emulate.add_argument("--port", type=int, default=8790, help="the first port (default: 8790; 0 takes free ones)")
    emulate.set_defaults(run=_emulate)


def _add_brand(commands: Commands) -> None:
    from mcp_server.cli import brand

    brand.add_options(commands.add_parser("brand", help="Show, check or set the brand that films wear."))


def _add_resolve(commands: Commands) -> None:
    resolve = commands.add_parser(
        "resolve", help="Write down what a vendor charged, or where a film is, that nobody knew."
    )
    resolve.add_argument("job_id")
    resolve.add_argument("charged_usd", nargs="?", help="dollars, 0 if nothing")
    resolve.add_argument("--part", help="which part of its film, or which backend, where several are in doubt")
    posted = resolve.add_mutually_exclusive_group()
    posted.add_argument("--posted", metavar="URL", help="the film that it sent is there")
    posted.add_argument("--not-posted", action="store_true", help="it is not, and may be sent again")
    resolve.set_defaults(run=_resolve)


def _add_serve(commands: Commands) -> None:
    serve = commands.add_parser("serve", help="Serve a team over HTTP, for MCP clients on any machine.")
    serve.add_argument("--host", default="127.0.0.1", help="where to listen (default: 127.0.0.1)")
    serve.add_argument("--port", type=int, default=8765, help="default: 8765; 0 takes a free one")
    serve.add_argument("--auth", choices=["none", "keys", "jwt"], help="how to know who calls (default: FOOTAGE_AUTH)")
    serve.add_argument(
        "--work",
        action=argparse.BooleanOptionalAction,
        help="make the films here as well (default: yes, unless FOOTAGE_DATABASE_URL shares the jobs with workers)",
    )
    serve.add_argument("--insecure", action="store_true", help="serve other machines without asking who calls")
    _add_metrics(serve)
    serve.set_defaults(run=_serve)


def _add_publishing(commands: Commands) -> None:
    publish = commands.add_parser("publish", help="Give a film an address on the web that stays.")
    publish.add_argument("job_id")
    publish.set_defaults(run=_publish)
    unpublish = commands.add_parser("unpublish", help="Take that address back.")
    unpublish.add_argument("job_id")
    unpublish.set_defaults(run=_unpublish)


def _add_worker(commands: Commands) -> None:
    from mcp_server.cli.worker import QUEUES

    worker = commands.add_parser("worker", help="Take jobs from the shared queues until stopped.")
    worker.add_argument(
        "--queue",
        action="append",
        default=[],
        choices=list(QUEUES),
        help="take only such jobs (may be repeated); local-gpu: those that need a device of this machine",
    )
    worker.add_argument("--ray", metavar="ADDRESS", help="use the GPUs of this Ray cluster; auto: the one around here")
    worker.add_argument("--until-idle", action="store_true", help="end when no job is open; one such a home")
    _add_metrics(worker)
    worker.set_defaults(run=_worker)


def _add_metrics(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--metrics-port", type=int, help="tell Prometheus what is counted, at /metrics there (FOOTAGE_METRICS_PORT)"
    )


def _add_models(commands: Commands) -> None:
    models = commands.add_parser("models", help="List, fetch and verify the weights of local models.")
    actions: Commands = models.add_subparsers(title="actions", metavar="ACTION", required=True)
    actions.add_parser("list", help="which there are, and which are here").set_defaults(run=_models_list)
    pull = actions.add_parser("pull", help="fetch what is missing of one")
    pull.add_argument("name", help="a name from the list, or owner/name on the Hugging Face Hub")
    pull.set_defaults(run=_models_pull)
    verify = actions.add_parser("verify", help="whether what is here arrived whole")
    verify.add_argument("name", nargs="?", help="only this one")
    verify.set_defaults(run=_models_verify)


def _seconds(text: str) -> float:
    """How long. Raises ValueError, which argparse tells."""
    seconds = float(text)
    if not seconds >= 0:
        raise ValueError(text)
    return seconds


def _add_upkeep(commands: Commands) -> None:
    summary = "Write this machine's home into a file, while jobs run."
    backup = commands.add_parser("backup", help=summary, description=summary)
    backup.add_argument("file", type=Path, help="a new file, for example footage-monday.tar")
    backup.add_argument("--films", action="store_true", help="with all films")
    backup.set_defaults(run=_backup)
    summary = "Make a home of what is in a backup."
    restore = commands.add_parser("restore", help=summary, description=summary)
    restore.add_argument("file", type=Path, help="what `footage backup` has written")
    restore.set_defaults(run=_restore)
    summary = "Bring the database to the schema of this release, before its servers and workers start."
    migrate = commands.add_parser("migrate", help=summary, description=summary)
    words = "how long to wait for a database that does not answer yet, as while a machine starts (default: not at all)"
    migrate.add_argument("--wait", type=_seconds, default=0.0, metavar="SECONDS", help=words)
    migrate.set_defaults(run=_migrate)
    summary = "Show what works here and what is missing."
    doctor = commands.add_parser("doctor", help=summary, description=summary)
    doctor.add_argument(
        "--deep",
        action="store_true",
        help="look into everything: books, files, the storage, the clock, what is between here and the database",
    )
    doctor.set_defaults(run=_doctor)


def _add_callers(commands: Commands) -> None:
    from mcp_server.cli import audit, caps, connect, credentials, keys, spend, studio, teams

    studio.add_options(commands.add_parser("studio", help="Open the pages on which people see, approve and decide."))
    keys.add_options(commands.add_parser("keys", help="Make, list, rotate and end the keys of who calls over HTTP."))
    shown = "Show what a film says of where it comes from, and who signs here."
    credentials.add_options(commands.add_parser("credentials", help=shown))
    teams.add_options(commands.add_parser("teams", help="Name the teams of who calls over HTTP."))
    connect.add_options(commands.add_parser("connect", help="Connect the accounts that films are sent to."))
    audit.add_options(commands.add_parser("audit", help="Show who made keys, was refused, or spent something."))
    caps.add_options(commands.add_parser("caps", help="Set what organisations, teams, people and keys may spend."))
    spend.add_options(commands.add_parser("spend", help="Show what was spent, by team, key, person, backend or tag."))


def _tool_command(tool: Tool) -> Callable[[argparse.Namespace], int]:
    def command(arguments: argparse.Namespace) -> int:
        from mcp_server.cli.call import call
        from mcp_server.cli.options import given

        plot, team = getattr(arguments, "plot", None), getattr(arguments, "team", None)
        return asyncio.run(call(tool, given(arguments, tool.params), as_json=arguments.json, plot=plot, team=team))

    return command


def _mcp(_arguments: argparse.Namespace) -> int:
    from mcp_server.protocol.stdio import serve

    serve()
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from mcp_server.cli.serve import Wish, serve

    return serve(
        Wish(
            host=arguments.host,
            port=arguments.port,
            auth=arguments.auth,
            work=arguments.work,
            insecure=arguments.insecure,
            metrics_port=arguments.metrics_port,
        )
    )


def _worker(arguments: argparse.Namespace) -> int:
    from mcp_server.cli.worker import work, work_until_idle

    return asyncio.run(
        work_until_idle() if arguments.until_idle else work(arguments.queue, arguments.ray, arguments.metrics_port)
    )


def _resolve(arguments: argparse.Namespace) -> int:
    from mcp_server.cli.resolve import resolve, resolve_posting

    if arguments.posted or arguments.not_posted:
        return asyncio.run(resolve_posting(arguments.job_id, arguments.posted))
    return asyncio.run(resolve(arguments.job_id, arguments.charged_usd, arguments.part))


def _publish(arguments: argparse.Namespace) -> int:
    from mcp_server.cli.publish import publish

    return asyncio.run(publish(arguments.job_id))


def _unpublish(arguments: argparse.Namespace) -> int:
    from mcp_server.cli.publish import unpublish

    return asyncio.run(unpublish(arguments.job_id))


def _reconcile(_arguments: argparse.Namespace) -> int:
    from mcp_server.cli.reconcile import reconcile

    return asyncio.run(reconcile())


def _route(arguments: argparse.Namespace) -> int:
    from mcp_server.cli.options import given
    from mcp_server.cli.route import route
    from tools.generate_video import GenerateVideo

    return asyncio.run(route(given(arguments, GenerateVideo), as_json=arguments.json))


def _emulate(arguments: argparse.Namespace) -> int:
    from mcp_server.cli.emulate import emulate

    return emulate(arguments.port)


def _models_list(_arguments: argparse.Namespace) -> int:
    from mcp_server.cli import models

    return models.show()


def _models_pull(arguments: argparse.Namespace) -> int:
    from mcp_server.cli import models

    return models.pull(arguments.name)


def _models_verify(arguments: argparse.Namespace) -> int:
    from mcp_server.cli import models

    return models.verify(arguments.name)


def _doctor(arguments: argparse.Namespace) -> int:
    from mcp_server.cli.doctor import examine

    return examine(deep=arguments.deep)


def _backup(arguments: argparse.Namespace) -> int:
    from mcp_server.cli import backups

    return backups.back_up(arguments.file, films=arguments.films)


def _restore(arguments: argparse.Namespace) -> int:
    from mcp_server.cli import backups

    return backups.restore(arguments.file)


def _migrate(arguments: argparse.Namespace) -> int:
    from mcp_server.cli.migrate import run

    return run(arguments.wait)


def _forget_alarms(_arguments: argparse.Namespace) -> int:
    from mcp_server.cli.forget_alarms import forget

    return forget()


def _demo(_arguments: argparse.Namespace) -> int:
    from mcp_server.cli.demo import demo

    return asyncio.run(demo())


_WITHOUT_OPTIONS: dict[str, tuple[Callable[[argparse.Namespace], int], str]] = {
    "mcp": (_mcp, "Serve the tools to an MCP client over stdin and stdout."),
    "reconcile": (_reconcile, "Ask the vendors what became of money in doubt."),
    "forget-alarms": (_forget_alarms, "Forget which alarms of films cost money in vain here."),
    "demo": (_demo, "Make three films as an MCP client would, one of an article."),
}
