"""The examples and tables of docs/guards.md are of the language as it is."""

import re
from pathlib import Path

import pytest

from processors.specs.models import KINDS, PLANNED, CameraSpec, GuardSpec
from processors.specs.parse import parse_specs

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "guards.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_are_read(text: str) -> None:
    if text.startswith("when:"):
        assert parse_specs(f"guard: g\ncameras: a/b\n{text}", "docs/guards.md")
    else:
        assert parse_specs(text, "docs/guards.md", {})


def test_every_kind_is_described_and_every_other_is_named_as_missing() -> None:
    for kind in KINDS:
        assert re.search(rf"\| `{kind}`|`{kind}`.* \|", PAGE)
    missing = re.search(r"^(`removed`.*?)are not available yet", PAGE, re.DOTALL | re.MULTILINE)
    assert missing is not None
    assert set(re.findall(r"`(\w+)`", missing[1])) == set(PLANNED) - set(KINDS)


def test_every_field_is_described() -> None:
    for model in (CameraSpec, GuardSpec):
        for name in model.__struct_encode_fields__:
            assert f"| `{name}` |" in PAGE
