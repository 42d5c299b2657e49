"""Docs and code speak plain English: people are "they", and things are re-created, not made "anew"."""

import re
import subprocess
from pathlib import Path

from tests.support.repository import ROOT

_BANNED = re.compile(r"\b(anew|he|his|him|himself)\b", re.IGNORECASE)
_READ = {".py", ".md", ".yaml", ".sql", ".tpl", ""}
_LEFT_OUT = ("tests/", "LICENSE", "requirements/", "processors/words/lexicon/")
"""The lexicon holds what operators say, not what ORIN says."""


def _files() -> list[Path]:
    """The files of the checkout; of a source archive, which has no version control, every file."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.splitlines() or [
        path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if ".venv" not in path.parts and path.is_file()
    ]
    return [ROOT / name for name in names if not name.startswith(_LEFT_OUT)]


def test_no_banned_word_is_used() -> None:
    read = [path for path in _files() if path.suffix in _READ and path.is_file()]
    assert len(read) > 100
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in read
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if _BANNED.search(line)
    ]
    assert found == []
