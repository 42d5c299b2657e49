"""ORIN_HOME: who owns it, and where in it the running one-machine mode says how to reach it."""

import fcntl
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from orin.schemas.errors import OrinError

RUNNING_FILE = "running.env"
"""Lines `ORIN_NAME=value` for whoever wants to join the running one-machine mode; mode 0600, gone when it stops."""

LINK_FILE = "link"
"""The address that lets a browser command, with its token; mode 0600, new at each start."""
_QUERY = "/?token="


class HomeLock:
    """Held by the one process that runs the engines of a home; the kernel lets go of it when that process ends."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Raises OrinError naming the owner if there is one, and if the folder cannot be written."""
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)  # pictures of people are nobody else's
            file = (self._home / "lock").open("a+")
        except OSError as error:
            raise OrinError(
                f"ORIN_HOME {self._home} cannot be used: {error.strerror or error}; set another ORIN_HOME"
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            owner = file.read().strip() or "unknown"
            file.close()
            raise OrinError(
                f"ORIN already runs in {self._home} (process {owner}): stop that one, or set another ORIN_HOME"
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def owner_of(home: Path) -> int | None:
    """The process that runs the engines of `home` now; None where none does."""
    try:
        with (home / "lock").open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(file.read())
    except (OSError, ValueError):
        pass
    return None


def write_running(home: Path, environment: Mapping[str, str]) -> None:
    """Lets other `orin` commands on this machine reach what runs here."""
    _write_private(home / RUNNING_FILE, "".join(f"{name}={value}\n" for name, value in environment.items()))


def remove_running(home: Path) -> None:
    (home / RUNNING_FILE).unlink(missing_ok=True)
    (home / LINK_FILE).unlink(missing_ok=True)


def write_link(home: Path, address: str, token: str) -> str:
    """Lets whoever may read `home` command; returns the link to `address`, an `http://HOST:PORT`."""
    link = f"{address}{_QUERY}{token}"
    _write_private(home / LINK_FILE, link + "\n")
    return link


def new_token() -> str:
    """Of a link."""
    return secrets.token_urlsafe(32)


def ensure_link(home: Path, host: str, port: int) -> None:
    """Makes a link to a process that is started by hand, where none is there. OrinError where it cannot be written."""
    if (home / LINK_FILE).exists():
        return
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_link(home, f"http://{f'[{host}]' if ':' in host else host}:{port}", new_token())
    except OSError as error:
        raise OrinError(f"ORIN_HOME {home} cannot be used: {error.strerror or error}; set another ORIN_HOME") from error


def link_token(home: Path) -> str:
    """The token of the link in `home`; a random one, which nobody knows, where there is none."""
    try:
        _, _, token = (home / LINK_FILE).read_text().strip().partition(_QUERY)
    except OSError:
        token = ""
    return token or new_token()


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
