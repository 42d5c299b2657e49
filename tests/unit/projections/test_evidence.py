"""Frames of events outlive the frame store's retention."""

from pathlib import Path

import pytest

from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.frames.evidence import Evidence, EvidenceKeeper, windows
from orin.runtime.frames.store import FrameGone, FrameStore
from orin.schemas.errors import OrinError
from orin.schemas.records import Event, Phase, Provenance
from tests.support.waiting import until


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


def phase(name: Phase, since: float, at: float, uri: str, closed: float | None = None) -> Event:
    def micros(seconds: float) -> int:
        return round(seconds * 1_000_000)

    return Event(
        event_id="e", sequence=1, kind="unattended", phase=name, guard="g", guard_revision="1-aaaaaaaa",
        camera_revision=None, camera="hq/lobby", site="hq", subject=None, zone=None, since=micros(since),
        due_at=micros(at), opened_at=micros(at), at=micros(at), closed_at=None if closed is None else micros(closed),
        certainty="observed", coverage=1.0, severity="low", notify="send", late=False, digest="d",
        provenance=Provenance(topic="t", partition=0, offset=0, uri=uri, model_sha256=None, build="b"),
    )  # fmt: skip


def test_from_before_the_event_to_after_its_closing_everything_is_kept() -> None:
    opened, closed = phase("opened", 100, 130, "x"), phase("closed", 100, 150, "x", closed=150)
    kept = [window for event in (opened, closed) for window in windows(event)]
    assert min(begin for begin, _ in kept) == 90_000_000
    assert max(end for _, end in windows(closed)) == 160_000_000
    assert list(windows(phase("occurred", 100, 100, "x"))) == [(90_000_000, 110_000_000)] * 2


def test_of_a_long_event_the_minutes_around_its_phases_are_kept() -> None:
    assert list(windows(phase("opened", 100, 1000, "x"))) == [(90_000_000, 160_000_000), (940_000_000, 1_060_000_000)]
    assert list(windows(phase("updated", 100, 2000, "x"))) == [(1_940_000_000, 2_060_000_000)]
    assert list(windows(phase("closed", 100, 3000, "x", closed=3000))) == [(2_940_000_000, 3_010_000_000)]


@pytest.mark.parametrize("remote", [False, True])
def test_the_frames_around_a_phase_outlive_retention_and_then_evidences_own(tmp_path: Path, remote: bool) -> None:
    url = f"memory://{tmp_path.name}/frames" if remote else None
    settings = Settings(home=tmp_path, frames_url=url, frames_retention=60, evidence_retention=3600)
    frames = FrameStore.of(settings)
    uris = {at: frames.put("hq/lobby", at * 1_000_000, b"jpeg%d" % at) for at in range(60, 200, 10)}
    other = frames.put("hq/door", 100_000_000, b"other")
    keeper = EvidenceKeeper(settings)
    keeper.keep(phase("opened", 100, 120, uris[120]))
    keeper.keep(phase("closed", 100, 140, uris[140], closed=140))
    keeper.close()
    frames.sweep(2**52)
    evidence = Evidence(settings)
    kept = [at for at, uri in uris.items() if exists(evidence, uri)]
    assert kept == [90, 100, 110, 120, 130, 140, 150, 160, 170, 180]
    assert not exists(evidence, other)
    now = wall_clock()
    assert evidence.sweep(now).files == 0
    assert evidence.sweep(now + 3_800_000_000).files == 10
    assert not exists(evidence, uris[120])


def test_copies_have_a_byte_bound(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, evidence_max_bytes=25)
    frames, evidence = FrameStore.of(settings), Evidence(settings)
    uris = [frames.put("hq/lobby", at, b"x" * 10) for at in range(5)]
    assert all(evidence.pin(uri) for uri in uris)
    assert evidence.sweep(wall_clock()).held == 20


def test_frames_that_come_after_the_phase_are_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orin.runtime.frames.evidence._WRITTEN_AFTER", -59.5)
    settings = Settings(home=tmp_path)
    frames, evidence = FrameStore.of(settings), Evidence(settings)
    now = wall_clock()
    keeper = EvidenceKeeper(settings)
    first = frames.put("hq/lobby", now, b"jpeg")
    keeper.keep(phase("opened", now / 1e6, now / 1e6, first))
    later = frames.put("hq/lobby", now + 1_000_000, b"later")
    copy = tmp_path / "frames/evidence" / later.removeprefix("frames:")
    until(copy.exists)
    keeper.close()
    assert evidence.get(first) == b"jpeg"


def exists(evidence: Evidence, uri: str) -> bool:
    try:
        evidence.get(uri)
    except FrameGone:
        return False
    return True
