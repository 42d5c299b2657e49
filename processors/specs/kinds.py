"""The registry of guard kinds: what one kind is made of, and which kinds there are.

Everything that depends on the kinds follows from here: the parser, the JSON Schema, the watch stage and its state, and
the timers that `orin try` draws. ORIN's own kinds are in processors/guards/kinds; another package adds one
through the entry point group `orin.guard_kinds` (runtime/plugins.py).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from orin.processors.specs.nodes import Reader
from orin.processors.specs.rule import Rule
from orin.processors.specs.rule_fields import READERS
from orin.schemas.errors import OrinError

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


class Field(NamedTuple):
    """How a field that only one kind has is read, and its JSON Schema with a `description`.

    An empty schema takes what msgspec derives from the model's annotation.
    """

    read: Reader
    schema: Mapping[str, Any] = {}


@dataclass(frozen=True, kw_only=True)
class GuardKind:
    """One kind of guard."""

    name: str
    """As in `when: {NAME: ...}`, and `kind` of its events: a-z, 0-9 and '_', beginning with a letter."""
    rule: type[Rule]
    """The model of its fields."""
    watch: Callable[[Any], int]
    """Called with a GuardContext on each observed frame (processors/guards/context.py, `Watch`)."""
    memory: Any = None
    """The type of the values of `state.memories`: a msgspec Struct, a union of tagged ones, or None: it has none."""
    fires: str
    """When it fires, in one sentence: for editors and help."""
    fields: Mapping[str, Field] = field(default_factory=dict)
    """Of its own, by their names in a spec file; others are read by specs/rule_fields.py."""
    check: Callable[[Mapping[str, Any]], str | None] = lambda _: None
    """What is wrong with the fields taken together; None: nothing.

    It is given the values by name; None is one that could not be read, and was reported.
    """
    schema: Mapping[str, Any] = field(default_factory=dict)
    """Added to the JSON Schema of its rule."""
    walks: bool = False
    """Whether it needs to know where people walked before."""
    window_since: Callable[[Any, Any], int] = lambda _rule, _memory: 0
    """From (rule, memory): when the window that `for` measures began, µs; 0: none is running. For drawing."""

    @property
    def readers(self) -> dict[str, Reader]:
        """By field, for every field of its rule."""
        own = {name: each.read for name, each in self.fields.items()}
        return {name: own.get(name) or READERS[name] for name in self.rule.__struct_encode_fields__}

    def remembered(self, stored: dict[str, Any]) -> dict[str, Any]:
        """`memories` as they come out of msgpack, in their types."""
        if self.memory is None:
            return {}
        return msgspec.convert(stored, type=dict[str, self.memory])  # type: ignore[name-defined]


class KindRegistry(Mapping[str, GuardKind]):
    """The kinds by name, in the order in which they were registered."""

    def __init__(self) -> None:
        self._registered: dict[str, GuardKind] = {}

    @property
    def _kinds(self) -> dict[str, GuardKind]:
        """ORIN's own kinds come with the first question: they import models that this module is imported by."""
        if not self._registered:
            from orin.processors.guards.kinds import OWN  # noqa: PLC0415

            self._registered = {kind.name: kind for kind in OWN}
        return self._registered

    def register(self, kind: Any) -> None:
        """Raises OrinError for what `problem` finds."""
        problem = self.problem(kind)
        if problem is not None:
            raise OrinError(f"guard kind {getattr(kind, 'name', kind)!r}: {problem}")
        self._kinds[kind.name] = kind

    def remove(self, name: str) -> None:
        """For tests that registered a kind."""
        del self._kinds[name]

    def __getitem__(self, name: str) -> GuardKind:
        return self._kinds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def problem(self, kind: Any, name: str | None = None) -> str | None:
        """Why `kind` cannot be registered, as `name` if that is given; None: it can."""
        if not isinstance(kind, GuardKind):
            return f"expected a GuardKind, not {type(kind).__name__}"
        if name is not None and kind.name != name:
            return f"its GuardKind is called {kind.name!r}"
        if kind.name in self._kinds:
            return "there is already a kind of this name"
        return "; ".join(_problems(kind)) or None


def _problems(kind: GuardKind) -> Iterator[str]:
    if not _NAME.fullmatch(kind.name):
        yield "its name must be a-z, 0-9 and '_', beginning with a letter"
    if kind.memory is not None:
        try:
            msgspec.msgpack.Decoder(kind.memory)
        except TypeError as error:
            yield f"its memory cannot be stored: {error}"
    if not (isinstance(kind.rule, type) and issubclass(kind.rule, Rule)):
        yield f"its rule must be a subclass of {Rule.__module__}.Rule"
        return
    names = kind.rule.__struct_encode_fields__
    for name in names:
        if name not in READERS and name not in kind.fields:
            yield f"no reader for '{name}': add it to `fields`"
    for name in kind.fields:
        if name not in names:
            yield f"`fields` has '{name}', but its rule does not"


KINDS = KindRegistry()
