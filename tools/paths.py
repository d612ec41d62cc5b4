"""Paths that callers name: confined to the allowed folders, and what to do about one that is not."""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from films.services import CallersServices
from films.uploads import uploaded
from footage.errors import CallerError, FootageError, ForbiddenPathError, InvalidInputError, NotFoundError
from footage.ports.uploads import UPLOAD_URI, upload_id_of
from footage.threads import utc_now

MAX_PATH_CHARS = 4096
ALLOWED_DIRS = "FOOTAGE_ALLOWED_DIRS"
_WINDOWS = re.compile(r"(?:[A-Za-z]:[\\/]|\\\\|[^/]*\\)")
_ROOTS_NAMED = 4
_NOT_HERE = "Pass a job_id, a public https URL, or footage://upload/ID of a file that you have brought."
_CONFIGS: Sequence[tuple[str, str]] = (
    ("claude-code", "claude mcp remove footage; claude mcp add footage -e {pair} -- footage mcp"),
    ("claude", 'in claude_desktop_config.json, under "mcpServers", "footage": "env": {{{json}}}'),
    ("cursor", 'in ~/.cursor/mcp.json, under "mcpServers", "footage": "env": {{{json}}}'),
    ("visual studio code", 'in .vscode/mcp.json, under "servers", "footage": "env": {{{json}}}'),
    ("vscode", 'in .vscode/mcp.json, under "servers", "footage": "env": {{{json}}}'),
    ("copilot", 'in .vscode/mcp.json, under "servers", "footage": "env": {{{json}}}'),
    ("gemini", 'in ~/.gemini/settings.json, under "mcpServers", "footage": "env": {{{json}}}'),
    ("codex", "in ~/.codex/config.toml: [mcp_servers.footage.env] {toml}"),
    ("windsurf", 'in ~/.codeium/windsurf/mcp_config.json, under "mcpServers", "footage": "env": {{{json}}}'),
    ("zed", 'in Zed\'s settings.json, under "context_servers", "footage": "env": {{{json}}}'),
    ("cline", 'in cline_mcp_settings.json, under "mcpServers", "footage": "env": {{{json}}}'),
    ("roo", 'in .roo/mcp.json, under "mcpServers", "footage": "env": {{{json}}}'),
    ("goose", "in ~/.config/goose/config.yaml, under extensions, footage, envs: {yaml}"),
    ("lm studio", 'in mcp.json, under "mcpServers", "footage": "env": {{{json}}}'),
    ("lmstudio", 'in mcp.json, under "mcpServers", "footage": "env": {{{json}}}'),
    ("librechat", "in librechat.yaml, under mcpServers, footage, env: {yaml}"),
    ("continue", "in Continue's config.yaml, under mcpServers, footage, env: {yaml}"),
)
"""Where clients are told their servers' settings, by a part of the name that they give themselves; first match."""


def confined(services: CallersServices, name: str) -> Path:
    """The real path of an existing file inside the allowed folders, or of one that the caller's team has uploaded.

    Nothing outside is looked at further, so an answer never tells what exists there. Whoever calls from elsewhere may
    name no path at all.

    Raises:
        InvalidInputError: It is no path of this machine.
        ForbiddenPathError: It is outside; the hint says which folders are allowed, and how to allow its own.
        NotFoundError: There is no such file.
    """
    if "\0" in name or len(name) > MAX_PATH_CHARS:
        raise InvalidInputError("That is not a path.")
    if is_upload(name):
        if upload_id := upload_id_of(name):
            return uploaded(services, upload_id)
        raise NotFoundError("There is no such upload.", hint="Pass the address as it was told: footage://upload/ID.")
    if services.caller.remote:
        raise ForbiddenPathError(f"{name!r} is a path on your machine, which this server cannot read.", hint=_NOT_HERE)
    inside, outside = None, None
    for spelt in (*_spellings(name), *_in_roots(services, name)):
        try:
            path = Path(spelt).expanduser().resolve()
            if not any(path.is_relative_to(root.resolve()) for root in services.roots):
                outside = outside or Path(os.path.abspath(Path(spelt).expanduser()))  # noqa: PTH100 - links stay unread
                continue
            inside = path
            if path.is_file():
                return path
        except (OSError, RuntimeError, ValueError) as exc:  # a loop of links, a home of nobody, a name too long
            raise InvalidInputError(_no_path(name)) from exc
    raise _refused(services, name, inside, outside)


def is_upload(name: str) -> bool:
    """Whether a file is named that a caller has brought."""
    return name.strip().startswith(UPLOAD_URI)


def with_upload(services: CallersServices, error: CallerError) -> CallerError:
    """The same error, telling whoever calls from elsewhere how to bring the file. Blocking: a place is made for it."""
    if not services.caller.remote or services.links is None or not services.caller.allows("video:make"):
        return error
    offer = services.links.upload(services.caller)
    hours = round((offer.expires_at - utc_now()).total_seconds() / 3600)
    hint = (
        f'Bring the file: curl -T FILE "{offer.url}" (once, within {hours} h, up to {offer.max_bytes / 1e6:.0f} MB);'
        f" then call again with {offer.uri} in its place. Or pass a job_id or a public https URL."
    )
    return type(error)(error.message, hint=hint)


def _spellings(name: str) -> Iterator[str]:
    """The name as it is; then with its letters composed or apart, as other systems store them; then unquoted."""
    yield from dict.fromkeys((name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)))
    if len(name) > 2 and name[0] == name[-1] and name[0] in "\"'":
        yield name[1:-1]
    elif "\\ " in name and name.startswith(("/", "~")):  # as a shell writes spaces
        yield name.replace("\\ ", " ")


def _in_roots(services: CallersServices, name: str) -> Iterator[str]:
    """A name without a folder, in each allowed folder: where a person who gives no more means it."""
    if name and Path(name).name == name and not name.startswith("~"):
        yield from (f"{root / name}" for root in services.roots)


def _no_path(name: str) -> str:
    longest = max((len(part.encode(errors="replace")) for part in name.split("/")), default=0)
    return f"That is not a path: a name in it has {longest} bytes." if longest > 255 else "That is not a path."


def _refused(services: CallersServices, name: str, inside: Path | None, outside: Path | None) -> FootageError:
    if os.sep == "/" and _WINDOWS.match(name):
        return InvalidInputError(f"{name!r} is a Windows path, and this is none.", hint=_with_slashes(name))
    if inside is None and outside is not None:
        return ForbiddenPathError(
            f"{name!r} is outside the folders Footage may read.", hint=_how_to_allow(services, outside)
        )
    if inside and inside.is_dir():
        return NotFoundError(f"{name!r} is a folder.", hint="Name a file in it.")
    if outside is not None:  # a name without a folder: where Footage runs, it reads nothing
        hint = f"Footage may read {_named(services)}. Pass the file's whole path, or call list_jobs for a job_id."
        return NotFoundError(f"There is no file {name!r} in the folders Footage may read.", hint=hint)
    where = "" if Path(name).is_absolute() or name.startswith("~") else f" It was looked for in {Path.cwd()}."
    return NotFoundError(f"There is no file {name!r}.{where}", hint="Check the path, or call list_jobs for a job_id.")


def _with_slashes(name: str) -> str:
    """How a Windows path would be written on this machine."""
    forward = name.replace("\\", "/")
    drive = re.match(r"([A-Za-z]):/*", forward)
    if drive:
        return f"Footage runs on Linux or macOS. Under WSL write /mnt/{drive[1].lower()}/{forward[drive.end() :]}."
    return f"Write it with slashes: {forward.lstrip('/') if forward.startswith('//') else forward}"


def _how_to_allow(services: CallersServices, path: Path) -> str:
    """Which folders are allowed, and the line that allows a file's own folder in the client that calls."""
    may = f"Footage may read {_named(services)}."
    if services.caller.roots is not None:
        return f"{may} Use a job_id, a URL, or a file there."
    # The first is Footage's own, which needs no setting.
    folders = os.pathsep.join([f"{root}" for root in (*services.roots[1:], path.parent)])
    line = _line(services.caller.client, folders)
    return f"{may} To allow {path.parent}, the user sets {line}, and starts the client again. Or use a job_id."


def _named(services: CallersServices) -> str:
    """The folders that the caller's files may lie in, or the first of many."""
    roots = [f"{root}" for root in services.roots]
    more = f" and {len(roots) - _ROOTS_NAMED} more" if len(roots) > _ROOTS_NAMED else ""
    return f"{', '.join(roots[:_ROOTS_NAMED]) or 'no folder'}{more}"


def _line(client: str, folders: str) -> str:
    """The line of a client's configuration that sets the allowed folders."""
    pair = f"{ALLOWED_DIRS}={folders}"
    name = client.lower()
    template = next((line for part, line in _CONFIGS if re.search(rf"(?<![a-z]){part}", name)), None)
    if template is None:
        return f"{shlex.quote(pair)} in the environment of Footage (the client's env for the server footage)"
    quoted = '"' + folders.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return template.format(
        pair=shlex.quote(pair),
        json=f'"{ALLOWED_DIRS}": {quoted}',
        toml=f"{ALLOWED_DIRS} = {quoted}",
        yaml=f"{ALLOWED_DIRS}: {quoted}",
    )
