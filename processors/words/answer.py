"""What drafting gives: guards, or questions, or a refusal."""

from typing import Any, Literal

from msgspec import Struct

About = Literal["kind", "camera", "zone", "line", "direction", "object", "duration", "count", "speed", "schedule"]


class Question(Struct, frozen=True):
    """What is open, and in `choices` what the site or the language offers for it (none: any value will do)."""

    about: About
    text: str
    choices: tuple[str, ...] = ()


class Answer(Struct, frozen=True, kw_only=True):
    """The answer to one wish; `guard` has guards, `ask` has questions, `refuse` has a reason."""

    answer: Literal["guard", "ask", "refuse"]
    guards: tuple[dict[str, Any], ...] = ()
    """Documents of the language."""
    assumptions: tuple[str, ...] = ()
    """A sentence for each field that was settled without being said."""
    questions: tuple[Question, ...] = ()
    words: tuple[str, ...] = ()
    """Each guard said back, in the language of the wish."""
    reason: str = ""
    """Of a refusal: what cannot be done, and the nearest that can."""
    unread: tuple[str, ...] = ()
    """Words of the wish that were not understood."""
    lang: str = "en"
    drafted_by: Literal["rules", "model"] = "rules"
