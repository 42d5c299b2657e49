"""`orin replay`: which events the armed guards, or a draft, give for the past."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from orin.processors.specs.parse import ParsedSpec
    from orin.schemas.records import Spec
    from orin.topologies.replay.partition import Missing
    from orin.topologies.replay.run import Window
    from orin.topologies.specs.history import History

EPILOG = "Example: orin replay --from -7d --to now --guards draft.yaml --against production"


class Against(StrEnum):
    production = "production"


def replay(
    from_: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="TIME",
            help="Event time: ISO 8601 with offset, a date (UTC), an epoch number, or `-24h`, so long ago.",
        ),
    ],
    to: Annotated[str, typer.Option("--to", metavar="TIME", help="Event time, exclusive, in the same forms.")] = "now",
    camera: Annotated[
        str, typer.Option(metavar="PATTERN", help="Cameras, with `*` and `?`; one name reads one partition.")
    ] = "*",
    guards: Annotated[
        Path | None,
        typer.Option(help="A draft: only its guards judge. Default: the guards that were armed."),
    ] = None,
    against: Annotated[
        Against | None, typer.Option(help="Compare with production's events; exit code 1 if any differ.")
    ] = None,
    detections: Annotated[
        str | None,
        typer.Option(metavar="TOPIC", help="Judge detections of `orin redetect` instead of production's tracks."),
    ] = None,
    parquet: Annotated[Path | None, typer.Option(metavar="FILE", help="Write every phase of every event.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One event or pair a line, the summary last.")] = False,
) -> None:
    """Judge the past again: tracks from the topics through the logic of the watch stage. Writes nothing to Kafka."""
    from orin.cli.history.replay_view import first_day, show, show_json
    from orin.cli.terminal.progress import progress
    from orin.runtime.config.settings import Settings
    from orin.runtime.moments import moment
    from orin.runtime.observability.logs import configure_logs
    from orin.schemas.errors import Misuse, OrinError
    from orin.topologies.replay.cameras import check_cameras
    from orin.topologies.replay.compare import compare
    from orin.topologies.replay.parallel import dealt, partitions_of
    from orin.topologies.replay.parallel import replay as run
    from orin.topologies.replay.partition import ReplayJob
    from orin.topologies.replay.report import report
    from orin.topologies.replay.run import Window
    from orin.topologies.specs.apply import SpecLog

    settings = Settings()
    configure_logs(settings, process="replay")
    window = Window(moment("--from", from_), moment("--to", to))
    if window.start >= window.end:
        raise Misuse(f"--from {from_} is not before --to {to}")
    if parquet is not None:
        from orin.cli.history.replay_parquet import check_parquet

        check_parquet(parquet)
    drafted = None if guards is None else _draft(guards)
    with progress("replay") as on_progress:
        on_progress(0.0, "reading cameras and guards")
        history = SpecLog(settings).history()
        judging, patterns = _judging(drafted, history)
        if detections is None:
            check_cameras(settings, camera, history.cameras())
        jobs = [
            ReplayJob(
                partition=p,
                window=window,
                cameras=camera,
                guards=judging,
                against=against is not None,
                detections=detections,
            )
            for p in partitions_of(settings, camera, detections)
        ]
        jobs = dealt(jobs, history.cameras())
        results = run(settings, jobs, on_progress, on_first=lambda day: on_progress.say(first_day(day)))
    events = [event for result in results for event in result.output.events]
    production = [event for result in results for event in result.production]
    pairs = compare(events, production, other_rules=judging is not None, other_tracks=detections is not None)
    found = report(window, results, pairs, patterns, compared=against is not None)
    if not found.cameras:
        raise OrinError(_no_frames(camera, window, found.missing))
    if parquet is not None:
        from orin.cli.history.replay_parquet import write_parquet

        write_parquet(parquet, found)
    if as_json:
        show_json(found)
    else:
        show(found, draft=guards, detections=detections)
    if found.differs:
        raise typer.Exit(1)


def _draft(file: Path) -> "list[ParsedSpec]":
    """The guards of a draft."""
    from orin.cli.specs.files import read_specs
    from orin.schemas.errors import Misuse

    guards = [spec for spec in read_specs(file) if spec.kind == "guard"]
    if not guards:
        raise Misuse(f"{file}: the file has no guard to replay; add a document that begins with `guard: NAME`")
    return guards


def _judging(
    drafted: "list[ParsedSpec] | None", history: "History"
) -> "tuple[tuple[Spec, ...] | None, Mapping[str, tuple[str, ...]]]":
    """The guards of a draft, None without one; and the camera patterns of each guard that is replayed."""
    import msgspec

    from orin.processors.specs.models import GuardSpec
    from orin.processors.specs.parse import check_references
    from orin.topologies.replay.rules import draft

    if drafted is None:
        judging, specs = None, [revision.spec for revision in history.revisions("guard")]
    else:
        check_references(drafted, history.cameras())
        specs = draft(drafted)
        judging = tuple(specs)
    patterns = {spec.name: msgspec.json.decode(spec.body, type=GuardSpec).cameras for spec in specs}
    return judging, patterns


def _no_frames(camera: str, window: "Window", missing: "Sequence[Missing]") -> str:
    from orin.schemas.json_forms import format_time

    which = "no camera" if camera == "*" else f"no camera that matches {camera!r}"
    said = (
        f"{which} has a frame between {format_time(window.start)} and {format_time(window.end)}: choose another window"
    )
    return said + "".join(f"; partition {each.partition}: {each.what}" for each in missing)
