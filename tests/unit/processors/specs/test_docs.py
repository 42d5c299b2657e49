"""The examples and tables of docs/guards.md are of the language as it is."""

import re

import pytest
from msgspec.structs import fields

from orin.processors.guards.kinds import OWN
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.parse import parse_specs
from orin.processors.specs.rule import Rule
from tests.support.repository import ROOT

PAGE = (ROOT / "docs" / "guards.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_are_read(text: str) -> None:
    if text.startswith("when:"):
        assert parse_specs(f"guard: g\ncameras: a/b\n{text}", "docs/guards.md")
    else:
        assert parse_specs(text, "docs/guards.md", {})


def test_every_kind_and_every_field_of_it_is_in_the_table() -> None:
    common = {field.encode_name for field in fields(Rule)}
    for kind in OWN:
        row = next(row for row in PAGE.splitlines() if row.startswith("|") and f"`{kind.name}`" in row.split("|")[1])
        for field in fields(kind.rule):
            if field.encode_name not in common:
                assert f"`{field.encode_name}`" in row.split("|")[2], (kind.name, field.encode_name)


def test_every_field_is_described() -> None:
    for model in (CameraSpec, GuardSpec):
        for name in model.__struct_encode_fields__:
            assert f"| `{name}` |" in PAGE
