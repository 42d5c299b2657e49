"""The pictures of a ZIP archive, unpacked within bounds: what an archive says of itself is not believed."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from orin.schemas.errors import Misuse

MOST_FILES = 10_000
_CHUNK = 2**20
_DIGITS = re.compile(r"(\d+)")


class Unpacked(NamedTuple):
    """A file of an archive: where it lies now, and what it is called there."""

    called: str
    path: Path
    size: int


def unpack(archive: Path, folder: Path, most: int) -> list[Unpacked]:
    """The files of an archive, in the order of their names, in `folder` under names of our own.

    Misuse, with one line, for what is no archive, is encrypted, or comes to more than `most` bytes.
    """
    found: list[Unpacked] = []
    left = most
    try:
        with zipfile.ZipFile(archive) as opened:
            for info in _entries(opened):
                path = folder / f"{len(found):05d}"
                size = _extract(opened, info, path, left, most)
                left -= size
                found.append(Unpacked(PurePosixPath(info.filename).name, path, size))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Misuse(f"the archive cannot be read ({error}): check that it was copied completely") from None
    return found


def in_order(name: str) -> list[str | int]:
    """A key by which `frame-9` comes before `frame-10`."""
    return [int(part) if number % 2 else part for number, part in enumerate(_DIGITS.split(name))]


def _entries(opened: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    infos = [info for info in opened.infolist() if not (info.is_dir() or _hidden(info.filename))]
    if len(infos) > MOST_FILES:
        raise Misuse(f"the archive has {len(infos)} files: at most {MOST_FILES} are taken")
    for info in sorted(infos, key=lambda info: in_order(info.filename)):
        if info.flag_bits & 1:
            raise Misuse("the archive is encrypted: send one without a password")
        yield info


def _extract(opened: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, left: int, most: int) -> int:
    size = 0
    with opened.open(info) as source, path.open("xb") as target:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise Misuse(f"unpacked the archive is larger than {most} bytes (ORIN_JOBS_UPLOAD_MAX_BYTES)")
            target.write(chunk)
    return size


def _hidden(name: str) -> bool:
    """What file managers put beside pictures."""
    parts = PurePosixPath(name).parts
    return not parts or parts[0] == "__MACOSX" or parts[-1].startswith(".") or parts[-1] == "Thumbs.db"
