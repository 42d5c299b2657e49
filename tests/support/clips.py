"""Clips of every container and with every kind of timestamp, made with PyAV."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.packet import Packet

MS = Fraction(1, 1000)
if TYPE_CHECKING:
    AnyPacket = Packet[Any]
else:
    AnyPacket = Packet  # generic for type checkers only

Change = Callable[[int, AnyPacket], None]


def encode_clip(
    path: Path,
    stamps: Sequence[int],
    *,
    time_base: Fraction = MS,
    codec: str = "libx264",
    rate: int = 25,
    b_frames: int = 0,
    container: dict[str, str] | None = None,
) -> Path:
    """A clip of noise, 64×48, one frame for each of `stamps` (in `time_base`); noise makes every packet large."""
    options = {"g": "10"} | ({"bf": str(b_frames), "preset": "ultrafast"} if codec == "libx264" else {})
    with av.open(str(path), "w", options=container or {}) as output:
        stream: Any = output.add_stream(codec, rate=rate, options=options)  # its type is told by the codec's name
        stream.width, stream.height = 64, 48
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.time_base = stream.codec_context.time_base = time_base
        for index, stamp in enumerate(stamps):
            noise = np.random.default_rng(index).integers(0, 255, (48, 64, 3), dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(noise, format="rgb24")
            frame.pts, frame.time_base = stamp, time_base
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return path


def remux(source: Path, target: Path, change: Change, container: dict[str, str] | None = None) -> Path:
    """The packets of `source` in another file, each changed by `change(index, packet)` first."""
    with av.open(str(source)) as before, av.open(str(target), "w", options=container or {}) as after:
        stream = after.add_stream_from_template(before.streams.video[0])
        for index, packet in enumerate(before.demux(before.streams.video[0])):
            if packet.dts is not None:
                packet.stream = stream
                change(index, packet)
                after.mux(packet)
    return target


def cut(path: Path, share: float = 0.5) -> Path:
    """The first part of a file, as a copy that was interrupted leaves it."""
    data = path.read_bytes()
    target = path.with_name(f"cut-{path.name}")
    target.write_bytes(data[: round(len(data) * share)])
    return target


def beginning(source: Path, target: Path, packets: int) -> Path:
    """The first packets of `source` in a file that is whole."""
    with av.open(str(source)) as before, av.open(str(target), "w") as after:
        stream = after.add_stream_from_template(before.streams.video[0])
        for packet in islice(before.demux(before.streams.video[0]), packets):
            packet.stream = stream
            after.mux(packet)
    return target
