"""A model's proposal where the rules ask, or have left words unread: marked as its, or dropped."""

from collections.abc import Collection, Sequence

import click
import msgspec

from orin.cli.specs.proposal import ORDER, NotProposed, proposed, schema, wish
from orin.processors.specs.models import GuardSpec
from orin.processors.words.answer import Answer
from orin.processors.words.conversation import converse
from orin.processors.words.documents import document, specs_of
from orin.processors.words.reading.places import Site
from orin.processors.words.saying import say
from orin.runtime.chat import ChatModel, NoAnswer
from orin.schemas.plain import plain

_LONGEST_REASON = 200
"""Characters of a line that says why a proposal is dropped, which may repeat what the model wrote."""


class Proposer:
    """Asks `model`; where that once gave no answer it is not asked again. `taken`: names that guards have already."""

    def __init__(self, model: ChatModel, site: Site, timezone: str, taken: Collection[str]) -> None:
        self._model: ChatModel | None = model
        self._site = site
        self._timezone = timezone
        self._taken = taken

    def instead(self, said: Sequence[str], answer: Answer) -> Answer:
        """`answer`, or guards of the model in its place, with the questions that they settle.

        What is refused is never sent, nor what was said before a refusal or a draft.
        """
        unsure = answer.answer == "ask" or (answer.answer == "guard" and answer.unread)
        if not unsure or self._model is None:
            return answer
        turns = self._open_turns(said)
        try:
            text = self._model.ask(ORDER, wish(turns, self._site.cameras), schema())
            guards = proposed(text, turns, self._site.cameras, self._timezone, self._taken)
        except NoAnswer as error:
            self._model = None
            _tell(f"{error}; it is not asked again, and the rules alone answer")
            return answer
        except NotProposed as error:
            kept = "the question" if answer.answer == "ask" else "the draft"
            _tell(f"a model's proposal was dropped, and {kept} of the rules stands: {str(error)[:_LONGEST_REASON]}")
            return answer
        if _meanings(guards) == _meanings(specs_of(answer.guards, self._site.cameras) if answer.guards else []):
            return answer
        return Answer(
            answer="guard", guards=tuple(document(guard) for guard in guards), questions=answer.questions,
            words=tuple(say(guard, answer.lang) for guard in guards), unread=answer.unread, lang=answer.lang,
            drafted_by="model",
        )  # fmt: skip

    def _open_turns(self, said: Sequence[str]) -> Sequence[str]:
        settled = (
            count
            for count in range(len(said) - 1, 0, -1)
            if converse(said[:count], self._site, self._timezone).answer != "ask"
        )
        return said[next(settled, 0) :]


def _meanings(guards: Sequence[GuardSpec]) -> set[bytes]:
    return {msgspec.json.encode(msgspec.structs.replace(guard, guard="")) for guard in guards}


def _tell(line: str) -> None:
    click.echo(plain(f"orin: {line}"), err=True)
