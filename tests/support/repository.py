"""The checkout that is tested."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINKED = {path.name for path in (ROOT / "orin").iterdir() if path.is_symlink()}
"""The folders on top that are imported as `orin.…`."""
