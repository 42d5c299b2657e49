"""Guards in words: `say` a guard in one or two sentences of five languages, `heard` the guard in such sentences."""

from orin.processors.words.saying.heard import heard
from orin.processors.words.saying.say import say

__all__ = ["heard", "say"]
