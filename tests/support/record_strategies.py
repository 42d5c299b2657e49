"""Hypothesis strategies for the records, derived from their types, so that a new field is covered by itself."""

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from orin.schemas.records import Record
from orin.schemas.registry.file import RECORDS

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LONG = st.integers(-(2**63), 2**63 - 1)
INT = st.integers(-(2**31), 2**31 - 1)


def records(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Any valid record of the class."""
    hints = get_type_hints(cls, include_extras=True)
    return st.builds(cls, **{name: _of(hint) for name, hint in hints.items()})


def _of(hint: Any) -> st.SearchStrategy[Any]:
    origin, args = get_origin(hint), get_args(hint)
    if hasattr(hint, "__metadata__"):
        return INT if args[0] is int else st.floats(allow_nan=False, allow_infinity=False)
    if origin is Literal:
        return st.sampled_from(args)
    if origin in (Union, UnionType):
        return st.one_of(*(_of(arg) for arg in args))
    if origin is tuple:
        return st.lists(_of(args[0]), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return records(hint)
    return {str: TEXT, int: LONG, bool: st.booleans(), bytes: st.binary(max_size=12), NoneType: st.none()}[hint]


RECORD: st.SearchStrategy[Record] = st.one_of(*(records(cls) for cls in RECORDS.values()))
