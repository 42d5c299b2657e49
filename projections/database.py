"""Connections to the database, and how errors and logs may name it."""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from orin.runtime.database import why
from orin.schemas.errors import Misuse, OrinError

_CONNECT_TIMEOUT = 5


class DatabaseUnavailable(OrinError):
    """The database refuses connections for now; trying again later may help."""


def address(url: str) -> str:
    """`host:port/database` of a libpq URL: what errors and logs may name. Misuse where it is no such URL."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise Misuse("ORIN_DATABASE_URL is not a libpq URL (postgresql://USER:PASSWORD@HOST:PORT/DATABASE)") from None
    return f"{parts.get('host', 'localhost')}:{parts.get('port', 5432)}/{parts.get('dbname', '')}"


def connect(url: str, autocommit: bool = False) -> psycopg.Connection:
    """An open connection. Raises DatabaseUnavailable, which names the address, where there is none to be had."""
    where = address(url)
    try:
        return psycopg.connect(url, autocommit=autocommit, connect_timeout=_CONNECT_TIMEOUT, application_name="orin")
    except psycopg.OperationalError as error:
        said = f"PostgreSQL at {where} (ORIN_DATABASE_URL) refused a connection: {why(error)}"
        raise DatabaseUnavailable(said) from error
