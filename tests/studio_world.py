"""A team's studio with something of everything in it: films drawn and paid for, one that failed, money in doubt, a call
that waits for a yes.

`python -m tests.studio_world HOME` serves one, and prints a link into it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anyio

from footage.answers import VideoJob
from footage.caller import LOCAL, Caller
from footage.errors import ApprovalRequiredError
from footage.ports.studio import SCOPES_OF
from tests.studio_site import StudioSite, studio_site
from tools import generate_video

AGENT = Caller(
    org_id=LOCAL.org_id,
    team_id=LOCAL.team_id,
    key_id="mq7xk2pd",
    subject="marketing agent",
    scopes=SCOPES_OF["approver"],
    remote=True,
)
SMALL: dict[str, Any] = {"duration_s": 2, "resolution": "480p", "audio": False}
DRAWN = (
    "A lighthouse in a storm at night, 'Hold the light'",
    "A sailing boat crosses a calm bay at dawn",
)
PAID = "A red kite over the dunes"
FAILED = "A storm over the harbour [fail]"
DOUBTFUL = "A ferry leaves at night [lost]"
DEAR = "A drone flight along the coast in autumn"
APPROVE_ABOVE = "0.12"


async def _nobody(_progress: float, _message: str) -> None:
    """Nobody waits."""


async def made(site: StudioSite, prompt: str, **more: Any) -> str:
    """A job that an agent has placed; its id."""
    services = site.services.for_(AGENT)
    params = generate_video.TOOL.params.parse({"prompt": prompt, **SMALL, "wait_s": 60, **more})
    answer = await generate_video.TOOL.ask(params, services, _nobody)
    assert isinstance(answer.result, VideoJob)
    return answer.result.job_id or ""


async def asked_for(site: StudioSite, prompt: str = DEAR) -> str:
    """A call that costs so much that somebody has to say yes; its quote."""
    try:
        await made(site, prompt, backend="fake", duration_s=3)
    except ApprovalRequiredError as exc:
        return exc.quote_id or ""
    raise AssertionError("it was not dear enough")


async def fill(site: StudioSite, drawn: Sequence[str] = DRAWN) -> dict[str, str]:
    """Something of everything; the jobs by their prompts."""
    jobs = {prompt: await made(site, prompt, backend="storyboard", seed=7) for prompt in drawn}
    jobs[PAID] = await made(site, PAID, backend="fake")
    jobs[FAILED] = await made(site, FAILED, backend="fake")
    jobs[DOUBTFUL] = await made(site, DOUBTFUL, backend="fake_blind")
    await asked_for(site)
    return jobs


def main() -> None:
    """Serve one until it is stopped."""
    home = Path(sys.argv[1])
    home.mkdir(parents=True, exist_ok=True)
    with studio_site(home, approve_above_usd=APPROVE_ABOVE) as site:
        anyio.run(fill, site)
        sys.stdout.write(f"{site.base}/enter?link={site.link()}\n")
        sys.stdout.flush()
        time.sleep(float(sys.argv[2]) if len(sys.argv) > 2 else 3600)


if __name__ == "__main__":
    main()
