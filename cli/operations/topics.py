"""`orin topics plan|apply|check`: the declared topics against those of a cluster."""

from typing import TYPE_CHECKING, Annotated

import typer

from orin.cli.operations.changes import show

if TYPE_CHECKING:
    from orin.topologies.kafka.topic_plan import Topic, TopicAdmin, TopicChange

app = typer.Typer(
    help="Compare the topics of the cluster with infra/kafka/topics.yaml, and apply the differences.",
    no_args_is_help=True,
)

_ONE = typer.Option(
    "--one-machine/--cluster",
    help="Use the numbers of partitions and replicas declared for one machine, or for a cluster. Default: for a cluster"
    " if there are three brokers or more.",
)
_PARTITIONS = typer.Option(
    min=1, max=1000, help="Number of partitions of the keyed topics, instead of the declared one."
)
_REPLICATION = typer.Option(min=1, max=15, help="Number of replicas, instead of the declared one.")
_JSON = typer.Option("--json", help="One JSON object a line.")

OneMachine = Annotated[bool | None, _ONE]
Partitions = Annotated[int | None, _PARTITIONS]
Replication = Annotated[int | None, _REPLICATION]
AsJson = Annotated[bool, _JSON]


@app.command(epilog="Example: orin topics plan --one-machine")
def plan(
    one_machine: OneMachine = None,
    partitions: Partitions = None,
    replication: Replication = None,
    as_json: AsJson = False,
) -> None:
    """Show what `apply` would change."""
    _, _, changes = _compare(one_machine, partitions, replication)
    show(changes, as_json, "the topics are as declared")


@app.command(epilog="Example: orin topics apply --partitions 24")
def apply(
    one_machine: OneMachine = None,
    partitions: Partitions = None,
    replication: Replication = None,
    as_json: AsJson = False,
) -> None:
    """Create missing topics and set the configuration of the others.

    If a number of partitions differs, nothing is changed and the exit code is 1: keys would move away from their state.
    """
    cluster, wanted, changes = _compare(one_machine, partitions, replication)
    cluster.apply(wanted, changes)
    show(changes, as_json, "the topics are as declared")


@app.command(epilog="Example: orin topics check --json")
def check(
    one_machine: OneMachine = None,
    partitions: Partitions = None,
    replication: Replication = None,
    as_json: AsJson = False,
) -> None:
    """Show the differences; exit code 1 if there are any."""
    _, _, changes = _compare(one_machine, partitions, replication)
    show(changes, as_json, "the topics are as declared")
    if changes:
        raise typer.Exit(1)


@app.command(epilog="Example: orin topics asyncapi > orin.asyncapi.json")
def asyncapi(
    one_machine: Annotated[
        bool, typer.Option("--one-machine", help="With the partitions and replicas of one machine, not of a cluster.")
    ] = False,
) -> None:
    """Print the topics and what lies on them as an AsyncAPI 3.0 document, for programs in any language."""
    import json

    from orin.topologies.kafka.asyncapi import asyncapi_document

    typer.echo(json.dumps(asyncapi_document(one_machine), indent=2, ensure_ascii=False))


def _compare(
    one_machine: bool | None, partitions: int | None, replication: int | None
) -> "tuple[TopicAdmin, dict[str, Topic], list[TopicChange]]":
    from orin.runtime.config.settings import Settings
    from orin.topologies.kafka import topic_plan

    cluster = topic_plan.TopicAdmin(Settings())
    small = cluster.is_one_machine() if one_machine is None else one_machine
    wanted = topic_plan.declared(small, partitions, replication)
    return cluster, wanted, topic_plan.compare(wanted, cluster.read(wanted))
