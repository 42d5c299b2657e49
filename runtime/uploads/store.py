"""Where the files of jobs lie: `jobs/JOB/input` and `jobs/JOB/ATTEMPT` in the frame store."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

import fsspec

from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, OrinError

INPUT = "input"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", re.ASCII)
_CHUNK = 2**20
_T = TypeVar("_T")


class FileGone(OrinError):
    """There is no such file: it was deleted with its job, or never made."""


class JobFiles:
    """Files by job, folder and name. Every method raises OrinError where the store does not do it."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        local = parts.scheme in ("", "file")
        self._folder = Path(unquote(parts.path) if parts.scheme else url).absolute() / "jobs" if local else None
        scheme, _, rest = url.partition("://")
        self.label = str(self._folder) if local else f"{scheme}://{rest.rpartition('@')[2]}/jobs"
        if self._folder is None:
            self._fs, root = fsspec.url_to_fs(f"{url.rstrip('/')}/jobs", use_listings_cache=False)
        else:
            self._fs, root = fsspec.filesystem("file", auto_mkdir=True), str(self._folder)
        self._root = str(root).rstrip("/")

    @classmethod
    def of(cls, settings: Settings) -> "JobFiles":
        """In the frame store that the settings name."""
        return cls(settings.frames_url or (settings.home.absolute() / "frames").as_uri())

    def take(self, job_id: str, folder: str, name: str, file: Path) -> None:
        """Moves a file of this machine into the store."""
        path = self._path(job_id, folder, name)
        if self._folder is not None:
            with suppress(OSError):  # on another disk it is copied
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                os.replace(file, path)  # noqa: PTH105
                return
        self._do("written", lambda: self._fs.put_file(str(file), path))
        file.unlink(missing_ok=True)

    def fetch(self, job_id: str, folder: str, to: Path) -> None:
        """Copies a folder's files into one of this machine; where both are on one disk they are linked."""
        to.mkdir(parents=True, exist_ok=True)
        for name in self._names(job_id, folder):
            path = self._path(job_id, folder, name)
            if self._folder is not None:
                with suppress(OSError):
                    os.link(path, to / name)
                    continue
            self._do("read", lambda path=path, name=name: self._fs.get_file(path, str(to / name)))  # type: ignore[misc]

    def on_disk(self, job_id: str, folder: str, name: str) -> Path | None:
        """A file's path where the store is a folder of this machine; None where it is not. FileGone."""
        if self._folder is None:
            return None
        path = Path(self._path(job_id, folder, name))
        if not path.is_file():
            raise FileGone(f"{name} of job {job_id} is not in {self.label} any more")
        return path

    def chunks(self, job_id: str, folder: str, name: str) -> Iterator[bytes]:
        """A file's bytes. FileGone."""
        path = self._path(job_id, folder, name)
        try:
            file = self._fs.open(path, "rb")
        except FileNotFoundError:
            raise FileGone(f"{name} of job {job_id} is not in {self.label} any more") from None
        except Exception as error:
            raise self._failed("read", error) from error
        with file:
            yield from iter(lambda: file.read(_CHUNK), b"")

    def delete(self, job_id: str, folder: str | None = None) -> None:
        """A job's folder, or all of its files; what is not there is no error."""
        path = f"{self._root}/{_checked(job_id)}" + ("" if folder is None else f"/{_checked(folder)}")
        if self._folder is not None:
            shutil.rmtree(path, ignore_errors=True)
            return
        with suppress(FileNotFoundError):
            self._do("deleted", lambda: self._fs.rm(path, recursive=True))

    def jobs(self) -> list[str]:
        """Of which jobs there is anything."""
        try:
            found = self._do("listed", lambda: self._fs.ls(self._root, detail=False))
        except FileNotFoundError:
            return []
        return [str(path).rstrip("/").rpartition("/")[2] for path in found]

    def _names(self, job_id: str, folder: str) -> list[str]:
        try:
            found = self._do("listed", lambda: self._fs.ls(f"{self._root}/{_checked(job_id)}/{folder}", detail=False))
        except FileNotFoundError:
            return []
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)

    def _path(self, job_id: str, folder: str, name: str) -> str:
        return f"{self._root}/{_checked(job_id)}/{_checked(folder)}/{_checked(name)}"

    def _do(self, what: str, work: Callable[[], _T]) -> _T:
        try:
            return work()
        except FileNotFoundError:
            raise
        except Exception as error:
            raise self._failed(what, error) from error

    def _failed(self, what: str, error: Exception) -> OrinError:
        return OrinError(f"store of jobs {self.label} cannot be {what}: {type(error).__name__}: {error}")


def _checked(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise Misuse(f"{name[:100]!r} is no name of a job's file")
    return name
