"""Checks the checker on a real broker: python -m tests.proof.checker [MUTATION…] [--rounds 30]

Workers with one step of the checkpoint broken hand over to each other in the most awkward way, and are then killed,
stopped and woken under load, until the comparison with the undisturbed run fails, as it must. Where outputs do not
come, sound workers take over: what they do not bring is lost, what they bring had stalled. First of all sound workers
go through some rounds, which must pass: else it would be the machine that is too slow. Prints for each mutation when
and by what it was caught; exit code 1 if one was not. The projector's mutation is caught by
tests/pipeline/projections/test_failpoints.py in `make test`.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.topologies.kafka.topic_plan import TopicAdmin
from tests.support.processes.broken import BREAK
from tests.support.processes.forge import Forged
from tests.support.processes.stage_processes import PARTITIONS, SESSION, Load, Truth, Workers, truth_of
from tests.support.servers.shared_kafka import SHORT_SESSIONS
from tests.support.waiting import NotYet, until

_STEPS = ("sending", "sent", "committed", "stepped", "fenced", "loaded")
_STAGES = ("track", "watch")
MUTATIONS = sorted(set(BREAK) - {"position_outside_transaction"})
_SOUND_ROUNDS = 3
_BATCHES = 20
"""Sent before the hand-over."""
_PATIENCE = 60.0
"""Seconds until all outputs have come."""


class Caught(NamedTuple):
    """In which round (0: at the hand-over) and after how many seconds of harm the comparison failed, and how."""

    round: int
    seconds: float
    by: str

    def __str__(self) -> str:
        when = f"in round {self.round}" if self.round else "at the hand-over"
        return f"caught {when}, after {self.seconds:.0f} s: {self.by}"


def _hand_over(workers: Workers, broken: Sequence[str]) -> str:
    """A worker stops before it commits until another owns its partitions, and wakes when that one has just loaded their
    state; of the group it hears only seconds later. Returns what is wrong, if anything is.

    The new owner must have fenced the old one before it loads, or the old one's commit is missing in what it knows; and
    the old one must not start again, or it fences the rightful owner in turn.
    """
    for stage in _STAGES:
        try:
            old = workers.start(stage, f"{stage}.sent:stop:{_BATCHES}", broken=["cut_off", *broken])
            until(old.stopped, _PATIENCE / 2, f"{stage}'s batch {_BATCHES}")
            new = workers.start(stage, f"{stage}.loaded:stop:{PARTITIONS}", broken=broken)
            until(new.stopped, _PATIENCE / 2, f"{stage}'s hand-over")
        except NotYet:
            if not broken:
                raise
            return ""  # so broken that they do not come so far: what became of the outputs is seen next
        old.wake()
        time.sleep(0.5)
        new.wake()
        time.sleep(SESSION)
        if new.said('"fenced"'):
            return f"{stage}: the rightful owner was fenced by the one before"
    return ""


def _round(workers: Workers, broken: Sequence[str], fate: random.Random) -> None:
    """A pair of broken workers a stage; one of each is stopped or killed at some step, and woken."""
    step, deed = fate.choice(_STEPS), fate.choice(("kill", "stop", "stop", "error"))
    victims = [workers.start(stage, f"{stage}.{step}:{deed}", broken=broken) for stage in _STAGES]
    with suppress(NotYet):  # a step that they do not come by
        until(lambda: all(_is_harmed(victim) for victim in victims), 15)
    time.sleep(1.5 * SESSION)  # the others take over meanwhile
    for victim in victims:
        if victim.alive():
            victim.wake()
    time.sleep(SESSION)
    for victim in victims:
        victim.kill()


def _is_harmed(victim: Forged) -> bool:
    return not victim.alive() or victim.said('"failpoint"') > 0


def caught(broken: Sequence[str], rounds: int, seed: int) -> Caught | None:
    """When the comparison failed; None where it never did. `broken`: the workers' mutations; sound without."""
    fate = random.Random(seed)
    programs = Settings().engines_folder()
    with tempfile.TemporaryDirectory(prefix="orin-checker-") as folder:
        home = Path(folder)
        with Kafka(home, programs, repository=Settings().maven_repository, overrides=SHORT_SESSIONS) as kafka:
            TopicAdmin(Settings(kafka_bootstrap=kafka.bootstrap)).ensure(one_machine=True)
            where = kafka.bootstrap
            with Workers(where, home / "workers") as workers, Load(where) as load, truth_of(where) as truth:
                began = time.monotonic()
                for number in range(rounds + 1):
                    load.flow()
                    by = ""
                    if number == 0:
                        by = _hand_over(workers, broken)
                    else:
                        _round(workers, broken, fate)
                    load.rest()
                    if by := by or _difference(workers, truth):
                        return Caught(number, time.monotonic() - began, by)
    return None


def _difference(workers: Workers, truth: Truth) -> str:
    """What differs from the undisturbed run; empty where nothing does."""
    try:
        truth.holds(_PATIENCE)
    except NotYet:
        pass
    except AssertionError as error:
        return _first_line(error)
    else:
        return ""
    workers.kill()
    for stage in _STAGES:
        workers.start(stage)
    try:
        truth.holds(_PATIENCE)
    except NotYet:
        return "outputs are lost"
    except AssertionError as error:
        return _first_line(error)
    return "stalled"


def _first_line(error: AssertionError) -> str:
    return (str(error).splitlines() or ["dead letters differ"])[0][:160]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mutations", nargs="*", metavar="MUTATION", help=f"one or more of {', '.join(MUTATIONS)}")
    parser.add_argument("--rounds", type=int, default=30, help="rounds after which a mutation counts as not caught")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if unknown := set(arguments.mutations) - set(MUTATIONS):
        parser.error(f"no such mutation: {', '.join(sorted(unknown))}; there are {', '.join(MUTATIONS)}")
    missed = 0
    if wrong := caught([], _SOUND_ROUNDS, arguments.seed):
        sys.stdout.write(f"sound workers: {wrong}\n")
        return 1
    for mutation in arguments.mutations or MUTATIONS:
        found = caught([mutation], arguments.rounds, arguments.seed)
        missed += found is None
        sys.stdout.write(f"{mutation}: {found or f'NOT caught in {arguments.rounds} rounds'}\n")
        sys.stdout.flush()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
