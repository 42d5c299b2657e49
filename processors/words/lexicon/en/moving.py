"""Verbs of going, and which way."""

PHRASES = {
    "v:enter": (
        "intrusion/intrusions into/in/at|"
        "from outside to inside|from the outside to the inside|entrance of a person/somebody/someone into|"
        "entry of a person/somebody/someone into|entry of persons/people into|gets entered|is entered by|"
        "is entered|are entered|start/starts entering|able to enter|"
        "break/breaks/breaking/broke into|slip/slips/slipping into|has/have/had gone into/in|"
        "has/have/had come into/in|has/have/had got into/in|has/have walked into/in|step/steps foot in|"
        "invade/invades|end/ends up in|find/finds themselves in|hop/hops into|jump/jumps into|"
        "jump/jumps in|poke/pokes their head/nose into/in|put/puts a foot in/into|get/gets to the|"
        "walk/walks through the restricted|penetrate/penetrates|force/forces their way into|"
        "squeeze/squeezes into|duck/ducks into|rush/rushes into|dive/dives into|intrude/intrudes upon/on|"
        "encroach/encroaches on/upon|"
        "step/steps/stepping/go/goes/going/get/gets/walk/walks/walking/slip/slips behind|entry to|"
        "entries to|any entry to/into|every entry to/into|entering|"
        "brought in/into|taken in/into|let in/into|comes up to|come up to|walks up to|walk up to|"
        "step/steps/stepping into|pop/pops/popping in/into|nip/nips in/into|barge/barges in/into|"
        "sneak/sneaks/sneaking/snuck in/into|creep/creeps in/into|head/heads/heading into/to/in|"
        "walk/walks/walking to|march/marches in/into|swing/swings into|make/makes it into|"
        "find/finds their way into|has/have entered|sets foot|set foot|gains/gain access to|"
        "push/pushes their way into|get/gets into|drift/drifts into|turning up at|run/runs/running into|"
        "drives/drive up to|pulls up in|pull up in|heads up to|"
        "enter/enters/entering/entered|come/comes/coming/came in/into/inside|go/goes/going/went in/into/inside"
        "|gets/get/getting/got in/into/inside|walk/walks/walking/walked in/into/onto/inside|"
        "come/comes/coming/came to"
        "|go/goes/going/went to|step/steps/stepping/stepped in/into/on/onto/inside"
        "|drive/drives/driving/drove in/into/onto/on/up|pull/pulls/pulling/pulled in/into/up"
        "|move/moves/moving/moved in/into/onto|roll/rolls/rolling/rolled in/into/onto"
        "|set/sets/setting foot in/into/on|trespass/trespasses/trespassing/trespassed"
        "|intrude/intrudes/intruding/intruded|intrusion/intrusions|venture/ventures into"
        "|wander/wanders/wandering/wandered in/into/onto|arrive/arrives/arriving/arrived|enters the"
        "|turn/turns/turning/turned into|turn/turns into|access/accesses/accessing/accessed|entry into|"
        "entries into"
        "|ride/rides/riding in/into/onto|back/backs/backing into|reverse/reverses/reversing into|"
        "approach/approaches"
        "|come/comes/coming/came onto|go/goes/going onto|get/gets/getting onto|climb/climbs/climbing onto"
        "|climb/climbs into|access to|breach/breaches|breaching|strays into|stray/strays/straying into/onto"
        "|makes their way into|make their way into|come/comes/coming/came up|drive/drives/driving/drove up"
    ),
    "v:exit": (
        "exit/exits/exiting through/via|slip/slips/slipping out|slip/slips/slipping out through/of|"
        "out through|from inside to outside|from the inside to the outside|"
        "reversing/reverses/reverse out of|backing out of|back/backs out of|"
        "head/heads/heading out of|head/heads/heading off|clear/clears out of|emerge/emerges from|"
        "come/comes/coming out from|go/goes/going out from|walk/walks out|drive/drives/driving away|"
        "pull/pulls/pulling away|depart/departs/departing|exits from|roll/rolls out of|"
        "move/moves away from|back/backs out of|get/gets off|step/steps/stepping off|"
        "walk/walks/walking/walked away|go/goes/going/went away|"
        ""
        ""
        "go/goes/going/went/walk/walks/walking/walked/come/comes/coming/came/step/steps/stepping/drive/drives/driving/drove/get/gets/getting/head/heads/heading out/outside"
        "|exit/exits/exiting/exited|go/goes/going/went out of|come/comes/coming/came out of"
        "|walk/walks/walking/walked out of|depart/departs/departing/departed from?|"
        "drive/drives/driving/drove out of"
        "|drive/drives/driving/drove away from|step/steps/stepping out of|get/gets/getting/got out of"
        "|walk/walks/walking away from|drive/drives/driving off|pull/pulls/pulling out of|"
        "move/moves/moving out of"
        "|walk/walks/walking off|step/steps away from|steps off"
    ),
    "v:leave": "leave/leaves/leaving",
    "v:left": "left",
    "v:cross": (
        "any crossing|any crossing of|crossing of|every crossing of|each crossing of|"
        ""
        ""
        "go/goes/going/come/comes/coming/walk/walks/walking/pass/passes/passing/move/moves/drive/drives/driving/get/gets in or/and out|"
        ""
        "enters or leaves|enter or leave|entering or leaving|leaves or enters|in or out|"
        "slip/slips/slipping out through|use/uses/using|come/comes/coming by way of|go/goes/going via|"
        "heads/head through|head/heads/heading through|push/pushes through|"
        "squeeze/squeezes through|step/steps/stepping through|"
        "pass/passes/passing over|thru|goes across|go across|going across|walk/walks across|gets past|"
        "slips past|goes beyond|"
        "slip/slips/slipping through|slip/slips/slipping out|"
        "cross/crosses/crossing/crossed|pass/passes/passing/passed|pass/passes/passing/passed through"
        "|go/goes/going/went through|walk/walks/walking/walked through|come/comes/coming/came through"
        "|drive/drives/driving/drove through|step/steps/stepping over|goes over|go over|go/goes/going past"
        "|walks/walk over|move/moves/moving through|step/steps/stepping through|steps across"
        "|walk/walks/walking across|get/gets/getting through|crossings|use/uses/using the|goes by|go by|walks by"
        "|drives by"
    ),
    "v:speed": (
        "speeding|speed/speeds|too fast|races|race|racing|drive/drives/driving too fast|fast|going too fast"
        "|exceed/exceeds/exceeding/exceeded|speed limit|faster|rushing|quicker|above the limit|over the limit"
        "|over the speed limit|faster than|hurtling|speedster"
    ),
    "v:run": "run/runs/running|ran|runner/runners|sprint/sprints/sprinting|jog/jogs/jogging|dash/dashes/dashing",
    "v:wrong": (
        "wrong way|wrong direction|in the wrong direction|the wrong way|against the direction|against the one way"
        "|against the flow|against traffic|against the traffic|reverse direction|opposite direction|one way"
        "|against the arrow|against one way|wrong side|not the way it is meant|backwards|one way only|wrong|"
        "is wrong"
    ),
    "v:tailgate": (
        "hot on the heels of|on somebody's heels|slip/slips in after|nip/nips in behind|"
        "go/goes/going in behind|come/comes in behind|hard behind|straight behind|right on the tail of|"
        "in the wake of|back to back|in one go|directly behind another|slip/slips through behind|"
        "double entry|double entries|two at once|two at a time|"
        "tailgate/tailgates/tailgating|tailgater/tailgaters|piggyback/piggybacks/piggybacking|piggy backing"
        "|slip/slips/slipping in/through behind|follow/follows/following|followed|right behind|directly behind"
        "|close behind|on the heels of|straight after|sneak/sneaks/sneaking in behind|one right after the other"
        "|one after the other|one after another|right after another|right after|directly after|"
        "in quick succession"
        "|in close succession|close together|shortly after|after one another|behind another|slip in behind|"
        "tailgated"
    ),
    "dir:in": (
        "from outside to inside|from the outside to the inside|"
        "from the street|inwards direction|going inwards|coming inwards|in direction of the building|"
        "from out there|in the inward direction|in the inbound direction|on the way inside|headed in|"
        "headed inside|heading inside|entering direction|in-bound|"
        "inward/inwards|inbound|incoming|into the building|to the inside|from outside|from the outside"
        "|into the premises|in through|in by|in via|in direction|direction in|towards the inside|on the way in"
        "|inwards only|on their way in|ingoing|in is wrong|in is the wrong way|in is the wrong one"
    ),
    "dir:out": (
        "out through|from inside to outside|from the inside to the outside|"
        "out onto the street|into the street|outwards direction|going outwards|in the outward direction|"
        "in the outbound direction|on the way outside|headed out|headed outside|heading outside|"
        "leaving direction|out-bound|"
        "outward/outwards|outbound|outgoing|to the outside|from inside|from the inside|out through|out by|out via"
        "|out direction|direction out|towards the outside|on the way out|outwards only|on their way out"
        "|out into the street|to the street|out of the building|out of the premises|out is wrong|"
        "out is the wrong way"
        "|out is the wrong one"
    ),
    "dir:any": (
        ""
        ""
        "go/goes/going/come/comes/coming/walk/walks/walking/pass/passes/passing/move/moves/drive/drives/driving/get/gets in or/and out|"
        ""
        "no matter which way|whichever way|whatever direction|in whatever direction|"
        "in whichever direction|regardless of the direction|irrespective of direction|"
        "either direction|in either direction|both directions|in both directions|any direction|either way|"
        "both ways"
        "|in any direction|in or out|in and out|no matter which direction|whichever direction|"
        "regardless of direction"
    ),
    "v:move": (
        "go/goes/going/went|walk/walks/walking/walked|drive/drives/driving/drove|move/moves/moving/moved"
        "|come/comes/coming/came|get/gets/getting|travel/travels/travelling|head/heads/heading|ride/rides/riding"
    ),
    "m:through": "through|via|across",
    "m:into": "into|onto|to|toward/towards|up to",
    "m:outof": "out of|away from|off",
}
