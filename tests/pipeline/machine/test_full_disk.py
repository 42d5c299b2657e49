"""The one-machine engines on a disk that is full: a clear stop, and nothing lost once there is room again."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.repository import ROOT

pytestmark = pytest.mark.kafka
_OWN_MOUNTS = ["unshare", "--user", "--map-root-user", "--mount"]


def test_kafka_on_a_full_disk_says_so_and_keeps_what_it_acknowledged(tmp_path: Path, engines: Path) -> None:
    probe = subprocess.run([*_OWN_MOUNTS, "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)], check=False)
    if probe.returncode != 0:
        pytest.skip("this machine lets nobody mount a small file system in a namespace of its own")
    done = subprocess.run(
        [*_OWN_MOUNTS, sys.executable, "-m", "tests.support.processes.full_disk", str(tmp_path)],
        env=os.environ | {"ORIN_ENGINES": str(engines), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"stopped: .*(the disk under .* is full; make room there|No space left on device)", done.stdout)
    numbers = dict(re.findall(r"^(acked|held) (\d+)$", done.stdout, re.MULTILINE))
    assert int(numbers["held"]) >= int(numbers["acked"]) > 100
