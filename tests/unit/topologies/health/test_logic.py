"""Which cameras are dark, back, frozen, contended; which guards are blind."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from orin.processors.specs.models import GuardSpec
from orin.processors.specs.parse import parse_specs
from orin.schemas.records import Detections, FrameStatus, HealthEvent, Heartbeat, SessionEnd, Spec
from orin.topologies.health.logic import HealthLogic

S = 1_000_000
CAMERA = "hq/lobby-1"


def beat(at: float, frames: int, session: str = "a", state: str = "running") -> Heartbeat:
    return Heartbeat(
        camera=CAMERA,
        session=session,
        at=round(at * S),
        state=state,  # type: ignore[arg-type]
        last_captured_at=None,
        frames_read=frames,
        frames_published=frames,
        frames_refused=0,
        spooled=0,
        source="test",
    )


def detections(at: float, status: FrameStatus = "seen") -> Detections:
    return Detections(
        camera=CAMERA,
        session="a",
        session_started_at=0,
        captured_at=round(at * S),
        previous_at=None,
        published_at=round(at * S),
        uri=None,
        width=8,
        height=8,
        status=status,
        backend="motion",
    )


def guard(cameras: list[str], revision: str = "1-aaaaaaaa", until: int | None = None) -> Spec:
    text = (
        f"camera: {CAMERA}\n---\nguard: g\ncameras: {json.dumps(cameras)}\nwhen: {{appears: {{objects: [people]}}}}\n"
    )
    (body,) = [parsed.body for parsed in parse_specs(text, "x.yaml") if parsed.kind == "guard"]
    assert msgspec.json.decode(body, type=GuardSpec).cameras == tuple(cameras)
    return Spec(kind="guard", name="g", revision=revision, body=body, active_from=0, active_until=until)


def say(logic: HealthLogic, at: float) -> list[str]:
    events = logic.tick(round(at * S))
    for event in events:
        logic.said(event)
    return [event.kind for event in events]


def logic() -> HealthLogic:
    return HealthLogic(dark_after=10.0, takeover_after=10.0)


def test_a_camera_without_frames_is_dark_once_and_back_once() -> None:
    health = logic()
    health.heartbeat(beat(0, 1))
    health.heartbeat(beat(2, 20))
    assert say(health, 12) == []
    health.heartbeat(beat(12, 20))
    (event,) = health.tick(round(12.1 * S))
    assert (event.kind, event.since, event.message) == (
        "camera.dark",
        2 * S,
        "its ingest is running but publishes no frames",
    )
    health.said(event)
    assert say(health, 13) == []
    health.heartbeat(beat(14, 21))
    assert say(health, 14.5) == ["camera.back"]
    assert say(health, 15) == []


def test_a_silent_ingest_is_named() -> None:
    health = logic()
    health.heartbeat(beat(0, 1))
    (event,) = health.tick(20 * S)
    assert event.message == "nothing has been heard from its ingest for 20 s"


def test_a_camera_that_never_connects_is_dark_even_if_its_ingest_starts_again_and_again() -> None:
    health = logic()
    for at in range(0, 30, 3):
        health.heartbeat(beat(at, 0, session=f"s{at}", state="connecting"))
        assert say(health, at + 1) == []
    health.heartbeat(beat(30, 0, session="s30", state="connecting"))
    (event,) = health.tick(31 * S)
    assert event.kind == "camera.dark"
    assert event.message == "its ingest is running but cannot connect to the camera"


def test_an_orderly_end_is_not_dark() -> None:
    health = logic()
    health.heartbeat(beat(0, 1))
    health.heartbeat(beat(5, 9, state="ended"))
    assert say(health, 60) == []
    other = logic()
    other.heartbeat(beat(0, 1))
    other.ended(SessionEnd(camera=CAMERA, session="a", ended_at=0))
    assert say(other, 60) == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param("0 c0; 1 r1; 40 -", ["starting", "live", "dark -> camera.dark"], id="a camera falls silent"),
        pytest.param("0 c0; 8 c0; 16 r0; 24 r1", ["starting"] * 3 + ["live"], id="a slow start is no trouble"),
        pytest.param(
            "0 c0; 9 c0; 18 c0; 27 c0; 31 c0; 33 r1",
            ["starting"] * 4 + ["dark -> camera.dark", "live -> camera.live"],
            id="what was never seen is not back",
        ),
        pytest.param(
            "0 c0; 1 r1; 12 c1; 14 r2",
            ["starting", "live", "dark -> camera.dark", "live -> camera.back"],
            id="what was seen is back",
        ),
        pytest.param("0 c0; 1 r1; 3 e1; 90 -", ["starting", "live", "ended", "ended"], id="an end is not dark"),
        pytest.param(
            "0 c0; 1 r1; 3 e1; 3600 c0 b; 3608 r0 b; 3616 r2 b",
            ["starting", "live", "ended", "starting", "starting", "live"],
            id="an hour after its end it starts again",
        ),
        pytest.param(
            "0 c0; 1 r1; 12 c1; 13 e1; 90 -",
            ["starting", "live", "dark -> camera.dark", "ended -> camera.ended", "ended"],
            id="the end of a dark camera is its end, and does not bring it back",
        ),
        pytest.param(
            "0 c0; 2 e0; 9 c0 b; 10 e0 b; 12 c0 c; 13 r1 c",
            ["starting", "failed -> camera.failed", "starting", "failed", "starting", "live -> camera.live"],
            id="an ingest that never delivers has failed, and is said once",
        ),
        pytest.param(
            "0 c0; 1 r1; 20 -; 21 c0 b; 23 r1 b",
            ["starting", "live", "dark -> camera.dark", "dark", "live -> camera.back"],
            id="a killed ingest is dark until the next one delivers",
        ),
    ],
)
@pytest.mark.parametrize("restarted", [False, True])
def test_what_a_camera_goes_through(told: str, expected: list[str], restarted: bool) -> None:
    """Each step: the time, then the ingest's state (connecting, running, ended), frames and session; `-`: silence."""
    health, found = logic(), []
    topic: list[Heartbeat | HealthEvent] = []
    states = {"c": "connecting", "r": "running", "e": "ended"}
    for step in told.split("; "):
        at, what, *session = step.split()
        if restarted:
            health = logic()
            for record in topic:
                health.heartbeat(record) if isinstance(record, Heartbeat) else health.said(record)
        if what != "-":
            topic.append(beat(int(at), int(what[1:]), session=session[0] if session else "a", state=states[what[0]]))
            health.heartbeat(topic[-1])  # type: ignore[arg-type]
        now = int(at) * S + S // 2
        events = health.tick(now)
        for event in events:
            health.said(event)
            topic.append(event)
        found.append(" -> ".join([health.state(CAMERA, now), *(event.kind for event in events)]))
    assert found == expected


def test_a_camera_that_nothing_was_heard_of_was_never_seen() -> None:
    health = logic()
    assert health.state(CAMERA, 0) == "never_seen"
    assert health.tick(90 * S) == []


def test_a_clip_that_waits_for_the_clock_is_not_dark() -> None:
    health = logic()
    for at in range(0, 40, 2):
        health.heartbeat(beat(at, 5, state="waiting"))
        assert say(health, at) == []


def test_a_crashed_session_before_an_ended_one_is_forgotten() -> None:
    health = logic()
    health.heartbeat(beat(0, 1, session="crashed"))
    health.heartbeat(beat(5, 1, session="next"))
    health.heartbeat(beat(6, 2, session="next", state="ended"))
    assert say(health, 60) == []


def test_two_ingests_of_one_camera_contend_and_one_restarted_does_not() -> None:
    restarted = logic()
    restarted.heartbeat(beat(0, 1))
    restarted.heartbeat(beat(2, 9, session="b"))
    assert say(restarted, 3) == []
    contended = logic()
    for at in (0, 2, 4):
        contended.heartbeat(beat(at, at))
        contended.heartbeat(beat(at + 0.5, at, session="b"))
    assert say(contended, 5) == ["camera.contended"]
    for at in range(5, 20):
        contended.heartbeat(beat(at, at))
    assert say(contended, 20) == ["camera.back"]


def test_what_was_frozen_is_back_also_after_a_restart() -> None:
    health = logic()
    health.detections(detections(0, "frozen"))
    (event,) = health.tick(1 * S)
    again = logic()
    again.said(event)  # the health topic is read before the detections are
    again.detections(detections(2))
    assert say(again, 2) == ["camera.back"]


def test_frozen_and_shed_pictures_are_said() -> None:
    health = logic()
    health.detections(detections(0))
    health.detections(detections(1, "frozen"))
    assert say(health, 1.5) == ["camera.frozen"]
    health.detections(detections(2))
    assert say(health, 2.5) == ["camera.back"]
    for at in range(3, 10):
        health.detections(detections(at, "shed"))
    assert say(health, 10) == ["camera.clock"]


@pytest.mark.parametrize("view", ["moved", "obscured"])
def test_a_moved_or_covered_camera_is_said_until_its_view_is_clear(view: str) -> None:
    health = logic()
    health.detections(detections(0))
    health.detections(replace(detections(1, "obscured"), view=view))
    assert say(health, 1.5) == [f"camera.{view}"]
    health.detections(detections(2, "shed"))
    assert say(health, 2.5) == []
    health.detections(replace(detections(3), view="clear"))
    assert say(health, 3.5) == ["camera.back"]


def test_frames_that_come_too_late_to_count_are_a_clock_that_is_wrong() -> None:
    """An ingest an hour behind publishes beside the owner: track drops its frames."""
    health = logic()
    for at in range(3600, 3605):
        health.detections(detections(at))
        health.detections(replace(detections(at - 3600), session="behind"))
    assert say(health, 3605) == []
    for at in range(3605, 3610):
        health.detections(detections(at))
        health.detections(replace(detections(at - 3600), session="behind"))
    assert say(health, 3610) == ["camera.clock"]
    for at in range(3610, 3620):
        health.detections(detections(at))
    assert say(health, 3620) == ["camera.back"]


def test_a_cameras_own_tolerance_counts() -> None:
    health = logic()
    (parsed,) = parse_specs(f"camera: {CAMERA}\ngap_tolerance: 60s\n", "x.yaml")
    health.spec(Spec(kind="camera", name=CAMERA, revision="1-aaaaaaaa", body=parsed.body, active_from=0))
    for at in range(50):
        health.detections(detections(at, "shed"))
    assert say(health, 50) == []
    for at in range(50, 63):
        health.detections(detections(at, "shed"))
    assert say(health, 63) == ["camera.clock"]


def test_repeats_of_one_session_are_no_trouble() -> None:
    health = logic()
    for at in (*range(20), *range(20)):
        health.detections(detections(at))
    assert say(health, 20) == []


def test_frames_out_of_a_spool_do_not_contend_with_the_next_session() -> None:
    health = logic()
    health.heartbeat(beat(100, 0, session="next"))
    for at in range(10, 60):
        health.detections(replace(detections(at), session="before", published_at=round((100 + at / 50) * S)))
        health.heartbeat(beat(100 + at / 50, at, session="next"))
        assert say(health, 100 + at / 50) == []


def test_when_one_trouble_of_two_ends_the_other_is_said_again() -> None:
    health = logic()
    health.detections(detections(0, "frozen"))
    assert say(health, 11) == ["camera.dark", "camera.frozen"]
    health.detections(detections(12, "frozen"))
    assert say(health, 12) == ["camera.back", "camera.frozen"]


def test_a_dark_camera_blinds_its_guards() -> None:
    health = logic()
    health.spec(guard(["hq/lobby-*"]))
    health.heartbeat(beat(0, 1))
    events = health.tick(20 * S)
    assert [(e.kind, e.guard) for e in events] == [("camera.dark", None), ("guard.blind", "g")]


def test_a_withdrawn_guard_and_one_of_other_cameras_are_not_blind() -> None:
    for specs in ([guard(["hq/lobby-*"]), guard(["hq/lobby-*"], "2-bbbbbbbb", until=0)], [guard(["hq/door"])]):
        health = logic()
        for spec in specs:
            health.spec(spec)
        health.heartbeat(beat(0, 1))
        assert say(health, 20) == ["camera.dark"]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 8), st.booleans()), max_size=40), st.integers(0, 40))
def test_a_restart_anywhere_changes_nothing_that_is_said(steps: list[tuple[int, int, bool]], restart: int) -> None:
    """What the topic holds is the whole state: a worker that reads it again goes on as if nothing had been."""

    def play(restart_at: int | None) -> list[HealthEvent]:
        health, now, frames = logic(), 0, 0
        log: list[Heartbeat | HealthEvent] = []
        said: list[HealthEvent] = []
        for number, (kind, wait, grows) in enumerate(steps):
            if number == restart_at:
                health = logic()
                for entry in log:
                    health.heartbeat(entry) if isinstance(entry, Heartbeat) else health.said(entry)
            now += wait
            if kind:
                frames += grows
                log.append(beat(now, frames, state="ended" if kind == 3 else "running"))
                health.heartbeat(beat(now, frames, state="ended" if kind == 3 else "running"))
            for event in health.tick(now * S):
                health.said(event)
                log.append(event)
                said.append(event)
        return said

    assert play(restart) == play(None)


def guarding(when: str, revision: str = "1-aaaaaaaa") -> Spec:
    (parsed,) = parse_specs(f"guard: g\ncameras: ['{CAMERA}']\nwhen: {when}\n", "x.yaml")
    return Spec(kind="guard", name="g", revision=revision, body=parsed.body, active_from=0)


def test_a_guard_whose_labels_nobody_tells_is_blind_and_said_once() -> None:
    health = logic()
    health.spec(guarding("{appears: {objects: [packages]}}"))
    health.heartbeat(beat(0, 1))
    assert health.tick(0) == [], "what runs is not known yet"
    health.detections(detections(1))
    (event,) = health.tick(1 * S)
    assert (event.kind, event.guard, event.camera) == ("guard.blind", "g", CAMERA)
    assert (
        event.message == f"guard g cannot fire on {CAMERA}: the camera's detector gives none of its labels (packages)"
    )
    health.said(event)
    health.detections(detections(2))
    assert health.tick(2 * S) == []
    again = logic()
    again.said(event)
    again.spec(guarding("{appears: {objects: [packages]}}"))
    again.heartbeat(beat(2, 2))
    again.tick(2 * S)
    again.detections(detections(3))
    assert again.tick(3 * S) == [], "a worker that is restarted repeats nothing"
    again.spec(guarding("{appears: {objects: [people]}}", "2-bbbbbbbb"))
    assert again.tick(4 * S) == []
    again.spec(guarding("{appears: {objects: [packages]}}", "3-cccccccc"))
    assert [e.kind for e in again.tick(5 * S)] == ["guard.blind"]


def test_a_guard_whose_zone_is_ignored_is_blind() -> None:
    text = (
        f"camera: {CAMERA}\nzones: {{door: [[0.1, 0.1], [0.2, 0.1], [0.2, 0.2]]}}\n"
        "ignore: {corner: [[0, 0], [0.5, 0], [0.5, 0.5], [0, 0.5]]}\n"
    )
    (parsed,) = parse_specs(text, "x.yaml")
    health = logic()
    health.spec(Spec(kind="camera", name=CAMERA, revision="1-aaaaaaaa", body=parsed.body, active_from=0))
    health.spec(guarding("{enters: {zone: door}}"))
    health.detections(detections(1))
    (event,) = health.tick(1 * S)
    assert event.message.endswith("its zone 'door' lies in what the camera ignores (corner)")
