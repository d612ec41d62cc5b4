"""`python -m installers` writes the kept files anew; with `bundle` it packs the bundle."""

from __future__ import annotations

import argparse
from pathlib import Path

from installers import bundle, links, plugin


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m installers", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["files", "bundle"], default="files")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="folder for the bundle")
    arguments = parser.parse_args()
    if arguments.what == "bundle":
        print(bundle.build(arguments.out))
        return
    plugin.write()
    print(f"docs/guides/clients.md needs these links:\n{links.cursor()}\n{links.vscode()}")


main()
