"""A clip or pictures through the pipeline, as `orin try` runs them, into files."""

from pathlib import Path

import msgspec

from orin.cli.jobs.recorder import Recorder
from orin.cli.specs.files import specs_for
from orin.cli.tryout.run import run
from orin.processors.specs.parse import parse_specs
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.records import Event, Job
from orin.topologies.jobs.parameters import ClipParameters, camera_of
from orin.topologies.jobs.process import INPUT, PROGRESS, RESULTS

PICTURES_FPS = 10.0
"""Of pictures whose rate was not said: that of folders."""


class _Silent:
    """Nobody watches: what there is to see is in the files."""

    def show(self, event: Event) -> None: ...

    def note(self, text: str) -> None: ...

    def progress(self, what: str, done: int, total: int, *, growing: bool = False) -> None: ...

    def close(self) -> None: ...


def _seconds(job: Job, given: ClipParameters, files: int) -> float:
    """How long pictures last."""
    return files / (given.fps or PICTURES_FPS) if job.kind == "pictures" else 0.0


def run_clip(settings: Settings, job: Job, folder: Path) -> None:
    """Reads `input`, writes `results`. Raises OrinError where the clip cannot be run."""
    given = msgspec.json.decode(job.parameters, type=ClipParameters)
    sent = sorted((folder / INPUT).iterdir())
    if not sent:
        raise OrinError("the files that were sent for it are gone")
    source = str(sent[0] if job.kind == "clip" else folder / INPUT)
    camera = camera_of(job.job_id)
    if given.specs:
        specs = parse_specs("\n---\n".join(bytes(body).decode() for body in given.specs), "guards")
    else:
        specs, _ = specs_for(source, None, camera)
    seconds = given.seconds or _seconds(job, given, len(sent))
    recorder = Recorder(
        folder / RESULTS, specs, camera=camera, source=job.name or job.kind, seconds=seconds,
        progress=folder / PROGRESS,
    )  # fmt: skip
    run(
        settings, _Silent(), specs, source=source, camera=camera, fps=given.fps, start=given.start, own_guards=True,
        drawings=recorder,
    )  # fmt: skip
