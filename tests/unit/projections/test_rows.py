"""What the projector tells of a record without asking the server."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from orin.projections.rows import fault
from orin.schemas.records import HealthEvent, Spec
from tests.support.processes.projection_records import event

AT = 1_795_000_000_000_000
HEALTH = HealthEvent(kind="camera.dark", camera="hq/a", at=AT, since=None, message="good")


def test_a_sound_record_has_no_fault() -> None:
    spec = Spec(kind="guard", name="g", revision="1-x", body='{"text": "\\\\u0000"}', active_from=0)
    assert [fault(record) for record in (event(AT), HEALTH, spec)] == [None, None, None]


@given(st.sampled_from(["camera", "zone", "guard", "notify_to"]), st.text(), st.text())
def test_a_nul_is_found_wherever_it_is(field: str, before: str, after: str) -> None:
    spoilt = before + "\0" + after
    value = ("desk", spoilt) if field == "notify_to" else spoilt
    assert fault(replace(event(AT), **{field: value})) == f"{field} contains a NUL character"


@given(st.integers(min_value=253_402_300_800_000_000, max_value=2**63 - 1))
def test_a_time_of_no_calendar_is_named(at: int) -> None:
    assert fault(replace(HEALTH, since=at)) == f"since {at} µs lies outside the years 1 to 9999"
