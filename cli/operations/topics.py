"""`orin topics plan|apply|check`: the declared topics against those of a cluster."""

import json
from typing import TYPE_CHECKING, Annotated

import click
import typer

if TYPE_CHECKING:
    from orin.topologies.kafka.topic_plan import Cluster, Topic, TopicChange

app = typer.Typer(
    help="The topics that infra/kafka/topics.yaml declares, and those that the cluster has.", no_args_is_help=True
)

_ONE = typer.Option(
    "--one-machine/--cluster",
    help="Partitions and replication for one machine or for a cluster; default: by the number of brokers.",
)
_PARTITIONS = typer.Option(min=1, max=1000, help="Partitions of the keyed topics instead of the declared number.")
_REPLICATION = typer.Option(min=1, max=15, help="Replicas instead of the declared number.")
_JSON = typer.Option("--json", help="One JSON object a line.")

OneMachine = Annotated[bool | None, _ONE]
Partitions = Annotated[int | None, _PARTITIONS]
Replication = Annotated[int | None, _REPLICATION]
AsJson = Annotated[bool, _JSON]


@app.command()
def plan(
    one_machine: OneMachine = None,
    partitions: Partitions = None,
    replication: Replication = None,
    as_json: AsJson = False,
) -> None:
    """Show what `apply` would change.

    Example: orin topics plan --one-machine
    """
    _, _, changes = _compare(one_machine, partitions, replication)
    _show(changes, as_json)


@app.command()
def apply(
    one_machine: OneMachine = None,
    partitions: Partitions = None,
    replication: Replication = None,
    as_json: AsJson = False,
) -> None:
    """Create missing topics and set their configuration.

    A number of partitions is never changed: keys would move away from their state. Exit code 1, nothing changed.

    Example: orin topics apply --partitions 24
    """
    cluster, wanted, changes = _compare(one_machine, partitions, replication)
    cluster.apply(wanted, changes)
    _show(changes, as_json)


@app.command()
def check(
    one_machine: OneMachine = None,
    partitions: Partitions = None,
    replication: Replication = None,
    as_json: AsJson = False,
) -> None:
    """Exit code 1 where the cluster differs from the declaration.

    Example: orin topics check --json
    """
    _, _, changes = _compare(one_machine, partitions, replication)
    _show(changes, as_json)
    if changes:
        raise typer.Exit(1)


def _compare(
    one_machine: bool | None, partitions: int | None, replication: int | None
) -> "tuple[Cluster, dict[str, Topic], list[TopicChange]]":
    from orin.runtime.config.settings import Settings
    from orin.topologies.kafka import topic_plan

    cluster = topic_plan.Cluster(Settings())
    small = cluster.is_one_machine() if one_machine is None else one_machine
    wanted = topic_plan.declared(small, partitions, replication)
    return cluster, wanted, topic_plan.compare(wanted, cluster.read(wanted))


def _show(changes: "list[TopicChange]", as_json: bool) -> None:
    import msgspec

    for change in changes:
        click.echo(json.dumps(msgspec.to_builtins(change)) if as_json else str(change))
    if not changes and not as_json:
        click.echo("the topics are as declared")
