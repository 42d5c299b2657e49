"""English, a file for each kind of word."""

from orin.processors.words.lexicon.en import (
    amounts,
    filler,
    joining,
    moving,
    people,
    places,
    refused,
    staying,
    telling,
    things,
    times,
)

_PARTS = (amounts, filler, joining, moving, people, places, refused, staying, telling, things, times)
PHRASES = {tag: written for part in _PARTS for tag, written in part.PHRASES.items()}
