"""What drafting says: questions, assumptions and refusals, in the language of the wish."""

from orin.processors.words.lexicon.replies import REPLIES


class Replies:
    """`say("ask-duration", place="the queue")`: a sentence in one language, English where it has none."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, **names: str) -> str:
        texts = REPLIES[key]
        return texts.get(self.lang, texts["en"]).format(**names)
