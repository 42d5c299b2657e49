"""`orin jobs submit|list|show|cancel|fetch`: ask a running ORIN to work, over HTTP."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Submit clips and pictures; list, show, cancel and fetch jobs.", no_args_is_help=True)


@app.command(hidden=True, epilog="Example: orin jobs run job/")
def run(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="As the worker lays it out.")]) -> None:
    """Do the job whose record and files lie in FOLDER: what `orin worker jobs` starts."""
    import msgspec

    from orin.cli.jobs.export import run_export
    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.schemas.errors import OrinError
    from orin.schemas.records import Job
    from orin.topologies.jobs.process import PARAMETERS

    settings = Settings()
    configure_logs(settings, process="job")
    job = msgspec.json.decode((folder / PARAMETERS).read_bytes(), type=Job)
    if job.kind == "export":
        run_export(settings, job, folder)
    elif job.kind in {"clip", "pictures"}:
        from orin.cli.jobs.clip import run_clip

        run_clip(settings, job, folder)
    else:
        raise OrinError(f"this build cannot do jobs of the kind {job.kind}: update the worker")


Url = Annotated[
    str | None,
    typer.Option("--url", envvar="ORIN_URL", metavar="URL", help="Where ORIN answers. Default: on this machine."),
]
Token = Annotated[
    str | None,
    typer.Option(
        "--token",
        envvar="ORIN_TOKEN",
        metavar="TOKEN",
        help="Of `orin tokens create`. Default: that of ORIN_HOME's link.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]
JobId = Annotated[str, typer.Argument(metavar="JOB", help="As `orin jobs list` shows it.")]


@app.command(epilog="Example: orin jobs submit entrance.mp4 --guards guards.yaml --site hq --wait")
def submit(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="A video, pictures, or a ZIP archive of pictures.")
    ],
    guards: Annotated[Path | None, typer.Option(metavar="FILE", help="Spec file with cameras and guards.")] = None,
    guard: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="An applied guard; repeat for several.")
    ] = None,
    camera: Annotated[str | None, typer.Option(metavar="SITE/CAMERA", help="Whose zones hold for the frames.")] = None,
    site: Annotated[
        str | None, typer.Option(metavar="SITE", help="Whose people see the job. Default: your only site.")
    ] = None,
    fps: Annotated[float | None, typer.Option(help="Take at most this many frames per second.")] = None,
    start: Annotated[
        str | None, typer.Option(metavar="TIME", help="When the first frame was captured. Default: now.")
    ] = None,
    key: Annotated[
        str | None, typer.Option(metavar="KEY", help="Idempotency-Key: submitted again with it, it is one job.")
    ] = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Return once it has ended; exit code 1 where it failed.")
    ] = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Submit a clip or pictures: they go through the pipeline with these guards. Prints the job's id."""
    import click

    from orin.cli.jobs.client import Client
    from orin.cli.specs.files import read_text

    fields: dict[str, str | list[str]] = {
        name: value
        for name, value in (
            ("camera", camera),
            ("site", site),
            ("fps", None if fps is None else str(fps)),
            ("start", start),
        )
        if value is not None
    }
    if guards is not None:
        fields["guards"] = read_text(guards)
    if guard:
        fields["guard"] = guard
    with Client.open(url, token) as client:
        job_id = client.submit(files, fields, key)
        click.echo(job_id)
        if wait:
            client.wait(job_id, lambda line: click.echo(line, err=True))


@app.command("list", epilog="Example: orin jobs list --state running")
def list_(
    state: Annotated[
        list[str] | None, typer.Option(metavar="STATE", help="queued, running, done, failed or cancelled.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 50,
    url: Url = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """List jobs, those submitted last first."""
    import json

    import click

    from orin.cli.jobs.client import Client, line_of

    with Client.open(url, token) as client:
        for job in client.get("/v1/jobs", state=state or [], limit=limit)["jobs"]:
            click.echo(json.dumps(job) if as_json else line_of(job))


@app.command(epilog="Example: orin jobs show 0b0f7a52-3f0e-4d1c-9a55-3f1f6f7a2b10")
def show(job_id: JobId, url: Url = None, token: Token = None, as_json: AsJson = False) -> None:
    """Show how a job stands, and its files."""
    import json

    import click

    from orin.cli.jobs.client import Client, line_of

    with Client.open(url, token) as client:
        job = client.get(f"/v1/jobs/{job_id}")
    if as_json:
        click.echo(json.dumps(job))
        return
    click.echo(line_of(job))
    for file in job["results"]:
        click.echo(f"  {file['name']:<24}{file['size']:>12} bytes")


@app.command(epilog="Example: orin jobs cancel 0b0f7a52-3f0e-4d1c-9a55-3f1f6f7a2b10")
def cancel(job_id: JobId, url: Url = None, token: Token = None) -> None:
    """Cancel a job: whoever works on it stops."""
    import click

    from orin.cli.jobs.client import Client

    with Client.open(url, token) as client:
        client.post(f"/control/v1/jobs/{job_id}:cancel")
    click.echo(f"cancelled job {job_id}, unless it had ended")


@app.command(epilog="Example: orin jobs fetch 0b0f7a52-3f0e-4d1c-9a55-3f1f6f7a2b10 --out entrance/")
def fetch(
    job_id: JobId,
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the files go; made where it is not there.")
    ] = Path(),
    file: Annotated[list[str] | None, typer.Option(metavar="NAME", help="One of its files; default: all.")] = None,
    url: Url = None,
    token: Token = None,
) -> None:
    """Fetch the files that a job has made, each checked by its digest. A file that is there is not written over."""
    import click

    from orin.cli.jobs.client import Client

    with Client.open(url, token) as client:
        for path in client.fetch(job_id, out, file or []):
            click.echo(f"wrote {path}")
