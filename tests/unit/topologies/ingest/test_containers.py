"""Clips of every container: every frame, its time, and `ends early` only of those that do."""

from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from orin.processors.detection.motion.backend import MotionBackend
from orin.schemas.records import Detections, SessionEnd
from orin.topologies.detect.images import decode
from orin.topologies.ingest.capture.frames import CapturedFrame, clip_frames
from orin.topologies.ingest.sources import open_source
from orin.topologies.offline.chain import clip_detections
from tests.support.clips import AnyPacket, cut, encode_clip, remux

EVEN = [index * 40 for index in range(60)]
VFR = [0, *accumulate(33 if index % 7 else 500 for index in range(59))]
"""ms; two seconds and more are announced as 30 frames/s and hold far fewer."""
FAR = 37_600_000
"""ms."""


def read(path: Path) -> tuple[list[CapturedFrame], str | None]:
    source = open_source(str(path))
    try:
        return list(clip_frames(source, None, 0)), source.remark()
    finally:
        source.close()


def seconds(found: list[CapturedFrame]) -> list[float]:
    return [frame.position or 0.0 for frame in found]


def b_frames(folder: Path, name: str) -> Path:
    return encode_clip(folder / name, range(60), time_base=Fraction(1, 25), b_frames=2)


def with_start_offset(folder: Path) -> Path:
    def late(_index: int, packet: AnyPacket) -> None:
        packet.pts, packet.dts = (packet.pts or 0) + 72_100_000, (packet.dts or 0) + 72_100_000

    return remux(encode_clip(folder / "plain.mkv", EVEN), folder / "offset.mkv", late)


def with_edit_list(folder: Path) -> Path:
    """Its first 20 frames lie before the presentation begins."""

    def early(_index: int, packet: AnyPacket) -> None:
        packet.pts, packet.dts = (packet.pts or 0) - 800, (packet.dts or 0) - 800

    return remux(encode_clip(folder / "plain.mkv", EVEN), folder / "edited.mp4", early)


WHOLE: dict[str, Callable[[Path], Path]] = {
    "VFR mkv": lambda folder: encode_clip(folder / "a.mkv", VFR, rate=30),
    "VFR webm": lambda folder: encode_clip(folder / "a.webm", VFR, rate=30, codec="libvpx"),
    "VFR flv": lambda folder: encode_clip(folder / "a.flv", VFR, rate=30),
    "VFR ts": lambda folder: encode_clip(folder / "a.ts", VFR, rate=30),
    "VFR mp4": lambda folder: encode_clip(folder / "a.mp4", VFR, rate=30),
    "VFR mov": lambda folder: encode_clip(folder / "a.mov", VFR, rate=30),
    "fragmented mp4": lambda folder: encode_clip(
        folder / "a.mp4", VFR, rate=30, container={"movflags": "frag_keyframe+empty_moov"}
    ),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_clip_of_varying_rate_is_not_said_to_end_early(kind: str, tmp_path: Path) -> None:
    found, remark = read(WHOLE[kind](tmp_path))
    assert len(found) == len(VFR)
    assert seconds(found) == pytest.approx([stamp / 1000 for stamp in VFR], abs=0.002)
    assert remark is None


def test_a_clip_that_starts_at_twenty_hours_starts_at_zero_here(tmp_path: Path) -> None:
    found, remark = read(with_start_offset(tmp_path))
    assert seconds(found) == pytest.approx([stamp / 1000 for stamp in EVEN], abs=0.002)
    assert remark is None


def test_frames_that_an_edit_list_leaves_out_are_not_missed(tmp_path: Path) -> None:
    path = with_edit_list(tmp_path)
    source = open_source(str(path))
    announced = source.info.frames
    source.close()
    found, remark = read(path)
    assert announced == 60
    assert len(found) == 40
    assert seconds(found) == pytest.approx([index * 0.04 for index in range(40)], abs=0.002)
    assert remark is None


@pytest.mark.parametrize(
    ("name", "of"),
    [("a.mkv", ""), ("a.webm", ""), ("a.flv", ""), ("a.mp4", " of 60"), ("a.mov", " of 60"), ("a.avi", " of 60")],
)
def test_a_clip_that_is_cut_says_so_and_gives_its_frames(name: str, of: str, tmp_path: Path) -> None:
    codec = {"a.webm": "libvpx", "a.avi": "mjpeg"}.get(name, "libx264")
    front = {"movflags": "faststart"} if name in ("a.mp4", "a.mov") else None
    base = Fraction(1, 25) if name == "a.avi" else Fraction(1, 1000)
    stamps = range(60) if name == "a.avi" else EVEN
    path = cut(encode_clip(tmp_path / name, stamps, codec=codec, time_base=base, container=front))
    found, remark = read(path)
    assert 20 < len(found) < 40
    assert remark is not None
    assert remark.startswith(f"source {path} ends early: {len(found)}{of} frames could be read, and were used")


def test_an_index_that_names_frames_beyond_the_end_tells_a_cut_between_two_of_them(tmp_path: Path) -> None:
    whole = encode_clip(tmp_path / "a.mp4", EVEN, container={"movflags": "faststart"})
    with av.open(str(whole)) as container:
        end = container.streams.video[0].index_entries[30].pos
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole.read_bytes()[:end])
    found, remark = read(path)
    assert len(found) == 30
    assert remark == f"source {path} ends early: 30 of 60 frames could be read, and were used"


@pytest.mark.parametrize("name", ["b.mp4", "b.ts", "b.mkv", "b.avi", "b.h264"])
def test_frames_that_are_stored_out_of_order_come_in_order(name: str, tmp_path: Path) -> None:
    """AVI has no presentation times, and a bare H.264 stream none at all."""
    found, remark = read(b_frames(tmp_path, name))
    assert seconds(found) == pytest.approx([index * 0.04 for index in range(60)], abs=0.002)
    assert remark is None


def test_one_frame_with_a_wrong_timestamp_costs_itself(tmp_path: Path) -> None:
    def far(index: int, packet: AnyPacket) -> None:
        packet.pts = (packet.pts or 0) + (FAR if index == 20 else 0)

    found, remark = read(remux(encode_clip(tmp_path / "a.mkv", EVEN), tmp_path / "b.mkv", far))
    assert seconds(found) == pytest.approx([stamp / 1000 for stamp in EVEN], abs=0.002)
    assert {frame.part for frame in found} == {0}
    assert remark is not None
    assert "1 of 60 frames with a timestamp far from their neighbours', the first at 0.80 s" in remark


def test_timestamps_that_jump_for_good_begin_another_part(tmp_path: Path) -> None:
    def far(index: int, packet: AnyPacket) -> None:
        late = FAR if index >= 20 else 0
        packet.pts, packet.dts = (packet.pts or 0) + late, (packet.dts or 0) + late

    found, remark = read(remux(encode_clip(tmp_path / "a.mkv", EVEN), tmp_path / "b.mkv", far))
    assert [frame.part for frame in found] == [0] * 20 + [1] * 40
    assert seconds(found) == pytest.approx([stamp / 1000 for stamp in EVEN], abs=0.002)
    assert remark is None


def test_timestamps_that_jump_back_begin_another_part(tmp_path: Path) -> None:
    once = encode_clip(tmp_path / "a.ts", EVEN).read_bytes()
    (tmp_path / "twice.ts").write_bytes(once * 2)
    found, _ = read(tmp_path / "twice.ts")
    assert [frame.part for frame in found] == [0] * 60 + [1] * 60
    assert seconds(found) == pytest.approx([index * 0.04 for index in range(120)], abs=0.002)


def test_timestamps_that_wrap_around_at_33_bits_go_on(tmp_path: Path) -> None:
    def near_the_end(_index: int, packet: AnyPacket) -> None:
        start = 2**33 - 90_000
        packet.pts, packet.dts = (packet.pts or 0) + start, (packet.dts or 0) + start

    found, remark = read(remux(encode_clip(tmp_path / "a.ts", EVEN), tmp_path / "wraps.ts", near_the_end))
    assert seconds(found) == pytest.approx([stamp / 1000 for stamp in EVEN], abs=0.002)
    assert {frame.part for frame in found} == {0}
    assert remark is None


def test_repeated_timestamps_are_spread(tmp_path: Path) -> None:
    def repeat(index: int, packet: AnyPacket) -> None:
        back = 40 if index % 5 == 1 else 0
        packet.pts, packet.dts = (packet.pts or 0) - back, (packet.dts or 0) - back

    found, remark = read(remux(encode_clip(tmp_path / "a.mkv", EVEN), tmp_path / "b.mkv", repeat))
    assert seconds(found) == pytest.approx([stamp / 1000 for stamp in EVEN], abs=0.002)
    assert remark is None


def test_a_packet_that_cannot_be_decoded_is_left_out_and_said(tmp_path: Path) -> None:
    def break_one(index: int, packet: AnyPacket) -> None:
        if index == 20:
            packet.update(b"\x00" * packet.size)

    path = remux(encode_clip(tmp_path / "a.mkv", EVEN, codec="mjpeg"), tmp_path / "b.mkv", break_one)
    found, remark = read(path)
    assert len(found) == 59
    assert remark is not None
    assert "1 packets that cannot be decoded" in remark


def test_offline_a_jump_ends_the_session_as_it_does_in_ingest(tmp_path: Path) -> None:
    once = encode_clip(tmp_path / "a.ts", EVEN).read_bytes()
    (tmp_path / "twice.ts").write_bytes(once * 2)
    source = open_source(str(tmp_path / "twice.ts"))
    try:
        found = list(clip_detections(source, "hq/a", MotionBackend(), fps=None, anchor=0))
    finally:
        source.close()
    kinds = [type(record).__name__ for record in found]
    assert kinds == ["Detections"] * 60 + ["SessionEnd"] + ["Detections"] * 60
    first, end, second = found[59], found[60], found[61]
    assert isinstance(first, Detections)
    assert isinstance(end, SessionEnd)
    assert isinstance(second, Detections)
    assert (end.session, end.ended_at) == (first.session, first.captured_at)
    assert second.session != first.session
    assert second.previous_at == first.captured_at


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_clip_is_turned_as_its_file_says(turn: int, tmp_path: Path) -> None:
    """As OpenCV turns it, which read clips before."""
    path = encode_clip(tmp_path / "a.mp4", EVEN[:3])
    data = bytearray(path.read_bytes())
    matrix = data.index(b"tkhd") + 4 + 40
    one = (1 << 16).to_bytes(4, "big")
    minus = (2**32 - (1 << 16)).to_bytes(4, "big")
    none = bytes(4)
    a, b, c, d = {90: (none, one, minus, none), 180: (minus, none, none, minus), 270: (none, minus, one, none)}[turn]
    data[matrix : matrix + 20] = a + b + none + c + d
    path.write_bytes(data)
    found, _ = read(path)
    capture = cv2.VideoCapture(str(path))
    done, expected = capture.read()
    capture.release()
    assert done
    assert (found[0].image.width, found[0].image.height) == ((64, 48) if turn == 180 else (48, 64))
    shown = decode(found[0].image.data)
    assert shown is not None
    assert shown.shape == expected.shape
    assert np.abs(shown.astype(int) - expected).mean() < 20
