"""A model of what Kafka promises: partitions, transactions, fencing by epoch, read_committed, compaction, retention.

Small enough to be believed by reading it. Nothing waits: every call happens at once, and the scheduler of
stage_world.py decides in which order calls happen.
"""

from orin.topologies.kafka.messages import Headers, Message, Outgoing

TP = tuple[str, int]


class Fenced(Exception):
    pass


class Entry:
    """One slot of a log. `writer` is None for plain records; control markers hold their slot with no key."""

    __slots__ = ("headers", "key", "marker", "offset", "status", "timestamp", "value")

    def __init__(self, offset: int, key: bytes | None, value: bytes | None, headers: Headers, timestamp: int) -> None:
        self.offset = offset
        self.key = key
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
        self.status = "committed"
        self.marker = False


class Log:
    __slots__ = ("end", "entries", "start")

    def __init__(self) -> None:
        self.start = 0
        self.end = 0
        self.entries: list[Entry] = []

    def append(self, key: bytes | None, value: bytes | None, headers: Headers, timestamp: int) -> Entry:
        entry = Entry(self.end, key, value, headers, timestamp)
        self.entries.append(entry)
        self.end += 1
        return entry

    def mark(self) -> None:
        self.append(None, None, (), 0).marker = True

    def last_stable(self) -> int:
        for entry in self.entries:
            if entry.status == "open":
                return entry.offset
        return self.end

    def visible(self, committed: bool = True) -> list[Entry]:
        """Data records that a consumer sees; with `committed` False one that reads uncommitted."""
        if not committed:
            return [e for e in self.entries if not e.marker]
        stable = self.last_stable()
        return [e for e in self.entries if e.offset < stable and e.status == "committed" and not e.marker]

    def truncate(self, start: int) -> None:
        """Retention: everything below `start` is deleted."""
        self.start = max(self.start, min(start, self.end))
        self.entries = [e for e in self.entries if e.offset >= self.start]

    def compact(self) -> None:
        """Log compaction below the last stable offset: the newest of each key stays, aborted records and markers go."""
        stable = self.last_stable()
        newest: dict[bytes | None, int] = {}
        for entry in self.entries:
            if entry.offset < stable and entry.status == "committed" and not entry.marker:
                newest[entry.key] = entry.offset
        kept = set(newest.values())
        self.entries = [e for e in self.entries if e.offset >= stable or e.offset in kept]


class _Transaction:
    __slots__ = ("entries", "epoch")

    def __init__(self) -> None:
        self.epoch = -1
        self.entries: list[tuple[Log, Entry]] = []


class Broker:
    """All partitions and the transaction coordinator."""

    def __init__(self) -> None:
        self.logs: dict[TP, Log] = {}
        self._transactions: dict[str, _Transaction] = {}

    def log(self, topic: str, partition: int) -> Log:
        found = self.logs.get((topic, partition))
        if found is None:
            found = self.logs[topic, partition] = Log()
        return found

    def init(self, transactional_id: str) -> int:
        """InitProducerId: a new epoch; an open transaction of an older one is aborted first."""
        transaction = self._transactions.setdefault(transactional_id, _Transaction())
        transaction.epoch += 1
        self._finish(transaction, "aborted")
        return transaction.epoch

    def append(self, transactional_id: str, epoch: int, record: Outgoing) -> None:
        transaction = self._current(transactional_id, epoch)
        log = self.log(record.topic, record.partition or 0)
        entry = log.append(record.key, record.value, record.headers, record.timestamp or 0)
        entry.status = "open"
        transaction.entries.append((log, entry))

    def end(self, transactional_id: str, epoch: int, *, commit: bool) -> None:
        self._finish(self._current(transactional_id, epoch), "committed" if commit else "aborted")

    def expire(self, transactional_id: str) -> None:
        """transaction.timeout.ms: the coordinator aborts and fences whoever left it open."""
        transaction = self._transactions.get(transactional_id)
        if transaction is not None and transaction.entries:
            self.init(transactional_id)

    def _current(self, transactional_id: str, epoch: int) -> _Transaction:
        transaction = self._transactions[transactional_id]
        if transaction.epoch != epoch:
            raise Fenced(f"epoch {epoch} of {transactional_id}, {transaction.epoch} is current")
        return transaction

    @staticmethod
    def _finish(transaction: _Transaction, status: str) -> None:
        logs = []
        for log, entry in transaction.entries:
            entry.status = status
            if log not in logs:
                logs.append(log)
        for log in logs:
            log.mark()
        transaction.entries.clear()


def message(entry: Entry) -> Message:
    return Message(0, entry.offset, entry.timestamp, entry.key, entry.value, entry.headers)
