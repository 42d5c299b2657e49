"""Checks the checker on a real broker: python -m tests.checker [MUTATION…] [--rounds 30]

Workers with one step of the checkpoint broken are killed, stopped and woken under load until the comparison with the
undisturbed run fails, as it must. Prints for each mutation after how many rounds it was caught; exit code 1 if one
was not. The projector's mutation is caught by tests/pipeline/test_failpoints_project.py in `make test`.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from runtime.embedded.kafka import Kafka
from runtime.settings import Settings
from tests.pipeline.broken import BREAK
from tests.pipeline.forge import Forged
from tests.pipeline.stage_processes import SESSION, SHORT_SESSIONS, Load, Workers, truth_of
from topologies.topic_plan import Cluster

_STEPS = ("sending", "sent", "committed", "stepped", "fenced", "loaded")
_STAGES = ("track", "watch")
MUTATIONS = sorted(set(BREAK) - {"position_outside_transaction"})


def _round(workers: Workers, mutation: str, fate: random.Random) -> None:
    """A pair of broken workers a stage; one of each is stopped or killed at some step, and woken."""
    step, deed = fate.choice(_STEPS), fate.choice(("kill", "stop", "stop", "error"))
    victims = [workers.start(stage, f"{stage}.{step}:{deed}", broken=mutation) for stage in _STAGES]
    deadline = time.monotonic() + 15
    while not all(_is_harmed(victim) for victim in victims) and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1.5 * SESSION)  # the others take over meanwhile
    for victim in victims:
        if victim.alive():
            victim.wake()
    time.sleep(SESSION)
    for victim in victims:
        victim.kill()


def _is_harmed(victim: Forged) -> bool:
    return not victim.alive() or victim.said('"failpoint"') > 0


def caught_after(mutation: str, rounds: int, seed: int) -> int | None:
    """The number of the round whose comparison failed; None where none did."""
    fate = random.Random(seed)
    programs = Settings().engines_folder()
    with tempfile.TemporaryDirectory(prefix="orin-checker-") as folder:
        home = Path(folder)
        with Kafka(home, programs, repository=Settings().maven_repository, overrides=SHORT_SESSIONS) as kafka:
            Cluster(Settings(kafka_bootstrap=kafka.bootstrap)).ensure(one_machine=True)
            where = kafka.bootstrap
            with Workers(where, home / "workers") as workers, Load(where) as load, truth_of(where) as truth:
                for stage in _STAGES:
                    workers.start(stage, broken=mutation)
                for number in range(1, rounds + 1):
                    load.flow()
                    _round(workers, mutation, fate)
                    load.rest()
                    try:
                        truth.holds(60.0)
                    except AssertionError as error:
                        sys.stdout.write(f"  {str(error).splitlines()[0][:160]}\n")
                        return number
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mutations", nargs="*", metavar="MUTATION", help=f"one or more of {', '.join(MUTATIONS)}")
    parser.add_argument("--rounds", type=int, default=30, help="rounds after which a mutation counts as not caught")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if unknown := set(arguments.mutations) - set(MUTATIONS):
        parser.error(f"no such mutation: {', '.join(sorted(unknown))}; there are {', '.join(MUTATIONS)}")
    missed = 0
    for mutation in arguments.mutations or MUTATIONS:
        found = caught_after(mutation, arguments.rounds, arguments.seed)
        missed += found is None
        verdict = f"NOT caught in {arguments.rounds} rounds" if found is None else f"caught in round {found}"
        sys.stdout.write(f"{mutation}: {verdict}\n")
        sys.stdout.flush()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
