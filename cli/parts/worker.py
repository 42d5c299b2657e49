"""`orin worker …`: one stage of the pipeline, until SIGTERM."""

import typer

app = typer.Typer(
    help="Run one stage of the pipeline until SIGTERM, which finishes running work and exits.", no_args_is_help=True
)


@app.command(epilog="Example: ORIN_MODEL=yolov8n.pt ORIN_METRICS_PORT=9101 orin worker detect")
def detect() -> None:
    """Detect objects: frames in, detections out."""
    import asyncio

    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.topologies.detect.worker import run

    settings = Settings()
    configure_logs(settings, process="detect")
    asyncio.run(run(settings))


@app.command(epilog="Example: ORIN_KAFKA_BOOTSTRAP=kafka-1:9092,kafka-2:9092 orin worker track")
def track() -> None:
    """Follow objects from frame to frame: detections in, tracks out."""
    import asyncio

    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.topologies.track import run

    settings = Settings()
    configure_logs(settings, process="track")
    asyncio.run(run(settings))


@app.command(epilog="Example: ORIN_METRICS_PORT=9103 orin worker watch")
def watch() -> None:
    """Evaluate the guards: tracks in, events out."""
    import asyncio

    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.topologies.watch import run

    settings = Settings()
    configure_logs(settings, process="watch")
    asyncio.run(run(settings))


@app.command(epilog="Example: ORIN_SECRETS=/run/secrets orin worker notify")
def notify() -> None:
    """Tell targets of events: decide who is told, and send it."""
    import asyncio

    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.topologies.notify.worker import run

    settings = Settings()
    configure_logs(settings, process="notify")
    asyncio.run(run(settings))


@app.command(epilog="Example: ORIN_DARK_AFTER=30 orin worker health")
def health() -> None:
    """Report dark cameras and blind guards. One process per cluster is enough."""
    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.topologies.health.worker import run

    settings = Settings()
    configure_logs(settings, process="health")
    run(settings)


@app.command(epilog="Example: ORIN_DATABASE_URL=postgresql://orin@db.example/orin orin worker project")
def project() -> None:
    """Write events, tracks, health, specs, reviews, mutes, jobs and deliveries to the database. Migrates it first."""
    import threading

    from orin.projections.writer import Projector, Topics
    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.runtime.observability.metrics import serve_metrics
    from orin.runtime.processes.stopping import on_stop_signals
    from orin.schemas.wire.serde import open_serde
    from orin.topologies.kafka import topics

    settings = Settings()
    configure_logs(settings, process="project")
    stop = threading.Event()
    on_stop_signals(stop.set, settings.drain_timeout)
    names = Topics(
        topics.EVENTS,
        topics.TRACKS,
        topics.HEALTH,
        topics.SPECS,
        topics.REVIEWS,
        topics.MUTES,
        topics.JOBS,
        topics.DELIVERIES,
        topics.DEAD_LETTERS,
    )
    server = None if settings.metrics_port is None else serve_metrics(settings.metrics_port, settings.metrics_host)
    try:
        Projector(settings, names, open_serde(settings.schema_registry_url)).run(stop)
    finally:
        if server is not None:
            server.close()


@app.command(epilog="Example: ORIN_MODEL=yolov8n.pt ORIN_JOBS_MAX_SECONDS=7200 orin worker jobs")
def jobs() -> None:
    """Do the jobs that people submit, one after the other. Start several to do several at once."""
    import os
    import sys

    from orin.cli.machine.one_machine import environment_of
    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.topologies.jobs.worker import run

    settings = Settings()
    configure_logs(settings, process="jobs")
    environment = {**os.environ, **environment_of(settings)}
    run(settings, [sys.executable, "-P", "-m", "orin", "jobs", "run"], environment)
