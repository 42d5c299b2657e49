"""Ways of going, with where to: every verb with every particle, in all its forms."""

_WALKING = (
    "stroll wander amble saunter march stride trudge traipse shuffle tiptoe stagger stumble clamber scramble crawl"
    " creep sneak slip slide squeeze hop leap jump climb duck dart nip pop storm burst barge stray waltz mooch"
    " trot scurry scamper hurry rush prance waddle flutter fly swoop slink sidle totter hobble limp tread"
    " bounce breeze blunder bumble straggle trickle pour flock troop pile"
)
_DRIVING = "roll cruise trundle rumble pedal steer swing glide chug lumber swerve veer reverse"
_GOING = "walk step move come go head ride travel proceed drive"
_ALONE = (
    "stroll wander amble saunter march stride trudge traipse shuffle tiptoe stagger clamber scramble scurry scamper"
    " prance waddle flutter swoop slink sidle totter hobble roll cruise trundle rumble pedal lumber travel proceed"
)
"""That are verbs of going where nothing follows: `duck`, `file` and `jump` are something else as well."""
_PAST = {
    "stride": "strode", "creep": "crept", "sneak": "snuck/sneaked", "slide": "slid", "leap": "leapt/leaped",
    "burst": "burst", "fly": "flew/flown", "slink": "slunk", "tread": "trod", "swing": "swung", "drive": "drove/driven",
    "ride": "rode/ridden", "come": "came", "go": "went/gone", "get": "got/gotten", "run": "ran", "swoop": "swooped",
}  # fmt: skip
_DOUBLED = frozenset({"slip", "hop", "nip", "pop", "trot", "step", "travel", "jog", "leg"})
_INTO = (
    "into|in to|onto|on to|inside|over into|over to|up to|straight into|right into|straight in|right in|down into"
    "|all the way into"
)
_OUT = "out|out of|outside|out from|out through|out by|out via|off|away|away from|straight out of|right out of"
_THROUGH = "through|across|over|thru|right through|straight through|right across|straight across"
_ALONG = "along|down|past|round|alongside|up and down|right past|straight past"
_RACING = "bomb zoom tear hurtle whizz whiz blast career rocket fly belt barrel hoon thunder burn"
_RUNNING = "sprint dash bolt gallop pelt jog"


def forms(verb: str) -> str:
    """As a choice: `stroll/strolls/strolling/strolled`."""
    stem = verb.removesuffix("e") if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    stem += verb[-1] if verb in _DOUBLED else ""
    plain = verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else None
    third = plain or verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "go")) else "s")
    regular = verb[:-1] + "ied" if plain else f"{stem}ed"
    return f"{verb}/{third}/{stem}ing/{_PAST.get(verb, regular)}"


def _with(verbs: str, particles: str) -> str:
    return "|".join(f"{forms(verb)} {particle}" for verb in verbs.split() for particle in particles.split("|"))


_EVERY = f"{_WALKING} {_DRIVING}"
PHRASES = {
    "v:enter": "|".join(
        (_with(_EVERY, f"{_INTO}|to|in"), _with(_GOING, "in to|on to|straight into|right into|straight in|over into"))
    ),
    "v:exit": "|".join((_with(_EVERY, _OUT), _with(_GOING, "straight out of|right out of|out from|out via|out by"))),
    "v:cross": "|".join(
        (_with(_EVERY, _THROUGH), _with(_GOING, "thru|right through|straight through|straight across"))
    ),
    "v:move": "|".join(
        (*map(forms, _ALONE.split()), _with(_EVERY, _ALONG), _with("walk ride travel proceed drive head", _ALONG))
    ),
    "v:speed": "|".join(
        (_with(_RACING, f"{_ALONG}|{_THROUGH}|into|around|about"), _with("race speed", f"{_ALONG}|{_THROUGH}|around"))
    ),
    "v:run": "|".join(
        (
            _with(f"{_RUNNING} run", "along|down|past|around|about|up and down"),
            "leg/legs/legging/legged it|make/makes/making/made a run for it",
        )
    ),
}
