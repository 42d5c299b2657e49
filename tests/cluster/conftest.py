"""Three brokers, each a process that tests may kill."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.embedded.cluster import Cluster
from runtime.settings import Settings
from topologies import topic_plan


def _ready(home: Path, engines: Path, *, secure: bool) -> Iterator[Cluster]:
    cluster = Cluster(home, engines, secure=secure, repository=Settings().maven_repository, say=print)
    try:
        cluster.start()
        topic_plan.Cluster(Settings(**cluster.superuser())).ensure(one_machine=False)
        yield cluster
    finally:
        cluster.stop(0)  # nobody needs its data, and one without a quorum does not stop by itself


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, engines: Path) -> Iterator[Cluster]:
    """A fresh plain cluster with ORIN's topics: 12 partitions, 3 replicas."""
    yield from _ready(tmp_path_factory.mktemp("cluster"), engines, secure=False)


@pytest.fixture(scope="module")
def secure_cluster(tmp_path_factory: pytest.TempPathFactory, engines: Path) -> Iterator[Cluster]:
    """The same over TLS and with passwords. It has no users yet."""
    yield from _ready(tmp_path_factory.mktemp("secure"), engines, secure=True)
