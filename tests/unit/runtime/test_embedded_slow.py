"""Engines on a machine that is too slow for them: one line says so."""

import stat
from pathlib import Path

import pytest

from orin.runtime.embedded import broker, postgres
from orin.schemas.errors import OrinError


def test_a_kafka_that_does_not_come_to_format_its_storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "START_TIMEOUT", 0.05)
    with pytest.raises(OrinError, match=r"not formatted its storage .* try again"):
        broker.Broker(tmp_path, tmp_path / "log").format(["/bin/sh", "-c", "exec sleep 30"], "an-id")


def test_a_postgresql_that_does_not_come_to_set_up_its_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_START_TIMEOUT", 0.05)
    slow = tmp_path / "programs" / "initdb"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(slow.stat().st_mode | stat.S_IXUSR)
    engine = postgres.Postgres(tmp_path / "home")
    engine.data.parent.mkdir(parents=True, exist_ok=True)
    with pytest.raises(OrinError, match=r"not set up its data .* try again"):
        engine._init(slow.parent, None)
