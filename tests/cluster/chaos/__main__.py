"""`python -m tests.cluster.chaos`: a mixed run of any length. Exit code 1 where anything differs."""

import argparse
import contextlib
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from orin.runtime.config.settings import OwnSettings
from tests.cluster.chaos.report import as_json, table
from tests.cluster.chaos.run import Options, Run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.cluster.chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=240.0, help="length of the harm (240)")
    parser.add_argument("--seed", type=int, default=None, help="of workload and harm (drawn and printed)")
    parser.add_argument("--cameras", type=int, default=60)
    parser.add_argument("--fps", type=float, default=2.0, help="frames a second of each camera (2)")
    parser.add_argument("--every", type=float, default=5.0, help="seconds from harm to harm (5); 0: no harm")
    parser.add_argument("--json", action="store_true", help="the summary as one JSON object on stdout")
    parser.add_argument("--keep", type=Path, default=None, help="an empty folder for data and logs, which stay")
    given = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if given.seed is None else given.seed
    engines = own_engines()
    options = Options(seed=seed, seconds=given.seconds, cameras=given.cameras, fps=given.fps, every=given.every)
    with _home(given.keep) as home:
        result = Run(options, home, engines).run()
        if not result.passed and given.keep is None:
            shutil.copy(home / "story.log", story := Path(tempfile.gettempdir()) / f"chaos-{seed}.log")
            sys.stderr.write(f"the story of this run is in {story}; --keep FOLDER keeps data and logs\n")
    sys.stdout.write((as_json(result) if given.json else table(result)) + "\n")
    return 0 if result.passed else 1


def own_engines() -> Path:
    """Where the engines' programs are; nothing else of whoever runs this is used."""
    settings = OwnSettings()
    engines, repository = settings.engines_folder(), settings.maven_repository
    for name in [name for name in os.environ if name.startswith("ORIN_")]:
        del os.environ[name]
    os.environ["ORIN_HOME"] = str(Path(tempfile.gettempdir()) / "orin-chaos-none")
    if repository:
        os.environ["ORIN_MAVEN_REPOSITORY"] = repository
    return engines


@contextlib.contextmanager
def _home(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="orin-chaos-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


if __name__ == "__main__":
    sys.exit(main())
