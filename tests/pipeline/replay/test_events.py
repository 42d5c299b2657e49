"""`orin events` and what `apply` says of open events, on a real topic and a real database: both give the same."""

import json
from pathlib import Path

import pytest
from confluent_kafka import Producer
from typer.testing import CliRunner, Result

from orin.cli.history.event_list import Wanted
from orin.cli.history.events import _follow, _Json
from orin.cli.main import app
from orin.processors.specs.parse import parse_specs
from orin.projections.migrate import migrate
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.errors import Misuse
from orin.schemas.json_forms import format_time, to_json
from orin.schemas.records import Event
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.event_feed import EventFeed
from orin.topologies.kafka.topics import EVENTS
from orin.topologies.specs.apply import SpecLog
from tests.support.processes.projection_records import SECOND, event, now, project

pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.timeout(180)]

NOW = now()
HOUR = 3600 * SECOND
NOWHERE = "postgresql://orin@127.0.0.1:9/orin?connect_timeout=1"
SPECS = """
camera: hq/lobby
---
camera: yard/gate
---
guard: bags
cameras: ["hq/*", "yard/*"]
when: {unattended: {objects: packages, for: 1m}}
---
guard: after-hours
cameras: ["hq/*"]
when: {appears: {objects: people}}
"""
LONG_AGO = event(NOW - 100 * HOUR, camera="yard/gate")
_OPENED = event(NOW - 3 * HOUR, camera="hq/lobby")
_LAST = {"opened_at": _OPENED.opened_at, "closed_at": NOW - 2 * HOUR, "outcome": "claimed", "phase": "closed"}
ENDED = [_OPENED, event(NOW - 2 * HOUR, 1, _OPENED.event_id, camera="hq/lobby", **_LAST)]
MOMENT = event(
    NOW - HOUR, camera="hq/lobby", guard="after-hours", kind="appears", phase="occurred", severity="critical"
)
PHASES = [LONG_AGO, *ENDED, MOMENT]


def publish(kafka: Kafka, *phases: Event) -> None:
    serde, producer = file_serde(), Producer({"bootstrap.servers": kafka.bootstrap})
    for number, each in enumerate(phases):
        producer.produce(
            EVENTS, serde.encode(each), each.camera.encode(), partition_of(each.camera, 4), timestamp=each.at // 1000,
            headers=[*headers(each, number)],
        )  # fmt: skip
    producer.flush()


@pytest.fixture(scope="module")
def filled(kafka: Kafka) -> Kafka:
    publish(kafka, *PHASES)
    SpecLog(Settings(kafka_bootstrap=kafka.bootstrap)).apply(parse_specs(SPECS, "specs.yaml"))
    return kafka


@pytest.fixture(params=["topic", "database"])
def source(request: pytest.FixtureRequest, filled: Kafka, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where events are read from: only one of the two can be."""
    url = NOWHERE
    if request.param == "database":
        url = request.getfixturevalue("database_url")
        migrate(url)
        project(url, *PHASES)
    monkeypatch.setenv("ORIN_KAFKA_BOOTSTRAP", filled.bootstrap)
    monkeypatch.setenv("ORIN_DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "80")


def orin(*arguments: str) -> Result:
    result = CliRunner().invoke(app, [*arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def listed(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in orin("events", "--json", *arguments).stdout.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], [ENDED[1], MOMENT]),
        (["--from", "-200h"], [LONG_AGO, ENDED[1], MOMENT]),
        (["--open"], [LONG_AGO]),
        (["--camera", "hq/*", "--guard", "bags"], [ENDED[1]]),
        (["--camera", "yard/gate", "--open"], [LONG_AGO]),
        (["--severity", "critical"], [MOMENT]),
        (["--from", str(NOW - 4 * HOUR), "--to", str(NOW - 2 * HOUR)], [ENDED[1]]),
        (["--from", "-1s"], []),
    ],
)
def test_the_newest_phase_of_each_event_in_its_json_form(
    source: None, arguments: list[str], expected: list[Event]
) -> None:
    assert listed(*arguments) == [to_json(each) | {"stale_since": None} for each in expected]


def test_a_table_of_80_columns_with_whole_ids(source: None) -> None:
    said = orin("events", "--from", "-200h").stdout
    assert max(map(len, said.splitlines())) <= 80
    for each in PHASES:
        assert each.event_id in said.split()
    assert str(format_time(MOMENT.opened_at))[:19].replace("T", " ") in said
    assert "claimed" in said
    assert "3 events, 1 open" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "-1s", "--camera", "hq/loby"], "did you mean 'hq/lobby'?"),
        (["--from", "-1s", "--guard", "bag"], "did you mean 'bags'?"),
        (["--from", "-1h", "--to", "-2h"], "is not before"),
        (["--follow", "--to", "now"], "leave out --to"),
    ],
)
def test_misuse(source: None, arguments: list[str], said: str) -> None:
    with pytest.raises(Misuse) as refused:
        orin("events", *arguments)
    assert said in str(refused.value)


def test_phases_that_come_are_followed_once(filled: Kafka, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(kafka_bootstrap=filled.bootstrap)
    fresh, other = event(now(), camera="hq/lobby"), event(now(), camera="yard/gate")
    lines: list[str] = []

    class Ctrl:
        """The feed, until Ctrl-C."""

        def __init__(self, feed: EventFeed) -> None:
            self._feed = feed

        def poll(self, timeout: float) -> list[Event]:
            found = self._feed.poll(timeout)
            lines.extend(capsys.readouterr().out.splitlines())
            if lines:
                raise KeyboardInterrupt
            return found

    with EventFeed(settings, file_serde()) as feed:
        publish(filled, other, fresh, fresh)
        _follow(Ctrl(feed), Wanted(camera="hq/*", open=True), {}, _Json())
    assert [json.loads(line) for line in lines] == [to_json(fresh) | {"stale_since": None}]


def test_apply_says_which_event_will_stay_open(source: None, tmp_path: Path) -> None:
    file = tmp_path / "guards.yaml"
    file.write_text(SPECS.replace('["hq/*", "yard/*"]', '["hq/*"]'))
    said = orin("guards", "apply", str(file), "--dry-run", "--no-backtest").stdout
    assert f"note: event {LONG_AGO.event_id} of camera yard/gate (guard bags) will stay open: no frame" in said
    file.write_text(SPECS)
    assert "will stay open" not in orin("guards", "apply", str(file), "--dry-run", "--no-backtest").stdout


def test_cameras_apply_says_it_of_a_camera_that_was_renamed(source: None, tmp_path: Path) -> None:
    file = tmp_path / "cameras.yaml"
    file.write_text(f"camera: hq/lobby\n---\ncamera: yard/gate-{now()}\n")
    said = orin("cameras", "apply", str(file)).stdout
    assert f"event {LONG_AGO.event_id} of camera yard/gate (guard bags) will stay open" in said


def test_what_a_disabled_camera_left_open_is_stale(source: None, filled: Kafka, tmp_path: Path) -> None:
    camera = f"hq/gone-{now()}"
    left = event(now() - HOUR, camera=camera)
    file = tmp_path / "cameras.yaml"
    file.write_text(f"camera: {camera}\n")
    orin("cameras", "apply", str(file))
    publish(filled, left)
    settings = Settings()
    if settings.database_url.get_secret_value() != NOWHERE:
        project(settings.database_url.get_secret_value(), left)
    assert [row["event_id"] for row in listed("--open", "--camera", camera)] == [left.event_id]

    assert ": disabled, from " in orin("cameras", "disable", camera).stdout
    disabled = SpecLog(settings).newest("camera", camera).spec
    if settings.database_url.get_secret_value() != NOWHERE:
        project(settings.database_url.get_secret_value(), disabled, history=True)
    assert listed("--open", "--camera", camera) == []
    (row,) = listed("--camera", camera)
    assert row == to_json(left) | {"stale_since": format_time(disabled.active_from)}
    said = orin("events", "--camera", camera).stdout
    assert "stale" in said.split()
    assert "1 event, 0 open, 1 stale" in said


def test_a_camera_that_a_guard_names_in_full_is_not_disabled(source: None, tmp_path: Path) -> None:
    camera = f"hq/named-{now()}"
    file = tmp_path / "specs.yaml"
    file.write_text(f"camera: {camera}\n---\nguard: named\ncameras: {camera}\nwhen: {{appears: {{}}}}\n")
    orin("guards", "apply", str(file), "--no-backtest")
    with pytest.raises(Misuse, match="is named by guard named: take it out"):
        orin("cameras", "disable", camera)
    orin("guards", "disable", "named")
    assert ": disabled, from " in orin("cameras", "disable", camera).stdout
    with pytest.raises(Misuse, match="no camera 'hq/nobody' was applied"):
        orin("cameras", "disable", "hq/nobody")
