"""What `orin status` shows: what runs on this machine, and how the pipeline that the settings name is doing."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import psutil
from msgspec import Struct
from psycopg_pool import PoolTimeout

from orin.cli.machine.one_machine import WORKERS
from orin.processors.camera_state import CameraState
from orin.projections.database import address, connect
from orin.projections.positions import projected
from orin.projections.queries import Fields, Reads, open_reads
from orin.runtime.config.home import owner_of
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.wire.serde import open_serde
from orin.topologies.dead_letters.topic import dead_letters
from orin.topologies.kafka.lag import HOPS, Progress

_T = TypeVar("_T")
_PAGE = 500
_ENGINES = ("kafka", "postgres")


class Process(Struct, frozen=True, kw_only=True):
    """One of the processes of the one-machine mode. `pid` None: it is down, and about to be started again."""

    name: str
    pid: int | None
    seconds: float | None
    """Since it was started."""


class Camera(Struct, frozen=True, kw_only=True):
    camera: str
    state: CameraState
    last_frame: str | None
    """captured_at of its newest frame, ISO 8601."""
    health: str | None
    """Kind of its newest health event."""
    message: str | None


class SystemStatus(Struct, frozen=True, kw_only=True):
    """Everything at one look. What could not be found out is None, and `faults` says why."""

    home: str
    owner: int | None
    """The `orin up` or `orin demo` that runs in `home`."""
    api: str | None
    kafka: str
    database: str
    processes: list[Process]
    lag: dict[str, int] | None
    """Records that each stage has still to read."""
    cameras: list[Camera] | None
    open_events: int | None
    dead_letters: int | None
    faults: list[str]


def nothing_is_meant(settings: Settings) -> bool:
    """Whether nothing runs in ORIN_HOME and the settings name nothing elsewhere."""
    named = settings.model_fields_set & {"kafka_bootstrap", "database_url"}
    return not named and owner_of(settings.home) is None


def look(settings: Settings) -> SystemStatus:
    """Blocks until Kafka and the database have answered, or failed to."""
    faults: list[str] = []
    owner = owner_of(settings.home)
    lag = _tried(lambda: _lag(settings), faults)
    letters = None if lag is None else _tried(lambda: len(_letters(settings)), faults)
    kept = _tried(lambda: _kept(settings), faults)
    return SystemStatus(
        home=str(settings.home),
        owner=owner,
        api=None if owner is None else f"http://{settings.api_host}:{settings.api_port}",
        kafka=settings.kafka_bootstrap,
        database=address(settings.database_url.get_secret_value()),
        processes=[] if owner is None else list(processes(owner)),
        lag=lag,
        cameras=None if kept is None else [_camera(row) for row in kept[0]],
        open_events=None if kept is None else sum(row["open_events"] for row in kept[1]),
        dead_letters=letters,
        faults=list(dict.fromkeys(faults)),
    )


def _tried(ask: Callable[[], _T], faults: list[str]) -> _T | None:
    try:
        return ask()
    except OrinError as error:
        faults.append(str(error))
        return None


def processes(owner: int) -> Iterator[Process]:
    """What runs under process `owner`, and what ought to and does not."""
    found: dict[str, psutil.Process] = {}
    try:
        parent = psutil.Process(owner)
        command = parent.cmdline()
        for child in parent.children():
            name = _name(child)
            if name is not None:
                found[name] = child
    except psutil.Error:
        return
    expected = () if "cluster" in command else (*_ENGINES, *WORKERS, "api")
    for name in dict.fromkeys((*expected, *found)):
        process = found.get(name)
        begun = None if process is None else process.create_time()
        yield Process(
            name=name,
            pid=None if process is None else process.pid,
            seconds=None if begun is None else round(time.time() - begun, 1),
        )


def _name(process: psutil.Process) -> str | None:
    """What a child of `orin up` is called, by its command line."""
    try:
        command = process.cmdline()
    except psutil.Error:
        return None
    if "kafka.Kafka" in command:
        folder = Path(command[-1]).parent.name
        return folder if folder.startswith("broker-") else "kafka"
    if command and Path(command[0]).name == "postgres":
        return "postgres"
    if "orin" in command:
        rest = command[command.index("orin") + 1 :]
        if rest[:1] == ["web"]:  # the api, and the commands
            return "api"
        return rest[1] if rest[:1] == ["worker"] and len(rest) > 1 else next(iter(rest), None)
    return None


def _lag(settings: Settings) -> dict[str, int]:
    progress = Progress(settings, projected)
    try:
        return {hop.stage: sum(lag.records for lag in progress.lags(hop, progress.ends(*hop.topics))) for hop in HOPS}
    finally:
        progress.close()


def _letters(settings: Settings) -> list[Any]:
    return dead_letters(settings, open_serde(settings.schema_registry_url))


def _kept(settings: Settings) -> tuple[list[Fields], list[Fields]]:
    """Cameras and guards as the database has them."""
    url = settings.database_url.get_secret_value()
    connect(url).close()  # says at once, and where, what a pool would only say by its silence
    try:
        return asyncio.run(_read(url, settings.dark_after))
    except PoolTimeout:
        raise OrinError(f"PostgreSQL at {address(url)} (ORIN_DATABASE_URL) does not answer in time") from None


async def _read(url: str, dark_after: float) -> tuple[list[Fields], list[Fields]]:
    async with open_reads(url, dark_after) as reads:
        lacking = await reads.lacking()
        if lacking:
            raise OrinError(
                f"the database at {address(url)} lacks tables of this build: start `orin worker project` once, it"
                " migrates"
            )
        return [row async for row in _cameras(reads)], [row async for row in _guards(reads)]


async def _cameras(reads: Reads) -> Any:
    after = ""
    while rows := await reads.cameras(None, after, _PAGE):
        for row in rows:
            yield row
        after = rows[-1]["camera"]


async def _guards(reads: Reads) -> Any:
    after = ""
    while rows := await reads.guards(after, _PAGE):
        for row in rows:
            yield row
        after = rows[-1]["guard"]


def _camera(row: Fields) -> Camera:
    return Camera(
        camera=row["camera"],
        state=row["state"],
        last_frame=row["captured_at"],
        health=row["health"],
        message=row["message"],
    )
