"""MJPEG over HTTP against a real server: bad parts are frames that cannot be decoded, the connection stays."""

import base64
import hashlib
import re
import threading
import time
from collections.abc import Callable

import cv2
import numpy as np
import pytest

from orin.runtime.clock import wall_clock
from orin.schemas.errors import OrinError
from orin.topologies.detect.images import decode
from orin.topologies.ingest.capture.clocks import LiveClock
from orin.topologies.ingest.capture.live import LiveReader
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.sources import open_source, parse_source
from orin.topologies.ingest.sources.base import EncodedImage, encode
from orin.topologies.ingest.sources.mjpeg import MjpegSource
from tests.support.servers.mjpeg import Handler, Serve, begin, part, serving
from tests.support.waiting import until

GOOD = encode(np.full((48, 64, 3), 90, np.uint8)).data
BAD = [b"", GOOD[: len(GOOD) // 2], b"no picture at all", GOOD[:3], b"\r\n\r\n"]


def stream(*parts: bytes) -> Serve:
    def serve(handler: Handler) -> None:
        begin(handler)
        handler.wfile.write(b"".join(parts))

    return serve


def images(url: str) -> list[EncodedImage]:
    source = open_source(url)
    assert isinstance(source, MjpegSource)
    found = []
    try:
        while source.grab() is not None:
            found.append(source.retrieve())
    finally:
        source.close()
    return found


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_part_is_one_frame_that_cannot_be_decoded(bad: bytes) -> None:
    with serving(stream(part(GOOD), part(bad), part(GOOD), part(GOOD))) as url:
        found = images(url)
    assert [image.data for image in found] == [GOOD, bad, GOOD, GOOD]
    assert [decode(image.data) is None for image in found] == [False, True, False, False]
    assert {(image.width, image.height) for image in found} == {(64, 48)}


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        ("a length that is too small", part(GOOD, f"Content-Length: {len(GOOD) // 2}")),
        ("a length that is none", part(b"x", "Content-Length: many")),
        ("no header at all", b"--frame\r\n\r\nrubbish\r\n"),
        ("rubbish between parts", b"\x00\xffrubbish\r\n\r\nmore\r\n"),
        ("a part that is no picture", part(b"{}", "Content-Type: application/json\r\nContent-Length: 2")),
    ],
)
def test_the_next_good_part_is_found(kind: str, bad: bytes) -> None:
    with serving(stream(part(GOOD), bad, part(GOOD), part(GOOD))) as url:
        found = [image.data for image in images(url)]
    assert [data for data in found if data == GOOD] == [GOOD] * 3, kind
    assert len(found) <= 4


def test_parts_without_a_length_end_at_the_boundary() -> None:
    with serving(stream(part(GOOD, ""), part(GOOD, "Content-Type: image/jpeg"), part(b"x"))) as url:
        assert [image.data for image in images(url)] == [GOOD, GOOD, b"x"]


def test_what_comes_before_the_first_picture_has_no_size_and_is_left_out() -> None:
    with serving(stream(part(b""), part(b"x"), part(GOOD), part(b""))) as url:
        assert [image.data for image in images(url)] == [GOOD, b""]


def test_a_picture_of_another_size_says_its_own() -> None:
    large = encode(np.zeros((96, 128, 3), np.uint8)).data
    with serving(stream(part(GOOD), part(large))) as url:
        assert [(image.width, image.height) for image in images(url)] == [(64, 48), (128, 96)]


def test_a_boundary_may_be_written_with_its_dashes() -> None:
    def serve(handler: Handler) -> None:
        begin(handler, "--frame")
        handler.wfile.write(part(GOOD) * 2)

    with serving(serve) as url:
        assert len(images(url)) == 2


def test_bad_parts_never_make_a_camera_reconnect() -> None:
    """Seventy parts, every fifth of them bad, and one that is empty: what a cheap camera sends on a bad day."""
    done = threading.Event()
    found: list[EncodedImage] = []

    def serve(handler: Handler) -> None:
        begin(handler)
        for index in range(70):
            while len(found) <= index - 16 and not done.wait(0.002):
                pass  # the reader's queue holds 32
            handler.wfile.write(part(BAD[index // 5 % len(BAD)] if index % 5 == 4 else GOOD))
        done.wait(30)

    counters = Counters("hq/mjpeg")
    with serving(serve) as url:
        clock = LiveClock(wall_clock, lambda: time.monotonic_ns() // 1000)
        reader = LiveReader(parse_source(url), clock, None, counters, first_bound=30)
        reader.start()

        def all_came() -> bool:
            while (captured := reader.get(0)) is not None:
                found.append(captured.image)
            return len(found) == 70

        try:
            until(all_came)
        finally:
            done.set()
            reader.stop(5)
    assert counters.reconnects == 0
    assert [decode(image.data) is None for image in found] == [index % 5 == 4 for index in range(70)]


def authorized(check: Callable[[str], bool], challenge: str) -> Serve:
    def serve(handler: Handler) -> None:
        given = handler.headers.get("Authorization")
        if given is None or not check(given):
            handler.send_response(401)
            handler.send_header("WWW-Authenticate", challenge)
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        stream(part(GOOD))(handler)

    return serve


def is_basic(given: str) -> bool:
    return given == "Basic " + base64.b64encode(b"admin:p@ss#w").decode()


def is_digest(given: str) -> bool:
    fields = dict(re.findall(r'(\w+)="?([^",]*)"?', given))
    a1 = hashlib.md5(b"admin:cam:p@ss#w").hexdigest()
    a2 = hashlib.md5(b"GET:/video").hexdigest()
    proof = f"{a1}:n1:{fields.get('nc')}:{fields.get('cnonce')}:auth:{a2}"
    return fields.get("response") == hashlib.md5(proof.encode()).hexdigest()


@pytest.mark.parametrize(
    ("check", "challenge"),
    [(is_basic, 'Basic realm="cam"'), (is_digest, 'Digest realm="cam", nonce="n1", qop="auth", algorithm=MD5')],
)
def test_user_and_password_are_given_as_the_camera_asks(check: Callable[[str], bool], challenge: str) -> None:
    with serving(authorized(check, challenge)) as url:
        assert len(images(url.replace("http://", "http://admin:p%40ss%23w@"))) == 1
        with pytest.raises(OrinError, match=r"HTTP 401.*check the user and the password") as caught:
            images(url.replace("http://", "http://admin:sekret@"))
    assert "sekret" not in str(caught.value)


def test_a_path_that_is_not_there_is_said() -> None:
    with (
        serving(lambda handler: handler.send_error(404)) as url,
        pytest.raises(OrinError, match=r"HTTP 404 \(Not Found\); check the path"),
    ):
        open_source(url)


def test_a_stream_that_falls_silent_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orin.topologies.ingest.sources.mjpeg.TIMEOUT", 0.2)
    silent = threading.Event()

    def serve(handler: Handler) -> None:
        stream(part(GOOD), b"--frame\r\n")(handler)
        silent.wait(30)

    with serving(serve) as url:
        source = open_source(url)
        try:
            assert source.grab() is not None
            with pytest.raises(OrinError, match="the stream broke: no data for"):
                source.grab()
        finally:
            silent.set()
            source.close()


def test_the_pictures_are_what_the_camera_sent() -> None:
    image = np.random.default_rng(1).integers(0, 255, (48, 64, 3), np.uint8)
    data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 50])[1].tobytes()
    with serving(stream(part(data))) as url:
        (found,) = images(url)
    assert found.data == data
