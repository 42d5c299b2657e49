"""The table of kinds: what each fires on, the near miss, and the boundary."""

import pytest

from tests.unit.processors.guards.scenarios.language import Scenario, check, params

TABLE = """
== appears: a new confirmed track, once
guard appears: {}
person P 2 500,500
until 9
-> 2.3 occurred P

== appears: a track that is never confirmed does not
guard appears: {}
person P 2 500,500 gone 2.2
until 9
-> nothing

== appears: found again after a second and a half it is the same track
guard appears: {}
person P 2 500,500 > 9 640,500 hidden 4-5.5
until 9
-> 2.3 occurred P

== appears: lost for three seconds and reborn it is a new one
guard appears: {}
person P 2 500,500 > 3 520,500 > 4 500,500 > 5 520,500 > 7 500,500 > 12 600,500 hidden 5-8
until 12
-> 2.3 occurred P
-> 8.3 occurred P

== appears: its anchor is in the zone
guard appears: {zone: left}
person P 2 600,500 > 6 200,500
person Q 2 200,700 > 6 600,700
until 9
-> 2.3 occurred Q

== appears: a bag handed over is one track
guard appears: {objects: [packages]}
suitcase B 2 300,500 > 6 700,500
person P 0 280,500 > 2 280,500 > 4 480,500 > 8 80,500
person Q 0 900,520 > 4 520,520 > 6 720,520
until 9
-> 2.3 occurred B

== enters: the anchor has been inside for inertia (0.5 s); the border is inside
guard enters: {zone: left}
person P 0 700,500 > 2 700,500 > 6 300,500
until 9
-> 4.5 occurred P zone left

== enters: out again one frame before
guard enters: {zone: left}
person P 0 700,500 > 2 700,500 > 4.2 480,500 > 8 860,500
until 9
-> nothing

== enters: inside for exactly inertia
guard enters: {zone: left}
person P 0 700,500 > 2 700,500 > 4.25 475,500 > 8 850,500
until 9
-> 4.5 occurred P

== enters: at least 2 observed frames, however slow they come
guard enters: {zone: left}
fps 1
person P 0 560,500 > 3 560,500 > 9 440,500
until 9
-> 7 occurred P

== enters: at least 2 observed frames, however short the inertia
guard enters: {zone: left, inertia: 0s}
person P 0 700,500 > 2 700,500 > 6 300,500
until 9
-> 4.1 occurred P

== enters: a longer inertia
guard enters: {zone: left, inertia: 1s}
person P 0 700,500 > 2 700,500 > 6 300,500
until 9
-> 5 occurred P

== exits: the anchor has been outside for inertia
guard exits: {zone: left}
person P 0 300,500 > 3 300,500 > 7 700,500
until 9
-> 5.6 occurred P

== exits: inside again one frame before
guard exits: {zone: left}
person P 0 300,500 > 3 300,500 > 5.3 530,500 > 8 260,500
until 9
-> nothing

== crosses: the path goes over the line
guard crosses: {line: door}
person P 0 300,500 > 2 300,500 > 6 700,500
until 9
-> 4.1 occurred P direction in line door

== crosses, direction in: not out
guard crosses: {line: door, direction: in}
person P 0 700,500 > 2 700,500 > 6 300,500
until 9
-> nothing

== crosses, direction out: from the right-hand side to the left
guard crosses: {line: door, direction: out}
person P 0 700,500 > 2 700,500 > 6 300,500
until 9
-> 4.1 occurred P direction out

== removed: an object at rest leaves its place
guard removed: {}
suitcase B 0 500,500 > 5 500,500 > 9 900,500
until 10
-> 5.4 occurred B

== removed: what moves about and never rests has no place to leave
guard removed: {}
suitcase B 0 200,500 > 6 800,500
until 10
-> nothing

== removed: the zone is that of the place
guard removed: {zone: left}
suitcase B 0 300,500 > 5 300,500 > 9 700,500
suitcase C 0 700,700 > 5 700,700 > 9 300,700
until 10
-> 5.4 occurred B

== delivered: a person brings an object, leaves its radius, and it stays for that long
guard delivered: {zone: floor, for: 5s}
person P 0 100,500 > 3 400,500 > 5 400,500 > 8.8 20,500 gone 8.8
suitcase B 3 420,500
until 15
-> 11.4 occurred B owner P

== delivered: it is gone one frame before
guard delivered: {zone: floor, for: 5s}
person P 0 100,500 > 3 400,500 > 5 400,500 > 8.8 20,500 gone 8.8
suitcase B 3 420,500 gone 11.3
until 15
-> nothing

== delivered: he does not leave its radius
guard delivered: {zone: floor, for: 5s}
person P 0 100,500 > 3 400,500 > 5 400,500 > 7 280,500
suitcase B 3 420,500
until 25
-> nothing

== delivered: nobody brought it
guard delivered: {zone: floor, for: 5s}
suitcase B 3 420,500
until 15
-> nothing

== delivered: he is back one frame before
guard delivered: {zone: floor, for: 5s}
person P 0 100,500 > 3 400,500 > 5 400,500 > 8 100,500 > 9.6 100,500 > 11.6 300,500
suitcase B 3 420,500
until 15
-> nothing

== delivered: its coverage is that of the window in which it stayed
guard delivered: {zone: floor, for: 8s}
person P 0 100,500 > 3 400,500 > 5 400,500 > 8.8 20,500 gone 8.8
suitcase B 3 420,500
missing 9.1-15
until 24
-> 15 occurred B owner P certainty indeterminate notify indeterminate coverage 0.3023

== delivered: its radius can be another
guard delivered: {zone: floor, for: 5s, radius: 1}
person P 0 100,500 > 3 400,500 > 5 400,500 > 8.8 20,500 gone 8.8
suitcase B 3 420,500
until 15
-> 10.9 occurred B owner P

== unattended: at rest, and nobody attending for that long
guard unattended: {for: 10s}
suitcase B 2 500,500
until 20
-> 12 opened B since 2 due 12

== unattended: attended_by is anyone unless said otherwise
guard unattended: {for: 5s}
person P 0 800,500 > 3 530,500
suitcase B 0 500,500
until 20
-> nothing

== unattended: in its zone
guard unattended: {for: 5s, zone: left}
suitcase B 0 300,500
suitcase C 0 700,500
until 8
-> 5 opened B since 0 zone left

== loiters: one track inside for that long
guard loiters: {zone: left, for: 5s}
person P 0 700,500 > 2 700,500 > 5 400,500
until 12
-> 9 opened P since 4 due 9

== loiters: inside for exactly that long
guard loiters: {zone: left, for: 5s}
person P 0 700,500 > 2 700,500 > 5 400,500 > 8 400,500 > 9 500,500 > 12 800,500
until 12
-> 9 opened P since 4
-> 9.6 ended P

== loiters: outside one frame before
guard loiters: {zone: left, for: 5s}
person P 0 700,500 > 2 700,500 > 5 400,500 > 8 410,500 > 8.9 500,500 > 12 800,500
until 14
-> nothing

== occupancy: more than N inside for that long
guard occupancy: {zone: left, over: 1, for: 5s}
person P 0 100,500
person Q 3 300,500
until 12
-> 8 opened - since 3 due 8 count 2 zone left

== occupancy: N are not more than N
guard occupancy: {zone: left, over: 2, for: 5s}
person P 0 100,500
person Q 3 300,500
until 12
-> nothing

== occupancy: fewer than N inside for that long
guard occupancy: {zone: left, under: 2, for: 5s}
person P 0 100,500
person Q 0 300,500 > 2 300,500 > 6 700,500
until 12
-> 9 opened - since 4 count 1

== absent: nobody inside for that long
guard absent: {zone: left, for: 5s}
person P 0 300,500 > 2 300,500 > 6 700,500
until 12
-> 9 opened - since 4 count 0

== absent: somebody comes one frame before, and stays
guard absent: {zone: left, for: 5s}
person P 0 300,500 > 2 300,500 > 6 700,500 > 7 700,500 > 8.9 500,500 > 12 190,500
until 12
-> nothing

== speeding: over 1.5 heights a second
guard speeding: {over: 1.5}
person P 0 200,500 > 2 200,500 > 5 800,500
until 9
-> 2.8 opened P since 1.8 due 2.8
-> 5.8 ended P

== speeding: exactly 1.5 heights a second is not over it
guard speeding: {over: 1.5}
person P 0 200,500 > 2 200,500 > 6 800,500
until 9
-> nothing

== speeding: km/h and m/s where the camera has ground
camera ground: {points: [[0, 0], [1, 0], [1, 1], [0, 1]], metres: [[0, 0], [10, 0], [10, 10], [0, 10]]}
guard speeding: {over: 5.4 km/h}
guard h speeding: {over: 2.1 m/s}
person P 0 200,500 > 2 200,500 > 5 800,500
until 5
-> 2.8 opened P since 1.8 guard g

== wrong_way: over the line in that direction
guard wrong_way: {line: door, direction: out}
person P 0 300,500 > 2 300,500 > 4 500,500 > 5 600,500 > 8 300,500
until 9
-> 6.1 occurred P direction out

== tailgating: within that time after another
guard tailgating: {line: door, within: 2s}
person P 0 300,500 > 2 300,500 > 6 700,500
person Q 0 300,700 > 4 300,700 > 8 700,700
until 9
-> 6.1 occurred Q direction in

== tailgating: one frame later
guard tailgating: {line: door, within: 2s}
person P 0 300,500 > 2 300,500 > 6 700,500
person Q 0 300,700 > 4.1 300,700 > 8.1 700,700
until 9
-> nothing

== objects: labels and groups; the tracks of others are not looked at
guard loiters: {zone: left, for: 5s}
guard h loiters: {zone: left, for: 5s, objects: [vehicles, suitcase]}
person P 0 100,400
car V 0 300,600
suitcase B 0 300,800
chair C 0 100,800
until 6
-> 5 opened P since 0 guard g
-> 5 opened V since 0 guard h
-> 5 opened B since 0 guard h

== min_score
guard loiters: {zone: left, for: 5s, min_score: 0.8}
person P 0 100,400 score 0.79
person Q 0 300,400 score 0.8
until 6
-> 5 opened Q since 0

== min_size, max_size
guard loiters: {zone: left, for: 5s, objects: [packages], min_size: 0.03, max_size: 0.05}
suitcase A 0 100,400 size 29x29
suitcase B 0 200,400 size 30x29
suitcase C 0 300,400 size 29x50
suitcase D 0 400,400 size 51x20
until 6
-> 5 opened B since 0
-> 5 opened C since 0

== anchor: the bottom centre unless the guard says center
guard loiters: {zone: desk, for: 5s}
guard h loiters: {zone: desk, for: 5s, anchor: center}
person P 0 450,440
person Q 0 550,640
until 6
-> 5 opened P since 0 guard g
-> 5 opened Q since 0 guard h

== anchor: the border of a zone is inside
guard loiters: {zone: desk, for: 5s}
person P 0 400,600
person Q 0 601,500
until 6
-> 5 opened P since 0

== except: what stands there is not looked at
guard loiters: {zone: left, for: 5s, except: [desk]}
person P 0 450,500
person Q 0 350,500
until 6
-> 5 opened Q since 0

== object: anything that stands still and was not there before
guard unattended: {for: 5s}
object B 3 500,500 since 2
until 9
-> 7 opened B since 2

== a static box counts from its first evidence, whatever the detector calls it
guard unattended: {for: 5s}
suitcase B 3 500,500 since 2
until 9
-> 7 opened B since 2

== label groups: pets
guard appears: {objects: [pets]}
dog A 0 100,500 size 60x40
cat C 0 300,500
bird D 0 500,500
until 3
-> 0.3 occurred A
-> 0.3 occurred C

== ignore: nothing whose anchor lies inside is used at all
camera ignore: {clock: [[0, 0.3], [0.3, 0.3], [0.3, 0.9], [0, 0.9]]}
guard appears: {}
guard h occupancy: {zone: floor, over: 0, for: 1s}
guard c unattended: {for: 5s}
person P 0 200,500
suitcase B 0 290,500
suitcase C 0 330,500
until 6
-> 0.3 occurred C guard g
-> 5 opened C since 0 guard c

== ignore: who stands there attends to nothing
camera ignore: {clock: [[0, 0.3], [0.3, 0.3], [0.3, 0.9], [0, 0.9]]}
guard unattended: {for: 5s}
person P 0 290,500
suitcase C 0 330,500
until 6
-> 5 opened C since 0

== severity, notify and cooldown travel in the event
guard loiters: {zone: left, for: 5s} with severity: critical; notify: [desk]
person P 0 100,400
until 6
-> 5 opened P since 0 severity critical notify_to ('desk',)

== cameras: a guard is of those that its patterns match
guard appears: {} with cameras: ["hq/other", "hq/hall-?"]
person P 0 100,400
until 3
-> nothing
"""


@pytest.mark.parametrize("scenario", params(TABLE))
def test_kinds(scenario: Scenario) -> None:
    check(scenario)
