"""The course of `orin try`: detections from a clip, a scene or a file, through the chain, shown as events."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from orin.cli.specs.files import scene_of
from orin.cli.terminal.event_view import EventView
from orin.cli.tryout.arguments import DETECTIONS_SUFFIXES
from orin.cli.tryout.pictures import Pictures
from orin.processors.detection.backend import Image
from orin.processors.scenes.compare import compare
from orin.processors.specs.parse import ParsedSpec
from orin.runtime.build import build_id
from orin.runtime.config.settings import Settings
from orin.runtime.frames.store import wall_clock
from orin.runtime.inference.backends import default_backend, open_backend
from orin.schemas.errors import Misuse
from orin.schemas.records import Detections, Event, SessionEnd
from orin.topologies.ingest.capture.clocks import clip_anchor, parse_start
from orin.topologies.ingest.sources import parse_source
from orin.topologies.offline.chain import Chain, clip_detections
from orin.topologies.offline.detections_file import read_detections


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
    pictures: Pictures | None = None,
) -> None:
    """Shows every event of `source`; a scene under its own guards is compared with its truth at the end.

    `pictures` is given every frame, and closed at the end.
    """
    shown: list[Image | None] = [None]
    records: Iterator[Detections | SessionEnd]
    if source.endswith(DETECTIONS_SUFFIXES):
        records = read_detections(Path(source))
    else:
        records = _look(settings, view, source, camera, fps, start, lambda image: shown.__setitem__(0, image))
    chain = Chain(specs, late_after=settings.late_after, takeover_after=settings.takeover_after, build=build_id())
    events: list[Event] = []
    for record in records:
        looked = chain.look(record)
        if pictures is not None and isinstance(record, Detections):
            pictures.add(record, looked, shown[0])
        for event in looked.events:
            events.append(event)
            view.show(event)
    for said in pictures.close() if pictures is not None else ():
        view.note(said)
    scene = None if own_guards else scene_of(source)
    if scene is not None:
        view.note(compare(scene.expected, events).summary())
    elif not events:
        view.note("no event: no guard fired")


def _look(
    settings: Settings,
    view: EventView,
    text: str,
    camera: str,
    fps: float | None,
    start: str,
    show: Callable[[Image | None], None],
) -> Iterator[Detections | SessionEnd]:
    """What the backend sees on the frames of a clip."""
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
