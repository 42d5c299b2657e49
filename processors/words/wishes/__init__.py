"""Which words of a text are wishes: what is told beside them, corrections, who is told, and where one wish ends."""

from orin.processors.words.wishes.context import without_context
from orin.processors.words.wishes.corrections import corrected
from orin.processors.words.wishes.receivers import told
from orin.processors.words.wishes.refusals import refusal
from orin.processors.words.wishes.sentences import relevant, without_heading
from orin.processors.words.wishes.splitting import split

__all__ = ["corrected", "refusal", "relevant", "split", "told", "without_context", "without_heading"]
