"""Whether guards say all that a wish says: every word is in a field, known to be harmless, or asked about.

The reading of a wish decides what a guard is made of; this goes the other way, from the guards back to the words. It
asks of each word what it is there for, and a word that no rule thought of has no answer: nothing is dropped in silence.
"""

from orin.processors.words.audit.unsaid import Unsaid, unsaid

__all__ = ["Unsaid", "unsaid"]
