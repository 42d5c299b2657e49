"""What holds for the track stage whatever it is fed."""

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st

from orin.processors.tracking.association import assign
from orin.processors.tracking.logic import TrackLogic
from orin.schemas.records import OBSERVED, Box, Detections, Record, SessionEnd, Tracks
from orin.schemas.wire.serde import file_serde
from tests.support.tracking_inputs import CAMERA, ORIGIN, START, Run, box, frame, seconds

WIDTH = 640
LABELS = ("person", "suitcase", "handbag", "object", "car", "moving")


@st.composite
def walkers(draw: st.DrawFn) -> list[tuple[str, float, float, float, float, float]]:
    """Label, place, speed and width of a few things; quarter pixels, so that mirroring is exact."""
    quarter = st.integers(0, 4 * 560).map(lambda v: v / 4)
    count = draw(st.integers(1, 5))
    return [
        (
            draw(st.sampled_from(LABELS)),
            draw(quarter),
            draw(st.integers(0, 4 * 300)) / 4,
            draw(st.sampled_from((-64.0, -16.0, 0.0, 0.0, 8.0, 32.0))),
            draw(st.sampled_from((0.0, 4.0))),
            draw(st.integers(40, 160)) / 4,
        )
        for _ in range(count)
    ]


@st.composite
def inputs(draw: st.DrawFn) -> list[Detections | SessionEnd]:
    """What may lie on the topic for one camera: things that come and go, holes, repeats, other sessions."""
    things = draw(walkers())
    records: list[Detections | SessionEnd] = []
    t = 0.0
    for _ in range(draw(st.integers(5, 60))):
        t += draw(st.sampled_from((0.1, 0.1, 0.1, 0.1, 0.5, 1.5, 7.0, 0.0)))
        boxes = []
        for label, x, y, vx, vy, w in things:
            left, top = x + vx * t, y + vy * t
            if draw(st.integers(0, 9)) and -10 < left < WIDTH and top < 470:
                score = draw(st.sampled_from((0.15, 0.35, 0.5, 0.9)))
                boxes.append(box(label, (left, top, left + w, top + 2 * w), score))
        status = draw(st.sampled_from(("seen",) * 8 + ("still", "shed", "frozen")))
        session = draw(st.sampled_from(("s1",) * 9 + ("s2",)))
        records.append(frame(t, boxes, status=status, session=session))
        if not draw(st.integers(0, 29)):
            records.append(SessionEnd(camera=CAMERA, session=session, ended_at=seconds(t)))
    return records


def through(records: list[Detections | SessionEnd], reload_at: frozenset[int] = frozenset()) -> list[Record]:
    run = Run()
    found: list[Record] = []
    for i, record in enumerate(records):
        if i in reload_at:
            run.logic = TrackLogic()
            run.state = run.logic.load(run.logic.dump(run.state))
            run.state = run.logic.load(run.logic.dump(run.state))
        run.state, out = run.logic.step(run.state, record, run.armed, ORIGIN)
        found += out
    return found


@given(inputs(), st.frozensets(st.integers(0, 60)))
def test_dumping_and_loading_at_any_point_changes_nothing(
    records: list[Detections | SessionEnd], reload_at: frozenset[int]
) -> None:
    assert through(records, reload_at) == through(records)


@given(inputs())
def test_every_admitted_frame_gives_one_valid_record(records: list[Detections | SessionEnd]) -> None:
    serde = file_serde()
    alive: set[str] = set()
    last = START - 1
    for record in through(records):
        if not isinstance(record, Tracks):
            continue
        assert serde.decode(serde.encode(record)) == record
        assert record.captured_at > last
        last = record.captured_at
        ids = [t.track_id for t in record.tracks]
        assert len(set(ids)) == len(ids)
        ended = {e.track_id for e in record.ended}
        assert ended <= alive
        assert not ended & set(ids)
        alive = (alive | set(ids)) - ended
        for track in record.tracks:
            assert track.x1 < track.x2
            assert track.y1 < track.y2
            assert track.born_at <= record.captured_at
            assert (track.state == "confirmed") <= track.detected
            assert track.detected <= (record.status in OBSERVED)


@given(inputs())
def test_as_many_records_come_out_as_frames_were_admitted(records: list[Detections | SessionEnd]) -> None:
    run = Run()
    found = run.feed(records)
    frames = sum(isinstance(r, Detections) for r in records)
    assert len(found) == frames - run.state.repeats - run.state.contended


def mirrored(one: Box) -> Box:
    return msgspec.structs.replace(one, x1=WIDTH - one.x2, x2=WIDTH - one.x1)


@given(inputs())
def test_a_mirrored_picture_gives_mirrored_tracks(records: list[Detections | SessionEnd]) -> None:
    frames = [r for r in records if isinstance(r, Detections)]
    # Of two equal costs one must win, and which one is no matter of left and right: leave such input out.
    assume(all(len({(b.x1, b.x2 - b.x1) for b in f.boxes}) == len(f.boxes) for f in frames))
    flipped: list[Detections | SessionEnd] = [
        msgspec.structs.replace(f, boxes=tuple(mirrored(b) for b in f.boxes)) for f in frames
    ]
    for one, other in zip(through(list(frames)), through(flipped), strict=True):
        assert isinstance(one, Tracks)
        assert isinstance(other, Tracks)
        assert len(one.tracks) == len(other.tracks)
        assert sorted(e.reason for e in one.ended) == sorted(e.reason for e in other.ended)
        for a, b in zip(one.tracks, other.tracks, strict=True):
            assert (a.label, a.state, a.detected, a.born_at, a.score) == (
                b.label,
                b.state,
                b.detected,
                b.born_at,
                b.score,
            )
            assert abs(a.x1 - (WIDTH - b.x2)) <= 0.011
            assert abs(a.y1 - b.y1) <= 0.011
            assert abs(a.velocity_x + b.velocity_x) <= 0.011


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 5), st.integers(0, 5)), max_size=14))
def test_the_assignment_costs_least(rows: list[tuple[int, int, int]]) -> None:
    pairs = {(r, c): cost / 100 for cost, r, c in rows}
    chosen = assign([(cost, r, c) for (r, c), cost in pairs.items()], 1.0)
    assert len({r for r, _ in chosen}) == len({c for _, c in chosen}) == len(chosen)
    by_hand = cheapest(pairs, sorted({r for r, _ in pairs}), frozenset())
    assert abs(sum(pairs[p] for p in chosen) + len({r for r, _ in pairs}) - len(chosen) - by_hand) < 1e-9


def cheapest(pairs: dict[tuple[int, int], float], rows: list[int], used: frozenset[int]) -> float:
    if not rows:
        return 0.0
    row, rest = rows[0], rows[1:]
    best = 1.0 + cheapest(pairs, rest, used)
    for (r, c), cost in pairs.items():
        if r == row and c not in used:
            best = min(best, cost + cheapest(pairs, rest, used | {c}))
    return best
