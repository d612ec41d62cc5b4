"""Every vendor in miniature on this machine, so that all of Footage can be seen at work for nothing."""

from __future__ import annotations

import contextlib
import shlex
import signal
import sys
import threading
from collections.abc import Mapping

from footage.config import default_home
from footage.errors import UnavailableError
from routing.emulators import all_emulators
from routing.emulators.base import Emulator
from routing.emulators.gcs import serve_gcs
from routing.emulators.outlets import all_outlets
from routing.emulators.outlets.base import OutletEmulator
from routing.emulators.serve import serving

FIRST_PORT = 8790


def emulate(first_port: int = FIRST_PORT) -> int:
    """Serve the emulators until interrupted; prints the environment that points Footage at them.

    Args:
        first_port: The emulators take this port and the ones after it; 0 takes free ones.
    """
    folder = default_home() / "emulators"
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as running:
        variables: dict[str, str] = {}
        emulators: list[Emulator | OutletEmulator] = [*all_emulators(folder), *all_outlets()]
        for n, emulator in enumerate(emulators):
            running.enter_context(serving(emulator, first_port + n if first_port else 0))
            variables |= emulator.environment()
        variables |= _storage(running, first_port + len(emulators) if first_port else 0)
        sys.stdout.write("".join(f"export {name}={shlex.quote(value)}\n" for name, value in variables.items()))
        sys.stdout.write(_HELP)
        sys.stdout.flush()
        _wait_for_a_signal()
    return 0


_HELP = """
# Run the lines above in another terminal, then for example:
#   footage route "a fox in the snow" --priority quality
#   footage generate "a fox in the snow [slow 3]" --backend veo
#   footage generate "a fox in the snow" --look real
#   footage blog POST.md --voice gemini:Kore --music "generated: warm piano"
# Words in the prompt order trouble: [slow 12] [moderated] [moderated output] [fail] [empty] [expired] [truncated].
# Films are sent to them, too: `footage connect youtube --device`, then publish-video; [lost] or [quota] in a title.
# POST /__emu/scenario orders it for the next calls; GET /__emu/log shows every call. Nothing costs real money here.
"""


def _storage(running: contextlib.ExitStack, port: int) -> Mapping[str, str]:
    """The storage too, where its emulator is installed; it is no part of Footage."""
    try:
        return running.enter_context(serve_gcs(port))
    except UnavailableError as exc:
        sys.stdout.write(f"# {exc.message} {exc.hint}\n")
        return {}


def _wait_for_a_signal() -> None:
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()
