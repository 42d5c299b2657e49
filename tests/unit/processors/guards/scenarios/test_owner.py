"""The table of "Unattended": distance, the owner, companions and heirs."""

import pytest

from tests.unit.processors.guards.scenarios.language import Scenario, check, params

TABLE = """
== Distance is between bottom centres, in units of the person's box height: a tall one reaches farther
guard unattended: {for: 5s, attended_by: owner}
person P 0 480,500 > 5 480,500 > 10 980,500 gone 10 size 40x200
suitcase B 0 500,500
until 20
-> 13.3 opened B since 8.3 owner P

== Distance counts both ways, down as well as to the side
guard unattended: {for: 5s, attended_by: owner}
person P 0 500,500 > 5 500,500 > 9 740,820
suitcase B 0 500,500
until 20
-> 11.6 opened B since 6.6 owner P

== the person's median box height over 2 s: one that has grown changes the radius once half of them have
guard unattended: {for: 5s, attended_by: owner}
person P 0 640,500 tall 70 4
suitcase B 0 500,500
until 20
-> 9.9 opened B since 4.9 owner P

== boxes cut by the picture's edge left out: half a person at the border is no small one
guard unattended: {for: 5s, attended_by: owner}
person P 0 500,900 > 3 500,900 > 4 500,1000 tall 60 4
suitcase B 0 500,880
until 20
-> nothing

== Attended at <= radius: exactly 1.5 heights away he attends
guard unattended: {for: 5s, attended_by: owner}
person P 0 650,500
suitcase B 0 500,500
until 15
-> nothing

== Left only beyond 1.25 x radius: at 1.8 heights he has not left
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 3 530,500 > 4.5 680,500
suitcase B 0 500,500
until 20
-> nothing

== Left only beyond 1.25 x radius, dated back to the first frame beyond radius of that excursion
guard unattended: {for: 10s, attended_by: owner}
person P 0 530,500 > 5 530,500 > 9 930,500
suitcase B 0 500,500
until 30
-> 16.3 opened B since 6.3 due 16.3 owner P

== dated back to the first frame of that excursion, not of an earlier one
guard unattended: {for: 10s, attended_by: owner}
person P 0 530,500 > 3 530,500 > 4.4 670,500 > 6.4 640,500 > 7 640,500 > 10 940,500
suitcase B 0 500,500
until 30
-> 17.2 opened B since 7.2 owner P

== the owner returns one frame before it is due
guard unattended: {for: 10s, attended_by: owner}
person P 0 530,500 > 5 530,500 > 8 830,500 > 9.4 830,500 > 16.2 650,500 > 20 650,500
suitcase B 0 500,500
until 24
-> nothing

== the owner is back one frame after it was due
guard unattended: {for: 10s, attended_by: owner}
person P 0 530,500 > 5 530,500 > 8 830,500 > 9.4 830,500 > 16.4 650,500 > 20 650,500
suitcase B 0 500,500
until 24
-> 16.3 opened B since 6.3 owner P
-> 16.4 claimed B owner P

== the owner comes back, stays, and leaves again: the time counts anew
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 3 530,500 > 6 830,500 > 8.8 550,500 > 10 550,500 > 14 950,500
suitcase B 0 500,500
until 24
-> 16.1 opened B since 11.1 owner P

== Owner: the nearest of those within radius, whoever comes first
guard unattended: {for: 5s, attended_by: owner}
suitcase B 5 500,500
person P 0 400,500 > 6 400,500 > 10 40,500
person Q 0 560,560 > 30 560,560
until 16
-> nothing

== Owner: within radius 5 s before the rest, though gone when it rests
guard unattended: {for: 5s, attended_by: owner}
object B 6 500,500 since 6
person P 0 530,500 > 2 530,500 > 5 830,500
person Q 9 900,600 > 11 700,600 > 13 560,600
until 16
-> 11 opened B since 6 owner P

== Owner: not who left the radius more than 5 s before it rests
guard unattended: {for: 5s, attended_by: owner}
suitcase B 9 500,500
person P 0 530,500 > 2 530,500 > 5 830,500
until 16
-> 14 opened B since 9 owner -

== Owner: within radius exactly 5 s before the rest
guard unattended: {for: 5s, attended_by: owner}
object B 9 500,500 since 9
person P 0 530,500 > 2.8 530,500 > 5.8 830,500
until 16
-> 14 opened B since 9 owner P

== Owner: not one frame earlier
guard unattended: {for: 5s, attended_by: owner}
object B 9 500,500 since 9
person P 0 530,500 > 2.7 530,500 > 5.7 830,500
until 16
-> 14 opened B since 9 owner -

== Owner: who comes within 2 s after the rest
guard unattended: {for: 5s, attended_by: owner}
suitcase B 2 500,500
person P 0 840,500 > 2 840,500 > 4 640,500 > 6 640,500 > 9 940,500
until 16
-> 11.2 opened B since 6.2 owner P

== Owner: not who comes later than 2 s after the rest
guard unattended: {for: 5s, attended_by: owner}
suitcase B 2 500,500
person P 0 850,500 > 2.1 850,500 > 4.1 651,500 > 4.2 640,500 > 5 640,500 > 8 940,500
until 16
-> 7 opened B since 2 owner -

== somebody else beside it does not attend, as long as its owner is in the picture
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 3 530,500 > 6 830,500
person Q 3 460,560
suitcase B 0 500,500
until 16
-> 9.3 opened B since 4.3 owner P

== two owners: Whoever was within radius together with the owner for >= 5 s is a companion and counts as owner
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 6 530,500 > 9 830,500
person Q 0 460,560
suitcase B 0 500,500
until 16
-> nothing

== together for exactly 5 s he is a companion
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 6 530,500 > 9 830,500
person Q 0 500,870 > 2.7 500,600
suitcase B 0 500,500
until 16
-> nothing

== together for one frame less he is none
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 6 530,500 > 9 830,500
person Q 0 500,880 > 2.8 500,600
suitcase B 0 500,500
until 16
-> 12.3 opened B since 7.3 owner P

== a companion of less than 5 s does not count
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 6 530,500 > 9 830,500
person Q 0 300,560 > 1 300,560 > 2.4 370,560 > 4 450,560
suitcase B 0 500,500
until 16
-> 12.3 opened B since 7.3 owner P

== companions: the last of them leaves
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 6 530,500 > 9 830,500
person Q 0 460,560 > 8 460,560 > 12 60,560
suitcase B 0 500,500
until 20
-> 14 opened B since 9 owner P

== companions: one of them is back
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 6 530,500 > 9 830,500
person Q 0 460,560 > 8 460,560 > 10.6 200,560 > 15 200,560 > 16.4 370,560
suitcase B 0 500,500
until 20
-> 14 opened B since 9 owner P
-> 16.4 claimed B

== companions: one whose track broke goes on as another, as an owner's does
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 6 530,500 > 9 830,500
person Q 0 460,560 > 8 460,560 > 8.5 440,560 > 9 460,560 > 9.5 440,560 > 10 460,560 hidden 9.6-12
suitcase B 0 500,500
until 24
-> nothing

== companions: not one who is born later than 5 s after
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 6 530,500 > 9 830,500
person Q 0 460,560 > 8 460,560 > 8.5 440,560 > 9 460,560 > 9.5 440,560 > 10 460,560 hidden 9.6-14.6
suitcase B 0 500,500
until 24
-> 14.5 opened B since 9.5 owner P

== heirs: one's track breaks again
guard unattended: {for: 5s, attended_by: owner}
person P 0 640,500 > 1 540,500 > 2 640,500 > 3 540,500 > 4 640,500 gone 4
person Q 7 640,500 > 8 540,500 > 9 640,500 > 10 540,500 > 11 640,500 gone 11
person R 14 640,500 > 15 540,500 > 16 640,500 > 17 540,500 > 18 640,500 > 22 990,500
suitcase B 0 500,500
until 26
-> 23.2 opened B since 18.2 owner R

== hidden beside it for less than the patience he is still there
guard unattended: {for: 3s, attended_by: owner}
person P 0 530,500 hidden 3-9
suitcase B 0 500,500
until 15
-> nothing

== occlusion by walkers: whoever is behind them for longer than the patience attended until his last detection
guard unattended: {for: 3s, attended_by: owner}
person P 0 530,500 hidden 3-20
car C 2 560,520 > 4 520,520 > 6 560,520 > 8 520,520 > 10 560,520 > 12 520,520 > 14 560,520 gone 20
suitcase B 0 500,500
until 22
-> 13 opened B since 2.9 owner P
-> 22 ended B owner P

== A remembered track attends to nothing: missed for longer than 1 s while moving, he left with his last detection
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 2 530,500 > 3 570,500 > 4 530,500 > 5 570,500 > 6 530,500 hidden 4.1-16
person Q 0 900,600
suitcase B 0 500,500
until 12
-> 9 opened B since 4 owner P

== missed for 1 s while moving he attends all the time
guard unattended: {for: 2s, attended_by: owner}
person P 0 530,500 > 2 530,500 > 3 570,500 > 4 530,500 > 5 570,500 > 6 530,500 > 7 570,500 hidden 4.1-5
suitcase B 0 500,500
until 7
-> nothing

== A remembered track attends to nothing: nobody is hidden by the suitcase itself
guard unattended: {for: 15s}
person P 0 510,501 hidden 3-40
suitcase B 0 500,500 size 60x90
until 40
-> 17.9 opened B since 2.9

== owner near the edge: who stops short of it and is missed has not left over it
guard unattended: {for: 8s, attended_by: owner}
person P 0 400,500 > 4 60,500 hidden 4.1-7.7
suitcase B 0 110,500
until 30
-> nothing

== inherits ownership, however that track ended: over the edge, too
guard unattended: {for: 10s, attended_by: owner}
person P 0 880,500 > 3 880,500 > 4 980,500 gone 4
person Q 8 970,500 > 9 930,500
suitcase B 0 900,500
until 20
-> nothing

== inherits ownership: not one who is born later than 5 s after the owner left over the edge
guard unattended: {for: 10s, attended_by: owner}
person P 0 880,500 > 3 880,500 > 4 980,500 gone 4
person Q 9.1 970,500 > 10 930,500
suitcase B 0 900,500
until 20
-> 14 opened B since 4 owner P

== Distance is in heights of the person: a child's reach is shorter
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 3 530,500 > 7 930,500 size 20x50
suitcase B 0 500,500
until 15
-> 8.5 opened B since 3.5 owner P

== a track id lost and reborn: born within radius of where the owner's track broke, <= 5 s later, inherits ownership
guard unattended: {for: 20s, attended_by: owner}
person P 0 530,500 > 10 530,500 > 12 550,500 > 13 570,500 > 14 530,500 > 17 530,500 > 20 830,500 hidden 12-16
suitcase B 0 500,500 hidden 12-13
person Q 0 900,700
until 42
-> 38.3 opened B since 18.3 owner P

== reborn 5 s later he is the owner, who claims at once
guard unattended: {for: 5s, attended_by: owner}
person P 0 840,500 > 2 840,500 > 4 640,500 > 5 540,500 > 7 740,500 gone 6.4
person Q 11.4 640,500
suitcase B 5 500,500
until 18
-> 11.2 opened B since 6.2 owner P
-> 11.7 claimed B owner Q

== reborn before the tracker has given him up he is the owner
guard unattended: {for: 1s, attended_by: owner}
person P 0 530,500 > 1 560,500 > 2 530,500 > 3 560,500 gone 3
person Q 3.1 562,500
suitcase B 0 500,500
until 14
-> nothing

== reborn one frame later he is anybody, who attends once he has stood for 2 s
guard unattended: {for: 5s, attended_by: owner}
person P 0 840,500 > 2 840,500 > 4 640,500 > 5 540,500 > 7 740,500 gone 6.4
person Q 11.5 640,500
suitcase B 5 500,500
until 18
-> 11.2 opened B since 6.2 owner P
-> 13.5 ended B owner P

== reborn farther than radius from where the track broke he is anybody
guard unattended: {for: 5s, attended_by: owner}
person P 0 840,500 > 2 840,500 > 4 640,500 > 5 540,500 > 7 740,500 gone 6.4
person Q 11 529,500
suitcase B 5 500,500
until 18
-> 11.2 opened B since 6.2 owner P
-> 13 ended B owner P

== the owner's track lost in mid-picture: the anyone rule applies
guard unattended: {for: 5s, attended_by: owner}
person P 0 530,500 > 2 530,500 > 3 570,500 > 4 530,500 > 5 570,500 hidden 5-30
person Q 11 500,640
suitcase B 0 500,500
until 22
-> 9.9 opened B since 4.9 owner P
-> 13 ended B owner P

== Owner left over the picture's edge: nobody else counts
guard unattended: {for: 10s, attended_by: owner}
person P 0 880,500 > 3 880,500 > 4 980,500 gone 4
person Q 5 840,560
suitcase B 0 900,500
until 20
-> 14 opened B since 4 owner P

== No owner known: the anyone rule applies
guard unattended: {for: 5s, attended_by: owner}
suitcase B 2 500,500
person Q 0 900,500 > 3 900,500 > 6 600,500 > 10 600,500 > 13 900,500
until 20
-> 15.6 opened B since 10.6 owner -

== two bags: each has its own owner and time
guard unattended: {for: 5s, attended_by: owner}
person P 0 230,500 > 3 230,500 > 5 30,500
person Q 0 770,500 > 4 770,500 > 6 970,500
suitcase B 0 300,500
suitcase C 0 700,500
until 12
-> 8.9 opened B since 3.9 owner P
-> 9.9 opened C since 4.9 owner Q

== two bags of one owner: he stays with one
guard unattended: {for: 5s, attended_by: owner}
person P 0 330,500 > 3 330,500 > 7 730,500
suitcase B 0 300,500
suitcase C 3 700,500
until 14
-> 9.3 opened B since 4.3 owner P

== a bag handed over: set down nearer to another it is his
# P carries it, but Q is nearer when it rests
guard unattended: {for: 5s, attended_by: owner}
person P 0 170,540 > 3 170,540 > 6 470,540 > 6.3 470,540 > 9.3 170,540
person Q 0 530,530
suitcase B 0 200,500 > 3 200,500 > 6 500,500
until 20
-> nothing
"""


@pytest.mark.parametrize("scenario", params(TABLE))
def test_owner(scenario: Scenario) -> None:
    check(scenario)
