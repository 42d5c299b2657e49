"""Lists the benchmarks: `python -m benchmarks`, or `make bench`."""

import ast
from pathlib import Path

_LIBRARIES = {"__init__", "__main__", "machine", "stage_load", "reads_database"}
"""Modules that the benchmarks share, not benchmarks themselves."""


def main() -> None:
    folder = Path(__file__).parent
    modules = {path.stem: path for path in folder.glob("*.py") if path.stem not in _LIBRARIES}
    modules |= {path.parent.name: path for path in folder.glob("*/__main__.py")}
    for name, path in sorted(modules.items()):
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        print(f"python -m benchmarks.{name}\n    {docstring.splitlines()[0]}")


if __name__ == "__main__":
    main()
