"""What a host runs in the bundle: `footage mcp`, with the settings of the host's form.

The folders come as arguments. What the user left out may come as nothing, or as the placeholder itself.
"""

from __future__ import annotations

import os
import sys

from footage.__main__ import main

_PLACEHOLDER = "${user_config."


def start() -> int:
    """Take the settings over and serve; returns the exit status."""
    for name, value in list(os.environ.items()):
        if value.startswith(_PLACEHOLDER):
            del os.environ[name]
    folders = [folder for folder in sys.argv[1:] if folder and not folder.startswith(_PLACEHOLDER)]
    if folders:
        os.environ["FOOTAGE_ALLOWED_DIRS"] = os.pathsep.join(folders)
    sys.argv = ["footage", "mcp"]
    return main()


if __name__ == "__main__":
    sys.exit(start())
