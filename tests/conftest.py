"""The engines that tests run on: real Kafka, real PostgreSQL, always stopped.

Their programs are shared (ORIN_ENGINES, by default `engines` in ORIN_HOME), their data are temporary.
"""

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
from orin.topologies.kafka.topic_plan import TopicAdmin
from tests.support.servers.class_archive import use_class_archive

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


def pytest_unconfigure() -> None:
    shutil.rmtree(os.environ["ORIN_HOME"], ignore_errors=True)


@pytest.fixture(scope="session")
def engines() -> Path:
    """Where the engines' programs are."""
    folder = Settings().engines_folder()
    use_class_archive(folder)
    return folder


@pytest.fixture(scope="session")
def format_of_kafka(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the first broker's formatting wrote, for those after it: a JVM less for each. Empty until then."""
    return tmp_path_factory.mktemp("format")


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory, engines: Path, format_of_kafka: Path) -> Iterator[Kafka]:
    """A fresh one-node broker with ORIN's topics, 4 partitions each."""
    home = tmp_path_factory.mktemp("kafka")
    data = home / "kafka" / "data"
    shutil.copytree(format_of_kafka, data)
    with Kafka(home, engines, repository=Settings().maven_repository, say=print) as broker:
        for name in ("meta.properties", "bootstrap.checkpoint"):
            shutil.copy(data / name, format_of_kafka)
        TopicAdmin(Settings(kafka_bootstrap=broker.bootstrap)).ensure(one_machine=True)
        yield broker


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # Not in pytest's own folder: each pytest that starts closes that to others, and root's PostgreSQL is `nobody`.
    with (
        tempfile.TemporaryDirectory(prefix="orin-postgres-") as home,
        Postgres(Path(home), durable=False) as server,
    ):
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
