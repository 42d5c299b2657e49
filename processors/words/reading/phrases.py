"""Phrases with tags, found in a run of words: the longest at each place wins; and words that are nearly one of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_UNITS = frozenset({"km/h", "m/s", "км/ч"})
"""Here a slash is none between choices."""
_LEAST = 4
"""Letters of a word that others may be slips of."""
_STEM = 4
"""Stems are found by their first letters."""
_BETWEEN = re.compile(r"[|/?\s]+")
_REGULAR = frozenset({"m:cooldown"})
"""Tags of phrases that are put together from parts: what follows one choice follows each."""


class Node:
    """One step in the tree of phrases."""

    __slots__ = ("stems", "tags", "words")

    def __init__(self) -> None:
        self.words: dict[str, Node] = {}
        self.stems: dict[str, list[tuple[str, Node]]] = {}
        self.tags: set[str] = set()

    def after(self, word: str) -> Iterable["Node"]:
        exact = self.words.get(word)
        if exact is not None:
            yield exact
        if self.stems:
            for length in range(min(_STEM, len(word)), 0, -1):
                for stem, node in self.stems.get(word[:length], ()):
                    if word.startswith(stem):
                        yield node


class Found(NamedTuple):
    """The words [begin, end) of the run, and what they may mean."""

    begin: int
    end: int
    tags: frozenset[str]


class Phrases:
    """Phrases are written `word stem* either/or optional?`, several between `|`.

    Those that begin with a word are put into the tree when the word is first looked up: of thousands, a text needs few.
    """

    def __init__(self) -> None:
        self._root = Node()
        self.vocabulary: set[str] = set()
        """Whole words."""
        self._likely: set[str] = set()
        """Of these, what a misspelt word may stand for: nothing that a wish is refused for."""
        self._stems: dict[str, set[str]] = {}
        self.places: set[str] = set()
        """Whole words that name places."""
        self._by_letter: dict[str, list[str]] = {}
        """By their first letter, and by their second, as neighbours are swapped and first letters left out."""
        self._waiting: dict[str, list[tuple[str, str]]] = {}
        """Tags and phrases that are not in the tree yet, by what they begin with; stems have their `*`."""
        self._grown: set[str] = set()
        """What the phrases begin with that are in the tree."""
        self._looked_up: set[str] = set()

    def add(self, tag: str, written: str) -> None:
        for phrase in written.split("|"):
            for word in _openers(phrase):
                self._waiting.setdefault(word, []).append((tag, phrase))
        said = {_plain(word) for word in _BETWEEN.split(written)} | {unit for unit in _UNITS if unit in written}
        words = said - {""}
        if "*" in written:
            stems = {word for word in words if word.endswith("*")}
            words -= stems
            for stem in stems:
                self._stems.setdefault(stem[:-1][:_STEM], set()).add(stem[:-1])
        self.vocabulary |= words
        if tag.startswith("pl:"):
            self.places |= words
        if not tag.startswith(("r:", "f:")):
            self._likely.update(word for word in words if len(word) >= _LEAST)

    def add_all(self, table: Mapping[str, str]) -> None:
        for tag, written in table.items():
            self.add(tag, written)

    def opens(self, word: str) -> bool:
        """Whether a phrase begins with the word, or with a stem of it."""
        return any(opener in self._waiting or opener in self._grown for opener in self._as_opener(word))

    def _as_opener(self, word: str) -> list[str]:
        """The word and its stems, as phrases begin with them."""
        lengths = range(1, _STEM + 1)
        stems = [stem for length in lengths for stem in self._stems.get(word[:length], ()) if word.startswith(stem)]
        return [word, *(f"{stem}*" for stem in stems)]

    def _begun(self, word: str) -> Iterable[Node]:
        """The nodes of the first step that the word is; what begins with it is put into the tree before."""
        if word not in self._looked_up:
            self._looked_up.add(word)
            for opener in self._as_opener(word):
                for tag, phrase in self._waiting.pop(opener, ()):
                    self._grown.add(opener)
                    self._grow(tag, phrase.split(), opener)
        return self._root.after(word)

    def _grow(self, tag: str, steps: Sequence[str], opener: str) -> None:
        """Puts a phrase into the tree, so far as it begins with `opener`."""
        nodes = {id(self._root): self._root}
        for step in steps:
            choices = [_plain(word) for word in _choices(step)]
            words = [word for word in choices if word]
            inner = [node for node in nodes.values() if node is not self._root]
            after = self._steps(inner, words, share=tag in _REGULAR)
            if id(self._root) in nodes and opener in words:
                after.append(self._step(self._root, opener))
            nodes = {**(nodes if "" in choices else {}), **{id(node): node for node in after}}
        for node in nodes.values():
            if node is not self._root:
                node.tags.add(tag)

    def _steps(self, nodes: Iterable[Node], words: Sequence[str], *, share: bool) -> list[Node]:
        """The nodes after `nodes` for each of the words; with `share` one for all that are new, past the first step."""
        found = []
        for node in nodes:
            shared = Node() if share else None
            for word in words:
                if shared is not None and word not in node.words and not word.endswith("*"):
                    node.words[word] = shared
                found.append(self._step(node, word))
        return found

    def _step(self, node: Node, word: str) -> Node:
        """The node after `node` for a word or, with its `*`, a stem."""
        if not word.endswith("*"):
            known_word = node.words.get(word)
            if known_word is None:
                known_word = node.words[word] = Node()
            return known_word
        stem = word[:-1]
        nodes = node.stems.setdefault(stem[:_STEM], [])
        known = next((each for each in nodes if each[0] == stem), None)
        if known is None:
            known = (stem, Node())
            nodes.append(known)
            nodes.sort(key=lambda each: -len(each[0]))
        return known[1]

    @staticmethod
    def find_in(tables: "Sequence[Phrases]", words: Sequence[str]) -> list[Found]:
        """Phrases do not overlap; an empty word (punctuation) ends any phrase."""
        found: list[Found] = []
        at = 0
        while at < len(words):
            begun = [node for table in tables for node in table._begun(words[at])] if words[at] else []
            best = _longest(begun, words, at)
            if best is None:
                at += 1
                continue
            found.append(best)
            at = best.end
        return found

    def has(self, word: str) -> bool:
        """Whether the word is in a phrase, or begins with a stem of one."""
        if word in self.vocabulary:
            return True
        lengths = range(1, _STEM + 1)
        return any(word.startswith(stem) for length in lengths for stem in self._stems.get(word[:length], ()))

    def tags_of(self, word: str) -> frozenset[str]:
        """Of the word alone."""
        return frozenset().union(*(node.tags for node in self._begun(word)))

    def nearest(self, word: str) -> str | None:
        """The one word of the vocabulary that `word` may be a slip of; None: there is none, or several."""
        if len(word) < 4:
            return None
        if not self._by_letter:
            for known in self._likely:
                for letter in {known[0], known[1]}:
                    self._by_letter.setdefault(letter, []).append(known)
        scored = sorted(
            (distance(word, known), len(known) < len(word), known)  # a letter is left out more often than one too many
            for known in self._by_letter.get(word[0], ())
            if abs(len(word) - len(known)) <= allowed(max(len(word), len(known)))
        )
        good = [
            (far, known) for far, _, known in scored
            if far <= allowed(max(len(word), len(known))) and (len(known) > _LEAST or _is_typing(word, known))
        ]  # fmt: skip
        if not good or (len(good) > 1 and good[1][0] == good[0][0] and good[0][1][:4] != good[1][1][:4]):
            return None
        return good[0][1]


def _is_typing(word: str, known: str) -> bool:
    """Whether a letter is doubled, missing or swapped, and none is another: `gaet` is `gate`, `coat` is no `boat`."""
    return len(word) != len(known) or sorted(word) == sorted(known)


def _longest(nodes: Sequence[Node], words: Sequence[str], begin: int) -> Found | None:
    """`nodes`: those that the first word leads to."""
    best: Found | None = None
    for end in range(begin, len(words)):
        if end > begin:
            nodes = [after for node in nodes for after in node.after(words[end])] if words[end] else []
        if not nodes:
            break
        tags = frozenset().union(*(node.tags for node in nodes))
        if tags:
            best = Found(begin, end + 1, tags)
    return best


def allowed(length: int) -> int:
    """Slips in a word of that many letters."""
    return 2 if length >= 8 else 1


def _openers(phrase: str) -> Iterator[str]:
    """What the phrase can begin with: words, and stems with their `*`."""
    for step in phrase.split():
        if not step.endswith("?"):
            yield from (_plain(choice) for choice in (step.split("/") if step not in _UNITS else (step,)))
            break
        yield from (_plain(choice) for choice in _choices(step) if choice)


def _plain(word: str) -> str:
    """As tokens have it: without apostrophes, but for an elided article."""
    return word if "'" not in word or word.endswith("'") else word.removesuffix("'s").replace("'", "")


def _choices(step: str) -> list[str]:
    optional = step.endswith("?")
    choices = [step] if step in _UNITS else step.removesuffix("?").split("/")
    return [*choices, ""] if optional else choices


def distance(one: str, other: str) -> int:
    """Letters to change, add, leave out or swap with their neighbour."""
    older: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        older, last = last, row
    return last[-1]
