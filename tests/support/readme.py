"""The README's code blocks, and a checkout in which their commands run as a reader runs them."""

import re
from pathlib import Path
from typing import NamedTuple

from tests.support.repository import ROOT

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    language: str
    text: str
    section: str
    """The heading that it is under."""

    @property
    def commands(self) -> list[str]:
        """What a reader types: the lines after `$ `, without their comments."""
        lines = [line[2:] for line in self.text.splitlines() if line.startswith("$ ")]
        return [re.sub(r"\s+# .*", "", line).strip() for line in lines]


def blocks(page: Path = ROOT / "README.md") -> list[Block]:
    """In the order of the page."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _BLOCK.finditer(text):
        headings = re.findall(r"^#+ (.*)$", text[: match.start()], re.MULTILINE)
        found.append(Block(match[1], match[2], headings[-1] if headings else ""))
    return found


def checkout(folder: Path) -> Path:
    """A checkout whose virtual environment is the tests' own and complete, so that `make` installs nothing."""
    folder.mkdir()
    for entry in ROOT.iterdir():
        if not entry.name.startswith("."):
            (folder / entry.name).symlink_to(entry)
    environment = folder / ".venv"
    environment.mkdir()
    (environment / "bin").symlink_to(ROOT / ".venv" / "bin")
    for stamp in (".uv", ".base", ".vision", ".dev"):
        (environment / stamp).touch()
    return folder
