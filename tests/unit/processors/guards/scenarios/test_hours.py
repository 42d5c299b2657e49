"""The table of "Schedules, cooldown", of "Times and identity of an event", and of revisions."""

import pytest
from msgspec.structs import replace

from tests.unit.processors.guards.scenarios.language import Played, Scenario, check, params, play, scenarios

HOURS = """
== Hours are [from, to): a moment at from counts
start 2026-11-21T08:59:50Z
guard enters: {zone: left} with schedule: {hours: "09:00-10:00", timezone: UTC}
person P 9.5 100,500
person Q 9.4 100,700
until 14
-> 10 occurred P

== Hours are [from, to): a moment at to does not
start 2026-11-21T09:59:50Z
guard enters: {zone: left} with schedule: {hours: "09:00-10:00", timezone: UTC}
person P 9.4 100,500
person Q 9.5 100,700
until 14
-> 9.9 occurred P

== local wall time of the time zone
start 2026-11-21T07:59:50Z
guard enters: {zone: left} with schedule: {hours: "09:00-10:00", timezone: Europe/Berlin}
person P 9.5 100,500
person Q 9.4 100,700
until 14
-> 10 occurred P

== days: a Saturday is not among mon-fri
guard enters: {zone: left} with schedule: {days: mon-fri, hours: "08:00-20:00", timezone: UTC}
guard h enters: {zone: left} with schedule: {days: [sat], hours: "08:00-20:00", timezone: UTC}
person P 3 100,500
until 6
-> 3.5 occurred P guard h

== compared after conversion of at: it is Saturday there already
start 2026-11-20T23:30:00Z
guard enters: {zone: left} with schedule: {days: [sat], timezone: Europe/Berlin}
guard h enters: {zone: left} with schedule: {days: [fri], timezone: Europe/Berlin}
person P 3 100,500
until 6
-> 3.5 occurred P guard g

== over midnight, the day is the one on which the period opened
start 2026-11-21T01:00:00Z
guard enters: {zone: left} with schedule: {days: [fri], hours: "22:00-06:00", timezone: UTC}
guard h enters: {zone: left} with schedule: {days: [sat], hours: "22:00-06:00", timezone: UTC}
person P 3 100,500
until 6
-> 3.5 occurred P guard g

== over midnight, its end is that of the next morning
start 2026-11-21T05:59:50Z
guard enters: {zone: left} with schedule: {days: [fri], hours: "22:00-06:00", timezone: UTC}
person P 9.4 100,500
person Q 9.5 100,700
until 14
-> 9.9 occurred P

== except: not on that day
guard enters: {zone: left} with schedule: {hours: "08:00-20:00", timezone: UTC, except: ["2026-11-21"]}
guard h enters: {zone: left} with schedule: {hours: "08:00-20:00", timezone: UTC, except: ["2026-11-20"]}
person P 3 100,500
until 6
-> 3.5 occurred P guard h

== except over midnight: the day on which the period opened
start 2026-11-21T01:00:00Z
guard enters: {zone: left} with schedule: {hours: "22:00-06:00", timezone: UTC, except: ["2026-11-21"]}
guard h enters: {zone: left} with schedule: {hours: "22:00-06:00", timezone: UTC, except: ["2026-11-20"]}
person P 3 100,500
until 6
-> 3.5 occurred P guard g

== a repeated hour counts twice
start 2026-10-25T00:29:50Z
guard enters: {zone: left} with schedule: {hours: "02:30-02:45", timezone: Europe/Berlin}
person P 15 100,500 gone 20
person Q 920 200,500 gone 925
person R 3615 300,500 gone 3620
person S 4520 400,500 gone 4525
missing 24-905
missing 926-3605
missing 3622-4509
until 4530
-> 15.5 occurred P
-> 3615.5 occurred R

== a repeated hour: a window that spans both is one, as they touch
start 2026-10-25T00:59:50Z
guard unattended: {for: 15s} with schedule: {hours: "02:00-03:00", timezone: Europe/Berlin}
suitcase B 0 500,500
until 20
-> 15 opened B since 0

== a repeated hour over midnight belongs to the day on which the period opened
start 2026-10-25T00:59:50Z
guard enters: {zone: left} with schedule: {days: [sat], hours: "23:00-03:00", timezone: Europe/Berlin}
guard h enters: {zone: left} with schedule: {days: [sun], hours: "23:00-03:00", timezone: Europe/Berlin}
person P 3 100,300
person Q 15 100,600
until 20
-> 3.5 occurred P guard g
-> 15.5 occurred Q guard g

== a missing hour counts not at all
start 2026-03-29T00:59:50Z
guard unattended: {for: 5s} with schedule: {hours: "02:15-02:45", timezone: Europe/Berlin}
guard h unattended: {for: 5s} with schedule: {hours: "01:30-02:30", timezone: Europe/Berlin}
suitcase B 0 500,500
missing 20-1000
until 1010
-> 5 opened B since 0 guard h
-> 10 withdrawn B guard h

== a missing hour: a period that begins in it begins as it ends
start 2026-03-29T00:59:50Z
guard unattended: {for: 5s} with schedule: {hours: "02:30-04:00", timezone: Europe/Berlin}
suitcase B 0 500,500
until 18
-> 15 opened B since 10

== State is kept always; timers start no earlier than the period's opening
start 2026-11-21T08:59:50Z
guard unattended: {for: 5s, attended_by: owner} with schedule: {hours: "09:00-10:00", timezone: UTC}
person P 0 530,500 > 2 530,500 > 6 930,500
suitcase B 0 500,500
until 18
-> 15 opened B since 10 owner P

== State is kept always: who was outside before it opens has entered
start 2026-11-21T08:59:50Z
guard enters: {zone: left} with schedule: {hours: "09:00-10:00", timezone: UTC}
person P 0 640,500 > 8.4 640,500 > 10.4 440,500 > 12 440,500
until 18
-> 10.3 occurred P

== at its end open events close as withdrawn
start 2026-11-21T09:59:50Z
guard loiters: {zone: left, for: 5s} with schedule: {hours: "09:00-10:00", timezone: UTC}
person P 0 100,500
until 14
-> 5 opened P since 0
-> 10 withdrawn P

== at its end: due on the last frame it opens, due on the end it does not
start 2026-11-21T09:59:50Z
guard loiters: {zone: left, for: 9.9s} with schedule: {hours: "09:00-10:00", timezone: UTC}
guard h loiters: {zone: left, for: 10s} with schedule: {hours: "09:00-10:00", timezone: UTC}
person P 0 100,500
until 14
-> 9.9 opened P since 0 guard g
-> 10 withdrawn P guard g
"""

COOLDOWN = """
== Cooldown counts from the last notified event's at; only notification is suppressed
guard enters: {zone: left} with cooldown: 10s
person P 3 100,300
person Q 7 100,500
person R 12.9 100,700
person S 13 100,900
until 16
-> 3.5 occurred P
-> 7.5 occurred Q notify cooldown
-> 13.4 occurred R notify cooldown
-> 13.5 occurred S

== Cooldown is per guard
guard enters: {zone: left} with cooldown: 10s
guard h enters: {zone: left} with cooldown: 10s
person P 3 100,300
until 16
-> 3.5 occurred P guard g
-> 3.5 occurred P guard h

== Cooldown: an event that did not notify begins none
guard loiters: {zone: left, for: 8s} with cooldown: 10s
person P 0 100,300
person Q 8 100,500
missing 1.1-7
until 20
-> 8 opened P since 0 certainty indeterminate notify indeterminate coverage 0.25
-> 14.2 updated P coverage 0.5775
-> 16 opened Q since 8 notify cooldown

== Cooldown: while it holds it notifies nobody, though it escalates
guard unattended: {for: 2s, escalate: [{after: 2s, severity: high}]} with cooldown: 10s
suitcase B 0 200,500
suitcase C 1 800,500
until 8
-> 2 opened B since 0
-> 3 opened C since 1 notify cooldown
-> 4 updated B severity high
-> 5 updated C severity high notify cooldown

== late: published more than late_after (60 s) after it was captured, it does not notify
guard enters: {zone: left} with cooldown: 10s
person P 3 100,300
person Q 7 100,500
late 3-4
until 9
-> 3.5 occurred P notify late late yes
-> 7.5 occurred Q

== late: a phase of its own
guard loiters: {zone: left, for: 5s}
person P 0 100,500 > 6 100,500 > 12 700,500
late 8-20
until 14
-> 5 opened P since 0 late no
-> 10.6 ended P notify late late yes
"""

REVISIONS = """
== A revision that leaves the meaning alone carries open events on: updated, same id
guard unattended: {for: 5s} with severity: low
suitcase B 0 500,500
at 8 guard unattended: {for: 5s} with severity: high
until 10
-> 5 opened B since 0 severity low
-> 8 updated B since 0 severity high

== applied in mid-window, such a revision does not begin the timer anew
guard unattended: {for: 5s}
suitcase B 0 500,500
at 3 guard unattended: {for: 5s} with notify: [desk]
until 10
-> 5 opened B since 0 notify_to ('desk',)

== name of a zone that it does not use: updated
guard unattended: {for: 5s}
suitcase B 0 500,500
at 8 camera zones: {other: [[0, 0], [1, 0], [1, 1]]}
until 10
-> 5 opened B since 0
-> 8 updated B since 0

== another meaning: open events close as withdrawn and timers start anew
guard unattended: {for: 5s}
suitcase B 0 500,500
at 8 guard unattended: {for: 4s}
until 14
-> 5 opened B since 0
-> 8 withdrawn B since 0
-> 12 opened B since 8

== another geometry of its zone is another meaning
guard unattended: {for: 5s, zone: left}
suitcase B 0 300,500
at 8 camera zones: {left: [[0, 0], [0.6, 0], [0.6, 1], [0, 1]]}
until 14
-> 5 opened B since 0
-> 8 withdrawn B since 0
-> 13 opened B since 8

== a guard withdrawn in mid-window says nothing
guard unattended: {for: 5s}
suitcase B 0 500,500
at 4 withdraw g
until 14
-> nothing

== a guard withdrawn when open
guard unattended: {for: 5s}
suitcase B 0 500,500
at 8 withdraw g
until 14
-> 5 opened B since 0
-> 8 withdrawn B since 0

== applied in mid-window: no window begins before the first observed frame under it
guard appears: {zone: desk}
suitcase B 0 700,500
at 3 guard h unattended: {for: 5s}
shed 3-4
until 14
-> 9 opened B since 4 guard h

== applied in mid-window, who is its owner is known from before, where people's ways are followed
guard delivered: {zone: desk, for: 1m}
person P 0 830,500 > 2 830,500 > 6 430,500 > 8 430,500
suitcase B 0 800,500
at 5 guard h unattended: {for: 5s, attended_by: owner}
until 14
-> 10 opened B since 5 guard h owner P

== applied as the first that asks for people's ways, it does not know them
guard appears: {zone: desk}
person P 0 830,500 > 2 830,500 > 6 430,500 > 8 430,500
suitcase B 0 800,500
at 5 guard h unattended: {for: 5s, attended_by: owner}
until 14
-> 10 opened B since 5 guard h owner -

== cooldown lasts through another meaning
guard enters: {zone: left} with cooldown: 20s
person P 3 100,300
person Q 12 100,500
at 6 guard enters: {zone: left, inertia: 0.4s} with cooldown: 20s
until 16
-> 3.5 occurred P
-> 12.4 occurred Q notify cooldown
"""


@pytest.mark.parametrize("scenario", params(HOURS))
def test_schedules(scenario: Scenario) -> None:
    check(scenario)


@pytest.mark.parametrize("scenario", params(COOLDOWN))
def test_cooldown_and_late(scenario: Scenario) -> None:
    check(scenario)


@pytest.mark.parametrize("scenario", params(REVISIONS))
def test_revisions(scenario: Scenario) -> None:
    check(scenario)


def the(table: str) -> Played:
    (scenario,) = scenarios(table)
    return play(scenario)


BAG = """== one
guard unattended: {for: 5s, zone: left}
suitcase B 0 300,500
until 6
-> 5 opened B
"""


class TestIdentity:
    """event_id = uuid5 of guard, hash of (`when` + the geometry it names), camera, subject, `since`."""

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("zone: left}", "zone: left} with severity: high; notify: [desk]; cooldown: 5s; min_coverage: 0.5"),
            ("until", "camera ignore: {a: [[0, 0], [0.1, 0], [0.1, 0.1]]}\nuntil"),
            ("until", "person Q 1 900,500\nuntil"),
            ("zone: left}", "zone: left} with schedule: {timezone: UTC}"),
        ],
    )
    def test_the_same(self, old: str, new: str) -> None:
        assert the(BAG.replace(old, new)).events[0].event_id == the(BAG).events[0].event_id

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("guard unattended", "guard h unattended"),
            ("for: 5s", "for: 4s"),
            ("zone: left", "zone: floor"),
            ("300,500", "310,500"),
            ("B 0", "B 0.1"),
        ],
    )
    def test_another(self, old: str, new: str) -> None:
        assert the(BAG.replace(old, new)).events[0].event_id != the(BAG).events[0].event_id

    def test_cooldown_names_the_event_that_was_notified(self) -> None:
        first, second = the(
            "== one\nguard enters: {zone: left} with cooldown: 9s\n"
            "person P 3 100,300\nperson Q 5 100,500\nuntil 8\n-> x"
        ).events
        assert (first.cooldown_event, second.cooldown_event) == (None, first.event_id)

    def test_a_revision_that_carries_it_on_is_named(self) -> None:
        opened, updated = the(
            BAG.replace("until 6", "at 6 guard unattended: {for: 5s, zone: left} with severity: high\nuntil 7")
        ).events
        assert opened.event_id == updated.event_id
        assert [event.guard_revision[:2] for event in (opened, updated)] == ["1-", "2-"]

    def test_the_content_is_everything_but_the_provenance(self) -> None:
        (event,) = the(BAG).events
        moved = replace(event.provenance, offset=event.provenance.offset + 1, build="other")
        assert replace(event, provenance=moved).digest == event.digest
