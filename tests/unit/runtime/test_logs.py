"""Logs are structured, and no secret gets into them."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from orin.runtime.config.settings import Settings
from orin.runtime.observability.logs import configure_logs
from orin.runtime.observability.redact import redact
from orin.schemas.errors import Misuse

PASSWORDS = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\"'<>"), min_size=1, max_size=20
)


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """Where the logs go; logging is put back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield io.StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def _lines(output: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_ours_and_libraries_lines_are_json_of_one_form(output: io.StringIO) -> None:
    configure_logs(Settings(log_format="json"), output, process="track")
    structlog.get_logger("orin.test").info("batch.committed", records=3, partition=1)
    logging.getLogger("some.library").warning("it is %s", "late")
    ours, theirs = _lines(output)
    assert ours["event"] == "batch.committed"
    assert ours["records"] == 3
    assert theirs["event"] == "it is late"
    for line in (ours, theirs):
        assert line["process"] == "track"
        assert {"level", "timestamp", "logger"} <= line.keys()


def test_levels_apply_to_both_and_talkative_libraries_only_warn(output: io.StringIO) -> None:
    configure_logs(Settings(log_format="json", log_level="warning"), output)
    structlog.get_logger().info("not this")
    logging.getLogger("x").info("nor this")
    assert output.getvalue() == ""
    configure_logs(Settings(log_format="json", log_level="debug"), output)
    logging.getLogger("aiokafka.consumer").info("nor this")
    structlog.get_logger().debug("but this")
    assert [line["event"] for line in _lines(output)] == ["but this"]


def test_secrets_are_masked_wherever_they_are(output: io.StringIO) -> None:
    configure_logs(Settings(log_format="json"), output)
    log = structlog.get_logger()
    url = "rtsp://admin:hunter2@10.0.0.7/stream"
    log.info(f"open {url}", source=url, password="hunter2", nested={"token": "hunter2", "all": [url]})
    logging.getLogger("psycopg").error("connection to host=db password=hunter2 failed: %s", url)
    try:
        int(url)
    except ValueError:
        log.exception("failed")
    log.info("settings", value=SecretStr("hunter2"), dsn="postgresql://orin:hunter2@db/orin?sslpassword=hunter2")
    assert len(_lines(output)) == 4
    assert "hunter2" not in output.getvalue()
    assert "10.0.0.7/stream" in output.getvalue()


def test_a_terminal_obeys_nothing_that_came_with_a_record(output: io.StringIO) -> None:
    configure_logs(Settings(log_format="console"), output)
    log = structlog.get_logger("orin.test")
    log.warning("dead\x1b[31m letter", fault="\x1b]0;mine\x07", camera="a/b\x1b[2J\nforged line")
    logging.getLogger("some.library").warning("hello \x1b]0;mine\x07")
    try:
        raise ValueError("in\x1b[2J an exception")  # noqa: TRY301  what it says is shown
    except ValueError:
        log.exception("oops")
    said = output.getvalue()
    assert all(line.isprintable() for line in said.split("\n"))
    assert r"fault=\x1b]0;mine\x07" in said
    assert "\nforged" not in said
    assert "\nTraceback" in said


def test_console_is_for_people(output: io.StringIO) -> None:
    configure_logs(Settings(log_format="console"), output)
    structlog.get_logger().info("started", port=8080)
    assert "started" in output.getvalue()
    assert "port=8080" in output.getvalue()


@pytest.mark.parametrize("wrong", [{"log_level": "loud"}, {"log_format": "xml"}])
def test_a_wrong_setting_is_misuse(wrong: dict[str, str], output: io.StringIO) -> None:
    with pytest.raises(Misuse, match="must be"):
        configure_logs(Settings(**wrong), output)


@given(PASSWORDS)
def test_no_password_survives_in_a_url(password: str) -> None:
    marked = f"sekret{password}sekret"
    shown = redact(f'cannot open "rtsp://admin:{marked}@cam-1/live": timed out')
    assert "sekret" not in shown
    assert "timed out" in shown


@given(st.text())
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)


def test_text_without_secrets_stays() -> None:
    for text in ("offset=12 partition=3", "http://127.0.0.1:8080/v1/events", "mail a@b", "rtsp://cam@host/live"):
        assert redact(text) == text
