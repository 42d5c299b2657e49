"""`read`, `judge` and `events` on a real broker, and the notebook that uses them."""

from datetime import UTC, datetime

import nbformat
import pytest
from confluent_kafka import Producer
from nbclient import NotebookClient

import orin
from orin.analysis import TimeLike
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Event, SessionEnd, Spec, Tracks
from orin.schemas.wire.serde import file_serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.topics import EVENTS, TRACKS
from tests.support.processes.replay_history import CAMERAS, END, MIDDLE, START, log, tracks, write
from tests.support.repository import ROOT

NOTEBOOK = ROOT / "docs" / "notebooks" / "yesterday.ipynb"

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:.*messages that are no records"),
]


@pytest.fixture(scope="module")
def history(kafka: Kafka) -> str:
    """The address of a broker with tracks and specs, and with the events that guards gave on one camera's."""
    write(kafka)
    serde = file_serde()
    written = [(camera, record and serde.decode(serde.encode(record)), at) for camera, record, at in log()]
    specs = [record for _, record, _ in written if isinstance(record, Spec)]
    own = [record for camera, record, _ in written if camera == "hq/lobby" and record is not None]
    producer = Producer({"bootstrap.servers": kafka.bootstrap, "enable.idempotence": True})
    for event in orin.judge(own, specs):
        producer.produce(
            EVENTS, serde.encode(event), event.camera, partition_of(event.camera, 4), timestamp=event.at // 1000
        )
    assert producer.flush(30) == 0
    return kafka.bootstrap


@pytest.mark.filterwarnings("default:.*messages that are no records")
def test_a_topic_is_read_whole_or_by_time_and_camera(history: str) -> None:
    with pytest.warns(UserWarning, match=r"orin\.tracks\.v1: passed over \d+ messages that are no records, the first"):
        whole = list(orin.read(TRACKS, kafka_bootstrap=history))
    written = {camera: tracks(camera) for camera in CAMERAS}
    for camera, frames in written.items():
        assert [r for r in whole if isinstance(r, Tracks) and r.camera == camera] == frames
    assert {type(record) for record in whole} == {Tracks, SessionEnd, Spec}
    part = orin.read(TRACKS, START, MIDDLE, cameras="hq/l*", kafka_bootstrap=history)
    wanted = [frame for frame in written["hq/lobby"] if START <= frame.captured_at < MIDDLE]
    assert [r for r in part if isinstance(r, Tracks)] == wanted


def test_times_are_given_in_any_form(history: str) -> None:
    begin, end = (datetime.fromtimestamp(at / 1e6, UTC) for at in (MIDDLE, END))
    forms: list[tuple[TimeLike, TimeLike]] = [(begin, end), (begin.isoformat(), end.isoformat()), (MIDDLE, END)]
    read = [
        [r for r in orin.read(TRACKS, *form, cameras="yard/gate", kafka_bootstrap=history) if isinstance(r, Tracks)]
        for form in forms
    ]
    assert read[0] == read[1] == read[2] == [f for f in tracks("yard/gate") if MIDDLE <= f.captured_at < END]


def test_a_camera_that_does_not_exist_is_answered_with_the_nearest(history: str) -> None:
    with pytest.raises(Misuse, match=r"no camera matches 'hq/loby' \(did you mean 'hq/lobby'\?\)"):
        list(orin.read(TRACKS, cameras="hq/loby", kafka_bootstrap=history))
    assert list(orin.read(TRACKS, "2020-01-01", "2020-01-02", cameras="hq/lobby", kafka_bootstrap=history)) == []


def test_tracks_read_and_judged_give_the_published_events(history: str) -> None:
    revisions = [spec for spec in orin.read("orin.specs.v1", kafka_bootstrap=history) if isinstance(spec, Spec)]
    found = orin.judge(orin.read(TRACKS, cameras="hq/lobby", kafka_bootstrap=history), revisions)
    published = [e for e in orin.read(EVENTS, cameras="hq/lobby", kafka_bootstrap=history) if isinstance(e, Event)]
    assert len(published) > 20
    assert [event.digest for event in found] == [event.digest for event in published]


def test_events_of_the_topic_are_a_table(history: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIN_KAFKA_BOOTSTRAP", history)
    table = orin.events(from_=START, to=END)
    assert set(table["camera"]) == {"hq/lobby"}
    assert {"bags", "door"} <= set(table["guard"])
    assert table.height == orin.events(orin.read(EVENTS)).height


def test_an_absent_topic_is_one_line(history: str) -> None:
    with pytest.raises(OrinError) as caught:
        list(orin.read("orin.nowhere.v1", kafka_bootstrap=history))
    assert "orin.nowhere.v1" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_notebook_runs(history: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIN_KAFKA_BOOTSTRAP", history)
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    assert not any(cell.get("outputs") for cell in notebook.cells), (
        "clear the notebook's outputs before it is committed"
    )
    NotebookClient(notebook, timeout=200, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [output["data"] for output in outputs if "data" in output]
    assert "['hq/hall', 'hq/lobby', 'yard/gate']" in shown[0]["text/plain"]
    table = shown[1]["text/plain"]
    assert "draft" in table
    assert "production" in table
    assert any("image/png" in data for data in shown)
