"""What control says to the process of a job: `Job.parameters`, a JSON object."""

from typing import Literal

from msgspec import Raw, Struct

Exported = Literal["events", "phases", "observations"]
ExportFormat = Literal["csv", "jsonl", "parquet"]


class ClipParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the kinds `clip` and `pictures`."""

    specs: tuple[Raw, ...] = ()
    """Bodies of the camera and the guards, of the camera `uploads/JOB`; none: those of `orin try`."""
    guards: tuple[str, ...] = ()
    """What people see of them: their names."""
    fps: float | None = None
    """Most frames a second that are taken; of pictures their rate."""
    start: str = "now"
    """When the first frame was captured."""
    files: tuple[str, ...] = ()
    """What the files that were sent are called there."""
    size: int = 0
    """Bytes of them."""
    seconds: float = 0.0
    """How long the clip is, as it says itself; 0: it does not say."""


class ExportParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the kind `export`: rows with a time in [since, until), ISO 8601."""

    what: Exported
    format: ExportFormat
    since: str
    until: str
    site: str | None
    """Whose rows alone are read; None: those of every site."""
    cameras: tuple[str, ...] = ()
    """None: all."""


def camera_of(job_id: str) -> str:
    """The camera that the frames of a job are of."""
    return f"uploads/{job_id}"
