"""The checkpoint through as many interleavings as you like: python -m tests.proof.interleavings --rounds 1000000

Each seed is one interleaving; a failing one is printed with its story, and `--first SEED --rounds 1` plays it again.
"""

import argparse
import multiprocessing
import os
import sys
import time

from tests.support.checkpoint.play import play
from tests.support.checkpoint.world import Wrong

_BLOCK = 500


def play_block(seeds: range) -> tuple[int, str | None]:
    """How many were played, and what went wrong in the last of them."""
    for number, seed in enumerate(seeds):
        try:
            play(seed)
        except (Wrong, AssertionError) as error:
            return number + 1, str(error) or f"seed {seed}: {error!r}"
    return len(seeds), None


def _say(played: int, rounds: int, speed: float) -> None:
    left = (rounds - played) / speed
    sys.stdout.write(f"{played:,} of {rounds:,} interleavings, {speed:,.0f} a second, {left:,.0f} s to go\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1_000_000, help="how many interleavings")
    parser.add_argument("--first", type=int, default=0, help="the first one's seed")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    last = arguments.first + arguments.rounds
    blocks = [range(seed, min(seed + _BLOCK, last)) for seed in range(arguments.first, last, _BLOCK)]
    started = said = time.monotonic()
    played = 0
    with multiprocessing.Pool(arguments.processes) as pool:
        for number, wrong in pool.imap_unordered(play_block, blocks):
            played += number
            if wrong is not None:
                sys.stdout.write(f"{wrong}\n")
                return 1
            if (now := time.monotonic()) - said > 10 or played == arguments.rounds:
                said = now
                _say(played, arguments.rounds, played / (now - started))
    return 0


if __name__ == "__main__":
    sys.exit(main())
