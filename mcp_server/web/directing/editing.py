"""An edit of a draft: worked out on what it is now, and not done where somebody else has changed it meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.responses import FileResponse, Response

from footage.ports.drafts import Draft, DraftChangedError, DraftContent
from footage.threads import in_thread
from mcp_server.web.directing.uploads import last, typed
from mcp_server.web.forms import number
from mcp_server.web.visit import Visit

Form = dict[str, list[str]]
_TRIES = 4


async def changed(
    visit: Visit, seen: int, work_out: Callable[[Draft], Awaitable[DraftContent]]
) -> tuple[Draft, DraftChangedError | None]:
    """Change the draft that the address names.

    Args:
        visit: Who does.
        seen: The version that they looked at.
        work_out: The new content of a draft; asked again where a form of the same person came in between.

    Returns:
        The draft as it is then, and why it was not changed, if somebody else was first.
    """
    draft_id = visit.request.path_params["draft"]
    for tries in range(_TRIES):
        draft = await in_thread(visit.drafts.get, draft_id)
        content = await work_out(draft)
        if content == draft.content:
            return draft, None
        try:
            return await in_thread(visit.drafts.change, draft_id, seen, draft.version, content), None
        except DraftChangedError as exc:
            if exc.by != visit.person.name or tries == _TRIES - 1:
                return await in_thread(visit.drafts.get, draft_id), exc
    raise RuntimeError("the last try always ends")


async def undone(visit: Visit) -> str:
    """Take the last change of the draft back that the address names; its id. Where there is none, nothing happens.

    Raises:
        DraftChangedError: Somebody else has changed it meanwhile.
    """
    draft_id = str(visit.request.path_params["draft"])
    if (await in_thread(visit.drafts.get, draft_id)).can_undo:
        await in_thread(visit.drafts.undo, draft_id, number(last(await typed(visit), "seen")))
    return draft_id


def picture(path: Path, *, is_as_asked: bool) -> Response:
    """A frame. Its address names what it shows, so that browsers keep it, unless that has changed since."""
    kept = "private, max-age=31536000, immutable" if is_as_asked else "no-store"
    return FileResponse(path, media_type="image/jpeg", headers={"Cache-Control": kept})
