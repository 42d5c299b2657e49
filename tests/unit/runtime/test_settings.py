"""Settings come from ORIN_* variables, and every one is described in docs/settings.md."""

from pathlib import Path

import pytest

from orin.runtime.config.home import write_running
from orin.runtime.config.reference import metrics_page, settings_page
from orin.runtime.config.settings import OwnSettings, Settings
from orin.schemas.errors import Misuse
from tests.support.repository import ROOT

DOCS = ROOT / "docs"
REMEDY = "run `python -m orin.runtime.config.reference`"


def test_the_page_of_settings_says_what_the_code_does() -> None:
    assert (DOCS / "settings.md").read_text() == settings_page(), REMEDY


def test_the_page_of_metrics_says_what_the_code_does() -> None:
    assert (DOCS / "metrics.md").read_text() == metrics_page(), REMEDY


def test_every_setting_is_described_in_a_sentence() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
        assert field.description[0].isupper(), name


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("ORIN_API_PORT=9000\nORIN_LOG_LEVEL=debug\nUNRELATED=1\n")
    monkeypatch.setenv("ORIN_API_PORT", "9001")
    settings = Settings()
    assert (settings.api_port, settings.log_level) == (9001, "debug")


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIN_DATABASE_URL", "postgresql://orin:hunter2@db/orin")
    monkeypatch.setenv("ORIN_KAFKA_SASL_PASSWORD", "hunter2")
    settings = Settings()
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in settings.model_dump_json()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ORIN_API_PORT", "70000"),
        ("ORIN_COMMIT_INTERVAL", "0"),
        ("ORIN_METRICS_PORT", "-1"),
        ("ORIN_LATE_AFTER", "-1"),
        ("ORIN_LATE_AFTER", "nan"),
        ("ORIN_FRAMES_RETENTION", "inf"),
        ("ORIN_EVIDENCE_RETENTION", "1e308"),
        ("ORIN_TAKEOVER_AFTER", "nan"),
    ],
)
def test_values_out_of_range_are_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Misuse, match=f"{name}: input should be .* see docs/settings.md"):
        Settings()


def test_what_runs_in_the_home_is_found_unless_something_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_running(tmp_path, {"ORIN_KAFKA_BOOTSTRAP": "127.0.0.1:20001", "ORIN_API_PORT": "20002"})
    assert Settings(home=tmp_path).kafka_bootstrap == "127.0.0.1:20001"
    monkeypatch.setenv("ORIN_HOME", str(tmp_path))
    monkeypatch.setenv("ORIN_API_PORT", "9000")
    assert (Settings().kafka_bootstrap, Settings().api_port) == ("127.0.0.1:20001", 9000)
    assert OwnSettings().kafka_bootstrap == "127.0.0.1:9092"
    assert "kafka_bootstrap" not in OwnSettings().model_fields_set


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIN_MODEL", "")
    assert Settings().model is None
