"""From quarantine to a job's input: what the files are is told by their content, and looked into by a process apart."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from orin.control.jobs.receiving import SentFile
from orin.runtime.uploads.archive import in_order, unpack
from orin.runtime.uploads.content import HEAD, Content, content_of
from orin.runtime.uploads.probe import NotTaken, Probed, probe
from orin.schemas.errors import Misuse

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_NAME = 200
_MOST_TOLD = 100
_TAKEN = "MP4, MOV, Matroska, WebM, AVI and MPEG are taken, pictures as JPEG, PNG, WebP, BMP or TIFF, and ZIP archives"


class Checked(NamedTuple):
    """Files that may become a job, each with the name that it gets."""

    kind: Literal["clip", "pictures"]
    files: list[tuple[str, Path]]
    called: tuple[str, ...]
    """What their sender calls the first of them; no file is named by it."""
    name: str
    size: int
    seconds: float


def check(files: Sequence[SentFile], folder: Path, most: int) -> Checked:
    """Misuse, with one line, for what is neither one video nor pictures. It blocks.

    `folder` is where an archive is unpacked, to at most `most` bytes.
    """
    if not files:
        raise Misuse("there is no file in the form: send one as `file` (curl -F file=@clip.mp4)")
    name = display_name(files[0].called)
    found = [(file, _content(file)) for file in files]
    if len(found) == 1 and found[0][1].sort == "archive":
        found = [(file, _content(file)) for file in _unpacked(files[0], folder, most)]
        if not found:
            raise Misuse(f"{name}: the archive is empty")
    sorts = {content.sort for _, content in found}
    if "archive" in sorts:
        raise Misuse("an archive comes alone, and has no other archive in it")
    if sorts == {"video"} and len(found) == 1:
        ((file, content),) = found
        (seen,) = _probed([file])
        return Checked("clip", [(f"clip{content.suffix}", file.path)], (name,), name, file.size, seen.seconds)
    if "video" in sorts:
        raise Misuse("a job takes one video, or pictures: submit each video by itself")
    if len(files) > 1:  # those of an archive are in the order of its folders
        found.sort(key=lambda each: in_order(display_name(each[0].called)))
    _probed([file for file, _ in found])
    return Checked(
        "pictures",
        [(f"{number:05d}{content.suffix}", file.path) for number, (file, content) in enumerate(found)],
        tuple(display_name(file.called) for file, _ in found[:_MOST_TOLD]),
        name if len(files) == 1 else f"{len(files)} pictures",
        sum(file.size for file, _ in found),
        0.0,
    )


def display_name(called: str) -> str:
    """What people see: the last part of what the sender calls a file. No file is named by it."""
    last = re.split(r"[/\\]", called)[-1]
    return _UNPRINTABLE.sub("", last)[:_LONGEST_NAME] or "unnamed"


def _content(file: SentFile) -> Content:
    name = display_name(file.called)
    if file.size == 0:
        raise Misuse(f"{name}: it is empty (0 bytes): check that it was copied completely")
    with file.path.open("rb") as opened:
        content = content_of(opened.read(HEAD))
    if content is None:
        raise Misuse(f"{name}: by its content it is neither a video nor a picture: {_TAKEN}")
    return content


def _unpacked(archive: SentFile, folder: Path, most: int) -> list[SentFile]:
    try:
        return [SentFile(*each) for each in unpack(archive.path, folder, most)]
    except Misuse as error:
        raise Misuse(f"{display_name(archive.called)}: {error}") from None


def _probed(files: Sequence[SentFile]) -> list[Probed]:
    try:
        return probe([file.path for file in files])
    except NotTaken as error:
        raise Misuse(f"{display_name(files[error.place].called)}: {error}") from None
