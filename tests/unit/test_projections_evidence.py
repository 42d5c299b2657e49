"""Frames of events outlive the frame store's retention."""

from pathlib import Path

import pytest

from runtime.evidence import Evidence
from runtime.frame_store import FrameGone, FrameStore
from runtime.settings import Settings
from schemas.errors import OrinError


@pytest.mark.parametrize("remote", [False, True])
def test_a_pinned_frame_outlives_retention(tmp_path: Path, remote: bool) -> None:
    url = f"memory://{tmp_path.name}/frames" if remote else None
    settings = Settings(home=tmp_path, frames_url=url, frames_retention=60)
    frames, evidence = FrameStore.of(settings), Evidence(settings)
    pinned, other = (frames.put("hq/lobby", at, b"jpeg%d" % at) for at in (1, 2))
    assert evidence.pin(pinned)
    frames.sweep(2**52)
    assert frames.sweep(2**52).held == 0
    assert evidence.get(pinned) == b"jpeg1"
    with pytest.raises(FrameGone):
        evidence.get(other)
    assert not evidence.pin(other)


def test_nothing_outside_the_store_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    evidence = Evidence(Settings(home=tmp_path))
    for uri in ("frames:../../secret.jpg", "file:///etc/passwd", "frames:evidence/../../secret.jpg"):
        with pytest.raises(OrinError):
            evidence.get(uri)
        with pytest.raises(OrinError):
            evidence.pin(uri)
