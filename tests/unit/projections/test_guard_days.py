"""Guards by day: what is counted where, and how much was covered."""

from datetime import UTC, datetime, timedelta

from orin.projections.guard_days import days_of

TODAY = datetime(2026, 11, 21, tzinfo=UTC)
DAYS = [TODAY - timedelta(days=1), TODAY]
NOON = TODAY + timedelta(hours=12)


def test_each_guard_has_every_day_and_the_coverage_of_its_own_cameras() -> None:
    raised = [{"guard": "bags", "day": TODAY, "events": 5, "false_alarms": 4}]
    covered = [
        {"camera": "hq/a", "day": DAYS[0], "covered": 86_400.0},
        {"camera": "hq/a", "day": TODAY, "covered": 43_200.0},
        {"camera": "hq/b", "day": TODAY, "covered": 21_600.0},
        {"camera": "port/a", "day": TODAY, "covered": 1.0},
    ]
    found = days_of({"bags": ["hq/*"], "quiet": ["port/z"]}, raised, covered, DAYS, NOON)
    assert found == {
        "bags": [
            {"day": "2026-11-20", "events": 0, "false_alarms": 0, "coverage": 1.0},
            {"day": "2026-11-21", "events": 5, "false_alarms": 4, "coverage": 0.75},
        ],
        "quiet": [
            {"day": "2026-11-20", "events": 0, "false_alarms": 0, "coverage": None},
            {"day": "2026-11-21", "events": 0, "false_alarms": 0, "coverage": None},
        ],
    }


def test_what_was_covered_before_the_day_is_over_is_never_more_than_all_of_it() -> None:
    covered = [{"camera": "hq/a", "day": TODAY, "covered": 2.0}]
    for now in (TODAY, TODAY - timedelta(seconds=5), TODAY + timedelta(seconds=1)):
        ((day,),) = days_of({"bags": ["*"]}, [], covered, [TODAY], now).values()
        assert day["coverage"] == 1.0
