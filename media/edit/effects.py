"""What is done to the pictures and the sound of a layer, described: `media.edit.picture` and `.sound` do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from media.edit.effect import Effect as Effect
from media.edit.effect import Size, Span
from media.edit.model import How, Place

if TYPE_CHECKING:
    from media.edit.timeline import Clip, Film


@dataclass(frozen=True, kw_only=True)
class Crop(Effect):
    """A part of the picture; in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def is_timeless(self) -> bool:
        """It is."""
        return True

    def sized(self, size: Size) -> Size:
        """The part's."""
        return self.width, self.height


@dataclass(frozen=True, kw_only=True)
class Rotate(Effect):
    """A turn, clockwise."""

    degrees: int

    @property
    def is_timeless(self) -> bool:
        """It is."""
        return True

    def sized(self, size: Size) -> Size:
        """Lying where it stood."""
        return (size[1], size[0]) if self.degrees % 180 else size


@dataclass(frozen=True, kw_only=True)
class Reframe(Effect):
    """Another shape."""

    size: Size
    how: How

    @property
    def is_timeless(self) -> bool:
        """It is; a window that follows somebody is found when all else is known."""
        return True

    def sized(self, size: Size) -> Size:
        """The new one."""
        return self.size


@dataclass(frozen=True, kw_only=True)
class Area:
    """Where something stands in the picture: by name with a width, or as a box of shares; `span` says when."""

    span: Span
    place: Place | None
    box: tuple[float, float, float, float] | None
    width: float | None
    opacity: float
    in_frames: int
    out_frames: int


@dataclass(frozen=True, kw_only=True)
class Overlay(Effect):
    """A picture or a film over it; `gain_db` is that of its sound, None for none."""

    clip: Clip
    area: Area
    gain_db: float | None = None


@dataclass(frozen=True, kw_only=True)
class Title(Effect):
    """Words over it; a note is small and dark, and only says what the film is."""

    text: str
    area: Area
    is_note: bool = False


@dataclass(frozen=True, kw_only=True)
class Fade(Effect):
    """Out of black and silence, and into them; in frames."""

    in_frames: int = 0
    out_frames: int = 0


@dataclass(frozen=True, kw_only=True)
class Heard(Effect):
    """Something done to the sound alone."""

    @property
    def is_seen(self) -> bool:
        """It is not."""
        return False


@dataclass(frozen=True, kw_only=True)
class Level(Heard):
    """Louder or quieter, None for silent; everywhere, or in some stretches."""

    gain_db: float | None
    spans: tuple[Span, ...] = ()

    @property
    def is_timeless(self) -> bool:
        """Where it is the same everywhere."""
        return not self.spans

    def heard(self, has_sound: bool) -> bool:
        """A film that is silent from end to end has no sound at all."""
        return has_sound and (self.gain_db is not None or bool(self.spans))


@dataclass(frozen=True, kw_only=True)
class Mix(Heard):
    """Other sound beside the film's own, or in its place.

    Attributes:
        file: A sound file, or a film's sound.
        music: The name of a bed to compose, where there is no file.
        span: When it is heard.
        gain_db: Louder or quieter than it would be by itself.
        duck: Whether it goes down under speech.
        replace: Whether the film's own sound is dropped.
        is_bed: Whether it is music: as long as the film, again and again, at a level of its own.
        in_frames: How long it takes to come in.
        out_frames: How long it takes to go.
    """

    file: Film | SoundFile | None
    music: str = ""
    span: Span
    gain_db: float = 0.0
    duck: bool = False
    replace: bool = False
    is_bed: bool = False
    in_frames: int = 0
    out_frames: int = 0

    def heard(self, has_sound: bool) -> bool:
        """There is."""
        return True


@dataclass(frozen=True, kw_only=True)
class SoundFile:
    """A file with sound; `lufs` is how loud it is, None for silence."""

    name: str
    path: str
    demuxer: str
    duration_s: float
    lufs: float | None
