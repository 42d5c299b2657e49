"""A camera's name is one grammar: what `guards check` accepts, `ingest`, the JSON Schema and the frame store accept."""

import json
from pathlib import Path, PurePosixPath

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.cli.specs.schema import json_schema
from orin.processors.specs.parse import SpecError, parse_specs
from orin.runtime.frames.store import FrameStore
from orin.schemas.errors import Misuse
from orin.schemas.names import check_camera

SCHEMA = jsonschema_rs.validator_for(json_schema())
NAMES = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"[A-Za-z0-9_.-]{0,70}/[A-Za-z0-9_.-]{0,70}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}/[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", fullmatch=True),
)


def accepted(name: str) -> bool:
    """By `orin ingest --camera`, and everything else that is given a name."""
    try:
        return check_camera(name) == name
    except Misuse:
        return False


@given(NAMES)
def test_specs_the_schema_and_ingest_agree(name: str) -> None:
    document = {"camera": name}
    try:
        [spec] = parse_specs(json.dumps(document), "cameras.json")
        in_specs = spec.name == name
    except SpecError:
        in_specs = False
    assert in_specs == SCHEMA.is_valid(document) == accepted(name)


@given(NAMES)
def test_a_name_stays_within_the_frame_store(name: str) -> None:
    if accepted(name):
        parts = PurePosixPath(name).parts
        assert len(parts) == 2
        assert not set(parts) & {".", "..", "/"}


@pytest.mark.parametrize("name", ["HQ/Lobby-1", "hq/lobby_2.east", "0/0", f"{'s' * 64}/{'C' * 64}"])
def test_capitals_and_64_characters_are_allowed(name: str, tmp_path: Path) -> None:
    assert accepted(name)
    store = FrameStore(tmp_path.as_uri(), 60, 10**6)
    assert store.get(store.put(name, 1, b"frame")) == b"frame"


@pytest.mark.parametrize(
    "name",
    ["lobby", "a/b/c", "../b", "a/..", "a/.b", "-a/b", "a/ b", "a/b\n", f"{'s' * 65}/c", f"s/{'c' * 65}", "ä/b", ""],
)
def test_the_message_says_what_a_name_is(name: str) -> None:
    with pytest.raises(Misuse) as error:
        check_camera(name)
    assert str(error.value) == (
        f"camera {name!r}: a camera's name is SITE/NAME, each part at most 64 characters of a-z, A-Z, 0-9, '_', '.' "
        "and '-', beginning with a letter or digit (such as hq/lobby-1)"
    )
