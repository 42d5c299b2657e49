"""What infra/kafka/users.yaml declares, what a cluster has, and the changes from one to the other.

A user is a SCRAM-SHA-512 credential and the access rules (ACLs) that name it. Rules for other users are left alone.
"""

import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import yaml
from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialAlteration,
    UserScramCredentialUpsertion,
)
from msgspec import Struct

from orin.runtime.config.kafka import confluent_config
from orin.runtime.config.secret_files import read_secrets, write_secrets
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, OrinError

_TIMEOUT = 30.0
_ITERATIONS = 8192
_PASSWORD_BYTES = 24
_CLUSTER = "kafka-cluster"
"""Kafka's name for the cluster itself as a resource."""
_USERNAME, _PASSWORD = "ORIN_KAFKA_SASL_USERNAME", "ORIN_KAFKA_SASL_PASSWORD"

_ANYWHERE = "*"
_ANY: Any = None
_EVERY_RULE = AclBindingFilter(
    ResourceType.ANY, _ANY, ResourcePatternType.ANY, _ANY, _ANY, AclOperation.ANY, AclPermissionType.ANY
)

_KINDS = {
    "topic": ResourceType.TOPIC,
    "group": ResourceType.GROUP,
    "transactional-id": ResourceType.TRANSACTIONAL_ID,
    "cluster": ResourceType.BROKER,  # what the client calls the resource that Kafka calls the cluster
}
_FIELDS = {
    "read": ("topic", ("READ",)),
    "write": ("topic", ("WRITE",)),
    "make": ("topic", ("CREATE", "DELETE")),
    "configs": ("topic", ("DESCRIBE", "DESCRIBE_CONFIGS")),
    "groups": ("group", ("READ",)),
    "describe_groups": ("group", ("DESCRIBE",)),
    "transactions": ("transactional-id", ("WRITE",)),
}
_ADMINISTER = {
    ("topic", "orin.*"): ("CREATE", "ALTER", "DELETE", "DESCRIBE", "DESCRIBE_CONFIGS", "ALTER_CONFIGS"),
    ("cluster", _CLUSTER): ("DESCRIBE", "ALTER"),
}


class AccessRule(Struct, frozen=True, order=True):
    """One thing that a user may do. `name` ends in `*` where it stands for every name that begins so."""

    kind: str
    """`topic`, `group`, `transactional-id` or `cluster`."""
    name: str
    operation: str


class UserChange(Struct, frozen=True, kw_only=True):
    """One difference: a missing user, a missing rule, or a rule that is not declared."""

    user: str
    action: Literal["create", "allow", "withdraw"]
    rule: AccessRule | None = None

    def __str__(self) -> str:
        if self.rule is None:
            return f"+ {self.user} (SCRAM-SHA-512)"
        sign = "+" if self.action == "allow" else "-"
        return f"{sign} {self.user}: {self.rule.operation} {self.rule.kind} {self.rule.name}"


def declared() -> dict[str, set[AccessRule]]:
    """The users by name, and what each may do."""
    document: dict[str, Any] = yaml.safe_load(resources.files("orin.infra.kafka").joinpath("users.yaml").read_text())
    return {user: set(_rules(fields)) for user, fields in document["users"].items()}


def _rules(fields: Mapping[str, Any]) -> Iterable[AccessRule]:
    for field, value in fields.items():
        if field == "administer":
            for (kind, name), operations in _ADMINISTER.items():
                yield from (AccessRule(kind, name, operation) for operation in operations)
        else:
            kind, operations = _FIELDS[field]
            yield from (AccessRule(kind, name, operation) for name in value for operation in operations)


def compare(
    wanted: Mapping[str, set[AccessRule]], users: Iterable[str], rules: Mapping[str, set[AccessRule]]
) -> list[UserChange]:
    """The differences of a cluster with these `users` and `rules` from the declaration, by user."""
    there = set(users)
    changes: list[UserChange] = []
    for user, allowed in wanted.items():
        found = rules.get(user, set())
        if user not in there:
            changes.append(UserChange(user=user, action="create"))
        changes += [UserChange(user=user, action="allow", rule=rule) for rule in sorted(allowed - found)]
        changes += [UserChange(user=user, action="withdraw", rule=rule) for rule in sorted(found - allowed)]
    return changes


class Users:
    """The users of the cluster that the settings name. Every method raises OrinError, naming it, when it fails."""

    def __init__(self, settings: Settings) -> None:
        self._address = settings.kafka_bootstrap
        self._admin = AdminClient(confluent_config(settings) | {"log_level": 0})

    def changes(self, wanted: Mapping[str, set[AccessRule]]) -> list[UserChange]:
        """What `apply` would do."""
        self._check_allowed()
        return compare(wanted, self._users(wanted), self._rules(wanted))

    def apply(self, changes: Sequence[UserChange], folder: Path | None, common: Mapping[str, str]) -> None:
        """Makes the changes: first what is allowed, then users, last of all what is withdrawn.

        A new user's password is generated and written to `folder`/USER.env, with the `common` settings, before it is
        sent to the cluster; if the file exists, its password is used. `common` says how users connect and is empty
        where that is not known. Raises Misuse without `folder` where users have to be created.
        """
        new = [change.user for change in changes if change.action == "create"]
        if new and folder is None:
            raise Misuse(
                f"user {new[0]} will be created: pass --secrets DIR, the folder for the passwords of new users"
            )
        allowed = _bindings(changes, "allow")
        if allowed:
            self._await(self._admin.create_acls(allowed, request_timeout=_TIMEOUT), "access rules cannot be created")
        for user in new:
            assert folder is not None
            self._create(user, _password(user, folder / f"{user}.env", common))
        if new and folder is not None and common:
            _await_known(read_secrets(folder / f"{new[-1]}.env"))
        withdrawn = [
            AclBindingFilter(*_place(c.user, c.rule)) for c in changes if c.action == "withdraw" and c.rule is not None
        ]
        if withdrawn:
            self._await(
                self._admin.delete_acls(withdrawn, request_timeout=_TIMEOUT), "access rules cannot be withdrawn"
            )
        self._await_visible(changes)

    def _await_visible(self, changes: Sequence[UserChange]) -> None:
        # A change is acknowledged before every broker knows it.
        deadline = time.monotonic() + _TIMEOUT
        names = {change.user for change in changes}
        while changes:
            users, rules = self._users(names), self._rules(names)
            if all(
                change.user in users
                if change.rule is None
                else (change.rule in rules[change.user]) == (change.action == "allow")
                for change in changes
            ):
                return
            if time.monotonic() > deadline:
                raise OrinError(
                    f"{self._address} acknowledged changes to users but does not show them; check the brokers' logs"
                )
            time.sleep(0.05)

    def _check_allowed(self) -> None:
        """Without the permission to see them, the client reports no rules at all, and crashes on users."""
        try:
            asked = self._admin.describe_cluster(include_authorized_operations=True, request_timeout=_TIMEOUT)
            allowed = asked.result().authorized_operations or ()
        except KafkaException as error:
            raise self._failed("the cluster does not answer", error) from error
        if AclOperation.DESCRIBE not in allowed or AclOperation.ALTER not in allowed:
            raise OrinError(
                f"only an administrator may see users and access rules on {self._address}: set ORIN_KAFKA_SASL_USERNAME"
                " and ORIN_KAFKA_SASL_PASSWORD to those of one, such as orin-admin"
            )

    def _create(self, user: str, password: str) -> None:
        info = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, _ITERATIONS)
        asked: list[UserScramCredentialAlteration] = [UserScramCredentialUpsertion(user, info, password.encode())]
        self._await(
            self._admin.alter_user_scram_credentials(asked, request_timeout=_TIMEOUT), f"user {user} cannot be created"
        )

    def _users(self, names: Iterable[str]) -> set[str]:
        there = set()
        asked: Any = self._admin.describe_user_scram_credentials(list(names), request_timeout=_TIMEOUT)
        for name, future in asked.items():
            try:
                infos = future.result().scram_credential_infos
            except KafkaException as error:
                if error.args[0].code() == KafkaError.RESOURCE_NOT_FOUND:
                    continue
                raise self._failed("users cannot be read", error) from error
            if any(info.mechanism is ScramMechanism.SCRAM_SHA_512 for info in infos):
                there.add(name)
        return there

    def _rules(self, users: Iterable[str]) -> dict[str, set[AccessRule]]:
        try:
            found = self._admin.describe_acls(_EVERY_RULE, request_timeout=_TIMEOUT).result()
        except KafkaException as error:
            raise self._failed("access rules cannot be read", error) from error
        rules: dict[str, set[AccessRule]] = {user: set() for user in users}
        for binding in found:
            user = binding.principal.removeprefix("User:")
            if user in rules and binding.permission_type is AclPermissionType.ALLOW:
                rules[user].add(_rule(binding))
        return rules

    def _await(self, futures: Mapping[Any, "Future[Any]"], what: str) -> None:
        for future in futures.values():
            try:
                future.result()
            except KafkaException as error:
                raise self._failed(what, error) from error

    def _failed(self, what: str, error: KafkaException) -> OrinError:
        reason = error.args[0].str()
        if error.args[0].code() == KafkaError.SECURITY_DISABLED:
            reason = "the cluster has no authorizer, so it has neither users nor access rules"
        return OrinError(f"{what} on {self._address}: {reason}")


def _password(user: str, file: Path, common: Mapping[str, str]) -> str:
    kept = read_secrets(file).get(_PASSWORD)
    password = kept or secrets.token_urlsafe(_PASSWORD_BYTES)
    write_secrets(file, {**common, _USERNAME: user, _PASSWORD: password})
    return password


def _await_known(environment: Mapping[str, str]) -> None:
    """Returns when every broker accepts this user; brokers learn of users and rules in the order of creation."""
    settings = Settings(**{name.removeprefix("ORIN_").lower(): value for name, value in environment.items()})
    for address in settings.kafka_bootstrap.split(","):
        config = confluent_config(settings.model_copy(update={"kafka_bootstrap": address}))
        try:
            # The client tries again by itself when it is refused.
            AdminClient(config | {"log_level": 0, "reconnect.backoff.max.ms": 500}).list_topics(timeout=_TIMEOUT)
        except KafkaException as error:
            raise OrinError(
                f"{address} does not accept the new user {settings.kafka_sasl_username}: {error.args[0].str()}"
            ) from error


def _bindings(changes: Iterable[UserChange], action: str) -> list[AclBinding]:
    return [AclBinding(*_place(c.user, c.rule)) for c in changes if c.action == action and c.rule is not None]


def _place(user: str, rule: AccessRule) -> tuple[ResourceType, str, ResourcePatternType, str, str, AclOperation, Any]:
    pattern = ResourcePatternType.PREFIXED if rule.name.endswith("*") else ResourcePatternType.LITERAL
    operation = AclOperation[rule.operation]
    name = rule.name.removesuffix("*")
    return _KINDS[rule.kind], name, pattern, f"User:{user}", _ANYWHERE, operation, AclPermissionType.ALLOW


def _rule(found: Any) -> AccessRule:
    kind = next((name for name, kind in _KINDS.items() if kind is found.restype), found.restype.name.lower())
    prefixed = found.resource_pattern_type is ResourcePatternType.PREFIXED
    return AccessRule(kind, found.name + "*" if prefixed else found.name, found.operation.name)
