"""Decodes what can be decoded: a film with a scratch is shown around it, as players do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream


def packets(container: InputContainer, *streams: Any) -> Iterator[Packet[Any]]:
    """The packets from here on, of all tracks or of some, as far as the container can be read."""
    import av

    try:
        yield from container.demux(*streams)
    except av.error.InvalidDataError:
        return


def frames_of(packet: Packet[Any]) -> list[VideoFrame | AudioFrame] | None:
    """What a packet of pictures or sound holds; None where it is too damaged to tell.

    Decoders say so in many ways: data that is none, an argument that cannot be, an operation that is not permitted.
    """
    import av

    try:
        return list(packet.decode())
    except av.error.MemoryError:
        raise
    except av.error.FFmpegError:
        return None


def pictures_of(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """The pictures from here on, without those that are too damaged."""
    for packet in packets(container, stream):
        frames: Any = frames_of(packet)
        yield from frames or ()
