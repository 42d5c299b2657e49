"""The course of `orin try`: detections from a clip, a scene or a file, through the chain, shown as events."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import Progress

from orin.cli.specs.files import scene_of
from orin.cli.terminal.event_view import EventView
from orin.cli.tryout.arguments import DETECTIONS_SUFFIXES
from orin.processors.detection.backend import Image
from orin.processors.scenes.compare import compare
from orin.processors.specs.parse import ParsedSpec
from orin.runtime.build import build_id
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.inference.backends import default_backend, open_backend
from orin.schemas.errors import Misuse
from orin.schemas.records import Detections, Event, SessionEnd
from orin.topologies.ingest.capture.clocks import clip_anchor, parse_start
from orin.topologies.ingest.sources import parse_source
from orin.topologies.offline.chain import Analysis, Chain, clip_detections
from orin.topologies.offline.detections_file import read_detections


class Frames(Protocol):
    """Takes every frame and what came of it."""

    def add(self, record: Detections, analysis: Analysis, image: Image | None) -> None: ...

    def close(self) -> list[str]:
        """After the last frame; returns what there is to say."""


def run(
    settings: Settings,
    view: EventView,
    specs: Sequence[ParsedSpec],
    *,
    source: str,
    camera: str,
    fps: float | None,
    start: str,
    own_guards: bool,
    drawings: Frames | None = None,
) -> None:
    """Shows every event of `source`; a scene under its own guards is compared with its truth at the end.

    `drawings` is given every frame, and closed at the end.
    """
    shown: list[Image | None] = [None]
    records: Iterator[Detections | SessionEnd]
    repeats: list[str] = []
    if source.endswith(DETECTIONS_SUFFIXES):
        records = read_detections(Path(source), repeats.append)
    else:
        records = _detect(settings, view, source, camera, fps, start, lambda image: shown.__setitem__(0, image))
    chain = Chain(specs, late_after=settings.late_after, takeover_after=settings.takeover_after, build=build_id())
    events: list[Event] = []
    for record in records:
        analysis = chain.analyse(record)
        if drawings is not None and isinstance(record, Detections):
            drawings.add(record, analysis, shown[0])
        for event in analysis.events:
            events.append(event)
            view.show(event)
    for remark in drawings.close() if drawings is not None else ():
        view.note(remark)
    if repeats:
        view.note(_repeats_remark(repeats))
    scene = None if own_guards else scene_of(source)
    if scene is not None:
        view.note(compare(scene.expected, events).summary())
    elif not events:
        view.note("no event: no guard fired")


def _repeats_remark(places: Sequence[str]) -> str:
    lines = "1 line repeats" if len(places) == 1 else f"{len(places)} lines repeat"
    return f"{lines} an earlier camera and captured_at, first at {places[0]}: left out, since the first line counts"


def _detect(
    settings: Settings,
    view: EventView,
    text: str,
    camera: str,
    fps: float | None,
    start: str,
    show: Callable[[Image | None], None],
) -> Iterator[Detections | SessionEnd]:
    """What the backend detects on the frames of a clip."""
    begin = parse_start(start)
    source = parse_source(text, fps).open()
    try:
        if not source.info.lossless:
            raise Misuse(f"{source.info.name} is live and has no end; `orin try` takes a clip, `orin demo` a camera")
        if settings.model is None and settings.backend is None:
            view.note("no model given (--model, ORIN_MODEL): people and objects are found by motion alone")
        name = settings.backend or default_backend(settings.model)
        backend = open_backend(
            name, settings.model, settings.device, settings.home / "ultralytics", gate=settings.motion_gate
        )
        anchor = clip_anchor(begin, 0.0, wall_clock(), None)
        yield from _with_progress(
            clip_detections(source, camera, backend, fps=fps, anchor=anchor, show=show), source.info.duration
        )
        if remark := source.remark():
            view.note(remark)
    finally:
        source.close()


def _with_progress(
    records: Iterator[Detections | SessionEnd], duration: float | None
) -> Iterator[Detections | SessionEnd]:
    """A bar on stderr where the events go elsewhere; a terminal that shows the table needs none."""
    console = Console(stderr=True)
    hidden = not console.is_terminal or Console().is_terminal
    with Progress(console=console, disable=hidden, transient=True) as bar:
        task = bar.add_task("frames", total=duration)
        for record in records:
            if isinstance(record, Detections):
                bar.update(task, completed=record.source_position or 0.0)
            yield record
