"""The files under a frame store: a plain directory without fsspec's overhead, or any fsspec file system."""

import os
import re
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import fsspec

from orin.schemas.errors import Misuse, OrinError

_MINUTE = re.compile(r"[^/]+/[^/]+/[0-9]{10}/[0-5][0-9]")
"""SITE/CAMERA/YYYYMMDDHH/MM; whatever else lies in the directory is not the store's and stays."""


class Files(Protocol):
    """Files by path relative to the store's root. Paths come from FrameStore, which has checked them.

    `read` raises FileNotFoundError for a missing file; every other failure is an OrinError. `folders` gives the names
    of the directories in one, in no order.
    """

    label: str

    def write(self, path: str, data: bytes) -> None: ...

    def read(self, path: str) -> bytes: ...

    def exists(self, path: str) -> bool: ...

    def minutes(self) -> list[str]: ...

    def sizes(self, minute: str) -> list[tuple[str, int]]: ...

    def folders(self, parent: str) -> list[str]: ...

    def delete(self, path: str) -> None: ...

    def delete_minute(self, minute: str) -> tuple[int, int]: ...


def open_files(url: str) -> Files:
    """Files at a URL: `file:///…` or a path, or any other fsspec URL. Raises Misuse for an invalid one."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Misuse(f"ORIN_FRAMES_URL: not a URL ({error}); write file:///path or s3://bucket/prefix") from None
    if parts.scheme in ("", "file"):
        if parts.netloc not in ("", "localhost"):
            raise Misuse(f"ORIN_FRAMES_URL {url!r}: a file URL has no host; write file:///path")
        return LocalFiles(Path(unquote(parts.path) if parts.scheme else url).expanduser().absolute())
    return RemoteFiles(url)


class LocalFiles:
    """A local directory. A write goes to a temporary name first and is renamed: nobody reads half a frame."""

    def __init__(self, root: Path) -> None:
        self.label = str(root)
        self._root = str(root)
        self._suffix = f".{os.getpid()}.tmp"

    def write(self, path: str, data: bytes) -> None:
        target = f"{self._root}/{path}"
        temporary = f"{target}.{threading.get_ident()}{self._suffix}"
        try:
            try:
                _write(temporary, data)
            except FileNotFoundError:  # a new minute, or a sweep took the empty directory
                os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 - pathlib costs 20 µs here
                _write(temporary, data)
            os.replace(temporary, target)  # noqa: PTH105
        except OSError as error:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
            raise OrinError(
                f"frame store {self.label} cannot be written: {error.strerror}; free space, or set another location "
                "(ORIN_FRAMES_URL)"
            ) from error

    def read(self, path: str) -> bytes:
        try:
            with open(f"{self._root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123
                return file.read()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise OrinError(f"frame store {self.label} cannot be read: {error.strerror}") from error

    def exists(self, path: str) -> bool:
        return os.path.exists(f"{self._root}/{path}")  # noqa: PTH110

    def minutes(self) -> list[str]:
        level = [""]
        for _ in range(4):
            level = [f"{parent}{name}/" for parent in level for name in self.folders(parent)]
        return [path[:-1] for path in level if _MINUTE.fullmatch(path[:-1])]

    def sizes(self, minute: str) -> list[tuple[str, int]]:
        found = []
        for entry in _scan(f"{self._root}/{minute}"):
            try:
                found.append((f"{minute}/{entry.name}", entry.stat(follow_symlinks=False).st_size))
            except FileNotFoundError:
                continue  # renamed or deleted by another process since
        return found

    def folders(self, parent: str) -> list[str]:
        return [entry.name for entry in _scan(f"{self._root}/{parent}") if entry.is_dir(follow_symlinks=False)]

    def delete(self, path: str) -> None:
        try:
            Path(self._root, path).unlink(missing_ok=True)
        except OSError as error:
            raise OrinError(f"frame store {self.label}: {path} cannot be deleted: {error.strerror}") from error

    def delete_minute(self, minute: str) -> tuple[int, int]:
        found = self.sizes(minute)
        for path, _ in found:
            self.delete(path)
        _remove_empty(Path(self._root, minute))
        _remove_empty(Path(self._root, minute).parent)
        return len(found), sum(size for _, size in found)


class RemoteFiles:
    """Any fsspec file system. Object stores write whole objects, so a reader sees all of one or nothing."""

    def __init__(self, url: str) -> None:
        scheme, _, rest = url.partition("://")
        self.label = f"{scheme}://{rest.rpartition('@')[2]}"
        try:
            self._fs, root = _open(url)
        except (ImportError, ValueError) as error:
            raise Misuse(f"ORIN_FRAMES_URL {self.label}: {error}") from None
        self._root = root.rstrip("/")

    def write(self, path: str, data: bytes) -> None:
        try:
            self._fs.pipe_file(f"{self._root}/{path}", data)
        except Exception as error:
            raise self._failed("written", error) from error

    def read(self, path: str) -> bytes:
        try:
            return bytes(self._fs.cat_file(f"{self._root}/{path}"))
        except FileNotFoundError:
            raise
        except Exception as error:
            raise self._failed("read", error) from error

    def exists(self, path: str) -> bool:
        try:
            return bool(self._fs.exists(f"{self._root}/{path}"))
        except Exception as error:
            raise self._failed("read", error) from error

    def minutes(self) -> list[str]:
        return sorted({minute for path in self._find("") if _MINUTE.fullmatch(minute := path.rpartition("/")[0])})

    def sizes(self, minute: str) -> list[tuple[str, int]]:
        return list(self._find(minute).items())

    def folders(self, parent: str) -> list[str]:
        try:
            found = self._fs.ls(f"{self._root}/{parent}", detail=True)
        except FileNotFoundError:
            return []
        except Exception as error:
            raise self._failed("listed", error) from error
        return [each["name"].rstrip("/").rpartition("/")[2] for each in found if each["type"] == "directory"]

    def delete(self, path: str) -> None:
        self._delete([path])

    def delete_minute(self, minute: str) -> tuple[int, int]:
        found = self._find(minute)
        self._delete(found)
        return len(found), sum(found.values())

    def _find(self, under: str) -> dict[str, int]:
        try:
            found = self._fs.find(f"{self._root}/{under}".rstrip("/"), detail=True)
        except FileNotFoundError:
            return {}
        except Exception as error:
            raise self._failed("listed", error) from error
        start = len(self._root) + 1
        return {path[start:]: int(info["size"]) for path, info in found.items()}

    def _delete(self, paths: Iterable[str]) -> None:
        try:
            self._fs.rm([f"{self._root}/{path}" for path in paths])
        except FileNotFoundError:
            return
        except Exception as error:
            raise self._failed("swept", error) from error

    def _failed(self, what: str, error: Exception) -> OrinError:
        return OrinError(f"frame store {self.label} cannot be {what}: {type(error).__name__}: {error}")


def _open(url: str) -> tuple[Any, str]:
    # Without its cache of listings: other processes write and sweep too.
    file_system, root = fsspec.url_to_fs(url, use_listings_cache=False)
    return file_system, str(root)


def _write(path: str, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)


def _scan(path: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _remove_empty(path: Path) -> None:
    try:
        path.rmdir()
    except OSError:
        return  # another process has just written into it
