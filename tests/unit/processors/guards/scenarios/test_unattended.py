"""The table of "Unattended": the rule for anyone, closing, steps."""

import pytest

from tests.unit.processors.guards.scenarios.language import Scenario, check, params

ANYONE = """
== anyone: somebody attends when, within radius, he has moved less than half his height in the last 2 s
guard unattended: {for: 5s}
person Q 0 640,500
suitcase B 0 500,500
until 20
-> nothing

== anyone: until he leaves, though he paces meanwhile
guard unattended: {for: 5s}
person Q 0 560,500 > 3 560,500 > 4 640,500 > 5 560,500 > 6 640,500 > 7 560,500 > 8 640,500 > 9 560,500 > 10 640,500
suitcase B 0 500,500
until 12
-> nothing

== anyone: he leaves, and the time counts from there
guard unattended: {for: 5s}
person Q 0 560,500 > 3 560,500 > 7 960,500
suitcase B 0 500,500
until 12
-> 9 opened B since 4

== anyone: who has always moved does not attend
guard unattended: {for: 5s}
person Q 0 600,440 > 1 500,440 > 2 600,440 > 3 500,440 > 4 600,440 > 5 500,440 > 6 600,440 > 7 500,440 > 8 600,440
suitcase B 0 550,500
until 8
-> 7 opened B since 0 due 5

== Walking through does not reset the timer
guard unattended: {for: 10s}
person Q 4 100,440 > 12 900,440
suitcase B 0 500,500
until 14
-> 10 opened B since 0 due 10

== Walking through does not close an event
guard unattended: {for: 5s}
person Q 6 100,440 > 14 900,440
suitcase B 0 500,500
until 16
-> 5 opened B since 0

== a busy place where walkers pass all the time, and hide the bag now and then
guard unattended: {for: 20s}
person Q 1 100,440 > 9 900,440 gone 9
person R 5 900,560 > 13 100,560 gone 13
person S 9 100,440 > 17 900,440 gone 17
person T 13 900,560 > 21 100,560 gone 21
person U 17 100,440 > 25 900,440 gone 25
person V 21 900,560 > 29 100,560 gone 29
suitcase B 0 500,500 hidden 8.7-9.3 hidden 16.7-17.3
until 30
-> 22 opened B since 0 due 20

== If somebody undecided is inside on the due frame, the decision waits <= 2 s: he attends, dated back to his entry
guard unattended: {for: 5s}
person Q 2 800,500 > 5 620,500 > 20 620,500
suitcase B 0 500,500
until 20
-> nothing

== the decision waits, and he goes: due_at kept
guard unattended: {for: 5s}
person Q 2 820,500 > 4 620,500 > 5 520,500 > 8 820,500
suitcase B 0 500,500
until 20
-> 6.4 opened B since 0 due 5

== the decision waits 2 s and no longer
guard unattended: {for: 5s}
person Q 2 800,440 > 4 600,440 > 5 500,440 > 6 600,440 > 7 500,440 > 8 600,440 > 20 600,440
suitcase B 0 550,500
until 14
-> 7 opened B since 0 due 5
-> 9.6 ended B

== it closes as ended when somebody attends, at once
guard unattended: {for: 5s}
person Q 6 800,500 > 8 600,500
suitcase B 0 500,500
until 14
-> 5 opened B since 0
-> 9.6 ended B

== attended_by anyone: the owner too attends by that rule
guard unattended: {for: 5s, attended_by: anyone}
person P 0 530,500 > 3 530,500 > 7 930,500 > 11 530,500
suitcase B 0 500,500
until 16
-> 9.3 opened B since 4.3 owner P
-> 12.6 ended B
"""

CLOSING = """
== owner back: claimed, at once
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 3 530,500 > 7 930,500 > 10 930,500 > 13 630,500
suitcase B 0 500,500
until 16
-> 9.3 opened B since 4.3 owner P
-> 12.8 claimed B owner P

== Object leaves its place: removed; by another, severity rises one step
guard unattended: {for: 5s, attended_by: owner} with severity: high
person P 0 530,500 > 3 530,500 > 7 930,500
person Q 8 100,520 > 11.7 470,520 > 13 470,520 > 17 70,520
suitcase B 0 500,500 > 13 500,500 > 17 100,500
until 18
-> 9.3 opened B since 4.3 owner P severity high
-> 13.4 removed B by other severity critical

== removed by another: critical stays critical
guard unattended: {for: 5s, attended_by: owner} with severity: critical
person P 0 530,500 > 3 530,500 > 7 930,500
person Q 8 100,520 > 11.7 470,520 > 13 470,520 > 17 70,520
suitcase B 0 500,500 > 13 500,500 > 17 100,500
until 18
-> 9.3 opened B since 4.3 owner P severity critical
-> 13.4 removed B by other severity critical

== removed with nobody in sight: taken_by unknown
guard unattended: {for: 5s}
suitcase B 0 500,500 > 8 500,500 > 12 100,500
until 14
-> 5 opened B since 0
-> 8.4 removed B by unknown

== an object moved by a passer-by by its own size or less: same subject, same timer
guard unattended: {for: 10s}
suitcase B 0 500,500 > 4 500,500 > 4.3 530,500
person Q 1 100,520 > 4 400,520 > 8 800,520
until 12
-> 10 opened B since 0

== an object moved by a passer-by farther than its size rests anew
guard unattended: {for: 10s}
suitcase B 0 500,500 > 4 500,500 > 4.4 540,500
until 17
-> 14.4 opened B since 4.4

== an object moved by a passer-by when open: nothing is said below its size
guard unattended: {for: 5s}
suitcase B 0 500,500 > 7 500,500 > 7.3 530,500
until 12
-> 5 opened B since 0

== removed needs evidence: a person was within radius in the 5 s before its last detection
guard unattended: {for: 5s}
person Q 6 820,500 > 8 620,500 > 9 520,500 > 12 820,500
suitcase B 0 500,500 gone 10
until 24
-> 5 opened B since 0
-> 20.1 removed B by unknown

== removed: within radius exactly 5 s before its last detection is evidence
guard unattended: {for: 5s}
person Q 6 820,500 > 8 620,500 > 11 920,500
suitcase B 0 500,500 gone 13.3
until 26
-> 5 opened B since 0
-> 23.4 removed B by unknown

== removed: one frame earlier is none
guard unattended: {for: 5s}
person Q 6 820,500 > 8 620,500 > 11 920,500
suitcase B 0 500,500 gone 13.4
until 26
-> 5 opened B since 0
-> 23.5 indeterminate B

== removed while the owner was away, by who was with it last
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 3 530,500 > 7 930,500
person Q 11 100,520 > 14.7 470,520 > 16 470,520 > 20 70,520
suitcase B 0 500,500 gone 15
until 30
-> 9.3 opened B since 4.3 owner P
-> 25.1 removed B by other severity high

== removed under anyone: taken_by owner
guard unattended: {for: 5s}
person P 0 530,500 > 3 530,500 > 7 930,500 > 10 930,500 > 14.1 520,520 > 18 130,520
suitcase B 0 500,500 > 14.2 500,500 > 18 120,500
until 20
-> 9.3 opened B since 4.3
-> 14.6 removed B by owner

== removed by a stranger where no owner is known: taken_by unknown
guard unattended: {for: 5s}
person Q 6 100,520 > 9.7 470,520 > 13.7 70,520
suitcase B 0 500,500 > 9.8 500,500 > 13.8 100,500
until 20
-> 5 opened B since 0
-> 10.2 removed B by unknown

== without evidence it is indeterminate
guard unattended: {for: 5s}
suitcase B 0 500,500 gone 10
until 24
-> 5 opened B since 0
-> 20.1 indeterminate B

== Two steps of escalate never fire on one frame; each is a phase updated
guard unattended: {for: 5s, escalate: [{after: 2s, severity: high}, {after: 4s, severity: critical}]}
suitcase B 0 500,500
until 14
-> 5 opened B since 0
-> 7 updated B severity high
-> 9 updated B severity critical

== escalate: two steps that are due at once come on two frames
guard unattended: {for: 5s, escalate: [{after: 2s, severity: high}, {after: 2.05s, severity: critical}]}
suitcase B 0 500,500
missing 6-9
until 14
-> 5 opened B since 0
-> 9 updated B severity high
-> 9.1 updated B severity critical

== escalate: claimed one frame before
guard unattended: {for: 5s, attended_by: owner, escalate: [{after: 2s, severity: high}]}
person P 0 530,500 > 3 530,500 > 6.2 850,500 > 8.3 850,500 > 11.2 650,500
suitcase B 0 500,500
until 14
-> 9.3 opened B since 4.3 owner P
-> 11.2 claimed B
"""


@pytest.mark.parametrize("scenario", params(ANYONE + CLOSING))
def test_unattended(scenario: Scenario) -> None:
    check(scenario)
