"""A small world around the machine: two workers, a coordinator, a model broker, and a scheduler that plays fate.

One seed is one interleaving. Fate decides which call reaches the broker next, what the consumer delivers (holes and
repeats included), which acknowledgement gets lost, who is killed, who is stopped and wakes as a zombie, when the
group rebalances, when logs are compacted and cut. Then all harm ends, the world comes to rest, and what a reader of
committed records sees must be what an undisturbed run would have written: nothing missing, nothing twice.
"""

import random
from collections import deque
from collections.abc import Callable
from typing import Any

from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.schemas.errors import WireError
from orin.schemas.records import Delivery, Spec
from orin.topologies.kafka.messages import Headers, Message, Outgoing
from orin.topologies.kafka.topics import DEAD_LETTERS, SEQUENCE_HEADER
from orin.topologies.stage.checkpoint import signals as s
from orin.topologies.stage.checkpoint.machine import Checkpoint
from orin.topologies.stage.checkpoint.state import POSITION_KEY, decode_position
from orin.topologies.stage.definition import Limits, Stage
from tests.support.checkpoint.broker import Broker, Fenced, message

Source = tuple[bytes | None, bytes | None, Headers, int]
MakeMachine = Callable[..., Checkpoint[Any, Any]]

_LIMITS = Limits(commit_interval=0.1, batch_records=5, buffered_records=12)
_SESSION = 6.0
"""Seconds (virtual) a stopped process stays a member of its group."""
_LEARNS = 5.0
"""Seconds (virtual) until the consumer of a woken zombie hears that the partition is no longer its own."""


class Wrong(AssertionError):
    """The world came to rest in the wrong state, or never."""


class Worker:
    """The worker around one machine, reduced to what can be reordered, lost or repeated."""

    def __init__(self, world: "World", name: int) -> None:
        self.world = world
        self.name = name
        self.machine = world.make_machine(world.stage, 0, world.codec, limits=_LIMITS, wall_clock=lambda: 0)
        self.tasks: list[Any] = []
        self.timers: list[tuple[float, s.TimerFired]] = []
        self.epoch = -1
        self.position = 0
        self.idle = True
        self.held = False
        self.paused = False
        self.told_at: float | None = None
        self.replaced = False
        """Another process joined under its name: it dies when it hears of that."""

    @property
    def away(self) -> bool:
        """No process that the group could give the partition to."""
        return self.paused or self.replaced

    def feed(self, event: s.MachineEvent) -> None:
        for action in self.machine.handle(event, self.world.now):
            self._do(action)

    def assign(self) -> None:
        self.idle = False
        self.held = False
        self.told_at = None
        # The group's committed offset may be behind the position, never ahead of it.
        self.position = self.world.rng.randint(0, self.world.committed_position())
        self.feed(s.Assigned())

    def _do(self, action: s.Action) -> None:
        match action:
            case s.SetTimer():
                self.timers.append((self.world.now + action.seconds, s.TimerFired(action.attempt, action.name)))
            case s.Seek():
                if self.world.calm or self.world.rng.random() < 0.7:
                    self.position = action.offset
            case s.Pause() | s.Resume():
                self.held = isinstance(action, s.Pause)
            case s.Idle():
                self.idle = True
            case s.Refuse():
                raise Wrong(f"refused: {action.message}")
            case s.StopProducer():
                self._cancel()
                self.tasks.append(action)
            case s.Send():
                self.tasks.append((action, list(action.records)))
            case s.StartProducer():
                self.world.check_start(self)
                self.tasks.append(action)
            case s.ReadState() | s.Refetch() | s.Begin() | s.Commit():
                self.tasks.append(action)

    def _cancel(self) -> None:
        """Requests under way when the worker gives up: some reach the broker all the same, unanswered."""
        for task in self.tasks:
            if self.world.rng.random() < 0.5:
                try:
                    self._ghost(task)
                except Fenced:
                    break
        self.tasks.clear()

    def _ghost(self, task: Any) -> None:
        broker, stage = self.world.broker, self.world.transactional_id
        if isinstance(task, s.Commit):
            broker.end(stage, self.epoch, commit=True)
        elif isinstance(task, s.StartProducer):
            self.epoch = broker.init(stage)
        elif isinstance(task, tuple):
            for record in task[1][: self.world.rng.randint(0, len(task[1]))]:
                broker.append(stage, self.epoch, record)

    def work(self) -> None:
        """One call to the broker, or its answer."""
        rng = self.world.rng
        index = rng.randrange(len(self.tasks))
        task = self.tasks[index]
        action = task[0] if isinstance(task, tuple) else task
        try:
            answer = self._answer(task, action)
        except Fenced as error:
            answer = s.Failed(action.attempt, "fenced", str(error))
        if answer is not None:
            # A Failed or a StopProducer may have emptied the list meanwhile.
            if task in self.tasks:
                self.tasks.remove(task)
            self.feed(answer)

    def _answer(self, task: Any, action: Any) -> s.MachineEvent | None:
        world = self.world
        lost = not world.calm and world.rng.random() < 0.04
        attempt = action.attempt
        match action:
            case s.StartProducer():
                self.epoch = world.broker.init(world.transactional_id)
                answer: s.MachineEvent = s.ProducerStarted(attempt)
            case s.ReadState():
                entries = world.state_log.visible(world.committed)
                self.feed(s.StateRead(attempt, [(e.key or b"", e.value, e.headers) for e in entries]))
                answer = s.StateEnd(attempt)
            case s.Refetch():
                answer = self._refetched(action)
            case s.Begin():
                answer = s.Begun(attempt)
            case s.Send():
                return self._send(task[1], attempt, lost)
            case s.Commit():
                if not lost or world.rng.random() < 0.5:
                    world.broker.end(world.transactional_id, self.epoch, commit=True)
                answer = s.Committed(attempt)
            case _:  # StopProducer
                self._abort()
                return s.ProducerStopped(attempt)
        return s.Failed(attempt, "other", "lost") if lost else answer

    def _send(self, left: list[Outgoing], attempt: int, lost: bool) -> s.MachineEvent | None:
        """Appends some of the records, in order within a topic; answered when all are there."""
        world = self.world
        if lost:
            left.clear()
            return s.Failed(attempt, "other", "lost")
        for _ in range(world.rng.randint(1, 6)):
            if not left:
                break
            topic = world.rng.choice(left).topic
            record = next(each for each in left if each.topic == topic)
            left.remove(record)
            world.broker.append(world.transactional_id, self.epoch, record)
        return None if left else s.Sent(attempt)

    def _abort(self) -> None:
        if not self.world.calm and self.world.rng.random() < 0.3:
            return  # the process could not say goodbye: the transaction stays open until somebody fences it
        try:
            if self.epoch >= 0:
                self.world.broker.end(self.world.transactional_id, self.epoch, commit=False)
        except Fenced:
            pass

    def _refetched(self, action: s.Refetch) -> s.Refetched:
        world = self.world
        log = world.source_log
        found = [message(e) for e in log.visible(world.committed) if e.offset >= action.offset]
        taken = found[: world.rng.choice((2, 4, 1000))]
        stable = log.last_stable()
        position = stable if len(taken) == len(found) else taken[-1].offset + 1
        return s.Refetched(action.attempt, log.start, stable, taken, max(position, action.offset))

    def deliver(self) -> None:
        """What the stream's consumer has: usually the next records, sometimes with holes, sometimes old ones."""
        world = self.world
        rng = world.rng
        available = [e for e in world.source_log.visible(world.committed) if e.offset >= self.position]
        if not available:
            return
        taken = available[: rng.randint(1, 6)]
        self.position = taken[-1].offset + 1
        if not world.calm:
            if rng.random() < 0.08:
                taken = [e for e in taken if rng.random() < 0.6]
            if rng.random() < 0.05:
                self.position = rng.randint(world.source_log.start, self.position)
        if taken:
            self.feed(s.Arrived([message(e) for e in taken]))


class World:
    """Two workers, one partition."""

    def __init__(
        self,
        seed: int,
        stage: Stage[Any, Any],
        codec: Any,
        source: list[Source],
        *,
        make_machine: MakeMachine = Checkpoint,
        committed: bool = True,
    ) -> None:
        self.rng = random.Random(seed)
        self.seed = seed
        self.stage = stage
        self.codec = codec
        self.make_machine = make_machine
        self.committed = committed
        self.now = 0.0
        self.calm = False
        self.broker = Broker()
        self.transactional_id = f"orin.{stage.name}-0"
        self.source_log = self.broker.log(stage.source, 0)
        self.state_log = self.broker.log(stage.state, 0)
        self.history: list[str] = []
        self.whole: list[Message] = []
        """What the source's readers have to see in the end."""
        self._unwritten = deque(source)
        self._upstream: list[Outgoing] = []
        self._upstream_epoch = -1
        self._written = 0
        self.workers = [Worker(self, 0), Worker(self, 1)]
        self.owner = 0
        self._handover: tuple[int, float] | None = None
        self.workers[0].assign()

    def _write(self) -> None:
        """The source's writers go on: one plain record, or a step of a transactional writer upstream."""
        if self.stage.dense == "offset":
            key, value, headers, timestamp = self._unwritten.popleft()
            self.whole.append(message(self.source_log.append(key, value, headers, timestamp)))
            return
        if not self._upstream:
            for _ in range(self.rng.randint(1, 5)):
                if self._unwritten:
                    number = self._written + len(self._upstream)
                    key, value, headers, timestamp = self._unwritten.popleft()
                    numbered = [*headers, (SEQUENCE_HEADER, b"%d" % number)]
                    self._upstream.append(Outgoing(self.stage.source, 0, key or b"", value or b"", numbered, timestamp))
            self._write_upstream()
        elif self.rng.random() < 0.25:  # aborted, and written again
            self.broker.end("upstream", self._upstream_epoch, commit=False)
            self._write_upstream()
        else:
            self.broker.end("upstream", self._upstream_epoch, commit=True)
            mine = self.source_log.entries[-1 - len(self._upstream) : -1]
            self.whole += [message(entry) for entry in mine]
            self._written += len(self._upstream)
            self._upstream = []

    def _write_upstream(self) -> None:
        self._upstream_epoch = self.broker.init("upstream")
        for record in self._upstream:
            self.broker.append("upstream", self._upstream_epoch, record)

    # ---- fate

    def run(self, steps: int) -> None:
        """`steps` of chaos, then calm until everything is processed. Raises Wrong."""
        for _ in range(steps):
            self._step()
        self._calm_down()
        for _ in range(5000):
            if self._at_rest():
                break
            self._step()
        else:
            raise Wrong(f"seed {self.seed}: never came to rest\n{self._story()}")
        self.check()

    def _step(self) -> None:
        self.now += 0.002
        self._tell_zombies()
        worker = self.workers[self.rng.randrange(2)]
        fate = self.rng.random()
        if fate < 0.04 and not self.calm:
            self._harm()
        elif fate < 0.12 and (self._unwritten or self._upstream):
            self._write()
        elif self._handover is not None and (fate < 0.18 or self._may_hand_over()):
            self._hand_over()
        elif worker.paused:
            return
        elif fate < 0.65 and worker.tasks:
            worker.work()
        elif fate < 0.85 and self._delivers(worker):
            worker.deliver()
        elif fate > 0.93 or not worker.tasks:
            self._fire()

    def _delivers(self, worker: Worker) -> bool:
        """A zombie's consumer still has what it had fetched."""
        return not worker.held and (worker.name == self.owner or worker.told_at is not None)

    def _fire(self) -> None:
        """Time passes until the next timer of a process that runs."""
        awake = [w for w in self.workers if w.timers and not w.paused]
        if not awake:
            return
        worker = min(awake, key=lambda each: min(when for when, _ in each.timers))
        due = min(worker.timers, key=lambda timer: timer[0])
        # Whoever has to hear something before that hears it.
        until = max(self.now, due[0])
        deadlines = [w.told_at for w in self.workers if w.told_at is not None and not w.paused]
        if deadlines and min(deadlines) < until:
            self.now = max(self.now, min(deadlines))
            return
        self.now = until
        worker.timers.remove(due)
        worker.feed(due[1])

    def _harm(self) -> None:
        harm = self.rng.choice(
            (self._rebalance, self._rebalance, self._kill, self._replace, self._stop_or_wake, self._tidy, self._expire)
        )
        self.history.append(f"{self.now:.2f} {harm.__name__}")
        harm()

    def _rebalance(self) -> None:
        if self._handover is not None:
            return
        old = self.workers[self.owner]
        if old.paused:
            self._take_over(1 - self.owner)
            return
        self._handover = (self.rng.randrange(2), self.now + 2.5)
        old.feed(s.Revoked())

    def _may_hand_over(self) -> bool:
        return self.workers[self.owner].idle or (self._handover is not None and self.now > self._handover[1])

    def _hand_over(self) -> None:
        """Usually when the old owner is done; sometimes before, as after a time-out."""
        if self._handover is None:
            return
        new, _ = self._handover
        if self.workers[new].away:
            new = 1 - new
        self._handover = None
        self.owner = new
        self.workers[new].assign()

    def _take_over(self, new: int) -> None:
        """The group gives the partition of a stopped owner to another; the old one does not hear of it yet."""
        old = self.workers[self.owner]
        if self.workers[new].away:
            return
        self.now += _SESSION
        old.told_at = float("inf")
        self._handover = None
        self.owner = new
        self.workers[new].assign()

    def _kill(self) -> None:
        name = self.rng.randrange(2)
        self.workers[name] = Worker(self, name)
        if name == self.owner:
            self._handover = None
            self.owner = self.owner if self.workers[1 - name].away else self.rng.randrange(2)
            self.workers[self.owner].assign()

    def _replace(self) -> None:
        """Static membership: a process joins under the owner's name and is given its partition, without a rebalance.

        The owner may be at work all the same, until a heartbeat tells it.
        """
        name = 1 - self.owner
        if self.workers[name].away or self.workers[name].told_at is not None:
            return
        old = self.workers[self.owner]
        old.told_at = float("inf") if old.paused else self.now + self.rng.random() * _LEARNS
        old.replaced = True
        self._handover = None
        self.owner = name
        self.workers[name] = Worker(self, name)
        self.workers[name].assign()

    def _stop_or_wake(self) -> None:
        paused = [worker for worker in self.workers if worker.paused]
        if paused:
            self._wake(paused[0])
        elif not any(worker.replaced for worker in self.workers):
            worker = self.workers[self.rng.randrange(2)]
            worker.paused = True
            self._handover = None if worker.name == self.owner else self._handover
            if worker.name == self.owner:
                self._take_over(1 - worker.name)

    def _wake(self, worker: Worker) -> None:
        worker.paused = False
        if worker.told_at is not None:
            # Stopped for a second time, it has known for as long that its heartbeats fail.
            worker.told_at = min(worker.told_at, self.now + self.rng.random() * _LEARNS)

    def _tell_zombies(self) -> None:
        for worker in self.workers:
            if worker.told_at is not None and self.now >= worker.told_at and not worker.paused:
                if worker.replaced:
                    self.workers[worker.name] = Worker(self, worker.name)
                    continue
                worker.told_at = None
                worker.feed(s.Revoked())

    def _tidy(self) -> None:
        """Compaction of the state topic, retention of what was processed."""
        self.state_log.compact()
        if self.rng.random() < 0.5:
            self.source_log.truncate(self.rng.randint(0, self.committed_position()))

    def _expire(self) -> None:
        self.broker.expire(self.transactional_id)

    def _calm_down(self) -> None:
        self.calm = True
        for worker in self.workers:
            if worker.paused:
                self._wake(worker)

    # ---- judgement

    def check_start(self, worker: Worker) -> None:
        # A process that was replaced may: then its successor parks and starts again, when the other is gone.
        if worker.told_at is not None and not worker.replaced:
            raise Wrong(f"seed {self.seed}: a zombie fenced the rightful owner\n{self._story()}")

    def committed_position(self) -> int:
        for entry in reversed(self.state_log.visible()):
            if entry.key == POSITION_KEY:
                return decode_position(entry.value or b"").next_offset
        return 0

    def _at_rest(self) -> bool:
        if self._unwritten or self._upstream or self._handover is not None:
            return False
        busy = any(worker.tasks for worker in self.workers)
        return not busy and self.committed_position() == self.whole[-1].offset + 1

    def check(self) -> None:
        outputs: dict[str, list[Any]] = {topic: [] for topic in self.stage.outputs.values()}
        outputs[DEAD_LETTERS] = []
        expected, letters = undisturbed(self.stage, self.codec, self.whole, self.stage.source)
        for topic in outputs:
            entries = self.broker.log(topic, 0).visible()
            outputs[topic] = [(e.key, e.value) for e in entries]
            if topic != DEAD_LETTERS:
                numbers = [int(dict(e.headers)[SEQUENCE_HEADER]) for e in entries]
                if numbers != list(range(len(numbers))):
                    raise Wrong(f"seed {self.seed}: {topic} is numbered {numbers}\n{self._story()}")
        for topic, wanted in expected.items():
            self._compare(topic, outputs[topic], wanted)
        self._compare(DEAD_LETTERS, [key for key, _ in outputs[DEAD_LETTERS]], letters)

    def _compare(self, topic: str, found: list[Any], wanted: list[Any]) -> None:
        for index in range(max(len(found), len(wanted))):
            one = found[index] if index < len(found) else None
            other = wanted[index] if index < len(wanted) else None
            if one != other:
                raise Wrong(
                    f"seed {self.seed}: {topic} record {index} of {len(found)} is {one!r},"
                    f" undisturbed ({len(wanted)}) it is {other!r}\n{self._story()}"
                )

    def _story(self) -> str:
        return "harm: " + ", ".join(self.history)


class Undisturbed:
    """A plain loop over the log of one partition, which nothing ever disturbs."""

    def __init__(self, stage: Stage[Any, Any], codec: Any, source: str, partition: int = 0) -> None:
        self.outputs: dict[str, list[tuple[bytes, bytes]]] = {topic: [] for topic in stage.outputs.values()}
        """(key, value) by topic."""
        self.letters: list[bytes] = []
        """Keys of dead letters."""
        self._stage = stage
        self._codec = codec
        self._source = source
        self._partition = partition
        self._states: dict[str, bytes] = {}
        self._armed = Armed()

    def take(self, message: Message) -> None:
        letter = f"{self._stage.name}/{self._source}/{self._partition}/{message.offset}".encode()
        try:
            record = self._codec.decode(message.value or b"")
        except WireError:
            self.letters.append(letter)
            record = self._in_its_place(message)
        if isinstance(record, Spec):
            if self._armed.add(record) and Spec in self._stage.outputs:
                self.outputs[self._stage.outputs[Spec]].append((message.key or b"", self._codec.encode(record)))
        elif record is not None:
            self._step(message, record, letter)

    def _in_its_place(self, message: Message) -> Any | None:
        found = dict(message.headers)
        if message.key is None or "orin_captured_at" not in found:
            return None
        session = found["orin_session"].decode()
        return self._stage.undecodable(message.key.decode(), session, int(found["orin_captured_at"]))

    def _step(self, message: Message, record: Any, letter: bytes) -> None:
        logic = self._stage.logic
        held = self._states.get(record.camera)
        state = logic.new(record.camera) if held is None else logic.load(held)
        origin = Origin(self._source, self._partition, message.offset)
        try:
            state, produced = logic.step(state, record, self._armed, origin)
        except ArithmeticError:
            self.letters.append(letter)
            return
        self._states[record.camera] = logic.dump(state)
        output: Any
        for output in produced:
            topic = self._stage.outputs.get(type(output))
            if topic is not None:
                key = output.delivery_id if isinstance(output, Delivery) else output.camera
                self.outputs[topic].append((key.encode(), self._codec.encode(output)))


def undisturbed(
    stage: Stage[Any, Any], codec: Any, messages: list[Message], source: str, partition: int = 0
) -> tuple[dict[str, list[tuple[bytes, bytes]]], list[bytes]]:
    """What a plain loop over the log writes: (key, value) by topic, and the keys of dead letters."""
    run = Undisturbed(stage, codec, source, partition)
    for each in messages:
        run.take(each)
    return run.outputs, run.letters
