"""What is done to accounts and tokens from a shell, and the record of it on orin.audit.v1."""

import asyncio
import getpass
import uuid
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from orin.access.command_line import at_database
from orin.control.outbox import Outbox
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.database import Connection
from orin.schemas.errors import OrinError
from orin.schemas.plain import plain
from orin.schemas.records import Audit, AuditOutcome
from orin.topologies.kafka.topics import AUDIT

T = TypeVar("T")


def who() -> str:
    """Whoever has the shell."""
    return f"shell:{getpass.getuser()}"


def noted_at_database(action: str, target: str, work: Callable[[Connection], Awaitable[T]]) -> T:
    """What `work` gives, as `at_database`. Where Kafka does not take the record stderr says so: what was done is."""
    outcome: AuditOutcome = "refused"
    try:
        done = at_database(work)
        outcome = "done"
    finally:
        _note(action, target, outcome)
    return done


def _note(action: str, target: str, outcome: AuditOutcome) -> None:
    record = Audit(
        audit_id=str(uuid.uuid4()), at=wall_clock(), who=who(), action=action, target=target[:200], outcome=outcome
    )
    try:
        asyncio.run(_send(Settings(), record))
    except OrinError as error:
        click.echo(plain(f"orin: {action} is not in the audit: {error}"), err=True)


async def _send(settings: Settings, record: Audit) -> None:
    async with Outbox(settings) as outbox:
        await outbox.send(AUDIT, record.who, record)
