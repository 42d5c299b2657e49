"""What the chart, the compose file and the image speak of exists: settings, commands, users, files, versions.

This renders no template and starts no container: neither helm nor docker is needed for the tests.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
import typer.main
import yaml

from orin.cli.main import app
from orin.runtime.config.settings import Settings
from orin.topologies.kafka.user_plan import declared
from tests.support.repository import ROOT

CHART = ROOT / "infra" / "helm" / "orin"
COMPOSE = ROOT / "infra" / "compose"
IMAGE = ROOT / "infra" / "images" / "Dockerfile"
_SETTING = re.compile(r"\bORIN_[A-Z][A-Z_]*[A-Z]\b")
KNOWN = {f"ORIN_{name.upper()}" for name in Settings.model_fields} | {"ORIN_SOURCE"}
VALUES: dict[str, Any] = yaml.safe_load((CHART / "values.yaml").read_text())
SERVICES: dict[str, Any] = yaml.safe_load((COMPOSE / "compose.yaml").read_text())["services"]
OURS = {name: service for name, service in SERVICES.items() if str(service["image"]).startswith("orin:")}


def _templates() -> str:
    return "\n".join(path.read_text() for path in sorted((CHART / "templates").iterdir()))


def _leads_somewhere(words: Sequence[str]) -> bool:
    """Whether `orin WORDS…` names a command, and options that it has."""
    command: Any = typer.main.get_command(app)
    words = list(words)
    while words and hasattr(command, "commands"):
        if words[0] not in command.commands:
            return False
        command = command.commands[words.pop(0)]
    options: set[str] = {name for each in command.params for name in each.opts} | {"--help"}
    return not hasattr(command, "commands") and all(word in options for word in words if word.startswith("-"))


def _mentioned() -> Iterable[tuple[str, str]]:
    for path in [*CHART.rglob("*.yaml"), *CHART.rglob("*.tpl"), *COMPOSE.rglob("*"), IMAGE]:
        if path.is_file():
            yield from ((path.name, name) for name in _SETTING.findall(path.read_text()))


def test_every_setting_that_is_named_is_one() -> None:
    found = set(_mentioned())
    assert len({name for _, name in found}) > 10
    assert not {(file, name) for file, name in found if name not in KNOWN}


def test_every_command_of_the_compose_file_exists() -> None:
    for name, service in OURS.items():
        if service["command"] != ["--help"]:
            assert _leads_somewhere(service["command"]), name
    assert not _leads_somewhere(["worker", "dream"])
    assert not _leads_somewhere(["ingest", "x", "--dream"])


def test_every_command_of_the_chart_exists() -> None:
    text = _templates()
    for stage in VALUES["stages"]:
        assert _leads_somewhere(["worker", stage])
    scripts = re.findall(r"^ +orin ((?:[a-z-]+ ?)+)(--[a-z]+)?", text, re.MULTILINE)
    assert len(scripts) == 2
    for words, option in scripts:
        assert _leads_somewhere([*words.split(), *filter(None, [option])])
    listed = re.search(r"args:\n +- ingest\n((?: +(?:- .*|\{\{.*)\n)+)", text)
    assert listed is not None
    assert _leads_somewhere(["ingest", *re.findall(r"- (--[a-z]+)", listed[1])])
    (apps,) = re.findall(r"range \$app := list ((?:\"[a-z]+\" ?)+)", text)
    assert [_leads_somewhere([name]) for name in re.findall(r"[a-z]+", apps)] == [True, True]
    assert "args: [{{ $app }}]" in text


def test_no_camera_s_address_is_on_a_command_line() -> None:
    chart = (CHART / "templates" / "ingest.yaml").read_text()
    assert "- name: ORIN_SOURCE" in chart
    assert "$(" not in chart
    (ingest,) = (service for service in OURS.values() if service["command"][0] == "ingest")
    assert "ORIN_SOURCE" in ingest["environment"]
    assert ingest["command"][1].startswith("--")


def test_both_run_every_stage_and_each_as_its_user() -> None:
    workers: Any = typer.main.get_command(app)
    stages = set(workers.commands["worker"].commands)
    assert set(VALUES["stages"]) == stages
    assert {service["command"][1] for service in OURS.values() if service["command"][0] == "worker"} == stages
    users = set(declared())
    assert set(VALUES["kafka"]["userSecrets"]) == users
    assert {f"orin-{stage}" for stage in stages} | {"orin-ingest"} <= users


def test_processes_have_longer_than_their_drain_to_stop() -> None:
    for name, service in OURS.items():
        drain = service["environment"]["ORIN_DRAIN_TIMEOUT"]
        assert int(service["stop_grace_period"].removesuffix("s")) > drain >= Settings().drain_timeout, name
    assert VALUES["drainTimeout"] >= Settings().drain_timeout
    assert "terminationGracePeriodSeconds: {{ add .Values.drainTimeout 7 }}" in _templates()


def test_three_brokers_know_each_other_and_keep_what_was_acknowledged() -> None:
    brokers = {name: service["environment"] for name, service in SERVICES.items() if name.startswith("kafka-")}
    assert len(brokers) == 3
    assert {str(each["KAFKA_NODE_ID"]) for each in brokers.values()} == {"1", "2", "3"}
    for name, each in brokers.items():
        assert f"{each['KAFKA_NODE_ID']}@{name}:9093" in each["KAFKA_CONTROLLER_QUORUM_VOTERS"].split(",")
        assert each["KAFKA_ADVERTISED_LISTENERS"] == f"PLAINTEXT://{name}:9092"
        assert (each["KAFKA_DEFAULT_REPLICATION_FACTOR"], each["KAFKA_MIN_INSYNC_REPLICAS"]) == (3, 2)
    addresses = {f"{name}:9092" for name in brokers}
    assert all(set(each["environment"]["ORIN_KAFKA_BOOTSTRAP"].split(",")) == addresses for each in OURS.values())


def test_nothing_is_published_beyond_the_host() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert len(published) == 3
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_the_apps_are_open_to_nobody_without_a_token() -> None:
    (web,) = (service for service in OURS.values() if service["command"] == ["web"])
    assert web["environment"]["ORIN_ACCESS"] == "on"
    assert '"ORIN_ACCESS" "on"' in (CHART / "templates" / "apps.yaml").read_text()
    assert set(SERVICES) - set(OURS) == {"kafka-1", "kafka-2", "kafka-3", "timescaledb", "prometheus", "grafana"}


def test_prometheus_asks_every_process_that_answers() -> None:
    (job,) = yaml.safe_load((COMPOSE / "prometheus.yml").read_text())["scrape_configs"]
    asked = {target.split(":")[0] for each in job["static_configs"] for target in each["targets"]}
    assert asked == {name for name in OURS if name not in ("setup", "cli")}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_files_that_are_mounted_and_services_that_are_waited_for_exist(name: str) -> None:
    service = SERVICES[name]
    volumes = yaml.safe_load((COMPOSE / "compose.yaml").read_text())["volumes"]
    for mount in service.get("volumes", ()):
        source = mount.split(":")[0]
        if source.startswith("."):
            assert (COMPOSE / source).is_file(), source
        elif not source.startswith("$"):
            assert source in volumes
    assert set(service.get("depends_on", ())) <= set(SERVICES)
    if "build" in service:
        assert (COMPOSE / service["build"]["context"] / service["build"]["dockerfile"]).resolve() == IMAGE


def test_the_chart_ships_the_dashboard_and_the_alerts() -> None:
    shipped = {path.name: path.read_bytes() for path in (CHART / "files").iterdir()}
    assert shipped == {
        "orin.json": (ROOT / "infra" / "grafana" / "orin.json").read_bytes(),
        "alerts.yaml": (ROOT / "infra" / "prometheus" / "alerts.yaml").read_bytes(),
    }
    read = set(re.findall(r'\.Files\.Get "files/([^"]+)"', _templates()))
    assert read == set(shipped)


def test_one_version_and_requirements_that_are_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text())
    assert chart["appVersion"] == project["version"]
    assert {service["image"] for service in OURS.values()} == {f"orin:{project['version']}"}
    text = IMAGE.read_text()
    assert set(re.findall(r"orin:([0-9.]+)", text)) == {project["version"]}
    for name in {*re.findall(r"REQUIREMENTS=(\w+)", text), *re.findall(r"requirements/(\w+)\.txt", text)}:
        assert (ROOT / "requirements" / f"{name}.txt").is_file()
    assert "vision" in project["optional-dependencies"]
    assert project["optional-dependencies"]["s3"] == ["s3fs"]
    assert "\ns3fs==" in (ROOT / "requirements" / "s3.txt").read_text()
    assert 'ENTRYPOINT ["orin"]' in text


def test_values_that_templates_use_are_declared() -> None:
    for dotted in set(re.findall(r"\.Values((?:\.\w+)+)", _templates())):
        value: Any = VALUES
        for part in dotted.strip(".").split("."):
            assert isinstance(value, dict), dotted
            assert part in value, dotted
            value = value[part]
