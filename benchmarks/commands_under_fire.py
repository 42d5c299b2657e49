"""Commands while control and the projector are killed: every answered one must count once.

    python -m benchmarks.commands_under_fire [--commands 2000] [--kills 10] [--seed 1] [--json]

Reviews, mutes and guards over HTTP, each with an Idempotency-Key of its own, sent until it is answered; each process is
killed (SIGKILL) so many times, evenly over the commands, and started again at once. The aim is that none is lost and
none counts twice. Exit code 1 where one is.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from pydantic import SecretStr

from orin.runtime.config.settings import OwnSettings, Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from orin.topologies.kafka.topic_plan import TopicAdmin
from tests.support.processes.command_fire import under_fire


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--commands", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=10, help="of each process")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    engines = OwnSettings().engines_folder()
    with tempfile.TemporaryDirectory(prefix="orin-fire-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as nobody where this runs as root
        with Kafka(folder / "kafka", engines, say=_quiet) as kafka, Postgres(folder / "postgres") as postgres:
            url = SecretStr(postgres.create_database("fire"))
            home = folder / "home"
            home.mkdir(mode=0o700)
            settings = Settings(home=home, engines=engines, kafka_bootstrap=kafka.bootstrap, database_url=url)
            TopicAdmin(settings).ensure(one_machine=True)
            began = time.monotonic()
            found = under_fire(settings, folder, options.commands, options.kills, options.seed)
    shown = found._asdict() | {"seconds": round(time.monotonic() - began, 1)}
    print(json.dumps(shown) if options.json else "\n".join(f"{name}: {value}" for name, value in shown.items()))
    sys.exit(1 if found.lost or found.twice or found.answered != options.commands else 0)


def _quiet(_: str) -> None:
    """The engines' progress is of no interest."""


if __name__ == "__main__":
    main()
