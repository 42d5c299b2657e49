"""MOT-format sequences, read from their folders."""

from collections.abc import Sequence as Many
from pathlib import Path

from orin.processors.evaluation.mot import Sequence, parse
from orin.schemas.errors import Misuse, OrinError


def read_sequences(folders: Many[Path]) -> list[Sequence]:
    """All sequences of the folders; OrinError for the first that cannot be read."""
    found: dict[str, tuple[Path, Sequence]] = {}
    for folder in _sequence_folders(folders):
        truth = folder / "gt" / "gt.txt"
        sequence = parse(
            str(folder),
            _text(folder / "seqinfo.ini"),
            _text(folder / "det" / "det.txt"),
            _text(truth) if truth.exists() else None,
        )
        if sequence.name in found:
            raise Misuse(f"{folder} and {found[sequence.name][0]} are both named {sequence.name}; give only one")
        found[sequence.name] = (folder, sequence)
    return [sequence for _, sequence in found.values()]


def _sequence_folders(folders: Many[Path]) -> list[Path]:
    found: dict[Path, None] = {}
    for folder in folders:
        if not folder.is_dir():
            raise Misuse(f"{folder} is not a folder; give a MOT-format sequence (seqinfo.ini, det/det.txt, gt/gt.txt)")
        inside = (
            [folder]
            if (folder / "seqinfo.ini").exists()
            else sorted(path.parent for path in folder.glob("*/seqinfo.ini"))
        )
        if not inside:
            raise Misuse(f"{folder} has no seqinfo.ini, nor has any folder in it; give a MOT-format sequence")
        found |= dict.fromkeys(path.resolve() for path in inside)
    return list(found)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise OrinError(f"{path} cannot be read: {error.strerror}; every sequence needs it") from None
    except UnicodeDecodeError:
        raise OrinError(f"{path} is not a text file; it must be in MOT format") from None
