"""English, a file for each kind of word."""

from orin.processors.words.lexicon.en import (
    amounts,
    filler,
    joining,
    motion,
    moving,
    people,
    places,
    politeness,
    refused,
    staying,
    telling,
    things,
    times,
)

_PARTS = (
    amounts, filler, joining, motion, moving, people, places, politeness, refused, staying, telling, things, times,
)  # fmt: skip
PHRASES: dict[str, str] = {}
for _part in _PARTS:
    for _tag, _written in _part.PHRASES.items():
        PHRASES[_tag] = f"{PHRASES[_tag]}|{_written}" if _tag in PHRASES else _written
