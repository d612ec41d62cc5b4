"""The agent's own tools: the brief on its desk, the page it builds, and where that is published.

They are plain functions, so that every framework can take them. Films are looked up at Footage by their job, over a
line of the desk's own: what is put on the page is what Footage says, and no address that a model has copied.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marketing_agent.answers import AgentError, Article, Data, job_of
from marketing_agent.brief import Brief, read_brief, with_texts
from marketing_agent.build import Made, Published, Words, build_site
from marketing_agent.publish import publish

TOOLS = [
    "check_budget",
    "blog_to_video",
    "generate_video",
    "add_captions",
    "check_quality",
    "enhance_quality",
    "get_job",
]
INSTRUCTION = """You are a marketing agent. You make films and a landing page for the campaign on your desk.

1. read_brief, then check_budget. Never spend more than the brief's budget or what is left.
2. If the brief has an article and asks for 15 s or more: blog_to_video with source=the article, dry_run=true.
   Otherwise generate_video with dry_run=true. Nothing is made or charged by that.
3. Direct: make plan.script better (a picture or the strongest figure first, one message a scene, no three like scenes
   in a row, the call to action at the end), and pass it back as script with dry_run=true until nothing is warned of.
4. Make the film in 16:9, and the same in 9:16. Follow jobs with get_job; never start one again because it is slow.
5. Look at quality.verdict. If it says retry or reject, make the film again or enhance_quality it, once.
6. A film of generate_video gets captions by add_captions: mode="soft" for 16:9; "burn", platform="reels" for 9:16.
7. build_landing_page with both job ids; leave headline, lead and points out unless your words are better.
8. publish, and say the page's address and the two jobs.

If a tool answers approval_required, stop and tell the user its price and quote. Do what next_step says."""

Ask = Callable[[str, dict[str, Any]], Awaitable[Data]]
"""Calls a tool of Footage's; gives the data of its answer."""


@dataclass
class Desk:
    """A campaign's desk.

    Args:
        brief_path: The brief.
        ask: How Footage is asked.
        site: Where the page is built.
        target: Where it is published: a folder, `gs://…` or `s3://…`; none leaves it where it is built.
        is_remote: Whether Footage is on another machine, which cannot read files of this one: it is told the article.
        links: The command that publishes a film, such as `("footage", "publish")`, where films are to stay on the
            server under addresses that last; none puts them beside the page.
    """

    brief_path: Path
    ask: Ask
    site: Path
    target: str = ""
    is_remote: bool = False
    links: Sequence[str] = ()

    async def read_brief(self) -> dict[str, Any]:
        """Read the campaign's brief: product, headline, message, points, audience, budget, and where its article is."""
        return self._told.model_dump(mode="json")

    async def build_landing_page(
        self,
        wide_job_id: str,
        tall_job_id: str = "",
        headline: str = "",
        lead: str = "",
        points: list[str] | None = None,
    ) -> dict[str, Any]:
        """Build the landing page around finished films.

        Args:
            wide_job_id: The job of the 16:9 film.
            tall_job_id: The job of the 9:16 film, if there is one.
            headline: The page's headline; the brief's by default.
            lead: One or two sentences below it; the brief's message by default.
            points: Reasons, each as "Heading: sentence"; the brief's by default.
        """
        words = Words(headline=headline, lead=lead, points=points or ())
        try:
            wide = await self._made(wide_job_id)
            tall = await self._made(tall_job_id) if tall_job_id else None
            page = build_site(self.site, self.brief, wide, tall, await self._article(), words)
        except (AgentError, OSError, ValueError) as error:  # for the model to read
            return {"error": str(error)}
        return {"page": str(page), "files": sorted(file.name for file in self.site.iterdir())}

    async def publish(self) -> dict[str, Any]:
        """Publish the page that was built; answers with its address."""
        if not (self.site / "index.html").exists():
            return {"error": "There is no page yet: call build_landing_page first."}
        try:
            files = publish(self.site, self.target) if self.target else []
        except (OSError, ValueError) as error:
            return {"error": str(error)}
        place = self.brief.page_url or self.target or str(self.site / "index.html")
        return {"address": place, "files": files}

    @property
    def tools(self) -> list[Callable[..., Awaitable[dict[str, Any]]]]:
        """For an agent."""
        return [self.read_brief, self.build_landing_page, self.publish]

    @property
    def text_tools(self) -> list[Callable[..., Awaitable[str]]]:
        """The same, for frameworks whose tools answer with text."""
        return [_as_text(tool) for tool in self.tools]

    @functools.cached_property
    def brief(self) -> Brief:
        """The brief, read once."""
        return read_brief(self.brief_path)

    @property
    def _told(self) -> Brief:
        """The brief, as Footage can work with it where it is."""
        return with_texts(self.brief) if self.is_remote else self.brief

    async def call(self, tool: str, arguments: dict[str, Any]) -> Data:
        """Any tool, the desk's or Footage's: what a loop without a framework needs."""
        own = {one.__name__: one for one in self.tools}
        return await own[tool](**arguments) if tool in own else await self.ask(tool, arguments)

    async def _made(self, job_id: str) -> Made:
        job = job_of(await self.ask("get_job", {"job_id": job_id}))
        return Made(job=job, published=_published(self.links, job_id) if self.links else None)

    async def _article(self) -> Article | None:
        """What the article says, where the brief leaves something open."""
        if not self.brief.article or (self.brief.points and self.brief.quote and self.brief.message):
            return None
        draft = job_of(await self.ask("blog_to_video", {"source": self._told.article, "dry_run": True}))
        return Article.model_validate((draft.plan or {}).get("article", {}))


def _as_text(tool: Callable[..., Awaitable[dict[str, Any]]]) -> Callable[..., Awaitable[str]]:
    """A tool whose answer is JSON as text; its name, parameters and words stay."""

    @functools.wraps(tool)
    async def told(*args: Any, **kwargs: Any) -> str:
        return json.dumps(await tool(*args, **kwargs), ensure_ascii=False)

    return told


def _published(command: Sequence[str], job_id: str) -> Published:
    """Give a film an address that stays; the command prints that of its page, and that of the film."""
    done = subprocess.run([*command, job_id], capture_output=True, text=True, check=False, env=dict(os.environ))  # noqa: S603
    if done.returncode != 0:
        raise OSError(done.stderr.strip() or f"{job_id} cannot be published")
    folder, film, *_ = done.stdout.split()
    return Published(folder=folder, film=film)
