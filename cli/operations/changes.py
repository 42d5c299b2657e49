"""How `orin topics` and `orin users` show the differences from a declaration."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from orin.topologies.kafka.topic_plan import TopicChange
    from orin.topologies.kafka.user_plan import UserChange


def show(changes: "Sequence[TopicChange | UserChange]", as_json: bool, none: str) -> None:
    """A line each; `none` where there is no difference."""
    import msgspec

    for change in changes:
        click.echo(json.dumps(msgspec.to_builtins(change)) if as_json else str(change))
    if not changes and not as_json:
        click.echo(none)
