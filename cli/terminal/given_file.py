"""A guards file as it is named on the command line: whether it is there, before anything heavy is imported."""

from pathlib import Path

from orin.schemas.errors import Misuse

STDIN = Path("-")


def check_guards_file(guards: Path | None) -> None:
    """Misuse where there is no such file."""
    if guards is not None and guards != STDIN and not guards.is_file():
        raise Misuse(f"--guards {guards}: there is no such file; `orin init` writes a first one")
