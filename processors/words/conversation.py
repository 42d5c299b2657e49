"""A wish in several turns: each reply fills in, or replaces, what the question before it was about."""

import re
from collections.abc import Sequence

from orin.processors.words.answer import Answer
from orin.processors.words.draft import draft
from orin.processors.words.reading.places import Site
from orin.processors.words.reading.text import fold

_I_MEAN = {"en": "I mean", "de": "ich meine", "ru": "вернее", "es": "quiero decir", "fr": "je veux dire"}
_YES = frozenset(
    [
        "yes",
        "y",
        "ok",
        "okay",
        "sure",
        "leave",
        "it",
        "out",
        "left",
        "out",
        "may",
        "be",
        "drop",
        "ja",
        "genau",
        "weglassen",
        "kann",
        "weg",
        "da",
        "да",
        "можно",
        "опустить",
        "конечно",
        "si",
        "claro",
        "vale",
        "omitelo",
        "puede",
        "omitirse",
        "oui",
        "bien",
        "sur",
        "ignore",
        "le",
        "ignorer",
    ]
)
_PLACES = {"camera", "zone", "line"}
"""About these a reply names what the site has in the place of what it lacks."""
_DIRECTIONS = {
    "in": {"in", "inside", "inward", "inwards", "hinein", "rein", "herein", "внутрь", "dentro", "adentro", "dedans"},
    "out": {"out", "outside", "outward", "outwards", "hinaus", "raus", "heraus", "наружу", "fuera", "afuera", "dehors"},
}
_SAID = {
    "en": {"in": "inwards", "out": "outwards"}, "de": {"in": "nach innen", "out": "nach aussen"},
    "ru": {"in": "внутрь", "out": "наружу"}, "es": {"in": "hacia dentro", "out": "hacia fuera"},
    "fr": {"in": "vers l'intérieur", "out": "vers l'extérieur"},
}  # fmt: skip


def converse(said: Sequence[str], site: Site, timezone: str) -> Answer:
    """The answer to the last of what was `said`: a wish, then a reply to each question."""
    text = said[0]
    answer = draft(text, site, timezone)
    for reply in said[1:]:
        text = _with(text, answer, reply)
        answer = draft(text, site, timezone, answer.lang)
    return answer


def _with(text: str, answer: Answer, reply: str) -> str:
    """The wish as it would have been said with the reply in it."""
    if answer.answer != "ask":
        return reply  # what was settled or refused is not gone on with: this is a wish of its own
    about = {question.about for question in answer.questions}
    asked = [word for word in answer.unread if any(word in question.text for question in answer.questions)]
    agreed = set(fold(reply).replace(",", " ").replace(".", " ").split()) <= _YES
    if asked and (agreed or about & _PLACES):
        text = re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, asked))})(?!\w)", " ", text)
        if agreed:
            return text
    if "direction" in about:
        words = set(re.findall(r"\w+", fold(reply)))
        for direction, names in _DIRECTIONS.items():
            if words & names:
                reply = _SAID[answer.lang][direction]
    if about == {"kind"} and len(reply.split()) > 2:
        return f"{reply}. {text}"
    return f"{text.rstrip(' .!?')}, {_I_MEAN[answer.lang]} {reply}"
