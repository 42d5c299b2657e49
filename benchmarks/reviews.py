"""Seconds from sending a review until `/v1/events` shows it: all of ORIN on this machine, one review after the other.

    python -m benchmarks.reviews [--reviews 200] [--json]

The aim is a p99 of 1 s. Nothing else runs on the pipeline; the time is that of the command, the topic, the projector
and of asking the api until it shows the review.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

import httpx

from orin.cli.machine.one_machine import OneMachine
from orin.runtime.config.home import link_token
from orin.runtime.config.settings import OwnSettings
from tests.support.processes.projection_records import event, now, project


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--reviews", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="orin-reviews-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # PostgreSQL runs as nobody where this runs as root
        wanted = OwnSettings(home=home / "home", engines=OwnSettings().engines_folder())
        with OneMachine(wanted) as machine:
            machine.wait_ready()
            seconds = sorted(_measure(machine, options.reviews))
    found = {name: round(seconds[int(share * (len(seconds) - 1))], 3) for name, share in (("p50", 0.5), ("p99", 0.99))}
    found["max"] = round(seconds[-1], 3)
    print(json.dumps(found) if options.json else "  ".join(f"{name} {value:.3f} s" for name, value in found.items()))


def _measure(machine: OneMachine, reviews: int) -> list[float]:
    """Of each review, alternately an acknowledgement and a reopening."""
    about = event(now())
    project(machine.settings.database_url.get_secret_value(), about)
    headers = {"Authorization": f"Bearer {link_token(machine.settings.home)}"}
    found = []
    with httpx.Client(base_url=machine.api_url, headers=headers, trust_env=False, timeout=30) as client:
        for number in range(reviews):
            action, state = (("acknowledged", "acknowledged"), ("reopened", "unreviewed"))[number % 2]
            began = time.monotonic()
            answer = client.post(f"/control/v1/events/{about.event_id}/reviews", json={"action": action})
            answer.raise_for_status()
            while client.get("/v1/events?limit=1").json()["events"][0]["review"] != state:
                time.sleep(0.005)
            found.append(time.monotonic() - began)
    return found


if __name__ == "__main__":
    main()
