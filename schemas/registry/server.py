"""A Confluent-compatible schema registry server. It must hold the ids of the registry file, so that a message
means the same with it and without it; beyond them it knows the schemas of newer builds.
"""

import json
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from confluent_kafka.schema_registry import Schema, SchemaRegistryClient, SchemaRegistryError

from orin.schemas.errors import Misuse, OrinError
from orin.schemas.registry.file import Entry, FileRegistry, file_registry, fingerprint

_CLIENT = {"timeout": 10.0, "max.retries": 3, "retries.wait.ms": 300}
"""Seconds for one request; one that fails is repeated, with exponential backoff and jitter."""
_NOT_FOUND = 404


class ServerRegistry:
    """The registry at `url`. A password in the URL is used, and shown in no message.

    Every method that asks the server raises OrinError where it does not answer or refuses.
    """

    def __init__(self, url: str, file: FileRegistry | None = None) -> None:
        self._file = file or file_registry()
        self._url = _without_password(url)
        try:
            self._client = SchemaRegistryClient({"url": url, **_CLIENT})
        except ValueError:
            raise Misuse(f"ORIN_SCHEMA_REGISTRY_URL is {self._url!r}; it must begin with http:// or https://") from None

    def entries(self) -> list[Entry]:
        return self._file.entries()

    def schema(self, entry: Entry) -> dict[str, Any]:
        return self._file.schema(entry)

    def foreign(self, schema_id: int) -> dict[str, Any] | None:
        """The schema that the server holds under an id; None if it has none, or one that is not an Avro record."""
        found = self._ask(self._client.get_schema, schema_id)
        if found is None or found.schema_type != "AVRO":
            return None
        schema = json.loads(found.schema_str)
        return schema if isinstance(schema, dict) else None

    def missing(self) -> list[Entry]:
        """Entries of the file that the server does not have, in the order of their ids.

        Raises OrinError where the server holds another schema under one of the ids, or one of the versions under
        another id.
        """
        return [entry for entry in self.entries() if not self._holds(entry)]

    def verify(self) -> None:
        """Raises OrinError unless the server holds every entry of the file under its id."""
        if missing := self.missing():
            names = ", ".join(f"{entry.subject} {entry.version}" for entry in missing)
            raise OrinError(f"schema registry {self._url} lacks {names}: run `orin schemas register`")

    def register(self) -> list[Entry]:
        """Registers what is missing, in the order of the ids, under FULL_TRANSITIVE compatibility; returns it.

        Raises OrinError before anything is written where an id or a version is taken by something else, and at the
        first schema to which the server gives another id than the file (it was given out before, and deleted).
        """
        missing = self.missing()
        for entry in missing:
            given = self._ask(self._client.register_schema, entry.subject, self._as_registered(entry))
            if given != entry.id:
                raise self._other_id(entry, given)
        for subject in sorted({entry.subject for entry in missing}):
            self._ask(self._client.set_compatibility, subject, "FULL_TRANSITIVE")
        return missing

    def _holds(self, entry: Entry) -> bool:
        under_id = self._ask(self._client.get_schema, entry.id)
        if under_id is not None and fingerprint(json.loads(under_id.schema_str)) != entry.fingerprint:
            raise OrinError(
                f"schema registry {self._url} holds another schema under id {entry.id} than {entry.subject} "
                f"{entry.version}: ids must be those of schemas/registry.json; use a separate registry for ORIN"
            )
        version = self._ask(self._client.get_version, entry.subject, entry.version)
        if version is None:
            return False
        if version.schema_id != entry.id:
            raise self._other_id(entry, version.schema_id)
        return True

    def _other_id(self, entry: Entry, given: int | None) -> OrinError:
        return OrinError(
            f"schema registry {self._url} gives {entry.subject} {entry.version} the id {given}, "
            f"schemas/registry.json the id {entry.id}: they must be equal; use a separate registry for ORIN"
        )

    def _as_registered(self, entry: Entry) -> Schema:
        return Schema(json.dumps(self.schema(entry), ensure_ascii=False), schema_type="AVRO")

    def _ask(self, method: Any, *args: Any) -> Any:
        """The server's answer; None for what it does not have."""
        try:
            return method(*args)
        except SchemaRegistryError as error:
            if error.http_status_code == _NOT_FOUND:
                return None
            raise OrinError(
                f"schema registry {self._url} refuses: {error.error_message} (HTTP {error.http_status_code})"
            ) from None
        except Exception as error:  # the HTTP client's own tree, and JSON errors of what is no registry
            raise OrinError(
                f"schema registry {self._url} does not answer like a schema registry ({type(error).__name__}): "
                "check ORIN_SCHEMA_REGISTRY_URL and that the registry is running"
            ) from None


def _without_password(urls: str) -> str:
    """The address or addresses as they may be shown."""
    return ",".join(_without_userinfo(url) for url in urls.split(","))


def _without_userinfo(url: str) -> str:
    parts = urlsplit(url.strip())
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"***@{host}" if "@" in parts.netloc else host, parts.path, "", ""))
