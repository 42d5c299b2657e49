"""Every kind of source, and every kind of bad input: one clear line, and what can be read is read."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from orin.processors.scenes import open_scene
from orin.schemas.errors import Misuse, OrinError
from orin.topologies.ingest.capture.frames import CapturedFrame, clip_frames
from orin.topologies.ingest.sources import open_source, parse_source
from orin.topologies.ingest.sources.base import Source, encode
from orin.topologies.ingest.sources.jpeg import jpeg_size
from tests.support.footage import footage
from tests.support.hostile import huge_png

START = 1_763_726_400_000_000


def picture(width: int = 64, height: int = 48, shade: int = 100) -> bytes:
    image = np.full((height, width, 3), shade, np.uint8)
    image[height // 4 : height // 2] = 255 - shade
    return encode(image).data


def write_clip(path: Path, sizes: list[tuple[int, int]], fps: float = 10.0) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, sizes[0])
    for index, (width, height) in enumerate(sizes):
        writer.write(np.full((height, width, 3), index * 5 % 256, np.uint8))
    writer.release()
    return path


def read(source: Source, fps: float | None = None) -> list[CapturedFrame]:
    found = list(clip_frames(source, fps, START))
    source.close()
    return found


def test_a_clip_gives_every_frame_with_its_time(tmp_path: Path) -> None:
    source = open_source(str(write_clip(tmp_path / "a.avi", [(64, 48)] * 30)))
    info = source.info
    assert (info.lossless, info.fps, info.frames, info.duration) == (True, 10.0, 30, 3.0)
    assert (info.width, info.height) == (64, 48)
    found = read(source)
    assert [frame.captured_at - START for frame in found] == [i * 100_000 for i in range(30)]
    assert all(frame.image.data[:2] == b"\xff\xd8" and frame.image.encoding == "jpeg" for frame in found)
    assert source.remark() is None


def test_sampling_halves_a_clip(tmp_path: Path) -> None:
    source = open_source(str(write_clip(tmp_path / "a.avi", [(64, 48)] * 30)))
    assert [frame.position for frame in read(source, 5)] == pytest.approx([i / 5 for i in range(15)])


@pytest.mark.slow
@pytest.mark.footage
def test_real_footage_is_read_whole() -> None:
    source = open_source(str(footage("data/vtest.avi")))
    found = read(source)
    assert len(found) == source.info.frames == 795
    assert found[-1].captured_at - START == 79_400_000
    assert (found[0].image.width, found[0].image.height) == (480, 360)


@pytest.mark.footage
def test_a_clip_cut_in_the_middle_gives_its_frames_and_says_how_many(tmp_path: Path) -> None:
    whole = footage("data/vtest.avi").read_bytes()
    clip = tmp_path / "cut.avi"
    clip.write_bytes(whole[: len(whole) // 2])
    source = open_source(str(clip))
    found = read(source)
    assert 300 < len(found) < 500
    assert source.remark() == f"source {clip} ends early: {len(found)} of 795 frames could be read, and were used"


def test_an_empty_clip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.avi").touch()
    with pytest.raises(OrinError, match=r"a\.avi is empty \(0 bytes\)"):
        open_source(str(tmp_path / "a.avi"))


@pytest.mark.parametrize("content", [b"hello, this is text\n" * 50, b"\x00", b"RIFF\xff\xff\xff\xffAVI LIST"])
def test_what_is_no_video_is_refused(tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.avi").write_bytes(content)
    with pytest.raises(OrinError, match=r"a\.avi is not a video that can be read"):
        open_source(str(tmp_path / "a.avi"))
    captured = capfd.readouterr()
    assert captured.err + captured.out == ""


def test_a_video_without_a_frame_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture" * 100)  # OpenCV opens it: the first of numbered pictures, it thinks
    with pytest.raises(OrinError, match=r"a\.jpg.*; check that it is a video"):
        read(open_source(str(tmp_path / "a.jpg")))


@pytest.mark.parametrize("fps", [0.0, -1.0, float("nan"), float("inf"), 1001.0])
def test_a_rate_that_is_none_is_misuse(fps: float) -> None:
    with pytest.raises(Misuse, match="--fps"):
        parse_source("scene://doorway", fps)


def test_a_pipe_is_refused_before_anybody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Misuse, match="neither a file nor a folder"):
        parse_source(str(tmp_path / "pipe"))


@pytest.mark.parametrize("text", ["no/such.avi", "file:///no/such.avi", "", " "])
def test_a_missing_file_is_misuse(text: str) -> None:
    with pytest.raises(Misuse, match=r"no such file|give a video"):
        open_source(text or "nothing-here")


def test_an_unknown_scheme_is_misuse_without_its_password() -> None:
    with pytest.raises(Misuse, match=r"ftp://….*not supported") as caught:
        open_source("ftp://me:secret@host/a.avi")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["rtsp://admin:s3cret@127.0.0.1:1/stream", "http://admin:s3cret@127.0.0.1:1/v.mjpg"])
def test_a_refused_address_is_one_line_without_its_password(url: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OrinError, match=r"127\.0\.0\.1:1 does not answer \(Connection refused\)") as caught:
        open_source(url)
    captured = capfd.readouterr()
    assert "s3cret" not in str(caught.value) + captured.err + captured.out + parse_source(url).name
    assert "\n" not in str(caught.value)


def test_a_webcam_that_is_not_there(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OrinError, match="webcam 99: there is no such camera"):
        open_source("99")
    assert capfd.readouterr().err == ""


def test_a_folders_jpegs_go_on_byte_for_byte_in_natural_order(tmp_path: Path) -> None:
    for index in (10, 9, 1):
        (tmp_path / f"frame{index}.jpg").write_bytes(picture(shade=index))
    (tmp_path / "notes.txt").write_text("not an image")
    source = open_source(str(tmp_path), 5)
    assert (source.info.fps, source.info.frames, source.info.duration) == (5, 3, 0.6)
    assert [frame.image.data for frame in read(source)] == [picture(shade=index) for index in (1, 9, 10)]


def test_other_formats_are_encoded(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((10, 20, 3), np.uint8))
    (frame,) = read(open_source(str(tmp_path)))
    assert (frame.image.encoding, frame.image.width, frame.image.height) == ("jpeg", 20, 10)
    assert frame.image.data[:2] == b"\xff\xd8"


def test_a_sequence_says_its_own_rate(tmp_path: Path) -> None:
    images = tmp_path / "img1"
    images.mkdir()
    (images / "1.jpg").write_bytes(picture())
    (tmp_path / "seqinfo.ini").write_text("[Sequence]\nframeRate=14\n")
    assert open_source(str(images), 5).info.fps == 14
    (tmp_path / "seqinfo.ini").write_text("[Sequence]\nframeRate=fast\n")
    with pytest.raises(OrinError, match="frameRate"):
        open_source(str(images))


@pytest.mark.parametrize("broken", [b"", b"not a picture", picture()[:4]])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_broken_image_is_passed_on_with_its_neighbours_size(tmp_path: Path, broken: bytes, place: int) -> None:
    for index in range(3):
        (tmp_path / f"{index}.jpg").write_bytes(broken if index == place else picture())
    source = open_source(str(tmp_path))
    found = read(source)
    assert [frame.image.data for frame in found] == [broken if i == place else picture() for i in range(3)]
    assert {(frame.image.width, frame.image.height) for frame in found} == {(64, 48)}
    remark = source.remark()
    assert remark is not None
    assert f"1 of 3 images cannot be decoded, {place}.jpg first" in remark


def test_an_image_that_announces_gigapixels_is_a_broken_one(tmp_path: Path) -> None:
    """A kilobyte of PNG; decoded it would take 10 GB."""
    (tmp_path / "0.png").write_bytes(picture())
    (tmp_path / "1.png").write_bytes(huge_png(60_000, 60_000))
    source = open_source(str(tmp_path))
    assert len(read(source)) == 2
    assert "1 of 2 images cannot be decoded, 1.png first" in (source.remark() or "")


def test_a_folder_without_images_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OrinError, match="the folder has no image"):
        open_source(str(tmp_path))
    (tmp_path / "a.jpg").write_bytes(b"x")
    with pytest.raises(OrinError, match="none of the first 1 images can be decoded"):
        open_source(str(tmp_path))


def test_a_folder_that_changes_its_resolution_says_so_frame_by_frame(tmp_path: Path) -> None:
    (tmp_path / "1.jpg").write_bytes(picture(64, 48))
    (tmp_path / "2.jpg").write_bytes(picture(128, 96))
    assert [(s.image.width, s.image.height) for s in read(open_source(str(tmp_path)))] == [(64, 48), (128, 96)]


@pytest.mark.parametrize(("width", "height"), [(1, 1), (17, 9), (640, 360), (4000, 3)])
def test_the_size_of_a_jpeg_is_read_from_its_header(width: int, height: int) -> None:
    assert jpeg_size(picture(width, height)) == (width, height)


def test_a_jpeg_header_cut_anywhere_is_no_size_or_the_right_one() -> None:
    data = picture(64, 48)
    assert {jpeg_size(data[:end]) for end in range(len(data))} == {None, (64, 48)}


def test_exif_may_turn_a_picture_so_only_decoding_tells_its_size(tmp_path: Path) -> None:
    turned = (
        b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
    )
    data = picture(64, 48)
    data = data[:2] + b"\xff\xe1" + (len(turned) + 2).to_bytes(2, "big") + turned + data[2:]
    assert jpeg_size(data) is None
    (tmp_path / "a.jpg").write_bytes(data)
    (frame,) = read(open_source(str(tmp_path)))
    assert (frame.image.data, frame.image.width, frame.image.height) == (data, 48, 64)


def test_a_scene_is_a_clip() -> None:
    scene = open_scene("abandoned-bag", 3)
    source = open_source("scene://abandoned-bag?seed=3")
    assert (source.info.lossless, source.info.fps, source.info.duration) == (True, scene.fps, scene.duration)
    assert (source.info.width, source.info.height) == (scene.width, scene.height)
    assert source.grab() == 0
    assert source.retrieve() == encode(next(iter(scene.frames())))
    assert source.grab() == pytest.approx(1 / scene.fps)
    source.close()
    assert source.grab() is None


@pytest.mark.parametrize(
    "url", ["scene://", "scene://a[", "scene://abandoned-bag/x", "scene://abandoned-bag?seed=x", "scene://a?b=1"]
)
def test_a_scene_that_cannot_be_meant(url: str) -> None:
    with pytest.raises(Misuse, match=r"source .scene://"):
        open_source(url)


def test_a_misspelt_scene_is_told_the_nearest() -> None:
    with pytest.raises(Misuse, match="did you mean abandoned-bag"):
        open_source("scene://abandonedbag")


def test_kinds_of_source() -> None:
    assert parse_source("rtsp://u:p@cam/1").live is True
    assert parse_source("http://cam/video.mjpg").live is None
    assert parse_source("0").live is True
    assert parse_source("scene://x").live is False
