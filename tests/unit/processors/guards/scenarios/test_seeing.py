"""The table of "Observed, gap, coverage, certainty" and of "Tracks"."""

import pytest

from tests.unit.processors.guards.scenarios.language import Scenario, check, params

SEEING = """
== Observed frame: still counts like seen
guard unattended: {for: 5s}
suitcase B 0 500,500
still 2-7
until 9
-> 5 opened B since 0

== Not observed: shed frames decide nothing
guard unattended: {for: 5s}
suitcase B 0 500,500
shed 4.5-6.5
until 9
-> 6.5 opened B since 0 due 5

== Not observed: undecodable
guard unattended: {for: 5s}
suitcase B 0 500,500
undecodable 4.5-6.5
until 9
-> 6.5 opened B since 0 due 5

== Not observed: frozen
guard unattended: {for: 5s}
suitcase B 0 500,500
frozen 4.5-6.5
until 9
-> 6.5 opened B since 0 due 5

== Gap: exactly gap_tolerance apart is none
guard unattended: {for: 15s}
suitcase B 0 500,500 > 5 500,500 > 10 508,500
missing 5.1-10
until 17
-> 15 opened B since 0

== Gap: one frame more is one; moving tracks end
guard loiters: {zone: floor, for: 15s}
person P 0 500,500 > 30 740,500
missing 5.1-10.1
until 26
-> 25.1 opened P since 10.1

== Gap: two consecutive observed frames further apart, whatever lies between
guard loiters: {zone: floor, for: 15s}
person P 0 500,500 > 30 740,500
shed 5.1-10.1
until 26
-> 25.1 opened P since 10.1

== Gap: the camera's own gap_tolerance
camera gap_tolerance: 2s
guard loiters: {zone: floor, for: 15s}
person P 0 500,500 > 30 740,500
missing 5.1-7.1
until 24
-> 22.1 opened P since 7.1

== Gap: an object at rest seen at the same place before and after goes on as the same subject
guard unattended: {for: 10s} with min_coverage: 0.3
suitcase B 0 500,500
missing 2-8
until 12
-> 10 opened B since 0 coverage 0.39

== Gap: at the same place is IoU >= 0.7
guard unattended: {for: 10s} with min_coverage: 0.3
suitcase B 0 500,500 > 2 500,500 > 7 505,500
missing 2-8
until 12
-> 10 opened B since 0 coverage 0.39

== Gap: with IoU below 0.7 it is another
guard unattended: {for: 10s} with min_coverage: 0.3
suitcase B 0 500,500 > 2 500,500 > 7 506,500
missing 2-8
until 18
-> 18 opened B since 8

== Coverage: the intervals between consecutive observed frames that are not gaps / (at - since)
guard unattended: {for: 20s}
suitcase B 0 500,500
missing 2.1-7.9
until 20
-> 20 opened B since 0 certainty indeterminate notify indeterminate coverage 0.705

== Coverage: unobserved time below gap_tolerance is covered
guard unattended: {for: 20s}
suitcase B 0 500,500
missing 2-6
shed 8-12
frozen 14-18
until 20
-> 20 opened B since 0

== certainty: coverage of exactly min_coverage is observed
guard unattended: {for: 20s} with min_coverage: 0.7
suitcase B 0 500,500
missing 2.1-8
until 20
-> 20 opened B since 0 coverage 0.7

== certainty: updated on the first frame whose trailing window of length for reaches min_coverage
guard unattended: {for: 20s}
suitcase B 0 500,500
missing 2.1-8
until 30
-> 20 opened B since 0 certainty indeterminate notify indeterminate coverage 0.7
-> 26 updated B since 0 coverage 0.7692

== certainty: updated only while it holds
guard unattended: {for: 20s, attended_by: owner}
suitcase B 0 500,500
person P 0 530,500 > 4 530,500 > 8 930,500 > 26 930,500 > 29 630,500
missing 10.1-17
until 30
-> 25.3 opened B since 5.3 certainty indeterminate notify indeterminate coverage 0.65 owner P
-> 28.8 claimed B certainty indeterminate notify indeterminate coverage 0.7021

== certainty: a gap before the window changes nothing
guard unattended: {for: 10s, attended_by: owner}
person P 0 530,500 gone 0.9
person Q 10 530,500 > 12 530,500 > 16 930,500
suitcase B 8 500,500
missing 1-8
until 26
-> 23.3 opened B since 13.3 owner Q

== certainty: a gap after it closed changes nothing; one while it is open neither opens nor closes
guard unattended: {for: 5s}
suitcase B 0 500,500
missing 7-14
until 16
-> 5 opened B since 0

== Timers run in event time, gaps included; it opens on the first observed frame that shows its subject
guard unattended: {for: 10s} with min_coverage: 0.1
suitcase B 0 500,500 hidden 13-14
missing 6-13
until 16
-> 14 opened B since 0 due 10 coverage 0.4929

== one with a subject opens only on a frame where the subject is detected
guard unattended: {for: 5s}
suitcase B 0 500,500 hidden 4-7
until 9
-> 7 opened B since 0 due 5

== one without a subject opens on any observed frame
guard absent: {zone: left, for: 5s}
shed 4-7
until 9
-> 7 opened - since 0 due 5 count 0

== not found again after a gap: an open event closes with outcome indeterminate
guard unattended: {for: 5s}
suitcase B 0 500,500 gone 7
missing 7.1-14
until 30
-> 5 opened B since 0
-> 24.1 indeterminate B coverage 0.7095

== not found again after a gap: a pending one is dropped
guard unattended: {for: 10s}
suitcase B 0 500,500 gone 7
missing 7.1-14
until 30
-> nothing

== No window begins before the first observed frame of the camera under the guard's revision
guard loiters: {zone: floor, for: 60s}
at 4.05 guard h unattended: {for: 5s}
object B 0 500,500 since 0
until 12
-> 9.1 opened B since 4.1 guard h

== No window begins before the first observed frame of the camera, though a static box says so
guard unattended: {for: 5s}
object B 1 500,500 since 0
missing 0-1
until 9
-> 6 opened B since 1
"""

PICTURES = """
== Another picture size is not a gap: what is open goes on, and nothing is repeated
guard unattended: {for: 8s, radius: 0.3}
guard h loiters: {zone: floor, for: 10s}
guard i removed: {}
guard j appears: {}
guard k enters: {zone: floor}
guard l exits: {zone: floor}
person P 0 400,700
suitcase B 0 600,700
picture 500x500 15-40
until 40
-> 0.3 occurred P guard j
-> 0.3 occurred B guard j
-> 8 opened B since 0 guard g
-> 10 opened P since 0 guard h

== A camera that changes its size every few seconds loses nothing and repeats nothing
guard unattended: {for: 20s, attended_by: owner}
guard h loiters: {zone: floor, for: 20s}
guard j appears: {objects: [people]}
person P 0 530,500 > 5 530,500 > 9 930,500
suitcase B 0 500,500
picture 640x360 3-6
picture 1920x1080 6-7.5
picture 640x360 12-18
picture 704x576 21-24
until 30
-> 0.3 occurred P guard j
-> 20 opened P since 0 guard h
-> 26.3 opened B since 6.3 owner P guard g

== sides of lines are carried over as shares of width and height, also of another aspect
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 6 700,500
picture 640x360 3.5-3.9
picture 300x900 4-4.1
until 9
-> 4.1 occurred P direction in

== another size at the first frame after a gap: a gap like any other
guard unattended: {for: 10s} with min_coverage: 0.3
suitcase B 0 500,500
missing 2-8
picture 640x360 8-30
until 12
-> 10 opened B since 0 coverage 0.39
"""

TRACKS = """
== Confirmed: 3 detections over 0.3 s; its tentative part then counts retroactively
guard loiters: {zone: left, for: 5s}
fps 5
person P 2 300,500
until 9
-> 7 opened P since 2

== A moving track coasts <= 1 s for guards
guard occupancy: {zone: left, over: 0, for: 2s}
person P 0 100,500 > 10 300,500 hidden 5-6
until 9
-> 2 opened - since 0 count 1

== coasting for longer than 1 s he is gone since his last detection, and comes anew
guard occupancy: {zone: left, over: 0, for: 2s}
person P 0 100,500 > 10 300,500 hidden 5-6.1
until 9
-> 2 opened - since 0 count 1
-> 6 ended - count 0
-> 8.1 opened - since 6.1 count 1

== Association works across the labels of one group; a track's label is its score-weighted vote
guard appears: {objects: [packages]}
guard h unattended: {objects: [backpack], for: 5s}
guard i unattended: {objects: [suitcase], for: 5s}
suitcase B 0 500,500 as backpack 2
until 9
-> 0.3 occurred B guard g
-> 5 opened B since 0 guard h

== At rest: the anchor stays within 0.25 box sizes for 1 s, dated back to the start
guard unattended: {for: 5s}
suitcase B 0 200,500 > 3 500,500
until 9
-> 8 opened B since 3

== At rest: within 0.25 sizes of where it began to rest
guard unattended: {for: 5s}
suitcase B 0 500,500 > 1 507.5,500
until 9
-> 5 opened B since 0

== At rest: for one second, and not less
guard unattended: {for: 0.5s}
suitcase B 0 500,500
until 3
-> 1 opened B since 0 due 0.5

== Moved by <= 1 box size: same subject, same timer
guard unattended: {for: 10s}
suitcase B 0 500,500 > 4 500,500 > 5 530,500
until 12
-> 10 opened B since 0

== Moved by more than its size: the timer begins anew
guard unattended: {for: 10s}
suitcase B 0 500,500 > 4 500,500 > 5 531,500
until 16
-> 14.8 opened B since 4.8

== A resting subject that is not detected lives on for patience, 10 s
guard unattended: {for: 12s}
suitcase B 0 500,500 hidden 2.1-12
until 14
-> 12 opened B since 0

== one frame longer than 10 s and it is lost: pending is dropped
guard unattended: {for: 12s}
suitcase B 0 500,500 hidden 2.1-12.2
until 14
-> nothing

== an object: without limit while a box that is not at rest covers >= 30 % of its place
guard unattended: {for: 5s}
suitcase B 0 500,500 hidden 7-24
car C 6 450,520 > 8 550,520 > 10 450,520 > 12 550,520 > 14 450,520 > 16 550,520 > 18 450,520 > 24 750,520
until 28
-> 5 opened B since 0

== what covers it is itself at rest: it is not hidden any longer
guard unattended: {for: 5s}
suitcase B 0 500,500 hidden 7-24
car C 6 520,520 gone 24
until 22
-> 5 opened B since 0
-> 17 indeterminate B

== what covers it is itself not detected: it is not hidden any longer
guard unattended: {for: 5s}
suitcase B 0 500,500 hidden 7-24
car C 6 450,520 > 8 550,520 > 9.5 475,520 gone 9.5
until 22
-> 5 opened B since 0
-> 19.6 indeterminate B

== without limit while a person's box covers >= 30 % of its place, though the person is at rest
guard unattended: {for: 5s, radius: 0.2}
suitcase B 0 500,500 hidden 7-24
person P 6 520,520 size 200x100
until 28
-> 5 opened B since 0

== exactly 30 % covered it is hidden
guard unattended: {for: 5s, radius: 0.2}
suitcase B 0 500,500 hidden 7-24
person P 6 606,520 size 200x100
until 28
-> 5 opened B since 0

== less than 30 % covered it is not hidden
guard unattended: {for: 5s}
suitcase B 0 500,500 hidden 7-24
car C 6 607,520 > 8 700,520 > 10 607,520 > 12 700,520 > 14 607,520 > 16 700,520 > 24 800,520
until 22
-> 5 opened B since 0
-> 17 indeterminate B

== a person is never remembered beyond the patience, whatever covers his place
guard loiters: {zone: left, for: 2s}
person P 0 300,500 hidden 7-24
car C 6 250,520 > 8 350,520 > 10 250,520 > 12 350,520 > 14 250,520 > 16 350,520 > 18 250,520 > 24 450,520
until 22
-> 2 opened P since 0
-> 17 indeterminate P

== nor is a thing that only moved
guard loiters: {objects: [moving], zone: left, for: 2s}
moving P 0 300,500 hidden 7-24
car C 6 250,520 > 8 350,520 > 10 250,520 > 12 350,520 > 14 250,520 > 16 350,520 > 18 250,520 > 24 450,520
until 22
-> 2 opened P since 0
-> 17 indeterminate P

== One thing, one box: certain by its background, it is found whatever a weak label says of it
guard unattended: {for: 14s}
object B 0 500,500 since 0 gone 2
handbag H 2.1 510,500 since 0 score 0.13 size 50x30
until 16
-> 14 opened B since 0

== lost: open closes indeterminate
guard unattended: {for: 5s}
suitcase B 0 500,500 gone 7
until 22
-> 5 opened B since 0
-> 17.1 indeterminate B

== removed needs evidence: it was seen moving away
guard removed: {}
suitcase B 0 500,500 > 5 500,500 > 9 900,500 gone 5.4
until 20
-> 5.4 occurred B

== removed: a person was within radius in the 5 s before its last detection; dated back to that
guard removed: {}
person Q 2 840,500 > 4 640,500 > 7 940,500
suitcase B 0 500,500 gone 9
until 22
-> 9 occurred B

== removed: a person within radius more than 5 s before is no evidence
guard removed: {}
person Q 2 840,500 > 4 640,500 > 7 940,500
suitcase B 0 500,500 gone 9.2
until 22
-> nothing

== removed: nobody near and nothing seen is no evidence
guard removed: {}
suitcase B 0 500,500 gone 9
until 22
-> nothing

== Track ended because it left over the picture's edge
guard exits: {zone: left}
person P 0 300,500 > 3 20,500 gone 3
until 8
-> 3 occurred P

== over the edge: cut by it when it was seen last, whichever way it went
guard exits: {zone: left}
person P 0 25,300 > 4 28,700 gone 4
until 9
-> 4 occurred P

== over the edge: at its speed it would have been within one observed interval
fps 4
guard exits: {zone: left}
person P 0 380,500 > 3.5 25,500 gone 3.25
until 8
-> 3.25 occurred P

== over the edge: no longer than 0.5 s
fps 1
guard exits: {zone: left}
person P 0 480,500 > 9 120,500 gone 8
until 16
-> nothing

== A prediction alone never carries anybody over the edge: who stops short of it was lost in mid-picture
guard exits: {zone: left}
person P 0 320,500 > 4 60,500 gone 4
until 9
-> nothing

== left over the edge: an open event ends, when the tracker says so
guard loiters: {zone: left, for: 2s}
person P 0 320,500 > 1 320,500 > 4 20,500 gone 4
until 8
-> 2 opened P since 0
-> 6.1 ended P

== lost in mid-picture: how it went on is not known
guard loiters: {zone: left, for: 2s}
person P 0 100,500 > 6 400,500 gone 4
until 8
-> 2 opened P since 0
-> 6.1 indeterminate P

== Track lost in mid-picture
guard exits: {zone: left}
person P 0 100,500 > 3 300,500 gone 3
until 8
-> nothing
"""


@pytest.mark.parametrize("scenario", params(SEEING))
def test_observed_gap_coverage_certainty(scenario: Scenario) -> None:
    check(scenario)


@pytest.mark.parametrize("scenario", params(PICTURES))
def test_picture_sizes(scenario: Scenario) -> None:
    check(scenario)


@pytest.mark.parametrize("scenario", params(TRACKS))
def test_tracks(scenario: Scenario) -> None:
    check(scenario)
