from collections.abc import Callable
from pathlib import Path

import pytest

from media import ffmpeg

MakeClip = Callable[..., Path]


@pytest.fixture(scope="session")
def make_clip(tmp_path_factory: pytest.TempPathFactory) -> MakeClip:
    """make_clip("name.mp4", picture="color=...", sound=True, args=[...]): a real file, made once per session."""
    folder = tmp_path_factory.mktemp("clips")
    made: dict[tuple[object, ...], Path] = {}

    def make(
        name: str, picture: str = "testsrc2=s=320x180:r=24:d=2", *, sound: bool = False, args: tuple[str, ...] = ()
    ) -> Path:
        made_of = (name, picture, sound, args)
        if made_of not in made:
            path = made[made_of] = folder / str(len(made)) / name
            path.parent.mkdir()
            inputs = ["-f", "lavfi", "-i", picture]
            inputs += ["-f", "lavfi", "-i", "sine=440:d=2", "-shortest"] if sound else []
            ffmpeg.run([*inputs, "-pix_fmt", "yuv420p", "-preset", "ultrafast", *args, str(path)])
        return made[made_of]

    return make
