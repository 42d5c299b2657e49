"""A Kafka cluster on this machine: KRaft nodes, each broker and controller in a process of its own.

For rehearsals and tests of what only several brokers show: replication, elections, brokers that die. Each broker can
be killed and started again by itself, with its data and on its ports.

Plain, it listens without encryption and everybody may do everything. Secure, clients come over TLS with a password
(SASL_SSL, SCRAM-SHA-512) and may do only what their access rules say; brokers and controllers talk among themselves
over TLS with certificates on both sides, and whoever holds that certificate may do everything, such as make the first
users.
"""

import contextlib
import signal
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from orin.runtime.embedded.broker import FRUGAL, STOP_TIMEOUT, Broker, java_command, new_cluster_id
from orin.runtime.embedded.certificates import Certificates
from orin.runtime.embedded.engine import Engine
from orin.runtime.processes.patience import BUSY, Patience, Stalled, activity
from orin.runtime.processes.ports import PortTaken, free_port, is_free
from orin.schemas.errors import OrinError

_HEAP = "384m"
_ATTEMPTS = 3
_SYNC_TIMEOUT = 60.0
_BROKER_NAME = "orin-broker"
"""Common name of the brokers' certificate, and so their name as a user."""

_SECURE = {
    "listener.security.protocol.map": "CONTROLLER:SSL,BROKER:SSL,SASL_SSL:SASL_SSL",
    "inter.broker.listener.name": "BROKER",
    "sasl.enabled.mechanisms": "SCRAM-SHA-512",
    "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config": (
        "org.apache.kafka.common.security.scram.ScramLoginModule required;"
    ),
    "listener.name.controller.ssl.client.auth": "required",
    "listener.name.broker.ssl.client.auth": "required",
    "ssl.keystore.type": "PEM",
    "ssl.truststore.type": "PEM",
    "ssl.principal.mapping.rules": "RULE:^CN=(.*)$/$1/",
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": f"User:{_BROKER_NAME}",
    "allow.everyone.if.no.acl.found": "false",
}


class _Ports(NamedTuple):
    clients: int
    controller: int
    brokers: int
    """Where brokers talk to each other; only a secure cluster keeps that apart."""


class Cluster(Engine):
    """`brokers` processes over `home`/cluster. `start` and `stop` may be repeated; the data stay.

    `ports` None takes free ones at each start. Every broker dies with the thread that started it.
    """

    def __init__(
        self,
        home: Path,
        engines: Path,
        *,
        brokers: int = 3,
        secure: bool = False,
        ports: Sequence[int] | None = None,
        repository: str | None = None,
        overrides: Mapping[str, str] | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.folder = home / "cluster"
        self.secure = secure
        self.certificates = Certificates(self.folder / "certificates")
        self._engines = engines
        self._wanted_ports = ports
        self._repository = repository
        self._overrides = dict(overrides or {})
        self._say = say
        logs = home / "logs"
        self._brokers = {n: Broker(self.folder / f"broker-{n}", logs / f"kafka-{n}.log") for n in range(1, brokers + 1)}
        self._ports: dict[int, _Ports] = {}
        self._java: list[str] = []
        self._cluster_id = ""

    @property
    def bootstrap(self) -> str:
        """`host:port,…` of every broker, for clients, once it has been started."""
        return ",".join(f"127.0.0.1:{ports.clients}" for ports in self._ports.values())

    @property
    def pids(self) -> dict[int, int]:
        """Process ids of the brokers that run, by number; numbers count from 1."""
        return {n: b.pid for n, b in self._brokers.items() if b.pid is not None and b.running()}

    @property
    def numbers(self) -> list[int]:
        """The brokers' numbers, those of dead ones too."""
        return list(self._brokers)

    def log(self, number: int) -> Path:
        """The log of a broker."""
        return self._brokers[number].log

    def superuser(self) -> dict[str, str]:
        """Settings of a client that may do everything, to make the first users with."""
        if not self.secure:
            return {"kafka_bootstrap": self.bootstrap}
        return {
            "kafka_bootstrap": ",".join(f"127.0.0.1:{ports.brokers}" for ports in self._ports.values()),
            "kafka_security_protocol": "SSL",
            "kafka_ssl_ca": str(self.certificates.authority),
            "kafka_ssl_certificate": str(self.certificates.certificate),
            "kafka_ssl_key": str(self.certificates.key),
        }

    def connection(self) -> dict[str, str]:
        """The variables ORIN_KAFKA_… of everybody else; a secure cluster wants a user and a password besides."""
        if not self.secure:
            return {"ORIN_KAFKA_BOOTSTRAP": self.bootstrap}
        return {
            "ORIN_KAFKA_BOOTSTRAP": self.bootstrap,
            "ORIN_KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
            "ORIN_KAFKA_SASL_MECHANISM": "SCRAM-SHA-512",
            "ORIN_KAFKA_SSL_CA": str(self.certificates.authority),
        }

    def start(self) -> None:
        """Returns when every broker answers. Raises OrinError naming the broker and what its log says."""
        self._java = java_command(self._engines, self._repository, self._say, _HEAP)
        try:
            for attempt in range(1, _ATTEMPTS + 1):
                self._prepare()
                for broker in self._brokers.values():
                    broker.launch(self._java)
                if self._await_ready():
                    return
                fault = self._fault()
                taken = any(b.log.exists() and b.address_in_use() for b in self._brokers.values())
                self.stop(0)
                # Between choosing a free port and listening on it another process may have taken it.
                if not taken or attempt == _ATTEMPTS:
                    raise OrinError(f"Kafka's cluster did not start: {fault}")
        except Stalled:
            self.stop(0)
            raise
        except OSError as error:
            self.stop(0)
            raise OrinError(f"Kafka cannot write its data to {self.folder}: {error.strerror or error}") from error

    def stop(self, grace: float = STOP_TIMEOUT) -> None:
        """SIGTERM to all, and SIGKILL to what is left after `grace` seconds. A broker that is frozen is killed."""
        with ThreadPoolExecutor(len(self._brokers)) as pool:
            list(pool.map(lambda broker: broker.stop(grace), self._brokers.values()))

    def kill(self, number: int, sig: signal.Signals = signal.SIGKILL) -> None:
        """Sends a signal to one broker: SIGKILL (it is gone when this returns), SIGTERM, SIGSTOP, SIGCONT."""
        self._brokers[number].send_signal(sig)

    def restart(self, number: int, *, wait: bool = True) -> None:
        """Starts a broker again that was killed, or stops it in order and starts it; on its ports, with its data.

        With `wait` it returns when every replica of every partition is in sync again, so that the next broker may
        go. Raises OrinError when that does not come about.
        """
        broker = self._brokers[number]
        broker.stop()
        broker.launch(self._java)
        if wait:
            if not self._await_brokers([number]):
                raise OrinError(f"broker {number} does not come back: {self._fault()}")
            self.wait_in_sync()

    def wait_in_sync(self, timeout: float = _SYNC_TIMEOUT) -> None:
        """Returns when all brokers are there and all replicas in sync; OrinError naming who is missing if not."""
        admin, deadline = self._admin(), time.monotonic() + timeout
        while not (in_sync := self._all_in_sync(admin)) and time.monotonic() < deadline and self._all_running():
            time.sleep(0.1)
        if not in_sync:
            raise OrinError(f"the cluster is not in sync after {timeout:.0f} s: {self._fault()}")

    def in_sync(self) -> bool:
        """Whether all brokers are there and every replica is in sync, as the brokers know now.

        Of a broker that died they know when its session ends, 6 s later.
        """
        return self._all_in_sync(self._admin())

    # ---- before

    def _prepare(self) -> None:
        for broker in self._brokers.values():
            broker.prepare()
        if self.secure:
            self.certificates.ensure(_BROKER_NAME)
        self._choose_ports()
        for number, broker in self._brokers.items():
            broker.configure(self._settings(number))
        known = (broker.cluster_id() for broker in self._brokers.values())
        self._cluster_id = next((each for each in known if each is not None), None) or new_cluster_id()
        with ThreadPoolExecutor(len(self._brokers)) as pool:
            list(
                pool.map(lambda broker: broker.format(self._java, self._cluster_id, self._say), self._brokers.values())
            )

    def _choose_ports(self) -> None:
        for port in self._wanted_ports or ():
            if not is_free(port):
                raise PortTaken(f"port {port} on 127.0.0.1, wanted for Kafka, is already taken")
        taken: set[int] = set(self._wanted_ports or ())

        def another() -> int:
            port = free_port()
            while port in taken:
                port = free_port()
            taken.add(port)
            return port

        wanted = self._wanted_ports
        self._ports = {n: _Ports(wanted[n - 1] if wanted else another(), another(), another()) for n in self._brokers}

    def _settings(self, number: int) -> dict[str, str]:
        count = len(self._brokers)
        copies, enough = str(min(3, count)), str(max(1, min(3, count) - 1))
        ports = self._ports[number]
        common = FRUGAL | {
            "node.id": str(number),
            "controller.quorum.voters": ",".join(f"{n}@127.0.0.1:{p.controller}" for n, p in self._ports.items()),
            "num.partitions": "12",
            "default.replication.factor": copies,
            "min.insync.replicas": enough,
            "offsets.topic.num.partitions": "12",
            "offsets.topic.replication.factor": copies,
            "transaction.state.log.num.partitions": "12",
            "transaction.state.log.replication.factor": copies,
            "transaction.state.log.min.isr": enough,
            "share.coordinator.state.topic.num.partitions": "1",
            "share.coordinator.state.topic.replication.factor": copies,
            "share.coordinator.state.topic.min.isr": enough,
        }
        return common | (self._secure(ports) if self.secure else _plain(ports)) | self._overrides

    def _secure(self, ports: _Ports) -> dict[str, str]:
        clients = f"SASL_SSL://127.0.0.1:{ports.clients},BROKER://127.0.0.1:{ports.brokers}"
        return _SECURE | {
            "listeners": f"{clients},CONTROLLER://127.0.0.1:{ports.controller}",
            "advertised.listeners": clients,
            "ssl.keystore.location": str(self.certificates.keystore),
            "ssl.truststore.location": str(self.certificates.authority),
        }

    # ---- after

    def _admin(self, *only: int) -> AdminClient:
        """A client that may do everything; first of all it asks the brokers of these numbers, by default any."""
        ports = [ports for n, ports in self._ports.items() if not only or n in only]
        addresses = ",".join(f"127.0.0.1:{p.brokers if self.secure else p.clients}" for p in ports)
        config: dict[str, Any] = {"bootstrap.servers": addresses, "reconnect.backoff.max.ms": 200, "log_level": 0}
        if self.secure:
            config |= {
                "security.protocol": "SSL",
                "ssl.ca.location": str(self.certificates.authority),
                "ssl.certificate.location": str(self.certificates.certificate),
                "ssl.key.location": str(self.certificates.key),
            }
        return AdminClient(config)

    def _await_ready(self) -> bool:
        if not self._await_brokers(self._brokers):
            return False
        admin = self._admin()
        return self._await(lambda: self._all_led(admin), "every partition to have a leader")

    def _await_brokers(self, numbers: Iterable[int]) -> bool:
        """Whether each of these answers itself; at once False when one has ended.

        What the others say of it counts for nothing: they go on naming a dead broker, its replicas in sync, until
        its session ends. Itself, it answers once the controller has let it in again.
        """
        return all(self._await(partial(self._answers, n), f"broker {n} to answer") for n in numbers)

    def _answers(self, number: int) -> bool:
        return self._metadata(self._admin(number)) is not None

    def _await(self, reached: Callable[[], bool], what: str) -> bool:
        """Waits until `reached` is true; False at once when a broker has ended. Raises Stalled when all hang."""
        patience = Patience(self._say)
        while self._all_running():
            if reached():
                return True
            patience.check(lambda: activity(self.pids.values()), what, f"{BUSY}; logs are in {self.log(1).parent}")
            time.sleep(0.1)
        return False

    def _all_running(self) -> bool:
        return all(broker.running() for broker in self._brokers.values())

    def _all_led(self, admin: AdminClient) -> bool:
        return self._every_partition(admin, lambda p: p.leader >= 0)

    def _all_in_sync(self, admin: AdminClient) -> bool:
        return self._every_partition(admin, lambda p: p.leader >= 0 and len(p.isrs) == len(p.replicas))

    def _every_partition(self, admin: AdminClient, good: Callable[[Any], bool]) -> bool:
        metadata = self._metadata(admin)
        if metadata is None or len(metadata.brokers) < len(self._brokers):
            return False
        return all(good(p) for topic in metadata.topics.values() for p in topic.partitions.values())

    def _metadata(self, admin: AdminClient) -> Any:
        """None where nobody answers, or somebody else's brokers, which took the ports."""
        with contextlib.suppress(KafkaException):
            metadata = admin.list_topics(timeout=2.0)
            if metadata.cluster_id == self._cluster_id:
                return metadata
        return None

    def _fault(self) -> str:
        ended = {n: broker for n, broker in self._brokers.items() if not broker.running()} or self._brokers
        number, broker = next(iter(ended.items()))
        return f"broker {number}: {broker.fault() or 'it says nothing'}; its log is {broker.log}"


def _plain(ports: _Ports) -> dict[str, str]:
    clients = f"PLAINTEXT://127.0.0.1:{ports.clients}"
    return {
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "listeners": f"{clients},CONTROLLER://127.0.0.1:{ports.controller}",
        "advertised.listeners": clients,
    }
