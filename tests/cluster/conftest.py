"""Three brokers, each a process that tests may kill."""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import Result

from orin.runtime.config.secret_files import read_secrets
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.cluster import Cluster
from orin.topologies.kafka import topic_plan
from orin.topologies.kafka.user_plan import Users, declared


def eventually(code: int, ask: Callable[[], Result]) -> Result:
    """The first answer with exit code `code`: a change is acknowledged before every broker knows it."""
    deadline = time.monotonic() + 30
    while (answer := ask()).exit_code != code:
        assert time.monotonic() < deadline, answer.output
    return answer


def _ready(home: Path, engines: Path, *, secure: bool) -> Iterator[Cluster]:
    cluster = Cluster(home, engines, secure=secure, repository=Settings().maven_repository, say=print)
    try:
        cluster.start()
        topic_plan.TopicAdmin(Settings(**cluster.superuser())).ensure(one_machine=False)
        yield cluster
    finally:
        cluster.stop(0)  # nobody needs its data, and one without a quorum does not stop by itself


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, engines: Path) -> Iterator[Cluster]:
    """A fresh plain cluster with ORIN's topics: 12 partitions, 3 replicas."""
    yield from _ready(tmp_path_factory.mktemp("cluster"), engines, secure=False)


class Secured(NamedTuple):
    """A cluster over TLS, with the declared users."""

    cluster: Cluster
    folder: Path
    """USER.env of every user."""

    def environment(self, user: str) -> Mapping[str, str]:
        """The variables of a process that logs in as `user`."""
        return read_secrets(self.folder / f"{user}.env")

    def settings(self, user: str, **more: object) -> Settings:
        """The same in this process."""
        values = {name.removeprefix("ORIN_").lower(): value for name, value in self.environment(user).items()}
        return Settings(**(values | more))


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory, engines: Path) -> Iterator[Secured]:
    """A fresh cluster over TLS and with passwords, ORIN's topics and users."""
    home = tmp_path_factory.mktemp("secured")
    for cluster in _ready(home, engines, secure=True):
        users = Users(Settings(**cluster.superuser()))
        folder = home / "users"
        users.apply(users.changes(declared()), folder, cluster.connection())
        yield Secured(cluster, folder)
