"""Lists the benchmarks: `python -m benchmarks`, or `make bench`."""

import ast
from pathlib import Path

_LIBRARIES = {"__init__", "__main__", "machine", "stage_load", "reads_database"}
"""Modules that the benchmarks share, not benchmarks themselves."""


def main() -> None:
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in _LIBRARIES:
            docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            print(f"python -m benchmarks.{path.stem}\n    {docstring.splitlines()[0]}")


if __name__ == "__main__":
    main()
