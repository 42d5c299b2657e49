"""Puts the messages of the source in order, none missing and none twice, however they arrive.

Messages come from the stream. Where its delivery is in doubt, and as long as the partition is far behind, the log is
read by an independent consumer instead (`Refetch`), whose result is authoritative.
"""

from collections import deque
from collections.abc import Iterable

from orin.topologies.kafka.messages import Message
from orin.topologies.stage.checkpoint import signals as s
from orin.topologies.stage.checkpoint.delivery import Delivery, Order
from orin.topologies.stage.checkpoint.outbox import Outbox
from orin.topologies.stage.checkpoint.state import Position
from orin.topologies.stage.definition import Limits


class Intake:
    """The messages of one partition between their arrival and the commit of their batch."""

    def __init__(self, delivery: Delivery, limits: Limits, outbox: Outbox) -> None:
        self.delivery = delivery
        self.pending: deque[Message] = deque()
        self.in_flight: list[Message] = []
        self._limits = limits
        self._outbox = outbox
        self._ahead: deque[Message] = deque()
        self._dropped = False
        self._known = False
        self._catching_up = False
        self._last_seek = float("-inf")
        self.close()

    @property
    def room(self) -> int:
        """How many more messages it can hold; what arrives beyond is dropped and read again later."""
        return max(0, self._limits.buffered_records - len(self.pending) - len(self._ahead))

    # ---- one attempt after the other

    def open(self, position: Position | None) -> None:
        """Where to resume; None where nothing was ever committed. Asks the log about it."""
        self._known = position is not None
        place = position or Position(0, None, {})
        self.delivery.move(place.next_offset, place.seq_in)
        self.refetch()

    def close(self) -> None:
        """The attempt is over. Messages that arrived are kept: they are in the log, whoever handles them."""
        if self._catching_up:
            self._outbox.act(s.Resume())
            self._dropped = True
        self._ahead = deque([*self.in_flight, *self.pending, *self._ahead])
        self.pending.clear()
        self.in_flight = []
        self._open = False
        self._refetching = False
        self._refetch_timer = False
        self._catching_up = False
        self._verified = 0
        self._last_refetch = float("-inf")
        self._last_arrival = self._outbox.now

    def clear(self) -> None:
        """The partition is not ours: the next owner's consumer delivers everything again."""
        self._ahead.clear()

    def ready(self) -> None:
        """The log has been looked at: from here on messages are judged as they arrive."""
        self._open = True
        self._last_arrival = self._outbox.now
        if self._dropped:
            self._dropped = False
            self._seek(self.delivery.next_offset)

    # ---- what arrives

    def arrived(self, messages: Iterable[Message], *, keep: bool) -> None:
        """`keep` False: whatever cannot be taken at once is dropped."""
        for message in messages:
            # While one is held, those after it are: taking them would make it old.
            sure = self._open and not self._ahead
            order = self.delivery.judge(message) if sure else Order.UNSURE
            if order is not Order.OLD:  # a topic that was re-created delivers old offsets only
                self._last_arrival = self._outbox.now
            if order is Order.NEXT and self.room > 0:
                self._accept(message)
            elif order is Order.OLD or self._catching_up:
                continue
            elif keep and self.room > 0:
                self._ahead.append(message)
            else:
                self._dropped = True
        self.rejudge()

    def rejudge(self) -> None:
        """Takes what has become next among the messages held; asks the log when something seems to be missing."""
        if not self._ahead or not self._open:
            return
        waiting = deque(sorted(self._ahead, key=lambda message: message.offset))
        while waiting and (order := self.delivery.judge(waiting[0])) is not Order.UNSURE:
            message = waiting.popleft()
            if order is Order.NEXT:
                self._accept(message)
        self._ahead = waiting
        if self._ahead:
            self._ask_log()

    def _accept(self, message: Message) -> None:
        self.delivery.take(message)
        self.pending.append(message)

    # ---- what the log says

    def refetch(self) -> None:
        self._refetching = True
        self._last_refetch = self._outbox.now
        self._verified = self.delivery.next_offset
        self._outbox.act(s.Refetch(self._outbox.attempt, self.delivery.next_offset))

    def is_beyond_end(self, event: s.Refetched) -> bool:
        """Whether the position lies where the log has nothing, and so belongs to another log."""
        return (self._known or self._open) and event.log_end < self.delivery.next_offset

    def refetched(self, event: s.Refetched) -> None:
        self._refetching = False
        if event.log_start > self.delivery.next_offset:
            if self._known or self._open:
                self._outbox.report("gap", {"from": self.delivery.next_offset, "to": event.log_start})
            self.delivery.lose(event.log_start)
        if event.log_end == 0:
            self.delivery.begin()
        missing = self._take_all(event)
        if missing and self._open and not self._catching_up:
            self._outbox.report("hole", {"records": missing, "before": event.position})
            self._seek_if_astray(event)
        self._catch_up(event)
        self.rejudge()

    def refetch_timer(self) -> None:
        self._refetch_timer = False
        if self._ahead and self._open and not self._refetching:
            self.refetch()

    def silence(self) -> None:
        """Looks at the log when nothing has arrived for a while."""
        silent = self._outbox.now - self._last_arrival >= self._limits.silence
        if silent and self._open and not self._refetching:
            self.refetch()

    def read_on(self) -> None:
        """While it catches up: the next chunk, as soon as the last is nearly used up."""
        if self._catching_up and not self._refetching and len(self.pending) < self._limits.batch_records:
            self.refetch()

    def _take_all(self, event: s.Refetched) -> int:
        """How many of the messages found had not arrived."""
        held = {message.offset for message in self._ahead}
        missing = 0
        for message in event.messages:
            if message.offset >= self.delivery.next_offset:
                self._accept(message)
                missing += message.offset not in held
        self.delivery.skip_to(event.position)
        return missing

    def _catch_up(self, event: s.Refetched) -> None:
        """Far behind, the log itself is read in chunks, which costs a tenth of reading the stream."""
        behind = event.position < event.log_end
        if behind and not self._catching_up:
            self._catching_up = True
            self._outbox.act(s.Pause())
        elif self._catching_up and not behind:
            self._catching_up = False
            self._outbox.act(s.Resume())
            self._outbox.act(s.Seek(self.delivery.next_offset))
        self.read_on()

    def _ask_log(self) -> None:
        """Refetches at once where the last refetch led on, else at most once an interval."""
        if self._refetching or self._refetch_timer:
            return
        stuck = self._verified == self.delivery.next_offset
        wait = self._last_refetch + self._limits.refetch_interval - self._outbox.now if stuck else 0.0
        if wait > 0:
            self._refetch_timer = True
            self._outbox.set_timer("refetch", wait)
        else:
            self.refetch()

    def _seek_if_astray(self, event: s.Refetched) -> None:
        """Seeks the stream's consumer if it is silent, or if it is far ahead because there was no room."""
        if self._dropped or self._outbox.now - self._last_arrival >= self._limits.silence:
            self._dropped = False
            self._seek(event.position)

    def _seek(self, offset: int) -> None:
        if self._outbox.now - self._last_seek >= self._limits.refetch_interval:
            self._last_seek = self._outbox.now
            self._outbox.act(s.Seek(offset))

    # ---- batches

    def take_batch(self) -> list[Message]:
        """The next messages, which are in flight until `landed` or `close`."""
        size = 0
        while self.pending and len(self.in_flight) < self._limits.batch_records and size < self._limits.batch_bytes:
            message = self.pending.popleft()
            self.in_flight.append(message)
            size += len(message.value or b"")
        return self.in_flight

    def landed(self) -> None:
        """The messages in flight are committed."""
        self.in_flight = []
