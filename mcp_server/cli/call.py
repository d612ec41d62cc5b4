"""Calling a tool from the terminal: a progress bar on stderr, the answer on stdout."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from tqdm import tqdm

from footage.answers import Budget, Cap, ErrorInfo, VideoJob
from footage.caller import LOCAL, Caller
from footage.errors import FootageError, NotFoundError
from footage.threads import in_thread
from mcp_server.app import App, build_app
from mcp_server.cli.typed import folders_of
from mcp_server.wiring.callers import team_book
from tools import names
from tools.base import Answer, Params, Tool
from tools.view import answer_when_done

WAIT_S = 60.0
PREVIEW = Path("footage-preview.jpg")


async def call(
    tool: Tool, arguments: dict[str, Any], *, as_json: bool, plot: Path | None = None, team: str | None = None
) -> int:
    """Ask the tool, wait to the end of its job, print the answer.

    Args:
        tool: Which.
        arguments: As they were typed.
        as_json: Print the whole result.
        plot: Where a check's timeline is drawn.
        team: Whose jobs are meant; None for those of this machine's person.

    Returns:
        The exit status: 1 when the job failed, or was cancelled while its film was waited for.

    Raises:
        FootageError: The call was refused; with `as_json` it is printed instead.
    """
    from media.check_chart import refuse_name, save_as

    app = build_app(run_jobs=_waits_for_jobs(tool))
    try:
        if plot:
            refuse_name(plot)
        caller = await in_thread(_caller, app, team)
        answer = await _ask(app, caller, tool, tool.params.parse(arguments), await in_thread(folders_of, arguments))
    except FootageError as exc:
        if not as_json:
            raise
        _print(f'{{"error": {ErrorInfo.of(exc).model_dump_json()}}}')
        return 1
    finally:
        await app.close()
    _print(answer.result.model_dump_json(indent=2) if as_json else _for_people(answer))
    _save_preview(answer)
    if plot and isinstance(answer.result, VideoJob) and answer.result.video and answer.result.video.timeline:
        save_as(Path(answer.result.video.timeline), plot)
    return int(_is_failure(tool, answer.result))


def _waits_for_jobs(tool: Tool) -> bool:
    """Whether jobs must be run while it is asked; the others read or mark rows."""
    return "wait_s" in tool.params.model_fields


def _is_failure(tool: Tool, result: BaseModel) -> bool:
    """Whether what was asked for did not come about; that a job is cancelled may be just what was asked for."""
    if not isinstance(result, VideoJob):
        return False
    return result.status == "failed" or (result.status == "cancelled" and tool.work is not None)


def _caller(app: App, team: str | None) -> Caller:
    """Whoever runs Footage may look after every team."""
    if team is None:
        return LOCAL
    with team_book(app.settings) as teams:
        org_id = teams.org_of(team)
    if org_id is None:
        raise NotFoundError(f"There is no team {team!r}.", hint="`footage teams list` shows the teams.")
    return replace(LOCAL, org_id=org_id, team_id=team)


async def _ask(app: App, caller: Caller, tool: Tool, params: Params, folders: tuple[Path, ...]) -> Answer:
    services = (await app.services()).for_(caller).also_reading(folders)
    # Pictures lie beside their films: only a preview is handed over, and no agent's first look is taken away.
    services = replace(services, pictures=bool(getattr(params, "preview", False)))
    # disable=None: a bar only where somebody looks at a terminal
    with tqdm(total=100, disable=None, leave=False, bar_format="{desc:<30} {bar} {percentage:3.0f}% {elapsed}") as bar:

        async def report(progress: float, message: str) -> None:
            bar.set_description_str(message[:30])
            bar.update(100 * progress - bar.n)

        answer = await tool.ask(params, services, report)
        while job_id := _running(answer.result):
            answer = await answer_when_done(services, job_id, WAIT_S, report)
    return answer


def _running(result: BaseModel) -> str | None:
    """The id of the job behind a result, while it has not ended."""
    return result.job_id if isinstance(result, VideoJob) and result.status in {"queued", "working"} else None


def _for_people(answer: Answer) -> str:
    if isinstance(answer.result, Budget):
        caps = [
            f"  {cap.name:<6} ${cap.cap_usd:>10}  left ${cap.remaining_usd}  of {_whose(cap)}"
            for cap in answer.result.caps
        ]
        spent = [f"  {row.backend}: ${row.spent_usd} in {row.jobs} jobs" for row in answer.result.by_backend]
        days = [f"  {row.day}: ${row.spent_usd}" for row in answer.result.by_day]
        doubt = [f"  {row.job_id}: ${row.held_usd} in doubt. {row.what_to_check}" for row in answer.result.in_doubt]
        forecast = f"  at this pace the month will cost ${answer.result.forecast_usd}"
        return "\n".join([answer.result.message, *caps, forecast, *spent, *days, *doubt])
    job = answer.result
    if isinstance(job, VideoJob) and job.status == "completed" and job.tool != names.PUBLISH_VIDEO:
        return answer.text.removesuffix(job.next_step).rstrip()  # what an agent does with a film, a person knows
    return answer.text


def _whose(cap: Cap) -> str:
    return "the installation, for all teams" if cap.scope == "installation" else f"{cap.scope} {cap.of}"


def _save_preview(answer: Answer) -> None:
    """A picture that was asked for goes into the current folder; one of a film lies beside the film already."""
    if answer.image and isinstance(answer.result, VideoJob) and answer.result.status == "preview":
        PREVIEW.write_bytes(answer.image)
        sys.stderr.write(f"The frame is {PREVIEW.resolve()}\n")


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
