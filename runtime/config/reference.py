"""The reference pages that are made from code: docs/settings.md and docs/metrics.md.

`python -m orin.runtime.config.reference` writes them; a test holds them to the code.
"""

import types
import typing
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from orin.runtime.config.settings import Settings
from orin.runtime.observability import metrics

_SETTINGS = """# Settings

Every process reads the same settings: environment variables, or lines `ORIN_NAME=value` in a file `.env` in the
working directory; the environment wins. Lengths of time are seconds, sizes bytes. Values marked secret are never
logged.

This page is made from `runtime/config/settings.py` by `python -m orin.runtime.config.reference`; a test compares them.

| setting | default | what it does |
|---|---|---|
"""

_METRICS = """# Metrics

A worker serves them on `http://ORIN_METRICS_HOST:ORIN_METRICS_PORT/metrics` when `ORIN_METRICS_PORT` is set, the api
on its own address under `/metrics`. Histograms come as `_bucket`, `_sum` and `_count`.

This page is made from `runtime/observability/metrics.py` by `python -m orin.runtime.config.reference`; a test
compares them.

| metric | type | labels | what it counts |
|---|---|---|---|
"""


def settings_page() -> str:
    """docs/settings.md."""
    prefix = Settings.model_config["env_prefix"]
    rows = (
        f"| `{prefix}{name.upper()}` | {_default(field)} | {field.description}{_limits(field)} |\n"
        for name, field in Settings.model_fields.items()
    )
    return _SETTINGS + "".join(rows)


def metrics_page() -> str:
    """docs/metrics.md."""
    rows = (
        f"| `{name}` | {kind} | {', '.join(f'`{label}`' for label in labels)} | {text} |\n"
        for name, kind, text, labels in metrics.catalogue()
    )
    return _METRICS + "".join(rows)


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is None or value is PydanticUndefined:
        return "none"
    if isinstance(value, SecretStr):
        return f"`{value.get_secret_value()}`"
    if isinstance(value, Path):
        return f"`{value}`".replace(str(Path.home()), "~")
    return f"`{value}`"


def _limits(field: FieldInfo) -> str:
    notes = [" Secret."] if _is_secret(field.annotation) else []
    for limit in field.metadata:
        for name, word in (("gt", "more than"), ("ge", "at least"), ("lt", "less than"), ("le", "at most")):
            if (bound := getattr(limit, name, None)) is not None:
                notes.append(f" {word.capitalize()} {bound}.")
    return "".join(notes)


def _is_secret(annotation: object) -> bool:
    if isinstance(annotation, types.UnionType):
        return any(part is SecretStr for part in typing.get_args(annotation))
    return annotation is SecretStr


if __name__ == "__main__":
    docs = Path(__file__).resolve().parents[2] / "docs"
    (docs / "settings.md").write_text(settings_page())
    (docs / "metrics.md").write_text(metrics_page())
