"""`disable`: a last revision that ends a guard or a camera."""

import json

import click

from orin.cli.history.event_list import Wanted, events
from orin.cli.specs.apply import told_of
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.specs.apply import SpecLog
from orin.topologies.specs.left_open import LettingGo, left_open
from orin.topologies.specs.plan import SpecKind
from orin.topologies.specs.watched import sending_cameras


def disable(kind: SpecKind, name: str, active_from: int | None, *, as_json: bool) -> None:
    """Ends it at `active_from` (µs; default: now), and shows that."""
    settings = Settings()
    done = SpecLog(settings).withdraw(kind, name, active_from)
    if not as_json and done.outcome != "unchanged":
        for note in _notes(settings, kind, name):
            click.echo(f"note: {note}")
    click.echo(json.dumps(done.fields()) if as_json else told_of(done))


def _notes(settings: Settings, kind: str, name: str) -> list[str]:
    """Nothing where neither the database nor Kafka can be read."""
    try:
        sending = sending_cameras(settings)
        if kind == "guard":
            rows = events(settings, Wanted(open=True))
            return [sentence for _, sentence in left_open(rows, LettingGo({name: ()}), sending)]
    except OrinError:
        return []
    still = "still sends frames, and guards without a zone or line go on watching it: stop its ingest"
    return [f"camera {name} {still}"] if name in sending else []
