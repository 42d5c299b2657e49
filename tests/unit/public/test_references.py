"""What docs and docstrings refer to exists: pages, files, folders."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.repository import ROOT

FOLDERS = (
    "api", "benchmarks", "cli", "control", "docs", "guards", "infra", "orin", "processors", "projections",
    "requirements", "runtime", "schemas", "tests", "topologies",
)  # fmt: skip
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(#[^)]*)?\)")
_PATH = re.compile(rf"(?<![\w./-])((?:{'|'.join(FOLDERS)})/[\w./-]*\w\.(?:py|md|yaml|json|avsc|ipynb|sql))(?![\w/])")
_PAGE = re.compile(r"(?<![\w./-])([A-Z]{4,}\.md|docs/[\w/]+\.md)\b")


def _sources() -> Iterator[Path]:
    for folder in FOLDERS:
        if folder != "orin":
            yield from (ROOT / folder).rglob("*.py")
            yield from (ROOT / folder).rglob("*.avsc")
            yield from (ROOT / folder).rglob("*.yaml")
    yield from (ROOT / "orin").glob("*.py")
    yield from (ROOT / "orin" / "testing").glob("*.py")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    text = page.read_text()
    assert [link for link, _ in _LINK.findall(text) if not (page.parent / link).exists()] == []
    assert [path for path in _PATH.findall(text) if not (ROOT / path).exists()] == []


def test_files_that_code_refers_to_exist() -> None:
    dangling = []
    for path in _sources():
        text = path.read_text(errors="replace")
        names = {*_PAGE.findall(text)} | ({*_PATH.findall(text)} if path.suffix == ".py" else set())
        dangling += [f"{path.relative_to(ROOT)}: {name}" for name in sorted(names) if not (ROOT / name).exists()]
    assert dangling == []
