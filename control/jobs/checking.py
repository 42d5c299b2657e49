"""From quarantine to a job's input: what the files are is told by their content, and looked into by a process apart."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from orin.control.jobs.receiving import SentFile
from orin.runtime.uploads.content import HEAD, Content, content_of
from orin.runtime.uploads.probe import Probed, probe
from orin.schemas.errors import Misuse

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_NAME = 200


class Checked(NamedTuple):
    """Files that may become a job, each with the name that it gets."""

    kind: Literal["clip", "pictures"]
    files: list[tuple[str, Path]]
    called: tuple[str, ...]
    """What their sender calls them; no file is named by it."""
    name: str
    size: int
    seconds: float


def check(files: Sequence[SentFile]) -> Checked:
    """Misuse, with one line, for what is neither one video nor pictures. It blocks."""
    if not files:
        raise Misuse("there is no file in the form: send one as `file` (curl -F file=@clip.mp4)")
    found = [_content(file) for file in files]
    sorts = {content.sort for content in found}
    if sorts == {"video"} and len(files) == 1:
        (file,), (content,) = files, found
        seen = _probed(file)
        name = f"clip{content.suffix}"
        called = display_name(file.called)
        return Checked("clip", [(name, file.path)], (called,), called, file.size, seen.seconds)
    raise Misuse(f"{display_name(files[0].called)}: a job takes one video")


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
        raise Misuse(f"{name}: by its content it is no video: MP4, MOV, Matroska, WebM, AVI and MPEG are taken")
    if content.sort == "archive":
        raise Misuse(f"{name}: by its content it is a ZIP archive: a job takes one video")
    return content


def _probed(file: SentFile) -> Probed:
    try:
        return probe(file.path)
    except Misuse as error:
        raise Misuse(f"{display_name(file.called)}: {error}") from None
