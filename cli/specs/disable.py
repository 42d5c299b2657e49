"""`disable`: a last revision that ends a guard or a camera."""

import json
from typing import Literal

import click

from orin.cli.specs.apply import fields_of, told_of
from orin.cli.specs.left_open import left_open_by_disabling
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, OrinError
from orin.topologies.specs.apply import SpecLog
from orin.topologies.specs.watched import sending_cameras


def disable(kind: Literal["camera", "guard"], name: str, active_from: int | None, *, as_json: bool) -> None:
    """Ends it at `active_from` (µs; default: now), and shows that. Misuse where guards name the camera in full."""
    settings = Settings()
    log = SpecLog(settings)
    log.newest(kind, name)
    if kind == "camera":
        _refuse_named(log, name)
    done = log.withdraw(kind, name, active_from)
    if not as_json and done.outcome != "unchanged":
        for note in _notes(settings, kind, name):
            click.echo(f"note: {note}")
    click.echo(json.dumps(fields_of(done)) if as_json else told_of(done))


def _refuse_named(log: SpecLog, camera: str) -> None:
    naming = [guard.guard for guard in log.history().guards() if camera in guard.cameras]
    if naming:
        raise Misuse(
            f"camera {camera} is named by guard {', '.join(naming)}: take it out of `cameras` there, or disable the "
            "guard, and try again"
        )


def _notes(settings: Settings, kind: str, name: str) -> list[str]:
    if kind == "guard":
        return [sentence for _, sentence in left_open_by_disabling(settings, name)]
    try:
        sending = name in sending_cameras(settings)
    except OrinError:
        return []
    still = "still sends frames, and guards without a zone or line go on watching it: stop its ingest"
    return [f"camera {name} {still}"] if sending else []
