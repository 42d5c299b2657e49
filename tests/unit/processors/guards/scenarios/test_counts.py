"""The table of "Lines, zones, counts"."""

import pytest

from tests.unit.processors.guards.scenarios.language import Scenario, check, params

LINES = """
== side(p) > 0 is the right-hand side on screen of one who walks from the first point to the second: in leads there
camera lines: {up: [[0.5, 0.8], [0.5, 0.2]], down: [[0.5, 0.2], [0.5, 0.8]], right: [[0.2, 0.5], [0.8, 0.5]]}
guard crosses: {line: up}
guard h crosses: {line: down}
guard i crosses: {line: right}
person P 0 300,300 > 2 300,300 > 6 700,700
until 9
-> 4.1 occurred P line up direction in
-> 4.1 occurred P line down direction out
-> 4.1 occurred P line right direction in

== A side is clear at >= 0.1 box heights from the line
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 4.1 510,500
person Q 0 300,700 > 2 300,700 > 4.09 509,700
until 9
-> 4.1 occurred P direction in

== A crossing begins on a clear side: born on the line crosses nothing
guard crosses: {line: door}
person P 2 491,500 > 3 491,500 > 6 700,500
until 9
-> nothing

== on the first detected anchor clear on the other side, never a coasted one
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 6 700,500 hidden 3.9-4.5
until 9
-> 4.5 occurred P direction in

== coasting never crosses: lost on the way over the line
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 6 700,500 gone 3.9
until 9
-> nothing

== lost and reborn behind the line: two tracks, no crossing
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 6 700,500 > 10 800,500 hidden 3.8-7
until 9
-> nothing

== through the segment, not its extension
guard crosses: {line: door}
person P 0 300,810 > 2 300,810 > 6 700,810
person Q 0 300,190 > 2 300,190 > 6 700,190
until 9
-> nothing

== if the path since the last clear side passes through the segment, though it is clear beyond its end
guard crosses: {line: door}
person P 0 300,790 > 2 300,790 > 3.95 495,790 > 4.05 505,790 > 4.1 510,850 > 6 700,850
until 9
-> 4.1 occurred P direction in

== Each return counts again
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 5 600,500 > 8 300,500 > 11 600,500
until 12
-> 4.1 occurred P direction in
-> 6.1 occurred P direction out
-> 10.1 occurred P direction in

== dithering on the line does not
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 4.1 510,500 > 4.3 491,500 > 4.5 511,500 > 4.7 492,500 > 6 700,500
until 12
-> 4.1 occurred P direction in

== the next detected anchor is back on the former side: one frame's box is no crossing
guard crosses: {line: door}
person P 0 488,500 > 3 488,500 > 3.1 512,500 > 3.2 488,500
until 6
-> nothing

== back is back, though not clear
guard crosses: {line: door}
person P 0 488,500 > 3 488,500 > 3.1 512,500 > 3.2 499,500
until 6
-> nothing

== on the line is not back; dated to the first anchor
guard crosses: {line: door}
person P 0 488,500 > 3 488,500 > 3.1 512,500 > 3.2 500,500
until 6
-> 3.1 occurred P direction in

== two frames are a crossing, and the return counts again
guard crosses: {line: door}
person P 0 488,500 > 3 488,500 > 3.1 512,500 > 3.3 510,500 > 3.6 485,500
until 6
-> 3.1 occurred P direction in
-> 3.6 occurred P direction out

== a flicker on the way back changes nothing
guard crosses: {line: door}
person P 0 400,500 > 2 400,500 > 4 600,500 > 5 512,500 > 6 512,500 > 6.1 488,500 > 6.2 512,500 > 8 600,500
until 10
-> 3.1 occurred P direction in

== the next anchor exactly 1 s later does
guard crosses: {line: door}
person P 0 488,500 > 3 488,500 > 3.1 512,500 > 3.2 488,500 hidden 3.2-4.1
until 7
-> nothing

== no later anchor: it counts
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 6 700,500 gone 4.1
until 9
-> 4.1 occurred P direction in

== no later anchor because of a gap: it counts
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 6 700,500
missing 4.15-10
until 12
-> 4.1 occurred P direction in

== the same for wrong_way and tailgating
guard wrong_way: {line: door, direction: in}
guard h tailgating: {line: door, within: 2s}
person P 0 488,300 > 3 488,300 > 3.1 512,300 > 3.2 488,300
person Q 0 300,700 > 2 300,700 > 6 700,700
until 8
-> 4.1 occurred Q direction in guard g

== tailgating: crossings after which nobody is seen any more
guard tailgating: {line: door, within: 2s}
person P 0 300,300 > 2 300,300 > 6 700,300 gone 4.1
person Q 0 280,700 > 2 280,700 > 6 680,700 gone 4.3
until 9
-> 4.3 occurred Q

== behind others for 2 s at most, and clear of the line as he comes out: the same track's crossing
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 6 700,500 hidden 3-5
until 9
-> 5 occurred P direction in

== over the extension and back through the segment is one crossing
guard crosses: {line: door, direction: out}
guard h crosses: {line: door, direction: in}
person P 0 400,860 > 2 400,860 > 4 600,860 > 6 600,700 > 8 400,700
until 12
-> 7.1 occurred P direction out guard g
"""

ZONES = """
== Born inside a zone counts as entering
guard enters: {zone: left}
person P 3 100,500
until 6
-> 3.5 occurred P

== except for tracks born within 2 s of the camera's first observed frame
guard enters: {zone: left}
person P 0 100,300
person Q 2 100,500
person R 2.1 100,700
until 6
-> 2.6 occurred R

== except for tracks born within 2 s after a gap
guard enters: {zone: left}
person P 0 100,300 > 20 250,300
person Q 12 100,500
person R 12.1 100,700
missing 4-10
until 16
-> 12.6 occurred R

== except for tracks born within 2 s of the guard's start
guard appears: {zone: desk}
at 5 guard h enters: {zone: left}
person P 3 100,300
person Q 7 100,500
person R 7.1 100,700
until 12
-> 7.6 occurred R

== people inside at start-up can leave, and enter again
guard enters: {zone: left}
guard h exits: {zone: left}
person P 0 300,500 > 3 300,500 > 6 600,500 > 9 300,500
until 12
-> 5.6 occurred P guard h
-> 7.5 occurred P guard g

== A track that ends inside because it left the picture exits at its last detection
guard exits: {zone: left}
person P 0 320,500 > 2 320,500 > 5 20,500 gone 5
until 12
-> 5 occurred P

== a lost track does not
guard exits: {zone: left}
person P 0 120,500 > 2 120,500 > 5 320,500 gone 5
until 12
-> nothing

== occlusion by walkers: somebody hidden in the zone for a second has neither left nor entered
guard enters: {zone: left}
guard h exits: {zone: left}
person P 0 100,500 > 12 400,500 hidden 5-6 hidden 7-8
person Q 3 700,520 > 9 120,520
until 11
-> 5.6 occurred Q guard g
"""

COUNTS = """
== the count is of confirmed tracks
guard occupancy: {zone: left, over: 0, for: 0.2s}
person P 2 100,500 gone 2.2
until 6
-> nothing

== who was not confirmed counts from his first detection once he is
guard occupancy: {zone: left, over: 0, for: 0.2s}
person P 2 100,500
until 6
-> 2.3 opened - since 2 due 2.2 count 1

== coasting <= 1 s: hidden for a second he is still there
guard occupancy: {zone: left, over: 0, for: 5s}
person P 0 100,500 > 8 400,500 hidden 3-4
until 8
-> 5 opened - since 0 count 1

== coasting <= 1 s: a moving one hidden for longer is gone since his last detection
guard absent: {zone: left, for: 5s}
person P 0 100,500 > 8 400,500 gone 3
until 9
-> 8 opened - since 3 count 0

== interruptions shorter than inertia do not reset
guard occupancy: {zone: left, over: 0, for: 5s}
person P 0 300,500 > 1 300,500 > 3 500,500 > 3.2 510,500 > 3.4 490,500 > 5 330,500
until 8
-> 5 opened - since 0 count 1

== interruptions of inertia do
guard occupancy: {zone: left, over: 0, for: 5s}
person P 0 300,500 > 1 300,500 > 3 500,500 > 3.3 530,500 > 3.6 500,500 > 5 360,500
until 9
-> 8.6 opened - since 3.6 count 1

== interruptions shorter than inertia do not close
guard occupancy: {zone: left, over: 0, for: 2s}
person P 0 300,500 > 1 300,500 > 3 500,500 > 3.2 510,500 > 3.4 490,500 > 5 330,500
until 8
-> 2 opened - since 0 count 1

== leaving is dated to the last detection inside; it closes once that is inertia ago
guard occupancy: {zone: left, over: 0, for: 2s}
person P 0 300,500 > 1 300,500 > 5 700,500
until 8
-> 2 opened - since 0 count 1
-> 3.5 ended - count 0

== absent: leaving is dated to the last detection inside, that over the picture's edge too
guard absent: {zone: left, for: 5s}
person P 0 320,500 > 1 320,500 > 4 20,500 gone 4
until 10
-> 9 opened - since 4 count 0

== absent: who looks in for less than inertia does not reset it
guard absent: {zone: left, for: 5s}
person P 0 700,500 > 3 500,500 > 3.2 500,500 > 5 620,500
until 8
-> 5 opened - since 0 count 0

== absent: an empty picture at start-up counts from the first frame
guard absent: {zone: left, for: 5s}
until 8
-> 5 opened - since 0 count 0

== people inside at start-up count from the first frame
guard occupancy: {zone: left, over: 1, for: 5s}
person P 0 100,500
person Q 0 300,500
until 8
-> 5 opened - since 0 count 2

== a gap before: who is not seen after it does not count, though he stood still
guard absent: {zone: left, for: 5s}
guard h occupancy: {zone: left, over: 1, for: 5s}
person P 0 100,500 > 5 100,500 > 10 140,500
person Q 0 800,500
missing 5.1-15
until 24
-> nothing

== a gap in the window: whoever is missing is gone from its end on
guard absent: {zone: left, for: 5s}
person P 0 100,500 gone 5
missing 5.1-15
until 30
-> 20 opened - since 15 count 0

== a gap in the window: who stands where he stood was there all the time
guard occupancy: {zone: left, over: 0, for: 10s}
person P 0 100,500
missing 3.1-8.5
until 16
-> 10 opened - since 0 count 1 certainty indeterminate notify indeterminate coverage 0.45

== updated on each new extreme of the count
guard occupancy: {zone: left, over: 0, for: 5s}
person P 0 100,500
person Q 6 200,500
person R 7 300,500 > 9 300,500 > 11 500,500 > 12 600,500 > 13 500,500 > 15 300,500
until 16
-> 5 opened - since 0 count 1
-> 6.3 updated - count 2
-> 7.3 updated - count 3

== updated on each new extreme of the count: the lowest when it is under
guard occupancy: {zone: left, under: 3, for: 5s}
person P 0 100,500
person Q 0 300,500 > 6 300,500 > 9 600,500
until 12
-> 5 opened - since 0 count 2
-> 8.1 updated - count 1

== one may take another's place
guard occupancy: {zone: left, over: 0, for: 8s}
person P 0 300,500 > 1 300,500 > 5 700,500
person Q 0 700,700 > 1 700,700 > 5 300,700
until 10
-> 8 opened - since 0 count 1
"""


@pytest.mark.parametrize("scenario", params(LINES))
def test_lines(scenario: Scenario) -> None:
    check(scenario)


@pytest.mark.parametrize("scenario", params(ZONES))
def test_zones(scenario: Scenario) -> None:
    check(scenario)


@pytest.mark.parametrize("scenario", params(COUNTS))
def test_counts(scenario: Scenario) -> None:
    check(scenario)
