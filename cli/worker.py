"""`orin worker …`: one stage of the pipeline, until SIGTERM."""

import typer

app = typer.Typer(help="One stage of the pipeline, until stopped (SIGTERM drains, then exits).", no_args_is_help=True)


@app.command(epilog="Example: ORIN_MODEL=yolov8n.pt ORIN_METRICS_PORT=9101 orin worker detect")
def detect() -> None:
    """Look at every frame: frames in, detections out."""
    import asyncio

    from runtime.logs import configure_logs
    from runtime.settings import Settings
    from topologies.detect.worker import run

    settings = Settings()
    configure_logs(settings, process="detect")
    asyncio.run(run(settings))
