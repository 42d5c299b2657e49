"""A real Apache Kafka on this machine: one KRaft node, broker and controller in one process.

The data belong to one home folder and survive restarts; ports may change between them, because the configuration
is rewritten at each start.
"""

import contextlib
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from confluent_kafka import KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, OffsetSpec

from orin.runtime.embedded.broker import FRUGAL, STOP_TIMEOUT, Broker, java_command, new_cluster_id
from orin.runtime.embedded.engine import Engine
from orin.runtime.processes.patience import BUSY, Patience, Stalled, activity
from orin.runtime.processes.ports import PortTaken, free_port, is_free
from orin.schemas.errors import OrinError

_HEAP = "256m"
_ATTEMPTS = 3

_SETTINGS = FRUGAL | {
    "node.id": "1",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "default.replication.factor": "1",
    "num.partitions": "4",
    "offsets.topic.num.partitions": "4",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
}


class Kafka(Engine):
    """One broker over `home`/kafka. `start` and `stop` may be repeated; the data stay.

    `port` None takes a free one at each start. The broker dies with the thread that started it.
    """

    def __init__(
        self,
        home: Path,
        engines: Path,
        *,
        port: int | None = None,
        repository: str | None = None,
        overrides: Mapping[str, str] | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.folder = home / "kafka"
        self.log = home / "logs" / "kafka.log"
        self._engines = engines
        self._wanted_port = port
        self._repository = repository
        self._overrides = dict(overrides or {})
        self._say = say
        self._port = port or 0
        self._broker = Broker(self.folder, self.log)

    @property
    def bootstrap(self) -> str:
        """`host:port` while it runs."""
        return f"127.0.0.1:{self._port}"

    @property
    def pid(self) -> int | None:
        return self._broker.pid

    def running(self) -> bool:
        return self._broker.running()

    def start(self) -> None:
        """Returns when the broker answers. Raises OrinError with the log's last line when it does not."""
        java = java_command(self._engines, self._repository, self._say, _HEAP)
        try:
            self._broker.prepare()
            for attempt in range(1, _ATTEMPTS + 1):
                self._configure()
                self._broker.format(java, new_cluster_id(), self._say)
                self._broker.launch(java)
                if self._await_ready():
                    return
                # Between choosing a free port and listening on it another process may have taken it.
                taken = self._broker.address_in_use()
                if taken and self._wanted_port is not None:
                    raise PortTaken(f"port {self._port} on 127.0.0.1, wanted for Kafka, is already taken")
                if not taken or attempt == _ATTEMPTS:
                    raise OrinError(f"Kafka did not start: {self._broker.fault()}; its log is {self.log}")
        except OSError as error:
            raise OrinError(f"Kafka cannot write its data to {self.folder}: {error.strerror or error}") from error

    def stop(self, grace: float = STOP_TIMEOUT) -> None:
        """SIGTERM, and SIGKILL to what is left after `grace` seconds."""
        self._broker.stop(grace)

    def kill(self) -> None:
        """SIGKILL: what a crash does. `start` brings it back with its data, on the same port."""
        self._broker.send_signal(signal.SIGKILL)
        self._wanted_port = self._port

    def _configure(self) -> None:
        if self._wanted_port is not None and not is_free(self._wanted_port):
            raise PortTaken(f"port {self._wanted_port} on 127.0.0.1, wanted for Kafka, is already taken")
        self._port = self._wanted_port or free_port()
        controller = free_port()
        self._broker.configure(
            _SETTINGS
            | {
                "listeners": f"PLAINTEXT://127.0.0.1:{self._port},CONTROLLER://127.0.0.1:{controller}",
                "advertised.listeners": f"PLAINTEXT://127.0.0.1:{self._port}",
                "controller.quorum.voters": f"1@127.0.0.1:{controller}",
            }
            | self._overrides
        )

    def _await_ready(self) -> bool:
        """True once the broker answers; False if it ended. Raises Stalled, nothing left running, if it hangs."""
        patience = Patience(self._say)
        admin = AdminClient({"bootstrap.servers": self.bootstrap, "reconnect.backoff.max.ms": 200, "log_level": 0})
        try:
            while self.running():
                if _serves(admin, self._broker.cluster_id()):
                    return True
                patience.check(
                    lambda: activity([self.pid], self.log), "Kafka to answer", f"{BUSY}; its log is {self.log}"
                )
                time.sleep(0.05)
        except Stalled:
            self.stop()
            raise
        self.stop()
        return False


def _serves(admin: AdminClient, cluster_id: str | None) -> bool:
    """Whether our broker answers and leads every partition: just after a start it knows them before it leads them.

    Another home's broker may have taken the port meanwhile, and answers too: the cluster's id tells them apart.
    """
    with contextlib.suppress(KafkaException):
        metadata = admin.list_topics(timeout=1.0)
        if metadata.cluster_id != cluster_id:
            return False
        partitions = [TopicPartition(name, p) for name, topic in metadata.topics.items() for p in topic.partitions]
        latest = OffsetSpec.latest()
        asked = admin.list_offsets(dict.fromkeys(partitions, latest), request_timeout=2.0)
        return bool(metadata.brokers) and all(future.result() is not None for future in asked.values())
    return False
