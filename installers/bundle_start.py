"""What a host runs in the bundle: `footage mcp`, with the settings of the host's form.

The folders come as arguments. What the user left out comes as nothing, or as the placeholder itself, and says nothing:
config.yaml holds then.
"""

from __future__ import annotations

import os
import sys

from footage.__main__ import main

_PLACEHOLDER = "${user_config."
_OFF = "false"


def start() -> int:
    """Take the settings over and serve; returns the exit status."""
    for name, value in list(os.environ.items()):
        # Forms have no third state: a switch that was never touched looks like one that is off.
        if value.startswith(_PLACEHOLDER) or (name.startswith("FOOTAGE_") and value == _OFF):
            del os.environ[name]
    folders = [folder for folder in sys.argv[1:] if folder and not folder.startswith(_PLACEHOLDER)]
    if folders:
        os.environ["FOOTAGE_ALLOWED_DIRS"] = os.pathsep.join(folders)
    sys.argv = ["footage", "mcp"]
    return main()


if __name__ == "__main__":
    sys.exit(start())
