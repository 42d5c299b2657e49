"""The examples of docs/python.md run, in order, and print what the page says they print."""

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.repository import ROOT

_BLOCK = re.compile(r"(?P<before>[^\n]*)\n+```python\n(?P<code>.*?)```(?:\n\n```\n(?P<printed>.*?)```)?", re.DOTALL)
NEEDS_KAFKA = "<!-- needs Kafka -->"


def blocks() -> list[re.Match[str]]:
    return list(_BLOCK.finditer((ROOT / "docs" / "python.md").read_text()))


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but those that need Kafka, which the notebook and tests/pipeline/package/test_history.py stand for."""
    monkeypatch.chdir(tmp_path)
    session: dict[str, Any] = {"__name__": "docs"}
    found = blocks()
    for block in found:
        if block["before"] == NEEDS_KAFKA:
            compile(block["code"], "docs/python.md", "exec")
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block["code"], "docs/python.md", "exec"), session)
        if block["printed"] is not None:
            assert printed.getvalue() == block["printed"]
    assert len(found) >= 8
    assert sum(block["printed"] is not None for block in found) == 1


def test_every_public_name_is_in_the_docs() -> None:
    import orin

    page = (ROOT / "docs" / "python.md").read_text()
    assert [name for name in orin.__all__ if f"`orin.{name}" not in page] == []
