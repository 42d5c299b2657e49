"""The engines that tests run on: real Kafka, real PostgreSQL, always stopped.

Their programs are shared (ORIN_ENGINES, by default `engines` in ORIN_HOME), their data are temporary.
"""

import contextlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from psycopg import sql
from pydantic import SecretStr

from orin.runtime.config.settings import OwnSettings, Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from tests.support.servers.class_archive import use_class_archive
from tests.support.servers.shared_kafka import SharedKafka

collect_ignore = ["support/example_plugin"]
"""A package of its own, whose tests run where it is installed."""


def pytest_configure(config: pytest.Config) -> None:
    """No test sees the settings or the data of whoever runs the tests; only the engines' programs are shared."""
    hypothesis.settings.register_profile("whole", deadline=None)  # what a busy machine makes slow is not wrong
    hypothesis.settings.register_profile("quick", deadline=None, max_examples=25)  # for `make check`
    hypothesis.settings.load_profile(config.getoption("--hypothesis-profile") or "whole")
    shared = OwnSettings()
    engines = shared.engines_folder()
    for name in [name for name in os.environ if name.startswith("ORIN_")]:
        del os.environ[name]
    os.environ["ORIN_ENGINES"] = str(engines)
    if shared.maven_repository:
        os.environ["ORIN_MAVEN_REPOSITORY"] = shared.maven_repository
    os.environ["ORIN_HOME"] = tempfile.mkdtemp(prefix="orin-tests-")
    # Its own: a pytest that starts closes the one that all share to root's PostgreSQL, which is `nobody`.
    os.environ["PYTEST_DEBUG_TEMPROOT"] = os.environ["ORIN_HOME"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that wait for servers among files that compute, so that processes side by side keep the cores busy."""
    waiting: dict[Path, int] = {}
    computing: dict[Path, int] = {}
    for item in items:
        if item.path not in waiting and item.path not in computing:
            kind = waiting if {"kafka", "postgres"} & {mark.name for mark in item.iter_markers()} else computing
            kind[item.path] = len(kind)
    places = {path: at / len(kind) for kind in (waiting, computing) for path, at in kind.items()}
    items.sort(key=lambda item: places[item.path])


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(exitstatus: int) -> None:
    """What the tests wrote stays where one failed."""
    if exitstatus == pytest.ExitCode.OK:
        shutil.rmtree(os.environ["ORIN_HOME"], ignore_errors=True)


@pytest.fixture(scope="session")
def engines() -> Path:
    """Where the engines' programs are."""
    folder = Settings().engines_folder()
    use_class_archive(folder)
    return folder


@pytest.fixture(scope="session")
def shared_kafka(tmp_path_factory: pytest.TempPathFactory, engines: Path) -> Iterator[SharedKafka]:
    with contextlib.closing(SharedKafka(lambda: tmp_path_factory.mktemp("kafka"), engines)) as shared:
        yield shared


@pytest.fixture(scope="module")
def kafka(shared_kafka: SharedKafka) -> Iterator[Kafka]:
    """A one-node broker with ORIN's topics, 4 partitions each, and nothing on it."""
    yield shared_kafka.empty()
    shared_kafka.clear()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    with Postgres(tmp_path_factory.mktemp("postgres"), durable=False) as server:
        yield server


@pytest.fixture
def database_url(postgres: Postgres) -> Iterator[str]:
    """A fresh, empty database. It goes with the test: autovacuum would visit the hundreds that were left."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    yield postgres.create_database(name)
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def settings(kafka: Kafka, database_url: str, tmp_path: Path, engines: Path) -> Settings:
    """Settings of a process that works with `kafka` and `database_url`, in an ORIN_HOME of its own."""
    return Settings(
        home=tmp_path / "home",
        engines=engines,
        kafka_bootstrap=kafka.bootstrap,
        database_url=SecretStr(database_url),
        api_port=0,
    )
